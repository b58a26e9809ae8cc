package store

import (
	"bytes"
	"slices"
	"time"

	"followup/followup"
)

// DueBefore calls fn for each due at t or before, soonest first. One that a call of fn has removed is left out.
func (tx *Tx) DueBefore(t time.Time, fn func(app string, d followup.Due) error) error {
	for _, k := range tx.due().keys(nil, 0, notAfter(t)) {
		var d followup.Due
		if ok, err := tx.due().getJSON(k, &d); err != nil {
			return err
		} else if !ok {
			continue
		}
		if err := fn(string(k[8:len(k)-3]), d); err != nil {
			return err
		}
	}
	return nil
}

// SoonestDue returns the time of the first due, and whether there is one.
func (tx *Tx) SoonestDue() (time.Time, bool) { return tx.due().first() }

// OutboxBefore calls fn for each note whose time to leave is t or before, soonest first. One that a call of fn has
// removed is left out.
func (tx *Tx) OutboxBefore(t time.Time, fn func(app, note string, at time.Time) error) error {
	for _, k := range tx.outbox().keys(nil, 0, notAfter(t)) {
		_, ok, err := tx.outbox().get(k)
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		app, note, _ := bytes.Cut(k[8:], []byte{0})
		if err := fn(string(app), string(note), keyTime(k)); err != nil {
			return err
		}
	}
	return nil
}

// SoonestOutbox returns the time of the first note to leave, and whether there is one.
func (tx *Tx) SoonestOutbox() (time.Time, bool) { return tx.outbox().first() }

// ByThread returns the ids of the applications that know one of these Message-IDs, without repeats, those of the first
// Message-ID first.
func (tx *Tx) ByThread(ids ...string) ([]string, error) {
	var apps []string
	for _, id := range ids {
		found, err := tx.thread().tails(key(foreign(id), nil))
		if err != nil {
			return nil, err
		}
		for _, app := range found {
			if !slices.Contains(apps, app) {
				apps = append(apps, app)
			}
		}
	}
	return apps, nil
}

// ByEmployer returns the ids of the applications that were put with this employer key, sorted.
func (tx *Tx) ByEmployer(k string) ([]string, error) {
	return tx.employer().tails(employerKey("key", k))
}

// ByDomain returns the ids of the applications whose Domains hold domain, sorted.
func (tx *Tx) ByDomain(domain string) ([]string, error) {
	return tx.employer().tails(employerKey("domain", domain))
}

func employerKey(kind, value string) []byte { return key([]byte(kind), foreign(value), nil) }

// tails returns what follows prefix in the keys that begin with it.
func (b bucket) tails(prefix []byte) ([]string, error) {
	var tails []string
	for _, k := range b.keys(prefix, 0, nil) {
		if _, _, err := b.get(k); err != nil {
			return nil, err
		}
		tails = append(tails, string(k[len(prefix):]))
	}
	return tails, nil
}

// Lane calls fn for the rows of a lane, those with the smallest LaneAt first, at most limit of them (0 for all).
func (tx *Tx) Lane(lane Lane, limit int, fn func(app string, row []byte) error) error {
	return tx.rows(lane, tx.lane().keys(key([]byte(lane), nil), limit, nil), fn)
}

// LaneNewest is Lane with the greatest LaneAt first.
func (tx *Tx) LaneNewest(lane Lane, limit int, fn func(app string, row []byte) error) error {
	keys := tx.lane().keys(key([]byte(lane), nil), 0, nil)
	slices.Reverse(keys)
	if limit > 0 && len(keys) > limit {
		keys = keys[:limit]
	}
	return tx.rows(lane, keys, fn)
}

func (tx *Tx) rows(lane Lane, keys [][]byte, fn func(app string, row []byte) error) error {
	for _, k := range keys {
		row, ok, err := tx.lane().get(k)
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		if err := fn(string(k[len(lane)+1+8:]), bytes.Clone(row)); err != nil {
			return err
		}
	}
	return nil
}

// LaneCounts returns how many applications stand in each lane.
func (tx *Tx) LaneCounts() (map[Lane]int, error) {
	counts := map[Lane]int{}
	for _, k := range tx.lane().keys(nil, 0, nil) {
		lane, _, ok := bytes.Cut(k, []byte{0})
		if !ok {
			return nil, &DamageError{Bucket: string(bucketLane), Key: k, Why: "a key without a lane"}
		}
		counts[Lane(lane)]++
	}
	return counts, nil
}
