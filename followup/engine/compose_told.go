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

// wordings is how many ways a template may have to say the same.
const wordings = 4

// render writes a letter. Recipients compare notes: where the words are too much like a letter to somebody else, another
// wording is taken, and a short one where there is no other. If all are alike the first stays and is held until the user
// says what sets it apart.
func (c *change) render(app followup.Application, n followup.Note, lang string, d templates.NoteData) (templates.Letter, error) {
	first, err := c.Letters.Render(lang, string(n.Kind), string(c.tone(n)), d)
	if err != nil || n.Kind != followup.ThankYou {
		return first, err
	}
	letter := first
	for nth := range 2 * wordings {
		n.Text = letter.Text
		others, err := c.siblings(app, n)
		if err != nil {
			return first, err
		}
		if _, alike := c.Policy.Alike(app, n); !alike && len(others) == 0 {
			return letter, nil
		}
		tone := c.tone(n)
		if d.Variant++; nth+1 >= wordings {
			tone = followup.Brief
		}
		if letter, err = c.Letters.Render(lang, string(n.Kind), string(tone), d); err != nil {
			break
		}
	}
	return first, nil
}
