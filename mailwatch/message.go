package mailwatch

import "time"

// Address is a mail address as read: Addr is "local@domain" with the domain in lower case (punycode for IDN), Name the
// decoded display name in one clean line.
type Address struct{ Name, Addr string }

// Role is what a folder is for (RFC 6154, with INBOX).
type Role string

// The folder roles.
const (
	RoleInbox   Role = "inbox"
	RoleSent    Role = "sent"
	RoleJunk    Role = "junk"
	RoleAll     Role = "all"
	RoleArchive Role = "archive"
	RoleDrafts  Role = "drafts"
	RoleTrash   Role = "trash"
	RoleOther   Role = ""
)

// Text is the readable text of a message, cut into zones. Verdict words count only in the subject and in Own; names may
// come from Quoted. HTML has become text; hidden preheaders are gone; lines are as the sender broke them, paragraphs
// separated by an empty line.
type Text struct {
	Own       string
	Quoted    string
	Signature string
	Footer    string
}

// Message is one RFC 5322 mail as read. Everything in it came from a stranger: it is capped, decoded and cleaned of
// control characters, and nothing in it is ever rendered as HTML, followed or executed.
type Message struct {
	ID         string   // Message-ID without angle brackets, empty if missing or malformed
	InReplyTo  []string // ids without angle brackets
	References []string // at most 100, newest last
	From       []Address
	Sender     Address
	ReplyTo    []Address
	To, Cc     []Address
	Subject    string    // decoded, one line
	Date       time.Time // the Date header with the sender's offset; zero when missing or absurd
	Received   time.Time // INTERNALDATE; for files the newest Received header, else Date
	Text       Text
	HTMLOnly   bool       // the text was made from HTML
	Calendars  []Calendar // one for each distinct text/calendar part (the same UID in two parts is read once)
	Report     *Report    // a delivery status notification (RFC 3464), nil otherwise
	Links      []string   // addresses of links, for recognising booking pages and tenants; never followed; at most 200

	AutoSubmitted string        // the Auto-Submitted keyword, lower case; "" or "no" for people
	AutoReply     bool          // Auto-Submitted: auto-replied, X-Autoreply, X-Auto-Response-Suppress with Re:, vacation marks
	Bulk          bool          // List-Id, List-Unsubscribe or Precedence: bulk/list/junk
	ListID        string        // List-Id
	NullReturn    bool          // Return-Path: <>
	AuthResults   []AuthResults // Authentication-Results, topmost first, at most 10
	Mailer        string        // X-Mailer or User-Agent

	Key       string   // dedupe key: the same mail in two folders has the same key (see Key)
	Size      int64    // bytes of the whole message as the server counts them
	Truncated bool     // only a part of it was read
	Faults    []string // what was malformed or capped, in words

	Account     string
	Folder      string
	Role        Role
	UIDValidity uint32
	UID         uint32
}

// Report is what a delivery status notification says.
type Report struct {
	OriginalID string // Message-ID of the letter it is about, if the report carries its headers
	Recipient  string
	Action     string // "failed", "delayed", "delivered", ...
	Status     string // "5.1.1"
	Diagnostic string
}

// Calendar is one iCalendar object (RFC 5545) as far as an interview needs it. Recurrences are never expanded.
type Calendar struct {
	Method string          // REQUEST, CANCEL, REPLY, PUBLISH, COUNTER, DECLINECOUNTER; upper case, empty if missing
	Events []CalendarEvent // at most 10
	Faults []string
}

// CalendarEvent is one VEVENT.
type CalendarEvent struct {
	UID          string
	RecurrenceID string
	Sequence     int
	Stamp        time.Time
	Start, End   time.Time // in the event's own zone; End is zero if neither DTEND nor DURATION is there
	Zone         string    // IANA name, empty if unknown (then Floating)
	Floating     bool      // no zone could be had: the wall time is given as if it were UTC
	AllDay       bool      // VALUE=DATE: a hold, not a time
	Cancelled    bool      // STATUS:CANCELLED
	Recurring    bool      // it has an RRULE; only the first instance is told
	Summary      string
	Description  string // plain text, at most 16 KiB
	Location     string
	URL          string
	Organizer    Address
	Attendees    []Attendee // at most 50
}

// Attendee is an ATTENDEE of an event.
type Attendee struct {
	Address
	Role     string // REQ-PARTICIPANT, CHAIR, ...
	PartStat string // ACCEPTED, DECLINED, NEEDS-ACTION, ...
	Room     bool   // CUTYPE ROOM or RESOURCE
}

// Limits caps what is read from one message (reliability.md 5).
type Limits struct {
	Bytes       int // of the raw message that are looked at
	HeaderBytes int
	Headers     int
	Depth       int // nesting of multiparts
	Parts       int
	Addresses   int
	Text        int // decoded text, bytes
	Calendar    int // bytes of one calendar part
}

// DefaultLimits are the caps that reliability.md section 5 sets.
func DefaultLimits() Limits {
	return Limits{
		Bytes: 4 << 20, HeaderBytes: 64 << 10, Headers: 1000, Depth: 20, Parts: 200, Addresses: 50, Text: 256 << 10,
		Calendar: 64 << 10,
	}
}
