package mailwatch

import (
	"bytes"
	"strings"
	"time"
	"unicode/utf8"
)

// ParseParts reads a mail of which a scan fetched only BODY[HEADER] and the start of BODY[1]; truncated says that BODY[1]
// goes on. complete is false if the whole must be fetched to know what it says: the part is a stub, its text cannot be
// made out without the part's own header, or a calendar is announced. A long text that was cut stays complete, with
// Message.Truncated set; attachments do not make a mail incomplete.
//
// IMAP gives the first part without its header, so for a multipart its encoding and charset are guessed from the bytes.
// Where the guess is not safe and the mail may be about a job, the answer is complete = false.
func ParseParts(head, part1 []byte, truncated bool, received time.Time, lim Limits) (m *Message, complete bool, err error) {
	if len(bytes.TrimSpace(head)) == 0 {
		return nil, false, ErrUnreadable
	}
	m = &Message{Received: received, Size: int64(len(head) + len(part1)), Truncated: truncated}
	r := &reader{m: m, lim: lim}
	h, _ := readHeader(normalize(head), lim, r.fault)
	r.readFields(h)
	top := newPart(h, part1, "text/plain")
	r.ambiguous(h, top.media)
	if strings.HasPrefix(top.media.kind, "message/") || top.calendar() && truncated {
		return m, false, nil
	}
	sure := true
	if top.multipart() {
		top, sure = guessPart(top)
	}
	r.walk(top, 0)
	r.finish()
	if truncated {
		r.dropFault("multipart without its end")
		r.dropFault("base64 is cut short")
	}
	if !sure {
		r.fault("charset guessed")
	}
	return m, r.enough(h, sure, truncated), nil
}

// enough says whether the header and the first part tell what the mail says.
func (r *reader) enough(h header, sure, truncated bool) bool {
	m := r.m
	size := len(m.Text.Own) + len(m.Text.Quoted)
	if truncated && size < 2<<10 {
		return len(m.Calendars) > 0 // The cut came before the text.
	}
	if !h.multipart() {
		return true
	}
	switch {
	case strings.HasPrefix(parseMedia(h.get("content-type")).kind, "multipart/report"):
		return false
	case len(m.Calendars) > 0:
		return true
	case size < 20, size < stubText && stub(splitLines(m.Text.Own)), expectsCalendar(h, m):
		return false
	}
	// In a guessed charset names may be wrong: that does for mail that is about no job.
	return sure || western(m.Text.Own) && !jobWords.in(m.Subject) && !jobWords.in(m.Text.Own)
}

// western says that all but some letters of a text are those of ASCII, so that a wrong charset spoils only few.
func western(s string) bool {
	beyond := 0
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			beyond++
		}
	}
	return beyond*8 < len(s)
}

func (h header) multipart() bool {
	return strings.HasPrefix(parseMedia(h.get("content-type")).kind, "multipart/")
}

func (r *reader) dropFault(s string) {
	for i, f := range r.m.Faults {
		if f == s {
			r.m.Faults = append(r.m.Faults[:i], r.m.Faults[i+1:]...)
			return
		}
	}
}

// guessPart tells what the first part of a multipart is from its bytes: again a multipart, HTML or plain text, and how it
// is encoded.
func guessPart(top part) (p part, sure bool) {
	b := top.body
	p = part{body: b, media: mediaType{kind: "text/plain"}}
	trimmed := bytes.TrimLeft(b, "\r\n")
	if bytes.HasPrefix(trimmed, []byte("--")) || bytes.HasPrefix(b, []byte("This is a multi")) {
		if boundary := sniffBoundary(b); boundary != "" {
			p.media.kind, p.media.params = "multipart/alternative", map[string]string{"boundary": boundary}
			return p, true
		}
	}
	sure = true
	switch {
	case looksBase64(b):
		p.encoding = "base64"
		b, _ = decodeBase64(nil, b[:min(len(b), 2<<10)], 2<<10)
		sure = wholeUTF8(b) // The charset is in the header that we do not have.
	case looksQuotedPrintable(b):
		p.encoding = "quoted-printable"
		decoded := decodeQuotedPrintable(nil, b, len(b))
		sure = wholeUTF8(decoded)
	case bytes.Contains(b, []byte("\x1b$")): // ISO-2022-JP tells itself.
		p.media.params = map[string]string{"charset": "iso-2022-jp"}
	default:
		sure = wholeUTF8(b)
	}
	if bytes.IndexByte(b[:min(len(b), 1<<10)], 0) >= 0 {
		return p, false
	}
	if markup(b) {
		p.media.kind = "text/html"
	}
	return p, sure
}

// wholeUTF8 is utf8.Valid for bytes that may have been cut within a character.
func wholeUTF8(b []byte) bool {
	for n := 0; n < utf8.UTFMax && n < len(b); n++ {
		if utf8.Valid(b[:len(b)-n]) {
			return true
		}
	}
	return len(b) == 0
}

// looksQuotedPrintable finds soft line breaks and escapes.
func looksQuotedPrintable(b []byte) bool {
	b = b[:min(len(b), 8<<10)]
	escapes := 0
	for {
		i := bytes.IndexByte(b, '=')
		if i < 0 || i+1 >= len(b) {
			return escapes > 1
		}
		b = b[i+1:]
		if b[0] == '\n' || bytes.HasPrefix(b, []byte("\r\n")) || bytes.HasPrefix(b, []byte("3D")) || bytes.HasPrefix(b, []byte("E2=")) ||
			bytes.HasPrefix(b, []byte("C2=")) || bytes.HasPrefix(b, []byte("C3=")) || bytes.HasPrefix(b, []byte("20\r\n")) || bytes.HasPrefix(b, []byte("20\n")) {
			return true
		}
		if _, _, ok := hexPair(b); ok {
			escapes++
		}
	}
}

// markup says that text is HTML by how it begins.
func markup(b []byte) bool {
	head := bytes.ToLower(bytes.TrimSpace(b[:min(len(b), 1<<10)]))
	if !bytes.HasPrefix(head, []byte("<")) {
		return false
	}
	for _, tag := range []string{"<!doctype", "<html", "<head", "<body", "<div", "<table", "<p>", "<p ", "<span", "<br", "<meta", "<style", "<!--", "<font", "<center", "<a "} {
		if bytes.HasPrefix(head, []byte(tag)) {
			return true
		}
	}
	return false
}

// calendarWords announce an invitation in a subject or a text.
var calendarWords = newWordSet(
	".ics", "calendar invit", "calendar attach", "attached invit", "invite attached", "invitation attached", "add to calendar", "add to your calendar",
	"calendar hold", "placeholder in your calendar", "microsoft teams meeting", "join teams meeting", "join with google meet", "kalendereinladung", "termineinladung", "invitation d'agenda",
)

var calendarSubjects = []string{
	"invitation:", "updated invitation", "canceled event", "cancelled event", "canceled:", "cancelled:", "updated:", "accepted:", "declined:", "tentative",
	"einladung:", "aktualisierte einladung", "abgesagt", "zusage:", "absage:", "invitation :", "événement annulé", "annulé", "invitación:", "evento cancelado", "convite:", "uitnodiging:", "geannuleerd", "invito:", "annullato",
	"new event:", "event reminder",
}

// expectsCalendar says that a calendar part is likely among those that were not fetched.
func expectsCalendar(h header, m *Message) bool {
	if strings.Contains(strings.ToLower(h.get("content-class")), "calendarmessage") || strings.HasPrefix(m.Sender.Addr, "calendar-notification@") ||
		h.get("x-microsoft-cdo-appt-sequence") != "" || h.get("x-ms-exchange-calendar-series-instance-id") != "" || strings.HasPrefix(m.ID, "calendar-") {
		return true
	}
	subject := strings.ToLower(m.Subject)
	for _, s := range calendarSubjects {
		if strings.HasPrefix(subject, s) {
			return true
		}
	}
	return calendarWords.in(m.Text.Own)
}
