package followup

import (
	"bytes"
	"flag"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"os"
	"strconv"
	"strings"
	"testing"
)

//go:generate go test -run TestDocumentation -update .

var update = flag.Bool("update", false, "write doc.go from the tables")

const vocabulary = `// Package followup is the rules: what an application is, what an event does to it, and what time will ask for. It is
// pure: no input or output, no clock, no randomness.
//
// # Words
//
// An [Application] is one candidacy: one employer, one role. It holds everything there is to know of it: its rounds of
// interviews, the people, the promises they made, and the notes.
//
// A [Signal] is what one message means, with its evidence. [Policy.Match] finds the application it belongs to,
// [Policy.Admit] the events that it enters as. A [Doubt] is a signal that waits for the user's answer; while there is one
// nothing fires, is approved or is claimed.
//
// An [Event] is one thing that happened. [Policy.Step] applies it: a pure function that returns the application
// afterwards, the effects to carry out, and one [Reason]. [Policy.Replay] tells a journal of events once more in message
// time, so that the order in which mails were read does not matter.
//
// A [Due] is something that time will ask for. [Policy.Next] computes all of them from facts; nothing about time is stored.
// A tick fires what is due once the mailbox was read after that time.
//
// A [Note] is a letter of ours. It is proposed, approved in exactly these words ([Fingerprint]), claimed before it is
// submitted, and sent once. What nobody knows is unsure, and only the user or the mailbox resolves it.
//
// Both tables below are the code: this text is made from them.
`

// The package documentation is made from the tables; go test -update writes it.
func TestDocumentation(t *testing.T) {
	t.Parallel()
	want := documentation(t)
	if *update {
		if err := os.WriteFile("doc.go", want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("doc.go and the tables have parted: run go generate ./followup")
	}
}

func documentation(t *testing.T) []byte {
	t.Helper()
	var b strings.Builder
	b.WriteString(vocabulary)
	table := func(title string, rows []row, columns []string) {
		fmt.Fprintf(&b, "//\n// # %s\n", title)
		for _, r := range rows {
			fmt.Fprintf(&b, "//\n// %s (%s):\n", r.event, r.about)
			var order []string
			in := map[string][]string{}
			for i, c := range r.cells {
				if in[c.words] == nil {
					order = append(order, c.words)
				}
				in[c.words] = append(in[c.words], columns[i])
			}
			for _, words := range order {
				where := strings.Join(in[words], ", ")
				if len(in[words]) == len(columns) {
					where = "always"
				}
				fmt.Fprintf(&b, "//   - %s: %s\n", where, words)
			}
		}
	}
	var cols []string
	for _, s := range stages {
		cols = append(cols, orElse(string(s), "new"))
	}
	table("What an event does to an application, by stage", applicationTable, cols)
	cols = nil
	for _, s := range statuses {
		cols = append(cols, string(s))
	}
	table("What an event does to a note, by status", noteTable, cols)
	b.WriteString("//\n// # What never happens\n//\n// The guards, asked when a letter is proposed, approved, claimed and before its last byte:\n")
	for _, g := range guards {
		fmt.Fprintf(&b, "//   - %d: %s\n", g.n, g.words)
	}
	b.WriteString("package followup\n")
	out, err := format.Source([]byte(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Every event stands in exactly one table and has a cell for each stage or status.
func TestTablesAreWhole(t *testing.T) {
	t.Parallel()
	seen := map[EventKind]bool{}
	for _, tb := range []struct {
		rows  []row
		width int
	}{{applicationTable, len(stages)}, {noteTable, len(statuses)}} {
		for _, r := range tb.rows {
			if seen[r.event] {
				t.Errorf("%s stands twice", r.event)
			}
			seen[r.event] = true
			if len(r.cells) != tb.width {
				t.Errorf("%s has %d cells, want %d", r.event, len(r.cells), tb.width)
			}
			for i, c := range r.cells {
				if c.do == nil || c.words == "" {
					t.Errorf("%s: cell %d is empty", r.event, i)
				}
			}
		}
	}
	for i, g := range guards {
		if g.n != i+1 || g.stands == nil || g.words == "" {
			t.Errorf("guard %d is not whole", i+1)
		}
	}
	if len(guards) != 17 {
		t.Errorf("%d guards, want 17", len(guards))
	}
	for _, k := range NoteKinds {
		if misfits[k] == nil {
			t.Errorf("nobody knows whether a %s fits", k)
		}
	}
	for _, k := range everyEvent {
		if !seen[k] {
			t.Errorf("%s stands in no table", k)
		}
	}
	if len(seen) != len(everyEvent) {
		t.Errorf("%d events in the tables, %d known", len(seen), len(everyEvent))
	}
}

var everyEvent = declared("event.go", "EventKind")

// declared returns the values of the constants of a type, so that no list of them can go stale.
func declared(file, typ string) []EventKind {
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		panic(err)
	}
	var out []EventKind
	for _, d := range f.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok != token.CONST {
			continue
		}
		for _, sp := range g.Specs {
			v := sp.(*ast.ValueSpec)
			if id, ok := v.Type.(*ast.Ident); ok && id.Name == typ {
				s, err := strconv.Unquote(v.Values[0].(*ast.BasicLit).Value)
				if err != nil {
					panic(err)
				}
				out = append(out, EventKind(s))
			}
		}
	}
	return out
}
