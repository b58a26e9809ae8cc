package mailwatch

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// fileBytes is how much of one message is read from a file: a little more than Parse looks at, so that it can say that it
// was cut.
const fileBytes = 4<<20 + 1

// Files reads the messages in paths: files with one message, mbox files (mboxo and mboxrd), Maildirs, and folders of any
// of these at any depth, in sorted order. For each message yield gets its file, its place in the file from 0, the time of
// its newest Received field (or Date, or the mbox line; zero if there is none) and its bytes; false ends the walk. At most
// 4 MiB of a message are handed out and one message is in memory at a time. What cannot be read is told by err, and the
// walk goes on; compressed files and whatever is no mail are passed over in folders, and are an error when named in paths.
//
// Files only ever opens for reading, and only regular files.
func Files(paths []string, yield func(path string, index int, received time.Time, raw []byte, err error) bool) {
	w := &walker{yield: yield, seen: make(map[string]bool)}
	for _, path := range paths {
		if !w.path(path, true) {
			return
		}
	}
}

var (
	errNoFile  = errors.New("not a regular file")
	errNoMail  = errors.New("no mail in this form")
	errCircle  = errors.New("this folder was read already")
	errTooDeep = errors.New("folders nested too deep")
)

const maxFolders = 64

type walker struct {
	yield func(path string, index int, received time.Time, raw []byte, err error) bool
	seen  map[string]bool // folders, by their real paths
	depth int
}

func (w *walker) fail(path string, err error) bool {
	return w.yield(path, 0, time.Time{}, nil, fmt.Errorf("read %s: %w", path, err))
}

// path reads a file or a folder; named says that the user asked for this very one.
func (w *walker) path(path string, named bool) bool {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		var pe *fs.PathError
		if errors.As(err, &pe) {
			err = pe.Err
		}
		return w.fail(path, err)
	case info.IsDir():
		return w.folder(path)
	case !info.Mode().IsRegular():
		if !named {
			return true
		}
		return w.fail(path, errNoFile)
	}
	return w.file(path, named, false)
}

func (w *walker) folder(path string) bool {
	real, err := filepath.EvalSymlinks(path)
	if err == nil {
		real, err = filepath.Abs(real)
	}
	switch {
	case err != nil:
		return w.fail(path, err)
	case w.seen[real]:
		return w.fail(path, errCircle)
	case w.depth == maxFolders:
		return w.fail(path, errTooDeep)
	}
	w.seen[real] = true
	entries, err := os.ReadDir(path)
	if err != nil {
		var pe *fs.PathError
		if errors.As(err, &pe) {
			err = pe.Err
		}
		return w.fail(path, err)
	}
	w.depth++
	defer func() { w.depth-- }()
	maildir := isMaildir(path)
	for _, e := range entries {
		name, full := e.Name(), filepath.Join(path, e.Name())
		switch {
		case maildir && name == "tmp":
		case maildir && (name == "cur" || name == "new"):
			if !w.messages(full) {
				return false
			}
		case strings.HasPrefix(name, ".") && !isMaildir(full):
		case maildir && !isFolder(e, full):
			// Index and control files of the server.
		default:
			if !w.path(full, false) {
				return false
			}
		}
	}
	return true
}

func isMaildir(path string) bool {
	for _, sub := range []string{"cur", "new"} {
		if info, err := os.Stat(filepath.Join(path, sub)); err != nil || !info.IsDir() {
			return false
		}
	}
	return true
}

func isFolder(e fs.DirEntry, full string) bool {
	if e.Type()&fs.ModeSymlink == 0 {
		return e.IsDir()
	}
	info, err := os.Stat(full)
	return err == nil && info.IsDir()
}

// messages reads the files of cur or new of a Maildir: each is one message, whatever its name.
func (w *walker) messages(dir string) bool {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return w.fail(dir, err)
	}
	for _, e := range entries {
		full := filepath.Join(dir, e.Name())
		info, err := os.Stat(full)
		switch {
		case strings.HasPrefix(e.Name(), "."):
		case err != nil:
			if !w.fail(full, err) {
				return false
			}
		case info.Mode().IsRegular():
			if !w.file(full, true, true) {
				return false
			}
		}
	}
	return true
}

// file reads one file. single says that it holds one message even if it begins like an mbox.
func (w *walker) file(path string, named, single bool) bool {
	f, err := os.Open(path)
	if err != nil {
		var pe *fs.PathError
		if errors.As(err, &pe) {
			err = pe.Err
		}
		return w.fail(path, err)
	}
	defer f.Close()
	r := newMboxReader(f)
	head, err := r.peek(512)
	if err != nil {
		return w.fail(path, err)
	}
	switch {
	case !single && isMbox(head):
		return w.mbox(path, r)
	case compressed(head):
		if !named {
			return true
		}
		return w.fail(path, fmt.Errorf("%w: it is compressed", errNoMail))
	case !named && !mailFile(path, head):
		return true
	}
	raw, err := io.ReadAll(io.LimitReader(r.r, fileBytes))
	if err != nil {
		return w.fail(path, err)
	}
	return w.yield(path, 0, fileTime(raw), raw, nil)
}

func (w *walker) mbox(path string, r *mboxReader) bool {
	for index := 0; ; index++ {
		raw, from, err := r.next()
		if err == io.EOF {
			return true
		}
		if err != nil {
			return w.yield(path, index, time.Time{}, nil, fmt.Errorf("read %s: %w", path, err))
		}
		received := fileTime(raw)
		if received.IsZero() {
			received = from
		}
		if !w.yield(path, index, received, raw, nil) {
			return false
		}
	}
}

// fileTime is the newest Received field of a message, else its Date.
func fileTime(raw []byte) time.Time {
	lim := DefaultLimits()
	h, _ := readHeader(raw[:min(len(raw), lim.HeaderBytes)], lim, func(string) {})
	if t, ok := receivedDate(h.get("received")); ok && t.Year() >= 1990 {
		return t
	}
	if t, ok := parseDate(h.get("date")); ok && t.Year() >= 1990 && t.Year() < 9000 {
		return t
	}
	return time.Time{}
}

func compressed(head []byte) bool {
	for _, magic := range []string{"\x1f\x8b", "BZh", "\xfd7zXZ", "PK\x03\x04", "\x28\xb5\x2f\xfd"} {
		if bytes.HasPrefix(head, []byte(magic)) {
			return true
		}
	}
	return false
}

// mailFile says that a file met in a folder is a message: by its name or because it begins with a header field.
func mailFile(path string, head []byte) bool {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".eml", ".emlx", ".ics":
		return len(head) > 0
	case ".json", ".jsonl", ".html", ".htm", ".md", ".toml", ".yaml", ".yml", ".go", ".py", ".css", ".js", ".xml", ".log", ".pdf":
		return false
	}
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), "\r\n")
	first, _ := cutLine(head)
	name, _ := splitField(trimEOL(first))
	return bytes.IndexByte(head, 0) < 0 && mailField(name)
}

// mailField knows the fields with which messages begin.
func mailField(name string) bool {
	switch name {
	case "received", "return-path", "delivered-to", "from", "to", "subject", "date", "message-id", "mime-version", "content-type", "reply-to",
		"sender", "cc", "authentication-results", "dkim-signature", "arc-seal", "status", "envelope-to", "references", "in-reply-to", "begin":
		return true
	}
	return strings.HasPrefix(name, "x-") || strings.HasPrefix(name, "list-") || strings.HasPrefix(name, "arc-") || strings.HasPrefix(name, "resent-")
}
