package followup

import "time"

// EventKind is something that happened: a mail was read, a person decided, time passed, a submission moved on.
type EventKind string

// The events of an application (the rows of the first table).
const (
	EventApplied   EventKind = "applied"
	EventInvited   EventKind = "invited"
	EventScheduled EventKind = "scheduled"
	EventMoved     EventKind = "moved"
	EventCancelled EventKind = "cancelled"
	EventRejected  EventKind = "rejected"
	EventOffered   EventKind = "offered"
	EventRescinded EventKind = "rescinded"
	EventPromised  EventKind = "promised"
	EventAsked     EventKind = "asked"
	EventWrote     EventKind = "wrote"
	EventAway      EventKind = "away"
	EventOwn       EventKind = "own"
	EventDoubted   EventKind = "doubted"  // a signal that must be confirmed first
	EventResolved  EventKind = "resolved" // the user answered a doubt: Signal holds what it is, or nothing for "not job mail"
	EventTick      EventKind = "tick"
	EventHeld      EventKind = "held"     // user
	EventNotHeld   EventKind = "not held" // user
	EventClose     EventKind = "close"    // user
	EventCorrect   EventKind = "correct"  // user: an earlier signal is something else, or belongs elsewhere

	EventOutreach   EventKind = "outreach"   // a recruiter wrote first
	EventAdded      EventKind = "added"      // user: an application by hand
	EventDescribed  EventKind = "described"  // user: facts about it
	EventArranged   EventKind = "arranged"   // user: an interview by hand
	EventMet        EventKind = "met"        // user: a person by hand
	EventTold       EventKind = "told"       // user: a promise by hand
	EventRemarked   EventKind = "remarked"   // user: a note to herself
	EventDebriefed  EventKind = "debriefed"  // user: how an interview went
	EventAnswered   EventKind = "answered"   // user: what they asked is done, elsewhere
	EventWants      EventKind = "wants"      // user: draft this kind of letter
	EventOfferTold  EventKind = "offer told" // user: what is known of an offer
	EventReopened   EventKind = "reopened"   // user
	EventArchived   EventKind = "archived"   // user
	EventUnarchived EventKind = "unarchived" // user
	EventJoined     EventKind = "joined"     // user: events of another application follow here
	EventParted     EventKind = "parted"     // user: events that came by a merge are gone again
	EventUndone     EventKind = "undone"     // user: an earlier act did not happen
)

// The events of a note (the rows of the second table).
const (
	EventComposed  EventKind = "composed" // its words were written from a template
	EventEdit      EventKind = "edit"
	EventOverrule  EventKind = "overrule" // user: a finding does not count, for a reason
	EventApprove   EventKind = "approve"
	EventUnapprove EventKind = "unapprove"
	EventDismiss   EventKind = "dismiss"
	EventSnooze    EventKind = "snooze"
	EventRetry     EventKind = "retry"
	EventDraft     EventKind = "draft" // user: draft what was only told ("before followup began")
	EventClaim     EventKind = "claim"
	EventPhase     EventKind = "phase"
	EventOutcome   EventKind = "outcome" // Accepted, Deferred, Refused, Lost
	EventRestart   EventKind = "restart" // the daemon started and found it claimed
	EventFound     EventKind = "found"   // its Message-ID was seen in a folder
	EventFiled     EventKind = "filed"   // its copy lies in Sent
	EventBounced   EventKind = "bounced"
	EventResolve   EventKind = "resolve" // user: it left, or it did not
	EventUnhold    EventKind = "unhold"  // user: restored or clock hold is lifted
)

// Event is one thing that happened to an application or to one of its notes. It is journalled as it stands and can be
// replayed: Step with the same event and the same Seen gives the same result.
type Event struct {
	Kind   EventKind `json:"kind"`
	At     time.Time `json:"at"`   // message time for mail, else when it happened: the order of the journal
	Seen   time.Time `json:"seen"` // when it was applied: Step's now
	Signal *Signal   `json:"signal,omitempty"`
	Before bool      `json:"before,omitempty"` // read in the account's first scan: told, not acted on

	Note        string      `json:"note,omitempty"`
	Fingerprint string      `json:"fingerprint,omitempty"`
	To          Address     `json:"to,omitzero"`
	Subject     string      `json:"subject,omitempty"`
	Text        string      `json:"text,omitempty"`
	By          string      `json:"by,omitempty"`
	MessageID   string      `json:"message_id,omitempty"`
	Bytes       string      `json:"bytes,omitempty"`
	AnyHour     bool        `json:"any_hour,omitempty"`
	Gate        *Gate       `json:"gate,omitempty"`
	Phase       Phase       `json:"phase,omitempty"`
	Outcome     OutcomeKind `json:"outcome,omitempty"`
	Code        int         `json:"code,omitempty"`
	Words       string      `json:"words,omitempty"` // a server's reply, a user's reason, a folder
	Left        bool        `json:"left,omitempty"`  // EventResolve: it left
	Until       time.Time   `json:"until,omitzero"`  // EventSnooze
	Interview   string      `json:"interview,omitempty"`
	Close       Outcome     `json:"close,omitempty"`
	Key         string      `json:"key,omitempty"` // EventResolved, EventCorrect: the mail meant

	ID       string      `json:"id,omitempty"`      // acts of the user: what undo names
	Of       string      `json:"of,omitempty"`      // the application in which it was lived, where a merge brought it here
	Undo     string      `json:"undo,omitempty"`    // EventUndone: the ID of the act
	Want     NoteKind    `json:"want,omitempty"`    // EventWants
	Variant  string      `json:"variant,omitempty"` // EventWants: of the letter; EventArranged: the RoundKind
	Account  string      `json:"account,omitempty"` // EventAdded: from which letters leave; To is the user's address there
	Person   *Person     `json:"person,omitempty"`
	Meeting  *Interview  `json:"meeting,omitempty"` // EventArranged
	Debrief  *Debrief    `json:"debrief,omitempty"`
	Promise  *Promise    `json:"promise,omitempty"` // EventTold, EventDebriefed: what NextSteps was heard as
	Offer    *Terms      `json:"offer,omitempty"`
	Task     *Task       `json:"task,omitempty"`
	Details  *Details    `json:"details,omitempty"`
	Slot     *Interview  `json:"slot,omitempty"`     // EventWants, EventAdded: the time that is meant
	Slots    []Interview `json:"slots,omitempty"`    // EventWants: the free times to propose
	OfferOf  string      `json:"offer_of,omitempty"` // EventWants, DeadlineNote: Application.ID of the offer it speaks of
	Held     bool        `json:"held,omitempty"`     // EventDebriefed: it took place
	Remark   string      `json:"remark,omitempty"`
	Overrule []Overrule  `json:"overrule,omitempty"`
	NoShow   NoShow      `json:"no_show,omitempty"` // EventNotHeld

	Reconciled time.Time `json:"reconciled,omitzero"` // EventTick: when the last complete reconcile of INBOX and Sent ended
}

// Details are facts about an application in the user's own words; nil means unchanged.
type Details struct {
	Employer    *string    `json:"employer,omitempty"`
	Role        *string    `json:"role,omitempty"`
	Requisition *string    `json:"requisition,omitempty"`
	Agency      *string    `json:"agency,omitempty"`
	Domain      *string    `json:"domain,omitempty"`
	Country     *string    `json:"country,omitempty"`
	Zone        *string    `json:"zone,omitempty"`
	Language    *string    `json:"language,omitempty"`
	Sector      *string    `json:"sector,omitempty"`
	Form        *Form      `json:"form,omitempty"`
	Liked       *bool      `json:"liked,omitempty"`
	Feedback    *bool      `json:"feedback,omitempty"`
	NoContact   *bool      `json:"no_contact,omitempty"`
	Applied     *time.Time `json:"applied,omitempty"`
	HoldUntil   *time.Time `json:"hold_until,omitempty"`
	QuietUntil  *time.Time `json:"quiet_until,omitempty"`
}

// Sibling is a letter to somebody else of the same employer, in any application. To and Note are empty in a journal.
type Sibling struct {
	To       string  `json:"to,omitempty"`
	Note     string  `json:"note,omitempty"`
	Likeness float64 `json:"likeness"`       // 0 to 1, as Likeness has it
	Left     bool    `json:"left,omitempty"` // it left, or may have, or is approved
}

// OfferFact is what a letter may know of the offer elsewhere that it was drafted for.
type OfferFact struct {
	App          string    `json:"app"`
	Written      bool      `json:"written,omitempty"`
	Deadline     time.Time `json:"deadline,omitzero"`
	SameEmployer bool      `json:"same_employer,omitempty"` // the letter would go to who made it
	Settled      bool      `json:"settled,omitempty"`       // the user accepted it, and has it in writing
}

// Gate is what the engine knows of the world when a letter is composed, approved, claimed and before its last byte
// (reliability.md 2, rule 3). Step decides from it alone. No name and no text of another application stands in it.
type Gate struct {
	Reconciled    time.Time `json:"reconciled,omitzero"`  // end of the last complete reconcile of INBOX and Sent
	InSent        string    `json:"in_sent,omitempty"`    // folder where the note's Message-ID already lies
	NoAccount     bool      `json:"no_account,omitempty"` // the account that it would leave from is not configured
	Stopped       bool      `json:"stopped,omitempty"`    // kill switch
	DiskFull      bool      `json:"disk_full,omitempty"`
	ClockWrong    bool      `json:"clock_wrong,omitempty"`
	ClockAhead    bool      `json:"clock_ahead,omitempty"`   // the clock jumped ahead, and neither a mail nor a person confirmed it
	Restored      bool      `json:"restored,omitempty"`      // the store came from a backup and nobody lifted that yet
	LastSent      time.Time `json:"last_sent,omitzero"`      // any note
	SentToday     int       `json:"sent_today,omitempty"`    // in the last 24 h
	LastEmployer  time.Time `json:"last_employer,omitzero"`  // last note to the same employer
	LastRecipient time.Time `json:"last_recipient,omitzero"` // last outgoing message to the same person, ours or the user's own
	LastAsking    time.Time `json:"last_asking,omitzero"`    // last nudge or stay-in-touch to the same person
	DomainMonth   int       `json:"domain_month,omitempty"`  // notes to the employer's domain in 30 days, thank-yous not counted
	DeadAddress   bool      `json:"dead_address,omitempty"`  // the address bounced, in any application

	SameEmployer []Sibling  `json:"same_employer,omitempty"`
	Offer        *OfferFact `json:"offer,omitempty"` // the one that Note.Offer names
	Live         int        `json:"live,omitempty"`  // other live applications
}
