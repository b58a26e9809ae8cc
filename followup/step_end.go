package followup

import "time"

// reopen takes an invitation after a rejection as the same candidacy if thread or requisition say so; it never overrules
// the user.
func reopen(s *step) Reason {
	app := s.app
	same := app.knows(s.sig.Mail.InReplyTo...) || app.knows(s.sig.Mail.References...) ||
		s.sig.Requisition != "" && s.sig.Requisition == app.Requisition
	again := app.Outcome == OutcomeRejected || app.Outcome == OutcomeNoAnswer
	if !s.confirmed && (app.ClosedByUser || !same || !again) {
		return s.doubt("it would reopen what is closed")
	}
	s.withdraw("they opened it again", every)
	app.Stage, app.Outcome, app.Closed, app.ClosedByUser = StageInvited, OutcomeOpen, time.Time{}, false
	if id := roundID(s.sig.Mail.Key, 0); s.ev.Kind != EventScheduled {
		if _, ok := app.Round(id); !ok {
			app.Rounds = append(app.Rounds, Round{ID: id, Kind: s.sig.RoundKind, Opened: s.at})
		}
	}
	s.turn(TurnOurs, s.at)
	if len(s.timed()) > 0 {
		s.mergeAll()
		s.turn(TurnTheirs, s.at)
	}
	s.restand()
	return "they opened it again"
}

func newRejected(s *step) Reason {
	s.open(StageApplied)
	return rejected(s)
}

// rejected closes the candidacy; everything open is withdrawn and one answer may be proposed.
func rejected(s *step) Reason {
	s.withdraw("they said no", func(n *Note) bool { return n.Kind != RejectionResponse })
	s.close(OutcomeRejected, false)
	return Reason("they said no: " + s.respond(false))
}

// rejectedWhileScheduled asks while an interview is ahead: a stray form letter must not cost an interview.
func rejectedWhileScheduled(s *step) Reason {
	if !s.confirmed && s.app.ahead(s.at) {
		return s.doubt("a rejection while an interview stands ahead")
	}
	return rejected(s)
}

func rejectedAfterOffer(s *step) Reason {
	if !s.confirmed {
		return s.doubt("a rejection after an offer")
	}
	return rejected(s)
}

// close ends the candidacy.
func (s *step) close(outcome Outcome, byUser bool) {
	app := s.app
	app.Stage, app.Outcome, app.Closed, app.ClosedByUser = StageClosed, outcome, s.at, byUser
	app.Turn, app.TurnSince, app.Deadline, app.DeadlineFor = "", time.Time{}, time.Time{}, ""
	s.closePromises()
}

func newOffered(s *step) Reason {
	if !s.confirmed {
		return s.doubt("an offer from an employer that is not known")
	}
	s.open(StageApplied)
	return offered(s)
}

func offered(s *step) Reason {
	app := s.app
	s.withdraw("they made an offer", ofKind(Nudge))
	s.closePromises()
	app.Stage = StageOffered
	app.Written = app.Written || s.sig.Detail == DetailWritten
	s.turn(TurnOurs, s.at)
	if !s.sig.Deadline.IsZero() {
		app.Deadline, app.DeadlineFor = s.sig.Deadline, "the answer to their offer"
	}
	if app.Written {
		return "an offer in writing"
	}
	return "an offer by word: ask for it in writing"
}

func offeredAfterClose(s *step) Reason {
	if !s.confirmed {
		return s.doubt("an offer after it was closed")
	}
	s.app.Outcome, s.app.Closed, s.app.ClosedByUser = OutcomeOpen, time.Time{}, false
	s.withdraw("they made an offer after all", every)
	return offered(s)
}

// rescinded acts on the user's word alone, and only where an offer or an accepted one stands.
func rescinded(s *step) Reason {
	if !s.confirmed {
		return s.doubt("they may be taking an offer back")
	}
	if s.app.Stage == StageClosed && s.app.Outcome != OutcomeTaken {
		return "recorded: it is closed already"
	}
	if s.app.Stage == StageNew {
		s.open(StageApplied)
	}
	s.withdraw("they took the offer back", every)
	s.close(OutcomeRescinded, false)
	return "they took the offer back"
}
