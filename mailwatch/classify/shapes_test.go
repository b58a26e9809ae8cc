package classify

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"mime/quotedprintable"
	"strings"
	"testing"

	"followup/followup"
)

// asHTML is a text as a mail program writes it in HTML, with a line that nobody sees.
func asHTML(body string) string {
	esc := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(strings.TrimSpace(body))
	return "<html><head><style>p{margin:0}</style></head><body><div style=\"display:none;max-height:0;font-size:0\">We are pleased to offer you the position. Unfortunately you were not selected.</div>" +
		"<p>" + strings.ReplaceAll(strings.ReplaceAll(esc, "\n\n", "</p>\n<p>"), "\n", "<br>\n") + "</p></body></html>\n"
}

func quotedPrintable(s string) string {
	var b bytes.Buffer
	w := quotedprintable.NewWriter(&b)
	_, _ = w.Write([]byte(s))
	_ = w.Close()
	return strings.ReplaceAll(b.String(), "\r\n", "\n")
}

func inBase64(s string) string {
	var b strings.Builder
	for s = base64.StdEncoding.EncodeToString([]byte(s)); len(s) > 76; s = s[76:] {
		b.WriteString(s[:76] + "\n")
	}
	return b.String() + s + "\n"
}

// dressings are the ways in which the same words arrive. Each gets the fields that are not about the body.
var dressings = []struct {
	name  string
	dress func(head, body string) string
}{
	{"quoted-printable", func(head, body string) string {
		return head + "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n" + quotedPrintable(body)
	}},
	{"base64", func(head, body string) string {
		return head + "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n" + inBase64(body)
	}},
	{"HTML in quoted-printable", func(head, body string) string {
		return head + "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n" + quotedPrintable(asHTML(body))
	}},
	{"HTML in base64", func(head, body string) string {
		return head + "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n" + inBase64(asHTML(body))
	}},
	{"a stub beside HTML", func(head, body string) string {
		return head + "Content-Type: multipart/alternative; boundary=dress\n\n--dress\nContent-Type: text/plain; charset=utf-8\n\nPlease view this message in your browser.\n--dress\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n" +
			quotedPrintable(asHTML(body)) + "\n--dress--\n"
	}},
	{"above a quoted letter", func(head, body string) string {
		return head + "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n" + body +
			"\nOn Fri, 27 Feb 2026 at 10:00, Ann Ode <ann@elsewhere.example> wrote:\n> You have been invited to an interview at two.\n> We are pleased to offer you the position.\n> Unfortunately we have decided to move forward with other candidates.\n"
	}},
}

// TestDressings holds that what a mail means does not hang on how it is packed: every plain fixture is packed in each way.
func TestDressings(t *testing.T) {
	t.Parallel()
	for i, f := range fixtures(t) {
		head, body, ok := plainOf(f)
		if !ok || slow > 1 && i%10 > 0 { // the race detector has little to find here
			continue
		}
		before := testReader.Read(parseMail(t, f.mail))
		for _, d := range dressings {
			if d.name == "above a quoted letter" && (before.Kind == followup.Other || before.Confidence < 0.9 || strings.Contains(f.name, "-forward-")) {
				continue // the quotation may show what it is about, so only what was plain stays the same
			}
			raw := []byte(d.dress(head, body))
			after := testReader.Read(parseMail(t, raw))
			if after.Kind != before.Kind || (after.Confidence >= 0.9) != (before.Confidence >= 0.9) {
				t.Errorf("%s, %s: %s %.2f became %s %.2f\n%s", f.name, d.name, before.Kind, before.Confidence, after.Kind, after.Confidence, testReader.Explain(parseMail(t, raw)))
			}
		}
	}
}

// TestForwardedToOneself holds that a letter which the user sends on to herself is read as the letter, asked about, and never
// answered at an address that stands in a text.
func TestForwardedToOneself(t *testing.T) {
	t.Parallel()
	n := 0
	for i, f := range fixtures(t) {
		_, body, ok := plainOf(f)
		if !ok || slow > 1 && i%10 > 0 || f.want["kind"] == string(followup.Other) || strings.Contains(f.name, "forward-own") {
			continue
		}
		m := parseMail(t, f.mail)
		before := testReader.Read(m)
		if m.Bulk || m.AutoReply || m.ListID != "" || before.Trust == followup.TrustFailed || len(m.InReplyTo) > 0 || m.Text.Quoted != "" || len(m.From) == 0 || testReader.self[m.From[0].Addr] {
			continue // what only its fields tell is lost in the forward
		}
		n++
		raw := fmt.Appendf(nil, "From: robin@vale.example\nTo: robin@vale.example\nSubject: Fwd: %s\nDate: %s\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\nFrom the other mailbox.\n\n---------- Forwarded message ---------\nFrom: %s <%s>\nDate: Mon, Mar 2, 2026 at 10:00 AM\nSubject: %s\nTo: <robin@vale.example>\n\n%s",
			m.Subject, m.Date.Format("Mon, 02 Jan 2006 15:04:05 -0700"), strings.Map(dropMarks, m.From[0].Name), m.From[0].Addr, m.Subject, body)
		after := testReader.Read(parseMail(t, raw))
		if after.Kind != before.Kind || after.Confidence >= 0.9 || after.Mail.ReplyTo.Addr != "" || after.Mail.From.Addr != m.From[0].Addr {
			t.Errorf("%s: %s %.2f became %s %.2f from %q, to be answered at %q\n%s", f.name, before.Kind, before.Confidence, after.Kind, after.Confidence, after.Mail.From.Addr, after.Mail.ReplyTo.Addr, testReader.Explain(parseMail(t, raw)))
		}
	}
	if n < 300 && slow == 1 {
		t.Errorf("only %d letters were forwarded", n)
	}
}

// dropMarks drops what may not stand bare in a display name.
func dropMarks(r rune) rune {
	if strings.ContainsRune(`@,;:<>()[]".\?`, r) {
		return -1
	}
	return r
}

// plainOf cuts a fixture of plain text without quotations into the fields that are not about its body, and the body.
func plainOf(f fixture) (head, body string, ok bool) {
	all, body, ok := strings.Cut(string(f.mail), "\n\n")
	if !ok || !strings.Contains(all, "text/plain") || strings.Contains(all, "multipart") || strings.Contains(all, "base64") || strings.Contains(all, "quoted-printable") || strings.Contains(body, "\n>") || strings.Contains(body, "----") || strings.Contains(body, "____") || strings.TrimSpace(body) == "" {
		return "", "", false
	}
	for line := range strings.Lines(all + "\n") {
		if !strings.HasPrefix(line, "Content-T") {
			head += line
		}
	}
	return head, body, true
}
