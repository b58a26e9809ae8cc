package engine

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"followup/followup"
	"followup/followup/store"
)

// index derives everything the store keeps beside an application: what is due, what the outbox looks at, and the rows
// that a list shows.
func (c *change) index(app followup.Application, now time.Time) (store.Index, error) {
	dues := c.Policy.Next(app)
	en := c.entryOf(app, dues)
	b, err := json.Marshal(en)
	if err != nil {
		return store.Index{}, err
	}
	ix := store.Index{Row: b, Outbox: map[string]time.Time{}, Lane: store.Lane(en.Rows[0].Lane), LaneAt: en.Rows[0].When}
	for _, d := range dues {
		if d.Acts {
			ix.Dues = append(ix.Dues, d)
		}
	}
	for _, n := range app.Notes {
		wait := time.Duration(0)
		if acc := c.account(n.Account); acc != nil {
			wait = acc.FileAfter
		}
		if at, ok := outboxAt(n, wait); ok {
			ix.Outbox[n.ID] = at
		}
	}
	ix.EmployerKeys = app.Ties()
	return ix, nil
}

// rederive writes the derived rows anew where what they come from besides the applications has changed: the policy, the
// zone, the calendar, the accounts or the program. A due that is earlier by a new policy would be overlooked else.
func (e *Engine) rederive() error {
	p := e.Policy
	zone, calendar := p.Zone.String(), p.Calendar
	p.Zone, p.Calendar = nil, nil
	from := fmt.Sprintf("%d %s %s %T%+v %+v", rowsVersion, e.Version, zone, calendar, calendar, p)
	for _, a := range e.Accounts {
		from += fmt.Sprintf(" %s %s", a.Name, a.FileAfter)
	}
	return e.update(func(c *change) error {
		var before string
		if _, err := c.tx.Meta("derived from", &before); err != nil || before == from {
			return err
		}
		var failed error
		err := c.tx.Rebuild(func(app followup.Application) store.Index {
			ix, err := c.index(app, c.now)
			failed = errors.Join(failed, err)
			return ix
		})
		return errors.Join(err, failed, c.tx.PutMeta("derived from", from))
	})
}

// rowsVersion is raised whenever the code derives other rows from the same application.
const rowsVersion = 4

// CheckDerived reports the first derived row that a rebuild would make differently.
func (e *Engine) CheckDerived() error {
	return e.view(func(c *change) error {
		var failed error
		err := c.tx.CheckDerived(func(app followup.Application) store.Index {
			ix, err := c.index(app, c.now)
			failed = errors.Join(failed, err)
			return ix
		})
		return errors.Join(err, failed)
	})
}

// rowsOf makes the rows of an application, the most urgent first. There is always at least one.
func rowsOf(app followup.Application, dues []followup.Due) []Row {
	base := Row{ID: app.ID, App: app.ID, Employer: app.Employer, Role: app.Role, Stage: app.Stage}
	var rows []Row
	for _, d := range app.Doubts {
		r := base
		r.ID, r.Lane, r.When, r.Why = d.Key, LaneConfirm, d.Since, d.Why
		r.What = "Is this " + kindWords(d.Signal) + "?"
		if r.Employer == "" {
			r.Employer = d.Signal.Employer
		}
		rows = append(rows, r)
	}
	for _, n := range app.Notes {
		if r, ok := noteRow(base, n); ok {
			rows = append(rows, r)
		}
	}
	switch {
	case !app.Archived.IsZero():
		r := base
		r.Lane, r.When, r.What = LaneDone, app.Archived, "Put away"
		rows = append(rows, r)
	case app.Stage == followup.StageClosed:
		r := base
		r.Lane, r.When, r.What = LaneDone, app.Closed, "Closed: "+string(app.Outcome)
		rows = append(rows, r)
	case app.Turn == followup.TurnOurs && app.Stage != followup.StageNew:
		r := base
		r.Lane, r.When, r.What, r.Why = LaneYourTurn, app.Deadline, "Your answer is next", followup.Reason(app.DeadlineFor)
		if r.When.IsZero() {
			r.When = app.TurnSince
		}
		rows = append(rows, r)
	case len(rows) == 0 && app.Stage == followup.StageNew:
		rows = append(rows, base) // every mail of it was moved away: it stands in no lane
	case len(rows) == 0:
		r := base
		r.Lane, r.What = LaneWaiting, waitingWords(app)
		if i := slices.IndexFunc(dues, func(d followup.Due) bool { return !d.At.IsZero() }); i >= 0 {
			r.When, r.Why = dues[i].At, dues[i].Why
		}
		rows = append(rows, r)
	}
	slices.SortStableFunc(rows, func(a, b Row) int { return slices.Index(Lanes, a.Lane) - slices.Index(Lanes, b.Lane) })
	return rows
}

// noteRow is the row of a note that still asks for or waits for something.
func noteRow(base Row, n followup.Note) (Row, bool) {
	r := base
	r.ID, r.Status, r.Why, r.When, r.What = n.ID, n.Status, n.Why, n.Proposed, noteWords(n)
	switch n.Status {
	case followup.Proposed:
		r.Lane = LaneApprove
		if !n.Snoozed.IsZero() {
			r.Lane, r.When = LaneLater, n.Snoozed
		} else if n.NotBefore.After(n.Proposed) {
			r.When = n.NotBefore
			if n.Kind == followup.RejectionResponse { // a no needs time to breathe
				r.Lane = LaneLater
			}
		}
	case followup.Failed:
		r.Lane, r.Why = LaneApprove, "it could not be delivered: "+lastReply(n)
	case followup.Unsure:
		r.Lane, r.Why = LaneApprove, "nobody knows whether it left: say what you know"
	case followup.Approved, followup.Claimed:
		r.Lane, r.When = LaneWaiting, n.SendAt
		r.Why = "you said yes; it leaves by itself"
		if n.Hold != followup.NoHold {
			r.Why = followup.Reason("it waits: " + string(n.Hold))
		}
	default:
		return r, false
	}
	return r, true
}

func lastReply(n followup.Note) followup.Reason {
	if len(n.Attempts) == 0 {
		return "no attempt was recorded"
	}
	return followup.Reason(n.Attempts[len(n.Attempts)-1].Reply)
}

// kindWords says what a signal was taken for.
func kindWords(s followup.Signal) string {
	switch s.Kind {
	case followup.Rejection:
		if s.Detail == followup.DetailRescinded {
			return "an offer taken back"
		}
		return "a rejection"
	case followup.Offer:
		return "an offer"
	case followup.InterviewInvite:
		return "an invitation to an interview"
	case followup.InterviewConfirm:
		return "an interview being confirmed"
	case followup.InterviewReschedule:
		return "an interview being moved"
	case followup.InterviewCancel:
		return "an interview being cancelled"
	case followup.Assessment:
		return "an assessment"
	case followup.ApplicationAck:
		return "a receipt for an application"
	case followup.RecruiterOutreach:
		return "a recruiter writing for the first time"
	}
	return "about an application"
}

// waitingWords says what is being waited for.
func waitingWords(app followup.Application) string {
	switch app.Stage {
	case followup.StageScheduled:
		return "Interview ahead"
	case followup.StageInterviewed:
		return "Waiting after the interview"
	case followup.StageOffered:
		return "An offer is on the table"
	case followup.StageNew:
		return "Not an application yet"
	}
	return "Waiting for an answer"
}

// nothing says what happens to a note if one does nothing.
func nothing(n *followup.Note, zone *time.Location) string {
	if n == nil {
		return ""
	}
	switch n.Status {
	case followup.Proposed:
		if n.Expires.IsZero() {
			return "It stays a draft. It never leaves without your yes."
		}
		return fmt.Sprintf("It stays a draft until %s, then it is put away unsent.", n.Expires.In(zone).Format("Mon 2 Jan 15:04"))
	case followup.Approved:
		return fmt.Sprintf("It leaves at %s. Until then you can take your yes back.", n.SendAt.In(zone).Format("Mon 2 Jan 15:04:05"))
	case followup.Unsure:
		return "It stays unsure. It is never sent again by itself."
	case followup.Failed:
		return "It stays unsent."
	}
	return ""
}
