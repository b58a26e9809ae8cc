package store

import (
	"bytes"
	"errors"
	"flag"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"followup/followup"
)

var golden = flag.Bool("update", false, "write testdata/v1.db anew, as long as version 1 is in no release")

func dumped(t *testing.T, s *Store) map[string]string {
	t.Helper()
	all, err := dump(s)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func restoredMark(t *testing.T, s *Store) (mark string) {
	t.Helper()
	view(t, s, func(tx *Tx) error { _, err := tx.Meta(MetaRestored, &mark); return err })
	return mark
}

func TestBackupAndRestore(t *testing.T) {
	t.Parallel()
	s := fresh(t)
	path, copied := s.Path(), filepath.Join(filepath.Dir(s.Path()), "copy.db")
	fill(t, s, 20)
	then := dumped(t, s)
	if err := s.Backup(copied); err != nil {
		t.Fatal(err)
	}
	rep, err := Verify(copied)
	if err != nil || rep.Schema != Schema || rep.Buckets["app"] != 20 || rep.Buckets["letter"] != 20 || rep.Buckets["due"] != 40 {
		t.Errorf("verify the copy: %v, %+v", err, rep)
	}
	equal(t, "mark before", restoredMark(t, s), "")
	update(t, s, func(tx *Tx) error { return tx.DeleteApplication("a0003") })
	later := dumped(t, s)
	s.Close()
	if err := Restore(copied, path, noon); err != nil {
		t.Fatal(err)
	}
	s = reopen(t, path)
	if !maps.Equal(dumped(t, s), then) {
		t.Error("the restored store is not what was backed up")
	}
	equal(t, "mark", restoredMark(t, s), "2026-03-02T12:00:00Z: restored from copy.db")
	kept := reopen(t, path+".before-restore-"+stamp(noon))
	if !maps.Equal(dumped(t, kept), later) {
		t.Error("what stood there before is not kept")
	}
	equal(t, "mark of what stood there before", restoredMark(t, kept), "")
	update(t, s, func(tx *Tx) error { return tx.DropMeta(MetaRestored) })
	equal(t, "mark after the user has looked", restoredMark(t, s), "")
}

func TestRestoreWhereNothingOrADamagedFileStands(t *testing.T) {
	t.Parallel()
	copied := backupOf(t)
	path := filepath.Join(t.TempDir(), "data", "followup.db")
	if err := Restore(copied, path, noon); err != nil {
		t.Fatal(err)
	}
	reopen(t, path).Close()
	broken := []byte("this was a store once")
	os.WriteFile(path, broken, 0o600)
	if err := Restore(copied, path, noon); err != nil {
		t.Fatal(err)
	}
	reopen(t, path).Close()
	if kept, err := os.ReadFile(path + ".bad-" + stamp(noon)); err != nil || !bytes.Equal(kept, broken) {
		t.Errorf("the damaged file is not kept: %v", err)
	}
	rest, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "*"))
	equal(t, "files", len(rest), 2)
}

func TestRestoreRefusesADamagedBackup(t *testing.T) {
	t.Parallel()
	s := fresh(t)
	fill(t, s, 5)
	path, copied := s.Path(), filepath.Join(filepath.Dir(s.Path()), "copy.db")
	if err := s.Backup(copied); err != nil {
		t.Fatal(err)
	}
	s.Close()
	before, _ := os.ReadFile(path)
	b, _ := os.ReadFile(copied)
	at := bytes.Index(b, []byte("Dear Acme"))
	b[at] ^= 1
	os.WriteFile(copied, b, 0o600)
	if err := Restore(copied, path, noon); !errors.Is(err, ErrDamaged) {
		t.Errorf("a damaged backup: %v", err)
	}
	if err := Restore(filepath.Join(filepath.Dir(path), "none"), path, noon); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no backup: %v", err)
	}
	if err := Restore(path, path, noon); err == nil {
		t.Error("the store was restored from itself")
	}
	if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
		t.Error("the store was changed")
	}
}

func TestBackupNeverTouchesTheStoreItself(t *testing.T) {
	t.Parallel()
	s := fresh(t)
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Link(s.Path(), link); err != nil {
		t.Skip(err)
	}
	for _, path := range []string{s.Path(), link} {
		if err := s.Backup(path); err == nil {
			t.Errorf("the store was backed up onto itself as %s", path)
		}
	}
	if err := s.Backup(filepath.Join(t.TempDir(), "no", "such", "folder")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("into a folder that is not there: %v", err)
	}
	rest, _ := filepath.Glob(s.Path() + "*")
	equal(t, "files", rest, []string{s.Path(), pidPath(s.Path())})
}

// renameRole is a second version that does not exist: it gives every application a role in capitals.
var renameRole = step{version: 2, what: "shout", run: func(btx *bbolt.Tx) error {
	return errors.Join(btx.Bucket(bucketProfile).ForEachBucket(func(profile []byte) error {
		tx, err := begin(btx, string(profile), noon)
		if err != nil {
			return err
		}
		return tx.Applications(func(app followup.Application) error {
			app.Role = strings.ToUpper(app.Role)
			return tx.app.putJSON([]byte(app.ID), app)
		})
	}))
}}

func TestMigration(t *testing.T) {
	t.Parallel()
	s := fresh(t)
	fill(t, s, 5)
	path := s.Path()
	s.Close()
	role := func(s *Store) (role string, schema int) {
		view(t, s, func(tx *Tx) error {
			app, _, err := tx.Application("a0001")
			role = app.Role
			_, err1 := tx.Meta(metaSchema, &schema)
			return errors.Join(err, err1)
		})
		return role, schema
	}
	sad := errors.New("sad")
	fails := step{version: 3, what: "fail", run: func(btx *bbolt.Tx) error {
		return errors.Join(btx.DeleteBucket(bucketProfile), sad)
	}}
	backup := path + ".schema-1"
	_, err := open(path, Options{Now: clock}, []step{renameRole, fails})
	if !errors.Is(err, sad) || !strings.Contains(err.Error(), backup) {
		t.Errorf("a step that fails: %v, want the name of the copy", err)
	}
	// The first step stays done, the second left nothing; this program knows version 1 only and refuses.
	if _, err := Open(path, Options{Now: clock}); !errors.Is(err, ErrNewer) {
		t.Errorf("open with a program that knows version 1: %v", err)
	}
	s, err = open(path, Options{Now: clock}, []step{renameRole})
	if err != nil {
		t.Fatal(err)
	}
	got, schema := role(s)
	equal(t, "role", got, "ENGINEER")
	equal(t, "schema", schema, 2)
	equal(t, "copy made where nothing was to be done", s.Opened().Backup, "")
	s.Close()
	got, schema = role(reopen(t, backup))
	equal(t, "role in the copy", got, "Engineer")
	equal(t, "schema of the copy", schema, 1)
}

func TestFreshStoreNeedsNoMigration(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "data", "followup.db")
	s, err := open(path, Options{Now: clock}, []step{renameRole})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	equal(t, "copy", s.Opened().Backup, "")
	equal(t, "schema", s.Opened().From, 2)
	equal(t, "version of the last step", latest(steps), Schema)
}

// A file of each version is kept and never edited: what an old program wrote can be read for ever.
func TestGoldenFileOfVersion1(t *testing.T) {
	t.Parallel()
	const file = "testdata/v1.db"
	if *golden {
		s := fresh(t)
		fill(t, s, 3)
		s.Close()
		b, err := os.ReadFile(s.Path())
		if err := errors.Join(err, os.WriteFile(file, b, 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if order.Uint32([]byte{1, 0, 0, 0}) != 1 {
		t.Skip("the file is from a little-endian machine")
	}
	path := filepath.Join(t.TempDir(), "data", "followup.db")
	if err := errors.Join(os.Mkdir(filepath.Dir(path), 0o700), os.WriteFile(path, b, 0o600)); err != nil {
		t.Fatal(err)
	}
	s := reopen(t, path)
	equal(t, "schema it had", s.Opened().From, 1)
	all := dumped(t, s)
	equal(t, "what is in it", len(all), 26)
	for key, want := range map[string]string{
		"cursor":     `{"uidvalidity":1,"uid":3}`,
		"seen a0001": `true`,
		"lane a0002": `"eyJlbXBsb3llciI6IkFjbWUgYTAwMDIifQ=="`,
		"domain":     `["a0000","a0001","a0002"]`,
	} {
		equal(t, key, all[key], want)
	}
	view(t, s, func(tx *Tx) error {
		app, _, err := tx.Application("a0002")
		want, _ := candidacy("a0002", noon.Add(2*time.Minute))
		equal(t, "application", app, want)
		return errors.Join(err, tx.CheckDerived(rederive))
	})
}
