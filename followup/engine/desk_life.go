package engine

import (
	"time"

	"followup/followup"
)

// Morning is all that a day begins with, in the order in which it is shown. A part is empty where there is nothing, and has
// mostShown rows at most: Counts has the whole.
type Morning struct {
	Status
	Approve    []Row `json:"approve"`
	Confirm    []Row `json:"confirm"`
	YourTurn   []Row `json:"your_turn"`
	Interviews []Row `json:"interviews"` // of today in the user's zone
	Debriefs   []Row `json:"debriefs"`   // interviews that want a word
	Waiting    []Row `json:"waiting"`    // When and Why: the next date
	Overdue    []Row `json:"overdue"`    // promises whose date has passed; Why says by how much
	Live       int   `json:"live"`       // applications that are not closed
	Next       *Row  `json:"next,omitempty"`
}

// QuietRequest stops notifications that can wait until a time; a zero time lets them come again.
type QuietRequest struct {
	Until time.Time `json:"until,omitzero"`
}

// DebriefRequest is what the user says of an interview. Interview is its UID or start; empty: the newest that is over.
type DebriefRequest struct {
	App       string           `json:"app"`
	Interview string           `json:"interview,omitempty"`
	Held      bool             `json:"held"`
	NoShow    followup.NoShow  `json:"no_show,omitempty"` // Held false: why
	Debrief   followup.Debrief `json:"debrief"`
}

// SkipRequest says that the user wants no question about an interview.
type SkipRequest struct {
	App       string `json:"app"`
	Interview string `json:"interview,omitempty"`
}

// HearRequest asks what words about next steps promise.
type HearRequest struct {
	App       string `json:"app"`
	Interview string `json:"interview,omitempty"`
	Words     string `json:"words"`
}

// Heard is a promise as it was understood. Nudge is when a question would follow; zero: never.
type Heard struct {
	Promise *followup.Promise `json:"promise,omitempty"`
	Nudge   time.Time         `json:"nudge,omitzero"`
}

// WantRequest asks for a letter. Kind "withdrawal" needs Typed to be "withdraw".
type WantRequest struct {
	App     string               `json:"app"`
	Kind    followup.NoteKind    `json:"kind"`
	Variant string               `json:"variant,omitempty"`
	Slot    *followup.Interview  `json:"slot,omitempty"`
	Slots   []followup.Interview `json:"slots,omitempty"`
	Words   string               `json:"words,omitempty"`
	Offer   string               `json:"offer,omitempty"` // the application whose offer it speaks of
	Typed   string               `json:"typed,omitempty"`
}

// OverruleRequest lets a finding pass for exactly these words.
type OverruleRequest struct {
	Note        string `json:"note"`
	Fingerprint string `json:"fingerprint"`
	Code        string `json:"code"` // Finding.Code
	Reason      string `json:"reason"`
}

// AnsweredRequest ends a task. An empty Task means the only open one.
type AnsweredRequest struct {
	App  string `json:"app"`
	Task string `json:"task,omitempty"`
	How  string `json:"how,omitempty"` // followup.TaskDone and the others; empty: answered
}

// SlotsRequest asks for free times.
type SlotsRequest struct {
	App   string `json:"app"`
	Count int    `json:"count,omitempty"` // 0: three
}

// Slots are free times. Lines has each in the words of a letter, in both zones.
type Slots struct {
	Slots []followup.Interview `json:"slots,omitempty"`
	Lines []string             `json:"lines,omitempty"`
	Busy  bool                 `json:"busy"` // a calendar was asked
}

// PickRequest accepts one of the times that they proposed.
type PickRequest struct {
	App  string             `json:"app"`
	Slot followup.Interview `json:"slot"`
}

// OfferRequest is what the user knows of an offer. What is zero in it stays as it is.
type OfferRequest struct {
	App   string         `json:"app"`
	Offer followup.Terms `json:"offer"`
}

// AddRequest opens an application by hand.
type AddRequest struct {
	Details followup.Details    `json:"details"`
	Person  *followup.Person    `json:"person,omitempty"`
	Slot    *followup.Interview `json:"slot,omitempty"`
	Kind    followup.RoundKind  `json:"kind,omitempty"` // of Slot
}

// DescribeRequest takes facts by hand.
type DescribeRequest struct {
	App     string           `json:"app"`
	Details followup.Details `json:"details"`
}

// ArrangeRequest takes an interview by hand. Interview names an earlier one that moves to Meeting, or is cancelled.
type ArrangeRequest struct {
	App       string              `json:"app"`
	Interview string              `json:"interview,omitempty"`
	Meeting   *followup.Interview `json:"meeting,omitempty"`
	Kind      followup.RoundKind  `json:"kind,omitempty"`
	Cancel    bool                `json:"cancel,omitempty"`
}

// MeetRequest takes a person by hand. Interview names where he or she was met, or will be.
type MeetRequest struct {
	App       string          `json:"app"`
	Interview string          `json:"interview,omitempty"`
	Person    followup.Person `json:"person"`
}

// PromiseRequest takes a promise by hand: words, or a deadline.
type PromiseRequest struct {
	App      string    `json:"app"`
	Words    string    `json:"words,omitempty"`
	Deadline time.Time `json:"deadline,omitzero"`
}

// RemarkRequest keeps a note to herself.
type RemarkRequest struct {
	App  string `json:"app"`
	Text string `json:"text"`
}

// ActRequest names an application and, for UndoAct, one act by hand in it. App may be empty where Act is unique.
type ActRequest struct {
	App string `json:"app,omitempty"`
	Act string `json:"act,omitempty"`
}

// ArchiveRequest puts an application away, or brings it back.
type ArchiveRequest struct {
	App  string `json:"app"`
	Back bool   `json:"back,omitempty"`
}

// MergeRequest makes one application of two: what was lived in From follows in Into.
type MergeRequest struct {
	Into string `json:"into"`
	From string `json:"from"`
}

// ForgetRequest removes one application, or all of an employer. Confirm is the employer's name as it is shown, typed by a
// person; with Look nothing is removed and the answer says what would be.
type ForgetRequest struct {
	App      string `json:"app,omitempty"`
	Employer string `json:"employer,omitempty"`
	Confirm  string `json:"confirm,omitempty"`
	Look     bool   `json:"look,omitempty"`
}

// Forgotten says what was removed. Files are those that were rewritten or deleted. Names are what the rules of the user may
// still call them: the employer's names, domains and addresses.
type Forgotten struct {
	Employer     string   `json:"employer"`
	Applications int      `json:"applications"`
	Mails        int      `json:"mails"`
	Letters      int      `json:"letters"`
	Files        []string `json:"files,omitempty"`
	Names        []string `json:"names,omitempty"`
}
