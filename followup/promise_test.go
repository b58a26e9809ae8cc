package followup

import (
	"strings"
	"testing"
	"time"
)

// said is a mail of theirs with a promise.
func said(key string, when time.Time, kind PromiseKind, by time.Time) Signal {
	sig := mail(key, Update, when, jane)
	sig.Promise = &Promise{Kind: kind, Said: when, Deadline: by, Quote: "we will write", By: sig.Person}
	return sig
}

func detailed(sig Signal, d Detail) Signal {
	sig.Detail = d
	return sig
}

// Every promise is judged by what they do next: kept, moved to another day, or broken once its day has passed.
func TestJudged(t *testing.T) {
	t.Parallel()
	first := said("p", at(10, 9, 0), PromiseDate, at(16, 18, 0))
	robot := mail("x", Update, at(17, 9, 0), robo)
	for _, c := range []struct {
		name  string
		first Signal
		next  Signal
		want  PromiseStanding
	}{
		{"An invitation in time keeps it.", first, mail("x", InterviewInvite, at(15, 9, 0), jane), PromiseKept},
		{"An invitation too late breaks it.", first, mail("x", InterviewInvite, at(17, 9, 0), jane), PromiseBroken},
		{"A no in time keeps it.", first, mail("x", Rejection, at(15, 9, 0), jane), PromiseKept},
		{"An offer in time keeps it.", first, mail("x", Offer, at(15, 9, 0), jane), PromiseKept},
		{"Another day named in time moves it.", first, said("x", at(15, 9, 0), PromiseDate, at(24, 18, 0)), PromiseMoved},
		{"Another day named too late finds it broken.", first, said("x", at(17, 9, 0), PromiseDate, at(24, 18, 0)), PromiseBroken},
		{"A mail that decides nothing leaves it open in time.", first, mail("x", Update, at(15, 9, 0), jane), PromiseOpen},
		{"The same too late finds it broken.", first, mail("x", Update, at(17, 9, 0), jane), PromiseBroken},
		{"A question too late finds it broken.", first, detailed(mail("x", Update, at(17, 9, 0), jane), DetailQuestion), PromiseBroken},
		{"A robot judges nothing.", first, robot, PromiseOpen},
		{"An automatic reply judges nothing.", first, detailed(mail("x", Other, at(17, 9, 0), jane), DetailAway), PromiseOpen},
		{"On hold moves it.", first, detailed(mail("x", Update, at(15, 9, 0), jane), DetailOnHold), PromiseMoved},
		{"Soon leaves it open.", first, said("x", at(15, 9, 0), PromiseVague, time.Time{}), PromiseOpen},
		{"That no word means no is over when they write.", said("p", at(10, 9, 0), PromiseSilence, at(30, 18, 0)), mail("x", Update, at(15, 9, 0), jane), PromiseKept},
		{"It holds when a robot writes.", said("p", at(10, 9, 0), PromiseSilence, at(30, 18, 0)), robot, PromiseOpen},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := silentStory(t).read(c.first).read(c.next)
			got := s.app.Promises[0]
			if got.Standing != c.want {
				t.Errorf("it is %s, want %s: %s", got.Standing, c.want, s.why)
			}
			if ended := got.Standing != PromiseOpen; ended != got.Ended.Equal(c.next.Mail.Received) || !ended && !got.Ended.IsZero() {
				t.Errorf("judged at %v", got.Ended)
			}
		})
	}
}

// In doubt the later day counts, and the words that set the clock stand on the draft.
func TestPromiseClock(t *testing.T) {
	t.Parallel()
	// Date headers are a little older than the arrival.
	early := said("p", at(10, 9, 0), PromiseDate, at(11, 18, 0))
	early.Promise.Said = early.Promise.Said.Add(-20 * time.Second)
	told := said("told", at(12, 9, 0), PromiseDate, at(15, 18, 0)) // heard in a debrief, and told later than the mail
	told.Promise.Said = at(9, 15, 0)
	for _, c := range []struct {
		name  string
		read  []Signal
		due   time.Time
		quote string
	}{
		{"No promise: seven business days after the interview.", nil, at(18, 15, 0), ""},
		{"An early date is asked about early, though a mail takes seconds to arrive.", []Signal{early}, at(15, 18, 0), "we will write"},
		{"A thank-you by hand does not put an early date off.", []Signal{early, ownMail("own", at(10, 12, 0), jane)}, at(15, 18, 0), "we will write"},
		{"A question by hand after the date does.", []Signal{early, ownMail("own", at(12, 12, 0), jane)}, at(23, 12, 0), ""},
		{"Still deciding starts the seven days anew.", []Signal{early, mail("x", Update, at(12, 12, 0), jane)}, at(23, 12, 0), ""},
		{"A new day takes the place of the old one, even an earlier one.",
			[]Signal{said("p", at(10, 9, 0), PromiseDate, at(30, 18, 0)), said("q", at(11, 12, 0), PromiseDate, at(16, 18, 0))}, at(18, 18, 0), "we will write"},
		{"What was said before and is told later takes nobody's place: the later day counts.",
			[]Signal{said("p", at(10, 9, 0), PromiseDate, at(22, 18, 0)), told}, at(24, 18, 0), "we will write"},
		{"How long it usually takes puts a question off and never forward.",
			[]Signal{said("p", at(10, 9, 0), PromiseUsual, at(25, 18, 0))}, at(25, 18, 0), "we will write"},
		{"The same where it is shorter.", []Signal{said("p", at(10, 9, 0), PromiseUsual, at(11, 18, 0))}, at(19, 9, 0), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := silentStory(t)
			for _, m := range c.read {
				s.read(m)
			}
			s.tick(c.due.Add(-time.Minute))
			if n := s.count(Nudge, Proposed); n != 0 {
				t.Fatal("a question before its time")
			}
			s.tick(c.due)
			if n := s.only(Nudge); n.Quote != c.quote {
				t.Errorf("quotes %q, want %q (%s)", n.Quote, c.quote, n.Why)
			}
		})
	}
}

// A day on which nobody works is promised for the next business day.
func TestPromisedBy(t *testing.T) {
	t.Parallel()
	p := policy()
	p.Calendar = german{}
	goodFriday := time.Date(2026, time.April, 3, 18, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		country string
		day     int
	}{{"DE", 6}, {"US", 3}, {"", 3}} {
		got := p.PromisedBy(Promise{Kind: PromiseDate, Deadline: goodFriday}, Where{Zone: time.UTC, Country: c.country})
		if !got.Equal(time.Date(2026, time.April, c.day, 18, 0, 0, 0, time.UTC)) {
			t.Errorf("%q: by %v", c.country, got)
		}
	}
	if got := p.PromisedBy(Promise{Kind: PromiseVague}, Where{}); !got.IsZero() {
		t.Errorf("soon is by %v", got)
	}
}

// How late they are is told in business days; one day late is said calmly, and not before the day is over.
func TestLate(t *testing.T) {
	t.Parallel()
	s := silentStory(t).read(said("p", at(10, 9, 0), PromiseDate, at(12, 18, 0))) // a Friday
	for _, c := range []struct {
		now  time.Time
		want int
	}{{at(12, 17, 0), 0}, {at(12, 23, 0), 0}, {at(14, 12, 0), 0}, {at(15, 9, 0), 1}, {at(18, 9, 0), 4}} {
		if got := s.p.Late(s.app, c.now); got != c.want {
			t.Errorf("on %v late by %d, want %d", c.now, got, c.want)
		}
	}
	if silent := silentStory(t).read(said("p", at(10, 9, 0), PromiseSilence, at(12, 18, 0))); silent.p.Late(silent.app, at(20, 9, 0)) != 0 {
		t.Error("they are late with a silence that means no")
	}
}

// Where no word means no, nobody is asked: it is quiet on that day, or after twenty business days, because they said so.
func TestSilenceClause(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		by   time.Time
		want time.Time
	}{
		{"By a day.", at(30, 18, 0), at(30, 18, 0)},
		{"Without a day.", time.Time{}, at(38, 9, 0)},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := silentStory(t).read(said("p", at(10, 9, 0), PromiseSilence, c.by)).tick(at(90, 9, 0))
			if s.count(Nudge, Proposed) != 0 {
				t.Fatal("a question is drafted")
			}
			var found *Due
			for _, d := range s.p.Next(s.app) {
				if d.Kind == DueSilenceEnds {
					found = &d
				}
			}
			if found == nil || !found.At.Equal(c.want) || found.Acts || !strings.Contains(string(found.Why), "they said so") {
				t.Fatalf("the silence ends: %+v", found)
			}
			quiet := func(now time.Time) bool {
				return strings.Contains(strings.Join(s.p.Labels(s.app, now), ", "), "gone quiet")
			}
			if quiet(c.want.Add(-time.Minute)) || !quiet(c.want) {
				t.Error("it is quiet too early or too late")
			}
			// They write after all: the clock runs again.
			s.read(mail("after all", Update, at(90, 10, 0), jane)).tick(at(103, 10, 0))
			s.only(Nudge)
		})
	}
}

// Who asks for peace has it: once three times the time that they named has passed, one question is possible by hand.
func TestNoCalls(t *testing.T) {
	t.Parallel()
	by := at(15, 18, 0) // three business days after at(10): nine are over on at(23)
	s := silentStory(t).read(said("p", at(10, 9, 0), PromiseNoContact, by))
	want := func(now time.Time) { s.event(Event{Kind: EventWants, Want: Nudge, At: now, Seen: now}) }
	s.tick(at(60, 9, 0))
	if s.count(Nudge, Proposed) != 0 || !s.app.ContactAfter.Equal(at(23, 9, 0)) {
		t.Fatalf("questions by themselves, or at %v", s.app.ContactAfter)
	}
	want(at(22, 9, 0))
	if s.count(Nudge, Proposed) != 0 {
		t.Fatal("a question by hand before three times the time")
	}
	want(at(23, 10, 0))
	first := s.only(Nudge)
	s.send(first, at(23, 11, 0))
	if got := s.noteID(first.ID).Status; got != Sent {
		t.Fatalf("the question by hand is %s: %s", got, s.why)
	}
	s.tick(at(80, 9, 0))
	want(at(80, 10, 0))
	if s.count(Nudge, Proposed) != 0 {
		t.Error("a second question")
	}
	// They go on by themselves: that wish is over.
	s.read(mail("go", InterviewInvite, at(81, 9, 0), jane))
	if s.app.NoContact || s.app.Promises[0].Standing != PromiseKept {
		t.Errorf("they still ask for peace: %+v", s.app.Promises)
	}
	// Where no time was named it is three times the patience.
	s = silentStory(t).read(said("p", at(10, 9, 0), PromiseNoContact, time.Time{}))
	if !s.app.ContactAfter.Equal(s.p.AddBusinessDays(at(10, 9, 0), 21, Where{Zone: time.UTC})) {
		t.Errorf("without a time: %v", s.app.ContactAfter)
	}
}

// On hold nobody is asked but once, after twenty business days or at the day that they named.
func TestHoldCheckIn(t *testing.T) {
	t.Parallel()
	hold := func() Signal { return detailed(mail("hold", Update, at(10, 9, 0), jane), DetailOnHold) }
	named := hold()
	named.Promise = &Promise{Kind: PromiseDate, Said: at(10, 9, 0), Deadline: at(23, 18, 0), By: named.Person}
	for _, c := range []struct {
		name string
		read []Signal
		due  time.Time // zero: never
	}{
		{"Twenty business days.", []Signal{hold()}, at(38, 9, 0)},
		{"The day that they named.", []Signal{named}, at(23, 18, 0)},
		{"Not when the user wrote since.", []Signal{hold(), ownMail("own", at(20, 9, 0), jane)}, time.Time{}},
		{"Not when they went on.", []Signal{hold(), mail("x", InterviewInvite, at(20, 9, 0), jane)}, time.Time{}},
		{"Not when they said no.", []Signal{hold(), mail("x", Rejection, at(20, 9, 0), jane)}, time.Time{}},
		{"Not when they asked for peace.", []Signal{hold(), said("x", at(10, 10, 0), PromiseNoContact, time.Time{})}, time.Time{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := silentStory(t)
			for _, m := range c.read {
				s.read(m)
			}
			if !c.due.IsZero() {
				s.tick(c.due.Add(-time.Minute))
			}
			if s.count(CheckIn, Proposed) != 0 {
				t.Fatal("a check-in before its time")
			}
			if c.due.IsZero() {
				if s.tick(at(90, 9, 0)); s.count(CheckIn, Proposed) != 0 {
					t.Fatalf("a check-in: %s", s.why)
				}
				return
			}
			s.tick(c.due)
			n := s.only(CheckIn)
			if n.To.Addr != jane.Addr || s.count(Nudge, Proposed) != 0 {
				t.Errorf("the check-in goes to %s", n.To.Addr)
			}
			s.send(n, c.due.Add(time.Hour))
			if got := s.noteID(n.ID).Status; got != Sent {
				t.Fatalf("the check-in is %s: %s", got, s.why)
			}
			s.tick(at(120, 9, 0))
			if s.count(CheckIn, Proposed)+s.count(Nudge, Proposed) != 0 {
				t.Error("it is asked a second time")
			}
		})
	}
	// Their word makes a drafted check-in void, and a letter by hand does.
	for _, next := range []Signal{mail("x", Update, at(38, 10, 0), jane), ownMail("x", at(38, 10, 0), jane)} {
		s := silentStory(t).read(hold()).tick(at(38, 9, 0)).read(next)
		if s.count(CheckIn, Proposed) != 0 {
			t.Error("the check-in stays")
		}
	}
	// A hold that ends and comes again is another one.
	s := silentStory(t).read(hold()).tick(at(38, 9, 0)).read(detailed(mail("again", Update, at(40, 9, 0), jane), DetailOnHold)).tick(at(68, 9, 0))
	if s.count(CheckIn, Proposed) != 1 || s.count(CheckIn, Withdrawn) != 1 {
		t.Errorf("a second hold: %d drafted, %d withdrawn", s.count(CheckIn, Proposed), s.count(CheckIn, Withdrawn))
	}
}

// An absence moves every question behind their return, and takes a yes back.
func TestAway(t *testing.T) {
	t.Parallel()
	gone := detailed(mail("gone", Other, at(18, 15, 30), jane), DetailAway)
	gone.AwayUntil = at(23, 9, 0)
	s := silentStory(t).tick(at(18, 15, 0)).compose(at(18, 15, 0))
	n := s.only(Nudge)
	s.approve(n, at(18, 15, 20)).read(gone)
	if got := s.noteID(n.ID); got.Status != Proposed || !got.NotBefore.Equal(at(25, 9, 0)) {
		t.Errorf("the question is %s, not before %v", got.Status, got.NotBefore)
	}
	if who := s.app.person(jane.Addr); !who.Away.Equal(gone.AwayUntil) {
		t.Errorf("she is away until %v", who.Away)
	}
	gone.AwayUntil = time.Time{}
	if s = silentStory(t).read(gone); strings.Contains(string(s.why), "back") {
		t.Errorf("nobody knows when they are back: %s", s.why)
	}
}
