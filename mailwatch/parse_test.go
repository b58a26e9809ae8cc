package mailwatch

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	_ "time/tzdata" // Zones must be there whatever machine runs the tests.
)

var march = time.Date(2026, 3, 3, 12, 0, 0, 0, time.UTC)

// letter makes a message from lines, with CRLF.
func letter(lines ...string) []byte { return []byte(strings.Join(lines, "\r\n") + "\r\n") }

func parse(t *testing.T, raw []byte) *Message {
	t.Helper()
	m, err := Parse(raw, march, DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestParseReadsTheFieldsOfALetter(t *testing.T) {
	t.Parallel()
	m := parse(t, letter(
		"Return-Path: <jane@acme.example>",
		"Authentication-Results: mx.example.org; dkim=pass",
		"Authentication-Results: elsewhere; dkim=fail",
		"From: =?utf-8?q?Jane_D=C3=B6e?= <Jane@ACME.example>",
		"Sender: Assistant <desk@acme.example>",
		"Reply-To: talent@acme.example",
		"To: Sam <sam@example.org>, other@example.org",
		"Subject: =?utf-8?q?Interview_=E2=80=93?=",
		" =?utf-8?q?_Data_Analyst?=",
		"Date: Tue, 3 Mar 2026 09:00:00 -0500",
		"Message-ID: <abc@acme.example>",
		"In-Reply-To: <q1@example.org>",
		"References: <q0@example.org> <q1@example.org>",
		"List-Id: Jobs <jobs.acme.example>",
		"X-Mailer: Pigeon 2",
		"Content-Type: text/plain; charset=utf-8",
		"",
		"Hello Sam,",
	))
	if m.From[0] != (Address{"Jane Döe", "Jane@acme.example"}) || m.Sender.Addr != "desk@acme.example" || m.ReplyTo[0].Addr != "talent@acme.example" || len(m.To) != 2 {
		t.Errorf("addresses: %+v", m)
	}
	if m.Subject != "Interview – Data Analyst" || m.ID != "abc@acme.example" || !slices.Equal(m.References, []string{"q0@example.org", "q1@example.org"}) {
		t.Errorf("subject %q, id %q, references %q", m.Subject, m.ID, m.References)
	}
	if !m.Date.Equal(time.Date(2026, 3, 3, 14, 0, 0, 0, time.UTC)) || !m.Received.Equal(march) {
		t.Errorf("date %v, received %v", m.Date, m.Received)
	}
	if !m.Bulk || m.ListID == "" || m.Mailer != "Pigeon 2" || len(m.AuthResults) != 2 || m.NullReturn || m.Text.Own != "Hello Sam," {
		t.Errorf("marks: %+v", m)
	}
	if len(m.Faults) > 0 {
		t.Errorf("faults in a good letter: %q", m.Faults)
	}
}

// Each row is a fault seen in real mail; own is what must still be read.
func malformed() []malformedMail {
	const from = "From: a@b.example\r\nSubject: s\r\nDate: Tue, 3 Mar 2026 09:00:00 +0000\r\n"
	return []malformedMail{
		{"a header line without a colon does not lose the mail", "From: a@b.example\r\nthis is no field\r\nSubject: s\r\n\r\nbody", "body", "header line without a field name"},
		{"an mbox line at the top is passed over", "From a@b.example Tue Mar  3 10:00:00 2026\n" + from + "\r\nbody", "body", ""},
		{"an escaped mbox line in the header is passed over", "From: a@b.example\r\n>From a@b.example Tue Mar  3 10:00:00 2026\r\nSubject: s\r\n\r\nbody", "body", ""},
		{"bare LF ends lines", "From: a@b.example\nSubject: s\n\nbody\nmore", "body\nmore", ""},
		{"bare CR ends lines where there is no LF at all", "From: a@b.example\rSubject: s\r\rbody\rmore", "body\nmore", ""},
		{"NUL and escapes vanish", from + "\r\nbo\x00dy\x1b[31m", "body[31m", ""},
		{"raw 8-bit text without a charset is UTF-8 if it can be", from + "\r\nZürich", "Zürich", "unknown or wrong charset"},
		{"and windows-1252 if it cannot", from + "\r\nZ\xfcrich \x80", "Zürich €", "unknown or wrong charset"},
		{"an unknown charset is guessed", from + "Content-Type: text/plain; charset=x-klingon\r\n\r\nZ\xfcrich", "Zürich", "unknown or wrong charset"},
		{"iso-2022-jp is decoded", from + "Content-Type: text/plain; charset=iso-2022-jp\r\n\r\n\x1b$B$3$s\x1b(B", "こん", ""},
		{"bad base64 gives the text up to the fault", from + "Content-Transfer-Encoding: base64\r\n\r\nSGVsbG8gU2Ft\r\n!!!", "Hello Sam", "bad base64"},
		{"plain words that call themselves base64", from + "Content-Transfer-Encoding: base64\r\n\r\nWe would like to meet you on Tuesday at ten.", "We would like to meet you on Tuesday at ten.", "text is not encoded as announced"},
		{"base64 without padding is read", from + "Content-Transfer-Encoding: base64\r\n\r\nSGVsbG8gU2FtLA", "Hello Sam,", ""},
		{"base64 that nobody announced is read", from + "\r\n" + strings.Repeat("SGVsbG8gU2FtIGFuZCBoZWxsbyBhbGwu", 2) + "\r\nIEJ5ZS4=", strings.Repeat("Hello Sam and hello all.", 2) + " Bye.", ""},
		{"a wrong escape of quoted-printable stays", from + "Content-Transfer-Encoding: quoted-printable\r\n\r\n100=ZZ =3D sure=\r\n!", "100=ZZ = sure!", ""},
		{"an unknown transfer encoding is read as it stands", from + "Content-Transfer-Encoding: x-uu\r\n\r\nbody", "body", "unknown transfer encoding"},
		{"no boundary parameter", from + "Content-Type: multipart/mixed\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nbody\r\n--x--\r\n", "body", "multipart with a wrong or missing boundary"},
		{"a wrong boundary parameter", from + "Content-Type: multipart/mixed; boundary=y\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nbody\r\n--x--\r\n", "body", "multipart with a wrong or missing boundary"},
		{"a multipart that is none", from + "Content-Type: multipart/mixed; boundary=y\r\n\r\nbody", "body", "multipart without parts"},
		{"no closing boundary", from + "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nbody\r\n", "body", "multipart without its end"},
		{"a boundary that begins like another one", from + "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nbody\r\n--xy\r\nmore\r\n--x--\r\n", "body\n--xy\nmore", ""},
		{"two boundary parameters are ambiguous", from + "Content-Type: multipart/mixed; boundary=x; boundary=y\r\n\r\n--x\r\n\r\nbody\r\n--x--\r\n", "body", "ambiguous: more than one boundary"},
		{"two From fields are ambiguous", from + "From: c@d.example\r\n\r\nbody", "body", "ambiguous: more than one from field"},
		{"a header without end", "From: a@b.example\r\nDear Sam\r\nwe like you\r\nvery much\r\n", "Dear Sam\nwe like you\nvery much", "header without an empty line at its end"},
		{"text without any header", "Dear Sam,\r\n\r\nwe like you.\r\n", "Dear Sam,\n\nwe like you.", "no header"},
		{"a byte order mark", "\xef\xbb\xbf" + from + "\r\nbody", "body", ""},
		{"UTF-16 with a mark", utf16le(from + "\r\nbody"), "body", ""},
		{"HTML that calls itself plain", from + "Content-Type: text/plain\r\n\r\n<html><body><p>one</p><p>two</p></body></html>", "one\n\ntwo", ""},
		{"a blank type", from + "Content-Type: ; charset=utf-8\r\n\r\nbody", "body", ""},
		{"a stub gives way to HTML", from + "Content-Type: multipart/alternative; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nPlease view this in your browser.\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>We would like to meet you.</p>\r\n--x--\r\n", "We would like to meet you.", ""},
		{"a text attachment is not the text", from + "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nbody\r\n--x\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=cv.txt\r\n\r\nmy life\r\n--x--\r\n", "body", ""},
		{"lines of format=flowed are joined", from + "Content-Type: text/plain; format=flowed\r\n\r\nWe would like \r\nto meet you.\r\n\r\nJane\r\n", "We would like to meet you.\n\nJane", ""},
		{"delsp drops the space", from + "Content-Type: text/plain; format=flowed; delsp=yes\r\n\r\nKenn \r\nenlernen\r\n", "Kennenlernen", ""},
	}
}

type malformedMail struct{ name, raw, own, fault string }

func TestParseSuffersMalformedMail(t *testing.T) {
	t.Parallel()
	for _, tt := range malformed() {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			m := parse(t, []byte(tt.raw))
			if m.Text.Own != tt.own {
				t.Errorf("own text is %q, want %q (faults %q)", m.Text.Own, tt.own, m.Faults)
			}
			if tt.fault != "" && !slices.Contains(m.Faults, tt.fault) {
				t.Errorf("faults %q lack %q", m.Faults, tt.fault)
			}
		})
	}
}

func utf16le(s string) string {
	var b strings.Builder
	b.WriteString("\xff\xfe")
	for _, r := range s {
		b.WriteByte(byte(r))
		b.WriteByte(byte(r >> 8))
	}
	return b.String()
}

func TestParseGivesUpOnlyOnNothing(t *testing.T) {
	t.Parallel()
	for _, raw := range []string{"", "\r\n\r\n", "\x00\x00\x00", "\x89PNG\x0d\x0a\x1a\x0a\x00\x00", "X-Nothing: 1\r\n\r\n", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"} {
		if m, err := Parse([]byte(raw), march, DefaultLimits()); !errors.Is(err, ErrUnreadable) {
			t.Errorf("%q: message %+v, error %v; want ErrUnreadable", raw, m, err)
		}
	}
}

func TestParseDoubtsTheDate(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, date string
		zero       bool
	}{
		{"a good one", "Tue, 3 Mar 2026 09:00:00 +0100", false},
		{"a clock some hours ahead", "Wed, 4 Mar 2026 09:00:00 +0100", false},
		{"a whole weekday and a zone in brackets", "Tuesday, 3 Mar 2026 09:00:00 +0100 (CET)", false},
		{"a Unix date", "Tue Mar  3 09:00:00 2026", false},
		{"from the future", "Tue, 3 Mar 2099 09:00:00 +0100", true},
		{"from the beginning of time", "Thu, 1 Jan 1970 00:00:00 +0000", true},
		{"not a date", "yesterday", true},
	}
	for _, tt := range tests {
		m := parse(t, letter("From: a@b.example", "Date: "+tt.date, "", "x"))
		if m.Date.IsZero() != tt.zero {
			t.Errorf("%s: %q gives %v", tt.name, tt.date, m.Date)
		}
		if !m.Received.Equal(march) {
			t.Errorf("%s: received is %v", tt.name, m.Received)
		}
	}
}

func TestParseOfFilesTakesTheNewestReceived(t *testing.T) {
	t.Parallel()
	raw := letter("Received: from a by b; Tue, 3 Mar 2026 11:59:00 +0000", "Received: from c by a; Tue, 3 Mar 2026 11:00:00 +0000", "From: a@b.example", "Date: Mon, 2 Mar 2026 08:00:00 +0000", "", "x")
	m, err := Parse(raw, time.Time{}, DefaultLimits())
	if err != nil || !m.Received.Equal(time.Date(2026, 3, 3, 11, 59, 0, 0, time.UTC)) {
		t.Errorf("received %v, error %v", m.Received, err)
	}
}

func TestMarksOfRobots(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, field string
		auto, bulk  bool
	}{
		{"a person", "X-Mailer: Pigeon", false, false},
		{"an answer of RFC 3834", "Auto-Submitted: auto-replied (vacation)", true, false},
		{"a generated mail is no answer", "Auto-Submitted: auto-generated", false, false},
		{"an old autoresponder", "X-Autoreply: yes", true, false},
		{"a vacation subject", "Subject: Automatic reply: Interview", true, false},
		{"a German one", "Subject: Abwesenheitsnotiz: Termin", true, false},
		{"a list", "Precedence: bulk", false, true},
		{"one can unsubscribe", "List-Unsubscribe: <https://example.com/u>", false, true},
	}
	for _, tt := range tests {
		m := parse(t, letter("From: a@b.example", tt.field, "", "x"))
		if m.AutoReply != tt.auto || m.Bulk != tt.bulk {
			t.Errorf("%s: auto %v, bulk %v", tt.name, m.AutoReply, m.Bulk)
		}
	}
}

func TestAttachedMessageIsQuoted(t *testing.T) {
	t.Parallel()
	m := parse(t, letter("From: me@example.org", "Content-Type: multipart/mixed; boundary=x", "", "--x", "", "See attached.", "--x", "Content-Type: message/rfc822", "",
		"From: Jane <jane@acme.example>", "Subject: Your interview", "Date: Mon, 2 Mar 2026 08:00:00 +0000", "", "We would like to meet you.", "--x--"))
	want := "From: Jane <jane@acme.example>\nDate: Mon, 2 Mar 2026 08:00:00 +0000\nSubject: Your interview\n\nWe would like to meet you."
	if m.Text.Own != "See attached." || m.Text.Quoted != want {
		t.Errorf("own %q, quoted %q", m.Text.Own, m.Text.Quoted)
	}
}

// nested makes a message of multiparts within multiparts.
func nested(depth int) []byte {
	var b strings.Builder
	b.WriteString("From: a@b.example\r\nSubject: deep\r\n")
	for range depth {
		b.WriteString("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n")
	}
	b.WriteString("\r\nbottom\r\n")
	return []byte(b.String())
}

// bombs are messages made to cost time or memory. The numbers are those at which other parsers took seconds.
func bombs() map[string][]byte {
	const head = "From: a@b.example\r\nSubject: s\r\n"
	long := strings.Repeat
	different := func() []byte {
		var b strings.Builder
		b.WriteString(head)
		for i := range 3000 {
			bound := "b" + long("x", i%7) + string(rune('a'+i%26))
			b.WriteString("Content-Type: multipart/mixed; boundary=" + bound + "\r\n\r\n--" + bound + "\r\n")
		}
		return []byte(b.String())
	}
	return map[string][]byte{
		"L13: 10,000 nested multiparts":              nested(10_000),
		"nested with changing boundaries":            different(),
		"100,000 parts":                              []byte(head + "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + long("--b\r\n\r\nx\r\n", 100_000)),
		"nested attached messages":                   []byte(head + long("Content-Type: message/rfc822\r\n\r\n", 50_000)),
		"L16: an address list of commas":             []byte("From: a@b.example\r\nTo: " + long(",", 60_000) + "\r\n\r\nx"),
		"L16: an address list of open comments":      []byte("From: " + long("(", 60_000) + "a@b.example\r\n\r\nx"),
		"L16: an address list of colons":             []byte("To: " + long("a:", 30_000) + "\r\nFrom: a@b.example\r\n\r\nx"),
		"L16: an address of brackets":                []byte("From: " + long("<a@b.example", 5_000) + "\r\n\r\nx"),
		"L16: a subject of broken words":             []byte("From: a@b.example\r\nSubject: " + long("=?utf-8?q?a", 6_000) + "\r\n\r\nx"),
		"L16: a field folded into single characters": []byte("From: a@b.example\r\nSubject: a\r\n" + long(" b\r\n", 15_000) + "\r\nx"),
		"L16: a date of spaces":                      []byte("From: a@b.example\r\nDate: " + long(" ", 60_000) + "x\r\n\r\nx"),
		"a million fields":                           []byte(long("X-A: b\r\n", 500_000) + "\r\nx"),
		"a header that never ends":                   []byte("From: a@b.example\r\nX-A: " + long("a", 4<<20)),
		"a parameter list":                           []byte(head + "Content-Type: text/plain" + long("; a*0=b", 9_000) + "\r\n\r\nx"),
		"nested HTML":                                []byte(head + "Content-Type: text/html\r\n\r\n" + long("<div><b><i>", 100_000) + "x"),
		"nested quotes of HTML":                      []byte(head + "Content-Type: text/html\r\n\r\n" + long("<blockquote type=cite>a ", 50_000)),
		"end tags that close nothing":                []byte(head + "Content-Type: text/html\r\n\r\n" + long("<b>", 256) + long("</font>", 140_000)),
		"a style that never ends":                    []byte(head + "Content-Type: text/html\r\n\r\n<p style=\"" + long("a:b;", 250_000)),
		"an attribute list":                          []byte(head + "Content-Type: text/html\r\n\r\n<p " + long("a=b ", 250_000) + ">x"),
		"links":                                      []byte(head + "Content-Type: text/html\r\n\r\n" + long("<a href=\"https://example.com/?url=https%3A%2F%2Fexample.com\">x</a>", 15_000)),
		"a line of one megabyte":                     []byte(head + "\r\n" + long("word ", 200_000)),
		"a megabyte of line ends":                    []byte(head + "\r\n" + long("\r\n", 500_000)),
		"quote marks":                                []byte(head + "\r\n" + long(">", 1_000_000)),
		"attributions without a quotation":           []byte(head + "\r\n" + long("On 3 Mar 2026 at 10:00 Jane wrote:\r\n", 7_000)),
		"closing formulas":                           []byte(head + "\r\n" + long("Best regards,\r\nJane\r\n\r\n", 10_000)),
		"header blocks without an end":               []byte(head + "\r\n" + long("From: x\r\n", 30_000)),
		"signature delimiters":                       []byte(head + "\r\n" + long("-- \r\n", 50_000)),
		"base64 without end":                         []byte(head + "Content-Transfer-Encoding: base64\r\n\r\n" + long("QUFB", 1_000_000)),
		"a report of groups":                         []byte(head + "Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n" + long("Action: delayed\r\n\r\n", 50_000) + "\r\n--b--"),
		"a calendar folded for ever":                 []byte(head + "Content-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:a\r\n" + long(" b\r\n", 250_000)),
		"a calendar of components":                   []byte(head + "Content-Type: text/calendar\r\n\r\n" + long("BEGIN:VCALENDAR\r\n", 60_000)),
		"zones that recur every second": []byte(head + "Content-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\n" + long("BEGIN:VTIMEZONE\r\nTZID:x\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nRRULE:FREQ=SECONDLY\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n", 300) +
			"BEGIN:VEVENT\r\nDTSTART;TZID=x:20260303T100000\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"),
		"a zone of many rules": []byte(head + "Content-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\nBEGIN:VTIMEZONE\r\nTZID:x\r\n" + long("BEGIN:STANDARD\r\nDTSTART:20000101T000000\r\nRRULE:FREQ=YEARLY;BYMONTH=1,2,3,4,5,6,7,8;BYDAY=1MO,2MO,3MO,4MO,1SU,2SU,3SU,4SU\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0213\r\nEND:STANDARD\r\n", 250) +
			"END:VTIMEZONE\r\nBEGIN:VEVENT\r\nDTSTART;TZID=x:20260303T100000\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"),
	}
}

// The bounds of reliability: 250 ms and 64 MiB for any message. Allocation counts all that was ever asked for, so it is an
// upper bound of what is held at once.
func TestBombsAreDefused(t *testing.T) {
	for name, raw := range bombs() {
		t.Run(name, func(t *testing.T) {
			took, bytes := cost(func() {
				if _, err := Parse(raw, march, DefaultLimits()); err != nil && !errors.Is(err, ErrUnreadable) {
					t.Error(err)
				}
				Key("a", &Message{}, raw)
			})
			if took > 250*time.Millisecond*slow || bytes > 64<<20 {
				t.Errorf("took %v and %d MiB", took, bytes>>20)
			}
		})
	}
}

// cost measures a call, in processor time where the system tells it. Other work may run beside it, so a dear one is measured again.
func cost(f func()) (took time.Duration, bytes uint64) {
	took, bytes = time.Hour, 1<<62
	for range 3 {
		if took <= 250*time.Millisecond*slow && bytes <= 64<<20 {
			break
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		runtime.LockOSThread()
		start := threadTime()
		f()
		took = min(took, threadTime()-start)
		runtime.UnlockOSThread()
		runtime.ReadMemStats(&after)
		bytes = min(bytes, after.TotalAlloc-before.TotalAlloc)
	}
	return took, bytes
}

func TestCapsAreTold(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, fault string }{
		{"nested with changing boundaries", "parts nested beyond the cap left out"},
		{"100,000 parts", "parts beyond the cap left out"},
		{"a million fields", "header cut at the cap"},
		{"a line of one megabyte", "text cut at the cap"},
	}
	all := bombs()
	for _, tt := range tests {
		if m := parse(t, all[tt.name]); !slices.Contains(m.Faults, tt.fault) {
			t.Errorf("%s: faults %q lack %q", tt.name, m.Faults, tt.fault)
		}
	}
	lim := DefaultLimits()
	lim.Bytes = 100
	m, err := Parse(letter("From: a@b.example", "", strings.Repeat("x ", 100)), march, lim)
	if err != nil || !m.Truncated || m.Size < 200 {
		t.Errorf("a message beyond the cap: %+v, %v", m, err)
	}
}

// measured returns the folder of foreign mail that is only ever measured, never kept here.
func measured(t testing.TB, name string) string {
	dir := os.Getenv("FOLLOWUP_MAIL")
	if dir == "" {
		t.Skip("SKIPPED: FOLLOWUP_MAIL names no folder with foreign mail")
	}
	path := filepath.Join(dir, name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("SKIPPED: %v", err)
	}
	return path
}

func TestMalformedMailEndsQuickly(t *testing.T) {
	dir := measured(t, "malformed")
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	read, refused, slowest, largest := 0, 0, time.Duration(0), uint64(0)
	for _, e := range entries {
		raw, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		took, bytes := cost(func() { _, err = Parse(raw, time.Time{}, DefaultLimits()) })
		slowest, largest = max(slowest, took), max(largest, bytes)
		switch {
		case took > 250*time.Millisecond*slow || bytes > 64<<20:
			t.Errorf("%s took %v and %d MiB", e.Name(), took, bytes>>20)
		case err == nil:
			read++
		case errors.Is(err, ErrUnreadable):
			refused++
		default:
			t.Errorf("%s: %v", e.Name(), err)
		}
	}
	t.Logf("%d read, %d without anything to read, slowest %v, most %d KiB", read, refused, slowest, largest>>10)
	if read < len(entries)/2 {
		t.Errorf("only %d of %d could be read", read, len(entries))
	}
}
