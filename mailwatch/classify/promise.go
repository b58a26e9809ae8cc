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
		deadline, dated := g.deadlineIn(h.first, last, s.Language)
		if !dated { // "by Friday we will write": the time stands before the verb only where none stands behind
			deadline, dated = g.deadlineIn(first, last, s.Language)
		}
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
	var month time.Month
	for _, h := range p.hits {
		if h.cue.family != "when" || h.first < first || h.last > last || h.last-h.first+1 < length {
			continue
		}
		for f := range h.cue.flags { // one: the rule by which the day is found
			best, length = f, h.last-h.first+1
			month = names.month[string(p.ws[h.last].txt)]
		}
	}
	rule, _, _ := strings.Cut(best, ":")
	from, to := int(p.ws[first].start), int(p.ws[last].end)
	if named := rule == "weekof" || rule == "after"; best == "" || named || strings.HasPrefix(best, "bd:0") {
		l := locale{now: g.now, country: g.country(), language: language}
		for _, m := range g.moments(p) {
			if m.from < from || m.to > to || m.hasRel {
				continue
			}
			if r, ok := l.resolve(m); ok && r.doubt == "" {
				t := at18(r.start.Year(), r.start.Month(), r.start.Day(), g.now.Location())
				if named {
					t = deadlineFrom(best, t)
				}
				return t, true
			}
		}
		if t, ok := g.ordinalDay(first, last); ok {
			if named {
				t = deadlineFrom(best, t)
			}
			return t, true
		}
	}
	switch {
	case best == "" || g.now.IsZero() || rule == "weekof":
		return time.Time{}, false
	case rule == "after": // nobody says when that is
		return deadlineOf("bd:10", g.now), true
	case rule == "endof":
		return endOf(month, g.now), true
	}
	return deadlineOf(best, g.now), true
}

// ordinalDay reads "the 17th", a day without its month: the next one that is not past.
func (g *reading) ordinalDay(first, last int) (time.Time, bool) {
	if g.now.IsZero() {
		return time.Time{}, false
	}
	for i := first + 1; i <= last; i++ {
		txt := string(g.body.ws[i].txt)
		if len(txt) < 3 || string(g.body.ws[i-1].txt) != "the" {
			continue
		}
		switch txt[len(txt)-2:] {
		case "st", "nd", "rd", "th":
		default:
			continue
		}
		n, err := strconv.Atoi(txt[:len(txt)-2])
		if err != nil || n < 1 || n > 31 {
			continue
		}
		y, m, d := g.now.Date()
		if n < d {
			m++
		}
		if t := at18(y, m, n, g.now.Location()); t.Day() == n {
			return t, true
		}
	}
	return time.Time{}, false
}

// deadlineFrom turns a rule that goes by a named day into a deadline: "weekof" is the Friday of its week, "after:3" three business
// days on.
func deadlineFrom(rule string, named time.Time) time.Time {
	if n, ok := strings.CutPrefix(rule, "after:"); ok {
		return deadlineOf("bd:"+n, named.Add(-6*time.Hour)) // noon: what is said in the evening would count from the next day
	}
	return deadlineOf("fri:0", named)
}

// endOf is the last business day of the next such month.
func endOf(month time.Month, said time.Time) time.Time {
	y := said.Year()
	if month < said.Month() {
		y++
	}
	d := lastBusinessDay(y, month, said.Location())
	return at18(d.Year(), d.Month(), d.Day(), said.Location())
}

func at18(y int, m time.Month, d int, loc *time.Location) time.Time {
	return time.Date(y, m, d, 18, 0, 0, 0, loc)
}

// deadlineOf turns a rule of the language files into a day: "bd:3" three business days on, "fri:1" the Friday of next
// week, "eom" the last business day of the month, "nextmonth" the first week of the next, "quarter:2" that of the second quarter,
// "newyear" the end of the holidays. It ends at 18:00 with the sender.
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
	case "quarter":
		y, m := d.Year(), time.Month(3*n-2)
		if m < d.Month() {
			y++
		}
		d = firstFriday(y, m, d.Location())
	case "newyear": // the first days of January belong to the holidays
		d = time.Date(d.Year()+1, time.January, 8, 12, 0, 0, 0, d.Location())
	case "nextmonth":
		d = firstFriday(d.Year(), d.Month()+1, d.Location())
	}
	return at18(d.Year(), d.Month(), d.Day(), said.Location())
}

func firstFriday(y int, m time.Month, loc *time.Location) time.Time {
	d := time.Date(y, m, 1, 12, 0, 0, 0, loc)
	for d.Weekday() != time.Friday {
		d = d.AddDate(0, 0, 1)
	}
	return d
}

func lastBusinessDay(y int, m time.Month, loc *time.Location) time.Time {
	d := time.Date(y, m+1, 0, 12, 0, 0, 0, loc)
	for d.Weekday() == time.Saturday || d.Weekday() == time.Sunday {
		d = d.AddDate(0, 0, -1)
	}
	return d
}
