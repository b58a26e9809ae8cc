package main

import (
	"testing"
	"time"
)

func TestParseWhen(t *testing.T) {
	t.Parallel()
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 10, 24, 16, 30, 0, 0, berlin) // a Saturday; the clocks go back in the night after it
	for _, test := range []struct{ text, want string }{
		{"3h", "2026-10-24T19:30:00+02:00"},
		{"90m", "2026-10-24T18:00:00+02:00"},
		{"1d", "2026-10-25T16:30:00+01:00"}, // the same time of day, though 25 hours later
		{"1w", "2026-10-31T16:30:00+01:00"},
		{"tomorrow", "2026-10-25T09:00:00+01:00"},
		{" Tomorrow ", "2026-10-25T09:00:00+01:00"},
		{"next week", "2026-10-31T09:00:00+01:00"},
		{"monday", "2026-10-26T09:00:00+01:00"},
		{"sat", "2026-10-31T09:00:00+01:00"}, // never today
		{"tomorrow 14:00", "2026-10-25T14:00:00+01:00"},
		{"mon 8:30", "2026-10-26T08:30:00+01:00"},
		{"2026-12-01", "2026-12-01T09:00:00+01:00"},
		{"2026-12-01 14:00", "2026-12-01T14:00:00+01:00"},
		{"2026-12-01T14:00:00Z", "2026-12-01T15:00:00+01:00"},
	} {
		got, err := parseWhen(test.text, now, berlin)
		if err != nil || got.In(berlin).Format(time.RFC3339) != test.want {
			t.Errorf("%q is %v, %v, want %s", test.text, got, err, test.want)
		}
	}
	for _, bad := range []string{"", "soon", "yesterday", "2026-10-01", "0s", "-3h", "2d ago", "3000-01-01", "12/01/2026", "400d", "7bd", "tomorrow soon", "soon 14:00", "tomorrow 25:00"} {
		if got, err := parseWhen(bad, now, berlin); err == nil {
			t.Errorf("%q is taken for %v", bad, got)
		}
	}
}

func TestWhen(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 24, 16, 30, 0, 0, time.UTC)
	for _, test := range []struct {
		at   time.Time
		want string
	}{
		{time.Time{}, ""},
		{now.Add(-2 * time.Hour), "today 14:30"},
		{now.AddDate(0, 0, 1), "tomorrow 16:30"},
		{now.AddDate(0, 0, -1), "yesterday 16:30"},
		{now.AddDate(0, 0, 3), "Fri 27 Nov 16:30"},
		{now.AddDate(0, 0, 20), "Mon 14 Dec"},
		{now.AddDate(0, 2, 0), "24 Jan 2027"},
		{time.Date(2026, 11, 25, 0, 30, 0, 0, time.FixedZone("", 3600*2)), "today 22:30"},
	} {
		if got := when(test.at, now); got != test.want {
			t.Errorf("%v is %q, want %q", test.at, got, test.want)
		}
	}
	for d, want := range map[time.Duration]string{
		0: "just now", 40 * time.Second: "40 s ago", 5 * time.Minute: "5 min ago", 3 * time.Hour: "3 h ago", 75 * time.Hour: "3 days ago",
	} {
		if got := ago(now.Add(-d), now); got != want {
			t.Errorf("%v before is %q, want %q", d, got, want)
		}
	}
}

func FuzzParseWhen(f *testing.F) {
	f.Add("3h")
	f.Add("2026-12-01 14:00")
	now := time.Date(2026, 11, 24, 16, 30, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, s string) {
		at, err := parseWhen(s, now, time.UTC)
		if err == nil && (!at.After(now) || at.After(now.AddDate(1, 0, 0))) {
			t.Errorf("%q is %v", s, at)
		}
	})
}

// TestHour: the time of an interview is told however far it is away.
func TestHour(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	for _, test := range []struct {
		at   time.Time
		want string
	}{
		{now.Add(5 * time.Hour), "today 14:00"},
		{now.AddDate(0, 0, 3), "Fri 27 Nov 09:00"},
		{now.AddDate(0, 0, 12), "Sun 6 Dec 09:00"},
		{now.AddDate(0, 3, 0), "24 Feb 2027 09:00"},
		{time.Time{}, ""},
	} {
		if got := hour(test.at, now); got != test.want {
			t.Errorf("%v is %q, want %q", test.at, got, test.want)
		}
	}
}
