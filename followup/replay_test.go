package followup

import (
	"slices"
	"testing"
	"time"
)

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
	told := s.p.Replay(journal)
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
	told := s.p.Replay(append(slices.Clone(s.journal), Event{Kind: EventWrote, At: late.Mail.Received, Seen: at(18, 15, 3), Signal: &late}))
	got, ok := told.Note(n.ID)
	if !ok || got.Status != Withdrawn {
		t.Errorf("the question is %+v", got)
	}

	s = begin(t)
	interviewedOnce(s)
	n = s.only(ThankYou)
	s.approve(n, at(9, 16, 0))
	told = s.p.Replay(append(slices.Clone(s.journal), Event{Kind: EventWrote, At: at(5, 9, 0), Seen: at(9, 16, 1), Signal: ptr(mail("late", Update, at(5, 9, 0), jane))}))
	if got, ok := told.Note(n.ID); !ok || got.Status != Proposed {
		t.Errorf("a yes that was given before the mail was read still counts: %+v", got)
	}
}

// The user's word about a mail takes the place of what was read from it.
func TestCorrect(t *testing.T) {
	t.Parallel()
	s := begin(t)
	interviewedOnce(s)
	s.read(mail("no", Rejection, at(10, 9, 0), jane)).stage(StageClosed)
	really := mail("no", Update, at(10, 9, 0), jane)
	told := s.p.Replay(append(slices.Clone(s.journal), Event{Kind: EventCorrect, Key: "no", Signal: &really, At: at(10, 9, 0), Seen: at(10, 10, 0)}))
	if told.Stage != StageInterviewed || told.Outcome != OutcomeOpen {
		t.Errorf("%s/%s after the rejection was corrected", told.Stage, told.Outcome)
	}
	for _, n := range told.Notes {
		if n.Kind == RejectionResponse && n.Status.Open() {
			t.Error("the response to what was no rejection is still open")
		}
	}
	elsewhere := s.p.Replay(append(slices.Clone(s.journal), Event{Kind: EventCorrect, Key: "no", At: at(10, 10, 0), Seen: at(10, 10, 0)}))
	if elsewhere.Stage != StageInterviewed {
		t.Errorf("%s after the rejection was moved elsewhere", elsewhere.Stage)
	}
	var none time.Time
	if !elsewhere.Closed.Equal(none) {
		t.Error("it is still closed")
	}
}
