package mailwatch

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// tree writes files below a new folder.
func tree(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// walk lists what Files hands out: "path#index: subject" or "path: error".
func walk(dir string, paths ...string) []string {
	var out []string
	for i := range paths {
		paths[i] = filepath.Join(dir, paths[i])
	}
	Files(paths, func(path string, index int, received time.Time, raw []byte, err error) bool {
		rel, _ := filepath.Rel(dir, path)
		rel = filepath.ToSlash(rel)
		if err != nil {
			_, why, _ := strings.Cut(err.Error(), path+": ")
			out = append(out, rel+": "+why)
			return true
		}
		h, _ := readHeader(raw, DefaultLimits(), func(string) {})
		out = append(out, fmt.Sprintf("%s#%d: %s", rel, index, h.get("subject")))
		return true
	})
	return out
}

const sampleMbox = "From a@b.example Tue Mar  3 10:00:00 2026\nFrom: a@b.example\nSubject: one\nContent-Length: 3\n\nbody\n>From here on\n>>From there\n\n" +
	"From time to time a body line begins so.\n\nFrom c@d.example Wed Mar  4 10:00:00 2026\nFrom: c@d.example\nSubject: two\n\nbody\n"

func TestFilesFindsMailInFoldersOfAnyKind(t *testing.T) {
	t.Parallel()
	mail := func(subject string) string { return "From: a@b.example\nSubject: " + subject + "\n\nx\n" }
	dir := tree(t, map[string]string{
		"b.eml": mail("b"), "a.eml": mail("a"), "noext": mail("noext"), "box.mbox": sampleMbox, "README.md": "# Mail\n", "labels.jsonl": "{}\n", "old.eml.gz": "\x1f\x8b\x08\x00",
		"notes.txt": "Remember: milk", ".hidden": mail("hidden"), "deep/er/c.eml": mail("c"), "empty.eml": "",
		"Maildir/cur/2:2,S": mail("seen"), "Maildir/cur/1:2,": "From x@y.example Tue Mar  3 10:00:00 2026\n" + mail("with a From line"), "Maildir/new/3": mail("new"), "Maildir/tmp/4": mail("tmp"),
		"Maildir/dovecot.index": "From: x\n", "Maildir/.Sent/cur/5:2,S": mail("sent"), "Maildir/.Sent/new/.keep": "",
	})
	want := []string{
		"Maildir/.Sent/cur/5:2,S#0: sent", "Maildir/cur/1:2,#0: with a From line", "Maildir/cur/2:2,S#0: seen", "Maildir/new/3#0: new",
		"a.eml#0: a", "b.eml#0: b", "box.mbox#0: one", "box.mbox#1: two", "deep/er/c.eml#0: c", "noext#0: noext",
	}
	if got := walk(dir, "."); !slices.Equal(got, want) {
		t.Errorf("found\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if got := walk(dir, "notes.txt", "a.eml", "gone.eml", "old.eml.gz"); !slices.Equal(got, []string{"notes.txt#0: ", "a.eml#0: a", "gone.eml: no such file or directory", "old.eml.gz: no mail in this form: it is compressed"}) {
		t.Errorf("named files: %q", got)
	}
}

func TestFilesGoesOnBehindWhatItCannotRead(t *testing.T) {
	t.Parallel()
	dir := tree(t, map[string]string{"a/one.eml": "Subject: one\n\nx", "a/two.eml": "Subject: two\n\nx"})
	if err := os.Symlink(dir, filepath.Join(dir, "a", "loop")); err != nil {
		t.Skipf("SKIPPED: no symbolic links here: %v", err)
	}
	if err := os.Symlink("nowhere", filepath.Join(dir, "a", "lost.eml")); err != nil {
		t.Fatal(err)
	}
	want := []string{"a/loop: this folder was read already", "a/lost.eml: no such file or directory", "a/one.eml#0: one", "a/two.eml#0: two"}
	if got := walk(dir, "."); !slices.Equal(got, want) {
		t.Errorf("found %q", got)
	}
	count := 0
	Files([]string{dir}, func(string, int, time.Time, []byte, error) bool { count++; return false })
	if count != 1 {
		t.Errorf("the walk went on %d times after it was told to stop", count-1)
	}
}

func TestMboxIsCutAndUnescaped(t *testing.T) {
	t.Parallel()
	dir := tree(t, map[string]string{"box": sampleMbox})
	var bodies []string
	var times []time.Time
	Files([]string{filepath.Join(dir, "box")}, func(_ string, _ int, received time.Time, raw []byte, err error) bool {
		_, body, _ := strings.Cut(string(raw), "\n\n")
		bodies, times = append(bodies, body), append(times, received)
		return err == nil
	})
	want := []string{"body\nFrom here on\n>From there\n\nFrom time to time a body line begins so.\n", "body\n"}
	if !slices.Equal(bodies, want) {
		t.Errorf("bodies %q", bodies)
	}
	if len(times) != 2 || !times[1].Equal(time.Date(2026, 3, 4, 10, 0, 0, 0, time.UTC)) {
		t.Errorf("times %v", times)
	}
}

// forever is an mbox without end, for which nobody has memory.
type forever struct{ left int }

func (f *forever) Read(b []byte) (int, error) {
	const message = "From a@b.example Tue Mar  3 10:00:00 2026\nSubject: x\n\nbody\n\n"
	n := 0
	for f.left > 0 && n+len(message) <= len(b) {
		n += copy(b[n:], message)
		f.left--
	}
	if n == 0 {
		return 0, fmt.Errorf("the disk is gone")
	}
	return n, nil
}

func TestMboxNeedsTheMemoryOfOneMessage(t *testing.T) {
	t.Parallel()
	r, count := newMboxReader(&forever{left: 50_000}), 0
	for {
		raw, _, err := r.next()
		if err != nil {
			break
		}
		if count++; len(raw) > 100 {
			t.Fatalf("message %d has %d bytes", count, len(raw))
		}
	}
	if count < 49_999 {
		t.Errorf("read %d messages", count)
	}
	// One message that is larger than all that is looked at.
	big := newMboxReader(strings.NewReader("From a@b.example Tue Mar  3 10:00:00 2026\nSubject: x\n\n" + strings.Repeat("word word word\n", 1<<20) + "\nFrom a@b.example Tue Mar  3 10:00:00 2026\nSubject: y\n\nz\n"))
	raw, _, err := big.next()
	if err != nil || len(raw) > fileBytes {
		t.Errorf("%d bytes, %v", len(raw), err)
	}
	if raw, _, err = big.next(); err != nil || !bytes.HasPrefix(raw, []byte("Subject: y")) {
		t.Errorf("behind it: %q, %v", raw, err)
	}
}

func TestMeasuredMboxIsCutRight(t *testing.T) {
	t.Parallel()
	path := measured(t, "general.mbox")
	count, bad := 0, 0
	Files([]string{path}, func(_ string, _ int, received time.Time, raw []byte, unread error) bool {
		count++
		m, err := Parse(raw, received, DefaultLimits())
		if unread != nil || err != nil || len(m.From) == 0 || m.Date.IsZero() {
			bad++
		}
		return true
	})
	if count != 2090 || bad > 5 {
		t.Errorf("%d messages, %d of them without sender or date", count, bad)
	}
}
