package engine

import (
	"slices"
	"strings"

	"followup/followup"
	"followup/followup/store"
)

// oblivion is what goes when applications are forgotten, by every name under which the store may know it.
type oblivion struct {
	apps      []followup.Application
	ids       []string // of the applications
	keys      []string // of their mails
	messages  []string // Message-IDs of their mails, of our letters and of all that was in their threads
	notes     []string
	names     []string // of employers that no other application has
	domains   []string
	addresses []string
	signals   []followup.Signal // what their journals and questions tell of
}

// oblivion gathers what a request would remove. What another application knows as well stays there.
func (c *change) oblivion(r ForgetRequest) (*oblivion, error) {
	apps, err := c.forgettable(r)
	if err != nil {
		return nil, err
	}
	o := &oblivion{apps: apps}
	for _, app := range apps {
		o.ids = append(o.ids, app.ID)
		o.messages = append(o.messages, app.Threads...)
		o.names = append(append(o.names, app.Employer), app.Names...)
		o.domains = append(o.domains, app.Domains...)
		for _, who := range everybody(app) {
			o.addresses = append(o.addresses, strings.ToLower(who.Addr))
		}
		for _, n := range app.Notes {
			o.note(n.ID, n.MessageID)
			o.addresses = append(o.addresses, strings.ToLower(n.To.Addr))
		}
		for _, d := range app.Doubts {
			o.signals = append(o.signals, d.Signal)
		}
		entries, err := c.tx.Journal(app.ID)
		if err != nil {
			return nil, err
		}
		for _, en := range entries {
			o.note(en.Event.Note, en.Event.MessageID)
			if en.Event.Signal != nil {
				o.signals = append(o.signals, *en.Event.Signal)
			}
		}
	}
	err = c.tx.Applications(func(app followup.Application) error {
		if slices.Contains(o.ids, app.ID) {
			return nil
		}
		known := []string{strings.ToLower(app.Employer)}
		for _, name := range app.Names {
			known = append(known, strings.ToLower(name))
		}
		o.names = without(o.names, known)
		o.domains = without(o.domains, app.Domains)
		o.messages = without(o.messages, app.Threads)
		var theirs []string
		for _, who := range everybody(app) {
			theirs = append(theirs, strings.ToLower(who.Addr))
		}
		o.addresses = without(o.addresses, theirs)
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, list := range []*[]string{&o.names, &o.domains, &o.addresses} {
		o.tidy(list, c.Policy.Me)
	}
	for _, s := range o.signals {
		app, seen, err := c.tx.Seen(s.Mail.Key)
		if err != nil {
			return nil, err
		}
		if !seen || slices.Contains(o.ids, app) || o.theirs(s) { // else it was only asked about here, and counts elsewhere
			o.mail(s.Mail)
		}
	}
	for _, list := range []*[]string{&o.keys, &o.messages, &o.notes} {
		o.tidy(list, nil)
	}
	return o, nil
}

// tidy sorts a list and leaves each once, but none of except.
func (o *oblivion) tidy(list *[]string, except []string) {
	slices.Sort(*list)
	*list = without(slices.Compact(*list), append([]string{""}, except...))
}

// everybody lists the people of an application and of its interviews, without the machines that write for many employers.
func everybody(app followup.Application) []followup.Person {
	people := slices.Clone(app.People)
	for _, r := range app.Rounds {
		for _, iv := range r.Interviews {
			people = append(people, iv.People...)
		}
	}
	return slices.DeleteFunc(people, func(p followup.Person) bool { return p.Robot || p.Relay })
}

// without leaves out what is in gone, in whatever case it is written.
func without(list, gone []string) []string {
	return slices.DeleteFunc(list, func(s string) bool {
		return slices.ContainsFunc(gone, func(g string) bool { return strings.EqualFold(g, s) })
	})
}

func (o *oblivion) note(id, messageID string) {
	o.notes, o.messages = append(o.notes, id), append(o.messages, messageID)
}

func (o *oblivion) mail(m followup.Mail) {
	o.keys, o.messages = append(o.keys, m.Key), append(o.messages, m.ID)
}

func (o *oblivion) forgotten() Forgotten {
	f := Forgotten{Applications: len(o.apps), Mails: len(o.keys), Names: slices.Concat(o.names, o.domains, o.addresses)}
	for _, app := range o.apps {
		if f.Employer == "" {
			f.Employer = app.Employer
		}
		for _, n := range app.Notes {
			if gone(n.Status) {
				f.Letters++
			}
		}
	}
	if f.Employer == "" && len(o.apps) > 0 {
		f.Employer = o.apps[0].ID // nothing else names it
	}
	return f
}

// about reports whether a mail that lies elsewhere is theirs.
func (o *oblivion) about(s followup.Signal) bool {
	m := s.Mail
	known := func(id string) bool { return has(o.messages, id) }
	return has(o.keys, m.Key) || known(m.ID) || slices.ContainsFunc(m.InReplyTo, known) || slices.ContainsFunc(m.References, known) ||
		o.theirs(s)
}

// has reports whether a list holds v, in whatever case it is written.
func has(list []string, v string) bool {
	return v != "" && slices.ContainsFunc(list, func(x string) bool { return strings.EqualFold(x, v) })
}

// theirs reports whether a mail names them as employer, or is from or to one of them.
func (o *oblivion) theirs(s followup.Signal) bool {
	for _, name := range o.names {
		if key := followup.EmployerKey(name); key != "" && key == followup.EmployerKey(s.Employer) {
			return true
		}
	}
	if has(o.domains, s.Domain) {
		return true
	}
	for _, a := range append([]followup.Address{s.Mail.From, s.Mail.ReplyTo, {Addr: s.Person.Addr}}, s.Mail.To...) {
		if has(o.addresses, a.Addr) || o.writes(a.Addr) {
			return true
		}
	}
	return false
}

// writes reports whether an address lies in one of their domains.
func (o *oblivion) writes(addr string) bool {
	host := domainOf(addr)
	return slices.ContainsFunc(o.domains, func(d string) bool { return host == d || strings.HasSuffix(host, "."+d) })
}

// remove takes all of it out of the store, in the transaction of c.
func (o *oblivion) remove(c *change) error {
	err := c.tx.ForgetAside(func(s followup.Signal) bool {
		if !o.about(s) {
			return false
		}
		o.mail(s.Mail)
		return true
	})
	if err != nil {
		return err
	}
	for _, id := range o.ids {
		if err := c.tx.DeleteApplication(id); err != nil {
			return err
		}
	}
	if err := o.unspoken(c); err != nil {
		return err
	}
	for _, n := range o.notes {
		if err := c.tx.ForgetLetters(n); err != nil {
			return err
		}
	}
	if err := o.elsewhere(c); err != nil {
		return err
	}
	if err := c.tx.ForgetSeen(o.ids, o.keys); err != nil {
		return err
	}
	for _, key := range slices.Concat(o.keys, o.messages) {
		if key == "" {
			continue
		}
		if err := c.tx.MarkForgotten(c.mark(key)); err != nil {
			return err
		}
	}
	return o.rates(c)
}

// unspoken withdraws the notes of other applications about the date of an offer that is forgotten.
func (o *oblivion) unspoken(c *change) error {
	return c.eachOther(followup.Application{}, func(other followup.Application) error {
		for _, n := range other.Notes {
			if n.Kind != followup.DeadlineNote || !n.Status.Open() || !slices.Contains(o.ids, n.Offer) {
				continue
			}
			_, err := c.want(other, followup.Event{Want: followup.DeadlineNote, OfferOf: n.Offer, Gate: &followup.Gate{}})
			return err
		}
		return nil
	})
}

// elsewhere takes the mails out of the journals of other applications, in which one of them may have been asked about.
func (o *oblivion) elsewhere(c *change) error {
	var touched []followup.Application
	err := c.tx.Applications(func(app followup.Application) error {
		entries, err := c.tx.Journal(app.ID)
		if err != nil {
			return err
		}
		had := false
		for _, en := range entries {
			if err := o.siblings(c, app.ID, en); err != nil {
				return err
			}
			if s := en.Event.Signal; s != nil && slices.Contains(o.keys, s.Mail.Key) {
				had = true
				if err := c.tx.ForgetJournal(app.ID, en.Seq); err != nil {
					return err
				}
			}
		}
		if had {
			touched = append(touched, app)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, app := range touched {
		events, err := c.events(app.ID)
		if err != nil {
			return err
		}
		after := c.Policy.Replay(events, app.Notes)
		after.ID = app.ID
		if after, err = c.compose(after); err != nil {
			return err
		}
		if err := errOr(c.put(after), c.dropEmpty(after)); err != nil {
			return err
		}
	}
	return nil
}

// siblings takes their letters out of what an entry of another application knew of the world.
func (o *oblivion) siblings(c *change, app string, en store.Entry) error {
	g := en.Event.Gate
	if g == nil {
		return nil
	}
	rest := slices.DeleteFunc(slices.Clone(g.SameEmployer), func(s followup.Sibling) bool {
		return slices.Contains(o.notes, s.Note) || has(o.addresses, s.To) || o.writes(s.To)
	})
	if len(rest) == len(g.SameEmployer) {
		return nil
	}
	gate := *g
	gate.SameEmployer = rest
	en.Event.Gate = &gate
	return c.tx.AmendJournal(app, en.Seq, en.Event)
}

// rates takes names out of what is kept of the letters that left: they go on to count for the day, as letters to nobody.
func (o *oblivion) rates(c *change) error {
	var sent []past
	if _, err := c.tx.Meta("sent", &sent); err != nil {
		return err
	}
	var keep []past
	for _, p := range sent {
		switch {
		case !slices.Contains(o.notes, p.Note) && !slices.Contains(o.addresses, p.To) && !o.writes(p.To):
			keep = append(keep, p)
		case !p.Hand: // what she wrote herself counted for that person alone
			keep = append(keep, past{At: p.At, Kind: p.Kind})
		}
	}
	dead := map[string]int64{}
	if _, err := c.tx.Meta("dead", &dead); err != nil {
		return err
	}
	for addr := range dead {
		if slices.Contains(o.addresses, addr) || o.writes(addr) {
			delete(dead, addr)
		}
	}
	if err := c.tx.PutMeta("sent", keep); err != nil {
		return err
	}
	return c.tx.PutMeta("dead", dead)
}
