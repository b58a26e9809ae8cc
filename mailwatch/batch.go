package mailwatch

// Batch is a piece of a folder, handed over in one go: its effects and its cursor belong into one transaction, or a crash
// between them loses or repeats something. One live mail is a batch; a scan hands over hundreds. Messages are in the order
// of their UIDs, which is not that of their dates.
type Batch struct {
	Account  string
	Folder   string
	Role     Role
	Cursor   Cursor // zero for a sweep: nothing to keep
	Messages []*Message
	Poison   []Poison

	First    bool // part of the first scan of this folder
	Complete bool // the last batch of a scan
	Reset    bool // the server renumbered the folder: these mails were handed over before, under other UIDs
	Sweep    bool // found by the look into All or Archive
}

// Poison is a message that could not be read, twice, each time alone. It is left behind; the watch goes on.
type Poison struct {
	UIDValidity uint32
	UID         uint32
	Err         string
}

// Interest says how much of a message a reader wants, after it has seen a part.
type Interest int

// The degrees of interest.
const (
	Enough       Interest = iota // what was read suffices
	WantWhole                    // the whole message, up to 256 KiB
	WantCalendar                 // up to 4 MiB: the message speaks of a calendar attached
)

// Progress is how far a scan has come.
type Progress struct {
	Account string
	Folder  string
	Kind    ScanKind
	Done    uint32 // messages
	Of      uint32
	Bytes   int64 // received on this connection
}
