package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"os"
	"strings"
	"time"
)

// Report is what Verify has found in a file.
type Report struct {
	Path    string         `json:"path"`
	Size    int64          `json:"size"`
	Schema  int            `json:"schema"`
	Records int            `json:"records"`          // all that were read
	Buckets map[string]int `json:"buckets"`          // how many of them where, by the name of the bucket
	Bad     int            `json:"bad"`              // what is damaged, records or pages
	Damage  []string       `json:"damage,omitempty"` // the first of them, a line each
	Stale   bool           `json:"stale,omitempty"`  // one meta page is damaged: the newest commit may be missing
	Leaked  int            `json:"leaked,omitempty"` // pages lost to use: no harm

	first *DamageError
}

// Verify reads every page and every record of the file at path, checks that they are what was written and that what is
// derived belongs to an application, and changes nothing. It returns nil only if all is sound; otherwise the error is
// ErrDamaged, ErrNewer, ErrLocked or that of the file system, and the Report says how far it came. It uses plain reads,
// no mapped memory, so that a damaged file cannot end the process.
func Verify(path string) (Report, error) {
	rep, err := inspect(path, 2*time.Second, Schema)
	if err == nil && rep.Stale {
		err = &DamageError{Why: "one of the two meta pages is damaged: the newest changes may be missing"}
	}
	if err != nil {
		return rep, fmt.Errorf("verify store %s: %w", path, err)
	}
	return rep, nil
}

// inspect is Verify, except that a damaged meta page is only noted. It holds a lock that other readers may share.
func inspect(path string, timeout time.Duration, newest int) (Report, error) {
	rep := Report{Path: path, Buckets: map[string]int{}}
	info, err := os.Stat(path)
	if err != nil {
		return rep, err
	}
	if info.Size() == 0 { // bbolt would begin a new file in it
		return rep, hint(&DamageError{Why: "the file is empty"})
	}
	db, err := openBolt(path, timeout, true)
	if errors.Is(err, ErrLocked) {
		return rep, err
	}
	if err == nil {
		defer db.Close()
	}
	f, err := os.Open(path)
	if err != nil {
		return rep, err
	}
	defer f.Close()
	if info, err = f.Stat(); err != nil {
		return rep, err
	}
	return rep.read(f, info.Size(), newest)
}

// hint adds what to do.
func hint(err error) error {
	return fmt.Errorf("%w; the file is unchanged: restore a backup of it", err)
}

// read fills the report from a file of that size that nobody writes to.
func (rep Report) read(r io.ReaderAt, size int64, newest int) (Report, error) {
	rep.Size = size
	f := boltFile{r: r, size: size}
	if err := f.readMetas(); err != nil {
		rep.Bad, rep.Damage = 1, []string{err.Error()}
		return rep, hint(err)
	}
	bad := func(e *DamageError) {
		if rep.Bad++; rep.Bad <= 20 {
			rep.Damage = append(rep.Damage, e.Error())
		}
		if rep.first == nil {
			rep.first = e
		}
	}
	f.bad = func(why string, args ...any) { bad(&DamageError{Why: fmt.Sprintf(why, args...)}) }
	var schema []byte
	cross := crossCheck{seed: maphash.MakeSeed(), profiles: map[string]*tally{}}
	f.bucket = func(path [][]byte, sequence uint64) {
		if len(path) == 3 && string(path[2]) == string(bucketJournal) {
			cross.of(path).sequence = sequence
		}
	}
	f.record = func(path [][]byte, key, value []byte) {
		name := []byte(nil)
		if len(path) > 0 {
			name = path[len(path)-1]
		}
		if string(name) == string(bucketMeta) && string(key) == metaSchema {
			schema = append([]byte(nil), value...)
		}
		rep.Records++
		rep.Buckets[string(name)]++
		payload, err := unseal(name, key, value)
		if err == nil {
			err = cross.add(path, key, payload)
		}
		if damage := (*DamageError)(nil); errors.As(err, &damage) {
			bad(damage)
		}
	}
	f.walk()
	rep.Stale, rep.Leaked = f.stale, f.leaks
	version, err := readSchema(schema)
	if rep.Schema = version; err == nil && version > newest {
		return rep, fmt.Errorf("%w (it has version %d, this program knows %d)", ErrNewer, version, newest)
	}
	if damage := (*DamageError)(nil); errors.As(err, &damage) && rep.Bad == 0 {
		bad(damage)
	}
	if rep.Bad == 0 { // where records are damaged the sums cannot match
		cross.finish(f.bad)
	}
	if rep.Bad > 0 {
		return rep, hint(fmt.Errorf("%w (%d such places)", rep.first, rep.Bad))
	}
	return rep, nil
}

// crossCheck proves that no record is missing where another says that it must be there. It adds up hashes of keys, so
// that it needs no memory: the same keys in any order give the same sum.
type crossCheck struct {
	seed     maphash.Seed
	profiles map[string]*tally
}

type tally struct {
	apps, indexed     sum // the keys of app and of index
	promised, derived sum // the keys that index names and those that are there
	sequence, highest uint64
}

type sum struct {
	n    int
	hash uint64
}

func (c *crossCheck) of(path [][]byte) *tally {
	t := c.profiles[string(path[1])]
	if t == nil {
		t = &tally{}
		c.profiles[string(path[1])] = t
	}
	return t
}

func (c *crossCheck) count(s *sum, bucket string, key []byte) {
	var h maphash.Hash
	h.SetSeed(c.seed)
	h.WriteString(bucket)
	h.WriteByte(0)
	h.Write(key)
	s.n++
	s.hash += h.Sum64()
}

func (c *crossCheck) add(path [][]byte, key, payload []byte) error {
	if len(path) < 3 || string(path[0]) != string(bucketProfile) {
		return nil
	}
	t, name := c.of(path), string(path[2])
	switch {
	case len(path) == 4 && name == string(bucketDerived):
		c.count(&t.derived, string(path[3]), key)
	case name == string(bucketApp):
		c.count(&t.apps, "", key)
	case name == string(bucketJournal) && len(key) > 8:
		t.highest = max(t.highest, binary.BigEndian.Uint64(key[len(key)-8:]))
	case name == string(bucketIndex):
		c.count(&t.indexed, "", key)
		entries, err := parseIndex(string(key), payload)
		if err != nil {
			return err
		}
		for _, e := range entries {
			c.count(&t.promised, string(derivedBuckets[e.bucket]), e.key)
		}
	}
	return nil
}

func (c *crossCheck) finish(bad func(string, ...any)) {
	for name, t := range c.profiles {
		var wrong []string
		if t.apps != t.indexed {
			wrong = append(wrong, fmt.Sprintf("%d applications, %d of them indexed", t.apps.n, t.indexed.n))
		}
		if t.promised != t.derived {
			wrong = append(wrong, fmt.Sprintf("%d derived entries where the index names %d", t.derived.n, t.promised.n))
		}
		if t.highest > t.sequence {
			wrong = append(wrong, fmt.Sprintf("journal entry %d where the last is %d", t.highest, t.sequence))
		}
		if wrong != nil {
			bad("profile %s: %s", name, strings.Join(wrong, ", "))
		}
	}
}
