package classify

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"followup/followup"
)

// fixture is one mail of testdata with what should be read from it. Lines of "want" are "name: value"; a value of "-"
// means that the field must be empty.
type fixture struct {
	name string
	mail []byte
	want map[string]string
}

func fixtures(t testing.TB) []fixture {
	t.Helper()
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	var all []fixture
	for _, path := range paths {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		f := fixture{name: strings.TrimSuffix(filepath.Base(path), ".txtar"), want: map[string]string{}}
		mail, want, ok := strings.Cut(strings.TrimPrefix(string(raw), "-- mail.eml --\n"), "-- want --\n")
		if ok {
			f.mail = []byte(mail)
		}
		for line := range strings.Lines(want) {
			if k, v, ok := strings.Cut(strings.TrimSpace(line), ":"); ok {
				f.want[k] = strings.TrimSpace(v)
			}
		}
		if f.mail == nil || f.want["kind"] == "" {
			t.Fatalf("%s: a fixture needs mail.eml and a kind", path)
		}
		all = append(all, f)
	}
	return all
}

var testReader = func() *Reader {
	r, err := New(Options{Self: []string{"robin@vale.example"}, Authserv: "mx.vale.example"})
	if err != nil {
		panic(err)
	}
	return r
}()

// TestFixtures reads every mail of testdata and compares what was understood. A new file is a new test.
func TestFixtures(t *testing.T) {
	t.Parallel()
	sc := newScore()
	for _, f := range fixtures(t) {
		s := testReader.Read(parseMail(t, f.mail))
		lang, _, _ := strings.Cut(f.name, "-")
		if f.want["trust"] != string(followup.TrustFailed) { // those ask whatever they say
			sc.add(f.want["kind"], lang, s)
		}
		t.Run(f.name, func(t *testing.T) {
			if msg := f.check(s); msg != "" {
				t.Errorf("%s\n%s", msg, testReader.Explain(parseMail(t, f.mail)))
			}
		})
	}
	sc.print(t)
	if sure := sc.sure(); sure.right*100 < sure.n*98 {
		t.Errorf("of %d mails given 0.9 or more only %d are right", sure.n, sure.right)
	}
	if sc.asked*100 > sc.jobs*8 {
		t.Errorf("%d of %d job mails wait to be confirmed", sc.asked, sc.jobs)
	}
	if len(sc.swaps) > 0 {
		t.Errorf("a no taken for a yes, or the other way round: %v", sc.swaps)
	}
	holdTable(t, sc)
}

// holdTable holds that the table of confidences in doc.go is the one that was just counted, so that prose and code cannot part.
// With -update it writes the table.
func holdTable(t *testing.T, sc *score) {
	t.Helper()
	var table strings.Builder
	for i, b := range sc.bins {
		if i > 0 || b.n > 0 {
			fmt.Fprintf(&table, "//\t%-13s  %4d of %4d right\n", binNames[i], b.right, b.n)
		}
	}
	raw, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	const head, foot = "//\tconfidence     mails\n", "//\n"
	before, rest, ok := strings.Cut(string(raw), head)
	_, after, ok2 := strings.Cut(rest, foot)
	if !ok || !ok2 {
		t.Fatalf("doc.go has no table that begins with %q", head)
	}
	want := before + head + table.String() + foot + after
	switch {
	case want == string(raw):
	case *update:
		if err := os.WriteFile("doc.go", []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	default:
		t.Errorf("the table of doc.go is not what the fixtures give; write it with: go test -run TestFixtures ./mailwatch/classify -update\n%s", table.String())
	}
}

// check compares a signal with what a fixture wants and tells the differences.
func (f fixture) check(s followup.Signal) string {
	var out strings.Builder
	differ := func(name, got string) {
		want, ok := f.want[name]
		if want == "-" {
			want = ""
		}
		if ok && got != want {
			out.WriteString(name + ": got " + got + ", want " + want + "\n")
		}
	}
	differ("kind", string(s.Kind))
	differ("detail", string(s.Detail))
	known := ""
	if s.Known != nil {
		known = string(s.Known.Kind)
	}
	differ("known", known)
	differ("employer", s.Employer)
	differ("role", s.Role)
	differ("requisition", s.Requisition)
	differ("reply_to", s.Mail.ReplyTo.Addr)
	differ("person", s.Person.Name)
	differ("agency", s.Agency)
	differ("language", s.Language)
	differ("round", string(s.RoundKind))
	differ("trust", string(s.Trust))
	if want := f.want["distrust"]; want != "" && !strings.Contains(string(s.Distrust), want) {
		out.WriteString("distrust: got " + string(s.Distrust) + ", want " + want + "\n")
	}
	differ("warnings", warningNames(s.Warnings))
	if s.Promise != nil {
		differ("promise", string(s.Promise.Kind))
		differ("promised", day(s.Promise.Deadline))
	} else {
		differ("promise", "")
		differ("promised", "")
	}
	differ("deadline", day(s.Deadline))
	differ("away", day(s.AwayUntil))
	var start, zone, end, place string
	if all := append(slices.Clone(s.Interviews), s.Options...); len(all) > 0 {
		iv := all[0]
		start, zone, place = iv.Start.Format("2006-01-02T15:04Z07:00"), iv.Zone, iv.Place
		if iv.Floating {
			start = iv.Start.Format("2006-01-02T15:04")
		}
		if !iv.End.IsZero() {
			end = iv.End.Format("15:04")
		}
	}
	differ("start", start)
	differ("end", end)
	differ("zone", zone)
	differ("place", place)
	if want := f.want["ask"]; want == "yes" && s.Confidence >= 0.9 || want == "no" && s.Confidence < 0.9 {
		out.WriteString("ask: confidence is off\n")
	}
	return out.String()
}

func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format("2006-01-02")
}

// warningNames are the names by which fixtures call warnings.
func warningNames(ws []followup.Warning) string {
	names := map[followup.Warning]string{
		followup.WarnFreeMail: "free mail", followup.WarnDiverted: "diverted", followup.WarnPay: "pay", followup.WarnCheque: "cheque",
		followup.WarnCards: "cards", followup.WarnBank: "bank", followup.WarnMessenger: "messenger", followup.WarnPapers: "papers",
	}
	var out []string
	for _, w := range ws {
		out = append(out, names[w])
	}
	return strings.Join(out, ", ")
}
