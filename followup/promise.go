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

// sameDay is how far apart the Date of a mail and its arrival may lie.
const sameDay = 24 * time.Hour

// open reports whether a promise still counts.
func (pr Promise) open() bool { return pr.Standing == "" || pr.Standing == PromiseOpen }

// replaces reports whether a promise takes the place of an older one: a new word about when takes that of every older
// word about when. One that was said before it, and is only told later, takes nobody's place.
func (pr Promise) replaces(old Promise) bool {
	switch pr.Kind {
	case PromiseVague, PromiseNoContact, PromiseUsual:
		return false
	}
	return old.Kind != PromiseNoContact && old.Kind != PromiseUsual && !old.Said.After(pr.Said)
}

// promise returns the promise that moves the clock, or nil. Of several in force it is the one with the later date: asking
// early costs more than asking late (domain.md 1.3).
func (a *Application) promise() *Promise {
	var found *Promise
	for i := range a.Promises {
		pr := &a.Promises[i]
		if !pr.open() || pr.Kind == PromiseVague || pr.Kind == PromiseUsual || pr.Kind == PromiseNoContact {
			continue
		}
		if found == nil || !pr.Deadline.Before(found.Deadline) {
			found = pr
		}
	}
	return found
}

// pastPromise returns the instant from which a promise is past and its slack with it: nobody asks before. It is zero where
// no date was named.
func (p Policy) pastPromise(pr *Promise, w Where) time.Time {
	if pr == nil || pr.Deadline.IsZero() {
		return time.Time{}
	}
	return p.AddBusinessDays(p.PromisedBy(*pr, w), p.SlackFor(*pr, w), w)
}

// PromisedBy returns the day by which an answer is promised: the deadline, or the business day after it where it falls on
// a free day in w. It is zero where no date was named.
func (p Policy) PromisedBy(pr Promise, w Where) time.Time {
	p = p.usable()
	if pr.Deadline.IsZero() || !p.Calendar.Free(pr.Deadline.In(place(w.Zone)), w.Country) {
		return pr.Deadline
	}
	return p.AddBusinessDays(pr.Deadline, 1, w)
}
