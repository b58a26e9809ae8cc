//go:build !drivenclock

package main

import (
	"context"
	"time"
)

// wallClock is the only clock of a released binary.
func wallClock() time.Time { return time.Now() }

// clockMoved returns a channel that tells when the clock was moved by hand: never here.
func clockMoved(context.Context) <-chan struct{} { return nil }
