package engine_test

import (
	"context"
	"testing"
	"time"

	"followup/followup"
	"followup/followup/engine"
)

// A wish for a letter is filled with what only the store and the calendar know.
func TestWishes(t *testing.T) {
	b := newBench(t)
	b.options = func(o *engine.Options) {
		o.Busy = func(context.Context, time.Time, time.Time) ([]followup.Span, error) { return nil, nil }
	}
	if err := b.store.Close(); err != nil {
		t.Fatal(err)
	}
	b.open()
	b.interviewedAt("Alder", "Birch")
	want := func(kind followup.NoteKind) error {
		_, err := b.Want(t.Context(), engine.WantRequest{App: b.appAt("Birch").ID, Kind: kind})
		return err
	}
	if err := want(followup.DeadlineNote); err == nil || len(b.openAt("Birch", followup.DeadlineNote)) != 0 {
		t.Errorf("a note about an offer that nobody made: %v", err)
	}
	if _, err := b.OfferTold(t.Context(), engine.OfferRequest{App: b.appAt("Alder").ID, Offer: followup.Terms{Written: true, Deadline: monday.AddDate(0, 0, 11)}}); err != nil {
		t.Fatal(err)
	}
	n := b.openAt("Birch", followup.DeadlineNote)[0]
	if _, err := b.Dismiss(t.Context(), engine.DismissRequest{Note: n.ID, Fingerprint: n.Fingerprint}); err != nil {
		t.Fatal(err)
	}
	if err := want(followup.DeadlineNote); err != nil || len(b.openAt("Birch", followup.DeadlineNote)) != 1 {
		t.Errorf("let go and asked for after all: %v", err)
	}
	b.read(mail(b.clock(), followup.InterviewInvite, firm("Birch"), func(s *followup.Signal) { s.Further = true }))
	if err := want(followup.ScheduleProposal); err != nil || len(b.openAt("Birch", followup.ScheduleProposal)[0].Slots) != 3 {
		t.Errorf("times to propose: %v", err)
	}
}
