package mailwatch

import (
	"bytes"
	"strings"
	"testing"
)

// sections gives BODY[HEADER] and BODY[1] as a server would cut them out of a well-formed message.
func sections(raw string) (head, part1 []byte) {
	h, body, _ := strings.Cut(raw, "\r\n\r\n")
	if _, rest, ok := strings.Cut(h, "boundary="); ok {
		boundary, _, _ := strings.Cut(rest, "\r\n")
		_, first, _ := strings.Cut(body, "--"+boundary+"\r\n")
		first, _, _ = strings.Cut(first, "\r\n--"+boundary)
		_, body, _ = strings.Cut(first, "\r\n\r\n")
	}
	return []byte(h + "\r\n\r\n"), []byte(body)
}

func TestKeyIsTheSameForCopiesOfAMail(t *testing.T) {
	t.Parallel()
	plain := string(letter("From: Jane <jane@acme.example>", "Message-ID: <1@acme.example>", "Date: Tue, 3 Mar 2026 09:00:00 +0000", "", "Hello Sam,", "", "see you.", ""))
	long := string(letter("From: jane@acme.example", "Message-ID: <2@acme.example>", "", strings.Repeat("All work and no play.\r\n", 2000)))
	multi := string(letter("From: jane@acme.example", "Message-ID: <3@acme.example>", "Content-Type: multipart/alternative; boundary=x", "", "preamble", "--x", "Content-Type: text/plain; charset=utf-8", "", "Hello Sam,", "see you.", "--x", "Content-Type: text/html", "", "<p>Hello", "--x--"))
	inner := string(letter("From: jane@acme.example", "Message-ID: <4@acme.example>", "Content-Type: multipart/mixed; boundary=x", "", "--x", "Content-Type: multipart/alternative; boundary=\"y\"", "", "--y", "", "Hello", "--y--", "--x--"))
	for name, raw := range map[string]string{"plain": plain, "long": long, "multipart": multi, "multipart within multipart": inner} {
		m := parse(t, []byte(raw))
		want := Key("me", m, []byte(raw))
		head, part1 := sections(raw)
		copies := map[string]string{
			"another folder added fields":  Key("me", m, []byte("Received: from a by b; now\r\nX-Spam: no\r\n"+raw)),
			"a file has bare LF":           Key("me", m, []byte(strings.ReplaceAll(raw, "\r\n", "\n"))),
			"a store lost the last line":   Key("me", m, bytes.TrimRight([]byte(raw), "\r\n")),
			"an mbox added an empty line":  Key("me", m, []byte(raw+"\r\n")),
			"a scan fetched two sections":  KeyParts("me", m, head, part1),
			"and the first 32 KiB of them": KeyParts("me", m, head, part1[:min(len(part1), 32<<10)]),
		}
		for how, got := range copies {
			if got != want {
				t.Errorf("%s: %s and the key changed", name, how)
			}
		}
		others := map[string]string{
			"another account": Key("you", m, []byte(raw)),
			"another body":    Key("me", m, []byte(strings.Replace(strings.Replace(raw, "Hello", "Howdy", 1), "All work", "No work", 1))),
			"another id":      Key("me", &Message{ID: "x", From: m.From}, []byte(raw)),
			"another sender":  Key("me", &Message{ID: m.ID}, []byte(raw)),
			"another date":    Key("me", m, []byte("Date: Wed, 4 Mar 2026 09:00:00 +0000\r\n"+raw)),
		}
		for how, got := range others {
			if got == want {
				t.Errorf("%s: %s and the key is the same", name, how)
			}
		}
	}
}

// The parse of a scan and of the whole must agree on all that goes into a key.
func TestKeyAfterParsingParts(t *testing.T) {
	t.Parallel()
	raw := string(letter("From: =?utf-8?q?J=C3=A4ne?= <jane@acme.example>", "Message-ID: <3@acme.example>", "Date: Tue, 3 Mar 2026 09:00:00 +0000", "Content-Type: multipart/alternative; boundary=x", "", "--x", "Content-Type: text/plain", "", "Hello Sam,", "--x--"))
	head, part1 := sections(raw)
	m, _, err := ParseParts(head, part1, false, march, DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	if whole := parse(t, []byte(raw)); KeyParts("me", m, head, part1) != Key("me", whole, []byte(raw)) {
		t.Error("the keys differ")
	}
}
