package engine

import "context"

// Add opens an application by hand.
func (e *Engine) Add(context.Context, AddRequest) (Card, error) {
	return Card{}, &Refusal{"not built yet (W5)"}
}

// Describe takes facts by hand.
func (e *Engine) Describe(context.Context, DescribeRequest) (Card, error) {
	return Card{}, &Refusal{"not built yet (W5)"}
}

// Arrange takes, moves or cancels an interview by hand.
func (e *Engine) Arrange(context.Context, ArrangeRequest) (Card, error) {
	return Card{}, &Refusal{"not built yet (W5)"}
}

// Meet takes a person by hand.
func (e *Engine) Meet(context.Context, MeetRequest) (Card, error) {
	return Card{}, &Refusal{"not built yet (W5)"}
}

// Promise takes a promise by hand.
func (e *Engine) Promise(context.Context, PromiseRequest) (Card, error) {
	return Card{}, &Refusal{"not built yet (W5)"}
}

// Remark keeps a note to herself.
func (e *Engine) Remark(context.Context, RemarkRequest) (Card, error) {
	return Card{}, &Refusal{"not built yet (W5)"}
}

// Reopen opens what is closed.
func (e *Engine) Reopen(context.Context, ActRequest) (Card, error) {
	return Card{}, &Refusal{"not built yet (W5)"}
}

// Archive puts an application away, or brings it back.
func (e *Engine) Archive(context.Context, ArchiveRequest) (Card, error) {
	return Card{}, &Refusal{"not built yet (W5)"}
}

// UndoAct takes an act by hand back.
func (e *Engine) UndoAct(context.Context, ActRequest) (Card, error) {
	return Card{}, &Refusal{"not built yet (W5)"}
}
