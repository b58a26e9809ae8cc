package followup

import "time"

// Span is a stretch of time, half open: From belongs to it, To does not.
type Span struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
}

// Holds reports whether t lies in the span.
func (s Span) Holds(t time.Time) bool { return !t.Before(s.From) && t.Before(s.To) }

// Day is a civil day of one year.
type Day struct {
	Year  int
	Month time.Month
	Day   int
}

// YearDay is a civil day of every year.
type YearDay struct {
	Month time.Month
	Day   int
}

// YearSpan is the same stretch of days in every year, both ends in it; it may run over New Year.
type YearSpan struct{ From, To YearDay }

// Holds reports whether the civil day of t, in t's own location, lies in the span.
func (s YearSpan) Holds(t time.Time) bool {
	after := !before(YearDay{t.Month(), t.Day()}, s.From)
	until := !before(s.To, YearDay{t.Month(), t.Day()})
	if before(s.To, s.From) {
		return after || until
	}
	return after && until
}

func before(a, b YearDay) bool { return a.Month < b.Month || a.Month == b.Month && a.Day < b.Day }
