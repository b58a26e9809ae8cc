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

// observance is one STANDARD or DAYLIGHT: from each of its onsets on, wall clocks show UTC plus to.
type observance struct {
	start    time.Time // the first onset, wall time written as UTC
	from, to int
	name     string
	rule     *rrule.RRule
	dates    []time.Time
}

const (
	maxObservances = 20
	maxOnsets      = 50
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
	o.start = time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC)
	if t, err := time.Parse("20060102T150405", strings.TrimSpace(clip(text(c, ical.PropDateTimeStart), 15))); err == nil {
		o.start = t
	}
	for _, p := range c.Props[ical.PropRecurrenceDates] {
		for _, v := range strings.SplitN(clip(p.Value, 17*maxOnsets), ",", maxOnsets) {
			if t, err := time.Parse("20060102T150405", strings.TrimSpace(v)); err == nil {
				o.dates = append(o.dates, t)
			}
		}
	}
	if p := prop(c, ical.PropRecurrenceRule); p != nil {
		o.rule = yearly(p.Value, o.start)
	}
	return o, true
}

// yearly reads the RRULE of an observance. Only what zones need is allowed: one onset a year, named by month and day; so
// looking for the last one is cheap whatever a stranger wrote.
func yearly(v string, start time.Time) *rrule.RRule {
	v = strings.ToUpper(strings.TrimSpace(v))
	if len(v) > 200 || !strings.Contains(v, "FREQ=YEARLY") {
		return nil
	}
	for _, part := range strings.Split(v, ";") {
		switch name, value, _ := strings.Cut(part, "="); name {
		case "FREQ", "UNTIL", "COUNT", "WKST", "":
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
	option, err := rrule.StrToROption(strings.Trim(v, ";"))
	if err != nil {
		return nil
	}
	// Outlook begins in 1601; the rule is the same every year.
	if start.Year() < 1970 && option.Count == 0 {
		start = time.Date(1970, start.Month(), start.Day(), start.Hour(), start.Minute(), start.Second(), 0, time.UTC)
	}
	option.Dtstart = start
	rule, err := rrule.NewRRule(*option)
	if err != nil {
		return nil
	}
	return rule
}

// last is the newest onset at or before a wall time.
func (o observance) last(wall time.Time) (time.Time, bool) {
	best, ok := o.start, !o.start.After(wall)
	for _, t := range o.dates {
		if !t.After(wall) && (!ok || t.After(best)) {
			best, ok = t, true
		}
	}
	if o.rule != nil {
		if t := o.rule.Before(wall, true); !t.IsZero() && (!ok || t.After(best)) {
			best, ok = t, true
		}
	}
	return best, ok
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
		if o.start.Before(first.start) {
			first = o
		}
	}
	return first.from, first.name
}

// zone names the rules by an IANA zone that keeps the same clock through the years around now, since a name outlives a
// calendar. Where none does, the rules stand for themselves, without a name.
func (z *embeddedZone) zone() zone {
	last := z.observances[0].start
	for _, o := range z.observances {
		if o.start.After(last) {
			last = o.start
		}
	}
	year := max(2015, last.Year()+1)
	for i := range likeZones {
		if found, ok := ianaZone(likeZones[i]); ok && z.like(found.loc, year) {
			return found
		}
	}
	for i := range windowsZones {
		if found, ok := ianaZone(windowsZones[i].iana); ok && z.like(found.loc, year) {
			return found
		}
	}
	return zone{rules: z}
}

// likeZones are tried first, so that a clock shared by many places gets the name of the largest.
var likeZones = []string{
	"America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "Europe/London", "Europe/Berlin", "Europe/Bucharest",
	"Asia/Kolkata", "Asia/Shanghai", "Asia/Tokyo", "Australia/Sydney", "America/Sao_Paulo", "UTC",
}

// like compares clocks every tenth day of two years.
func (z *embeddedZone) like(loc *time.Location, year int) bool {
	for day := 0; day < 730; day += 10 {
		wall := time.Date(year, 1, 1+day, 12, 0, 0, 0, time.UTC)
		offset, _ := z.at(wall)
		if _, got := wallIn(wall, loc).Zone(); got != offset {
			return false
		}
	}
	return true
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
