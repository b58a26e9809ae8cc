package followup

import (
	"slices"
	"time"
)

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

// closePromises settles what they promised: they have spoken.
func (s *step) closePromises() {
	for i := range s.app.Promises {
		pr := &s.app.Promises[i]
		if pr.Standing != "" && pr.Standing != PromiseOpen {
			continue
		}
		if pr.Said.After(s.at) || pr.Kind == PromiseNoContact {
			continue
		}
		pr.Standing = PromiseKept
		if !pr.Deadline.IsZero() && s.at.After(pr.Deadline) {
			pr.Standing = PromiseBroken
		}
	}
}

// promised records a reply date; Next moves with it.
func promised(s *step) Reason {
	if s.sig.Promise == nil {
		return "no date was promised"
	}
	app, pr := s.app, *s.sig.Promise
	if pr.Standing == "" {
		pr.Standing = PromiseOpen
	}
	if pr.Said.IsZero() {
		pr.Said = s.at
	}
	if slices.ContainsFunc(app.Promises, func(o Promise) bool {
		return o.Kind == pr.Kind && o.Said.Equal(pr.Said) && o.Deadline.Equal(pr.Deadline) && o.Quote == pr.Quote
	}) {
		return "the promise is known already"
	}
	for i := range app.Promises {
		old := &app.Promises[i]
		if (old.Standing == PromiseOpen || old.Standing == "") && !old.Deadline.IsZero() && pr.Kind != PromiseVague {
			old.Standing = PromiseMoved
			if pr.Said.After(old.Deadline) {
				old.Standing = PromiseBroken
			}
		}
	}
	app.Promises = append(app.Promises, pr)
	if pr.Kind == PromiseNoContact {
		app.NoContact = true
		s.withdraw("they asked not to be written to", ofKind(Nudge))
		return "they asked not to be written to"
	}
	if app.Stage != StageClosed {
		s.withdraw("they named a date", ofKind(Nudge))
	}
	if pr.Deadline.IsZero() {
		return "recorded: they named no date"
	}
	return Reason("recorded: an answer is promised by " + pr.Deadline.In(s.p.ZoneFor(*app)).Format("2 January"))
}

// wrote restarts the silence: a person wrote and nothing is decided.
func wrote(s *step) Reason {
	s.withdraw("they wrote", ofKind(Nudge))
	s.turn(TurnTheirs, s.at)
	s.app.OnHold = time.Time{}
	if s.sig.Detail == DetailOnHold {
		s.app.OnHold = s.at
		return "they put it on hold"
	}
	if s.sig.Detail == DetailSubmitted {
		s.app.Deadline, s.app.DeadlineFor = time.Time{}, ""
		return "what they asked for was handed in: their turn"
	}
	return "they wrote: the clock starts anew"
}

func wroteOnly(s *step) Reason {
	s.withdraw("they wrote", ofKind(Nudge))
	if s.app.Stage == StageInvited && s.app.Turn == TurnTheirs {
		s.turn(TurnTheirs, s.at)
	}
	if s.sig.Detail == DetailOnHold {
		s.app.OnHold = s.at
	}
	return "they wrote: read it before a letter leaves"
}

// away moves a question behind their absence; an automatic reply is never answered.
func away(s *step) Reason {
	app := s.app
	app.AwayUntil = latest(app.AwayUntil, s.sig.AwayUntil)
	for i := range app.Notes {
		if n := &app.Notes[i]; n.Kind == Nudge && (n.Status == Approved || n.Status == Proposed) {
			if n.Status == Approved {
				s.back(n, "they are away: say yes again later")
			}
			n.NotBefore = latest(n.NotBefore, s.p.AddBusinessDays(app.AwayUntil, 2, s.p.WhereFor(*app)))
		}
	}
	return "they are away: no question before they have been back for two business days"
}

func awayOnly(s *step) Reason {
	s.app.AwayUntil = latest(s.app.AwayUntil, s.sig.AwayUntil)
	return "recorded: they are away"
}
