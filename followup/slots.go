package followup

import (
	"slices"
	"time"
)

const (
	slotLength  = time.Hour
	slotStep    = 30 * time.Minute
	slotApart   = time.Hour     // from what is busy
	slotsApart  = 2 * time.Hour // two on one day
	slotHorizon = 15            // business days
)

// slotHours are the user's hours in which times are proposed, from the best to the last resort where her day and theirs
// hardly meet. Their hours are always the first.
var slotHours = []hours{{9 * 60, 17 * 60}, {8 * 60, 20 * 60}, {7 * 60, 22 * 60}}

// Slots returns n times of an hour to propose for an interview, soonest first: on days of work in their place and in the
// user's, from nine to five in both, where these meet, an hour apart from what is busy, not before the next business day,
// and on different days as far as there are some. It may find fewer, or none.
func (p Policy) Slots(app Application, busy []Span, now time.Time, n int) []Interview {
	p = p.usable()
	for _, h := range slotHours {
		if found := p.slotsIn(app, h, busy, now, n); len(found) > 0 {
			return found
		}
	}
	return nil
}

func (p Policy) slotsIn(app Application, mine hours, busy []Span, now time.Time, n int) []Interview {
	w := p.WhereFor(app)
	zone := place(w.Zone)
	var days [][]Span
	for i := 1; i <= slotHorizon; i++ {
		day := p.AddBusinessDays(now, i, w).In(zone)
		if free := p.freeOn(day, mine, busy, now); len(free) > 0 {
			days = append(days, free)
		}
	}
	var picked []Span
	for i, free := range days { // one a day, in the morning and in the afternoon by turns
		if len(picked) == n {
			break
		}
		at := slices.IndexFunc(free, func(s Span) bool { return i%2 == 1 && s.From.In(zone).Hour() >= 13 })
		picked = append(picked, free[max(at, 0)])
	}
	for _, free := range days {
		for _, s := range free {
			if len(picked) < n && !slices.ContainsFunc(picked, func(o Span) bool { return s.From.Sub(o.From).Abs() < slotsApart+slotLength }) {
				picked = append(picked, s)
			}
		}
	}
	slices.SortFunc(picked, func(a, b Span) int { return a.From.Compare(b.From) })
	var out []Interview
	for _, s := range picked {
		iv := Interview{Start: s.From.UTC(), End: s.To.UTC()}
		if location(zone.String()) != nil {
			iv.Zone = zone.String()
		}
		out = append(out, iv)
	}
	return out
}

// freeOn returns the times of one day of theirs that suit both.
func (p Policy) freeOn(day time.Time, mine hours, busy []Span, now time.Time) []Span {
	theirs := slotHours[0]
	var out []Span
	for at := theirs.from; at < theirs.to; at += int(slotStep / time.Minute) {
		start := civil(day.Year(), day.Month(), day.Day(), at/60, at%60, 0, day.Location())
		s := Span{start, start.Add(slotLength)}
		switch {
		case !start.After(now), !theirs.hold(s, day.Location()), !mine.hold(s, p.Zone), p.Calendar.Free(start.In(p.Zone), ""):
		case slices.ContainsFunc(p.Away, func(b Span) bool { return s.meets(b, 0) }):
		case slices.ContainsFunc(busy, func(b Span) bool { return s.meets(b, slotApart) }):
		default:
			out = append(out, s)
		}
	}
	return out
}

// hold reports whether a span lies within the hours of one day of a zone.
func (h hours) hold(s Span, zone *time.Location) bool {
	a, b := s.From.In(zone), s.To.In(zone)
	from, to := a.Hour()*60+a.Minute(), b.Hour()*60+b.Minute()
	return a.YearDay() == b.YearDay() && from >= h.from && to <= h.to && from < to
}

// meets reports whether two spans come nearer to each other than apart.
func (s Span) meets(o Span, apart time.Duration) bool {
	return s.From.Before(o.To.Add(apart)) && o.From.Before(s.To.Add(apart))
}

// Span is the time that an interview takes, stated or taken.
func (iv Interview) Span() Span { return Span{iv.Start, finish(iv)} }

// freeOf reports whether an interview lies ahead at a known instant and outside what is busy.
func (iv Interview) freeOf(busy []Span, now time.Time) bool {
	s := iv.Span()
	return iv.Start.After(now) && !iv.Floating && !slices.ContainsFunc(busy, func(b Span) bool { return s.meets(b, 0) })
}

// FreeOption returns the first of their times that suits the user.
func FreeOption(options []Interview, busy []Span, now time.Time) (Interview, bool) {
	i := slices.IndexFunc(options, func(iv Interview) bool { return iv.freeOf(busy, now) })
	if i < 0 {
		return Interview{}, false
	}
	return options[i], true
}

// AsksForTimes returns the task whose answer is drafted by itself once the user's free times are known, or nil.
func (p Policy) AsksForTimes(app Application) *Task {
	p = p.usable()
	for i := range app.Tasks {
		if t := &app.Tasks[i]; p.draftsTimes(&app, t) {
			return t
		}
	}
	return nil
}

// draftsTimes reports whether a letter about times is to be drafted for a task.
func (p Policy) draftsTimes(a *Application, t *Task) bool {
	switch {
	case !t.Open(), t.Kind != TaskAvailability, t.Booking, !t.Drafted.IsZero(), a.Before, a.Stage == StageClosed, a.anySet():
		return false
	}
	_, ok := p.askedBy(a, t)
	return ok
}
