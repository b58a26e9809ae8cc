package mailwatch

import (
	"bytes"
	"mime"
	"mime/quotedprintable"
	"net/textproto"
	"path"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
)

// Disguise says what stands in the place of what a mail tells of people. The same text must get the same answer.
type Disguise struct {
	Text    func(string) string // a subject, a display name, a line of words
	Address func(string) string // local@domain
	Link    func(string) string // an address of the web
	ID      func(string) string // a Message-ID or the UID of an event, without brackets
}

// Redact writes a message again with the same structure and the same kinds of part, and with its people, addresses and
// links in disguise. Texts come out in UTF-8; what is neither text nor calendar nor message comes out empty. Fields that
// no program reads for what a mail means are left out.
func Redact(raw []byte, d Disguise) []byte {
	w := &redaction{d: d, lim: DefaultLimits()}
	if raw = normalize(raw[:min(len(raw), w.lim.Bytes)]); isCalendar(raw) {
		w.calendar(string(raw))
	} else {
		w.message(raw, 0)
	}
	return w.out.Bytes()
}

// redaction is the work on one message.
type redaction struct {
	d     Disguise
	lim   Limits
	out   bytes.Buffer
	parts int
}

func (w *redaction) line(name, value string) {
	w.out.WriteString(name + ": " + strings.NewReplacer("\r", " ", "\n", " ").Replace(value) + "\r\n")
}

// message writes a header and the part below it.
func (w *redaction) message(raw []byte, depth int) {
	h, body := readHeader(raw, w.lim, func(string) {})
	w.fields(h)
	w.part(newPart(h, body, "text/plain"), depth)
}

// The fields that are kept, by what is in them; the first word of a mark is the same for everybody.
var (
	addressFields = words("from", "sender", "reply-to", "to", "cc", "bcc", "delivered-to", "x-failed-recipients", "return-path", "resent-from", "resent-to")
	idFields      = words("message-id", "in-reply-to", "references", "x-microsoft-original-message-id")
	plainFields   = words("date", "mime-version", "auto-submitted", "precedence", "x-autoreply", "x-autorespond", "x-autoresponder", "x-vacation",
		"x-auto-response-suppress", "content-class", "content-language", "importance")
	reportFields = words("action", "status", "arrival-date", "last-attempt-date")
)

func (w *redaction) fields(h header) {
	for i := range h {
		f := &h[i]
		v, title := f.value(), textproto.CanonicalMIMEHeaderKey(f.name)
		switch {
		case addressFields[f.name]:
			w.addresses(title, v)
		case idFields[f.name]:
			var list []string
			for _, id := range ids(v, 100) {
				list = append(list, "<"+w.d.ID(id)+">")
			}
			if len(list) > 0 {
				w.line(title, strings.Join(list, " "))
			}
		case f.name == "subject":
			w.line(title, mime.QEncoding.Encode("utf-8", w.d.Text(CleanLine(decodeWords(v)))))
		case plainFields[f.name]:
			w.line(title, CleanLine(v))
		case f.name == "received" && h.get("date") == "":
			if i := strings.LastIndexByte(v, ';'); i >= 0 {
				w.line(title, "from mail.example by mx.example; "+CleanLine(v[i+1:]))
			}
		case f.name == "authentication-results":
			w.line(title, "mx.example; "+strings.Join(authWords(v), "; "))
		case f.name == "list-id":
			w.line(title, "<list.example>")
		case f.name == "list-unsubscribe":
			w.line(title, "<https://link.example/unsubscribe>")
		case f.name == "x-autoreply-from":
			w.line(title, "robot@mail.example")
		}
	}
}

func (w *redaction) addresses(title, v string) {
	if strings.TrimSpace(v) == "<>" {
		w.line(title, "<>")
		return
	}
	var list []string
	for _, a := range addresses(v, w.lim.Addresses) {
		one := "<" + w.d.Address(a.Addr) + ">"
		if a.Name != "" {
			name := w.d.Text(a.Name)
			if encoded := mime.QEncoding.Encode("utf-8", name); encoded != name {
				one = encoded + " " + one
			} else {
				one = `"` + strings.NewReplacer(`\`, ``, `"`, ``).Replace(name) + `" ` + one
			}
		}
		list = append(list, one)
	}
	if len(list) > 0 {
		w.line(title, strings.Join(list, ", "))
	}
}

// authWords are the verdicts of a provider without the names that they are about.
func authWords(v string) (out []string) {
	for _, r := range authResults(v).Results {
		if r.Method == "dmarc" || r.Method == "spf" || r.Method == "dkim" {
			out = append(out, r.Method+"="+strings.Map(plainLetter, clip(r.Result, 20)))
		}
	}
	return out
}

// part writes the MIME fields of a part, an empty line, and what is in it.
func (w *redaction) part(p part, depth int) {
	if w.parts++; w.parts > w.lim.Parts || depth > w.lim.Depth {
		w.out.WriteString("\r\n")
		return
	}
	switch kind := p.media.kind; {
	case p.multipart():
		w.multipart(p, depth)
	case kind == "message/rfc822" || kind == "message/global":
		w.out.WriteString("Content-Type: message/rfc822\r\n\r\n")
		b, _ := decodeTransfer(nil, p.body, p.encoding, w.lim.Bytes)
		w.message(normalize(b), depth+1)
	case kind == "message/delivery-status" || kind == "message/global-delivery-status" || kind == "text/rfc822-headers":
		w.out.WriteString("Content-Type: " + kind + "\r\n\r\n")
		b, _ := decodeTransfer(nil, p.body, p.encoding, w.lim.HeaderBytes)
		w.groups(b)
	case p.calendar():
		w.media(p, "text/calendar", "method")
		w.encoded(w.calendarText(w.text(p)))
	case strings.HasPrefix(kind, "text/"):
		text := w.text(p)
		if kind == "text/html" || looksHTML([]byte(text)) {
			w.media(p, kind)
			w.encoded(w.html(text))
			break
		}
		w.media(p, kind, "format", "delsp")
		w.encoded(w.plain(text))
	default:
		w.media(p, kind)
		w.out.WriteString("\r\n")
	}
}

// media writes the Content-Type with the parameters that matter, and that a part was attached.
func (w *redaction) media(p part, kind string, params ...string) {
	t := kind
	if strings.HasPrefix(kind, "text/") {
		t += "; charset=utf-8"
	}
	for _, name := range params {
		if v := p.media.params[name]; v != "" && len(v) < 20 && !strings.ContainsAny(v, "\"; \r\n") {
			t += "; " + name + "=" + v
		}
	}
	w.line("Content-Type", t)
	switch ext := path.Ext(p.file); {
	case p.attached:
		w.line("Content-Disposition", `attachment; filename="file`+strings.Map(plainLetter, clip(ext, 6))+`"`)
	case p.header.get("content-disposition") != "":
		w.line("Content-Disposition", "inline")
	}
}

func plainLetter(c rune) rune {
	if c == '.' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' {
		return c
	}
	return -1
}

// encoded writes a text as the body of a part, as it stands where its lines are short enough for mail.
func (w *redaction) encoded(text string) {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\n", "\r\n")
	if simple(text) {
		w.out.WriteString("Content-Transfer-Encoding: 8bit\r\n\r\n" + text + "\r\n")
		return
	}
	w.out.WriteString("Content-Transfer-Encoding: quoted-printable\r\n\r\n")
	q := quotedprintable.NewWriter(&w.out)
	_, _ = q.Write([]byte(text))
	_ = q.Close()
	w.out.WriteString("\r\n")
}

// simple says that a text needs no encoding: no line is long, and nothing in it speaks to a terminal.
func simple(text string) bool {
	for l := range strings.Lines(text) {
		l = strings.TrimRight(l, "\r\n")
		if len(l) > 900 || strings.ContainsFunc(l, func(c rune) bool { return c != '\t' && unicode.In(c, unicode.C) }) {
			return false
		}
	}
	return true
}

// text decodes a part as the reader does.
func (w *redaction) text(p part) string {
	r := &reader{m: &Message{}, lim: w.lim}
	b := r.bytes(p, htmlFactor*w.lim.Text)
	charset := p.media.params["charset"]
	if charset == "" && p.media.kind == "text/html" {
		charset = metaCharset(b)
	}
	s, _ := decodeCharset(b, charset)
	return s
}

func (w *redaction) plain(text string) string {
	var b strings.Builder
	for l := range strings.Lines(text) {
		end := len(strings.TrimRight(l, "\r\n"))
		b.WriteString(w.d.Text(l[:end]) + l[end:])
	}
	return b.String()
}

func (w *redaction) multipart(p part, depth int) {
	boundary := strings.TrimRight(p.media.params["boundary"], " \t")
	kids, found := [][]byte(nil), false
	if boundary != "" {
		kids, found, _, _ = children(p.body, boundary, w.lim.Parts)
	}
	if !found {
		if boundary = sniffBoundary(p.body); boundary != "" {
			kids, found, _, _ = children(p.body, boundary, w.lim.Parts)
		}
	}
	if !found {
		p.media.kind = "text/plain"
		w.part(p, depth)
		return
	}
	mine := "part-" + strings.Repeat("x", depth+1)
	report := ""
	if p.media.kind == "multipart/report" {
		report = "; report-type=delivery-status"
	}
	w.line("Content-Type", p.media.kind+report+"; boundary=\""+mine+"\"")
	w.out.WriteString("\r\n")
	fallback := "text/plain"
	if p.media.kind == "multipart/digest" {
		fallback = "message/rfc822"
	}
	for _, kid := range kids {
		w.out.WriteString("--" + mine + "\r\n")
		h, body := readHeader(startPart(kid), w.lim, func(string) {})
		w.part(newPart(h, body, fallback), depth+1)
		w.out.WriteString("\r\n")
	}
	w.out.WriteString("--" + mine + "--\r\n")
}

// groups writes the fields of a delivery report, or of a header that was sent back.
func (w *redaction) groups(b []byte) {
	for len(b) > 0 {
		before := len(b)
		var h header
		h, b = readHeader(b, w.lim, func(string) {})
		if len(b) >= before {
			return
		}
		for i := range h {
			name, v := h[i].name, h[i].value()
			switch kind, addr, typed := strings.Cut(v, ";"); {
			case reportFields[name]:
				w.line(textproto.CanonicalMIMEHeaderKey(name), CleanLine(v))
			case typed && strings.Contains(addr, "@") && strings.HasSuffix(name, "-recipient"):
				w.line(textproto.CanonicalMIMEHeaderKey(name), kind+"; "+w.d.Address(strings.Trim(strings.TrimSpace(addr), "<>")))
			case name == "diagnostic-code":
				w.line(textproto.CanonicalMIMEHeaderKey(name), w.d.Text(CleanLine(v)))
			}
		}
		w.fields(h)
		w.out.WriteString("\r\n")
	}
}

// marked are the names by which mail programs mark quotations; all others tell of their makers.
var marked = []string{
	"gmail_quote", "divRplyFwdMsg", "OutlookMessageHeader", "ms-outlook-mobile-reference-message", "yahoo_quoted", "moz-cite-prefix",
	"protonmail_quote", "tutanota_quote", "zmail_extra", "MsoNormal",
}

// html writes a page again: its tags, what hides and what quotes, and its words in disguise.
func (w *redaction) html(s string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(s))
	for skip := ""; ; {
		switch z.Next() {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			if skip == "" {
				b.WriteString(html.EscapeString(w.plain(string(z.Text()))))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			if t.Data == "style" || t.Data == "script" || t.Data == "title" {
				skip = t.Data
				continue
			}
			if t.Data == "meta" || t.Data == "link" || t.Data == "base" {
				continue
			}
			t.Attr = w.attributes(t.Attr)
			b.WriteString(t.String())
		case html.EndTagToken:
			if t := z.Token(); t.Data == skip {
				skip = ""
			} else {
				b.WriteString(t.String())
			}
		}
	}
}

func (w *redaction) attributes(list []html.Attribute) (out []html.Attribute) {
	for _, a := range list {
		switch a.Key {
		case "style":
			if strings.Contains(strings.ToLower(a.Val), "url(") || strings.Contains(strings.ToLower(a.Val), "font-family") {
				a.Val = harmless(a.Val)
			}
		case "href":
			if addr, ok := strings.CutPrefix(strings.ToLower(strings.TrimSpace(a.Val)), "mailto:"); ok {
				addr, _, _ = strings.Cut(addr, "?")
				a.Val = "mailto:" + w.d.Address(addr)
			} else {
				a.Val = w.d.Link(a.Val)
			}
		case "class", "id", "name":
			i := slices.IndexFunc(marked, func(m string) bool { return strings.Contains(a.Val, m) })
			if i < 0 {
				continue
			}
			a.Val = marked[i]
		case "hidden", "type", "dir", "lang", "colspan", "rowspan", "width", "height":
		default:
			continue
		}
		out = append(out, a)
	}
	return out
}

// harmless takes the declarations out of a style that may name somebody.
func harmless(style string) string {
	kept := slices.DeleteFunc(strings.Split(style, ";"), func(decl string) bool {
		low := strings.ToLower(decl)
		return strings.Contains(low, "url(") || strings.Contains(low, "font-family") || strings.Contains(low, "//")
	})
	return strings.Join(kept, ";")
}
