package engine

import (
	"followup/followup"
	"followup/templates"
)

// told adds what the user said of an interview to what a letter about it may say.
func (c *change) told(app followup.Application, n followup.Note, d *templates.NoteData) {
	t := c.Policy.Told(app, n)
	d.Topic, d.Liked, d.Repair, d.OthersMet = t.Topic, t.Liked, t.Repair, t.PassOn
	d.Kind2, d.PassOn, d.Interested = n.Variant, n.Variant == followup.VariantPassOn, app.Liked
	if n.Variant == followup.VariantNotInterested { // a letter says no more than she would
		d.KeepMe, d.Interested = false, false
	}
}
