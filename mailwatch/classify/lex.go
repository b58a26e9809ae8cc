package classify

import (
	"slices"
	"unicode"
	"unicode/utf8"
)

// lexeme is a piece of a text as the date scanner sees it.
type lexeme struct {
	kind       byte // 'n' number, 'w' word, 'p' punctuation, '\n' line end, 'z' paragraph end
	text       string
	num        int
	start, end int
	space      bool // white space stood before it
}

// lex cuts the bytes between from and to of a folded text into numbers, words and punctuation. A line end counts only where an
// entry begins behind it; else the line was merely wrapped. They are appended to out.
func lex(f *folded, from, to int, out []lexeme) []lexeme {
	t := f.text[:to]
	out = slices.Grow(out, (to-from)/5+8)
	all := string(t[from:]) // every lexeme is a piece of it
	text := func(i, j int) string { return all[i-from : j-from] }
	space := true
	for i := from; i < len(t); {
		c := t[i]
		switch {
		case c == ' ':
			space = true
			i++
			continue
		case c == '\n':
			j, n := i, 0
			for j < len(t) && (t[j] == '\n' || t[j] == ' ') {
				if t[j] == '\n' {
					n++
				}
				j++
			}
			k := byte('\n')
			if n > 1 {
				k = 'z'
			} else if j >= len(t) || !key(f, j) && !bullet(t, j) {
				space = true
				i = j
				continue
			}
			out = append(out, lexeme{kind: k, start: i, end: j, space: space})
			i = j
		case c >= '0' && c <= '9':
			j, n := i, 0
			for j < len(t) && t[j] >= '0' && t[j] <= '9' {
				if n < 1e8 {
					n = n*10 + int(t[j]-'0')
				}
				j++
			}
			out = append(out, lexeme{kind: 'n', num: n, text: text(i, j), start: i, end: j, space: space})
			i = j
		case isLetter(c) || c >= utf8.RuneSelf:
			if c >= utf8.RuneSelf {
				if r, n := utf8.DecodeRune(t[i:]); ideograph(r) || !unicode.IsLetter(r) {
					out = append(out, lexeme{kind: 'p', text: text(i, i+n), start: i, end: i + n, space: space})
					i += n
					break
				}
			}
			j := i
			for j < len(t) {
				if isLetter(t[j]) {
					j++
					continue
				}
				if t[j] < utf8.RuneSelf {
					break
				}
				r, n := utf8.DecodeRune(t[j:])
				if ideograph(r) || !unicode.IsLetter(r) {
					break
				}
				j += n
			}
			out = append(out, lexeme{kind: 'w', text: text(i, j), start: i, end: j, space: space})
			i = j
		default:
			out = append(out, lexeme{kind: 'p', text: text(i, i+1), start: i, end: i + 1, space: space})
			i++
		}
		space = false
	}
	return out
}
