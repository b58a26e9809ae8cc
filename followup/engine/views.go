package engine

import (
	"context"
	"slices"
	"strings"

	"followup/followup"
	"followup/followup/store"
)

// List returns the queue, lane by lane.
func (e *Engine) List(_ context.Context, q Query) (List, error) {
	l := List{Counts: map[Lane]int{}}
	limit := q.Limit
	if limit <= 0 {
		limit = 200
	}
	err := e.view(func(c *change) error {
		if q.SetAside {
			return c.asideRows(&l, limit, q)
		}
		return c.entries(Lanes, func(en entry) error {
			for _, r := range en.rowsAt(c.now) {
				c.take(&l, r, q, limit)
			}
			return nil
		})
	})
	l.sort()
	return l, err
}

// sort orders the rows as they are shown: lane by lane, drafts and finished things with the newest first, the others with
// the soonest.
func (l *List) sort() {
	slices.SortStableFunc(l.Rows, func(a, b Row) int {
		if d := slices.Index(Lanes, a.Lane) - slices.Index(Lanes, b.Lane); d != 0 {
			return d
		}
		if a.Lane == LaneApprove || a.Lane == LaneDone {
			return b.When.Compare(a.When) // the newest first
		}
		return a.When.Compare(b.When)
	})
}

// take counts a row, remembers the next thing time will ask for, and keeps the row if the query wants it.
func (c *change) take(l *List, r Row, q Query, limit int) {
	l.Counts[r.Lane]++
	if r.Lane == LaneWaiting && r.When.After(c.now) && (l.Next == nil || r.When.Before(l.Next.When)) {
		next := r
		l.Next = &next
	}
	wanted := r.Lane == q.Lane || q.Lane == "" && r.Lane != LaneDone || q.Text != ""
	text := strings.ToLower(r.Employer + " " + r.Role + " " + r.What)
	if wanted && strings.Contains(text, strings.ToLower(q.Text)) && l.Counts[r.Lane] <= limit {
		l.Rows = append(l.Rows, r)
	}
}

// asideRows lists recent mail with a trace of job context that was not counted, and why.
func (c *change) asideRows(l *List, limit int, q Query) error {
	return c.tx.Aside(0, func(s followup.Signal) error {
		text := strings.ToLower(s.Mail.Subject + " " + s.Mail.From.Name + " " + s.Mail.From.Addr + " " + s.Employer)
		if len(l.Rows) < limit && strings.Contains(text, strings.ToLower(q.Text)) {
			l.Rows = append(l.Rows, Row{
				ID: s.Mail.Key, Employer: s.Employer, Role: s.Role, From: orElse(s.Mail.From.Name, s.Mail.From.Addr), What: s.Mail.Subject,
				Why: s.Reason, When: s.Mail.Received,
			})
		}
		return nil
	})
}

// Show returns the card of a note, an application or a doubt.
func (e *Engine) Show(_ context.Context, id string) (Card, error) {
	var card Card
	err := e.view(func(c *change) error {
		hits, err := c.doubts(id)
		if err != nil {
			return err
		}
		if len(hits) > 0 && id != "" {
			for _, d := range hits[0].Doubts {
				if hasID(d.Key, id) || d.Signal.Mail.ID == id {
					card, err = c.card(hits[0], nil, &d)
					return err
				}
			}
		}
		app, err := c.findApp(id)
		if err == nil {
			card, err = c.card(app, firstOpen(app), nil)
			return err
		}
		if err != ErrNotFound {
			return err
		}
		app, n, err := c.findNote(id)
		if err != nil {
			return err
		}
		card, err = c.card(app, &n, nil)
		return err
	})
	return card, err
}

// card gathers everything a person needs to decide.
func (c *change) card(app followup.Application, n *followup.Note, d *followup.Doubt) (Card, error) {
	card := Card{
		Application: app, Note: n, Doubt: d, Labels: c.Policy.Labels(app, c.now), Dues: c.Policy.Next(app),
		IfNothing: nothing(n, c.Policy.Zone),
	}
	signals, err := c.signals(app.ID)
	if err != nil {
		return card, err
	}
	for _, s := range signals {
		for _, w := range s.Warnings {
			if !slices.Contains(card.Warnings, w) {
				card.Warnings = append(card.Warnings, w)
			}
		}
	}
	if card.AfterNo, err = c.afterNo(app); err != nil || n == nil {
		return card, err
	}
	if n.Status == followup.Proposed || n.Status == followup.Approved || n.Status == followup.Failed {
		if card.Findings, err = c.findings(app, *n); err != nil {
			return card, err
		}
		card.Findings = append(card.Findings, c.Policy.Unsure(app)...)
	}
	answers, ok, err := c.mail(app, n.Answers)
	if err != nil || !ok {
		return card, err
	}
	card.Answers = &answers
	for _, s := range signals {
		if s.Mail.ID == n.Answers {
			card.Verified, card.Distrust = s.Trust == followup.TrustVerified, s.Distrust
			break
		}
	}
	return card, nil
}

// signals are the mails in the journal of an application, as they were read.
func (c *change) signals(app string) (out []followup.Signal, err error) {
	entries, err := c.tx.Journal(app)
	if err != nil {
		return nil, err
	}
	for _, en := range entries {
		if en.Event.Signal != nil {
			out = append(out, *en.Event.Signal)
		}
	}
	return out, nil
}

// Explain tells the whole story of an application from its journal, in message time.
func (e *Engine) Explain(_ context.Context, id string) (Story, error) {
	var s Story
	err := e.view(func(c *change) error {
		app, err := c.findApp(id)
		if err == ErrNotFound {
			app, _, err = c.findNote(id)
		}
		if err != nil {
			return err
		}
		entries, err := c.tx.Journal(app.ID)
		if err != nil {
			return err
		}
		s = Story{Application: app, Labels: c.Policy.Labels(app, c.now), Dues: c.Policy.Next(app)}
		for _, en := range entries {
			s.Entries = append(s.Entries, StoryEntry{At: en.Event.At, Seen: en.Event.Seen, Event: en.Event, Reason: en.Reason})
		}
		slices.SortStableFunc(s.Entries, func(a, b StoryEntry) int { return a.At.Compare(b.At) })
		return nil
	})
	return s, err
}

// Status is the freshness line and what is broken.
func (e *Engine) Status(ctx context.Context) (Status, error) {
	l, err := e.List(ctx, Query{})
	if err != nil {
		return Status{}, err
	}
	return e.statusWith(l)
}

// statusWith is the status around a queue that was just read.
func (e *Engine) statusWith(l List) (Status, error) {
	st := Status{Version: e.Version, Now: e.Now(), Counts: l.Counts, Next: l.Next, Accounts: e.States()}
	for i := range st.Accounts {
		if st.Accounts[i].ScanOf > 0 {
			for _, n := range l.Counts {
				st.Accounts[i].ScanFound += n
			}
		}
		if at := e.lastReconciled([]*Account{{Name: st.Accounts[i].Name}}); at.After(st.Accounts[i].Reconciled) {
			st.Accounts[i].Reconciled = at
		}
	}
	err := e.view(func(c *change) (err error) {
		if st.Paused, st.PausedBy, err = c.stopped(); err != nil {
			return err
		}
		if st.Quiet, err = c.quietUntil(); err != nil {
			return err
		}
		if st.Restored, err = c.restored(); err != nil {
			return err
		}
		return c.tx.Poison(func(store.Poisoned) error { st.Poison++; return nil })
	})
	e.mu.Lock()
	for i, a := range st.Accounts {
		if e.authFailed[a.Name] {
			st.Accounts[i].Hint = "the sending login was refused: mend the password, then run: followup resume"
		}
	}
	e.mu.Unlock()
	return st, err
}

// Domains lists the mail domains of employers with an open application, for the sweep of folders that filters fill.
func (e *Engine) Domains() ([]string, error) {
	var out []string
	err := e.view(func(c *change) error {
		return c.tx.Applications(func(app followup.Application) error {
			if app.Stage != followup.StageClosed {
				out = append(out, app.Domains...)
			}
			return nil
		})
	})
	slices.Sort(out)
	return slices.Compact(out), err
}
