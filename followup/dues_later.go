package followup

// duesLater tells when a graceful close or a letter to stay in touch is due.
func (p Policy) duesLater(*Application, func(Due)) {} // not built yet (W3)

// fireClose does what the due asks for, and ends it.
func (s *step) fireClose(d Due) Reason { return d.Why + ": not built yet (W3)" }

// fireStay does what the due asks for, and ends it.
func (s *step) fireStay(d Due) Reason { return d.Why + ": not built yet (W3)" }
