package store

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"time"

	"followup/followup"
)

// Lane is a column of the page. The engine names them.
type Lane string

// Index is what the engine derives from an application, for finding it again. Threads and Domains are taken from the
// application itself.
type Index struct {
	Dues         []followup.Due
	Lane         Lane // empty: it stands in none
	LaneAt       time.Time
	Row          []byte               // what the page shows of it in its lane
	Outbox       map[string]time.Time // Note.ID -> SendAt of the approved and claimed ones
	EmployerKeys []string
}

// entry is one record in a derived bucket.
type entry struct {
	bucket  byte // number in derivedBuckets
	key     []byte
	payload []byte
}

// derive lists the entries of an application, sorted and without repeats. It is a pure function of its input.
func derive(app followup.Application, ix Index) ([]entry, error) {
	entries := []entry{} // not nil, which stands for an application that is no more
	add := func(bucket byte, payload []byte, k ...[]byte) {
		entries = append(entries, entry{bucket, slices.Concat(k...), payload})
	}
	id, end := []byte(app.ID), []byte{0}
	if len(ix.Dues) > math.MaxUint16 {
		return nil, fmt.Errorf("%d dues", len(ix.Dues))
	}
	for i, d := range ix.Dues {
		payload, err := json.Marshal(d)
		if err != nil {
			return nil, fmt.Errorf("encode due: %w", err)
		}
		add(0, payload, timeKey(d.At), id, end, binary.BigEndian.AppendUint16(nil, uint16(i)))
	}
	for note, at := range ix.Outbox {
		if err := own("note", note); err != nil {
			return nil, err
		}
		add(1, nil, timeKey(at), id, end, []byte(note))
	}
	for _, message := range app.Threads {
		add(2, nil, foreign(message), end, id)
	}
	for _, k := range ix.EmployerKeys {
		add(3, nil, employerKey("key", k), id)
	}
	for _, domain := range app.Domains {
		add(3, nil, employerKey("domain", domain), id)
	}
	if ix.Lane != "" {
		if err := own("lane", string(ix.Lane)); err != nil {
			return nil, err
		}
		add(4, ix.Row, []byte(ix.Lane), end, timeKey(ix.LaneAt), id)
	}
	slices.SortFunc(entries, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.bucket, b.bucket), bytes.Compare(a.key, b.key))
	})
	return slices.CompactFunc(entries, func(a, b entry) bool { return a.bucket == b.bucket && bytes.Equal(a.key, b.key) }), nil
}

// reindex makes entries the derived ones of an application. An entry without a payload that is there already is left
// alone, so that a long thread costs nothing at each put.
func (tx *Tx) reindex(app string, entries []entry) error {
	list, _, err := tx.index.get([]byte(app))
	if err != nil {
		return err
	}
	before, err := parseIndex(app, list)
	if err != nil {
		return err
	}
	stale := make(map[string]entry, len(before))
	for _, e := range before {
		stale[string(e.bucket)+string(e.key)] = e
	}
	for _, e := range entries {
		name := string(e.bucket) + string(e.key)
		_, there := stale[name]
		delete(stale, name)
		if there && len(e.payload) == 0 && e.bucket != 4 {
			continue
		}
		if err := tx.derived[e.bucket].put(e.key, e.payload); err != nil {
			return err
		}
	}
	for _, e := range stale {
		if err := tx.derived[e.bucket].drop(e.key); err != nil {
			return err
		}
	}
	now := appendIndex(nil, entries)
	switch {
	case entries == nil:
		return tx.index.drop([]byte(app))
	case list != nil && bytes.Equal(list, now):
		return nil
	}
	return tx.index.put([]byte(app), now)
}

// appendIndex writes the bucket numbers and keys of entries.
func appendIndex(b []byte, entries []entry) []byte {
	for _, e := range entries {
		b = append(b, e.bucket)
		b = binary.AppendUvarint(b, uint64(len(e.key)))
		b = append(b, e.key...)
	}
	return b
}

// parseIndex reads what appendIndex has written. The keys are copies.
func parseIndex(app string, b []byte) ([]entry, error) {
	var entries []entry
	for len(b) > 0 {
		n, size := binary.Uvarint(b[1:])
		if size <= 0 || int(b[0]) >= len(derivedBuckets) || n > uint64(len(b)-1-size) {
			return nil, &DamageError{Bucket: string(bucketIndex), Key: []byte(app), Why: "the list of keys cannot be read"}
		}
		at := 1 + size
		entries = append(entries, entry{bucket: b[0], key: bytes.Clone(b[at : at+int(n)])})
		b = b[at+int(n):]
	}
	return entries, nil
}

// CheckDerived proves that what is derived equals a rebuild: derived returns the Index of an application as the engine
// would put it now. The error names the first difference.
func (tx *Tx) CheckDerived(derived func(followup.Application) Index) error {
	var want [5]int
	err := tx.Applications(func(app followup.Application) error {
		entries, err := derive(app, derived(app))
		if err != nil {
			return err
		}
		list, _, err := tx.index.get([]byte(app.ID))
		if err != nil {
			return err
		}
		if !bytes.Equal(list, appendIndex(nil, entries)) {
			return fmt.Errorf("check application %s: its index is not what a rebuild would write", app.ID)
		}
		for _, e := range entries {
			want[e.bucket]++
			payload, ok, err := tx.derived[e.bucket].get(e.key)
			if err != nil {
				return err
			}
			if !ok || !bytes.Equal(payload, e.payload) {
				return fmt.Errorf("check application %s: %s %q is not what a rebuild would write", app.ID,
					derivedBuckets[e.bucket], e.key)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for i, b := range tx.derived {
		if n := len(b.keys(nil, 0, nil)); n != want[i] {
			return fmt.Errorf("check %s: %d entries, a rebuild would write %d", b.name, n, want[i])
		}
	}
	return nil
}

// Rebuild writes anew all that is derived, for instance after a change of policy.
func (tx *Tx) Rebuild(derived func(followup.Application) Index) error {
	return tx.Applications(func(app followup.Application) error {
		entries, err := derive(app, derived(app))
		if err != nil {
			return fmt.Errorf("index application %s: %w", app.ID, err)
		}
		return tx.reindex(app.ID, entries)
	})
}
