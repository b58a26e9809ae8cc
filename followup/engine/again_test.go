package engine_test

import (
	"testing"
	"time"

	"followup/followup"
	"followup/followup/engine"
)

// TestMailThatOpenedBeginsAnew: the mail that opened an application turns out to be about another one. What is known of
// the first stays, with the letter that left: it is never written over by the second.
func TestMailThatOpenedBeginsAnew(t *testing.T) {
	t.Parallel()
	for _, how := range []string{"moved", "set aside first"} {
		t.Run(how, func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			b.approve(b.draft())
			if err := b.send(); err != nil {
				t.Fatal(err)
			}
			first := b.only()
			ack := mail(monday, followup.ApplicationAck)
			if how == "set aside first" {
				if _, err := b.Correct(t.Context(), engine.CorrectRequest{Mail: ack.Mail.ID, Kind: followup.Other}); err != nil {
					t.Fatal(err)
				}
			}
			card, err := b.Correct(t.Context(), engine.CorrectRequest{Mail: ack.Mail.ID, Kind: followup.ApplicationAck, App: engine.NewApplication})
			if err != nil || card.Application.Stage != followup.StageApplied {
				t.Fatalf("%v: %+v", err, card.Application)
			}
			if n := b.only(); n.ID != first.ID || n.Status != followup.Sent {
				t.Errorf("the letter that left is %+v", n)
			}
			if l, err := b.List(t.Context(), engine.Query{}); err != nil || len(l.Rows) != 2 {
				t.Errorf("%d rows, want both applications: %v", len(l.Rows), err)
			}
			b.at(b.clock().Add(25 * time.Hour))
			if err := b.send(); err != nil || len(b.office.accepted) != 1 {
				t.Errorf("%v, accepted %d", err, len(b.office.accepted))
			}
			if err := b.CheckDerived(); err != nil {
				t.Error(err)
			}
		})
	}
}
