package mailwatch

import "strings"

// calendarKept are the properties of a calendar that tell of times and states, not of people.
var calendarKept = words("BEGIN", "END", "VERSION", "METHOD", "CALSCALE", "DTSTART", "DTEND", "DTSTAMP", "DURATION", "SEQUENCE", "STATUS", "RRULE",
	"RECURRENCE-ID", "TZID", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME", "CREATED", "LAST-MODIFIED", "TRANSP", "CLASS", "PRIORITY", "EXDATE", "RDATE",
	"X-WR-TIMEZONE", "X-MICROSOFT-CDO-ALLDAYEVENT", "X-MICROSOFT-CDO-BUSYSTATUS")

func (w *redaction) calendar(s string) { w.out.WriteString(w.calendarText(s)) }

func (w *redaction) calendarText(s string) string {
	var b strings.Builder
	put := func(name, params, value string) {
		b.WriteString(name + params + ":" + value + "\r\n")
	}
	for _, l := range unfold(s) {
		p, ok := contentLine(l)
		if !ok {
			continue
		}
		params := ""
		for _, name := range []string{"TZID", "VALUE", "ROLE", "PARTSTAT", "CUTYPE", "RSVP"} {
			if v := p.Params.Get(name); v != "" {
				params += ";" + name + "=\"" + strings.ReplaceAll(v, `"`, "") + "\""
			}
		}
		switch value := p.Value; {
		case calendarKept[p.Name]:
			put(p.Name, params, value)
		case p.Name == "PRODID":
			put(p.Name, "", "-//redacted//EN")
		case p.Name == "UID":
			put(p.Name, "", w.d.ID(value))
		case p.Name == "SUMMARY" || p.Name == "DESCRIPTION" || p.Name == "LOCATION" || p.Name == "COMMENT":
			put(p.Name, "", escapes.Replace(w.plain(unescapeText(value))))
		case p.Name == "URL":
			put(p.Name, "", w.d.Link(value))
		case p.Name == "ORGANIZER" || p.Name == "ATTENDEE":
			if name := p.Params.Get("CN"); name != "" {
				params += ";CN=\"" + strings.ReplaceAll(w.d.Text(name), `"`, "") + "\""
			}
			addr := value
			if i := strings.IndexByte(addr, ':'); i >= 0 {
				addr = addr[i+1:]
			}
			put(p.Name, params, "mailto:"+w.d.Address(addr))
		}
	}
	return b.String()
}

var escapes = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`)
