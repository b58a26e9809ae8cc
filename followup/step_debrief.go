package followup

import (
	"slices"
	"strings"
	"time"
)

// debriefed takes what the user says of an interview: whether it took place, whom she met and what was said. What she
// leaves out changes nothing; what she says goes into the letters that are not hers yet.
func debriefed(s *step) Reason {
	if s.ev.Debrief == nil && s.ev.Promise == nil && !s.ev.Held && s.ev.NoShow == NoShowUnknown {
		return "nothing was said: nothing changed"
	}
	iv := s.heard(func(iv Interview) bool { return begun(iv, s.now) })
	if iv == nil {
		return "no interview is known that is over"
	}
	acts, whys := s.app.Acts, []string(nil)
	why, ok := s.tookPlace(iv)
	if !ok {
		return why
	}
	s.app.Acts = acts // one act, whatever it says
	if why != "" {
		whys = append(whys, string(why))
	}
	r := s.roundOf(iv)
	if d := s.ev.Debrief; d != nil {
		whys = append(whys, string(s.debrief(r, iv, d.sound())))
	}
	if pr := s.ev.Promise; pr == nil && s.ev.Debrief != nil && s.ev.Debrief.NextSteps != "" {
		whys = append(whys, "no time is in what they said about next steps")
	} else if pr != nil {
		whys = append(whys, string(s.promisedIn(r, iv, *pr)))
	}
	if why := s.thanksFrom(r); why != "" {
		whys = append(whys, string(why))
	}
	if len(whys) == 0 {
		return "known: it took place"
	}
	s.acted("how the interview on " + iv.Start.In(s.p.ZoneFor(*s.app)).Format("2 January") + " went")
	return Reason(strings.Join(whys, "; "))
}

// begun reports whether something can be said of an interview: it took place as far as is known, is going on, or was to
// take place and did not.
func begun(iv Interview, now time.Time) bool {
	return took(iv) || (iv.Standing == Set || iv.Standing == NotHeld) && !iv.Start.After(now)
}

// LastTalk returns the interview that a debrief is about, and its round: the one of that name (as Note.Interview has it),
// else the newest of which something can be said.
func (a Application) LastTalk(name string, now time.Time) (iv Interview, r Round, ok bool) {
	for _, round := range a.Rounds {
		for _, o := range round.Interviews {
			if o.called(name) || name == "" && begun(o, now) && (!ok || !o.Start.Before(iv.Start)) {
				iv, r, ok = o, round, true
			}
		}
	}
	return iv, r, ok
}

// tookPlace takes the user's word that the interview took place, or why it did not; ok is false where that cannot be.
func (s *step) tookPlace(iv *Interview) (why Reason, ok bool) {
	s.ev.Interview = interviewName(*iv)
	switch {
	case s.ev.Held && iv.Standing == Held:
		return "", true
	case s.ev.Held:
		why = held(s)
		if iv.Standing != Held {
			return why, false
		}
		iv.NoShow = NoShowUnknown
		return why, true
	case s.ev.NoShow != NoShowUnknown:
		why = notHeld(s)
		if iv.Standing == NotHeld {
			iv.NoShow = s.ev.NoShow
		}
		return why, true
	}
	return "", true
}

// roundOf returns the round that an interview of the application lies in.
func (s *step) roundOf(iv *Interview) *Round {
	for i := range s.app.Rounds {
		for j := range s.app.Rounds[i].Interviews {
			if &s.app.Rounds[i].Interviews[j] == iv {
				return &s.app.Rounds[i]
			}
		}
	}
	return &Round{}
}

// debrief keeps what was said in the interview itself, and whom the user met.
func (s *step) debrief(r *Round, iv *Interview, d Debrief) Reason {
	d.At = s.at
	var before Debrief
	if iv.Debrief != nil {
		before = *iv.Debrief
	}
	d.People = slices.Clone(d.People)
	for i := range d.People {
		s.meetIn(r, iv, &d.People[i])
	}
	d = before.with(d)
	iv.Debrief = &d
	if d.Skipped {
		return "you are not asked how it went"
	}
	if d.Like != nil {
		s.app.Liked = *d.Like >= likes
	}
	return "noted how it went"
}

// meetIn finds the person who is meant among those of the round and the application; one who is not known is met here.
func (s *step) meetIn(r *Round, iv *Interview, said *Said) {
	app := s.app
	meant := func(who Person) bool {
		return said.Person != "" && who.Key() == lower(said.Person) || said.Person == "" && lower(who.Name) == lower(said.Name)
	}
	var known []Person
	for _, other := range r.Interviews {
		known = append(known, other.People...)
	}
	who := Person{Name: said.Name, Addr: lower(addrOf(said.Person)), Part: PartInterviewer, Known: "user", Confirmed: true}
	if !said.Thank {
		who.Part = PartOther
	}
	if i := slices.IndexFunc(known, meant); i >= 0 {
		who = known[i]
	} else if i := slices.IndexFunc(app.People, meant); i >= 0 {
		who = app.People[i]
	}
	who = clonePerson(app.known(who))
	if who.Addr == "" && lower(who.Name) == "" || s.p.user(app, who.Addr) {
		return
	}
	said.Person, said.Name = who.Key(), orElse(who.Name, said.Name)
	if !said.Absent && !slices.ContainsFunc(known, func(p Person) bool { return app.known(p).Key() == who.Key() }) {
		iv.People = append(iv.People, who)
	}
	if said.Absent {
		for i := range r.Interviews {
			r.Interviews[i].People = slices.DeleteFunc(r.Interviews[i].People, func(p Person) bool { return app.known(p).Key() == who.Key() })
		}
	} else {
		app.meet(who)
	}
	if p := app.person(who.Key()); p != nil && r.ID != "" {
		p.Met = slices.DeleteFunc(p.Met, func(id string) bool { return id == r.ID })
		if !said.Absent {
			p.Met = append(p.Met, r.ID)
		}
	}
}

// promisedIn records what they said about next steps. Her later words about the same talk take the place of the earlier
// ones, and what they wrote since then goes before both.
func (s *step) promisedIn(r *Round, iv *Interview, pr Promise) Reason {
	app := s.app
	end := finish(*iv)
	if end.After(s.now) {
		end = s.now
	}
	pr.Said, pr.Source, pr.Round, pr.Act, pr.Standing = end, FromUser, r.ID, s.ev.ID, PromiseOpen
	app.Promises = slices.DeleteFunc(app.Promises, func(o Promise) bool {
		return o.Source == FromUser && o.Round == pr.Round && o.Said.Equal(pr.Said)
	})
	for _, o := range app.Promises {
		if o.Said.After(pr.Said) && o.Kind != PromiseVague && !o.Deadline.IsZero() {
			pr.Standing, pr.Ended = PromiseMoved, o.Said
			app.Promises = append(app.Promises, pr)
			return "what they wrote since then goes before what they said"
		}
	}
	s.sig.Promise = &pr
	return promised(s)
}

const notMet Reason = "you did not meet this person, or want no letter to them"

// thanksFrom brings the thank-yous of a round in line with what was said: drafts are written anew where the words are not
// the user's own, who was not met gets none, whatever yes was given before, and who was gets one if it is time.
func (s *step) thanksFrom(r *Round) Reason {
	s.withdraw(notMet, func(n *Note) bool {
		return n.Kind == ThankYou && n.Round == r.ID && s.unthanked(r, *n) && (n.Status == Proposed || n.Variant != VariantPassOn)
	})
	s.vary(r)
	for i := range s.app.Notes {
		if n := &s.app.Notes[i]; n.Kind == ThankYou && n.Round == r.ID {
			s.anew(n)
		}
	}
	if len(s.app.Doubts) > 0 || r.set() || r.end().After(s.now) || s.noThanks(r) != "" {
		return ""
	}
	r.Done = true
	switch s.thanks(r) {
	case 0:
		return ""
	case 1:
		return "a thank-you is drafted"
	}
	return "the thank-yous are drafted"
}

// anew lets a draft be written anew, unless its words are the user's own.
func (s *step) anew(n *Note) {
	if n.Status == Proposed && !n.Edited {
		n.Subject, n.Text, n.Fingerprint = "", "", ""
		s.effect(Effect{Kind: Compose, Note: n.ID})
	}
}
