package main

import (
	"time"

	"golang.org/x/sys/windows"
)

// sinceBoot is a clock that nobody sets and that runs while the machine sleeps; ok is false where there is none.
func sinceBoot() (d time.Duration, ok bool) { return windows.DurationSinceBoot(), true }
