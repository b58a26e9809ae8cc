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

// TestHonestSentences: what a careful person may well write is not taken for pressure, gossip or talk of pay, and neither
// is the name of a role or an employer.
func TestHonestSentences(t *testing.T) {
	t.Parallel()
	app := Application{Role: "Compensation Analyst", Employer: "Brilliant Genius Outstanding"}
	for _, c := range []struct{ lang, text string }{
		{"en", "Thank you for talking with me about the Compensation Analyst role at Brilliant Genius Outstanding. What you told me about the rota has stayed with me."},
		{"en", "The appeal of the work is clear to me. I heard that your team opened a lab in Leeds, and I wish you a good start."},
		{"de", "Ihr Prozess ist gut beschrieben, und ich habe gehört, dass Sie in Jena ein Labor eröffnet haben."},
		{"es", "No quiero ocupar demasiado tiempo. Me dijo que trabajan con guardias cortas, y he oído que abren en Vigo. Su proceso es claro."},
		{"fr", "Votre processus est clair, et j'ai entendu dire que vous ouvrez un bureau à Lille."},
		{"it", "Non vorrei rubarLe troppo tempo. In compenso conosco bene il settore, e ho sentito dire che aprite a Torino."},
		{"nl", "Uw procedure is helder, en ik heb gehoord dat er een lab in Delft opent."},
		{"pt", "Não quero tomar tempo demais. Você me disse como dividem as semanas, e ouvi dizer que abrem no Porto. O seu processo é claro."},
	} {
		for _, kind := range []NoteKind{ThankYou, StayInTouch} {
			lintPhrases(&app, Note{Kind: kind, Language: c.lang, Text: c.text}, func(code, words string) {
				t.Errorf("%s %s: %s: %s", c.lang, kind, code, words)
			}, func(string, string) {})
		}
	}
}
