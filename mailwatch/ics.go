package mailwatch

import (
	"strings"

	"github.com/emersion/go-ical"
)

// go-ical gives the model of iCalendar; its decoder gives up at the first fault and recurses without limit, so the lines
// are read here. What cannot be read is left out and told.

const (
	maxComponents = 1000
	maxInner      = 4
	maxProps      = 2000
)

// beyondCap ends the fault that something was left out.
const beyondCap = "beyond the cap left out"

// readComponents reads the calendar of a mail.
func readComponents(s string, fault func(string)) *ical.Component {
	return readCapped(s, maxComponents, maxProps, fault)
}

// readCapped reads content lines (RFC 5545 3.1) into components, so many at most. It suffers a byte order mark, bare LF,
// lines that are folded wrongly and a missing end.
func readCapped(s string, components, most int, fault func(string)) *ical.Component {
	root := ical.NewComponent("")
	open := []*ical.Component{root}
	count, props, over := 0, 0, 0
	for _, l := range unfold(s) {
		p, ok := contentLine(l)
		if !ok {
			fault("calendar line that cannot be read")
			continue
		}
		top := open[len(open)-1]
		switch p.Name {
		case "BEGIN":
			if count++; count > components || len(open) > maxInner {
				over++
				fault("calendar components " + beyondCap)
				continue
			}
			c := ical.NewComponent(strings.ToUpper(strings.TrimSpace(p.Value)))
			top.Children = append(top.Children, c)
			open = append(open, c)
		case "END":
			name := strings.ToUpper(strings.TrimSpace(p.Value))
			if over > 0 {
				over--
				continue
			}
			for i := len(open) - 1; i > 0; i-- {
				if open[i].Name == name {
					open = open[:i]
					break
				}
			}
		default:
			if props++; over > 0 || props > most {
				if props == most+1 {
					fault("calendar properties " + beyondCap)
				}
				continue
			}
			top.Props[p.Name] = append(top.Props[p.Name], p)
		}
	}
	if len(open) > 1 {
		fault("calendar without its end")
	}
	return root
}

// unfold joins folded lines. A line that begins with neither a name nor a space is taken for a line that lost its fold.
func unfold(s string) []string {
	var out []string
	var b strings.Builder
	flush := func() {
		if b.Len() > 0 {
			out = append(out, b.String())
			b.Reset()
		}
	}
	for len(s) > 0 {
		l := s
		if i := strings.IndexByte(s, '\n'); i >= 0 {
			l, s = s[:i], s[i+1:]
		} else {
			s = ""
		}
		l = strings.TrimSuffix(l, "\r")
		switch {
		case l == "":
		case l[0] == ' ' || l[0] == '\t':
			b.WriteString(l[1:])
		case b.Len() > 0 && !named(l):
			b.WriteString("\\n" + l)
		default:
			flush()
			b.WriteString(l)
		}
	}
	flush()
	return out
}

// named says that a line begins with the name of a property.
func named(l string) bool {
	i := strings.IndexAny(l, ":;")
	if i < 0 {
		i = len(l) // Old Mozilla folded between a name and its colon.
	}
	if i < 1 || i > 60 {
		return false
	}
	for j := 0; j < i; j++ {
		c := l[j]
		if (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' && c != '_' {
			return false
		}
	}
	// Words of a description that lost its fold: "Note: ..." has lower case, properties hardly ever.
	return l[:i] == strings.ToUpper(l[:i]) || i < len(l) && (l[i] == ';' || !strings.HasPrefix(l[i+1:], " "))
}

// contentLine reads NAME;PARAM=value;PARAM="value":VALUE.
func contentLine(l string) (p ical.Prop, ok bool) {
	i := strings.IndexAny(l, ":;")
	if i < 1 {
		return p, false
	}
	p.Name, p.Params = strings.ToUpper(strings.TrimSpace(l[:i])), ical.Params{}
	if j := strings.LastIndexByte(p.Name, '.'); j >= 0 {
		p.Name = p.Name[j+1:]
	}
	for n := 0; l[i] == ';' && n < maxParams; n++ {
		l = l[i+1:]
		eq, end := strings.IndexByte(l, '='), strings.IndexAny(l, ":;")
		if end < 0 {
			return p, false
		}
		if eq < 0 || eq > end {
			i = end // A parameter without a value.
			continue
		}
		name := strings.ToUpper(strings.TrimSpace(l[:eq]))
		quoted := false
		for i = eq + 1; i < len(l) && (quoted || l[i] != ';' && l[i] != ':'); i++ {
			if l[i] == '"' {
				quoted = !quoted
			}
		}
		if i == len(l) { // A quote that is never closed.
			if i = eq + 1 + strings.IndexByte(l[eq+1:], ':'); i == eq {
				return p, false
			}
		}
		p.Params[name] = append(p.Params[name], strings.Trim(l[eq+1:i], `" `))
	}
	if l[i] != ':' {
		return p, false
	}
	p.Value = l[i+1:]
	return p, true
}

// unescapeText undoes the escapes of RFC 5545 3.3.11; an escape that is none stays.
func unescapeText(s string) string {
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) {
			switch i++; s[i] {
			case 'n', 'N':
				b.WriteByte('\n')
			case '\\', ';', ',', ':', '"':
				b.WriteByte(s[i])
			default:
				b.WriteByte('\\')
				b.WriteByte(s[i])
			}
			continue
		}
		b.WriteByte(s[i])
	}
	return b.String()
}
