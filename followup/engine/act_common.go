package engine

import (
	"slices"

	"followup/followup"
)

// byHand applies an act of the user to an application under an ID that undo can name. key tells two acts of one moment
// apart.
func (e *Engine) byHand(id string, ev followup.Event, key string) (Card, error) {
	var card Card
	err := e.update(func(c *change) error {
		app, err := c.findApp(id)
		if err != nil {
			return err
		}
		card, err = c.byHand(app, ev, key)
		return err
	})
	return card, err
}

// byHand applies an act inside a transaction. One that changes nothing is a refusal with its reason.
func (c *change) byHand(app followup.Application, ev followup.Event, key string) (Card, error) {
	if err := c.sound(&ev); err != nil {
		return Card{}, err
	}
	ev.ID = followup.ActID(ev.Kind, c.now, app.ID, key)
	if err := c.wishes(app, &ev); err != nil {
		return Card{}, err
	}
	after, reason, err := c.apply(app, ev)
	if err != nil {
		return Card{}, err
	}
	recorded := slices.ContainsFunc(after.Acts, func(a followup.Act) bool { return a.ID == ev.ID })
	before := app
	before.Last = after.Last // that she spoke is no change of what is known
	if !recorded && same(before, after) {
		return Card{}, &Refusal{reason}
	}
	card, err := c.card(after, firstOpen(after), nil)
	card.Reason = reason
	if recorded {
		card.Act = ev.ID
	}
	return card, err
}
