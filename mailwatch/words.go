package mailwatch

import (
	"strings"
	"unicode/utf8"
)

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
		word, _ = decodeBase64(nil, []byte(text[:end]), 4096)
	case 'q':
		word = decodeQuotedPrintable(nil, []byte(strings.ReplaceAll(text[:end], "_", " ")), 4096)
	default:
		return nil, "", 0, false
	}
	return word, charset, n, true
}

func raw8bit(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	return string(guessCharset([]byte(s)))
}
