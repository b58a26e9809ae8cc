package engine

import "context"

// Merge makes one application of two.
func (e *Engine) Merge(context.Context, MergeRequest) (Card, error) {
	return Card{}, &Refusal{"not built yet (W5)"}
}

// Split parts again what was merged.
func (e *Engine) Split(context.Context, ActRequest) (Card, error) {
	return Card{}, &Refusal{"not built yet (W5)"}
}
