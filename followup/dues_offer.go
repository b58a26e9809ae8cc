package followup

// duesOfOffer tells when an offer runs out, or is to be had in writing.
func (p Policy) duesOfOffer(*Application, func(Due)) {} // not built yet (W4)

// fireInWriting does what the due asks for, and ends it.
func (s *step) fireInWriting(d Due) Reason { return d.Why + ": not built yet (W4)" }
