package main

import (
	"fmt"
	"strings"
	"time"
)

// morning is when a day begins for what was put off to it.
const morning = 9 * time.Hour

// parseWhen reads a time to come as people say it: "3h", "2d", "tomorrow", "monday 14:00", "2026-12-01", "2026-12-01 14:00".
// Days begin at nine in the morning of the user's zone.
func parseWhen(s string, now time.Time, zone *time.Location) (time.Time, error) {
	now = now.In(zone)
	words := strings.ToLower(strings.TrimSpace(s))
	at := namedDay(words, now)
	if day, clock, ok := cutLast(words, " "); ok && at.IsZero() {
		c, err := time.Parse("15:04", clock)
		if d := namedDay(day, now); err == nil && !d.IsZero() {
			at = time.Date(d.Year(), d.Month(), d.Day(), c.Hour(), c.Minute(), 0, 0, zone)
		}
	}
	if at.IsZero() {
		if d, err := parseDuration(words); err == nil {
			at = now.Add(d)
			if d%day == 0 { // days keep the time of day, also across a change of the clocks
				at = now.AddDate(0, 0, int(d/day))
			}
		}
	}
	if at.IsZero() {
		if t, err := time.ParseInLocation("2006-01-02", words, zone); err == nil {
			at = dayAt(t, 0)
		} else if t, err := time.ParseInLocation("2006-01-02 15:04", words, zone); err == nil {
			at = t
		} else if t, err := time.Parse(time.RFC3339, strings.TrimSpace(s)); err == nil {
			at = t
		} else {
			return time.Time{}, fmt.Errorf("%q is no time: write 3h, 2d, tomorrow, monday, 2026-12-01 or \"2026-12-01 14:00\"", s)
		}
	}
	if !at.After(now) {
		return time.Time{}, fmt.Errorf("%q is not in the future", s)
	}
	if at.After(now.AddDate(1, 0, 0)) {
		return time.Time{}, fmt.Errorf("%q is more than a year away", s)
	}
	return at, nil
}

// namedDay is the morning of "tomorrow", "next week" or a day of the week to come, or zero.
func namedDay(words string, now time.Time) time.Time {
	switch words {
	case "tomorrow":
		return dayAt(now, 1)
	case "next week":
		return dayAt(now, 7)
	}
	for d := time.Sunday; d <= time.Saturday; d++ {
		if name := strings.ToLower(d.String()); words == name || words == name[:3] {
			return dayAt(now, (int(d)-int(now.Weekday())+6)%7+1)
		}
	}
	return time.Time{}
}

func dayAt(t time.Time, days int) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d+days, int(morning/time.Hour), 0, 0, 0, t.Location())
}

// when says a time the way a person would, seen from now: "today 14:45", "tomorrow 09:00", "Thu 27 Nov", "3 Mar 2027".
func when(t, now time.Time) string {
	if t.IsZero() {
		return ""
	}
	t = t.In(now.Location())
	switch days := civil(t) - civil(now); {
	case days == 0:
		return "today " + t.Format("15:04")
	case days == 1:
		return "tomorrow " + t.Format("15:04")
	case days == -1:
		return "yesterday " + t.Format("15:04")
	case days > -7 && days < 7:
		return t.Format("Mon 2 Jan 15:04")
	case t.Year() == now.Year():
		return t.Format("Mon 2 Jan")
	}
	return t.Format("2 Jan 2006")
}

// hour is when with the time of day, however far the day is: nobody should miss an interview for want of it.
func hour(t, now time.Time) string {
	words := when(t, now)
	if clock := t.In(now.Location()).Format("15:04"); words != "" && !strings.HasSuffix(words, clock) {
		words += " " + clock
	}
	return words
}

// civil numbers the days of the calendar.
func civil(t time.Time) int {
	y, m, d := t.Date()
	return int(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / int64(day/time.Second))
}

// ago says how long something is past: "40 s ago", "5 min ago", "3 h ago", "2 days ago".
func ago(t, now time.Time) string {
	switch d := now.Sub(t); {
	case t.IsZero():
		return "never"
	case d < time.Second:
		return "just now"
	case d < 2*time.Minute:
		return fmt.Sprintf("%d s ago", int(d.Seconds()))
	case d < 2*time.Hour:
		return fmt.Sprintf("%d min ago", int(d.Minutes()))
	case d < 2*day:
		return fmt.Sprintf("%d h ago", int(d.Hours()))
	default:
		return fmt.Sprintf("%d days ago", int(d/day))
	}
}
