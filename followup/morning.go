package followup

import (
	"slices"
	"time"
)

// Ahead is an interview that is set, and when it begins. At is an instant also where the mail names no zone: then it is
// read as a time where they are, and Why says so.
type Ahead struct {
	Interview Interview
	Round     Round
	At        time.Time
	Why       Reason
}

// Ahead returns the interviews of an application that are set, soonest first. One that was put away has none.
func (p Policy) Ahead(app Application) []Ahead {
	p = p.usable()
	var out []Ahead
	if app.Stage == StageClosed || !app.Archived.IsZero() {
		return nil
	}
	for _, r := range app.Rounds {
		for _, iv := range r.Interviews {
			if iv.Standing != Set || iv.Start.IsZero() {
				continue
			}
			a := Ahead{Interview: iv, Round: r}
			a.At, a.Why = p.begins(&app, iv)
			if !iv.CancelledAt.IsZero() {
				a.Why = "a cancel was read: it may not take place"
			}
			out = append(out, a)
		}
	}
	slices.SortStableFunc(out, func(a, b Ahead) int { return a.At.Compare(b.At) })
	return out
}

// Promised returns the promise with a date that an application waits for: it is their turn and the promise stands. ok is
// false where there is none.
func (p Policy) Promised(app Application) (promise Promise, ok bool) {
	if app.Turn != TurnTheirs || app.Stage == StageNew || app.Stage == StageClosed || !app.Archived.IsZero() || app.anySet() {
		return Promise{}, false
	}
	pr := app.promise()
	if pr == nil || pr.Deadline.IsZero() {
		return Promise{}, false
	}
	return *pr, true
}

// LateBy returns by how many business days of the employer's the date of a promise has passed: 0 on its day and before.
func (p Policy) LateBy(app Application, pr Promise, now time.Time) int {
	p = p.usable()
	if pr.Deadline.IsZero() || !now.After(pr.Deadline) {
		return 0
	}
	return p.BusinessDaysBetween(pr.Deadline, now, p.WhereFor(app))
}

// RoundsHeld counts the rounds of an application in which an interview took place.
func RoundsHeld(app Application) (n int) {
	for _, r := range app.Rounds {
		if r.took() {
			n++
		}
	}
	return n
}
