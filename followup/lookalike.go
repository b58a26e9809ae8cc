package followup

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Resembles tells how a registrable domain takes after a known one that it is not: with letters that look alike, with one
// letter changed, or with words of recruiting around the name. It is empty where it does not. One changed letter counts only
// from a name of least letters on: short names have honest neighbours.
func Resembles(domain, known string, least int) string {
	domain, known = lower(domain), lower(known)
	if domain == known || domain == "" || known == "" {
		return ""
	}
	a, ending, _ := strings.Cut(domain, ".")
	b, other, _ := strings.Cut(known, ".")
	a, b = decodeLabel(a), decodeLabel(b)
	switch {
	case a == b && (ending == "com" || other == "com") && oneEdit(ending, other):
		return "it has another ending than " + known
	case a == b:
		return "" // acme.de and acme.fr
	case Disguised(a, b):
		return "it is written with letters that look like those of " + known
	case utf8.RuneCountInString(b) >= least && oneEdit(a, b):
		return "one letter makes it differ from " + known
	case Dressed(a, b) > 0:
		return "it adds words to the name of " + known
	}
	return ""
}

// Disguised reports whether two different names look the same to the eye.
func Disguised(name, known string) bool {
	n, k := decodeLabel(lower(name)), decodeLabel(lower(known))
	if a, b := start(n), start(k); a != b && a != 0 && b != 0 {
		return false // As most pairs of names.
	}
	return n != k && utf8.RuneCountInString(k) >= 4 && skeleton(n) == skeleton(k)
}

// start is the letter that the skeleton of a name begins with; 0 where one look at its first letter does not tell.
func start(name string) rune {
	r, _ := utf8.DecodeRuneInString(name)
	if r < utf8.RuneSelf {
		r = plainTwins[r]
	} else if t, ok := twins[r]; ok {
		r = t
	}
	if r == 'r' || r == 'v' || unicode.Is(unicode.Mn, r) {
		return 0
	}
	return r
}

// MixedLetters reports whether one part of a domain has letters of two alphabets, as no honest name has.
func MixedLetters(domain string) bool {
	for _, part := range strings.Split(lower(domain), ".") {
		latin, other := false, false
		for _, r := range decodeLabel(part) {
			latin = latin || unicode.Is(unicode.Latin, r)
			other = other || unicode.In(r, unicode.Cyrillic, unicode.Greek)
		}
		if latin && other {
			return true
		}
	}
	return false
}

// bait are the words that are put around an employer's name to make a domain look like its recruiting.
var bait = strings.Fields(`careers career jobs job offers offer hiring hire hr recruitment recruiting recruiter recruit interviews interview
talent mail mailer team onboarding portal support secure verify apply applications application employment candidate candidates people staff
desk notifications notification online work office global`)

// Dressed counts the words of recruiting around a known name in the first part of a domain; it is 0 where the name is not in
// it, stands alone, or has other words beside it.
func Dressed(label, known string) int {
	if utf8.RuneCountInString(known) < 4 {
		return 0
	}
	before, after, ok := strings.Cut(decodeLabel(label), known)
	if !ok || before == "" && after == "" {
		return 0
	}
	n := 0
	for _, side := range []string{before, after} {
		for _, part := range strings.Split(side, "-") {
			k := baitWords(part)
			if k < 0 {
				return 0
			}
			n += k
		}
	}
	return n
}

// baitWords cuts a text into words of bait and counts them; -1 if it has others.
func baitWords(s string) int {
	if s == "" {
		return 0
	}
	for _, w := range bait {
		if rest, ok := strings.CutPrefix(s, w); ok {
			if n := baitWords(rest); n >= 0 {
				return n + 1
			}
		}
	}
	return -1
}

// twins are letters and digits that look like the ASCII letter behind them.
var twins = func() map[rune]rune {
	m := map[rune]rune{}
	for ascii, like := range map[rune]string{
		'a': "аαáàâäãåāăɑ", 'b': "ЬвβƄ", 'c': "сϲćčç", 'd': "ԁɗđ", 'e': "еєεéèêëēėęẹ", 'f': "ƒ", 'g': "ɡցğ", 'h': "һհ", 'k': "кκ",
		'l': "1iіιίıļłӏǀ|íìîï", 'm': "мṃ", 'n': "пηńñņո", 'o': "0оοσόöóòôõōőøօ", 'p': "рρ", 'q': "ԛ", 'r': "гŕř", 's': "5ѕśšş", 't': "тτţť",
		'u': "υüúùûūůμս", 'v': "νѵ", 'w': "ѡωŵԝ", 'x': "хχ", 'y': "уγýÿ", 'z': "ζźżž",
	} {
		for _, r := range like {
			m[r] = ascii
		}
	}
	return m
}()

// plainTwins are the ASCII letters and digits with what they are taken for, most for themselves.
var plainTwins = func() (table [utf8.RuneSelf]rune) {
	for r := range table {
		table[r] = rune(r)
		if t, ok := twins[rune(r)]; ok {
			table[r] = t
		}
	}
	return table
}()

// skeleton is what a name looks like at a glance: two names with one skeleton are taken for each other.
func skeleton(name string) string {
	var b strings.Builder
	for _, r := range name {
		if unicode.Is(unicode.Mn, r) {
			continue
		}
		if t, ok := twins[r]; ok {
			r = t
		}
		b.WriteRune(r)
	}
	return pairs.Replace(b.String())
}

// pairs are two letters that together look like one.
var pairs = strings.NewReplacer("rn", "m", "vv", "w")

// oneEdit reports whether one letter changed, added, left out or swapped with its neighbour makes a into b.
func oneEdit(a, b string) bool {
	if n, m := utf8.RuneCountInString(a), utf8.RuneCountInString(b); n > m+1 || m > n+1 {
		return false
	}
	x, y := []rune(a), []rune(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	i := 0
	for i < len(x) && x[i] == y[i] {
		i++
	}
	x, y = x[i:], y[i:] // what is left behind the common beginning
	switch {
	case len(y) == len(x)+1:
		return slices.Equal(x, y[1:])
	case len(y) != len(x) || len(x) == 0:
		return false
	case slices.Equal(x[1:], y[1:]):
		return true
	}
	return len(x) > 1 && x[0] == y[1] && x[1] == y[0] && slices.Equal(x[2:], y[2:])
}

// decodeLabel turns one label of a domain from punycode (RFC 3492) into its letters. What is malformed stays as it is.
func decodeLabel(label string) string {
	code, ok := strings.CutPrefix(label, "xn--")
	if !ok {
		return label
	}
	var out []rune
	if i := strings.LastIndexByte(code, '-'); i >= 0 {
		out, code = []rune(code[:i]), code[i+1:]
	}
	n, i, bias, first := 128, 0, 72, true
	for code != "" {
		old, weight := i, 1
		for k := 36; ; k += 36 {
			if code == "" || len(out) > 63 {
				return label
			}
			c := int(code[0])
			code = code[1:]
			switch {
			case c >= 'a' && c <= 'z':
				c -= 'a'
			case c >= '0' && c <= '9':
				c += 26 - '0'
			default:
				return label
			}
			if i += c * weight; i > 1<<30 {
				return label
			}
			t := min(max(k-bias, 1), 26)
			if c < t {
				break
			}
			if weight *= 36 - t; weight > 1<<30 {
				return label
			}
		}
		count := len(out) + 1
		delta := (i - old) / 2
		if first {
			delta, first = (i-old)/700, false
		}
		delta += delta / count
		k := 0
		for ; delta > 455; k += 36 {
			delta /= 35
		}
		bias = k + 36*delta/(delta+38)
		n, i = n+i/count, i%count
		if n > unicode.MaxRune {
			return label
		}
		out = append(out[:i], append([]rune{rune(n)}, out[i:]...)...)
		i++
	}
	return string(out)
}
