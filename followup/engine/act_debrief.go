package engine

import "context"

// Debrief takes what the user says of an interview.
func (e *Engine) Debrief(context.Context, DebriefRequest) (Card, error) {
	return Card{}, &Refusal{"not built yet (W2)"}
}

// SkipDebrief says that no debrief is wanted.
func (e *Engine) SkipDebrief(context.Context, SkipRequest) (Card, error) {
	return Card{}, &Refusal{"not built yet (W2)"}
}

// Hear tells what words about next steps promise, and when a question would follow.
func (e *Engine) Hear(context.Context, HearRequest) (Heard, error) {
	return Heard{}, &Refusal{"not built yet (W2)"}
}
