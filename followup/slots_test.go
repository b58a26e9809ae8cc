package followup

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// zoned returns an application whose people live in a zone, and the policy of a user who lives in another.
func zoned(theirs, mine string) (Application, Policy) {
	return Application{ID: "a1", Zone: theirs}, DefaultPolicy(location(mine))
}

func TestSlots(t *testing.T) {
	t.Parallel()
	day := func(d, h, m int) time.Time { return time.Date(2026, time.March, d, h, m, 0, 0, time.UTC) }
	for _, c := range []struct {
		name         string
		theirs, mine string
		now          time.Time
		busy         []Span
		want         []time.Time
	}{
		{"three days, mornings and afternoons", "Europe/London", "Europe/London", day(2, 12, 0), nil, []time.Time{day(3, 9, 0), day(4, 13, 0), day(5, 9, 0)}},
		{"the weekend is left out", "Europe/London", "Europe/London", day(5, 12, 0), nil, []time.Time{day(6, 9, 0), day(9, 13, 0), day(10, 9, 0)}},
		{"where both days meet: Berlin and New York", "America/New_York", "Europe/Berlin", day(2, 12, 0), nil, []time.Time{day(3, 14, 0), day(4, 14, 0), day(5, 14, 0)}},
		{"over the change of the clocks in New York", "America/New_York", "Europe/Berlin", day(5, 12, 0), nil, []time.Time{day(6, 14, 0), day(9, 13, 0), day(10, 13, 0)}},
		{"an hour apart from what is busy", "Europe/London", "Europe/London", day(2, 12, 0), []Span{{day(3, 9, 0), day(3, 10, 0)}}, []time.Time{day(3, 11, 0), day(4, 13, 0), day(5, 9, 0)}},
		{
			"one free day has three times", "Europe/London", "Europe/London", day(2, 12, 0), []Span{{day(4, 0, 0), day(30, 0, 0)}},
			[]time.Time{day(3, 9, 0), day(3, 12, 0), day(3, 15, 0)},
		},
		{"the hours hardly meet: the user's evening", "America/Los_Angeles", "Europe/Berlin", day(2, 12, 0), nil, []time.Time{day(3, 17, 0), day(4, 17, 0), day(5, 17, 0)}},
	} {
		t.Run(c.name, func(t *testing.T) {
			app, p := zoned(c.theirs, c.mine)
			var got []time.Time
			for _, iv := range p.Slots(app, c.busy, c.now, 3) {
				got = append(got, iv.Start)
				if iv.Zone != c.theirs || iv.End.Sub(iv.Start) != time.Hour {
					t.Errorf("slot %+v", iv)
				}
			}
			if mustJSON(got) != mustJSON(c.want) {
				t.Errorf("slots %v, want %v", got, c.want)
			}
		})
	}
	app, p := zoned("Europe/London", "Europe/London")
	p.Away = []Span{{day(1, 0, 0), day(5, 0, 0)}}
	if got := p.Slots(app, nil, day(2, 12, 0), 1); len(got) != 1 || got[0].Start.Before(day(5, 0, 0)) {
		t.Errorf("while travelling: %v", got)
	}
	if got := p.Slots(app, []Span{{day(1, 0, 0), day(60, 0, 0)}}, day(2, 12, 0), 3); len(got) != 0 {
		t.Errorf("no time is free, and %v are", got)
	}
}

// Slots are never busy, nor near it; they lie in working hours in their zone and in decent ones in the user's, on days of work,
// after now, apart from each other, and on two days at least if two have a free hour.
func TestSlotsAlways(t *testing.T) {
	t.Parallel()
	zones := []string{"Europe/London", "Europe/Berlin", "America/New_York", "America/Los_Angeles", "Asia/Kolkata", "Australia/Sydney", "Pacific/Chatham", "UTC"}
	rapid.Check(t, func(t *rapid.T) {
		app, p := zoned(rapid.SampledFrom(zones).Draw(t, "theirs"), rapid.SampledFrom(zones).Draw(t, "mine"))
		// Every day of the year, so that all changes of the clocks are met.
		now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(rapid.IntRange(0, 365*24*60).Draw(t, "now")) * time.Minute)
		var busy []Span
		for range rapid.IntRange(0, 40).Draw(t, "busy") {
			from := now.Add(time.Duration(rapid.IntRange(0, 25*24*60).Draw(t, "from")) * time.Minute)
			busy = append(busy, Span{from, from.Add(time.Duration(rapid.IntRange(1, 600).Draw(t, "long")) * time.Minute)})
		}
		theirs, mine := location(app.Zone), p.Zone
		got := p.Slots(app, busy, now, 3)
		if len(got) > 3 || len(busy) == 0 && app.Zone == p.Zone.String() && len(got) != 3 {
			t.Fatalf("%d slots", len(got))
		}
		for i, iv := range got {
			a, b := iv.Start.In(theirs), iv.End.In(theirs)
			if a.Hour() < 9 || b.Hour()*60+b.Minute() > 17*60 || a.Weekday() == time.Saturday || a.Weekday() == time.Sunday {
				t.Fatalf("%v to %v in their zone", a, b)
			}
			if a, b := iv.Start.In(mine), iv.End.In(mine); a.Hour() < 7 || b.Hour()*60+b.Minute() > 22*60 || a.Weekday() == time.Saturday || a.Weekday() == time.Sunday {
				t.Fatalf("%v to %v in the user's zone", a, b)
			}
			if y, m, d := now.In(theirs).Date(); a.Before(time.Date(y, m, d+1, 0, 0, 0, 0, theirs)) {
				t.Fatalf("%v is too soon after %v", a, now)
			}
			if slices.ContainsFunc(busy, func(s Span) bool { return iv.Start.Before(s.To.Add(time.Hour)) && s.From.Before(iv.End.Add(time.Hour)) }) {
				t.Fatalf("%v is busy", iv.Start)
			}
			if i > 0 && got[i-1].End.After(iv.Start) {
				t.Fatalf("%v and %v meet", got[i-1], iv)
			}
		}
		if len(got) > 1 && got[0].Start.In(theirs).YearDay() == got[len(got)-1].Start.In(theirs).YearDay() {
			day := got[0].Start.In(theirs)
			y, m, d := day.Date()
			other := p.Slots(app, append(slices.Clone(busy), Span{time.Date(y, m, d, 0, 0, 0, 0, theirs), time.Date(y, m, d+1, 0, 0, 0, 0, theirs)}), now, 1)
			h := got[0].Start.In(mine).Hour()
			if len(other) > 0 && h >= 9 && h < 17 && other[0].Start.In(mine).Hour() >= 9 && other[0].Start.In(mine).Hour() < 16 {
				t.Fatalf("all on %v, and %v is free too", day, other[0].Start)
			}
		}
	})
}

func TestFreeOption(t *testing.T) {
	t.Parallel()
	now := at(2, 9, 0)
	options := []Interview{meeting("", at(1, 9, 0)), {Start: at(3, 9, 0), Floating: true}, meeting("", at(4, 9, 0)), meeting("", at(5, 9, 0))}
	if got, ok := FreeOption(options, []Span{{at(4, 9, 30), at(4, 12, 0)}}, now); !ok || !got.Start.Equal(at(5, 9, 0)) {
		t.Errorf("picked %v, %v", got.Start, ok)
	}
	if got, ok := FreeOption(options, []Span{{at(4, 10, 0), at(4, 12, 0)}}, now); !ok || !got.Start.Equal(at(4, 9, 0)) {
		t.Errorf("what ends as the next begins fits: %v, %v", got.Start, ok)
	}
	if _, ok := FreeOption(options, []Span{{at(4, 0, 0), at(6, 0, 0)}}, now); ok {
		t.Error("no time is free, and one was picked")
	}
}
