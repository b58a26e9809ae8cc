package store

import (
	"fmt"
	"time"
)

type seen struct {
	App string    `json:"app"`
	At  time.Time `json:"at"`
}

// Seen returns the application that a message went to, and whether it was seen. Key is the message's dedupe key.
func (tx *Tx) Seen(key string) (app string, ok bool, err error) {
	var s seen
	ok, err = tx.seen.getJSON(foreign(key), &s)
	return s.App, ok, err
}

// MarkSeen notes that a message was dealt with. At is what DropSeen compares: the message's own time.
func (tx *Tx) MarkSeen(key, app string, at time.Time) error {
	return tx.seen.putJSON(foreign(key), seen{app, at.UTC()})
}

// DropSeen forgets the messages whose time is before t and returns how many there were.
func (tx *Tx) DropSeen(before time.Time) (int, error) {
	n := 0
	for _, k := range tx.seen.keys(nil, 0, nil) {
		var s seen
		if _, err := tx.seen.getJSON(k, &s); err != nil {
			return n, err
		}
		if !s.At.Before(before) {
			continue
		}
		if err := tx.seen.drop(k); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

// Cursor says how far a folder has been read. A first scan runs from new to old or in ranges: ScanUpTo and Extra are
// for whoever scans, so that it can go on after a stop.
type Cursor struct {
	UIDValidity   uint32    `json:"uidvalidity"` // RFC 9051 2.3.1.1
	UID           uint32    `json:"uid"`         // the highest one dealt with
	FirstScanDone bool      `json:"first_scan_done,omitempty"`
	ScanUpTo      uint32    `json:"scan_up_to,omitempty"`
	Updated       time.Time `json:"updated,omitzero"`
	Extra         []byte    `json:"extra,omitempty"`
}

// Cursor returns how far a folder of an account has been read, and whether it ever was.
func (tx *Tx) Cursor(account, folder string) (Cursor, bool, error) {
	var c Cursor
	ok, err := tx.cursor.getJSON(key(foreign(account), foreign(folder)), &c)
	return c, ok, err
}

// PutCursor notes how far a folder has been read, in the same transaction as what its messages have changed.
func (tx *Tx) PutCursor(account, folder string, c Cursor) error {
	return tx.cursor.putJSON(key(foreign(account), foreign(folder)), c)
}

// Account decodes what is known of an account into v and returns whether anything is.
func (tx *Tx) Account(name string, v any) (bool, error) { return tx.account.getJSON(foreign(name), v) }

// PutAccount keeps what is known of an account, as JSON.
func (tx *Tx) PutAccount(name string, v any) error { return tx.account.putJSON(foreign(name), v) }

// Meta decodes what stands under key in the meta bucket into v and returns whether anything does.
func (tx *Tx) Meta(key string, v any) (bool, error) { return tx.meta.getJSON(foreign(key), v) }

// PutMeta keeps v under key in the meta bucket, as JSON. It is shared by all profiles.
func (tx *Tx) PutMeta(key string, v any) error {
	if key == metaSchema || key == metaCreated || key == metaProgram {
		return fmt.Errorf("put meta %s: the store keeps it itself", key)
	}
	return tx.meta.putJSON(foreign(key), v)
}

// DropMeta removes what stands under key in the meta bucket, for instance MetaRestored once the user has looked.
func (tx *Tx) DropMeta(key string) error {
	if key == metaSchema || key == metaCreated || key == metaProgram {
		return fmt.Errorf("drop meta %s: the store keeps it itself", key)
	}
	return tx.meta.drop(foreign(key))
}

// The keys that the store itself keeps in meta.
const (
	metaSchema  = "schema"
	metaCreated = "created"
	metaProgram = "program"
)

// MetaRestored is the key of the mark that stands in meta when the file may be older than what was sent: all sending is
// held until the user has looked. Its value is a sentence that says when and why; empty or missing means no mark.
const MetaRestored = "restored"
