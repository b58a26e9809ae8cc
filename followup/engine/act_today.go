package engine

import (
	"context"
	"fmt"
	"slices"
	"time"

	"followup/followup"
	"followup/followup/store"
)

// mostShown is how many rows a part of the morning has at most; Status.Counts has the whole.
const mostShown = 50

// Today returns what this morning asks for.
func (e *Engine) Today(context.Context) (Morning, error) {
	var m Morning
	l := List{Counts: map[Lane]int{}}
	err := e.view(func(c *change) error {
		now := c.now.In(c.Policy.Zone)
		done, err := c.tx.LaneCounts()
		if err != nil {
			return err
		}
		l.Counts[LaneDone] = done[store.Lane(LaneDone)]
		err = c.entries(asking, func(en entry) error {
			if en.live() {
				m.Live++
			}
			for _, r := range en.rowsAt(c.now) {
				c.take(&l, r, Query{}, mostShown*100)
			}
			for _, r := range en.Today {
				m.take(r, now)
			}
			return nil
		})
		if err != nil {
			return err
		}
		slices.SortStableFunc(m.Overdue, func(a, b Row) int { return a.When.Compare(b.When) })
		m.Overdue = m.Overdue[:min(len(m.Overdue), mostShown)]
		return c.sayHowLate(m.Overdue)
	})
	if err != nil {
		return m, err
	}
	l.sort()
	for _, r := range l.Rows {
		switch r.Lane {
		case LaneApprove:
			m.Approve = append(m.Approve, r)
		case LaneConfirm:
			m.Confirm = append(m.Confirm, r)
		case LaneYourTurn:
			m.YourTurn = append(m.YourTurn, r)
		case LaneWaiting:
			m.Waiting = append(m.Waiting, r)
		}
	}
	m.Status, err = e.statusWith(l)
	m.order(m.Status.Now)
	return m, err
}

// take lays a row with a date into its part of the morning: an interview of the day, a debrief or a promise whose time has
// come. The soonest interview of a later day is kept as what comes next.
func (m *Morning) take(r Row, now time.Time) {
	switch r.Lane {
	case laneInterview:
		y, month, d := now.Date()
		midnight := time.Date(y, month, d+1, 0, 0, 0, 0, now.Location())
		switch {
		case !r.When.Before(time.Date(y, month, d, 0, 0, 0, 0, now.Location())) && r.When.Before(midnight):
			m.Interviews = append(m.Interviews, r)
		case !r.When.Before(midnight) && (m.Next == nil || r.When.Before(m.Next.When)):
			next := r
			m.Next = &next
		}
	case laneDebrief:
		if !r.When.After(now) {
			m.Debriefs = append(m.Debriefs, r)
		}
	case lanePromise:
		if now.After(r.When) {
			m.Overdue = append(m.Overdue, r)
		}
	}
}

// sayHowLate puts into each promise by how many business days of the employer's it is late. One whose date has passed only
// by a free day is not late.
func (c *change) sayHowLate(rows []Row) error {
	for i := range rows {
		app, err := c.load(rows[i].App)
		if err != nil {
			return err
		}
		pr, _ := c.Policy.Promised(app)
		switch n := c.Policy.LateBy(app, pr, c.now); n {
		case 0:
			rows[i].Why = "its date is just over"
		case 1:
			rows[i].Why = "late by one business day; that is usual"
		default:
			rows[i].Why = followup.Reason(fmt.Sprintf("late by %d business days", n))
		}
	}
	return nil
}

// order sorts the parts, cuts what is too long, and tells what comes next: the nearest date that lies ahead.
func (m *Morning) order(now time.Time) {
	for _, part := range []*[]Row{&m.Approve, &m.Confirm, &m.YourTurn, &m.Interviews, &m.Debriefs, &m.Waiting, &m.Overdue} {
		slices.SortStableFunc(*part, func(a, b Row) int {
			if pa, pb := a.When.After(now), b.When.After(now); part == &m.Waiting && pa != pb { // what lies ahead stands first
				if pa {
					return -1
				}
				return 1
			}
			return a.When.Compare(b.When)
		})
		*part = append([]Row{}, (*part)[:min(len(*part), mostShown)]...)
	}
	for _, r := range slices.Concat(m.Interviews, m.Waiting) {
		if r.When.After(now) && (m.Next == nil || r.When.Before(m.Next.When)) {
			next := r
			m.Next = &next
		}
	}
}

// AfterNo is what stands beside a rejection: facts and one move, nothing to cheer and nothing to count on.
type AfterNo struct {
	No     int  `json:"no"`     // which rejection of this search it is
	Rounds int  `json:"rounds"` // rounds that took place there
	Live   int  `json:"live"`   // applications that go on
	Target int  `json:"target"` // Policy.LiveTarget
	Next   *Row `json:"next,omitempty"`
	Recent int  `json:"recent"` // rejections in the last five business days, this one counted
}

// afterNo gathers what stands beside the rejection of an application.
func (c *change) afterNo(app followup.Application) (*AfterNo, error) {
	if app.Stage != followup.StageClosed || app.Outcome != followup.OutcomeRejected {
		return nil, nil
	}
	a := &AfterNo{No: 1, Rounds: followup.RoundsHeld(app), Target: c.Policy.LiveTarget}
	var m Morning
	err := c.entries(Lanes, func(en entry) error {
		if en.live() {
			a.Live++
			m.Waiting = append(m.Waiting, en.nextMove(c.now)...)
		}
		if last := en.Rows[len(en.Rows)-1]; en.Outcome == followup.OutcomeRejected && last.App != app.ID {
			if !last.When.After(app.Closed) {
				a.No++
			}
			if c.recentNo(last.When) {
				a.Recent++
			}
		}
		return nil
	})
	if c.recentNo(app.Closed) {
		a.Recent++
	}
	m.order(c.now)
	a.Next = m.Next
	return a, err
}

// recentNo reports whether a rejection lies in the last five business days of the user's.
func (c *change) recentNo(at time.Time) bool {
	return c.now.Sub(at) < 15*24*time.Hour && c.Policy.BusinessDaysBetween(at, c.now, followup.Where{Zone: c.Policy.Zone}) < 5
}

// nextMove returns the rows of a live application that lie ahead.
func (en entry) nextMove(now time.Time) []Row {
	rows := slices.Concat(en.Today, en.rowsAt(now))
	return slices.DeleteFunc(rows, func(r Row) bool { return !r.When.After(now) || r.Lane == laneDebrief })
}
