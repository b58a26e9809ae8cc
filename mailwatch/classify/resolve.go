package classify

import (
	"maps"
	"slices"
	"strings"
	"time"
)

// place is where and how a sender writes, as far as the headers tell: it settles what the words leave open.
type locale struct {
	now      time.Time // the Date header, in the sender's offset
	country  string    // ISO 3166-1, from the sender's domain or the user's
	language string
}

// resolved is a moment on the time line.
type resolved struct {
	start, end time.Time
	zone       string // IANA name; empty for a bare offset or none
	floating   bool
	doubt      string // why it may be wrong; then start is not to be used
	dateOnly   bool
}

// resolve turns the words of a date into instants. What contradicts itself or can be read in two ways gives a doubt
// instead of a guess.
func (l locale) resolve(m moment) (resolved, bool) {
	if !m.hasDate() {
		return resolved{}, false
	}
	loc, zone, floating := l.location(m)
	base := l.now
	var r resolved
	y, mo, d := 0, time.Month(0), 0
	switch {
	case m.day > 0:
		if m.month == 0 { // "Thursday the 12th": the next day of this number
			day := base
			for range 62 {
				if day.Day() == m.day {
					break
				}
				day = day.AddDate(0, 0, 1)
			}
			m.year, m.month = day.Year(), day.Month()
		}
		y, mo, d = m.year, m.month, m.day
		if m.ambiguous {
			switch order := l.order(m); {
			case order == "mdy":
				mo, d = m.swapped, int(m.month)
			case order == "" && l.soon(m):
				mo, d = m.swapped, int(m.month)
			case order == "" && l.soon(m.other()):
			case order == "":
				return resolved{doubt: "day and month cannot be told apart"}, true
			}
		}
		if y == 0 {
			y = base.Year()
			if time.Date(y, mo, d, 0, 0, 0, 0, base.Location()).Before(base.AddDate(0, 0, -45)) {
				y++
			}
		}
		t := time.Date(y, mo, d, 12, 0, 0, 0, time.UTC)
		if t.Day() != d {
			return resolved{doubt: "there is no such day"}, true
		}
		if m.weekday >= 0 && int(t.Weekday()) != m.weekday {
			return resolved{doubt: "the weekday does not fit the date"}, true
		}
	case m.weekday >= 0:
		days := (m.weekday - int(base.Weekday()) + 7) % 7
		if days == 0 {
			days = 7
		}
		if m.next { // the next calendar week, Monday to Sunday
			toMonday := (8 - int(base.Weekday())) % 7
			if toMonday == 0 {
				toMonday = 7
			}
			days = toMonday + (m.weekday+6)%7
		}
		y, mo, d = base.AddDate(0, 0, days).Date()
	default:
		y, mo, d = base.AddDate(0, 0, m.relative).Date()
	}
	if !m.hasTime() {
		r.dateOnly = true
		r.start = time.Date(y, mo, d, 0, 0, 0, 0, time.UTC)
		r.floating = true
		return r, true
	}
	r.start = time.Date(y, mo, d, m.start/60, m.start%60, 0, 0, loc)
	if m.end >= 0 {
		r.end = time.Date(y, mo, d, m.end/60, m.end%60, 0, 0, loc)
	}
	r.zone, r.floating = zone, floating
	return r, true
}

// order tells how 03/04 is meant: "dmy", "mdy" or unknown.
func (l locale) order(m moment) string {
	if m.weekday >= 0 {
		dmy := l.fits(m.year, m.month, m.day, m.weekday)
		mdy := l.fits(m.year, m.swapped, int(m.month), m.weekday)
		switch {
		case dmy && !mdy:
			return "dmy"
		case mdy && !dmy:
			return "mdy"
		}
	}
	if l.language != "" && l.language != "en" {
		return "dmy"
	}
	if z := strings.TrimPrefix(m.zone, "~"); z != "" {
		switch zones[z].name {
		case "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles":
			return "mdy"
		case "Europe/Berlin", "Asia/Kolkata", "Europe/Paris":
			return "dmy"
		}
	}
	switch l.country {
	case "US", "PH":
		return "mdy"
	case "":
		return ""
	}
	return "dmy"
}

// other is the moment with day and month the other way round.
func (m moment) other() moment {
	m.month, m.day, m.swapped = m.swapped, int(m.month), m.month
	return m
}

// soon reports whether only the other reading of 03/12 is at hand: within eight weeks, while this one is past or more than half a year
// off. Nobody is asked to come in half a year.
func (l locale) soon(m moment) bool {
	days := func(mo time.Month, d int) float64 {
		y := m.year
		if y == 0 {
			y = l.now.Year()
		}
		n := time.Date(y, mo, d, 12, 0, 0, 0, time.UTC).Sub(l.now).Hours() / 24
		if m.year == 0 && n < -45 {
			n += 365
		}
		return n
	}
	this, that := days(m.month, m.day), days(m.swapped, int(m.month))
	return that > -1 && that < 56 && (this < -2 || this > 180)
}

func (l locale) fits(y int, mo time.Month, d, weekday int) bool {
	if y == 0 {
		y = l.now.Year()
		if time.Date(y, mo, d, 0, 0, 0, 0, time.UTC).Before(l.now.AddDate(0, 0, -45)) {
			y++
		}
	}
	return int(time.Date(y, mo, d, 0, 0, 0, 0, time.UTC).Weekday()) == weekday
}

// meant is the zone that an abbreviation stands for: that of the sender's country, else one in which the sender's clock shows
// what the Date header says, else the usual one.
func (l locale) meant(z zoneName) string {
	if name := z.country[l.country]; name != "" {
		return name
	}
	_, have := l.now.Zone()
	for _, country := range slices.Sorted(maps.Keys(z.country)) { // in order, so that the same mail always means the same
		loc, err := time.LoadLocation(z.country[country])
		if err != nil {
			continue
		}
		if _, want := l.now.In(loc).Zone(); have == want && have != 0 {
			return z.country[country]
		}
	}
	return z.name
}

// location finds the zone of a moment. Unknown gives UTC and floating.
func (l locale) location(m moment) (*time.Location, string, bool) {
	if m.fixed {
		if m.offset == 0 {
			return time.UTC, "UTC", false
		}
		return time.FixedZone("", m.offset), "", false
	}
	name := m.zone
	if abbr, ok := strings.CutPrefix(name, "~"); ok {
		name = l.meant(zones[abbr])
	}
	if name == "" {
		return time.UTC, "", true
	}
	loc, err := time.LoadLocation(name)
	if err != nil {
		return time.UTC, "", true
	}
	return loc, name, false
}
