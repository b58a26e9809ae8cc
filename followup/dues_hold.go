package followup

import "time"

// duesOfHold tells when a check-in after "on hold" is due, and when their silence means no.
func (p Policy) duesOfHold(*Application, func(Due)) {} // not built yet (W1)

// fireCheckIn does what the due asks for, and ends it.
func (s *step) fireCheckIn(d Due) Reason { return d.Why + ": not built yet (W1)" }

// wantCheckIn drafts a check-in on request.
func wantCheckIn(*step) Reason { return "not built yet (W1)" }

// wantNudge drafts a question on request.
func wantNudge(*step) Reason { return "not built yet (W1)" }

// misfitCheckIn says why such a letter has no place.
func misfitCheckIn(Policy, *Application, Note, time.Time) Reason { return "not built yet (W1)" }
