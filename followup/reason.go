package followup

// A Reason says in one lower-case sentence why a decision was taken. It is shown as it stands by the command line, the
// page and the log, so it never carries mail text beyond the short quote that decided.
type Reason string

// String returns the sentence.
func (r Reason) String() string { return string(r) }
