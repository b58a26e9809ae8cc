package submit

import (
	"bytes"
	"errors"
	"fmt"
	"net/mail"
	"slices"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"

	"followup/followup"
)

// Letter is one message as a person reads it. Ids are without angle brackets. Text has "\n" line ends and no trailing
// newline; Date counts in whole seconds and keeps its zone offset.
type Letter struct {
	From, To   followup.Address
	Subject    string
	Text       string
	MessageID  string
	InReplyTo  string
	References []string
	Date       time.Time
}

// The caps of a letter, in bytes. It is one screen; a name decides nothing and is cut; a line is what RFC 5322 2.1.1
// allows.
const (
	maxText    = 64 << 10
	maxSubject = 500
	maxName    = 200
	maxLine    = 998
)

// ErrAltered reports that the rendered bytes do not read back as the letter that went in. Such bytes never leave Render.
var ErrAltered = errors.New("rendered letter does not read back as written")

// Render returns the bytes of a letter: plain text in UTF-8, quoted-printable, CRLF line ends, the headers of
// allowedHeaders and no other. The letter goes through Clean first. The bytes are parsed again and must read back as
// that letter, so what is shown after Decode is what leaves.
func Render(l Letter) ([]byte, error) {
	l = Clean(l)
	if err := l.validate(); err != nil {
		return nil, err
	}
	m := gomail.NewMsg(gomail.WithNoDefaultUserAgent(), gomail.WithCharset(gomail.CharsetUTF8),
		gomail.WithEncoding(gomail.EncodingQP))
	m.FromMailAddress(&mail.Address{Name: l.From.Name, Address: l.From.Addr})
	m.ToMailAddress(&mail.Address{Name: l.To.Name, Address: l.To.Addr})
	m.Subject(l.Subject)
	m.SetDateWithValue(l.Date)
	m.SetMessageIDWithValue(l.MessageID)
	if l.InReplyTo != "" {
		m.SetGenHeader(gomail.HeaderInReplyTo, "<"+l.InReplyTo+">")
	}
	if len(l.References) > 0 {
		m.SetGenHeader(gomail.HeaderReferences, "<"+strings.Join(l.References, "> <")+">")
	}
	m.SetBodyString(gomail.TypeTextPlain, strings.ReplaceAll(l.Text, "\n", "\r\n")+"\r\n")
	var buf bytes.Buffer
	if _, err := m.WriteTo(&buf); err != nil {
		return nil, fmt.Errorf("render letter: %w", err)
	}
	if err := verify(l, buf.Bytes()); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}

// validate refuses what a cleaned letter must not lack.
func (l Letter) validate() error {
	if err := checkAddr(l.From.Addr); err != nil {
		return fmt.Errorf("render letter: From: %w", err)
	}
	if err := checkAddr(l.To.Addr); err != nil {
		return fmt.Errorf("render letter: To: %w", err)
	}
	switch {
	case l.Subject == "":
		return errors.New("render letter: no subject")
	case len(l.Subject) > maxSubject:
		return fmt.Errorf("render letter: subject of %d bytes is longer than %d", len(l.Subject), maxSubject)
	case l.Text == "":
		return errors.New("render letter: no text")
	case len(l.Text) > maxText:
		return fmt.Errorf("render letter: text of %d bytes is longer than %d", len(l.Text), maxText)
	case l.Date.IsZero():
		return errors.New("render letter: no date")
	case !validID(l.MessageID):
		return fmt.Errorf("render letter: %q is no Message-ID", l.MessageID)
	}
	return nil
}

// verify parses the bytes again and compares them with the letter, field by field.
func verify(l Letter, b []byte) error {
	if err := checkLines(b); err != nil {
		return err
	}
	got, err := Decode(b)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrAltered, err)
	}
	switch {
	case got.From != l.From:
		return fmt.Errorf("%w: From", ErrAltered)
	case got.To != l.To:
		return fmt.Errorf("%w: To", ErrAltered)
	case got.Subject != l.Subject:
		return fmt.Errorf("%w: Subject", ErrAltered)
	case got.Text != l.Text:
		return fmt.Errorf("%w: Text", ErrAltered)
	case got.MessageID != l.MessageID:
		return fmt.Errorf("%w: Message-ID", ErrAltered)
	case got.InReplyTo != l.InReplyTo:
		return fmt.Errorf("%w: In-Reply-To", ErrAltered)
	case !slices.Equal(got.References, l.References):
		return fmt.Errorf("%w: References", ErrAltered)
	case !got.Date.Equal(l.Date):
		return fmt.Errorf("%w: Date", ErrAltered)
	}
	return nil
}

// checkLines holds RFC 5322 2.1.1: every line ends in CRLF, no CR or LF stands alone, no line is longer than 998, and
// all bytes are printable ASCII. Two servers that read line ends differently see the same message (SMTP smuggling).
func checkLines(b []byte) error {
	if !bytes.HasSuffix(b, []byte("\r\n")) {
		return fmt.Errorf("%w: the last line has no end", ErrAltered)
	}
	for line := range bytes.SplitSeq(b[:len(b)-2], []byte("\r\n")) {
		if len(line) > maxLine {
			return fmt.Errorf("render letter: a line of %d bytes is longer than %d", len(line), maxLine)
		}
		for _, c := range line {
			if c != '\t' && (c < ' ' || c > '~') {
				return fmt.Errorf("%w: byte %#x in a line", ErrAltered, c)
			}
		}
	}
	return nil
}
