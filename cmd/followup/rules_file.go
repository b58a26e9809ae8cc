package main

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"followup/followup"
	"followup/mailwatch"
	"followup/mailwatch/classify"
)

// rulesFile is where the user's own rules stand, for an editor as well as for "followup rules".
func (c Config) rulesFile() string { return filepath.Join(c.Data, "rules.txt") }

// rulesHead is what a new file of rules begins with.
const rulesHead = `# Rules of your own, one a line. The last one that fits a mail decides; "followup rules" lists and tests them.
#
#   sender news@acme.example is not-job
#   sender acme.example is update
#   phrase "we went with somebody else" is rejection
#   employer "Acme Recruiting GmbH" is "Acme"
#
# The kinds of mail are those of "followup help correct". Changes count at once, for the mail that is read from then on.

`

// maxRules caps what is read of the file.
const maxRules = 1 << 20

// readRules returns the text of a file of rules; none is an empty one. A file that others may write is refused: they
// could decide what your mail means.
func readRules(path string) (string, error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("read the rules: %w", err)
	}
	if mode := info.Mode().Perm(); runtime.GOOS != "windows" && mode&0o022 != 0 {
		return "", hinted{fmt.Errorf("%s can be written by other users (mode %04o)", path, mode), "chmod 600 " + path}
	}
	if info.Size() > maxRules {
		return "", fmt.Errorf("read the rules: %s is larger than %d KiB", path, maxRules>>10)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("read the rules: %w", err)
	}
	return string(text), nil
}

// writeRules puts a text in the place of the file, whole or not at all, readable by this user alone.
func writeRules(path, text string) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".rules-*") // 0600
	if err != nil {
		return fmt.Errorf("write the rules: %w", err)
	}
	defer os.Remove(f.Name())
	_, err = f.WriteString(text)
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("write the rules: %w", err)
	}
	return nil
}

// withRule is a text of rules with one more.
func withRule(text string, r classify.Rule) string {
	if text == "" {
		text = rulesHead
	}
	if !strings.HasSuffix(text, "\n") {
		text += "\n"
	}
	return text + r.String() + "\n"
}

// withoutLine is a text of rules without one of its lines, counted from 1.
func withoutLine(text string, line int) string {
	var out strings.Builder
	n := 0
	for l := range strings.Lines(text) {
		if n++; n != line {
			out.WriteString(l)
		}
	}
	return out.String()
}

// rulebook is the file of rules as a daemon uses it: read again as soon as it has changed.
type rulebook struct {
	path string
	log  *slog.Logger

	mu      sync.Mutex
	last    fs.FileInfo // as it was read; nil: there was none
	rules   []classify.Rule
	version int
}

// current returns the rules and a number that changes with them. A file that cannot be read leaves the rules as they are.
func (b *rulebook) current() ([]classify.Rule, int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	info, err := os.Stat(b.path)
	if err != nil {
		info = nil
	}
	if b.version > 0 && sameFile(info, b.last) {
		return b.rules, b.version
	}
	b.last = info
	b.version++
	text, err := readRules(b.path)
	if err != nil {
		b.log.Warn("the file of rules cannot be used; the rules before it hold", "err", err)
		return b.rules, b.version
	}
	rules, bad := classify.ParseRules(text)
	for _, l := range bad {
		b.log.Warn("a rule cannot be used; \"followup rules\" says why", "line", l.Line)
	}
	b.rules = rules
	return b.rules, b.version
}

// sameFile reports whether a file is as it was when it was read last.
func sameFile(a, b fs.FileInfo) bool {
	if a == nil || b == nil {
		return a == nil && b == nil
	}
	return os.SameFile(a, b) && a.ModTime().Equal(b.ModTime()) && a.Size() == b.Size() && a.Mode() == b.Mode()
}

// ruledReader reads mail by the rules as they stand at that moment. Several goroutines may use it.
type ruledReader struct {
	base *classify.Reader
	book *rulebook

	mu      sync.Mutex
	version int
	reader  *classify.Reader
}

func (r *ruledReader) now() *classify.Reader {
	if r.book == nil {
		return r.base
	}
	rules, version := r.book.current()
	r.mu.Lock()
	defer r.mu.Unlock()
	if version != r.version {
		r.reader, r.version = r.base.WithRules(rules), version
	}
	return r.reader
}

// Read tells what a message means.
func (r *ruledReader) Read(m *mailwatch.Message) followup.Signal { return r.now().Read(m) }

// Glance tells whether a message is about a job, and what it means if it is not.
func (r *ruledReader) Glance(m *mailwatch.Message) (followup.Signal, bool) { return r.now().Glance(m) }

// ReadAs reads a message of which the user has said what it is.
func (r *ruledReader) ReadAs(m *mailwatch.Message, kind followup.SignalKind) followup.Signal {
	return r.now().ReadAs(m, kind)
}

// guarded runs a reading of a stranger's mail. One on which it breaks is one mail that cannot be read; without this it
// would end the daemon, at each start anew.
func guarded[T any](read func() T) (t T, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("the reading broke off: %v", v)
		}
	}()
	return read(), nil
}
