package followup

// drafts is how each kind of letter is drafted on the user's wish. A kind without a row is drafted by itself alone.
var drafts map[NoteKind]func(*step) Reason

func init() {
	drafts = map[NoteKind]func(*step) Reason{
		RejectionResponse: wantResponse, GracefulClose: wantClose, StayInTouch: wantStay,
		Nudge: wantNudge, CheckIn: wantCheckIn,
		ScheduleAccept: wantSchedule, ScheduleProposal: wantSchedule, RescheduleRequest: wantSchedule, RescheduleAnswer: wantSchedule,
		CancelAnswer: wantCancelAnswer, Answer: wantAnswer, RecruiterAnswer: wantRecruiterAnswer,
		Withdrawal: wantWithdrawal, DeadlineNote: wantDeadlineNote, ExtensionRequest: wantExtension, OfferThanks: wantOfferThanks,
	}
}

// wants drafts a letter that the user asked for.
func wants(s *step) Reason {
	draft, ok := drafts[s.ev.Want]
	switch {
	case !ok:
		return "such a letter is not drafted on request"
	case len(s.app.Doubts) > 0:
		return "a mail waits for your answer: nothing is drafted before"
	}
	return draft(s)
}
