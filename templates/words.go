package templates

import (
	"slices"
	"strings"
	"text/template"
	"unicode"
	"unicode/utf8"
)

// functionsIn are what a letter in that language may call besides text/template's own comparisons.
func functionsIn(lang string) template.FuncMap {
	t := tongueOf(lang)
	return template.FuncMap{
		"at":     func(name string) string { return at(lang, name) },
		"clause": t.clause, "list": t.list, "of": of, "phrase": t.phrase, "sentence": sentence, "short": short,
	}
}

// list joins names: "Ana", "Ana and Raj", "Ana, Raj and Mei".
func (t tongue) list(names []string) string {
	switch len(names) {
	case 0:
		return ""
	case 1:
		return names[0]
	}
	last := names[len(names)-1]
	and := t.and
	if and == " y " && startsWithI(last) { // Ana e Inés
		and = " e "
	}
	return strings.Join(names[:len(names)-1], ", ") + and + last
}

// of puts the French "de" before a name, "d'" before a vowel.
func of(name string) string {
	r, _ := utf8.DecodeRuneInString(strings.ToLower(name))
	if strings.ContainsRune("aàâeéèêiîoôuùœæ", r) {
		return "d'" + name
	}
	return "de " + name
}

// startsWithI reports whether a Spanish word sounds like i at its start, before which "y" becomes "e".
func startsWithI(s string) bool {
	s = strings.ToLower(s)
	i := strings.HasPrefix(s, "i") || strings.HasPrefix(s, "í") || strings.HasPrefix(s, "hi") || strings.HasPrefix(s, "hí")
	return i && !strings.HasPrefix(s, "hie") && !strings.HasPrefix(s, "ia") && !strings.HasPrefix(s, "io")
}

// phrase fits a user's words into the middle of a sentence: no mark at the end, no capital where it is only a habit.
func (t tongue) phrase(s string) string {
	s = strings.TrimRightFunc(s, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(".,;:!?", r) })
	first, _, _ := strings.Cut(s, " ")
	if slices.Contains(t.opening, first) {
		return strings.ToLower(first) + s[len(first):]
	}
	return s
}

// sentence makes a user's words stand alone: a capital at the start and a mark at the end.
func sentence(s string) string {
	if first, _, _ := strings.Cut(s, " "); strings.ToLower(first) == first && !strings.ContainsAny(first, "./@") {
		r, n := utf8.DecodeRuneInString(s)
		s = string(unicode.ToUpper(r)) + s[n:]
	}
	return closed(s)
}

// clause fits a user's words behind a colon: no capital where it is only a habit, and a mark at the end.
func (t tongue) clause(s string) string {
	first, rest, _ := strings.Cut(s, " ")
	if slices.Contains(t.opening, first) && rest != "" {
		s = strings.ToLower(first) + " " + rest
	}
	return closed(s)
}

// closed ends a sentence with a mark if it has none.
func closed(s string) string {
	s = strings.TrimRight(s, " ,;:")
	if s == "" {
		return ""
	}
	if last, _ := utf8.DecodeLastRuneInString(s); !strings.ContainsRune(".!?…", last) {
		s += "."
	}
	return s
}

// maxShort is what a role may take of a subject line, in characters.
const maxShort = 32

// short cuts a long title for a subject line, at a comma, bracket or dash if there is one, else after a word.
func short(s string) string {
	if utf8.RuneCountInString(s) <= maxShort {
		return s
	}
	for _, mark := range []string{" (", ", ", " - ", " – ", " | ", " / ", ": "} {
		if head, _, ok := strings.Cut(s, mark); ok && head != "" {
			s = head
		}
	}
	r := []rune(s)
	if len(r) <= maxShort {
		return s
	}
	cut := string(r[:maxShort+1])
	if i := strings.LastIndexByte(cut, ' '); i > 0 {
		return cut[:i]
	}
	return string(r[:maxShort-1]) + "…"
}
