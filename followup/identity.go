package followup

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"encoding/hex"
	"strconv"
	"strings"
	"time"
)

// encode writes the fields one after another, each behind its length, so that no two lists of fields look alike.
func encode(fields ...string) []byte {
	var b []byte
	for _, f := range fields {
		b = binary.BigEndian.AppendUint64(b, uint64(len(f)))
		b = append(b, f...)
	}
	return b
}

// Fingerprint is the SHA-256, in hex, of everything a person reads before saying yes: From, To, Subject, Answers,
// References and Text. An approval binds to it.
func Fingerprint(n Note) string {
	fields := []string{
		"followup letter 1", n.From.Name, n.From.Addr, n.To.Name, n.To.Addr, n.Subject, n.Answers, n.Text,
		strconv.Itoa(len(n.References)),
	}
	sum := sha256.Sum256(encode(append(fields, n.References...)...))
	return hex.EncodeToString(sum[:])
}

var letters = base32.StdEncoding.WithPadding(base32.NoPadding)

// NoteID names a note by what makes it that note, so that proposing it twice is the same note. The anchor is its round,
// or the mail that led to it where there is no round: both belong to one application only, whichever mail of it was read
// first.
func NoteID(anchor string, kind NoteKind, person string, ordinal int) string {
	sum := sha256.Sum256(encode(anchor, string(kind), person, strconv.Itoa(ordinal)))
	return "n" + strings.ToLower(letters.EncodeToString(sum[:8]))
}

// MessageID returns the Message-ID of a note without brackets, derived from the install key, so that a rebuilt or
// restored store makes the same one and a search in Sent finds what already left. The domain is that of the sender.
func MessageID(key []byte, n Note, domain string) string {
	answers := n.Interview
	if answers == "" {
		answers = n.Answers
	}
	if answers == "" {
		answers = n.Round
	}
	mac := hmac.New(sha256.New, key)
	mac.Write(encode(n.Account, answers, string(n.Kind), lower(n.To.Addr), strconv.Itoa(n.Ordinal)))
	return strings.ToLower(letters.EncodeToString(mac.Sum(nil)[:20])) + "@" + lower(domain)
}

// roundID names a round by the mail, or the user's act, that opened it.
func roundID(key string, nth int) string {
	sum := sha256.Sum256(encode("round", key, strconv.Itoa(nth)))
	return "r" + strings.ToLower(letters.EncodeToString(sum[:6]))
}

// ActID names an act of the user by hand: what undo names. key tells two acts of one kind and moment apart.
func ActID(kind EventKind, at time.Time, app, key string) string {
	sum := sha256.Sum256(encode("act", string(kind), at.UTC().Format(time.RFC3339Nano), app, key))
	return "e" + strings.ToLower(letters.EncodeToString(sum[:8]))
}
