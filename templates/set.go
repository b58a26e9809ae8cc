package templates

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"text/template"
)

//go:embed notes
var builtin embed.FS

// The kinds of letter and the tones that have one.
var (
	kinds = []string{
		"thank-you", "rejection-response", "nudge", "graceful-close", "stay-in-touch",
		"check-in", "schedule-accept", "schedule-proposal", "reschedule-request", "reschedule-answer",
		"cancel-answer", "withdrawal", "deadline-note", "extension-request", "offer-thanks",
		"recruiter-answer", "answer",
	}
	tones = []string{"warm", "formal", "brief"}
)

// The language and tone that a letter falls back to.
const (
	fallbackLang = "en"
	fallbackTone = "warm"
)

// maxTemplate caps a template file, in bytes.
const maxTemplate = 16 << 10

// Set is the letters in use: the built-in ones and the user's own, which go before them.
type Set struct {
	built, own map[key]letter
}

type key struct{ lang, kind, tone string }

type letter struct {
	tmpl   *template.Template
	text   string
	origin string // a path in the user's folder, or "built-in " and its name
}

// Problem is a file of the user's that is not used, and why. Line is 0 where the whole file is meant.
type Problem struct {
	File string
	Line int
	Why  string
}

// String gives the problem as a compiler would: file, line, reason.
func (p Problem) String() string {
	if p.Line == 0 {
		return p.File + ": " + p.Why
	}
	return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Why)
}

// Builtin returns the letters that come with the program.
func Builtin() *Set {
	s := &Set{built: map[key]letter{}, own: map[key]letter{}}
	files, _ := fs.Glob(builtin, "notes/*/*.tmpl")
	for _, name := range files {
		text, err := builtin.ReadFile(name)
		if err != nil {
			panic("templates: " + err.Error())
		}
		k, why := keyOf(strings.TrimPrefix(name, "notes/"))
		if why != "" {
			panic("templates: " + name + ": " + why)
		}
		t, bad := parseTemplate(name, k.lang, string(text))
		if bad != nil {
			panic("templates: " + bad.String())
		}
		s.built[k] = letter{tmpl: t, text: string(text), origin: "built-in " + strings.TrimPrefix(name, "notes/")}
	}
	return s
}

// Load returns the built-in letters with those of dir before them: dir/notes/<lang>/<kind>.<tone>.tmpl. A file that
// cannot be used is named with its line and the reason, and the built-in letter stands. An empty dir means no folder.
func Load(dir string) (*Set, []Problem) {
	s := Builtin()
	if dir == "" {
		return s, nil
	}
	root := filepath.Join(dir, "notes")
	if _, err := os.Stat(root); err != nil {
		return s, []Problem{{File: root, Why: reason(err)}}
	}
	var problems []Problem
	bad := func(p Problem) { problems = append(problems, p) }
	_ = filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			bad(Problem{File: name, Why: reason(err)})
			return fs.SkipDir
		}
		if entry.IsDir() || filepath.Ext(name) != ".tmpl" {
			return nil
		}
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return nil
		}
		k, why := keyOf(filepath.ToSlash(rel))
		if why != "" {
			bad(Problem{File: name, Why: why})
			return nil
		}
		text, why := readTemplate(name)
		if why != "" {
			bad(Problem{File: name, Why: why})
			return nil
		}
		t, problem := parseTemplate(name, k.lang, text)
		if problem == nil {
			problem = try(name, t, k.kind)
		}
		if problem != nil {
			bad(*problem)
			return nil
		}
		s.own[k] = letter{tmpl: t, text: text, origin: name}
		return nil
	})
	return s, problems
}

// keyOf reads language, kind and tone from a path below notes/.
func keyOf(rel string) (key, string) {
	lang, file := path.Split(rel)
	lang = strings.TrimSuffix(lang, "/")
	kind, tone, ok := strings.Cut(strings.TrimSuffix(file, ".tmpl"), ".")
	switch {
	case !ok || lang == "" || strings.Contains(lang, "/"):
		return key{}, "a letter is named <language>/<kind>.<tone>.tmpl"
	case len(lang) != 2 || lang != strings.ToLower(lang):
		return key{}, fmt.Sprintf("%q is no language: two small letters such as en or de", lang)
	case !slices.Contains(kinds, kind):
		return key{}, fmt.Sprintf("%q is no kind of letter: %s", kind, strings.Join(kinds, ", "))
	case !slices.Contains(tones, tone):
		return key{}, fmt.Sprintf("%q is no tone: %s", tone, strings.Join(tones, ", "))
	}
	return key{lang, kind, tone}, ""
}

// readTemplate reads a regular file of at most maxTemplate bytes.
func readTemplate(name string) (text, why string) {
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return "", reason(err)
	case !info.Mode().IsRegular():
		return "", "not a regular file"
	case info.Size() > maxTemplate:
		return "", tooLong
	}
	b, err := os.ReadFile(name)
	if err != nil {
		return "", reason(err)
	}
	text = strings.TrimPrefix(string(b), "\uFEFF")
	return strings.ReplaceAll(text, "\r\n", "\n"), ""
}

// reason is an error without the path, which the Problem names already.
func reason(err error) string {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err.Error()
	}
	return err.Error()
}

// Language returns the language in which a letter of a kind would be written: lang, or English where lang has no such
// letter.
func (s *Set) Language(lang, kind string) string {
	lang, _, _ = strings.Cut(strings.ToLower(lang), "-")
	for _, m := range []map[key]letter{s.own, s.built} {
		for k := range m {
			if k.lang == lang && k.kind == kind {
				return lang
			}
		}
	}
	return fallbackLang
}

// Kinds returns the kinds of letter in their order.
func Kinds() []string { return slices.Clone(kinds) }

// Info describes one letter of a set.
type Info struct {
	Lang, Kind, Tone string
	Origin           string // where it comes from: a file of the user's, or "built-in ..."
	Own              bool   // it is the user's
}

// List names every letter of the set, in the order of language, kind and tone.
func (s *Set) List() []Info {
	var list []Info
	langs := []string{fallbackLang}
	for _, m := range []map[key]letter{s.own, s.built} {
		for k := range m {
			if !slices.Contains(langs, k.lang) {
				langs = append(langs, k.lang)
			}
		}
	}
	slices.Sort(langs)
	for _, lang := range langs {
		for _, kind := range kinds {
			for _, tone := range tones {
				k := key{lang, kind, tone}
				if l, ok := s.own[k]; ok {
					list = append(list, Info{lang, kind, tone, l.origin, true})
				} else if l, ok := s.built[k]; ok {
					list = append(list, Info{lang, kind, tone, l.origin, false})
				}
			}
		}
	}
	return list
}

// Source returns the text of the template that Render would use for these, and where it comes from.
func (s *Set) Source(lang, kind, tone string) (text, origin string, ok bool) {
	for _, l := range s.candidates(lang, kind, tone) {
		return l.text, l.origin, true
	}
	return "", "", false
}

// candidates are the letters that may serve, best first: the language before English, the tone before warm, the user's
// own before the built-in. An unknown kind has none.
func (s *Set) candidates(lang, kind, tone string) []letter {
	lang, _, _ = strings.Cut(strings.ToLower(lang), "-")
	var found []letter
	for _, l := range []string{lang, fallbackLang} {
		for _, t := range []string{tone, fallbackTone} {
			for _, m := range []map[key]letter{s.own, s.built} {
				if c, ok := m[key{l, kind, t}]; ok {
					found = append(found, c)
				}
			}
		}
	}
	return found
}
