package mailwatch

import (
	"bufio"
	"bytes"
	"io"
	"regexp"
	"time"
)

// mboxReader cuts an mbox file (RFC 4155) into messages, one at a time. Content-Length is not believed: it is wrong as
// soon as somebody edits the file. A message begins at a "From " line with a time in it, behind an empty line.
type mboxReader struct {
	r    *bufio.Reader
	from []byte // the "From " line of the message to come
	done bool
}

const mboxLine = 64 << 10

func newMboxReader(r io.Reader) *mboxReader { return &mboxReader{r: bufio.NewReaderSize(r, mboxLine)} }

// peek returns up to n bytes from the start.
func (r *mboxReader) peek(n int) ([]byte, error) {
	head, err := r.r.Peek(n)
	if err == io.EOF {
		err = nil
	}
	return head, err
}

var fromTime = regexp.MustCompile(`^From .*\b\d{1,2}:\d\d\b`)

func isMbox(head []byte) bool { return fromLine(firstLine(head)) }

func firstLine(b []byte) []byte {
	l, _ := cutLine(b)
	return l
}

func fromLine(l []byte) bool {
	return bytes.HasPrefix(l, []byte("From ")) && len(l) < 1000 && fromTime.Match(trimEOL(l))
}

// next returns the next message and the time of its "From " line, io.EOF at the end. At most fileBytes of a message are
// kept; the rest is passed over. ">From " loses one ">".
func (r *mboxReader) next() (raw []byte, from time.Time, err error) {
	if r.done {
		return nil, from, io.EOF
	}
	if r.from == nil { // The very start.
		l, err := r.line()
		if err != nil {
			return nil, from, err
		}
		r.from = l
	}
	from = mboxTime(r.from)
	var buf bytes.Buffer
	empty := true // the line above is empty: a body may begin with "From " only behind the header
	for {
		l, err := r.line()
		if err == io.EOF {
			r.done = true
			break
		}
		if err != nil {
			return nil, from, err
		}
		if empty && fromLine(l) {
			r.from = l
			break
		}
		empty = len(trimEOL(l)) == 0
		if escaped := bytes.TrimLeft(l, ">"); len(escaped) < len(l) && bytes.HasPrefix(escaped, []byte("From ")) {
			l = l[1:]
		}
		if left := fileBytes - buf.Len(); left > 0 {
			buf.Write(l[:min(len(l), left)])
		}
	}
	raw = buf.Bytes()
	// The empty line before the next "From " belongs to the format.
	if bytes.HasSuffix(raw, []byte("\n\n")) {
		raw = raw[:len(raw)-1]
	} else if bytes.HasSuffix(raw, []byte("\n\r\n")) {
		raw = raw[:len(raw)-2]
	}
	return raw, from, nil
}

// line returns the next line, or as much of it as the buffer holds.
func (r *mboxReader) line() ([]byte, error) {
	l, err := r.r.ReadSlice('\n')
	if err == bufio.ErrBufferFull || err == io.EOF && len(l) > 0 {
		err = nil
	}
	return bytes.Clone(l), err
}

// mboxTime reads "From jane@example.com Tue Mar  3 10:00:00 2026"; the zone is not told, UTC stands for it.
func mboxTime(l []byte) time.Time {
	fields := bytes.Fields(l)
	if len(fields) < 7 {
		return time.Time{}
	}
	for i := 2; i+5 <= len(fields) && i < 5; i++ {
		s := string(bytes.Join(fields[i:i+5], []byte(" ")))
		if t, err := time.Parse("Mon Jan 2 15:04:05 2006", s); err == nil {
			return t
		}
	}
	return time.Time{}
}
