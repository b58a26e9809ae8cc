package store

import (
	"bytes"
	"fmt"
)

// PutLetter keeps the exact bytes of a note as it was approved. They are immutable: putting the same again changes
// nothing, putting others is ErrImmutable.
func (tx *Tx) PutLetter(note, fingerprint string, b []byte) error {
	if err := own("note", note); err != nil {
		return err
	}
	if err := own("fingerprint", fingerprint); err != nil {
		return err
	}
	before, ok, err := tx.Letter(note, fingerprint)
	switch {
	case err != nil:
		return err
	case !ok:
		return tx.letter.put(key([]byte(note), []byte(fingerprint)), b)
	case !bytes.Equal(before, b):
		return fmt.Errorf("put letter %s: %w", note, ErrImmutable)
	}
	return nil
}

// Letter returns the bytes of a note as it was approved under that fingerprint, and whether there are any.
func (tx *Tx) Letter(note, fingerprint string) ([]byte, bool, error) {
	b, ok, err := tx.letter.get(key([]byte(note), []byte(fingerprint)))
	return bytes.Clone(b), ok, err
}
