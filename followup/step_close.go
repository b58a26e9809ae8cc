package followup

import (
	"strings"
	"time"
)

// closing is what the facts say about a graceful close: CloseDays after the last question that a round allows, where the
// user likes the place or wants closes everywhere (domain.md 1.2). wished is set where she asked for it herself.
func (p Policy) closing(app *Application, wished bool) silence {
	block := func(why Reason) silence { return silence{blocked: why} }
	switch {
	case app.Stage != StageApplied && app.Stage != StageInvited && app.Stage != StageInterviewed:
		return block("nothing is waited for at this stage")
	case app.Turn != TurnTheirs:
		return block("it is not their turn")
	case app.openTask() != nil:
		return block("they asked something: answer that first")
	case app.anySet():
		return block("an interview is ahead")
	case app.NoContact:
		return block("they asked not to be written to")
	case !app.OnHold.IsZero():
		return block("they put it on hold")
	case app.promise() != nil && app.promise().Kind == PromiseSilence:
		return block("they said that no word means no")
	case !wished && !p.CloseOn && !app.Liked:
		return block("a close is drafted where you like the place")
	case app.unanswered() >= p.UnansweredMax:
		return block("too many letters in a row went unanswered")
	}
	last, sent := Note{}, 0
	for _, n := range app.Notes {
		if n.Kind == Nudge && n.Status == Sent && n.Round == app.currentRound() {
			if sent++; n.Sent.After(last.Sent) {
				last = n
			}
		}
	}
	switch {
	case sent == 0 || !wished && sent < p.NudgeMax:
		return block("the questions come first")
	case app.LastHuman.Received.After(last.Sent):
		return block("they wrote since the last question")
	case app.LastOut.Received.After(last.Sent):
		return block("you wrote to them since")
	}
	who, ok := app.person(last.Person), false
	if ok = who != nil && p.reachable(app, *who); !ok {
		other, found := p.contact(app, nil, true)
		who, ok = &other, found
	}
	if !ok {
		return block("nobody who can be reached is known")
	}
	where := p.WhereFor(*app)
	s := silence{who: *who, at: p.AddBusinessDays(last.Sent, p.CloseDays, where), why: "your questions went unanswered: a friendly close lets it rest"}
	s.at = latest(s.at, p.pastPromise(app.promise(), where))
	if end := app.lastEnd(); !end.IsZero() {
		s.at = latest(s.at, p.AddBusinessDays(end, 2, where))
	}
	if !app.AwayUntil.IsZero() {
		s.at = latest(s.at, p.AddBusinessDays(app.AwayUntil, 2, where))
	}
	return s.inReach(app)
}

// rested reports whether the round had its close, whatever became of it.
func (a *Application) rested() bool {
	if r, ok := a.Round(a.currentRound()); ok && !r.Closed.IsZero() {
		return true
	}
	for _, n := range a.Notes {
		if n.Kind == GracefulClose && n.Round == a.currentRound() && !strings.HasPrefix(string(n.EndedWhy), notDrafted) {
			return true
		}
	}
	return false
}

// restRound remembers that the close of a round was sent or let go: nothing more is written in it.
func (s *step) restRound(n *Note) {
	if r, ok := s.app.Round(n.Round); ok && n.Kind == GracefulClose {
		r.Closed = s.now
	}
}

func (s *step) proposeClose(due silence) Reason {
	n := Note{Kind: GracefulClose, Round: s.app.currentRound(), NotBefore: due.at, Why: due.why}
	n.Expires = s.p.AddBusinessDays(s.now, laterDays, s.p.WhereFor(*s.app))
	if !s.propose(n, due.who) {
		return Reason(orElse(string(s.barred), "a close is drafted already"))
	}
	return due.why + ": it is drafted"
}

// laterDays is how many business days a close or a letter to stay in touch waits for a yes.
const laterDays = 20

// fireClose drafts the graceful close, which ends its due.
func (s *step) fireClose(Due) Reason { return s.proposeClose(s.p.closing(s.app, false)) }

// wantClose drafts a graceful close on request.
func wantClose(s *step) Reason {
	due := s.p.closing(s.app, true)
	switch {
	case due.blocked != "":
		return "not drafted: " + due.blocked
	case s.app.rested():
		return "this round had its close already"
	}
	due.at, due.why = time.Time{}, "on your request"
	return s.proposeClose(due)
}

// misfitClose says why such a letter has no place.
func misfitClose(p Policy, app *Application, n Note, _ time.Time) Reason {
	if n.Round != app.currentRound() {
		return "it belongs to an earlier round"
	}
	if app.LastHuman.Received.After(n.Proposed) {
		return "they wrote since"
	}
	return p.closing(app, true).blocked
}
