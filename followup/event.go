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
)

// The events of a note (the rows of the second table).
const (
	EventComposed  EventKind = "composed" // its words were written from a template
	EventEdit      EventKind = "edit"
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

	Reconciled time.Time `json:"reconciled,omitzero"` // EventTick: when the last complete reconcile of INBOX and Sent ended
}

// Gate is what the outbox knows at the moment of a claim (reliability.md 2, rule 3). Step decides from it alone.
type Gate struct {
	Reconciled    time.Time `json:"reconciled,omitzero"`  // end of the last complete reconcile of INBOX and Sent
	InSent        string    `json:"in_sent,omitempty"`    // folder where the note's Message-ID already lies
	NoAccount     bool      `json:"no_account,omitempty"` // the account that it would leave from is not configured
	Stopped       bool      `json:"stopped,omitempty"`    // kill switch
	DiskFull      bool      `json:"disk_full,omitempty"`
	ClockWrong    bool      `json:"clock_wrong,omitempty"`
	Restored      bool      `json:"restored,omitempty"`      // the store came from a backup and nobody lifted that yet
	LastSent      time.Time `json:"last_sent,omitzero"`      // any note
	SentToday     int       `json:"sent_today,omitempty"`    // in the last 24 h
	LastEmployer  time.Time `json:"last_employer,omitzero"`  // last note to the same employer
	LastRecipient time.Time `json:"last_recipient,omitzero"` // last outgoing message to the same person, ours or the user's own
	LastAsking    time.Time `json:"last_asking,omitzero"`    // last nudge or stay-in-touch to the same person
	DomainMonth   int       `json:"domain_month,omitempty"`  // notes to the employer's domain in 30 days, thank-yous not counted
	DeadAddress   bool      `json:"dead_address,omitempty"`  // the address bounced, in any application
}
