package engine

import (
	"context"
	"slices"

	"followup/followup"
	"followup/followup/store"
)

// Merge makes one application of two: what was lived in the second is told as part of the first.
func (e *Engine) Merge(_ context.Context, r MergeRequest) (Card, error) {
	var card Card
	err := e.update(func(c *change) error {
		into, err := c.findApp(r.Into)
		if err != nil {
			return err
		}
		from, err := c.findApp(r.From)
		if err != nil {
			return err
		}
		card, err = c.merge(into, from)
		return err
	})
	return card, err
}

func (c *change) merge(into, from followup.Application) (Card, error) {
	switch {
	case into.ID == from.ID:
		return Card{}, &Refusal{"that is one application already"}
	case underway(into) || underway(from):
		return Card{}, &Refusal{"a letter is on its way: wait until it has left"}
	}
	entries, err := c.tx.Journal(from.ID)
	if err != nil {
		return Card{}, err
	}
	for _, en := range entries {
		en.Event.Of = followup.Lived(from.ID, en.Event.Of)
		if err := c.move(en, from.ID, into.ID); err != nil {
			return Card{}, err
		}
	}
	notes := slices.Concat(into.Notes, from.Notes)
	from.Notes = nil // its letters go on under the other's roof
	if err := c.put(from); err != nil {
		return Card{}, err
	}
	if err := c.tx.DeleteApplication(from.ID); err != nil {
		return Card{}, err
	}
	ev := followup.Event{Kind: followup.EventJoined, Key: from.ID, ID: followup.ActID(followup.EventJoined, c.now, into.ID, from.ID)}
	after, reason, err := c.retell(into, notes, ev)
	if err != nil {
		return Card{}, err
	}
	card, err := c.card(after, firstOpen(after), nil)
	card.Reason, card.Act = reason, ev.ID
	return card, err
}

// Split parts again what was merged: the newest merge of an application.
func (e *Engine) Split(_ context.Context, r ActRequest) (Card, error) {
	var card Card
	err := e.update(func(c *change) error {
		app, err := c.findApp(r.App)
		if err != nil {
			return err
		}
		card, err = c.split(app, r.Act)
		return err
	})
	return card, err
}

// split takes back the merge of that ID, or the newest. Both applications are told anew from what belongs to each.
func (c *change) split(app followup.Application, act string) (Card, error) {
	entries, err := c.tx.Journal(app.ID)
	if err != nil {
		return Card{}, err
	}
	events := make([]followup.Event, len(entries))
	for i, en := range entries {
		events[i] = en.Event
	}
	joined, ok := followup.Merged(events, act)
	switch {
	case !ok:
		return Card{}, &Refusal{"nothing was merged into it"}
	case underway(app):
		return Card{}, &Refusal{"a letter is on its way: wait until it has left"}
	}
	if _, taken, err := c.tx.Application(joined.Key); err != nil || taken {
		return Card{}, errOr(err, &Refusal{"an application under that name is there again"})
	}
	path := joined.Path()
	theirs := c.Policy.Parts(events, joined)
	named := map[string]bool{}
	var there []followup.Event
	for i, en := range entries {
		if !theirs[i] {
			continue
		}
		if followup.Within(en.Event.Of, path) {
			en.Event.Of = trimPath(en.Event.Of, path)
		}
		if err := c.move(en, app.ID, joined.Key); err != nil {
			return Card{}, err
		}
		there = append(there, en.Event)
		named[en.Event.Note] = en.Event.Note != ""
	}
	for _, n := range c.Policy.Replay(there, nil).Notes {
		named[n.ID] = true
	}
	ev := followup.Event{
		Kind: followup.EventParted, Undo: joined.ID, Key: joined.Key, Of: joined.Of, ID: followup.ActID(followup.EventParted, c.now, app.ID, joined.Key),
	}
	mine := slices.DeleteFunc(slices.Clone(app.Notes), func(n followup.Note) bool { return named[n.ID] })
	others := slices.DeleteFunc(slices.Clone(app.Notes), func(n followup.Note) bool { return !named[n.ID] })
	after, reason, err := c.retell(app, mine, ev)
	if err != nil {
		return Card{}, err
	}
	// The other has no event of its own for this: it is told as if the merge had never been.
	other := c.Policy.Replay(there, others)
	other.ID = joined.Key
	if other, err = c.compose(other); err != nil {
		return Card{}, err
	}
	if err := c.put(other); err != nil {
		return Card{}, err
	}
	card, err := c.card(after, firstOpen(after), nil)
	card.Reason, card.Act = reason, ev.ID
	return card, err
}

func trimPath(of, path string) string {
	if of == path {
		return ""
	}
	return of[len(path)+1:]
}

// underway reports whether a letter is being sent right now.
func underway(app followup.Application) bool {
	return slices.ContainsFunc(app.Notes, func(n followup.Note) bool { return n.Status == followup.Claimed })
}

// move gives an entry to another application, as it is amended, and with it the mail that it tells of.
func (c *change) move(en store.Entry, from, to string) error {
	if err := c.tx.MoveJournal(from, en.Seq, to); err != nil {
		return err
	}
	if err := c.tx.AmendJournal(to, en.Seq, en.Event); err != nil {
		return err
	}
	sig := en.Event.Signal
	if sig == nil {
		return nil
	}
	if at, seen, err := c.tx.Seen(sig.Mail.Key); err != nil || !seen || at != from {
		return err // it counts elsewhere by now
	}
	return c.tx.MarkSeen(sig.Mail.Key, to, sig.Mail.Received)
}

// retell tells an application anew from its journal with one event more, which says why.
func (c *change) retell(app followup.Application, notes []followup.Note, ev followup.Event) (followup.Application, followup.Reason, error) {
	ev.At, ev.Seen = c.now, c.now
	events, err := c.events(app.ID)
	if err != nil {
		return app, "", err
	}
	after := c.Policy.Replay(append(events, ev), notes)
	after.ID = app.ID
	_, _, reason := c.Policy.Step(app, ev, ev.Seen)
	if err := c.tx.AppendJournal(app.ID, ev, reason); err != nil {
		return app, "", err
	}
	if after, err = c.compose(after); err != nil {
		return app, "", err
	}
	c.notices = append(c.notices, Notice{At: ev.At, App: after, Event: ev.Kind, Reason: reason})
	return after, reason, c.put(after)
}
