package mailwatch

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/idna"
)

const (
	maxName = 256
	maxAddr = 320
)

// addresses reads an address list (RFC 5322 3.4) in one pass, with groups and comments. What the grammar forbids but
// mailboxes are full of is read as a person would: unquoted commas and dots in names, names without an end of their
// quotes, an address inside the quoted name. At most most are returned.
func addresses(v string, most int) []Address {
	var out []Address
	item := func(s string) {
		if a, ok := oneAddress(s); ok && len(out) < most {
			out = append(out, a)
		}
	}
	start, at := 0, false // where the item begins; whether it has an @ outside quotes, comments and brackets
	last := strings.LastIndexByte(v, '<')
	quoted, angle, comment := false, false, 0
	for i := 0; i < len(v) && len(out) < most; i++ {
		switch c := v[i]; {
		case c == '\\' && (quoted || comment > 0):
			i++
		case c == '"' && comment == 0:
			quoted = !quoted
		case quoted:
		case c == '(':
			comment++
		case c == ')' && comment > 0:
			comment--
		case comment > 0:
		case c == '<':
			angle, at = true, true
		case c == '@':
			at = true
		case c == '>':
			angle = false
		case angle:
		case c == ':' && !at && !strings.HasSuffix(strings.ToLower(v[start:i]), "mailto"):
			start = i + 1 // The name of a group.
		case c == ',' && !at && last > i:
			// "Doe, Jane <jane@example.com>" without quotes.
		case c == ',' || c == ';':
			item(v[start:i])
			start, at = i+1, false
		}
	}
	if start < len(v) {
		item(v[start:])
	}
	return out
}

var looseAddr = regexp.MustCompile(`[^\s<>"(),:;\[\]\\]+@[^\s<>"(),:;\[\]\\]+`)

// oneAddress reads one mailbox.
func oneAddress(s string) (Address, bool) {
	if s = strings.TrimSpace(s); len(s) > 4*maxLine {
		s = s[len(s)-4*maxLine:] // The address stands at the end.
	}
	if s == "" {
		return Address{}, false
	}
	if i := strings.LastIndexByte(s, '<'); i >= 0 {
		inside, _, _ := strings.Cut(s[i+1:], ">")
		if addr, ok := cleanAddr(inside); ok {
			return Address{Name: cleanName(s[:i]), Addr: addr}, true
		}
	}
	if addr, ok := cleanAddr(stripComments(s)); ok {
		return Address{Name: cleanName(commentOf(s)), Addr: addr}, true
	}
	// The fallback: any address that stands in it, and what is left as its name.
	at := looseAddr.FindStringIndex(clip(s, 2*maxLine))
	if at == nil {
		return Address{}, false
	}
	addr, ok := cleanAddr(s[at[0]:at[1]])
	return Address{Name: cleanName(strings.TrimRight(s[:at[0]], " <(['")), Addr: addr}, ok
}

// cleanAddr checks an address and brings its domain into lower case and punycode. The local part stays as it is.
func cleanAddr(s string) (string, bool) {
	s = strings.TrimSpace(s)
	if i := strings.LastIndexByte(s, ':'); i >= 0 && strings.HasPrefix(strings.ToLower(s), "mailto:") {
		s = s[i+1:]
	} else if i >= 0 && strings.HasPrefix(s, "@") {
		s = s[i+1:] // A source route of RFC 822.
	}
	s = strings.Trim(s, "'\" \t.,;")
	at := strings.LastIndexByte(s, '@')
	if at < 1 || at == len(s)-1 || len(s) > maxAddr {
		return "", false
	}
	local, domain := s[:at], strings.ToLower(strings.TrimSpace(s[at+1:]))
	local = strings.TrimSpace(local)
	if strings.ContainsAny(local, " \t\"<>()[],;:\\") && !(strings.HasPrefix(s, `"`)) {
		return "", false
	}
	for _, r := range local + domain {
		if r == utf8.RuneError || invisible(r) || r == '\n' || r == '\t' {
			return "", false
		}
	}
	if strings.ContainsAny(domain, " \t\"<>(),;:\\/@") {
		return "", false
	}
	if !ascii([]byte(domain)) {
		puny, err := idna.Lookup.ToASCII(domain)
		if err != nil {
			return "", false
		}
		domain = puny
	}
	return local + "@" + strings.TrimSuffix(domain, "."), true
}

// cleanName decodes a display name: encoded words, quotes, backslashes.
func cleanName(s string) string {
	s = strings.TrimSpace(clip(s, 4*maxName))
	if len(s) >= 2 && s[0] == '"' {
		s = strings.TrimSuffix(s[1:], `"`)
	}
	if strings.ContainsRune(s, '\\') {
		s = strings.NewReplacer(`\"`, `"`, `\\`, `\`, `\(`, "(", `\)`, ")").Replace(s)
	}
	s = CleanLine(decodeWords(s))
	if n := len(s); n >= 2 && (s[0] == '"' || s[0] == '\'') && s[n-1] == s[0] {
		s = strings.TrimSpace(s[1 : n-1])
	}
	return clip(s, maxName)
}

// stripComments takes "(comments)" out of an address, one level deep as they occur.
func stripComments(s string) string {
	for {
		i := strings.IndexByte(s, '(')
		if i < 0 {
			return s
		}
		j := strings.IndexByte(s[i:], ')')
		if j < 0 {
			return s[:i]
		}
		s = s[:i] + s[i+j+1:]
	}
}

// commentOf is the name in the old form "jane@example.com (Jane Doe)".
func commentOf(s string) string {
	_, rest, ok := strings.Cut(s, "(")
	if !ok {
		return ""
	}
	name, _, _ := strings.Cut(rest, ")")
	return name
}
