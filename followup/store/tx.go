package store

import (
	"fmt"
	"time"

	"go.etcd.io/bbolt"
)

// Tx is one transaction on one profile. It is valid inside the function it is given to, in that goroutine only.
// What it returns is copied and may be kept. A function called for each of many may write through the same Tx.
type Tx struct {
	tx  *bbolt.Tx
	now time.Time

	meta, account, app, journal, letter, seen, cursor, aside, poison, index, forgotten bucket

	derived []bucket // as derivedBuckets
}

// Now is the time of this transaction, in UTC: the same at each call.
func (tx *Tx) Now() time.Time { return tx.now }

func (tx *Tx) due() bucket      { return tx.derived[0] }
func (tx *Tx) outbox() bucket   { return tx.derived[1] }
func (tx *Tx) thread() bucket   { return tx.derived[2] }
func (tx *Tx) employer() bucket { return tx.derived[3] }
func (tx *Tx) lane() bucket     { return tx.derived[4] }

// begin finds the buckets of a profile. One that is missing means damage: Open has made them all.
func begin(btx *bbolt.Tx, profile string, now time.Time) (*Tx, error) {
	tx := &Tx{tx: btx, now: now.UTC().Round(0)}
	var err error
	sub := func(parent *bbolt.Bucket, name []byte) *bbolt.Bucket {
		if parent == nil {
			return nil
		}
		b := parent.Bucket(name)
		if b == nil && err == nil {
			err = &DamageError{Why: fmt.Sprintf("bucket %q is missing", name)}
		}
		return b
	}
	tx.meta = bucket{btx.Bucket(bucketMeta), bucketMeta}
	if tx.meta.b == nil || btx.Bucket(bucketProfile) == nil {
		return nil, &DamageError{Why: "the outermost buckets are missing"}
	}
	root := sub(btx.Bucket(bucketProfile), []byte(profile))
	for i, b := range []*bucket{&tx.account, &tx.app, &tx.journal, &tx.letter, &tx.seen, &tx.cursor, &tx.aside, &tx.poison,
		&tx.index, &tx.forgotten} {
		*b = bucket{sub(root, factBuckets[i]), factBuckets[i]}
	}
	derived := sub(root, bucketDerived)
	for _, name := range derivedBuckets {
		tx.derived = append(tx.derived, bucket{sub(derived, name), name})
	}
	return tx, err
}
