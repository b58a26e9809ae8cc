package mailwatch

import "strings"

// wordSet finds any of a set of lower-case words in a text: in one pass, whatever the case of its ASCII letters, and
// without making a lower-case copy. Most positions of a text are passed by on one look at a bit.
type wordSet struct {
	pairs [1 << 10]uint64 // bit: some word begins with these two bytes
	words map[uint16][]string
}

// newWordSet makes a set of words of at least two bytes.
func newWordSet(words ...string) *wordSet {
	s := &wordSet{words: map[uint16][]string{}}
	for _, w := range words {
		pair := uint16(w[0])<<8 | uint16(w[1])
		s.pairs[pair>>6] |= 1 << (pair & 63)
		s.words[pair] = append(s.words[pair], w)
	}
	return s
}

// index returns where the first of the words stands in text, or -1.
func (s *wordSet) index(text string) int {
	if len(text) < 2 {
		return -1
	}
	pair := uint16(low(text[0]))
	for i := 1; i < len(text); i++ {
		pair = pair<<8 | uint16(low(text[i]))
		if s.pairs[pair>>6]&(1<<(pair&63)) == 0 {
			continue
		}
		for _, w := range s.words[pair] {
			if beginsWith(text[i-1:], w) {
				return i - 1
			}
		}
	}
	return -1
}

// in reports whether any of the words stands in text.
func (s *wordSet) in(text string) bool { return s.index(text) >= 0 }

// beginsWith reports whether text begins with a lower-case word, whatever the case of its ASCII letters.
func beginsWith(text, word string) bool {
	if len(text) < len(word) {
		return false
	}
	for i := 0; i < len(word); i++ {
		if low(text[i]) != word[i] {
			return false
		}
	}
	return true
}

// low lowers an ASCII letter.
func low(b byte) byte {
	if b-'A' < 26 {
		return b + 'a' - 'A'
	}
	return b
}

// containsAny is wordSet.in for a few words that are asked for seldom.
func containsAny(s string, words []string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}
