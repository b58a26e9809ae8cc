package mailwatch

import (
	"strconv"
	"strings"
	"time"

	"github.com/emersion/go-ical"
	"github.com/teambition/rrule-go"
)

// embeddedZone is a VTIMEZONE (RFC 5545 3.6.5): the rules that a calendar brings along for a zone of its own.
type embeddedZone struct{ observances []observance }

// observance is one STANDARD or DAYLIGHT: from each of its onsets on, wall clocks show UTC plus to. Onsets are wall times
// written as UTC, for the years in which interviews can be.
type observance struct {
	from, to int
	name     string
	onsets   []time.Time
}

const (
	maxObservances = 40
	maxOnsets      = 70
	firstYear      = 2000
	lastYear       = 2060
)

// newEmbeddedZone reads the rules; ok is false if there are none to be used.
func newEmbeddedZone(c *ical.Component) (*embeddedZone, bool) {
	z := new(embeddedZone)
	for _, child := range c.Children {
		if (child.Name != "STANDARD" && child.Name != "DAYLIGHT") || len(z.observances) == maxObservances {
			continue
		}
		if o, ok := newObservance(child); ok {
			z.observances = append(z.observances, o)
		}
	}
	return z, len(z.observances) > 0
}

func newObservance(c *ical.Component) (o observance, ok bool) {
	if o.to, ok = utcOffset(text(c, "TZOFFSETTO")); !ok {
		return o, false
	}
	if o.from, ok = utcOffset(text(c, "TZOFFSETFROM")); !ok {
		o.from = o.to
	}
	o.name = clip(CleanLine(text(c, "TZNAME")), 20)
	start := time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC)
	if t, err := time.Parse("20060102T150405", strings.TrimSpace(clip(text(c, ical.PropDateTimeStart), 15))); err == nil {
		start = t
	}
	o.onsets = append(o.onsets, start)
	for _, p := range c.Props[ical.PropRecurrenceDates] {
		for v := range strings.SplitSeq(clip(p.Value, 17*maxOnsets), ",") {
			if t, err := time.Parse("20060102T150405", strings.TrimSpace(v)); err == nil && len(o.onsets) < maxOnsets {
				o.onsets = append(o.onsets, t)
			}
		}
	}
	if p := prop(c, ical.PropRecurrenceRule); p != nil {
		o.onsets = append(o.onsets, yearly(p.Value, start)...)
	}
	return o, true
}

// yearly gives the onsets of an observance's RRULE. Only what zones need is allowed, one onset a year named by month and
// day, so that it is cheap whatever a stranger wrote.
func yearly(v string, start time.Time) []time.Time {
	v = strings.Trim(strings.ToUpper(strings.TrimSpace(v)), ";")
	if len(v) > 200 || !strings.Contains(v, "FREQ=YEARLY") {
		return nil
	}
	for part := range strings.SplitSeq(v, ";") {
		switch name, value, _ := strings.Cut(part, "="); name {
		case "FREQ", "UNTIL", "COUNT", "WKST":
		case "INTERVAL":
			if value != "1" {
				return nil
			}
		case "BYMONTH", "BYDAY", "BYMONTHDAY":
			if strings.Count(value, ",") > 7 {
				return nil
			}
		default:
			return nil
		}
	}
	option, err := rrule.StrToROption(v)
	if err != nil {
		return nil
	}
	// Outlook begins in 1601; the rule is the same every year.
	if start.Year() < firstYear && option.Count == 0 {
		day := start.Day()
		if len(option.Byweekday) > 0 || len(option.Bymonthday) > 0 {
			day = 1
		}
		start = time.Date(firstYear, start.Month(), day, start.Hour(), start.Minute(), start.Second(), 0, time.UTC)
	}
	option.Dtstart = start
	rule, err := rrule.NewRRule(*option)
	if err != nil {
		return nil
	}
	var onsets []time.Time
	next := rule.Iterator()
	for len(onsets) < maxOnsets {
		t, ok := next()
		if !ok || t.Year() > lastYear {
			break
		}
		onsets = append(onsets, t)
	}
	return onsets
}

// last is the newest onset at or before a wall time.
func (o observance) last(wall time.Time) (newest time.Time, ok bool) {
	for _, t := range o.onsets {
		if !t.After(wall) && (!ok || t.After(newest)) {
			newest, ok = t, true
		}
	}
	return newest, ok
}

// at is the offset from UTC that holds at a wall time. Before the first onset it is what the earliest one came from. In
// the hour that a change skips or repeats, the offset before the change is taken for the skipped one.
func (z *embeddedZone) at(wall time.Time) (offset int, name string) {
	var newest time.Time
	found := false
	for _, o := range z.observances {
		if t, ok := o.last(wall); ok && (!found || t.After(newest)) {
			newest, offset, name, found = t, o.to, o.name, true
		}
	}
	if found {
		return offset, name
	}
	first := z.observances[0]
	for _, o := range z.observances[1:] {
		if o.onsets[0].Before(first.onsets[0]) {
			first = o
		}
	}
	return first.from, first.name
}

// zone names the rules by an IANA zone that keeps the same clock for two years from the newest start of a rule, since a
// name outlives a calendar. Where none does, the rules stand for themselves, without a name.
func (z *embeddedZone) zone() zone {
	year := 2015
	for _, o := range z.observances {
		year = max(year, o.onsets[0].Year()+1)
	}
	if year = min(year, lastYear-2); len(z.observances) == 0 {
		return zone{}
	}
	var clock []sample
	for day := 0; day < 730; day += 10 {
		wall := time.Date(year, 1, 1+day, 12, 0, 0, 0, time.UTC)
		offset, _ := z.at(wall)
		clock = append(clock, sample{wall, offset})
	}
	for _, name := range likeZones {
		if found, ok := ianaZone(name); ok && like(clock, found.loc) {
			return found
		}
	}
	for i := range windowsZones {
		if found, ok := ianaZone(windowsZones[i].iana); ok && like(clock, found.loc) {
			return found
		}
	}
	return zone{rules: z}
}

// sample is what a clock is off from UTC at a wall time.
type sample struct {
	wall   time.Time
	offset int
}

func like(clock []sample, loc *time.Location) bool {
	for _, s := range clock {
		if _, offset := wallIn(s.wall, loc).Zone(); offset != s.offset {
			return false
		}
	}
	return true
}

// likeZones are tried first, so that a clock shared by many places gets the name of the largest.
var likeZones = []string{
	"America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "Europe/London", "Europe/Berlin", "Europe/Bucharest",
	"Asia/Kolkata", "Asia/Shanghai", "Asia/Tokyo", "Australia/Sydney", "America/Sao_Paulo", "UTC",
}

// utcOffset reads +hhmm or +hhmmss.
func utcOffset(v string) (int, bool) {
	v = strings.ReplaceAll(strings.TrimSpace(v), ":", "")
	if len(v) != 5 && len(v) != 7 || v[0] != '+' && v[0] != '-' {
		return 0, false
	}
	n, err := strconv.Atoi(v[1:5])
	if err != nil || n/100 > 14 || n%100 > 59 {
		return 0, false
	}
	offset := n/100*3600 + n%100*60
	if v[0] == '-' {
		offset = -offset
	}
	return offset, true
}
