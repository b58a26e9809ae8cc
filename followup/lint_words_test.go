package followup

import (
	"strings"
	"testing"
)

// TestLintWords: every language has every family of phrases, in lower case, each once, with straight apostrophes and
// none that is a word which every letter uses.
func TestLintWords(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{"de", "es", "fr", "it", "nl", "pt"} {
		w, ok := lintWords[lang]
		if !ok {
			t.Fatalf("%s has no phrases", lang)
		}
		seen := map[string]string{}
		for family, list := range map[string][]string{
			"pressing": w.pressing, "arguing": w.arguing, "flattering": w.flattering, "complaining": w.complaining, "others": w.others,
			"private": w.private, "legal": w.legal, "common": w.common,
		} {
			if len(list) < 4 {
				t.Errorf("%s: only %d %s phrases", lang, len(list), family)
			}
			for _, s := range list {
				switch {
				case s != strings.ToLower(s) || s != strings.TrimSpace(s) || strings.Contains(s, "’"):
					t.Errorf("%s %s: %q is not written as it is looked for", lang, family, s)
				case seen[s] != "":
					t.Errorf("%s: %q stands in %s and %s", lang, s, seen[s], family)
				case family != "common" && len([]rune(s)) < 5:
					t.Errorf("%s %s: %q is too short to be meant", lang, family, s)
				}
				seen[s] = family
			}
		}
	}
	for text, lang := range map[string]string{
		"Meine Gehaltsvorstellung liegt höher.": "de", "Das Gehalt ist wichtig.": "de", "Je demande 50 000 €.": "fr", "El sueldo importa.": "es",
		"O salário importa.": "pt", "R$ 5000": "pt", "Het salaris telt.": "nl", "Lo stipendio conta.": "it",
	} {
		if !lintWords[lang].pay.MatchString(text) {
			t.Errorf("%s: %q is about pay", lang, text)
		}
	}
	for text, lang := range map[string]string{
		"Die Stelle gefällt mir, der Lohnbuchhalter auch.": "de", "La primera entrevista.": "es", "Le poste principal.": "fr",
		"Il ramo generale.": "it", "De beloningsvorm.": "nl", "Os reais motivos.": "pt",
	} {
		if m := lintWords[lang].pay.FindString(text); m != "" {
			t.Errorf("%s: %q is not about pay: %q", lang, text, m)
		}
	}
}
