package engine

import (
	"context"
	"fmt"

	"followup/followup"
)

// OfferTold takes what the user knows of an offer.
func (e *Engine) OfferTold(_ context.Context, r OfferRequest) (Card, error) {
	card, err := e.byHand(r.App, followup.Event{Kind: followup.EventOfferTold, Offer: &r.Offer}, fmt.Sprint(r.Offer))
	if err == nil {
		card.Reason += e.spreadWords(card.Application)
	}
	return card, err
}

// spreadWords says what an offer had drafted elsewhere.
func (e *Engine) spreadWords(app followup.Application) (words followup.Reason) {
	var told, let int
	_ = e.view(func(c *change) error {
		return c.eachOther(app, func(other followup.Application) error {
			for _, n := range other.Notes {
				switch {
				case n.Status != followup.Proposed:
				case n.Kind == followup.DeadlineNote && n.Offer == app.ID:
					told++
				case n.Kind == followup.Withdrawal && app.Settled():
					let++
				}
			}
			return nil
		})
	})
	if told > 0 {
		words += followup.Reason(fmt.Sprintf("; a note about its date is drafted for %d other applications", told))
	}
	if let > 0 {
		words += followup.Reason(fmt.Sprintf("; a withdrawal is drafted for %d other applications", let))
	}
	return words
}

// spread carries what happened to an offer to the user's other applications, in the same transaction: a written offer with a date
// drafts the notes about it, one that is gone withdraws them, one that is accepted and in writing drafts the withdrawals, and
// where that turns out to be no more they end. All are drafts. What was only said changes nothing elsewhere.
func (c *change) spread(before, after followup.Application) error {
	was, is := before.Binding(c.now), after.Binding(c.now)
	moved := is && (!was || !before.Offer.Deadline.Equal(after.Offer.Deadline))
	gone := !is && bound(before)
	settled := after.Settled() && !before.Settled()
	unsettled := before.Settled() && !after.Settled()
	if !moved && !gone && !settled && !unsettled {
		return nil
	}
	err := c.eachOther(after, func(other followup.Application) error {
		fact, err := c.factFor(other, after.ID)
		if err != nil {
			return err
		}
		if moved || gone {
			ev := followup.Event{Want: followup.DeadlineNote, OfferOf: after.ID, Gate: &followup.Gate{Offer: fact}}
			if other, err = c.want(other, ev); err != nil {
				return err
			}
		}
		if settled || unsettled {
			ev := followup.Event{Want: followup.Withdrawal, OfferOf: after.ID, Gate: &followup.Gate{Offer: &followup.OfferFact{App: after.ID, Settled: settled}}}
			_, err = c.want(other, ev)
		}
		return err
	})
	if err != nil || !gone || settled {
		return err
	}
	return c.eachOther(after, func(offer followup.Application) error { // another offer may now be the nearest
		if !offer.Binding(c.now) {
			return nil
		}
		return c.eachOther(offer, func(other followup.Application) error {
			fact, err := c.factFor(other, offer.ID)
			if err == nil {
				_, err = c.want(other, followup.Event{Want: followup.DeadlineNote, OfferOf: offer.ID, Gate: &followup.Gate{Offer: fact}})
			}
			return err
		})
	})
}

// bound reports whether an application had a written offer with a date, whether or not that has passed: notes may speak of it.
func bound(app followup.Application) bool {
	return app.Stage == followup.StageOffered && app.Offer != nil && app.Offer.Written && !app.Offer.Deadline.IsZero()
}

// want drafts a letter because of an offer elsewhere. Where that changes nothing nothing is journalled.
func (c *change) want(app followup.Application, ev followup.Event) (followup.Application, error) {
	ev.Kind, ev.By, ev.At, ev.Seen = followup.EventWants, followup.ByOffer, c.now, c.now
	would, _, _ := c.Policy.Step(app, ev, c.now)
	if same(app, would) {
		return app, nil
	}
	after, _, err := c.apply(app, ev)
	return after, err
}

// eachOther calls fn with every live application but this one.
func (c *change) eachOther(app followup.Application, fn func(followup.Application) error) error {
	var live []followup.Application
	err := c.tx.Applications(func(other followup.Application) error {
		if other.ID != app.ID && other.Stage != followup.StageNew && other.Stage != followup.StageClosed {
			live = append(live, other)
		}
		return nil
	})
	for _, other := range live {
		if err != nil {
			break
		}
		err = fn(other)
	}
	return err
}

// factFor is what a letter to other may know of an offer.
func (c *change) factFor(other followup.Application, offer string) (*followup.OfferFact, error) {
	return c.offerFact(other, followup.Note{Kind: followup.DeadlineNote, Offer: offer})
}

// sharesDomain reports whether two applications are at one employer by the domains that it writes from.
func sharesDomain(a, b followup.Application) bool {
	for _, d := range a.Domains {
		for _, o := range b.Domains {
			if d == o {
				return true
			}
		}
	}
	return false
}
