package mailwatch

import (
	"strings"
	"testing"
)

func TestParsePartsKnowsWhenItHasReadEnough(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("We have read your papers and would like to meet you. ", 100)
	const multipart = "Content-Type: multipart/alternative; boundary=x\r\n"
	tests := []struct {
		name, fields, part1 string
		truncated           bool
		complete            bool
		own                 string // how the text must begin
	}{
		{"a plain letter", "", "We would like to meet you.", false, true, "We would like"},
		{"a plain letter in base64", "Content-Transfer-Encoding: base64\r\n", "V2Ugd291bGQ=", false, true, "We would"},
		{"an HTML letter", "Content-Type: text/html\r\n", "<p>We would like to meet you.</p>", false, true, "We would like"},
		{"the plain form of two", multipart, "We would like to meet you.", false, true, "We would like"},
		{"quoted-printable that nobody announces", multipart, "We would like=20\r\nto meet you in Z=C3=BCrich.", false, true, "We would like\nto meet you in Zürich."},
		{"base64 that nobody announces", multipart, strings.Repeat("V2Ugd291bGQgbGlrZSB0byBtZWV0IHlvdS4g", 2) + "\r\nV2Ugd291bGQgbGlrZSB0byBtZWV0IHlvdS4g", false, true, "We would like to meet you."},
		{"HTML as the first part", "Content-Type: multipart/related; boundary=x\r\n", "<html><body><p>We would like to meet you.</p></body></html>", false, true, "We would like"},
		{"a multipart as the first part", "Content-Type: multipart/mixed; boundary=x\r\n", "--y\r\nContent-Type: text/plain\r\n\r\nWe would like to meet you.\r\n--y\r\nContent-Type: text/html\r\n\r\n<p>x</p>\r\n--y--\r\n", false, true, "We would like"},
		{"a multipart that was cut in its second part", "Content-Type: multipart/mixed; boundary=x\r\n", "--y\r\nContent-Type: text/plain\r\n\r\n" + long + "\r\n--y\r\nContent-Type: text/html\r\n\r\n<p>x", true, true, "We have read"},
		{"a long text that was cut", "", long, true, true, "We have read"},
		{"a cut that left only style", "Content-Type: text/html\r\n", "<html><head><style>" + strings.Repeat("p{}", 100), true, false, ""},
		{"a stub", multipart, "Please view this mail in your browser.", false, false, ""},
		{"nothing", multipart, "", false, false, ""},
		{"job mail in a charset that only the part's header tells", multipart, "Z\xfcrich would like to interview you.", false, false, ""},
		{"other mail in such a charset", multipart, "Z\xfcrich has new shops for you and yours.", false, true, "Zürich has"},
		{"a text that is all in such a charset", multipart, strings.Repeat("\xf0\xd2\xc9\xd7\xc5\xd4 ", 20), false, false, ""},
		{"iso-2022-jp", multipart, "\x1b$B$3$s\x1b(B hello and welcome to you", false, true, "こん hello"},
		{"an empty letter", "", "", false, true, ""},
		{"an invitation by its subject", "Subject: Invitation: Interview @ Tue Mar 3\r\n" + multipart, "We would like to meet you.", false, false, ""},
		{"an invitation by its class", "Content-Class: urn:content-classes:calendarmessage\r\n" + multipart, "We would like to meet you.", false, false, ""},
		{"a text that speaks of a calendar file", "Content-Type: multipart/mixed; boundary=x\r\n", "Please find the invite.ics attached to this mail.", false, false, ""},
		{"the same where nothing can be attached", "", "Please find the invite.ics attached to this mail.", false, true, "Please find"},
		{"a delivery report", "Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\n", "Your letter could not be delivered.", false, false, ""},
		{"a calendar alone", "Content-Type: text/calendar; method=REQUEST\r\n", invitation("DTSTART:20260303T140000Z"), false, true, ""},
		{"a calendar that was cut", "Content-Type: text/calendar; method=REQUEST\r\n", invitation("DTSTART:20260303T140000Z"), true, false, ""},
		{"an attached message alone", "Content-Type: message/rfc822\r\n", "From: a@b.example\r\n\r\nx", false, false, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			m, complete, err := ParseParts([]byte("From: jane@acme.example\r\nDate: Tue, 3 Mar 2026 09:00:00 +0000\r\n"+tt.fields+"\r\n"), []byte(tt.part1), tt.truncated, march, DefaultLimits())
			if err != nil {
				t.Fatal(err)
			}
			if complete != tt.complete || !strings.HasPrefix(m.Text.Own, tt.own) {
				t.Errorf("complete is %v, text %q, faults %q", complete, clip(m.Text.Own, 60), m.Faults)
			}
			if m.Truncated != tt.truncated {
				t.Errorf("truncated is %v", m.Truncated)
			}
		})
	}
	if _, _, err := ParseParts(nil, []byte("x"), false, march, DefaultLimits()); err == nil {
		t.Error("parts without a header are no message")
	}
}
