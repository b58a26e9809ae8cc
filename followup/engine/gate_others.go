package engine

import (
	"fmt"
	"slices"
	"strings"

	"followup/followup"
	"followup/followup/store"
)

// others fills what a gate knows of the other applications. Nothing in it names one of them: a gate is journalled with
// this application, and outlives the others where they are forgotten.
func (c *change) others(app followup.Application, n followup.Note, g *followup.Gate) (err error) {
	if g.SameEmployer, err = c.siblings(app, n); err != nil {
		return err
	}
	if g.Offer, err = c.offerFact(app, n); err != nil {
		return err
	}
	counts, err := c.tx.LaneCounts()
	for lane, count := range counts {
		if lane != store.Lane(LaneDone) {
			g.Live += count
		}
	}
	if app.Stage != followup.StageClosed && g.Live > 0 {
		g.Live-- // this one
	}
	return err
}

// siblings are the letters in other applications at the same employer that are too much like this one and go to somebody
// else.
func (c *change) siblings(app followup.Application, n followup.Note) ([]followup.Sibling, error) {
	key := followup.EmployerKey(app.Employer)
	if key == "" || n.Text == "" {
		return nil, nil
	}
	var ids []string
	for _, tie := range app.Ties() {
		more, err := c.tx.ByEmployer(tie)
		if err != nil {
			return nil, err
		}
		ids = append(ids, more...)
	}
	apps, err := c.applications(ids)
	if err != nil {
		return nil, err
	}
	var out []followup.Sibling
	for _, o := range apps {
		if o.ID == app.ID || followup.EmployerKey(o.Employer) != key {
			continue
		}
		for _, m := range o.Notes {
			left := gone(m.Status) || m.Status == followup.Approved || m.Status == followup.Claimed
			if !left || m.Kind != n.Kind || strings.EqualFold(m.To.Addr, n.To.Addr) {
				continue
			}
			if like := followup.Likeness(app, n, o, m); like > c.Policy.Similarity {
				out = append(out, followup.Sibling{Likeness: like, Left: true})
			}
		}
	}
	return out, nil
}

// offerFact is what stands of the offer that a letter was drafted for, as it is now; nil where there is none any more.
func (c *change) offerFact(app followup.Application, n followup.Note) (*followup.OfferFact, error) {
	if n.Offer == "" {
		return nil, nil
	}
	from, ok, err := c.tx.Application(n.Offer)
	if err == nil && ok && n.Kind == followup.Withdrawal && from.Settled() {
		return &followup.OfferFact{App: from.ID, Settled: true}, nil
	}
	if err != nil || !ok || from.Offer == nil || from.Stage != followup.StageOffered {
		return nil, err
	}
	o := from.Offer
	if !o.Declined.IsZero() || !o.Rescinded.IsZero() || !o.Accepted.IsZero() {
		return nil, nil
	}
	same := from.ID == app.ID || sharesDomain(from, app)
	if key := followup.EmployerKey(app.Employer); key != "" {
		same = same || key == followup.EmployerKey(from.Employer)
	}
	return &followup.OfferFact{App: from.ID, Written: o.Written, Deadline: o.Deadline, SameEmployer: same}, nil
}

// elsewhere is what lint knows besides the application: the employers of all other live ones, by the rows that a list
// shows. It is never journalled.
func (c *change) elsewhere(app followup.Application) (followup.Elsewhere, error) {
	e := followup.Elsewhere{Now: c.now}
	err := c.entries(asking, func(en entry) error {
		if r := en.Rows[0]; r.App != app.ID && r.Employer != "" {
			e.Names = append(e.Names, r.Employer)
		}
		return nil
	})
	slices.Sort(e.Names)
	e.Names = slices.Compact(e.Names)
	return e, err
}

// findings are what lint says of a letter that may still be changed, and the guard that stands against it, if one does.
func (c *change) findings(app followup.Application, n followup.Note) ([]followup.Finding, error) {
	e, err := c.elsewhere(app)
	if err != nil {
		return nil, err
	}
	found := c.Policy.LintWith(app, n, e)
	if n.Status != followup.Proposed || n.Text == "" {
		return found, nil
	}
	gate, err := c.gateFor(app, n)
	if err != nil {
		return nil, err
	}
	number, why := c.Policy.Guard(app, n, &gate, c.now)
	if number == 0 || slices.ContainsFunc(found, func(f followup.Finding) bool { return f.Words == string(why) }) {
		return found, nil
	}
	return append(found, followup.Finding{Code: fmt.Sprintf("guard-%02d", number), Words: string(why), Blocks: true}), nil
}
