package templates

import (
	"strings"
	"testing"
	"time"
)

// TestLongTitles: whatever the role is called and whichever day it was, most people see the whole subject.
func TestLongTitles(t *testing.T) {
	t.Parallel()
	set := Builtin()
	for _, role := range []string{
		"Senior Backend Platform Engineering", "Principal Infrastructure Engineers", "Wissenschaftliche Mitarbeiterinnen", strings.Repeat("W", 80),
	} {
		letters(func(lang, kind, tone string) {
			for day := range 7 {
				for _, known := range []bool{true, false} {
					d := SampleIn(lang, kind)
					at := time.Date(2026, time.September, 20+day, 14, 0, 0, 0, time.UTC)
					d.Employer, d.InterviewDay, d.InterviewDate, d.Role = role, Weekday(lang, at), Date(lang, at), ""
					if known {
						d.Role = role
					}
					l, err := set.Render(lang, kind, tone, d)
					if err != nil || len([]rune(l.Subject)) > 60 {
						t.Errorf("%s %s %s: %d characters: %q, %v", lang, kind, tone, len([]rune(l.Subject)), l.Subject, err)
					}
				}
			}
		})
	}
}

// TestMisterIsNoFirstName: a surname is not greeted like a first name.
func TestMisterIsNoFirstName(t *testing.T) {
	t.Parallel()
	set := Builtin()
	letters(func(lang, kind, tone string) {
		for _, form := range []string{"", "polite", "familiar"} {
			d := SampleIn(lang, kind)
			d.Form, d.Greeting, d.Salutation = form, "Reyes", map[string]string{
				"en": "Ms", "de": "Frau", "fr": "Madame", "es": "señora", "pt": "senhora", "nl": "mevrouw", "it": "signora",
			}[lang]
			l, err := set.Render(lang, kind, tone, d)
			if head, _, _ := strings.Cut(l.Text, "\n"); err != nil || !strings.Contains(head, d.Salutation+" Reyes") {
				t.Errorf("%s %s %s %q: %q, %v", lang, kind, tone, form, head, err)
			}
		}
	})
}

// TestWhoArranged: to who only arranged the talk nobody writes that she would like to work with that very person, and a
// German sentence behind a colon begins with a capital.
func TestWhoArranged(t *testing.T) {
	t.Parallel()
	with := map[string]string{
		"en": "with all of you", "de": "mit Ihnen", "fr": "avec vous", "es": "con ", "pt": "com ", "nl": "met u en", "it": "con voi",
	}
	set := Builtin()
	for lang, words := range with {
		d := SampleIn(lang, "thank-you")
		d.PassOn, d.Variant, d.Liked, d.NewPoint, d.Topic, d.Repair = true, 1, "", "", "", ""
		l, err := set.Render(lang, "thank-you", "warm", d)
		if err != nil || strings.Contains(l.Text, words) {
			t.Errorf("%s: %q in %s, %v", lang, words, l.Text, err)
		}
	}
	d := SampleIn("de", "thank-you")
	d.NewPoint = "Die Folien sind fertig"
	l, err := set.Render("de", "thank-you", "warm", d)
	if err != nil || !strings.Contains(l.Text, ": Die Folien sind fertig.") {
		t.Errorf("%s, %v", l.Text, err)
	}
}
