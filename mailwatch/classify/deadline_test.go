package classify

import (
	"testing"
	"time"
)

// TestDeadlineDay holds that a day by which they want something is the same day where they are and where the user is,
// whatever zone the Date of their mail is written in.
func TestDeadlineDay(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ zone, offset, want string }{
		{"Europe/Berlin", "+0000", "2026-12-06T23:59:00+01:00"},
		{"Asia/Tokyo", "-0800", "2026-12-06T23:59:00+09:00"},
		{"America/Los_Angeles", "+0100", "2026-12-06T23:59:00+01:00"},
		{"Europe/Berlin", "+0100", "2026-12-06T23:59:00+01:00"},
		{"", "-0500", "2026-12-06T23:59:00-05:00"},
	} {
		o := Options{Self: []string{"robin@vale.example"}}
		if c.zone != "" {
			zone, err := time.LoadLocation(c.zone)
			if err != nil {
				t.Fatal(err)
			}
			o.Zone = zone
		}
		r, err := New(o)
		if err != nil {
			t.Fatal(err)
		}
		s := r.Read(parseMail(t, []byte("From: A <a@x.example>\nTo: R <robin@vale.example>\nSubject: Your offer\nDate: Tue, 24 Nov 2026 09:00:00 "+c.offset+
			"\nContent-Type: text/plain\n\nWe are delighted to offer you the position of Data Engineer at X. Please let us have your answer by Sunday 6 December 2026.\n")))
		if got := s.Deadline.Format(time.RFC3339); got != c.want {
			t.Errorf("user in %q, mail of %s: deadline %s, want %s", c.zone, c.offset, got, c.want)
		}
	}
}
