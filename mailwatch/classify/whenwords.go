package classify

import (
	"slices"
	"sort"
	"strings"
	"unicode/utf8"
)

// whenWords are the words that a date or time can begin with, so that all others are passed over at one glance.
var whenWords = func() map[string]bool {
	m := map[string]bool{}
	add := func(ws ...string) {
		for _, w := range ws {
			m[w] = true
		}
	}
	for w := range names.month {
		add(w)
	}
	for w := range names.weekday {
		add(strings.TrimSuffix(w, "-feira"), w)
	}
	for w := range names.short {
		add(w)
	}
	for w := range names.hour {
		add(w)
	}
	add(todayWords...)
	add(tomorrowWords...)
	add(afterTomorrowWords...)
	add(noonWords...)
	add("morgen", "half", "quarter", "halb", "viertel", "dreiviertel", "kwart", "kwadrans", "wpol", "za")
	return m
}()

var (
	todayWords         = []string{"today", "heute", "hoy", "hoje", "vandaag", "oggi", "dzisiaj", "dzis", "tonight"}
	tomorrowWords      = []string{"tomorrow", "tmrw", "tmr", "tomoz", "demain", "manana", "amanha", "domani", "jutro", "jutrzejsza", "jutrzejszej"}
	afterTomorrowWords = []string{"ubermorgen", "übermorgen", "uebermorgen", "overmorgen", "dopodomani", "pojutrze"}
	noonWords          = []string{"noon", "midday", "midi", "mediodia", "mezzogiorno", "poludnie"}
)

// beginsWhen reports whether a date or time can begin with a lexeme: with a number, or one of a few words.
func beginsWhen(l *lexeme) bool {
	switch l.kind {
	case 'n':
		return true
	case 'w':
		return whenShapes[shapeOf(l.text)] && whenWords[l.text]
	case 'p':
		return l.text[0] >= utf8.RuneSelf && hanWhen[l.text]
	}
	return false
}

// whenShapes and hourShapes are the shapes of such words: one look tells that most words are none of them.
var whenShapes, hourShapes = shapesOf(whenWords), shapesOf(hourWords)

func shapesOf(words map[string]bool) (shapes [1 << 12]bool) {
	for w := range words {
		shapes[shapeOf(w)] = true
	}
	return shapes
}

// shapeOf makes a number of a word's length, its first and last bytes and the one in its middle.
func shapeOf[T string | []byte](w T) uint32 {
	n := len(w)
	return (uint32(w[0]) | uint32(w[n/2])<<8 | uint32(w[n-1])<<16 | uint32(n)<<24) * 0x9E3779B1 >> 20
}

// hanWhen are the signs that a date or time in Japanese or Chinese can begin with, other than figures.
var hanWhen = map[string]bool{
	"今": true, "明": true, "后": true, "後": true, "周": true, "週": true, "星": true, "礼": true, "禮": true, "月": true, "火": true, "水": true, "木": true, "金": true, "土": true, "日": true,
	"一": true, "二": true, "两": true, "兩": true, "三": true, "四": true, "五": true, "六": true, "七": true, "八": true, "九": true, "十": true,
}

// around is how far from a sentence the time of its date may stand, with room for how both are written.
const around = 256

// longWord is how far the end of the word is looked for that such a stretch begins or ends in: where no space stands for longer, the
// whole text is not read again for each sentence.
const longWord = 64

// timedNear reports whether a date with its time can stand in or near a stretch of the folded text. Only then are the dates of the
// whole passage worth reading.
func (g *reading) timedNear(p *passage, from, to int) bool {
	if p.scanned {
		return true
	}
	if !p.beginsWithin(from, to) || !p.timeNear(from, to) {
		return false
	}
	t := p.f.text
	first, last := max(0, from-around), min(len(t), maxWhen, to+around)
	for low := first - longWord; first > max(0, low) && t[first] != ' ' && t[first] != '\n'; first-- {
	}
	for high := last + longWord; last < min(len(t), high) && t[last] != ' ' && t[last] != '\n'; last++ {
	}
	if first >= last {
		return false
	}
	g.when.lang = g.language()
	return slices.ContainsFunc(g.when.stretch(p.f, first, last), func(m moment) bool {
		return m.hasDate() && m.hasTime() && m.to >= from && m.from <= to
	})
}

// beginsWithin reports whether a word that a date or time can begin with stands in a stretch of the folded text.
func (p *passage) beginsWithin(from, to int) bool {
	for i := p.wordAt(from); i < len(p.ws) && int(p.ws[i].start) < to; i++ {
		if w := p.ws[i].txt; w[0] >= '0' && w[0] <= '9' || w[0] >= utf8.RuneSelf || whenShapes[shapeOf(w)] && whenWords[string(w)] {
			return true
		}
	}
	return false
}

// wordAt is the first word that ends behind a byte of the folded text.
func (p *passage) wordAt(b int) int {
	return sort.Search(len(p.ws), func(i int) bool { return int(p.ws[i].end) > b })
}

// timeNear reports whether a time of day can stand in or near a stretch of the folded text: a digit does, or one of the words
// for the hours that are written without.
func (p *passage) timeNear(from, to int) bool {
	from, to = max(0, from-around), min(len(p.f.text), to+around)
	if hourNear(p.f.text, from, to) {
		return true
	}
	for i := p.wordAt(from); i < len(p.ws) && int(p.ws[i].start) < to; i++ {
		if w := p.ws[i].txt; hourShapes[shapeOf(w)] && hourWords[string(w)] {
			return true
		}
	}
	return false
}

// hourNear reports whether a figure that can be an hour stands in a stretch: up to 24, or four figures before "hrs" or "Uhr".
func hourNear(t []byte, from, to int) bool {
	digit := func(i int) bool { return i >= 0 && i < len(t) && t[i] >= '0' && t[i] <= '9' }
	for from > 0 && digit(from) && digit(from-1) {
		from--
	}
	for i := from; i < to; i++ {
		if !digit(i) {
			continue
		}
		n, j := 0, i
		for ; digit(j); j++ {
			n = min(10*n+int(t[j]-'0'), 1e6)
		}
		switch j - i {
		case 1, 2:
			if n <= 24 {
				return true
			}
		case 4:
			k := j
			for k < len(t) && (t[k] == ' ' || t[k] == '\n') {
				k++
			}
			if k < len(t) && (t[k] == 'h' || t[k] == 'u') {
				return true
			}
		}
		i = j
	}
	return false
}

var hourWords = func() map[string]bool {
	m := map[string]bool{"half": true, "quarter": true, "clock": true, "halb": true, "viertel": true, "kwart": true, "kwadrans": true, "点": true, "點": true}
	for w := range names.hour {
		m[w] = true
	}
	for _, w := range noonWords {
		m[w] = true
	}
	return m
}()
