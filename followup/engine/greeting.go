package engine

import (
	"slices"
	"strings"
	"unicode"

	"followup/followup"
)

// honor is what a person's mails put before the name.
type honor struct {
	sex   byte   // 'm', 'f' or 0
	title string // "Dr.", "Prof."
}

// honorifics are the words before a name, in lower case without a final mark, and what they say.
var honorifics = map[string]honor{
	"mr": {sex: 'm'}, "herr": {sex: 'm'}, "herrn": {sex: 'm'}, "monsieur": {sex: 'm'}, "sr": {sex: 'm'}, "señor": {sex: 'm'}, "senhor": {sex: 'm'},
	"dhr": {sex: 'm'}, "heer": {sex: 'm'}, "sig": {sex: 'm'}, "signor": {sex: 'm'}, "mrs": {sex: 'f'}, "ms": {sex: 'f'}, "miss": {sex: 'f'},
	"frau": {sex: 'f'}, "mme": {sex: 'f'}, "madame": {sex: 'f'}, "mlle": {sex: 'f'}, "sra": {sex: 'f'}, "señora": {sex: 'f'}, "senhora": {sex: 'f'},
	"mevr": {sex: 'f'}, "mevrouw": {sex: 'f'}, "mw": {sex: 'f'}, "sig.ra": {sex: 'f'}, "signora": {sex: 'f'},
	"dr": {title: "Dr."}, "dra": {sex: 'f', title: "Dr."}, "prof": {title: "Prof."}, "dott": {sex: 'm', title: "Dr."}, "dott.ssa": {sex: 'f', title: "Dr."},
}

// salutations are what each language puts before a surname: for a man, for a woman.
var salutations = map[string][2]string{
	"en": {"Mr", "Ms"}, "de": {"Herr", "Frau"}, "fr": {"Monsieur", "Madame"}, "es": {"señor", "señora"}, "pt": {"senhor", "senhora"},
	"nl": {"heer", "mevrouw"}, "it": {"signor", "signora"},
}

// strip takes the honorifics off a name.
func strip(name string) (string, honor) {
	var h honor
	words := strings.Fields(name)
	for len(words) > 1 {
		found, ok := honorifics[strings.TrimSuffix(strings.ToLower(words[0]), ".")]
		if !ok {
			break
		}
		if found.sex != 0 {
			h.sex = found.sex
		}
		if found.title != "" && !strings.Contains(h.title, found.title) { // "Prof. Dr." is no "Dr."
			h.title = strings.TrimSpace(h.title + " " + found.title)
		}
		words = words[1:]
	}
	return strings.Join(words, " "), h
}

// honored is how the recipient's own mails, the calendar or the user write of her. Nothing is guessed from a first name.
func honored(app followup.Application, n followup.Note) honor {
	_, h := strip(n.To.Name)
	for _, p := range app.People {
		if !strings.EqualFold(p.Addr, n.To.Addr) || p.Addr == "" {
			continue
		}
		for _, name := range append(slices.Clone(p.Spelt), p.Name) {
			if _, o := strip(name); o != (honor{}) && h == (honor{}) {
				h = o
			}
		}
	}
	return h
}

// team words mark a display name that is no person: such a letter greets nobody by name.
var team = []string{
	"team", "recruit", "talent", "career", "hiring", "jobs", "people", "human", "resources", "hr", "noreply", "no-reply",
	"notification", "support", "office", "bewerbung", "personal", "karriere", "equipe", "équipe", "equipo", "werving", "risorse", "recursos",
}

// particles stand before a surname and belong to it.
var particles = []string{"von", "van", "de", "der", "den", "del", "della", "di", "da", "do", "dos", "du", "la", "le", "ter", "ten", "zu", "el", "al"}

// address is how a person is addressed, and what stands before it in a formal letter: the first name where language,
// tone and form are familiar enough; the surname where the salutation is known; else the full name. A team has none.
func address(display string, h honor, lang string, tone followup.Tone, form followup.Form) (name, salutation string) {
	name = strings.TrimSpace(strings.Trim(display, `"'`))
	words := strings.Fields(name)
	if bare, _ := strip(name); len(words) == 0 || len(strings.Fields(bare)) > 5 || strings.ContainsAny(name, "@0123456789|/()") {
		return "", ""
	}
	for _, w := range words {
		for _, t := range team {
			if l := strings.ToLower(strings.Trim(w, ".,")); l == t || len(t) > 4 && strings.HasPrefix(l, t) {
				return "", ""
			}
		}
	}
	if last, first, ok := strings.Cut(name, ","); ok { // "Doe, Jane" as Exchange writes it
		name = strings.TrimSpace(first) + " " + strings.TrimSpace(last)
	}
	name, own := strip(name)
	if h == (honor{}) {
		h = own
	}
	words = strings.Fields(name)
	polite := tone == followup.Formal && form != followup.FormFamiliar || tone == followup.Formal && lang == "en" ||
		lang == "de" && form != followup.FormFamiliar // Sie goes with the surname
	switch {
	case len(words) == 0:
		return "", ""
	case !polite && len(words) > 1 && unicode.IsUpper([]rune(words[0])[0]) && !strings.HasSuffix(words[0], ".") &&
		(own == (honor{}) || form == followup.FormFamiliar):
		return firstName(words), ""
	case h.sex != 0 && (polite || len(words) == 1 || own != (honor{})):
		pair, ok := salutations[lang]
		if !ok {
			pair = salutations["en"]
		}
		salutation = pair[0]
		if h.sex == 'f' {
			salutation = pair[1]
		}
		last := surname(words)
		if lang == "nl" && h.title == "" { // "heer Van den Berg": a particle with nothing of the name before it has a capital
			r := []rune(last)
			last = string(unicode.ToUpper(r[0])) + string(r[1:])
		}
		return titled(last, h), salutation
	case h.title != "":
		return titled(name, h), ""
	}
	return name, ""
}

func titled(name string, h honor) string {
	if h.title == "" {
		return name
	}
	return h.title + " " + name
}

// firstName is the first word of a name, behind a surname in capitals: "Marie" of "DUPONT Marie".
func firstName(words []string) string {
	capitals := func(w string) bool { return len([]rune(w)) > 2 && strings.ToUpper(w) == w }
	if capitals(words[0]) && !capitals(words[1]) {
		return words[1]
	}
	return words[0]
}

// surname is the last word of a name, with the particles before it.
func surname(words []string) string {
	i := len(words) - 1
	for i > 1 && slices.Contains(particles, strings.ToLower(words[i-1])) {
		i--
	}
	return strings.Join(words[i:], " ")
}
