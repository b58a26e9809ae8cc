package main

import (
	"slices"
	"testing"
	"time"

	"followup/followup"
)

func TestDaysOfTheConfig(t *testing.T) {
	t.Parallel()
	days, err := freeDays([]string{"2026-12-24", "2026-02-27..2026-03-02"})
	want := []followup.Day{
		{Year: 2026, Month: time.December, Day: 24}, {Year: 2026, Month: time.February, Day: 27}, {Year: 2026, Month: time.February, Day: 28},
		{Year: 2026, Month: time.March, Day: 1}, {Year: 2026, Month: time.March, Day: 2},
	}
	if err != nil || !slices.Equal(days, want) {
		t.Errorf("free days %v, %v", days, err)
	}
	for _, bad := range []string{"", "24.12.2026", "2026-13-01", "2026-03-02..2026-03-01", "2026-01-01..2030-01-01"} {
		if _, err := freeDays([]string{bad}); err == nil {
			t.Errorf("%q is taken for days", bad)
		}
	}
	spans, err := frozenDays([]string{"12-20..01-02"})
	if err != nil || !slices.Equal(spans, followup.DefaultPolicy(time.UTC).Freeze) {
		t.Errorf("frozen %v, %v", spans, err)
	}
	if _, err := frozenDays([]string{"12-20"}); err == nil {
		t.Error("one day is taken for a stretch")
	}
}
