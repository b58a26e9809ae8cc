package mailwatch

import (
	"bytes"
	"strings"
)

// mediaType is a Content-Type or Content-Disposition, read leniently: what is malformed is left out.
type mediaType struct {
	kind   string // "text/plain", or "attachment"; lower case
	params map[string]string
	twice  string // a parameter that was given twice with different values
}

// maxParams keeps hostile parameter lists cheap.
const maxParams = 40

// parseMedia reads "type/subtype; name=value; name="quoted value"". RFC 2231 continuations are joined and unescaped.
func parseMedia(v string) mediaType {
	v = clip(v, 8<<10)
	kind, rest, _ := strings.Cut(v, ";")
	if i := strings.IndexByte(kind, '('); i >= 0 {
		kind = kind[:i]
	}
	m := mediaType{kind: strings.ToLower(strings.Trim(strings.TrimSpace(kind), "\"'"))}
	for n := 0; rest != "" && n < maxParams; n++ {
		var name, value string
		name, value, rest = cutParam(rest)
		if name == "" {
			continue
		}
		if i := strings.IndexByte(name, '*'); i >= 0 {
			name, value = name[:i], unescape2231(value)
			if m.params[name] != "" {
				m.params[name] += value
				continue
			}
		}
		if m.params == nil {
			m.params = make(map[string]string)
		}
		if old, ok := m.params[name]; ok {
			if old != value {
				m.twice = name
			}
			continue
		}
		m.params[name] = value
	}
	return m
}

// cutParam reads one parameter.
func cutParam(s string) (name, value, rest string) {
	s = strings.TrimLeft(s, " \t\r\n;")
	eq, end := strings.IndexByte(s, '='), strings.IndexByte(s, ';')
	if eq < 0 || end >= 0 && end < eq {
		if end < 0 {
			return "", "", ""
		}
		return "", "", s[end+1:]
	}
	name, s = strings.ToLower(strings.TrimSpace(s[:eq])), strings.TrimLeft(s[eq+1:], " \t\r\n")
	if strings.HasPrefix(s, `"`) {
		var b strings.Builder
		for i := 1; i < len(s); i++ {
			switch {
			case s[i] == '\\' && i+1 < len(s):
				i++
				b.WriteByte(s[i])
			case s[i] == '"':
				return name, b.String(), s[i+1:]
			default:
				b.WriteByte(s[i])
			}
		}
		return name, b.String(), ""
	}
	value, rest, _ = strings.Cut(s, ";")
	return name, strings.TrimSpace(value), rest
}

// unescape2231 reads charset'language'percent-encoded, the charset being left aside: only the end of a file name and
// plain words are asked of these values.
func unescape2231(v string) string {
	if a := strings.IndexByte(v, '\''); a >= 0 {
		if b := strings.IndexByte(v[a+1:], '\''); b >= 0 {
			v = v[a+b+2:]
		}
	}
	var b strings.Builder
	for i := 0; i < len(v); i++ {
		if v[i] == '%' {
			if hi, lo, ok := hexPair([]byte(strings.ToUpper(v[i+1 : min(i+3, len(v))]))); ok {
				b.WriteByte(hi<<4 | lo)
				i += 2
				continue
			}
		}
		b.WriteByte(v[i])
	}
	return b.String()
}

// part is a leaf or a node of the MIME tree (RFC 2045); body is a window on the raw message.
type part struct {
	header   header
	media    mediaType
	encoding string
	file     string // the file name that it came with
	attached bool   // Content-Disposition: attachment
	body     []byte
}

// newPart reads the MIME fields of a header. fallback is the type where none is given: text/plain, message/rfc822 inside
// a digest.
func newPart(h header, body []byte, fallback string) part {
	p := part{header: h, body: body, media: parseMedia(h.get("content-type"))}
	if !strings.Contains(p.media.kind, "/") {
		switch p.media.kind {
		case "html":
			p.media.kind = "text/html"
		case "text", "":
			p.media.kind = fallback
		default:
			if p.media.params["boundary"] != "" {
				p.media.kind = "multipart/mixed"
			} else {
				p.media.kind = fallback
			}
		}
	}
	enc := strings.ToLower(strings.TrimSpace(h.get("content-transfer-encoding")))
	enc, _, _ = strings.Cut(enc, " ")
	p.encoding = strings.Trim(enc, "\"';")
	if v := h.get("content-disposition"); v != "" {
		d := parseMedia(v)
		p.attached, p.file = d.kind == "attachment", d.params["filename"]
	}
	if p.file == "" {
		p.file = p.media.params["name"]
	}
	if strings.Contains(p.file, "=?") {
		p.file = decodeWords(p.file)
	}
	p.file = strings.ToLower(p.file)
	return p
}

func (p *part) multipart() bool { return strings.HasPrefix(p.media.kind, "multipart/") }

// calendar says that the part holds an iCalendar object, by its type or by the end of its name.
func (p *part) calendar() bool {
	switch p.media.kind {
	case "text/calendar", "application/ics", "text/x-vcalendar", "text/ics", "application/x-ics":
		return true
	}
	return strings.HasSuffix(p.file, ".ics") && !p.multipart() && !strings.HasPrefix(p.media.kind, "message/")
}

// children cuts the body of a multipart into the raw text of its parts (RFC 2046 5.1). found is false if no delimiter
// stands in it. It reads the body once, whatever is in it.
func children(body []byte, boundary string, most int) (parts [][]byte, found, closed, over bool) {
	delim := []byte("--" + boundary)
	start := -1
	for at := 0; at < len(body); {
		i := bytes.Index(body[at:], delim)
		if i < 0 {
			break
		}
		i += at
		after := i + len(delim)
		at = after
		if i > 0 && body[i-1] != '\n' {
			continue
		}
		rest := body[after:]
		last := bytes.HasPrefix(rest, []byte("--"))
		if last {
			rest = rest[2:]
		}
		eol := bytes.IndexByte(rest, '\n')
		if eol < 0 {
			eol = len(rest)
		}
		if tail := bytes.TrimRight(rest[:eol], " \t\r"); len(tail) > 0 && !last {
			continue // Another boundary that begins like this one.
		}
		if start >= 0 {
			if len(parts) == most {
				return parts, true, false, true
			}
			parts = append(parts, trimEOL(body[start:max(start, i)]))
		}
		found = true
		if last {
			return parts, true, true, false
		}
		start = min(len(body), after+eol+1)
		at = start
	}
	if start >= 0 && start < len(body) {
		if len(parts) == most {
			return parts, true, false, true
		}
		parts = append(parts, body[start:])
	}
	return parts, found, false, false
}

// sniffBoundary finds the boundary of a multipart that does not tell it: the first line that begins with two dashes and
// is followed by a header field or an empty line.
func sniffBoundary(body []byte) string {
	b := body[:min(len(body), 8<<10)]
	for len(b) > 0 {
		line, rest := cutLine(b)
		text := bytes.TrimRight(trimEOL(line), " \t")
		if len(text) > 2 && len(text) <= 140 && bytes.HasPrefix(text, []byte("--")) {
			next, _ := cutLine(rest)
			if name, _ := splitField(trimEOL(next)); strings.HasPrefix(name, "content-") {
				return string(text[2:])
			}
		}
		b = rest
	}
	return ""
}
