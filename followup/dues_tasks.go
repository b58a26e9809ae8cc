package followup

// duesOfTasks tells when tasks, invitations, interviews and moves without a date ask for something.
func (p Policy) duesOfTasks(*Application, func(Due)) {} // not built yet (W4)

// fireNoDate does what the due asks for, and ends it.
func (s *step) fireNoDate(d Due) Reason { return d.Why + ": not built yet (W4)" }

// fireAfterCancel does what the due asks for, and ends it.
func (s *step) fireAfterCancel(d Due) Reason { return d.Why + ": not built yet (W4)" }

// fireSubmitted does what the due asks for, and ends it.
func (s *step) fireSubmitted(d Due) Reason { return d.Why + ": not built yet (W4)" }
