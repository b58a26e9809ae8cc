package store

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"followup/followup"
)

// What was removed stands in the free pages of the file until it is written anew; what was not removed stays as it is.
func TestCompact(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "data", "s.db")
	s, err := Open(path, Options{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { s.Close() }()
	put := func(id, text string) {
		t.Helper()
		app := followup.Application{ID: id, Employer: text, Notes: []followup.Note{{ID: "n" + id}}}
		err := s.Update(func(tx *Tx) error {
			ev := followup.Event{Kind: followup.EventRemarked, Remark: text}
			return errors.Join(tx.PutApplication(app, Index{}), tx.AppendJournal(id, ev, "said"), tx.PutLetter("n"+id, "f", []byte(text)),
				tx.MarkSeen("m"+id, id, time.Now()), tx.MarkForgotten("h"+id))
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for i := range 200 {
		put(fmt.Sprint("k", i), fmt.Sprint("kept ", i))
	}
	put("gone", "the canary")
	err = s.Update(func(tx *Tx) error {
		return errors.Join(tx.DeleteApplication("gone"), tx.ForgetSeen([]string{"gone"}, nil))
	})
	if err != nil {
		t.Fatal(err)
	}
	holds := func() bool {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return bytes.Contains(b, []byte("the canary"))
	}
	if !holds() {
		t.Fatal("nothing is left in the free pages: the test proves nothing")
	}
	var wg sync.WaitGroup
	for n := range 2 { // others go on meanwhile
		wg.Go(func() {
			for i := range 20 {
				err := s.Update(func(tx *Tx) error { return tx.PutMeta(fmt.Sprint("busy", n), i) })
				if err == nil {
					err = s.View(func(tx *Tx) error { _, _, err := tx.Application("k7"); return err })
				}
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	for range 3 {
		if err := s.Compact(); err != nil {
			t.Fatal(err)
		}
	}
	wg.Wait()
	if holds() {
		t.Error("it is still in the file")
	}
	put("later", "kept as well") // the journal's numbers go on
	err = s.View(func(tx *Tx) error {
		for i := range 200 {
			id := fmt.Sprint("k", i)
			app, ok, err := tx.Application(id)
			entries, err2 := tx.Journal(id)
			letter, _, err3 := tx.Letter("n"+id, "f")
			forgotten, err4 := tx.Forgotten("h" + id)
			if err := errors.Join(err, err2, err3, err4); err != nil || !ok || app.Employer != fmt.Sprint("kept ", i) || len(entries) != 1 ||
				entries[0].Seq != uint64(i+1) || string(letter) != app.Employer || !forgotten {
				t.Errorf("%s is not as it was: %v %v", id, err, app)
			}
		}
		entries, err := tx.Journal("later")
		if err != nil || len(entries) != 1 || entries[0].Seq != 202 {
			t.Errorf("%v %+v", err, entries)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Open(path, Options{Now: time.Now, Timeout: 50 * time.Millisecond}); !errors.Is(err, ErrLocked) {
		t.Errorf("nobody holds its lock: %v", err)
	}
	if left, _ := filepath.Glob(path + ".new-*"); left != nil {
		t.Errorf("it left %v", left)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Verify(path); err != nil {
		t.Error(err)
	}
	if err := s.Compact(); err == nil {
		t.Error("a closed store was written anew")
	}
}

// Copies are what the store and the user laid beside it; a file of another program is not.
func TestCopies(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "data")
	path := filepath.Join(folder, "s.db")
	s, err := Open(path, Options{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := os.MkdirAll(filepath.Join(folder, "old", "older", "oldest"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"mine", "old/mine.db", "old/older/oldest/mine.db"} {
		if err := s.Backup(filepath.Join(folder, name)); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"s.db.bad-1", "rules.txt", "install.key"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte("something"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	other, err := bbolt.Open(filepath.Join(folder, "other.db"), 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(other.Update(func(tx *bbolt.Tx) error { _, err := tx.CreateBucket([]byte("theirs")); return err }), other.Close()); err != nil {
		t.Fatal(err)
	}
	gone, err := s.RemoveCopies()
	if err != nil || len(gone) != 3 {
		t.Fatalf("%v %v", err, gone)
	}
	for _, name := range []string{"s.db", "s.db.pid", "rules.txt", "install.key", "other.db", "old/older/oldest/mine.db"} {
		if _, err := os.Stat(filepath.Join(folder, name)); err != nil {
			t.Error(err)
		}
	}
}

// A process that waits for the store while it is written anew never gets it beside the one that has it: two that send are one
// letter too many.
func TestCompactKeepsOthersOut(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "data", "s.db")
	s, err := Open(path, Options{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var wg sync.WaitGroup
	for range 40 {
		wg.Go(func() {
			db, err := openBolt(path, time.Second, false)
			if err == nil {
				t.Error("the store was opened twice")
				db.Close()
			} else if !errors.Is(err, ErrLocked) {
				t.Error(err)
			}
		})
	}
	for range 10 {
		if err := s.Compact(); err != nil {
			t.Fatal(err)
		}
		<-time.After(20 * time.Millisecond)
	}
	wg.Wait()
	if err := s.Update(func(tx *Tx) error { return tx.PutMeta("after", 1) }); err != nil {
		t.Error(err)
	}
	if err := s.Backup(filepath.Join(t.TempDir(), "backup.db")); err != nil {
		t.Errorf("the file that was written anew cannot be backed up: %v", err)
	}
	if s.Backup(path) == nil {
		t.Error("a backup went over the store itself")
	}
}

// Who waited for a file that has lost its name to another opens the one that has it.
func TestOpenAfterSwap(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	path, next := filepath.Join(folder, "s.db"), filepath.Join(folder, "next.db")
	old, err := bbolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	fresh, err := bbolt.Open(next, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	err = fresh.Update(func(tx *bbolt.Tx) error { _, err := tx.CreateBucket([]byte("fresh")); return err })
	if err != nil {
		t.Fatal(err)
	}
	if err := fresh.Close(); err != nil {
		t.Fatal(err)
	}
	waited := make(chan error, 1)
	go func() {
		db, err := openBolt(path, 5*time.Second, false)
		if err == nil {
			err = db.View(func(tx *bbolt.Tx) error {
				if tx.Bucket([]byte("fresh")) == nil {
					return errors.New("the old file was opened")
				}
				return nil
			})
			err = errors.Join(err, db.Close())
		}
		waited <- err
	}()
	<-time.After(200 * time.Millisecond) // it has the old one open by now
	if err := os.Rename(next, path); err != nil {
		t.Skip("an open file keeps its name here")
	}
	if err := old.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-waited; err != nil {
		t.Error(err)
	}
}
