package classify

import (
	_ "embed"
	"strings"
)

//go:embed data/words.txt
var wordFile string

// wordSort says what a single word tells about the name that it stands in. A word can be of several sorts.
type wordSort uint16

const (
	wordTitle wordSort = 1 << iota // a title ends in it: "engineer"
	wordLevel                      // a title may have it: "senior"
	wordArea                       // a field of work: "marketing"
	wordOrg                        // organisations are called so: "hospital"
	wordDept                       // a department or what stands beside a name: "recruiting"
	wordNever                      // no name has it: "your"
	wordTool                       // a meeting is held with it: "zoom"
	wordGiven                      // a person's first name
	wordNoun                       // a German noun that is no name when it stands alone
	wordLegal                      // a legal form: "gmbh"
)

var sorts = map[string]wordSort{
	"title": wordTitle, "level": wordLevel, "area": wordArea, "org": wordOrg, "dept": wordDept, "never": wordNever, "tool": wordTool, "given": wordGiven, "noun": wordNoun,
}

// wordList knows the sorts of words, by the whole word, its beginning or its end.
type wordList struct {
	whole, head, tail map[string]wordSort
	heads, tails      map[[3]byte][]uint8 // by the first and last three bytes: how long the beginnings and ends are
}

var vocab = readWords(wordFile)

// titleEnd are the words that a position's title ends in and a company's name hardly does.
var titleEnd = func() map[string]bool {
	m := map[string]bool{}
	for w, s := range vocab.whole {
		if s&wordTitle != 0 {
			m[w] = true
		}
	}
	return m
}()

func readWords(text string) *wordList {
	l := &wordList{whole: map[string]wordSort{}, head: map[string]wordSort{}, tail: map[string]wordSort{}, heads: map[[3]byte][]uint8{}, tails: map[[3]byte][]uint8{}}
	var now wordSort
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if name, ok := strings.CutPrefix(line, "["); ok {
			now = sorts[strings.TrimSuffix(name, "]")]
			continue
		}
		for _, w := range strings.Fields(line) {
			plain := bareWord(strings.Trim(w, "*"))
			switch {
			case strings.HasSuffix(w, "*"):
				l.head[plain] |= now
			case strings.HasPrefix(w, "*"):
				l.tail[plain] |= now
			default:
				l.whole[plain] |= now
			}
		}
	}
	for w := range legalForms {
		l.whole[w] |= wordLegal
	}
	for w := range l.head {
		k := [3]byte([]byte(w[:3]))
		l.heads[k] = append(l.heads[k], uint8(len(w)))
	}
	for w := range l.tail {
		k := [3]byte([]byte(w[len(w)-3:]))
		l.tails[k] = append(l.tails[k], uint8(len(w)))
	}
	return l
}

// bareWord is a word in lower case without accents and without the marks around it.
func bareWord(w string) string {
	w = strings.Trim(w, `.,;:!?()[]<>"'“”„«»*_|`)
	for i := range len(w) {
		if c := w[i]; c >= 0x80 || c >= 'A' && c <= 'Z' {
			return string(fold(w, 64).text)
		}
	}
	return w
}

// of tells the sorts of a word. The second form of a title ("Entwickler:in", "Chargé(e)") counts for nothing.
func (l *wordList) of(w string) wordSort {
	p := bareWord(w)
	if i := strings.IndexAny(p, ":*/_("); i > 2 {
		p = p[:i]
	}
	if i := strings.IndexByte(p, '-'); i > 0 && strings.Trim(p[i:], "-0123456789") == "" { // "SDE-2"
		p = p[:i]
	}
	if len(p) > 48 {
		return 0
	}
	s := l.whole[p]
	if len(p) > 3 {
		for _, n := range l.heads[[3]byte([]byte(p[:3]))] {
			if int(n) <= len(p) {
				s |= l.head[p[:n]]
			}
		}
		for _, n := range l.tails[[3]byte([]byte(p[len(p)-3:]))] {
			if int(n) <= len(p) {
				s |= l.tail[p[len(p)-int(n):]]
			}
		}
	}
	if s&wordLegal == 0 && strings.Contains(p, ".") && legalForms[strings.ReplaceAll(p, ".", "")] {
		s |= wordLegal
	}
	return s
}
