package classify

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// languageFiles are the phrases of each language, one file a language, named by its ISO 639-1 code.
//
//go:embed lang/*.txt
var languageFiles embed.FS

// family is what a phrase speaks of. Which kind of signal follows from it is decided later, with the scope.
type family string

// strength is how much one phrase of a family proves when its scope is clean.
type strength uint8

const (
	weak strength = iota
	medium
	strong
)

var strengths = map[string]strength{"weak": weak, "medium": medium, "strong": strong}

// cue is one line of a language file: a pattern of words, what it speaks of and how strongly.
type cue struct {
	family   family
	strength strength
	flags    map[string]bool
	text     string // as written in the file: shown as evidence
	line     int
}

// lexicon is one language, compiled: its words and an automaton over them that finds all phrases in one pass.
type lexicon struct {
	code   string
	cues   []cue
	vocab  vocabulary
	states []state
	starts map[uint16][]int32 // by word: the states a phrase can begin in
	stops  map[string]bool    // frequent words, for telling the language
	commas bool               // each comma ends a clause
	around bool               // a negation may stand behind what it denies ("berücksichtigen wir Sie nicht")
}

// state is one place in a phrase (a position of a Glushkov automaton): it is entered by one of its words.
type state struct {
	words  []uint16
	bloom  uint64
	accept int32 // the cue that is complete here, or -1
	next   []edge
	mask   uint64 // the union of the blooms of all next states
	gap    uint8  // the widest gap to a next state
}

// edge leads to a next state over at most gap words in between.
type edge struct {
	to  int32
	gap uint8
}

// lexicons reads all embedded languages.
func lexicons() ([]*lexicon, error) {
	names, err := fs.Glob(languageFiles, "lang/*.txt")
	if err != nil {
		return nil, fmt.Errorf("list languages: %w", err)
	}
	var all []*lexicon
	for _, name := range names {
		text, err := languageFiles.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("read language %s: %w", name, err)
		}
		l, err := parseLexicon(strings.TrimSuffix(strings.TrimPrefix(name, "lang/"), ".txt"), string(text))
		if err != nil {
			return nil, fmt.Errorf("read language %s: %w", name, err)
		}
		all = append(all, l)
	}
	return all, nil
}

// parseLexicon reads a language file. A line is one of
//
//	# a comment
//	stop: words that tell the language
//	clauses: commas (each comma ends a clause)
//	negation: around (it may stand behind what it denies, not only before)
//	name = one | two words | <other name>
//	[family strength flags...]
//	a pattern of the family above: words, {this|or that}, [optional], <name>, ~ (up to four words), ~9 (up to nine)
//
// A word may end or begin with * for any ending or beginning.
func parseLexicon(code, text string) (*lexicon, error) {
	l := &lexicon{code: code, starts: map[uint16][]int32{}, stops: map[string]bool{}}
	l.vocab.init()
	b := builder{l: l, classes: map[string]*node{}}
	var head cue
	for n, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if rest, ok := strings.CutPrefix(line, "stop:"); ok {
			for _, w := range strings.Fields(rest) {
				l.stops[string(fold(w, 64).text)] = true
			}
			continue
		}
		switch line {
		case "negation: around":
			l.around = true
			continue
		case "clauses: commas":
			l.commas = true
			continue
		}
		if strings.HasPrefix(line, "[") && strings.HasSuffix(line, "]") && !strings.ContainsAny(line, "|{<~") {
			if f := strings.Fields(line[1 : len(line)-1]); len(f) >= 2 {
				if s, ok := strengths[f[1]]; ok {
					head = cue{family: family(f[0]), strength: s, flags: map[string]bool{}}
					for _, x := range f[2:] {
						head.flags[x] = true
					}
					continue
				}
			}
			return nil, fmt.Errorf("line %d: %q is not [family strength flags]", n+1, line)
		}
		if name, body, ok := strings.Cut(line, " = "); ok && !strings.Contains(name, " ") {
			p := parser{s: body, classes: b.classes}
			nd, err := p.alternatives(0)
			if err != nil {
				return nil, fmt.Errorf("line %d: %w", n+1, err)
			}
			b.classes[name] = nd
			continue
		}
		if head.family == "" {
			return nil, fmt.Errorf("line %d: a phrase before any [family strength]", n+1)
		}
		p := parser{s: line, classes: b.classes}
		nd, err := p.alternatives(0)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n+1, err)
		}
		c := head
		c.text, c.line = line, n+1
		l.cues = append(l.cues, c)
		if err := b.add(nd, int32(len(l.cues)-1)); err != nil {
			return nil, fmt.Errorf("line %d: %w", n+1, err)
		}
	}
	l.finish()
	return l, nil
}

// node is a parsed pattern: a word, a sequence, a choice or a gap.
type node struct {
	words []string // a leaf: any one of these words
	seq   []*node
	alt   []*node
	opt   bool
	gap   int
}

type parser struct {
	s       string
	i       int
	classes map[string]*node
}

// alternatives reads "a b|c" up to the closing byte.
func (p *parser) alternatives(end byte) (*node, error) {
	var alts []*node
	for {
		seq, err := p.sequence(end)
		if err != nil {
			return nil, err
		}
		alts = append(alts, seq)
		if p.i < len(p.s) && p.s[p.i] == '|' {
			p.i++
			continue
		}
		break
	}
	if end != 0 {
		if p.i >= len(p.s) || p.s[p.i] != end {
			return nil, fmt.Errorf("missing %q in %q", end, p.s)
		}
		p.i++
	}
	// Single words of a choice become one leaf, so that the automaton stays small.
	var leaf node
	var out []*node
	for _, a := range alts {
		if len(a.seq) == 1 && len(a.seq[0].words) > 0 && !a.seq[0].opt {
			leaf.words = append(leaf.words, a.seq[0].words...)
			continue
		}
		if len(a.seq) == 1 && len(a.seq[0].alt) > 0 && !a.seq[0].opt { // a class inside a class
			for _, b := range a.seq[0].alt {
				if len(b.words) > 0 {
					leaf.words = append(leaf.words, b.words...)
				} else {
					out = append(out, b)
				}
			}
			continue
		}
		out = append(out, a)
	}
	if len(leaf.words) > 0 {
		out = append(out, &leaf)
	}
	if len(out) == 1 {
		return out[0], nil
	}
	return &node{alt: out}, nil
}

func (p *parser) sequence(end byte) (*node, error) {
	nd := &node{}
	for p.i < len(p.s) {
		c := p.s[p.i]
		switch {
		case c == ' ':
			p.i++
		case c == '|' || c == end && end != 0:
			return nd, nil
		case c == '{' || c == '[':
			p.i++
			sub, err := p.alternatives(map[byte]byte{'{': '}', '[': ']'}[c])
			if err != nil {
				return nil, err
			}
			if c == '[' {
				sub = &node{seq: []*node{sub}, opt: true}
			}
			nd.seq = append(nd.seq, sub)
		case c == '<':
			j := strings.IndexByte(p.s[p.i:], '>')
			if j < 0 {
				return nil, fmt.Errorf("missing '>' in %q", p.s)
			}
			name := p.s[p.i+1 : p.i+j]
			cl, ok := p.classes[name]
			if !ok {
				return nil, fmt.Errorf("unknown class <%s>", name)
			}
			nd.seq = append(nd.seq, cl)
			p.i += j + 1
		case c == '~':
			p.i++
			n := 0
			for p.i < len(p.s) && p.s[p.i] >= '0' && p.s[p.i] <= '9' {
				n = n*10 + int(p.s[p.i]-'0')
				p.i++
			}
			if n == 0 {
				n = 4
			}
			nd.seq = append(nd.seq, &node{gap: n})
		default:
			j := p.i
			for j < len(p.s) && !strings.ContainsRune(" |{}[]<~", rune(p.s[j])) && p.s[j] != '>' {
				j++
			}
			if j == p.i {
				return nil, fmt.Errorf("stray %q in %q", c, p.s)
			}
			ws, err := literal(p.s[p.i:j])
			if err != nil {
				return nil, err
			}
			nd.seq = append(nd.seq, ws...)
			p.i = j
		}
	}
	return nd, nil
}

// literal cuts a written word as texts are cut, so that a pattern matches what it looks like.
func literal(s string) ([]*node, error) {
	if s == "#" {
		return []*node{{words: []string{"#"}}}, nil
	}
	f := fold(s, 256)
	pre, post := strings.HasPrefix(s, "*"), strings.HasSuffix(s, "*")
	f.text = []byte(strings.Trim(string(f.text), "*"))
	f.back = f.back[:len(f.text)+1]
	var out []*node
	for _, w := range words(f, nil) {
		out = append(out, &node{words: []string{string(w.txt)}})
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%q is no word", s)
	}
	if pre {
		out[0].words[0] = "*" + out[0].words[0]
	}
	if post {
		out[len(out)-1].words[0] += "*"
	}
	return out, nil
}

type builder struct {
	l       *lexicon
	classes map[string]*node
}

// end is a state at the border of a piece of the automaton, with the words that may stand outside of it.
type end struct {
	p   int32
	gap int
}

// fragment is a piece of the automaton: where it begins, where it ends, and whether it may be left out.
type fragment struct {
	first, last []end
	empty       bool
	gap         int // words that may stand in its place, for a fragment that may be left out
}

func (b *builder) add(nd *node, accept int32) error {
	f := b.build(nd)
	if f.empty {
		return fmt.Errorf("the phrase can be empty")
	}
	for _, e := range f.last {
		b.l.states[e.p].accept = accept
	}
	for _, e := range f.first {
		for _, w := range b.l.states[e.p].words {
			b.l.starts[w] = append(b.l.starts[w], e.p)
		}
	}
	return nil
}

func (b *builder) build(nd *node) fragment {
	switch {
	case nd.gap > 0:
		return fragment{empty: true, gap: nd.gap}
	case len(nd.words) > 0:
		s := state{accept: -1}
		for _, w := range nd.words {
			id := b.l.vocab.add(w)
			s.words = append(s.words, id)
			s.bloom |= 1 << (id & 63)
		}
		slices.Sort(s.words)
		s.words = slices.Compact(s.words)
		b.l.states = append(b.l.states, s)
		p := []end{{p: int32(len(b.l.states) - 1)}}
		return fragment{first: p, last: p}
	case len(nd.alt) > 0:
		var f fragment
		for _, a := range nd.alt {
			g := b.build(a)
			f.first, f.last = append(f.first, g.first...), append(f.last, g.last...)
			f.empty, f.gap = f.empty || g.empty, max(f.gap, g.gap)
		}
		return f
	}
	f := fragment{empty: true}
	for _, s := range nd.seq {
		g := b.build(s)
		for _, e := range f.last {
			for _, q := range g.first {
				b.l.states[e.p].next = append(b.l.states[e.p].next, edge{to: q.p, gap: uint8(min(e.gap+q.gap, 60))})
			}
		}
		if f.empty {
			for _, q := range g.first {
				f.first = append(f.first, end{q.p, q.gap + f.gap})
			}
		}
		last := append([]end(nil), g.last...)
		if g.empty {
			for _, e := range f.last {
				last = append(last, end{e.p, e.gap + g.gap})
			}
		}
		f.last = last
		if f.empty = f.empty && g.empty; f.empty {
			f.gap += g.gap
		}
	}
	f.empty = f.empty || nd.opt
	return f
}

func (l *lexicon) finish() {
	for i := range l.states {
		s := &l.states[i]
		for _, e := range s.next {
			s.mask |= l.states[e.to].bloom
			s.gap = max(s.gap, e.gap)
		}
	}
	l.vocab.finish()
}

// vocabulary gives the words of a language their numbers. It is a trie over bytes, with a second one over reversed
// words for patterns that begin with *.
type vocabulary struct {
	index          map[string]uint16
	forward, back  trie
	anyDigit       uint16
	hasBack        bool
	longestAllowed int
}

func (v *vocabulary) init() { v.index = map[string]uint16{}; v.longestAllowed = 64 }

// add enters a word and gives its number. An umlaut may also be spelt with an e (ü and ue).
func (v *vocabulary) add(w string) uint16 {
	id, ok := v.index[w]
	if !ok {
		id = uint16(len(v.index) + 1)
		v.index[w] = id
		v.enter(w, id)
		if u := strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue").Replace(w); u != w {
			v.enter(u, id)
		}
	}
	return id
}

func (v *vocabulary) enter(w string, id uint16) {
	switch {
	case w == "#":
		v.anyDigit = id
	case strings.HasPrefix(w, "*"):
		v.hasBack = true
		v.back.put(reversed(strings.Trim(w, "*")), id, true)
	case strings.HasSuffix(w, "*"):
		v.forward.put(strings.TrimSuffix(w, "*"), id, true)
	default:
		v.forward.put(w, id, false)
	}
}

func (v *vocabulary) finish() { v.forward.pack(); v.back.pack() }

// look finds the numbers of a word.
func (v *vocabulary) look(w *word) {
	w.n = 0
	if len(w.txt) > v.longestAllowed {
		return
	}
	if c := w.txt[0]; c >= '0' && c <= '9' && v.anyDigit != 0 {
		w.ids[0], w.n = v.anyDigit, 1
	}
	v.forward.find(w.txt, w, false)
	if v.hasBack && len(w.txt) > 5 {
		v.back.find(w.txt, w, true)
	}
}

func reversed(s string) string {
	b := []byte(s)
	slices.Reverse(b)
	return string(b)
}

// trie is a set of words over the bytes that occur in them.
type trie struct {
	build []trieNode
	next  []int32 // packed: node × class
	exact []uint16
	stem  []uint16
	class [256]uint8
	width int
}

type trieNode struct {
	kids        map[byte]int32
	exact, stem uint16
}

func (t *trie) put(w string, id uint16, stem bool) {
	if len(t.build) == 0 {
		t.build = append(t.build, trieNode{kids: map[byte]int32{}})
	}
	at := int32(0)
	for i := range len(w) {
		k, ok := t.build[at].kids[w[i]]
		if !ok {
			t.build = append(t.build, trieNode{kids: map[byte]int32{}})
			k = int32(len(t.build) - 1)
			t.build[at].kids[w[i]] = k
		}
		at = k
	}
	if stem {
		t.build[at].stem = id
	} else {
		t.build[at].exact = id
	}
}

func (t *trie) pack() {
	t.width = 1
	for _, n := range t.build {
		for c := range n.kids {
			if t.class[c] == 0 {
				t.class[c] = uint8(t.width)
				t.width++
			}
		}
	}
	t.next = make([]int32, len(t.build)*t.width)
	t.exact, t.stem = make([]uint16, len(t.build)), make([]uint16, len(t.build))
	for i, n := range t.build {
		for c, k := range n.kids {
			t.next[i*t.width+int(t.class[c])] = k
		}
		t.exact[i], t.stem[i] = n.exact, n.stem
	}
	t.build = nil
}

func (t *trie) find(w []byte, out *word, backwards bool) {
	if len(t.next) == 0 {
		return
	}
	at := int32(0)
	for i := range w {
		c := w[i]
		if backwards {
			c = w[len(w)-1-i]
		}
		k := t.class[c]
		if k == 0 {
			return
		}
		at = t.next[int(at)*t.width+int(k)]
		if at == 0 {
			return
		}
		if id := t.stem[at]; id != 0 && int(out.n) < len(out.ids) {
			out.ids[out.n] = id
			out.n++
		}
	}
	if id := t.exact[at]; id != 0 && int(out.n) < len(out.ids) {
		out.ids[out.n] = id
		out.n++
	}
}
