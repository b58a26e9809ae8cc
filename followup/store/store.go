package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"
)

// What callers branch on.
var (
	ErrLocked    = errors.New("another process has the store open")
	ErrNewer     = errors.New("the store was written by a newer followup: install that version or a later one; nothing was changed")
	ErrLoose     = errors.New("others on this machine can reach the store")
	ErrNotFound  = errors.New("not found")
	ErrImmutable = errors.New("other bytes are kept under that fingerprint")
)

// Options say how to open a store. Now is required.
type Options struct {
	Now     func() time.Time
	Profile string        // "default" if empty
	Timeout time.Duration // how long to wait for another process, 2 s if zero
}

func (o *Options) validate() error {
	if o.Now == nil {
		return errors.New("no clock given")
	}
	if o.Profile == "" {
		o.Profile = "default"
	}
	if o.Timeout <= 0 {
		o.Timeout = 2 * time.Second
	}
	return own("profile", o.Profile)
}

// Opening says what Open did and found, for the log.
type Opening struct {
	Created  bool   // there was no file
	From     int    // the schema it had; the one it has now is Schema
	Backup   string // the verified copy made before a migration, else empty
	Stale    bool   // one of bbolt's two meta pages was damaged: the newest commit may be missing, so it was marked
	Unclean  bool   // the process that had it open before did not close it
	Duration time.Duration
}

// Store is an open bbolt file. It is safe for use by several goroutines; writers wait for each other.
type Store struct {
	path    string
	swap    sync.RWMutex // held for writing while Compact puts another file in the place of this one
	db      *bbolt.DB
	o       Options
	opening Opening
	broken  atomic.Pointer[DamageError]
	closed  atomic.Bool
}

// Open opens the store at path, or makes one if there is no file. The errors are ErrLocked if another process has it
// open, ErrNewer if it comes from a newer version, ErrLoose if others may reach it, and ErrDamaged; each says what to
// do. Open reads every page and record and writes only if all of them are sound.
func Open(path string, o Options) (*Store, error) {
	s, err := open(path, o, steps)
	if err != nil {
		return nil, fmt.Errorf("open store %s: %w", path, err)
	}
	return s, nil
}

func open(path string, o Options, steps []step) (*Store, error) {
	if err := o.validate(); err != nil {
		return nil, err
	}
	began := o.Now()
	if err := secureFolder(filepath.Dir(path)); err != nil {
		return nil, err
	}
	s := &Store{path: path, o: o}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		err := create(path, o, latest(steps))
		if _, stat := os.Stat(path); stat != nil { // else it is there, from us or from a quicker process
			return nil, fmt.Errorf("create: %w", errors.Join(err, stat))
		}
		s.opening.Created = err == nil
	}
	if err := secureFile(path); err != nil {
		return nil, err
	}
	// First without the right to write, so that a newer or a damaged file stays as it is.
	rep, err := inspect(path, o.Timeout, latest(steps))
	if err != nil {
		return nil, err
	}
	s.opening.From, s.opening.Stale = rep.Schema, rep.Stale
	s.opening.Unclean = StoppedUncleanly(path)
	if s.db, err = openBolt(path, o.Timeout, false); err != nil {
		return nil, err
	}
	if err := s.prepare(path, steps); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	s.opening.Duration = o.Now().Sub(began)
	return s, nil
}

// prepare does what needs the lock: it leaves the process id, migrates, and makes the profile's buckets.
func (s *Store) prepare(path string, steps []step) error {
	if err := os.WriteFile(pidPath(path), []byte(strconv.Itoa(os.Getpid())+"\n"), 0o600); err != nil {
		return fmt.Errorf("leave process id: %w", err)
	}
	for _, rest := range leftovers(path) {
		if err := os.Remove(rest); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("remove what a stopped start left: %w", err)
		}
	}
	var err error
	if s.opening.Backup, err = migrate(s.db, steps, s.opening.From); err != nil {
		return err
	}
	there := false
	err = s.db.View(func(btx *bbolt.Tx) error {
		_, err := begin(btx, s.o.Profile, s.o.Now())
		there = err == nil
		return nil
	})
	if err != nil || there && !s.opening.Stale {
		return err
	}
	return s.db.Update(func(btx *bbolt.Tx) error {
		if err := makeProfile(btx, s.o.Profile); err != nil {
			return err
		}
		if !s.opening.Stale {
			return nil
		}
		return mark(btx, "one of the two meta pages was damaged, the newest changes may be missing", s.o.Now())
	})
}

// openBolt opens the file with a lock that is never waited for without end. Who waited may hold the lock of a file that has
// lost its name to another meanwhile (Compact): that one is not the store any more, and it is asked for again.
func openBolt(path string, timeout time.Duration, readOnly bool) (*bbolt.DB, error) {
	for range 5 {
		var file *os.File
		db, err := openFile(path, path, timeout, readOnly, &file)
		if err != nil {
			return nil, err
		}
		mine, err := file.Stat()
		if err != nil {
			return nil, errors.Join(err, db.Close())
		}
		if named, err := os.Stat(path); err == nil && os.SameFile(mine, named) {
			return db, nil
		}
		if err := db.Close(); err != nil {
			return nil, err
		}
	}
	return nil, lockedBy(path)
}

// openFile opens what lies under the name now, and says which file that was. named is what it will be called when a backup
// opens it again.
func openFile(path, named string, timeout time.Duration, readOnly bool, file **os.File) (db *bbolt.DB, err error) {
	err = guarded(func() error {
		db, err = bbolt.Open(path, 0o600, &bbolt.Options{
			Timeout: timeout, ReadOnly: readOnly, FreelistType: bbolt.FreelistMapType,
			OpenFile: func(name string, flag int, perm os.FileMode) (*os.File, error) {
				if *file != nil {
					return os.OpenFile(named, flag, perm)
				}
				f, err := os.OpenFile(name, flag, perm)
				*file = f
				return f, err
			},
		})
		return err
	})
	switch {
	case errors.Is(err, berrors.ErrTimeout):
		return nil, lockedBy(path)
	case errors.Is(err, berrors.ErrInvalid), errors.Is(err, berrors.ErrChecksum), errors.Is(err, berrors.ErrVersionMismatch):
		return nil, &DamageError{Why: err.Error()}
	}
	return db, err
}

func lockedBy(path string) error {
	b, err := os.ReadFile(pidPath(path))
	if pid, bad := strconv.Atoi(strings.TrimSpace(string(b))); err == nil && bad == nil {
		return fmt.Errorf("%w: process %d holds it", ErrLocked, pid)
	}
	return fmt.Errorf("%w: it has left no process id", ErrLocked)
}

func pidPath(path string) string { return path + ".pid" }

// StoppedUncleanly reports whether the process that had the store at path open did not close it. While one has it open
// the answer is true as well.
func StoppedUncleanly(path string) bool {
	_, err := os.Stat(pidPath(path))
	return err == nil
}

// Path returns where the file is.
func (s *Store) Path() string { return s.path }

// Profile returns the name of the profile that transactions work on.
func (s *Store) Profile() string { return s.o.Profile }

// Opened returns what Open did and found.
func (s *Store) Opened() Opening { return s.opening }

// Close waits for open transactions and gives the file free. The process id goes first, so that it is never a
// successor's that is removed; for the same reason a second Close does nothing.
func (s *Store) Close() error {
	if s.closed.Swap(true) {
		return nil
	}
	s.swap.RLock()
	defer s.swap.RUnlock()
	err := os.Remove(pidPath(s.path))
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	if s.broken.Load() != nil {
		return err // bbolt's locks may be held for ever; the end of the process frees the file
	}
	return errors.Join(err, s.db.Close())
}

// View runs fn in a transaction that sees one state of the store and cannot write. Never call Update inside it.
func (s *Store) View(fn func(*Tx) error) error {
	s.swap.RLock()
	defer s.swap.RUnlock()
	return guarded(func() error {
		return s.db.View(func(btx *bbolt.Tx) error {
			tx, err := begin(btx, s.o.Profile, s.o.Now())
			if err != nil {
				return err
			}
			return fn(tx)
		})
	})
}

// Update runs fn in the only writing transaction there is at a time. It has reached the disk when Update returns nil,
// and nothing of it has otherwise. After damage inside bbolt every further Update fails: the file must be restored.
func (s *Store) Update(fn func(*Tx) error) error {
	s.swap.RLock()
	defer s.swap.RUnlock()
	if broken := s.broken.Load(); broken != nil {
		return broken
	}
	err := guarded(func() error {
		return s.db.Update(func(btx *bbolt.Tx) error {
			tx, err := begin(btx, s.o.Profile, s.o.Now())
			if err != nil {
				return err
			}
			return fn(tx)
		})
	})
	var damage *DamageError
	if errors.As(err, &damage) && damage.fatal {
		s.broken.Store(damage)
	}
	return err
}

// program is the version of the running program, as the build knows it.
func program() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		return info.Main.Version
	}
	return ""
}
