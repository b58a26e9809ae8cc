package followup

import "time"

// Slots returns n times to propose for an interview, on at least two days, in business hours both of the user and of
// them, an hour apart from what is busy and not before the next business day.
func (p Policy) Slots(app Application, busy []Span, now time.Time, n int) []Interview { return nil } // not built yet (W4)
