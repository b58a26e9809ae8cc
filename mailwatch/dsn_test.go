package mailwatch

import "testing"

func TestDeliveryReports(t *testing.T) {
	t.Parallel()
	report := func(status, original string) []byte {
		return letter("From: MAILER-DAEMON@mx.example.org", "Return-Path: <>", "Content-Type: multipart/report; report-type=delivery-status; boundary=x", "", "--x", "", "It could not be delivered.",
			"--x", "Content-Type: message/delivery-status", "", "Reporting-MTA: dns; mx.example.org", "", status, "--x", original, "--x--")
	}
	const copied = "Content-Type: message/rfc822\r\n\r\nMessage-ID: <n1@example.org>\r\nSubject: Thank you\r\n\r\nDear Jane"
	const failed = "Final-Recipient: rfc822; jane@acme.example\r\nAction: Failed\r\nStatus: 5.1.1 (bad mailbox)\r\nDiagnostic-Code: smtp; 550 no such user\r\n"
	want := Report{"n1@example.org", "jane@acme.example", "failed", "5.1.1", "smtp; 550 no such user"}
	tests := []struct {
		name string
		raw  []byte
		want *Report
	}{
		{"a failure with a copy of the letter", report(failed, copied), &want},
		{"with its header only", report(failed, "Content-Type: text/rfc822-headers\r\n\r\nMessage-ID: <n1@example.org>\r\n"), &want},
		{"of several recipients the failed one counts", report("Final-Recipient: rfc822; a@b.example\r\nAction: delivered\r\nStatus: 2.0.0\r\n\r\n"+failed, copied), &want},
		{"a delay", report("Final-Recipient: rfc822; jane@acme.example\r\nAction: delayed\r\nStatus: 4.4.1\r\n", copied), &Report{"n1@example.org", "jane@acme.example", "delayed", "4.4.1", ""}},
		{"Exim writes a field and a copy in the text", letter("From: Mailer-Daemon@mx.example.org", "X-Failed-Recipients: jane@acme.example", "", "Your letter came back.", "", "------ This is a copy ------", "", "Message-ID: <n1@example.org>", "Subject: Thank you"),
			&Report{"n1@example.org", "jane@acme.example", "failed", "", ""}},
		{"an ordinary letter is no report", letter("From: a@b.example", "", "Action: failed"), nil},
		{"a report without groups is none", report("nothing", copied), nil},
	}
	for _, tt := range tests {
		got := parse(t, tt.raw).Report
		if (got == nil) != (tt.want == nil) || got != nil && *got != *tt.want {
			t.Errorf("%s: %+v, want %+v", tt.name, got, tt.want)
		}
	}
	// What the letter said belongs to nobody's answer.
	if m := parse(t, report(failed, copied)); m.Text.Quoted != "" || !m.NullReturn {
		t.Errorf("quoted %q, null return %v", m.Text.Quoted, m.NullReturn)
	}
}
