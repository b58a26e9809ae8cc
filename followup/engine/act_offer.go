package engine

import "context"

// OfferTold takes what the user knows of an offer.
func (e *Engine) OfferTold(context.Context, OfferRequest) (Card, error) {
	return Card{}, &Refusal{"not built yet (W4)"}
}
