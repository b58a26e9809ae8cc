package engine

import "context"

// Overrule takes a finding away from these words, for a reason.
func (e *Engine) Overrule(context.Context, OverruleRequest) (Card, error) {
	return Card{}, &Refusal{"not built yet (W3)"}
}
