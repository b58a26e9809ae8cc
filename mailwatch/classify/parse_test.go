package classify

import (
	"testing"
	"time"

	"followup/mailwatch"
)

// parseMail reads a message as the watcher does.
func parseMail(t testing.TB, raw []byte) *mailwatch.Message {
	t.Helper()
	m, err := mailwatch.Parse(raw, time.Time{}, mailwatch.DefaultLimits())
	if err != nil && m == nil {
		return &mailwatch.Message{}
	}
	return m
}
