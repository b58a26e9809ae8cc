package templates

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden letters anew")

// spoken are the languages with letters of their own beside English: the three kinds that most people need, warm and formal.
var spoken = []string{"en", "de", "es", "fr", "it", "nl", "pt"}

// first are the kinds that every language has.
var first = []string{"thank-you", "rejection-response", "nudge"}

// letters calls f for every built-in letter that there must be.
func letters(f func(lang, kind, tone string)) {
	for _, lang := range spoken {
		for _, kind := range kinds {
			for _, tone := range tones {
				if lang == "en" || slices.Contains(first, kind) && tone != "brief" {
					f(lang, kind, tone)
				}
			}
		}
	}
}

// TestThereIsALetter: every kind in every tone in English, three kinds warm and formal in six more languages, and no
// file besides.
func TestThereIsALetter(t *testing.T) {
	t.Parallel()
	set, n := Builtin(), 0
	letters(func(lang, kind, tone string) {
		n++
		if _, origin, _ := set.Source(lang, kind, tone); origin != "built-in "+lang+"/"+kind+"."+tone+".tmpl" {
			t.Errorf("%s %s %s comes from %q", lang, kind, tone, origin)
		}
	})
	if got := len(set.List()); got != n {
		t.Errorf("%d letters, want %d", got, n)
	}
}

// shape is one set of facts, told in a sentence.
type shape struct {
	tells string
	data  func(d *NoteData)
}

// always are applied to the sample of every kind; shapesOf adds those of one kind.
var always = []shape{
	{"everything is known", func(*NoteData) {}},
	{"nothing is known", func(d *NoteData) { *d = NoteData{} }},
	{"only employer and role are known", func(d *NoteData) { *d = NoteData{Employer: d.Employer, Role: d.Role, Me: d.Me} }},
	{"the role is not known", func(d *NoteData) { d.Role = "" }},
	{"the employer is not known", func(d *NoteData) { d.Employer = "" }},
}

func shapesOf(lang, kind string) []shape {
	out := slices.Clone(always)
	add := func(tells string, data func(d *NoteData)) { out = append(out, shape{tells, data}) }
	if lang != "en" {
		add("familiar", func(d *NoteData) { d.Form = "familiar" })
		add("to a man by name", func(d *NoteData) { d.Form, d.Salutation, d.Greeting = "polite", salutationIn[lang][0], "Reyes" })
		add("to a woman by name", func(d *NoteData) { d.Form, d.Salutation, d.Greeting = "polite", salutationIn[lang][1], "Reyes" })
	}
	switch kind {
	case "thank-you":
		add("nothing was said and nothing is to add", func(d *NoteData) { d.Topic, d.Liked, d.NewPoint, d.OthersMet = "", "", "", nil })
		add("one answer is to be completed", func(d *NoteData) { d.Repair, d.Kind2, d.OthersMet = repairIn[lang], "recovery", nil })
		add("the user does not like the place", func(d *NoteData) { d.Kind2, d.KeepMe, d.OthersMet = "not-interested", false, nil })
		add("to who arranged it", func(d *NoteData) { d.PassOn, d.Topic, d.Liked, d.NewPoint = true, "", "", "" })
		for v := range variants {
			name := []string{"first", "second", "third", "fourth"}[v]
			add("the "+name+" of a panel", func(d *NoteData) { d.Variant, d.OthersMet = v+1, nil })
			add("it is late, the "+name+" of a panel", func(d *NoteData) { d.Variant, d.Belated, d.OthersMet = v+1, true, nil })
			add("familiar, the "+name+" of a panel", func(d *NoteData) { d.Variant, d.Form = v+1, "familiar" })
		}
	case "nudge":
		add("it is the second question", func(d *NoteData) { d.Second = true })
		add("it is the second question, familiar", func(d *NoteData) { d.Second, d.Form = true, "familiar" })
		add("it is the second question and nothing is to add", func(d *NoteData) { d.Second, d.NewPoint, d.KeepMe = true, "", false })
		add("no date was named", func(d *NoteData) { d.PromisedDate, d.Promised = "", "" })
		add("there was no interview", func(d *NoteData) {
			d.Interview, d.InterviewDay, d.InterviewDate, d.PromisedDate, d.Topic = false, "", "", "", ""
		})
	case "rejection-response":
		add("the role was closed", func(d *NoteData) { d.NoHire = true })
		add("with a wish for feedback", func(d *NoteData) { d.Feedback = true })
		add("with a wish for feedback, familiar", func(d *NoteData) { d.Feedback, d.Form = true, "familiar" })
		add("the user does not like the place", func(d *NoteData) { d.KeepMe = false })
		add("there was no interview", func(d *NoteData) { d.Interview, d.Topic = false, "" })
	case "graceful-close", "check-in":
		add("the user does not like the place", func(d *NoteData) { d.KeepMe = false })
	case "stay-in-touch":
		add("the second one", func(d *NoteData) { d.Kind2 = "2" })
	case "reschedule-request":
		add("they did not come", func(d *NoteData) { d.Kind2 = "they missed" })
		add("the user did not come", func(d *NoteData) { d.Kind2, d.Reason = "I missed", "my train stood still for two hours" })
		add("with a reason", func(d *NoteData) { d.Reason = "I have to be at a hearing that day" })
		add("no times are known", func(d *NoteData) { d.SlotLines = nil })
	case "reschedule-answer":
		add("the new time does not suit", func(d *NoteData) { d.SlotLines = SampleIn("en", "schedule-proposal").SlotLines })
	case "withdrawal":
		add("without a reason", func(d *NoteData) { d.Reason = "" })
		add("before any interview", func(d *NoteData) { d.Interview = false })
	case "deadline-note":
		add("it is not the first choice", func(d *NoteData) { d.FirstChoice = false })
	case "recruiter-answer":
		add("no", func(d *NoteData) { d.Answer = "no" })
		add("later", func(d *NoteData) { d.Answer = "later" })
	case "answer":
		add("nothing is answered", func(d *NoteData) { d.Words = "" })
	}
	return out
}

// TestGolden holds every letter to the words that were read and found good.
func TestGolden(t *testing.T) {
	t.Parallel()
	set := Builtin()
	letters(func(lang, kind, tone string) {
		var got strings.Builder
		for _, sh := range shapesOf(lang, kind) {
			d := SampleIn(lang, kind)
			d.Variant = 1
			if tone == "formal" || lang == "de" {
				d.Greeting = d.Person
			}
			sh.data(&d)
			if d.Form == "familiar" {
				d.Greeting = "Dana"
			}
			l, err := set.Render(lang, kind, tone, d)
			if err != nil {
				t.Fatalf("%s %s %s, %s: %v", lang, kind, tone, sh.tells, err)
			}
			fmt.Fprintf(&got, "-- %s --\nSubject: %s\n\n%s\n\n", sh.tells, l.Subject, l.Text)
		}
		golden(t, filepath.Join("testdata", lang, kind+"."+tone+".golden"), got.String())
	})
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if got != strings.ReplaceAll(string(want), "\r\n", "\n") {
		t.Errorf("%s differs; read the letters, then run with -update. Got:\n%s", name, got)
	}
}
