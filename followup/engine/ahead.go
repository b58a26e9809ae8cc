package engine

import (
	"strings"
	"time"

	"followup/followup"
)

// A clock that jumps ahead makes everything look due. Where it does while the machine runs, nothing fires or leaves until a mail
// that is younger than a day shows that the time is right, or a person says so (reliability.md 3).
const (
	aheadKey  = "clock ahead" // meta: the time that it jumped to, Unix nanoseconds; 0: confirmed
	aheadJump = 24 * time.Hour
)

// compareClocks notes when the wall clock went ahead of the one that nobody sets by more than a day. A machine that slept
// is no jump: both clocks run on.
func (e *Engine) compareClocks() error {
	if e.Uptime == nil {
		return nil
	}
	now, up := e.Now(), e.Uptime()
	e.mu.Lock()
	jumped := !e.looked.IsZero() && now.Sub(e.looked)-(up-e.upThen) > aheadJump
	e.looked, e.upThen = now, up
	e.mu.Unlock()
	if !jumped {
		return nil
	}
	e.Log.Warn("the clock jumped ahead: letters wait until a mail confirms the time")
	return e.update(func(c *change) error { return c.tx.PutMeta(aheadKey, now.UnixNano()) })
}

// clockAhead reports whether the clock jumped ahead and nothing confirmed it yet. A clock that went back again is right.
func (c *change) clockAhead() (bool, error) {
	var at int64
	_, err := c.tx.Meta(aheadKey, &at)
	return at != 0 && c.now.Add(clockSlack).UnixNano() >= at, err
}

// confirmClock takes mail of somebody else that arrived within a day as proof of the time: its server wrote when.
func (c *change) confirmClock(signals []followup.Signal) error {
	if ahead, err := c.clockAhead(); err != nil || !ahead {
		return err
	}
	for _, s := range signals {
		own := strings.HasPrefix(string(s.Detail), string(followup.DetailOwn))
		if age := c.now.Sub(s.Mail.Received); !own && age < aheadJump && age > -aheadJump {
			return c.tx.PutMeta(aheadKey, int64(0))
		}
	}
	return nil
}
