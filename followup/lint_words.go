package followup

import "regexp"

// phrases are what one language has for a letter that would embarrass the user (domain.md 5). All of them are in lower
// case and stand for whole words: a match in the middle of a longer word is none.
type phrases struct {
	pressing    []string // press, blame or beg: "as promised"
	arguing     []string // argue with a no
	flattering  []string // praise that is too much; one is style, two are a pile
	complaining []string // about how they do things
	others      []string // other candidates, gossip
	private     []string // health, family and money troubles
	legal       []string // threats, discrimination
	pay         *regexp.Regexp
	common      []string // the most frequent small words: they carry no content and tell the language
}

// lintWords holds the phrases of each language by ISO 639-1. Each language registers itself in its own file.
var lintWords = map[string]phrases{}
