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
