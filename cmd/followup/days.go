package main

import (
	"fmt"
	"strings"
	"time"

	"followup/followup"
	"followup/followup/holidays"
)

// calendarOf returns the calendar of business days: the user's own free days and the public holidays that are known.
func calendarOf(p followup.Policy) followup.Calendar { return holidays.New(p.Free) }

// longestFree bounds a range of free days, in days.
const longestFree = 366

// freeDays reads days and ranges of days: "2026-12-24", "2026-08-03..2026-08-14".
func freeDays(texts []string) ([]followup.Day, error) {
	var days []followup.Day
	for _, text := range texts {
		first, last, ranged := strings.Cut(text, "..")
		from, err := time.Parse(time.DateOnly, first)
		to := from
		if err == nil && ranged {
			to, err = time.Parse(time.DateOnly, last)
		}
		if err != nil || to.Before(from) || to.Sub(from) > longestFree*day {
			return nil, fmt.Errorf("%q is no day: write 2026-12-24, or 2026-08-03..2026-08-14", text)
		}
		for d := from; !d.After(to); d = d.AddDate(0, 0, 1) {
			days = append(days, followup.Day{Year: d.Year(), Month: d.Month(), Day: d.Day()})
		}
	}
	return days, nil
}

// frozenDays reads stretches of days of every year: "12-20..01-02".
func frozenDays(texts []string) ([]followup.YearSpan, error) {
	var spans []followup.YearSpan
	for _, text := range texts {
		first, last, _ := strings.Cut(text, "..")
		from, err := time.Parse("01-02", first)
		to, err2 := time.Parse("01-02", last)
		if err != nil || err2 != nil {
			return nil, fmt.Errorf("%q is no stretch of days: write 12-20..01-02", text)
		}
		spans = append(spans, followup.YearSpan{
			From: followup.YearDay{Month: from.Month(), Day: from.Day()}, To: followup.YearDay{Month: to.Month(), Day: to.Day()},
		})
	}
	return spans, nil
}
