package followup

// duesOfDebrief tells when an interview asks for a debrief, and when a thank-you should have left.
func (p Policy) duesOfDebrief(*Application, func(Due)) {} // not built yet (W2)
