package followup

import (
	"fmt"
	"time"
)

// Labels returns the finer words for where an application stands at now, most telling first. They are computed, never
// stored.
func (p Policy) Labels(app Application, now time.Time) []string {
	p = p.usable()
	var out []string
	add := func(ok bool, word string) {
		if ok {
			out = append(out, word)
		}
	}
	a := &app
	add(len(a.Doubts) > 0, "to confirm")
	if a.Stage == StageClosed {
		add(true, string(a.Outcome))
		add(a.Outcome == OutcomeRejected && a.RunnerUp(), "runner-up")
		return out
	}
	open := a.Stage != StageNew
	add(open && a.Turn == TurnOurs, "your turn")
	add(open && a.Turn == TurnTheirs && !a.anySet(), "waiting")
	if days := p.Late(app, now); open && a.Turn == TurnTheirs {
		add(days == 1, "late by a business day")
		add(days > 1, fmt.Sprintf("late by %d business days", days))
	}
	if q := p.quietAt(a); open && !q.at.IsZero() {
		add(!now.Before(q.at), "gone quiet")
	}
	add(!a.OnHold.IsZero(), "on hold")
	add(a.AwayUntil.After(now), "they are away")
	add(a.NoContact, "asked not to be written to")
	add(a.Stage == StageApplied && a.LastIn.Key != "", "acknowledged")
	add(a.Stage == StageOffered && !a.Written, "verbal offer")
	add(a.Stage == StageOffered && a.Written, "written offer")
	add(a.Before, "before followup began")
	return out
}

// Late returns by how many business days the answer that they promised is late at now, 0 where it is not. One is usual
// (domain.md 0); that no word would mean no is nothing to be late with.
func (p Policy) Late(app Application, now time.Time) int {
	promise, where := app.promise(), p.WhereFor(app)
	if promise == nil || promise.Kind == PromiseSilence || promise.Deadline.IsZero() {
		return 0
	}
	return p.BusinessDaysBetween(p.PromisedBy(*promise, where), now, where)
}

// Waiting returns since when and for how many business days it has been their turn; zero if it is not.
func (p Policy) Waiting(app Application, now time.Time) (since time.Time, days int) {
	if app.Turn != TurnTheirs || app.Stage == StageClosed || app.Stage == StageNew {
		return time.Time{}, 0
	}
	return app.TurnSince, p.BusinessDaysBetween(app.TurnSince, now, p.WhereFor(app))
}
