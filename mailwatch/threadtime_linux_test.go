package mailwatch

import (
	"syscall"
	"time"
)

// threadTime is the processor time that this thread has used, which a busy machine does not stretch (getrusage(2), RUSAGE_THREAD).
func threadTime() time.Duration {
	var u syscall.Rusage
	const thread = 1
	if err := syscall.Getrusage(thread, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
