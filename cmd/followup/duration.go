package main

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Duration is a length of time as people write it: "60s", "5m", "2h", "60d", "2w", or several together ("1d12h"). A day
// is 24 hours. It is a struct so that a bare number in the file is refused: 60 of what?
type Duration struct{ time.Duration }

const day = 24 * time.Hour

// UnmarshalText reads a duration that is not negative.
func (d *Duration) UnmarshalText(text []byte) error {
	parsed, err := parseDuration(string(text))
	d.Duration = parsed
	return err
}

// MarshalText writes the duration in its largest whole unit.
func (d Duration) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// String writes the duration in its largest whole unit up to days.
func (d Duration) String() string {
	switch {
	case d.Duration != 0 && d.Duration%day == 0:
		return strconv.FormatInt(int64(d.Duration/day), 10) + "d"
	case d.Duration != 0 && d.Duration%time.Hour == 0:
		return strconv.FormatInt(int64(d.Duration/time.Hour), 10) + "h"
	case d.Duration != 0 && d.Duration%time.Minute == 0:
		return strconv.FormatInt(int64(d.Duration/time.Minute), 10) + "m"
	}
	return d.Duration.String()
}

func parseDuration(s string) (time.Duration, error) {
	bad := fmt.Errorf("%q is no duration: write a number with its unit, such as 60s, 5m, 2h, 60d or 2w", s)
	rest := strings.TrimSpace(s)
	if strings.HasSuffix(rest, "bd") {
		return 0, fmt.Errorf("%q counts business days, which have no place here: write 5d or 48h", s)
	}
	var total time.Duration
	for _, unit := range []struct {
		name string
		is   time.Duration
	}{{"w", 7 * day}, {"d", day}} {
		number, after, found := strings.Cut(rest, unit.name)
		if !found {
			continue
		}
		n, err := strconv.ParseUint(number, 10, 15) // 32767 weeks are 628 years: no overflow
		if err != nil {
			return 0, bad
		}
		total, rest = total+time.Duration(n)*unit.is, after
		if rest == "" {
			return capped(s, total)
		}
	}
	small, err := time.ParseDuration(rest)
	if err != nil || small < 0 {
		return 0, bad
	}
	return capped(s, total+small)
}

// capped refuses what is longer than a life, so that sums of times stay far from overflow.
func capped(s string, d time.Duration) (time.Duration, error) {
	if d < 0 || d > 100*365*day {
		return 0, fmt.Errorf("%q is longer than 100 years", s)
	}
	return d, nil
}

// Days is a count of business days, written "7bd". Plain days are written "7d" and are another thing: 7bd is a week and
// a half.
type Days struct{ Business int }

// UnmarshalText reads a count of business days.
func (d *Days) UnmarshalText(text []byte) error {
	s := strings.TrimSpace(string(text))
	number, found := strings.CutSuffix(s, "bd")
	n, err := strconv.ParseUint(number, 10, 10)
	if !found || err != nil {
		return fmt.Errorf("%q is no count of business days: write it as 7bd", s)
	}
	d.Business = int(n)
	return nil
}

// MarshalText writes the count as it is read.
func (d Days) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// String writes the count as it is read.
func (d Days) String() string { return strconv.Itoa(d.Business) + "bd" }

// Lookback is how far back a first scan reads: a duration, or all there is.
type Lookback struct {
	All  bool
	Back time.Duration
}

// UnmarshalText reads "all" or a duration.
func (l *Lookback) UnmarshalText(text []byte) error {
	if string(text) == "all" {
		*l = Lookback{All: true}
		return nil
	}
	back, err := parseDuration(string(text))
	if err == nil && back < day {
		err = fmt.Errorf("%q is less than a day: write 60d, or all", text)
	}
	*l = Lookback{Back: back}
	return err
}

// MarshalText writes it as it is read.
func (l Lookback) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// String writes it as it is read.
func (l Lookback) String() string {
	if l.All {
		return "all"
	}
	return Duration{l.Back}.String()
}
