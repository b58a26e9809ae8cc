package followup

import (
	"testing"
	"time"
)

// tickEnds holds that a tick leaves nothing unfired.
func tickEnds(t *testing.T, s *story, now time.Time) {
	t.Helper()
	s.tick(now)
	if d, ok := s.p.firesAt(s.app, now, now); ok {
		t.Errorf("%s due at %s is unfired", d.Kind, d.At)
	}
}

// letGo dismisses every open draft.
func (s *story) letGo(now time.Time) *story {
	s.t.Helper()
	s.compose(now)
	for _, n := range s.app.Notes {
		if n.Status == Proposed {
			s.event(Event{Kind: EventDismiss, At: now, Seen: now, Note: n.ID, Fingerprint: n.Fingerprint})
		}
	}
	return s
}

// What the user wrote herself keeps the contact as a letter of ours does: none follows within a month of it.
func TestOwnMailKeepsTheContact(t *testing.T) {
	t.Parallel()
	s := talked(t)
	s.app.Liked = true
	s.letGo(at(9, 16, 0)).read(mail("no", Rejection, at(12, 9, 0), jane)).letGo(at(12, 9, 1))
	s.read(ownMail("hello", at(68, 9, 0), jane))
	tickEnds(t, s, at(73, 9, 0))
	if s.count(StayInTouch, Proposed) != 0 {
		t.Error("drafted five days after she wrote herself")
	}
	tickEnds(t, s, at(68+stayApart, 9, 0))
	if s.count(StayInTouch, Proposed) != 1 {
		t.Error("nothing is drafted a month later")
	}
}

// A date on hold that lies within two business days of a talk: the question waits, and the due does not stand before others.
func TestCheckInAfterATalk(t *testing.T) {
	t.Parallel()
	s := talked(t)
	hold := detailed(mail("hold", Update, at(9, 18, 0), jane), DetailOnHold)
	hold.Deadline = at(10, 9, 0)
	s.read(hold)
	tickEnds(t, s, at(10, 10, 0))
	tickEnds(t, s, at(11, 14, 30))
	if s.count(CheckIn, Proposed) != 0 {
		t.Error("asked within two business days of the talk")
	}
	if tickEnds(t, s, at(11, 15, 30)); s.count(CheckIn, Proposed) != 1 {
		t.Errorf("not asked after that: %s", s.why)
	}
}

// Two questions went unanswered, then they name a date by telephone: no close before it, drafted, on request or approved.
func TestCloseWaitsForTheDate(t *testing.T) {
	t.Parallel()
	asked := func() (*story, time.Time) {
		s := talked(t).letGo(at(9, 16, 0))
		s.p.CloseOn = true
		when := at(9, 16, 0)
		for range 2 {
			for s.app.openOf(Nudge) == nil {
				when = when.AddDate(0, 0, 1)
				s.tick(when)
			}
			s.send(s.only(Nudge), when)
		}
		return s, when
	}
	told := func(s *story, kind PromiseKind, said time.Time) {
		s.event(Event{Kind: EventTold, ID: "e1", At: said, Seen: said, Promise: &Promise{Kind: kind, Deadline: said.AddDate(0, 0, 60), Quote: "we decide then"}})
	}
	s, when := asked()
	told(s, PromiseDate, when.AddDate(0, 0, 3))
	for day := range 55 {
		now := when.AddDate(0, 0, 3+day)
		tickEnds(t, s, now)
		s.event(Event{Kind: EventWants, At: now, Seen: now, Want: GracefulClose})
	}
	if n := s.app.openOf(GracefulClose); n != nil || s.count(GracefulClose, Withdrawn) != 0 {
		t.Error("a close before the date that they named")
	}
	for s.app.openOf(GracefulClose) == nil && when.Before(at(200, 0, 0)) {
		when = when.AddDate(0, 0, 1)
		tickEnds(t, s, when)
	}
	if by := s.app.promise().Deadline; !when.After(by) || s.count(GracefulClose, Proposed) != 1 {
		t.Errorf("after the date no close by %s: %s", when, s.why)
	}
	// Drafted and approved before they named it.
	s, when = asked()
	for s.app.openOf(GracefulClose) == nil {
		when = when.AddDate(0, 0, 1)
		tickEnds(t, s, when)
	}
	n := s.compose(when).only(GracefulClose)
	s.approve(n, when)
	told(s, PromiseDate, when.Add(time.Minute))
	if got := s.noteID(n.ID); got.Status != Withdrawn {
		t.Errorf("approved before they named a date, it is %s: %s", got.Status, s.why)
	}
	guardedEverywhere(t, s, n, when.Add(2*time.Minute), 3)
	// No word by then means no: that ends in peace.
	s, when = asked()
	told(s, PromiseSilence, when.AddDate(0, 0, 3))
	for day := range 90 {
		tickEnds(t, s, when.AddDate(0, 0, 3+day))
	}
	if s.count(GracefulClose, Proposed)+s.count(GracefulClose, Withdrawn) != 0 {
		t.Error("a close after they said that no word means no")
	}
}

// Who was not there, the user says after her yes, is not thanked.
func TestAbsentAfterTheYes(t *testing.T) {
	t.Parallel()
	for name, said := range map[string]Said{"absent": {Absent: true}, "no letter": {}} {
		s := talked(t)
		n := s.app.Notes[1]
		said.Person = n.Person
		s.approve(n, at(9, 15, 40))
		s.tell(at(9, 15, 50), Event{Held: true, Debrief: &Debrief{People: []Said{said}}})
		if got := s.noteID(n.ID); got.Status != Withdrawn {
			t.Errorf("%s: it is %s: %s", name, got.Status, s.why)
		}
		refusedByEvents(t, s, n, at(9, 16, 0))
		if got := s.noteID(s.app.Notes[0].ID); got.Status != Proposed {
			t.Errorf("%s: the other letter is %s", name, got.Status)
		}
	}
}

// A letter that could not be delivered yet goes with the act that it came of.
func TestUndoBeforeAnotherTry(t *testing.T) {
	t.Parallel()
	for _, try := range []OutcomeKind{OutcomeDeferred, OutcomeRefused, OutcomeStopped} {
		s := talked(t)
		now := at(9, 16, 0)
		s.event(Event{Kind: EventWants, ID: "e9", At: now, Seen: now, Want: Withdrawal})
		n := s.compose(now).only(Withdrawal)
		s.approve(n, now)
		then := latest(now.Add(s.p.Undo), s.noteID(n.ID).SendAt)
		s.claim(n, then).outcome(n, try, then)
		if why := s.p.Undoable(s.journal, s.app, "e9"); why != "" {
			t.Fatalf("%s: %s", try, why)
		}
		s.journal = append(s.journal, Event{Kind: EventUndone, ID: "e10", Undo: "e9", At: then.Add(time.Minute), Seen: then.Add(time.Minute)})
		for range 2 { // and told once more it stays so
			s.app = s.p.Replay(s.journal, s.app.Notes)
			if got := s.noteID(n.ID); got.Status != Withdrawn {
				t.Errorf("%s, then taken back: it is %s", try, got.Status)
			}
		}
	}
}

// A withdrawal that was drafted because of an offer elsewhere stands with that offer, when it is drafted, approved and claimed.
func TestWithdrawalStandsWithTheOffer(t *testing.T) {
	t.Parallel()
	s, now := talked(t), at(9, 16, 0)
	want := func(settled bool, now time.Time) {
		s.event(Event{Kind: EventWants, By: ByOffer, OfferOf: "a2", At: now, Seen: now, Want: Withdrawal, Gate: &Gate{Offer: &OfferFact{App: "a2", Settled: settled}}})
	}
	want(true, now)
	n := s.compose(now).only(Withdrawal)
	for _, g := range []*Gate{{}, {Offer: &OfferFact{App: "a2"}}} {
		for _, when := range []moment{atProposal, atApproval, atClaim} {
			if got, why := (asking{p: s.p, app: &s.app, n: n, gate: g, now: now, when: when}).guarded(); got != 13 {
				t.Errorf("at moment %d guard %d stands: %s", when, got, why)
			}
		}
	}
	refusedByEvents(t, s, n, now)
	if want(false, now.Add(time.Minute)); s.noteID(n.ID).Status != Withdrawn {
		t.Errorf("the offer is gone, and it is %s", s.noteID(n.ID).Status)
	}
	// One that she asked for herself stands by itself.
	s.event(Event{Kind: EventWants, ID: "e1", At: at(9, 17, 0), Seen: at(9, 17, 0), Want: Withdrawal})
	n = s.compose(at(9, 17, 0)).only(Withdrawal)
	want(false, at(9, 17, 1))
	if s.approve(s.noteID(n.ID), at(9, 17, 2)); s.noteID(n.ID).Status != Approved {
		t.Errorf("her own is %s: %s", s.noteID(n.ID).Status, s.why)
	}
}

// A letter that is drafted because nobody said more is not for her who wrote to them herself, whomever of theirs.
func TestOwnMailAfterACancel(t *testing.T) {
	t.Parallel()
	s := begin(t).read(mail("ack", ApplicationAck, at(1, 9, 0), robo)).read(mail("invite", InterviewInvite, at(2, 9, 0), jane))
	s.read(confirm("confirm", at(3, 9, 0), meeting("u1", at(9, 14, 0), jane, otto))).read(mail("c", InterviewCancel, at(4, 9, 0), jane))
	for d := 4; d < 20; d++ {
		tickEnds(t, s, at(d, 10, 0))
	}
	n := s.only(CancelAnswer)
	if s.read(ownMail("mine", at(20, 9, 0), otto)); s.noteID(n.ID).Status != Withdrawn {
		t.Errorf("the draft is %s", s.noteID(n.ID).Status)
	}
}

// A cancel shortly before the hour is over has no settle time left: nobody is thanked.
func TestCancelDuringTheHour(t *testing.T) {
	t.Parallel()
	for _, minute := range []int{1, 29, 31, 50, 59} {
		s := begin(t).read(mail("ack", ApplicationAck, at(1, 9, 0), robo)).read(mail("invite", InterviewInvite, at(2, 9, 0), jane))
		s.read(confirm("confirm", at(3, 9, 0), meeting("u1", at(9, 14, 0), jane, otto))).read(mail("c", InterviewCancel, at(9, 14, minute), jane))
		tickEnds(t, s, at(9, 15, 0))
		tickEnds(t, s, at(9, 15, 30))
		if s.count(ThankYou, Proposed) != 0 || s.app.Rounds[0].Interviews[0].Standing != Cancelled {
			t.Errorf("called off at 14:%02d, %d letters of thanks are drafted", minute, s.count(ThankYou, Proposed))
		}
		s.stage(StageInvited)
	}
}

// Who answered the no herself is not asked to answer it again, whatever address her answer went to.
func TestOwnAnswerToTheNo(t *testing.T) {
	t.Parallel()
	s := talked(t).letGo(at(9, 16, 0)).read(mail("no", Rejection, at(12, 9, 0), jane))
	n := s.compose(at(12, 9, 1)).only(RejectionResponse)
	re := ownMail("re", at(12, 10, 0), Address{Name: "Jane Doe", Addr: "j.doe@acme.example"})
	re.Mail.InReplyTo = []string{"no@acme.example"}
	if s.read(re); s.noteID(n.ID).Status != Withdrawn {
		t.Errorf("the response is %s: %s", s.noteID(n.ID).Status, s.why)
	}
}

// A tracking system's address is too old to reach anybody by the day of a question: none is due, for ever.
func TestNoQuestionToAStaleAddress(t *testing.T) {
	t.Parallel()
	relayed := func(sig Signal) Signal {
		sig.Person.Relay = true
		return sig
	}
	relay := Address{Name: "Jane Doe", Addr: "reply+abc@hire.lever.co"}
	for days, want := range map[int]int{relayDays - 5: 1, relayDays + 30: 0} {
		s := begin(t).read(relayed(mail("ack", ApplicationAck, at(1, 9, 0), relay)))
		hold := relayed(detailed(mail("hold", Update, at(2, 9, 0), relay), DetailOnHold))
		hold.Deadline = at(2+days, 9, 0)
		tickEnds(t, s.read(hold), at(2+days, 9, 0))
		if got := s.count(CheckIn, Proposed); got != want {
			t.Errorf("after %d days %d questions are drafted, want %d: %s", days, got, want, s.why)
		}
	}
}

// Who asked not to be written to is not asked for a new time either.
func TestNoContactEndsWhatNobodyAskedFor(t *testing.T) {
	t.Parallel()
	yes := true
	for _, ev := range []Event{
		{Kind: EventTold, Promise: &Promise{Kind: PromiseNoContact, Quote: "please do not write"}},
		{Kind: EventDescribed, Details: &Details{NoContact: &yes}},
	} {
		s := begin(t).read(mail("ack", ApplicationAck, at(1, 9, 0), robo)).read(mail("invite", InterviewInvite, at(2, 9, 0), jane))
		s.read(confirm("confirm", at(3, 9, 0), meeting("u1", at(9, 14, 0), jane))).read(mail("mv", InterviewReschedule, at(4, 9, 0), jane))
		for d := 4; d < 20; d++ {
			tickEnds(t, s, at(d, 10, 0))
		}
		n := s.only(ScheduleProposal)
		ev.ID, ev.At, ev.Seen = "e1", at(20, 10, 0), at(20, 10, 0)
		if s.event(ev); s.noteID(n.ID).Status != Withdrawn {
			t.Errorf("%s: the draft is %s", ev.Kind, s.noteID(n.ID).Status)
		}
	}
}
