package store

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
	"time"

	"followup/followup"
)

// Set-aside mail with a trace of job context is kept so that the user can say "this one was meant": the newest AsideMax
// of them, for AsideFor.
const (
	AsideMax = 1000
	AsideFor = 30 * 24 * time.Hour
)

type aside struct {
	Key    string          `json:"key"`
	Signal followup.Signal `json:"signal"`
}

// PutAside keeps a signal that was set aside; key is the message's dedupe key. The oldest go out at the other end.
func (tx *Tx) PutAside(key string, s followup.Signal) error {
	seq, err := tx.aside.b.NextSequence()
	if err != nil {
		return fmt.Errorf("put aside: %w", err)
	}
	k := binary.BigEndian.AppendUint64(timeKey(tx.now), seq)
	if err := tx.aside.putJSON(k, aside{key, s}); err != nil {
		return err
	}
	keep := timeKey(tx.now.Add(-AsideFor))
	c := tx.aside.b.Cursor()
	for k, _ := c.First(); len(k) == 16; k, _ = c.First() {
		number := binary.BigEndian.Uint64(k[8:])
		if number+AsideMax > seq && bytes.Compare(k[:8], keep) >= 0 {
			break
		}
		if err := c.Delete(); err != nil {
			return fmt.Errorf("drop set-aside mail: %w", err)
		}
	}
	return nil
}

// Aside calls fn for the signals that were set aside in the last AsideFor, the newest first and each message once, at
// most limit of them (0 for all).
func (tx *Tx) Aside(limit int, fn func(followup.Signal) error) error {
	told := map[string]bool{}
	keys := tx.aside.keys(nil, 0, nil)
	slices.Reverse(keys)
	for _, k := range keys {
		if limit > 0 && len(told) == limit {
			break
		}
		var a aside
		if ok, err := tx.aside.getJSON(k, &a); err != nil {
			return err
		} else if !ok || told[a.Key] || keyTime(k).Before(tx.now.Add(-AsideFor)) {
			continue
		}
		told[a.Key] = true
		if err := fn(a.Signal); err != nil {
			return err
		}
	}
	return nil
}

// DropAside removes one set-aside message, because the user has said what it is.
func (tx *Tx) DropAside(key string) error {
	for _, k := range tx.aside.keys(nil, 0, nil) {
		var a aside
		if _, err := tx.aside.getJSON(k, &a); err != nil {
			return err
		}
		if a.Key != key {
			continue
		}
		if err := tx.aside.drop(k); err != nil {
			return err
		}
	}
	return nil
}

// Poisoned is a message that could not be read. The watcher passes it by, so that one mail does not stop a mailbox.
type Poisoned struct {
	Account     string    `json:"account"`
	Folder      string    `json:"folder"`
	UIDValidity uint32    `json:"uidvalidity"`
	UID         uint32    `json:"uid"`
	Why         string    `json:"why"`
	At          time.Time `json:"at"`
}

// PutPoison writes a message into the quarantine ledger; a second time changes its reason and time.
func (tx *Tx) PutPoison(account, folder string, uidvalidity, uid uint32, why string) error {
	p := Poisoned{account, folder, uidvalidity, uid, why, tx.now}
	return tx.poison.putJSON(poisonKey(account, folder, uidvalidity, uid), p)
}

// IsPoison reports whether a message stands in the quarantine ledger.
func (tx *Tx) IsPoison(account, folder string, uidvalidity, uid uint32) (bool, error) {
	_, ok, err := tx.poison.get(poisonKey(account, folder, uidvalidity, uid))
	return ok, err
}

// Poison calls fn for each message in the quarantine ledger.
func (tx *Tx) Poison(fn func(Poisoned) error) error {
	for _, k := range tx.poison.keys(nil, 0, nil) {
		var p Poisoned
		if ok, err := tx.poison.getJSON(k, &p); err != nil {
			return err
		} else if !ok {
			continue
		}
		if err := fn(p); err != nil {
			return err
		}
	}
	return nil
}

// DropPoison takes a message out of the quarantine ledger.
func (tx *Tx) DropPoison(account, folder string, uidvalidity, uid uint32) error {
	return tx.poison.drop(poisonKey(account, folder, uidvalidity, uid))
}

func poisonKey(account, folder string, uidvalidity, uid uint32) []byte {
	k := key(foreign(account), foreign(folder), nil)
	return binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(k, uidvalidity), uid)
}
