package classify

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// piece is what stands between two spaces: a word with the marks around it.
type piece struct {
	lead, text, trail string
	sort              wordSort
}

// bare reports whether a piece is but a mark, such as a dash between two names.
func (p *piece) bare() bool { return p.text == "" }

// closes reports whether the marks behind a word end what it belongs to.
func (p *piece) closes() bool { return strings.ContainsAny(p.trail, ".,;:!?)]\"”“»|") }

const openers = `("'“„«[<*_#>`
const closers = `.,;:!?)"'”“»]>*_|…`

// cutPieces cuts a text into at most n pieces.
func cutPieces(s string, n int) []piece {
	out := make([]piece, 0, min(n, len(s)/6+2))
	for len(s) > 0 && len(out) < n {
		i := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsSpace(r) })
		if i < 0 {
			break
		}
		s = s[i:]
		j := strings.IndexFunc(s, unicode.IsSpace)
		if j < 0 {
			j = len(s)
		}
		w := s[:j]
		s = s[j:]
		if k := strings.Index(w, "—"); k > 0 { // a dash without spaces parts as one with spaces does
			s = w[k:] + s
			w = w[:k]
		} else if k == 0 && len(w) > len("—") {
			s = w[len("—"):] + s
			w = "—"
		}
		out = append(out, newPiece(w))
	}
	return out
}

func newPiece(w string) piece {
	body := w
	if !asciiWord(w[0]) || w[0] == '_' {
		body = strings.TrimLeft(w, openers)
	}
	p := piece{lead: w[:len(w)-len(body)]}
	p.text = trimClosers(body)
	p.trail = body[len(p.text):]
	if (p.text == "" || !asciiWord(p.text[0])) && strings.Trim(p.text, "-–—/·•&+~=@、。") == "" && p.text != "&" && p.text != "+" {
		return piece{lead: w}
	}
	if n := strings.Count(p.text, "(") - strings.Count(p.text, ")"); n > 0 && strings.HasPrefix(p.trail, ")") { // "Chargé(e)"
		p.text += ")"
		p.trail = p.trail[1:]
	}
	p.sort = vocab.of(p.text)
	return p
}

// trimClosers takes the closing marks off the end of a word: the plain ones, of which most are, without a look at what runes they are.
func trimClosers(w string) string {
	for len(w) > 0 {
		switch c := w[len(w)-1]; {
		case c >= utf8.RuneSelf:
			return strings.TrimRight(w, closers)
		case strings.IndexByte(closers, c) < 0:
			return w
		}
		w = w[:len(w)-1]
	}
	return w
}

// capital reports whether a word looks like a piece of a name: "Acme", "eBay", "3M", "koenig.solutions".
func capital(w string) bool {
	r, n := utf8.DecodeRuneInString(w)
	if unicode.IsUpper(r) || ideograph(r) {
		return true
	}
	if unicode.IsDigit(r) {
		i := strings.IndexFunc(w, func(r rune) bool { return !unicode.IsDigit(r) })
		return i > 0 && (unicode.IsUpper(rune(w[i])) || w[i] == '&')
	}
	if strings.ContainsAny(w, "@/") {
		return false
	}
	if elided(w) != w { // "de l'Est"
		return true
	}
	if i := strings.IndexByte(w, '.'); i > 1 && i+2 < len(w) && !strings.Contains(w[i+1:], ".") && isLetter(w[i+1]) && !legalForms[strings.ReplaceAll(w, ".", "")] {
		return true
	}
	return strings.IndexFunc(w[n:], unicode.IsUpper) >= 0 && !strings.ContainsAny(w, "-'’0123456789")
}

// joinPieces writes pieces as they stood; last is put behind them.
func joinPieces(ps []piece, last string) string {
	var b strings.Builder
	for i := range ps {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		if ps[i].bare() {
			b.WriteString(ps[i].lead)
		}
		b.WriteString(ps[i].text)
		switch end := i == len(ps)-1 && last == ""; {
		case !end && ps[i].trail != "":
			b.WriteString(ps[i].trail)
		case end && strings.HasPrefix(ps[i].trail, ".") && strings.Contains(ps[i].text, ".") && ps[i].sort&wordLegal != 0:
			b.WriteByte('.')
		}
	}
	if last != "" {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(last)
	}
	return b.String()
}

// elided is a word without the article that French and Italian write before a capital: "l'Ordine", "d'Orange".
func elided(w string) string {
	if len(w) < 3 || w[0] != 'l' && w[0] != 'd' {
		return w
	}
	for _, mark := range []string{"'", "’"} {
		if name, ok := strings.CutPrefix(w[1:], mark); ok {
			if r, _ := utf8.DecodeRuneInString(name); unicode.IsUpper(r) {
				return name
			}
		}
	}
	return w
}

// ahead gives the pieces of a text from a place on, to the end of the line or, where lines are merely wrapped, of the
// paragraph.
func ahead(text string, from, n int) []piece {
	rest := text[from:min(len(text), from+400)]
	start := strings.LastIndexByte(text[:from], '\n') + 1
	for i := 0; i < len(rest); i++ {
		if rest[i] != '\n' {
			continue
		}
		if hardBreak(text, start, from+i) {
			return cutPieces(rest[:i], n)
		}
		start = from + i + 1
	}
	return cutPieces(rest, n)
}

// behind gives the last n pieces of a text before a place, back to the begin of the line or paragraph.
func behind(text string, to, n int) []piece {
	low := max(0, to-300)
	i := to
	for i > low {
		j := strings.LastIndexByte(text[low:i], '\n')
		if j < 0 {
			i = low
			break
		}
		j += low
		if hardBreak(text, strings.LastIndexByte(text[:j], '\n')+1, j) {
			i = j + 1
			break
		}
		i = j
	}
	for i < to && i > 0 && i == low && !utf8.RuneStart(text[i]) {
		i++
	}
	ps := cutPieces(text[i:to], 80)
	return ps[max(0, len(ps)-n):]
}

// hardBreak reports whether the line end at i is one that the writer set, and not merely where a long line was wrapped.
func hardBreak(text string, start, i int) bool {
	next := strings.TrimLeft(text[i+1:min(len(text), i+80)], " \t\r")
	if next == "" || next[0] == '\n' || next[0] == '-' || next[0] == '*' {
		return true
	}
	return i-start < 48
}

// offsets of a hit in the original text.
func (p *passage) from(i int) int { return int(p.f.back[p.ws[i].start]) }
func (p *passage) to(i int) int   { return int(p.f.back[p.ws[i].end]) }
