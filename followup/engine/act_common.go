package engine

import "followup/followup"

// byHand applies an act of the user to an application under an ID that undo can name. key tells two acts of one moment
// apart.
func (e *Engine) byHand(id string, ev followup.Event, key string) (Card, error) {
	var card Card
	err := e.update(func(c *change) error {
		app, err := c.findApp(id)
		if err != nil {
			return err
		}
		ev.ID = followup.ActID(ev.Kind, c.now, app.ID, key)
		after, reason, err := c.apply(app, ev)
		if err != nil {
			return err
		}
		if same(app, after) {
			return &Refusal{reason}
		}
		card, err = c.card(after, firstOpen(after), nil)
		card.Reason, card.Act = reason, ev.ID
		return err
	})
	return card, err
}
