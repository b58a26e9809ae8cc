package classify

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// folded is a text made ready for matching, with the way back: lower case, compatibility forms resolved, typographic
// quotes and dashes made plain, invisible characters dropped, accents removed except the German umlauts (which tell
// "konnten" from "könnten"). Each byte knows the byte of the original it came from.
type folded struct {
	text []byte
	back []int32
	orig string
}

// fold prepares a text. At most limit bytes of it are read.
func fold(s string, limit int) *folded { return new(folded).fold(s, limit) }

// fold prepares another text in the room of the last one.
func (f *folded) fold(s string, limit int) *folded {
	if len(s) > limit {
		s = s[:limit]
		for len(s) > 0 && !utf8.RuneStart(s[len(s)-1]) {
			s = s[:len(s)-1]
		}
	}
	f.orig, f.text, f.back = s, slices.Grow(f.text[:0], len(s)+16), slices.Grow(f.back[:0], len(s)+16)
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			i = f.ascii(i)
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		f.rune(r, int32(i))
		i += n
	}
	f.back = append(f.back, int32(len(s)))
	return f
}

// ascii folds the run of ASCII at i and gives its end.
func (f *folded) ascii(i int) int {
	end := i
	for end < len(f.orig) && f.orig[end] < utf8.RuneSelf {
		end++
	}
	n, run := len(f.text), f.orig[i:end]
	f.text, f.back = slices.Grow(f.text, len(run))[:n+len(run)], slices.Grow(f.back, len(run))[:n+len(run)]
	text, back := f.text[n:], f.back[n:]
	back = back[:len(text)]
	for k := range text {
		text[k], back[k] = lowered[run[k]], int32(i+k)
	}
	return end
}

// lowered is what each ASCII character is folded to.
var lowered = func() (table [utf8.RuneSelf]byte) {
	for c := range table {
		table[c] = byte(c)
	}
	for c := 'A'; c <= 'Z'; c++ {
		table[c] = byte(c) + 'a' - 'A'
	}
	for _, c := range "\r\t\f\v" {
		table[c] = ' '
	}
	table['`'] = '\''
	return table
}()

func (f *folded) rune(r rune, at int32) {
	switch {
	case r == 0x308: // a decomposed umlaut
		if n := len(f.text); n > 0 {
			switch f.text[n-1] {
			case 'a', 'o', 'u':
				base := f.text[n-1]
				f.text = f.text[:n-1]
				pos := f.back[n-1]
				f.back = f.back[:n-1]
				f.add(map[byte]string{'a': "ä", 'o': "ö", 'u': "ü"}[base], pos)
			}
		}
		return
	case invisible(r):
		return
	}
	if p := plain(r); p != "" {
		f.add(p, at)
		return
	}
	if unicode.IsSpace(r) {
		f.add(" ", at)
		return
	}
	// Full-width letters, ligatures, styled mathematical letters.
	if (r >= 0xFB00 && r <= 0xFB06) || (r >= 0xFF01 && r <= 0xFF9F) || (r >= 0x1D400 && r <= 0x1D7FF) || (r >= 0x2460 && r <= 0x24FF) {
		for _, q := range norm.NFKC.String(string(r)) {
			f.add(string(unicode.ToLower(q)), at)
		}
		return
	}
	var b [utf8.UTFMax]byte
	n := utf8.EncodeRune(b[:], unicode.ToLower(r))
	for _, c := range b[:n] {
		f.text = append(f.text, c)
		f.back = append(f.back, at)
	}
}

func (f *folded) add(s string, at int32) {
	for i := range len(s) {
		f.text = append(f.text, s[i])
		f.back = append(f.back, at)
	}
}

// original gives the text of the original between two folded offsets.
func (f *folded) original(from, to int) string {
	if to > len(f.text) {
		to = len(f.text)
	}
	if from >= to {
		return ""
	}
	end := f.back[to]
	for to < len(f.text) && end == f.back[from] {
		to++
		end = f.back[to]
	}
	return f.orig[f.back[from]:end]
}

func invisible(r rune) bool {
	switch {
	case r == 0xAD, r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x2069, r == 0xFEFF,
		r == 0x34F, r == 0x61C, r == 0x180E, r >= 0xFE00 && r <= 0xFE0F:
		return true
	}
	return r >= 0x300 && r <= 0x36F
}

var latin = func() map[rune]string {
	m := map[rune]string{
		'‘': "'", '’': "'", '‛': "'", '′': "'", '´': "'", 'ʼ': "'", '“': `"`, '”': `"`, '„': `"`, '‟': `"`, '«': `"`,
		'»': `"`, '‹': `"`, '›': `"`, '‐': "-", '‑': "-", '‒': "-", '–': "-", '—': " - ", '―': " - ", '−': "-", '…': ". ",
		'ß': "ss", 'ẞ': "ss", 'æ': "ae", 'Æ': "ae", 'œ': "oe", 'Œ': "oe", 'ł': "l", 'Ł': "l", 'đ': "d", 'Đ': "d",
		'ø': "o", 'Ø': "o", 'ı': "i", 'Ä': "ä", 'Ö': "ö", 'Ü': "ü", 'ä': "ä", 'ö': "ö", 'ü': "ü", '|': "|",
		'。': "。", '、': "、", '\u3000': " ", '\u2028': "\n", '\u2029': "\n",
	}
	for r := rune(0xC0); r < 0x250; r++ {
		if _, ok := m[r]; ok {
			continue
		}
		d := []rune(norm.NFD.String(string(r)))
		if len(d) > 1 && d[0] < 0x80 && unicode.IsLetter(d[0]) {
			m[r] = string(unicode.ToLower(d[0]))
		}
	}
	return m
}()

func plain(r rune) string {
	if r < 0xC0 && r != 0xAB && r != 0xBB && r != 0xB4 {
		return ""
	}
	return latin[r]
}
