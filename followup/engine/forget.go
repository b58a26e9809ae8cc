package engine

import "context"

// Forget removes an application, or an employer, from every file of the data folder.
func (e *Engine) Forget(context.Context, ForgetRequest) (Forgotten, error) {
	return Forgotten{}, &Refusal{"not built yet (W5)"}
}
