package engine_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"followup/followup"
	"followup/followup/engine"
	"followup/followup/store"
)

var panelists = []string{
	"Maya Lindqvist", "Otto Kern", "Ines Duarte", "Raj Patel", "Bo Ek", "Kim Li", "Ana Flores", "Tomas Herrera", "Jo Park", "Lea Roth",
}

// panel reads an interview with that many people and lets it pass, on the afternoon of Tuesday.
func (b *bench) panel(people int) {
	b.t.Helper()
	var who []followup.Person
	for i := range people {
		name := panelists[i]
		who = append(who, followup.Person{Name: name, Addr: strings.ToLower(strings.Fields(name)[0]) + "@birchwood.example", Part: followup.PartInterviewer})
	}
	b.read(mail(monday, followup.ApplicationAck))
	start := monday.Add(25 * time.Hour)
	b.at(monday.Add(time.Hour))
	b.read(mail(monday.Add(time.Hour), followup.InterviewConfirm, interview(start, who...)))
	b.at(start.Add(time.Hour))
	b.tick()
}

func (b *bench) theApp() followup.Application {
	b.t.Helper()
	l, err := b.List(b.t.Context(), engine.Query{})
	if err != nil || len(l.Rows) == 0 {
		b.t.Fatalf("%v, %+v", err, l)
	}
	card, err := b.Show(b.t.Context(), l.Rows[0].App)
	if err != nil {
		b.t.Fatal(err)
	}
	return card.Application
}

// differ holds that no two letters are more alike than the policy allows.
func (b *bench) differ(limit float64) {
	b.t.Helper()
	app := b.theApp()
	for i, n := range app.Notes {
		for _, o := range app.Notes[:i] {
			if like := followup.Likeness(app, o, app, n); like > limit {
				b.t.Fatalf("the letters to %s and %s are alike (%.2f):\n%s\n\n%s", o.To.Name, n.To.Name, like, o.Text, n.Text)
			}
		}
	}
}

// A panel of four gets four letters that are provably different, with topics and without.
func TestPanelOfFour(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.panel(4)
	if n := len(b.notes()); n != 4 {
		t.Fatalf("%d letters", n)
	}
	b.differ(0.6)
	var said []followup.Said
	for i, n := range b.notes() {
		topic := []string{"how you share the on-call weeks", "late-arriving events", "the move to the new warehouse", "hiring for the second team"}[i]
		said = append(said, followup.Said{Person: n.Person, Topic: topic, Thank: true})
	}
	like := 9
	card, err := b.Debrief(t.Context(), engine.DebriefRequest{App: b.theApp().ID, Held: true, Debrief: followup.Debrief{People: said, Like: &like, LikedMe: "the billing migration"}})
	if err != nil {
		t.Fatal(err)
	}
	if card.Act == "" || !card.Application.Liked {
		t.Errorf("%+v", card)
	}
	b.differ(0.6)
	for i, n := range b.notes() {
		if !strings.Contains(n.Text, said[i].Topic) || strings.Contains(n.Text, "billing migration") != (i == 0) {
			t.Errorf("the letter to %s:\n%s", n.To.Name, n.Text)
		}
		if _, err := b.Approve(t.Context(), engine.ApproveRequest{Note: n.ID, Fingerprint: n.Fingerprint, By: "test"}); err != nil {
			t.Errorf("the letter to %s: %v", n.To.Name, err)
		}
	}
}

// Of ten people without topics some would get the words of another: these letters are held with a question, and what each
// talked about lets them go.
func TestAlikeIsHeldWithAQuestion(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.panel(len(panelists))
	held := map[string]bool{}
	for _, n := range b.notes() {
		card, err := b.Show(t.Context(), n.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range card.Findings {
			if f.Blocks && f.Code == "alike" && strings.Contains(f.Words, "one thing that "+n.To.Name+" talked about?") {
				held[n.ID] = true
			}
		}
		var no *engine.Refusal
		_, err = b.Approve(t.Context(), engine.ApproveRequest{Note: n.ID, Fingerprint: n.Fingerprint, By: "test"})
		if held[n.ID] != errors.As(err, &no) {
			t.Errorf("the letter to %s, held %v: %v", n.To.Name, held[n.ID], err)
		}
	}
	if len(held) == 0 || len(held) > 2 {
		t.Fatalf("of ten letters of eight wordings %d are held", len(held))
	}
	topics := []string{
		"sharding tables by tenant", "mentoring juniors across offices", "pruning stale dashboards", "rotating certificates every spring",
		"replaying Kafka topics overnight", "interviewing customers about refunds", "budgeting cloud spend per squad", "replacing cron with events",
		"hiring a second designer", "the accessibility audit of the checkout pages last autumn",
	}
	var said []followup.Said
	for i, n := range b.notes() {
		said = append(said, followup.Said{Person: n.Person, Thank: true, Topic: topics[i]})
	}
	if _, err := b.Debrief(t.Context(), engine.DebriefRequest{App: b.theApp().ID, Debrief: followup.Debrief{People: said}}); err != nil {
		t.Fatal(err)
	}
	for _, n := range b.notes() {
		if !held[n.ID] {
			continue
		}
		if _, err := b.Approve(t.Context(), engine.ApproveRequest{Note: n.ID, Fingerprint: n.Fingerprint, By: "test"}); err != nil {
			t.Errorf("%v\n%s", err, n.Text)
		}
	}
}

// Susan argued about one answer. Her letter says first what they liked, then completes that answer once, and only the
// person concerned reads it.
func TestRecoveryLetter(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.panel(2)
	_, err := b.Debrief(t.Context(), engine.DebriefRequest{App: b.theApp().ID, Held: true, Debrief: followup.Debrief{
		LikedMe: "how I run retrospectives", Repair: "Asked again, I would measure first and rewrite later.", RepairFor: "otto@birchwood.example",
	}})
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range b.notes() {
		liked, repair := strings.Index(n.Text, "how I run retrospectives"), strings.Index(n.Text, "Asked again, I would measure first")
		if forOtto := n.To.Addr == "otto@birchwood.example"; forOtto != (n.Variant == followup.VariantRecovery) || forOtto != (liked > 0 && repair > liked) || forOtto != (repair > 0) {
			t.Errorf("the letter to %s (%s):\n%s", n.To.Name, n.Variant, n.Text)
		}
	}
	// An edited letter keeps the user's own words, an approved one its yes.
	n := b.notes()[0]
	card, err := b.Edit(t.Context(), engine.EditRequest{Note: n.ID, Fingerprint: n.Fingerprint, Subject: n.Subject, Text: n.Text + "\n\nPS: my own words."})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.Debrief(t.Context(), engine.DebriefRequest{App: b.theApp().ID, Debrief: followup.Debrief{LikedMe: "something else"}}); err != nil {
		t.Fatal(err)
	}
	if again := b.notes()[0]; again.Text != card.Note.Text {
		t.Errorf("the user's own words are gone:\n%s", again.Text)
	}
}

// What she does not like she thanks for in few words, without a word of interest.
func TestNotInterestedLetter(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.panel(1)
	like := 2
	if _, err := b.Debrief(t.Context(), engine.DebriefRequest{App: b.theApp().ID, Debrief: followup.Debrief{Like: &like}}); err != nil {
		t.Fatal(err)
	}
	n := b.only()
	if n.Variant != followup.VariantNotInterested || b.theApp().Liked {
		t.Errorf("variant %q, liked %v", n.Variant, b.theApp().Liked)
	}
	for _, never := range []string{"this work", "this job", "join you", "would like to work", "interest"} {
		if strings.Contains(n.Text, never) {
			t.Errorf("%q is in it:\n%s", never, n.Text)
		}
	}
}

// What the words about next steps promise is shown before anything is kept, with the day of the question.
func TestHear(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	heard := ""
	b.store.Close()
	b.options = func(o *engine.Options) {
		o.Hear = func(words string, said time.Time, _ followup.Where) (followup.Promise, bool) {
			heard = words + " " + said.Format("Mon 15:04")
			return followup.Promise{Kind: followup.PromiseDate, Deadline: monday.Add(4*24*time.Hour + 9*time.Hour), Quote: words}, words != "?"
		}
	}
	b.open()
	b.panel(1)
	id, before := b.theApp().ID, b.theApp()
	h, err := b.Hear(t.Context(), engine.HearRequest{App: id, Words: "by Friday"})
	if err != nil || h.Promise == nil {
		t.Fatal(err, h)
	}
	if heard != "by Friday Tue 10:45" { // the end of the interview, where they are
		t.Errorf("heard %q", heard)
	}
	if want := time.Date(2026, 3, 11, 8, 30, 0, 0, dublin); !h.Nudge.Equal(want) { // Tuesday 18:00 and the next sending hours
		t.Errorf("a question on %v, want %v", h.Nudge, want)
	}
	if after := b.theApp(); len(after.Promises) != len(before.Promises) {
		t.Error("asking kept it")
	}
	if h, err := b.Hear(t.Context(), engine.HearRequest{App: id, Words: "?"}); err != nil || h.Promise != nil {
		t.Errorf("%v %+v", err, h)
	}
	card, err := b.Debrief(t.Context(), engine.DebriefRequest{App: id, Debrief: followup.Debrief{NextSteps: "by Friday"}})
	if err != nil || len(card.Application.Promises) != 1 || card.Application.Promises[0].Source != followup.FromUser {
		t.Errorf("%v %+v", err, card.Application.Promises)
	}
	if _, err := b.Debrief(t.Context(), engine.DebriefRequest{App: id}); err == nil {
		t.Error("nothing was said and it was taken")
	}
	if err := b.CheckDerived(); err != nil {
		t.Error(err)
	}
}

// Advice comes from the debriefs of all applications.
func TestDebriefAdvice(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.panel(1)
	first := b.theApp().ID
	b.read(mail(b.clock(), followup.InterviewConfirm, interview(monday.Add(50*time.Hour)), func(s *followup.Signal) {
		s.Employer, s.Domain, s.Mail.Key, s.Mail.ID = "Foxglove", "foxglove.example", "f", "f@foxglove.example"
		s.Mail.From.Addr, s.Mail.ReplyTo.Addr, s.Person.Addr = "jo@foxglove.example", "jo@foxglove.example", "jo@foxglove.example"
		s.Interviews[0].UID = "f"
	}))
	b.at(monday.Add(53 * time.Hour))
	b.tick()
	cold := followup.Debrief{Ratings: map[string]followup.Rating{"specifics": followup.RatedCold}}
	card, err := b.Debrief(t.Context(), engine.DebriefRequest{App: first, Debrief: cold})
	if err != nil || len(card.Advice) != 0 {
		t.Errorf("%v, advice after one: %v", err, card.Advice)
	}
	var second string
	_ = b.store.View(func(tx *store.Tx) error {
		return tx.Applications(func(a followup.Application) error {
			if a.ID != first {
				second = a.ID
			}
			return nil
		})
	})
	card, err = b.Debrief(t.Context(), engine.DebriefRequest{App: second, Debrief: cold})
	if err != nil || len(card.Advice) != 1 || !strings.Contains(card.Advice[0], "five stories") {
		t.Errorf("%v, advice after two: %v", err, card.Advice)
	}
}
