package engine

import (
	"context"
	"time"
)

// quiet is until when the user wants to hear nothing, as the store keeps it.
type quiet struct {
	Until int64 `json:"until"` // Unix seconds; 0: she hears what there is
}

// Quiet stops all notifications until a time, save those that cannot wait: an interview that is near, something that runs
// out, a mailbox that is not watched.
func (e *Engine) Quiet(ctx context.Context, r QuietRequest) (Status, error) {
	err := e.update(func(c *change) error {
		var q quiet
		switch {
		case r.Until.IsZero():
		case !r.Until.After(c.now):
			return &Refusal{"that time has passed"}
		case r.Until.After(c.now.AddDate(0, 0, 90)):
			return &Refusal{"quiet lasts 90 days at most"}
		default:
			q.Until = r.Until.Unix()
		}
		return c.tx.PutMeta("quiet", q)
	})
	if err != nil {
		return Status{}, err
	}
	return e.Status(ctx)
}

// quietUntil returns until when it is to be quiet, or zero.
func (c *change) quietUntil() (time.Time, error) {
	var q quiet
	if _, err := c.tx.Meta("quiet", &q); err != nil || q.Until <= c.now.Unix() {
		return time.Time{}, err
	}
	return time.Unix(q.Until, 0).UTC(), nil
}
