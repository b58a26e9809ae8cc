package followup

import (
	"sync"
	"time"
)

// farthest bounds every walk over days, so that a calendar without business days cannot hold us for ever.
const farthest = 3660

// AddBusinessDays returns the instant n business days after t with the same wall clock, both read in w. A day counts
// if it lies after t's day and is not free; n below one returns t. It is n business days away whatever weekday t is.
func (p Policy) AddBusinessDays(t time.Time, n int, w Where) time.Time {
	p = p.usable()
	if n < 1 || t.IsZero() {
		return t
	}
	local := t.In(place(w.Zone))
	for i := 1; i <= farthest; i++ {
		day := civil(local.Year(), local.Month(), local.Day()+i, local.Hour(), local.Minute(), local.Second(), local.Location())
		if p.Calendar.Free(day, w.Country) {
			continue
		}
		if n--; n == 0 {
			return day.UTC()
		}
	}
	return t.AddDate(10, 0, 0)
}

// BusinessDaysBetween counts the business days after from's day up to and including to's day, both read in w. It is
// zero if to is not later.
func (p Policy) BusinessDaysBetween(from, to time.Time, w Where) int {
	p = p.usable()
	if from.IsZero() || !to.After(from) {
		return 0
	}
	a, b := from.In(place(w.Zone)), to.In(place(w.Zone))
	last := time.Date(b.Year(), b.Month(), b.Day(), 0, 0, 0, 0, time.UTC)
	n := 0
	for i := 1; i <= farthest; i++ {
		if time.Date(a.Year(), a.Month(), a.Day()+i, 0, 0, 0, 0, time.UTC).After(last) {
			break
		}
		if !p.Calendar.Free(civil(a.Year(), a.Month(), a.Day()+i, 12, 0, 0, a.Location()), w.Country) {
			n++
		}
	}
	return n
}

// SlackFor returns the business days that are added to a promised date before anybody is asked: a quarter of the time
// that was promised, within SlackMin and SlackMax. An invitation to ask needs none.
func (p Policy) SlackFor(pr Promise, w Where) int {
	if pr.Kind == PromiseInvitation {
		return 1
	}
	p = p.usable()
	quarter := (p.BusinessDaysBetween(pr.Said, pr.Deadline, w) + 3) / 4
	return min(max(quarter, p.SlackMin), p.SlackMax)
}

// civil returns the instant at which the clocks of loc show that date and time. Where the clocks skip it, it is the
// first instant after the gap; where they show it twice, the first of the two (reliability.md 3).
func civil(year int, month time.Month, day, hour, minute, second int, loc *time.Location) time.Time {
	wall := time.Date(year, month, day, hour, minute, second, 0, time.UTC)
	offset := func(t time.Time) time.Duration {
		_, s := t.In(loc).Zone()
		return time.Duration(s) * time.Second
	}
	before, after := offset(wall.Add(-26*time.Hour)), offset(wall.Add(26*time.Hour))
	early, late := wall.Add(-max(before, after)), wall.Add(-min(before, after))
	for _, t := range []time.Time{early, late} {
		if t.Add(offset(t)).Equal(wall) {
			return t.In(loc)
		}
	}
	if start, _ := late.In(loc).ZoneBounds(); !start.IsZero() && start.After(early) {
		return start.In(loc)
	}
	return late.In(loc)
}

// locations remembers the zones that were looked up: a pure function of the name, only quicker.
var locations sync.Map

// location returns the zone with that IANA name, or nil if there is none. "Local" is no name: it would mean the
// machine's zone, which decides nothing here.
func location(name string) *time.Location {
	if name == "" || name == "Local" || len(name) > 64 {
		return nil
	}
	if loc, ok := locations.Load(name); ok {
		return loc.(*time.Location)
	}
	loc, err := time.LoadLocation(name)
	if err != nil {
		return nil
	}
	locations.Store(name, loc)
	return loc
}

// place returns loc, or UTC for none.
func place(loc *time.Location) *time.Location {
	if loc == nil {
		return time.UTC
	}
	return loc
}

// usable fills what a policy cannot do without, so that no input makes a step panic.
func (p Policy) usable() Policy {
	if p.Calendar == nil {
		p.Calendar = Weekends{}
	}
	p.Zone = place(p.Zone)
	return p
}

// latest returns the latest of the instants.
func latest(ts ...time.Time) time.Time {
	var out time.Time
	for _, t := range ts {
		if t.After(out) {
			out = t
		}
	}
	return out
}
