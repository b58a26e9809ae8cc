package followup

import (
	"slices"
)

// referencesKept caps the References of a letter: the first and the newest are kept (RFC 5322 3.6.4).
const referencesKept = 30

// propose puts a note before the user, unless the same note is there already or a guard stands against it: barred then
// says why. The words come later, from EventComposed.
func (s *step) propose(n Note, who Person) bool {
	app := s.app
	s.barred = ""
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
	n.Status, n.Proposed = Proposed, s.now
	n.Language, n.Tone, n.Form = s.p.voice(app, who)
	n.Country = s.p.WhereFor(*app).Country
	n.To = Address{Name: who.Name, Addr: who.Addr}
	n.From, n.Account = s.p.from(app, who.Addr)
	n.Answers, n.References = answers(app, who.Addr)
	if s.barred = s.guarded(n, atProposal); s.barred != "" {
		return false
	}
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
	if app.LastOut.From.Addr == "" {
		return app.From, app.Account // by hand: no mail says which
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
