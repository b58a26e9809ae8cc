package followup

// Pace is how long silence is borne, and how often it is asked about.
type Pace string

// The paces (domain.md 1.2).
const (
	PaceLight   Pace = "light"
	PaceDefault Pace = "default"
	PacePatient Pace = "patient"
	PaceEager   Pace = "eager"
)

// Paces lists all paces.
var Paces = []Pace{PaceLight, PaceDefault, PacePatient, PaceEager}

// At returns the policy at a pace: light asks once; patient waits 10 business days and adds at least 5 to a date that was
// promised; eager waits 5. None asks more than twice.
func (p Policy) At(pace Pace) Policy {
	d := DefaultPolicy(p.Zone)
	p.NudgeDays, p.NudgeAgainDays, p.NudgeMax, p.SlackMin = d.NudgeDays, d.NudgeAgainDays, d.NudgeMax, d.SlackMin
	switch pace {
	case PaceLight:
		p.NudgeMax = 1
	case PacePatient:
		p.NudgeDays, p.NudgeAgainDays, p.SlackMin = 10, 10, 5
	case PaceEager:
		p.NudgeDays, p.NudgeAgainDays = 5, 5
	}
	return p
}
