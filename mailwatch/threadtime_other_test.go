//go:build !linux

package mailwatch

import "time"

var began = time.Now()

// threadTime is the time that has passed: only Linux tells what a thread has used.
func threadTime() time.Duration { return time.Since(began) }
