package followup

import "time"

// Standing is where one interview stands.
type Standing string

// The standings of an interview. "over" is reached by time alone; "held" and "not held" are the user's word.
const (
	Set       Standing = "set"
	Moved     Standing = "moved" // without a new time yet
	Cancelled Standing = "cancelled"
	Over      Standing = "over"
	Held      Standing = "held"
	NotHeld   Standing = "not held"
)

// Source says where a fact comes from; a calendar's facts win over prose, the user's over both.
type Source string

// The sources of an interview's facts.
const (
	FromProse    Source = "prose"
	FromCalendar Source = "calendar"
	FromUser     Source = "user"
)

// Interview is one meeting. Start and End are instants; Zone is the IANA name of the zone it was set in, or empty if
// unknown. Floating is true where a start was given without a zone: then Start holds the wall time as if it were UTC.
// It is announced as a time where they are, and over by itself only once it is over in every zone of the world.
type Interview struct {
	UID          string    `json:"uid,omitempty"`           // RFC 5545 3.8.4.7, or empty for prose
	RecurrenceID string    `json:"recurrence_id,omitempty"` // RFC 5545 3.8.4.4
	Sequence     int       `json:"sequence,omitempty"`      // RFC 5545 3.8.7.4
	Stamp        time.Time `json:"stamp,omitzero"`          // DTSTAMP
	Start        time.Time `json:"start,omitzero"`
	End          time.Time `json:"end,omitzero"`
	Zone         string    `json:"zone,omitempty"`
	Floating     bool      `json:"floating,omitempty"`
	Estimated    bool      `json:"estimated,omitempty"` // End was not stated: a default length was taken
	Place        string    `json:"place,omitempty"`
	Title        string    `json:"title,omitempty"`
	People       []Person  `json:"people,omitempty"`
	Source       Source    `json:"source,omitempty"`
	Standing     Standing  `json:"standing,omitempty"`
	From         string    `json:"from,omitempty"`        // Message-ID of the mail that last set it
	CancelledAt  time.Time `json:"cancelled_at,omitzero"` // a cancel was read: it counts after Policy.CancelSettle
	ReplacedBy   time.Time `json:"replaced_by,omitzero"`  // the start of the interview that took its place
	NoThanks     bool      `json:"no_thanks,omitempty"`   // one-way video, assessment: nobody to thank
	Confirmed    bool      `json:"confirmed,omitempty"`   // they said yes in prose to a time that was only proposed
	NoShow       NoShow    `json:"no_show,omitempty"`     // NotHeld: why
	Debrief      *Debrief  `json:"debrief,omitempty"`
	Act          string    `json:"act,omitempty"` // Event.ID of the act that entered it by hand
}

// Name is how a note and the user name an interview: its UID, else its start in UTC (RFC 3339).
func (iv Interview) Name() string { return interviewName(iv) }

// called reports whether a name means this interview: its UID, or its start, which is how one is named before a calendar
// tells its UID.
func (iv Interview) called(name string) bool {
	return name != "" && (iv.UID == name || iv.Start.UTC().Format(time.RFC3339) == name)
}

// NoShow says why an interview was not held.
type NoShow string

// The reasons.
const (
	NoShowUnknown   NoShow = ""
	NoShowThey      NoShow = "they" // nobody came
	NoShowMe        NoShow = "me"   // the user did not go
	NoShowCancelled NoShow = "cancelled"
	NoShowMoved     NoShow = "moved"
)

// RoundKind is the kind of a round; it scales the patience after it.
type RoundKind string

// The kinds of round.
const (
	RoundUnknown   RoundKind = ""
	RoundScreen    RoundKind = "screen"
	RoundManager   RoundKind = "hiring manager"
	RoundTechnical RoundKind = "technical"
	RoundOnsite    RoundKind = "onsite"
	RoundFinal     RoundKind = "final"
	RoundVideo     RoundKind = "one-way video"
	RoundInformal  RoundKind = "informal"
	RoundPanel     RoundKind = "panel"
	RoundCase      RoundKind = "case"
	RoundTrial     RoundKind = "trial day"
	RoundCall      RoundKind = "call"
)

// Round is one interview stage with one or more interviews. ID is stable whatever order the mails are read in: it
// comes from the mail (or the user's act) that opened the round.
type Round struct {
	ID         string      `json:"id"`
	Kind       RoundKind   `json:"kind,omitempty"`
	Opened     time.Time   `json:"opened,omitzero"`
	Interviews []Interview `json:"interviews,omitempty"`
	Thanked    []string    `json:"thanked,omitempty"` // keys of the people whom the user thanked herself
	Done       bool        `json:"done,omitempty"`    // its end was acted on: thank-yous are proposed, or it was too late
	Hand       bool        `json:"hand,omitempty"`    // opened by the user
	Mended     time.Time   `json:"mended,omitzero"`   // a letter about a moved or cancelled interview was drafted, or could not be: once
	Closed     time.Time   `json:"closed,omitzero"`   // the graceful close was sent or declined: nothing more in this round
}
