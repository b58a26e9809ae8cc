package classify

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// The breaks that can stand before a word, weakest first.
const (
	breakNone      uint8 = iota
	breakComma           // a comma
	breakClause          // a semicolon, colon, dash, bracket or quotation mark
	breakLine            // a line of its own: a bullet, a "Key: value" line
	breakSentence        // a full stop, question or exclamation mark
	breakParagraph       // an empty line
)

// word is one word of a folded text. English contractions become two words ("won't" is "will", "not"), so txt may differ
// from the bytes between start and end.
type word struct {
	txt        []byte
	start, end int32
	brk        uint8 // the strongest break between it and the word before
	question   bool  // the sentence that the break ends was a question
	hash       uint32
}

// words cuts a folded text into words. Each ideograph or kana is a word of its own, because Japanese and Chinese write
// no spaces; links and addresses are one word each.
func words(f *folded, into []word) []word {
	t := f.text
	ws := into[:0]
	brk := breakParagraph
	question := false
	lineStart := 0
	entry := key(f, 0) // the line is a "Key: value"
	set := func(b uint8) {
		if b > brk {
			brk = b
		}
	}
	emit := func(txt []byte, from, to int) {
		if len(txt) == 0 { // a word that is nothing would have no first letter to look it up by
			return
		}
		ws = append(ws, word{txt: txt, start: int32(from), end: int32(to), brk: brk, question: question, hash: hashOf(txt)})
		brk, question = breakNone, false
	}
	for i := 0; i < len(t); {
		c := t[i]
		switch {
		case c == ' ':
			i++
		case c == '\n':
			j, empty := i+1, 0
			for j < len(t) && (t[j] == ' ' || t[j] == '\n') {
				if t[j] == '\n' {
					empty++
				}
				j++
			}
			starts := bullet(t, j) && (t[j] < '0' || t[j] > '9' || ended(t[lineStart:i])) || empty > 0 && key(f, j) || keyLine(f, j, t[lineStart:i])
			switch {
			case empty > 0:
				set(breakParagraph)
			case starts || entry || i > lineStart && t[i-1] == ':':
				set(breakLine)
			}
			i, lineStart, entry = j, j, starts && !bullet(t, j)
		case c == ',':
			set(breakComma)
			i++
		case c == '.' || c == '!' || c == '?':
			if c == '.' && !endsSentence(t, i, ws) {
				i++
				break
			}
			if c == '?' {
				question = true
			}
			set(breakSentence)
			i++
		case c == ';' || c == ':' || c == '(' || c == ')' || c == '"' || c == '[' || c == ']' || c == '|' || c == '*' || c == '>' || c == '@':
			set(breakClause)
			i++
		case c == '-':
			if (i == 0 || t[i-1] == ' ' || t[i-1] == '\n') && i+1 < len(t) && (t[i+1] == ' ' || t[i+1] == '-') {
				set(breakClause)
			}
			i++
		case isLetter(c):
			j, h := i, uint32(hashStart)
			for j < len(t) && isLetter(t[j]) {
				h = hashByte(h, t[j])
				j++
			}
			if j == len(t) || t[j] == ' ' || t[j] == '\n' || t[j] == ',' { // most words are plain
				ws = append(ws, word{txt: t[i:j:j], start: int32(i), end: int32(j), brk: brk, question: question, hash: h})
				brk, question = breakNone, false
				i = j
				break
			}
			j = wordEnd(t, j)
			if k := linkEnd(t, i, j); k > j {
				emit(linkText, i, k)
				i = k
				break
			}
			split(t, i, j, emit)
			i = skipGender(t, j, ws)
		case c >= '0' && c <= '9':
			j := i
			for j < len(t) && (t[j] >= '0' && t[j] <= '9' || isLetter(t[j]) && t[j] < 0x80 || (t[j] == ':' || t[j] == '.' || t[j] == '/' || t[j] == ',') && j+1 < len(t) && t[j+1] >= '0' && t[j+1] <= '9') {
				j++
			}
			emit(t[i:j], i, j)
			i = j
		case c >= utf8.RuneSelf:
			r, n := utf8.DecodeRune(t[i:])
			switch {
			case ideograph(r):
				emit(t[i:i+n], i, i+n)
			case r == '。' || r == '！' || r == '？':
				set(breakSentence)
			case r == '、' || r == '，':
				set(breakComma)
			case r == '•' || r == '·' || r == '●' || r == '▪' || r == '■' || r == '◆' || r == '：' || r == '；' || r == '「' || r == '」':
				set(breakClause)
			case unicode.IsLetter(r):
				j := wordEnd(t, i)
				split(t, i, j, emit)
				i = skipGender(t, j, ws)
				continue
			}
			i += n
		default:
			i++
		}
	}
	return ws
}

var linkText = []byte("\x01link")

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' }

func isWordByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= utf8.RuneSelf
}

// wordEnd finds the end of the word that starts at i. Apostrophes inside a word belong to it.
func wordEnd(t []byte, i int) int {
	for i < len(t) {
		c := t[i]
		switch {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
			i++
		case c == '\'' && i+1 < len(t) && (t[i+1] >= 'a' && t[i+1] <= 'z' || accented(t[i+1:])):
			i++
		case c >= utf8.RuneSelf:
			r, n := utf8.DecodeRune(t[i:])
			if ideograph(r) || !unicode.IsLetter(r) {
				return i
			}
			i += n
		default:
			return i
		}
	}
	return i
}

// accented reports whether a text begins with one of the letters from à to ÿ. × and ÷ lie among them and are none.
func accented(t []byte) bool { return len(t) > 1 && t[0] == 0xC3 && t[1] != 0x97 && t[1] != 0xB7 }

// maxLocal is the longest local part of an address (RFC 5321, 4.5.3.1.1); without it a text of letters and dots would be looked
// through to its end at each of them.
const maxLocal = 64

// linkEnd returns the end of a link or mail address that starts with the word t[i:j], or j.
func linkEnd(t []byte, i, j int) int {
	w := t[i:j]
	link := bytes.Equal(w, []byte("http")) || bytes.Equal(w, []byte("https")) || bytes.Equal(w, []byte("www")) || bytes.Equal(w, []byte("mailto"))
	if link && (j >= len(t) || t[j] != ':' && t[j] != '.') {
		link = false
	}
	if !link { // local@domain
		k := j
		for k < len(t) && k-i <= maxLocal && (isWordByte(t[k]) || t[k] == '.' || t[k] == '+' || t[k] == '-' || t[k] == '_') {
			k++
		}
		link = k+1 < len(t) && t[k] == '@' && isWordByte(t[k+1])
	}
	if !link {
		return j
	}
	for j < len(t) && t[j] != ' ' && t[j] != '\n' && t[j] != '<' && t[j] != '>' && t[j] != '"' && t[j] != ')' && t[j] != ']' {
		j++
	}
	for j > i && (t[j-1] == '.' || t[j-1] == ',' || t[j-1] == '!' || t[j-1] == '?' || t[j-1] == ';' || t[j-1] == ':') {
		j--
	}
	return j
}

// endings are what stands behind the apostrophe of a contraction; none is longer than maxEnding.
const maxEnding = 2

var endings = map[string]string{"re": "are", "ve": "have", "ll": "will", "d": "would", "m": "am"}
var negated = map[string]string{"wo": "will", "ca": "can", "sha": "shall"}

// split emits the words of t[from:to]: contractions are written out, elided articles ("l'entretien") stand alone.
func split(t []byte, from, to int, emit func([]byte, int, int)) {
	q := bytes.IndexByte(t[from:to], '\'')
	if q < 0 {
		emit(t[from:to], from, to)
		return
	}
	q += from
	head, tail := t[from:q], t[q+1:to]
	switch s := string(tail[:min(len(tail), maxEnding+1)]); {
	case s == "t" && len(head) > 1 && head[len(head)-1] == 'n':
		if w, ok := negated[string(head[:len(head)-1])]; ok {
			emit([]byte(w), from, q-1)
		} else if string(head) == "can" {
			emit([]byte("can"), from, q-1)
		} else {
			emit(head[:len(head)-1], from, q-1)
		}
		emit([]byte("not"), q-1, to)
	case endings[s] != "" && len(head) > 0:
		emit(head, from, q)
		emit([]byte(endings[s]), q, to)
	case s == "s":
		emit(head, from, q)
		emit([]byte("s"), q, to) // as "'s" in a language file is cut
	default:
		if len(head) > 0 {
			emit(head, from, q)
		}
		split(t, q+1, to, emit)
	}
}

// skipGender passes over the second form that is glued to a word: "Bewerber:innen", "seleccionado/a", "retenu(e)s".
func skipGender(t []byte, i int, ws []word) int {
	if i+1 >= len(t) {
		return i
	}
	switch t[i] {
	case ':', '*', '_', '/', '-':
		for _, s := range []string{"innen", "in", "r", "n", "a", "o", "e", "as", "os", "es", "s"} {
			if s == "in" || s == "innen" || s == "r" || s == "n" || t[i] == '/' {
				if k := i + 1 + len(s); bytes.HasPrefix(t[i+1:], []byte(s)) && (k == len(t) || !isWordByte(t[k])) {
					if t[i] == '-' && s != "in" && s != "innen" {
						continue
					}
					if t[i] == '-' {
						return i // "check-in" is two words
					}
					if s == "innen" && len(ws) > 0 {
						w := &ws[len(ws)-1]
						w.txt = append(append([]byte{}, w.txt...), s...)
						w.hash = hashOf(w.txt)
						w.end = int32(k)
					}
					return k
				}
			}
		}
	case '(':
		for _, s := range []string{"e)s", "e)", "a)", "o)", "s)", "es)", "as)", "os)", "in)", "innen)", "ne)", "r)", "n)", "ra)", "-a)"} {
			if bytes.HasPrefix(t[i+1:], []byte(s)) {
				return i + 1 + len(s)
			}
		}
	}
	return i
}

func ideograph(r rune) bool {
	return r >= 0x3040 && r <= 0x30FF || r >= 0x3400 && r <= 0x9FFF || r >= 0xF900 && r <= 0xFAFF || r >= 0xAC00 && r <= 0xD7A3 || r == '々' || r == '〇'
}

var abbreviations = map[string]bool{
	"mr": true, "mrs": true, "ms": true, "dr": true, "prof": true, "inc": true, "ltd": true, "co": true, "corp": true, "st": true,
	"no": false, "nr": true, "vs": true, "approx": true, "bzw": true, "ca": true, "ggf": true, "evtl": true, "inkl": true,
	"zzgl": true, "mag": true, "ing": true, "dipl": true, "jr": true, "sr": true, "sra": true, "srta": true, "dra": true, "hr": false,
	"llc": false, "jan": true, "feb": true, "mar": false, "apr": true, "jun": true, "jul": true, "aug": true, "sept": true, "sep": true, "oct": true,
	"nov": true, "dec": true, "okt": true, "dez": true, "mon": true, "tue": true, "tues": true, "wed": true, "thu": true, "thur": true,
	"thurs": true, "fri": true, "sat": false, "sun": false, "str": true, "tel": true, "etc": false, "e.g": true, "i.e": true,
	"dott": true, "sig": true, "avv": true, "rag": true, "spett": true, "egr": true, "gent": true, "exmo": true, "exma": true, "ilmo": true,
	"ud": true, "uds": true, "vd": true, "srs": true, "lic": true, "mme": true, "mlle": true, "dhr": true, "mevr": true, "mw": true, "drs": true,
	"godz": true, "ul": true, "tzw": true, "np": true, "vgl": true, "bzgl": true, "lt": true, "frl": true, "geb": true, "ej": true, "cf": true,
}

// endsSentence reports whether the full stop at i ends a sentence: a space or the end follows, and the word before is
// neither a known abbreviation nor a single letter. Case decides nothing.
func endsSentence(t []byte, i int, ws []word) bool {
	if i+1 < len(t) && t[i+1] != ' ' && t[i+1] != '\n' && t[i+1] != '"' && t[i+1] != ')' && t[i+1] != '.' {
		return false
	}
	if len(ws) == 0 {
		return true
	}
	w := ws[len(ws)-1]
	if int(w.end) != i {
		return true
	}
	if len(w.txt) == 1 && isLetter(w.txt[0]) && w.txt[0] != 'i' {
		return false
	}
	if len(w.txt) <= 2 && w.txt[0] >= '0' && w.txt[0] <= '9' { // "am 3. März"
		return i+1 >= len(t) || i+2 < len(t) && t[i+1] == '\n' && t[i+2] == '\n'
	}
	return !abbreviations[string(w.txt)]
}

// bullet reports whether the line at i begins with the mark or number of a list.
func bullet(t []byte, i int) bool {
	if i >= len(t) {
		return false
	}
	if t[i] == '-' || t[i] == '*' || t[i] == '+' || t[i] == '#' || t[i] == '|' || bytes.HasPrefix(t[i:], []byte("•")) || bytes.HasPrefix(t[i:], []byte("·")) {
		return true
	}
	if t[i] >= '0' && t[i] <= '9' {
		j := i
		for j < len(t) && t[j] >= '0' && t[j] <= '9' {
			j++
		}
		if j < len(t) && j-i <= 2 && (t[j] == ')' || t[j] == '.') {
			k := j + 1
			for k < len(t) && t[k] == ' ' {
				k++
			}
			return names.month[string(t[k:wordEnd(t, k)])] == 0 // "24. April" at the begin of a wrapped line is a date
		}
	}
	return false
}

// key reports whether the line at i begins with a short "Key:", in the original with a capital.
func key(f *folded, i int) bool {
	t := f.text
	if i >= len(t) || f.orig[f.back[i]] == t[i] && t[i] >= 'a' && t[i] <= 'z' {
		return false
	}
	for j, n := i, 0; j < len(t) && j < i+28; j++ {
		switch {
		case t[j] == ':':
			return j > i && (j+1 >= len(t) || t[j+1] == ' ' || t[j+1] == '\n')
		case t[j] == ' ':
			if n++; n > 2 {
				return false
			}
		case !isWordByte(t[j]) && t[j] != '-' && t[j] != '/' && t[j] != '&':
			return false
		}
	}
	return false
}

// keyLine reports whether the line at i is an entry ("Date: 12 March") and not merely the rest of a wrapped sentence.
func keyLine(f *folded, i int, before []byte) bool {
	if !key(f, i) {
		return false
	}
	return ended(before)
}

// ended reports whether a line looks like the end of an entry or sentence: it is short or closes with a mark.
func ended(before []byte) bool {
	before = bytes.TrimRight(before, " ")
	if len(before) < 34 {
		return true
	}
	switch before[len(before)-1] {
	case '.', '!', '?', ':', ',', ';':
		return true
	}
	return false
}
