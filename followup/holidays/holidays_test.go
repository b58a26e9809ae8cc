package holidays

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"followup/followup"
)

// businessHolidays lists the days of a year, Monday to Friday, that are free in a country.
func businessHolidays(c *Calendar, country string, y int) string {
	var out []string
	for t := time.Date(y, time.January, 1, 12, 0, 0, 0, time.UTC); t.Year() == y; t = t.AddDate(0, 0, 1) {
		if wd := t.Weekday(); wd != time.Saturday && wd != time.Sunday && c.Free(t, country) {
			out = append(out, t.Format("01-02"))
		}
	}
	return strings.Join(out, " ")
}

// The days were taken from the laws of the countries, not from the library.
func TestHolidays(t *testing.T) {
	t.Parallel()
	c := New(nil)
	for _, row := range []struct {
		country string
		year    int
		want    string
	}{
		{"DE", 2026, "01-01 04-03 04-06 05-01 05-14 05-25 12-25"},
		{"DE", 2027, "01-01 03-26 03-29 05-06 05-17"},
		{"DE", 2028, "04-14 04-17 05-01 05-25 06-05 10-03 12-25 12-26"},
		{"DE-BY", 2026, "01-01 01-06 04-03 04-06 05-01 05-14 05-25 06-04 12-25"},
		{"DE-XX", 2027, "01-01 03-26 03-29 05-06 05-17"}, // no such region: as the country
		{"US", 2026, "01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25"},
		{"US", 2027, "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31"},
		{"US", 2028, "01-17 02-21 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25"},
		{"GB", 2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"},
		{"GB", 2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28"},
		{"GB", 2028, "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26"},
		{"FR", 2026, "01-01 04-06 05-01 05-08 05-14 05-25 07-14 11-11 12-25"},
		{"FR", 2027, "01-01 03-29 05-06 05-17 07-14 11-01 11-11"},
		{"FR", 2028, "04-17 05-01 05-08 05-25 06-05 07-14 08-15 11-01 12-25"},
		{"NL", 2026, "01-01 04-06 04-27 05-14 05-25 12-25"},
		{"IT", 2026, "01-01 01-06 04-06 05-01 06-02 12-08 12-25"},
		{"ES", 2026, "01-01 01-06 04-03 05-01 10-12 12-08 12-25"},
		{"PT", 2026, "01-01 04-03 05-01 06-04 06-10 10-05 12-01 12-08 12-25"},
		{"PT", 2027, "01-01 03-26 05-27 06-10 10-05 11-01 12-01 12-08"},
		{"AT", 2026, "01-01 01-06 04-06 05-01 05-14 05-25 06-04 10-26 12-08 12-25"},
		{"PL", 2026, "01-01 01-06 04-06 05-01 06-04 11-11 12-24 12-25"},
		{"IE", 2026, "01-01 02-02 03-17 04-06 05-04 06-01 08-03 10-26 12-25"},
		{"SE", 2026, "01-01 01-06 04-03 04-06 05-01 05-14 06-19 12-24 12-25 12-31"},
		{"FI", 2026, "01-01 01-06 04-03 04-06 05-01 05-14 06-19 12-24 12-25"},
		{"LU", 2026, "01-01 04-06 05-01 05-14 05-25 06-23 12-25"},
		{"HU", 2026, "01-01 04-03 04-06 05-01 05-25 08-20 10-23 12-25"},
		{"CH", 2026, "01-01 04-03 04-06 05-14 05-25 12-25"},
		{"AU", 2026, "01-01 01-26 04-03 04-06 06-08 12-25 12-28"},
		{"", 2026, ""},
		{"IN", 2026, ""},
	} {
		t.Run(fmt.Sprintf("%s %d", row.country, row.year), func(t *testing.T) {
			t.Parallel()
			if got := businessHolidays(c, row.country, row.year); got != row.want {
				t.Errorf("free days\n%s, want\n%s", got, row.want)
			}
		})
	}
}

// The user's own days count for everybody, whatever the country.
func TestOwnDays(t *testing.T) {
	t.Parallel()
	own := followup.Day{Year: 2026, Month: time.August, Day: 4}
	c := New([]followup.Day{own, own})
	for _, country := range []string{"", "DE", "IN"} {
		if day := time.Date(2026, time.August, 4, 9, 0, 0, 0, time.UTC); !c.Free(day, country) || c.Free(day.AddDate(1, 0, 0), country) {
			t.Errorf("in %q the own day is not free, or every year", country)
		}
	}
	if !c.Knows("DE") || !c.Knows("de-by") || !c.Knows("PT") || c.Knows("") || c.Knows("IN") {
		t.Error("a country is known that is not, or the other way round")
	}
	// The derived rows are written anew where the calendar prints otherwise.
	if a, b := fmt.Sprintf("%+v", c), fmt.Sprintf("%+v", New(nil)); a == b || a != fmt.Sprintf("%+v", New([]followup.Day{own})) {
		t.Errorf("calendars print as %q and %q", a, b)
	}
}

// The day is read in the zone of the time that is asked for.
func TestDayInItsZone(t *testing.T) {
	t.Parallel()
	c := New(nil)
	eve := time.Date(2026, time.April, 2, 23, 30, 0, 0, time.UTC) // Maundy Thursday; Good Friday in Berlin
	if c.Free(eve, "DE") || !c.Free(eve.In(time.FixedZone("", 2*3600)), "DE") {
		t.Error("the day is not read where it is asked for")
	}
}

// Many may ask at once.
func TestSeveralAsk(t *testing.T) {
	t.Parallel()
	c := New(nil)
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for y := range 4 {
				c.Free(time.Date(2026+y, time.May, 1+i, 9, 0, 0, 0, time.UTC), "CH")
			}
		})
	}
	wg.Wait()
	if !c.Free(time.Date(2026, time.May, 14, 9, 0, 0, 0, time.UTC), "CH") {
		t.Error("Ascension is a business day in Switzerland")
	}
}
