// Package store keeps what followup knows in one bbolt file. It decides nothing: what an application is and what time
// will ask for comes from the rules; the store writes it, finds it again and proves that it was not damaged.
//
// The tree of buckets, updated at each change of it:
//
//	meta                 schema, created, program version, marks ("restored")
//	profile/NAME/        one job seeker: the unit that can move to another machine as a whole
//	  account            name -> what is known of that account's servers
//	  app                id -> followup.Application
//	  journal            (app, seq) -> {event, reason}; seq rises over the whole profile
//	  letter             (note, fingerprint) -> the bytes, immutable
//	  seen               message key -> {app, at}; job mail and own mail only
//	  cursor             (account, folder) -> Cursor
//	  aside              (at, seq) -> a signal that was set aside; a ring of AsideMax, dropped after AsideFor
//	  forgotten          keyed hash of a message key or Message-ID -> nothing; what a person had forgotten is not read anew
//	  poison             (account, folder, uidvalidity, uid) -> a message that cannot be read, and why
//	  index              app -> the keys that it has in the buckets of derived
//	  derived/           nothing here is a fact: all of it can be rebuilt from app
//	    due              (at, app, n) -> followup.Due
//	    outbox           (send at, app, note) -> nothing
//	    thread           (Message-ID, app) -> nothing
//	    employer         ("key" or "domain", value, app) -> nothing
//	    lane             (lane, at, app) -> the row that the page shows
//
// Times in keys are 8 bytes, big-endian, UTC nanoseconds since 1970, so that a cursor walks in order. Parts of a key
// are separated by a zero byte. A value is a record: a version byte, a CRC32C and a payload, which is JSON except for
// letters, lane rows and index. The checksum covers the name of the bucket and the key too, because bbolt has
// checksums for its two meta pages only: a record that turns up under another key is as wrong as one with other bytes.
//
// The folder is 0700 and the files in it are 0600. One process has the store open at a time; its process id stands
// beside it in a file with the suffix ".pid".
package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"time"

	"go.etcd.io/bbolt"
)

var (
	bucketMeta     = []byte("meta")
	bucketProfile  = []byte("profile")
	bucketAccount  = []byte("account")
	bucketApp      = []byte("app")
	bucketJournal  = []byte("journal")
	bucketLetter   = []byte("letter")
	bucketSeen     = []byte("seen")
	bucketCursor   = []byte("cursor")
	bucketAside    = []byte("aside")
	bucketPoison   = []byte("poison")
	bucketIndex    = []byte("index")
	bucketForget   = []byte("forgotten")
	bucketDerived  = []byte("derived")
	bucketDue      = []byte("due")
	bucketOutbox   = []byte("outbox")
	bucketThread   = []byte("thread")
	bucketEmployer = []byte("employer")
	bucketLane     = []byte("lane")
)

var (
	factBuckets = [][]byte{bucketAccount, bucketApp, bucketJournal, bucketLetter, bucketSeen, bucketCursor, bucketAside,
		bucketPoison, bucketIndex, bucketForget}
	// derivedBuckets stand in the order in which index numbers them: add at the end only.
	derivedBuckets = [][]byte{bucketDue, bucketOutbox, bucketThread, bucketEmployer, bucketLane}
)

// bucket is a bbolt bucket whose values are records.
type bucket struct {
	b    *bbolt.Bucket
	name []byte
}

// get returns the payload at key, valid until the transaction ends. It seeks instead of calling Get, because Get
// answers "nothing" where damage has turned a record into a bucket.
func (b bucket) get(key []byte) ([]byte, bool, error) {
	k, v := b.b.Cursor().Seek(key)
	if !bytes.Equal(k, key) {
		return nil, false, nil
	}
	payload, err := unseal(b.name, key, v)
	return payload, err == nil, err
}

func (b bucket) put(key, payload []byte) error {
	if err := b.b.Put(key, seal(b.name, key, payload)); err != nil {
		return fmt.Errorf("put %s %q: %w", b.name, key, err)
	}
	return nil
}

func (b bucket) drop(key []byte) error {
	if err := b.b.Delete(key); err != nil {
		return fmt.Errorf("delete %s %q: %w", b.name, key, err)
	}
	return nil
}

func (b bucket) getJSON(key []byte, v any) (bool, error) {
	payload, ok, err := b.get(key)
	if !ok || err != nil {
		return false, err
	}
	if err := json.Unmarshal(payload, v); err != nil {
		return false, fmt.Errorf("decode %s %q: %w", b.name, key, err)
	}
	return true, nil
}

func (b bucket) putJSON(key []byte, v any) error {
	payload, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("encode %s %q: %w", b.name, key, err)
	}
	return b.put(key, payload)
}

// keys copies the keys that begin with prefix, in order, up to limit (0 for all) and as long as until says so (nil
// for all). Callers then read one by one, so that the function they call for each may write to the same bucket.
func (b bucket) keys(prefix []byte, limit int, until func([]byte) bool) [][]byte {
	var keys [][]byte
	c := b.b.Cursor()
	for k, _ := c.Seek(prefix); k != nil && bytes.HasPrefix(k, prefix); k, _ = c.Next() {
		if limit > 0 && len(keys) == limit || until != nil && !until(k) {
			break
		}
		keys = append(keys, bytes.Clone(k))
	}
	return keys
}

// first returns the time at the start of the first key.
func (b bucket) first() (time.Time, bool) {
	k, _ := b.b.Cursor().First()
	if len(k) < 8 {
		return time.Time{}, false
	}
	return keyTime(k), true
}

// key joins parts with a zero byte between them.
func key(parts ...[]byte) []byte { return bytes.Join(parts, []byte{0}) }

// timeKey is t in 8 bytes that sort as times do. Times before 1970 count as 1970, those after 2262 as 2262.
func timeKey(t time.Time) []byte {
	var n uint64
	switch {
	case t.Before(time.Unix(0, 0)):
	case t.After(time.Unix(0, math.MaxInt64)):
		n = math.MaxInt64
	default:
		n = uint64(t.UnixNano())
	}
	return binary.BigEndian.AppendUint64(nil, n)
}

func keyTime(k []byte) time.Time { return time.Unix(0, int64(binary.BigEndian.Uint64(k))).UTC() }

// notAfter makes the end of a walk over keys that begin with a time.
func notAfter(t time.Time) func([]byte) bool {
	last := timeKey(t)
	return func(k []byte) bool { return len(k) >= 8 && bytes.Compare(k[:8], last) <= 0 }
}

// foreign makes a part of a key from a string that a stranger wrote, a Message-ID or a folder's name. What would break
// the key, or is long, is replaced by its hash.
func foreign(s string) []byte {
	if s != "" && len(s) <= 255 && !strings.Contains(s, "\x00") {
		return []byte(s)
	}
	h := sha256.Sum256([]byte(s))
	return []byte("sha256:" + hex.EncodeToString(h[:]))
}

// own checks an identifier that we made ourselves.
func own(what, id string) error {
	if id == "" || len(id) > 1024 || strings.Contains(id, "\x00") {
		return fmt.Errorf("%s %q is no identifier", what, id)
	}
	return nil
}
