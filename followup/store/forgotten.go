package store

import (
	"slices"

	"followup/followup"
)

// MarkForgotten notes that a person had something forgotten. mark is a keyed hash of a message key or a Message-ID: it
// says nothing to whoever reads the file, and is enough to know the message again.
func (tx *Tx) MarkForgotten(mark string) error {
	if err := own("mark", mark); err != nil {
		return err
	}
	return tx.forgotten.put([]byte(mark), nil)
}

// Forgotten reports whether that was noted.
func (tx *Tx) Forgotten(mark string) (bool, error) {
	_, ok, err := tx.forgotten.get([]byte(mark))
	return ok, err
}

// ForgetSeen drops what was noted of the messages that went to one of these applications, and of those with these keys.
func (tx *Tx) ForgetSeen(apps []string, keys []string) error {
	for _, k := range keys {
		if err := tx.seen.drop(foreign(k)); err != nil {
			return err
		}
	}
	for _, k := range tx.seen.keys(nil, 0, nil) {
		var s seen
		if _, err := tx.seen.getJSON(k, &s); err != nil {
			return err
		}
		if !slices.Contains(apps, s.App) {
			continue
		}
		if err := tx.seen.drop(k); err != nil {
			return err
		}
	}
	return nil
}

// ForgetAside drops the signals that were set aside and of which fn holds, also those that are too old to be shown.
func (tx *Tx) ForgetAside(fn func(followup.Signal) bool) error {
	for _, k := range tx.aside.keys(nil, 0, nil) {
		var a aside
		if _, err := tx.aside.getJSON(k, &a); err != nil {
			return err
		}
		if !fn(a.Signal) {
			continue
		}
		if err := tx.aside.drop(k); err != nil {
			return err
		}
	}
	return nil
}

// ForgetLetters drops the bytes of a note under every fingerprint.
func (tx *Tx) ForgetLetters(note string) error {
	for _, k := range tx.letter.keys(key([]byte(note), nil), 0, nil) {
		if err := tx.letter.drop(k); err != nil {
			return err
		}
	}
	return nil
}

// ForgetJournal drops one entry of a journal.
func (tx *Tx) ForgetJournal(app string, seq uint64) error { return tx.journal.drop(seqKey(app, seq)) }
