package followup

import (
	"testing"
	"time"
)

// approvedStory has one approved thank-you whose time has come at at(10, 9, 0).
func approvedStory(t *testing.T) (*story, Note) {
	t.Helper()
	s := begin(t)
	interviewedOnce(s)
	n := s.only(ThankYou)
	s.approve(n, at(9, 16, 0))
	return s, s.noteID(n.ID)
}

// The gate lets a letter through only while everything holds; otherwise it says why.
func TestClaimGate(t *testing.T) {
	t.Parallel()
	now := at(10, 9, 0)
	ok := Gate{Reconciled: now}
	with := func(change func(*Gate)) *Gate { g := ok; change(&g); return &g }
	for _, c := range []struct {
		name   string
		gate   *Gate
		before func(*story)
		now    time.Time
		status NoteStatus
		hold   Hold
	}{
		{name: "Everything holds.", gate: &ok, status: Claimed},
		{name: "Nothing is known of the mailbox.", status: Approved, hold: HoldUnreconciled},
		{name: "It was read 61 seconds ago.", gate: with(func(g *Gate) { g.Reconciled = now.Add(-61 * time.Second) }), status: Approved, hold: HoldUnreconciled},
		{name: "It was read a minute ago.", gate: with(func(g *Gate) { g.Reconciled = now.Add(-time.Minute) }), status: Claimed},
		{name: "It lies in Sent already.", gate: with(func(g *Gate) { g.InSent = "Sent" }), status: Sent},
		{name: "It lies in Sent already, whatever else is wrong.", gate: with(func(g *Gate) { g.InSent, g.Stopped, g.Restored = "Sent", true, true }), status: Sent},
		{name: "The kill switch is thrown.", gate: with(func(g *Gate) { g.Stopped = true }), status: Approved, hold: HoldStopped},
		{name: "The disk is full.", gate: with(func(g *Gate) { g.DiskFull = true }), status: Approved, hold: HoldDisk},
		{name: "The clock is wrong.", gate: with(func(g *Gate) { g.ClockWrong = true }), status: Approved, hold: HoldClock},
		{name: "The store was restored.", gate: with(func(g *Gate) { g.Restored = true }), status: Approved, hold: HoldRestored},
		{name: "A letter left half a minute ago.", gate: with(func(g *Gate) { g.LastSent = now.Add(-30 * time.Second) }), status: Approved, hold: HoldRate},
		{name: "One to this employer left five minutes ago.", gate: with(func(g *Gate) { g.LastEmployer = now.Add(-5 * time.Minute) }), status: Approved, hold: HoldRate},
		{name: "One to this person left yesterday.", gate: with(func(g *Gate) { g.LastRecipient = now.Add(-23 * time.Hour) }), status: Approved, hold: HoldRate},
		{name: "Ten letters left today.", gate: with(func(g *Gate) { g.SentToday = 10 }), status: Approved, hold: HoldRate},
		{name: "Thank-yous are not counted by the month.", gate: with(func(g *Gate) { g.DomainMonth = 50 }), status: Claimed},
		{name: "The address bounced elsewhere.", gate: with(func(g *Gate) { g.DeadAddress = true }), status: Proposed},
		{name: "Its time has not come.", gate: with(func(g *Gate) { g.Reconciled = at(9, 16, 0) }), now: at(9, 16, 0), status: Approved},
		{name: "A doubt waits.", gate: &ok, before: func(s *story) {
			m := mail("x", Rejection, at(10, 8, 0), jane)
			m.Confidence = 0.6
			s.read(m)
		}, status: Approved, hold: HoldDoubt},
		{name: "They wrote.", gate: &ok, before: func(s *story) { s.read(mail("x", Update, at(10, 8, 0), jane)) }, status: Proposed},
		{name: "The interview did not take place.", gate: &ok, before: func(s *story) { s.user(EventNotHeld, at(10, 8, 0)) }, status: Withdrawn},
		{name: "The words were changed behind its back.", gate: &ok, before: func(s *story) { s.app.Notes[0].Text += "!" }, status: Proposed},
		{name: "The approval is too old.", gate: &Gate{Reconciled: at(16, 17, 0)}, now: at(16, 17, 0), status: Proposed},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s, n := approvedStory(t)
			if c.before != nil {
				c.before(s)
			}
			at := c.now
			if at.IsZero() {
				at = now
			}
			after, _, why := s.p.Step(s.app, Event{Kind: EventClaim, At: at, Seen: at, Note: n.ID, Gate: c.gate}, at)
			got, _ := after.Note(n.ID)
			if got.Status != c.status || got.Hold != c.hold {
				t.Errorf("%s, held %q; want %s, %q: %s", got.Status, got.Hold, c.status, c.hold, why)
			}
			if (got.Status == Claimed) != (len(got.Attempts) == 1) {
				t.Errorf("%d attempts of a %s note", len(got.Attempts), got.Status)
			}
		})
	}
}

// How a submission ends, and what a restart makes of one that did not.
func TestOutcomes(t *testing.T) {
	t.Parallel()
	now := at(10, 9, 0)
	ev := func(kind EventKind, change func(*Event)) Event {
		e := Event{Kind: kind, At: now, Seen: now}
		if change != nil {
			change(&e)
		}
		return e
	}
	dot := ev(EventPhase, func(e *Event) { e.Phase = PhaseDot })
	data := ev(EventPhase, func(e *Event) { e.Phase = PhaseData })
	end := func(k OutcomeKind) Event { return ev(EventOutcome, func(e *Event) { e.Outcome = k }) }
	for _, c := range []struct {
		name   string
		events []Event
		want   NoteStatus
	}{
		{"A crash before dialing is tried again.", []Event{ev(EventRestart, nil)}, Approved},
		{"A crash inside DATA is tried again.", []Event{data, ev(EventRestart, nil)}, Approved},
		{"A crash after the dot was recorded is unsure.", []Event{data, dot, ev(EventRestart, nil)}, Unsure},
		{"The line lost after the dot is unsure.", []Event{data, dot, end(OutcomeLost)}, Unsure},
		{"A phase never goes back.", []Event{dot, data, ev(EventRestart, nil)}, Unsure},
		{"Unsure is never tried again by itself.", []Event{dot, end(OutcomeLost), ev(EventRestart, nil), ev(EventClaim, func(e *Event) { e.Gate = &Gate{Reconciled: now} })}, Unsure},
		{"A late answer does not settle what is unsure.", []Event{dot, end(OutcomeLost), end(OutcomeAccepted)}, Unsure},
		{"A copy that turns up does.", []Event{dot, end(OutcomeLost), ev(EventFound, func(e *Event) { e.Words = "Sent" })}, Sent},
		{"A bounce proves that it left.", []Event{dot, end(OutcomeLost), ev(EventBounced, nil)}, Sent},
		{"The user says that it left.", []Event{dot, end(OutcomeLost), ev(EventResolve, func(e *Event) { e.Left = true })}, Sent},
		{"The user says that it did not: a new yes.", []Event{dot, end(OutcomeLost), ev(EventResolve, nil)}, Proposed},
		{"A 5xx fails.", []Event{dot, end(OutcomeRefused)}, Failed},
		{"A 4xx is tried again.", []Event{dot, end(OutcomeDeferred)}, Approved},
		{"Stopped before it left, it stays approved.", []Event{data, end(OutcomeStopped)}, Approved},
		{"An outcome nobody knows counts as lost.", []Event{dot, end("?")}, Unsure},
		{"Accepted is sent.", []Event{data, dot, end(OutcomeAccepted)}, Sent},
		{"Accepted twice is accepted once.", []Event{dot, end(OutcomeAccepted), end(OutcomeAccepted)}, Sent},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s, n := approvedStory(t)
			s.claim(n, now)
			for _, e := range c.events {
				e.Note = n.ID
				s.event(e)
			}
			if got := s.noteID(n.ID); got.Status != c.want {
				t.Errorf("%s, want %s: %s", got.Status, c.want, s.why)
			}
		})
	}
}

// A letter that is deferred is tried again with longer and longer pauses, for a day.
func TestDeferredEnds(t *testing.T) {
	t.Parallel()
	s, n := approvedStory(t)
	now := at(10, 9, 0)
	var pauses []time.Duration
	for range 40 {
		s.event(Event{Kind: EventClaim, At: now, Seen: now, Note: n.ID, Gate: &Gate{Reconciled: now}})
		if s.noteID(n.ID).Status != Claimed {
			break
		}
		s.outcome(n, OutcomeDeferred, now)
		got := s.noteID(n.ID)
		if got.Status == Failed {
			break
		}
		pauses = append(pauses, got.SendAt.Sub(now))
		now = got.SendAt
	}
	if got := s.noteID(n.ID); got.Status != Failed {
		t.Fatalf("after %v it is %s: %s", pauses, got.Status, s.why)
	}
	if now.Sub(at(10, 9, 0)) > 24*time.Hour || pauses[0] != time.Minute || len(pauses) < 6 {
		t.Errorf("pauses %v", pauses)
	}
}

// A yes binds to the words: nothing else is approved.
func TestApproveRefuses(t *testing.T) {
	t.Parallel()
	now := at(9, 16, 0)
	for _, c := range []struct {
		name   string
		before func(*story)
		change func(*Event)
		want   NoteStatus
	}{
		{name: "These words.", want: Approved},
		{name: "Other words.", change: func(e *Event) { e.Fingerprint = "other" }, want: Proposed},
		{name: "No words.", change: func(e *Event) { e.Fingerprint = "" }, want: Proposed},
		{name: "No Message-ID.", change: func(e *Event) { e.MessageID = "" }, want: Proposed},
		{name: "A doubt waits.", before: func(s *story) { m := mail("x", Offer, at(9, 15, 30), jane); m.Trust = TrustFailed; s.read(m) }, want: Proposed},
		{name: "Too old.", change: func(e *Event) { e.At, e.Seen = at(16, 15, 0), at(16, 15, 0) }, want: Proposed},
		{name: "A placeholder is not filled.", before: func(s *story) {
			n := s.app.Notes[0]
			s.event(Event{Kind: EventEdit, At: now, Seen: now, Note: n.ID, Subject: "Hello", Text: "Dear {first_name}, thank you for the talk we had on Tuesday, it was good to meet you and the team."})
		}, want: Proposed},
		{name: "Edited to a robot.", before: func(s *story) {
			n := s.app.Notes[0]
			s.event(Event{Kind: EventEdit, At: now, Seen: now, Note: n.ID, To: robo, Subject: "Hello", Text: n.Text})
		}, want: Proposed},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := begin(t)
			interviewedOnce(s)
			if c.before != nil {
				c.before(s)
			}
			n := s.app.Notes[0]
			ev := Event{Kind: EventApprove, At: now, Seen: now, Note: n.ID, Fingerprint: n.Fingerprint, By: "cli", MessageID: "id@home.example", Bytes: "b"}
			if c.change != nil {
				c.change(&ev)
			}
			s.event(ev)
			if got := s.noteID(n.ID).Status; got != c.want {
				t.Errorf("%s, want %s: %s", got, c.want, s.why)
			}
		})
	}
}

// The fingerprint covers all that a person reads, and no two letters share one.
func TestFingerprint(t *testing.T) {
	t.Parallel()
	base := Note{From: me, To: jane, Subject: "S", Text: "T", Answers: "a", References: []string{"a", "b"}}
	seen := map[string]string{Fingerprint(base): "the letter itself"}
	for name, change := range map[string]func(*Note){
		"from":       func(n *Note) { n.From.Addr = "x@home.example" },
		"from name":  func(n *Note) { n.From.Name = "X" },
		"to":         func(n *Note) { n.To.Addr = "x@acme.example" },
		"to name":    func(n *Note) { n.To.Name = "X" },
		"subject":    func(n *Note) { n.Subject = "SX" },
		"text":       func(n *Note) { n.Text = "TX" },
		"shifted":    func(n *Note) { n.Subject, n.Text = "ST", "" },
		"answers":    func(n *Note) { n.Answers = "b" },
		"references": func(n *Note) { n.References = []string{"ab"} },
		"fewer":      func(n *Note) { n.References = nil },
		"line end":   func(n *Note) { n.Text = "T\n" },
	} {
		n := base
		n.References = append([]string(nil), base.References...)
		change(&n)
		fp := Fingerprint(n)
		if other, ok := seen[fp]; ok {
			t.Errorf("%s has the fingerprint of %s", name, other)
		}
		seen[fp] = name
	}
	n := base
	n.Status, n.SendAt, n.Why, n.Ordinal = Approved, at(1, 1, 1), "why", 7
	if Fingerprint(n) != Fingerprint(base) {
		t.Error("the fingerprint covers what nobody reads")
	}
}

// The Message-ID is the same whenever the same letter is made again, and another one for any other letter or install.
func TestMessageID(t *testing.T) {
	t.Parallel()
	n := Note{Account: "home", Kind: ThankYou, Interview: "u1", To: jane}
	id := MessageID([]byte("k"), n, "Home.example")
	again := n
	again.Text, again.Subject, again.To.Name, again.Round = "other words", "other", "other", "other"
	if MessageID([]byte("k"), again, "home.example") != id {
		t.Error("the words change the Message-ID: a rebuilt store would send twice")
	}
	for name, change := range map[string]func(*Note){
		"account": func(n *Note) { n.Account = "work" }, "kind": func(n *Note) { n.Kind = Nudge }, "person": func(n *Note) { n.To = otto },
		"interview": func(n *Note) { n.Interview = "u2" }, "ordinal": func(n *Note) { n.Ordinal = 1 },
	} {
		other := n
		change(&other)
		if MessageID([]byte("k"), other, "home.example") == id {
			t.Errorf("another %s has the same Message-ID", name)
		}
	}
	if MessageID([]byte("other"), n, "home.example") == id {
		t.Error("another install has the same Message-ID")
	}
}

// What can leave only when it is too old is not approved, and not hidden until then: it would end unsent without a word.
func TestTooOldByThen(t *testing.T) {
	t.Parallel()
	s := begin(t)
	interviewedOnce(s)
	n := s.only(ThankYou)
	s.event(Event{Kind: EventSnooze, Note: n.ID, At: at(9, 16, 0), Seen: at(9, 16, 0), Until: n.Expires})
	if !s.noteID(n.ID).Snoozed.IsZero() {
		t.Errorf("hidden until it is too old: %s", s.why)
	}
	s.p.Calendar = freeUntil(n.Expires)
	ev := Event{Kind: EventApprove, Note: n.ID, At: at(9, 16, 0), Seen: at(9, 16, 0), Fingerprint: n.Fingerprint, MessageID: "id@home.example", Bytes: "b"}
	s.event(ev)
	if s.noteID(n.ID).Status != Proposed {
		t.Errorf("approved for %v, and it ends at %v", s.noteID(n.ID).SendAt, n.Expires)
	}
	ev.AnyHour = true
	s.event(ev)
	if s.noteID(n.ID).Status != Approved {
		t.Errorf("not approved at any hour: %s", s.why)
	}
}

// freeUntil is a calendar without business days until then.
type freeUntil time.Time

func (freeUntil) Knows(string) bool { return false }

func (f freeUntil) Free(t time.Time, _ string) bool {
	return t.Before(time.Time(f)) || Weekends{}.Free(t, "")
}
