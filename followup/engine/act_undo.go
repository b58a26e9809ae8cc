package engine

import "context"

// UndoAct takes an act by hand back.
func (e *Engine) UndoAct(context.Context, ActRequest) (Card, error) {
	return Card{}, &Refusal{"not built yet (W5)"}
}
