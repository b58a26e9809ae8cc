package mailwatch

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

func newScanner(told *[]string) *scanner {
	s := &scanner{tell: func(word, text string) { *told = append(*told, word+": "+text) }}
	s.limit.Store(outsideBytes)
	return s
}

func TestScanner(t *testing.T) {
	t.Parallel()
	deep := strings.Repeat("(", maxNesting+1)
	for _, row := range []struct {
		why  string
		in   string
		want error
		told []string
	}{
		{"an ordinary reply", "* 1 FETCH (UID 1 FLAGS (\\Seen))\r\nT1 OK done\r\n", nil, nil},
		{"too many brackets", "* 1 FETCH (BODYSTRUCTURE " + deep, ErrNesting, nil},
		{"as many with other things between", "* 1 FETCH " + strings.Repeat("(a ", maxNesting+1), ErrNesting, nil},
		{"brackets in a literal are somebody's mail", "* 1 FETCH (BODY[] {201}\r\n" + deep + ")\r\nT1 OK done\r\n", nil, nil},
		{"brackets after a literal are not", "* 1 FETCH (BODY[] {3}\r\n(((" + deep, ErrNesting, nil},
		{"closing brackets in quotes do not hide open ones", "* 1 FETCH " + strings.Repeat(`(")"`, maxNesting+1), ErrNesting, nil},
		{"text for people that looks like a literal is none", "* OK look {900000}\r\n* 1 FETCH " + deep, ErrNesting, nil},
		{"nor in a tagged reply", "T1 OK look {900000}\r\n* 1 FETCH " + deep, ErrNesting, nil},
		{"nor after a plus", "+ go {900000}\r\n* 1 FETCH " + deep, ErrNesting, nil},
		{"a quoted string never spans lines", "* LIST () \"/\" \"a {900000}\r\n* 1 FETCH " + deep, ErrMalformed, nil},
		{"nor does a response code", "* OK [X y\r\n* 1 FETCH (BODY[] {90000}\r\n" + deep, ErrMalformed, nil},
		{"an escaped quote does not end a string", `* LIST () "/" "a\"{9}` + "\r\n", ErrMalformed, nil},
		{"a literal with a space before its line end", "* 1 FETCH (BODY[] {201} \r\n" + deep + ")\r\n", nil, nil},
		{"a bare line feed ends a line", "* 1 FETCH (BODY[] {201}\n" + deep + ")\nT1 OK done\n", nil, nil},
		{"an endless line", "* SEARCH" + strings.Repeat(" 1", outsideBytes), ErrTooBig, nil},
		{"a literal larger than any is refused at its head", "* 1 FETCH (BODY[] {1500000000}\r\n", ErrTooBig, nil},
		{"a size beyond all numbers", "* 1 FETCH (BODY[] {99999999999999999999999}\r\n", ErrTooBig, nil},
		{"a tagged reply starts the count anew", strings.Repeat("* SEARCH"+strings.Repeat(" 1", 1<<18)+"\r\nT1 OK\r\n", 8), nil, nil},
		{"BYE is told", "* BYE [UNAVAILABLE] back soon\r\n", nil, []string{"BYE: [UNAVAILABLE] back soon"}},
		{"ALERT is told", "* OK [ALERT] disk full\r\nT1 OK [alert] really\r\n", nil, []string{"OK: [ALERT] disk full", "OK: [alert] really"}},
		{"NO is told, OK is not", "* NO slow today\r\n* OK Still here\r\n", nil, []string{"NO: slow today"}},
		{"what is told is clean", "* BYE \x1b]0;x\x07 a\tb\r\n", nil, []string{"BYE: ]0;x a b"}},
		{"text in a literal is not told", "* 1 FETCH (BODY[] {12}\r\n* BYE haha\r\n)\r\n", nil, nil},
		{"empty lines", "\r\n\n\r\n", nil, nil},
	} {
		t.Run(row.why, func(t *testing.T) {
			t.Parallel()
			var told []string
			if got := newScanner(&told).feed([]byte(row.in)); !errors.Is(got, row.want) {
				t.Errorf("verdict %v, want %v", got, row.want)
			}
			if !slices.Equal(told, row.told) {
				t.Errorf("told %q, want %q", told, row.told)
			}
		})
	}
}

// A verdict must not depend on how the bytes are cut into reads, and a line for people must not grow.
func FuzzScanner(f *testing.F) {
	f.Add([]byte("* 1 FETCH (UID 1 BODY[] {5}\r\nhello)\r\nT1 OK done\r\n"), uint8(3))
	f.Add([]byte("* 1 FETCH (UID 1 BODY[] {533333333}\r\nhello)\r\nT1 OK done\r\n"), uint8(0))
	f.Add([]byte("* OK [ALERT] x {5}\r\n* BYE [X\r\n"), uint8(1))
	f.Add([]byte("* LIST (\\Sent) \"/\" \"a\\\"b\"\r\n+ go\r\n"), uint8(2))
	f.Fuzz(func(t *testing.T, in []byte, cut uint8) {
		var whole, parts []string
		one, many := newScanner(&whole), newScanner(&parts)
		want := one.feed(in)
		var got error
		for chunk := range slices.Chunk(in, int(cut)+1) {
			if got = many.feed(chunk); got != nil {
				break
			}
		}
		if got != want || !slices.Equal(whole, parts) {
			t.Fatalf("whole: %v %q; in pieces of %d: %v %q", want, whole, cut+1, got, parts)
		}
		if len(one.line) > maxNotice+1 || one.literal < 0 || one.literal > replyBytes || one.depth > maxNesting+1 {
			t.Fatalf("state %+v", fmt.Sprint(len(one.line), one.literal, one.depth))
		}
		for _, text := range whole {
			if bytes.ContainsFunc([]byte(text), func(r rune) bool { return r < ' ' || r == 0x7f }) {
				t.Fatalf("told %q", text)
			}
		}
	})
}
