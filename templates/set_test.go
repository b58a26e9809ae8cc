package templates

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// TestHostileValues: what strangers write into names stands in the letter literally, on one line, and cut.
func TestHostileValues(t *testing.T) {
	t.Parallel()
	set := Builtin()
	for _, tc := range []struct{ tells, value, want string }{
		{"a template action", "{{.}}", "{{.}}"},
		{"a call", `{{call .Me}}`, `{{call .Me}}`},
		{"a printf", `{{printf "%1000000d" 1}}%d%s%n`, `{{printf "%1000000d" 1}}%d%s%n`},
		{"a header in a line of its own", "Dana\r\nBcc: x@evil.example\n\nhi", "Dana Bcc: x@evil.example hi"},
		{"other line ends", "a\u2028b\u2029c\u0085d\ve\ff", "a b c d e f"},
		{"bidi, zero width and escape", "D\u202ea\u200bn\x1b[31ma\u2066", "Dan[31ma"},
		{"invalid UTF-8", "D\xffana", "Dana"},
		{"HTML", `<script>alert("1")</script>`, `<script>alert("1")</script>`},
		{"ten kilobytes", strings.Repeat("Dana ", 2000), strings.TrimSpace(strings.Repeat("Dana ", 2000)[:maxValue-1]) + "…"},
	} {
		for _, kind := range kinds {
			for _, tone := range tones {
				plain, hostile := NoteData{}, NoteData{}
				for f, v := range reflect.ValueOf(&hostile).Elem().Fields() {
					if f.Type.Kind() == reflect.String {
						v.SetString(tc.value)
						reflect.ValueOf(&plain).Elem().FieldByName(f.Name).SetString("x")
					}
				}
				hostile.OthersMet, plain.OthersMet = []string{tc.value, tc.value}, []string{"x", "x"}
				want, err := set.Render("en", kind, tone, plain)
				if err != nil {
					t.Fatal(err)
				}
				got, err := set.Render("en", kind, tone, hostile)
				if err != nil {
					t.Fatalf("%s: %v", tc.tells, err)
				}
				if g, w := strings.Count(got.Text, "\n"), strings.Count(want.Text, "\n"); g != w {
					t.Errorf("%s, %s %s: %d line ends, want %d", tc.tells, kind, tone, g, w)
				}
				if strings.ContainsAny(got.Subject, "\r\n") || !strings.Contains(got.Text, tc.want) {
					t.Errorf("%s, %s %s: %q is not literally in\n%s", tc.tells, kind, tone, tc.want, got.Text)
				}
			}
		}
	}
}

// TestLoad: one file per row in notes/en/nudge.brief.tmpl, and what becomes of it.
func TestLoad(t *testing.T) {
	t.Parallel()
	const head = "Subject: Hello\n\n"
	for _, tc := range []struct {
		tells, text string
		line        int
		why         string // "" if it is used
	}{
		{"a plain letter", head + "Hi {{.Greeting}}, is it open?\n", 0, ""},
		{"all that letters may use", head + `{{if and .Role (not .Second) (eq .Variant 2)}}{{.InterviewTime.Format "2 Jan"}}{{end}}` +
			`{{range .OthersMet}}{{.}}, {{end}}{{list .OthersMet}}{{with .Topic}}{{phrase .}}{{$.Employer}}{{end}}{{sentence .Repair}}x`, 0, ""},
		{"Windows line ends and a byte order mark", "\uFEFFSubject: Hello\r\n\r\nHi.\r\n", 0, ""},
		{"no subject", "Hi.\n", 1, "Subject"},
		{"no empty line", "Subject: a\nHi.\n\nHo.", 2, "empty line"},
		{"no text", head, 3, "no text"},
		{"an action that does not end", head + "Hi.\n{{if .Role}}x", 4, "EOF"},
		{"an unknown field", head + "Hi.\n\n{{.Salary}}\n", 5, "no .Salary"},
		{"an unknown field in a condition nobody met", head + "{{if .Second}}\n{{if .Belated}}\n{{.Salary}}{{end}}{{end}}x", 5, "no .Salary"},
		{"an unknown function", head + "{{env \"HOME\"}}", 3, "not defined"},
		{"printf, which can grow without end", head + "{{printf \"%1000000d\" 1}}", 3, `"printf" is not for letters`},
		{"call", head + "{{call .Me}}", 3, `"call" is not for letters`},
		{"a loop over a number", head + "{{range 1000000000}}{{end}}x", 3, ".OthersMet and .SlotLines only"},
		{"a loop in a loop", head + "{{range .OthersMet}}{{range $.OthersMet}}{{end}}{{end}}x", 3, "stand in a range"},
		{"a template that calls itself", head + `{{define "a"}}{{template "a"}}{{end}}{{template "a"}}`, 0, "define"},
		{"a template call", head + `x{{template "letter" .}}`, 3, "no place"},
		{"everything at once", head + "x {{.}}", 3, "name a field"},
		{"everything at once by $", head + "{{with .Role}}{{$}}{{end}}x", 3, "name a field"},
		{"a method with no business here", head + "{{.InterviewTime.Local}}", 3, "no .Local"},
		{"a field of a text", head + "\n{{with .Role}}{{.Employer}}{{end}}", 4, "Employer"},
		{"too long", head + strings.Repeat("long ", 4000), 0, "16 KiB"},
		{"too long once it is rendered", head + strings.Repeat("{{.Topic}}{{.Topic}}{{.Topic}}{{.Topic}}", 380), 0, "16 KiB"},
		{"not UTF-8", head + "\xff\xfe", 0, "UTF-8"},
	} {
		dir := t.TempDir()
		file := write(t, dir, "en/nudge.brief.tmpl", tc.text)
		set, problems := Load(dir)
		l, err := set.Render("en", "nudge", "brief", Sample("nudge"))
		if err != nil {
			t.Fatalf("%s: %v", tc.tells, err)
		}
		if tc.why == "" {
			if len(problems) != 0 || l.Source != file {
				t.Errorf("%s: source %q, problems %v", tc.tells, l.Source, problems)
			}
			continue
		}
		if len(problems) != 1 || problems[0].File != file || problems[0].Line != tc.line || !strings.Contains(problems[0].Why, tc.why) {
			t.Errorf("%s: problems %v, want line %d, %q", tc.tells, problems, tc.line, tc.why)
		}
		if l.Source != "built-in en/nudge.brief.tmpl" {
			t.Errorf("%s: the built-in letter should stand, got %q", tc.tells, l.Source)
		}
	}
}

func write(t *testing.T, dir, name, text string) string {
	t.Helper()
	file := filepath.Join(dir, "notes", filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}

// TestTooLongInUse: a letter of the user's that fails on the facts at hand gives way to the built-in one.
func TestTooLongInUse(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, dir, "en/nudge.warm.tmpl", "Subject: x\n\nHi."+strings.Repeat("{{.Topic}}", 100))
	set, problems := Load(dir)
	if len(problems) != 0 {
		t.Fatal(problems)
	}
	d := Sample("nudge")
	d.Topic = strings.Repeat("word ", 100)
	l, err := set.Render("en", "nudge", "warm", d)
	if err != nil || !strings.HasPrefix(l.Source, "built-in") {
		t.Errorf("got %q, %v", l.Source, err)
	}
}

// TestFallback: a language without a letter falls back to English, a tone without one to warm, a kind to nothing.
func TestFallback(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, dir, "cs/thank-you.warm.tmpl", "Subject: Diky\n\nDiky.\n")
	write(t, dir, "en/nudge.warm.tmpl", "Subject: Mine\n\nMine.\n")
	write(t, dir, "en/README.md", "no letter")
	set, problems := Load(dir)
	if len(problems) != 0 {
		t.Fatal(problems)
	}
	for _, tc := range []struct{ lang, kind, tone, source string }{
		{"cs", "thank-you", "warm", "cs/thank-you.warm.tmpl"},
		{"cs-CZ", "thank-you", "warm", "cs/thank-you.warm.tmpl"},
		{"cs", "thank-you", "formal", "cs/thank-you.warm.tmpl"},
		{"cs", "nudge", "formal", "en/nudge.formal.tmpl"},
		{"", "nudge", "warm", "en/nudge.warm.tmpl"},
		{"fr", "nudge", "unheard", "fr/nudge.warm.tmpl"},
		{"en", "thank-you", "brief", "en/thank-you.brief.tmpl"},
	} {
		l, err := set.Render(tc.lang, tc.kind, tc.tone, Sample(tc.kind))
		if err != nil || !strings.HasSuffix(filepath.ToSlash(l.Source), tc.source) {
			t.Errorf("%s %s %s: source %q, error %v, want %s", tc.lang, tc.kind, tc.tone, l.Source, err, tc.source)
		}
		if _, origin, ok := set.Source(tc.lang, tc.kind, tc.tone); !ok || origin != l.Source {
			t.Errorf("%s %s %s: Source says %q", tc.lang, tc.kind, tc.tone, origin)
		}
	}
	for _, tc := range []struct{ lang, kind, want string }{
		{"cs", "thank-you", "cs"}, {"cs-CZ", "nudge", "en"}, {"de", "nudge", "de"}, {"de", "withdrawal", "en"}, {"", "nudge", "en"},
	} {
		if got := set.Language(tc.lang, tc.kind); got != tc.want {
			t.Errorf("a %s in %q would be in %q, want %q", tc.kind, tc.lang, got, tc.want)
		}
	}
	if _, err := set.Render("en", "resignation", "warm", NoteData{}); !errors.Is(err, ErrNoTemplate) {
		t.Errorf("unknown kind: %v", err)
	}
	if list := set.List(); len(list) != len(Builtin().List())+1 || !list[0].Own || list[0].Lang != "cs" {
		t.Errorf("list: %+v", list)
	}
}

// TestNames: files that are no letters are named, and nothing else suffers.
func TestNames(t *testing.T) {
	t.Parallel()
	for name, why := range map[string]string{
		"en/thankyou.warm.tmpl":   "no kind",
		"en/nudge.cold.tmpl":      "no tone",
		"english/nudge.warm.tmpl": "no language",
		"nudge.warm.tmpl":         "is named",
		"en/nudge.tmpl":           "is named",
	} {
		dir := t.TempDir()
		write(t, dir, name, "Subject: x\n\nx\n")
		set, problems := Load(dir)
		if len(problems) != 1 || !strings.Contains(problems[0].Why, why) || len(set.List()) != len(Builtin().List()) {
			t.Errorf("%s: %v", name, problems)
		}
	}
	if _, problems := Load(filepath.Join(t.TempDir(), "nowhere")); len(problems) != 1 {
		t.Errorf("a folder that does not exist: %v", problems)
	}
	if _, problems := Load(""); problems != nil {
		t.Errorf("no folder: %v", problems)
	}
}

// TestPlaceholders: what must not leave.
func TestPlaceholders(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Hi [your name], {{.Role}} {first_name} [Job Title] [your name]": "[your name]|{{.Role}}|{first_name}|[Job Title]",
		"Dear {first_name|salutation}, <no value>":                       "{first_name|salutation}|<no value>",
		"[1] a footnote, [External] a tag, an array a[3], {} and [ ]":    "",
		"[Company]{city}": "[Company]|{city}",
	} {
		if got := strings.Join(Placeholders(text), "|"); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// TestWords: a user's words inside our sentences.
func TestWords(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ got, want string }{
		{tongueOf("en").phrase("How you work."), "how you work"},
		{tongueOf("en").phrase("Kubernetes!"), "Kubernetes"},
		{tongueOf("en").phrase(""), ""},
		{sentence("i would start small"), "I would start small."},
		{sentence("gRPC is fine"), "gRPC is fine."},
		{sentence("example.com is mine"), "example.com is mine."},
		{sentence("Is it?"), "Is it?"},
		{tongueOf("en").clause("The runbook is public"), "the runbook is public."},
		{tongueOf("en").clause("I wrote it."), "I wrote it."},
		{tongueOf("en").list([]string{"A", "B", "C"}), "A, B and C"},
		{short("Senior Staff Software Engineer, Developer Productivity (Remote)"), "Senior Staff Software Engineer"},
		{short("Head of everything that has ever been asked of anyone"), "Head of everything that has ever"},
		{short(strings.Repeat("x", 80)), strings.Repeat("x", 31) + "…"},
	} {
		if tc.got != tc.want {
			t.Errorf("got %q, want %q", tc.got, tc.want)
		}
	}
}

// FuzzOverride: whatever a user's file holds, loading and rendering it ends, and the letter is small and clean.
func FuzzOverride(f *testing.F) {
	for _, name := range []string{"thank-you.warm", "nudge.brief", "rejection-response.formal"} {
		b, err := builtin.ReadFile("notes/en/" + name + ".tmpl")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(b))
	}
	f.Add("Subject: x\n\n{{range .OthersMet}}{{.}}{{break}}{{end}}{{range 9}}{{end}}")
	f.Add("Subject: {{with .Role}}{{.}}{{else with .Me}}{{.}}{{end}}\n\n{{len .Topic | eq .Variant}}")
	f.Fuzz(func(t *testing.T, text string) {
		tmpl, problem := parseTemplate("x", "en", text)
		if problem == nil {
			problem = try("x", tmpl, "nudge")
		}
		if problem != nil {
			if problem.Why == "" {
				t.Error("a problem without a reason")
			}
			return
		}
		subject, body, err := execute(tmpl, Sample("thank-you"))
		if err == nil && (len(subject)+len(body) > maxOutput || strings.Contains(subject, "\n") || subject == "" || body == "") {
			t.Errorf("subject %q, %d bytes", subject, len(body))
		}
	})
}
