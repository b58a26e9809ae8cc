//go:build !linux && !darwin && !windows

package main

import "time"

// sinceBoot is a clock that nobody sets and that runs while the machine sleeps; ok is false where there is none.
func sinceBoot() (d time.Duration, ok bool) { return 0, false }
