//go:build !windows

package store

import (
	"errors"
	"fmt"
	"os"
)

// secureFolder makes the folder, for its owner only, or sees that nobody else can look into it.
func secureFolder(folder string) error {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return fmt.Errorf("make folder: %w", err)
	}
	return secure(folder, "700")
}

// secureFile sees that nobody else can read or write the file.
func secureFile(path string) error { return secure(path, "600") }

func secure(path, want string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if mode := info.Mode().Perm(); mode&0o077 != 0 {
		return fmt.Errorf("%w: %s has mode %04o; to close it: chmod %s %s", ErrLoose, path, mode, want, path)
	}
	return nil
}

// syncFolder makes new names in a folder outlast a power cut.
func syncFolder(folder string) error {
	f, err := os.Open(folder)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
