package store

import (
	"encoding/binary"
	"fmt"

	"followup/followup"
)

// Entry is one line of an application's journal. Seq rises over the whole profile, so that entries of two applications
// keep their order when one takes over those of the other.
type Entry struct {
	Seq    uint64          `json:"-"`
	Event  followup.Event  `json:"event"`
	Reason followup.Reason `json:"reason"`
}

// Journal returns the entries of an application, in the order in which they were written.
func (tx *Tx) Journal(app string) ([]Entry, error) {
	prefix := journalKey(app)
	var entries []Entry
	for _, k := range tx.journal.keys(prefix, 0, nil) {
		if len(k) != len(prefix)+8 {
			return nil, &DamageError{Bucket: string(bucketJournal), Key: k, Why: "a key without a sequence number"}
		}
		e := Entry{Seq: binary.BigEndian.Uint64(k[len(prefix):])}
		if _, err := tx.journal.getJSON(k, &e); err != nil {
			return nil, err
		}
		entries = append(entries, e)
	}
	return entries, nil
}

// AppendJournal writes one more entry.
func (tx *Tx) AppendJournal(app string, ev followup.Event, why followup.Reason) error {
	if err := own("application", app); err != nil {
		return err
	}
	seq, err := tx.journal.b.NextSequence()
	if err != nil {
		return fmt.Errorf("append to journal of %s: %w", app, err)
	}
	return tx.insertJournal(journalKey(app), Entry{Seq: seq, Event: ev, Reason: why})
}

// MoveJournal gives one entry to another application; it keeps its number. The applications themselves are not touched.
func (tx *Tx) MoveJournal(from string, seq uint64, to string) error {
	if err := own("application", to); err != nil {
		return err
	}
	k := seqKey(from, seq)
	e := Entry{Seq: seq}
	ok, err := tx.journal.getJSON(k, &e)
	if err != nil {
		return err
	}
	if !ok {
		return fmt.Errorf("move journal entry %d of %s: %w", seq, from, ErrNotFound)
	}
	if from == to {
		return nil
	}
	if err := tx.journal.drop(k); err != nil {
		return err
	}
	return tx.insertJournal(journalKey(to), e)
}

// AmendJournal writes another event in the place of one that is there, for instance where it was lived. Its reason and its
// number stay.
func (tx *Tx) AmendJournal(app string, seq uint64, ev followup.Event) error {
	k := seqKey(app, seq)
	var e Entry
	ok, err := tx.journal.getJSON(k, &e)
	if err == nil && !ok {
		err = fmt.Errorf("amend journal entry %d of %s: %w", seq, app, ErrNotFound)
	}
	if err != nil {
		return err
	}
	e.Event = ev
	return tx.journal.putJSON(k, e)
}

// insertJournal never writes over an entry: bbolt's sequence has no checksum.
func (tx *Tx) insertJournal(prefix []byte, e Entry) error {
	k := binary.BigEndian.AppendUint64(prefix, e.Seq)
	if _, ok, err := tx.journal.get(k); ok || err != nil {
		return &DamageError{Bucket: string(bucketJournal), Key: k, Why: "the sequence number is taken"}
	}
	return tx.journal.putJSON(k, e)
}

func seqKey(app string, seq uint64) []byte {
	return binary.BigEndian.AppendUint64(journalKey(app), seq)
}

func journalKey(app string) []byte { return key([]byte(app), nil) }
