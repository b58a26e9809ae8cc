package mailwatch

import (
	"bytes"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxOpen is how many open elements are remembered; what is nested deeper is read as if it stood at that depth.
const maxOpen = 256

// element is an open element of the page and what it passes on to its children.
type element struct {
	tag    atom.Atom
	hidden bool // nothing in it can be seen
	tiny   bool // font-size 0: children with a size of their own can be seen, and newsletters are built so
	unseen bool // visibility hidden: children may become visible again
	pre    bool
	quote  quoting

	// These three are its own and not passed on.
	replies bool // Gmail's box around a quotation, what introduces it and what was written below it
	flat    bool // a paragraph without margins
	words   int  // how many words stood before it
}

// gap is the break that is owed before the next word.
type gap uint8

const (
	noGap gap = iota
	spaceGap
	cellGap
	lineGap
	paragraphGap
)

// page turns HTML into lines.
type page struct {
	open  []element
	deep  int // open elements beyond maxOpen
	out   []line
	cur   []byte
	quote quoting
	owed  gap
	item  bool // a list item waits for its first word
	rest  bool // everything from here on is quoted
	words int
	left  int
	all   bool // show hidden text too
	link  func(string)
}

// htmlText reads HTML as a person would see it: without style, script and hidden preheaders, with block breaks, table
// cells apart, bullets and quotations marked. Images and forms say nothing. It never builds a tree, so nesting costs
// nothing, and ends after limit bytes of text. A page that shows nothing at all is read with what it hides.
func htmlText(b []byte, limit int, link func(string)) []line {
	p := &page{left: limit, link: link}
	if p.read(b); len(p.out) == 0 {
		p = &page{left: limit, link: link, all: true}
		p.read(b)
	}
	return p.out
}

func (p *page) read(b []byte) {
	z := html.NewTokenizer(bytes.NewReader(b))
	for p.left > 0 {
		switch z.Next() {
		case html.ErrorToken:
			p.breakLine()
			return
		case html.TextToken:
			if e := p.top(); !e.hidden && !e.tiny && !e.unseen {
				p.text(z.Text())
			}
		case html.StartTagToken:
			p.start(z)
		case html.SelfClosingTagToken:
			p.start(z)
		case html.EndTagToken:
			name, _ := z.TagName()
			p.end(atom.Lookup(name))
		}
	}
	p.breakLine()
}

func (p *page) top() element {
	if n := len(p.open); n > 0 {
		return p.open[n-1]
	}
	return element{}
}

func (p *page) owe(g gap) { p.owed = max(p.owed, g) }

// text adds words; a run of white space is one space, save in pre.
func (p *page) text(b []byte) {
	for len(b) > 0 && p.left > 0 {
		i := 0
		for i < len(b) && !blank(b[i]) {
			i++
		}
		if i > 0 {
			p.word(b[:i])
			b = b[i:]
			continue
		}
		if b[0] == '\n' && p.top().pre {
			p.newline()
		} else {
			p.owe(spaceGap)
		}
		b = b[1:]
	}
}

func blank(c byte) bool { return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' }

// newline is a forced line break: the second in a row ends the paragraph.
func (p *page) newline() {
	if p.owed >= lineGap {
		p.owe(paragraphGap)
	}
	p.owe(lineGap)
}

// word writes one word and the break that was owed before it. Non-breaking spaces may stand in it.
func (p *page) word(b []byte) {
	if !plainWord(b) {
		s := CleanLine(string(b))
		if s == "" {
			p.owe(spaceGap)
			return
		}
		b = []byte(s)
	}
	if b[0] == '-' && bytes.HasPrefix(b, []byte("-----")) {
		p.keepQuote()
	}
	quote := p.top().quote
	if p.rest {
		quote = hardQuote
	}
	if p.owed >= lineGap || quote != p.quote {
		p.breakLine()
	}
	if p.owed == paragraphGap && len(p.out) > 0 && p.out[len(p.out)-1].text != "" {
		p.out = append(p.out, line{quote: min(quote, p.quote)})
	}
	if len(p.cur) > 0 {
		switch p.owed {
		case spaceGap:
			p.cur = append(p.cur, ' ')
		case cellGap:
			p.cur = append(p.cur, '\t')
		}
	}
	if p.item {
		p.cur, p.item = append(p.cur, "- "...), false
	}
	p.owed, p.quote = noGap, quote
	p.words++
	if len(b) > p.left {
		b = []byte(clip(string(b), p.left))
	}
	p.cur = append(p.cur, b...)
	p.left -= len(b) + 1
}

func plainWord(b []byte) bool {
	for _, c := range b {
		if c < ' ' || c >= 0x7f {
			return false
		}
	}
	return true
}

// keepQuote makes Gmail's box a quotation to its end: a line of dashes begins a forwarded message, below which nobody
// answers.
func (p *page) keepQuote() {
	for i := range p.open {
		p.open[i].replies = false
	}
}

func (p *page) breakLine() {
	if len(p.cur) > 0 {
		p.out = append(p.out, line{string(p.cur), p.quote})
		p.cur = p.cur[:0]
		p.left--
	}
}

// start opens an element. What is written <a/> stays open, as in a browser, but for the elements that cannot.
func (p *page) start(z *html.Tokenizer) {
	name, more := z.TagName()
	tag := atom.Lookup(name)
	switch tag {
	case atom.Br:
		p.newline()
		return
	case atom.Hr:
		p.owe(paragraphGap)
		return
	case atom.Img, atom.Input, atom.Meta, atom.Link, atom.Area, atom.Col, atom.Wbr, atom.Base, atom.Source, atom.Embed, atom.Param, atom.Track:
		return
	case atom.Body:
		if i := p.find(atom.Head); i >= 0 {
			p.open = p.open[:i]
		}
	}
	p.autoClose(tag)
	e := p.top()
	e.tag, e.replies, e.flat, e.words = tag, false, false, p.words
	if more {
		p.attributes(z, &e)
	}
	if hiddenTag(tag) {
		e.hidden = true
	}
	e.pre = e.pre || tag == atom.Pre
	g := breaks(tag)
	if e.flat && g == paragraphGap {
		g = lineGap
	}
	p.owe(g)
	if tag == atom.Blockquote {
		if n := len(p.open); n > 0 && p.open[n-1].replies {
			p.open[n-1].quote = plainLine
		}
		e.quote = max(e.quote, softQuote)
	}
	if tag == atom.Li && !e.hidden {
		p.item = true
	}
	if len(p.open) == maxOpen {
		p.deep++
		return
	}
	p.open = append(p.open, e)
}

// end closes an element and those left open in it.
func (p *page) end(tag atom.Atom) {
	if p.deep > 0 {
		p.deep--
		p.owe(breaks(tag))
		return
	}
	g := breaks(tag)
	if i := p.find(tag); i >= 0 {
		e := p.open[i]
		if e.flat && e.words != p.words {
			g = min(g, lineGap)
		}
		p.open = p.open[:i]
	}
	if g != cellGap {
		p.owe(g)
	}
	if tag == atom.Li {
		p.item = false
	}
}

// find is the index of the innermost open element of that tag, -1 if there is none. Unknown tags are never found.
func (p *page) find(tag atom.Atom) int {
	if tag == 0 {
		return -1
	}
	for i := len(p.open) - 1; i >= 0; i-- {
		if p.open[i].tag == tag {
			return i
		}
	}
	return -1
}

// autoClose ends what HTML lets authors leave open.
func (p *page) autoClose(tag atom.Atom) {
	for n := len(p.open); n > 0; n = len(p.open) {
		switch top := p.open[n-1].tag; {
		case top == atom.P && breaks(tag) >= lineGap,
			top == atom.Li && tag == atom.Li,
			(top == atom.Td || top == atom.Th) && (tag == atom.Td || tag == atom.Th || tag == atom.Tr),
			top == atom.Tr && tag == atom.Tr,
			(top == atom.Dt || top == atom.Dd) && (tag == atom.Dt || tag == atom.Dd):
			p.open = p.open[:n-1]
		default:
			return
		}
	}
}

func hiddenTag(tag atom.Atom) bool {
	switch tag {
	case atom.Head, atom.Style, atom.Script, atom.Title, atom.Noscript, atom.Template, atom.Object, atom.Svg, atom.Select,
		atom.Textarea, atom.Iframe, atom.Audio, atom.Video, atom.Noembed, atom.Noframes:
		return true
	}
	return false
}

// breaks is the break before and after an element.
func breaks(tag atom.Atom) gap {
	switch tag {
	case atom.P, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Blockquote, atom.Pre, atom.Table, atom.Hr:
		return paragraphGap
	case atom.Div, atom.Tr, atom.Li, atom.Ul, atom.Ol, atom.Dl, atom.Dt, atom.Dd, atom.Section, atom.Article, atom.Header,
		atom.Footer, atom.Center, atom.Address, atom.Form, atom.Fieldset, atom.Tbody, atom.Thead, atom.Tfoot, atom.Body,
		atom.Main, atom.Nav, atom.Aside, atom.Figure, atom.Caption, atom.Html:
		return lineGap
	case atom.Td, atom.Th:
		return cellGap
	}
	return noGap
}
