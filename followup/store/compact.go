package store

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"go.etcd.io/bbolt"
)

// compactBatch is how much of the file goes into one transaction of the copy, in bytes.
const compactBatch = 4 << 20

// Compact writes the store anew, so that nothing of what was removed is left in its free pages. The new file gets the
// name of the old one when it is whole, flushed and sound; whatever stops before leaves the old one. Transactions wait
// meanwhile. It must not be called inside a transaction.
func (s *Store) Compact() error {
	if err := s.compact(); err != nil {
		return fmt.Errorf("write store %s anew: %w", s.path, err)
	}
	return nil
}

func (s *Store) compact() error {
	s.swap.Lock()
	defer s.swap.Unlock()
	if broken := s.broken.Load(); broken != nil {
		return broken
	}
	if s.closed.Load() {
		return errors.New("it is closed")
	}
	f, err := os.CreateTemp(filepath.Dir(s.path), filepath.Base(s.path)+".new-*") // 0600
	if err != nil {
		return err
	}
	temp := f.Name()
	defer os.Remove(temp)
	if err := f.Close(); err != nil {
		return err
	}
	if err := copyLive(temp, s.db, s.o.Timeout); err != nil {
		return err
	}
	if _, err := inspect(temp, s.o.Timeout, anySchema); err != nil {
		return err
	}
	return s.take(temp)
}

// take puts the file at temp in the place of the store. The new file is locked before it has the name and the old one after
// it has lost it, so no other process finds the store free in between; one that waited for the old lock sees that its file has
// no name, and asks again. Only Windows, where an open file keeps its name, needs both closed.
func (s *Store) take(temp string) error {
	if runtime.GOOS == "windows" {
		return s.takeClosed(temp)
	}
	var file *os.File
	db, err := openFile(temp, s.path, s.o.Timeout, false, &file)
	if err != nil {
		return err
	}
	if err := os.Rename(temp, s.path); err != nil {
		return errors.Join(err, db.Close())
	}
	old := s.db
	s.db = db
	return errors.Join(syncFolder(filepath.Dir(s.path)), old.Close())
}

func (s *Store) takeClosed(temp string) error {
	if err := s.db.Close(); err != nil {
		return s.lose(err)
	}
	err := os.Rename(temp, s.path)
	if err == nil {
		err = syncFolder(filepath.Dir(s.path))
	}
	db, open := openBolt(s.path, s.o.Timeout, false)
	if open != nil {
		return s.lose(errors.Join(err, open))
	}
	s.db = db
	return err
}

// copyLive writes what is in use of a store into another file and flushes it.
func copyLive(path string, from *bbolt.DB, timeout time.Duration) error {
	to, err := openBolt(path, timeout, false)
	if err != nil {
		return err
	}
	err = guarded(func() error { return bbolt.Compact(to, from, compactBatch) })
	return errors.Join(err, to.Sync(), to.Close())
}

// lose ends all use of a store that could not be opened again.
func (s *Store) lose(err error) error {
	s.broken.Store(&DamageError{Why: "it could not be opened again after it was written anew: " + err.Error(), fatal: true})
	return err
}

// copiesDeep is how many folders below that of the store are searched for copies.
const copiesDeep = 2

// Copies returns the other files in the folder of the store, and in those below it, that hold a store of followup: copies
// from before a migration or a restore, sound or not, and backups that lie there.
func (s *Store) Copies() ([]string, error) {
	folder, base := filepath.Dir(s.path), filepath.Base(s.path)
	var copies []string
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		beside, _ := filepath.Rel(folder, path)
		switch {
		case err != nil && path == folder:
			return err
		case err != nil:
			return nil // others' folders
		case d.IsDir() && strings.Count(beside, string(filepath.Separator)) >= copiesDeep:
			return fs.SkipDir
		case !d.Type().IsRegular() || path == s.path || path == pidPath(s.path):
			return nil
		}
		if filepath.Dir(path) == folder && strings.HasPrefix(d.Name(), base+".") || isStore(path) {
			copies = append(copies, path)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("look for copies of %s: %w", s.path, err)
	}
	return copies, nil
}

// isStore reports whether a file is a sound store of followup, whatever its version. Other programs' bbolt files are not.
func isStore(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, pageHeader+4)
	if _, err := io.ReadFull(f, head); err != nil || order.Uint32(head[pageHeader:]) != boltMagic {
		return false
	}
	rep, err := inspect(path, time.Second, anySchema)
	return err == nil && rep.Schema > 0
}

// RemoveCopies removes such files for good and returns those that are gone.
func (s *Store) RemoveCopies() ([]string, error) {
	copies, err := s.Copies()
	var gone []string
	for _, path := range copies {
		if bad := os.Remove(path); bad != nil {
			err = errors.Join(err, fmt.Errorf("remove the copy: %w", bad))
			continue
		}
		gone = append(gone, path)
	}
	return gone, errors.Join(err, syncFolder(filepath.Dir(s.path)))
}
