package mailwatch

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// fit reports what may never stand in a text that was read, whatever was sent.
func fit(t *testing.T, what, s string, most int) {
	t.Helper()
	if !utf8.ValidString(s) || Clean(s) != s {
		t.Errorf("%s is not clean: %q", what, s)
	}
	if len(s) > most {
		t.Errorf("%s has %d bytes", what, len(s))
	}
}

func FuzzParse(f *testing.F) {
	for _, tt := range malformed() {
		f.Add([]byte(tt.raw))
	}
	f.Add(nested(30))
	f.Add(letter("From: =?utf-8?q?J?= <a@b.example>", "Content-Type: multipart/mixed; boundary=x", "", "--x", "Content-Type: text/plain; format=flowed", "", "> q ", "a", "-- ", "b", "--x", "Content-Type: text/html", "", "<p>a<blockquote type=cite>b", "--x", "Content-Type: message/rfc822", "", "From: c@d.example", "", "x", "--x--"))
	f.Add([]byte("From: a@b.example\r\nContent-Type: text/calendar\r\n\r\n" + invitation("DTSTART:20260303T140000Z")))
	f.Add([]byte(sampleMbox))
	f.Fuzz(func(t *testing.T, raw []byte) {
		lim := DefaultLimits()
		m, err := Parse(raw, march, lim)
		if err != nil {
			return
		}
		text := lim.Text + lim.Text/8 + 1024
		for _, s := range []string{m.Text.Own, m.Text.Quoted, m.Text.Signature, m.Text.Footer} {
			fit(t, "text", s, 2*text)
		}
		fit(t, "subject", m.Subject, maxLine)
		if strings.ContainsAny(m.Subject+m.ID+m.Mailer+m.ListID, "\r\n\t") {
			t.Errorf("a line end in %q %q", m.Subject, m.ID)
		}
		for _, list := range [][]Address{m.From, m.To, m.Cc, m.ReplyTo, {m.Sender}} {
			if len(list) > lim.Addresses {
				t.Errorf("%d addresses", len(list))
			}
			for _, a := range list {
				fit(t, "name", a.Name, maxName)
				if a.Addr != CleanLine(a.Addr) || strings.ContainsAny(a.Addr, "\r\n<>") {
					t.Errorf("address %q", a.Addr)
				}
			}
		}
		if len(m.Links) > maxLinks || len(m.Calendars) > maxEvents || len(m.References) > 100 {
			t.Error("a cap was not kept")
		}
		if key := Key("a", m, raw); key != Key("a", m, bytes.Clone(raw)) || len(key) != 64 {
			t.Errorf("the key is %q", key)
		}
		head, body, _ := bytes.Cut(raw, []byte("\r\n\r\n"))
		if _, _, err := ParseParts(head, body, true, march, lim); err != nil && len(bytes.TrimSpace(head)) > 0 {
			t.Errorf("parts: %v", err)
		}
	})
}

func FuzzHTML(f *testing.F) {
	f.Add(`<p>one<br>two</p><blockquote type="cite">b</blockquote><div class="gmail_quote">x<blockquote>y</blockquote>z</div>`)
	f.Add(`<table><tr><td style="font-size:0;display:none">a<td>b</table><ul><li>c</ul><pre>d` + "\n\n" + `e</pre>`)
	f.Add(`<head><title>t<body><p hidden>a<a href="https://example.com/?a=&amp;">b`)
	f.Fuzz(func(t *testing.T, s string) {
		size := 0
		for _, l := range htmlText([]byte(s), 10_000, func(string) {}) {
			size += len(l.text)
			fit(t, "line", l.text, 10_000+3)
			if strings.ContainsRune(l.text, '\n') {
				t.Errorf("a line end in a line: %q", l.text)
			}
		}
		if size > 20_000 {
			t.Errorf("%d bytes of text", size)
		}
	})
}

func FuzzCalendar(f *testing.F) {
	f.Add(invitation("DTSTART;TZID=\"Eastern Standard Time\":20260303T140000", "DURATION:PT1H", "ATTENDEE;CN=\"a,b\":mailto:a@b.example"))
	f.Add("BEGIN:VCALENDAR\r\nBEGIN:VTIMEZONE\r\nTZID:x\r\nBEGIN:STANDARD\r\nDTSTART:16011104T020000\r\nRRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11\r\nTZOFFSETFROM:-0400\r\nTZOFFSETTO:-0500\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n" +
		"BEGIN:VEVENT\r\nDTSTART;TZID=x:20260303T140000\r\nRDATE:20260101T000000\r\nEND:VEVENT\r\nEND:VCALENDAR")
	f.Fuzz(func(t *testing.T, s string) {
		start := time.Now()
		c, err := ParseCalendar([]byte(s), "REQUEST", DefaultLimits())
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("took %v", took)
		}
		if err != nil {
			return
		}
		if len(c.Events) > maxEvents {
			t.Errorf("%d events", len(c.Events))
		}
		for _, e := range c.Events {
			fit(t, "description", e.Description, maxDescription+3)
			for _, v := range []string{e.UID, e.Summary, e.Location, e.URL, e.Organizer.Name, e.Organizer.Addr, c.Method} {
				fit(t, "property", v, maxLink)
			}
			if !e.End.IsZero() && e.End.Before(e.Start) {
				t.Errorf("ends at %v before %v", e.End, e.Start)
			}
			if e.Floating && e.Zone != "" {
				t.Errorf("floating in %q", e.Zone)
			}
		}
	})
}

func FuzzFiles(f *testing.F) {
	f.Add([]byte(sampleMbox))
	f.Add([]byte(">From \n\nFrom 1:00\n>>From x\n"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		r, size := newMboxReader(bytes.NewReader(raw)), 0
		for n := 0; ; n++ {
			m, _, err := r.next()
			if err == io.EOF {
				break
			}
			if err != nil || n > len(raw) {
				t.Fatalf("message %d: %v", n, err)
			}
			size += len(m)
		}
		if size > len(raw) {
			t.Errorf("%d bytes came out of %d", size, len(raw))
		}
	})
}

func FuzzAuthResults(f *testing.F) {
	f.Add(`mx.example.org 1; spf=pass (a; b (c)) smtp.mailfrom="x; dmarc=pass"@b.example; dmarc = fail header.from=acme.example`)
	f.Add(`"a\"b"; x="` + "\n" + `;(`)
	f.Fuzz(func(t *testing.T, field string) {
		a := authResults(field)
		if len(a.Results) > maxAuthResults || a.Server == "" && len(a.Results) > 0 {
			t.Errorf("%q: %+v", field, a)
		}
		for _, r := range a.Results {
			if r.Method == "" || r.Result == "" {
				t.Errorf("%q: %+v", field, r)
			}
		}
	})
}

// FuzzRedact: any message can be redacted, and what comes out can be read if there was anything to read.
func FuzzRedact(f *testing.F) {
	f.Add([]byte(secretMail))
	f.Add([]byte("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20261124T100000Z\nEND:VEVENT\nEND:VCALENDAR"))
	f.Add([]byte("Content-Type: multipart/mixed\n\n--x\nContent-Type: text/html\n\n<a href=\"mailto:?\"><p style=\"x:url(\">\n"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		out := Redact(raw, veil)
		if len(out) > 40*len(raw)+4096 {
			t.Errorf("%d bytes came of %d", len(out), len(raw))
		}
		_, _ = Parse(out, time.Time{}, DefaultLimits())
	})
}
