package classify

import (
	"strings"
	"unicode/utf8"

	"followup/followup"
	"followup/mailwatch"
)

// excerptBytes is how much of the own words is kept with a signal.
const excerptBytes = 2 << 10

// mail keeps what ties a message to others, where an answer goes, and a short excerpt.
func (g *reading) mail() followup.Mail {
	m := g.m
	out := followup.Mail{
		Key: m.Key, ID: m.ID, InReplyTo: m.InReplyTo, References: m.References, Subject: m.Subject, Date: m.Date, Received: m.Received,
		Excerpt: clip(strings.TrimSpace(m.Text.Own), excerptBytes), Account: m.Account, Folder: m.Folder, Junk: m.Role == mailwatch.RoleJunk,
		Bulk: m.Bulk, Automatic: m.AutoSubmitted != "" && m.AutoSubmitted != "no",
	}
	if len(m.From) > 0 {
		out.From = followup.Address(m.From[0])
	}
	if g.forward.from.Addr != "" { // never answered at: anybody can write an address into a text
		out.From = followup.Address(g.forward.from)
	}
	if a, _ := g.replyAddress(); a.Addr != "" {
		out.ReplyTo = followup.Address(a)
	}
	for _, list := range [][]mailwatch.Address{m.To, m.Cc} {
		for _, a := range list {
			out.To = append(out.To, followup.Address(a))
		}
	}
	if out.Received.IsZero() {
		out.Received = m.Date
	}
	return out
}

var silent = []string{
	"do not reply", "don't reply", "not monitored", "unmonitored", "cannot receive repl", "cannot accept incoming", "replies to this e", "does not accept repl",
	"bitte antworten sie nicht", "bitte nicht antworten", "nicht auf diese e", "ne pas repondre", "merci de ne pas repondre",
	"no responda", "no responder", "nao responda", "nao responder", "niet beantwoorden", "niet op dit bericht", "non rispondere", "nie odpowiad",
	"返信しないで", "返信できません", "送信専用", "请勿回复", "請勿回覆",
}

// asksForSilence reports whether a mail says that nobody reads the answers.
func (g *reading) asksForSilence() bool {
	for _, t := range [][]byte{g.body.f.text, fold(g.m.Text.Footer, 8<<10).text, fold(g.m.Text.Signature, 4<<10).text} {
		s := strings.Join(strings.Fields(string(t)), " ")
		for _, x := range silent {
			if strings.Contains(s, x) {
				return true
			}
		}
	}
	return false
}

// clip cuts a text at a rune so that it has at most n bytes.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
