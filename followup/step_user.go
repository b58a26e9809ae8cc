package followup

import (
	"slices"
	"time"
)

// doubted lays a mail before the user: it acts when she confirms it.
func doubted(s *step) Reason {
	why := Reason(s.ev.Words)
	if why == "" {
		_, why = s.p.Admit(*s.app, s.sig)
	}
	return s.doubt(why)
}

// resolved takes the user's answer to a doubt: the confirmed signal enters as what it is, or nothing does.
func resolved(s *step) Reason {
	key := s.ev.Key
	if key == "" {
		key = s.sig.Mail.Key
	}
	had := len(s.app.Doubts)
	s.app.Doubts = slices.DeleteFunc(s.app.Doubts, func(d Doubt) bool { return d.Key == key })
	for i := range s.app.Notes {
		if n := &s.app.Notes[i]; n.Hold == HoldDoubt && len(s.app.Doubts) == 0 {
			n.Hold = NoHold
		}
	}
	s.acted("what a mail is")
	if s.ev.Signal == nil {
		if had == len(s.app.Doubts) {
			return "nothing was asked about that mail"
		}
		return "you said that it means nothing here"
	}
	s.confirmed = true
	if received := s.sig.Mail.Received; !received.IsZero() && received.Before(s.at) {
		s.at = received // it counts when it was written, not when it was confirmed
	}
	var why Reason
	for i, kind := range means(s.sig) {
		s.ev.Kind = kind
		if r := s.enter(kind); i == 0 {
			why = r
		}
	}
	if why == "" {
		return "you said what it is: nothing follows from it"
	}
	return "as you say: " + why
}

// corrected is a replay, which only the journal can do.
func corrected(*step) Reason { return "all is told anew with what you said" }

// heard returns the interview that the user speaks of: by UID or start, else the newest that ok allows.
func (s *step) heard(ok func(Interview) bool) *Interview {
	var found *Interview
	for i := range s.app.Rounds {
		for j := range s.app.Rounds[i].Interviews {
			iv := &s.app.Rounds[i].Interviews[j]
			if s.ev.Interview != "" {
				if iv.called(s.ev.Interview) {
					return iv
				}
				continue
			}
			if ok(*iv) && (found == nil || !iv.Start.Before(found.Start)) {
				found = iv
			}
		}
	}
	return found
}

// held takes the user's word that an interview took place.
func held(s *step) Reason {
	iv := s.heard(func(iv Interview) bool {
		return (iv.Standing == Set || iv.Standing == Over || iv.Standing == NotHeld) && !iv.Start.After(s.now.Add(anyZone))
	})
	if iv == nil {
		return "no such interview is known"
	}
	switch {
	case iv.Standing == Held:
		return "known: it took place"
	case !iv.Floating && iv.Start.After(s.now):
		return "it has not begun yet"
	case iv.Floating && iv.Start.After(s.now.Add(anyZone)):
		return "it has not begun yet"
	}
	iv.Standing, iv.NoShow, iv.CancelledAt = Held, NoShowUnknown, time.Time{}
	s.withdraw("you said that it took place", anotherTime(interviewName(*iv)))
	if iv.Floating && finish(*iv).After(s.now) {
		iv.Floating, iv.End = false, s.now // it is over now, whatever its zone was
		if iv.Start.After(s.now) {
			iv.Start = s.now
		}
	}
	end := finish(*iv)
	if end.After(s.now) {
		iv.End, end = s.now, s.now
	}
	for i := range s.app.Rounds {
		if r := &s.app.Rounds[i]; slices.ContainsFunc(r.Interviews, func(o Interview) bool { return interviewName(o) == interviewName(*iv) }) {
			r.Done = r.Done && len(s.thankYous(r.ID)) > 0
		}
	}
	was := s.app.Stage
	s.restand()
	if s.app.Stage == StageInterviewed && was != StageInterviewed {
		s.turn(TurnTheirs, end)
	}
	s.acted("an interview that took place")
	return "you said that it took place"
}

// thankYous returns the thank-yous of a round that still count.
func (s *step) thankYous(round string) []Note {
	var out []Note
	for _, n := range s.app.Notes {
		if n.Kind == ThankYou && n.Round == round && n.Status != Withdrawn {
			out = append(out, n)
		}
	}
	return out
}

func notFound(*step) Reason { return "there is no such application yet" }

// closed ends the candidacy in the user's own words.
func closed(s *step) Reason {
	if s.ev.Close == OutcomeOpen {
		return "say how it ended"
	}
	s.withdraw("you closed it", func(n *Note) bool { return s.ev.Close != OutcomeRejected || n.Kind != RejectionResponse })
	s.close(s.ev.Close, true)
	s.acted("closed: " + string(s.ev.Close))
	return Reason("closed in your own words: "+string(s.ev.Close)) + s.unwritten()
}

// outcomeChanged corrects how a closed candidacy ended.
func outcomeChanged(s *step) Reason {
	if s.ev.Close == OutcomeOpen {
		return "say how it ended"
	}
	at := s.app.Closed
	why := closed(s)
	if !at.IsZero() {
		s.app.Closed = at
	}
	return why
}

// drafted drafts on request what was only told.
func drafted(s *step) Reason {
	app := s.app
	if len(app.Doubts) > 0 {
		return "a mail waits for your answer: nothing is drafted before"
	}
	if app.Stage == StageClosed {
		if app.Outcome != OutcomeRejected {
			return "it is closed: nothing is to be drafted"
		}
		return Reason("on your request: " + s.respond(true))
	}
	for i := len(app.Rounds) - 1; i >= 0; i-- {
		r := &app.Rounds[i]
		if r.took() && !r.set() && !s.tooLate(r.end()) && r.Kind != RoundVideo && s.thanks(r) > 0 {
			r.Done = true
			return "on your request: the thank-you is drafted"
		}
	}
	due := s.p.silent(app)
	switch {
	case due.blocked != "":
		return "nothing is drafted: " + due.blocked
	case app.openOf(Nudge) != nil:
		return "a question is drafted already"
	case due.at.After(s.now):
		return Reason("not yet: a question is due on " + due.at.In(s.p.ZoneFor(*app)).Format("2 January"))
	}
	if !s.nudge(due) {
		return "a question is drafted already"
	}
	return "on your request: a question is drafted"
}
