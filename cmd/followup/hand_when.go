package main

import (
	"fmt"
	"strings"
	"time"
)

// farthest is how far from now a day may lie that a person types: further away is a slip of the fingers.
const farthest = 2 * 366 * day

// parseMoment reads a day with a time of day, past or to come: "2026-12-01 14:00", "today 9:30", "monday 14:00".
func parseMoment(s string, now time.Time, zone *time.Location) (time.Time, error) {
	words := strings.TrimSpace(s)
	at, err := time.Parse(time.RFC3339, words)
	if err != nil {
		at, err = time.ParseInLocation("2006-01-02T15:04", words, zone)
	}
	if err != nil {
		d, clock, ok := cutLast(words, " ")
		c, bad := time.Parse("15:04", clock)
		if !ok || bad != nil {
			return time.Time{}, fmt.Errorf("%q is no day with a time: write \"2026-12-01 14:00\" or \"monday 14:00\"", s)
		}
		return parseDay(d, now, zone, time.Duration(c.Hour())*time.Hour+time.Duration(c.Minute())*time.Minute)
	}
	return at, near(s, at, now)
}

// parseDay reads a day, past or to come, and returns it at that wall time.
func parseDay(s string, now time.Time, zone *time.Location, at time.Duration) (time.Time, error) {
	now = now.In(zone)
	words := strings.ToLower(strings.TrimSpace(s))
	d, err := time.ParseInLocation(time.DateOnly, words, zone)
	switch {
	case words == "today":
		d = now
	case words == "yesterday":
		d = now.AddDate(0, 0, -1)
	case err != nil:
		if d = namedDay(words, now); d.IsZero() {
			return d, usagef("%q is no day: write 2026-12-01, today, yesterday or monday", s)
		}
	}
	y, m, n := d.Date()
	t := time.Date(y, m, n, int(at/time.Hour), int(at%time.Hour/time.Minute), 0, 0, zone)
	return t, near(s, t, now)
}

// near refuses a day that nobody can mean.
func near(s string, t, now time.Time) error {
	if d := t.Sub(now); d > farthest || d < -farthest {
		return usagef("%q is more than two years away", s)
	}
	return nil
}
