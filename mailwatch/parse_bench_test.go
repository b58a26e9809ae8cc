package mailwatch

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// newsletter is a message of the size that mailboxes hold on average: some headers, a text and an HTML part.
func newsletter() []byte {
	var b bytes.Buffer
	for i := range 8 {
		b.WriteString("Received: from mx" + strings.Repeat("x", i) + ".example.com (mx.example.com [192.0.2.1])\r\n\tby mail.example.org with ESMTPS id 4711;\r\n\tTue, 3 Mar 2026 10:00:00 +0000\r\n")
	}
	b.WriteString("From: News <news@example.com>\r\nTo: me@example.org\r\nSubject: =?utf-8?q?What_is_new_in_M=C3=A4rz?=\r\n" +
		"Date: Tue, 3 Mar 2026 09:59:58 +0000\r\nMessage-ID: <1@example.com>\r\nList-Unsubscribe: <https://example.com/u>\r\n" +
		"MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b1\r\n\r\n--b1\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n")
	b.WriteString(strings.Repeat("The garden opens at nine and closes when the last guest has gone home.\r\n\r\n", 100))
	b.WriteString("\r\n--b1\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<html><body>")
	b.WriteString(strings.Repeat("<p style=3D\"margin:0 0 1em\">The <b>garden</b> opens at nine, see <a href=3D\"https://example.com/garden\">here</a>=\r\n and closes when the last guest has gone.</p>\r\n", 130))
	b.WriteString("</body></html>\r\n--b1--\r\n")
	return b.Bytes()
}

func BenchmarkParse(b *testing.B) {
	raw := newsletter()
	b.SetBytes(int64(len(raw)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse(raw, time.Time{}, DefaultLimits()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkParseHTML(b *testing.B) {
	raw := bytes.Replace(newsletter(), []byte("Content-Type: text/plain"), []byte("Content-Type: application/x-none"), 1)
	b.SetBytes(int64(len(raw)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse(raw, time.Time{}, DefaultLimits()); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkMailbox parses every message of the Maildir that FOLLOWUP_BENCH names; one op is one message.
func BenchmarkMailbox(b *testing.B) {
	dir := os.Getenv("FOLLOWUP_BENCH")
	if dir == "" {
		b.Skip("SKIPPED: FOLLOWUP_BENCH names no Maildir")
	}
	paths, _ := filepath.Glob(filepath.Join(dir, "*", "*"))
	var all [][]byte
	for _, p := range paths {
		if raw, err := os.ReadFile(p); err == nil {
			all = append(all, raw)
		}
	}
	if len(all) == 0 {
		b.Fatal("no messages in ", dir)
	}
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		raw := all[i%len(all)]
		m, err := Parse(raw, time.Time{}, DefaultLimits())
		if err != nil {
			b.Fatal(err)
		}
		m.Key = Key("a", m, raw)
		i++
	}
}
