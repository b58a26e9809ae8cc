package classify

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"
	"sync"
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
	mark     uint32 // of a scope phrase: what it marks
	traits   trait
	text     string // as written in the file: shown as evidence
	line     int
}

// lexicon is one language. What tells it is read at the start; its phrases are compiled when a text first needs them, so
// that nobody pays for languages that nobody writes to them.
type lexicon struct {
	code    string
	stops   []string // frequent words, folded, for telling the language
	commas  bool     // each comma ends a clause
	around  bool     // a negation may stand behind what it denies ("berücksichtigen wir Sie nicht")
	kin     string   // languages of one kin share small words of different meaning; only the likeliest of them is read
	phrases func() *automaton
}

// lexicons reads all embedded languages, once for all readers.
var lexicons = sync.OnceValues(func() ([]*lexicon, error) {
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
		l := newLexicon(strings.TrimSuffix(strings.TrimPrefix(name, "lang/"), ".txt"), string(text))
		l.phrases = sync.OnceValue(func() *automaton { return load(name) })
		all = append(all, l)
	}
	return all, nil
})

// newLexicon reads what tells a language and leaves the phrases for later. The files are part of the program, and a test
// compiles each of them: an error in one is a fault of the program, not of its user.
func newLexicon(code, text string) *lexicon {
	l := &lexicon{code: code}
	for line := range strings.Lines(text) {
		switch line = strings.TrimSpace(line); {
		case strings.HasPrefix(line, "stop:"):
			for _, w := range strings.Fields(line[len("stop:"):]) {
				l.stops = append(l.stops, string(fold(w, 64).text))
			}
		case strings.HasPrefix(line, "kin:"):
			l.kin = strings.TrimSpace(line[len("kin:"):])
		case line == "negation: around":
			l.around = true
		case line == "clauses: commas":
			l.commas = true
		}
	}
	return l
}

// load compiles the phrases of a language file, which is read again so that its text is not kept for nothing until then.
func load(name string) *automaton {
	text, err := languageFiles.ReadFile(name)
	if err != nil {
		panic("read language " + name + ": " + err.Error())
	}
	a, err := compile(string(text))
	if err != nil {
		panic("read language " + name + ": " + err.Error())
	}
	return a
}

// compile reads the phrases of a language file. A line is one of
//
//	# a comment
//	stop: words that tell the language
//	clauses: commas (each comma ends a clause)
//	negation: around (it may stand behind what it denies, not only before)
//	kin: a group of languages alike, of which one is read
//	name = one | two words | <other name>
//	[family strength flags...]
//	a pattern of the family above: words, {this|or that}, [optional], <name>, ~ (up to four words), ~9 (up to nine)
//
// A word may end or begin with * for any ending or beginning.
func compile(text string) (*automaton, error) {
	b := newBuilder()
	classes := map[string]*node{}
	var head cue
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' || strings.HasPrefix(line, "stop:") || strings.HasPrefix(line, "kin:") || line == "negation: around" || line == "clauses: commas" {
			continue
		}
		if strings.HasPrefix(line, "[") && strings.HasSuffix(line, "]") && !strings.ContainsAny(line, "|{<~") {
			if f := strings.Fields(line[1 : len(line)-1]); len(f) >= 2 {
				if s, ok := strengths[f[1]]; ok {
					name := family(f[0])
					head = cue{family: name, strength: s, flags: map[string]bool{}, mark: marks[name], traits: traits[name]}
					for _, x := range f[2:] {
						head.flags[x] = true
					}
					continue
				}
			}
			return nil, fmt.Errorf("line %d: %q is not [family strength flags]", n, line)
		}
		p := parser{s: line, classes: classes}
		name, body, class := strings.Cut(line, " = ")
		if class = class && !strings.Contains(name, " "); class {
			p.s = body
		}
		nd, err := p.alternatives(0)
		switch {
		case err != nil:
			return nil, fmt.Errorf("line %d: %w", n, err)
		case class:
			classes[name] = nd
			continue
		case head.family == "":
			return nil, fmt.Errorf("line %d: a phrase before any [family strength]", n)
		}
		c := head
		c.text, c.line = line, n
		if err := b.add(nd, c); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
	}
	return b.finish()
}
