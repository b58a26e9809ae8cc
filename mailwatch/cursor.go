package mailwatch

import "time"

// Cursor says how far a folder was read. The handler keeps it in the transaction that keeps what the messages meant, and
// gives it back after a restart; it is small and marshals to JSON. The zero Cursor belongs to no folder and need not be kept.
type Cursor struct {
	UIDValidity uint32 `json:"uidvalidity"` // RFC 9051 2.3.1.1; never 0 in a folder
	UID         uint32 `json:"uid"`         // live mail was handed over up to and with this UID
	Scan        Scan   `json:"scan,omitzero"`
}

// Scan is the part of a folder that is read in bulk, beside live mail: what lay there before the first start, what a server
// renumbered, what came while nobody watched. It is done when it is zero.
type Scan struct {
	Kind  ScanKind  `json:"kind,omitempty"`
	UID   uint32    `json:"uid"`   // handed over up to and with this UID
	Until uint32    `json:"until"` // the last UID that belongs to the scan
	Since time.Time `json:"since,omitzero"`
	Done  uint32    `json:"done,omitempty"` // messages, for progress over a restart
}

// ScanKind says why a folder is read in bulk.
type ScanKind string

// The kinds of scan.
const (
	ScanNone    ScanKind = ""
	ScanFirst   ScanKind = "first"    // the folder was never seen before
	ScanReset   ScanKind = "reset"    // the server renumbered it: the same mails come again
	ScanCatchUp ScanKind = "catch-up" // much came while nobody watched
)

// Open says whether there is something left to scan.
func (s Scan) Open() bool { return s.Kind != ScanNone }
