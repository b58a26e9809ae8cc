package mailwatch

import "testing"

func TestCleanTakesAwayWhatMisleads(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, in, want, line string }{
		{"plain text stays", "Hello Sam,\n\tyes", "Hello Sam,\n\tyes", "Hello Sam, yes"},
		{"escape sequences lose their escape", "\x1b]52;c;aGk=\x07x\x9b31m", "]52;c;aGk=x�31m", "]52;c;aGk=x�31m"},
		{"C1 controls and DEL", "a\u009b31m\x7fb", "a31mb", "a31mb"},
		{"bidirectional controls", "a\u202eb\u2066c\u2069\u200f", "abc", "abc"},
		{"zero width and soft hyphen", "Un\u200bfortu\u00adnately\ufeff", "Unfortunately", "Unfortunately"},
		{"line ends", "a\r\nb\rc\u2028d\ve", "a\nb\nc\nd\ne", "a b c d e"},
		{"no-break space", "a\u00a0b", "a b", "a b"},
		{"letters of the world stay", "Grüße, žluťoučký 日本 🎉", "Grüße, žluťoučký 日本 🎉", "Grüße, žluťoučký 日本 🎉"},
		{"broken UTF-8", "a\xffb", "a�b", "a�b"},
		{"spaces", "  a   b ", "  a   b ", "a b"},
	}
	for _, tt := range tests {
		if got := Clean(tt.in); got != tt.want {
			t.Errorf("%s: Clean gives %q, want %q", tt.name, got, tt.want)
		}
		if got := CleanLine(tt.in); got != tt.line {
			t.Errorf("%s: CleanLine gives %q, want %q", tt.name, got, tt.line)
		}
		if got := Clean(Clean(tt.in)); got != tt.want {
			t.Errorf("%s: cleaning twice gives %q", tt.name, got)
		}
	}
}
