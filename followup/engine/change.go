package engine

import (
	"reflect"
	"time"

	"followup/followup"
	"followup/followup/store"
)

// change is one transaction of the engine: one frozen now, and what to tell once it is committed.
type change struct {
	*Engine
	tx      *store.Tx
	now     time.Time
	notices []Notice
	acted   string // the ID of the word about a mail that is being taken
}

// update runs fn in one transaction and, if it commits, tells what happened and wakes the loops.
func (e *Engine) update(fn func(*change) error) error {
	var c *change
	err := e.Store.Update(func(tx *store.Tx) error {
		c = &change{Engine: e, tx: tx, now: tx.Now()}
		return fn(c)
	})
	if err != nil {
		return err
	}
	e.mu.Lock()
	e.changed = true
	e.mu.Unlock()
	for _, n := range c.notices {
		e.Notify(n)
	}
	if len(c.notices) > 0 {
		e.Kick()
	}
	return nil
}

// apply steps one event through an application, writes the words of notes that have none, journals and puts it. An
// event older than what the application already knows is told again in its place (house: events count in message time).
func (c *change) apply(app followup.Application, ev followup.Event) (followup.Application, followup.Reason, error) {
	if ev.At.IsZero() {
		ev.At = c.now
	}
	if ev.Seen.IsZero() {
		ev.Seen = c.now
	}
	after, effects, reason := c.Policy.Step(app, ev, ev.Seen)
	if followup.Late(app, ev) {
		events, err := c.events(app.ID)
		if err != nil {
			return app, "", err
		}
		after = c.Policy.Replay(append(events, ev), after.Notes)
		after.ID = app.ID
		if ev.Signal != nil && ev.Kind != followup.EventCorrect { // which says so itself
			reason = "told again in its place: " + reason
		}
	}
	if err := c.remember(app, after); err != nil {
		return app, "", err
	}
	quiet := ev.Kind == followup.EventTick || ev.Kind == followup.EventClaim || ev.Kind == followup.EventFound
	if quiet && reflect.DeepEqual(app, after) {
		return app, reason, nil
	}
	if err := c.tx.AppendJournal(app.ID, ev, reason); err != nil {
		return app, "", err
	}
	n := Notice{At: ev.At, Event: ev.Kind, Signal: ev.Signal, Note: ev.Note, Reason: reason}
	after, err := c.compose(after)
	if err != nil {
		return app, "", err
	}
	n.App = after
	c.notices = append(c.notices, n)
	for _, ef := range effects {
		if ef.Kind == followup.Tell {
			c.notices = append(c.notices, Notice{At: ev.At, App: after, Event: ev.Kind, Note: ef.Note, Reason: followup.Reason(ef.Words)})
		}
	}
	if err := c.put(after); err != nil {
		return after, reason, err
	}
	return after, reason, c.spread(app, after)
}

// put stores an application with its derived rows.
func (c *change) put(app followup.Application) error {
	ix, err := c.index(app, c.now)
	if err != nil {
		return err
	}
	return c.tx.PutApplication(app, ix)
}

// load returns an application that must exist.
func (c *change) load(id string) (followup.Application, error) {
	app, ok, err := c.tx.Application(id)
	if err != nil {
		return app, err
	}
	if !ok {
		return app, ErrNotFound
	}
	return app, nil
}

// restart settles what a crash left claimed, and marks what a restored store may not send by itself.
func (e *Engine) restart() error {
	return e.update(func(c *change) error {
		var claimed []followup.Application
		err := c.tx.Applications(func(app followup.Application) error {
			for _, n := range app.Notes {
				if n.Status == followup.Claimed {
					claimed = append(claimed, app)
					break
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		for _, app := range claimed {
			for _, n := range app.Notes {
				if n.Status != followup.Claimed {
					continue
				}
				if app, _, err = c.apply(app, followup.Event{Kind: followup.EventRestart, Note: n.ID}); err != nil {
					return err
				}
			}
		}
		return nil
	})
}
