package followup

import "time"

// Fits reports whether a note still has its place, and why not. It is asked at every approval, claim and deferral.
func (p Policy) Fits(app Application, n Note, now time.Time) (bool, Reason) {
	p = p.usable()
	if why := p.misfit(&app, n, now); why != "" {
		return false, why
	}
	return true, "it fits"
}

func (p Policy) misfit(app *Application, n Note, now time.Time) Reason {
	if who := app.person(lower(n.To.Addr)); who != nil && who.Dead {
		return "the address bounced"
	}
	if fits, ok := misfits[n.Kind]; ok {
		return fits(p, app, n, now)
	}
	return "this kind of letter is not known"
}

// misfits says of each kind of letter why it has no place; "" means that it has.
var misfits map[NoteKind]func(Policy, *Application, Note, time.Time) Reason

func init() {
	misfits = map[NoteKind]func(Policy, *Application, Note, time.Time) Reason{
		ThankYou:          func(p Policy, app *Application, n Note, _ time.Time) Reason { return p.misfitThanks(app, n) },
		RejectionResponse: misfitResponse, Nudge: Policy.misfitNudge,
		GracefulClose: misfitClose, StayInTouch: misfitStay, CheckIn: misfitCheckIn,
		ScheduleAccept: misfitSchedule, ScheduleProposal: misfitSchedule, RescheduleRequest: misfitSchedule, RescheduleAnswer: misfitSchedule,
		CancelAnswer: misfitCancelAnswer, Answer: misfitAnswer, RecruiterAnswer: misfitRecruiterAnswer,
		Withdrawal: misfitWithdrawal, DeadlineNote: misfitDeadlineNote, ExtensionRequest: misfitExtension, OfferThanks: misfitOfferThanks,
	}
}

func misfitResponse(_ Policy, app *Application, _ Note, _ time.Time) Reason {
	if app.Stage != StageClosed || app.Outcome != OutcomeRejected {
		return "it is not closed by a rejection"
	}
	return ""
}

func (p Policy) misfitThanks(app *Application, n Note) Reason {
	if app.Stage == StageClosed {
		return "it is closed"
	}
	r, ok := app.Round(n.Round)
	if !ok {
		return "its round is not known any more"
	}
	stands := false
	for _, iv := range r.Interviews {
		if iv.called(n.Interview) || n.Interview == "" {
			stands = stands || took(iv)
		}
	}
	if !stands {
		return "the interview did not take place"
	}
	if n.Variant != VariantPassOn && !r.thanks(Person{Name: n.To.Name, Addr: n.To.Addr}) {
		return notMet
	}
	if app.Turn == TurnOurs && app.TurnSince.After(r.end()) && app.Stage != StageOffered {
		return "they asked something: answer that first"
	}
	return ""
}

func (p Policy) misfitNudge(app *Application, n Note, now time.Time) Reason {
	if n.Round != app.currentRound() {
		return "it belongs to an earlier round"
	}
	if app.LastHuman.Received.After(n.Proposed) {
		return "they wrote since"
	}
	s := p.silentByHand(app, now)
	if s.blocked != "" {
		return s.blocked
	}
	if s.at.After(now) {
		return "it is not due any more"
	}
	return ""
}
