package mailwatch

import (
	"strings"
	"unicode/utf8"
)

// Clean makes text of strangers fit for a terminal or a page: control characters (C0, C1, ESC, DEL), bidirectional
// controls, zero-width characters, tags and soft hyphens are gone, invalid UTF-8 becomes U+FFFD, and line ends become \n.
// Line ends and tabs stay; where one line is wanted, use CleanLine.
func Clean(s string) string {
	i := firstUnclean(s)
	if i == len(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	done := 0 // what is written of s
	for i < len(s) {
		c := s[i]
		if c >= ' ' && c < 0x7f || c == '\n' || c == '\t' {
			i++
			continue
		}
		r, n := rune(c), 1
		if c >= utf8.RuneSelf {
			if r, n = utf8.DecodeRuneInString(s[i:]); !special(r) && (r != utf8.RuneError || n > 1) {
				i += n
				continue
			}
		}
		b.WriteString(s[done:i])
		i += n
		done = i
		switch {
		case r == '\r':
			if i == len(s) || s[i] != '\n' {
				b.WriteByte('\n')
			}
		case r == '\v' || r == '\f' || r == 0x85 || r == 0x2028 || r == 0x2029:
			b.WriteByte('\n')
		case r == 0xA0 || r == 0x202F:
			b.WriteByte(' ')
		case r == utf8.RuneError:
			b.WriteRune(r)
		}
	}
	b.WriteString(s[done:])
	return b.String()
}

// special reports the characters beyond ASCII that Clean changes or drops.
func special(r rune) bool {
	if r > 0xAD && r < 0x34F || r > 0x3164 && r < 0xFEFF {
		return false // Most letters of the world.
	}
	return r == 0xA0 || r == 0x202F || r == 0x2028 || r == 0x2029 || invisible(r)
}

// firstUnclean is the index of the first byte that Clean may have to change; most mail is plain ASCII.
func firstUnclean(s string) int {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < ' ' && c != '\n' && c != '\t' || c >= 0x7f {
			return i
		}
	}
	return len(s)
}

// CleanLine is Clean for what must stay in one line: any run of white space becomes one space, none at the ends.
func CleanLine(s string) string {
	if oneWord(s) {
		return s
	}
	s = Clean(s)
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '\n' || c == '\t' || c == ' ' && (i == 0 || i+1 == len(s) || s[i+1] == ' ') {
			return strings.Join(strings.Fields(s), " ")
		}
	}
	return s
}

// oneWord reports whether a text is plain ASCII without any space, as links and most words are.
func oneWord(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] <= ' ' || s[i] >= 0x7f {
			return false
		}
	}
	return true
}

// invisible reports characters that show nothing and can only mislead: they hide in verdict words, turn a line around
// or speak to the terminal.
func invisible(r rune) bool {
	switch {
	case r == '\n' || r == '\t':
		return false
	case r < ' ', r >= 0x7f && r < 0xa0:
		return true
	case r == 0xAD, r == 0x34F, r == 0x61C, r == 0x115F, r == 0x1160, r == 0x17B4, r == 0x17B5, r == 0x180E, r == 0x3164, r == 0xFEFF, r == 0xFFA0:
		return true
	case r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x206F:
		return true
	case r >= 0xFFF9 && r <= 0xFFFB, r >= 0xE0000 && r <= 0xE007F:
		return true
	}
	return false
}

// clip cuts s to at most n bytes without splitting a character.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
