//go:build drivenclock

package main

import (
	"context"
	"os"
	"strings"
	"time"
)

// A binary built with the tag drivenclock takes its time from a file that a test writes: the name stands in
// FOLLOWUP_CLOCK, the content is an offset such as "72h". It exists so that weeks pass in an end-to-end test against
// real servers; a released binary is built without it.

func clockOffset() time.Duration {
	b, err := os.ReadFile(os.Getenv("FOLLOWUP_CLOCK"))
	if err != nil {
		return 0
	}
	d, _ := time.ParseDuration(strings.TrimSpace(string(b)))
	return d
}

func wallClock() time.Time { return time.Now().Add(clockOffset()) }

// uptime is nil: this clock is meant to jump.
func uptime() func() time.Duration { return nil }

func clockMoved(ctx context.Context) <-chan struct{} {
	moved := make(chan struct{}, 1)
	go func() {
		last := clockOffset()
		tick := time.NewTicker(50 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
			if now := clockOffset(); now != last {
				last = now
				select {
				case moved <- struct{}{}:
				default:
				}
			}
		}
	}()
	return moved
}
