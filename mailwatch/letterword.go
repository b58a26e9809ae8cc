package mailwatch

import "strings"

// LetterWord reports whether a word belongs to the forms that mail programs and letters share: what stands above a
// quotation, in a closing, in small print. It says nothing about anybody.
func LetterWord(word string) bool { return letterWords[strings.ToLower(word)] }

var letterWords = func() map[string]bool {
	m := map[string]bool{}
	add := func(s string) {
		for f := range strings.FieldsFuncSeq(s, func(c rune) bool { return strings.ContainsRune(" ,:'’&.-()", c) }) {
			m[strings.ToLower(f)] = true
		}
	}
	for s := range closings {
		add(s)
	}
	for _, list := range [][]string{separators, begins, awaySubjects, calendarSubjects} {
		for _, s := range list {
			add(s)
		}
	}
	for s := range headerNames {
		add(s)
	}
	for _, x := range wrote {
		add(x.first)
		add(x.last)
	}
	for _, set := range []*wordSet{strongPrint, weakPrint, verdicts} {
		for _, list := range set.words {
			for _, s := range list {
				add(s)
			}
		}
	}
	return m
}()
