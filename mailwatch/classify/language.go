package classify

import (
	"math/bits"
	"unicode/utf8"
)

// maxLanguages is how many languages there can be: each has its bit in the value of a frequent word.
const maxLanguages = 16

// languages tells the languages of a text by their frequent words: the one with most votes, and any other with a third
// of them, because mails mix languages. A text too short to tell is read in all of them.
func (r *Reader) languages(into []*lexicon, parts ...[]word) []*lexicon {
	var votes [maxLanguages]int
	total, kana, han, hangul := 0, 0, 0, 0
	for _, ws := range parts {
		for i := range ws {
			if i > 1200 {
				break
			}
			t := ws[i].txt
			if t[0] >= 0xE3 {
				switch c, _ := utf8.DecodeRune(t); {
				case c >= 0x3040 && c <= 0x30FF:
					kana++
				case c >= 0x3400 && c <= 0x9FFF:
					han++
				case c >= 0xAC00 && c <= 0xD7A3:
					hangul++
				}
				continue
			}
			if m := r.stopped.find(ws[i].hash, t); m != 0 {
				total++
				for ; m != 0; m &= m - 1 {
					votes[bits.TrailingZeros16(m)]++
				}
			}
		}
	}
	best := 0
	for b, l := range r.langs {
		switch l.code {
		case "ja":
			votes[b] += kana * 2
			if kana > 0 {
				votes[b] += han
			}
		case "zh":
			if kana*8 < han {
				votes[b] += han * 2
			}
		}
		best = max(best, votes[b])
	}
	for b, l := range r.langs {
		if l.kin != "" && votes[b] < r.kinBest(l.kin, votes[:]) {
			continue // "se" is a condition in one and a mere pronoun in the next
		}
		if best < 2 || best < 4 && votes[b] > 0 || votes[b] == best || votes[b]*5 >= best*3 || l.code == "en" && votes[b]*3 >= best {
			into = append(into, l)
		}
	}
	// The strongest comes first: it names the language of the signal.
	for i := range into {
		for b, l := range r.langs {
			if into[i] == l && votes[b] == best {
				into[0], into[i] = into[i], into[0]
				return into
			}
		}
	}
	return into
}

// kinBest is the most votes that a language of a kin has.
func (r *Reader) kinBest(kin string, votes []int) (best int) {
	for b, l := range r.langs {
		if l.kin == kin {
			best = max(best, votes[b])
		}
	}
	return best
}
