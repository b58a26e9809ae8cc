package store

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"go.etcd.io/bbolt"
)

// Backup writes a verified copy of the store to path, 0600, while the store is in use. The copy gets its name when it
// is whole and sound; a file of that name is replaced.
func (s *Store) Backup(path string) error {
	s.swap.RLock()
	defer s.swap.RUnlock()
	err := errors.New("that is the store itself")
	if !same(s.path, path) {
		err = backupTo(s.db, path)
	}
	if err != nil {
		return fmt.Errorf("back up store %s to %s: %w", s.Path(), path, err)
	}
	return nil
}

func backupTo(db *bbolt.DB, path string) error {
	return place(path, func(f *os.File) error {
		return db.View(func(btx *bbolt.Tx) error {
			_, err := btx.WriteTo(f)
			return err
		})
	}, func(temp string) error {
		_, err := inspect(temp, 2*time.Second, anySchema)
		return err
	})
}

// anySchema lets every version pass: a copy is as new as what it was copied from.
const anySchema = 1 << 30

// Restore puts a backup in the place of the store at path, which nobody may have open. It verifies the backup first;
// what stood at path is kept beside it, as .before-restore-TIME if it is sound and as .bad-TIME if not, and is never
// lost, whatever stops in between. The restored store is marked with MetaRestored, because it does not know what was
// sent since.
func Restore(backup, path string, now time.Time) error {
	if err := restore(backup, path, now); err != nil {
		return fmt.Errorf("restore store %s from %s: %w", path, backup, err)
	}
	return nil
}

func restore(backup, path string, now time.Time) error {
	if same(backup, path) {
		return errors.New("that is the store itself")
	}
	if _, err := Verify(backup); err != nil {
		return err
	}
	if err := secureFolder(filepath.Dir(path)); err != nil {
		return err
	}
	old, free, err := setAside(path, now)
	if err != nil {
		return err
	}
	defer free()
	return place(path, func(f *os.File) error {
		from, err := os.Open(backup)
		if err != nil {
			return err
		}
		defer from.Close()
		_, err = io.Copy(f, from)
		return err
	}, func(temp string) error {
		db, err := openBolt(temp, 2*time.Second, false)
		if err != nil {
			return err
		}
		err = db.Update(func(btx *bbolt.Tx) error {
			return mark(btx, "restored from "+filepath.Base(backup), now)
		})
		if err := errors.Join(err, db.Close()); err != nil {
			return err
		}
		if _, err := Verify(temp); err != nil {
			return err
		}
		if old == "" {
			return nil
		}
		if runtime.GOOS == "windows" {
			free() // an open file cannot be renamed there
		}
		// A second name, so that there is never no file at path: that would be taken for a first start.
		if err := os.Link(path, old); err == nil {
			return nil
		}
		return os.Rename(path, old)
	})
}

// setAside takes the lock of what stands at path, if anything does, and says what it will be called. Free gives the
// lock back; it may be called twice.
func setAside(path string, now time.Time) (old string, free func(), err error) {
	free = func() {}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return "", free, nil
	}
	if _, err := Verify(path); errors.Is(err, ErrLocked) {
		return "", free, err
	} else if err != nil {
		return path + ".bad-" + stamp(now), free, nil
	}
	db, err := openBolt(path, 2*time.Second, false)
	if err != nil {
		return "", free, err
	}
	return path + ".before-restore-" + stamp(now), func() { _ = db.Close() }, nil
}

// place makes a file at path in steps that can stop anywhere: written to a temporary file beside it, flushed, checked,
// renamed, and the folder flushed.
func place(path string, write func(*os.File) error, check func(temp string) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".copy-*") // 0600
	if err != nil {
		return err
	}
	temp := f.Name()
	defer os.Remove(temp)
	if err := errors.Join(write(f), f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := check(temp); err != nil {
		return err
	}
	if err := os.Rename(temp, path); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}

func same(a, b string) bool {
	x, err := os.Stat(a)
	if err != nil {
		return false
	}
	y, err := os.Stat(b)
	return err == nil && os.SameFile(x, y)
}
