package engine

import "context"

// Answered says that what they asked is done.
func (e *Engine) Answered(context.Context, AnsweredRequest) (Card, error) {
	return Card{}, &Refusal{"not built yet (W4)"}
}

// Slots returns free times to propose.
func (e *Engine) Slots(context.Context, SlotsRequest) (Slots, error) {
	return Slots{}, &Refusal{"not built yet (W4)"}
}

// Pick drafts the acceptance of one of their times.
func (e *Engine) Pick(context.Context, PickRequest) (Card, error) {
	return Card{}, &Refusal{"not built yet (W4)"}
}
