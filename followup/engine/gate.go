package engine

import (
	"strings"
	"time"

	"followup/followup"
)

// minDisk is the free space below which nothing is sent: what cannot be recorded must not happen (reliability.md 4).
const minDisk = 50 << 20

// past is one letter that left, kept for the rates; older than ratesFor are dropped.
type past struct {
	At       int64             `json:"at"` // Unix seconds
	Note     string            `json:"note,omitempty"`
	To       string            `json:"to"`
	Employer string            `json:"employer"`
	Domain   string            `json:"domain"`
	Kind     followup.NoteKind `json:"kind"`
	Hand     bool              `json:"hand,omitempty"` // the user wrote it herself: it counts for the next letter to this person alone
}

const ratesFor = 30 * 24 * time.Hour

// gone reports whether a letter has left, or may have.
func gone(s followup.NoteStatus) bool { return s == followup.Sent || s == followup.Unsure }

// remember adds the letters that a step let go, or may have, to the rates. A letter is counted once.
func (c *change) remember(before, after followup.Application) error {
	if err := c.countOwn(before, after); err != nil {
		return err
	}
	for _, n := range after.Notes {
		old, ok := before.Note(n.ID)
		if !gone(n.Status) || ok && gone(old.Status) {
			continue
		}
		if err := c.count(after, n); err != nil {
			return err
		}
	}
	return nil
}

func (c *change) count(app followup.Application, n followup.Note) error {
	var all, keep []past
	if _, err := c.tx.Meta("sent", &all); err != nil {
		return err
	}
	for _, p := range all {
		if c.now.Sub(time.Unix(p.At, 0)) < ratesFor && (p.Note == "" || p.Note != n.ID) {
			keep = append(keep, p)
		}
	}
	return c.tx.PutMeta("sent", append(keep, past{
		At: c.now.Unix(), Note: n.ID, To: strings.ToLower(n.To.Addr), Employer: followup.EmployerKey(app.Employer),
		Domain: domainOf(n.To.Addr), Kind: n.Kind,
	}))
}

// gateFor gathers what must be known of the world when a letter is composed, approved, claimed and before its last byte;
// Step decides from it.
func (c *change) gateFor(app followup.Application, n followup.Note) (g followup.Gate, err error) {
	if g.Stopped, _, err = c.stopped(); err != nil {
		return g, err
	}
	if g.ClockWrong, err = c.clockWrong(); err != nil {
		return g, err
	}
	if g.ClockAhead, err = c.clockAhead(); err != nil {
		return g, err
	}
	if free, known := c.FreeDisk(); known && free < minDisk {
		g.DiskFull = true
	}
	if g.Restored, err = c.restored(); err != nil {
		return g, err
	}
	dead := map[string]int64{}
	if _, err = c.tx.Meta("dead", &dead); err != nil {
		return g, err
	}
	to := strings.ToLower(n.To.Addr)
	_, g.DeadAddress = dead[to]
	var all []past
	if _, err = c.tx.Meta("sent", &all); err != nil {
		return g, err
	}
	employer, domain := followup.EmployerKey(app.Employer), domainOf(to)
	for _, p := range all {
		if p.Note == n.ID && !p.Hand {
			continue // it may have left, and a person said that it did not
		}
		at := time.Unix(p.At, 0).UTC()
		if p.Hand {
			if p.To == to {
				g.LastRecipient = later(g.LastRecipient, at)
			}
			continue
		}
		g.LastSent = later(g.LastSent, at)
		if c.now.Sub(at) < 24*time.Hour {
			g.SentToday++
		}
		if p.Employer != "" && p.Employer == employer || p.Domain == domain {
			g.LastEmployer = later(g.LastEmployer, at)
		}
		if p.To == to {
			g.LastRecipient = later(g.LastRecipient, at)
			if p.Kind.Class() == followup.Asking {
				g.LastAsking = later(g.LastAsking, at)
			}
		}
		sameDomain := p.Domain == domain && !followup.SharedDomain(domain)
		if p.Kind.Counts() && (sameDomain || p.Employer != "" && p.Employer == employer) {
			g.DomainMonth++
		}
	}
	for _, a := range app.LastOut.To { // the user may have written to this person by hand
		if strings.EqualFold(a.Addr, to) {
			g.LastRecipient = later(g.LastRecipient, app.LastOut.Received)
		}
	}
	return g, c.others(app, n, &g)
}

// countOwn remembers whom the user wrote to herself in the last day, whatever application it belongs to: nobody gets
// another letter on the same day.
func (c *change) countOwn(before, after followup.Application) error {
	own := after.LastOut
	if own.Key == before.LastOut.Key || strings.HasPrefix(own.Key, "note:") || c.now.Sub(own.Received) >= 24*time.Hour {
		return nil
	}
	var all []past
	if _, err := c.tx.Meta("sent", &all); err != nil {
		return err
	}
	for _, a := range own.To {
		if a.Addr != "" {
			all = append(all, past{At: own.Received.Unix(), To: strings.ToLower(a.Addr), Hand: true})
		}
	}
	return c.tx.PutMeta("sent", all)
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// pause is the kill switch as the store keeps it.
type pause struct {
	At  int64  `json:"at"`
	Why string `json:"why,omitempty"`
}

// stopped reports whether the kill switch is thrown, by a person or by the STOP file.
func (c *change) stopped() (bool, string, error) {
	if c.Stopped() {
		return true, "the file STOP lies in the data folder", nil
	}
	var p pause
	_, err := c.tx.Meta("pause", &p)
	return p.At != 0, p.Why, err
}

// restored reports whether the store came from a backup and nobody has said yet that sending may go on.
func (c *change) restored() (bool, error) {
	var mark string
	_, err := c.tx.Meta("restored", &mark)
	return mark != "", err
}
