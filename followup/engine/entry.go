package engine

import (
	"encoding/json"
	"slices"
	"time"

	"followup/followup"
	"followup/followup/store"
)

// entry is what the store keeps beside each application, so that lists, the morning and the notifications are read without
// any application.
type entry struct {
	Rows    []Row            `json:"rows"`              // the most urgent first; never empty
	Today   []Row            `json:"today,omitempty"`   // interviews, debriefs and promises with their dates, soonest first
	Next    []moment         `json:"next,omitempty"`    // what time will ask for, soonest first; only where it is waited for
	Alerts  []followup.Alert `json:"alerts,omitempty"`  // soonest first
	Outcome followup.Outcome `json:"outcome,omitempty"` // of a closed application
}

// moment is a time and what it asks for.
type moment struct {
	At  time.Time       `json:"at"`
	Why followup.Reason `json:"why"`
}

// The lanes of entry.Today. No list shows them.
const (
	laneInterview Lane = "interview"
	laneDebrief   Lane = "debrief"
	lanePromise   Lane = "promise"
)

// entryOf makes the entry of an application.
func (c *change) entryOf(app followup.Application, dues []followup.Due) entry {
	en := entry{Today: c.todayOf(app, dues), Alerts: c.Policy.Alerts(app), Outcome: app.Outcome}
	dues = slices.DeleteFunc(slices.Clone(dues), func(d followup.Due) bool { // the thing itself is told, not what reminds of it
		return d.Kind == followup.DueReminder || d.Kind == followup.DueDebrief || d.Kind == followup.DueThanks
	})
	en.Rows = rowsOf(app, dues)
	if en.Rows[0].Lane == LaneWaiting {
		for _, d := range dues {
			en.Next = append(en.Next, moment{d.At, d.Why})
		}
	}
	return en
}

// rowsAt returns the rows as they stand at now: what was put off comes back, and a wait tells the next date that lies
// ahead. Where none does, it tells the last one.
func (en entry) rowsAt(now time.Time) []Row {
	for i := range en.Rows {
		r := &en.Rows[i]
		switch {
		case r.Lane == LaneLater && !r.When.After(now):
			r.Lane = LaneApprove // its rest is over
		case r.Lane == LaneWaiting && r.Status == "":
			for _, m := range en.Next {
				if r.When, r.Why = m.At, m.Why; m.At.After(now) {
					break
				}
			}
		}
	}
	return en.Rows
}

// live reports whether the entry is that of an application that still goes on.
func (en entry) live() bool {
	return en.Rows[0].Stage != followup.StageNew && en.Rows[0].Stage != followup.StageClosed && en.Rows[len(en.Rows)-1].Lane != LaneDone
}

// asking are the lanes of applications that still go on, or of which something is still asked.
var asking = Lanes[:slices.Index(Lanes, LaneDone)]

// entries calls fn for the entries of the applications of some lanes.
func (c *change) entries(lanes []Lane, fn func(entry) error) error {
	for _, lane := range lanes {
		err := c.tx.Lane(store.Lane(lane), 0, func(_ string, b []byte) error {
			var en entry
			if err := json.Unmarshal(b, &en); err != nil {
				return err
			}
			if len(en.Rows) == 0 {
				return nil
			}
			return fn(en)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// todayOf makes the rows of what has a date of its own: interviews ahead, debriefs and promises.
func (c *change) todayOf(app followup.Application, dues []followup.Due) (rows []Row) {
	base := Row{ID: app.ID, App: app.ID, Employer: app.Employer, Role: app.Role, Stage: app.Stage}
	for _, a := range c.Policy.Ahead(app) {
		r := base
		r.Lane, r.When, r.What, r.Why = laneInterview, a.At, meetingWords(a), ""
		if a.Interview.Floating || !a.Interview.CancelledAt.IsZero() {
			r.Why = a.Why
		} else if a.Interview.Place != "" {
			r.Why = followup.Reason(a.Interview.Place)
		}
		rows = append(rows, r)
	}
	asked := map[string]bool{}
	for _, d := range dues {
		if d.Kind == followup.DueDebrief && !asked[d.Round] { // the reminders of one debrief are one row
			asked[d.Round] = true
			r := base
			r.Lane, r.When, r.What, r.Why = laneDebrief, d.At, "How did it go?", d.Why
			rows = append(rows, r)
		}
	}
	if pr, ok := c.Policy.Promised(app); ok {
		r := base
		r.Lane, r.When, r.What = lanePromise, pr.Deadline, "They promised an answer"
		if pr.Quote != "" {
			r.What = "They said: " + pr.Quote
		}
		rows = append(rows, r)
	}
	slices.SortStableFunc(rows, func(a, b Row) int { return a.When.Compare(b.When) })
	return rows
}

// meetingWords names an interview: its kind and with whom.
func meetingWords(a followup.Ahead) string {
	words := "Interview"
	if a.Round.Kind != followup.RoundUnknown {
		words = "Interview (" + string(a.Round.Kind) + ")"
	}
	with := ""
	for i, p := range a.Interview.People {
		name := orElse(p.Name, p.Addr)
		switch {
		case i == 0:
			with = " with " + name
		case i < len(a.Interview.People)-1:
			with += ", " + name
		default:
			with += " and " + name
		}
	}
	return words + with
}
