package engine_test

import (
	"testing"
	"time"

	"followup/followup"
	"followup/followup/engine"
)

// TestReadOnTheWay: what is read between the claim and the final dot stops the letter, whatever else would have happened
// to it, and the yes does not survive it.
func TestReadOnTheWay(t *testing.T) {
	t.Parallel()
	own := func(s *followup.Signal) {
		s.Detail, s.Mail.To = followup.DetailOwn, []followup.Address{s.Mail.From}
		s.Mail.From, s.Mail.ReplyTo = followup.Address{Addr: "robin@ashby.example"}, followup.Address{}
	}
	rows := []struct {
		name string
		kind followup.SignalKind
		how  func(*followup.Signal)
		want followup.NoteStatus
		hold followup.Hold
	}{
		{"A rejection ends a thank-you.", followup.Rejection, func(*followup.Signal) {}, followup.Withdrawn, ""},
		{"A mail of theirs asks for a new yes.", followup.Update, func(s *followup.Signal) { s.Detail = followup.DetailHuman }, followup.Proposed, ""},
		{"The user's own letter ends it.", followup.Other, own, followup.Withdrawn, ""},
		{"A doubt holds it.", followup.Rejection, func(s *followup.Signal) { s.Confidence = 0.6 }, followup.Approved, followup.HoldDoubt},
	}
	ends := map[string]func(phase func(followup.Phase) error, accept func()) engine.Outcome{
		"at the dot": func(phase func(followup.Phase) error, accept func()) engine.Outcome {
			if err := phase(followup.PhaseDot); err != nil {
				return engine.Outcome{Kind: followup.OutcomeStopped, Reply: err.Error()}
			}
			accept()
			return engine.Outcome{Kind: followup.OutcomeAccepted, Code: 250}
		},
		"deferred": func(func(followup.Phase) error, func()) engine.Outcome {
			return engine.Outcome{Kind: followup.OutcomeDeferred, Reply: "451 later"}
		},
	}
	for _, row := range rows {
		for how, end := range ends {
			t.Run(row.name+" "+how, func(t *testing.T) {
				t.Parallel()
				b := newBench(t)
				yes := b.approve(b.draft())
				b.office.script = func(phase func(followup.Phase) error, accept func()) engine.Outcome {
					if err := phase(followup.PhaseData); err != nil {
						t.Error(err)
					}
					b.read(mail(b.clock(), row.kind, row.how))
					return end(phase, accept)
				}
				if err := b.send(); err != nil {
					t.Fatal(err)
				}
				for _, n := range b.notes() {
					if n.ID == yes.ID && (n.Status != row.want || how == "at the dot" && n.Hold != row.hold) {
						t.Errorf("it is %s, held %q, want %s, %q; %q %q", n.Status, n.Hold, row.want, row.hold, n.Back, n.EndedWhy)
					}
				}
				b.office.script = nil
				for range 4 {
					b.at(b.clock().Add(20 * time.Minute))
					if err := b.send(); err != nil {
						t.Fatal(err)
					}
				}
				if len(b.office.accepted) != 0 {
					t.Error("it left after what was read")
				}
			})
		}
	}
}
