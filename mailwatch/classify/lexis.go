package classify

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// wordlist is the words that mean something to the reader.
type wordlist struct {
	words map[string]bool
	stems []string // beginnings of words, sorted
	tails []string // ends of words
}

func (l *wordlist) has(folded string) bool {
	if l.words[folded] {
		return true
	}
	i, found := slices.BinarySearch(l.stems, folded)
	return found || i > 0 && strings.HasPrefix(folded, l.stems[i-1]) ||
		slices.ContainsFunc(l.tails, func(tail string) bool { return strings.HasSuffix(folded, tail) })
}

// besideWord reports whether a sign of a language file stands between words.
func besideWord(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '\'' && r != '*'
}

// lexis is every word of the language files, of the tables beside them and of the forms of letters.
var lexis = sync.OnceValue(func() *wordlist {
	l := &wordlist{words: map[string]bool{}}
	files, _ := languageFiles.ReadDir("lang")
	for _, e := range files {
		text, _ := languageFiles.ReadFile("lang/" + e.Name())
		for line := range strings.Lines(string(text)) {
			if strings.HasPrefix(line, "#") {
				continue
			}
			for _, w := range strings.FieldsFunc(line, besideWord) {
				for f := range strings.SplitSeq(foldWord(strings.Trim(w, "*")), "'") {
					l.words[f] = true
					switch long := utf8.RuneCountInString(f) >= 4; {
					case long && w[0] == '*':
						l.tails = append(l.tails, f)
					case long && w[len(w)-1] == '*':
						l.stems = append(l.stems, f)
					}
				}
			}
		}
	}
	for _, m := range []map[string]bool{legalForms, titleEnd, teamWords} {
		for w := range m {
			l.words[w] = true
		}
	}
	for w := range names.month {
		l.words[w] = true
	}
	for w := range names.weekday {
		l.words[w] = true
	}
	for w := range names.short {
		l.words[w] = true
	}
	for w := range zones {
		l.words[strings.ToLower(w)] = true
	}
	for _, w := range strings.Fields("hr it cv pm am id ok url pdf faq utc gmt ceo cto vp qa ai ml uk us eu we re i'm i'd") {
		l.words[w] = true
	}
	slices.Sort(l.stems)
	l.stems = slices.Compact(l.stems)
	return l
})

// commonWords reports whether a name has no word but those that such mail is made of: "Trial Shift".
func commonWords(name string) bool {
	for _, p := range cutPieces(name, 12) {
		if !p.bare() && p.sort&wordNever == 0 && strings.IndexFunc(p.text, unicode.IsLetter) >= 0 && !lexis().has(foldWord(p.text)) {
			return false
		}
	}
	return true
}
