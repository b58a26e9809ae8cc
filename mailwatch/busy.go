package mailwatch

import (
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/emersion/go-ical"
	"github.com/teambition/rrule-go"
)

// Span is a stretch of time, half open: From belongs to it, To does not.
type Span struct{ From, To time.Time }

// ErrTooLarge is a calendar that cannot be read whole. What was left out of it might be busy, so nothing of it is used.
var ErrTooLarge = errors.New("the calendar is larger than can be read")

const (
	maxBusyBytes      = 32 << 20
	maxBusyComponents = 100_000
	maxBusyProps      = 2_000_000
	maxOccurrences    = 5_000 // of one event, from its beginning until the time that is asked about
	maxBarren         = 50    // rules that name no day at all: each costs a walk of thousands of years
)

// Busy returns when the owner of a calendar file (RFC 5545) is busy between from and to, in order and without overlaps.
// zone is the owner's, for whole days and for times that name no zone. What is transparent, cancelled or marked free does
// not count, and what is tentative does. Where a rule cannot be followed its time counts as busy: better one time less
// to propose than one that is taken. The error is ErrUnreadable where there is no calendar, ErrTooLarge where one is too
// large.
func Busy(b []byte, from, to time.Time, zone *time.Location) ([]Span, error) {
	if len(b) > maxBusyBytes {
		return nil, ErrTooLarge
	}
	cut := false
	root := readCapped(strings.TrimPrefix(string(guessCharset(b)), "\ufeff"), maxBusyComponents, maxBusyProps, func(s string) {
		cut = cut || strings.Contains(s, beyondCap)
	})
	switch {
	case cut:
		return nil, ErrTooLarge
	case len(root.Children) == 0:
		return nil, ErrUnreadable
	}
	cal := gather(root)
	d := agenda{from: from, to: to, zone: zone, zones: zoneTable{fault: func(string) {}}, moved: map[string][]time.Time{}}
	for _, c := range cal.Children {
		if c.Name == ical.CompTimezone && len(d.zones.embedded) < maxZones {
			d.zones.embedded = append(d.zones.embedded, c)
		}
	}
	for _, c := range cal.Children {
		if p := prop(c, ical.PropRecurrenceID); c.Name == ical.CompEvent && p != nil {
			if w, ok := d.read(p); ok {
				uid := text(c, ical.PropUID)
				d.moved[uid] = append(d.moved[uid], w.instant())
			}
		}
	}
	for _, c := range cal.Children {
		switch c.Name {
		case ical.CompEvent:
			d.event(c)
		case ical.CompFreeBusy:
			d.freeBusy(c)
		}
	}
	if d.barren > maxBarren {
		return nil, ErrTooLarge
	}
	return joined(d.busy), nil
}

// agenda is a calendar file on its way to the times that are busy.
type agenda struct {
	from, to time.Time
	zone     *time.Location
	zones    zoneTable
	moved    map[string][]time.Time // UID: occurrences that an entry of their own replaces
	busy     []Span
	barren   int
}

// wallClock is a date or time of a calendar: what its clock shows, and what turns that into an instant.
type wallClock struct {
	wall  time.Time // as if it were UTC
	clock func(time.Time) time.Time
	day   bool
}

func (w wallClock) instant() time.Time { return w.clock(w.wall) }

// read reads a date or time in its own zone. Days and floating times are the owner's.
func (d *agenda) read(p *ical.Prop) (wallClock, bool) {
	m := d.zones.read(p)
	if m.time.IsZero() {
		return wallClock{}, false
	}
	local := func(wall time.Time) time.Time { return wallIn(wall, d.zone) }
	if m.day || m.floating {
		return wallClock{m.time, local, m.day}, true
	}
	if m.zone == "UTC" {
		return wallClock{m.time, func(t time.Time) time.Time { return t }, false}, true
	}
	zone, ok := d.zones.resolve(p.Params.Get("TZID"))
	if !ok && len(d.zones.embedded) == 1 {
		zone, ok = d.zones.resolve(text(d.zones.embedded[0], ical.PropTimezoneID))
	}
	if !ok {
		return wallClock{}, false
	}
	t := m.time
	wall := time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, time.UTC)
	return wallClock{wall, func(t time.Time) time.Time { return zone.at(t).time }, false}, true
}

// free reports whether an event takes no time of its owner's.
func free(c *ical.Component) bool {
	word := func(name string) string { return strings.ToUpper(strings.TrimSpace(clip(text(c, name), 40))) }
	status := word(ical.PropStatus)
	return word("TRANSP") == "TRANSPARENT" || status == "CANCELLED" || status == "CANCELED" || word("X-MICROSOFT-CDO-BUSYSTATUS") == "FREE"
}

// event adds the times of one event.
func (d *agenda) event(c *ical.Component) {
	p := prop(c, ical.PropDateTimeStart)
	if p == nil || free(c) {
		return
	}
	start, ok := d.read(p)
	if !ok {
		return
	}
	length := d.length(c, start)
	if length <= 0 {
		return
	}
	uid, single := text(c, ical.PropUID), prop(c, ical.PropRecurrenceID) != nil
	gone := d.exceptions(c)
	take := func(wall time.Time) {
		at := start.clock(wall)
		// A whole day ends when the next begins, however long the clocks make it.
		end := at.Add(length)
		if start.day {
			end = start.clock(wall.Add(length))
		}
		if gone(at, wall) || !single && slices.ContainsFunc(d.moved[uid], at.Equal) {
			return
		}
		d.add(at, end)
	}
	rule := prop(c, ical.PropRecurrenceRule)
	if rule == nil || single {
		take(start.wall)
	} else if !d.repeat(rule.Value, start, take) {
		d.add(start.instant(), d.to)
	}
	for i := range c.Props[ical.PropRecurrenceDates] {
		for _, v := range values(&c.Props[ical.PropRecurrenceDates][i]) {
			if w, ok := d.read(&v); ok {
				d.add(w.instant(), w.instant().Add(length))
			}
		}
	}
}

// length is how long an event takes: to DTEND, or DURATION, or a day where it is a day.
func (d *agenda) length(c *ical.Component, start wallClock) time.Duration {
	if p := prop(c, ical.PropDateTimeEnd); p != nil {
		if end, ok := d.read(p); ok && end.day == start.day {
			if start.day {
				return max(end.wall.Sub(start.wall), 24*time.Hour)
			}
			if n := end.instant().Sub(start.instant()); n >= 0 {
				return n
			}
		}
		return time.Hour
	}
	if p := prop(c, ical.PropDuration); p != nil && len(p.Value) <= 40 {
		q := *p
		q.Value = strings.TrimSpace(q.Value)
		if n, err := q.Duration(); err == nil && n >= 0 && n < 366*24*time.Hour {
			return n
		}
		return time.Hour
	}
	if start.day {
		return 24 * time.Hour
	}
	return 0
}

// exceptions returns what tells whether an occurrence is left out by an EXDATE.
func (d *agenda) exceptions(c *ical.Component) func(at, wall time.Time) bool {
	var instants, days []time.Time
	for i := range c.Props[ical.PropExceptionDates] {
		for _, v := range values(&c.Props[ical.PropExceptionDates][i]) {
			switch w, ok := d.read(&v); {
			case ok && w.day:
				days = append(days, w.wall)
			case ok:
				instants = append(instants, w.instant())
			}
		}
	}
	return func(at, wall time.Time) bool {
		y, m, day := wall.Date()
		return slices.ContainsFunc(instants, at.Equal) || slices.ContainsFunc(days, time.Date(y, m, day, 0, 0, 0, 0, time.UTC).Equal)
	}
}

// values parts a list of dates; of a period only its beginning is read.
func values(p *ical.Prop) []ical.Prop {
	var out []ical.Prop
	for v := range strings.SplitSeq(clip(p.Value, 64<<10), ",") {
		q := *p
		q.Value, _, _ = strings.Cut(v, "/")
		out = append(out, q)
	}
	return out
}

// repeat calls take with what the clock shows at each occurrence that may matter. It is false where the rule cannot be
// followed that far.
func (d *agenda) repeat(value string, start wallClock, take func(time.Time)) bool {
	value = strings.Trim(strings.ToUpper(strings.TrimSpace(clip(value, 1000))), ";")
	o, err := rrule.StrToROption(value)
	if err != nil || o.Freq > rrule.DAILY || o.Interval > 10_000 {
		return false
	}
	o.Interval = max(o.Interval, 1)
	until, utc := lastOf(value, o.Until)
	o.Until, o.Dtstart = time.Time{}, start.wall
	// A rule without a count is the same from any of its own beginnings: what lies long back is stepped over.
	if back := d.from.Sub(start.wall) - 400*24*time.Hour; back > 0 && o.Count == 0 {
		step := 24 * time.Hour * time.Duration(o.Interval)
		if o.Freq == rrule.WEEKLY {
			step *= 7
		}
		if o.Freq == rrule.WEEKLY || o.Freq == rrule.DAILY {
			o.Dtstart = start.wall.Add(back / step * step)
		}
	}
	if d.barren > maxBarren {
		return false
	}
	rule, err := rrule.NewRRule(*o)
	if err != nil {
		return false
	}
	next := rule.Iterator()
	for n := 0; n < maxOccurrences; n++ {
		wall, ok := next()
		switch {
		case !ok && n == 0:
			d.barren++
			return true
		case !ok || start.clock(wall).After(d.to):
			return true
		case !until.IsZero() && (utc && start.clock(wall).After(until) || !utc && wall.After(until)):
			return true
		}
		take(wall)
	}
	return false
}

// lastOf returns the last time that a rule may name, and whether it is an instant; else the event's clock shows it. A day
// belongs to the rule whole.
func lastOf(value string, until time.Time) (last time.Time, utc bool) {
	_, v, _ := strings.Cut(value, "UNTIL=")
	v, _, _ = strings.Cut(v, ";")
	if len(v) == len("20060102") {
		return until.AddDate(0, 0, 1).Add(-time.Second), false
	}
	return until, strings.HasSuffix(v, "Z")
}

// freeBusy adds the periods of a VFREEBUSY (RFC 5545 3.6.4).
func (d *agenda) freeBusy(c *ical.Component) {
	for i := range c.Props["FREEBUSY"] {
		p := &c.Props["FREEBUSY"][i]
		if upper(p, "FBTYPE") == "FREE" {
			continue
		}
		for v := range strings.SplitSeq(clip(p.Value, 64<<10), ",") {
			first, last, _ := strings.Cut(strings.TrimSpace(v), "/")
			begin, ok := d.read(&ical.Prop{Name: p.Name, Value: first, Params: ical.Params{}})
			if !ok {
				continue
			}
			end, ok := d.read(&ical.Prop{Name: p.Name, Value: last, Params: ical.Params{}})
			length := ical.Prop{Value: clip(last, 40)}
			if ok {
				d.add(begin.instant(), end.instant())
			} else if n, err := length.Duration(); err == nil && n > 0 && n < 366*24*time.Hour {
				d.add(begin.instant(), begin.instant().Add(n))
			}
		}
	}
}

// add keeps what of a span lies between from and to.
func (d *agenda) add(from, to time.Time) {
	if from.Before(d.from) {
		from = d.from
	}
	if to.After(d.to) {
		to = d.to
	}
	if from.Before(to) {
		d.busy = append(d.busy, Span{from.UTC(), to.UTC()})
	}
}

// joined sorts spans and makes one of those that touch.
func joined(spans []Span) []Span {
	slices.SortFunc(spans, func(a, b Span) int { return a.From.Compare(b.From) })
	out := spans[:0]
	for _, s := range spans {
		if n := len(out); n > 0 && !s.From.After(out[n-1].To) {
			if s.To.After(out[n-1].To) {
				out[n-1].To = s.To
			}
			continue
		}
		out = append(out, s)
	}
	return out
}
