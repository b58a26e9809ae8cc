package mailwatch

import (
	"bytes"
	"encoding/base64"
	"slices"
)

// decodeTransfer undoes a Content-Transfer-Encoding, leniently: what can be read up to a fault is returned. At most limit
// bytes come out, in the given room if they had to be decoded. A fault is told in words.
func decodeTransfer(room, b []byte, encoding string, limit int) (out []byte, fault string) {
	switch encoding {
	case "base64":
		if spoken(b) {
			out, fault = b, "text is not encoded as announced"
		} else {
			out, fault = decodeBase64(room, b, limit)
		}
	case "quoted-printable":
		out = decodeQuotedPrintable(room, b, limit)
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
func decodeBase64(room, b []byte, limit int) ([]byte, string) {
	if most := limit/3*4 + 8; len(b) > 2*most {
		b = b[:2*most]
	}
	// What is encoded as it should be goes fast; the decoder skips line ends by itself.
	out := slices.Grow(room[:0], len(b)/4*3+3)[:len(b)/4*3+3]
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
func decodeQuotedPrintable(room, b []byte, limit int) []byte {
	if most := 3*limit + 8; len(b) > most {
		b = b[:most]
	}
	if bytes.IndexByte(b, '=') < 0 {
		return b
	}
	out, n := slices.Grow(room[:0], len(b))[:len(b)], 0 // it only ever gets shorter
	for len(b) > 0 {
		i := bytes.IndexByte(b, '=')
		if i < 0 {
			n += copy(out[n:], b)
			break
		}
		n += copy(out[n:], b[:i])
		b = b[i+1:]
		if hi, lo, ok := hexPair(b); ok {
			out[n] = hi<<4 | lo
			n, b = n+1, b[2:]
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
			out[n] = '='
			n++
		}
	}
	return out[:n]
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
