package followup

import (
	"strings"
	"time"
)

// Stage is where a candidacy stands. Finer labels (acknowledged, on hold, gone quiet, overdue) are computed from stored
// facts and the time, never stored.
type Stage string

// The stages (the columns of the first table in the package documentation).
const (
	StageNew         Stage = ""
	StageApplied     Stage = "applied"
	StageInvited     Stage = "invited"
	StageScheduled   Stage = "scheduled"
	StageInterviewed Stage = "interviewed"
	StageOffered     Stage = "offered"
	StageClosed      Stage = "closed"
)

// Outcome is how a closed candidacy ended.
type Outcome string

// The outcomes. NoAnswer is set in the user's own words only.
const (
	OutcomeOpen      Outcome = ""
	OutcomeRejected  Outcome = "rejected"
	OutcomeTaken     Outcome = "accepted"
	OutcomeDeclined  Outcome = "declined"
	OutcomeWithdrawn Outcome = "withdrawn"
	OutcomeRescinded Outcome = "rescinded"
	OutcomeNoAnswer  Outcome = "no answer"
)

// Turn says whose move it is.
type Turn string

// The turns.
const (
	TurnTheirs Turn = "theirs"
	TurnOurs   Turn = "ours"
)

// Doubt is a signal that waits for the user's answer. While one may concern an application, nothing fires, is approved
// or is claimed there.
type Doubt struct {
	Key    string    `json:"key"` // Mail.Key of the signal
	Signal Signal    `json:"signal"`
	Why    Reason    `json:"why"`
	Since  time.Time `json:"since"`
}

// Application is one candidacy: one employer, one role, perhaps a requisition. It is the aggregate: rounds, people,
// promises and notes live in it, and applying a step is one Put of it.
type Application struct {
	ID           string    `json:"id"`
	Account      string    `json:"account,omitempty"`
	Employer     string    `json:"employer,omitempty"`
	Role         string    `json:"role,omitempty"`
	Requisition  string    `json:"requisition,omitempty"`
	Agency       string    `json:"agency,omitempty"`
	Domains      []string  `json:"domains,omitempty"`  // the employer's own; never an ATS's
	Names        []string  `json:"names,omitempty"`    // other spellings of the employer's name in its mails, at most 6
	Subjects     []string  `json:"subjects,omitempty"` // of its mails, as subjectKey has them, newest last, at most 12
	Stage        Stage     `json:"stage,omitempty"`
	Outcome      Outcome   `json:"outcome,omitempty"`
	ClosedByUser bool      `json:"closed_by_user,omitempty"`
	Closed       time.Time `json:"closed,omitzero"`
	Turn         Turn      `json:"turn,omitempty"`
	TurnSince    time.Time `json:"turn_since,omitzero"`
	Opened       time.Time `json:"opened,omitzero"`
	Last         time.Time `json:"last,omitzero"` // message time of the newest event applied
	Rounds       []Round   `json:"rounds,omitempty"`
	People       []Person  `json:"people,omitempty"`
	Promises     []Promise `json:"promises,omitempty"`
	Notes        []Note    `json:"notes,omitempty"`
	Doubts       []Doubt   `json:"doubts,omitempty"`
	Deadline     time.Time `json:"deadline,omitzero"` // the user's own: an assessment, an answer, an offer
	DeadlineFor  string    `json:"deadline_for,omitempty"`
	Written      bool      `json:"written,omitempty"` // the offer is in writing
	AwayUntil    time.Time `json:"away_until,omitzero"`
	OnHold       time.Time `json:"on_hold,omitzero"`
	NoContact    bool      `json:"no_contact,omitempty"` // they asked not to be written to
	Liked        bool      `json:"liked,omitempty"`      // the user likes the place
	LastIn       Mail      `json:"last_in,omitzero"`     // the newest mail of theirs
	LastHuman    Mail      `json:"last_human,omitzero"`  // the newest that a person wrote
	LastOut      Mail      `json:"last_out,omitzero"`    // the newest of ours
	Threads      []string  `json:"threads,omitempty"`    // Message-IDs known to belong here, newest last, at most 200
	Before       bool      `json:"before,omitempty"`     // its facts are from before followup began: told, not acted on
	Began        time.Time `json:"began,omitzero"`       // Before: when followup first read of it

	From          Address   `json:"from,omitzero"`      // by hand: the user's own address for letters, where no mail says it
	Country       string    `json:"country,omitempty"`  // by hand: ISO 3166-1 alpha-2, or with a region "DE-BY"
	Zone          string    `json:"zone,omitempty"`     // by hand: IANA name
	Language      string    `json:"language,omitempty"` // ISO 639-1: of their newest mail, or by hand
	Form          Form      `json:"form,omitempty"`     // how they address the user
	Sector        string    `json:"sector,omitempty"`   // by hand: a key of Policy.Sector
	Offer         *Terms    `json:"offer,omitempty"`
	Tasks         []Task    `json:"tasks,omitempty"`
	Remarks       []Remark  `json:"remarks,omitempty"`
	Acts          []Act     `json:"acts,omitempty"` // the newest acts of the user by hand, at most actsKept, newest last
	Archived      time.Time `json:"archived,omitzero"`
	Lead          bool      `json:"lead,omitempty"`           // a recruiter wrote first
	Reached       time.Time `json:"reached,omitzero"`         // Lead: when
	HoldUntil     time.Time `json:"hold_until,omitzero"`      // on hold: the date they named, if any
	ContactAfter  time.Time `json:"contact_after,omitzero"`   // NoContact: from here on one letter, by hand only
	Cold          bool      `json:"cold,omitempty"`           // the rejection was form mail: nobody wrote
	WantsFeedback bool      `json:"wants_feedback,omitempty"` // the user asks for feedback in her answer to a rejection
	QuietUntil    time.Time `json:"quiet_until,omitzero"`     // the user wants to hear nothing of it until then
	StayUntil     time.Time `json:"stay_until,omitzero"`      // stay in touch until then; zero: as Policy.StayDays
	Left          string    `json:"left,omitempty"`           // "merged into ID"
	Answered      Mail      `json:"answered,omitzero"`        // the newest own mail that answered a task
}

// Round returns the round with that id and whether it exists.
func (a *Application) Round(id string) (*Round, bool) {
	for i := range a.Rounds {
		if a.Rounds[i].ID == id {
			return &a.Rounds[i], true
		}
	}
	return nil, false
}

// Note returns the note with that id and whether it exists.
func (a *Application) Note(id string) (*Note, bool) {
	for i := range a.Notes {
		if a.Notes[i].ID == id {
			return &a.Notes[i], true
		}
	}
	return nil, false
}

func lower(s string) string { return strings.ToLower(strings.TrimSpace(s)) }
