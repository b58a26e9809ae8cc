package mailtest

import (
	"fmt"
	"mime"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"time"
)

// Sample is a letter as a stranger's mail program would write it: enough of RFC 5322 and MIME for demos and tests.
type Sample struct {
	ID         string // Message-ID without brackets
	From, To   string // "Jane Doe <jane@example.com>"
	ReplyTo    string
	Subject    string
	Date       time.Time
	InReplyTo  string
	References []string
	Text       string
	Calendar   *Invite  // a text/calendar part beside the text
	Headers    []string // further header lines, as they stand
}

// Invite is a VEVENT for one interview (RFC 5545). Start carries the zone it is set in.
type Invite struct {
	Method    string // REQUEST, CANCEL
	UID       string
	Sequence  int
	Start     time.Time
	Length    time.Duration
	Summary   string
	Location  string
	Organizer string   // address
	People    []string // "Jane Doe <jane@example.com>"
	Stamp     time.Time
}

// Bytes renders the letter with CRLF line ends.
func (s Sample) Bytes() []byte {
	var b strings.Builder
	line := func(format string, a ...any) { fmt.Fprintf(&b, format+"\r\n", a...) }
	line("Message-ID: <%s>", s.ID)
	line("Date: %s", s.Date.Format(time.RFC1123Z))
	line("From: %s", address(s.From))
	line("To: %s", address(s.To))
	if s.ReplyTo != "" {
		line("Reply-To: %s", address(s.ReplyTo))
	}
	line("Subject: %s", mime.QEncoding.Encode("utf-8", s.Subject))
	if s.InReplyTo != "" {
		line("In-Reply-To: <%s>", s.InReplyTo)
		refs := append(append([]string{}, s.References...), s.InReplyTo)
		line("References: <%s>", strings.Join(refs, "> <"))
	}
	for _, h := range s.Headers {
		line("%s", h)
	}
	line("MIME-Version: 1.0")
	if s.Calendar == nil {
		text(&b, s.Text)
		return []byte(b.String())
	}
	const boundary = "=_sample"
	line("Content-Type: multipart/mixed; boundary=%q", boundary)
	line("")
	line("--%s", boundary)
	text(&b, s.Text)
	line("")
	line("--%s", boundary)
	line("Content-Type: text/calendar; charset=utf-8; method=%s", s.Calendar.Method)
	line("")
	b.WriteString(s.Calendar.text())
	line("--%s--", boundary)
	return []byte(b.String())
}

// address encodes the display name of an address for a header.
func address(s string) string {
	a, err := mail.ParseAddress(s)
	if err != nil {
		return s // deliberately broken addresses stay as they are
	}
	return a.String()
}

func text(b *strings.Builder, s string) {
	b.WriteString("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n")
	w := quotedprintable.NewWriter(b)
	_, _ = w.Write([]byte(strings.ReplaceAll(s, "\n", "\r\n")))
	_ = w.Close()
	b.WriteString("\r\n")
}

func (v Invite) text() string {
	var b strings.Builder
	line := func(format string, a ...any) { fmt.Fprintf(&b, format+"\r\n", a...) }
	zone := v.Start.Location().String()
	line("BEGIN:VCALENDAR")
	line("VERSION:2.0")
	line("PRODID:-//sample//EN")
	line("METHOD:%s", v.Method)
	line("BEGIN:VEVENT")
	line("UID:%s", v.UID)
	line("SEQUENCE:%d", v.Sequence)
	line("DTSTAMP:%s", v.Stamp.UTC().Format("20060102T150405Z"))
	line("DTSTART;TZID=%s:%s", zone, v.Start.Format("20060102T150405"))
	line("DTEND;TZID=%s:%s", zone, v.Start.Add(v.Length).Format("20060102T150405"))
	line("SUMMARY:%s", v.Summary)
	if v.Location != "" {
		line("LOCATION:%s", v.Location)
	}
	line("ORGANIZER:mailto:%s", v.Organizer)
	for _, p := range v.People {
		if a, err := mail.ParseAddress(p); err == nil {
			line("ATTENDEE;CN=%q:mailto:%s", a.Name, a.Address)
		}
	}
	if v.Method == "CANCEL" {
		line("STATUS:CANCELLED")
	}
	line("END:VEVENT")
	line("END:VCALENDAR")
	return b.String()
}
