package mailwatch

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
)

// invitation is a calendar with the given lines in its event.
func invitation(lines ...string) string {
	return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:u1\r\n" + strings.Join(lines, "\r\n") + "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
}

func readEvent(t *testing.T, s string) (CalendarEvent, []string) {
	t.Helper()
	c, err := ParseCalendar([]byte(s), "", DefaultLimits())
	if err != nil {
		t.Fatalf("%v in %q", err, s)
	}
	return c.Events[0], c.Faults
}

func TestCalendarTellsTheEvent(t *testing.T) {
	t.Parallel()
	e, faults := readEvent(t, invitation(
		"SEQUENCE:2", "DTSTAMP:20260301T080000Z", "DTSTART;TZID=America/New_York:20260303T140000", "DTEND;TZID=America/New_York:20260303T144500",
		`SUMMARY:Interview\, Data Analyst`, "LOCATION:Room 4", `DESCRIPTION:You will meet\nJane and`, "  John.", "URL:https://meet.acme.example/1",
		`ORGANIZER;CN="Doe, Jane":mailto:Jane@ACME.example`,
		"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=Sam:MAILTO:sam@example.org",
		"ATTENDEE;CUTYPE=RESOURCE;CN=Room 4:mailto:room4@acme.example", "STATUS:CONFIRMED", "RRULE:FREQ=WEEKLY"))
	ny, _ := time.LoadLocation("America/New_York")
	if !e.Start.Equal(time.Date(2026, 3, 3, 14, 0, 0, 0, ny)) || !e.End.Equal(e.Start.Add(45*time.Minute)) || e.Zone != "America/New_York" || e.Floating || e.AllDay {
		t.Errorf("time: %v to %v in %q", e.Start, e.End, e.Zone)
	}
	if e.UID != "u1" || e.Sequence != 2 || e.Stamp.Hour() != 8 || e.Summary != "Interview, Data Analyst" || e.Description != "You will meet\nJane and John." || e.URL != "https://meet.acme.example/1" || !e.Recurring || e.Cancelled {
		t.Errorf("event: %+v", e)
	}
	if e.Organizer != (Address{"Doe, Jane", "Jane@acme.example"}) {
		t.Errorf("organizer: %+v", e.Organizer)
	}
	want := []Attendee{{Address{"Sam", "sam@example.org"}, "REQ-PARTICIPANT", "NEEDS-ACTION", false}, {Address{"Room 4", "room4@acme.example"}, "", "", true}}
	if !slices.Equal(e.Attendees, want) || len(faults) > 0 {
		t.Errorf("attendees: %+v, faults %q", e.Attendees, faults)
	}
}

func TestCalendarKnowsTheZone(t *testing.T) {
	t.Parallel()
	const custom = "BEGIN:VTIMEZONE\r\nTZID:%s\r\nBEGIN:STANDARD\r\nDTSTART:16011104T020000\r\nRRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11\r\nTZOFFSETFROM:-0400\r\nTZOFFSETTO:-0500\r\nEND:STANDARD\r\n" +
		"BEGIN:DAYLIGHT\r\nDTSTART:16010311T020000\r\nRRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3\r\nTZOFFSETFROM:-0500\r\nTZOFFSETTO:-0400\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n"
	const odd = "BEGIN:VTIMEZONE\r\nTZID:Odd\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0220\r\nTZOFFSETTO:+0220\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
	tests := []struct {
		name, zones, start string
		want, zone         string
		floating           bool
	}{
		{"UTC", "", "DTSTART:20260303T140000Z", "2026-03-03T14:00:00Z", "UTC", false},
		{"an IANA name", "", "DTSTART;TZID=Europe/Berlin:20260703T140000", "2026-07-03T14:00:00+02:00", "Europe/Berlin", false},
		{"in quotes", "", `DTSTART;TZID="Europe/Berlin":20260703T140000`, "2026-07-03T14:00:00+02:00", "Europe/Berlin", false},
		{"in other case", "", "DTSTART;TZID=europe/berlin:20260703T140000", "2026-07-03T14:00:00+02:00", "Europe/Berlin", false},
		{"behind a path of Evolution", "", "DTSTART;TZID=/freeassociation.sourceforge.net/Europe/Berlin:20260703T140000", "2026-07-03T14:00:00+02:00", "Europe/Berlin", false},
		{"behind a path of Mozilla", "", "DTSTART;TZID=/mozilla.org/20070129_1/America/Argentina/Buenos_Aires:20260703T140000", "2026-07-03T14:00:00-03:00", "America/Argentina/Buenos_Aires", false},
		{"behind a path of Citadel", "", "DTSTART;TZID=/citadel.org/20210210_1/Europe/London:20260703T140000", "2026-07-03T14:00:00+01:00", "Europe/London", false},
		{"a Windows name in winter", "", "DTSTART;TZID=Eastern Standard Time:20260303T140000", "2026-03-03T14:00:00-05:00", "America/New_York", false},
		{"a Windows name in summer", "", "DTSTART;TZID=Eastern Standard Time:20260703T140000", "2026-07-03T14:00:00-04:00", "America/New_York", false},
		{"a Windows name with a number", "", "DTSTART;TZID=W. Europe Standard Time 1:20260703T140000", "2026-07-03T14:00:00+02:00", "Europe/Berlin", false},
		{"India's current name", "", "DTSTART;TZID=India Standard Time:20260703T140000", "2026-07-03T14:00:00+05:30", "Asia/Kolkata", false},
		{"what Windows shows", "", "DTSTART;TZID=\"(UTC-05:00) Eastern Time (US & Canada)\":20260703T140000", "2026-07-03T14:00:00-04:00", "America/New_York", false},
		{"an old link", "", "DTSTART;TZID=US/Pacific:20260703T140000", "2026-07-03T14:00:00-07:00", "America/Los_Angeles", false},
		{"an offset of whole hours", "", "DTSTART;TZID=GMT+0200:20260703T140000", "2026-07-03T14:00:00+02:00", "Etc/GMT-2", false},
		{"a zone of the file's own, summer", strings.Replace(custom, "%s", "Customized Time Zone", 1), "DTSTART;TZID=Customized Time Zone:20260703T140000", "2026-07-03T14:00:00-04:00", "America/New_York", false},
		{"the same, winter", strings.Replace(custom, "%s", "Customized Time Zone", 1), "DTSTART;TZID=Customized Time Zone:20260303T140000", "2026-03-03T14:00:00-05:00", "America/New_York", false},
		{"the same, on the day of the change", strings.Replace(custom, "%s", "Eastern", 1), "DTSTART;TZID=Eastern:20260308T140000", "2026-03-08T14:00:00-04:00", "America/New_York", false},
		{"the file's zone says where it is", strings.Replace(custom, "%s\r\n", "Work\r\nX-LIC-LOCATION:America/Toronto\r\n", 1), "DTSTART;TZID=Work:20260703T140000", "2026-07-03T14:00:00-04:00", "America/Toronto", false},
		{"a clock that no place keeps", odd, "DTSTART;TZID=Odd:20260303T140000", "2026-03-03T14:00:00+02:20", "", false},
		{"one zone in the file and none at the time", strings.Replace(custom, "%s", "Eastern Standard Time", 1), "DTSTART:20260703T140000", "2026-07-03T14:00:00-04:00", "America/New_York", false},
		{"no zone", "", "DTSTART:20260303T140000", "2026-03-03T14:00:00Z", "", true},
		{"an unknown zone", "", "DTSTART;TZID=Nowhere/Middle:20260303T140000", "2026-03-03T14:00:00Z", "", true},
		{"summer and winter in one name is no offset", "", "DTSTART;TZID=\"GMT +0100 (Standard) / GMT +0200 (Daylight)\":20260703T140000", "2026-07-03T14:00:00Z", "", true},
		{"a zone that is a file", "", "DTSTART;TZID=../../etc/passwd:20260303T140000", "2026-03-03T14:00:00Z", "", true},
		{"the zone of this machine is none", "", "DTSTART;TZID=Local:20260303T140000", "2026-03-03T14:00:00Z", "", true},
		{"a time without seconds", "", "DTSTART;TZID=Europe/Berlin:20260703T1400", "2026-07-03T14:00:00+02:00", "Europe/Berlin", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := strings.Replace(invitation(tt.start), "BEGIN:VEVENT", tt.zones+"BEGIN:VEVENT", 1)
			e, _ := readEvent(t, s)
			if got := e.Start.Format(time.RFC3339); got != tt.want || e.Zone != tt.zone || e.Floating != tt.floating {
				t.Errorf("start %s in %q, floating %v; want %s in %q, %v", got, e.Zone, e.Floating, tt.want, tt.zone, tt.floating)
			}
		})
	}
}

func TestCalendarSuffersFaults(t *testing.T) {
	t.Parallel()
	const start = "DTSTART:20260303T140000Z"
	tests := []struct {
		name, text string
		check      func(Calendar) bool
	}{
		{"a byte order mark", "\ufeff" + invitation(start), func(c Calendar) bool { return c.Method == "REQUEST" }},
		{"bare LF", strings.ReplaceAll(invitation(start), "\r\n", "\n"), func(c Calendar) bool { return c.Method == "REQUEST" }},
		{"cut in the middle", strings.TrimSuffix(invitation(start), "END:VEVENT\r\nEND:VCALENDAR\r\n"), func(c Calendar) bool { return c.Events[0].Start.Hour() == 14 && len(c.Faults) == 1 }},
		{"a description that lost its folds", invitation(start, "DESCRIPTION:one", "two words", "three"), func(c Calendar) bool { return c.Events[0].Description == "one\ntwo words\nthree" }},
		{"a name folded from its value", invitation("DTSTART", " :20260303T140000Z", "SUMMARY", " :x"), func(c Calendar) bool { return c.Events[0].Summary == "x" && !c.Events[0].Start.IsZero() }},
		{"a quote that never ends", invitation(start, `ORGANIZER;CN="Jane:mailto:jane@acme.example`), func(c Calendar) bool { return c.Events[0].Organizer.Addr == "jane@acme.example" }},
		{"an address without mailto", invitation(start, "ORGANIZER:jane@acme.example"), func(c Calendar) bool { return c.Events[0].Organizer.Addr == "jane@acme.example" }},
		{"an address in a parameter", invitation(start, "ORGANIZER;CN=Jane;EMAIL=jane@acme.example:urn:uuid:1"), func(c Calendar) bool { return c.Events[0].Organizer.Addr == "jane@acme.example" }},
		{"an event outside of any calendar", "BEGIN:VEVENT\r\n" + start + "\r\nEND:VEVENT\r\n", func(c Calendar) bool { return len(c.Events) == 1 }},
		{"a calendar within a calendar", "BEGIN:VCALENDAR\r\n" + invitation(start) + "END:VCALENDAR\r\n", func(c Calendar) bool { return c.Method == "REQUEST" && len(c.Events) == 1 }},
		{"a whole day is a hold", invitation("DTSTART;VALUE=DATE:20260303", "DTEND;VALUE=DATE:20260304"), func(c Calendar) bool { return c.Events[0].AllDay && c.Events[0].Zone == "" }},
		{"a duration", invitation(start, "DURATION:PT1H30M"), func(c Calendar) bool { return c.Events[0].End.Sub(c.Events[0].Start) == 90*time.Minute }},
		{"an end before the start is none", invitation(start, "DTEND:20260303T130000Z"), func(c Calendar) bool { return c.Events[0].End.IsZero() && len(c.Faults) == 1 }},
		{"an unreadable start", invitation("DTSTART:Tuesday"), func(c Calendar) bool { return c.Events[0].Start.IsZero() && len(c.Faults) == 1 }},
		{"cancelled", invitation(start, "STATUS:CANCELLED"), func(c Calendar) bool { return c.Events[0].Cancelled }},
		{"HTML in a description", invitation(start, "DESCRIPTION:<b>Hi</b><br>Sam"), func(c Calendar) bool { return c.Events[0].Description == "Hi\nSam" }},
		{"a video call of Google", invitation(start, "X-GOOGLE-CONFERENCE:https://meet.google.com/abc", "URL:https://x.example/"), func(c Calendar) bool { return c.Events[0].URL == "https://meet.google.com/abc" }},
		{"no other scheme", invitation(start, "URL:javascript:alert(1)"), func(c Calendar) bool { return c.Events[0].URL == "" }},
		{"controls in a summary", invitation(start, "SUMMARY:a\x1b[31m\u202eb\\nc"), func(c Calendar) bool { return c.Events[0].Summary == "a[31mb c" }},
		{"at most ten events", "BEGIN:VCALENDAR\r\n" + strings.Repeat("BEGIN:VEVENT\r\n"+start+"\r\nEND:VEVENT\r\n", 40), func(c Calendar) bool { return len(c.Events) == maxEvents }},
		{"at most fifty attendees", invitation(start, strings.Repeat("ATTENDEE:mailto:a@b.example\r\n", 90)), func(c Calendar) bool { return len(c.Events[0].Attendees) == maxAttendees }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c, err := ParseCalendar([]byte(tt.text), "", DefaultLimits())
			if err != nil || !tt.check(c) {
				t.Errorf("%+v, %v", c, err)
			}
		})
	}
	if _, err := ParseCalendar([]byte("BEGIN:VCALENDAR\r\nEND:VCALENDAR"), "", DefaultLimits()); !errors.Is(err, ErrUnreadable) {
		t.Errorf("a calendar without events: %v", err)
	}
}

// Google sends the invitation as a part and once more as an attachment.
func TestCalendarIsReadOnceFromPartAndAttachment(t *testing.T) {
	t.Parallel()
	ics := strings.Replace(invitation("DTSTART:20260303T140000Z"), "METHOD:REQUEST\r\n", "", 1)
	m := parse(t, letter("From: a@b.example", "Content-Type: multipart/mixed; boundary=x", "", "--x", "Content-Type: multipart/alternative; boundary=y", "", "--y", "", "See you.", "--y",
		"Content-Type: text/calendar; charset=utf-8; method=REQUEST", "", ics, "--y--", "--x", "Content-Type: application/octet-stream; name=invite.ics", "Content-Disposition: attachment; filename=\"invite.ics\"", "", ics,
		"--x", "Content-Type: application/ics; name=other.ics", "", strings.Replace(ics, "UID:u1", "UID:u2", 1), "--x--"))
	if len(m.Calendars) != 2 || m.Calendars[0].Method != "REQUEST" || m.Calendars[0].Events[0].UID != "u1" || m.Calendars[1].Events[0].UID != "u2" {
		t.Errorf("calendars: %+v", m.Calendars)
	}
	if m.Text.Own != "See you." {
		t.Errorf("own is %q", m.Text.Own)
	}
}
