package followup

import "time"

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
		return out
	}
	open := a.Stage != StageNew
	add(open && a.Turn == TurnOurs, "your turn")
	add(open && a.Turn == TurnTheirs && !a.anySet(), "waiting")
	if promise := a.promise(); open && a.Turn == TurnTheirs && promise != nil && !promise.Deadline.IsZero() {
		add(now.After(promise.Deadline), "overdue")
	}
	if q := p.quietAt(a); open && !q.IsZero() {
		add(!now.Before(q), "gone quiet")
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

// Waiting returns since when and for how many business days it has been their turn; zero if it is not.
func (p Policy) Waiting(app Application, now time.Time) (since time.Time, days int) {
	if app.Turn != TurnTheirs || app.Stage == StageClosed || app.Stage == StageNew {
		return time.Time{}, 0
	}
	return app.TurnSince, p.BusinessDaysBetween(app.TurnSince, now, p.WhereFor(app))
}
