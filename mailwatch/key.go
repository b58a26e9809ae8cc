package mailwatch

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// keyBody is how much of the body goes into a key.
const keyBody = 4 << 10

// Key identifies a mail whatever folder it lies in and however it was fetched: SHA-256, in hex, over the account, the
// Message-ID, the first From address, the Date and the first 4 KiB of the body as sent. Received, Return-Path and X fields
// are left out, for they differ between copies.
//
// The body here is what IMAP calls BODY[1]: of a multipart its first part (still encoded, without its own header), of any
// other message the whole body. So a mail read from its header and first part (KeyParts) has the same key as when it was
// read whole. Line ends count as LF, and white space at the end of lines or of the part does not count, because servers
// and mbox files differ there.
func Key(account string, m *Message, raw []byte) string {
	h, body := readHeader(normalize(raw), DefaultLimits(), func(string) {})
	p := newPart(h, body, "text/plain")
	if p.multipart() {
		if first, ok := firstPart(p); ok {
			body = first
		}
	}
	return key(account, m, h, body)
}

// KeyParts is Key for a mail of which only BODY[HEADER] and at least the first 4 KiB of BODY[1] were fetched.
func KeyParts(account string, m *Message, head, part1 []byte) string {
	h, _ := readHeader(head, DefaultLimits(), func(string) {})
	return key(account, m, h, part1)
}

// firstPart is the body of the first part of a multipart.
func firstPart(p part) ([]byte, bool) {
	boundary := strings.TrimRight(p.media.params["boundary"], " \t")
	if boundary == "" {
		return nil, false
	}
	kids, found, _, _ := children(p.body, boundary, 1)
	if !found || len(kids) == 0 {
		return nil, false
	}
	_, body := readHeader(startPart(kids[0]), DefaultLimits(), func(string) {})
	return body, true
}

func key(account string, m *Message, h header, body []byte) string {
	from := ""
	if len(m.From) > 0 {
		from = strings.ToLower(m.From[0].Addr)
	}
	sum := sha256.New()
	for _, s := range []string{account, m.ID, from, CleanLine(clip(h.get("date"), 200))} {
		sum.Write([]byte(s))
		sum.Write([]byte{0})
	}
	left := keyBody
	empty := 0
	for len(body) > 0 && left > 0 {
		var l []byte
		l, body = cutLine(body)
		if l = bytes.TrimRight(l, " \t\r\n"); len(l) == 0 {
			empty++ // Written only if something follows.
			continue
		}
		for ; empty > 0 && left > 0; empty, left = empty-1, left-1 {
			sum.Write([]byte{'\n'})
		}
		empty = 0
		l = l[:min(len(l), left)]
		sum.Write(l)
		sum.Write([]byte{'\n'})
		left -= len(l) + 1
	}
	return hex.EncodeToString(sum.Sum(nil))
}
