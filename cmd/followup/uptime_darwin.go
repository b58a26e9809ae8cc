package main

import (
	"time"

	"golang.org/x/sys/unix"
)

// sinceBoot is a clock that nobody sets and that runs while the machine sleeps (CLOCK_UPTIME_RAW would not); ok is false where
// there is none.
func sinceBoot() (d time.Duration, ok bool) {
	var ts unix.Timespec
	err := unix.ClockGettime(unix.CLOCK_MONOTONIC, &ts)
	return time.Duration(ts.Nano()), err == nil
}
