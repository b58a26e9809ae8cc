package templates

import (
	"slices"
	"strings"
	"text/template"
	"unicode"
	"unicode/utf8"
)

// functions are what a letter may call besides text/template's own comparisons.
var functions = template.FuncMap{
	"clause":   clause,
	"list":     list,
	"phrase":   phrase,
	"sentence": sentence,
	"short":    short,
}

// list joins names: "Ana", "Ana and Raj", "Ana, Raj and Mei".
func list(names []string) string {
	switch len(names) {
	case 0:
		return ""
	case 1:
		return names[0]
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

// opening words of a phrase that are small inside a sentence. Other words may be names and stay as they are.
var opening = []string{
	"A", "An", "How", "It", "My", "Our", "That", "The", "Their", "These", "They", "This", "What", "When", "Where", "Whether",
	"Which", "Who", "Why", "You", "Your",
}

// phrase fits a user's words into the middle of a sentence: no mark at the end, no capital where it is only a habit.
func phrase(s string) string {
	s = strings.TrimRightFunc(s, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(".,;:!?", r) })
	first, _, _ := strings.Cut(s, " ")
	if slices.Contains(opening, first) {
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
func clause(s string) string {
	first, rest, _ := strings.Cut(s, " ")
	if slices.Contains(opening, first) && rest != "" {
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
const maxShort = 34

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
