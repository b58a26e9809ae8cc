package mailwatch

import (
	"bytes"
	"net/mail"
	"slices"
	"strings"
	"time"
)

// field is one header field as it stands in the message, from behind its colon to the end of its last folded line. Most
// fields are never asked for, so they are unfolded when they are.
type field struct {
	name string
	raw  []byte
}

// value is the field unfolded, but not yet decoded.
func (f *field) value() string {
	line, rest := cutLine(f.raw)
	first := bytes.TrimSpace(line)
	if len(rest) == 0 {
		return string(first)
	}
	var b strings.Builder
	b.Grow(len(f.raw))
	b.Write(first)
	for len(rest) > 0 {
		line, rest = cutLine(rest)
		b.Write(trimEOL(line))
	}
	return b.String()
}

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
			return h[i].value(), true
		}
	}
	return "", false
}

func (h header) all(name string, most int) []string {
	var out []string
	for i := range h {
		if h[i].name == name && len(out) < most {
			out = append(out, h[i].value())
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
	var bodyAt []byte // where the current run of bad lines begins
	next := 0         // where in raw the last field ends
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
		if text[0] == ' ' || text[0] == '\t' {
			if n := len(h); n > 0 && bad == 0 {
				f := &h[n-1]
				if at := len(raw) - len(b); at == next {
					f.raw, next = f.raw[:len(f.raw)+len(line)], at+len(line)
				} else { // A line between that is no part of it.
					f.raw, next = append(slices.Clip(f.raw), line...), -1
				}
			}
			b = rest
			continue
		}
		switch name, colon := splitField(text); {
		case colon > 0:
			if h == nil {
				h = make(header, 0, 12)
			}
			h = append(h, field{name, line[colon+1:]})
			next, bad = len(raw)-len(rest), 0
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

// splitField gives the name of a field, in lower case, and where its colon stands; 0 if the line is no field. A name is
// printable ASCII without space or colon; spaces before the colon are suffered.
func splitField(line []byte) (name string, colon int) {
	colon = bytes.IndexByte(line[:min(len(line), 101)], ':')
	if colon < 1 {
		return "", 0
	}
	var lower [101]byte
	key := bytes.TrimRight(line[:colon], " \t")
	for i, c := range key {
		if c <= ' ' || c >= 0x7f {
			return "", 0
		}
		lower[i] = low(c)
	}
	if len(key) == 0 {
		return "", 0
	}
	if name, ok := fieldNames[string(lower[:len(key)])]; ok {
		return name, colon
	}
	return string(lower[:len(key)]), colon
}

// fieldNames are names that most mail has, so that they need not be made anew for each.
var fieldNames = func() map[string]string {
	m := map[string]string{}
	for _, name := range strings.Fields(`arc-authentication-results arc-message-signature arc-seal authentication-results auto-submitted cc
		content-class content-disposition content-id content-language content-transfer-encoding content-type date delivered-to dkim-signature
		errors-to feedback-id from importance in-reply-to list-archive list-help list-id list-post list-subscribe list-unsubscribe
		list-unsubscribe-post message-id mime-version organization precedence received received-spf references reply-to return-path
		sender subject thread-index thread-topic to user-agent x-mailer x-originating-ip x-priority x-spam-status`) {
		m[name] = name
	}
	return m
}()

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
	if t, ok := usualDate(v); ok {
		return t, true
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

// usualDate reads what nearly all mail says, "Tue, 3 Mar 2026 10:00:00 +0100" or with "(CET)" behind it, without trying one
// layout after the other.
func usualDate(v string) (time.Time, bool) {
	if len(v) > 5 && v[3] == ',' && v[4] == ' ' && strings.Contains("SunMonTueWedThuFriSat", v[:3]) {
		v = v[5:]
	}
	if i := strings.IndexByte(v, ' '); i == 1 {
		v = "0" + v
	}
	const form = "03 Mar 2026 10:00:00 +0100"
	if len(v) < len(form) {
		return time.Time{}, false
	}
	if rest := v[len(form):]; rest != "" && (!strings.HasPrefix(rest, " (") || strings.IndexByte(rest, ')') != len(rest)-1 || strings.ContainsAny(rest[2:], `(\`)) {
		return time.Time{}, false
	}
	month := strings.Index("JanFebMarAprMayJunJulAugSepOctNovDec", v[3:6])
	if month%3 != 0 || month < 0 || v[2] != ' ' || v[6] != ' ' || v[11] != ' ' || v[14] != ':' || v[17] != ':' || v[20] != ' ' || v[21] != '+' && v[21] != '-' {
		return time.Time{}, false
	}
	numbers := true
	number := func(from, to int) (n int) {
		for _, c := range []byte(v[from:to]) {
			numbers = numbers && c >= '0' && c <= '9'
			n = 10*n + int(c-'0')
		}
		return n
	}
	day, year, hour, minute, second := number(0, 2), number(7, 11), number(12, 14), number(15, 17), number(18, 20)
	hours, minutes := number(22, 24), number(24, 26)
	if !numbers || hour > 23 || minute > 59 || second > 59 || hours > 23 || minutes > 59 {
		return time.Time{}, false
	}
	offset := hours*3600 + minutes*60
	if v[21] == '-' {
		offset = -offset
	}
	t := time.Date(year, time.Month(month/3+1), day, hour, minute, second, 0, time.UTC)
	if t.Day() != day {
		return time.Time{}, false
	}
	t = t.Add(-time.Duration(offset) * time.Second)
	if here := t.Local(); offsetOf(here) == offset { // as time.Parse does
		return here, true
	}
	return t.In(time.FixedZone("", offset)), true
}

func offsetOf(t time.Time) int {
	_, offset := t.Zone()
	return offset
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
