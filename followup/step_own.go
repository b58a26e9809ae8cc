package followup

import "slices"

// own is a mail that the user wrote herself.
func own(s *step) Reason {
	app, m := s.app, s.sig.Mail
	s.withdraw("you asked yourself", ofKind(Nudge))
	s.withdraw("you wrote to this person yourself", func(n *Note) bool {
		return slices.ContainsFunc(m.To, func(a Address) bool { return a.Addr != "" && lower(a.Addr) == lower(n.To.Addr) })
	})
	s.thankedBy(m)
	if app.Stage != StageScheduled && app.Stage != StageClosed && app.Stage != StageOffered {
		s.turn(TurnTheirs, s.at)
	}
	if s.sig.Detail == DetailOwnWithdraw {
		return s.ownEnd()
	}
	return "you wrote: their turn"
}

// thankedBy counts the people to whom the user wrote within the days of a thank-you as thanked.
func (s *step) thankedBy(m Mail) {
	for i := range s.app.Rounds {
		r := &s.app.Rounds[i]
		end := r.end()
		if !r.took() || s.at.Before(end) || s.p.BusinessDaysBetween(end, s.at, s.p.WhereFor(*s.app)) > s.p.ThankYouDays {
			continue
		}
		for _, a := range m.To {
			if key := lower(a.Addr); key != "" && !slices.Contains(r.Thanked, key) {
				r.Thanked = append(r.Thanked, key)
			}
		}
	}
}

// ownEnd asks whether the user's own words end the candidacy: only she closes it.
func (s *step) ownEnd() Reason {
	if !s.confirmed {
		return s.doubt("you wrote that you withdraw, decline or accept: is it over?")
	}
	outcome := s.ev.Close
	if outcome == OutcomeOpen {
		outcome = OutcomeWithdrawn
	}
	if s.app.Stage == StageOffered && s.ev.Close == OutcomeOpen {
		return "close it yourself: you accepted or declined"
	}
	s.withdraw("you ended it", every)
	s.close(outcome, true)
	return Reason("closed in your own words: " + string(outcome))
}

func ownWhenClosed(s *step) Reason {
	m := s.sig.Mail
	s.withdraw("you wrote to this person yourself", func(n *Note) bool { return m.on(n.To.Addr) })
	return "recorded"
}
