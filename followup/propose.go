package followup

import (
	"fmt"
	"slices"
	"time"
)

// referencesKept caps the References of a letter: the first and the newest are kept (RFC 5322 3.6.4).
const referencesKept = 30

// propose puts a note before the user, unless the same note is there already. The words come later, from EventComposed.
func (s *step) propose(n Note, who Person) bool {
	app := s.app
	for _, old := range app.Notes {
		if old.Kind != n.Kind || old.Round != n.Round {
			continue
		}
		same := old.Person == who.Key()
		if (same || lower(old.To.Addr) == lower(who.Addr)) && (old.Status.Open() || n.Kind == ThankYou && old.Status != Withdrawn) {
			return false
		}
		if same {
			n.Ordinal++
		}
	}
	n.Person = who.Key()
	anchor := n.Round
	if anchor == "" {
		anchor = app.LastIn.Key + "\n" + app.LastOut.Key
	}
	n.ID = NoteID(anchor, n.Kind, n.Person, n.Ordinal)
	if _, taken := app.Note(n.ID); taken {
		return false
	}
	n.Status, n.Proposed, n.Tone = Proposed, s.now, s.p.Tone
	n.To = Address{Name: who.Name, Addr: who.Addr}
	n.From, n.Account = s.p.from(app, who.Addr)
	n.Answers, n.References = answers(app, who.Addr)
	app.Notes = append(app.Notes, n)
	s.effect(Effect{Kind: Compose, Note: n.ID})
	return true
}

// from returns the address they wrote to, the user's own on the mail that is answered, and the account that it belongs to.
func (p Policy) from(app *Application, addr string) (Address, string) {
	answered, _ := app.mailWith(addr)
	if answered.ID != "" && answered.ID == app.LastOut.ID {
		return answered.From, orElse(answered.Account, app.Account)
	}
	for _, m := range []Mail{answered, app.LastHuman, app.LastIn} {
		account := orElse(m.Account, app.Account)
		for _, a := range m.To {
			if p.mine(a.Addr) {
				return a, account
			}
		}
		if len(m.To) > 0 {
			return m.To[0], account // the caller puts the address that the mail was written to first
		}
	}
	return app.LastOut.From, orElse(app.LastOut.Account, app.Account)
}

// answers returns what a letter to addr replies to: a mail that this address took part in, else nothing and a new subject.
func answers(app *Application, addr string) (string, []string) {
	m, ok := app.mailWith(addr)
	if !ok {
		return "", nil
	}
	refs := slices.Clone(m.References)
	if len(refs) == 0 && len(m.InReplyTo) == 1 {
		refs = slices.Clone(m.InReplyTo)
	}
	if !slices.Contains(refs, m.ID) {
		refs = append(refs, m.ID)
	}
	if len(refs) > referencesKept {
		refs = append(refs[:1:1], refs[len(refs)-referencesKept+1:]...)
	}
	return m.ID, refs
}

// thanks proposes one thank-you per person of a round that is over; where no address is known, one to the person who
// arranged it, with the thanks to be passed on.
func (s *step) thanks(r *Round) int {
	app, p := s.app, s.p
	people, in := p.interviewers(app, r)
	note := Note{
		Kind: ThankYou, Round: r.ID, NotBefore: r.end().Add(p.ThankYouAfter),
		Expires: p.AddBusinessDays(r.end(), p.ThankYouDays, p.ZoneFor(*app)), Why: "interview over: a thank-you is due",
	}
	n, anyReached, thanked := 0, false, false
	for i, who := range people {
		if slices.Contains(r.Thanked, who.Key()) {
			thanked = true
			continue
		}
		if !p.reachable(app, who) {
			continue
		}
		anyReached = true
		note := note
		note.Interview = interviewName(in[i])
		note.NotBefore = finish(in[i]).Add(p.ThankYouAfter)
		if s.propose(note, who) {
			n++
		}
	}
	if anyReached || thanked {
		return n
	}
	i := slices.IndexFunc(r.Interviews, func(iv Interview) bool { return took(iv) && !iv.NoThanks })
	who, ok := p.contact(app, nil, true)
	if i < 0 || !ok || slices.Contains(r.Thanked, who.Key()) {
		return 0
	}
	note.Interview = interviewName(r.Interviews[i])
	if len(people) > 0 {
		note.Why = "interview over: no address of the people met is known, so the thanks go to who arranged it, to be passed on"
	}
	if s.propose(note, who) {
		n++
	}
	return n
}

// interviewName is how a note names its interview: the UID, else the start.
func interviewName(iv Interview) string {
	if iv.UID != "" {
		return iv.UID
	}
	return iv.Start.UTC().Format(time.RFC3339)
}

// respond proposes the answer to a rejection where a person can read it and either an interview took place or a person
// wrote the rejection. It returns the rest of the step's reason.
func (s *step) respond(requested bool) string {
	app, p := s.app, s.p
	for _, n := range app.Notes {
		if n.Kind == RejectionResponse && n.Status != Withdrawn {
			return "a response exists already"
		}
	}
	if app.NoContact {
		return "they asked not to be written to"
	}
	age := app.LastIn.Age()
	if age.IsZero() {
		age = app.Closed
	}
	days := p.BusinessDaysBetween(age, s.now, p.ZoneFor(*app))
	if !requested && (days > p.ResponseDays || app.Before && days >= p.ResponseDays) {
		return fmt.Sprintf("it is %d business days old, too old to answer by itself", days)
	}
	who, ok := Person{}, false
	if human(s.sig) && s.sig.Mail.Key != "" {
		who = app.known(Person{Name: answerTo(s.sig.Mail).Name, Addr: sender(s.sig).Addr, Relay: s.sig.Person.Relay})
		ok = p.reachable(app, who)
	}
	if !ok && (app.met() || requested) {
		who, ok = p.contact(app, nil, true)
	}
	if !ok {
		return "nobody who can be reached wrote, so no response is drafted"
	}
	n := Note{
		Kind: RejectionResponse, Round: app.currentRound(), NotBefore: app.Closed.Add(p.ResponseAfter),
		Expires: p.AddBusinessDays(latest(app.Closed, s.requestedAt(requested)), p.ApprovalDays, p.ZoneFor(*app)),
		Why:     "they said no: a short answer keeps the door open",
	}
	if !s.propose(n, who) {
		return "a response exists already"
	}
	return "a response is drafted"
}

// requestedAt returns now for what the user asked for, so that an old fact does not make it expire at once.
func (s *step) requestedAt(requested bool) time.Time {
	if requested {
		return s.now
	}
	return time.Time{}
}

// sender returns who wrote the mail of a signal, with the address an answer goes to.
func sender(sig Signal) Person {
	who := sig.Person
	if who.Addr == "" {
		who.Addr = answerTo(sig.Mail).Addr
	}
	if who.Name == "" {
		who.Name = answerTo(sig.Mail).Name
	}
	if who.Known == "" {
		who.Known = "sender"
	}
	return who
}
