package followup

import (
	"slices"
	"strings"
	"time"
)

// noThanks returns why a round that is over asks for no thank-you, or "".
func (s *step) noThanks(r *Round) Reason {
	app := s.app
	switch {
	case !r.took():
		return "the round is over and did not take place"
	case app.Stage == StageOffered || app.Stage == StageClosed:
		return "interview over"
	case r.Kind == RoundVideo:
		return "interview over: there is nobody to thank for a one-way video"
	case s.tooLate(r.end()):
		return "interview over: it is too late for a thank-you"
	case app.NoContact:
		return "interview over: they asked not to be written to"
	}
	return ""
}

// thanks proposes one thank-you per person of a round that is over. Whoever was met and has no address that can be written
// to is thanked through the person who arranged it.
func (s *step) thanks(r *Round) int {
	app, p := s.app, s.p
	people, in := p.interviewers(app, r)
	note := Note{
		Kind: ThankYou, Round: r.ID, NotBefore: r.end().Add(p.ThankYouAfter),
		Expires: p.AddBusinessDays(r.end(), p.ThankYouDays, p.WhereFor(*app)), Why: "interview over: a thank-you is due",
	}
	n, anyReached := 0, false
	for i, who := range people {
		if r.thanked(app, who) {
			anyReached = true
			continue
		}
		if !r.thanks(who) || !p.reachable(app, who) {
			continue
		}
		anyReached = true
		if app.thankYou(r.ID, who) != nil { // also under another address
			continue
		}
		note := note
		note.Interview = interviewName(in[i])
		note.NotBefore = finish(in[i]).Add(p.ThankYouAfter)
		if s.propose(note, who) {
			n++
		}
	}
	if s.passOn(r, note, len(people) > 0, anyReached) {
		n++
	}
	s.vary(r)
	return n
}

// passOn proposes a letter to who arranged the interview where people were met who cannot be written to, or where it is not
// known who was met. Who arranged it and is thanked anyway passes the thanks on in that letter.
func (s *step) passOn(r *Round, note Note, known, reached bool) bool {
	app, p := s.app, s.p
	missing := p.unreached(app, r)
	i := slices.IndexFunc(r.Interviews, func(iv Interview) bool { return took(iv) && !iv.NoThanks })
	if i < 0 || len(missing) == 0 && (known || reached) {
		return false
	}
	who, ok := p.contact(app, nil, true)
	if !ok || r.thanked(app, who) || !r.thanks(who) || app.thankYou(r.ID, who) != nil {
		return false
	}
	note.Interview = interviewName(r.Interviews[i])
	if len(missing) > 0 {
		note.Variant = VariantPassOn
		note.Why = "interview over: no address is known of some whom you met, so the thanks go to who arranged it, to be passed on"
	}
	return s.propose(note, who)
}

// unreached returns the people of a round who were met and have a name but no address that can be written to.
func (p Policy) unreached(app *Application, r *Round) []Person {
	people, _ := p.interviewers(app, r)
	return slices.DeleteFunc(people, func(who Person) bool {
		robot := who.Robot || who.Addr != "" && unanswerable(who.Addr)
		return robot || who.Name == "" || p.reachable(app, who) || r.thanked(app, who) || !r.thanks(who)
	})
}

// thanked reports whether the user thanked this person herself, under whatever address.
func (r *Round) thanked(app *Application, who Person) bool {
	return slices.ContainsFunc(r.Thanked, func(key string) bool {
		other := app.person(key)
		return key == who.Key() || other != nil && sameName(other.Name, who.Name)
	})
}

// thanks reports whether this person of the round gets a letter as far as the user said.
func (r *Round) thanks(who Person) bool {
	for _, d := range r.debriefs() {
		if said, ok := d.of(who); ok {
			return said.Thank && !said.Absent
		}
	}
	return true
}

// unthanked reports whether a draft goes to somebody who is not to be thanked. What is passed on goes as long as there is
// somebody to pass it on to.
func (s *step) unthanked(r *Round, n Note) bool {
	if n.Variant == VariantPassOn {
		return len(s.p.unreached(s.app, r)) == 0
	}
	return !r.thanks(Person{Name: n.To.Name, Addr: n.To.Addr})
}

// thankYou returns the thank-you of a round to a person that still counts, or nil.
func (a *Application) thankYou(round string, who Person) *Note {
	for i := range a.Notes {
		n := &a.Notes[i]
		if n.Kind == ThankYou && n.Round == round && n.Status != Withdrawn && (n.Person == who.Key() || lower(n.To.Addr) == lower(who.Addr) || sameName(n.To.Name, who.Name)) {
			return n
		}
	}
	return nil
}

// vary chooses the variant of every draft of a round: an answer is completed in one letter only, and who does not like the
// place says thanks and no more.
func (s *step) vary(r *Round) {
	lead := s.app.lead(r)
	cool, repair := false, false
	for i, d := range r.debriefs() {
		cool = cool || i == 0 && d.Like != nil && *d.Like <= dislikes
		repair = repair || d.Repair != ""
	}
	for i := range s.app.Notes {
		n := &s.app.Notes[i]
		if n.Kind != ThankYou || n.Round != r.ID || n.Status != Proposed || n.Edited || n.Variant == VariantPassOn {
			continue
		}
		variant := ""
		switch {
		case repair && lead == n.ID:
			variant = VariantRecovery
		case cool:
			variant = VariantNotInterested
		}
		if variant != n.Variant {
			n.Variant = variant
			s.anew(n)
		}
	}
}

// lead returns the ID of the one thank-you of a round that says what they liked and completes an answer: that to whom the
// user names, else the one that does so already, else the first that is open.
func (a *Application) lead(r *Round) string {
	for _, d := range r.debriefs() {
		if d.Repair == "" || d.RepairFor == "" {
			continue
		}
		if n := a.thankYou(r.ID, Person{Addr: addrOf(d.RepairFor), Name: nameOfKey(d, d.RepairFor)}); n != nil && n.Variant != VariantPassOn {
			return n.ID
		}
	}
	open, with := "", ""
	for _, n := range a.Notes {
		switch {
		case n.Kind != ThankYou || n.Round != r.ID || n.Variant == VariantPassOn || n.Status == Withdrawn || n.Status == Dismissed:
		case n.Variant == VariantRecovery && with == "":
			with = n.ID
		case open == "" && n.Status.Open():
			open = n.ID
		}
	}
	return orElse(with, open)
}

// nameOfKey returns the name of a person whom a debrief names.
func nameOfKey(d Debrief, key string) string {
	for _, s := range d.People {
		if s.Person == key {
			return s.Name
		}
	}
	return ""
}

// Told is what the user said of an interview that a letter about it may use.
type Told struct {
	Topic  string   // the one thing that the person written to talked about
	Liked  string   // what they seemed to like; in one letter of a round only
	Repair string   // the answer to complete; in one letter of a round only
	PassOn []string // whom the person written to is asked to thank
}

// Told returns what the debriefs of a note's round say that it may use. What the user did not say is empty: nothing is
// made up.
func (p Policy) Told(app Application, n Note) Told {
	var t Told
	r, ok := app.Round(n.Round)
	if !ok {
		return t
	}
	who := Person{Name: n.To.Name, Addr: n.To.Addr}
	lead := app.lead(r) == n.ID
	for _, d := range r.debriefs() {
		if said, ok := d.of(who); ok {
			t.Topic = orElse(t.Topic, said.Topic)
		}
		if lead {
			t.Liked = orElse(t.Liked, d.LikedMe)
		}
		if n.Variant == VariantRecovery {
			t.Repair = orElse(t.Repair, d.Repair)
		}
	}
	if n.Kind == Nudge && slices.ContainsFunc(app.Notes, func(o Note) bool {
		return o.Kind == ThankYou && o.Round == n.Round && o.Status == Sent
	}) {
		t.Topic = "" // the thank-you has said it: a question repeats nothing
	}
	if n.Kind != ThankYou {
		return t
	}
	if by, ok := p.usable().contact(&app, nil, true); n.Variant == VariantPassOn || ok && lower(by.Addr) == lower(n.To.Addr) {
		for _, who := range p.usable().unreached(&app, r) {
			t.PassOn = append(t.PassOn, who.Name)
		}
	}
	return t
}

// sameName reports whether two full names are the same; a first name alone is not enough to tell.
func sameName(a, b string) bool {
	a, b = lower(a), lower(b)
	return a == b && len(strings.Fields(a)) > 1
}

// interviewName is how a note names its interview: the UID, else the start.
func interviewName(iv Interview) string {
	if iv.UID != "" {
		return iv.UID
	}
	return iv.Start.UTC().Format(time.RFC3339)
}
