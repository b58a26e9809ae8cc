package classify

import (
	"slices"
	"strings"

	"followup/followup"
	"followup/mailwatch"
)

// scams are the warnings by the flag that language files give their phrases.
var scams = []struct {
	flag string
	warn followup.Warning
}{
	{"pay", followup.WarnPay}, {"cheque", followup.WarnCheque}, {"cards", followup.WarnCards}, {"bank", followup.WarnBank},
	{"messenger", followup.WarnMessenger}, {"papers", followup.WarnPapers},
}

// warn notes the marks of a scam that one mail can show. What only the history shows, an offer nobody applied for, is noted
// where the applications are known.
func (g *reading) warn(s *followup.Signal) {
	switch s.Kind {
	case followup.Offer, followup.InterviewInvite, followup.InterviewConfirm, followup.InterviewReschedule:
		if freeMail(g.from.addr) && s.Employer != "" || g.from.registrable == "" && freeMail(s.Mail.ReplyTo.Addr) && !freeMail(g.from.addr) {
			s.Warn(followup.WarnFreeMail)
		}
	}
	if to := readSender(mailwatch.Address(s.Mail.ReplyTo)); s.Kind != followup.Other && !g.m.Bulk && to.registrable != "" && g.from.registrable != "" && !sameFamily(to.registrable, g.from.registrable) {
		s.Warn(followup.WarnDiverted)
	}
	for _, x := range scams {
		if g.scam(x.flag) {
			s.Warn(x.warn)
		}
	}
}

// noticeWords is how far a word about fraud reaches: employers warn of what scammers ask for in the same breath.
const noticeWords = 40

// scam reports whether a phrase of that kind is said: not denied ("we never ask for a fee"), not in a notice about fraud, and
// not as part of what is harmless ("a background check").
func (g *reading) scam(flag string) bool {
	around := slices.ContainsFunc(g.langs, func(l *lexicon) bool { return l.around })
	for _, p := range []*passage{&g.subject, &g.body} {
		for _, h := range p.hits {
			if h.cue.family != "scam" || !h.cue.flags[flag] {
				continue
			}
			if st, _ := p.standing(h, around); st == denied || st == general || p.excused(h) {
				continue
			}
			return true
		}
	}
	return false
}

// excused reports whether a notice about fraud stands near a phrase, or what makes it harmless in its sentence.
func (p *passage) excused(h hit) bool {
	_, first, last := p.sentence(h)
	return slices.ContainsFunc(p.hits, func(o hit) bool {
		switch o.cue.family {
		case "notscam":
			return o.first >= first && o.last <= last
		case "fraudnote":
			return abs(o.first-h.first) <= noticeWords
		}
		return false
	})
}

// sameFamily reports whether two domains bear one name: acme.de and acme.com, acme.com and acme-group.com.
func sameFamily(a, b string) bool {
	a, _, _ = strings.Cut(a, ".")
	b, _, _ = strings.Cut(b, ".")
	a, b = strings.ReplaceAll(a, "-", ""), strings.ReplaceAll(b, "-", "")
	return strings.HasPrefix(a, b) || strings.HasPrefix(b, a)
}
