package followup

import (
	"fmt"
	"time"
)

// quiet is when an application counts as gone quiet, and why: a label, never a verdict (domain.md 1.5).
type quiet struct {
	at   time.Time
	why  Reason
	kind DueKind // DueQuiet, or DueSilenceEnds where they said that no word means no
}

// quietAt returns the latest of QuietDays after the last letter of ours, QuietPromiseDays after a promised date and
// QuietInterviewDays after the last interview, or DormantDays after it where nothing of ours left since. Where no
// interview took place and no question was asked it is DormantDays after it became their turn. A person's mail starts
// QuietDays anew. It is zero where it is not their turn.
func (p Policy) quietAt(app *Application) quiet {
	if app.Turn != TurnTheirs || app.anySet() {
		return quiet{}
	}
	where := p.WhereFor(*app)
	if promise := app.promise(); promise != nil && promise.Kind == PromiseSilence {
		at := p.PromisedBy(*promise, where)
		if at.IsZero() {
			at = p.AddBusinessDays(promise.Said, p.QuietInterviewDays, where)
		}
		return quiet{at, "they said so: no word by " + Reason(at.In(where.Zone).Format("2 January")) + " means no", DueSilenceEnds}
	}
	letter, end, promised := app.lastLetter(), app.lastEnd(), time.Time{}
	for _, pr := range app.Promises {
		promised = latest(promised, pr.Deadline)
	}
	days := func(t time.Time, n int) time.Time {
		if t.IsZero() {
			return t
		}
		return p.AddBusinessDays(t, n, where)
	}
	at := latest(days(app.LastHuman.Received, p.QuietDays), days(letter, p.QuietDays), days(promised, p.QuietPromiseDays))
	switch {
	case end.IsZero() && app.unanswered() == 0:
		at = latest(at, days(app.TurnSince, p.DormantDays))
	case letter.After(end):
		at = latest(at, days(end, p.QuietInterviewDays))
	default:
		at = latest(at, days(end, p.DormantDays))
	}
	q := quiet{at: at, kind: DueQuiet, why: Reason(fmt.Sprintf("no answer for %d days", int(at.Sub(app.TurnSince).Hours()/24)))}
	if !promised.IsZero() {
		q.why += Reason("; they had said by " + promised.In(where.Zone).Format("2 January"))
	}
	if s := p.silent(app); s.blocked != "" && app.openOf(Nudge) == nil {
		q.why += ". We stop writing here unless they write"
	}
	return q
}

// lastLetter returns when the last letter of ours left, by followup or by hand; zero if none did.
func (a *Application) lastLetter() time.Time {
	last := a.LastOut.Received
	for _, n := range a.Notes {
		if n.Status == Sent {
			last = latest(last, n.Sent)
		}
	}
	return last
}
