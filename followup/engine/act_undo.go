package engine

import (
	"context"
	"slices"
	"strings"

	"followup/followup"
)

// deed is one event of an act by hand, in the application in whose journal it stands. An act about a mail that moved
// stands in two.
type deed struct {
	app    followup.Application
	events []followup.Event
	ev     followup.Event
}

// UndoAct takes an act by hand back: everything is told anew without it. It is refused where a letter that came of it
// left, or where a later act rests on it. Taking back may be taken back.
func (e *Engine) UndoAct(_ context.Context, r ActRequest) (Card, error) {
	var card Card
	err := e.update(func(c *change) error {
		deeds, err := c.deeds(r)
		if err != nil {
			return err
		}
		switch first := deeds[0]; first.ev.Kind {
		case followup.EventJoined:
			card, err = c.split(first.app, first.ev.ID)
			return err
		case followup.EventParted:
			from, err := c.load(first.ev.Key)
			if err != nil {
				return &Refusal{"the other application is not there any more"}
			}
			card, err = c.merge(first.app, from)
			return err
		}
		for _, d := range deeds {
			if why := c.Policy.Undoable(d.events, d.app, d.ev.ID); why != "" {
				return &Refusal{why}
			}
		}
		id := followup.ActID(followup.EventUndone, c.now, "", deeds[0].ev.ID)
		for i, d := range deeds {
			after, err := c.takeBack(d, id)
			if err != nil {
				return err
			}
			if i == 0 || after.app.Stage != followup.StageNew {
				card = after.card
			}
		}
		return nil
	})
	return card, err
}

// undid is an application after an act was taken back, with its card.
type undid struct {
	app  followup.Application
	card Card
}

// takeBack takes one event of an act back. What was set aside because of it is not any more, and a mail counts again for
// the application in which it was counted.
func (c *change) takeBack(d deed, id string) (undid, error) {
	if key := d.ev.Key; key != "" && d.ev.Kind != followup.EventUndone {
		if err := c.tx.DropAside(key); err != nil {
			return undid{}, err
		}
		if d.ev.Kind == followup.EventCorrect {
			if err := c.tx.MarkSeen(key, d.app.ID, d.ev.At); err != nil {
				return undid{}, err
			}
		}
	}
	after, reason, err := c.apply(d.app, followup.Event{Kind: followup.EventUndone, Undo: d.ev.ID, ID: id})
	if err != nil {
		return undid{}, err
	}
	card, err := c.card(after, firstOpen(after), nil)
	if err != nil {
		return undid{}, err
	}
	card.Reason, card.Act = reason, id
	if after.Stage == followup.StageNew && len(after.Doubts) == 0 && len(after.Notes) == 0 {
		card.Act = "" // nothing is left that could be brought back
	}
	return undid{after, card}, c.dropEmpty(after)
}

// deeds finds the events of an act by its ID or a prefix of it: among the acts that the applications remember, else in
// the journals.
func (c *change) deeds(r ActRequest) ([]deed, error) {
	var apps []followup.Application
	if r.App != "" {
		app, err := c.findApp(r.App)
		if err != nil {
			return nil, err
		}
		apps = append(apps, app)
	} else if err := c.tx.Applications(func(app followup.Application) error {
		apps = append(apps, app)
		return nil
	}); err != nil {
		return nil, err
	}
	remembered := slices.DeleteFunc(slices.Clone(apps), func(app followup.Application) bool {
		return !slices.ContainsFunc(app.Acts, func(a followup.Act) bool { return hasID(a.ID, r.Act) })
	})
	for _, among := range [][]followup.Application{remembered, apps} {
		deeds, err := c.deedsIn(among, r.Act)
		if err != nil || len(deeds) > 0 {
			return deeds, err
		}
	}
	return nil, ErrNotFound
}

func (c *change) deedsIn(apps []followup.Application, act string) ([]deed, error) {
	var deeds []deed
	for _, app := range apps {
		events, err := c.events(app.ID)
		if err != nil {
			return nil, err
		}
		for _, ev := range events {
			if !strings.HasPrefix(ev.ID, "e") || !hasID(ev.ID, act) {
				continue
			}
			if len(deeds) > 0 && deeds[0].ev.ID != ev.ID {
				return nil, ErrAmbiguous
			}
			deeds = append(deeds, deed{app, events, ev})
		}
	}
	return deeds, nil
}

// events returns the journal of an application without its reasons.
func (c *change) events(app string) ([]followup.Event, error) {
	entries, err := c.tx.Journal(app)
	events := make([]followup.Event, 0, len(entries)+1)
	for _, en := range entries {
		events = append(events, en.Event)
	}
	return events, err
}
