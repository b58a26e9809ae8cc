package classify

import (
	_ "embed"
	"strconv"
	"strings"
	"time"
)

//go:embed data/dates.txt
var dateFile string

//go:embed data/zones.txt
var zoneFile string

// calendarNames are the names of months, weekdays and hours in all languages, folded. Short ones count only beside a day.
type calendarNames struct {
	month   map[string]time.Month
	weekday map[string]time.Weekday
	short   map[string]time.Weekday
	hour    map[string]int
}

var names = readNames(dateFile)

func readNames(text string) *calendarNames {
	n := &calendarNames{month: map[string]time.Month{}, weekday: map[string]time.Weekday{}, short: map[string]time.Weekday{}, hour: map[string]int{}}
	for line := range strings.Lines(text) {
		f := strings.Fields(line)
		if len(f) < 3 || f[0] == "#" {
			continue
		}
		no, err := strconv.Atoi(f[1])
		if err != nil {
			continue
		}
		for _, w := range f[2:] {
			short := strings.HasPrefix(w, "(")
			w = string(fold(strings.Trim(w, "()"), 64).text)
			switch {
			case f[0] == "hour":
				n.hour[w] = no
			case f[0] == "month":
				n.month[w] = time.Month(no)
			case short:
				n.short[w] = time.Weekday(no)
			default:
				n.weekday[w] = time.Weekday(no)
			}
		}
	}
	return n
}

// zoneName is what an abbreviation or a city stands for, with exceptions by country.
type zoneName struct {
	name    string
	country map[string]string
}

var zones = readZones(zoneFile)

func readZones(text string) map[string]zoneName {
	out := map[string]zoneName{}
	for line := range strings.Lines(text) {
		f := strings.Fields(line)
		if len(f) < 2 || f[0] == "#" {
			continue
		}
		z := zoneName{name: f[1]}
		for _, x := range f[2:] {
			if c, n, ok := strings.Cut(x, ":"); ok {
				if z.country == nil {
					z.country = map[string]string{}
				}
				z.country[c] = n
			}
		}
		out[string(fold(strings.ReplaceAll(f[0], "_", " "), 64).text)] = z
	}
	return out
}
