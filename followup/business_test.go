package followup

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	loc := location(name)
	if loc == nil {
		t.Skipf("no zone data for %s on this machine", name)
	}
	return loc
}

func TestBusinessDays(t *testing.T) {
	t.Parallel()
	p := policy()
	for _, c := range []struct {
		name string
		from time.Time
		n    int
		want time.Time
	}{
		{"A day after Monday is Tuesday.", at(1, 9, 0), 1, at(2, 9, 0)},
		{"A day after Friday is Monday.", at(5, 9, 0), 1, at(8, 9, 0)},
		{"A day after Saturday is Monday.", at(6, 9, 0), 1, at(8, 9, 0)},
		{"Seven days after Tuesday are nine.", at(2, 9, 0), 7, at(11, 9, 0)},
		{"Five days are a week.", at(3, 23, 59), 5, at(10, 23, 59)},
		{"No days are now.", at(6, 9, 0), 0, at(6, 9, 0)},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := p.AddBusinessDays(c.from, c.n, Where{Zone: time.UTC})
			if !got.Equal(c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
			if n := p.BusinessDaysBetween(c.from, got, Where{Zone: time.UTC}); n != c.n {
				t.Errorf("%d days between, want %d", n, c.n)
			}
		})
	}
}

// Adding and counting agree from any instant in any zone, and the wall clock stays where the clocks allow it.
func TestBusinessDaysAgree(t *testing.T) {
	t.Parallel()
	p := policy()
	var zones []*time.Location
	for _, name := range []string{"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia", "UTC"} {
		zones = append(zones, zone(t, name))
	}
	rapid.Check(t, func(t *rapid.T) {
		loc := rapid.SampledFrom(zones).Draw(t, "zone")
		from := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(rapid.IntRange(0, 7*365*24*60).Draw(t, "minutes")) * time.Minute)
		n := rapid.IntRange(1, 40).Draw(t, "days")
		got := p.AddBusinessDays(from, n, Where{Zone: loc})
		if between := p.BusinessDaysBetween(from, got, Where{Zone: loc}); between != n {
			t.Fatalf("%v and %d business days is %v, but %d lie between", from, n, got, between)
		}
		if d := got.In(loc).Weekday(); d == time.Saturday || d == time.Sunday {
			t.Fatalf("%v is a %s", got, d)
		}
		a, b := from.In(loc), got.In(loc)
		if wall := (b.Hour()*60 + b.Minute()) - (a.Hour()*60 + a.Minute()); wall < 0 || wall > 60 {
			t.Fatalf("the wall clock went from %v to %v", a, b)
		}
	})
}

type noBusiness struct{}

func (noBusiness) Free(time.Time, string) bool { return true }
func (noBusiness) Knows(string) bool           { return false }

// A calendar without any business day holds nobody for ever.
func TestNoBusinessDays(t *testing.T) {
	t.Parallel()
	p := policy()
	p.Calendar = noBusiness{}
	if got := p.AddBusinessDays(at(1, 9, 0), 3, Where{Zone: time.UTC}); !got.After(at(300, 0, 0)) {
		t.Errorf("three business days that never come are over at %v", got)
	}
	if got := p.NextWindow(ThankYou, at(1, 9, 0), Where{Zone: time.UTC}); got.Before(at(1, 9, 0)) {
		t.Errorf("the window opens before it was asked for: %v", got)
	}
}

// Where the clocks skip a time it is the first instant after, where they show it twice the first.
func TestCivil(t *testing.T) {
	t.Parallel()
	berlin, apia := zone(t, "Europe/Berlin"), zone(t, "Pacific/Apia")
	for _, c := range []struct {
		name string
		got  time.Time
		want time.Time
	}{
		{"A plain time.", civil(2026, 3, 2, 9, 0, 0, berlin), time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)},
		{"Half past two is skipped in spring.", civil(2026, 3, 29, 2, 30, 0, berlin), time.Date(2026, 3, 29, 1, 0, 0, 0, time.UTC)},
		{"Half past two comes twice in autumn.", civil(2026, 10, 25, 2, 30, 0, berlin), time.Date(2026, 10, 25, 0, 30, 0, 0, time.UTC)},
		{"A whole day is skipped at the date line.", civil(2011, 12, 30, 9, 0, 0, apia), time.Date(2011, 12, 30, 10, 0, 0, 0, time.UTC)},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if !c.got.Equal(c.want) {
				t.Errorf("got %v, want %v", c.got.UTC(), c.want)
			}
		})
	}
}

func TestSlack(t *testing.T) {
	t.Parallel()
	p := policy()
	said := at(1, 9, 0)
	for _, c := range []struct {
		name string
		days int
		want int
	}{
		{"A day or two gets two.", 2, 2}, {"A week gets two.", 5, 2}, {"Two weeks get three.", 10, 3}, {"Three weeks get four.", 15, 4},
		{"A month gets five at most.", 21, 5},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			pr := Promise{Kind: PromiseDate, Said: said, Deadline: p.AddBusinessDays(said, c.days, Where{Zone: time.UTC})}
			if got := p.SlackFor(pr, Where{Zone: time.UTC}); got != c.want {
				t.Errorf("slack %d, want %d", got, c.want)
			}
		})
	}
}

func TestWindows(t *testing.T) {
	t.Parallel()
	p := policy()
	for _, c := range []struct {
		name string
		kind NoteKind
		t    time.Time
		want time.Time
	}{
		{"A thank-you leaves at once on a working day.", ThankYou, at(2, 15, 7), at(2, 15, 7)},
		{"In the evening it waits for the morning.", ThankYou, at(2, 18, 0), at(3, 8, 0)},
		{"On Friday evening it waits for Monday.", ThankYou, at(5, 19, 0), at(8, 8, 0)},
		{"A question leaves on Tuesday morning.", Nudge, at(2, 9, 0), at(2, 9, 0)},
		{"On Tuesday afternoon it waits for Wednesday.", Nudge, at(2, 12, 0), at(3, 8, 30)},
		{"On Friday it waits for Tuesday.", Nudge, at(5, 9, 0), at(9, 8, 30)},
		{"On Thursday afternoon it takes Friday, since Tuesday is too far.", Nudge, at(4, 12, 0), at(5, 8, 30)},
		{"Over the holidays nothing leaves.", ThankYou, time.Date(2026, 12, 20, 9, 0, 0, 0, time.UTC), time.Date(2027, 1, 4, 8, 0, 0, 0, time.UTC)},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := p.NextWindow(c.kind, c.t, Where{Zone: time.UTC}); !got.Equal(c.want) {
				t.Errorf("%s %v: leaves %s %v, want %v", c.t.Weekday(), c.t, got.Weekday(), got, c.want)
			}
		})
	}
	for _, id := range []string{"a", "b", "n234", ""} {
		if j := jitter(id); j < 3*time.Minute || j > 17*time.Minute || j != jitter(id) {
			t.Errorf("jitter of %q is %v", id, j)
		}
	}
}

// The recipient's zone is the interview's, else the offset they write with, else the user's own.
func TestZoneFor(t *testing.T) {
	t.Parallel()
	p := policy()
	p.Zone = zone(t, "Europe/Berlin")
	tokyo := time.FixedZone("", 9*3600)
	var app Application
	if got := p.ZoneFor(app); got != p.Zone {
		t.Errorf("nothing is known, yet the zone is %v", got)
	}
	app.LastHuman.Date = at(1, 9, 0).In(tokyo)
	if _, off := at(1, 9, 0).In(p.ZoneFor(app)).Zone(); off != 9*3600 {
		t.Errorf("offset %d, want Tokyo's", off)
	}
	app.Rounds = []Round{{ID: "r", Interviews: []Interview{{Zone: "America/New_York"}}}}
	if got := p.ZoneFor(app).String(); got != "America/New_York" {
		t.Errorf("zone %s, want the interview's", got)
	}
	for _, bad := range []string{"Local", "", "../../etc/passwd", "No/Where"} {
		if loc := location(bad); loc != nil {
			t.Errorf("%q is a zone: %v", bad, loc)
		}
	}
}

// A calendar that writes UTC says nothing about where people are.
func TestZoneForPassesByUTC(t *testing.T) {
	t.Parallel()
	tokyo, err := time.LoadLocation("Asia/Tokyo")
	if err != nil {
		t.Fatal(err)
	}
	p := DefaultPolicy(tokyo)
	app := Application{Rounds: []Round{{Interviews: []Interview{{Zone: "UTC"}}}}}
	if got := p.ZoneFor(app); got.String() != "Asia/Tokyo" {
		t.Errorf("zone %s, want the user's own", got)
	}
	app.Rounds[0].Interviews[0].Zone = "Europe/Dublin"
	if got := p.ZoneFor(app); got.String() != "Europe/Dublin" {
		t.Errorf("zone %s, want the interview's", got)
	}
}
