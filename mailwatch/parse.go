package mailwatch

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf16"
)

// ErrUnreadable says that there is nothing to be had from the bytes: they are empty or no mail.
var ErrUnreadable = errors.New("no readable mail")

// Parse reads one message (RFC 5322, MIME) as a server or a file gives it. received is the server's INTERNALDATE; when
// zero, the newest Received field and then the Date stand for it. Parse is made for the mail of strangers: it does not
// panic, works in time linear in its input, keeps within the limits and returns what can be read. Message.Faults tells
// what was malformed or left out; a fault that begins with "ambiguous" means that two mail programs may read the message
// differently. The only error is ErrUnreadable.
//
// Account, Folder, UID, Key and the like are for the caller to set.
func Parse(raw []byte, received time.Time, lim Limits) (*Message, error) {
	m := &Message{Received: received, Size: int64(len(raw))}
	r := &reader{m: m, lim: lim}
	if len(raw) > lim.Bytes {
		raw, m.Truncated = raw[:lim.Bytes], true
		r.fault("message cut at the cap")
	}
	raw = normalize(raw)
	if len(bytes.Trim(raw, "\x00 \t\r\n")) == 0 {
		return nil, fmt.Errorf("%w: it is empty", ErrUnreadable)
	}
	if isCalendar(raw) {
		r.calendar(raw, "")
		r.finish()
		if len(m.Calendars) == 0 {
			return nil, fmt.Errorf("%w: no event in it", ErrUnreadable)
		}
		return m, nil
	}
	h, body := readHeader(raw, lim, r.fault)
	if len(h) == 0 {
		r.fault("no header")
		if bytes.IndexByte(body[:min(len(body), 512)], 0) >= 0 {
			return nil, fmt.Errorf("%w: neither header nor text", ErrUnreadable)
		}
	}
	r.readFields(h)
	p := newPart(h, body, "text/plain")
	r.ambiguous(h, p.media)
	r.walk(p, 0)
	r.finish()
	if t := m.Text; len(m.From) == 0 && m.ID == "" && m.Subject == "" && t.Own+t.Quoted+t.Signature+t.Footer == "" && len(m.Calendars) == 0 && m.Report == nil {
		return nil, fmt.Errorf("%w: neither sender nor subject nor text", ErrUnreadable)
	}
	return m, nil
}

// isCalendar says that the bytes are a bare iCalendar object, as exported files are.
func isCalendar(raw []byte) bool {
	head := bytes.TrimLeft(raw[:min(len(raw), 64)], "\ufeff \t\r\n")
	for _, begin := range []string{"BEGIN:VCALENDAR", "BEGIN:VEVENT", "BEGIN:VTIMEZONE"} {
		if len(head) >= len(begin) && bytes.EqualFold(head[:len(begin)], []byte(begin)) {
			return true
		}
	}
	return false
}

// normalize brings files in UTF-16, with a byte order mark or with bare CR line ends into the usual form.
func normalize(raw []byte) []byte {
	switch {
	case bytes.HasPrefix(raw, []byte("\xef\xbb\xbf")):
		raw = raw[3:]
	case bytes.HasPrefix(raw, []byte("\xff\xfe")), bytes.HasPrefix(raw, []byte("\xfe\xff")):
		units := make([]uint16, 0, len(raw)/2)
		for i := 2; i+1 < len(raw); i += 2 {
			u := uint16(raw[i]) | uint16(raw[i+1])<<8
			if raw[0] == 0xfe {
				u = u<<8 | u>>8
			}
			units = append(units, u)
		}
		raw = []byte(string(utf16.Decode(units)))
	}
	if bytes.IndexByte(raw, '\n') < 0 && bytes.IndexByte(raw, '\r') >= 0 {
		raw = bytes.ReplaceAll(raw, []byte("\r"), []byte("\n"))
	}
	return raw
}

// reader is the state of reading one message.
type reader struct {
	m     *Message
	lim   Limits
	parts int
	texts []*alternative
	group *alternative // the multipart/alternative we are in
	inner strings.Builder

	report     bool // inside a multipart/report
	originalID string
	failed     string         // X-Failed-Recipients
	calendars  map[string]int // by what they are about: index in m.Calendars
}

// alternative is one text in up to two forms.
type alternative struct{ plain, html []part }

const maxFaults = 50

func (r *reader) fault(s string) {
	for _, old := range r.m.Faults {
		if old == s {
			return
		}
	}
	if len(r.m.Faults) < maxFaults {
		r.m.Faults = append(r.m.Faults, s)
	}
}

// walk reads one part and what is in it. Depth and number of parts are counted before anything is opened, and each body
// is a window on the raw bytes, so nesting costs at most Depth readings of the message.
func (r *reader) walk(p part, depth int) {
	if r.parts++; r.parts > r.lim.Parts {
		r.fault("parts beyond the cap left out")
		return
	}
	switch {
	case p.multipart():
		r.multipart(p, depth)
	case p.media.kind == "message/delivery-status" || p.media.kind == "message/global-delivery-status":
		r.deliveryStatus(p)
	case p.media.kind == "text/rfc822-headers" || p.media.kind == "message/rfc822-headers":
		r.original(p)
	case p.media.kind == "message/rfc822" || p.media.kind == "message/global":
		if r.report {
			r.original(p)
		} else {
			r.forwarded(p, depth)
		}
	case p.calendar():
		r.calendarPart(p)
	case p.media.kind == "text/html" || p.media.kind == "application/xhtml+xml":
		r.text(p, true)
	case strings.HasPrefix(p.media.kind, "text/") && p.media.kind != "text/css" && p.media.kind != "text/vcard" &&
		p.media.kind != "text/x-vcard" && p.media.kind != "text/x-amp-html" && p.media.kind != "text/csv" && p.media.kind != "text/xml":
		r.text(p, false)
	case depth == 0 && !strings.Contains(p.media.kind, "/"):
		r.text(p, false)
	}
}

func (r *reader) multipart(p part, depth int) {
	if depth >= r.lim.Depth {
		r.fault("parts nested beyond the cap left out")
		return
	}
	boundary := strings.TrimRight(p.media.params["boundary"], " \t")
	var kids [][]byte
	var found, closed, over bool
	if boundary != "" {
		kids, found, closed, over = children(p.body, boundary, r.lim.Parts)
	}
	if !found {
		if boundary = sniffBoundary(p.body); boundary != "" {
			r.fault("multipart with a wrong or missing boundary")
			kids, found, closed, over = children(p.body, boundary, r.lim.Parts)
		}
	}
	switch {
	case !found:
		r.fault("multipart without parts")
		p.media.kind = "text/plain"
		r.text(p, looksHTML(p.body))
		return
	case over:
		r.fault("parts beyond the cap left out")
	case !closed:
		r.fault("multipart without its end")
	}
	fallback := "text/plain"
	if p.media.kind == "multipart/digest" {
		fallback = "message/rfc822"
	}
	group, report := r.group, r.report
	switch p.media.kind {
	case "multipart/alternative":
		if group == nil {
			r.group = new(alternative)
			r.texts = append(r.texts, r.group)
		}
	case "multipart/related", "multipart/signed":
		// The root stands for the whole: it stays in the group it is in.
	case "multipart/report":
		r.report = true
		r.group = nil
	default:
		r.group = nil
	}
	for i, raw := range kids {
		if r.parts > r.lim.Parts {
			break
		}
		if p.media.kind == "multipart/signed" && i > 0 && i == len(kids)-1 {
			break // The signature.
		}
		h, body := readHeader(startPart(raw), r.lim, r.fault)
		child := newPart(h, body, fallback)
		if child.media.twice == "boundary" || child.media.twice == "charset" {
			r.fault("ambiguous: more than one " + child.media.twice)
		}
		r.walk(child, depth+1)
	}
	r.group, r.report = group, report
}

// startPart keeps an empty line at the start of a part: there it means that the part has no header.
func startPart(raw []byte) []byte {
	if bytes.HasPrefix(raw, []byte("\n")) || bytes.HasPrefix(raw, []byte("\r\n")) {
		return append([]byte("Content-Type: text/plain\n"), raw...)
	}
	return raw
}

// text keeps a text part for later: which one is read is known only when all have been seen.
func (r *reader) text(p part, html bool) {
	if p.attached {
		return
	}
	g := r.group
	if g == nil {
		g = new(alternative)
		r.texts = append(r.texts, g)
	}
	if html || looksHTML(p.body) && p.encoding != "base64" {
		g.html = append(g.html, p)
	} else {
		g.plain = append(g.plain, p)
	}
}

// startsTag says that a text begins like a tag: only then is a closer look worth a copy.
func startsTag(s string) bool {
	s = strings.TrimLeft(s[:min(len(s), 4<<10)], " \t\r\n")
	return s != "" && s[0] == '<'
}

// looksHTML says that text which calls itself plain is HTML.
func looksHTML(b []byte) bool {
	b = bytes.TrimLeft(b[:min(len(b), 4<<10)], " \t\r\n")
	if len(b) == 0 || b[0] != '<' {
		return false
	}
	head := bytes.ToLower(b)
	return bytes.HasPrefix(head, []byte("<!doctype html")) || bytes.Contains(head, []byte("<html")) || bytes.Contains(head, []byte("<body"))
}

// finish makes the text from the parts and completes the message.
func (r *reader) finish() {
	r.makeText()
	r.finishReport()
	if r.m.Text.Own == "" && r.m.Text.Quoted == "" && r.m.Subject == "" && len(r.m.Calendars) == 0 && r.m.Report == nil {
		r.fault("no text")
	}
}
