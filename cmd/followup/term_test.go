package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"followup/followup"
	"followup/followup/engine"
)

// nasty is what mail can hold that a terminal must not see.
var nasty = []string{
	"\x1b]0;owned\x07", "\x1b]52;c;ZWNobw==\x07", "\x1b[2J", "\x1b[31m", "\u009b31m", "\u009d0;x\u009c", "a\bb", "\x7f", "\x00", "\r\nInjected: line",
	"\u202eevil\u202c", "\u2066x\u2069", "a\u200bb", "\ufeffx", "\u2028new line", "\U000e0041", "\xff\xfe", "\u00adsoft", "\v\f",
}

// speaks reports a character that a terminal would act on or that hides.
func speaks(s string) (rune, bool) {
	for _, r := range s {
		hides := r >= 0x200B && r <= 0x200F || r >= 0x202A && r <= 0x202E || r >= 0x2060 && r <= 0x2069 || r == 0xFEFF || r == 0x2028
		if r != '\n' && (unicode.IsControl(r) || hides || r >= 0xE0000 && r <= 0xE007F) {
			return r, true
		}
	}
	return 0, false
}

func TestPrinterCleans(t *testing.T) {
	t.Parallel()
	for _, text := range nasty {
		for name, print := range map[string]func(p *printer){
			"line":          func(p *printer) { p.line("a %s b", text) },
			"quoted":        func(p *printer) { p.line("a %q b", text) },
			"own type":      func(p *printer) { p.line("%s", followup.Reason(text)) },
			"error":         func(p *printer) { p.line("%s", errors.New(text)) },
			"styled":        func(p *printer) { p.line("%s", styled{bold, text}) },
			"styled, space": func(p *printer) { p.line("%s", styled{bold, " " + text}) },
			"table":         func(p *printer) { p.table("  ", [][]string{{text, text}, {"a", text}}, nil) },
			"body":          func(p *printer) { p.body("  ", text) },
			"json":          func(p *printer) { _ = p.json(map[string]string{text: text}) },
			"progress":      func(p *printer) { l := progress{w: p}; l.show(text) },
		} {
			var b bytes.Buffer
			print(&printer{w: &b})
			if r, bad := speaks(b.String()); bad {
				t.Errorf("%s of %q prints %U: %q", name, text, r, b.String())
			}
			if n := strings.Count(b.String(), "\n"); name == "line" && n != 1 {
				t.Errorf("%s of %q prints %d lines", name, text, n)
			}
		}
	}
}

// TestRevealKeepsAll: in a letter nothing may be hidden, and two letters that differ look different.
func TestReveal(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ text, want string }{
		{"Grüße, 山田さん", "Grüße, 山田さん"},
		{"pay\u202eme", "pay<U+202E>me"},
		{"a\u200bb", "a<U+200B>b"},
		{"\x1b[2J", "<U+001B>[2J"},
		{"a\xffb", "a<FF>b"},
		{"a\u00a0b", "a b"},
	} {
		if got := reveal(test.text); got != test.want {
			t.Errorf("reveal(%q) is %q, want %q", test.text, got, test.want)
		}
	}
}

// TestJSONIsWhole: what is escaped for the eye is the same to a program.
func TestJSONIsWhole(t *testing.T) {
	t.Parallel()
	for _, text := range nasty {
		var b bytes.Buffer
		if err := (&printer{w: &b}).json([]string{text}); err != nil {
			t.Fatal(err)
		}
		var back []string
		if err := json.Unmarshal(b.Bytes(), &back); err != nil {
			t.Fatalf("%q gives no JSON: %v", text, err)
		}
		if want := strings.ToValidUTF8(text, "\ufffd\ufffd"); utf8.ValidString(text) && back[0] != want {
			t.Errorf("%q came back as %q", text, back[0])
		}
	}
}

func FuzzPrinter(f *testing.F) {
	for _, s := range nasty {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var b bytes.Buffer
		p := &printer{w: &b, width: 40}
		p.line("%s|%q|%v", s, s, styled{dim, s})
		p.table("", [][]string{{s, s, s}}, nil)
		p.body("", s)
		if err := p.json(s); err != nil {
			t.Fatal(err)
		}
		if r, bad := speaks(b.String()); bad {
			t.Errorf("%q prints %U", s, r)
		}
	})
}

func TestTable(t *testing.T) {
	t.Parallel()
	rows := func() [][]string {
		return [][]string{
			{"3f2a", "Birchwood Analytics International · Senior Data Engineer", "Thank you to Maya", "interview over"},
			{"4b", "山田商事", "Friendly question", "no word for seven business days, and nothing came since the interview"},
		}
	}
	var b bytes.Buffer
	(&printer{w: &b}).table("  ", rows(), nil)
	for _, cell := range slices.Concat(rows()...) {
		if !strings.Contains(b.String(), cell) {
			t.Errorf("where there is no terminal %q is cut:\n%s", cell, b.String())
		}
	}
	for _, wide := range []int{60, 80, 100, 200} {
		b.Reset()
		(&printer{w: &b, width: wide}).table("  ", rows(), nil)
		for line := range strings.Lines(b.String()) {
			if n := columns(strings.TrimRight(line, "\n")); n > wide {
				t.Errorf("a terminal of %d columns gets a line of %d: %q", wide, n, line)
			}
		}
	}
	for _, test := range []struct {
		text string
		n    int
		want string
	}{{"hello", 5, "hello"}, {"hello!", 5, "hell…"}, {"山田商事", 5, "山田…"}, {"e\u0301tude", 3, "e\u0301t…"}, {"x", 0, "x"}} {
		if got := fit(test.text, test.n); got != test.want {
			t.Errorf("fit(%q, %d) is %q, want %q", test.text, test.n, got, test.want)
		}
	}
}

// TestColour: only a terminal gets colour, and only where nobody asked for none.
func TestColour(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	newPrinter(&b, nil).line("%s", styled{bold, "Acme"})
	if b.String() != "Acme\n" {
		t.Errorf("what is no terminal got %q", b.String())
	}
	b.Reset()
	(&printer{w: &b, colour: true}).line("%s", styled{bold, "Acme\x1b[0m"})
	if b.String() != "\x1b[1mAcme[0m\x1b[0m\n" {
		t.Errorf("a terminal got %q", b.String())
	}
	file, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if p := newPrinter(file, environment{"TERM=xterm"}); p.colour || p.width != 0 {
		t.Errorf("a file is taken for a terminal: %+v", p)
	}
}

func TestWords(t *testing.T) {
	t.Parallel()
	const top = "# for you\nTo: Maya Lindqvist <maya@Birchwood.Example>\nSubject: Thank you: again\n\n"
	for _, test := range []struct {
		name, file string
		want       words
		err        string
	}{
		{"a letter as it is written", string(writeWords(words{followup.Address{Name: "Maya", Addr: "maya@x.example"}, "Hi", "One\n\nTwo\n"})),
			words{followup.Address{Name: "Maya", Addr: "maya@x.example"}, "Hi", "One\n\nTwo"}, ""},
		{"a domain is written small, a name is kept", top + "Hi\n", words{followup.Address{Name: "Maya Lindqvist", Addr: "maya@birchwood.example"}, "Thank you: again", "Hi"}, ""},
		{"line ends of Windows", strings.ReplaceAll(top+"a\nb\n", "\n", "\r\n"), words{followup.Address{Name: "Maya Lindqvist", Addr: "maya@birchwood.example"}, "Thank you: again", "a\nb"}, ""},
		{"a text that looks like a header stays text", top + "Bcc: me\n# not a comment\n", words{followup.Address{Name: "Maya Lindqvist", Addr: "maya@birchwood.example"}, "Thank you: again", "Bcc: me\n# not a comment"}, ""},
		{"a Bcc is not taken silently", "To: a@b.example\nBcc: c@d.example\nSubject: x\n\nHi\n", words{}, "Bcc"},
		{"two recipients", "To: a@b.example, c@d.example\nSubject: x\n\nHi\n", words{}, "not one mail address"},
		{"two subjects", "To: a@b.example\nSubject: x\nSubject: y\n\nHi\n", words{}, "twice"},
		{"no recipient", "Subject: x\n\nHi\n", words{}, "must stand above"},
		{"no text", top + " \n\n", words{}, "says nothing"},
		{"nothing at all", "", words{}, "no text"},
		{"no empty line", "To: a@b.example\nSubject: x\nHi\n", words{}, "Hi"},
	} {
		got, err := parseWords(test.file)
		if (err == nil) != (test.err == "") || err != nil && !strings.Contains(err.Error(), test.err) {
			t.Errorf("%s: error %v, want %q", test.name, err, test.err)
		}
		if err == nil && got != test.want {
			t.Errorf("%s: %+v, want %+v", test.name, got, test.want)
		}
	}
}

func FuzzWords(f *testing.F) {
	f.Add("# c\nTo: a@b.example\nSubject: x\n\nHi\n")
	f.Fuzz(func(t *testing.T, s string) {
		w, err := parseWords(s)
		if err != nil {
			return
		}
		if strings.ContainsAny(w.To.Addr+w.Subject, "\n") || strings.TrimSpace(w.Text) == "" {
			t.Errorf("%q was read as %+v", s, w)
		}
	})
}

func TestInOrder(t *testing.T) {
	t.Parallel()
	const n = 500
	items := func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
	var got []int
	err := inOrder(t.Context(), items, func(i int) int { return i * i }, func(sq int) error { got = append(got, sq); return nil })
	if err != nil || len(got) != n || !slices.IsSorted(got) {
		t.Errorf("%d of %d came, in order: %v, %v", len(got), n, slices.IsSorted(got), err)
	}
	enough := fmt.Errorf("enough")
	taken := 0
	err = inOrder(t.Context(), items, func(i int) int { return i }, func(int) error {
		if taken++; taken == 3 {
			return enough
		}
		return nil
	})
	if err != enough || taken != 3 {
		t.Errorf("it went on after an error: %d, %v", taken, err)
	}
}

// TestWrap: a terminal gets no line that it would break inside a word.
func TestWrap(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		why, text, hang, want string
		wide                  int
	}{
		{"no terminal, no break", "one two three", "", "one two three", 0},
		{"what fits stays", "one two three", "", "one two three", 13},
		{"a line breaks between words", "one two three", "", "one two\nthree", 12},
		{"what goes on stands behind the margin", "│ one two three", "│ ", "│ one two\n│ three", 12},
		{"a long word stays whole", "see https://example.org/long x", "  ", "see\n  https://example.org/long\n  x", 10},
		{"colours take no room", "\x1b[2mone\x1b[0m two", "", "\x1b[2mone\x1b[0m two", 7},
		{"wide letters take two columns", "山田 商事", "", "山田\n商事", 8},
	} {
		if got := (&printer{width: test.wide}).wrap(test.text, test.hang); got != test.want {
			t.Errorf("%s: %q, want %q", test.why, got, test.want)
		}
	}
	var b bytes.Buffer
	p := &printer{w: &b, width: 24}
	p.line("  %s", "an indented line goes on under itself")
	p.body("    ", "and so does the text of a letter")
	want := "  an indented line goes\n  on under itself\n    and so does the text\n    of a letter\n"
	if b.String() != want {
		t.Errorf("%q, want %q", b.String(), want)
	}
}

// TestStack: on a terminal without room for columns no id is cut.
func TestStack(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	f := &face{out: &printer{w: &b, width: 50}, env: environment{}}
	desk := newShelf()
	f.printList(desk.list, desk.status, engine.Query{})
	for line := range strings.Lines(b.String()) {
		if n := columns(strings.TrimRight(line, "\n")); n > 50 {
			t.Errorf("a line of %d columns: %q", n, line)
		}
	}
	for _, row := range desk.list.Rows {
		if !strings.Contains(b.String(), "  "+short(row.ID)+"  ") {
			t.Errorf("%s is cut:\n%s", row.ID, b.String())
		}
	}
}

// The help is written for a wide terminal, and a narrow one gets it broken anew: paragraphs run on, lists stay lists.
func TestParagraphs(t *testing.T) {
	t.Parallel()
	p := &printer{width: 40}
	got := p.paragraphs("One sentence that was written for a wide\nterminal goes on.\n\n  sender ADDRESS   mail from this address, or from below it\n\nThe end.")
	want := "One sentence that was written for a wide\nterminal goes on.\n\n  sender ADDRESS   mail from this\n" + strings.Repeat(" ", 19) + "address, or from\n" + strings.Repeat(" ", 19) + "below it\n\nThe end."
	if got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}
