package followup

import "time"

// SignalKind is what one message means. The values are the words that scan prints.
type SignalKind string

// The kinds of signal, in the order in which they win inside one message (domain.md 1.1).
const (
	Rejection           SignalKind = "rejection"
	Offer               SignalKind = "offer"
	InterviewCancel     SignalKind = "interview_cancel"
	InterviewReschedule SignalKind = "interview_reschedule"
	InterviewConfirm    SignalKind = "interview_confirm"
	InterviewInvite     SignalKind = "interview_invite"
	Assessment          SignalKind = "assessment"
	Update              SignalKind = "update"
	ApplicationAck      SignalKind = "application_ack"
	RecruiterOutreach   SignalKind = "recruiter_outreach"
	Other               SignalKind = "other"
)

// Detail refines a kind where the rules act differently on it.
type Detail string

// The details a signal can carry.
const (
	NoDetail           Detail = ""
	DetailRescinded    Detail = "offer_rescinded"    // Rejection: an offer is withdrawn
	DetailClosed       Detail = "closed_requisition" // Rejection: the position is filled, closed or frozen for good
	DetailVerbal       Detail = "verbal"             // Offer, not in writing yet
	DetailWritten      Detail = "written"            // Offer
	DetailHinted       Detail = "hinted"             // Update that may be a no; never acts
	DetailOnHold       Detail = "on_hold"            // Update
	DetailQuestion     Detail = "question"           // Update or Assessment: something is asked of the user
	DetailAvailability Detail = "availability"       // InterviewInvite: times are asked for
	DetailPortal       Detail = "portal"             // Update: "log in to see your status"
	DetailSubmitted    Detail = "submitted"          // Assessment: receipt of a finished one
	DetailAway         Detail = "away"               // Other: out of office
	DetailBounce       Detail = "bounce"             // Other: delivery status notification
	DetailCalReply     Detail = "calendar_reply"     // Other: somebody accepted or declined an event
	DetailOwn          Detail = "own"                // Other: the user wrote it
	DetailOwnWithdraw  Detail = "own_withdrawal"     // Other: the user wrote that she withdraws, declines or accepts
	DetailOwnAccept    Detail = "own_acceptance"     // Other: the user wrote that she accepts
	DetailOwnDecline   Detail = "own_decline"        // Other: the user wrote that she declines
	DetailOwnCalYes    Detail = "own_calendar_yes"   // Other: the user accepted an event
	DetailOwnCalNo     Detail = "own_calendar_no"    // Other: the user declined an event
	DetailAlert        Detail = "job_alert"          // Other: digest, newsletter
	DetailSurvey       Detail = "survey"             // Other
	DetailCode         Detail = "code"               // Other: one-time code, verify your address
	DetailHuman        Detail = "human"              // Other or Update: a person wrote, nothing decided
)

// Own reports whether the user wrote the mail herself.
func (d Detail) Own() bool {
	switch d {
	case DetailOwn, DetailOwnWithdraw, DetailOwnAccept, DetailOwnDecline, DetailOwnCalYes, DetailOwnCalNo:
		return true
	}
	return false
}

// TextPart names the part of a mail that a sentence stands in. Verdicts count only in the subject and the own words.
type TextPart string

// The parts of a mail.
const (
	InSubject   TextPart = "subject"
	InOwn       TextPart = "own"
	InQuoted    TextPart = "quoted"
	InSignature TextPart = "signature"
	InFooter    TextPart = "footer"
	InCalendar  TextPart = "calendar"
	InHeader    TextPart = "header"
)

// Evidence is one sentence that decided, the part it stands in and the cue that was found in it.
type Evidence struct {
	Part TextPart `json:"part"`
	Cue  string   `json:"cue"`
	Text string   `json:"text"`
}

// Trust says what is known of a sender.
type Trust string

// The degrees of trust.
const (
	TrustUnverified Trust = ""         // no usable Authentication-Results: acts as usual, shown as unverified
	TrustVerified   Trust = "verified" // DMARC passed at the user's own provider
	TrustFailed     Trust = "failed"   // DMARC failed, or a look-alike: never acts by itself
)

// Mail is what we keep of a message: the headers that tie it to others and a short excerpt, never the body.
type Mail struct {
	Key        string    `json:"key"`          // dedupe key, the same in every folder (reliability.md 1)
	ID         string    `json:"id,omitempty"` // Message-ID without brackets
	InReplyTo  []string  `json:"in_reply_to,omitempty"`
	References []string  `json:"references,omitempty"`
	From       Address   `json:"from"`
	ReplyTo    Address   `json:"reply_to,omitzero"` // where an answer goes; empty for robots
	To         []Address `json:"to,omitempty"`      // To and Cc
	Subject    string    `json:"subject,omitempty"`
	Date       time.Time `json:"date,omitzero"`     // Date header: for display and for the sender's zone offset only
	Received   time.Time `json:"received"`          // INTERNALDATE, never in the future
	Excerpt    string    `json:"excerpt,omitempty"` // at most 2 KiB of the own words
	Account    string    `json:"account,omitempty"`
	Folder     string    `json:"folder,omitempty"`
	Junk       bool      `json:"junk,omitempty"`      // read in the Junk folder: may only ask, never act
	Bulk       bool      `json:"bulk,omitempty"`      // List-Unsubscribe, Precedence: bulk
	Automatic  bool      `json:"automatic,omitempty"` // Auto-Submitted other than "no"
}

// Age is the message time used for "how old is it": the earlier of Date and INTERNALDATE.
func (m Mail) Age() time.Time {
	if !m.Date.IsZero() && m.Date.Before(m.Received) {
		return m.Date
	}
	return m.Received
}

// Signal is what one message means, with the evidence. Unknown stays empty: nothing in it is guessed.
type Signal struct {
	Kind        SignalKind  `json:"kind"`
	Detail      Detail      `json:"detail,omitempty"`
	Confidence  float64     `json:"confidence"` // 0 to 1: acts from Policy.Act, asks from Policy.Ask
	Evidence    []Evidence  `json:"evidence,omitempty"`
	Reason      Reason      `json:"reason"`
	Mail        Mail        `json:"mail"`
	Employer    string      `json:"employer,omitempty"`
	Domain      string      `json:"domain,omitempty"` // the employer's registrable domain; empty for ATS, webmail, schedulers
	Role        string      `json:"role,omitempty"`
	Requisition string      `json:"requisition,omitempty"`
	Agency      string      `json:"agency,omitempty"` // the agency that speaks for the employer
	Person      Person      `json:"person,omitzero"`  // who wrote, and whom to answer
	People      []Person    `json:"people,omitempty"` // others named: interviewers, coordinator
	Interviews  []Interview `json:"interviews,omitempty"`
	Previous    time.Time   `json:"previous,omitzero"` // Moved, Cancelled: the start that no longer holds
	Options     []Interview `json:"options,omitempty"` // several slots proposed: nothing is set yet
	RoundKind   RoundKind   `json:"round_kind,omitempty"`
	Further     bool        `json:"further,omitempty"` // an invitation to a further round ("second interview")
	Promise     *Promise    `json:"promise,omitempty"`
	Deadline    time.Time   `json:"deadline,omitzero"` // Assessment, Offer, question: the user's own deadline
	AwayUntil   time.Time   `json:"away_until,omitzero"`
	Bounced     string      `json:"bounced,omitempty"` // DSN: the Message-ID that failed
	BouncedAddr string      `json:"bounced_addr,omitempty"`
	Language    string      `json:"language,omitempty"` // ISO 639-1
	Link        string      `json:"link,omitempty"`     // Assessment, booking: where they want the user to go; shown, never followed
	Trust       Trust       `json:"trust,omitempty"`
	Rule        string      `json:"rule,omitempty"`        // the user's rule that decided, in words
	Was         SignalKind  `json:"was,omitempty"`         // what it would be without that rule
	Distrust    Reason      `json:"distrust,omitempty"`    // TrustFailed: why the sender is not believed
	Warnings    []Warning   `json:"warnings,omitempty"`    // marks of a scam, each once; they warn and decide nothing
	JobContext  bool        `json:"job_context,omitempty"` // a trace of job mail: worth showing among the set-aside
	Known       *Signal     `json:"known,omitempty"`       // what it means if its thread or sender is known to be about an application
}

// InConversation is the signal as it reads once its thread or its sender is known to belong to an application: "does
// Thursday at 3 suit you?" alone is nobody's interview, and in such a thread it is one. The mail stays the same.
func (s Signal) InConversation() Signal {
	if s.Known == nil {
		return s
	}
	k := *s.Known
	k.Mail = s.Mail
	return k
}
