package followup

import "time"

func newApplied(s *step) Reason {
	s.open(StageApplied)
	s.turn(TurnTheirs, s.at)
	return "applied: their turn"
}

func known(s *step) Reason { return "the application is known already" }

func noApplication(s *step) Reason { return "there is no application that this could be about" }

func newInvited(s *step) Reason {
	s.open(StageInvited)
	return invited(s)
}

// invited opens a round, or stays in the one that waits for a time.
func invited(s *step) Reason {
	app := s.app
	s.withdraw("they invited you", ofKind(Nudge))
	s.closePromises()
	id := roundID(s.sig.Mail.Key, 0)
	if _, ok := app.Round(id); ok {
		return "the invitation is known already"
	}
	if n := len(app.Rounds); app.Stage == StageInvited && !s.sig.Further && n > 0 && !app.Rounds[n-1].took() {
		s.turn(TurnOurs, s.at)
		return "invited once more: the same round"
	}
	app.Rounds = append(app.Rounds, Round{ID: id, Kind: s.sig.RoundKind, Opened: s.at})
	app.Stage = StageInvited
	s.turn(TurnOurs, s.at)
	s.restand()
	return "invited: your turn to answer"
}

func invitedWhileScheduled(s *step) Reason {
	if !s.sig.Further {
		return "already scheduled"
	}
	return invited(s)
}

// talk records an interview, or the invitation to one, after an offer: the stage stays.
func talk(s *step) Reason {
	if len(s.sig.Interviews) > 0 {
		s.mergeAll()
	}
	return "a talk is recorded: the offer stands"
}

// intoSilence names the letters that ask where nobody answered: any word of theirs makes them void.
func intoSilence(n *Note) bool {
	return n.Kind == Nudge || n.Kind == CheckIn || n.Kind == GracefulClose
}

// wrote restarts the silence: a person wrote and nothing is decided.
func wrote(s *step) Reason {
	s.withdraw("they wrote", intoSilence)
	s.turn(TurnTheirs, s.at)
	if s.sig.Detail == DetailOnHold {
		return "they put it on hold"
	}
	if s.sig.Detail == DetailSubmitted {
		s.app.Deadline, s.app.DeadlineFor = time.Time{}, ""
		return "what they asked for was handed in: their turn"
	}
	return "they wrote: the clock starts anew"
}

func wroteOnly(s *step) Reason {
	s.withdraw("they wrote", intoSilence)
	if s.app.Stage == StageInvited && s.app.Turn == TurnTheirs {
		s.turn(TurnTheirs, s.at)
	}
	return "they wrote: read it before a letter leaves"
}

// hold records that they put it on hold, until the date that they named if they named one. Any other word of theirs ends
// it (domain.md 1.1).
func (s *step) hold() {
	app := s.app
	app.OnHold, app.HoldUntil = time.Time{}, time.Time{}
	if s.sig.Detail != DetailOnHold {
		return
	}
	app.OnHold, app.HoldUntil = s.at, s.sig.Deadline
	if pr := s.sig.Promise; pr != nil && !pr.Deadline.IsZero() {
		app.HoldUntil = pr.Deadline
	}
	if !app.HoldUntil.After(s.at) {
		app.HoldUntil = time.Time{}
	}
}

// away moves a question behind their absence; an automatic reply is never answered.
func away(s *step) Reason {
	app := s.app
	s.absent()
	for i := range app.Notes {
		n := &app.Notes[i]
		if !intoSilence(n) || n.Status != Approved && n.Status != Proposed {
			continue
		}
		if n.Status == Approved {
			s.back(n, "they are away: say yes again later")
		}
		if !app.AwayUntil.IsZero() {
			n.NotBefore = latest(n.NotBefore, s.p.AddBusinessDays(app.AwayUntil, 2, s.p.WhereFor(*app)))
		}
	}
	if s.sig.AwayUntil.IsZero() {
		return "they are away, and do not say until when"
	}
	return "they are away: no question before they have been back for two business days"
}

func awayOnly(s *step) Reason {
	s.absent()
	return "recorded: they are away"
}

// absent records how long who wrote is away.
func (s *step) absent() {
	s.app.AwayUntil = latest(s.app.AwayUntil, s.sig.AwayUntil)
	if who := s.app.person(sender(s.sig).Key()); who != nil {
		who.Away = latest(who.Away, s.sig.AwayUntil)
	}
}
