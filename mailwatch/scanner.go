package mailwatch

import (
	"strings"
	"sync/atomic"
	"unicode"
	"unicode/utf8"
)

// What may come between two tagged replies. A stack of Go overflows at some millions of brackets and takes the process with
// it; honest replies to what we ask nest three deep.
const (
	replyBytes   = 32 << 20
	outsideBytes = 1 << 20
	maxNesting   = 200
	maxNotice    = 512 // bytes of a line for people that are kept
	maxWords     = 64  // bytes within which a line's second word ends
)

// scanner follows a server's bytes just closely enough to tell literals from the rest: it must see a literal exactly where
// the IMAP client sees one, or brackets could be hidden from it. It counts bytes and brackets, and hands on lines for people.
type scanner struct {
	limit atomic.Int64 // bytes outside literals; set by another goroutine than the reading one
	tell  func(word, text string)

	total, outside int64  // since the last tagged reply
	literal        int64  // bytes of the present literal still to come
	line           []byte // the beginning of the present line
	kind           lineKind
	word           string // OK, NO, BAD, BYE or PREAUTH, for a status line
	depth          int
	quoted, escape bool
	code           codeState
	brace          braceState
	size           int64
}

type lineKind uint8

const (
	undecided    lineKind = iota
	dataLine              // may hold quoted strings and literals
	statusLine            // OK, NO, BAD, BYE, PREAUTH: text for people
	taggedStatus          // the end of a command
)

// codeState follows the response code of a status line, which the client reads across line ends if it is not closed.
type codeState uint8

const (
	codeNone codeState = iota
	codeMaybe
	codeOpen
	codeDone
)

// braceState follows {123} at the end of a line.
type braceState uint8

const (
	braceNone braceState = iota
	braceOpen
	braceDigits
	braceClosed
	braceSpace
	braceCR
)

// feed looks at the next bytes; a non-nil error means that nothing more may be read.
func (s *scanner) feed(b []byte) error {
	for len(b) > 0 {
		if s.literal > 0 {
			n := min(int64(len(b)), s.literal)
			s.literal -= n
			if s.total += n; s.total > replyBytes {
				return ErrTooBig
			}
			b = b[n:]
			continue
		}
		c := b[0]
		b = b[1:]
		s.total++
		if s.outside++; s.outside > s.limit.Load() || s.total > replyBytes {
			return ErrTooBig
		}
		if c == '\n' {
			if err := s.endLine(); err != nil {
				return err
			}
			continue
		}
		if len(s.line) < maxNotice {
			s.line = append(s.line, c)
		}
		if err := s.inLine(c); err != nil {
			return err
		}
	}
	return nil
}

func (s *scanner) inLine(c byte) error {
	if c == '(' {
		if s.depth++; s.depth > maxNesting {
			return ErrNesting
		}
	}
	switch s.kind {
	case undecided:
		s.decide(c)
	case statusLine, taggedStatus:
		switch {
		case s.code == codeMaybe && c == '[':
			s.code = codeOpen
		case s.code == codeMaybe && c != ' ':
			s.code = codeNone
		case s.code == codeOpen && c == ']':
			s.code = codeDone
		}
	case dataLine:
		s.inData(c)
	}
	return nil
}

func (s *scanner) inData(c byte) {
	switch {
	case s.escape:
		s.escape = false
		return
	case s.quoted && c == '\\':
		s.escape = true
		return
	case c == '"':
		s.quoted = !s.quoted
		s.brace = braceNone
		return
	case s.quoted:
		return
	case c == ')':
		s.depth = max(s.depth-1, 0)
	}
	switch {
	case c == '{':
		s.brace, s.size = braceOpen, 0
	case (s.brace == braceOpen || s.brace == braceDigits) && c >= '0' && c <= '9':
		s.brace = braceDigits
		s.size = min(s.size*10+int64(c-'0'), 1<<50)
	case s.brace == braceDigits && c == '}':
		s.brace = braceClosed
	case s.brace == braceClosed && c == ' ':
		s.brace = braceSpace
	case (s.brace == braceClosed || s.brace == braceSpace) && c == '\r':
		s.brace = braceCR
	default:
		s.brace = braceNone
	}
}

// decide finds out what kind of line this is as soon as its second word is over.
func (s *scanner) decide(c byte) {
	if c != ' ' && c != '\r' && c != '(' {
		return
	}
	if s.line[0] == '+' {
		s.kind = statusLine
		return
	}
	words := strings.Fields(string(s.line[:len(s.line)-1]))
	if len(words) < 2 {
		if len(s.line) > maxWords {
			s.kind = dataLine // no honest line begins like this; the client will hang up
		}
		return
	}
	word := strings.ToUpper(words[1])
	switch word {
	case "OK", "NO", "BAD", "BYE", "PREAUTH":
		s.kind, s.word, s.code = statusLine, word, codeMaybe
		if words[0] != "*" {
			s.kind = taggedStatus
		}
	default:
		s.kind = dataLine
	}
}

// endLine is told of a line feed outside literals. It ends the line unless a literal follows.
func (s *scanner) endLine() error {
	if s.quoted || s.code == codeOpen {
		return ErrMalformed
	}
	if s.kind == dataLine && s.brace >= braceClosed {
		s.brace = braceNone
		if s.total+s.size > replyBytes {
			return ErrTooBig
		}
		s.literal = s.size
		return nil
	}
	if s.kind == undecided && len(s.line) > 0 {
		s.line = append(s.line, ' ')
		s.decide(' ')
	}
	if s.kind == statusLine || s.kind == taggedStatus {
		s.notice()
	}
	if s.kind == taggedStatus {
		s.total, s.outside = 0, 0
	}
	s.line, s.kind, s.word = s.line[:0], undecided, ""
	s.depth, s.escape, s.code, s.brace = 0, false, codeNone, braceNone
	return nil
}

// notice hands on what is meant for people (RFC 9051 7.1: ALERT must be shown).
func (s *scanner) notice() {
	_, rest, _ := strings.Cut(string(s.line), " ")
	_, text, _ := strings.Cut(rest, " ")
	alert := len(text) >= 7 && strings.EqualFold(text[:7], "[ALERT]")
	if alert || s.kind == statusLine && (s.word == "BYE" || s.word == "NO") {
		if text = cleanNotice(text); text != "" {
			s.tell(s.word, text)
		}
	}
}

// cleanNotice makes a server's words one line without anything that a terminal would obey.
func cleanNotice(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == utf8.RuneError:
			b.WriteByte('?')
		case unicode.IsSpace(r):
			b.WriteByte(' ')
		case unicode.IsPrint(r):
			b.WriteRune(r)
		}
	}
	return strings.TrimSpace(b.String())
}
