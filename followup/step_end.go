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
