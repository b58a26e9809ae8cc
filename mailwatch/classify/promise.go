package classify

import (
	"strconv"
	"strings"
	"time"

	"followup/followup"
)

// promise finds what the employer said about an answer: a sentence with a verb of answering and a time. Of several the
// last one counts. The time that the reader should keep ("reply by Friday") is no promise.
func (g *reading) promise(s *followup.Signal) {
	if g.own || s.Kind == followup.Rejection || s.Kind == followup.RecruiterOutreach {
		return
	}
	p := &g.body
	said := g.now
	promised := func(kind followup.PromiseKind, h hit, deadline time.Time) *followup.Promise {
		text, _, _ := p.sentence(h)
		return &followup.Promise{Kind: kind, Said: said, Deadline: deadline, Quote: clip(strings.Join(strings.Fields(text), " "), 200), By: s.Person, Standing: followup.PromiseOpen}
	}
	var best *followup.Promise
	rank := 0
	for _, h := range p.hits {
		kind, r := followup.PromiseKind(""), 0
		switch h.cue.family {
		case "silence":
			kind, r = followup.PromiseSilence, 5
		case "nocontact":
			kind, r = followup.PromiseNoContact, 4
		case "checkin":
			kind, r = followup.PromiseInvitation, 3
		case "ifpositive":
			kind, r = followup.PromiseIfPositive, 3
		case "promise":
			kind, r = followup.PromiseDate, 2
		default:
			continue
		}
		_, first, last := p.sentence(h)
		deadline, dated := g.deadlineIn(first, last, s.Language)
		if kind == followup.PromiseDate {
			if g.mineIn(first, last) {
				continue
			}
			switch st, _ := p.standing(h, false); {
			case dated && st == supposed && p.clauses[p.clause[h.first]].cond:
				continue
			case dated:
			case st == decided && g.hasIn("vague", first, last):
				kind, r = followup.PromiseVague, 1
			default:
				continue
			}
		}
		if r >= rank {
			best, rank = promised(kind, h, deadline), r
		}
	}
	s.Promise = best
}

// hasIn reports whether a phrase of a family stands between two words.
func (g *reading) hasIn(f family, first, last int) bool {
	for _, h := range g.body.hits {
		if h.cue.family == f && h.first >= first && h.last <= last {
			return true
		}
	}
	return false
}

// mineIn reports whether a sentence asks the reader to act by a time.
func (g *reading) mineIn(first, last int) bool {
	ws := g.body.ws
	for i := first; i <= last && i < first+4; i++ {
		switch string(ws[i].txt) {
		case "please", "kindly", "bitte", "veuillez", "por", "prosimy":
			return !g.hasIn("checkin", first, last)
		case "we", "i", "you", "our", "wir", "nous":
			return false
		}
	}
	return false
}

// deadlineIn finds the deadline that the words of a sentence name (domain.md 1.3); in doubt the later one.
func (g *reading) deadlineIn(first, last int, language string) (time.Time, bool) {
	p := &g.body
	best, length := "", 0
	for _, h := range p.hits {
		if h.cue.family != "when" || h.first < first || h.last > last || h.last-h.first+1 < length {
			continue
		}
		for f := range h.cue.flags { // one: the rule by which the day is found
			best, length = f, h.last-h.first+1
		}
	}
	from, to := int(p.ws[first].start), int(p.ws[last].end)
	if best == "" || strings.HasPrefix(best, "bd:0") {
		l := locale{now: g.now, country: g.country(), language: language}
		for _, m := range g.moments(p) {
			if m.from < from || m.to > to || m.hasRel {
				continue
			}
			if r, ok := l.resolve(m); ok && r.doubt == "" {
				t := r.start
				return at18(t.Year(), t.Month(), t.Day(), g.now.Location()), true
			}
		}
	}
	if best == "" || g.now.IsZero() {
		return time.Time{}, false
	}
	return deadlineOf(best, g.now), true
}

func at18(y int, m time.Month, d int, loc *time.Location) time.Time {
	return time.Date(y, m, d, 18, 0, 0, 0, loc)
}

// deadlineOf turns a rule of the language files into a day: "bd:3" three business days on, "fri:1" the Friday of next
// week, "eom" the last business day of the month, "nextmonth" the first week of the next. It ends at 18:00 with the sender.
func deadlineOf(rule string, said time.Time) time.Time {
	d := time.Date(said.Year(), said.Month(), said.Day(), 12, 0, 0, 0, said.Location())
	name, arg, _ := strings.Cut(rule, ":")
	n, _ := strconv.Atoi(arg)
	weekday := func(w time.Weekday) time.Time {
		monday := d.AddDate(0, 0, -((int(d.Weekday()) + 6) % 7))
		t := monday.AddDate(0, 0, 7*n+(int(w)+6)%7)
		if n == 0 && (d.Weekday() == time.Saturday || d.Weekday() == time.Sunday) {
			t = t.AddDate(0, 0, 7)
		}
		if t.Before(d) {
			t = t.AddDate(0, 0, 7)
		}
		return t
	}
	switch name {
	case "bd":
		if n == 0 && said.Hour() >= 17 {
			n = 1
		}
		for d.Weekday() == time.Saturday || d.Weekday() == time.Sunday {
			d = d.AddDate(0, 0, 1)
		}
		for ; n > 0; n-- {
			d = d.AddDate(0, 0, 1)
			for d.Weekday() == time.Saturday || d.Weekday() == time.Sunday {
				d = d.AddDate(0, 0, 1)
			}
		}
	case "fri":
		d = weekday(time.Friday)
	case "tue":
		d = weekday(time.Tuesday)
	case "wed":
		d = weekday(time.Wednesday)
	case "eom":
		next := lastBusinessDay(d.Year(), d.Month(), d.Location())
		if next.Sub(d) < 3*24*time.Hour {
			next = lastBusinessDay(d.Year(), d.Month()+1, d.Location())
		}
		d = next
	case "nextmonth":
		d = time.Date(d.Year(), d.Month()+1, 1, 12, 0, 0, 0, d.Location())
		for d.Weekday() != time.Friday {
			d = d.AddDate(0, 0, 1)
		}
	}
	return at18(d.Year(), d.Month(), d.Day(), said.Location())
}

func lastBusinessDay(y int, m time.Month, loc *time.Location) time.Time {
	d := time.Date(y, m+1, 0, 12, 0, 0, 0, loc)
	for d.Weekday() == time.Saturday || d.Weekday() == time.Sunday {
		d = d.AddDate(0, 0, -1)
	}
	return d
}
