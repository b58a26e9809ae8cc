package engine

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"followup/followup"
	"followup/followup/store"
	"followup/templates"
)

// crowded is an engine whose store has n applications: one in twenty has an interview ahead, two wait for a promise, and four
// in five are closed.
func crowded(t testing.TB, n int) *Engine {
	t.Helper()
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	clock := func() time.Time { return now }
	st, err := store.Open(filepath.Join(t.TempDir(), "d", "followup.db"), store.Options{Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	e, err := New(Options{Store: st, Policy: followup.DefaultPolicy(time.UTC), Letters: templates.Builtin(), Key: []byte(strings.Repeat("k", 32)), Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	err = e.update(func(c *change) error {
		for i := range n {
			app := followup.Application{
				ID: fmt.Sprintf("a%031d", i), Employer: fmt.Sprintf("Employer %d", i), Role: "Engineer", Stage: followup.StageApplied,
				Turn: followup.TurnTheirs, TurnSince: now.AddDate(0, 0, -i%100), Opened: now.AddDate(0, 0, -100),
				People: []followup.Person{{Name: "Kim Li", Addr: fmt.Sprintf("kim@e%d.example", i), Wrote: now.AddDate(0, 0, -9)}},
			}
			switch {
			case i%5 > 0:
				app.Stage, app.Outcome, app.Closed = followup.StageClosed, followup.OutcomeRejected, now.AddDate(0, 0, -i%100)
			case i%20 == 0:
				start := now.Add(time.Duration(i) * time.Hour / 20)
				app.Stage = followup.StageScheduled
				app.Rounds = []followup.Round{{ID: "r", Interviews: []followup.Interview{{Start: start, End: start.Add(time.Hour), Standing: followup.Set}}}}
			case i%10 == 5:
				app.Promises = []followup.Promise{{Kind: followup.PromiseDate, Said: app.TurnSince, Deadline: now.AddDate(0, 0, i%7-4), Quote: "You hear from us soon."}}
			}
			if err := c.put(app); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// BenchmarkMorning asks for the morning and looks for what is to be told, with 5,000 applications in the store.
func BenchmarkMorning(b *testing.B) {
	e := crowded(b, 5000)
	b.Run("today", func(b *testing.B) {
		for b.Loop() {
			m, err := e.Today(b.Context())
			if err != nil || m.Live != 1000 || len(m.Overdue) == 0 || len(m.Interviews) == 0 {
				b.Fatal(err, m.Live)
			}
		}
	})
}
