package followup

import (
	"testing"
	"time"
)

// Who missed an interview decides whose move it is and which letter is drafted; nobody is thanked for it.
func TestNoShow(t *testing.T) {
	t.Parallel()
	said := func(why NoShow) Event {
		return Event{Kind: EventNotHeld, NoShow: why, At: at(9, 16, 0), Seen: at(9, 16, 0), ID: "e1"}
	}
	for _, c := range []struct {
		name    string
		why     NoShow
		turn    Turn
		variant string
		drafts  int
	}{
		{"Nobody came: their turn, other times are offered.", NoShowThey, TurnTheirs, VariantTheyMissed, 1},
		{"The user did not go: her turn, with one apology.", NoShowMe, TurnOurs, "", 1},
		{"It was cancelled: their turn.", NoShowCancelled, TurnTheirs, "", 0},
		{"It was moved: their turn.", NoShowMoved, TurnTheirs, "", 0},
		{"Nobody says why: their turn.", NoShowUnknown, TurnTheirs, "", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := begin(t)
			interviewedOnce(s)
			s.event(said(c.why)).stage(StageInvited)
			if iv := s.app.Rounds[0].Interviews[0]; iv.Standing != NotHeld || iv.NoShow != c.why {
				t.Errorf("it stands as %q, %q", iv.Standing, iv.NoShow)
			}
			if s.app.Turn != c.turn || s.count(ThankYou, Proposed) != 0 || s.count(RescheduleRequest, Proposed) != c.drafts {
				t.Errorf("turn %s, %d thank-yous, %d letters about another time: %s", s.app.Turn, s.count(ThankYou, Proposed), s.count(RescheduleRequest, Proposed), s.why)
			}
			if c.drafts == 0 {
				return
			}
			n := s.only(RescheduleRequest)
			if n.Variant != c.variant || n.To.Addr != jane.Addr {
				t.Errorf("variant %q to %s", n.Variant, n.To.Addr)
			}
			s.send(n, at(9, 16, 30))
			if got := s.noteID(n.ID); got.Status != Sent || s.app.Turn != TurnTheirs {
				t.Errorf("the letter is %s, turn %s: %s", got.Status, s.app.Turn, s.why)
			}
		})
	}

	// Said twice it is known; another reason takes its place; that it took place after all takes everything back.
	s := begin(t)
	interviewedOnce(s)
	s.event(said(NoShowThey)).event(said(NoShowThey))
	if s.why != "known: it did not take place" {
		t.Errorf("said twice: %s", s.why)
	}
	s.event(Event{Kind: EventNotHeld, NoShow: NoShowMe, Interview: "u1", At: at(9, 17, 0), Seen: at(9, 17, 0)})
	if s.only(RescheduleRequest).Variant != "" || s.app.Turn != TurnOurs {
		t.Errorf("the other reason does not count: %s", s.why)
	}
	s.event(Event{Kind: EventHeld, Interview: "u1", At: at(9, 18, 0), Seen: at(9, 18, 0)}).stage(StageInterviewed).tick(at(9, 18, 1))
	if iv := s.app.Rounds[0].Interviews[0]; iv.NoShow != NoShowUnknown || s.count(RescheduleRequest, Proposed) != 0 || s.count(ThankYou, Proposed) != 1 {
		t.Errorf("it took place after all: %q, %d thank-yous: %s", iv.NoShow, s.count(ThankYou, Proposed), s.why)
	}

	// A new time makes the letter void.
	s = begin(t)
	interviewedOnce(s)
	s.event(said(NoShowThey)).read(reschedule("new", at(10, 9, 0), at(9, 14, 0), newer(meeting("u1", at(12, 14, 0), jane), 1))).stage(StageScheduled)
	if s.count(RescheduleRequest, Proposed) != 0 || s.app.Rounds[0].Interviews[0].NoShow != NoShowUnknown {
		t.Errorf("a new time is set and the letter stays: %s", s.why)
	}
	// What has not begun was not missed.
	s = applied(t).read(confirm("c", at(3, 9, 0), meeting("u1", at(9, 14, 0), jane)))
	s.event(Event{Kind: EventNotHeld, NoShow: NoShowThey, At: at(8, 9, 0), Seen: at(8, 9, 0)}).stage(StageScheduled)
}

// A yes in words sets the time that was proposed, where it can only mean that one.
func TestProseYes(t *testing.T) {
	t.Parallel()
	options := func(starts ...time.Time) Signal {
		sig := mail("when", InterviewInvite, at(2, 9, 0), jane)
		sig.Detail = DetailAvailability
		for _, start := range starts {
			sig.Options = append(sig.Options, Interview{Start: start, End: start.Add(time.Hour), Zone: "Europe/Berlin"})
		}
		return sig
	}
	yes := mail("yes", InterviewConfirm, at(3, 9, 0), jane)
	picks := func(s *story, start time.Time) {
		s.event(Event{Kind: EventWants, Want: ScheduleAccept, Slot: &Interview{Start: start, Zone: "Europe/Berlin"}, At: at(2, 10, 0), Seen: at(2, 10, 0), ID: "e1"})
		s.send(s.only(ScheduleAccept), at(2, 10, 5))
	}
	for _, c := range []struct {
		name   string
		asks   Signal
		act    func(*story)
		yes    Signal
		set    time.Time // zero: they are asked about
		agreed bool
	}{
		{"The only time that they proposed.", options(at(9, 14, 0)), nil, yes, at(9, 14, 0), true},
		{"One of several that the user picked.", options(at(9, 14, 0), at(10, 14, 0)), func(s *story) { picks(s, at(10, 14, 0)) }, yes, at(10, 14, 0), true},
		{"One of several, and nobody picked: it is asked.", options(at(9, 14, 0), at(10, 14, 0)), nil, yes, time.Time{}, false},
		{"None was proposed: it is asked.", options(), nil, yes, time.Time{}, false},
		{"The only one is past: it is asked.", options(at(3, 8, 0)), nil, yes, time.Time{}, false},
		{"They name the time themselves.", options(at(9, 14, 0), at(10, 14, 0)), nil, with(yes, meeting("", at(9, 14, 0))), at(9, 14, 0), true},
		{"They name another time.", options(at(9, 14, 0)), nil, with(yes, meeting("", at(11, 14, 0))), at(11, 14, 0), false},
		{"A calendar entry needs no yes in words.", options(at(9, 14, 0)), nil, with(yes, meeting("u1", at(9, 14, 0))), at(9, 14, 0), false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := applied(t).read(c.asks)
			if c.act != nil {
				c.act(s)
			}
			s.read(c.yes)
			if c.set.IsZero() {
				if len(s.app.Doubts) != 1 || s.app.anySet() {
					t.Errorf("it is not asked: %s", s.why)
				}
				return
			}
			s.stage(StageScheduled)
			r := s.app.Rounds[len(s.app.Rounds)-1]
			if iv := r.Interviews[0]; len(r.Interviews) != 1 || !iv.Start.Equal(c.set) || iv.Confirmed != c.agreed || iv.Standing != Set {
				t.Errorf("set: %+v", r.Interviews)
			}
		})
	}
}

// People whom the words name are met too where the calendar only knows who sent it; who only sent it is not thanked.
func TestYouWillMeet(t *testing.T) {
	t.Parallel()
	entry := meeting("u1", at(9, 14, 0))
	entry.People = []Person{{Name: "Cora Lind", Addr: "cora@acme.example", Part: PartCoordinator}}
	sig := confirm("c", at(3, 9, 0), entry)
	sig.People = []Person{{Name: "Otto Kern", Addr: otto.Addr, Part: PartInterviewer}, {Name: "Kim Li", Part: PartInterviewer}, {Name: "Ina Sol"}}
	s := applied(t).read(sig).tick(at(9, 15, 0))
	var names []string
	for _, who := range s.app.Rounds[0].Interviews[0].People {
		names = append(names, who.Name)
	}
	if got := mustJSON(names); got != `["Cora Lind","Otto Kern","Kim Li"]` {
		t.Errorf("to be met: %s", got)
	}
	to := map[string]string{}
	for _, n := range s.app.Notes {
		to[n.To.Addr] = n.Variant
	}
	if v, ok := to[otto.Addr]; !ok || v == VariantPassOn {
		t.Errorf("Otto is not thanked: %v", to)
	}
	if v, ok := to["cora@acme.example"]; ok && v != VariantPassOn {
		t.Errorf("who only sent the entry is thanked as if she had been there: %v", to)
	}
	// Of several interviews in one mail nobody knows whom the words mean.
	two := confirm("c", at(3, 9, 0), meeting("u1", at(9, 14, 0), jane), meeting("u2", at(9, 15, 0), otto))
	two.People = []Person{{Name: "Kim Li", Part: PartInterviewer}}
	s = applied(t).read(two)
	for _, iv := range s.app.Rounds[0].Interviews {
		if len(iv.People) != 1 {
			t.Errorf("%s: %d people", iv.UID, len(iv.People))
		}
	}
}
