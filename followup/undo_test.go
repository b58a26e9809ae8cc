package followup

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// undo takes the newest act back, as the engine does.
func (s *story) undo(act string, now time.Time) *story {
	s.t.Helper()
	if why := s.p.Undoable(s.journal, s.app, act); why != "" {
		s.why = why
		return s
	}
	s.hand(Event{Kind: EventUndone, Undo: act}, now)
	s.app = s.p.Replay(s.journal, s.app.Notes)
	s.app.ID = "a1"
	return s
}

func (s *story) lastAct() string {
	s.t.Helper()
	if len(s.app.Acts) == 0 {
		s.t.Fatal("no act")
	}
	return s.app.Acts[len(s.app.Acts)-1].ID
}

// Every act by hand can be taken back: the application is then as it was before.
func TestUndo(t *testing.T) {
	t.Parallel()
	past := at(1, 14, 0).Format(time.RFC3339)
	ahead := at(12, 14, 0).Format(time.RFC3339)
	for name, ev := range map[string]Event{
		"facts":              {Kind: EventDescribed, Details: &Details{Employer: word("Acme"), Country: word("DE"), Liked: word(true), HoldUntil: word(at(30, 9, 0))}},
		"an interview":       {Kind: EventArranged, Meeting: &Interview{Start: at(9, 9, 0)}},
		"one that is over":   {Kind: EventArranged, Meeting: &Interview{Start: at(2, 9, 0)}},
		"an interview moved": {Kind: EventArranged, Interview: ahead, Meeting: &Interview{Start: at(9, 9, 0)}},
		"an interview off":   {Kind: EventArranged, Interview: ahead, Meeting: &Interview{Standing: Cancelled}},
		"a person":           {Kind: EventMet, Person: &Person{Name: "Kim Li", Addr: "kim@birchwood.example"}},
		"a person met":       {Kind: EventMet, Interview: past, Person: &Person{Name: "Kim Li", Addr: "kim@birchwood.example"}},
		"a promise":          {Kind: EventTold, Promise: &Promise{Deadline: at(20, 18, 0)}},
		"a remark":           {Kind: EventRemarked, Remark: "hm"},
		"held":               {Kind: EventHeld, Interview: past},
		"not held":           {Kind: EventNotHeld, Interview: past},
		"closed":             {Kind: EventClose, Close: OutcomeRejected},
		"put away":           {Kind: EventArchived},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := birchwood(t)
			s.hand(Event{Kind: EventArranged, Meeting: &Interview{Start: at(1, 14, 0), People: []Person{{Name: "Jane", Addr: "jane@birchwood.example"}}}}, at(1, 10, 0))
			s.hand(Event{Kind: EventArranged, Meeting: &Interview{Start: at(12, 14, 0)}}, at(1, 11, 0))
			s.tick(at(1, 15, 0)).compose(at(1, 15, 0))
			before := mustJSON(s.app)
			s.hand(ev, at(4, 9, 0))
			if mustJSON(s.app) == before {
				t.Fatalf("the act did nothing: %s", s.why)
			}
			act := s.lastAct()
			s.undo(act, at(4, 9, 5)).said("taken back")
			if got := mustJSON(s.app); got != before {
				t.Errorf("not as it was:\n%s", parted(before, got))
			}
			s.undo(act, at(4, 9, 6)).said("taken back already")
		})
	}
	for name, pair := range map[string][2]EventKind{"opened again": {EventClose, EventReopened}, "brought back": {EventArchived, EventUnarchived}} {
		s := birchwood(t).hand(Event{Kind: pair[0], Close: OutcomeDeclined}, at(2, 9, 0))
		first, before := s.lastAct(), mustJSON(s.app)
		s.hand(Event{Kind: pair[1]}, at(3, 9, 0))
		s.undo(first, at(3, 10, 0)).said("take back first what rests on it")
		if s.undo(s.lastAct(), at(3, 11, 0)); mustJSON(s.app) != before {
			t.Errorf("%s: not as it was:\n%s", name, parted(before, mustJSON(s.app)))
		}
	}
}

// So can what the user does about what they asked, and how an interview went.
func TestUndoOfAnswers(t *testing.T) {
	t.Parallel()
	asked := mail("ask", Assessment, at(2, 9, 0), jane)
	times := mail("times", Update, at(2, 9, 0), jane)
	times.Detail, times.Options = DetailAvailability, []Interview{{Start: at(9, 9, 0)}, {Start: at(10, 9, 0)}}
	for name, c := range map[string]struct {
		before func(*story)
		ev     Event
	}{
		"answered": {func(s *story) { s.read(asked) }, Event{Kind: EventAnswered}},
		"a letter": {func(s *story) { s.read(times) }, Event{Kind: EventWants, Want: ScheduleAccept, Slot: &Interview{Start: at(9, 9, 0)}}},
		"debriefed": {func(s *story) {
			s.read(confirm("c", at(2, 9, 0), meeting("u1", at(2, 14, 0), jane))).tick(at(2, 16, 0))
		}, Event{Kind: EventDebriefed, Held: true, Debrief: &Debrief{LikedMe: "the parser", Repair: "the sum"}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := begin(t).read(mail("ack", ApplicationAck, at(1, 9, 0), jane))
			c.before(s)
			s.compose(at(2, 16, 0))
			before := mustJSON(s.app)
			s.hand(c.ev, at(3, 9, 0)).compose(at(3, 9, 0))
			if mustJSON(s.app) == before {
				t.Fatalf("the act did nothing: %s", s.why)
			}
			s.undo(s.lastAct(), at(3, 9, 5)).said("taken back")
			if got := mustJSON(s.app); got != before {
				t.Errorf("not as it was:\n%s", parted(before, got))
			}
		})
	}
}

// Taking back can be taken back.
func TestUndoIsUndone(t *testing.T) {
	t.Parallel()
	s := birchwood(t).hand(Event{Kind: EventArranged, Meeting: &Interview{Start: at(9, 9, 0)}}, at(2, 9, 0))
	want := mustJSON(s.app)
	s.undo(s.lastAct(), at(2, 10, 0)).stage(StageApplied)
	s.undo(s.journal[len(s.journal)-1].ID, at(2, 11, 0)).stage(StageScheduled)
	if got := mustJSON(s.app); got != want {
		t.Errorf("not as it was:\n%s", parted(want, got))
	}
}

// What a letter came of stays once the letter left; what it did not come of can go.
func TestUndoAfterALetter(t *testing.T) {
	t.Parallel()
	s := birchwood(t).hand(Event{Kind: EventArranged, Meeting: &Interview{Start: at(3, 14, 0), People: []Person{{Name: "Jane", Addr: "jane@birchwood.example"}}}}, at(2, 9, 0))
	interview := s.lastAct()
	s.hand(Event{Kind: EventRemarked, Remark: "bring the drawings"}, at(2, 10, 0))
	remark := s.lastAct()
	s.tick(at(3, 16, 0)).compose(at(3, 16, 0))
	n := s.only(ThankYou)
	s.approve(n, at(3, 16, 5))
	lived := s.app
	s.undo(interview, at(3, 16, 6)).said("taken back")
	if got := s.noteID(n.ID); got.Status != Withdrawn || got.EndedWhy != "you took back what it came of" {
		t.Errorf("the letter of an interview that there was not is %s: %s", got.Status, got.EndedWhy)
	}
	s.app, s.journal = lived, s.journal[:len(s.journal)-1]
	s.claim(n, latest(s.noteID(n.ID).SendAt, at(3, 17, 0)))
	if s.noteID(n.ID).Status != Claimed {
		t.Fatal(s.why)
	}
	s.undo(interview, at(4, 9, 0)).said("is on its way")
	s.outcome(n, OutcomeAccepted, at(4, 9, 1))
	s.undo(interview, at(4, 9, 2)).said("has left, or may have")
	s.undo(remark, at(4, 9, 3)).said("taken back")
	if s.noteID(n.ID).Status != Sent || len(s.app.Remarks) != 0 {
		t.Errorf("%s", dump(t, s.app))
	}
}

// What the user said of a mail is taken back like any other act.
func TestUndoOfAWord(t *testing.T) {
	t.Parallel()
	unsure := mail("no", Rejection, at(3, 9, 0), jane)
	unsure.Confidence = 0.7
	s := begin(t).read(mail("ack", ApplicationAck, at(1, 9, 0), jane)).read(unsure)
	before := mustJSON(s.app)
	s.event(Event{Kind: EventResolved, Key: "no", Signal: &unsure, At: at(3, 10, 0), Seen: at(3, 10, 0), ID: "e1"}).stage(StageClosed)
	s.undo("e1", at(3, 11, 0))
	if got := mustJSON(s.app); got != before {
		t.Errorf("the question is not asked again:\n%s", parted(before, got))
	}
}

// drawHand draws one act by hand.
func drawHand(w *walker) Event {
	ev := Event{Kind: rapid.SampledFrom([]EventKind{
		EventAdded, EventDescribed, EventArranged, EventArranged, EventMet, EventTold, EventRemarked, EventReopened, EventArchived,
		EventUnarchived, EventHeld, EventNotHeld, EventClose,
	}).Draw(w.t, "by hand"), Seen: w.now, At: w.now}
	start := w.now.Truncate(time.Hour).Add(time.Duration(rapid.IntRange(-100, 300).Draw(w.t, "start")) * time.Hour)
	who := rapid.SampledFrom([]Person{{Name: "Jane Doe"}, {Name: "Jane Doe", Addr: jane.Addr}, {Addr: otto.Addr}, {Name: "Kim Li"}}).Draw(w.t, "who")
	switch ev.Kind {
	case EventAdded:
		ev.Details, ev.Account, ev.To = &Details{Employer: word("Birchwood")}, "home", me
		if rapid.Bool().Draw(w.t, "with") {
			ev.Person, ev.Slot = &who, &Interview{Start: start}
		}
	case EventDescribed:
		ev.Details = &Details{
			Employer:  rapid.SampledFrom([]*string{nil, word("Acme Holding"), word("Birchwood")}).Draw(w.t, "employer"),
			Liked:     rapid.SampledFrom([]*bool{nil, word(true), word(false)}).Draw(w.t, "liked"),
			Zone:      rapid.SampledFrom([]*string{nil, word(""), word("Asia/Tokyo")}).Draw(w.t, "zone"),
			NoContact: rapid.SampledFrom([]*bool{nil, nil, word(true), word(false)}).Draw(w.t, "contact"),
			HoldUntil: rapid.SampledFrom([]*time.Time{nil, nil, {}, word(w.now.AddDate(0, 0, 9))}).Draw(w.t, "hold"),
		}
	case EventArranged:
		ev.Meeting = &Interview{Start: start}
		if rapid.Bool().Draw(w.t, "with") {
			ev.Meeting.People = []Person{who}
		}
		if names := w.interviews(); len(names) > 0 && rapid.Bool().Draw(w.t, "a known one") {
			ev.Interview = rapid.SampledFrom(names).Draw(w.t, "interview")
			if rapid.Bool().Draw(w.t, "off") {
				ev.Meeting = &Interview{Standing: Cancelled}
			}
		}
	case EventMet:
		ev.Person = &who
		if names := w.interviews(); len(names) > 0 && rapid.Bool().Draw(w.t, "met there") {
			ev.Interview = rapid.SampledFrom(names).Draw(w.t, "interview")
		}
	case EventTold:
		ev.Promise = &Promise{Deadline: w.now.AddDate(0, 0, rapid.IntRange(1, 20).Draw(w.t, "by")), Quote: "soon"}
	case EventRemarked:
		ev.Remark = "a thought"
	case EventClose:
		ev.Close = rapid.SampledFrom([]Outcome{OutcomeRejected, OutcomeWithdrawn}).Draw(w.t, "outcome")
	}
	ev.ID = ActID(ev.Kind, w.now, "a1", fmt.Sprint(len(w.journal)))
	return ev
}

func (w *walker) interviews() []string {
	var names []string
	for _, r := range w.app.Rounds {
		for _, iv := range r.Interviews {
			names = append(names, iv.Name())
		}
	}
	return names
}

// withoutYes leaves of a note that was approved only that it is there: an act that withdrew it costs it its yes.
func withoutYes(app, before Application) string {
	app = clone(app)
	for i := range app.Notes {
		if old, ok := before.Note(app.Notes[i].ID); ok && (old.Status == Approved || old.Status == Claimed) {
			app.Notes[i] = Note{ID: old.ID}
		}
	}
	return mustJSON(app)
}

// In any life, an act by hand that is taken back at once leaves everything as it was; one that is taken back later leaves
// everything that left, and gives no yes.
func TestUndoAtRandom(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w := &walker{t: t, p: policy(), now: at(1, 8, 0)}
		undo := func(act string) {
			w.journal = append(w.journal, Event{Kind: EventUndone, Undo: act, ID: "u" + act, At: w.now, Seen: w.now})
			told := w.p.Replay(w.journal, w.app.Notes)
			toldAsLived(t, w.app, told)
			checkSilence(t, w.p, told)
			w.app = told
		}
		for range rapid.IntRange(3, 25).Draw(t, "steps") {
			if rapid.IntRange(0, 2).Draw(t, "hand") > 0 {
				w.act()
				continue
			}
			w.now = w.now.Add(time.Duration(rapid.IntRange(1, 3000).Draw(t, "minutes")) * time.Minute)
			before, ev := w.app, drawHand(w)
			w.apply(ev)
			if rapid.IntRange(0, 2).Draw(t, "take back") == 0 {
				undo(ev.ID)
				if !w.spoken && withoutYes(w.app, before) != withoutYes(before, before) {
					t.Fatalf("%s taken back: not as it was:\n%s", ev.Kind, parted(withoutYes(before, before), withoutYes(w.app, before)))
				}
			}
			w.compose()
		}
		for _, act := range w.app.Acts {
			if w.p.Undoable(w.journal, w.app, act.ID) == "" {
				undo(act.ID)
			}
		}
	})
}
