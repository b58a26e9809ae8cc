package mailwatch

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/emersion/go-ical"
)

// windowszones.go is made by testdata/zones/generate.go from supplemental/windowsZones.json of the npm package cldr-core.

// moment is a date or date-time of a calendar, and what is known of its zone.
type moment struct {
	time     time.Time
	zone     string // IANA name
	floating bool
	day      bool
}

// zoneTable resolves the zones of one calendar.
type zoneTable struct {
	embedded []*ical.Component
	known    map[string]zone
	fault    func(string)
}

// zone is what a TZID means: a location, or rules that come with the calendar.
type zone struct {
	name  string
	loc   *time.Location
	rules *embeddedZone
}

// read reads DTSTART and its like. The order of trust is: UTC by Z, an IANA name, a Windows name, the VTIMEZONE in the
// calendar, a plain offset. What has none of them is floating: its wall time is given as if it were UTC.
func (z *zoneTable) read(p *ical.Prop) moment {
	v := strings.ToUpper(strings.TrimSpace(p.Value))
	v = strings.NewReplacer("-", "", ":", "").Replace(clip(v, 32))
	if strings.EqualFold(p.Params.Get("VALUE"), "DATE") || len(v) == 8 {
		t, err := time.Parse("20060102", clip(v, 8))
		if err != nil {
			return moment{}
		}
		return moment{time: t, day: true}
	}
	utc := strings.HasSuffix(v, "Z")
	wall, ok := wallTime(strings.TrimSuffix(v, "Z"))
	if !ok {
		return moment{}
	}
	if utc {
		return moment{time: wall, zone: "UTC"}
	}
	if id := p.Params.Get("TZID"); id != "" {
		if found, ok := z.resolve(id); ok {
			return found.at(wall)
		}
		z.fault("unknown time zone")
	} else if len(z.embedded) == 1 && p.Name != ical.PropDateTimeStamp {
		// One zone came along and nobody names it: old Outlook wrote so.
		if found, ok := z.resolve(text(z.embedded[0], ical.PropTimezoneID)); ok {
			z.fault("time without the name of its zone")
			return found.at(wall)
		}
	}
	return moment{time: wall, floating: true}
}

func wallTime(v string) (time.Time, bool) {
	for _, layout := range []string{"20060102T150405", "20060102T1504"} {
		if t, err := time.Parse(layout, v); err == nil && t.Year() >= 1970 && t.Year() < 2200 {
			return t, true
		}
	}
	return time.Time{}, false
}

// at gives a wall time its zone.
func (z zone) at(wall time.Time) moment {
	if z.rules != nil {
		offset, name := z.rules.at(wall)
		return moment{time: wallIn(wall, time.FixedZone(name, offset)), zone: z.name}
	}
	return moment{time: wallIn(wall, z.loc), zone: z.name}
}

func wallIn(w time.Time, loc *time.Location) time.Time {
	return time.Date(w.Year(), w.Month(), w.Day(), w.Hour(), w.Minute(), w.Second(), 0, loc)
}

// resolve finds what a TZID means.
func (z *zoneTable) resolve(id string) (zone, bool) {
	id = clip(CleanLine(strings.Trim(id, "\"' ")), 200)
	if found, ok := z.known[id]; ok {
		return found, found.loc != nil || found.rules != nil
	}
	found := z.lookup(id)
	if z.known == nil {
		z.known = make(map[string]zone)
	}
	if len(z.known) < 64 {
		z.known[id] = found
	}
	return found, found.loc != nil || found.rules != nil
}

func (z *zoneTable) lookup(id string) zone {
	if found, ok := namedZone(id); ok {
		return found
	}
	for _, c := range z.embedded {
		if !strings.EqualFold(strings.Trim(text(c, ical.PropTimezoneID), "\"' "), id) {
			continue
		}
		if found, ok := ianaZone(text(c, "X-LIC-LOCATION")); ok {
			return found
		}
		if rules, ok := newEmbeddedZone(c); ok {
			return rules.zone()
		}
	}
	return offsetZone(id)
}

// namedZone knows a TZID by itself: an IANA name, perhaps behind the path of the program that made it, a Windows name or
// the words that Windows shows for it.
func namedZone(id string) (zone, bool) {
	switch strings.ToUpper(id) {
	case "UTC", "GMT", "ETC/UTC", "ETC/GMT", "Z", "COORDINATED UNIVERSAL TIME", "(UTC) COORDINATED UNIVERSAL TIME":
		return zone{name: "UTC", loc: time.UTC}, true
	}
	for rest, n := id, 0; n < 8; n++ {
		if found, ok := ianaZone(rest); ok {
			return found, true
		}
		_, after, more := strings.Cut(strings.TrimPrefix(rest, "/"), "/")
		if !more {
			break
		}
		rest = after
	}
	name := id
	if i := strings.LastIndexByte(id, '/'); i >= 0 {
		name = id[i+1:]
	}
	if iana, ok := windowsZone(name); ok {
		return ianaZone(iana)
	}
	// "W. Europe Standard Time 1": Outlook numbers a zone of the same name.
	if trimmed := strings.TrimRight(name, "0123456789"); trimmed != name {
		if iana, ok := windowsZone(strings.TrimSpace(trimmed)); ok {
			return ianaZone(iana)
		}
	}
	low := strings.ToLower(name)
	if i := strings.LastIndexByte(low, ')'); i >= 0 && i+1 < len(low) && strings.HasPrefix(low, "(") {
		low = low[i+1:] // "(UTC-05:00) Eastern Time".
	} else if strings.HasPrefix(low, "(") {
		if j := strings.IndexByte(low, ')'); j >= 0 {
			low = low[j+1:]
		}
	}
	for _, s := range shownZones {
		if strings.HasPrefix(strings.TrimSpace(low), s.words) {
			return ianaZone(s.iana)
		}
	}
	return zone{}, false
}

// shownZones are words by which Windows shows its zones to people; some programs write them into TZID.
var shownZones = []struct{ words, iana string }{
	{"eastern time", "America/New_York"}, {"central time", "America/Chicago"}, {"mountain time", "America/Denver"}, {"pacific time", "America/Los_Angeles"},
	{"alaska", "America/Anchorage"}, {"hawaii", "Pacific/Honolulu"}, {"arizona", "America/Phoenix"}, {"atlantic time", "America/Halifax"},
	{"dublin, edinburgh, lisbon, london", "Europe/London"}, {"greenwich mean time : dublin", "Europe/London"},
	{"amsterdam, berlin, bern", "Europe/Berlin"}, {"brussels, copenhagen, madrid, paris", "Europe/Paris"}, {"belgrade, bratislava", "Europe/Budapest"},
	{"sarajevo, skopje, warsaw", "Europe/Warsaw"}, {"athens, bucharest", "Europe/Bucharest"}, {"helsinki, kyiv", "Europe/Kiev"},
	{"chennai, kolkata, mumbai", "Asia/Kolkata"}, {"beijing, chongqing", "Asia/Shanghai"}, {"kuala lumpur, singapore", "Asia/Singapore"},
	{"osaka, sapporo, tokyo", "Asia/Tokyo"}, {"canberra, melbourne, sydney", "Australia/Sydney"}, {"brasilia", "America/Sao_Paulo"},
}

var ianaName = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_+-]{1,40}(/[A-Za-z0-9_+-]{1,40}){0,2}$`)

// locations remembers zones that were loaded; there are only some 600 names that can be.
var locations sync.Map

// ianaZone loads a zone of the IANA database by its name.
func ianaZone(name string) (zone, bool) {
	name = strings.TrimSpace(name)
	if !ianaName.MatchString(name) || strings.EqualFold(name, "local") {
		return zone{}, false
	}
	if found, ok := locations.Load(name); ok {
		return found.(zone), true
	}
	if current, ok := currentNames[name]; ok {
		if found, ok := ianaZone(current); ok {
			return found, true
		}
	}
	loc, err := time.LoadLocation(name)
	if err != nil {
		canonical, ok := properCase(name)
		if !ok {
			return zone{}, false
		}
		if loc, err = time.LoadLocation(canonical); err != nil {
			return zone{}, false
		}
		name = canonical
	}
	found := zone{name: name, loc: loc}
	locations.Store(name, found)
	return found, true
}

// currentNames are today's names for those that calendars, and Unicode's table, still use.
var currentNames = map[string]string{
	"US/Eastern": "America/New_York", "US/Central": "America/Chicago", "US/Mountain": "America/Denver", "US/Pacific": "America/Los_Angeles",
	"US/Arizona": "America/Phoenix", "US/Alaska": "America/Anchorage", "US/Hawaii": "Pacific/Honolulu",
	"Canada/Eastern": "America/Toronto", "Canada/Central": "America/Winnipeg", "Canada/Mountain": "America/Edmonton", "Canada/Pacific": "America/Vancouver",
	"GB": "Europe/London", "Japan": "Asia/Tokyo", "Singapore": "Asia/Singapore", "Hongkong": "Asia/Hong_Kong", "PRC": "Asia/Shanghai",
	"Asia/Calcutta": "Asia/Kolkata", "Asia/Katmandu": "Asia/Kathmandu", "Asia/Rangoon": "Asia/Yangon", "Asia/Saigon": "Asia/Ho_Chi_Minh",
	"Europe/Kiev": "Europe/Kyiv", "America/Buenos_Aires": "America/Argentina/Buenos_Aires", "America/Indianapolis": "America/Indiana/Indianapolis",
	"America/Godthab": "America/Nuuk",
}

// properCase finds the usual zones when they are written in other case: on most systems names are files.
func properCase(name string) (string, bool) {
	for i := range windowsZones {
		if iana := windowsZones[i].iana; strings.EqualFold(iana, name) && iana != name {
			return iana, true
		}
	}
	return "", false
}

// windowsZone is the IANA name of a Windows zone.
func windowsZone(name string) (string, bool) {
	for i := range windowsZones {
		if strings.EqualFold(windowsZones[i].name, name) {
			return windowsZones[i].iana, true
		}
	}
	return "", false
}

var offsetName = regexp.MustCompile(`^\(?(?:UTC|GMT)?\s?([+-])(\d{1,2}):?(\d{2})?\)?$`)

// offsetZone reads "GMT+0100" and "UTC-05:00". With a place behind it the zone may keep summer time, and is not this. The instant is then certain, though not the place: whole hours have a name
// of their own in the IANA database, other offsets have none.
func offsetZone(id string) zone {
	m := offsetName.FindStringSubmatch(strings.ToUpper(id))
	if m == nil {
		return zone{}
	}
	hours, _ := strconv.Atoi(m[2])
	minutes, _ := strconv.Atoi(m[3])
	offset := hours*3600 + minutes*60
	if hours > 14 || minutes > 59 {
		return zone{}
	}
	if m[1] == "-" {
		offset = -offset
	}
	return fixedZone(offset)
}

func fixedZone(offset int) zone {
	if offset == 0 {
		return zone{name: "UTC", loc: time.UTC}
	}
	if offset%3600 == 0 {
		// The sign of these names is turned round.
		sign, hours := "-", offset/3600
		if hours < 0 {
			sign, hours = "+", -hours
		}
		if found, ok := ianaZone("Etc/GMT" + sign + strconv.Itoa(hours)); ok {
			return found
		}
	}
	return zone{loc: time.FixedZone("", offset)}
}
