package followup

import "time"

// offerTold takes what the user knows of an offer.
func offerTold(*step) Reason { return "not built yet (W4)" }

// wantWithdrawal drafts a withdrawal on request.
func wantWithdrawal(*step) Reason { return "not built yet (W4)" }

// wantDeadlineNote drafts a note about another offer's date on request.
func wantDeadlineNote(*step) Reason { return "not built yet (W4)" }

// wantExtension drafts a request for more time on request.
func wantExtension(*step) Reason { return "not built yet (W4)" }

// wantOfferThanks drafts the thanks for an offer on request.
func wantOfferThanks(*step) Reason { return "not built yet (W4)" }

// misfitWithdrawal says why such a letter has no place.
func misfitWithdrawal(Policy, *Application, Note, time.Time) Reason { return "not built yet (W4)" }

// misfitDeadlineNote says why such a letter has no place.
func misfitDeadlineNote(Policy, *Application, Note, time.Time) Reason { return "not built yet (W4)" }

// misfitExtension says why such a letter has no place.
func misfitExtension(Policy, *Application, Note, time.Time) Reason { return "not built yet (W4)" }

// misfitOfferThanks says why such a letter has no place.
func misfitOfferThanks(Policy, *Application, Note, time.Time) Reason { return "not built yet (W4)" }

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
