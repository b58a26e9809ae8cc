package templates

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"text/template"
	"text/template/parse"
	"unicode/utf8"
)

const tooLong = "longer than 16 KiB"

// allowed are the functions a letter may call. None of them can grow a text, loop or reach outside, so a template of
// the user's, or of somebody she got it from, can do no more than choose words.
var allowed = []string{
	"and", "or", "not", "eq", "ne", "lt", "le", "gt", "ge", "len", // text/template's
	"at", "clause", "list", "of", "phrase", "sentence", "short",
}

// fields are the names that may follow a dot: those of NoteData and two methods of InterviewTime.
var fields = func() []string {
	names := []string{"Format", "IsZero"}
	for f := range reflect.TypeFor[NoteData]().Fields() {
		names = append(names, f.Name)
	}
	return names
}()

// ranged are the fields that a range may run over.
var ranged = []string{".OthersMet", ".SlotLines"}

// parseTemplate reads a template and refuses what a letter has no need of: templates in templates, loops over anything but
// the fields of ranged, unknown fields and functions.
func parseTemplate(name, lang, text string) (*template.Template, *Problem) {
	switch {
	case len(text) > maxTemplate:
		return nil, &Problem{File: name, Why: tooLong}
	case !utf8.ValidString(text):
		return nil, &Problem{File: name, Why: "not UTF-8"}
	}
	first, rest, _ := strings.Cut(text, "\n")
	second, rest, _ := strings.Cut(rest, "\n")
	switch {
	case !strings.HasPrefix(first, "Subject: "):
		return nil, &Problem{File: name, Line: 1, Why: `the first line must begin with "Subject: "`}
	case strings.TrimSpace(second) != "":
		return nil, &Problem{File: name, Line: 2, Why: "an empty line must stand between the subject and the text"}
	case strings.TrimSpace(rest) == "":
		return nil, &Problem{File: name, Line: 3, Why: "the letter has no text"}
	}
	t, err := template.New("letter").Option("missingkey=error").Funcs(functionsIn(lang)).Parse(text)
	if err != nil {
		return nil, problemOf(name, err)
	}
	if len(t.Templates()) > 1 {
		return nil, &Problem{File: name, Why: "define and block have no place in a letter"}
	}
	w := walker{text: text}
	w.list(t.Root, 0, false)
	if w.why != "" {
		return nil, &Problem{File: name, Line: w.line, Why: w.why}
	}
	return t, nil
}

// try renders the samples, with facts and without, so that what only shows in use is told at load.
func try(name string, t *template.Template, kind string) *Problem {
	full := Sample(kind)
	for _, d := range []NoteData{full, {}, {Second: true, Belated: true}, {Form: "familiar", PassOn: true}, {Greeting: full.Greeting, Employer: full.Employer, Role: full.Role}} {
		for v := range variants {
			d.Variant = v + 1
			if _, _, err := execute(t, d); err != nil {
				return problemOf(name, err)
			}
		}
	}
	return nil
}

var templateError = regexp.MustCompile(`^template: letter:(\d+)(?::\d+)?: (?:executing "letter" at )?(.*)$`)

// problemOf takes the line out of an error of text/template.
func problemOf(name string, err error) *Problem {
	p := &Problem{File: name, Why: err.Error()}
	if m := templateError.FindStringSubmatch(strings.ReplaceAll(p.Why, "\n", " ")); m != nil {
		p.Line, _ = strconv.Atoi(m[1])
		p.Why = m[2]
	}
	return p
}

// walker looks at every node of a parsed template and keeps the first thing that is not allowed.
type walker struct {
	text string
	line int
	why  string
}

func (w *walker) bad(at parse.Node, format string, args ...any) {
	if w.why == "" {
		w.why = fmt.Sprintf(format, args...)
		w.line = 1 + strings.Count(w.text[:min(int(at.Position()), len(w.text))], "\n")
	}
}

// list walks the nodes of one block. inside says that a with or range has narrowed the dot to one value.
func (w *walker) list(l *parse.ListNode, loops int, inside bool) {
	if l == nil {
		return
	}
	for _, n := range l.Nodes {
		switch n := n.(type) {
		case *parse.TextNode, *parse.CommentNode, *parse.BreakNode, *parse.ContinueNode:
		case *parse.ActionNode:
			w.pipe(n.Pipe, inside)
		case *parse.IfNode:
			w.branch(&n.BranchNode, loops, inside, inside)
		case *parse.WithNode:
			w.branch(&n.BranchNode, loops, inside, true)
		case *parse.RangeNode:
			if over := n.Pipe.Cmds[0].String(); len(n.Pipe.Cmds) != 1 || !slices.Contains(ranged, strings.TrimPrefix(over, "$")) {
				w.bad(n, "range works over .OthersMet and .SlotLines only")
			}
			if loops > 0 {
				w.bad(n, "a range cannot stand in a range")
			}
			w.branch(&n.BranchNode, loops+1, inside, true)
		default:
			w.bad(n, "%s has no place in a letter", n)
		}
	}
}

func (w *walker) branch(b *parse.BranchNode, loops int, outer, inner bool) {
	w.pipe(b.Pipe, outer)
	w.list(b.List, loops, inner)
	w.list(b.ElseList, loops, outer)
}

func (w *walker) pipe(p *parse.PipeNode, inside bool) {
	if p == nil {
		return
	}
	for _, cmd := range p.Cmds {
		for _, arg := range cmd.Args {
			w.arg(arg, inside)
		}
	}
}

func (w *walker) arg(n parse.Node, inside bool) {
	switch n := n.(type) {
	case *parse.NilNode, *parse.BoolNode, *parse.NumberNode, *parse.StringNode:
	case *parse.DotNode:
		if !inside {
			w.bad(n, "a dot alone is everything at once: name a field")
		}
	case *parse.IdentifierNode:
		if !slices.Contains(allowed, n.Ident) {
			w.bad(n, "function %q is not for letters: there are %s", n.Ident, strings.Join(allowed, ", "))
		}
	case *parse.FieldNode:
		w.names(n, n.Ident)
	case *parse.VariableNode:
		if len(n.Ident) == 1 && n.Ident[0] == "$" {
			w.bad(n, "a $ alone is everything at once: name a field")
		}
		w.names(n, n.Ident[1:])
	case *parse.PipeNode:
		w.pipe(n, inside)
	default:
		w.bad(n, "%s has no place in a letter", n)
	}
}

func (w *walker) names(n parse.Node, idents []string) {
	for _, name := range idents {
		if !slices.Contains(fields, name) {
			w.bad(n, "there is no .%s", name)
		}
	}
}
