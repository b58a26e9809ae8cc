package followup

import "time"

// answered takes the user's word that what they asked is done.
func answered(*step) Reason { return "not built yet (W4)" }

// wantSchedule drafts a letter about a time on request.
func wantSchedule(*step) Reason { return "not built yet (W4)" }

// wantCancelAnswer drafts the answer to a cancel on request.
func wantCancelAnswer(*step) Reason { return "not built yet (W4)" }

// wantAnswer drafts a skeleton of an answer on request.
func wantAnswer(*step) Reason { return "not built yet (W4)" }

// misfitSchedule says why such a letter has no place.
func misfitSchedule(Policy, *Application, Note, time.Time) Reason { return "not built yet (W4)" }

// misfitCancelAnswer says why such a letter has no place.
func misfitCancelAnswer(Policy, *Application, Note, time.Time) Reason { return "not built yet (W4)" }

// misfitAnswer says why such a letter has no place.
func misfitAnswer(Policy, *Application, Note, time.Time) Reason { return "not built yet (W4)" }

func newAsked(s *step) Reason {
	s.open(StageApplied)
	return asked(s)
}

// asked makes it the user's turn.
func asked(s *step) Reason {
	app := s.app
	s.withdraw("they asked something: answer that first", ofKind(Nudge))
	s.turn(TurnOurs, s.at)
	if !s.sig.Deadline.IsZero() {
		app.Deadline, app.DeadlineFor = s.sig.Deadline, "their question"
		if s.sig.Kind == Assessment {
			app.DeadlineFor = "the assessment"
		}
	}
	return "they asked something: your turn"
}

func askedAfterClose(s *step) Reason {
	if !s.confirmed {
		return s.doubt("they ask something although it is closed")
	}
	return "recorded: it stays closed"
}

// turnAfterSending makes it their turn once a letter left.
func (s *step) turnAfterSending(*Note) {
	app := s.app
	if app.Stage != StageClosed && app.Stage != StageNew && app.Stage != StageOffered && app.Turn != TurnTheirs {
		s.turn(TurnTheirs, s.now)
	}
}

// mirror keeps Application.Deadline, DeadlineFor and Written as they follow from tasks and offer, after every step.
func (s *step) mirror() {} // not built yet (W4)
