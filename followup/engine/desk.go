package engine

import (
	"context"
	"time"

	"followup/followup"
)

// Desk is everything a person can see and do. The engine is one; approval.Client is the same desk over the daemon's
// socket, so that every face of the program speaks one language. Where a method takes an ID, a unique prefix of at
// least four characters does as well.
//
// Errors are *Refusal where the rules say no (with the reason), ErrNotFound, ErrAmbiguous, ErrChanged.
type Desk interface {
	Status(ctx context.Context) (Status, error)
	List(ctx context.Context, q Query) (List, error)
	Show(ctx context.Context, id string) (Card, error) // a note, an application or a doubt
	Explain(ctx context.Context, id string) (Story, error)

	Approve(ctx context.Context, r ApproveRequest) (Card, error)
	Edit(ctx context.Context, r EditRequest) (Card, error)
	Dismiss(ctx context.Context, r DismissRequest) (Card, error)
	Snooze(ctx context.Context, r SnoozeRequest) (Card, error)
	Undo(ctx context.Context, note string) (Card, error)
	Retry(ctx context.Context, note string) (Card, error)
	Resolve(ctx context.Context, r ResolveRequest) (Card, error)
	Unhold(ctx context.Context, note string) (Card, error)
	Draft(ctx context.Context, app string) (Card, error) // draft what was only told

	Held(ctx context.Context, r HeldRequest) (Card, error)
	Close(ctx context.Context, r CloseRequest) (Card, error)
	Correct(ctx context.Context, r CorrectRequest) (Card, error)
	Mails(ctx context.Context) ([]Kept, error)

	Today(ctx context.Context) (Morning, error)
	Quiet(ctx context.Context, r QuietRequest) (Status, error)
	Debrief(ctx context.Context, r DebriefRequest) (Card, error)
	SkipDebrief(ctx context.Context, r SkipRequest) (Card, error)
	Hear(ctx context.Context, r HearRequest) (Heard, error)
	Want(ctx context.Context, r WantRequest) (Card, error)
	Overrule(ctx context.Context, r OverruleRequest) (Card, error)
	Answered(ctx context.Context, r AnsweredRequest) (Card, error)
	Slots(ctx context.Context, r SlotsRequest) (Slots, error)
	Pick(ctx context.Context, r PickRequest) (Card, error)
	OfferTold(ctx context.Context, r OfferRequest) (Card, error)
	Add(ctx context.Context, r AddRequest) (Card, error)
	Describe(ctx context.Context, r DescribeRequest) (Card, error)
	Arrange(ctx context.Context, r ArrangeRequest) (Card, error)
	Meet(ctx context.Context, r MeetRequest) (Card, error)
	Promise(ctx context.Context, r PromiseRequest) (Card, error)
	Remark(ctx context.Context, r RemarkRequest) (Card, error)
	Reopen(ctx context.Context, r ActRequest) (Card, error)
	Archive(ctx context.Context, r ArchiveRequest) (Card, error)
	UndoAct(ctx context.Context, r ActRequest) (Card, error)
	Merge(ctx context.Context, r MergeRequest) (Card, error)
	Split(ctx context.Context, r ActRequest) (Card, error)
	Forget(ctx context.Context, r ForgetRequest) (Forgotten, error)

	Pause(ctx context.Context, why string) (Status, error)
	Resume(ctx context.Context) (Status, error)
	Backup(ctx context.Context, path string) error
}

// ApproveRequest is a person's yes to exactly the words whose fingerprint it names.
type ApproveRequest struct {
	Note        string `json:"note"`
	Fingerprint string `json:"fingerprint"`
	By          string `json:"by"`                 // "cli", "page", "demo"
	AnyHour     bool   `json:"any_hour,omitempty"` // leave the send window aside; never a guard
}

// EditRequest replaces the words of a note. Fingerprint is that of the words that were edited.
type EditRequest struct {
	Note        string           `json:"note"`
	Fingerprint string           `json:"fingerprint"`
	To          followup.Address `json:"to,omitzero"` // empty: unchanged
	Subject     string           `json:"subject"`
	Text        string           `json:"text"`
}

// DismissRequest lets a note go.
type DismissRequest struct {
	Note        string `json:"note"`
	Fingerprint string `json:"fingerprint"`
	Why         string `json:"why,omitempty"`
}

// SnoozeRequest hides a note until a time.
type SnoozeRequest struct {
	Note  string    `json:"note"`
	Until time.Time `json:"until"`
}

// ResolveRequest answers an unsure note: it left, or it did not.
type ResolveRequest struct {
	Note string `json:"note"`
	Left bool   `json:"left"`
}

// HeldRequest says whether an interview took place. Interview is its UID or start; empty where the application has one
// that fits.
type HeldRequest struct {
	App       string `json:"app"`
	Interview string `json:"interview,omitempty"`
	Held      bool   `json:"held"`

	NoShow followup.NoShow `json:"no_show,omitempty"` // Held false: why
}

// CloseRequest ends an application in the user's own words.
type CloseRequest struct {
	App     string           `json:"app"`
	Outcome followup.Outcome `json:"outcome"`
}

// CorrectRequest says what a mail is, or where it belongs. Mail is its key or Message-ID. An empty Kind keeps the kind
// ("yes, that is what it is"); Kind "other" means that it is not job mail. App is an application's ID, or "new".
type CorrectRequest struct {
	Mail     string              `json:"mail"`
	Kind     followup.SignalKind `json:"kind,omitempty"`
	App      string              `json:"app,omitempty"`
	Employer string              `json:"employer,omitempty"` // the employer's name; empty: as read
	Rule     string              `json:"rule,omitempty"`     // the person's rule that says so, in words; empty: she says so of this mail

	again *followup.Signal // the mail, read once more as what the person says it is
}

// Kept is a mail that the store remembers, with what it counts as now.
type Kept struct {
	App    string          `json:"app,omitempty"`    // empty: it is set aside
	Spoken bool            `json:"spoken,omitempty"` // the person said of this very mail what it is
	Signal followup.Signal `json:"signal"`
}

// Lane is one group of the approval queue.
type Lane string

// The lanes, in the order in which they are shown.
const (
	LaneApprove  Lane = "to approve"
	LaneConfirm  Lane = "to confirm"
	LaneYourTurn Lane = "your turn"
	LaneWaiting  Lane = "waiting"
	LaneLater    Lane = "later"
	LaneDone     Lane = "done"
)

// Lanes lists all lanes in order.
var Lanes = []Lane{LaneApprove, LaneConfirm, LaneYourTurn, LaneWaiting, LaneLater, LaneDone}

// Query narrows a list.
type Query struct {
	Lane     Lane   `json:"lane,omitempty"` // empty: all but done
	Text     string `json:"text,omitempty"` // employer, role or person contains it
	SetAside bool   `json:"set_aside,omitempty"`
	Limit    int    `json:"limit,omitempty"` // per lane; 0: 200
}

// Row is one line of the queue.
type Row struct {
	ID       string              `json:"id"` // of the note, the doubt (mail key) or the application
	App      string              `json:"app"`
	Lane     Lane                `json:"lane"`
	Employer string              `json:"employer,omitempty"`
	Role     string              `json:"role,omitempty"`
	Stage    followup.Stage      `json:"stage,omitempty"`
	From     string              `json:"from,omitempty"` // of a mail that was set aside: who wrote it
	What     string              `json:"what"`           // "Thank you to Jane Doe", "Is this a rejection?"
	Why      followup.Reason     `json:"why,omitempty"`  // why now
	When     time.Time           `json:"when,omitzero"`  // due, expected or happened
	Status   followup.NoteStatus `json:"status,omitempty"`
	Labels   []string            `json:"labels,omitempty"`
}

// List is the queue.
type List struct {
	Rows   []Row        `json:"rows"`
	Counts map[Lane]int `json:"counts"`
	Next   *Row         `json:"next,omitempty"` // the next thing time will ask for, for the empty state
}

// Card is everything a person needs to decide about one thing: the application around it, the note if there is one, the
// doubt if there is one.
type Card struct {
	Application followup.Application `json:"application"`
	Note        *followup.Note       `json:"note,omitempty"`
	Doubt       *followup.Doubt      `json:"doubt,omitempty"`
	Answers     *followup.Mail       `json:"answers,omitempty"`  // the mail it answers, with its excerpt
	Verified    bool                 `json:"verified,omitempty"` // that mail's sender passed DMARC
	Distrust    followup.Reason      `json:"distrust,omitempty"` // why that mail's sender is not believed
	Warnings    []followup.Warning   `json:"warnings,omitempty"` // marks of a scam in the mails of the application
	Findings    []followup.Finding   `json:"findings,omitempty"`
	Labels      []string             `json:"labels,omitempty"`
	Dues        []followup.Due       `json:"dues,omitempty"`
	IfNothing   string               `json:"if_nothing,omitempty"` // what happens if one does nothing
	Reason      followup.Reason      `json:"reason,omitempty"`     // of the act that led here
	Act         string               `json:"act,omitempty"`        // the ID of that act, if undo can take it back
	Advice      []string             `json:"advice,omitempty"`     // after a debrief: what may help next time
	AfterNo     *AfterNo             `json:"after_no,omitempty"`   // what follows on a rejection
}

// Story is an application told from its journal.
type Story struct {
	Application followup.Application `json:"application"`
	Labels      []string             `json:"labels,omitempty"`
	Dues        []followup.Due       `json:"dues,omitempty"`
	Entries     []StoryEntry         `json:"entries"`
}

// StoryEntry is one event and why it did what it did.
type StoryEntry struct {
	At     time.Time       `json:"at"`
	Seen   time.Time       `json:"seen"`
	Event  followup.Event  `json:"event"`
	Reason followup.Reason `json:"reason"`
}

// Status is the freshness line and what is broken.
type Status struct {
	Version  string          `json:"version"`
	Now      time.Time       `json:"now"`
	Paused   bool            `json:"paused"`
	PausedBy string          `json:"paused_by,omitempty"` // a person's words, or the STOP file
	Restored bool            `json:"restored,omitempty"`
	Quiet    time.Time       `json:"quiet,omitzero"` // the user wants to hear nothing until then
	Accounts []AccountStatus `json:"accounts,omitempty"`
	Counts   map[Lane]int    `json:"counts"`
	Next     *Row            `json:"next,omitempty"`
	Poison   int             `json:"poison,omitempty"` // messages that could not be read
	Daemon   bool            `json:"daemon"`           // answered by a running daemon
}

// AccountStatus is how one mailbox is doing.
type AccountStatus struct {
	Name       string         `json:"name"`
	State      string         `json:"state"` // in words: "watching", "connecting", "the password was refused"
	Hint       string         `json:"hint,omitempty"`
	Broken     bool           `json:"broken,omitempty"` // it does not mend by itself
	Reconciled time.Time      `json:"reconciled,omitzero"`
	Folders    []FolderStatus `json:"folders,omitempty"`
	ScanDone   int            `json:"scan_done,omitempty"`
	ScanOf     int            `json:"scan_of,omitempty"`
	ScanFound  int            `json:"scan_found,omitempty"`
}

// FolderStatus is when a folder was last read.
type FolderStatus struct {
	Name string    `json:"name"`
	Role string    `json:"role,omitempty"`
	Last time.Time `json:"last,omitzero"`
}
