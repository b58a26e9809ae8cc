package engine

import (
	"context"
	"errors"
	"fmt"
	"time"

	"followup/followup"
)

// maxSleep bounds every sleep of the loops: a laptop's suspend stops the monotonic clock, so they look at the wall clock
// at least this often.
const maxSleep = 30 * time.Second

// runClock fires what is due until ctx ends.
func (e *Engine) runClock(ctx context.Context) {
	for {
		next, err := e.Tick()
		if err != nil {
			e.Log.Error("tick failed", "err", err)
		}
		if err := e.Alert(); err != nil {
			e.Log.Error("what waits was not told", "err", err)
		}
		if !sleep(ctx, e.kickClock, next.Sub(e.Now())) {
			return
		}
	}
}

// sleep waits for d, at most maxSleep, or for a kick; it reports false when ctx ended.
func sleep(ctx context.Context, kicked <-chan struct{}, d time.Duration) bool {
	t := time.NewTimer(max(time.Millisecond, min(d, maxSleep)))
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
	case <-kicked:
	}
	return true
}

// Tick fires what is due now, one transaction an application, and returns when the next thing will be due.
func (e *Engine) Tick() (time.Time, error) {
	now := e.Now()
	if err := e.compareClocks(); err != nil {
		return now.Add(maxSleep), err
	}
	var apps []string
	err := e.view(func(c *change) error {
		if ahead, err := c.clockAhead(); err != nil || ahead {
			return err // a wrong clock must not make a draft too old
		}
		return c.tx.DueBefore(now, func(app string, _ followup.Due) error {
			if len(apps) == 0 || apps[len(apps)-1] != app {
				apps = append(apps, app)
			}
			return nil
		})
	})
	if err != nil {
		return now.Add(maxSleep), err
	}
	var failed error
	done := map[string]bool{}
	for _, id := range apps {
		if done[id] {
			continue
		}
		done[id] = true
		if err := e.tick(id); err != nil { // what is wrong with one must not keep the others waiting
			failed = errors.Join(failed, fmt.Errorf("application %s: %w", id, err))
		}
	}
	next := now.Add(maxSleep)
	err = e.view(func(c *change) error {
		return c.tx.DueBefore(next, func(_ string, d followup.Due) error {
			if d.At.After(now) && d.At.Before(next) {
				next = d.At
			}
			return nil
		})
	})
	return next, errors.Join(failed, err)
}

// tick asks one application what is due. It looks before it writes: nothing due costs no commit.
func (e *Engine) tick(id string) error {
	fires := false
	var seen followup.Application
	err := e.view(func(c *change) (err error) {
		if seen, err = c.load(id); err != nil {
			return err
		}
		after, _, _ := c.Policy.Step(seen, e.tickEvent(seen, c.now), c.now)
		fires = !same(seen, after)
		return nil
	})
	if err != nil || !fires {
		return err
	}
	times := followup.Event{At: e.Now()}
	e.timesFor(seen, &times)
	return e.update(func(c *change) error {
		if err := c.raiseClock(); err != nil {
			return err
		}
		app, err := c.load(id)
		if err != nil {
			return err
		}
		ev := e.tickEvent(app, c.now)
		ev.Slot, ev.Slots = times.Slot, times.Slots
		_, _, err = c.apply(app, ev)
		return err
	})
}

func (e *Engine) tickEvent(app followup.Application, now time.Time) followup.Event {
	return followup.Event{Kind: followup.EventTick, At: now, Seen: now, Reconciled: e.lastReconciled(e.accountsOf(app))}
}

// clockSlack is how far the wall clock may stand behind the latest time the store has seen.
const clockSlack = 5 * time.Minute

// raiseClock remembers the latest time seen, so that a clock set back can be noticed (reliability.md 3).
func (c *change) raiseClock() error {
	var latest int64
	if _, err := c.tx.Meta("clock", &latest); err != nil {
		return err
	}
	if now := c.now.UnixNano(); now > latest {
		return c.tx.PutMeta("clock", now)
	}
	return nil
}

// clockWrong reports whether the wall clock stands behind what the store has seen.
func (c *change) clockWrong() (bool, error) {
	var latest int64
	if _, err := c.tx.Meta("clock", &latest); err != nil {
		return false, err
	}
	return c.now.Add(clockSlack).UnixNano() < latest, nil
}
