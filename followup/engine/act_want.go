package engine

import "context"

// Want drafts a letter of that kind, if the guards allow.
func (e *Engine) Want(context.Context, WantRequest) (Card, error) {
	return Card{}, &Refusal{"not built yet (W3)"}
}
