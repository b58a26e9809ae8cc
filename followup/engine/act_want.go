package engine

import (
	"context"
	"strings"

	"followup/followup"
)

// typedToWithdraw is what a person types to have a withdrawal drafted: nothing ends by a slip of the hand.
const typedToWithdraw = "withdraw"

// Want drafts a letter of that kind, if the guards allow.
func (e *Engine) Want(_ context.Context, r WantRequest) (Card, error) {
	if r.Kind == followup.Withdrawal && !strings.EqualFold(strings.TrimSpace(r.Typed), typedToWithdraw) {
		return Card{}, &Refusal{"only you withdraw: type the word withdraw to have the letter drafted"}
	}
	var card Card
	err := e.update(func(c *change) error {
		app, err := c.findApp(r.App)
		if err != nil {
			return err
		}
		ev := followup.Event{
			Kind: followup.EventWants, Want: r.Kind, Variant: r.Variant, Slot: r.Slot, Slots: r.Slots, Words: strings.TrimSpace(r.Words),
		}
		if r.Offer != "" {
			of, err := c.findApp(r.Offer)
			if err != nil {
				return err
			}
			ev.OfferOf = of.ID
		}
		card, err = c.byHand(app, ev, string(r.Kind)+" "+r.Variant)
		if err != nil {
			return err
		}
		return c.drafted(app, &card, r.Kind)
	})
	return card, err
}

// drafted puts the letter that a wish led to onto its card. Where a guard ended it at once, that is the answer.
func (c *change) drafted(before followup.Application, card *Card, kind followup.NoteKind) error {
	after := card.Application
	for i := len(after.Notes) - 1; i >= 0; i-- {
		n := after.Notes[i]
		if old, ok := before.Note(n.ID); n.Kind != kind || ok && old.Status == n.Status && old.Variant == n.Variant && old.WhyNow == n.WhyNow {
			continue
		}
		if !n.Status.Open() {
			return &Refusal{n.EndedWhy}
		}
		act, reason := card.Act, card.Reason
		fresh, err := c.card(after, &n, nil)
		if err != nil {
			return err
		}
		fresh.Act, fresh.Reason = act, reason
		*card = fresh
		return nil
	}
	return nil
}
