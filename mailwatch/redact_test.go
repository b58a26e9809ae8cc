package mailwatch

import (
	"strings"
	"testing"
	"time"
)

// veil is a disguise that leaves nothing.
var veil = Disguise{
	Text:    func(s string) string { return strings.Repeat("x", min(len(s), 3)) },
	Address: func(string) string { return "a@redacted.example" },
	Link:    func(string) string { return "https://redacted.example/" },
	ID:      func(string) string { return "id@redacted.example" },
}

const secretMail = `Received: from secret.example by mx.secret.example; Tue, 24 Nov 2026 10:00:01 +0000
DKIM-Signature: v=1; d=secret.example; b=SECRET
Authentication-Results: mx.secret.example; dmarc=pass (p=secret) header.from=secret.example
From: =?utf-8?q?Secret_J=C3=B6rg?= <secret@secret.example>
To: "Secret, Me" <me@secret.example>
Subject: =?utf-8?b?U2VjcmV0?=
Message-ID: <secret@secret.example>
In-Reply-To: <secret2@secret.example>
Date: Tue, 24 Nov 2026 10:00:00 +0000
List-Unsubscribe: <https://secret.example/u>
X-Secret: secret
Auto-Submitted: auto-generated
Content-Type: multipart/mixed; boundary="secret"

--secret
Content-Type: multipart/alternative; boundary="secret2"

--secret2
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

Secret words of J=F6rg.
--secret2
Content-Type: text/html

<html><head><title>secret</title><style>.secret{}</style></head><body class="secret gmail_quote">
<!-- secret --><p style="display:none; font-family: secret">secret</p><a href="https://secret.example" title="secret">Secret</a>
<img src="https://secret.example/p.png" alt="secret"></body></html>
--secret2--
--secret
Content-Type: text/calendar; method=REQUEST; name="secret.ics"

BEGIN:VCALENDAR
METHOD:REQUEST
PRODID:-//Secret//EN
BEGIN:VEVENT
UID:secret@secret.example
SUMMARY:Secret
X-SECRET:secret
DTSTART;TZID=Europe/Dublin:20261124T100000
DTEND;TZID=Europe/Dublin:20261124T110000
ORGANIZER;CN=Secret:mailto:secret@secret.example
ATTENDEE;CN="Secret, Jane";PARTSTAT=ACCEPTED:mailto:secret@secret.example
END:VEVENT
END:VCALENDAR
--secret
Content-Type: application/pdf; name="secret.pdf"
Content-Disposition: attachment; filename="secret.pdf"
Content-Transfer-Encoding: base64

c2VjcmV0
--secret
Content-Type: message/rfc822

From: secret@secret.example
Subject: secret

secret
--secret--
`

// TestRedact: nothing that tells of somebody is left, and the message is built as before.
func TestRedact(t *testing.T) {
	t.Parallel()
	out := string(Redact([]byte(secretMail), veil))
	if strings.Contains(strings.ToLower(out), "secret") || strings.Contains(out, "c2VjcmV0") || strings.Contains(strings.ToLower(out), "jörg") {
		t.Errorf("something is left:\n%s", out)
	}
	before, err := Parse([]byte(secretMail), time.Time{}, DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	after, err := Parse([]byte(out), time.Time{}, DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	if len(after.Calendars) != 1 || !after.Calendars[0].Events[0].Start.Equal(before.Calendars[0].Events[0].Start) || after.Calendars[0].Method != "REQUEST" || len(after.Calendars[0].Events[0].Attendees) != 1 {
		t.Errorf("the calendar: %+v", after.Calendars)
	}
	if !after.Date.Equal(before.Date) || after.Bulk != before.Bulk || after.AutoSubmitted != before.AutoSubmitted || len(after.InReplyTo) != 1 || len(after.From) != 1 || len(after.AuthResults) != len(before.AuthResults) {
		t.Errorf("the header: %+v", after)
	}
	if (after.Text.Quoted == "") != (before.Text.Quoted == "") || after.Text.Own == "" {
		t.Errorf("the text: %+v, was %+v", after.Text, before.Text)
	}
	for _, kind := range []string{"multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar", "application/pdf", "message/rfc822"} {
		if !strings.Contains(out, "Content-Type: "+kind) {
			t.Errorf("%s is gone", kind)
		}
	}
}

// TestRedactReport: a delivery report stays one.
func TestRedactReport(t *testing.T) {
	t.Parallel()
	raw := "From: MAILER-DAEMON@secret.example\nTo: me@secret.example\nSubject: failed\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n" +
		"--b\nContent-Type: text/plain\n\nsecret\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; secret.example\n\n" +
		"Final-Recipient: rfc822; secret@secret.example\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 secret\n\n" +
		"--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: <secret@secret.example>\nSubject: secret\n\n--b--\n"
	out := Redact([]byte(raw), veil)
	m, err := Parse(out, time.Time{}, DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	if r := m.Report; r == nil || r.Action != "failed" || r.Status != "5.1.1" || r.Recipient != "a@redacted.example" || r.OriginalID != "id@redacted.example" || strings.Contains(string(out), "secret") {
		t.Errorf("%+v\n%s", m.Report, out)
	}
}
