package classify

import (
	_ "embed"
	"math/bits"
	"strings"
	"unicode/utf8"
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
	whole, head, tail wordTable
	heads, tails      affixes
}

// affixes are the lengths of beginnings or ends of words, a bit for each, by a number made of their three outer letters: one look
// tells that most words have none. Others may share the number, so the tables have the last word.
type affixes [1 << 11]uint64

func (a *affixes) of(x string) *uint64 {
	return &a[(uint32(x[0])|uint32(x[1])<<8|uint32(x[2])<<16)*0x9E3779B1>>(32-11)]
}

var vocab = readWords(wordFile)

// titleEnd are the words that a position's title ends in and a company's name hardly does.
var titleEnd = func() map[string]bool {
	m := map[string]bool{}
	for w, s := range vocab.whole.all() {
		if wordSort(s)&wordTitle != 0 {
			m[w] = true
		}
	}
	return m
}()

func readWords(text string) *wordList {
	l := &wordList{}
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
				l.head.mark(plain, now)
				*l.heads.of(plain) |= 1 << len(plain)
			case strings.HasPrefix(w, "*"):
				l.tail.mark(plain, now)
				*l.tails.of(plain[len(plain)-3:]) |= 1 << len(plain)
			default:
				l.whole.mark(plain, now)
			}
		}
	}
	for w := range legalForms {
		l.whole.mark(w, wordLegal)
	}
	return l
}

// mark gives a word one more sort.
func (t *wordTable) mark(w string, s wordSort) { t.put(w, uint16(t.sort(w)|s)) }

// sort tells the sorts that a word was given.
func (t *wordTable) sort(w string) wordSort {
	h := uint32(hashStart)
	for i := range len(w) {
		h = hashByte(h, w[i])
	}
	return wordSort(t.find(h, []byte(w)))
}

// bareWord is a word in lower case without accents and without the marks around it.
func bareWord(w string) string {
	if n := len(w) - 1; n < 0 || !asciiWord(w[0]) || !asciiWord(w[n]) || w[n] == '_' || w[0] == '_' {
		w = strings.Trim(w, `.,;:!?()[]<>"'“”„«»*_|`)
	}
	var low [64]byte
	upper := false
	for i := range len(w) {
		c := w[i]
		if c >= utf8.RuneSelf {
			return string(fold(w, 64).text)
		}
		upper = upper || c >= 'A' && c <= 'Z'
		if i < len(low) {
			low[i] = lowered[c]
		}
	}
	if !upper {
		return w
	}
	return string(low[:min(len(w), len(low))])
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
	s := l.whole.sort(p)
	if len(p) > 3 {
		short := uint64(1)<<(len(p)+1) - 1 // no longer than the word
		for n := *l.heads.of(p) & short; n != 0; n &= n - 1 {
			s |= l.head.sort(p[:bits.TrailingZeros64(n)])
		}
		for n := *l.tails.of(p[len(p)-3:]) & short; n != 0; n &= n - 1 {
			s |= l.tail.sort(p[len(p)-bits.TrailingZeros64(n):])
		}
	}
	if s&wordLegal == 0 && strings.Contains(p, ".") && legalForms[strings.ReplaceAll(p, ".", "")] {
		s |= wordLegal
	}
	return s
}
