package mailwatch

import (
	"errors"
	"strings"
	"testing"
	"time"
)

// diaryOf is a calendar file with one event for each argument, lines parted by "|".
func diaryOf(events ...string) string {
	var b strings.Builder
	b.WriteString("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
	for _, e := range events {
		b.WriteString("BEGIN:VEVENT\r\n" + strings.ReplaceAll(e, "|", "\r\n") + "\r\nEND:VEVENT\r\n")
	}
	return b.String() + "END:VCALENDAR\r\n"
}

func TestBusy(t *testing.T) {
	t.Parallel()
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	// The clocks of Berlin go forward on Sunday, 29 March 2026.
	from, to := time.Date(2026, 3, 23, 0, 0, 0, 0, time.UTC), time.Date(2026, 4, 6, 0, 0, 0, 0, time.UTC)
	const meet = "UID:a|DTSTART:20260324T090000Z|DTEND:20260324T100000Z"
	for _, c := range []struct {
		name string
		ics  string
		want string // spans in UTC
	}{
		{"one event", diaryOf(meet), "24 09:00-24 10:00"},
		{"a transparent one takes no time", diaryOf(meet + "|TRANSP:TRANSPARENT"), ""},
		{"a cancelled one takes no time", diaryOf(meet + "|STATUS:CANCELLED"), ""},
		{"one that Outlook calls free takes no time", diaryOf(meet + "|X-MICROSOFT-CDO-BUSYSTATUS:FREE"), ""},
		{"a tentative one counts", diaryOf(meet + "|STATUS:TENTATIVE"), "24 09:00-24 10:00"},
		{"a duration", diaryOf("DTSTART:20260324T090000Z|DURATION:PT45M"), "24 09:00-24 09:45"},
		{"no length takes no time", diaryOf("DTSTART:20260324T090000Z"), ""},
		{"an end before the start counts an hour", diaryOf("DTSTART:20260324T090000Z|DTEND:20260324T080000Z"), "24 09:00-24 10:00"},
		{"a whole day is the owner's day", diaryOf("DTSTART;VALUE=DATE:20260324"), "23 23:00-24 23:00"},
		{"the day on which the clocks change has 23 hours", diaryOf("DTSTART;VALUE=DATE:20260329|DTEND;VALUE=DATE:20260330"), "28 23:00-29 22:00"},
		{"a floating time is the owner's", diaryOf("DTSTART:20260324T090000|DTEND:20260324T100000"), "24 08:00-24 09:00"},
		{"a named zone", diaryOf("DTSTART;TZID=America/New_York:20260324T090000|DURATION:PT1H"), "24 13:00-24 14:00"},
		{"a Windows zone", diaryOf("DTSTART;TZID=W. Europe Standard Time:20260324T090000|DURATION:PT1H"), "24 08:00-24 09:00"},
		{
			"a weekly one keeps its wall clock over the change", diaryOf("DTSTART;TZID=Europe/Berlin:20260105T090000|DURATION:PT1H|RRULE:FREQ=WEEKLY;BYDAY=MO"),
			"23 08:00-23 09:00, 30 07:00-30 08:00",
		},
		{"every other week, begun long ago", diaryOf("DTSTART:20200106T090000Z|DURATION:PT1H|RRULE:FREQ=WEEKLY;INTERVAL=2"), "23 09:00-23 10:00"},
		{"a count", diaryOf("DTSTART:20260322T090000Z|DURATION:PT1H|RRULE:FREQ=DAILY;COUNT=3"), "23 09:00-23 10:00, 24 09:00-24 10:00"},
		{"until an instant", diaryOf("DTSTART:20260323T090000Z|DURATION:PT1H|RRULE:FREQ=DAILY;UNTIL=20260324T090000Z"), "23 09:00-23 10:00, 24 09:00-24 10:00"},
		{
			"until an instant, in a zone", diaryOf("DTSTART;TZID=America/New_York:20260323T200000|DURATION:PT1H|RRULE:FREQ=DAILY;UNTIL=20260325T000000Z"),
			"24 00:00-24 01:00, 25 00:00-25 01:00",
		},
		{"until a day", diaryOf("DTSTART:20260323T090000Z|DURATION:PT1H|RRULE:FREQ=DAILY;UNTIL=20260324"), "23 09:00-23 10:00, 24 09:00-24 10:00"},
		{
			"an exception", diaryOf("DTSTART;TZID=Europe/Berlin:20260323T090000|DURATION:PT1H|RRULE:FREQ=DAILY;COUNT=3|EXDATE;TZID=Europe/Berlin:20260324T090000"),
			"23 08:00-23 09:00, 25 08:00-25 09:00",
		},
		{
			"one that was moved", diaryOf("UID:w|DTSTART:20260323T090000Z|DURATION:PT1H|RRULE:FREQ=DAILY;COUNT=2",
				"UID:w|RECURRENCE-ID:20260324T090000Z|DTSTART:20260324T150000Z|DURATION:PT1H"),
			"23 09:00-23 10:00, 24 15:00-24 16:00",
		},
		{
			"one that was called off", diaryOf("UID:w|DTSTART:20260323T090000Z|DURATION:PT1H|RRULE:FREQ=DAILY;COUNT=2",
				"UID:w|RECURRENCE-ID:20260324T090000Z|DTSTART:20260324T090000Z|DURATION:PT1H|STATUS:CANCELLED"),
			"23 09:00-23 10:00",
		},
		{"further dates", diaryOf("DTSTART:20260323T090000Z|DURATION:PT1H|RDATE:20260325T090000Z,20260326T090000Z/PT1H"), "23 09:00-23 10:00, 25 09:00-25 10:00, 26 09:00-26 10:00"},
		{"what touches is one", diaryOf(meet, "DTSTART:20260324T100000Z|DURATION:PT1H"), "24 09:00-24 11:00"},
		{"what began before is cut", diaryOf("DTSTART:20260320T090000Z|DTEND:20260323T010000Z"), "23 00:00-23 01:00"},
		{"a rule that is not understood keeps its time busy", diaryOf("DTSTART:20260404T220000Z|DURATION:PT1H|RRULE:FREQ=SOMETIMES"), "4 22:00-6 00:00"},
		{"a rule by the minute keeps its time busy", diaryOf("DTSTART:20260404T220000Z|DURATION:PT1M|RRULE:FREQ=MINUTELY"), "4 22:00-6 00:00"},
		{"a day that does not exist", diaryOf("DTSTART:20260324T090000Z|DURATION:PT1H|RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"), ""},
		{
			"free and busy times", "BEGIN:VCALENDAR\r\nBEGIN:VFREEBUSY\r\nFREEBUSY:20260324T090000Z/20260324T100000Z,20260325T090000Z/PT30M\r\n" +
				"FREEBUSY;FBTYPE=FREE:20260326T090000Z/PT1H\r\nEND:VFREEBUSY\r\nEND:VCALENDAR", "24 09:00-24 10:00, 25 09:00-25 09:30",
		},
		{"an event without a readable start", diaryOf("DTSTART:soon|DURATION:PT1H"), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			spans, err := Busy([]byte(c.ics), from, to, berlin)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, s := range spans {
				got = append(got, s.From.Format("2 15:04")+"-"+s.To.Format("2 15:04"))
			}
			if s := strings.Join(got, ", "); s != c.want {
				t.Errorf("busy %q, want %q", s, c.want)
			}
		})
	}
	for _, c := range []struct {
		name string
		ics  string
		want error
	}{
		{"no calendar", "hello", ErrUnreadable},
		{"nothing", "", ErrUnreadable},
		{"too many events", strings.Repeat("BEGIN:VEVENT\nEND:VEVENT\n", maxBusyComponents+1), ErrTooLarge},
		{"too many bytes", strings.Repeat("x", maxBusyBytes+1), ErrTooLarge},
		{"too many rules without a day", diaryOf(strings.Split(strings.Repeat("DTSTART:20260324T090000Z|DURATION:PT1H|RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\n", maxBarren+2), "\n")...), ErrTooLarge},
	} {
		if _, err := Busy([]byte(c.ics), from, to, berlin); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
}

func FuzzBusy(f *testing.F) {
	f.Add(diaryOf("UID:w|DTSTART;TZID=Europe/Berlin:20260323T090000|DURATION:PT1H|RRULE:FREQ=MONTHLY;BYDAY=-1FR;BYSETPOS=1;WKST=SU|EXDATE:20260324"))
	f.Add(diaryOf("UID:w|RECURRENCE-ID:20260324T090000Z|DTSTART;VALUE=DATE:20260324|RDATE:20260325T090000Z/PT1H"))
	f.Add("BEGIN:VCALENDAR\r\nBEGIN:VFREEBUSY\r\nFREEBUSY:20260324T090000Z/20260324T100000Z,20260325T090000Z/PT30M\r\nEND:VFREEBUSY")
	from, to := time.Date(2026, 3, 23, 0, 0, 0, 0, time.UTC), time.Date(2026, 4, 23, 0, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, s string) {
		start := time.Now()
		spans, err := Busy([]byte(s), from, to, time.UTC)
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("took %v", took)
		}
		if err != nil {
			return
		}
		last := from
		for i, b := range spans {
			if !b.From.Before(b.To) || b.From.Before(last) || i > 0 && b.From.Equal(last) || b.To.After(to) {
				t.Errorf("span %d of %v", i, spans)
			}
			last = b.To
		}
	})
}
