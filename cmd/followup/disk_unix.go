//go:build unix

package main

import "golang.org/x/sys/unix"

// freeDisk returns the bytes that this user can still write below dir.
func freeDisk(dir string) (uint64, bool) {
	var st unix.Statfs_t
	if err := unix.Statfs(dir, &st); err != nil {
		return 0, false
	}
	return uint64(st.Bavail) * uint64(st.Bsize), true
}
