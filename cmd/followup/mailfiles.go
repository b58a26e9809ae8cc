package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"followup/mailwatch"
)

// mailFile is one message as it lies on disk, or why there is none.
type mailFile struct {
	Path     string
	Index    int // in its file, from 0
	Raw      []byte
	Received time.Time
	Err      error
}

// mailFiles gives the messages of files and folders, in the order of their names: mbox files message by message, every
// other file as one message. In folders, what does not begin like mail is left out. One message is in memory at a time.
func mailFiles(ctx context.Context, paths []string) func(yield func(mailFile) bool) {
	return func(yield func(mailFile) bool) {
		for _, root := range paths {
			stop := errors.New("enough")
			err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
				switch {
				case ctx.Err() != nil:
					return stop
				case err != nil:
					if !yield(mailFile{Path: path, Err: err}) {
						return stop
					}
					return nil
				case d.IsDir() && path != root && d.Name() == "tmp" && isMaildir(filepath.Dir(path)):
					return fs.SkipDir // letters on their way in (maildir(5))
				case d.IsDir():
					return nil
				}
				if !readFile(path, path == root, yield) {
					return stop
				}
				return nil
			})
			if errors.Is(err, stop) {
				return
			}
		}
	}
}

func isMaildir(dir string) bool {
	for _, sub := range []string{"cur", "new"} {
		if info, err := os.Stat(filepath.Join(dir, sub)); err != nil || !info.IsDir() {
			return false
		}
	}
	return true
}

// readFile yields the messages of one file; named says that the person named this very file.
func readFile(path string, named bool, yield func(mailFile) bool) bool {
	info, err := os.Stat(path)
	if err == nil && !info.Mode().IsRegular() {
		if !named {
			return true
		}
		err = errors.New("it is no file")
	}
	if err != nil {
		return yield(mailFile{Path: path, Err: err})
	}
	file, err := os.Open(path)
	if err != nil {
		return yield(mailFile{Path: path, Err: err})
	}
	defer file.Close()
	r := bufio.NewReaderSize(file, 64<<10)
	head, _ := r.Peek(1024)
	if bytes.HasPrefix(head, []byte("From ")) {
		return readMbox(path, r, yield)
	}
	if !named && !strings.EqualFold(filepath.Ext(path), ".eml") && !looksLikeMail(head) {
		return true
	}
	raw, err := io.ReadAll(io.LimitReader(r, int64(mailwatch.DefaultLimits().Bytes)+1))
	return yield(mailFile{Path: path, Raw: raw, Err: err})
}

// looksLikeMail reports whether a file begins with a header field (RFC 5322 2.2).
func looksLikeMail(head []byte) bool {
	line, _, _ := bytes.Cut(head, []byte("\n"))
	name, _, found := bytes.Cut(line, []byte(":"))
	strange := func(r rune) bool {
		return r != '-' && r != '_' && (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z')
	}
	return found && len(name) > 1 && len(name) < 64 && !bytes.ContainsFunc(name, strange)
}

// readMbox yields the messages of an mbox file: each begins with a line "From ", which in a text is written ">From "
// (RFC 4155). What is longer than a message may be is read over.
func readMbox(path string, r *bufio.Reader, yield func(mailFile) bool) bool {
	limit := mailwatch.DefaultLimits().Bytes
	var raw []byte
	index, inside, blank, begin := 0, false, true, true // begin: of a line; blank: the line before was empty
	for {
		line, err := r.ReadSlice('\n')
		starts := begin && blank && bytes.HasPrefix(line, []byte("From "))
		if inside && (starts || err == io.EOF && len(line) == 0) {
			if !yield(mailFile{Path: path, Index: index, Raw: raw}) {
				return false
			}
			index, raw = index+1, nil
		}
		switch {
		case starts:
			inside = true
		case len(raw) <= limit:
			if trimmed := bytes.TrimLeft(line, ">"); begin && len(trimmed) < len(line) && bytes.HasPrefix(trimmed, []byte("From ")) {
				line = line[1:]
			}
			raw = append(raw, line...)
		}
		if begin {
			blank = len(bytes.TrimRight(line, "\r\n")) == 0
		}
		begin = !errors.Is(err, bufio.ErrBufferFull)
		if err == io.EOF {
			if inside && len(line) > 0 {
				return yield(mailFile{Path: path, Index: index, Raw: raw})
			}
			return true
		}
		if err != nil && begin {
			return yield(mailFile{Path: path, Index: index, Err: fmt.Errorf("read it: %w", err)})
		}
	}
}
