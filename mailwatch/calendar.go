package mailwatch

import (
	"strconv"
	"strings"
	"time"

	"github.com/emersion/go-ical"
)

const (
	maxEvents      = 10
	maxZones       = 20
	maxAttendees   = 50
	maxDescription = 16 << 10
	maxSummary     = 512
)

// ParseCalendar reads an iCalendar object (RFC 5545, RFC 5546). method is the one of the Content-Type, used where the
// object names none. It suffers what calendar programs write; the error is ErrUnreadable where there is no event at all.
func ParseCalendar(b []byte, method string, lim Limits) (Calendar, error) {
	var c Calendar
	fault := func(s string) {
		for _, old := range c.Faults {
			if old == s {
				return
			}
		}
		c.Faults = append(c.Faults, s)
	}
	if len(b) > lim.Calendar {
		b = b[:lim.Calendar]
		fault("calendar cut at the cap")
	}
	cal := gather(readComponents(strings.TrimPrefix(string(guessCharset(b)), "\ufeff"), fault))
	c.Method = strings.ToUpper(clip(CleanLine(text(cal, ical.PropMethod)), 40))
	if c.Method == "" {
		c.Method = strings.ToUpper(clip(CleanLine(method), 40))
	}
	zones := zoneTable{fault: fault}
	for _, part := range cal.Children {
		if part.Name == ical.CompTimezone && len(zones.embedded) < maxZones {
			zones.embedded = append(zones.embedded, part)
		}
	}
	for _, part := range cal.Children {
		if part.Name != ical.CompEvent {
			continue
		}
		if len(c.Events) == maxEvents {
			fault("events beyond the cap left out")
			break
		}
		c.Events = append(c.Events, zones.event(part, fault))
	}
	if len(c.Events) == 0 {
		return c, ErrUnreadable
	}
	return c, nil
}

// gather makes one calendar of what may be several, one within the other, or events outside of any.
func gather(root *ical.Component) *ical.Component {
	cal := ical.NewComponent(ical.CompCalendar)
	var visit func(c *ical.Component)
	visit = func(c *ical.Component) {
		for name, list := range c.Props {
			cal.Props[name] = append(cal.Props[name], list...)
		}
		for _, child := range c.Children {
			if child.Name == ical.CompCalendar {
				visit(child)
			} else {
				cal.Children = append(cal.Children, child)
			}
		}
	}
	visit(root)
	return cal
}

func prop(c *ical.Component, name string) *ical.Prop {
	if list := c.Props[name]; len(list) > 0 {
		return &list[0]
	}
	return nil
}

// text is the unescaped value of a property, empty if it is missing.
func text(c *ical.Component, name string) string {
	if p := prop(c, name); p != nil {
		return unescapeText(p.Value)
	}
	return ""
}

// event reads one VEVENT.
func (z *zoneTable) event(c *ical.Component, fault func(string)) CalendarEvent {
	line := func(name string) string { return clip(CleanLine(text(c, name)), maxSummary) }
	e := CalendarEvent{
		UID: line(ical.PropUID), RecurrenceID: line(ical.PropRecurrenceID), Summary: line(ical.PropSummary), Location: line(ical.PropLocation),
		Cancelled: strings.EqualFold(line(ical.PropStatus), "CANCELLED") || strings.EqualFold(line(ical.PropStatus), "CANCELED"),
		Recurring: prop(c, ical.PropRecurrenceRule) != nil || prop(c, ical.PropRecurrenceDates) != nil,
		URL:       eventURL(c), Description: description(text(c, ical.PropDescription)),
	}
	e.Sequence, _ = strconv.Atoi(line(ical.PropSequence))
	if p := prop(c, ical.PropDateTimeStamp); p != nil {
		e.Stamp = z.read(p).time
	}
	if p := prop(c, ical.PropDateTimeStart); p != nil {
		start := z.read(p)
		e.Start, e.Zone, e.Floating, e.AllDay = start.time, start.zone, start.floating, start.day
		if start.time.IsZero() {
			fault("event with an unreadable start")
		}
	} else {
		fault("event without a start")
	}
	e.End = z.end(c, e)
	if !e.End.IsZero() && e.End.Before(e.Start) {
		e.End = time.Time{}
		fault("event that ends before it starts")
	}
	if p := prop(c, ical.PropOrganizer); p != nil {
		e.Organizer = person(p)
	}
	for i := range c.Props[ical.PropAttendee] {
		if i == maxAttendees {
			fault("attendees beyond the cap left out")
			break
		}
		p := &c.Props[ical.PropAttendee][i]
		kind := strings.ToUpper(p.Params.Get("CUTYPE"))
		a := Attendee{
			Address: person(p), Role: upper(p, "ROLE"), PartStat: upper(p, "PARTSTAT"),
			Room: kind == "ROOM" || kind == "RESOURCE",
		}
		if a.Addr != "" || a.Name != "" {
			e.Attendees = append(e.Attendees, a)
		}
	}
	return e
}

func upper(p *ical.Prop, param string) string {
	return strings.ToUpper(clip(CleanLine(p.Params.Get(param)), 40))
}

// end is DTEND, or the start and DURATION.
func (z *zoneTable) end(c *ical.Component, e CalendarEvent) time.Time {
	if p := prop(c, ical.PropDateTimeEnd); p != nil {
		end := z.read(p)
		if end.floating == e.Floating {
			return end.time
		}
	}
	p := prop(c, ical.PropDuration)
	if p == nil || e.Start.IsZero() || len(p.Value) > 40 {
		return time.Time{}
	}
	p.Value = strings.TrimSpace(p.Value)
	if d, err := p.Duration(); err == nil && d > 0 && d < 366*24*time.Hour {
		return e.Start.Add(d)
	}
	return time.Time{}
}

// person reads an ORGANIZER or ATTENDEE: the address in its value or EMAIL parameter, the name in CN.
func person(p *ical.Prop) Address {
	v := strings.TrimSpace(p.Value)
	if len(v) > 7 && strings.EqualFold(v[:7], "mailto:") {
		v = v[7:]
	}
	addr, ok := cleanAddr(v)
	if !ok {
		if addr, ok = cleanAddr(p.Params.Get("EMAIL")); !ok {
			addr = ""
		}
	}
	name := cleanName(unescapeText(p.Params.Get("CN")))
	if strings.EqualFold(name, addr) {
		name = ""
	}
	return Address{Name: name, Addr: addr}
}

// eventURL is where a video call takes place, or the page of the event.
func eventURL(c *ical.Component) string {
	for _, name := range []string{"X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL", "X-MICROSOFT-ONLINEMEETINGEXTERNALLINK", "CONFERENCE", "URL"} {
		if v := Unwrap(CleanLine(text(c, name))); webAddress(v) && len(v) <= maxLink {
			return v
		}
	}
	return ""
}

// description is plain text; Google and others put HTML there.
func description(s string) string {
	s = clip(s, 4*maxDescription)
	if i := strings.IndexByte(s, '<'); i >= 0 && containsAny(strings.ToLower(s), []string{"<br", "<p>", "<p ", "<a ", "<div", "<html", "<b>", "<ul", "<span"}) {
		var lines []string
		for _, l := range htmlText([]byte(strings.ReplaceAll(s, "\n", "<br>")), maxDescription, nil) {
			lines = append(lines, l.text)
		}
		return paragraphs(lines)
	}
	return clip(strings.TrimSpace(Clean(s)), maxDescription)
}

// calendarPart reads a calendar part of a message.
func (r *reader) calendarPart(p part) {
	b := r.bytes(p, r.lim.Calendar+1)
	if name := p.media.params["charset"]; name != "" && !ascii(b) {
		s, _ := decodeCharset(b, name)
		b = []byte(s)
	}
	r.calendar(b, p.media.params["method"])
}

// calendar keeps a calendar once: the part and the attachment of an invitation are the same.
func (r *reader) calendar(b []byte, method string) {
	c, err := ParseCalendar(b, method, r.lim)
	for _, f := range c.Faults {
		r.fault(f)
	}
	if err != nil {
		r.fault("calendar without an event")
		return
	}
	var about strings.Builder
	for _, e := range c.Events {
		about.WriteString(e.UID + "\x00" + e.RecurrenceID + "\x00")
		if e.UID == "" {
			about.WriteString(e.Start.String() + e.Summary)
		}
	}
	if r.calendars == nil {
		r.calendars = make(map[string]int)
	}
	if i, ok := r.calendars[about.String()]; ok {
		if old := &r.m.Calendars[i]; old.Method == "" {
			old.Method = c.Method
		}
		return
	}
	if len(r.m.Calendars) == maxEvents {
		r.fault("calendars beyond the cap left out")
		return
	}
	r.calendars[about.String()] = len(r.m.Calendars)
	r.m.Calendars = append(r.m.Calendars, c)
}
