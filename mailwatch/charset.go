package mailwatch

import (
	"bytes"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/emersion/go-message/charset"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
)

// decodeCharset turns bytes into UTF-8 by the name of their charset. Where the name is unknown, missing or plainly wrong
// it guesses: UTF-8 if it is valid, else windows-1252, and says so by known = false.
func decodeCharset(b []byte, name string) (s string, known bool) {
	b, known = decodeBytes(b, name)
	return string(b), known
}

// decodeBytes is decodeCharset for bytes, which come back themselves where they are UTF-8 already.
func decodeBytes(b []byte, name string) (out []byte, known bool) {
	name = strings.ToLower(strings.Trim(name, " \t\"'"))
	switch name {
	case "utf-8", "utf8", "unicode-1-1-utf-8":
		if utf8.Valid(b) {
			return b, true
		}
		return guessCharset(b), false
	case "", "us-ascii", "ascii", "ansi_x3.4-1968", "646":
		if ascii(b) {
			return b, true
		}
		return guessCharset(b), false
	}
	// The names of the Web come first: they read iso-8859-1 as windows-1252 and gb2312 as GBK, as senders mean it.
	if enc, err := htmlindex.Get(name); err == nil {
		if canonical, _ := htmlindex.Name(enc); canonical != "replacement" && canonical != "x-user-defined" {
			if out, err := enc.NewDecoder().Bytes(b); err == nil {
				return out, true
			}
		}
	}
	if r, err := charset.Reader(name, bytes.NewReader(b)); err == nil {
		if out, err := io.ReadAll(io.LimitReader(r, int64(4*len(b)+64))); err == nil {
			return out, true
		}
	}
	return guessCharset(b), false
}

// guessCharset reads bytes of which nobody said what they are.
func guessCharset(b []byte) []byte {
	if utf8.Valid(b) {
		return b
	}
	// A cut at a cap may split the last character: that alone does not make it windows-1252.
	for n := 1; n <= 3 && n < len(b); n++ {
		if head := b[:len(b)-n]; utf8.RuneStart(b[len(b)-n]) && utf8.Valid(head) && !ascii(head) {
			return head
		}
	}
	out, err := charmap.Windows1252.NewDecoder().Bytes(b)
	if err != nil {
		return bytes.ToValidUTF8(b, []byte("\uFFFD"))
	}
	return out
}

func ascii(b []byte) bool {
	for _, c := range b {
		if c >= 0x80 {
			return false
		}
	}
	return true
}
