package engine

import (
	"context"
	"time"

	"followup/followup"
	"followup/followup/store"
)

// Mailbox is what the engine needs of one account's mail server. It is declared here and wired by cmd.
type Mailbox interface {
	// Refresh reconciles INBOX and Sent completely and returns once everything found is committed.
	Refresh(ctx context.Context) error
	// Find looks for a Message-ID in Sent, All and INBOX and tells the folder.
	Find(ctx context.Context, messageID string) (folder string, found bool, err error)
	// Fetch returns the bytes of the message with that id, in whatever folder it lies, or ErrNotFound.
	Fetch(ctx context.Context, messageID string) ([]byte, error)
	// File sees that a copy of a letter lies in Sent: it searches first and appends only when it is missing.
	File(ctx context.Context, letter []byte, messageID string, date time.Time) (folder string, err error)
}

// Letter is a letter before it becomes bytes.
type Letter struct {
	From, To   followup.Address
	Subject    string
	Text       string
	MessageID  string
	InReplyTo  string
	References []string
	Date       time.Time
}

// Outcome is how one submission ended.
type Outcome struct {
	Kind       followup.OutcomeKind
	Code       int    // the server's reply code, 0 for none
	Reply      string // its words, or the error, in one line
	AuthFailed bool   // the login was refused: trying again would lock the account
}

// Submitter turns letters into bytes and hands bytes to a mail server. One account has one.
type Submitter interface {
	// Clean returns the letter as Render writes it: without control characters, in the line ends of mail. What a person
	// reads and says yes to has gone through it.
	Clean(l Letter) Letter
	// Render returns the bytes of a letter; the same letter gives the same bytes.
	Render(l Letter) ([]byte, error)
	// Submit sends bytes to one recipient. It calls phase before each step that changes what may be known afterwards;
	// if phase returns an error the connection is cut and nothing has left.
	Submit(ctx context.Context, from, to string, letter []byte, phase func(followup.Phase) error) Outcome
}

// Account is one mailbox with the way in and the way out.
type Account struct {
	Name      string
	User      followup.Address // the user's name and main address there
	Addresses []string         // all addresses of the user that receive there
	Mailbox   Mailbox
	Submitter Submitter
	// Read tells what a message means that Mailbox.Fetch returned, as what the person says it is (empty: as what it reads
	// like); nil: nothing is fetched.
	Read func(raw []byte, as followup.SignalKind) (followup.Signal, error)
	// FileAfter is how long the server gets to lay its own copy into Sent before we look and append; 0 means 30 s.
	FileAfter time.Duration
}

// Notice tells what just happened, after it was committed. It is for people: the demo's story, notifications, the log.
type Notice struct {
	At     time.Time
	App    followup.Application // after the event
	Event  followup.EventKind
	Signal *followup.Signal // the mail, where the event came from one
	Note   string           // the note, where the event concerns one
	Reason followup.Reason
}

// Batch is what the watcher hands over in one go: signals and the cursor that says how far the folder was read. Both
// are committed in one transaction.
type Batch struct {
	Account string
	Folder  string
	Cursor  store.Cursor
	Signals []followup.Signal
	Poison  []Poison
}

// Poison is a message that could not be read twice and was put aside.
type Poison struct {
	UIDValidity, UID uint32
	Why              string
}
