package followup

import (
	"slices"
	"time"
)

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
		if old := &app.Promises[i]; old.open() && pr.replaces(*old) {
			s.judged(old, PromiseMoved)
		}
	}
	app.Promises = append(app.Promises, pr)
	switch {
	case pr.Kind == PromiseNoContact:
		app.NoContact, app.ContactAfter = true, s.p.contactAfter(app, pr)
		s.withdraw("they asked not to be written to", unasked)
		return "they asked not to be written to"
	case pr.Kind == PromiseUsual:
		return "recorded: how long it usually takes"
	}
	if app.Stage != StageClosed {
		s.withdraw("they named a date", func(n *Note) bool { return n.Kind == Nudge || n.Kind == GracefulClose })
	}
	if pr.Deadline.IsZero() {
		return "recorded: they named no date"
	}
	return Reason("recorded: an answer is promised by " + pr.Deadline.In(s.p.ZoneFor(*app)).Format("2 January"))
}

// contactAfter returns when somebody who asked not to be written to may be asked once, by the user's own hand: after
// three times the time that they named, or that silence is borne where they named none (domain.md 1.3).
func (p Policy) contactAfter(app *Application, pr Promise) time.Time {
	where, by := p.WhereFor(*app), pr.Deadline
	if other := app.promise(); by.IsZero() && other != nil {
		by = other.Deadline
	}
	days := p.BusinessDaysBetween(pr.Said, by, where)
	if by.IsZero() {
		days = p.NudgeDays
	}
	return p.AddBusinessDays(pr.Said, 3*max(days, 1), where)
}

// judged gives a promise its standing, once: one whose date had passed is broken whatever came then.
func (s *step) judged(pr *Promise, standing PromiseStanding) {
	if !pr.Deadline.IsZero() && s.at.After(pr.Deadline) {
		standing = PromiseBroken
	}
	pr.Standing, pr.Ended = standing, s.at
}

// closePromises settles what they promised: they have spoken.
func (s *step) closePromises() {
	for i := range s.app.Promises {
		if pr := &s.app.Promises[i]; pr.open() && !pr.Said.After(s.at) && pr.Kind != PromiseNoContact {
			s.judged(pr, PromiseKept)
		}
	}
}

// judge weighs what they promised before against a mail of theirs that decides nothing: a date that has passed is broken,
// one that has not stays; that no word would mean no is over, since they wrote. What they ask for, and when they write
// again, ends what was on hold and what they asked for in peace.
func (s *step) judge(kind EventKind) {
	switch kind {
	case EventPromised: // it is part of a mail that was weighed already
		return
	case EventInvited, EventScheduled, EventOffered:
		s.talkAgain()
	case EventWrote, EventAsked:
		if human(s.sig) && (s.sig.Promise == nil || s.sig.Promise.Deadline.IsZero()) {
			s.lapse()
		}
	}
	s.hold()
}

func (s *step) lapse() {
	for i := range s.app.Promises {
		pr := &s.app.Promises[i]
		switch {
		case !pr.open() || pr.Said.After(s.at) || pr.Kind == PromiseNoContact:
		case pr.Kind == PromiseSilence || pr.Kind == PromiseIfPositive && pr.Deadline.IsZero():
			s.judged(pr, PromiseKept)
		case !pr.Deadline.IsZero() && s.at.After(pr.Deadline):
			s.judged(pr, PromiseBroken)
		case s.sig.Detail == DetailOnHold && pr.Kind != PromiseVague:
			s.judged(pr, PromiseMoved)
		}
	}
}

// talkAgain ends their wish not to be written to: they go on by themselves.
func (s *step) talkAgain() {
	s.app.NoContact, s.app.ContactAfter = false, time.Time{}
	for i := range s.app.Promises {
		if pr := &s.app.Promises[i]; pr.open() && pr.Kind == PromiseNoContact && !pr.Said.After(s.at) {
			pr.Standing, pr.Ended = PromiseKept, s.at
		}
	}
}
