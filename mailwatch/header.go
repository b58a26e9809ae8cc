package mailwatch

import (
	"bytes"
	"net/mail"
	"strings"
	"time"
)

// field is one header field, its value unfolded but not yet decoded.
type field struct{ name, value string }

// header is a header section in the order of its fields.
type header []field

// get returns the first value of a field; name is in lower case.
func (h header) get(name string) string {
	v, _ := h.lookup(name)
	return v
}

func (h header) lookup(name string) (string, bool) {
	for i := range h {
		if h[i].name == name {
			return h[i].value, true
		}
	}
	return "", false
}

func (h header) all(name string, most int) []string {
	var out []string
	for i := range h {
		if h[i].name == name && len(out) < most {
			out = append(out, h[i].value)
		}
	}
	return out
}

// badLines is how many lines without a field name may stand in a row before we take it that the body has begun.
const badLines = 3

// readHeader reads a header section (RFC 5322 2.2) and returns where the body begins. It suffers mbox lines, lines
// without a colon, folded lines without a field, bare LF and a missing empty line; faults go to note.
func readHeader(raw []byte, lim Limits, note func(string)) (h header, body []byte) {
	b, read, bad := raw, 0, 0
	var value, bodyAt []byte // the value being unfolded; where the current run of bad lines begins
	defer func() {
		if n := len(h); n > 0 {
			h[n-1].value = string(value)
		}
	}()
	for len(b) > 0 {
		line, rest := cutLine(b)
		text := trimEOL(line)
		if len(text) == 0 && len(h) == 0 && bad == 0 {
			b = rest // Empty lines before the first field.
			continue
		}
		if len(bytes.TrimRight(text, " \t")) == 0 && (len(text) == 0 || !startsFolded(rest)) {
			if len(h) == 0 {
				return h, bodyAt
			}
			return h, rest
		}
		if read += len(line); read > lim.HeaderBytes || len(h) >= lim.Headers {
			note("header cut at the cap")
			return h, skipHeader(b)
		}
		switch name, first, ok := splitField(text); {
		case text[0] == ' ' || text[0] == '\t':
			if bad == 0 {
				value = append(value, text...)
			}
		case ok:
			if n := len(h); n > 0 {
				h[n-1].value = string(value)
			}
			h = append(h, field{name: name})
			value, bad = append(value[:0], first...), 0
		case bytes.HasPrefix(text, []byte("From ")) || bytes.HasPrefix(text, []byte(">From ")):
			// An mbox line that somebody left in the message.
		case bytes.HasPrefix(text, []byte("--")) && len(h) > 0:
			note("header without an empty line at its end")
			return h, b
		default:
			if bad++; bad == 1 {
				bodyAt = b
			}
			if bad == badLines {
				note("header without an empty line at its end")
				return h, bodyAt
			}
			if len(h) > 0 {
				note("header line without a field name")
			}
		}
		b = rest
	}
	if len(h) == 0 && bodyAt != nil {
		return h, bodyAt
	}
	return h, nil
}

// skipHeader goes on behind the empty line that ends a header.
func skipHeader(b []byte) []byte {
	for len(b) > 0 {
		line, rest := cutLine(b)
		if len(trimEOL(line)) == 0 {
			return rest
		}
		b = rest
	}
	return nil
}

// splitField cuts "Name: value". A name is printable ASCII without space or colon; spaces before the colon are suffered.
func splitField(line []byte) (name string, value []byte, ok bool) {
	i := bytes.IndexByte(line, ':')
	if i < 1 || i > 100 {
		return "", nil, false
	}
	key := bytes.TrimRight(line[:i], " \t")
	if len(key) == 0 {
		return "", nil, false
	}
	for _, c := range key {
		if c <= ' ' || c >= 0x7f {
			return "", nil, false
		}
	}
	return strings.ToLower(string(key)), bytes.TrimSpace(line[i+1:]), true
}

func startsFolded(b []byte) bool { return len(b) > 0 && (b[0] == ' ' || b[0] == '\t') }

// cutLine returns the first line with its end, and the rest. Only LF ends a line; see normalizeCR for bare CR.
func cutLine(b []byte) (line, rest []byte) {
	if i := bytes.IndexByte(b, '\n'); i >= 0 {
		return b[:i+1], b[i+1:]
	}
	return b, nil
}

func trimEOL(b []byte) []byte {
	b = bytes.TrimSuffix(b, []byte("\n"))
	return bytes.TrimSuffix(b, []byte("\r"))
}

// line is the decoded value of a field in one clean line of at most most bytes.
func (h header) line(name string, most int) string { return fieldLine(h.get(name), most) }

func fieldLine(v string, most int) string {
	return clip(CleanLine(decodeWords(clip(v, 4*most))), most)
}

const (
	maxID   = 512
	maxLine = 1000
)

// ids reads message ids (RFC 5322 3.6.4) without their angle brackets. Comments and free text between them are skipped;
// a value without any brackets counts if it is one word with an @ in it.
func ids(v string, most int) []string {
	var out []string
	if !strings.ContainsRune(v, '<') {
		if v = strings.TrimSpace(v); strings.Contains(v, "@") && goodID(v) {
			return []string{v}
		}
		return nil
	}
	for {
		_, rest, ok := strings.Cut(v, "<")
		if !ok {
			break
		}
		id, after, ok := strings.Cut(rest, ">")
		if !ok {
			break
		}
		// A long id may have been folded in the middle.
		if id = strings.Join(strings.Fields(id), ""); goodID(id) {
			out = append(out, id)
		}
		v = after
	}
	if len(out) > most {
		out = out[len(out)-most:]
	}
	return out
}

func goodID(id string) bool {
	if id == "" || len(id) > maxID {
		return false
	}
	for i := 0; i < len(id); i++ {
		if c := id[i]; c <= ' ' || c >= 0x7f || c == '<' || c == '>' {
			return false
		}
	}
	return true
}

// parseDate reads a date of RFC 5322 and the usual faults of it.
func parseDate(v string) (time.Time, bool) {
	v = CleanLine(clip(v, 128))
	if v == "" {
		return time.Time{}, false
	}
	if t, err := mail.ParseDate(v); err == nil {
		return t, true
	}
	if i := strings.IndexByte(v, '('); i > 0 {
		v = strings.TrimSpace(v[:i])
	}
	if day, rest, ok := strings.Cut(v, ","); ok && len(day) > 3 {
		v = day[:3] + "," + rest // "Thurs, 3 ..." and whole weekday names.
	}
	for _, layout := range dateLayouts {
		if t, err := time.Parse(layout, v); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

var dateLayouts = []string{
	"Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04:05 -07:00", "Mon, 2 Jan 2006 15:04:05 MST-0700",
	"Mon, 2 Jan 2006 15:04:05 MST-07:00", "Mon, 2 Jan 2006 15:04:05", "Mon, 2 Jan 2006 15:04 -0700", "2 Jan 2006 15:04:05",
	"Mon, 2 January 2006 15:04:05 -0700", "Mon 2 Jan 2006 15:04:05 -0700", "Mon Jan 2 15:04:05 2006",
	"Mon Jan 2 15:04:05 MST 2006", "Mon Jan 2 15:04:05 -0700 2006", "Mon, Jan 2 2006 15:04:05 -0700",
	time.RFC3339, "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05", "2006-01-02T15:04:05",
}

// receivedDate is the time in a Received field: what follows the last semicolon (RFC 5321 4.4).
func receivedDate(v string) (time.Time, bool) {
	if i := strings.LastIndexByte(v, ';'); i >= 0 {
		return parseDate(v[i+1:])
	}
	return time.Time{}, false
}

// plausible says that a Date header can be true: mail is not older than 1990, and not from after its own arrival,
// save for clocks that run ahead.
func plausible(date, received time.Time) bool {
	if date.Year() < 1990 || date.Year() > 9000 {
		return false
	}
	return received.IsZero() || !date.After(received.Add(48*time.Hour))
}
