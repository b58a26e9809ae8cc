package classify

import (
	"fmt"
	"strings"
)

// node is a parsed pattern: a word, a sequence, a choice or a gap.
type node struct {
	words []string // a leaf: any one of these words
	seq   []*node
	alt   []*node
	opt   bool
	gap   int
	set   uint16 // of a leaf: its words in the automaton, once they have a number
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
			if p.i = j; j < len(p.s) && strings.IndexByte("{[<~", p.s[j]) >= 0 { // a missing bar would make two phrases one
				return nil, fmt.Errorf("no space before %q at %d in %q", p.s[j], j, p.s)
			}
		}
	}
	return nd, nil
}

// literal cuts a written word as texts are cut, so that a pattern matches what it looks like.
func literal(s string) ([]*node, error) {
	if s == "#" {
		return []*node{{words: []string{"#"}}}, nil
	}
	if plainLetters(s) {
		return []*node{{words: []string{s}}}, nil
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

// plainLetters reports whether a written word is one that texts are never cut in or folded at: most are.
func plainLetters(s string) bool {
	for i := range len(s) {
		if !isLetter(s[i]) {
			return false
		}
	}
	return s != ""
}
