package approval

import (
	"context"

	"followup/followup/engine"
)

// Today returns what this morning asks for; Daemon is true.
func (c *Client) Today(ctx context.Context) (engine.Morning, error) {
	m, err := call[engine.Morning](ctx, c, "today", nil)
	m.Daemon = err == nil
	return m, err
}

// Quiet stops notifications that can wait until a time.
func (c *Client) Quiet(ctx context.Context, r engine.QuietRequest) (engine.Status, error) {
	s, err := call[engine.Status](ctx, c, "quiet", r)
	s.Daemon = err == nil
	return s, err
}

// Debrief takes what the user says of an interview.
func (c *Client) Debrief(ctx context.Context, r engine.DebriefRequest) (engine.Card, error) {
	return call[engine.Card](ctx, c, "debrief", r)
}

// SkipDebrief says that no debrief is wanted.
func (c *Client) SkipDebrief(ctx context.Context, r engine.SkipRequest) (engine.Card, error) {
	return call[engine.Card](ctx, c, "skip-debrief", r)
}

// Hear tells what words about next steps promise, and when a question would follow.
func (c *Client) Hear(ctx context.Context, r engine.HearRequest) (engine.Heard, error) {
	return call[engine.Heard](ctx, c, "hear", r)
}

// Want drafts a letter of that kind, if the guards allow.
func (c *Client) Want(ctx context.Context, r engine.WantRequest) (engine.Card, error) {
	return call[engine.Card](ctx, c, "want", r)
}

// Overrule takes a finding away from these words, for a reason.
func (c *Client) Overrule(ctx context.Context, r engine.OverruleRequest) (engine.Card, error) {
	return call[engine.Card](ctx, c, "overrule", r)
}

// Answered says that what they asked is done.
func (c *Client) Answered(ctx context.Context, r engine.AnsweredRequest) (engine.Card, error) {
	return call[engine.Card](ctx, c, "answered", r)
}

// Slots returns free times to propose.
func (c *Client) Slots(ctx context.Context, r engine.SlotsRequest) (engine.Slots, error) {
	return call[engine.Slots](ctx, c, "slots", r)
}

// Pick drafts the acceptance of one of their times.
func (c *Client) Pick(ctx context.Context, r engine.PickRequest) (engine.Card, error) {
	return call[engine.Card](ctx, c, "pick", r)
}

// OfferTold takes what the user knows of an offer.
func (c *Client) OfferTold(ctx context.Context, r engine.OfferRequest) (engine.Card, error) {
	return call[engine.Card](ctx, c, "offer", r)
}

// Add opens an application by hand.
func (c *Client) Add(ctx context.Context, r engine.AddRequest) (engine.Card, error) {
	return call[engine.Card](ctx, c, "add", r)
}

// Describe takes facts by hand.
func (c *Client) Describe(ctx context.Context, r engine.DescribeRequest) (engine.Card, error) {
	return call[engine.Card](ctx, c, "describe", r)
}

// Arrange takes, moves or cancels an interview by hand.
func (c *Client) Arrange(ctx context.Context, r engine.ArrangeRequest) (engine.Card, error) {
	return call[engine.Card](ctx, c, "arrange", r)
}

// Meet takes a person by hand.
func (c *Client) Meet(ctx context.Context, r engine.MeetRequest) (engine.Card, error) {
	return call[engine.Card](ctx, c, "meet", r)
}

// Promise takes a promise by hand.
func (c *Client) Promise(ctx context.Context, r engine.PromiseRequest) (engine.Card, error) {
	return call[engine.Card](ctx, c, "promise", r)
}

// Remark keeps a note to herself.
func (c *Client) Remark(ctx context.Context, r engine.RemarkRequest) (engine.Card, error) {
	return call[engine.Card](ctx, c, "remark", r)
}

// Reopen opens what is closed.
func (c *Client) Reopen(ctx context.Context, r engine.ActRequest) (engine.Card, error) {
	return call[engine.Card](ctx, c, "reopen", r)
}

// Archive puts an application away, or brings it back.
func (c *Client) Archive(ctx context.Context, r engine.ArchiveRequest) (engine.Card, error) {
	return call[engine.Card](ctx, c, "archive", r)
}

// UndoAct takes an act by hand back.
func (c *Client) UndoAct(ctx context.Context, r engine.ActRequest) (engine.Card, error) {
	return call[engine.Card](ctx, c, "undo-act", r)
}

// Merge makes one application of two.
func (c *Client) Merge(ctx context.Context, r engine.MergeRequest) (engine.Card, error) {
	return call[engine.Card](ctx, c, "merge", r)
}

// Split parts again what was merged.
func (c *Client) Split(ctx context.Context, r engine.ActRequest) (engine.Card, error) {
	return call[engine.Card](ctx, c, "split", r)
}

// Forget removes an application, or an employer, from every file of the data folder.
func (c *Client) Forget(ctx context.Context, r engine.ForgetRequest) (engine.Forgotten, error) {
	return call[engine.Forgotten](ctx, c, "forget", r)
}
