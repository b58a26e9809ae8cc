package followup

import "time"

// DueKind is what time will ask for.
type DueKind string

// The kinds of due.
const (
	DueRoundOver DueKind = "round over"            // the last interview of a round ends: thank-yous are drafted
	DueSettle    DueKind = "settle"                // a cancel has had its settle time
	DueSilence   DueKind = "silence"               // a nudge is due
	DueBelated   DueKind = "belated"               // a thank-you draft turns to the belated text
	DueExpire    DueKind = "expire"                // a draft or an approval is too old
	DueQuiet     DueKind = "gone quiet"            // a label, no act
	DueDeadline  DueKind = "deadline"              // the user's own deadline comes near
	DueYourTurn  DueKind = "your turn"             // the user's answer is due
	DueBefore    DueKind = "before followup began" // told, with one key to draft it
	DueInterview DueKind = "interview"             // it begins

	DueDebrief     DueKind = "debrief"          // how did it go?
	DueThanks      DueKind = "thanks"           // a thank-you should have left
	DueTask        DueKind = "task"             // what they asked of the user
	DueReply       DueKind = "reply"            // an invitation or a lead waits for the user's answer
	DueReminder    DueKind = "reminder"         // an interview comes near
	DueNoDate      DueKind = "no new date"      // it was moved and no new time came: a question is drafted
	DueAfterCancel DueKind = "after a cancel"   // a cancel was not answered: a letter is drafted, once
	DueCheckIn     DueKind = "check-in"         // on hold long enough: a question is drafted
	DueClose       DueKind = "close"            // two questions went unanswered: a graceful close is drafted
	DueStay        DueKind = "stay in touch"    // a letter to keep the contact is drafted
	DueOffer       DueKind = "offer"            // an offer runs out
	DueInWriting   DueKind = "in writing"       // an offer by word: the written one is asked for
	DueSilenceEnds DueKind = "silence means no" // they said that no word by then means no: a label
)

// Due is something that time will ask for: kind, when and why. It is computed from facts and never stored as truth.
type Due struct {
	Kind   DueKind   `json:"kind"`
	At     time.Time `json:"at"`
	Why    Reason    `json:"why"`
	Note   string    `json:"note,omitempty"` // the note it concerns, if any
	Round  string    `json:"round,omitempty"`
	Person string    `json:"person,omitempty"` // whom a note would go to
	Acts   bool      `json:"acts,omitempty"`   // firing changes something; otherwise it is only shown
	Level  int       `json:"level,omitempty"`  // 0: shown, 1: told by a notification
	Task   string    `json:"task,omitempty"`   // Task.ID
}
