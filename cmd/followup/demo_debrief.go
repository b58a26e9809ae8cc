package main

import (
	"context"

	"followup/followup"
	"followup/followup/engine"
)

// demoTold is what the script says of its interviews: whom it remembers for what, and how much it likes the place.
var demoTold = map[string]struct {
	who, topic string
	like       int
}{
	"Birchwood Analytics": {"Maya Lindqvist", "how you share the on-call weeks", 8},
	"Northlight Software": {"Ines Duarte", "how the platform team reviews its designs", 6},
}

// debrief says how the interview of a thank-you went, once, as a person would before reading the draft. It returns the
// card with the words that the letter has then.
func (d *demo) debrief(ctx context.Context, c engine.Card) (engine.Card, error) {
	told, ok := demoTold[c.Application.Employer]
	if !ok || c.Note.Kind != followup.ThankYou || c.Application.Debriefed(c.Note.Round) {
		return c, nil
	}
	round, _ := c.Application.Round(c.Note.Round)
	said := followup.Debrief{Like: &told.like, People: metPeople(nil, c.Application.PeopleOf(*round))}
	if saidOf(&said, told.who) == nil { // no mail named who would be there
		said.People = append(said.People, followup.Said{Person: followup.Person{Name: told.who}.Key(), Name: told.who, Thank: true})
	}
	saidOf(&said, told.who).Topic = told.topic
	if _, err := d.engine.Debrief(ctx, engine.DebriefRequest{App: c.Application.ID, Held: true, Debrief: said}); err != nil {
		return c, err
	}
	d.printf("\n    Robin says how it went: %s talked about %s; the place, %d of 10\n", told.who, told.topic, told.like)
	return d.engine.Show(ctx, c.Note.ID)
}
