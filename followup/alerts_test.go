package followup

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// Alerts of an application: what is told, when, until when, and what cannot wait.
func TestAlerts(t *testing.T) {
	t.Parallel()
	p := policy()
	noon := at(10, 12, 0)
	base := func(change func(*Application)) Application {
		app := Application{ID: "a1", Employer: " Birch\nwood ", Stage: StageScheduled, Turn: TurnTheirs, TurnSince: at(9, 9, 0)}
		change(&app)
		return app
	}
	set := func(iv Interview) func(*Application) {
		return func(app *Application) {
			iv.Standing = Set
			app.Rounds = []Round{{ID: "r", Interviews: []Interview{iv}}}
		}
	}
	note := func(n Note) func(*Application) {
		return func(app *Application) { n.ID = "n1"; app.Stage = StageInterviewed; app.Notes = []Note{n} }
	}
	type alert struct {
		words  string
		at     time.Time
		until  time.Time
		urgent bool
	}
	for _, c := range []struct {
		name string
		app  Application
		want []alert
	}{
		{"a draft", base(note(Note{Kind: ThankYou, Status: Proposed, Proposed: noon})), []alert{{"A letter to Birch wood waits for your yes: thank-you", noon, time.Time{}, false}}},
		{"a draft that was put off", base(note(Note{Kind: Nudge, Status: Proposed, Proposed: noon, Snoozed: noon.Add(time.Hour)})),
			[]alert{{"A letter to Birch wood waits for your yes: nudge", noon.Add(time.Hour), time.Time{}, false}}},
		{"a response rests first", base(note(Note{Kind: RejectionResponse, Status: Proposed, Proposed: noon, NotBefore: noon.Add(2 * time.Hour)})),
			[]alert{{"A letter to Birch wood waits for your yes: rejection-response", noon.Add(2 * time.Hour), time.Time{}, false}}},
		{"a yes that does not count any more", base(note(Note{Kind: Nudge, Status: Proposed, Proposed: noon, Back: "they wrote since"})),
			[]alert{{"Your letter to Birch wood needs another yes", noon, time.Time{}, false}}},
		{"nobody knows", base(note(Note{Kind: Nudge, Status: Unsure, Attempts: []Attempt{{Began: noon}}})),
			[]alert{{"Nobody knows whether your letter to Birch wood left: say what you know", noon, time.Time{}, false}}},
		{"it failed", base(note(Note{Kind: Nudge, Status: Failed, Attempts: []Attempt{{Began: noon}}})), []alert{{"Your letter to Birch wood could not be delivered", noon, time.Time{}, false}}},
		{"it left", base(note(Note{Kind: Nudge, Status: Sent, Sent: noon})), nil},
		{"a doubt", base(func(app *Application) { app.Stage = StageApplied; app.Doubts = []Doubt{{Key: "k", Since: noon}} }),
			[]alert{{"A mail that may be from Birch wood waits for your answer", noon, time.Time{}, false}}},
		{"an interview", base(set(Interview{Start: noon, End: noon.Add(time.Hour)})), []alert{
			{"Your interview with Birch wood begins at 12:00 on Wednesday 11 March", noon.Add(-24 * time.Hour), noon.Add(-time.Hour), true},
			{"Your interview with Birch wood begins at 12:00 on Wednesday 11 March", noon.Add(-time.Hour), noon, true},
		}},
		{"an offer", base(func(app *Application) {
			app.Stage, app.Written = StageOffered, true
			app.Offer = &Terms{Written: true, Came: at(2, 9, 0), Deadline: at(19, 18, 0)}
			app.Deadline = app.Offer.Deadline
		}), []alert{
			{"The offer of Birch wood wants an answer by 18:00 on Friday 20 March", at(16, 18, 0), at(18, 18, 0), false},
			{"The offer of Birch wood wants an answer by 18:00 on Friday 20 March", at(18, 18, 0), at(19, 18, 0), true},
		}},
		{"an assessment", base(func(app *Application) {
			app.Stage, app.Turn = StageInvited, TurnOurs
			app.Tasks = []Task{{ID: "t", Kind: TaskAssessment, Asked: at(2, 9, 0), Deadline: at(10, 9, 0)}}
		}), []alert{
			{"The assessment of Birch wood is due at 09:00 on Wednesday 11 March", at(6, 9, 0), at(8, 9, 0), false},
			{"The assessment of Birch wood is due at 09:00 on Wednesday 11 March", at(8, 9, 0), at(9, 9, 0), true},
			{"The assessment of Birch wood is due at 09:00 on Wednesday 11 March", at(9, 9, 0), at(10, 9, 0), true},
		}},
		{"put away", base(func(app *Application) { set(Interview{Start: noon})(app); app.Archived = at(9, 9, 0) }), nil},
		{"she wants to hear nothing of it", base(func(app *Application) {
			note(Note{Kind: Nudge, Status: Proposed, Proposed: noon})(app)
			app.QuietUntil = noon.Add(48 * time.Hour)
		}), []alert{{"A letter to Birch wood waits for your yes: nudge", noon.Add(48 * time.Hour), time.Time{}, false}}},
	} {
		got := p.Alerts(c.app)
		var keys []string
		if len(got) != len(c.want) {
			t.Errorf("%s: %d alerts, want %d: %+v", c.name, len(got), len(c.want), got)
			continue
		}
		for i, a := range got {
			w := c.want[i]
			if a.Words != w.words || !w.at.IsZero() && !a.At.Equal(w.at) || !a.Until.Equal(w.until) || a.Urgent != w.urgent {
				t.Errorf("%s: %+v, want %+v", c.name, a, w)
			}
			if strings.Contains(strings.ToLower(a.Key), "birch") || slices.Contains(keys, a.Key) {
				t.Errorf("%s: the key %s", c.name, a.Key)
			}
			keys = append(keys, a.Key)
		}
		if again := p.Alerts(c.app); mustJSON(again) != mustJSON(got) {
			t.Errorf("%s: the same facts gave other alerts", c.name)
		}
	}
}

// No word of a mail and no address is ever in an alert.
func TestAlertsTellNoMail(t *testing.T) {
	t.Parallel()
	const canary = "zebracanary"
	app := Application{
		ID: "a1", Employer: "Birchwood", Role: canary, Stage: StageInvited, Turn: TurnOurs,
		People: []Person{{Name: canary, Addr: canary + "@x.example"}}, Promises: []Promise{{Quote: canary}},
		Rounds: []Round{{Interviews: []Interview{{Start: at(10, 9, 0), Standing: Set, Title: canary, Place: canary, People: []Person{{Name: canary}}}}}},
		Tasks:  []Task{{ID: "t", Kind: TaskAssessment, Asked: at(2, 9, 0), Deadline: at(10, 9, 0), Quote: canary, Link: canary, By: Person{Name: canary}}},
		Doubts: []Doubt{{Key: canary, Since: at(2, 9, 0), Why: canary, Signal: Signal{Employer: canary, Mail: Mail{Subject: canary, Excerpt: canary}}}},
		Notes: []Note{{ID: "n", Status: Proposed, Kind: Nudge, Subject: canary, Text: canary, To: Address{Name: canary, Addr: canary}, Why: canary, Quote: canary, Back: canary},
			{ID: "m", Status: Failed, Attempts: []Attempt{{Reply: canary}}}},
		LastIn: Mail{Subject: canary}, DeadlineFor: canary,
	}
	got := policy().Alerts(app)
	if len(got) < 6 {
		t.Fatalf("only %d alerts: %+v", len(got), got)
	}
	if strings.Contains(mustJSON(got), canary) {
		t.Errorf("words of a mail in %s", mustJSON(got))
	}
}
