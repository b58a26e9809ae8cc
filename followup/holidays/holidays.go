// Package holidays knows the public holidays of countries, behind the rules' Calendar. It decides nothing: where a
// country is not known, weekends and the user's own days count as free, and the rules say so on the draft.
package holidays

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/rickar/cal/v2"

	"followup/followup"
)

// Calendar knows weekends, the user's own free days, and the public holidays of the countries of the table. It may be
// used by several goroutines at once.
type Calendar struct {
	free  map[followup.Day]bool
	words string
	years sync.Map // year of a country -> *days
}

type year struct {
	country string
	year    int
}

// days are the public holidays of one year, by day of the year.
type days [367]bool

// New returns a calendar with the user's own free days, which count for everybody.
func New(free []followup.Day) *Calendar {
	c := &Calendar{free: map[followup.Day]bool{}}
	for _, d := range free {
		c.free[d] = true
	}
	var own []string
	for d := range c.free {
		own = append(own, fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day))
	}
	slices.SortFunc(own, cmp.Compare)
	c.words = "public holidays; " + strings.Join(own, " ")
	return c
}

// Free reports whether the civil day of t, in t's own location, is no business day in country: ISO 3166-1 alpha-2, or
// with a region ("DE-BY"). A region that is not known counts as its country.
func (c *Calendar) Free(t time.Time, country string) bool {
	y, m, d := t.Date()
	if wd := t.Weekday(); wd == time.Saturday || wd == time.Sunday || c.free[followup.Day{Year: y, Month: m, Day: d}] {
		return true
	}
	country = known(country)
	if country == "" {
		return false
	}
	of, ok := c.years.Load(year{country, y})
	if !ok {
		of, _ = c.years.LoadOrStore(year{country, y}, holidaysOf(country, y))
	}
	return of.(*days)[t.YearDay()]
}

// Knows reports whether the public holidays of country are known.
func (c *Calendar) Knows(country string) bool { return known(country) != "" }

// String tells calendars with other days apart.
func (c *Calendar) String() string { return c.words }

// known returns the name under which the table has a country or a region, the country for a region that it does not
// have, and "" for what it does not know.
func known(country string) string {
	country = strings.ToUpper(country)
	if _, ok := countries[country]; ok {
		return country
	}
	nation, _, _ := strings.Cut(country, "-")
	if _, ok := countries[nation]; ok {
		return nation
	}
	return ""
}

// holidaysOf computes the public holidays of a year. Where a country has only the holidays of its regions, those count
// that two thirds of them keep.
func holidaysOf(country string, y int) *days {
	var kept [367]int
	lists := countries[country]
	for _, list := range lists {
		of := cal.Calendar{Holidays: list} // without its cache, which is not safe for goroutines
		for t := time.Date(y, time.January, 1, 12, 0, 0, 0, time.UTC); t.Year() == y; t = t.AddDate(0, 0, 1) {
			if actual, observed, _ := of.IsHoliday(t); actual || observed {
				kept[t.YearDay()]++
			}
		}
	}
	var out days
	for i, n := range kept {
		out[i] = 3*n >= 2*len(lists) && n > 0
	}
	return &out
}
