package followup

import "time"

// Address is a mail address as read: Addr is "local@domain" with the domain in lower-case ASCII (punycode), Name the
// display name in one clean line. Names come from strangers and decide nothing.
type Address struct {
	Name string `json:"name,omitempty"`
	Addr string `json:"addr"`
}

// Part is what a person does in a candidacy.
type Part string

// The parts a person can have.
const (
	PartUnknown       Part = ""
	PartRecruiter     Part = "recruiter"
	PartCoordinator   Part = "coordinator"
	PartHiringManager Part = "hiring manager"
	PartInterviewer   Part = "interviewer"
	PartAgency        Part = "agency"
	PartReferee       Part = "referee"
	PartOther         Part = "other" // reception, tour, lunch
)

// Form is the form of address of a language that has two: du and Sie, tu and vous.
type Form string

// The forms of address.
const (
	FormUnknown  Form = ""
	FormFamiliar Form = "familiar" // du, tu, je
	FormPolite   Form = "polite"   // Sie, vous, usted, u, Lei
)

// Person is someone met or to be met. Addr may be empty: a name without an address is a person all the same.
type Person struct {
	Name      string    `json:"name,omitempty"`
	Addr      string    `json:"addr,omitempty"`
	Title     string    `json:"title,omitempty"`
	Part      Part      `json:"part,omitempty"`
	Known     string    `json:"known,omitempty"`     // how we know: "calendar", "sender", "signature", "prose", "user"
	Wrote     time.Time `json:"wrote,omitzero"`      // when this person last wrote to the user as a human
	Relay     bool      `json:"relay,omitempty"`     // a token address of a tracking system: usable only inside its thread
	Robot     bool      `json:"robot,omitempty"`     // nobody reads it: never written to
	Dead      bool      `json:"dead,omitempty"`      // it bounced
	Suspect   bool      `json:"suspect,omitempty"`   // it comes from a mail whose sender failed a check: a letter to it says so
	Confirmed bool      `json:"confirmed,omitempty"` // the user said so
	Form      Form      `json:"form,omitempty"`      // how to address this person
	Met       []string  `json:"met,omitempty"`       // Round.IDs in which the user met this person
	Spelt     []string  `json:"spelt,omitempty"`     // the names as their mails write them: what lint holds a draft to
	Away      time.Time `json:"away,omitzero"`       // this person's own absence ends
	Act       string    `json:"act,omitempty"`       // Event.ID of the act that entered it by hand
}

// Key identifies a person inside one application: the address, else the name in lower case.
func (p Person) Key() string {
	if p.Addr != "" {
		return lower(p.Addr)
	}
	return "name:" + lower(p.Name)
}

// Reachable reports whether a letter to this person can arrive and be read.
func (p Person) Reachable() bool { return p.Addr != "" && !p.Robot && !p.Dead }
