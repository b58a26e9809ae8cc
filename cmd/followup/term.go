package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"reflect"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/term"
	"golang.org/x/text/width"

	"followup/mailwatch"
)

// printer writes for people. Whatever is put into a line is cleaned of control, escape and bidi characters, because it
// may come from a stranger's mail; only the words of this program can colour anything.
type printer struct {
	w      io.Writer
	width  int // columns of the terminal, 0 where there is none
	colour bool
	failed error // the first error of w: nobody reads any more
}

func newPrinter(w io.Writer, env environment) *printer {
	p := &printer{w: w}
	file, ok := w.(*os.File)
	if !ok || !isTerminal(file) {
		return p
	}
	p.width = 80
	if columns, _, err := term.GetSize(int(file.Fd())); err == nil && columns > 20 {
		p.width = columns
	}
	p.colour = env.get("NO_COLOR") == "" && env.get("TERM") != "dumb"
	return p
}

// Write lets encoders write to it.
func (p *printer) Write(b []byte) (int, error) {
	n, err := p.w.Write(b)
	if err != nil && p.failed == nil {
		p.failed = err
	}
	return n, err
}

// style is how a piece of a line looks. There are four, and each says something that the words say as well.
type style string

const (
	bold  style = "1"
	dim   style = "2"
	amber style = "33"
	green style = "32"
)

// styled is text with a style. The text is cleaned like everything else.
type styled struct {
	style style
	text  string
}

// line writes one line. Every argument that holds text is cleaned and stays in the line. What a terminal has no room for
// goes on below, under where the line began.
func (p *printer) line(format string, args ...any) { p.hung("", format, args...) }

// hung is line where what goes on below stands behind hang.
func (p *printer) hung(hang, format string, args ...any) {
	for i, a := range args {
		args[i] = p.clean(a)
	}
	text := strings.TrimRight(fmt.Sprintf(format, args...), " ")
	if hang == "" {
		hang = text[:len(text)-len(strings.TrimLeft(text, " "))]
	}
	fmt.Fprintln(p, p.wrap(text, hang))
}

// wrap breaks a line between words where the terminal ends. A word that is longer than a line stays whole.
func (p *printer) wrap(text, hang string) string {
	if p.width == 0 || columns(colourless(text)) <= p.width {
		return text
	}
	var b strings.Builder
	used, begun := 0, false // columns of this line, and whether it holds more than its beginning
	for i, word := range strings.Split(text, " ") {
		wide := columns(colourless(word))
		if i > 0 {
			if begun && used+1+wide > p.width {
				b.WriteString("\n" + hang)
				used, begun = columns(colourless(hang)), false
			} else {
				b.WriteByte(' ')
				used++
			}
		}
		b.WriteString(word)
		used += wide
		begun = begun || word != ""
	}
	return b.String()
}

// colourless is text without the colours of this program.
func colourless(s string) string { return colours.ReplaceAllString(s, "") }

var colours = regexp.MustCompile("\x1b\\[[0-9]*m")

func (p *printer) clean(a any) any {
	switch v := a.(type) {
	case nil:
		return ""
	case styled:
		text := mailwatch.CleanLine(v.text)
		if strings.HasPrefix(v.text, " ") || strings.HasSuffix(v.text, " ") { // room in tables is ours
			text = spaced(v.text)
		}
		if !p.colour || v.style == "" || text == "" {
			return text
		}
		return "\x1b[" + string(v.style) + "m" + text + "\x1b[0m"
	case error:
		return mailwatch.CleanLine(v.Error())
	case fmt.Stringer:
		return spaced(v.String())
	}
	if r := reflect.ValueOf(a); r.Kind() == reflect.String {
		return spaced(r.String())
	}
	return a
}

// spaced cleans text and keeps its spaces, but no line ends and no tabs.
func spaced(s string) string {
	return strings.NewReplacer("\n", " ", "\t", " ").Replace(mailwatch.Clean(s))
}

// body writes a text of several lines, each behind a margin. What shows nothing is spelled out, because a yes to a
// letter is a yes to every character in it.
func (p *printer) body(margin, text string) {
	for line := range strings.SplitSeq(strings.ReplaceAll(text, "\r\n", "\n"), "\n") {
		fmt.Fprintln(p, p.wrap(strings.TrimRight(margin+reveal(line), " "), margin))
	}
}

// reveal writes out every character that would not be seen or would speak to the terminal.
func reveal(s string) string {
	var b strings.Builder
	for i, r := range s {
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD"):
			fmt.Fprintf(&b, "<%02X>", s[i])
		case r == '\t':
			b.WriteString("    ")
		case r == 0xA0 || r == 0x202F: // spaces all the same
			b.WriteByte(' ')
		case hidden(r):
			fmt.Fprintf(&b, "<U+%04X>", r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// hidden reports characters that a cleaned line would not hold as they are.
func hidden(r rune) bool {
	if r == ' ' || unicode.IsGraphic(r) && r < 0x300 && r != 0xA0 && r != 0xAD {
		return false
	}
	return mailwatch.Clean(string(r)) != string(r)
}

// json writes a value for programs, with every character that is not seen as an escape, so that it can also be looked
// at on a terminal.
func (p *printer) json(v any) error {
	b, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return err
	}
	_, err = p.Write(append(escapeHidden(b), '\n'))
	return err
}

// escapeHidden writes hidden characters in JSON as \u escapes. They can only stand inside strings.
func escapeHidden(b []byte) []byte {
	out := make([]byte, 0, len(b))
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		switch {
		case r == '\n' || !hidden(r):
			out = append(out, b[:n]...)
		case r > 0xFFFF:
			hi, lo := utf16.EncodeRune(r)
			out = fmt.Appendf(out, `\u%04x\u%04x`, hi, lo)
		default:
			out = fmt.Appendf(out, `\u%04x`, r)
		}
		b = b[n:]
	}
	return out
}

// columns counts the columns that text takes on a terminal.
func columns(s string) (n int) {
	for _, r := range s {
		switch {
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		case isWide(r):
			n += 2
		default:
			n++
		}
	}
	return n
}

func isWide(r rune) bool {
	k := width.LookupRune(r).Kind()
	return k == width.EastAsianWide || k == width.EastAsianFullwidth
}

// fit cuts text to n columns and says with an ellipsis that it did; n of 0 or less leaves it whole.
func fit(s string, n int) string {
	if n <= 0 || columns(s) <= n {
		return s
	}
	used := 0
	for i, r := range s {
		w := columns(string(r))
		if used+w > n-1 {
			return strings.TrimRight(s[:i], " ") + "…"
		}
		used += w
	}
	return s
}

// pad fills text up to n columns.
func pad(s string, n int) string { return s + strings.Repeat(" ", max(0, n-columns(s))) }

// fits reports whether a table needs no more room than the terminal has.
func (p *printer) fits(indent string, rows [][]string) bool {
	var wide []int
	for _, row := range rows {
		for j, cell := range row {
			if j == len(wide) {
				wide = append(wide, 0)
			}
			wide[j] = max(wide[j], columns(mailwatch.CleanLine(cell)))
		}
	}
	return p.width == 0 || len(indent)+total(wide)+2*(len(wide)-1) <= p.width
}

// table writes rows in columns as wide as they need. Where a terminal has no room, the widest ones but the last give way
// and the last one goes on below. On no terminal nothing is cut.
func (p *printer) table(indent string, rows [][]string, look func(row, column int) style) {
	var wide []int
	for _, row := range rows {
		for j := range row {
			row[j] = mailwatch.CleanLine(row[j])
			if j == len(wide) {
				wide = append(wide, 0)
			}
			wide[j] = max(wide[j], columns(row[j]))
		}
	}
	if len(wide) == 0 {
		return
	}
	if p.width > 0 && len(indent)+total(wide)+2*(len(wide)-1) > p.width { // the widest column that is not the last gives way until the last has room
		const room = 24
		for total(wide[:len(wide)-1])+2*len(wide)+len(indent)+room > p.width {
			widest := 0
			for j := range wide[:len(wide)-1] {
				if wide[j] > wide[widest] {
					widest = j
				}
			}
			if wide[widest] <= 12 { // an id stays whole
				break
			}
			wide[widest]--
		}
	}
	hang := indent + pad("", total(wide[:len(wide)-1])+2*(len(wide)-1))
	for i, row := range rows {
		var b strings.Builder
		b.WriteString(indent)
		for j, cell := range row {
			cut := 0
			if p.width > 0 && j < len(wide)-1 {
				cut = wide[j]
			}
			text := fit(cell, cut)
			fill := ""
			if j < len(row)-1 {
				fill = pad("", wide[j]-columns(text)+2)
			}
			s := style("")
			if look != nil {
				s = look(i, j)
			}
			fmt.Fprintf(&b, "%s%s", p.clean(styled{s, text}), fill)
		}
		fmt.Fprintln(p, p.wrap(strings.TrimRight(b.String(), " "), hang))
	}
}

func total(n []int) (sum int) {
	for _, x := range n {
		sum += x
	}
	return sum
}

// isTerminal reports whether a file is a terminal.
func isTerminal(f *os.File) bool { return term.IsTerminal(int(f.Fd())) }
