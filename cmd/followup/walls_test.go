package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A wall says what a package may import: packages of ours, and modules of others. The standard library is free unless
// ban names parts of it. A name that ends in /... stands for everything below it.
type wall struct {
	ours, theirs, ban []string
}

// walls has a row for every package; a new package takes a row here.
var walls = map[string]wall{
	"templates": {ban: []string{"net/...", "html/..."}},
	"followup/followup": {
		ban: []string{"os/...", "net/...", "io/fs", "syscall", "log/...", "math/rand/...", "crypto/rand", "html/..."},
	},
	"followup/followup/holidays": {
		ours: []string{"followup/followup"}, theirs: []string{"github.com/rickar/cal/v2/..."}, ban: []string{"os/...", "net/..."},
	},
	"followup/followup/store": {
		ours: []string{"followup/followup"}, theirs: []string{"go.etcd.io/bbolt/...", "golang.org/x/sys/..."},
		ban: []string{"net/...", "html/..."},
	},
	"followup/followup/submit": {
		ours: []string{"followup/followup"}, theirs: []string{"github.com/wneessen/go-mail/..."}, ban: []string{"net/http/...", "html/..."},
	},
	"followup/followup/engine": {
		ours: []string{"followup/followup", "followup/followup/store", "followup/templates"}, ban: []string{"net/...", "html/..."},
	},
	"followup/followup/approval": {
		ours: []string{"followup/followup", "followup/followup/engine", "followup/templates"},
		// x/sys tells who is on the other side of a socket on macOS and FreeBSD.
		theirs: []string{"golang.org/x/sys/unix"},
	},
	"followup/mailwatch": {
		theirs: []string{
			"github.com/emersion/go-imap/v2/...", "github.com/emersion/go-sasl", "github.com/emersion/go-message/...",
			"github.com/emersion/go-ical", "github.com/teambition/rrule-go", "golang.org/x/net/...", "golang.org/x/text/...",
		},
		ban: []string{"net/http/...", "html/template"},
	},
	"followup/mailwatch/classify": {
		ours: []string{"followup/mailwatch", "followup/followup"},
		theirs: []string{
			"github.com/petar-dambovaliev/aho-corasick", "github.com/abadojack/whatlanggo", "golang.org/x/net/publicsuffix",
			"golang.org/x/net/idna", "golang.org/x/text/...",
		},
		ban: []string{"os/...", "net", "net/http/...", "html/..."},
	},
	"followup/mailwatch/mailtest": {
		theirs: []string{
			"github.com/emersion/go-imap/v2/...", "github.com/emersion/go-smtp", "github.com/emersion/go-sasl",
			"github.com/emersion/go-message/...",
		},
		ban: []string{"net/http/..."},
	},
	"followup/cmd/followup": {
		ours: []string{"followup/..."},
		theirs: []string{
			"github.com/pelletier/go-toml/v2/...", "github.com/spf13/cobra/...", "golang.org/x/term", "golang.org/x/sys/...",
			"golang.org/x/text/width",
		},
	},
}

// inTests may be imported by the tests of every package: what tests are made with, and the post office in memory.
var inTests = []string{
	"pgregory.net/rapid", "go.uber.org/goleak", "github.com/rogpeppe/go-internal/...", "followup/mailwatch/mailtest",
	"github.com/emersion/...", "go.etcd.io/bbolt/...", "github.com/pelletier/go-toml/v2",
}

// onlyDemo may import the post office in memory outside tests.
const onlyDemo = "followup/cmd/followup"

func within(path string, list []string) bool {
	return slices.ContainsFunc(list, func(p string) bool {
		under, all := strings.CutSuffix(p, "/...")
		return path == under || all && strings.HasPrefix(path, under+"/")
	})
}

// TestWalls reads the import lines of every file and holds them against the table.
func TestWalls(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	eachFile(t, func(f file) {
		w, known := walls[f.pkg]
		if f.pkg == "followup/templates" {
			w, known = walls["templates"]
		}
		if !known {
			t.Errorf("%s: package %s has no row in the table of walls", f.name, f.pkg)
			return
		}
		seen[f.pkg] = true
		for _, spec := range f.syntax.Imports {
			path, _ := strconv.Unquote(spec.Path.Value)
			first, _, _ := strings.Cut(path, "/")
			good := false
			switch {
			case path == f.pkg && f.test: // an external test package
				good = true
			case f.test && within(path, inTests):
				good = true
			case path == "followup/mailwatch/mailtest":
				good = f.pkg == onlyDemo
			case first == "followup":
				good = within(path, w.ours)
			case strings.Contains(first, "."):
				good = within(path, w.theirs)
			default:
				good = f.test || !within(path, w.ban)
			}
			if !good {
				t.Errorf("%s: %s may not import %s", f.name, f.pkg, path)
			}
		}
	})
	if len(seen) < 9 {
		t.Errorf("only %d packages were looked at: %v", len(seen), seen)
	}
}

// banned are names that must not be used, each with the reason. A name with a dot is a selector: package and name; one
// that begins with a dot is that name on anything; one that ends in a colon is a key of a literal.
var banned = map[string]string{
	"template.HTML":             "mail text is never trusted as HTML",
	"template.HTMLAttr":         "mail text is never trusted as HTML",
	"template.JS":               "mail text is never trusted as a script",
	"template.JSStr":            "mail text is never trusted as a script",
	"template.URL":              "mail text is never trusted as a link",
	"template.CSS":              "mail text is never trusted as a style",
	"template.Srcset":           "mail text is never trusted as a link",
	".SetGenHeaderPreformatted": "it writes a header without looking at it",
	".InsecureSkipVerify":       "a server proves who it is",
	"InsecureSkipVerify:":       "a server proves who it is",
	".NoSync":                   "what is committed is on disk",
	"NoSync:":                   "what is committed is on disk",
	".NoFreelistSync":           "what is committed is on disk",
	"BodyStructure:":            "go-imap reads it without a limit of depth",
	"Envelope:":                 "go-imap reads it without a limit",
	".SetLogAuthData":           "it prints passwords",
	".DebugWriter":              "it prints passwords",
	"DebugWriter:":              "it prints passwords",
}

// allowed are exceptions, each by file and name: what stands there is not what the ban means.
var allowed = map[string]bool{}

// TestBanned looks for what must not be called, for sleeping tests, for clocks in the rules and for marks of unfinished
// work.
func TestBanned(t *testing.T) {
	t.Parallel()
	looked := 0
	eachFile(t, func(f file) {
		looked++
		// In a bubble of testing/synctest a sleep takes no time.
		bubble := slices.ContainsFunc(f.syntax.Imports, func(s *ast.ImportSpec) bool { return s.Path.Value == `"testing/synctest"` })
		use := func(at token.Pos, name string) {
			if why, no := banned[name]; no && !allowed[f.name+" "+name] {
				t.Errorf("%s: %s is banned: %s", f.set.Position(at), name, why)
			}
		}
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.SelectorExpr:
				name := n.Sel.Name
				use(n.Pos(), "."+name)
				x, ok := n.X.(*ast.Ident)
				if !ok {
					break
				}
				use(n.Pos(), x.Name+"."+name)
				if f.test && x.Name == "time" && name == "Sleep" && !bubble {
					t.Errorf("%s: a test waits for what happens, it does not sleep", f.set.Position(n.Pos()))
				}
				clock := x.Name == "time" && (name == "Now" || name == "Local" || name == "Since" || name == "Until")
				if clock && !f.test && (f.pkg == "followup/followup" || f.pkg == "followup/mailwatch/classify") {
					t.Errorf("%s: time.%s: the rules and the classifier are told the time", f.set.Position(n.Pos()), name)
				}
			case *ast.KeyValueExpr:
				if key, ok := n.Key.(*ast.Ident); ok {
					use(n.Pos(), key.Name+":")
				}
			}
			return true
		})
		for _, group := range f.syntax.Comments {
			for _, mark := range []string{"TO" + "DO", "FIX" + "ME", "X" + "XX", "HA" + "CK"} {
				if strings.Contains(group.Text(), mark) {
					t.Errorf("%s: a mark of unfinished work: %s", f.set.Position(group.Pos()), mark)
				}
			}
		}
		if strings.Contains(f.text, "not "+"implemented") {
			t.Errorf("%s: something says that it is not done", f.name)
		}
	})
	if looked < 50 {
		t.Errorf("only %d files were looked at", looked)
	}
}

// TestWallsHold proves that the two tests above would notice.
func TestWallsHold(t *testing.T) {
	t.Parallel()
	if within("net/http", []string{"net"}) || !within("net/http", []string{"net/..."}) || !within("net", []string{"net/..."}) {
		t.Error("paths are matched wrongly")
	}
	for name, want := range map[string]bool{"followup/followup/store": false, "followup/followup": true} {
		if within(name, walls["followup/followup/submit"].ours) != want {
			t.Errorf("submit may import %s: %v", name, !want)
		}
	}
	if !within("os/exec", walls["followup/followup"].ban) || within("time", walls["followup/followup"].ban) {
		t.Error("the rules are walled wrongly")
	}
}

// file is one Go file of the repository.
type file struct {
	name, pkg string
	test      bool
	text      string
	set       *token.FileSet
	syntax    *ast.File
}

// eachFile reads every Go file of the repository.
func eachFile(t *testing.T, look func(file)) {
	t.Helper()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name := d.Name(); path != root && (strings.HasPrefix(name, ".") || name == "testdata" || name == "dist") {
				return filepath.SkipDir
			}
			return nil
		}
		if filepath.Ext(path) != ".go" {
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		set := token.NewFileSet()
		syntax, err := parser.ParseFile(set, path, text, parser.ParseComments)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		look(file{
			name: filepath.ToSlash(rel), pkg: "followup/" + filepath.ToSlash(filepath.Dir(rel)), set: set, syntax: syntax,
			test: strings.HasSuffix(path, "_test.go"), text: string(text),
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
