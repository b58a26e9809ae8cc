package store

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.etcd.io/bbolt"

	"followup/followup"
)

func TestRecordsSayWhereTheyBelong(t *testing.T) {
	t.Parallel()
	record := seal(bucketApp, []byte("a1"), []byte(`{"id":"a1"}`))
	if payload, err := unseal(bucketApp, []byte("a1"), record); err != nil || string(payload) != `{"id":"a1"}` {
		t.Fatalf("a sound record: %q, %v", payload, err)
	}
	for i := range record {
		for bit := range 8 {
			bad := bytes.Clone(record)
			bad[i] ^= 1 << bit
			if _, err := unseal(bucketApp, []byte("a1"), bad); !errors.Is(err, ErrDamaged) {
				t.Errorf("bit %d of byte %d was changed: %v", bit, i, err)
			}
		}
		if _, err := unseal(bucketApp, []byte("a1"), record[:i]); !errors.Is(err, ErrDamaged) {
			t.Errorf("cut after %d bytes: %v", i, err)
		}
	}
	for why, try := range map[string]struct{ bucket, key string }{
		"under another key":  {"app", "a2"},
		"in another bucket":  {"seen", "a1"},
		"with its parts cut": {"ap", "pa1"},
	} {
		if _, err := unseal([]byte(try.bucket), []byte(try.key), record); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: %v", why, err)
		}
	}
}

func TestADamagedRecordIsNamed(t *testing.T) {
	t.Parallel()
	s := fresh(t)
	fill(t, s, 3)
	err := s.db.Update(func(btx *bbolt.Tx) error {
		b := btx.Bucket(bucketProfile).Bucket([]byte("default")).Bucket(bucketApp)
		record := bytes.Clone(b.Get([]byte("a0001")))
		record[len(record)/2] ^= 4
		return b.Put([]byte("a0001"), record)
	})
	if err != nil {
		t.Fatal(err)
	}
	var damage *DamageError
	err = s.View(func(tx *Tx) error { _, _, err := tx.Application("a0001"); return err })
	if !errors.As(err, &damage) || damage.Bucket != "app" || string(damage.Key) != "a0001" {
		t.Errorf("error is %v", err)
	}
	view(t, s, func(tx *Tx) error { _, _, err := tx.Application("a0002"); return err })
	update(t, s, func(tx *Tx) error { return tx.PutMeta("still", "writes") })
	if err := s.View(func(tx *Tx) error { return tx.Applications(func(followup.Application) error { return nil }) }); !errors.Is(err, ErrDamaged) {
		t.Errorf("walking over it: %v", err)
	}
	if err := s.Backup(s.Path() + ".copy"); !errors.Is(err, ErrDamaged) {
		t.Errorf("backing it up: %v", err)
	}
	path := s.Path()
	s.Close()
	if rep, err := Verify(path); !errors.Is(err, ErrDamaged) || rep.Bad != 1 || !strings.Contains(err.Error(), `app "a0001"`) {
		t.Errorf("verify: %v, %d bad", err, rep.Bad)
	}
}

func TestAnApplicationThatIsGoneIsNotTakenForNone(t *testing.T) {
	t.Parallel()
	s := fresh(t)
	fill(t, s, 3)
	update(t, s, func(tx *Tx) error { return tx.app.drop([]byte("a0001")) })
	err := s.View(func(tx *Tx) error { _, _, err := tx.Application("a0001"); return err })
	if !errors.Is(err, ErrDamaged) {
		t.Errorf("error is %v", err)
	}
	path := s.Path()
	s.Close()
	if _, err := Verify(path); !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), "2 applications, 3 of them indexed") {
		t.Errorf("verify: %v", err)
	}
}

func TestPanics(t *testing.T) {
	t.Parallel()
	s := fresh(t)
	try := func(fn func()) (panicked any, err error) {
		defer func() { panicked = recover() }()
		return nil, s.Update(func(*Tx) error { fn(); return nil })
	}
	if p, _ := try(func() { panic("ours") }); p != "ours" {
		t.Errorf("a panic of the caller's own became %v", p)
	}
	var none *followup.Application
	if p, _ := try(func() { _ = none.ID }); p == nil {
		t.Error("a bug of the caller's own was taken for damage")
	}
	update(t, s, func(tx *Tx) error { return tx.PutMeta("still", "writes") })
	p, err := try(func() { (*bbolt.Bucket)(nil).Get([]byte("k")) })
	if !errors.Is(err, ErrDamaged) || p != nil {
		t.Errorf("a panic inside bbolt: %v, %v", err, p)
	}
	if _, err := try(func() {}); !errors.Is(err, ErrDamaged) {
		t.Errorf("writing on after it: %v", err)
	}
	view(t, s, func(*Tx) error { return nil })
}

// verdict is what the child process found in one damaged copy.
type verdict struct {
	Verify, Open string            // errors
	Stale        bool              // one meta page was damaged
	Marked       bool              // the store is marked as restored
	Dump         map[string]string // what the opened store says
	DumpErr      string
}

// damaged runs in a child process: it verifies, opens and reads every copy in a folder. If one of them kills it, the
// parent sees that.
func damaged(dir string) error {
	copies, err := filepath.Glob(filepath.Join(dir, "*", "followup.db"))
	if err != nil {
		return err
	}
	out := json.NewEncoder(os.Stdout)
	text := func(err error) string {
		if err == nil {
			return ""
		}
		return err.Error()
	}
	for _, path := range copies {
		rep, err := Verify(path)
		v := verdict{Verify: text(err), Stale: rep.Stale}
		s, err := Open(path, Options{Now: clock})
		v.Open = text(err)
		if err == nil {
			v.Dump, err = dump(s)
			v.DumpErr = text(err)
			mark := ""
			err = s.View(func(tx *Tx) error { _, err := tx.Meta(MetaRestored, &mark); return err })
			v.Marked = mark != ""
			if err := errors.Join(err, s.Close()); err != nil {
				return err
			}
		}
		if err := out.Encode(v); err != nil {
			return err
		}
	}
	return nil
}

func TestDamageIsNeverSilentAndNeverKills(t *testing.T) {
	t.Parallel()
	r := newRand(t)
	s := fresh(t)
	fill(t, s, 100)
	older, err := dump(s)
	if err != nil {
		t.Fatal(err)
	}
	update(t, s, func(tx *Tx) error { return tx.PutCursor("home", "INBOX", Cursor{UIDValidity: 1, UID: 5000}) })
	newest, err := dump(s)
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
	sound, err := os.ReadFile(s.Path())
	if err != nil {
		t.Fatal(err)
	}
	const pageSize = 4096
	high := int(binary.LittleEndian.Uint64(sound[pageHeader+40:]))
	used := sound[:min(len(sound), high*os.Getpagesize())]
	at := func() int { return r.IntN(len(used)) }
	harm := map[string]func(b []byte) []byte{
		"one bit":         func(b []byte) []byte { b[at()] ^= 1 << r.IntN(8); return b },
		"three bytes":     func(b []byte) []byte { b[at()] ^= 0xFF; b[at()]++; b[at()] = byte(r.IntN(256)); return b },
		"head of a page":  func(b []byte) []byte { b[at()/pageSize*pageSize+r.IntN(64)] ^= 1 << r.IntN(8); return b },
		"a page of zeros": func(b []byte) []byte { p := at() / pageSize * pageSize; clear(b[p : p+pageSize]); return b },
		"an older page": func(b []byte) []byte {
			p, q := at()/pageSize*pageSize, at()/pageSize*pageSize
			copy(b[p:p+pageSize], sound[q:q+pageSize])
			return b
		},
		"a meta page": func(b []byte) []byte { b[r.IntN(2)*pageSize+r.IntN(80)] ^= 1 << r.IntN(8); return b },
		"cut off":     func(b []byte) []byte { return b[:at()] },
	}
	names := slices.Sorted(maps.Keys(harm))
	dir := t.TempDir()
	const copies = 210
	for i := range copies {
		path := filepath.Join(dir, fmt.Sprintf("%03d", i), "followup.db")
		if err := errors.Join(os.Mkdir(filepath.Dir(path), 0o700),
			os.WriteFile(path, harm[names[i%len(names)]](bytes.Clone(sound)), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	out, err := spawn(t, t.Context(), "damage", dir).Output()
	if err != nil {
		t.Fatalf("the process that read them ended: %v\n%s", err, bytes.TrimSpace(out[max(0, len(out)-300):]))
	}
	lines := json.NewDecoder(bytes.NewReader(out))
	found, harmless, stale := map[string]int{}, map[string]int{}, 0
	for i := range copies {
		name := names[i%len(names)]
		var v verdict
		if err := lines.Decode(&v); err != nil {
			t.Fatalf("copy %d: %v", i, err)
		}
		switch {
		case v.Open != "":
			found[name]++
			if v.Verify == "" {
				t.Errorf("copy %d (%s): Verify finds nothing, Open says %s", i, name, v.Open)
			}
		case v.Stale:
			stale++
			if v.Verify == "" || !v.Marked || !maps.Equal(v.Dump, newest) && !maps.Equal(v.Dump, older) {
				t.Errorf("copy %d (%s): an older state without a mark: %+v", i, name, v)
			}
		default:
			harmless[name]++
			if v.Verify != "" || v.DumpErr != "" || !maps.Equal(v.Dump, newest) {
				t.Errorf("copy %d (%s) was opened and tells something else: %s %s", i, name, v.Verify, v.DumpErr)
			}
		}
	}
	t.Logf("found: %v; in room that nothing uses: %v; marked as possibly older: %d", found, harmless, stale)
}

func FuzzRead(f *testing.F) {
	s := fresh(f)
	fill(f, s, 5)
	s.Close()
	sound, err := os.ReadFile(s.Path())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(uint32(0), []byte{}, uint32(len(sound)))
	for range 50 {
		f.Add(rand.Uint32N(uint32(len(sound))), []byte{1, 2, 3, 4}, uint32(len(sound)))
	}
	// Reading ends with a report whatever stands in the file, and the report and the error agree.
	f.Fuzz(func(t *testing.T, at uint32, change []byte, size uint32) {
		b := bytes.Clone(sound)
		copy(b[at%uint32(len(b)):], change)
		b = b[:size%uint32(len(b)+1)]
		rep, err := Report{Buckets: map[string]int{}}.read(bytes.NewReader(b), int64(len(b)), Schema)
		if (err == nil) != (rep.Bad == 0) && !errors.Is(err, ErrNewer) {
			t.Errorf("%d bad places, error %v", rep.Bad, err)
		}
	})
}
