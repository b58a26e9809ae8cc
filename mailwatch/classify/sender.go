package classify

import (
	_ "embed"
	"strings"

	"followup/mailwatch"

	"golang.org/x/net/publicsuffix"
)

//go:embed data/senders.txt
var senderFile string

// class is what kind of sender an address is.
type class string

const (
	classOther      class = ""
	classATS        class = "ats"
	classAssessment class = "assessment"
	classScheduler  class = "scheduler"
	classBoard      class = "board"
	classAlert      class = "alert"
	classWebmail    class = "webmail"
)

// senderTable says which domains and addresses belong to tracking systems and the like.
type senderTable struct {
	by      map[string]senderRow
	vendors map[string]bool // their names, folded: never an employer
}

type senderRow struct {
	class class
	name  string
}

var senders = readSenders(senderFile)

func readSenders(text string) *senderTable {
	t := &senderTable{by: map[string]senderRow{}, vendors: map[string]bool{}}
	var row senderRow
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "["):
			kind, name, _ := strings.Cut(strings.Trim(line, "[]"), " ")
			row = senderRow{class(kind), name}
			if name != "" {
				t.vendors[nameKey(name)] = true
			}
		default:
			t.by[line] = row
		}
	}
	return t
}

// of finds the row of an address: the address itself, then its domain, then each parent domain.
func (t *senderTable) of(addr string) senderRow {
	addr = strings.ToLower(addr)
	if r, ok := t.by[addr]; ok {
		return r
	}
	_, d, _ := strings.Cut(addr, "@")
	for d != "" {
		if r, ok := t.by[d]; ok {
			return r
		}
		_, d, _ = strings.Cut(d, ".")
	}
	return senderRow{}
}

// sender is what the address lines tell before the text is read.
type sender struct {
	addr, local, domain, name string
	row                       senderRow
	registrable               string // the domain under a public suffix, empty for webmail and tracking systems
	robot                     bool
	relay                     bool
}

func readSender(a mailwatch.Address) sender {
	s := sender{addr: strings.ToLower(a.Addr), name: strings.TrimSpace(a.Name)}
	s.local, s.domain, _ = strings.Cut(s.addr, "@")
	s.row = senders.of(s.addr)
	if s.row.class == classOther && s.domain != "" {
		if d, err := publicsuffix.EffectiveTLDPlusOne(s.domain); err == nil {
			s.registrable = d
		}
	}
	s.robot = robot(s.local, s.domain)
	s.relay = relay(s.local, s.domain)
	return s
}

var robotWords = []string{
	"noreply", "no-reply", "no_reply", "no.reply", "donotreply", "do-not-reply", "do_not_reply", "do.not.reply", "nepasrepondre", "ne-pas-repondre",
	"nichtantworten", "nicht-antworten", "noresponder", "no-responder", "naoresponda", "nao-responda", "nao-responder", "nonrispondere",
	"niet-beantwoorden", "nieodpowiadaj", "+autoreply", "not-reply", "notreply", "dontreply", "unmonitored",
}

var robotStarts = []string{
	"notification", "notify", "mailer-daemon", "postmaster", "bounce", "systemmessage", "automated", "autoreply", "auto-reply", "auto-confirm",
	"alert", "calendar-notification", "jobs-noreply", "indeedapply", "donotreply", "reply-", "newsletter", "updates-",
}

// robot reports whether nobody reads what is sent to an address (domain of the tracking systems included).
func robot(local, domain string) bool {
	if local == "" || strings.HasSuffix(domain, "invalidemail.com") {
		return true
	}
	for _, w := range robotWords {
		if strings.Contains(local, w) {
			return true
		}
	}
	for _, w := range robotStarts {
		if strings.HasPrefix(local, w) {
			return true
		}
	}
	if local == "system" || local == "auto" || local == "daemon" {
		return true
	}
	switch row := senders.of(local + "@" + domain); row.class {
	case classAssessment:
		return true
	case classATS:
		return !relay(local, domain) && (local == "jobs" || local == "system" || local == "interviews" || local == "support" || local == "workday" || strings.HasSuffix(domain, "myworkday.com"))
	case classAlert:
		return true
	}
	return false
}

// relay reports whether an address is a token of a tracking system: an answer arrives, but only for this conversation.
func relay(local, domain string) bool {
	switch {
	case strings.HasSuffix(domain, "icims.com") || strings.HasSuffix(domain, "icims.eu"):
		return strings.Contains(local, "+email+")
	case strings.HasSuffix(domain, "workablemail.com"), strings.HasSuffix(domain, "recruitee-mailbox.com"), strings.HasSuffix(domain, "applytojob.com"),
		strings.HasSuffix(domain, "indeedemail.com"), strings.HasSuffix(domain, "breezy-mail.com"), strings.HasSuffix(domain, "teamtailor-mail.com"),
		strings.HasSuffix(domain, "message.teamtailor.com"), strings.HasSuffix(domain, "jobvite.com"), strings.HasSuffix(domain, "d-vinci.de"),
		strings.HasSuffix(domain, "m.personio.com"), strings.HasSuffix(domain, "m.personio.de"):
		for _, w := range robotWords {
			if strings.Contains(local, w) {
				return false
			}
		}
		return !strings.HasPrefix(local, "notification") && local != "jobs" && local != "info"
	case strings.HasSuffix(domain, "bamboohr.com"):
		return strings.Contains(local, "+job+")
	case domain == "linkedin.com":
		return strings.Contains(local, "hit-reply")
	}
	return false
}

// replyAddress is where an answer goes: Reply-To before From, and nowhere if nobody reads there (domain.md 4.7). What stands
// in the text is never taken: anybody can write an address there.
func (g *reading) replyAddress() (mailwatch.Address, bool) {
	if g.m.AutoReply && g.m.AutoSubmitted == "auto-replied" {
		return mailwatch.Address{}, false
	}
	for _, list := range [][]mailwatch.Address{g.m.ReplyTo, g.m.From} {
		for _, a := range list {
			addr := strings.ToLower(a.Addr)
			local, domain, ok := strings.Cut(addr, "@")
			if ok && !robot(local, domain) && !crowd(domain) && !g.onList(local, domain) && !strings.HasSuffix(domain, ".invalid") && (!g.r.self[addr] || g.own) {
				return a, relay(local, domain)
			}
		}
	}
	return mailwatch.Address{}, false
}

// onList reports whether an address is that of the mailing list which a mail came over (RFC 2919 writes it with dots).
func (g *reading) onList(local, domain string) bool {
	return g.m.ListID != "" && strings.Contains(strings.ToLower(g.m.ListID), local+"."+domain)
}

// crowd reports whether a domain is one of mailing lists and shared calendars: an answer would go to many, or to nobody.
func crowd(domain string) bool {
	for _, d := range []string{"googlegroups.com", "groups.io", "yahoogroups.com", "group.calendar.google.com", "resource.calendar.google.com"} {
		if domain == d || strings.HasSuffix(domain, "."+d) {
			return true
		}
	}
	return strings.HasPrefix(domain, "lists.") || strings.HasPrefix(domain, "list.")
}
