//go:build !unix

package main

// freeDisk is not known here; a full disk shows itself when a write fails.
func freeDisk(string) (uint64, bool) { return 0, false }
