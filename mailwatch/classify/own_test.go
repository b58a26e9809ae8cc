package classify

import (
	"strings"
	"testing"

	"followup/followup"
)

// of reads a mail from its headers and body.
func of(t *testing.T, from string, head []string, body string) followup.Signal {
	t.Helper()
	lines := append([]string{"From: " + from, "To: " + map[bool]string{true: "Nora Beck <nora@larkspur.example>", false: "Robin Vale <robin@vale.example>"}[strings.Contains(from, "robin@")], "Date: Mon, 02 Mar 2026 09:00:00 +0000", "Message-ID: <x@larkspur.example>", "MIME-Version: 1.0"}, head...)
	return testReader.Read(parseMail(t, []byte(strings.Join(lines, "\n")+"\n\n"+body)))
}

// What the user writes from her phone is told apart by what it does.
func TestOwnDetail(t *testing.T) {
	t.Parallel()
	const robin = "Robin Vale <robin@vale.example>"
	reply := func(partstat string) followup.Signal {
		return of(t, robin, []string{"Subject: Accepted: Interview", "Content-Type: text/calendar; method=REPLY"}, strings.Join([]string{
			"BEGIN:VCALENDAR", "METHOD:REPLY", "BEGIN:VEVENT", "UID:i1@larkspur.example", "DTSTAMP:20260302T090000Z", "DTSTART:20260312T140000Z",
			"DTEND:20260312T150000Z", "SUMMARY:Interview", "ORGANIZER:mailto:nora@larkspur.example", "ATTENDEE;PARTSTAT=" + partstat + ":mailto:robin@vale.example",
			"END:VEVENT", "END:VCALENDAR", "",
		}, "\n"))
	}
	words := func(body string) followup.Signal { return of(t, robin, []string{"Subject: Re: Data Engineer"}, body) }
	for _, c := range []struct {
		name string
		sig  followup.Signal
		want followup.Detail
	}{
		{"an invitation accepted", reply("ACCEPTED"), followup.DetailOwnCalYes},
		{"an invitation declined", reply("DECLINED"), followup.DetailOwnCalNo},
		{"perhaps", reply("TENTATIVE"), followup.DetailOwn},
		{"thanks", words("Dear Nora,\n\nThank you for your time on Tuesday.\n\nRobin"), followup.DetailOwn},
		{"an offer accepted", words("Dear Nora,\n\nI am pleased to accept your offer.\n\nRobin"), followup.DetailOwnAccept},
		{"an offer declined", words("Dear Nora,\n\nThank you, but I must decline your offer.\n\nRobin"), followup.DetailOwnDecline},
		{"a withdrawal", words("Dear Nora,\n\nI would like to withdraw my application.\n\nRobin"), followup.DetailOwnWithdraw},
		{"an offer accepted elsewhere", words("Dear Nora,\n\nI have accepted another offer.\n\nRobin"), followup.DetailOwnWithdraw},
		{"ein Angebot angenommen", words("Liebe Frau Beck,\n\nich nehme Ihr Angebot gerne an.\n\nRobin"), followup.DetailOwnAccept},
	} {
		if c.sig.Detail != c.want || c.sig.Kind != followup.Other {
			t.Errorf("%s: %s %q, want %q", c.name, c.sig.Kind, c.sig.Detail, c.want)
		}
	}
}

// An offer is in writing only where the document is there.
func TestInWriting(t *testing.T) {
	t.Parallel()
	const nora = "Nora Beck <nora@larkspur.example>"
	const offer = "Hi Robin,\n\nWe are delighted to offer you the position of Data Engineer at Larkspur. "
	for _, c := range []struct {
		name, body string
		want       followup.Detail
	}{
		{"attached", offer + "Please find your offer letter attached.\n\nNora", followup.DetailWritten},
		{"to be signed", offer + "Please sign here:\nhttps://na3.docusign.net/Signing/abc\n\nNora", followup.DetailWritten},
		{"by word", offer + "I am so glad.\n\nNora", followup.NoDetail},
		{"announced", offer + "The contract will follow as an attachment.\n\nNora", followup.NoDetail},
		{"announced with a link to elsewhere", offer + "You will receive a written offer soon.\nhttps://larkspur.example/team\n\nNora", followup.NoDetail},
		{"something else is attached", offer + "A map of our campus is attached.\n\nNora", followup.NoDetail},
	} {
		if sig := of(t, nora, []string{"Subject: Your offer"}, c.body); sig.Kind != followup.Offer || sig.Detail != c.want {
			t.Errorf("%s: %s %q, want %q", c.name, sig.Kind, sig.Detail, c.want)
		}
	}
}

// The page to go to is told; no other link is.
func TestWhereTo(t *testing.T) {
	t.Parallel()
	const nora = "Nora Beck <nora@larkspur.example>"
	for _, c := range []struct{ name, body, want string }{
		{"a test", "Hi Robin,\n\nBefore the interview, please complete the online coding assessment within 5 days:\nhttps://www.hackerrank.com/test/abc\n\nNora", "https://www.hackerrank.com/test/abc"},
		{"a page with times", "Hi Robin,\n\nWe would like to invite you to an interview for the Data Engineer role. Please book a time that suits you:\nhttps://calendly.com/larkspur/interview\n\nNora", "https://calendly.com/larkspur/interview"},
		{"no page", "Hi Robin,\n\nWe would like to invite you to an interview for the Data Engineer role. When are you available?\nhttps://larkspur.example/team\n\nNora", ""},
	} {
		if sig := of(t, nora, []string{"Subject: Data Engineer at Larkspur"}, c.body); sig.Link != c.want {
			t.Errorf("%s: %s, link %q, want %q", c.name, sig.Kind, sig.Link, c.want)
		}
	}
}
