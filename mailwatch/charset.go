package mailwatch

import (
	"bytes"
	"encoding/base64"
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
	name = strings.ToLower(strings.Trim(name, " \t\"'"))
	switch name {
	case "utf-8", "utf8", "unicode-1-1-utf-8":
		if utf8.Valid(b) {
			return string(b), true
		}
		return guessCharset(b), false
	case "", "us-ascii", "ascii", "ansi_x3.4-1968", "646":
		if ascii(b) {
			return string(b), true
		}
		return guessCharset(b), false
	}
	// The names of the Web come first: they read iso-8859-1 as windows-1252 and gb2312 as GBK, as senders mean it.
	if enc, err := htmlindex.Get(name); err == nil {
		if canonical, _ := htmlindex.Name(enc); canonical != "replacement" && canonical != "x-user-defined" {
			if out, err := enc.NewDecoder().Bytes(b); err == nil {
				return string(out), true
			}
		}
	}
	if r, err := charset.Reader(name, bytes.NewReader(b)); err == nil {
		if out, err := io.ReadAll(io.LimitReader(r, int64(4*len(b)+64))); err == nil {
			return string(out), true
		}
	}
	return guessCharset(b), false
}

// guessCharset reads bytes of which nobody said what they are.
func guessCharset(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	// A cut at a cap may split the last character: that alone does not make it windows-1252.
	for n := 1; n <= 3 && n < len(b); n++ {
		if head := b[:len(b)-n]; utf8.RuneStart(b[len(b)-n]) && utf8.Valid(head) && !ascii(head) {
			return string(head)
		}
	}
	out, err := charmap.Windows1252.NewDecoder().Bytes(b)
	if err != nil {
		return strings.ToValidUTF8(string(b), "\uFFFD")
	}
	return string(out)
}

func ascii(b []byte) bool {
	for _, c := range b {
		if c >= 0x80 {
			return false
		}
	}
	return true
}

// decodeTransfer undoes a Content-Transfer-Encoding, leniently: what can be read up to a fault is returned. At most limit
// bytes come out. A fault is told in words.
func decodeTransfer(b []byte, encoding string, limit int) (out []byte, fault string) {
	switch encoding {
	case "base64":
		if spoken(b) {
			out, fault = b, "text is not encoded as announced"
		} else {
			out, fault = decodeBase64(b, limit)
		}
	case "quoted-printable":
		out = decodeQuotedPrintable(b, limit)
	case "", "7bit", "8bit", "binary":
		out = b
	default:
		out, fault = b, "unknown transfer encoding"
	}
	if len(out) > limit {
		out, fault = out[:limit], "text cut at the cap"
	}
	return out, fault
}

// spoken says that bytes are words: base64 has no spaces within its lines.
func spoken(b []byte) bool {
	head := bytes.TrimSpace(b[:min(len(b), 1<<10)])
	spaces := bytes.Count(head, []byte(" "))
	return len(head) > 40 && spaces > len(head)/20
}

// decodeBase64 skips what is not of the alphabet and goes on after padding, since some programs join encoded blocks.
func decodeBase64(b []byte, limit int) ([]byte, string) {
	if most := limit/3*4 + 8; len(b) > 2*most {
		b = b[:2*most]
	}
	// What is encoded as it should be goes fast; the decoder skips line ends by itself.
	out := make([]byte, len(b)/4*3+3)
	if n, err := base64.StdEncoding.Decode(out, bytes.TrimRight(b, " \t\r\n")); err == nil {
		return out[:n], ""
	}
	out = out[:0]
	var quad [4]byte
	var three [3]byte
	n, strange := 0, 0
	for _, c := range b {
		switch {
		case c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '+' || c == '/':
			quad[n] = c
			if n++; n == 4 {
				base64.StdEncoding.Decode(three[:], quad[:])
				out = append(out, three[:]...)
				n = 0
			}
		case c == '=':
			out = appendRest(out, quad[:n])
			n = 0
		case c != '\r' && c != '\n' && c != ' ' && c != '\t':
			strange++
			if c == '-' && n == 0 && len(out) > 0 {
				return out, "text after base64 ignored"
			}
		}
	}
	fault := ""
	if out = appendRest(out, quad[:n]); n == 1 {
		fault = "base64 is cut short"
	}
	if strange > 0 {
		fault = "bad base64"
	}
	return out, fault
}

func appendRest(out, quad []byte) []byte {
	if len(quad) < 2 {
		return out
	}
	rest := make([]byte, 3)
	n, err := base64.RawStdEncoding.Decode(rest, quad)
	if err != nil && n == 0 {
		return out
	}
	return append(out, rest[:n]...)
}

// decodeQuotedPrintable leaves a wrong escape as it stands.
func decodeQuotedPrintable(b []byte, limit int) []byte {
	if most := 3*limit + 8; len(b) > most {
		b = b[:most]
	}
	if bytes.IndexByte(b, '=') < 0 {
		return b
	}
	out := make([]byte, 0, len(b))
	for len(b) > 0 {
		i := bytes.IndexByte(b, '=')
		if i < 0 {
			return append(out, b...)
		}
		out, b = append(out, b[:i]...), b[i+1:]
		if hi, lo, ok := hexPair(b); ok {
			out, b = append(out, hi<<4|lo), b[2:]
			continue
		}
		j := 0
		for j < len(b) && (b[j] == ' ' || b[j] == '\t' || b[j] == '\r') {
			j++
		}
		switch {
		case j < len(b) && b[j] == '\n':
			b = b[j+1:]
		case j == len(b):
			b = nil
		default:
			out = append(out, '=')
		}
	}
	return out
}

func hexPair(b []byte) (hi, lo byte, ok bool) {
	if len(b) < 2 {
		return 0, 0, false
	}
	hi, ok1 := hexDigit(b[0])
	lo, ok2 := hexDigit(b[1])
	return hi, lo, ok1 && ok2
}

func hexDigit(c byte) (byte, bool) {
	switch {
	case c >= '0' && c <= '9':
		return c - '0', true
	case c >= 'A' && c <= 'F':
		return c - 'A' + 10, true
	case c >= 'a' && c <= 'f':
		return c - 'a' + 10, true
	}
	return 0, false
}

// decodeWords reads the encoded words of RFC 2047 in a header value. It is more lenient than the RFC: words that follow
// one another in the same charset are joined before they are decoded, because many programs split characters between
// them, and spaces inside a word are suffered. The result may hold control characters; callers clean it.
func decodeWords(v string) string {
	if !strings.Contains(v, "=?") {
		return raw8bit(v)
	}
	var out strings.Builder
	var pending []byte
	name := ""
	flush := func() {
		if len(pending) > 0 {
			s, _ := decodeCharset(pending, name)
			out.WriteString(s)
			pending = nil
		}
	}
	for v != "" {
		i := strings.Index(v, "=?")
		if i < 0 {
			break
		}
		word, cs, n, ok := encodedWord(v[i:])
		if !ok {
			flush()
			out.WriteString(raw8bit(v[:i+2]))
			v = v[i+2:]
			continue
		}
		if gap := v[:i]; len(pending) == 0 || strings.TrimSpace(gap) != "" {
			flush()
			out.WriteString(raw8bit(gap))
		}
		if !strings.EqualFold(cs, name) {
			flush()
			name = cs
		}
		pending = append(pending, word...)
		v = v[i+n:]
	}
	flush()
	out.WriteString(raw8bit(v))
	return out.String()
}

// encodedWord reads one =?charset?B or Q?text?= at the start of s and returns its bytes and length.
func encodedWord(s string) (word []byte, charset string, n int, ok bool) {
	rest := s[2:]
	q := strings.IndexByte(rest, '?')
	if q < 1 || q > 60 || len(rest) < q+3 || rest[q+2] != '?' || strings.ContainsAny(rest[:q], " \t=\"<>") {
		return nil, "", 0, false
	}
	charset, kind, text := rest[:q], rest[q+1]|0x20, rest[q+3:]
	charset, _, _ = strings.Cut(charset, "*") // RFC 2231: a language may follow.
	end := strings.Index(text, "?=")
	if end < 0 || end > 4096 {
		return nil, "", 0, false
	}
	n = 2 + q + 3 + end + 2
	switch kind {
	case 'b':
		word, _ = decodeBase64([]byte(text[:end]), 4096)
	case 'q':
		word = decodeQuotedPrintable([]byte(strings.ReplaceAll(text[:end], "_", " ")), 4096)
	default:
		return nil, "", 0, false
	}
	return word, charset, n, true
}

func raw8bit(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	return guessCharset([]byte(s))
}
