package followup

import "time"

// earliestThanks is when a thank-you of the day before leaves, on the recipient's clock.
const earliestThanks = 8*time.Hour + 30*time.Minute

// thanksAt returns when a thank-you that could leave at leaves best (domain.md 1.2): on the same day if that is before
// Policy.ThankBy on the recipient's clock, else early on the next business day. Where it would be too old by then it leaves
// while it can.
func (p Policy) thanksAt(app Application, n Note, at time.Time) time.Time {
	w := p.WhereFor(app)
	local := at.In(place(w.Zone))
	y, m, d := local.Date()
	open, by := onClock(local, d, 8*time.Hour), onClock(local, d, p.ThankBy)
	if p.ThankBy == 0 || !at.Before(open) && at.Before(by) && !p.Calendar.Free(local, w.Country) {
		return at
	}
	first := d
	if !at.Before(open) {
		first++
	}
	for day := first; day < first+farthest; day++ {
		noon := civil(y, m, day, 12, 0, 0, local.Location())
		if _, _, ok := p.sendingHours(n.Kind, noon, w.Country); !ok {
			continue
		}
		best := onClock(local, day, earliestThanks).UTC().Add(jitter(n.ID))
		if !n.Expires.IsZero() && !best.Before(n.Expires) {
			return at
		}
		return best
	}
	return at
}

// onClock returns the instant at which the clock shows that time of a day in the month of t.
func onClock(t time.Time, day int, clock time.Duration) time.Time {
	y, m, _ := t.Date()
	return civil(y, m, day, int(clock/time.Hour), int(clock%time.Hour/time.Minute), 0, t.Location())
}
