package mailwatch

import (
	"bytes"
	"html"
	"net/url"
	"strings"
)

const (
	maxLinks = 200
	maxLink  = 2048
)

// link keeps the address of a link, once.
func (r *reader) link(s string) {
	if len(r.m.Links) >= maxLinks || len(s) < 10 || len(s) > maxLink {
		return
	}
	s = Unwrap(CleanLine(s))
	if !webAddress(s) {
		return
	}
	for _, old := range r.m.Links {
		if old == s {
			return
		}
	}
	r.m.Links = append(r.m.Links, s)
}

func webAddress(s string) bool {
	return len(s) > 8 && (strings.EqualFold(s[:8], "https://") || strings.EqualFold(s[:7], "http://"))
}

// scanLinks finds the links of an HTML part of which the plain text is read, without the cost of tokens.
func (r *reader) scanLinks(b []byte) {
	for len(r.m.Links) < maxLinks {
		i := bytes.IndexByte(b, '=') // one byte is found many times faster than a word
		if i < 0 {
			return
		}
		ok := i >= 4 && b[i-4]|0x20 == 'h' && bytes.EqualFold(b[i-4:i], []byte("href"))
		b = b[i+1:]
		if !ok || len(b) == 0 {
			continue
		}
		quote, v := b[0], b[1:]
		if quote != '"' && quote != '\'' {
			continue
		}
		end := bytes.IndexByte(v[:min(len(v), maxLink)], quote)
		if end < 0 {
			continue
		}
		if b = v[end:]; r.linked(v[:end]) {
			continue
		}
		s := string(v[:end])
		if strings.IndexByte(s, '&') >= 0 {
			s = html.UnescapeString(s)
		}
		r.link(s)
	}
}

// linked reports whether a link is kept already as it stands.
func (r *reader) linked(s []byte) bool {
	if bytes.IndexByte(s, '&') >= 0 {
		return false
	}
	for _, old := range r.m.Links {
		if old == string(s) {
			return true
		}
	}
	return false
}

// collectLinks adds the addresses that stand in the text itself.
func (r *reader) collectLinks() {
	for _, s := range []string{r.m.Text.Own, r.m.Text.Signature, r.m.Text.Footer, r.m.Text.Quoted} {
		for len(r.m.Links) < maxLinks {
			i := strings.Index(s, "://")
			if i < 0 {
				break
			}
			start := i
			for start > 0 && i-start < 5 && s[start-1]|0x20 >= 'a' && s[start-1]|0x20 <= 'z' {
				start--
			}
			end := len(s)
			if n := strings.IndexAny(s[i+3:], " \t\n<>\"'`|\\^{}"); n >= 0 {
				end = i + 3 + n
			}
			r.link(strings.TrimRight(s[start:end], ".,;:!?)]*_"))
			s = s[end:]
		}
	}
}

// Unwrap returns the address that a mail filter has wrapped into its own (Outlook safelinks, Proofpoint, Google), for
// display and for recognising booking pages. Anything else comes back as it is. Nothing is fetched.
func Unwrap(s string) string {
	for range 3 {
		next := unwrapOnce(s)
		if next == s || len(next) > maxLink || !webAddress(next) {
			return s
		}
		s = next
	}
	return s
}

var proofpointV2 = strings.NewReplacer("-", "%", "_", "/")

func unwrapOnce(s string) string {
	google := strings.HasPrefix(s, "https://www.google.com/url?")
	if !google && !strings.Contains(s, "urldefense.") && !strings.Contains(s, "safelinks.") {
		return s // As most links.
	}
	switch {
	case strings.Contains(s, "urldefense.com/v3/__"):
		_, rest, _ := strings.Cut(s, "/v3/__")
		if inner, _, ok := strings.Cut(rest, "__;"); ok {
			// "https:/host" when a slash was eaten; the replaced characters are given as stars.
			if strings.HasPrefix(inner, "https:/") && !strings.HasPrefix(inner, "https://") {
				inner = "https://" + inner[len("https:/"):]
			}
			return inner
		}
	case strings.Contains(s, "safelinks.protection.outlook.com"):
		return query(s, "url")
	case strings.Contains(s, "urldefense.proofpoint.com/v2/url"):
		if inner, err := url.QueryUnescape(proofpointV2.Replace(query(s, "u"))); err == nil {
			return inner
		}
	case strings.Contains(s, "urldefense.proofpoint.com/v1/url"):
		return query(s, "u")
	case google:
		if q := query(s, "q"); webAddress(q) {
			return q
		}
		return query(s, "url")
	}
	return s
}

func query(s, name string) string {
	u, err := url.Parse(s)
	if err != nil {
		return s
	}
	if v := u.Query().Get(name); v != "" {
		return CleanLine(v)
	}
	return s
}
