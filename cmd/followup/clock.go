//go:build !drivenclock

package main

import (
	"context"
	"time"
)

// wallClock is the only clock of a released binary.
func wallClock() time.Time { return time.Now() }

// uptime returns the clock that tells a sleep from a jump, nil where there is none.
func uptime() func() time.Duration {
	if _, ok := sinceBoot(); !ok {
		return nil
	}
	return func() time.Duration {
		d, _ := sinceBoot()
		return d
	}
}

// clockMoved returns a channel that tells when the clock was moved by hand: never here.
func clockMoved(context.Context) <-chan struct{} { return nil }
