package engine_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"followup/followup"
	"followup/followup/engine"
	"followup/followup/store"
)

// TestTogether lets the loops, a watcher and two impatient people run at once: one letter leaves, once.
func TestTogether(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	n := b.draft()
	ctx := t.Context()
	var wg sync.WaitGroup
	at := func(times int, do func(i int) error) {
		wg.Go(func() {
			for i := range times {
				var no *engine.Refusal
				if err := do(i); err != nil && !errors.As(err, &no) && !errors.Is(err, engine.ErrChanged) {
					t.Error(err)
				}
			}
		})
	}
	for range 2 { // the prefix of an id does as well
		at(10, func(int) error {
			_, err := b.Approve(ctx, engine.ApproveRequest{Note: n.ID[:5], Fingerprint: n.Fingerprint, AnyHour: true})
			return err
		})
	}
	for range 2 {
		at(10, func(int) error { _, err := b.Outbox(ctx); return err })
	}
	at(20, func(int) error { _, err := b.Tick(); return err })
	at(20, func(i int) error {
		b.at(b.clock().Add(10 * time.Second))
		return b.Observe(ctx, engine.Batch{Account: "home", Folder: "INBOX", Cursor: store.Cursor{UIDValidity: 1, UID: uint32(i + 1)}, Signals: []followup.Signal{
			mail(monday, followup.ApplicationAck, func(s *followup.Signal) {
				s.Employer, s.Domain = fmt.Sprintf("Employer %d", i), fmt.Sprintf("employer%d.example", i)
				s.Mail.Key, s.Mail.ID = s.Employer, s.Domain
			}),
		}})
	})
	wg.Wait()
	b.at(b.clock().Add(time.Hour))
	if err := b.send(); err != nil {
		t.Fatal(err)
	}
	if got := b.only(); got.Status != followup.Sent || len(b.office.accepted) != 1 {
		t.Errorf("%s, accepted %d", got.Status, len(b.office.accepted))
	}
	if err := b.CheckDerived(); err != nil {
		t.Error(err)
	}
}
