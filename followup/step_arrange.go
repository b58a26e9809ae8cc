package followup

import (
	"slices"
	"strings"
)

// arranged takes an interview by hand, moves one, or calls one off: her word is as new as the moment she gave it.
func arranged(s *step) Reason {
	if s.ev.Meeting == nil {
		return "say when it is"
	}
	iv := *s.ev.Meeting
	if s.ev.Interview == "" {
		return s.arrange(iv, RoundKind(s.ev.Variant))
	}
	old := s.heard(func(Interview) bool { return false })
	switch {
	case old == nil:
		return "no such interview is known"
	case iv.Standing == Cancelled:
		return s.callOff(old)
	case iv.Start.IsZero():
		return "say when it is"
	case old.Start.Equal(iv.Start) && old.Standing == Set && old.CancelledAt.IsZero():
		return "known: it is at that time"
	}
	if iv.End.IsZero() && !old.End.IsZero() && !old.Estimated {
		iv.End = iv.Start.Add(old.End.Sub(old.Start))
	}
	iv.Source, iv.From = FromUser, old.From
	s.details(old, iv)
	s.moveTo(old, iv)
	s.byWord(old)
	s.settled()
	s.acted("an interview moved")
	return "moved: as you say"
}

// arrange enters another interview. One at the same hours is the same; one at another time never takes its place.
func (s *step) arrange(iv Interview, kind RoundKind) Reason {
	if iv.Start.IsZero() {
		return "say when it is"
	}
	if iv.Standing == Cancelled {
		return "say which one is off"
	}
	iv.Source, iv.Standing, iv.UID, iv.RecurrenceID = FromUser, Set, "", ""
	iv.People = slices.Clone(iv.People)
	for i := range iv.People {
		who := &iv.People[i]
		who.Known, who.Confirmed, who.Addr = "user", true, lower(who.Addr)
		if who.Part == PartUnknown {
			who.Part = PartInterviewer
		}
		s.meetByHand(*who)
	}
	known := s.named("", "", iv.Start)
	if known != nil && (known.Standing == Set && known.CancelledAt.IsZero() || took(*known)) && (iv.End.IsZero() || iv.End.Equal(known.End)) && len(iv.People) == 0 {
		return "known: an interview is set at that time"
	}
	s.sig = Signal{RoundKind: kind, Further: true, Interviews: []Interview{iv}, Mail: Mail{Key: s.ev.ID}}
	s.confirmed = true
	if s.app.Stage == StageOffered {
		s.mergeAll()
	} else {
		scheduled(s)
	}
	if set := s.named("", "", iv.Start); set != nil {
		s.byWord(set)
	}
	for i := range s.app.Rounds {
		if r := &s.app.Rounds[i]; s.ev.ID != "" && r.ID == roundID(s.ev.ID, 0) {
			r.Hand = true
		}
	}
	s.settled()
	s.acted("an interview by hand")
	switch {
	case s.app.Stage == StageOffered:
		return "a talk is recorded: the offer stands"
	case finish(iv).After(s.at):
		return "an interview is set"
	}
	return "an interview that is over is recorded"
}

// byWord marks an interview as the user has it: an older mail does not change it back.
func (s *step) byWord(iv *Interview) {
	iv.Source, iv.Act, iv.Stamp = FromUser, s.ev.ID, latest(iv.Stamp, s.at)
}

// settled lets the stage follow what was said of an interview.
func (s *step) settled() {
	before := s.app.Stage
	s.withdraw("an interview is set", func(n *Note) bool { return n.Kind == Nudge && s.app.anySet() })
	s.restand()
	if s.app.Stage == StageScheduled && before != StageScheduled {
		s.turn(TurnTheirs, s.at)
	}
	s.advance(s.at)
}

// callOff takes the user's word that an interview is off.
func (s *step) callOff(old *Interview) Reason {
	if old.Standing == Cancelled {
		return "known: it is off"
	}
	if took(*old) || old.Standing == Moved {
		s.unhold(old, "you said that it was called off")
	}
	was := s.app.Stage
	old.Standing, old.CancelledAt = Cancelled, s.at
	s.byWord(old)
	s.restand()
	if s.app.Stage == StageInvited && was != StageInvited {
		s.turn(TurnTheirs, s.at)
	}
	s.acted("an interview called off")
	return "the interview is off: as you say"
}

func arrangedAfterClose(*step) Reason { return "it is closed: reopen it first" }

// metByHand takes a person by hand, and where he or she was met.
func metByHand(s *step) Reason {
	if s.ev.Person == nil || s.ev.Person.Addr == "" && lower(s.ev.Person.Name) == "" {
		return "say who it is"
	}
	who := *s.ev.Person
	switch {
	case who.Addr != "" && (strings.Count(who.Addr, "@") != 1 || strings.ContainsAny(who.Addr, " <>,;\t\r\n")):
		return "that is no mail address"
	case who.Addr != "" && s.p.mine(who.Addr):
		return "that is your own address"
	case who.Addr != "" && unanswerable(who.Addr):
		return "nobody reads mail at that address"
	}
	var iv *Interview
	if s.ev.Interview != "" {
		if iv = s.heard(func(Interview) bool { return false }); iv == nil {
			return "no such interview is known"
		}
	}
	s.meetByHand(who)
	if iv != nil {
		s.seat(iv, who)
	}
	s.acted("a person by hand")
	if iv != nil {
		return "noted: with whom the interview was, or will be"
	}
	return "the person is noted"
}

// meetByHand takes what the user says of a person; her word wins over what was read.
func (s *step) meetByHand(who Person) {
	app := s.app
	who.Known, who.Confirmed, who.Act, who.Addr = "user", true, s.ev.ID, lower(who.Addr)
	old := app.person(who.Key())
	if i := slices.IndexFunc(app.People, func(p Person) bool { return p.nameless(who) }); old == nil && i >= 0 {
		old = &app.People[i]
	}
	if old == nil {
		app.People = append(app.People, who)
		return
	}
	for _, f := range []struct{ to, said *string }{{&old.Addr, &who.Addr}, {&old.Name, &who.Name}, {&old.Title, &who.Title}} {
		if *f.said != "" {
			*f.to = *f.said
		}
	}
	if who.Part != PartUnknown {
		old.Part = who.Part
	}
	if who.Form != FormUnknown {
		old.Form = who.Form
	}
	old.Known, old.Confirmed, old.Act, old.Suspect = "user", true, s.ev.ID, false
}

// nameless reports whether p and q bear one name and the address of one of them is not known.
func (p Person) nameless(q Person) bool {
	return (p.Addr == "" || q.Addr == "") && lower(p.Name) != "" && lower(p.Name) == lower(q.Name)
}

// seat puts a person into an interview. Where it is over already, a thank-you may follow.
func (s *step) seat(iv *Interview, who Person) {
	who.Known, who.Confirmed, who.Addr = "user", true, lower(who.Addr)
	if who.Part == PartUnknown {
		who.Part = PartInterviewer
	}
	i := slices.IndexFunc(iv.People, func(p Person) bool {
		return p.Key() == who.Key() || p.nameless(who)
	})
	switch {
	case i < 0:
		iv.People = append(iv.People, who)
	case iv.People[i].Addr == "":
		iv.People[i].Addr = who.Addr
	}
	name := interviewName(*iv)
	for i := range s.app.Rounds {
		r := &s.app.Rounds[i]
		if took(*iv) && slices.ContainsFunc(r.Interviews, func(o Interview) bool { return interviewName(o) == name }) {
			r.Done = false // whoever is new among them is still to be thanked
		}
	}
}

// toldByHand takes a promise by hand. It moves the clock as one in a mail does.
func toldByHand(s *step) Reason {
	if s.ev.Promise == nil || s.ev.Promise.Deadline.IsZero() && s.ev.Promise.Quote == "" {
		return "say what they promised"
	}
	pr := *s.ev.Promise
	pr.Source, pr.Act = FromUser, s.ev.ID
	if pr.Kind == "" {
		pr.Kind = PromiseDate
	}
	if pr.Said.IsZero() || pr.Said.After(s.at) {
		pr.Said = s.at
	}
	if pr.Kind == PromiseDate && pr.Deadline.IsZero() {
		pr.Kind = PromiseVague
	}
	if !pr.Deadline.IsZero() && pr.Deadline.Before(pr.Said) {
		return "that day is before they said so"
	}
	had := len(s.app.Promises)
	s.sig.Promise = &pr
	why := promised(s)
	if len(s.app.Promises) > had {
		s.acted("a promise by hand")
	}
	return why
}
