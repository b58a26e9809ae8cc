package followup

import (
	"fmt"
	"time"
)

// respond proposes the answer to a rejection where a person can read it and either an interview took place or a person
// wrote the rejection. It returns the rest of the step's reason.
func (s *step) respond(requested bool) string {
	app, p := s.app, s.p
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
		Why:     "they said no: a short answer keeps the door open",
	}
	if !s.propose(n, who) {
		return "a response exists already"
	}
	return "a response is drafted"
}

// requestedAt returns now for what the user asked for, so that an old fact does not make it expire at once.
func (s *step) requestedAt(requested bool) time.Time {
	if requested {
		return s.now
	}
	return time.Time{}
}

// wantResponse drafts the answer to a rejection on request.
func wantResponse(s *step) Reason {
	if s.app.Stage != StageClosed || s.app.Outcome != OutcomeRejected {
		return "it is not closed by a rejection"
	}
	return Reason("on your request: " + s.respond(true))
}

// wantClose drafts a graceful close on request.
func wantClose(*step) Reason { return "not built yet (W3)" }

// wantStay drafts a letter to stay in touch on request.
func wantStay(*step) Reason { return "not built yet (W3)" }

// misfitClose says why such a letter has no place.
func misfitClose(Policy, *Application, Note, time.Time) Reason { return "not built yet (W3)" }

// misfitStay says why such a letter has no place.
func misfitStay(Policy, *Application, Note, time.Time) Reason { return "not built yet (W3)" }
