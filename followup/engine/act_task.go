package engine

import (
	"context"
	"strings"

	"followup/followup"
)

// Answered says that what they asked is done, or will not be.
func (e *Engine) Answered(_ context.Context, r AnsweredRequest) (Card, error) {
	task := followup.Task{How: r.How}
	err := e.view(func(c *change) error {
		app, err := c.findApp(r.App)
		if err != nil {
			return err
		}
		if r.Task != "" {
			task.ID, err = taskIn(app, r.Task)
		} else if open := app.OpenTasks(); len(open) == 1 {
			task.ID = open[0].ID // a mail that is read later must not make of it another one
		}
		return err
	})
	if err != nil {
		return Card{}, err
	}
	return e.byHand(r.App, followup.Event{Kind: followup.EventAnswered, Task: &task}, task.ID)
}

// taskIn finds a task by its id or a beginning of it.
func taskIn(app followup.Application, id string) (string, error) {
	var hits []string
	for _, t := range app.Tasks {
		if t.ID == id || len(id) >= minPrefix && strings.HasPrefix(t.ID, strings.ToLower(id)) {
			hits = append(hits, t.ID)
		}
	}
	switch len(hits) {
	case 0:
		return "", ErrNotFound
	case 1:
		return hits[0], nil
	}
	return "", ErrAmbiguous
}

// slotsWanted is how many times a letter proposes.
const slotsWanted = 3

// Slots returns free times to propose.
func (e *Engine) Slots(ctx context.Context, r SlotsRequest) (Slots, error) {
	var app followup.Application
	err := e.view(func(c *change) error {
		var err error
		app, err = c.findApp(r.App)
		return err
	})
	if err != nil {
		return Slots{}, err
	}
	busy, known, err := e.busy(ctx)
	if err != nil {
		return Slots{}, &Refusal{followup.Reason("your calendar could not be read: " + err.Error())}
	}
	n := r.Count
	switch {
	case n == 0:
		n = slotsWanted
	case n < 0 || n > mostTimes:
		return Slots{}, refuse("ask for 1 to %d times", mostTimes)
	}
	out := Slots{Slots: e.Policy.Slots(app, busy, e.Now(), n), Busy: known}
	out.Lines = slotLines(out.Slots, e.Policy.ZoneFor(app), e.Policy.Zone)
	return out, nil
}

// Pick drafts the acceptance of one of their times.
func (e *Engine) Pick(_ context.Context, r PickRequest) (Card, error) {
	ev := followup.Event{Kind: followup.EventWants, Want: followup.ScheduleAccept, Slot: &r.Slot}
	return e.byHand(r.App, ev, r.Slot.Start.String())
}
