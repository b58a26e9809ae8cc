package followup

import (
	"slices"
	"testing"
	"time"
)

// lived applies events in the order in which they were seen, as the engine does: a late one is told in its place.
func lived(p Policy, journal []Event) Application {
	app := Application{ID: "a1", Account: "home"}
	for i, ev := range journal {
		late := Late(app, ev)
		if app, _, _ = p.Step(app, ev, ev.Seen); late {
			app = p.Replay(journal[:i+1], app.Notes)
		}
	}
	return app
}

// A mail read late is told in its place, and a letter that left stays left.
func TestReplayLateMail(t *testing.T) {
	t.Parallel()
	s := silentStory(t)
	s.tick(at(18, 15, 0))
	n := s.only(Nudge)
	s.send(n, at(18, 16, 0))
	// A mail of theirs from before the question is read only now: the question was not due, but it left.
	late := mail("late", Update, at(17, 9, 0), jane)
	journal := append(slices.Clone(s.journal), Event{Kind: EventWrote, At: late.Mail.Received, Seen: at(19, 9, 0), Signal: &late})
	told := lived(s.p, journal)
	got, ok := told.Note(n.ID)
	if !ok || got.Status != Sent || got.Text != s.noteID(n.ID).Text || got.MessageID == "" {
		t.Fatalf("the question that left is %+v", got)
	}
	if !told.TurnSince.Equal(at(17, 9, 0)) || told.LastOut.ID != got.MessageID {
		t.Errorf("turn since %v, last out %s", told.TurnSince, told.LastOut.ID)
	}
	// The next one waits a week from the one that left.
	after, _, _ := s.p.Step(told, Event{Kind: EventTick, At: at(29, 12, 0), Seen: at(29, 12, 0), Reconciled: at(29, 12, 0)}, at(29, 12, 0))
	for _, note := range after.Notes {
		if note.Kind == Nudge && note.Status == Proposed {
			t.Error("a second question within a week of the first")
		}
	}
}

// A draft that a late mail leaves no place for is withdrawn, and one that was approved needs a new yes.
func TestReplayWithdraws(t *testing.T) {
	t.Parallel()
	s := silentStory(t)
	s.tick(at(18, 15, 0))
	s.compose(at(18, 15, 1))
	n := s.only(Nudge)
	s.approve(n, at(18, 15, 2))
	late := mail("late", Update, at(17, 9, 0), jane)
	told := lived(s.p, append(slices.Clone(s.journal), Event{Kind: EventWrote, At: late.Mail.Received, Seen: at(18, 15, 3), Signal: &late}))
	got, ok := told.Note(n.ID)
	if !ok || got.Status != Withdrawn {
		t.Errorf("the question is %+v", got)
	}

	s = begin(t)
	interviewedOnce(s)
	n = s.only(ThankYou)
	s.approve(n, at(9, 16, 0))
	told = lived(s.p, append(slices.Clone(s.journal), Event{Kind: EventWrote, At: at(5, 9, 0), Seen: at(9, 16, 1), Signal: ptr(mail("late", Update, at(5, 9, 0), jane))}))
	if got, ok := told.Note(n.ID); !ok || got.Status != Proposed {
		t.Errorf("a yes that was given before the mail was read still counts: %+v", got)
	}
}

// late reads one more mail that was written before: everything is told anew, as the engine does it.
func (s *story) late(kind EventKind, sig Signal, seen time.Time) *story {
	s.t.Helper()
	s.event(Event{Kind: kind, At: sig.Mail.Received, Seen: seen, Signal: &sig})
	s.app = s.p.Replay(s.journal, s.app.Notes)
	s.app.ID = "a1"
	return s
}

// A draft that nobody said yes to does not say that a yes was lost when an older mail is read after it.
func TestReplayTakesNoYesFromADraft(t *testing.T) {
	t.Parallel()
	s := begin(t)
	s.read(mail("no", Rejection, at(10, 12, 0), jane))
	n := s.only(RejectionResponse)
	s.event(Event{Kind: EventSnooze, Note: n.ID, At: at(10, 12, 30), Seen: at(10, 12, 30), Until: at(11, 9, 0)}) // somebody saw it
	s.late(EventInvited, mail("late", InterviewInvite, at(5, 9, 0), jane), at(10, 16, 1))                        // a round, so that its name would be another
	if got := s.noteID(n.ID); got.Status != Proposed || got.Back != "" {
		t.Errorf("it is %s and says that %q", got.Status, got.Back)
	}
}

// A letter that was held is not claimed by the telling: an unsure mail of theirs holds an approved thank-you, the user
// says that the mail means nothing, and a mail from the morning turns up late. Told without the doubt, nothing would have
// held the letter, but nobody submits what is only told, and a claim that nobody settles would stand for ever.
func TestReplayClaimsNothing(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		kind SignalKind
		as   EventKind
		want NoteStatus
	}{
		{"They wrote: it needs a new yes.", Update, EventWrote, Proposed},
		{"They said no: it is withdrawn.", Rejection, EventRejected, Withdrawn},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s, n := approvedStory(t)
			unsure := mail("unsure", Update, at(10, 8, 0), jane)
			unsure.Confidence = 0.7
			s.read(unsure).claim(n, at(10, 9, 0))
			if got := s.noteID(n.ID); got.Hold != HoldDoubt {
				t.Fatalf("it is %s, held %q", got.Status, got.Hold)
			}
			s.event(Event{Kind: EventResolved, Key: "unsure", At: at(10, 9, 1), Seen: at(10, 9, 1)})
			s.read(mail("noon", c.kind, at(10, 12, 0), jane))
			s.late(EventWrote, mail("before", Update, at(9, 15, 30), jane), at(10, 12, 1))
			if got := s.noteID(n.ID); got.Status != c.want || len(got.Attempts) != 0 {
				t.Errorf("it is %s after %d attempts, want %s: %s", got.Status, len(got.Attempts), c.want, dump(t, got))
			}
		})
	}
}

// A yes of which nothing but the journal is left does not count: the letter may have left since.
func TestReplayGivesNoYes(t *testing.T) {
	t.Parallel()
	s, n := approvedStory(t)
	told := s.p.Replay(s.journal, nil)
	if got, ok := told.Note(n.ID); !ok || got.Status != Proposed {
		t.Errorf("it is %s", got.Status)
	}
}

// How far a letter got is told as it was lived: the final dot of a thank-you was recorded, and only then a rejection from
// before the claim is read, after which the letter would have been stopped. It may have left all the same.
func TestReplayKeepsTheDot(t *testing.T) {
	t.Parallel()
	now := at(10, 9, 0)
	restart := Event{Kind: EventRestart, At: now.Add(time.Minute), Seen: now.Add(time.Minute)}
	lost := Event{Kind: EventOutcome, Outcome: OutcomeLost, At: now.Add(time.Minute), Seen: now.Add(time.Minute)}
	for _, end := range []Event{restart, lost} {
		for _, before := range []bool{true, false} { // whether the mail is read before it is known how the submission ended
			s, n := approvedStory(t)
			s.claim(n, now)
			s.event(Event{Kind: EventPhase, Phase: PhaseDot, Note: n.ID, At: now, Seen: now})
			end.Note = n.ID
			no := mail("no", Rejection, at(10, 8, 0), jane)
			if before {
				s.late(EventRejected, no, now.Add(time.Second)).event(end)
			} else {
				s.event(end).late(EventRejected, no, now.Add(2*time.Minute))
			}
			if got := s.noteID(n.ID); got.Status != Unsure || got.Attempts[0].Phase != PhaseDot {
				t.Errorf("%s, read before %v: it is %s: %s", end.Kind, before, got.Status, dump(t, got))
			}
		}
	}
}

// Our own copy is proof that a letter left, even where the mail server's clock dates it before the claim.
func TestReplayKeepsTheProof(t *testing.T) {
	t.Parallel()
	s, n := approvedStory(t)
	now := at(10, 9, 0)
	s.claim(n, now).outcome(n, OutcomeLost, now)
	s.event(Event{Kind: EventFound, Note: n.ID, Words: "Sent", At: now.Add(-time.Second), Seen: now.Add(time.Minute)})
	s.late(EventWrote, mail("late", Update, at(9, 18, 0), jane), now.Add(2*time.Minute))
	if got := s.noteID(n.ID); got.Status != Sent {
		t.Errorf("it is %s", got.Status)
	}
}

// The last yes counts: the first was taken back by a mail that the user then says means nothing.
func TestReplayKeepsTheLastYes(t *testing.T) {
	t.Parallel()
	s, n := approvedStory(t)
	s.read(mail("x", Update, at(9, 17, 0), jane))
	s.event(Event{
		Kind: EventApprove, At: at(9, 18, 0), Seen: at(9, 18, 0), Note: n.ID, Fingerprint: n.Fingerprint, By: "page",
		MessageID: n.MessageID, Bytes: "other bytes", AnyHour: true,
	})
	told := s.p.Replay(append(s.journal, Event{Kind: EventCorrect, Key: "x", At: at(9, 17, 0), Seen: at(9, 19, 0)}), s.app.Notes)
	got, _ := told.Note(n.ID)
	if want := s.noteID(n.ID); got.Status != Approved || got.Bytes != "other bytes" || !got.SendAt.Equal(want.SendAt) {
		t.Errorf("it is %s with %q, leaves at %v", got.Status, got.Bytes, got.SendAt)
	}
}

// The user's word about a mail takes the place of what was read from it.
func TestCorrect(t *testing.T) {
	t.Parallel()
	s := begin(t)
	interviewedOnce(s)
	s.read(mail("no", Rejection, at(10, 9, 0), jane)).stage(StageClosed)
	really := mail("no", Update, at(10, 9, 0), jane)
	told := lived(s.p, append(slices.Clone(s.journal), Event{Kind: EventCorrect, Key: "no", Signal: &really, At: at(10, 9, 0), Seen: at(10, 10, 0)}))
	if told.Stage != StageInterviewed || told.Outcome != OutcomeOpen {
		t.Errorf("%s/%s after the rejection was corrected", told.Stage, told.Outcome)
	}
	for _, n := range told.Notes {
		if n.Kind == RejectionResponse && n.Status.Open() {
			t.Error("the response to what was no rejection is still open")
		}
	}
	elsewhere := lived(s.p, append(slices.Clone(s.journal), Event{Kind: EventCorrect, Key: "no", At: at(10, 10, 0), Seen: at(10, 10, 0)}))
	if elsewhere.Stage != StageInterviewed {
		t.Errorf("%s after the rejection was moved elsewhere", elsewhere.Stage)
	}
	var none time.Time
	if !elsewhere.Closed.Equal(none) {
		t.Error("it is still closed")
	}
}

// An invitation from before is read only after the letters left: their round is another one now, but nobody is written to
// twice, and what was let go does not come back.
func TestReplayMovesRounds(t *testing.T) {
	t.Parallel()
	tell := func(s *story, late Signal, seen time.Time) {
		ev := Event{Kind: EventInvited, At: late.Mail.Received, Seen: seen, Signal: &late}
		s.journal = append(s.journal, ev)
		after, _, _ := s.p.Step(s.app, ev, seen)
		s.app = s.p.Replay(s.journal, after.Notes)
		s.app.ID = "a1"
	}
	interviewed := func() *story {
		s := begin(t)
		s.read(mail("ack", ApplicationAck, at(1, 9, 0), robo))
		s.read(confirm("confirm", at(3, 9, 0), meeting("u1", at(9, 14, 0), jane)))
		return s.tick(at(9, 15, 0)).compose(at(9, 15, 1))
	}
	late := mail("invite", InterviewInvite, at(2, 9, 0), jane)

	for status, count := range map[NoteStatus]int{Sent: 1, Unsure: 1, Dismissed: 1, Approved: 0, Proposed: 1} {
		s := interviewed()
		n := s.only(ThankYou)
		bring(s, n, status)
		tell(s, late, at(10, 9, 0))
		s.tick(at(10, 9, 5))
		live := 0
		for _, o := range s.app.Notes {
			if o.Kind == ThankYou && o.Status != Withdrawn {
				live++
			}
		}
		if got := s.noteID(n.ID); got.Text != n.Text || got.Status == Withdrawn {
			t.Errorf("%s: the words that somebody saw are gone: %s", status, dump(t, got))
		}
		if live != 1 || s.count(ThankYou, status) != count {
			t.Errorf("%s: %d thank-yous, %d of them %s: %s", status, live, s.count(ThankYou, status), status, dump(t, s.app.Notes))
		}
	}

	s := interviewed()
	s.send(s.only(ThankYou), at(9, 16, 0))
	s.tick(at(19, 12, 0)).compose(at(19, 12, 0))
	s.send(s.only(Nudge), at(19, 12, 1))
	tell(s, late, at(20, 9, 0))
	s.tick(at(22, 12, 0))
	if n := s.count(Nudge, Proposed); n != 0 || s.count(Nudge, Sent) != 1 {
		t.Errorf("a question three days after the last: %s", dump(t, s.app.Notes))
	}
	s.tick(at(33, 12, 0)).compose(at(33, 12, 0))
	s.send(s.only(Nudge), at(33, 12, 1))
	s.tick(at(60, 12, 0))
	if s.count(Nudge, Proposed) != 0 {
		t.Error("a third question in one round")
	}
}
