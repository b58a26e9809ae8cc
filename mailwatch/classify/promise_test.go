package classify

import (
	"cmp"
	"testing"
)

// TestPromises holds that each language tells when an answer is due. The mail is from Monday, 2 March 2026.
func TestPromises(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, want string }{
		{"Danke für Ihre Bewerbung. Wir melden uns Anfang nächster Woche bei Ihnen.", "date 2026-03-10"},
		{"Danke für Ihre Bewerbung. Sie hören innerhalb von 14 Tagen von uns.", "date 2026-03-16"},
		{"Danke für Ihre Bewerbung. Wenn Sie bis Ende der Woche nichts gehört haben, melden Sie sich gern.", "invitation 2026-03-06"},
		{"Danke für Ihre Bewerbung. Wir melden uns bis Ende April bei Ihnen.", "date 2026-04-30"},
		{"Danke für Ihre Bewerbung. Wir melden uns in der Woche vom 16. März bei Ihnen.", "date 2026-03-20"},
		{"Danke für Ihre Bewerbung. Wir melden uns Mitte nächster Woche.", "date 2026-03-11"},
		{"Danke für Ihre Bewerbung. Sie hören in den nächsten Tagen von uns.", "date 2026-03-06"},
		{"Danke für Ihre Bewerbung. Wir melden uns zeitnah bei Ihnen.", "vague -"},
		{"Merci pour votre candidature. Vous aurez une réponse sous huit jours.", "date 2026-03-09"},
		{"Merci pour votre candidature. Nous reviendrons vers vous d'ici fin avril.", "date 2026-04-30"},
		{"Merci pour votre candidature. Nous reviendrons vers vous d'ici la fin de la semaine.", "date 2026-03-06"},
		{"Merci pour votre candidature. Sans réponse de notre part sous trois semaines, veuillez considérer que votre candidature n'est pas retenue.", "silence 2026-03-23"},
		{"Gracias por tu candidatura. Te diremos algo en los próximos días.", "date 2026-03-06"},
		{"Gracias por tu candidatura. Te diremos algo esta semana.", "date 2026-03-06"},
		{"Gracias por tu candidatura. Te diremos algo a finales de abril.", "date 2026-04-30"},
		{"Merci pour votre candidature. Nous reviendrons vers vous en début de semaine prochaine.", "date 2026-03-10"},
		{"Merci pour votre candidature. Vous aurez une réponse sous quinze jours.", "date 2026-03-16"},
		{"Merci pour votre candidature. Nous vous recontacterons d'ici vendredi.", "date 2026-03-06"},
		{"Gracias por tu candidatura. Te diremos algo a principios de la próxima semana.", "date 2026-03-10"},
		{"Gracias por tu candidatura. Tendrás respuesta en un plazo de dos semanas.", "date 2026-03-16"},
		{"Obrigado pela sua candidatura. Daremos retorno até sexta-feira.", "date 2026-03-06"},
		{"Obrigado pela sua candidatura. Daremos um retorno em até 5 dias úteis.", "date 2026-03-09"},
		{"Bedankt voor je sollicitatie. Je hoort uiterlijk vrijdag van ons.", "date 2026-03-06"},
		{"Bedankt voor je sollicitatie. Je hoort binnen twee weken van ons.", "date 2026-03-16"},
		{"Grazie per la tua candidatura. Ti faremo sapere entro venerdì.", "date 2026-03-06"},
		{"Grazie per la tua candidatura. Avrai una risposta entro fine mese.", "date 2026-03-31"},
		{"Dziękujemy za aplikację. Odezwiemy się do piątku.", "date 2026-03-06"},
		{"Dziękujemy za aplikację. Damy znać w przyszłym tygodniu.", "date 2026-03-13"},
	} {
		s := testReader.Read(parseMail(t, []byte("From: A <a@x.example>\nTo: R <robin@vale.example>\nSubject: x\nDate: Mon, 02 Mar 2026 09:00:00 +0000\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"+c.text+"\n")))
		got := ""
		if s.Promise != nil {
			got = string(s.Promise.Kind) + " " + cmp.Or(day(s.Promise.Deadline), "-")
		}
		if got != c.want {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
	}
}
