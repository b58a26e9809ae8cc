package templates

import "testing"

// TestAt: what stands before an employer's name, with the article that a common noun needs.
func TestAt(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ lang, name, want string }{
		{"en", "Acme", "at Acme"}, {"en", "University of Graz", "at the University of Graz"}, {"en", "Office Depot", "at Office Depot"},
		{"de", "Acme", "bei Acme"}, {"de", "Stadt Jena", "bei der Stadt Jena"}, {"de", "Fraunhofer-Institut", "beim Fraunhofer-Institut"},
		{"de", "Universitätsklinikum Ulm", "beim Universitätsklinikum Ulm"}, {"de", "Universität Ulm", "bei der Universität Ulm"},
		{"fr", "Acme", "chez Acme"}, {"fr", "Université de Lille", "à l'Université de Lille"}, {"fr", "Mairie de Brest", "à la Mairie de Brest"},
		{"fr", "Ministère de la Culture", "au Ministère de la Culture"},
		{"es", "Acme", "en Acme"}, {"es", "Universidad de León", "en la Universidad de León"}, {"es", "Ayuntamiento de Vigo", "en el Ayuntamiento de Vigo"},
		{"pt", "Acme", "na Acme"}, {"pt", "Banco Central", "no Banco Central"}, {"pt", "Universidade de Évora", "na Universidade de Évora"},
		{"nl", "Acme", "bij Acme"}, {"nl", "Gemeente Breda", "bij de Gemeente Breda"}, {"nl", "Ministerie van Financiën", "bij het Ministerie van Financiën"},
		{"it", "Acme", "presso Acme"}, {"it", "Comune di Bari", "presso il Comune di Bari"}, {"it", "Università di Pisa", "presso l'Università di Pisa"},
		{"xx", "Acme", "at Acme"}, {"de", "", ""},
	} {
		if got := at(c.lang, c.name); got != c.want {
			t.Errorf("%s %q: %q, want %q", c.lang, c.name, got, c.want)
		}
	}
}
