package followup

import "time"

// AlertKind is what a notification is about.
type AlertKind string

// The kinds of alert.
const (
	AlertLetter    AlertKind = "letter"    // one waits for a yes
	AlertDoubt     AlertKind = "doubt"     // a mail waits for an answer
	AlertInterview AlertKind = "interview" // one comes near
	AlertDeadline  AlertKind = "deadline"  // an assessment or an offer runs out
	AlertWatching  AlertKind = "watching"  // a mailbox is not watched
)

// Alert is one notification. Words carry the employer's name and what it is about, never mail text and no address.
type Alert struct {
	Key   string    `json:"key"` // each is told once
	Kind  AlertKind `json:"kind"`
	Words string    `json:"words"`
	At    time.Time `json:"at"`
	App   string    `json:"app,omitempty"`
}

// Alerts returns what is to be told about an application at now, soonest first.
func (p Policy) Alerts(app Application, now time.Time) []Alert { return nil } // not built yet (W6)
