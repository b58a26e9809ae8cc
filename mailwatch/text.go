package mailwatch

import (
	"bytes"
	"slices"
	"strings"
	"sync"
)

// quoting says what is known of a line before its words are looked at.
type quoting uint8

const (
	plainLine quoting = iota
	softQuote         // an HTML blockquote that may also be a mere indent
	hardQuote         // "> ", or marked as a quotation by the program that wrote it
)

// line is one line of text, clean, without its quote marks.
type line struct {
	text  string
	quote quoting
}

// stubText is how short a plain text must be to be suspected of only pointing at the HTML beside it.
const stubText = 400

// makeText chooses one form of each text, turns it into lines and cuts these into zones.
func (r *reader) makeText() {
	var lines []line
	left := r.lim.Text
	for _, g := range r.texts {
		got, html := r.lines(g, left)
		for _, l := range got {
			left -= len(l.text) + 1
		}
		if len(got) == 0 {
			continue
		}
		if html && len(lines) == 0 {
			r.m.HTMLOnly = true
		}
		if len(lines) > 0 {
			lines = append(lines, line{})
		}
		lines = append(lines, got...)
		if left <= 0 {
			r.fault("text cut at the cap")
			r.m.Truncated = true
			break
		}
	}
	r.m.Text = cutZones(lines)
	if r.inner.Len() > 0 {
		r.m.Text.Quoted = joinText(r.m.Text.Quoted, strings.TrimSpace(r.inner.String()))
	}
	r.collectLinks()
}

// lines reads one alternative: plain text if it is more than a stub, else HTML.
func (r *reader) lines(g *alternative, limit int) (lines []line, html bool) {
	size := 0
	for _, p := range g.plain {
		got := r.plainLines(p, limit-size)
		size += textSize(got)
		lines = append(lines, got...)
	}
	if size >= stubText || len(g.html) == 0 {
		for _, p := range g.html {
			r.withBytes(p, htmlFactor*r.lim.Text, r.scanLinks)
		}
		return lines, false
	}
	var made []line
	for _, p := range g.html {
		made = append(made, r.htmlLines(p, limit)...)
	}
	if size == 0 || stub(lines) && len(made) > 0 || textSize(made) > 3*size+200 {
		return made, len(made) > 0
	}
	return lines, false
}

// stub says that a short plain text only tells the reader to look elsewhere.
func stub(lines []line) bool {
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(strings.ToLower(l.text))
		b.WriteByte(' ')
	}
	s := b.String()
	for _, w := range []string{"html", "in your browser", "in a browser", "online version", "im browser", "dans votre navigateur", "en tu navegador", "en su navegador", "no seu navegador", "in je browser", "in uw browser", "nel browser"} {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

func textSize(lines []line) int {
	n := 0
	for _, l := range lines {
		n += len(l.text)
	}
	return n
}

// htmlFactor is how much HTML is read for a byte of text.
const htmlFactor = 4

// bytes undoes the transfer encoding of a part.
func (r *reader) bytes(p part, limit int) []byte { return r.decode(nil, p, limit) }

func (r *reader) decode(room []byte, p part, limit int) []byte {
	if p.encoding == "" && looksBase64(p.body) {
		p.encoding = "base64"
	}
	b, fault := decodeTransfer(room, p.body, p.encoding, limit)
	if fault != "" {
		r.fault(fault)
	}
	return b
}

// rooms are used again and again to decode the bytes of a text, which soon become a string.
var rooms = sync.Pool{New: func() any { return new([]byte) }}

const maxRoom = 256 << 10

// withBytes undoes the transfer encoding of a part for as long as use runs.
func (r *reader) withBytes(p part, limit int, use func(b []byte)) {
	if len(p.body) > maxRoom {
		use(r.bytes(p, limit))
		return
	}
	room := rooms.Get().(*[]byte)
	*room = slices.Grow((*room)[:0], len(p.body)+8)
	use(r.decode(*room, p, limit))
	rooms.Put(room)
}

// looksBase64 finds text whose encoding nobody told: long lines of the alphabet without any space.
func looksBase64(b []byte) bool {
	first, rest := cutLine(bytes.TrimLeft(b, "\r\n"))
	second, _ := cutLine(rest)
	return len(trimEOL(first)) >= 60 && len(trimEOL(first)) <= 76 && len(trimEOL(first))%4 == 0 && base64Line(trimEOL(first)) && base64Line(trimEOL(second))
}

func base64Line(b []byte) bool {
	for _, c := range b {
		if (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '+' && c != '/' && c != '=' {
			return false
		}
	}
	return true
}

// plainLines reads a text/plain part: charset, format=flowed (RFC 3676), quote marks.
func (r *reader) plainLines(p part, limit int) []line {
	if limit <= 0 {
		return nil
	}
	var s string
	var known bool
	r.withBytes(p, limit, func(b []byte) { s, known = decodeCharset(b, p.media.params["charset"]) })
	if !known {
		r.fault("unknown or wrong charset")
	}
	if startsTag(s) && looksHTML([]byte(clip(s, 4<<10))) {
		return htmlText([]byte(s), limit, r.link)
	}
	lines := splitLines(Clean(s))
	if strings.EqualFold(p.media.params["format"], "flowed") {
		lines = unflow(lines, strings.EqualFold(p.media.params["delsp"], "yes"))
	}
	for i := range lines {
		lines[i].text = strings.TrimRight(lines[i].text, " \t")
	}
	return lines
}

func (r *reader) htmlLines(p part, limit int) (lines []line) {
	r.withBytes(p, htmlFactor*r.lim.Text, func(b []byte) {
		name := p.media.params["charset"]
		if name == "" {
			name = metaCharset(b)
		}
		b, known := decodeBytes(b, name)
		if !known && name != "" {
			r.fault("unknown or wrong charset")
		}
		lines = htmlText(b, limit, r.link)
	})
	return lines
}

// splitLines takes the ">" marks off plain text. A mark may be indented by one space.
func splitLines(s string) []line {
	lines := make([]line, 0, strings.Count(s, "\n")+1)
	for len(s) > 0 {
		text := s
		if i := strings.IndexByte(s, '\n'); i >= 0 {
			text, s = s[:i], s[i+1:]
		} else {
			s = ""
		}
		l := line{text: text}
		if t := strings.TrimPrefix(text, " "); strings.HasPrefix(t, ">") {
			for strings.HasPrefix(t, ">") {
				t = strings.TrimPrefix(t[1:], " ")
			}
			l = line{text: t, quote: hardQuote}
		}
		lines = append(lines, l)
	}
	return lines
}

// unflow joins the soft line breaks of format=flowed. The signature delimiter is never joined.
func unflow(lines []line, delsp bool) []line {
	out := lines[:0]
	var b strings.Builder
	open, quote := false, plainLine
	end := func() {
		if open {
			out = append(out, line{b.String(), quote})
			b.Reset()
			open = false
		}
	}
	for _, l := range lines {
		text := l.text
		if l.quote == plainLine {
			text = strings.TrimPrefix(text, " ") // Space-stuffing.
		}
		if open && l.quote != quote || l.text == "-- " {
			end()
		}
		soft := strings.HasSuffix(text, " ") && l.text != "-- "
		if soft && delsp {
			text = text[:len(text)-1]
		}
		b.WriteString(text)
		open, quote = true, l.quote
		if !soft {
			end()
		}
	}
	end()
	return out
}

// forwarded reads a message that came as an attachment: its header lines and its text, for the Quoted zone.
func (r *reader) forwarded(p part, depth int) {
	if depth >= r.lim.Depth {
		r.fault("parts nested beyond the cap left out")
		return
	}
	raw := p.body
	if p.encoding == "base64" || p.encoding == "quoted-printable" {
		raw = r.bytes(p, r.lim.Bytes)
	}
	sub := &reader{m: new(Message), lim: r.lim, parts: r.parts}
	sub.lim.Text = max(0, r.lim.Text-r.inner.Len())
	h, body := readHeader(raw, r.lim, r.fault)
	sub.readFields(h)
	sub.m.Faults = nil
	sub.walk(newPart(h, body, "text/plain"), depth+1)
	sub.makeText()
	r.parts = sub.parts
	for _, f := range sub.m.Faults {
		r.fault(f)
	}
	for _, l := range sub.m.Links {
		r.link(l)
	}
	w := &r.inner
	for _, a := range sub.m.From[:min(len(sub.m.From), 1)] {
		w.WriteString("From: " + strings.TrimSpace(a.Name+" <"+a.Addr+">") + "\n")
	}
	if d := h.line("date", 100); d != "" {
		w.WriteString("Date: " + d + "\n")
	}
	if sub.m.Subject != "" {
		w.WriteString("Subject: " + sub.m.Subject + "\n")
	}
	t := sub.m.Text
	w.WriteString("\n" + joinText(joinText(t.Own, t.Signature), joinText(t.Footer, t.Quoted)) + "\n\n")
}

// joinText puts two texts together as paragraphs.
func joinText(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "\n\n" + b
}
