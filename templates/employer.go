package templates

import "strings"

// places say how one language names where somebody works: a preposition, and what it becomes before a name that begins
// with a common noun, as those of universities, towns and ministries do.
type places struct {
	plain string            // "bei"
	nouns map[string]string // first word of a name, in lower case, to preposition and article
	ends  map[string]string // the same for how the first word ends: "Max-Planck-Institut"
	with  []string          // words one of which must come second: "University of"; none: any
}

// nouns makes a table of each preposition with its nouns.
func nouns(pairs ...string) map[string]string {
	m := map[string]string{}
	for i := 0; i+1 < len(pairs); i += 2 {
		for _, noun := range strings.Fields(pairs[i+1]) {
			m[noun] = pairs[i]
		}
	}
	return m
}

var placesIn = map[string]places{
	"en": {plain: "at", with: []string{"of", "for"}, nouns: nouns(
		"at the", "association centre center city college council department embassy faculty institute ministry museum office port school state university")},
	"de": {plain: "bei", ends: map[string]string{
		"universität": "bei der", "hochschule": "bei der", "stiftung": "bei der", "sparkasse": "bei der",
		"institut": "beim", "klinikum": "beim", "ministerium": "beim", "krankenhaus": "beim", "bundesamt": "beim", "landesamt": "beim",
	}, nouns: nouns(
		"bei der", "agentur akademie bank bundesagentur gemeinde handelskammer klinik landeshauptstadt polizei stadt volksbank",
		"beim", "amt bezirksamt finanzamt landkreis museum theater verband verein verlag zentrum")},
	"fr": {plain: "chez", nouns: nouns(
		"à l'", "académie agence ambassade assemblée association école hôpital institut observatoire office opéra union université",
		"à la", "banque bibliothèque caisse direction fondation mairie métropole région société ville",
		"au", "cabinet centre chu cnrs collège commissariat conseil crédit département groupe laboratoire lycée ministère musée service syndicat théâtre")},
	"es": {plain: "en", nouns: nouns(
		"en la", "agencia asociación biblioteca clínica comunidad consejería diputación embajada escuela fundación junta universidad",
		"en el", "ayuntamiento banco centro colegio consejo gobierno grupo hospital instituto laboratorio ministerio museo servicio teatro")},
	"pt": {plain: "na", nouns: nouns(
		"no", "banco centro clube colégio conselho consórcio departamento escritório estúdio governo grupo hospital hotel instituto laboratório mercado ministério museu nubank observatório serviço teatro tribunal")},
	"nl": {plain: "bij", nouns: nouns(
		"bij de", "belastingdienst gemeente hogeschool politie provincie stad stichting universiteit",
		"bij het", "centrum instituut ministerie museum rijksmuseum waterschap ziekenhuis")},
	"it": {plain: "presso", nouns: nouns(
		"presso l'", "accademia agenzia associazione azienda ente istituto ospedale ufficio unione università",
		"presso il", "centro comune consiglio gruppo ministero museo policlinico politecnico teatro",
		"presso la", "banca biblioteca camera città cooperativa fondazione provincia regione scuola")},
}

// at puts before an employer's name what the language puts there: "at Acme", "at the University of Graz", "beim
// Max-Planck-Institut", "à la Mairie de Lyon", "no Banco Central".
func at(lang, name string) string {
	p, ok := placesIn[lang]
	if !ok {
		p = placesIn[fallbackLang]
	}
	words := strings.Fields(name)
	if len(words) == 0 {
		return ""
	}
	first := strings.ToLower(words[0])
	before := p.nouns[first]
	if len(p.with) > 0 && (len(words) < 2 || words[1] != p.with[0] && words[1] != p.with[1]) {
		before = ""
	}
	for end, with := range p.ends {
		if before == "" && strings.HasSuffix(first, end) {
			before = with
		}
	}
	switch {
	case before == "":
		return p.plain + " " + name
	case strings.HasSuffix(before, "'"):
		return before + name
	}
	return before + " " + name
}
