package store

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
)

// guarded runs fn and turns what damaged pages do to bbolt, a failed assertion, an index out of range or a fault in the
// mapped file, into a DamageError. Every other panic goes on. A fault is caught in this goroutine only, which is why
// bbolt's own Check, which starts another, is not used here.
func guarded(fn func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		r := recover()
		if r == nil {
			return
		}
		if !fromBolt(r) {
			panic(r)
		}
		err = &DamageError{Why: fmt.Sprintf("a page cannot be read: %v", r), fatal: true}
	}()
	return fn()
}

// fromBolt reports whether a panic that is being recovered began inside bbolt, or is a fault in mapped memory.
func fromBolt(r any) bool {
	if _, fault := r.(interface{ Addr() uintptr }); fault {
		return true
	}
	pcs := make([]uintptr, 64)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(2, pcs)])
	panicked := false
	for {
		frame, more := frames.Next()
		switch {
		case !panicked:
			panicked = frame.Function == "runtime.gopanic"
		case strings.HasPrefix(frame.Function, "go.etcd.io/bbolt"):
			return true
		case strings.HasPrefix(frame.Function, "followup/"):
			return false
		}
		if !more {
			return false
		}
	}
}
