package followup

import "time"

// notHeld takes the user's word that an interview did not take place, and why. Nobody is thanked. Where somebody missed it
// a letter about another time is drafted: an offer where nobody came, with one apology where she did not; then it is her
// move.
func notHeld(s *step) Reason {
	iv := s.heard(func(iv Interview) bool { return iv.Standing == Set || iv.Standing == NotHeld || took(iv) })
	switch {
	case iv == nil:
		return "no such interview is known"
	case iv.Standing == NotHeld && (s.ev.NoShow == NoShowUnknown || s.ev.NoShow == iv.NoShow):
		return "known: it did not take place"
	case iv.Standing == Cancelled:
		return "known: it was cancelled"
	}
	if missed(s.ev.NoShow) && !iv.Floating && iv.Start.After(s.now) {
		return "it has not begun yet"
	}
	name, was := interviewName(*iv), s.app.Stage
	s.unhold(iv, "you said that it did not take place")
	s.withdraw("you said why it did not take place", anotherTime(name))
	iv.Standing, iv.NoShow, iv.CancelledAt = NotHeld, s.ev.NoShow, time.Time{}
	s.restand()
	if s.app.Stage == StageInvited && (was != StageInvited || s.ev.NoShow != NoShowUnknown) {
		s.turn(TurnTheirs, s.at)
		if s.ev.NoShow == NoShowMe {
			s.turn(TurnOurs, s.at)
		}
	}
	s.acted("an interview that did not take place")
	return "you said that it did not take place" + s.askForAnother(iv)
}

// missed reports whether somebody did not come.
func missed(why NoShow) bool { return why == NoShowThey || why == NoShowMe }

// anotherTime names the letters that ask for another time for an interview.
func anotherTime(interview string) func(*Note) bool {
	return both(ofKind(RescheduleRequest), func(n *Note) bool { return n.Interview == interview })
}

// askForAnother drafts the letter after an interview that somebody missed, and returns the rest of the reason.
func (s *step) askForAnother(iv *Interview) Reason {
	app := s.app
	if !missed(iv.NoShow) || app.Stage != StageInvited || app.Before || len(app.Doubts) > 0 {
		return ""
	}
	n := Note{Kind: RescheduleRequest, Interview: interviewName(*iv), Why: "you missed it: one apology, and other times"}
	if iv.NoShow == NoShowThey {
		n.Variant, n.Why = VariantTheyMissed, "nobody came: other times, without a word of blame"
	}
	for _, r := range app.Rounds {
		for _, o := range r.Interviews {
			if interviewName(o) == n.Interview {
				n.Round = r.ID
			}
		}
	}
	who, ok := s.p.arranger(app, iv)
	if !ok || app.NoContact || !s.propose(n, who) {
		return ""
	}
	return ": a letter about another time is drafted"
}
