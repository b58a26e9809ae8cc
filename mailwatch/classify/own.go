package classify

import (
	"slices"
	"strings"

	"followup/followup"
	"followup/mailwatch"
)

// ownDetail tells what the user's own mail does besides being written: an answer to a calendar entry, or words that may end the
// candidacy.
func (g *reading) ownDetail() followup.Detail {
	switch g.ownReply() {
	case "ACCEPTED":
		return followup.DetailOwnCalYes
	case "DECLINED":
		return followup.DetailOwnCalNo
	}
	if g.tally.score(vWithdraw) < 1 {
		return followup.DetailOwn
	}
	var said []string
	for i := range g.finds {
		if f := &g.finds[i]; f.speaks == vWithdraw {
			said = append(said, f.words())
		}
	}
	has := func(words ...string) bool {
		return slices.ContainsFunc(said, func(s string) bool {
			return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
		})
	}
	switch {
	case has("withdraw", "zurück", "another", "different"): // what is accepted is elsewhere
		return followup.DetailOwnWithdraw
	case has("declin"):
		return followup.DetailOwnDecline
	case has("accept", "nehme"):
		return followup.DetailOwnAccept
	}
	return followup.DetailOwnWithdraw
}

// ownReply is what the user answers to a calendar entry (RFC 5546 3.2.3): her PARTSTAT in a REPLY, or empty.
func (g *reading) ownReply() string {
	for _, c := range g.m.Calendars {
		if c.Method != "REPLY" {
			continue
		}
		for _, e := range c.Events {
			// A reply carries the one attendee who gives it.
			if len(e.Attendees) == 1 {
				return e.Attendees[0].PartStat
			}
			for _, a := range e.Attendees {
				if strings.EqualFold(a.Addr, g.from.addr) {
					return a.PartStat
				}
			}
		}
	}
	return ""
}

// signers are hosts on which contracts are signed.
var signers = []string{
	"docusign.net", "docusign.com", "hellosign.com", "sign.dropbox.com", "adobesign.com", "echosign.com", "pandadoc.com", "signnow.com", "yousign.app",
	"skribble.com", "fp-sign.com", "signrequest.com", "scrive.com", "zohosign.com",
}

// attached and papers are words that stand in one sentence where an offer comes as a document; announced ones say that it does
// not yet.
var (
	attached  = []string{"attach", "enclos", "anbei", "im anhang", "beigefügt", "angehängt", "ci-joint", "pièce jointe", "adjunt", "em anexo", "anexo", "bijgevoegd", "bijlage", "in allegato", "allego"}
	papers    = []string{"offer letter", "written offer", "letter of offer", "contract", "employment agreement", "vertrag", "angebot", "contrat", "lettre d'offre", "carta", "contrato", "overeenkomst", "contratto", "offerta"}
	announced = []string{"will ", "'ll ", "shortly", "soon", "once ", "follow", "werden ", "wird ", "folgt", "in kürze", "bald", "sera ", "recevrez", "recibirá", "enviaremos", "receberá", "ontvang", "riceverà"}
)

// inWriting tells whether an offer comes as a document: a page on which it is signed, or words that it is attached. What is only
// announced is not there. In doubt it is not in writing, because others are told of what is.
func (g *reading) inWriting() followup.Detail {
	for _, l := range g.m.Links {
		host := hostIn(l)
		if slices.ContainsFunc(signers, func(s string) bool { return host == s || strings.HasSuffix(host, "."+s) }) {
			return followup.DetailWritten
		}
	}
	text := strings.ToLower(strings.Join(strings.Fields(g.ownText()), " "))
	for _, sentence := range strings.FieldsFunc(text, func(r rune) bool { return r == '.' || r == '!' || r == '?' }) {
		has := func(words []string) bool {
			return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(sentence, w) })
		}
		if has(attached) && has(papers) && !has(announced) {
			return followup.DetailWritten
		}
	}
	return followup.NoDetail
}

// whereTo is the page to which a mail sends the user: where a test is taken, or a time is booked. It is shown and never followed.
func (g *reading) whereTo(kind followup.SignalKind) string {
	want := map[followup.SignalKind]class{followup.Assessment: classAssessment, followup.InterviewInvite: classScheduler}[kind]
	for _, l := range g.m.Links {
		if want == classOther || len(l) > maxPage || !strings.HasPrefix(l, "https://") {
			continue
		}
		host := hostIn(l)
		if senders.of("x@"+host).class == want && !strings.Contains(host, "zoom") {
			return mailwatch.CleanLine(l)
		}
	}
	return ""
}

// maxPage caps the address of a page that is kept.
const maxPage = 500

func hostIn(link string) string {
	_, host, _ := strings.Cut(strings.ToLower(link), "://")
	host, _, _ = strings.Cut(host, "/")
	host, _, _ = strings.Cut(host, "?")
	return host
}
