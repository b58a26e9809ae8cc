package templates

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden letters anew")

// shape is one set of facts, told in a sentence.
type shape struct {
	tells string
	data  func(d *NoteData)
}

// shapes are applied to Sample(kind).
var shapes = []shape{
	{"everything is known", func(*NoteData) {}},
	{"nothing is known", func(d *NoteData) { *d = NoteData{} }},
	{"only the greeting is known", func(d *NoteData) { *d = NoteData{Greeting: "Dana"} }},
	{"only employer and role are known", func(d *NoteData) {
		*d = NoteData{Employer: d.Employer, Role: d.Role, Me: d.Me}
	}},
	{"the role is not known", func(d *NoteData) { d.Role = "" }},
	{"the employer is not known", func(d *NoteData) { d.Employer = "" }},
	{"nothing was said and nothing is to add", func(d *NoteData) { d.Topic, d.Liked, d.NewPoint, d.OthersMet = "", "", "", nil }},
	{"one answer is to be completed", func(d *NoteData) {
		d.Repair = "asked how I would split the ledger, I would begin with the read patterns and then divide by customer"
		d.OthersMet = nil
	}},
	{"it is late", func(d *NoteData) { d.Belated = true }},
	{"it is the second question", func(d *NoteData) { d.Second = true }},
	{"it is the second question and nothing is to add", func(d *NoteData) { d.Second, d.NewPoint, d.KeepMe = true, "", false }},
	{"no date was named", func(d *NoteData) { d.PromisedDate, d.Promised = "", "" }},
	{"there was no interview", func(d *NoteData) {
		d.Interview, d.InterviewDay, d.InterviewDate, d.PromisedDate, d.Topic = false, "", "", "", ""
	}},
	{"the role was closed", func(d *NoteData) { d.NoHire = true }},
	{"the second of a panel", func(d *NoteData) { d.Variant, d.OthersMet = 2, nil }},
	{"the third of a panel", func(d *NoteData) { d.Variant, d.OthersMet = 3, nil }},
	{"the fourth of a panel", func(d *NoteData) { d.Variant, d.OthersMet = 4, nil }},
}

// TestGolden holds every letter to the words that were read and found good.
func TestGolden(t *testing.T) {
	t.Parallel()
	set := Builtin()
	for _, kind := range first {
		for _, tone := range tones {
			var got strings.Builder
			for _, sh := range shapes {
				d := Sample(kind)
				d.Variant = 1
				if tone == "formal" {
					d.Greeting = d.Person
				}
				sh.data(&d)
				l, err := set.Render("en", kind, tone, d)
				if err != nil {
					t.Fatalf("%s %s, %s: %v", kind, tone, sh.tells, err)
				}
				fmt.Fprintf(&got, "-- %s --\nSubject: %s\n\n%s\n\n", sh.tells, l.Subject, l.Text)
			}
			golden(t, filepath.Join("testdata", kind+"."+tone+".golden"), got.String())
		}
	}
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

// ranges are the words between greeting and closing: at least and at most whatever is known, and around what a letter
// with all its facts takes.
var ranges = map[string]struct{ least, most, fullLeast, fullMost int }{
	"thank-you.warm":            {16, 180, 80, 130},
	"thank-you.formal":          {16, 180, 80, 130},
	"thank-you.brief":           {11, 100, 40, 70},
	"rejection-response.warm":   {28, 130, 60, 100},
	"rejection-response.formal": {28, 130, 60, 100},
	"rejection-response.brief":  {20, 90, 35, 60},
	"nudge.warm":                {24, 110, 50, 90},
	"nudge.formal":              {24, 110, 50, 90},
	"nudge.brief":               {14, 70, 35, 60},
}

// forbidden are words that have no place in any letter (domain: pressure, blame, filler, flattery, salary).
var forbidden = []string{
	"checking in", "touch base", "touching base", "circle back", "circling back", "as promised", "you promised", "you told me",
	"you said", "i've been waiting", "i have been waiting", "waiting to hear", "busy", "desperate", "asap", "urgent", "any update",
	"salary", "compensation", "reconsider", "unfortunately", "disappoint", "amazing", "thrilled", "excited", "perfect fit",
	"great opportunity", "per my last", "hesitate", "just ", "honestly", "passion", "embarrass", "apolog", "sorry", "other candidates",
	"<no value>", "!", "%!", "{", "}", "\t", "\r",
}

// dangling is what an empty field leaves behind in a badly joined sentence.
var dangling = func() []string {
	bad := []string{"  ", " \n", "\n ", "\n\n\n", "role role"}
	for _, mark := range []string{".", ",", ";", ":", "?"} {
		bad = append(bad, " "+mark, "\n"+mark, ".."+mark, ","+mark, ";"+mark, ":"+mark, "?"+mark, mark+".")
		for _, word := range []string{"at", "on", "about", "the", "of", "to", "for", "with", "and", "by", "a", "is", "that"} {
			bad = append(bad, " "+word+mark)
		}
	}
	return bad
}()

// found returns the first of some words that stands in a text.
func found(text string, words []string) (string, bool) {
	for _, w := range words {
		if strings.Contains(text, w) {
			return w, true
		}
	}
	return "", false
}

// TestEveryCombination renders every letter for every combination of known and unknown facts and holds each of them to
// what a careful writer would check.
func TestEveryCombination(t *testing.T) {
	t.Parallel()
	set := Builtin()
	for _, kind := range first {
		for _, tone := range tones {
			t.Run(kind+" "+tone, func(t *testing.T) {
				t.Parallel()
				seen := map[string]bool{} // many facts change nothing in many letters
				combinations(kind, func(d NoteData, full bool) {
					l, err := set.Render("en", kind, tone, d)
					if err != nil {
						t.Fatalf("%+v: %v", d, err)
					}
					again := fmt.Sprint(l.Text, d.Me == "", d.KeepMe)
					if seen[again] {
						return
					}
					seen[again] = true
					if wrong := inspect(kind, tone, l, d, full); wrong != "" {
						t.Fatalf("%s\nfacts %+v\nSubject: %s\n\n%s", wrong, d, l.Subject, l.Text)
					}
				})
			})
		}
	}
}

// combinations calls f with every subset of the facts that this kind of letter looks at, in four variants each.
func combinations(kind string, f func(d NoteData, full bool)) {
	all := []func(d *NoteData){
		func(d *NoteData) { d.Greeting, d.Me, d.Phone = "", "", "" }, // first and last line: no sentence looks at them
		func(d *NoteData) { d.Employer = "" },
		func(d *NoteData) { d.Role = "" },
		func(d *NoteData) { d.Interview, d.InterviewDay, d.InterviewDate = false, "", "" },
		func(d *NoteData) { d.Topic = "" },
		func(d *NoteData) { d.KeepMe = false },
		func(d *NoteData) { d.OthersMet = nil },
		func(d *NoteData) { d.NoHire = kind == "rejection-response" },
	}
	ways := 1
	switch kind {
	case "thank-you":
		all = append(all,
			func(d *NoteData) { d.Liked = "" },
			func(d *NoteData) { d.NewPoint = "" },
			func(d *NoteData) { d.Repair = "My first step would be the read patterns, then a split by customer." },
			func(d *NoteData) { d.Belated = true },
		)
		ways = variants
	case "nudge":
		all = append(all,
			func(d *NoteData) { d.NewPoint = "" },
			func(d *NoteData) { d.Second = true },
			func(d *NoteData) { d.PromisedDate = "" },
			func(d *NoteData) { d.Applied = "" },
			func(d *NoteData) { d.InterviewDate = "" },
		)
	}
	for bits := range 1 << len(all) {
		for v := range ways {
			d := Sample(kind)
			d.Variant = v + 1
			for i, without := range all {
				if bits&(1<<i) != 0 {
					without(&d)
				}
			}
			f(d, bits == 0)
		}
	}
}

var sentenceEnd = regexp.MustCompile(`[.?](?:\s+|$)`)

// inspect returns what is wrong with a letter, or nothing.
func inspect(kind, tone string, l Letter, d NoteData, full bool) string {
	body, ok := bodyOf(l.Text)
	if !ok {
		return "greeting or closing is missing"
	}
	r := ranges[kind+"."+tone]
	words := len(strings.Fields(body))
	low := strings.ToLower(l.Subject + "\n" + l.Text)
	switch {
	case words < r.least || words > r.most:
		return fmt.Sprintf("%d words, want %d to %d", words, r.least, r.most)
	case full && (words < r.fullLeast || words > r.fullMost):
		return fmt.Sprintf("%d words with everything known, want %d to %d", words, r.fullLeast, r.fullMost)
	case len([]rune(l.Subject)) > 60:
		return "the subject is longer than 60 characters"
	case strings.Count(l.Text, "?") > 1:
		return "more than one question"
	case kind != "nudge" && strings.Contains(l.Text, "?"):
		return "a question where nothing is to be asked"
	case kind == "nudge" && strings.Count(l.Text, "?") != 1:
		return "a nudge without its question"
	case tone == "formal" && strings.ContainsAny(l.Text, "'’"):
		return "a contraction in a formal letter"
	}
	if w, ok := found(low, forbidden); ok {
		return fmt.Sprintf("forbidden: %q", w)
	}
	if w, ok := found(l.Subject+"\n"+l.Text, dangling); ok {
		return fmt.Sprintf("dangling: %q", w)
	}
	if got := Placeholders(l.Text); d.Me != "" && got != nil || d.Me == "" && !slices.Equal(got, []string{"[your name]"}) {
		return fmt.Sprintf("placeholders %q", got)
	}
	for para := range strings.SplitSeq(body, "\n\n") {
		if strings.Contains(para, "\n") || !strings.HasSuffix(para, ".") && !strings.HasSuffix(para, "?") || para[0] < 'A' || para[0] > 'Z' {
			return fmt.Sprintf("a paragraph that is none: %q", para)
		}
	}
	sentences := sentenceEnd.Split(strings.TrimSpace(strings.ReplaceAll(body, "\n", " ")), -1)
	own := 0
	for _, s := range sentences {
		if strings.HasPrefix(s, "I ") {
			own++
		}
	}
	if n := len(sentences) - 1; n >= 5 && own*10 > n*4 {
		return fmt.Sprintf("%d of %d sentences begin with I", own, n)
	}
	return facts(l, d, kind)
}

// facts checks that what is known is said where it must be, and that it is said once.
func facts(l Letter, d NoteData, kind string) string {
	for _, must := range []string{d.Greeting, d.Employer, d.Role, d.Me, d.Phone, d.Link} {
		if !strings.Contains(l.Text, must) {
			return fmt.Sprintf("%q is known and not said", must)
		}
	}
	once := []string{d.Topic, d.Liked, strings.TrimSuffix(d.Repair, "."), d.NewPoint}
	for _, s := range once {
		if s != "" && strings.Count(l.Text, s) > 1 {
			return fmt.Sprintf("%q is said twice", s)
		}
	}
	if kind == "thank-you" {
		if d.Topic != "" && !strings.Contains(l.Text, d.Topic) {
			return "the topic is not said"
		}
		if d.Repair != "" && !strings.Contains(l.Text, d.Repair) {
			return "the completed answer is not said"
		}
		liked, repair := strings.Index(l.Text, d.Liked), strings.Index(l.Text, d.Repair)
		if d.Liked != "" && d.Repair != "" && liked > repair {
			return "what they liked must come before the completed answer"
		}
	}
	if kind == "thank-you" || kind == "rejection-response" && d.KeepMe {
		if !strings.Contains(strings.ToLower(l.Text), "thank") {
			return "no thanks"
		}
	}
	if d.KeepMe != strings.Contains(l.Text, "kept in mind") && kind == "rejection-response" {
		return "kept in mind: only, and always, if the user likes the place"
	}
	return ""
}

var closing = regexp.MustCompile(`^(Best wishes|Kind regards|Best),\n\S`)

// bodyOf cuts greeting, closing and signature off.
func bodyOf(text string) (string, bool) {
	greeting, rest, ok := strings.Cut(text, "\n\n")
	if !ok || !strings.HasSuffix(greeting, ",") || strings.Contains(greeting, "\n") {
		return "", false
	}
	i := strings.LastIndex(rest, "\n\n")
	if i < 0 || !closing.MatchString(rest[i+2:]) {
		return "", false
	}
	return rest[:i], true
}

// TestPanel writes to four people of one interview: recipients compare notes.
func TestPanel(t *testing.T) {
	t.Parallel()
	set := Builtin()
	topics := []string{"how your team shares the on-call weeks", "the move away from the old ledger", "what a first month looks like",
		"why the reports are built at night"}
	liked := []string{"my work on the billing migration", "the parser I wrote", "my notes on hand-overs", "the talk I gave on queues"}
	for _, tone := range tones {
		var letters []string
		for i := range topics {
			d := Sample("thank-you")
			d.Topic, d.Liked, d.NewPoint, d.OthersMet, d.Variant = topics[i], liked[i], "", nil, i+1
			l, err := set.Render("en", "thank-you", tone, d)
			if err != nil {
				t.Fatal(err)
			}
			body, _ := bodyOf(l.Text)
			letters = append(letters, body)
		}
		for i, a := range letters {
			for _, b := range letters[:i] {
				if s := similarity(a, b); s > 0.5 {
					t.Errorf("%s: two letters are %.2f alike:\n%s\n\n%s", tone, s, a, b)
				}
				for _, s := range sentenceEnd.Split(a, -1) {
					if len(strings.Fields(s)) > 2 && strings.Contains(b, s) {
						t.Errorf("%s: two people get the sentence %q", tone, s)
					}
				}
			}
		}
	}
}

// similarity is the share of common words of four letters and more.
func similarity(a, b string) float64 {
	set := func(s string) map[string]bool {
		m := map[string]bool{}
		for _, w := range regexp.MustCompile(`[a-z]{4,}`).FindAllString(strings.ToLower(s), -1) {
			m[w] = true
		}
		return m
	}
	x, y := set(a), set(b)
	both := 0
	for w := range x {
		if y[w] {
			both++
		}
	}
	return float64(both) / float64(len(x)+len(y)-both)
}

// TestNoSentenceTwice: the letters of one candidacy do not repeat each other.
func TestNoSentenceTwice(t *testing.T) {
	t.Parallel()
	set := Builtin()
	for _, tone := range tones {
		seen := map[string]string{}
		for _, step := range []struct {
			kind   string
			second bool
		}{{"thank-you", false}, {"nudge", false}, {"nudge", true}, {"rejection-response", false}} {
			d := Sample(step.kind)
			d.Second, d.NewPoint, d.OthersMet = step.second, "", nil
			l, err := set.Render("en", step.kind, tone, d)
			if err != nil {
				t.Fatal(err)
			}
			body, _ := bodyOf(l.Text)
			for _, s := range sentenceEnd.Split(body, -1) {
				s = strings.TrimSpace(s)
				if len(strings.Fields(s)) > 5 && seen[s] != "" {
					t.Errorf("%s: %q stands in %s and %s", tone, s, seen[s], step.kind)
				}
				seen[s] = step.kind
			}
		}
	}
}
