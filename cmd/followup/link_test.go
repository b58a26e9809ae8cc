package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"followup/followup"
	"followup/mailwatch/classify"
)

const linkSelf = "robin@vale.example"

// conversation is a mailbox of several mails and to which application each belongs: a word that stands for it, "-" for
// none, "?" where only the user can tell.
type conversation struct {
	name  string
	mails []txtar.File
	want  map[string]string
}

// conversations reads testdata/link. A file of an archive is called by its mail and its application, "1 birchwood"; the
// comment says what is hard. A mail without To is to the user and one without Message-ID gets one, so that they stay readable.
func conversations(t testing.TB) []conversation {
	t.Helper()
	paths, err := filepath.Glob("testdata/link/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no conversations: %v", err)
	}
	var all []conversation
	for _, path := range paths {
		ar, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		c := conversation{name: strings.TrimSuffix(filepath.Base(path), ".txtar"), want: map[string]string{}}
		for _, f := range ar.Files {
			name, app, ok := strings.Cut(f.Name, " ")
			if !ok {
				t.Fatalf("%s: %s names no application", path, f.Name)
			}
			c.want[name] = strings.TrimSpace(app)
			head, body, _ := strings.Cut(string(f.Data), "\n\n")
			if !strings.Contains("\n"+head, "\nTo: ") {
				head += "\nTo: Robin Ashby <" + linkSelf + ">"
			}
			if !strings.Contains("\n"+head, "\nMessage-ID: ") {
				head += fmt.Sprintf("\nMessage-ID: <%s.%s@mail.example>", name, c.name)
			}
			if !strings.Contains("\n"+head, "\nContent-Type: ") {
				head += "\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8"
			}
			c.mails = append(c.mails, txtar.File{Name: name, Data: []byte(head + "\n\n" + body)})
		}
		all = append(all, c)
	}
	return all
}

// scanConversations reads conversations as one mailbox, as "scan --link --self" does.
func scanConversations(t testing.TB, self []string, all ...conversation) map[string]linked {
	t.Helper()
	dir := t.TempDir()
	for _, c := range all {
		for _, m := range c.mails {
			path := filepath.Join(dir, c.name, m.Name+".eml")
			if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, m.Data, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	reader, err := classify.New(classify.Options{Zone: time.UTC, Self: self})
	if err != nil {
		t.Fatal(err)
	}
	var read []scanned
	for m := range mailFiles([]string{dir}) {
		read = append(read, readOne(reader, m))
	}
	out := map[string]linked{}
	for _, s := range link(read, policyOf(time.UTC, self)) {
		if s.err != nil {
			t.Fatal(s.err)
		}
		rel, _ := filepath.Rel(dir, strings.TrimSuffix(s.Path, ".eml"))
		out[filepath.ToSlash(rel)] = s
	}
	return out
}

// verdict counts how mails were linked.
type verdict struct{ right, wrong, asked, missed int }

func (v verdict) plus(w verdict) verdict {
	return verdict{v.right + w.right, v.wrong + w.wrong, v.asked + w.asked, v.missed + w.missed}
}

func (v verdict) mails() int { return v.right + v.wrong + v.asked + v.missed }

func (v verdict) String() string {
	return fmt.Sprintf("%d mails: %d right, %d wrong, %d asked (%.1f %%), %d missed", v.mails(), v.right, v.wrong, v.asked,
		100*float64(v.asked)/float64(max(1, v.mails())), v.missed)
}

// judge holds what was linked against what is wanted. A key stands for the application of most of its mails, the earliest
// where two are even; whatever else carries it is wrong, and so is a second key for one application.
func judge(c conversation, got map[string]linked) (v verdict, words []string) {
	counts := map[string]map[string]int{}
	for _, m := range c.mails {
		key, app := got[c.name+"/"+m.Name].Application, c.want[m.Name]
		if counts[app] == nil {
			counts[app] = map[string]int{}
		}
		counts[app][key]++
	}
	main := map[string]string{}
	for app, keys := range counts {
		best := ""
		for _, m := range c.mails {
			key := got[c.name+"/"+m.Name].Application
			if c.want[m.Name] == app && key != "" && (best == "" || keys[key] > keys[best]) {
				best = key
			}
		}
		main[app] = best
	}
	for _, m := range c.mails {
		g, app := got[c.name+"/"+m.Name], c.want[m.Name]
		what := ""
		taken := slices.ContainsFunc(mapValuesBut(main, app), func(k string) bool { return k == g.Application })
		asks := strings.HasPrefix(string(g.Link), "asks: ")
		switch {
		case app == "?" && asks && g.Application == "":
			v.right++
		case app == "-" && g.Application == "", app != "-" && g.Application != "" && g.Application == main[app] && !taken:
			v.right++
		case g.Application != "":
			v.wrong++
			what = "WRONG"
		case asks:
			v.asked++
			what = "asked"
		default:
			v.missed++
			what = "missed"
		}
		if what != "" {
			s := g.sig
			words = append(words, fmt.Sprintf("%s %s/%s: want %s, got %q (%s); %s/%s %.2f employer %q domain %q role %q person %q",
				what, c.name, m.Name, app, g.Application, g.Link, s.Kind, s.Detail, s.Confidence, s.Employer, s.Domain, s.Role, s.Person.Name))
		}
	}
	return v, words
}

func mapValuesBut(m map[string]string, but string) (out []string) {
	for k, v := range m {
		if k != but && k != "-" && k != "?" && v != "" {
			out = append(out, v)
		}
	}
	return out
}

// TestLinking holds that no mail is linked wrongly, each conversation by itself and all of them in one mailbox, and that
// few are asked about.
func TestLinking(t *testing.T) {
	t.Parallel()
	all := conversations(t)
	for _, way := range []string{"one by one", "one mailbox"} {
		var sum verdict
		var together map[string]linked
		if way == "one mailbox" {
			together = scanConversations(t, []string{linkSelf}, all...)
		}
		for _, c := range all {
			got := together
			if got == nil {
				got = scanConversations(t, []string{linkSelf}, c)
			}
			v, words := judge(c, got)
			sum = sum.plus(v)
			for _, w := range words {
				t.Logf("%s: %s", way, w)
			}
		}
		whose := map[string]string{}
		for path, m := range together {
			name, _, _ := strings.Cut(path, "/")
			if other, ok := whose[m.Application]; ok && other != name && m.Application != "" {
				t.Errorf("%s and %s share an application", name, other)
			}
			whose[m.Application] = name
		}
		n := sum.mails()
		t.Logf("%s: %d conversations, %s", way, len(all), sum)
		if sum.wrong > 0 {
			t.Errorf("%s: %d mails are linked wrongly", way, sum.wrong)
		}
		if 10*sum.asked > n {
			t.Errorf("%s: %d of %d mails are asked about", way, sum.asked, n)
		}
		if 20*sum.missed > n {
			t.Errorf("%s: %d of %d mails are linked to nothing", way, sum.missed, n)
		}
	}
}

// Where every answer lost its references, names, roles, people and subjects must do, and still nothing is linked wrongly.
func TestLinkingWithoutThreads(t *testing.T) {
	t.Parallel()
	all := conversations(t)
	for i := range all {
		for j := range all[i].mails {
			m := &all[i].mails[j]
			head, body, _ := strings.Cut(string(m.Data), "\n\n")
			m.Data = []byte(threadLines.ReplaceAllString(head+"\n", "") + "\n" + body)
		}
	}
	got := scanConversations(t, []string{linkSelf}, all...)
	var sum verdict
	for _, c := range all {
		v, words := judge(c, got)
		sum = sum.plus(v)
		for _, w := range words {
			t.Log(w)
		}
	}
	if t.Log(sum); sum.wrong > 0 || 10*(sum.asked+sum.missed) > sum.mails() {
		t.Errorf("without threads: %s", sum)
	}
}

var threadLines = regexp.MustCompile(`(?m)^(In-Reply-To|References): .*\n`)

// The order in which mails lie on the disk decides nothing, nor does a mail that lies there twice.
func TestLinkingIsTheSameInAnyOrder(t *testing.T) {
	t.Parallel()
	reader, err := classify.New(classify.Options{Zone: time.UTC, Self: []string{linkSelf}})
	if err != nil {
		t.Fatal(err)
	}
	var read []scanned
	for _, c := range conversations(t) {
		for _, m := range c.mails {
			read = append(read, readOne(reader, mailFile{Path: c.name + "/" + m.Name, Raw: bytes.Clone(m.Data)}))
		}
	}
	keys := func(list []scanned) map[string]followup.Reason {
		out := map[string]followup.Reason{}
		for _, s := range link(list, policyOf(time.UTC, []string{linkSelf})) {
			out[s.Path] = followup.Reason(s.Application) + " " + s.Link
		}
		return out
	}
	want := keys(read)
	turned := slices.Clone(read)
	slices.Reverse(turned)
	for path, got := range keys(append(turned, read[:20]...)) {
		if got != want[path] {
			t.Errorf("%s: %q in another order, else %q", path, got, want[path])
		}
	}
}
