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
	switch n.Kind {
	case ThankYou:
		return p.misfitThanks(app, n)
	case RejectionResponse:
		if app.Stage != StageClosed || app.Outcome != OutcomeRejected {
			return "it is not closed by a rejection"
		}
		return ""
	case Nudge:
		return p.misfitNudge(app, n, now)
	}
	return "this kind of letter is not known"
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
		if interviewName(iv) == n.Interview || n.Interview == "" {
			stands = stands || took(iv)
		}
	}
	if !stands {
		return "the interview did not take place"
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
	s := p.silent(app)
	if s.blocked != "" {
		return s.blocked
	}
	if s.at.After(now) {
		return "it is not due any more"
	}
	return ""
}
