package followup

import (
	"slices"
	"testing"
	"time"
)

// The answer to a rejection goes by how far one got.
func TestTiers(t *testing.T) {
	t.Parallel()
	no := at(16, 9, 0)
	second := func(s *story) {
		s.read(func() Signal { m := mail("again", InterviewInvite, at(10, 9, 0), jane); m.Further = true; return m }())
		s.read(confirm("second", at(10, 10, 0), meeting("u9", at(11, 14, 0), otto))).tick(at(11, 15, 0))
	}
	for _, c := range []struct {
		name   string
		from   Address
		life   func(*story)
		want   int
		tone   Tone
		runner bool
	}{
		{name: "Form mail before any talk: nothing.", from: robo, life: func(s *story) { s.read(mail("ack", ApplicationAck, at(1, 9, 0), robo)) }},
		{name: "A person wrote, nobody met: brief.", from: jane, want: 1, tone: Brief, life: func(s *story) { s.read(mail("ack", ApplicationAck, at(1, 9, 0), robo)) }},
		{name: "After a talk: warm.", from: jane, want: 1, tone: Warm, life: interviewedOnce},
		{name: "Form mail after a talk goes to who wrote.", from: robo, want: 1, tone: Warm, life: interviewedOnce},
		{name: "After two rounds they may come back.", from: jane, want: 1, tone: Warm, runner: true, life: func(s *story) { interviewedOnce(s); second(s) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := begin(t)
			c.life(s)
			s.read(mail("no", Rejection, no, c.from)).stage(StageClosed)
			if got := s.count(RejectionResponse, Proposed); got != c.want {
				t.Fatalf("%d answers, want %d: %s", got, c.want, s.why)
			}
			if s.app.Cold != (c.from == robo) || s.app.RunnerUp() != c.runner {
				t.Errorf("cold %v, runner-up %v", s.app.Cold, s.app.RunnerUp())
			}
			if labels := s.p.Labels(s.app, s.app.Closed); slices.Contains(labels, "runner-up") != c.runner {
				t.Errorf("labels %q", labels)
			}
			if c.want == 0 {
				return
			}
			n := s.only(RejectionResponse)
			if n.Tone != c.tone || n.Variant != "" {
				t.Errorf("tone %q, want %q, variant %q", n.Tone, c.tone, n.Variant)
			}
			s.compose(no)
			if n = s.noteID(n.ID); n.NotBefore.Before(no.Add(2 * time.Hour)) {
				t.Errorf("it may leave at %v, before the cool-off is over", n.NotBefore)
			}
			// By default it leaves on the morning of the next business day; at any hour after the cool-off.
			if leaves := s.p.sendAt(s.app, n, no.Add(3*time.Hour), false); leaves.Before(at(17, 8, 30)) || leaves.After(at(17, 9, 0)) {
				t.Errorf("it leaves at %v", leaves)
			}
			if leaves := s.p.sendAt(s.app, n, no.Add(3*time.Hour), true); !leaves.Equal(no.Add(3*time.Hour + s.p.Undo)) {
				t.Errorf("at any hour it leaves at %v", leaves)
			}
			// Feedback is asked for on wish only, and the words are written anew.
			s.event(Event{Kind: EventWants, At: no, Seen: no, Want: RejectionResponse, Variant: VariantFeedback})
			if n = s.only(RejectionResponse); n.Variant != VariantFeedback || n.Text != "" || !s.app.WantsFeedback {
				t.Errorf("%s: %+v", s.why, n)
			}
		})
	}
}

// A close is drafted ten business days after the second question, where the user likes the place; once a round.
func TestClose(t *testing.T) {
	t.Parallel()
	asked := func(t *testing.T) *story { // two questions, the second on at(30, 9, 0), a Tuesday
		s := silentStory(t)
		s.app.Liked = true
		s.tick(at(18, 15, 0))
		s.send(s.only(Nudge), at(18, 16, 0))
		s.tick(at(29, 17, 0))
		s.send(s.only(Nudge), at(30, 9, 0))
		return s
	}
	// The second question left at at(30, 9, 1).
	due := asked(t).p.AddBusinessDays(at(30, 9, 1), 10, Where{Zone: time.UTC})
	for _, c := range []struct {
		name   string
		change func(*story)
		now    time.Time
		want   int
	}{
		{"Ten business days after the second question.", func(*story) {}, due, 1},
		{"Not a minute before.", func(*story) {}, due.Add(-time.Minute), 0},
		{"Not where the user does not like the place.", func(s *story) { s.app.Liked = false }, due, 0},
		{"There too, if she wants closes everywhere.", func(s *story) { s.app.Liked, s.p.CloseOn = false, true }, due, 1},
		{"Not where they wrote since.", func(s *story) { s.read(mail("x", Update, at(32, 9, 0), jane)) }, at(33, 9, 0).AddDate(0, 0, 14), 0},
		{"Not where the user wrote since.", func(s *story) { s.read(ownMail("x", at(32, 9, 0), jane)) }, due, 0},
		{"Not after a no.", func(s *story) { s.read(mail("x", Rejection, at(32, 9, 0), jane)) }, due, 0},
		{"Not while an interview is ahead.", func(s *story) { s.read(confirm("x", at(32, 9, 0), meeting("u7", at(60, 9, 0)))) }, due, 0},
		{"Not where they asked for peace.", func(s *story) { s.app.NoContact = true }, due, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := asked(t)
			c.change(s)
			s.tick(c.now)
			if got := s.count(GracefulClose, Proposed); got != c.want {
				t.Errorf("%d closes, want %d: %s", got, c.want, s.why)
			}
		})
	}
	s := asked(t)
	s.tick(due)
	s.send(s.only(GracefulClose), due)
	if r, ok := s.app.Round(s.app.currentRound()); !ok || r.Closed.IsZero() {
		t.Error("the round is not closed")
	}
	s.tick(due.AddDate(0, 3, 0))
	if s.count(GracefulClose, Proposed)+s.count(Nudge, Proposed)+s.count(StayInTouch, Proposed) != 0 {
		t.Error("a fourth letter in a row without an answer")
	}
	// One that is let go does not come back either, and on wish one may come earlier.
	s = asked(t)
	s.event(Event{Kind: EventWants, At: at(31, 9, 0), Seen: at(31, 9, 0), Want: GracefulClose})
	n := s.only(GracefulClose)
	s.compose(at(31, 9, 0))
	s.event(Event{Kind: EventDismiss, At: at(31, 9, 1), Seen: at(31, 9, 1), Note: n.ID, Fingerprint: s.noteID(n.ID).Fingerprint})
	if s.tick(due.AddDate(0, 1, 0)); s.count(GracefulClose, Proposed) != 0 {
		t.Error("a close that was let go came back")
	}
	early := silentStory(t)
	early.event(Event{Kind: EventWants, At: at(11, 9, 0), Seen: at(11, 9, 0), Want: GracefulClose})
	if early.count(GracefulClose, Proposed) != 0 {
		t.Error("a close before any question")
	}
}

// A hello sixty days after the end and one after half a year, to a person, with a reason of the user's own.
func TestStayInTouch(t *testing.T) {
	t.Parallel()
	no := at(16, 9, 0)
	ended := func(t *testing.T) *story {
		s := begin(t)
		interviewedOnce(s)
		s.app.Liked = true
		return s.read(mail("no", Rejection, no, jane)).stage(StageClosed)
	}
	first := no.AddDate(0, 0, 60)
	for _, c := range []struct {
		name   string
		change func(*story)
		now    time.Time
		want   int
	}{
		{"After sixty days.", func(*story) {}, first, 1},
		{"Not a minute before.", func(*story) {}, first.Add(-time.Minute), 0},
		{"Not where the user does not like the place.", func(s *story) { s.app.Liked = false }, first, 0},
		{"Not where they asked for peace.", func(s *story) { s.app.NoContact = true }, first, 0},
		{"Not to a tracking system.", func(s *story) { s.app.person(jane.Addr).Relay = true }, first, 0},
		{"Not longer than the user wants.", func(s *story) { s.app.StayUntil = no.AddDate(0, 0, 59) }, first, 0},
		{"Not where she wants quiet.", func(s *story) { s.app.QuietUntil = first.Add(time.Hour) }, first, 0},
		{"Not after an offer that she took.", func(s *story) { s.app.Outcome = OutcomeTaken }, first, 0},
		{"After a withdrawal too.", func(s *story) { s.app.Outcome = OutcomeWithdrawn }, first, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := ended(t)
			c.change(s)
			s.tick(c.now)
			if got := s.count(StayInTouch, Proposed); got != c.want {
				t.Errorf("%d letters, want %d: %s", got, c.want, s.why)
			}
		})
	}
	s := ended(t)
	s.tick(first)
	n := s.only(StayInTouch)
	if n.Variant != "1" || n.To.Addr != jane.Addr {
		t.Errorf("variant %q to %s", n.Variant, n.To.Addr)
	}
	const why = "the paper that we talked about is out"
	s.event(Event{Kind: EventWants, At: first, Seen: first, Want: StayInTouch, Words: why})
	if got := s.only(StayInTouch); got.ID != n.ID || got.WhyNow != why {
		t.Errorf("%s: %+v", s.why, got)
	}
	s.send(s.only(StayInTouch), first)
	s.tick(no.AddDate(0, 0, 179))
	if s.count(StayInTouch, Proposed) != 0 {
		t.Error("a second letter before half a year is over")
	}
	s.tick(no.AddDate(0, 0, 180))
	if n := s.only(StayInTouch); n.Variant != "2" {
		t.Errorf("variant %q", n.Variant)
	}
	s.send(s.only(StayInTouch), no.AddDate(0, 0, 180))
	if s.tick(no.AddDate(2, 0, 0)); s.count(StayInTouch, Proposed) != 0 {
		t.Error("a third letter")
	}
	// By hand it may come earlier, but not right after the end.
	for days, want := range map[int]int{29: 0, 31: 1} {
		s := ended(t)
		s.app.Liked = false
		now := no.AddDate(0, 0, days)
		s.event(Event{Kind: EventWants, At: now, Seen: now, Want: StayInTouch, Words: why})
		if got := s.count(StayInTouch, Proposed); got != want {
			t.Errorf("after %d days: %d letters, want %d: %s", days, got, want, s.why)
		}
	}
}
