package templates

import (
	"regexp"
	"strings"
	"testing"
)

// TestPanel writes to four people of one interview: recipients compare notes.
func TestPanel(t *testing.T) {
	t.Parallel()
	set := Builtin()
	letters(func(lang, kind, tone string) {
		if kind != "thank-you" {
			return
		}
		for _, late := range []bool{false, true} {
			topics, liked := panelIn[lang][0], panelIn[lang][1]
			var letters []string
			for i := range topics {
				d := SampleIn(lang, "thank-you")
				d.Topic, d.Liked, d.NewPoint, d.OthersMet, d.Variant, d.Belated = topics[i], liked[i], "", nil, i+1, late
				l, err := set.Render(lang, "thank-you", tone, d)
				if err != nil {
					t.Fatal(err)
				}
				body, _ := bodyOf(l.Text)
				letters = append(letters, body)
			}
			for i, a := range letters {
				for _, b := range letters[:i] {
					if s := similarity(a, b); s > 0.5 {
						t.Errorf("%s %s: two letters are %.2f alike:\n%s\n\n%s", lang, tone, s, a, b)
					}
					for _, s := range sentences(a) {
						if len(strings.Fields(s)) > 2 && strings.Contains(b, s) {
							t.Errorf("%s %s: two people get the sentence %q", lang, tone, s)
						}
					}
				}
			}
		}
	})
}

// similarity is the share of common words of four letters and more.
func similarity(a, b string) float64 {
	set := func(s string) map[string]bool {
		m := map[string]bool{}
		for _, w := range regexp.MustCompile(`\p{L}{4,}`).FindAllString(strings.ToLower(s), -1) {
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
	seen := map[string]string{}
	letters(func(lang, kind, tone string) {
		shapes := []shape{{"", func(*NoteData) {}}}
		switch kind {
		case "nudge":
			shapes = append(shapes, shape{" again", func(d *NoteData) { d.Second = true }})
		case "stay-in-touch":
			shapes = append(shapes, shape{" again", func(d *NoteData) { d.Kind2 = "2" }})
		case "answer", "recruiter-answer": // each is a conversation of its own
			return
		}
		for _, sh := range shapes {
			d := SampleIn(lang, kind)
			d.NewPoint, d.OthersMet, d.Variant = "", nil, 1
			sh.data(&d)
			l, err := set.Render(lang, kind, tone, d)
			if err != nil {
				t.Fatal(err)
			}
			body, _ := bodyOf(l.Text)
			for _, s := range sentences(body) {
				s = strings.TrimSpace(s)
				key := lang + " " + tone + ": " + s
				if was := seen[key]; len(strings.Fields(s)) > 5 && was != "" && was != kind+sh.tells {
					t.Errorf("%s %s: %q stands in %s and %s", lang, tone, s, was, kind+sh.tells)
				}
				seen[key] = kind + sh.tells
			}
		}
	})
}
