package followup

import (
	"fmt"
	"time"
)

// tier is how far one got before a no, and what follows from it (domain.md 1.1, 6.4).
type tier struct {
	answer bool // a response is drafted by itself
	tone   Tone // empty: as their last mail has it
	why    Reason
}

// tierOf returns the tier of a rejection: form mail before any interview gets no answer; who wrote in person gets a brief
// one; after a talk it is a warm one; after a last round the door is worth keeping open.
func (s *step) tierOf() tier {
	app := s.app
	switch {
	case app.RunnerUp():
		return tier{true, "", "they said no after a long way: a short answer keeps the door open, and they may come back to you"}
	case app.met():
		return tier{true, "", "they said no: a short answer keeps the door open"}
	case !app.Cold:
		return tier{true, Brief, "a person took the time to say no: two lines of thanks are enough"}
	}
	return tier{}
}

// RunnerUp reports whether one got so far that they may come back: a last round took place, or two rounds did.
func (a *Application) RunnerUp() bool {
	rounds := 0
	for _, r := range a.Rounds {
		if !r.took() {
			continue
		}
		if rounds++; r.Kind == RoundFinal || r.Kind == RoundOnsite || rounds > 1 {
			return true
		}
	}
	return false
}

// respond proposes the answer to a rejection where a person can read it and the tier has one. It returns the rest of the
// step's reason.
func (s *step) respond(requested bool) string {
	app, p := s.app, s.p
	if !requested {
		app.Cold = s.sig.Mail.Key != "" && !human(s.sig)
	}
	for _, n := range app.Notes {
		if n.Kind == RejectionResponse && n.Status != Withdrawn {
			return "a response exists already"
		}
	}
	if app.NoContact {
		return "they asked not to be written to"
	}
	age := app.LastIn.Age()
	if age.IsZero() {
		age = app.Closed
	}
	days := p.BusinessDaysBetween(age, s.now, p.WhereFor(*app))
	if !requested && (days > p.ResponseDays || app.Before && days >= p.ResponseDays) {
		return fmt.Sprintf("it is %d business days old, too old to answer by itself", days)
	}
	t := s.tierOf()
	if !t.answer && !requested {
		return "a form letter before any talk needs no answer: nobody who can be reached wrote"
	}
	who, ok := Person{}, false
	if human(s.sig) && s.sig.Mail.Key != "" {
		who = app.known(Person{Name: answerTo(s.sig.Mail).Name, Addr: sender(s.sig).Addr, Relay: s.sig.Person.Relay})
		ok = p.reachable(app, who)
	}
	if !ok && (app.met() || requested) {
		who, ok = p.contact(app, nil, true)
	}
	if !ok {
		return "nobody who can be reached wrote, so no response is drafted"
	}
	n := Note{
		Kind: RejectionResponse, Round: app.currentRound(), NotBefore: app.Closed.Add(p.ResponseAfter),
		Expires: p.AddBusinessDays(latest(app.Closed, s.requestedAt(requested)), p.ApprovalDays, p.WhereFor(*app)),
		Why:     Reason(orElse(string(t.why), "they said no: a short answer keeps the door open")),
	}
	if app.WantsFeedback {
		n.Variant = VariantFeedback
	}
	if !s.propose(n, who) {
		return orElse(string(s.barred), "a response exists already")
	}
	if last := &app.Notes[len(app.Notes)-1]; t.tone != "" && p.Tone == Warm && last.Tone == Warm {
		last.Tone = t.tone
	}
	return "a response is drafted"
}

// morningAfter returns when an answer to a rejection leaves by default: not on the day of the no, but on the morning of
// the next business day (domain.md 1.1).
func (p Policy) morningAfter(app Application, at time.Time) time.Time {
	where := p.WhereFor(app)
	next := p.AddBusinessDays(app.Closed, 1, where).In(where.Zone)
	return latest(at, civil(next.Year(), next.Month(), next.Day(), 8, 30, 0, where.Zone).UTC())
}

// requestedAt returns now for what the user asked for, so that an old fact does not make it expire at once.
func (s *step) requestedAt(requested bool) time.Time {
	if requested {
		return s.now
	}
	return time.Time{}
}

// wantResponse drafts the answer to a rejection on request; only on request does it ask for feedback.
func wantResponse(s *step) Reason {
	app := s.app
	if app.Stage != StageClosed || app.Outcome != OutcomeRejected {
		return "it is not closed by a rejection"
	}
	asks := s.ev.Variant == VariantFeedback
	app.WantsFeedback = app.WantsFeedback || asks
	n := app.openOf(RejectionResponse)
	switch {
	case n == nil || !asks || n.Variant == VariantFeedback:
		return Reason("on your request: " + s.respond(true))
	case n.Status != Proposed:
		return "the response is approved already: take your yes back first"
	case n.Edited:
		return "your own words stay: ask for feedback in them"
	}
	n.Variant = VariantFeedback
	s.again(n)
	return "on your request: the response asks for feedback"
}

// again has the words of a draft written anew.
func (s *step) again(n *Note) {
	n.Subject, n.Text, n.Fingerprint, n.Overruled = "", "", "", nil
	s.effect(Effect{Kind: Compose, Note: n.ID})
}
