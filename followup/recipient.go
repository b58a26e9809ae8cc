package followup

import (
	"slices"
	"strings"
	"time"
)

// robots are local parts, or beginnings of such, that nobody reads (domain.md 4.7).
var robots = []string{
	"noreply", "no-reply", "no_reply", "no.reply", "donotreply", "do-not-reply", "do_not_reply", "nepasrepondre",
	"ne-pas-repondre", "nichtantworten", "noresponder", "no-responder", "naoresponda", "nao-responda",
}

var robotStarts = []string{
	"notification", "notify", "mailer-daemon", "postmaster", "bounce", "system", "systemmessage", "automated", "auto-reply",
	"autoreply", "auto-confirm", "alert", "calendar-notification", "jobs-noreply",
}

// lists are hosts where everybody reads, and listEnds how the local parts of a mailing list's own addresses end.
var (
	lists    = []string{"googlegroups.com", "groups.io", "yahoogroups.com", "listserv.com"}
	listEnds = []string{"-request", "-owner", "-bounces", "-unsubscribe", "-subscribe"}
)

// list reports whether an address is a mailing list's (domain.md 1.7, 5).
func list(local, host string) bool {
	return slices.Contains(lists, host) || strings.HasPrefix(host, "lists.") || strings.HasPrefix(local, "owner-") ||
		local == "majordomo" || local == "listserv" || slices.ContainsFunc(listEnds, func(end string) bool { return strings.HasSuffix(local, end) })
}

// unanswerable reports whether nobody reads what is sent to that address.
func unanswerable(addr string) bool {
	local, host, ok := strings.Cut(lower(addr), "@")
	if !ok || local == "" || host == "" || strings.ContainsAny(addr, " \t\r\n<>,;\"") {
		return true
	}
	if host == "invalidemail.com" || host == "resource.calendar.google.com" || host == "group.calendar.google.com" {
		return true
	}
	if addr := local + "@" + host; addr == "interviews@hirevue.com" || addr == "support@hackerrankforwork.com" {
		return true
	}
	if strings.Contains(local, "+autoreply") || list(local, host) {
		return true
	}
	for _, r := range robots {
		if strings.Contains(local, r) {
			return true
		}
	}
	for _, r := range robotStarts {
		rest, found := strings.CutPrefix(local, r)
		if found && (rest == "" || rest == "s" || strings.HasPrefix(rest, "s@") || strings.HasPrefix(rest, "+") ||
			strings.HasPrefix(rest, "-") || strings.HasPrefix(rest, "s+") || strings.HasPrefix(rest, "s-")) {
			return true
		}
	}
	return false
}

// reachable reports whether a letter to that person may be written at all: somebody reads it, it is not the user's own
// address, and a tracking system's token is young and its thread is known.
func (p Policy) reachable(app *Application, who Person) bool {
	if !who.Reachable() || unanswerable(who.Addr) || p.user(app, who.Addr) {
		return false
	}
	if known := app.person(lower(who.Addr)); known != nil && (known.Dead || known.Robot) {
		return false
	}
	if who.Relay {
		mail, ok := app.mailWith(who.Addr)
		return ok && app.TurnSince.Sub(mail.Received) < relayDays*24*time.Hour
	}
	return true
}

// mine reports whether addr is one of the user's own.
func (p Policy) mine(addr string) bool {
	return slices.ContainsFunc(p.Me, func(me string) bool { return lower(me) == lower(addr) })
}

// user reports whether addr is the user's own as far as this application tells: the one they write to, or write from.
func (p Policy) user(app *Application, addr string) bool {
	addr = lower(addr)
	for _, m := range []Mail{app.LastHuman, app.LastIn} {
		if len(m.To) > 0 && lower(m.To[0].Addr) == addr && addr != "" {
			return true
		}
	}
	return p.mine(addr) || addr != "" && lower(app.LastOut.From.Addr) == addr
}

// mailWith returns the newest mail of the application that the address took part in: theirs first, since a letter
// answers what they wrote.
func (a *Application) mailWith(addr string) (Mail, bool) {
	for _, m := range []Mail{a.LastHuman, a.LastIn, a.LastOut} {
		if m.ID != "" && m.on(addr) {
			return m, true
		}
	}
	return Mail{}, false
}

// known fills an interviewer's address from the people who wrote, where exactly one has that name. Nothing is guessed.
func (a *Application) known(who Person) Person {
	if who.Addr != "" {
		if p := a.person(lower(who.Addr)); p != nil {
			who.Dead, who.Robot, who.Relay = who.Dead || p.Dead, who.Robot || p.Robot, who.Relay || p.Relay
			if who.Name == "" {
				who.Name = p.Name
			}
		}
		return who
	}
	var same []Person
	for _, p := range a.People {
		if p.Addr != "" && lower(p.Name) != "" && lower(p.Name) == lower(who.Name) {
			same = append(same, p)
		}
	}
	if len(same) == 1 {
		return same[0]
	}
	return who
}

// contact returns whom a question goes to: the agency if there is one, who made the promise, who wrote last, recruiter
// or coordinator, and the hiring manager only for a second question and only if he or she wrote before (domain.md 1.4).
func (p Policy) contact(app *Application, promise *Promise, second bool) (Person, bool) {
	var order []Person
	add := func(keep func(Person) bool) {
		var found []Person
		for _, who := range app.People {
			if keep(who) {
				found = append(found, who)
			}
		}
		slices.SortStableFunc(found, func(a, b Person) int { return b.Wrote.Compare(a.Wrote) })
		order = append(order, found...)
	}
	wrote := func(who Person) bool { return !who.Wrote.IsZero() }
	add(func(who Person) bool { return who.Part == PartAgency })
	if app.Agency != "" && len(order) > 0 {
		// With an agency in between nobody else is asked.
		return first(order, func(who Person) bool { return p.reachable(app, who) })
	}
	if promise != nil {
		order = append(order, app.known(promise.By))
	}
	last := answerTo(app.LastHuman).Addr
	add(func(who Person) bool {
		return lower(who.Addr) == lower(last) && last != "" && who.Part != PartHiringManager
	})
	add(func(who Person) bool { return who.Part == PartRecruiter || who.Part == PartCoordinator })
	add(func(who Person) bool {
		return wrote(who) && who.Part != PartHiringManager && who.Part != PartInterviewer
	})
	if second || !slices.ContainsFunc(order, func(who Person) bool { return p.reachable(app, who) }) {
		add(wrote)
	}
	return first(order, func(who Person) bool { return p.reachable(app, who) })
}

func first(people []Person, ok func(Person) bool) (Person, bool) {
	if i := slices.IndexFunc(people, ok); i >= 0 {
		return people[i], true
	}
	return Person{}, false
}

// interviewers returns the people of a round that took place, each once, with the interview each was in. The user
// herself and people she thanked are not among them.
func (p Policy) interviewers(app *Application, r *Round) (people []Person, in []Interview) {
	seen := map[string]bool{}
	for _, iv := range r.Interviews {
		if !took(iv) || iv.NoThanks {
			continue
		}
		named := slices.ContainsFunc(iv.People, func(who Person) bool { return who.Part != PartCoordinator && !p.user(app, who.Addr) })
		for _, who := range iv.People {
			if who.Part == PartCoordinator && named {
				continue // who only sent the calendar entry was not in the room
			}
			who = app.known(who)
			if key := who.Key(); !seen[key] && !p.user(app, who.Addr) {
				seen[key] = true
				people, in = append(people, who), append(in, iv)
			}
		}
	}
	return people, in
}
