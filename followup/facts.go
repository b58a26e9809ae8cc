package followup

import (
	"slices"
	"time"
)

const (
	unstated     = 45 * time.Minute // how long an interview takes whose end nobody stated
	anyZone      = 14 * time.Hour   // a wall time without a zone may lie this far off
	threadsKept  = 200
	namesKept    = 6
	subjectsKept = 12
	relayDays    = 90 // a tracking system's token address goes stale
	settleByMail = 14 * 24 * time.Hour
)

// finish returns the end of an interview, stated or taken. A floating one may end up to anyZone later than it reads.
func finish(iv Interview) time.Time {
	end := iv.End
	if !end.After(iv.Start) {
		end = iv.Start.Add(unstated)
	}
	if iv.Floating {
		end = end.Add(anyZone)
	}
	return end
}

// took reports whether the interview took place, by time or by the user's word.
func took(iv Interview) bool { return iv.Standing == Over || iv.Standing == Held }

// set reports whether some interview of the round is still to come or not yet known to be over.
func (r Round) set() bool {
	return slices.ContainsFunc(r.Interviews, func(iv Interview) bool { return iv.Standing == Set })
}

// took reports whether some interview of the round took place.
func (r Round) took() bool { return slices.ContainsFunc(r.Interviews, took) }

// end returns the end of the last interview of the round that is set or took place, and zero if there is none.
func (r Round) end() time.Time {
	var end time.Time
	for _, iv := range r.Interviews {
		if iv.Standing == Set || took(iv) {
			end = latest(end, finish(iv))
		}
	}
	return end
}

// ahead reports whether some interview is set that is not over at t.
func (a *Application) ahead(t time.Time) bool {
	for _, r := range a.Rounds {
		for _, iv := range r.Interviews {
			if iv.Standing == Set && finish(iv).After(t) {
				return true
			}
		}
	}
	return false
}

// anySet reports whether some interview is set, whatever the time.
func (a *Application) anySet() bool { return slices.ContainsFunc(a.Rounds, Round.set) }

// met reports whether at least one interview took place.
func (a *Application) met() bool { return slices.ContainsFunc(a.Rounds, Round.took) }

// lastEnd returns the end of the last interview that took place, zero if none did.
func (a *Application) lastEnd() time.Time {
	var end time.Time
	for _, r := range a.Rounds {
		for _, iv := range r.Interviews {
			if took(iv) {
				end = latest(end, finish(iv))
			}
		}
	}
	return end
}

// currentRound returns the id of the newest round, empty before any.
func (a *Application) currentRound() string {
	if len(a.Rounds) == 0 {
		return ""
	}
	return a.Rounds[len(a.Rounds)-1].ID
}

// knows reports whether one of the Message-IDs belongs to the application.
func (a *Application) knows(ids ...string) bool {
	return slices.ContainsFunc(ids, func(id string) bool { return id != "" && slices.Contains(a.Threads, id) })
}

// human reports whether a person wrote the mail of that signal: somebody can answer it and no machine made it.
func human(sig Signal) bool {
	if sig.Mail.Automatic || sig.Detail == DetailAway || sig.Person.Robot || unanswerable(answerTo(sig.Mail).Addr) {
		return false
	}
	return sig.Mail.ReplyTo.Addr != "" || sig.Person.Addr != ""
}

// answerTo returns where an answer to the mail goes.
func answerTo(m Mail) Address {
	if m.ReplyTo.Addr != "" {
		return m.ReplyTo
	}
	return m.From
}

// on reports whether the address took part in the mail, as its sender or one of its recipients.
func (m Mail) on(addr string) bool {
	addr = lower(addr)
	if addr == "" {
		return false
	}
	return lower(m.From.Addr) == addr || lower(m.ReplyTo.Addr) == addr ||
		slices.ContainsFunc(m.To, func(a Address) bool { return lower(a.Addr) == addr })
}

// sentOf returns how many notes of that kind and round were sent; an empty round counts all.
func (a *Application) sentOf(kind NoteKind, round string) int {
	n := 0
	for _, note := range a.Notes {
		if note.Kind == kind && note.Status == Sent && (round == "" || note.Round == round) {
			n++
		}
	}
	return n
}

// openOf returns an open note of that kind, or nil.
func (a *Application) openOf(kind NoteKind) *Note {
	for i := range a.Notes {
		if a.Notes[i].Kind == kind && a.Notes[i].Status.Open() {
			return &a.Notes[i]
		}
	}
	return nil
}

// unanswered counts the questions, closes and letters to stay in touch that were sent since a person of theirs last wrote.
func (a *Application) unanswered() int {
	n := 0
	for _, note := range a.Notes {
		inRow := note.Kind == Nudge || note.Kind == GracefulClose || note.Kind == StayInTouch
		if inRow && note.Status == Sent && note.Sent.After(a.LastHuman.Received) {
			n++
		}
	}
	return n
}

// person returns the known person with that key, or nil.
func (a *Application) person(key string) *Person {
	for i := range a.People {
		if a.People[i].Key() == key {
			return &a.People[i]
		}
	}
	return nil
}

// speltKept caps the spellings of one name.
const speltKept = 4

// spelt remembers another way in which their mails write this person's name.
func (p *Person) spelt(name string) {
	same := func(s string) bool { return lower(s) == lower(name) }
	if lower(name) != "" && !same(p.Name) && !slices.ContainsFunc(p.Spelt, same) && len(p.Spelt) < speltKept {
		p.Spelt = append(p.Spelt, name)
	}
}

// meet adds what is known of a person. Names of strangers never overwrite the user's word.
func (a *Application) meet(who Person) {
	if who.Addr == "" && lower(who.Name) == "" {
		return
	}
	old := a.person(who.Key())
	if old == nil && who.Addr != "" && who.Name != "" {
		// A name without an address becomes the person with this address, if the name is the same.
		old = a.person(Person{Name: who.Name}.Key())
	}
	if old == nil {
		a.People = append(a.People, who)
		return
	}
	if old.Addr == "" {
		old.Addr = who.Addr
	}
	if old.Name == "" && !old.Confirmed {
		old.Name = who.Name
	}
	old.spelt(who.Name)
	for _, s := range who.Spelt {
		old.spelt(s)
	}
	if old.Title == "" {
		old.Title = who.Title
	}
	if old.Part == PartUnknown {
		old.Part = who.Part
	}
	if old.Known == "" {
		old.Known = who.Known
	}
	old.Wrote = latest(old.Wrote, who.Wrote)
	old.Relay = old.Relay || who.Relay
	old.Robot = old.Robot || who.Robot
	old.Dead = old.Dead || who.Dead
	old.Suspect = old.Suspect || who.Suspect
	old.Confirmed = old.Confirmed || who.Confirmed
}
