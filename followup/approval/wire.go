package approval

import (
	"context"
	"encoding/json"
	"errors"

	"followup/followup"
	"followup/followup/engine"
)

// Version is the version of the conversation between client and daemon. It stands in every path and in every answer.
const Version = 1

const (
	prefix      = "/v1/"
	maxRequest  = 256 << 10 // a letter has at most 16 KiB; nothing a person sends comes near this
	maxAnswer   = 64 << 20  // the story of an application over years stays far below
	contentType = "application/json"
)

// answer is what comes back for every act. Exactly one of Result and Error is set, or none for acts without a result.
type answer struct {
	Version int             `json:"version"`
	Result  json.RawMessage `json:"result,omitempty"`
	Error   *fault          `json:"error,omitempty"`
}

// fault is an error on its way to the client. Words is what Error() said; Reason is the refusal itself.
type fault struct {
	Kind   faultKind       `json:"kind"`
	Words  string          `json:"words"`
	Reason followup.Reason `json:"reason,omitempty"`
}

type faultKind string

// The kinds of fault that a client can tell apart.
const (
	faultRefused   faultKind = "refused"
	faultNotFound  faultKind = "not found"
	faultAmbiguous faultKind = "ambiguous"
	faultChanged   faultKind = "changed"
	faultUnreached faultKind = "unreached"
	faultOther     faultKind = "other"
)

func toFault(err error) *fault {
	f := &fault{Kind: faultOther, Words: err.Error()}
	var refusal *engine.Refusal
	switch {
	case errors.As(err, &refusal):
		f.Kind, f.Reason = faultRefused, refusal.Reason
	case errors.Is(err, engine.ErrNotFound):
		f.Kind = faultNotFound
	case errors.Is(err, engine.ErrAmbiguous):
		f.Kind = faultAmbiguous
	case errors.Is(err, engine.ErrChanged):
		f.Kind = faultChanged
	case errors.Is(err, engine.ErrUnreached):
		f.Kind = faultUnreached
	}
	return f
}

// err gives back the error that went in: the same words, and the same answer to errors.Is and errors.As.
func (f *fault) err() error {
	switch f.Kind {
	case faultRefused:
		return &told{f.Words, &engine.Refusal{Reason: f.Reason}}
	case faultNotFound:
		return &told{f.Words, engine.ErrNotFound}
	case faultAmbiguous:
		return &told{f.Words, engine.ErrAmbiguous}
	case faultChanged:
		return &told{f.Words, engine.ErrChanged}
	case faultUnreached:
		return &told{f.Words, engine.ErrUnreached}
	}
	return errors.New(f.Words)
}

// told is an error that the daemon told: its words, and what it is.
type told struct {
	words string
	is    error
}

func (t *told) Error() string { return t.words }
func (t *told) Unwrap() error { return t.is }

// act runs one act of the desk: it reads the request from its JSON and returns the result.
type act func(ctx context.Context, desk engine.Desk, body json.RawMessage) (any, error)

// acts is every act by its name on the wire. A new method of the desk takes one row here and one method of Client.
var acts = map[string]act{
	"status":       ask(engine.Desk.Status),
	"list":         tell(engine.Desk.List),
	"show":         tell(engine.Desk.Show),
	"explain":      tell(engine.Desk.Explain),
	"approve":      tell(engine.Desk.Approve),
	"edit":         tell(engine.Desk.Edit),
	"dismiss":      tell(engine.Desk.Dismiss),
	"snooze":       tell(engine.Desk.Snooze),
	"undo":         tell(engine.Desk.Undo),
	"retry":        tell(engine.Desk.Retry),
	"resolve":      tell(engine.Desk.Resolve),
	"unhold":       tell(engine.Desk.Unhold),
	"draft":        tell(engine.Desk.Draft),
	"held":         tell(engine.Desk.Held),
	"close":        tell(engine.Desk.Close),
	"correct":      tell(engine.Desk.Correct),
	"mails":        ask(engine.Desk.Mails),
	"today":        ask(engine.Desk.Today),
	"quiet":        tell(engine.Desk.Quiet),
	"debrief":      tell(engine.Desk.Debrief),
	"skip-debrief": tell(engine.Desk.SkipDebrief),
	"hear":         tell(engine.Desk.Hear),
	"want":         tell(engine.Desk.Want),
	"overrule":     tell(engine.Desk.Overrule),
	"answered":     tell(engine.Desk.Answered),
	"slots":        tell(engine.Desk.Slots),
	"pick":         tell(engine.Desk.Pick),
	"offer":        tell(engine.Desk.OfferTold),
	"add":          tell(engine.Desk.Add),
	"describe":     tell(engine.Desk.Describe),
	"arrange":      tell(engine.Desk.Arrange),
	"meet":         tell(engine.Desk.Meet),
	"promise":      tell(engine.Desk.Promise),
	"remark":       tell(engine.Desk.Remark),
	"reopen":       tell(engine.Desk.Reopen),
	"archive":      tell(engine.Desk.Archive),
	"undo-act":     tell(engine.Desk.UndoAct),
	"merge":        tell(engine.Desk.Merge),
	"split":        tell(engine.Desk.Split),
	"forget":       tell(engine.Desk.Forget),
	"pause":        tell(engine.Desk.Pause),
	"resume":       ask(engine.Desk.Resume),
	"backup": tell(func(desk engine.Desk, ctx context.Context, path string) (any, error) {
		return nil, desk.Backup(ctx, path)
	}),
}

// tell makes an act of a method that takes a request.
func tell[Q, A any](method func(engine.Desk, context.Context, Q) (A, error)) act {
	return func(ctx context.Context, desk engine.Desk, body json.RawMessage) (any, error) {
		var request Q
		if err := decode(body, &request); err != nil {
			return nil, err
		}
		return method(desk, ctx, request)
	}
}

// ask makes an act of a method that takes nothing.
func ask[A any](method func(engine.Desk, context.Context) (A, error)) act {
	return func(ctx context.Context, desk engine.Desk, _ json.RawMessage) (any, error) {
		return method(desk, ctx)
	}
}
