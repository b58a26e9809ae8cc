package followup

import "time"

// PromiseKind says what an employer's words about a reply commit them to.
type PromiseKind string

// The kinds of promise (domain.md 1.3).
const (
	PromiseDate       PromiseKind = "date"             // an answer by Deadline
	PromiseVague      PromiseKind = "vague"            // "soon": no deadline
	PromiseIfPositive PromiseKind = "only if positive" // we write only if it goes on
	PromiseSilence    PromiseKind = "silence"          // no word by Deadline means no
	PromiseInvitation PromiseKind = "invitation"       // feel free to ask if you have not heard by Deadline
	PromiseNoContact  PromiseKind = "no contact"       // please do not call or write
	PromiseUsual      PromiseKind = "usual"            // how long it usually takes: a weak upper bound, moves no deadline earlier
)

// PromiseStanding is how a promise turned out.
type PromiseStanding string

// The standings of a promise.
const (
	PromiseOpen   PromiseStanding = "open"
	PromiseKept   PromiseStanding = "kept"
	PromiseMoved  PromiseStanding = "moved"
	PromiseBroken PromiseStanding = "broken"
)

// Promise is a reply date the employer named, in their words.
type Promise struct {
	Kind     PromiseKind     `json:"kind"`
	Said     time.Time       `json:"said"`              // when the words were written
	Deadline time.Time       `json:"deadline,omitzero"` // zero where the words name none
	Quote    string          `json:"quote,omitempty"`   // at most 200 characters of their sentence
	By       Person          `json:"by,omitzero"`       // who said it
	Standing PromiseStanding `json:"standing,omitempty"`
	Ended    time.Time       `json:"ended,omitzero"`   // when Standing was judged
	Source   Source          `json:"source,omitempty"` // FromProse: a mail; FromUser: a debrief, or by hand
	Round    string          `json:"round,omitempty"`  // Round.ID, if it was said in one
	Act      string          `json:"act,omitempty"`    // Event.ID of the act that entered it by hand
}
