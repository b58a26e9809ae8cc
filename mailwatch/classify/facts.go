package classify

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"followup/followup"
	"followup/mailwatch"
)

// facts fills what the mail tells beside its meaning: employer, role, people, times.
func (g *reading) facts(s *followup.Signal) {
	if g.own || s.Detail == followup.DetailCalReply {
		g.calendar(s) // the entry that it answers ties it to what the entry belongs to
	}
	if g.own || s.Kind == followup.Other && (!s.JobContext || s.Detail == followup.DetailAlert) {
		return // an alert names many employers, and enters no application
	}
	g.employer(s)
	g.agency(s)
	g.person(s)
	if s.Kind == followup.Other {
		g.role(s)
		g.promise(s)
		g.believe(s)
		return
	}
	g.role(s)
	if s.Agency != "" && s.Employer != "" && strings.HasPrefix(s.Role, s.Employer) {
		s.Role = "" // the client's project is no role
	}
	s.Link = g.whereTo(s.Kind)
	if s.Kind == followup.Offer && s.Detail == followup.NoDetail {
		s.Detail = g.inWriting()
	}
	g.times(s)
	g.round(s)
	g.place(s)
	g.promise(s)
	g.believe(s)
}

var meetingLinks = []string{"zoom.us/", "meet.google.com/", "teams.microsoft.com/", "teams.live.com/", "webex.com/", "whereby.com/", "coderpad.io/", "chime.aws/", "bluejeans.com/", "gotomeeting.com/", "gotomeet.me/", "meet.jit.si/"}

// place gives interviews from prose the address of their video room, if the mail has one.
func (g *reading) place(s *followup.Signal) {
	for i := range s.Interviews {
		if s.Interviews[i].Place != "" {
			continue
		}
		for _, l := range g.m.Links {
			if strings.HasPrefix(l, "https://") && slices.ContainsFunc(meetingLinks, func(m string) bool { return strings.Contains(l, m) }) {
				s.Interviews[i].Place = clip(l, 300)
				break
			}
		}
	}
}

// person is who wrote.
func (g *reading) person(s *followup.Signal) {
	if len(g.m.From) == 0 {
		return
	}
	from := g.m.From[0]
	p := followup.Person{Addr: from.Addr, Known: "sender", Relay: g.from.relay, Robot: g.from.robot}
	if !g.from.robot && looksPerson(from.Name, g.from.local) && !g.companyLike(from.Name) {
		p.Name = from.Name
	}
	name, jobTitle := g.signer()
	if sameName(name, s.Employer) {
		name, jobTitle = "", ""
	}
	if p.Name == "" && !g.from.robot {
		p.Name = name
	} else if p.Name == "" && name != "" && name != s.Employer {
		s.People = append(s.People, followup.Person{Name: name, Title: jobTitle, Known: "signature"})
	}
	if p.Name != "" && jobTitle != "" {
		p.Title = jobTitle
	}
	switch l := strings.ToLower(p.Title + " " + g.from.local); {
	case strings.Contains(l, "coordinator"):
		p.Part = followup.PartCoordinator
	case strings.Contains(l, "recruit"), strings.Contains(l, "talent"):
		p.Part = followup.PartRecruiter
	}
	if s.Agency != "" {
		p.Part = followup.PartAgency
	}
	if s.Kind == followup.InterviewConfirm || s.Kind == followup.InterviewInvite || s.Kind == followup.InterviewReschedule {
		for _, q := range interviewers(g.ownText(), s.Employer) {
			if q.Name != p.Name {
				s.People = append(s.People, q)
			}
		}
	}
	if s.Mail.ReplyTo.Addr != "" {
		p.Addr, p.Robot = s.Mail.ReplyTo.Addr, false
		_, p.Relay = g.replyAddress()
	} else {
		p.Robot = true
	}
	s.Person = p
}

// times fills interviews from the calendar parts or, without any, from the words.
func (g *reading) times(s *followup.Signal) {
	switch s.Kind {
	case followup.InterviewInvite, followup.InterviewConfirm, followup.InterviewReschedule, followup.InterviewCancel:
	case followup.Assessment, followup.Offer:
	default:
		return
	}
	if g.calendar(s) {
		return
	}
	l := locale{now: g.now, country: g.country(), language: s.Language}
	type slot struct {
		m     moment
		r     resolved
		aside bool
	}
	var slots, previous []slot
	for _, p := range []*passage{&g.subject, &g.body} {
		for _, m := range g.moments(p) {
			r, ok := l.resolve(m)
			if !ok {
				continue
			}
			if m.deadline {
				if s.Deadline.IsZero() && r.doubt == "" {
					s.Deadline = r.start
					if r.dateOnly {
						s.Deadline = g.endOf(r.start)
					}
				}
				continue
			}
			if !m.hasTime() {
				continue
			}
			if r.doubt != "" {
				g.doubts = append(g.doubts, r.doubt)
				continue
			}
			x := slot{m, r, p.aside(m)}
			same := false
			for _, list := range [][]slot{slots, previous} {
				for k := range list {
					o := &list[k].r
					again := o.floating != r.floating && wall(o.start).Equal(wall(r.start))
					if again && o.floating {
						*o = r // the same time, now with its zone
					}
					same = same || again || o.start.Equal(r.start)
				}
			}
			switch {
			case same:
			case m.previous && !m.fresh:
				previous = append(previous, x)
			default:
				slots = append(slots, x)
			}
		}
	}
	if s.Kind == followup.Assessment || s.Kind == followup.Offer {
		return
	}
	if len(slots) == 0 && (s.Kind == followup.InterviewConfirm || s.Kind == followup.InterviewInvite) {
		slots, previous = previous, nil // "it was arranged for Tuesday": nothing moves
	}
	if s.Kind == followup.InterviewReschedule && len(previous) == 0 && len(slots) > 1 {
		for i, x := range slots {
			if !x.m.fresh && i == 0 && slots[1].m.fresh {
				previous, slots = slots[:1], slots[1:]
				break
			}
		}
	}
	if len(previous) > 0 {
		s.Previous = previous[0].r.start
	}
	make := func(r resolved) followup.Interview {
		return followup.Interview{Start: r.start, End: r.end, Zone: r.zone, Floating: r.floating, Source: followup.FromProse, Standing: followup.Set, From: g.m.ID}
	}
	switch {
	case s.Kind == followup.InterviewCancel:
		if s.Previous.IsZero() && len(slots) > 0 {
			s.Previous = slots[0].r.start
		}
		for _, x := range append(previous, slots...) {
			iv := make(x.r)
			iv.Standing = followup.Cancelled
			s.Interviews = append(s.Interviews, iv)
			break
		}
	case len(slots) == 1, s.Kind == followup.InterviewConfirm && len(slots) > 0:
		first := max(0, slices.IndexFunc(slots, func(x slot) bool { return !x.aside }))
		iv := make(slots[first].r)
		s.Interviews = []followup.Interview{iv}
	case len(slots) > 1:
		for _, x := range slots {
			iv := make(x.r)
			iv.Standing = ""
			s.Options = append(s.Options, iv)
		}
	}
	if len(slots) == 0 && len(g.doubts) > 0 && s.Confidence >= 0.9 && s.Kind == followup.InterviewConfirm {
		s.Confidence = 0.8
		s.Reason += followup.Reason(", but " + g.doubts[0])
	}
}

// aside reports whether the words between a date and its time name what stands beside an interview: "Sunday: arrival, dinner at 7:00".
func (p *passage) aside(m moment) bool {
	for _, w := range strings.FieldsFunc(string(p.f.text[m.from:m.to]), func(r rune) bool { return !unicode.IsLetter(r) }) {
		switch w {
		case "dinner", "lunch", "breakfast", "hotel", "flight", "abendessen", "anreise", "cena", "diner":
			return true
		}
	}
	return false
}

// endOf is when a day ends by which they want something: theirs or the user's, whichever is earlier. Many senders write
// their Date in UTC; read there alone, "by 6 December" would be the small hours of the 7th for whoever lives east of it, and
// a letter that quotes the date would quote another one than they named.
func (g *reading) endOf(day time.Time) time.Time {
	y, m, d := day.Date()
	end := time.Date(y, m, d, 23, 59, 0, 0, g.now.Location())
	if zone := g.r.opts.Zone; zone != nil {
		if own := time.Date(y, m, d, 23, 59, 0, 0, zone); own.Before(end) {
			return own
		}
	}
	return end
}

// wall reads an instant's wall clock as if it were UTC.
func wall(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), 0, 0, time.UTC)
}

// country is where the sender writes from, as far as the domain or the offset of the Date header tells.
func (g *reading) country() string {
	d := g.from.domain
	for i := len(d) - 1; i >= 0; i-- {
		if d[i] == '.' {
			d = d[i+1:]
			break
		}
	}
	if len(d) == 2 && d != "io" && d != "ai" && d != "co" && d != "me" && d != "tv" {
		if d == "uk" {
			return "GB"
		}
		return upper(d)
	}
	if !g.m.Date.IsZero() {
		if _, off := g.m.Date.Zone(); off <= -5*3600 && off >= -8*3600 {
			return "US"
		} else if off != 0 {
			return "??"
		}
	}
	return g.r.opts.Country
}

func upper(s string) string {
	b := []byte(s)
	for i := range b {
		if b[i] >= 'a' && b[i] <= 'z' {
			b[i] -= 32
		}
	}
	return string(b)
}

// calendar takes the interviews from the calendar parts and reports whether there were any.
func (g *reading) calendar(s *followup.Signal) bool {
	found := false
	for _, c := range g.m.Calendars {
		for _, e := range c.Events {
			if e.AllDay || e.Start.IsZero() {
				continue
			}
			found = true
			iv := followup.Interview{
				UID: e.UID, RecurrenceID: e.RecurrenceID, Sequence: e.Sequence, Stamp: e.Stamp, Start: e.Start, End: e.End, Zone: e.Zone, Floating: e.Floating,
				Place: e.Location, Title: e.Summary, Source: followup.FromCalendar, Standing: followup.Set, From: g.m.ID,
			}
			if iv.Place == "" {
				iv.Place = e.URL
			}
			if e.Cancelled || c.Method == "CANCEL" {
				iv.Standing = followup.Cancelled
				s.Previous = e.Start
			}
			iv.People = g.attendees(e)
			if c.Method == "COUNTER" {
				iv.Standing = ""
				s.Options = append(s.Options, iv)
				continue
			}
			s.Interviews = append(s.Interviews, iv)
		}
	}
	return found
}

// attendees are the people of an event without the user, rooms and note takers.
func (g *reading) attendees(e mailwatch.CalendarEvent) []followup.Person {
	var out []followup.Person
	seen := map[string]bool{}
	add := func(a mailwatch.Address, part followup.Part) {
		addr := a.Addr
		if addr == "" || seen[addr] || g.r.self[addr] || noteTaker(addr) {
			return
		}
		for _, to := range g.m.To {
			if len(g.r.self) == 0 && to.Addr == addr {
				return
			}
		}
		seen[addr] = true
		sn := readSender(a)
		p := followup.Person{Addr: addr, Known: "calendar", Part: part, Robot: sn.robot, Relay: sn.relay}
		if a.Name != "" && a.Name != addr {
			p.Name = a.Name
		}
		out = append(out, p)
	}
	for _, a := range e.Attendees {
		if !a.Room {
			add(a.Address, followup.PartInterviewer)
		}
	}
	add(e.Organizer, followup.PartCoordinator)
	return out
}

var noteTakers = []string{"otter.ai", "fireflies.ai", "read.ai", "fathom.video", "metaview.ai", "brighthire.ai", "resource.calendar.google.com", "group.calendar.google.com"}

func noteTaker(addr string) bool {
	for _, d := range noteTakers {
		if hasSuffix(addr, d) {
			return true
		}
	}
	return false
}

func hasSuffix(s, suf string) bool { return len(s) >= len(suf) && s[len(s)-len(suf):] == suf }

// moments are the dates and times of a passage, read once.
func (g *reading) moments(p *passage) []moment {
	if !p.scanned {
		g.when.lang = g.language()
		p.moments, p.scanned = g.when.scan(p.f), true
	}
	return p.moments
}
