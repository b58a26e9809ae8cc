package followup

// Violation is a letter that left against one of the guards.
type Violation struct {
	Guard int // 1 to 17, as domain.md 1.7 counts them
	Note  string
	Words string
}

// Violations reads whole journals and tells which letters left against a guard. It is written from domain.md 1.7 alone and
// shares no code with the guards.
func Violations(p Policy, journals map[string][]Event, apps []Application) []Violation { return nil } // not built yet (W6)
