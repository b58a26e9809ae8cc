package mailwatch

import (
	"slices"
	"strings"
	"testing"
)

// shown renders lines with "> " before quoted and "~ " before perhaps quoted ones.
func shown(lines []line) string {
	var out []string
	for _, l := range lines {
		if l.text == "" {
			out = append(out, "")
			continue
		}
		out = append(out, []string{"", "~ ", "> "}[l.quote]+l.text)
	}
	return strings.Join(out, "\n")
}

func TestHTMLAsAPersonSeesIt(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, in, want string }{
		{"paragraphs and breaks", "<p>one<br>two</p><p>three</p>", "one\ntwo\n\nthree"},
		{"two breaks end a paragraph", "one<br><br>two<br>three", "one\n\ntwo\nthree"},
		{"divs are lines, an empty one is a paragraph", "<div>one</div><div>two</div><div><br></div><div>three</div>", "one\ntwo\n\nthree"},
		{"white space is one space", "<p>one\n  two&nbsp;&nbsp;three</p>", "one two three"},
		{"a zero-width space in a word", "<p>Un&#8203;fortunately</p>", "Unfortunately"},
		{"style, script, title and comments are not read", "<head><title>t</title><style>p{}</style></head><body><script>x()</script><!-- c --><p>text</p>", "text"},
		{"a head that is never closed", "<head><title>t</title><body><p>text</p>", "text"},
		{"cells are apart, rows are lines", "<table><tr><td>Date</td><td>Tue, Dec 1</td></tr><tr><td>Time<td>2:30 PM</table>", "Date\tTue, Dec 1\nTime\t2:30 PM"},
		{"lists have bullets", "<p>Bring:</p><ul><li>a pen</li><li><p>paper</p></li></ul>", "Bring:\n\n- a pen\n\n- paper"},
		{"a preheader is hidden", `<div style="display:none">Good news inside</div><p>text</p>`, "text"},
		{"a preheader of no size", `<span style="font-size:0px;max-height:0;opacity:0">Good news</span><p>text</p>`, "text"},
		{"a preheader of one pixel", `<span style="font-size: 1px; color: #fff">Good news</span><p>text</p>`, "text"},
		{"the hidden attribute", `<div hidden>Good news</div><p>text</p>`, "text"},
		{"mso-hide on a div", `<div style="mso-hide:all">Good news</div><p>text</p>`, "text"},
		{"mso-hide on a link hides only from Outlook", `<a style="mso-hide:all" href="https://acme.example/">Book a time</a>`, "Book a time"},
		{"visibility may come back", `<div style="visibility:hidden">a<b style="visibility:visible">b</b></div>`, "b"},
		{"a box of font size 0 with text of its own size", `<td style="font-size:0px"><div style="font-size:13px">text</div></td>`, "text"},
		{"half opacity is seen", `<p style="opacity:0.7">text</p>`, "text"},
		{"a height in parts is seen", `<p style="max-height:0.5em">text</p>`, "text"},
		{"a page that hides everything is read", `<div style="display:none"><p>text</p></div>`, "text"},
		{"hidden void elements hide nothing else", `<img style="display:none" alt="x"><p>text</p>`, "text"},
		{"paragraphs without an end", "<p>one<p>two", "one\n\ntwo"},
		{"Outlook's paragraphs without margins", `<p class="MsoNormal">one</p><p class="MsoNormal">two</p><p class="MsoNormal">&nbsp;</p><p class="MsoNormal">three</p>`, "one\ntwo\n\nthree"},
		{"preformatted text", "<pre>one\n\ntwo</pre>", "one\n\ntwo"},
		{"words in inline elements stay together", "<p>inter<b>view</b>, yes</p>", "interview, yes"},
		{"an indent may be no quotation", "<p>a</p><blockquote>b</blockquote>", "a\n\n~ b"},
		{"a cited block is", `<p>a</p><blockquote type="cite">b<br>c</blockquote><p>d</p>`, "a\n\n> b\n> c\n\nd"},
		{"Gmail's quotation, its introduction and the answer below", `<div>a</div><div class="gmail_quote"><div class="gmail_attr">On Tue, Jane wrote:</div><blockquote class="gmail_quote">b</blockquote><div>c</div></div>`, "a\n> On Tue, Jane wrote:\n\n> b\n\nc"},
		{"Gmail's forward is quoted to its end", `<div class="gmail_quote"><div>---------- Forwarded message ---------</div>a<blockquote>b</blockquote>c</div>`, "> ---------- Forwarded message ---------\n> a\n\n> b\n\n> c"},
		{"Yahoo's", `a<div class="yahoo_quoted">b</div>`, "a\n> b"},
		{"Outlook marks only the head of what it quotes", `<p>a</p><div id="divRplyFwdMsg">From: x</div><p>b</p>`, "a\n\n> From: x\n\n> b"},
		{"conditional comments of Outlook", "<!--[if mso]><p>x</p><![endif]--><![if !mso]><p>text</p><![endif]>", "text"},
		{"unknown and unclosed elements", "<o:p><x-y>text<z", "text"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := shown(htmlText([]byte(tt.in), 1<<20, func(string) {})); got != tt.want {
				t.Errorf("%s\ngives %q\nwant  %q", tt.in, got, tt.want)
			}
		})
	}
}

func TestLinksAreUnwrappedAndKeptOnce(t *testing.T) {
	t.Parallel()
	m := parse(t, letter("From: a@b.example", "Content-Type: text/html", "",
		`<a href="https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fcalendly.example%2Fjane&amp;data=x">Book</a>`,
		`<a href="https://urldefense.com/v3/__https://boards.acme.example/jobs/1__;!!abc$">Job</a>`,
		`<a href="https://urldefense.proofpoint.com/v2/url?u=https-3A__www.acme.example_a&amp;d=x">x</a>`,
		`<a href="https://calendly.example/jane">Book</a><a href="javascript:alert(1)">x</a><a href="mailto:a@b.example">x</a>`,
		`<p>or https://meet.acme.example/room-1.</p>`))
	want := []string{"https://calendly.example/jane", "https://boards.acme.example/jobs/1", "https://www.acme.example/a", "https://meet.acme.example/room-1"}
	if !slices.Equal(m.Links, want) {
		t.Errorf("links are %q, want %q", m.Links, want)
	}
	if !m.HTMLOnly {
		t.Error("the text was made from HTML")
	}
}

func TestLinksOfTheHTMLBesideThePlainText(t *testing.T) {
	t.Parallel()
	m := parse(t, letter("From: a@b.example", "Content-Type: multipart/alternative; boundary=x", "", "--x", "", strings.Repeat("We would like to meet you. ", 20), "--x", "Content-Type: text/html", "",
		`<a href="https://acme.example/book?a=1&amp;b=2">Book</a>`, "--x--"))
	if !slices.Equal(m.Links, []string{"https://acme.example/book?a=1&b=2"}) || m.HTMLOnly {
		t.Errorf("links are %q, html %v", m.Links, m.HTMLOnly)
	}
}
