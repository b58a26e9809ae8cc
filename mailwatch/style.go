package mailwatch

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// attributes reads what matters of an element: whether it can be seen, whether it quotes, where it leads.
func (p *page) attributes(z *html.Tokenizer, e *element) {
	for more := true; more; {
		var key, val []byte
		key, val, more = z.TagAttr()
		switch string(key) {
		case "style":
			p.style(val, e)
		case "hidden":
			e.hidden = !p.all
		case "href":
			if e.tag == atom.A && p.link != nil {
				p.link(string(val))
			}
		case "type":
			if e.tag == atom.Blockquote && string(val) == "cite" {
				e.quote = hardQuote
			}
		case "class", "id", "name":
			p.mark(val, e)
		}
	}
}

// mark knows the names that mail programs give to quotations.
func (p *page) mark(val []byte, e *element) {
	switch v := string(val); {
	case strings.Contains(v, "gmail_quote"):
		e.quote = hardQuote
		e.replies = e.tag == atom.Div
	case strings.Contains(v, "divRplyFwdMsg"), strings.Contains(v, "OutlookMessageHeader"),
		strings.Contains(v, "ms-outlook-mobile-reference-message"):
		// Outlook marks only the head of what it quotes; all that follows belongs to it.
		p.rest = true
	case strings.Contains(v, "yahoo_quoted"), strings.Contains(v, "moz-cite-prefix"), strings.Contains(v, "protonmail_quote"),
		strings.Contains(v, "tutanota_quote"), strings.Contains(v, "zmail_extra"):
		e.quote = hardQuote
	case strings.Contains(v, "MsoNormal"):
		e.flat = true
	}
}

// style reads the properties by which text is hidden.
func (p *page) style(val []byte, e *element) {
	if len(val) > 4<<10 {
		val = val[:4<<10]
	}
	s := string(bytes.ToLower(val))
	if strings.ContainsAny(s, " \t\r\n") {
		s = strings.Join(strings.Fields(s), "")
	}
	for s != "" {
		var decl string
		decl, s, _ = strings.Cut(s, ";")
		name, value, ok := strings.Cut(decl, ":")
		if !ok {
			continue
		}
		value = strings.TrimSuffix(value, "!important")
		switch name {
		case "display":
			e.hidden = e.hidden || value == "none" && !p.all
		case "max-height", "opacity":
			e.hidden = e.hidden || zero(value) && !p.all
		case "mso-hide":
			// Only Outlook hides these. Preheaders carry it; so do links that Outlook is to draw itself.
			e.hidden = e.hidden || value == "all" && !p.all && (e.tag == atom.Div || e.tag == atom.Span || e.tag == atom.P)
		case "font-size":
			e.tiny = (zero(value) || value == "1px") && !p.all
		case "font":
			e.tiny = strings.HasPrefix(value, "0") && !p.all
		case "visibility":
			e.unseen = (value == "hidden" || value == "collapse") && !p.all
		case "white-space":
			e.pre = strings.HasPrefix(value, "pre")
		case "margin":
			e.flat = e.flat || zero(value) || strings.HasPrefix(value, "0in0in0in") || strings.HasPrefix(value, "0cm0cm0cm")
		}
	}
}

// zero reads 0, 0px, 0.0em and the like.
func zero(v string) bool {
	digits := strings.TrimLeft(v, "0.")
	if len(digits) == len(v) {
		return false
	}
	return digits == "" || (digits[0] < '0' || digits[0] > '9') && len(digits) <= 3
}

// metaCharset is the charset that a page claims for itself in its first kilobytes.
func metaCharset(b []byte) string {
	head := bytes.ToLower(b[:min(len(b), 2<<10)])
	i := bytes.Index(head, []byte("charset="))
	if i < 0 {
		return ""
	}
	v := bytes.TrimLeft(head[i+len("charset="):], " \"'")
	if end := bytes.IndexAny(v, " \"'/>;\r\n"); end >= 0 {
		v = v[:end]
	}
	return clip(string(v), 40)
}
