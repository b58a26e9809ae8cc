package followup

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// Where the recipients live, as domain.md 1.6 orders what is known.
func TestWhere(t *testing.T) {
	t.Parallel()
	p := policy()
	p.Zone = zone(t, "Europe/Lisbon")
	met := func(zone string) []Round { return []Round{{ID: "r", Interviews: []Interview{{Zone: zone}}}} }
	wrote := func(hours int) Mail { return Mail{Key: "m", Date: at(1, 9, 0).In(time.FixedZone("", hours*3600))} }
	for _, c := range []struct {
		name    string
		app     Application
		zone    string
		country string
	}{
		{"Nothing is known: the user's clock, and nobody's holidays.", Application{}, "Europe/Lisbon", ""},
		{"What the user said goes first.", Application{Zone: "Asia/Tokyo", Country: "DE-BY", Rounds: met("America/New_York")}, "Asia/Tokyo", "DE-BY"},
		{"A country by hand with one clock gives the zone.", Application{Country: "DE", Rounds: met("America/New_York")}, "Europe/Berlin", "DE"},
		{"A country by hand with several clocks does not.", Application{Country: "US", Rounds: met("America/Chicago")}, "America/Chicago", "US"},
		{"The zone of an interview lies in a country.", Application{Rounds: met("America/New_York")}, "America/New_York", "US"},
		{"An old name of a zone is known.", Application{Rounds: met("Asia/Calcutta")}, "Asia/Calcutta", "IN"},
		{"A zone that a calendar takes for its neighbour's is the country of their domain.", Application{Rounds: met("Europe/Berlin"), Domains: []string{"acme.nl"}}, "Europe/Berlin", "NL"},
		{"An office abroad is where its interview is.", Application{Rounds: met("America/New_York"), Domains: []string{"acme.de"}}, "America/New_York", "US"},
		{"A program's clock is nowhere.", Application{Rounds: met("Etc/UTC"), Domains: []string{"acme.fr"}}, "Europe/Paris", "FR"},
		{"A mail's offset becomes the zone of their country, with its summer time.", Application{LastHuman: wrote(1), Domains: []string{"acme.de"}}, "Europe/Berlin", "DE"},
		{"An offset that is not their country's stays an offset.", Application{LastHuman: wrote(8), Domains: []string{"acme.de"}}, "", "DE"},
		{"An offset that several clocks of their country show stays an offset.", Application{LastHuman: wrote(-7), Domains: []string{"acme.us"}}, "", "US"},
		{"Their country's only clock goes before the user's.", Application{Domains: []string{"acme.co.uk"}}, "Europe/London", "GB"},
		{"A domain that is sold to everybody tells nothing.", Application{Domains: []string{"acme.io", "acme.ai", "acme.me"}}, "Europe/Lisbon", ""},
		{"Two countries are no country.", Application{Domains: []string{"acme.de", "acme.fr"}}, "Europe/Lisbon", ""},
		{"Two countries are one where the clock tells them apart.", Application{Domains: []string{"acme.de", "acme.co.uk"}, Rounds: met("Europe/London")}, "Europe/London", "GB"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := p.WhereFor(c.app)
			if w.Zone.String() != c.zone || w.Country != c.country || w.Guess == "" {
				t.Errorf("in %q, country %q (%s), want %q, %q", w.Zone, w.Country, w.Guess, c.zone, c.country)
			}
		})
	}
}

// Every zone of the table exists, and every country has one.
func TestCountryZones(t *testing.T) {
	t.Parallel()
	zone(t, "Europe/Berlin")
	zones, country := lands()
	if len(zones) < 240 || len(country) < 420 || country["Europe/Kiev"] != "UA" || country["Europe/Kyiv"] != "UA" {
		t.Fatalf("%d countries, %d zones", len(zones), len(country))
	}
	for code, names := range zones {
		if len(code) != 2 || len(names) == 0 {
			t.Errorf("country %q has the zones %v", code, names)
		}
	}
	for name := range country {
		if location(name) == nil && name != "America/Coyhaique" { // newer than some machines
			t.Errorf("no zone %q", name)
		}
	}
}

// german is a calendar that knows one country with one holiday: Good Friday 2026.
type german struct{}

func (german) Free(t time.Time, country string) bool {
	y, m, d := t.Date()
	return Weekends{}.Free(t, "") || country == "DE" && y == 2026 && m == time.April && d == 3
}
func (german) Knows(country string) bool { return country == "DE" }

// A draft says so where the holidays that count are not known.
func TestUnsure(t *testing.T) {
	t.Parallel()
	p := policy()
	p.Calendar = german{}
	for _, c := range []struct {
		name string
		app  Application
		want string
	}{
		{"A country that nobody knows.", Application{}, "country-unknown"},
		{"A country whose holidays nobody knows.", Application{Country: "IN"}, "holidays-unknown"},
		{"A country that is known.", Application{Country: "DE"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var codes []string
			for _, f := range p.Unsure(c.app) {
				codes = append(codes, f.Code)
				if f.Blocks || f.Overrulable {
					t.Errorf("%q stands in the way", f.Words)
				}
			}
			if got := strings.Join(codes, " "); got != c.want {
				t.Errorf("findings %q, want %q", got, c.want)
			}
		})
	}
}

// Holidays of the employer's country count, the user's own do not.
func TestHolidaysCount(t *testing.T) {
	t.Parallel()
	p := policy()
	p.Calendar = german{}
	thursday := time.Date(2026, time.April, 2, 10, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		country string
		days    int // from Thursday to Tuesday
		next    int // the day in April after Thursday's window
	}{
		{"DE", 2, 6}, {"US", 3, 3}, {"", 3, 3},
	} {
		w := Where{Zone: time.UTC, Country: c.country}
		if n := p.BusinessDaysBetween(thursday, thursday.AddDate(0, 0, 5), w); n != c.days {
			t.Errorf("%q: %d business days, want %d", c.country, n, c.days)
		}
		if got := p.AddBusinessDays(thursday, 1, w); got.Day() != c.next {
			t.Errorf("%q: a day later is %v", c.country, got)
		}
		if got := p.NextWindow(ThankYou, thursday.Add(9*time.Hour), w); got.Day() != c.next {
			t.Errorf("%q: the next sending hours are on %v", c.country, got)
		}
	}
}

// In August nothing is asked in France, Italy and Spain, and courtesy leaves.
func TestFreezes(t *testing.T) {
	t.Parallel()
	p := policy()
	august := time.Date(2026, time.August, 4, 9, 0, 0, 0, time.UTC)  // a Tuesday
	after := time.Date(2026, time.August, 21, 8, 30, 0, 0, time.UTC) // a Friday, since it has waited long enough
	for _, country := range []string{"FR", "IT", "ES", "ES-CT"} {
		w := Where{Zone: time.UTC, Country: country}
		for _, kind := range NoteKinds {
			want := august
			if kind.Class() == Asking {
				want = after
			}
			if got := p.NextWindow(kind, august, w); !got.Equal(want) {
				t.Errorf("%s in %s leaves %v, want %v", kind, country, got, want)
			}
		}
	}
	if got := p.NextWindow(Nudge, august, Where{Zone: time.UTC, Country: "DE"}); !got.Equal(august) {
		t.Errorf("in Germany a question leaves %v", got)
	}
	december := time.Date(2026, time.December, 22, 9, 0, 0, 0, time.UTC)
	for _, kind := range NoteKinds {
		if got := p.NextWindow(kind, december, Where{Zone: time.UTC}); got.Before(time.Date(2027, time.January, 4, 0, 0, 0, 0, time.UTC)) {
			t.Errorf("%s leaves %v", kind, got)
		}
	}
}

// A letter about a time leaves at any hour when the interview is less than two days away.
func TestHurried(t *testing.T) {
	t.Parallel()
	p := policy()
	saturday := at(6, 21, 0)
	app := Application{Rounds: []Round{{ID: "r", Interviews: []Interview{{Start: at(8, 9, 0), Standing: Set}}}}}
	for _, kind := range NoteKinds {
		got, want := p.sendAt(app, Note{ID: "n", Kind: kind}, saturday, false), kind.Class() == Scheduling
		if soon := got.Equal(saturday.Add(p.Undo)); soon != want {
			t.Errorf("%s leaves %v", kind, got)
		}
	}
	accept := Note{ID: "n", Kind: ScheduleAccept, Slots: []Interview{{Start: at(8, 20, 0)}}}
	if got := p.sendAt(Application{}, accept, saturday, false); !got.Equal(saturday.Add(p.Undo)) {
		t.Errorf("an answer about Monday waits until %v", got)
	}
	accept.Slots[0].Start = at(10, 9, 0)
	if got := p.sendAt(Application{}, accept, saturday, false); !slices.Contains([]int{8, 9}, got.Day()) || got.Hour() != 8 {
		t.Errorf("an answer about Wednesday leaves %v", got)
	}
	app.Rounds[0].Interviews[0].Standing = Cancelled
	if p.hurried(app, Note{Kind: RescheduleAnswer}, saturday) {
		t.Error("a cancelled interview hurries")
	}
}
