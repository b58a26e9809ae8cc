package main

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"followup/followup"
	"followup/followup/engine"
)

// TestStatus holds the one screen for a morning: its order, its empty states and its JSON.
func TestStatus(t *testing.T) {
	t.Parallel()
	desk := newShelf()
	at := desk.status.Now
	row := func(id, firm, what, why string, when time.Time) engine.Row {
		return engine.Row{ID: id, App: id, Employer: firm, What: what, Why: followup.Reason(why), When: when}
	}
	desk.morning = engine.Morning{
		Approve: []engine.Row{row("nfee", "Acme", "Thank you to Jane", "interview over", at)}, Confirm: []engine.Row{row("d1", "Birch", "Is this a rejection?", "", at)},
		YourTurn: []engine.Row{row("a3", "Cedar", "Your answer is next", "", at)}, Interviews: []engine.Row{row("a4", "Dune", "Interview with Kim", "Zoom", at.Add(time.Hour))},
		Debriefs: []engine.Row{row("a5", "Elm", "How did it go?", "", at)}, Overdue: []engine.Row{row("a7", "Gorse", "They said: \"by Monday\x1b[2J\"", "late by one business day; that is usual", at)},
		Live: 12,
	}
	desk.status.Counts = map[engine.Lane]int{engine.LaneApprove: 1, engine.LaneConfirm: 1, engine.LaneYourTurn: 1, engine.LaneWaiting: 12}
	for i := range 12 {
		desk.morning.Waiting = append(desk.morning.Waiting, row("a6", "Fern"+string(rune('a'+i)), "Waiting for an answer", "no word for 7 business days", at.AddDate(0, 0, i+1)))
	}
	h := newHouse(t, desk, "")
	code, out, errs := h.do("", "status")
	last := -1
	for _, want := range []string{
		"To approve (1)", "Acme", "To confirm (1)", "Birch", "Your turn (1)", "Cedar", "Interviews today (1)", "Dune", "today 16:45", "Zoom",
		"Interviews that want a word (1)", "Elm", "Waiting (12)", "Ferna", "no word for 7 business days", "and 2 more: followup list --lane waiting",
		"Promises whose date has passed (1)", "Gorse", "that is usual", "mail last checked 40 s ago",
	} {
		i := strings.Index(out, want)
		if i <= last {
			t.Fatalf("%q stands in the wrong place or not at all (exit %d, %s):\n%s", want, code, errs, out)
		}
		last = i
	}
	if strings.Contains(out, "Nothing waits") || strings.Contains(out, "Fernl") {
		t.Errorf("too much is shown:\n%s", out)
	}
	if r, bad := speaks(out); bad {
		t.Errorf("%U is printed:\n%q", r, out)
	}
	_, raw, _ := h.do("", "status", "--json")
	var parts map[string]any
	if err := json.Unmarshal([]byte(raw), &parts); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"approve", "confirm", "your_turn", "interviews", "debriefs", "waiting", "overdue", "live", "counts", "accounts", "daemon", "now"} {
		if _, ok := parts[key]; !ok {
			t.Errorf("the JSON lacks %q", key)
		}
	}
	watched := engine.Status{Now: at, Daemon: true, Accounts: []engine.AccountStatus{{Name: "home", State: "watching", Reconciled: at}}}
	for _, c := range []struct {
		name, want string
		counts     map[engine.Lane]int
		next       *engine.Row
		unread     bool
	}{
		{name: "nothing was read yet", want: "No mail has been read yet: applications appear once it has been.", unread: true},
		{name: "no application", want: "There are no applications yet: they appear when their mail does, or with \"followup add\"."},
		{name: "all is done", want: "Nothing is waited for.", counts: map[engine.Lane]int{engine.LaneDone: 3}},
		{
			name: "a wait", want: "4 waiting. 1 put off. Next: Acme, Fri 27 Nov 15:45 (no word for 7 business days).",
			counts: map[engine.Lane]int{engine.LaneWaiting: 4, engine.LaneLater: 1},
			next:   &engine.Row{Lane: engine.LaneWaiting, Employer: "Acme", What: "Waiting", Why: "no word for 7 business days", When: at.AddDate(0, 0, 3)},
		},
		{
			name: "an interview", want: "1 waiting. Next: Acme, Fri 27 Nov 15:45, Interview with Kim.", counts: map[engine.Lane]int{engine.LaneWaiting: 1},
			next: &engine.Row{Lane: "interview", Employer: "Acme", What: "Interview with Kim", When: at.AddDate(0, 0, 3)},
		},
	} {
		desk.morning, desk.status = engine.Morning{Next: c.next}, watched
		desk.status.Counts = c.counts
		if c.unread {
			desk.status.Accounts = []engine.AccountStatus{{Name: "home", State: "connecting"}}
		}
		if _, out, _ := h.do("", "status"); !strings.HasPrefix(out, "Nothing waits for you now. "+c.want+"\n") {
			t.Errorf("%s: %q", c.name, out)
		}
	}
}

// What stands beside a rejection has two facts and one move, and none of the words that hurt.
func TestAfterNoWords(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	next := &engine.Row{Employer: "Acme", Role: "Engineer", What: "Interview with Kim", When: now.Add(53 * time.Hour)}
	for _, c := range []struct {
		name string
		a    engine.AfterNo
		want string
	}{
		{"something is next", engine.AfterNo{No: 7, Rounds: 2, Live: 5, Target: 3, Next: next}, "Rejections in this search so far: 7. Rounds reached here: 2. Next move: Acme · Engineer, Thu 26 Nov 14:00: Interview with Kim. You only"},
		{"few are alive", engine.AfterNo{No: 1, Live: 2, Target: 3, Next: next}, "Interview with Kim. 2 applications are alive: apply to one more, or ask one person, today."},
		{"none is alive", engine.AfterNo{No: 3, Target: 3}, "Next move: apply to one, or ask one person, today."},
		{"one is alive and has no date", engine.AfterNo{No: 3, Live: 1, Target: 3}, "Next move: 1 application is alive; apply to one more, or ask one person, today."},
		{"enough without a date", engine.AfterNo{No: 3, Live: 4, Target: 3}, "Next move: 4 applications are alive and none has a date"},
		{"several in a week", engine.AfterNo{No: 3, Live: 4, Target: 3, Recent: 3}, "3 came within a week: what can wait is told once a day"},
	} {
		got := strings.Join(afterNo(c.a, now), " ")
		if !strings.Contains(got, c.want) {
			t.Errorf("%s: %q", c.name, got)
		}
		for _, word := range []string{"!", "%", "chance", "odds", "streak", "in a row", "give up", "fail", "unfortunately"} {
			if strings.Contains(strings.ToLower(got), word) {
				t.Errorf("%s: %q stands in %q", c.name, word, got)
			}
		}
	}
}

// The mail of a rejection is folded until it is asked for.
func TestANoIsFolded(t *testing.T) {
	t.Parallel()
	desk := newShelf()
	desk.card.AfterNo = &engine.AfterNo{No: 2, Target: 3}
	desk.card.Note.Kind = followup.RejectionResponse
	h := newHouse(t, desk, "")
	_, folded, _ := h.do("", "show", "nfee")
	if strings.Contains(folded, "See you") || !strings.Contains(folded, "Read it when you are ready: followup show nfeedbeef0 --text") || !strings.Contains(folded, "Rejections in this search so far: 2.") {
		t.Errorf("folded:\n%s", folded)
	}
	if _, open, _ := h.do("", "show", "nfee", "--text"); !strings.Contains(open, "See you") {
		t.Errorf("unfolded:\n%s", open)
	}
	if _, asked, _ := h.do("n\n", "approve", "nfee"); strings.Contains(asked, "of this search") || strings.Contains(asked, "See you") {
		t.Errorf("a yes is asked with:\n%s", asked)
	}
}
