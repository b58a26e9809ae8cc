package followup

import "time"

// NoteKind is the kind of a letter of ours.
type NoteKind string

// The kinds of note (domain.md section 5). They are the names of the templates too.
const (
	ThankYou          NoteKind = "thank-you"
	RejectionResponse NoteKind = "rejection-response"
	Nudge             NoteKind = "nudge"
	GracefulClose     NoteKind = "graceful-close"
	StayInTouch       NoteKind = "stay-in-touch"
	CheckIn           NoteKind = "check-in" // after "on hold"
	ScheduleAccept    NoteKind = "schedule-accept"
	ScheduleProposal  NoteKind = "schedule-proposal"
	RescheduleRequest NoteKind = "reschedule-request"
	RescheduleAnswer  NoteKind = "reschedule-answer"
	CancelAnswer      NoteKind = "cancel-answer"
	Withdrawal        NoteKind = "withdrawal"
	DeadlineNote      NoteKind = "deadline-note" // another employer's offer has a date
	ExtensionRequest  NoteKind = "extension-request"
	OfferThanks       NoteKind = "offer-thanks"
	RecruiterAnswer   NoteKind = "recruiter-answer"
	Answer            NoteKind = "answer" // to a question: a skeleton that is never approved unedited
)

// NoteKinds lists all kinds.
var NoteKinds = []NoteKind{
	ThankYou, RejectionResponse, Nudge, GracefulClose, StayInTouch, CheckIn, ScheduleAccept, ScheduleProposal, RescheduleRequest,
	RescheduleAnswer, CancelAnswer, Withdrawal, DeadlineNote, ExtensionRequest, OfferThanks, RecruiterAnswer, Answer,
}

// Class says what a letter wants; sending hours, rates and guards differ by it.
type Class string

// The classes of letter.
const (
	Courtesy   Class = "courtesy"   // it expects no answer
	Asking     Class = "asking"     // it wants an answer that nobody asked for
	Scheduling Class = "scheduling" // it answers what they asked, or settles a time
)

// Class returns the class of a kind.
func (k NoteKind) Class() Class {
	switch k {
	case Nudge, GracefulClose, StayInTouch, DeadlineNote, CheckIn:
		return Asking
	case ScheduleAccept, ScheduleProposal, RescheduleRequest, RescheduleAnswer, Answer:
		return Scheduling
	}
	return Courtesy
}

// The variants of a letter (Note.Variant). A stay-in-touch has "1" and "2".
const (
	VariantRecovery      = "recovery"       // thank-you: an answer is completed
	VariantNotInterested = "not-interested" // thank-you: the user does not like the place
	VariantPassOn        = "pass-on"        // thank-you: to who arranged it, to be passed on
	VariantFeedback      = "feedback"       // rejection-response: asks for feedback, on the user's wish only
	VariantTheyMissed    = "they missed"    // reschedule-request: nobody came
	VariantYes           = "yes"            // recruiter-answer
	VariantNo            = "no"
	VariantLater         = "later"
)

// Overrule is a finding that the user overruled, with her reason.
type Overrule struct {
	Code   string `json:"code"` // Finding.Code
	Reason string `json:"reason"`
}

// Tone is how a note speaks.
type Tone string

// The tones.
const (
	Warm   Tone = "warm"
	Formal Tone = "formal"
	Brief  Tone = "brief"
)

// NoteStatus is where a note stands.
type NoteStatus string

// The statuses of a note (the columns of the second table in the package documentation).
const (
	Proposed  NoteStatus = "proposed"
	Approved  NoteStatus = "approved"
	Claimed   NoteStatus = "claimed"
	Unsure    NoteStatus = "unsure"
	Failed    NoteStatus = "failed"
	Sent      NoteStatus = "sent"
	Withdrawn NoteStatus = "withdrawn"
	Dismissed NoteStatus = "dismissed"
)

// Open reports whether the note may still leave: proposed, approved, claimed, unsure or failed.
func (s NoteStatus) Open() bool {
	return s == Proposed || s == Approved || s == Claimed || s == Unsure || s == Failed
}

// Phase is how far a submission went. The phase is recorded before the step is taken.
type Phase string

// The phases of an attempt (reliability.md 2).
const (
	PhaseClaimed  Phase = "claimed"   // written before dialing
	PhaseData     Phase = "data_open" // before DATA
	PhaseDot      Phase = "dot"       // before the final dot: from here on nobody but the server knows
	PhaseAccepted Phase = "accepted"
)

// OutcomeKind is how one submission ended.
type OutcomeKind string

// The outcomes of a submission.
const (
	OutcomeAccepted OutcomeKind = "accepted" // 2xx after the dot
	OutcomeDeferred OutcomeKind = "deferred" // 4xx, or failed before the dot: may be tried again
	OutcomeRefused  OutcomeKind = "refused"  // 5xx
	OutcomeLost     OutcomeKind = "lost"     // after the dot and no answer: nobody knows
	OutcomeStopped  OutcomeKind = "stopped"  // the phase could not be recorded, or the kill switch: nothing left
)

// Attempt is one submission try.
type Attempt struct {
	Began   time.Time   `json:"began"`
	Phase   Phase       `json:"phase"`
	Ended   time.Time   `json:"ended,omitzero"`
	Outcome OutcomeKind `json:"outcome,omitempty"`
	Code    int         `json:"code,omitempty"`  // the server's reply code, 0 for none
	Reply   string      `json:"reply,omitempty"` // the server's words, or the error, one line
}

// Hold is a reason why an approved note may not be claimed now. It ends with its reason, except HoldRestored and
// HoldClock, which ask; HoldAhead does both.
type Hold string

// The holds.
const (
	NoHold           Hold = ""
	HoldUnreconciled Hold = "the mailbox was not read in the last minute"
	HoldStopped      Hold = "sending is paused"
	HoldWindow       Hold = "outside the sending hours"
	HoldRate         Hold = "too close to another letter"
	HoldDoubt        Hold = "a mail that may concern this application waits for your answer"
	HoldRestored     Hold = "the store was restored from a backup"
	HoldClock        Hold = "the clock of this machine looks wrong"
	HoldAhead        Hold = "the clock of this machine jumped ahead, and no mail confirms it yet"
	HoldDisk         Hold = "the disk is full"
	HoldAccount      Hold = "its mailbox is not in the configuration any more"
)

// Note is a letter of ours. Everything a person reads before saying yes is in From, To, Subject and Text; Fingerprint
// binds exactly these.
type Note struct {
	ID          string     `json:"id"`
	Kind        NoteKind   `json:"kind"`
	Round       string     `json:"round,omitempty"`     // Round.ID
	Interview   string     `json:"interview,omitempty"` // ThankYou: UID of the interview, or its start in RFC 3339
	Person      string     `json:"person"`              // Person.Key
	Ordinal     int        `json:"ordinal"`             // counts ended notes of that kind, round and person before this one
	Status      NoteStatus `json:"status"`
	Why         Reason     `json:"why"` // why now
	Proposed    time.Time  `json:"proposed"`
	NotBefore   time.Time  `json:"not_before,omitzero"`
	Expires     time.Time  `json:"expires,omitzero"`
	Account     string     `json:"account,omitempty"`
	From        Address    `json:"from"` // the address they wrote to
	To          Address    `json:"to"`
	Subject     string     `json:"subject"`
	Text        string     `json:"text"`
	Tone        Tone       `json:"tone,omitempty"`
	Language    string     `json:"language,omitempty"`
	Edited      bool       `json:"edited,omitempty"`
	Answers     string     `json:"answers,omitempty"`    // Message-ID it replies to; empty: a new subject
	References  []string   `json:"references,omitempty"` // RFC 5322 3.6.4
	Fingerprint string     `json:"fingerprint,omitempty"`
	NewMail     bool       `json:"new_mail,omitempty"` // they wrote since it was drafted
	Back        Reason     `json:"back,omitempty"`     // why an earlier yes does not count any more
	Snoozed     time.Time  `json:"snoozed,omitzero"`
	Belated     bool       `json:"belated,omitempty"` // ThankYou: the belated text is used

	Variant   string      `json:"variant,omitempty"`
	Country   string      `json:"country,omitempty"` // of the recipient, as far as it is known
	Form      Form        `json:"form,omitempty"`
	Quote     string      `json:"quote,omitempty"`     // their words that moved the clock, shown on the draft
	Overruled []Overrule  `json:"overruled,omitempty"` // findings that the user overruled for this fingerprint
	Slots     []Interview `json:"slots,omitempty"`     // the times it proposes, or the one it accepts
	Offer     string      `json:"offer,omitempty"`     // DeadlineNote, Withdrawal: Application.ID of the offer it was drafted for, never its name
	Task      string      `json:"task,omitempty"`      // Task.ID that it answers
	WhyNow    string      `json:"why_now,omitempty"`   // StayInTouch: the user's own reason to write
	Words     string      `json:"words,omitempty"`     // what the user wants said in it

	Approved    time.Time `json:"approved,omitzero"`
	ApprovedBy  string    `json:"approved_by,omitempty"`  // "cli", "page", "demo"
	ApprovedFor string    `json:"approved_for,omitempty"` // the fingerprint that was approved
	SendAt      time.Time `json:"send_at,omitzero"`
	MessageID   string    `json:"message_id,omitempty"` // fixed at approval, without brackets
	Bytes       string    `json:"bytes,omitempty"`      // SHA-256 of the rendered letter, hex
	AnyHour     bool      `json:"any_hour,omitempty"`   // the user chose to leave the send window aside
	Hold        Hold      `json:"hold,omitempty"`
	Attempts    []Attempt `json:"attempts,omitempty"`
	Sent        time.Time `json:"sent,omitzero"`
	Filed       string    `json:"filed,omitempty"` // the folder that holds its copy, or "local" when none could be kept
	Bounced     bool      `json:"bounced,omitempty"`
	Ended       time.Time `json:"ended,omitzero"`
	EndedWhy    Reason    `json:"ended_why,omitempty"`
}
