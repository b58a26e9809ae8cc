package followup

import (
	"os"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // every zone is there, whatever machine runs the test
)

// everyDay is a calendar on which every day is a business day, so that no change of clocks hides behind a weekend.
type everyDay struct{}

func (everyDay) Free(time.Time, string) bool { return false }
func (everyDay) Knows(string) bool           { return true }

// clockChange is one change of the clocks.
type clockChange struct {
	at            time.Time
	before, after int // seconds east of UTC
}

// changes returns the changes of the clocks in a zone from 2024 to 2030.
func changes(loc *time.Location) []clockChange {
	var out []clockChange
	for t := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC); ; {
		_, end := t.In(loc).ZoneBounds()
		if end.IsZero() || end.Year() > 2030 {
			return out
		}
		_, before := end.Add(-time.Second).In(loc).Zone()
		_, after := end.In(loc).Zone()
		if before != after {
			out = append(out, clockChange{end.UTC(), before, after})
		}
		t = end
	}
}

// Around every change of the clocks in every zone of the world from 2024 to 2030, a business day keeps the wall clock, or
// takes the first instant after the gap and the first of two; the sending hours are those that the clocks on the wall show;
// and what comes later stays later. Changes that are the same in several zones are tried in one of them.
func TestEveryTransition(t *testing.T) {
	t.Parallel()
	b, err := os.ReadFile("testdata/zones.txt") // the names in lib/time/zoneinfo.zip of Go
	if err != nil {
		t.Fatal(err)
	}
	began, zones, tried := time.Now(), 0, map[clockChange]bool{}
	for name := range strings.FieldsSeq(string(b)) {
		loc, err := time.LoadLocation(name)
		if err != nil {
			t.Fatalf("zone %s: %v", name, err)
		}
		zones++
		for _, c := range changes(loc) {
			if !tried[c] {
				tried[c] = true
				aroundChange(t, loc, c)
			}
		}
	}
	t.Logf("%d zones, %d changes of the clocks, in %v", zones, len(tried), time.Since(began).Round(time.Millisecond))
	if zones < 590 || len(tried) < 250 {
		t.Errorf("only %d zones and %d changes were tried", zones, len(tried))
	}
}

func aroundChange(t *testing.T, loc *time.Location, c clockChange) {
	t.Helper()
	weekly, daily := policy(), policy()
	weekly.Freeze, daily.Freeze, daily.Calendar = nil, nil, everyDay{}
	w := Where{Zone: loc}
	var lastWall, lastAdded, lastWindow time.Time
	for at := c.at.Add(-48 * time.Hour); at.Before(c.at.Add(48 * time.Hour)); at = at.Add(15 * time.Minute) {
		for _, p := range []Policy{weekly, daily} {
			added := p.AddBusinessDays(at, 1, w)
			if wrong := wrongDay(p, at, added, loc, c); wrong != "" {
				t.Fatalf("%s, %v: a business day later is %v: %s", loc, at.In(loc), added.In(loc), wrong)
			}
			// A gap up to midnight pushes the evening into the next day.
			if n := p.BusinessDaysBetween(at, added, w); n != 1 && !(n == 2 && added.Equal(c.at) && wallMinutes(c.at.In(loc)) == 0) {
				t.Fatalf("%s: between %v and %v lie %d business days", loc, at.In(loc), added.In(loc), n)
			}
			for _, kind := range []NoteKind{ThankYou, Nudge} {
				if at.Minute() != 0 && (kind == Nudge || p.Calendar == Calendar(everyDay{})) {
					continue
				}
				opens := p.NextWindow(kind, at, w)
				h, _, ok := p.sendingHours(kind, opens.In(loc), "")
				if m := wallMinutes(opens.In(loc)); opens.Before(at) || !ok || m < h.from || m >= h.to || !p.inWindow(kind, opens, w) {
					t.Fatalf("%s, %v: a %s leaves at %v", loc, at.In(loc), kind, opens.In(loc))
				}
			}
		}
		added, window := daily.AddBusinessDays(at, 1, w), daily.NextWindow(ThankYou, at, w)
		if window.Before(lastWindow) {
			t.Fatalf("%s, %v: the sending hours go back to %v", loc, at.In(loc), window.In(loc))
		}
		// Where the clocks show an hour twice, its second run is earlier on the wall than the end of the first.
		if now := wallOf(at.In(loc)); !now.Before(lastWall) {
			if added.Before(lastAdded) {
				t.Fatalf("%s, %v: a day later goes back to %v", loc, at.In(loc), added.In(loc))
			}
			lastWall, lastAdded = now, added
		}
		lastWindow = window
	}
}

// wrongDay says what is wrong with a business day after at, or nothing. It knows of the rules only the change of clocks.
func wrongDay(p Policy, at, got time.Time, loc *time.Location, c clockChange) string {
	a, b := at.In(loc), got.In(loc)
	want := time.Date(a.Year(), a.Month(), a.Day(), a.Hour(), a.Minute(), a.Second(), 0, time.UTC).AddDate(0, 0, 1)
	for p.Calendar.Free(want, "") {
		want = want.AddDate(0, 0, 1)
	}
	first := want.Add(-time.Duration(c.before) * time.Second) // as the clocks were before the change
	second := want.Add(-time.Duration(c.after) * time.Second)
	switch {
	case first.Before(c.at): // also where the hour comes twice
		want = first
	case !second.Before(c.at):
		want = second
	default: // the clocks never show it
		want = c.at
	}
	switch {
	case b.Weekday() == time.Saturday && p.Calendar == Calendar(Weekends{}):
		return "a Saturday"
	case !got.Equal(want):
		return "it should be " + want.In(loc).String()
	}
	return ""
}

func wallOf(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, time.UTC)
}

func wallMinutes(t time.Time) int { return t.Hour()*60 + t.Minute() }
