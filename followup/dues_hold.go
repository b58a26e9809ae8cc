package followup

import (
	"slices"
	"time"
)

// checkIn is what the facts say about a check-in while it is on hold: one, at the date that they named, else HoldDays
// after they put it on hold (domain.md 1.1). What the user wrote since takes its place.
func (p Policy) checkIn(app *Application) silence {
	block := func(why Reason) silence { return silence{blocked: why} }
	switch {
	case app.OnHold.IsZero():
		return block("it is not on hold")
	case app.Stage != StageApplied && app.Stage != StageInvited && app.Stage != StageInterviewed:
		return block("nothing is waited for at this stage")
	case app.Turn != TurnTheirs:
		return block("it is not their turn")
	case app.anySet():
		return block("an interview is ahead")
	case app.NoContact:
		return block("they asked not to be written to")
	case app.LastOut.Received.After(app.OnHold):
		return block("you wrote to them since")
	case app.unanswered() >= p.UnansweredMax:
		return block("too many letters in a row went unanswered")
	}
	who, ok := p.contact(app, nil, false)
	if !ok {
		return block("nobody who can be reached is known")
	}
	if who.Relay && answerable(app, who.Addr) == "" {
		return block("the only address known works inside its own thread, which is not known")
	}
	where := p.WhereFor(*app)
	s := silence{who: who, at: app.HoldUntil, why: "they put it on hold until now: one question how things stand"}
	if s.at.IsZero() {
		s.at, s.why = p.AddBusinessDays(app.OnHold, p.HoldDays, where), "it has been on hold for long: one question how things stand"
	}
	if end := app.lastEnd(); !end.IsZero() {
		s.at = latest(s.at, p.AddBusinessDays(end, 2, where))
	}
	if pr := app.promise(); pr != nil && pr.Said.After(app.OnHold) { // said since, by word
		s.at = latest(s.at, p.pastPromise(pr, where))
	}
	if !app.AwayUntil.IsZero() {
		s.at = latest(s.at, p.AddBusinessDays(app.AwayUntil, 2, where))
	}
	return s.inReach(app)
}

// checkedIn reports whether the one check-in of this hold was drafted already, whatever became of it.
func (a *Application) checkedIn() bool {
	return slices.ContainsFunc(a.Notes, func(n Note) bool { return n.Kind == CheckIn && !n.Proposed.Before(a.OnHold) })
}

// duesOfHold tells when a check-in is due while it is on hold.
func (p Policy) duesOfHold(a *Application, add func(Due)) {
	if s := p.checkIn(a); s.blocked == "" && !a.Before && !a.checkedIn() {
		add(Due{Kind: DueCheckIn, At: s.at, Why: s.why, Round: a.currentRound(), Person: s.who.Key(), Acts: true})
	}
}

// fireCheckIn drafts the check-in, which ends its due.
func (s *step) fireCheckIn(d Due) Reason {
	due := s.p.checkIn(s.app)
	if due.blocked != "" || !s.proposeCheckIn(due) {
		return d.Why
	}
	return "it is on hold: a question how things stand is drafted"
}

func (s *step) proposeCheckIn(due silence) bool {
	return s.propose(Note{Kind: CheckIn, Round: s.app.currentRound(), NotBefore: due.at, Why: due.why}, due.who)
}

// wantCheckIn drafts a check-in on request, not before its time.
func wantCheckIn(s *step) Reason {
	due := s.p.checkIn(s.app)
	return s.wanted(due, s.app.checkedIn(), "the one question while it is on hold was drafted before", func() bool { return s.proposeCheckIn(due) })
}

// wantNudge drafts a question on request, not before its time.
func wantNudge(s *step) Reason {
	due := s.p.silentByHand(s.app, s.now)
	return s.wanted(due, s.app.openOf(Nudge) != nil, "a question is drafted already", func() bool { return s.nudge(due) })
}

// wanted drafts what the user asked for, if nothing is against it.
func (s *step) wanted(due silence, before bool, drafted Reason, draft func() bool) Reason {
	switch {
	case due.blocked != "":
		return "nothing is drafted: " + due.blocked
	case before:
		return drafted
	case due.at.After(s.now):
		return Reason("not yet: a question is due on " + due.at.In(s.p.ZoneFor(*s.app)).Format("2 January"))
	case !draft():
		return drafted
	}
	return "on your request: a question is drafted"
}

// misfitCheckIn says why a check-in has no place.
func misfitCheckIn(p Policy, app *Application, n Note, now time.Time) Reason {
	if app.LastHuman.Received.After(n.Proposed) {
		return "they wrote since"
	}
	s := p.checkIn(app)
	if s.blocked == "" && s.at.After(now) {
		return "it is not due any more"
	}
	return s.blocked
}
