package classify

import (
	"strings"
	"unicode"
)

var legalForms = map[string]bool{
	"inc": true, "incorporated": true, "llc": true, "ltd": true, "limited": true, "gmbh": true, "ag": true, "se": true, "sa": true, "sas": true, "sarl": true,
	"bv": true, "nv": true, "srl": true, "spa": true, "sl": true, "oy": true, "ab": true, "as": true, "aps": true, "kk": true, "pty": true, "pvt": true, "pte": true,
	"co": true, "corp": true, "corporation": true, "group": true, "holding": true, "holdings": true, "kg": true, "ev": true, "plc": true, "llp": true,
	"company": true, "mbh": true, "ohg": true, "ug": true, "the": true, "ltda": true, "eirl": true, "oyj": true, "zoo": true, "kgaa": true, "gbr": true, "cic": true,
}

// nameKey makes company names comparable: "Acme, Inc." and "ACME" are one.
func nameKey(s string) string {
	f := fold(s, 256)
	var kept, all strings.Builder
	for _, w := range strings.FieldsFunc(strings.ReplaceAll(string(f.text), ".", ""), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		all.WriteString(w)
		if !legalForms[w] {
			kept.WriteString(w)
		}
	}
	if kept.Len() == 0 {
		return all.String()
	}
	return kept.String()
}

// legalEnd reports whether a piece is a legal form that closes a name. Words such as "group" may go on.
func legalEnd(p *piece) bool {
	if p.sort&wordLegal == 0 {
		return false
	}
	switch bareWord(p.text) {
	case "the", "as", "se", "ab", "company", "group", "co", "holding", "holdings", "sa", "ag", "ev":
		return strings.ToUpper(p.text) == p.text && len(p.text) == 2 || len(p.trail) > 0 && p.trail[0] == '.'
	}
	return capital(p.text) || strings.Contains(p.text, ".") || bareWord(p.text) == "mbh"
}

// of and its like join the words of a name when a capital follows: "Bank of America", "Câmara Municipal de Aveiro".
var joins = map[string]bool{
	"of": true, "and": true, "&": true, "+": true, "de": true, "du": true, "des": true, "del": true, "della": true, "dello": true, "di": true, "da": true, "do": true, "dos": true,
	"das": true, "la": true, "le": true, "les": true, "und": true, "et": true, "y": true, "e": true, "i": true, "van": true, "von": true, "der": true, "den": true, "het": true, "en": true, "zu": true, "am": true, "delle": true, "dei": true, "für": true, "for": true, "the": true, "a": true, "voor": true, "pour": true, "per": true, "para": true, "im": true,
}

// shy joins hold two names apart as often as they hold one together; before them a word of an organisation must stand.
var shyJoins = map[string]bool{"for": true, "für": true, "voor": true, "pour": true, "per": true, "para": true, "the": true, "en": true, "am": true, "im": true, "der": true, "den": true, "von": true, "zu": true, "da": true, "do": true, "e": true, "y": true, "et": true, "und": true, "la": true, "les": true, "le": true, "i": true, "das": true, "dos": true, "a": true}

// purpose joins say what an institution is for: "Institute for Oceans", but "Acme for the summer".
var purpose = map[string]bool{"for": true, "für": true, "voor": true, "pour": true, "per": true, "para": true}

func institution(w string) bool {
	w = bareWord(w)
	for _, s := range []string{"institut", "center", "centre", "foundation", "society", "council", "association", "agency", "office", "fund", "department", "school", "campaign", "ministeri", "ministry", "amt", "agentur", "verband", "gesellschaft", "zentrum", "stiftung", "verein", "hochschule", "fondation", "fundaci", "fondazione", "stichting", "commission", "board", "trust", "centro", "agence", "agencia", "consejo", "direktion", "direccion", "kasse", "anstalt"} {
		if strings.Contains(w, s) {
			return true
		}
	}
	return false
}

var articles = map[string]bool{
	"the": true, "der": true, "die": true, "das": true, "dem": true, "den": true, "des": true, "la": true, "le": true, "les": true, "l": true, "il": true, "lo": true, "el": true, "los": true, "las": true, "o": true, "os": true, "de": true,
	"het": true, "een": true, "friends": true, "du": true, "della": true, "do": true, "da": true, "del": true, "team": true,
	"firma": true, "firmie": true, "firmy": true, "empresa": true, "societe": true, "entreprise": true, "l'entreprise": true, "azienda": true, "l'azienda": true, "societa": true, "bedrijf": true, "unternehmen": true,
	"l'equipe": true, "equipe": true, "equipo": true, "zespołu": true, "zespol": true, "zespolu": true, "dal": true, "dalla": true, "am": true, "beim": true, "vom": true, "zum": true, "zur": true, "'s": true,
}

// anyHouse are words that tell what a company is and are no part of its name: "the startup Acme".
var anyHouse = map[string]bool{"startup": true, "start-up": true, "agency": true, "agence": true, "agentur": true, "store": true, "shop": true, "school": true, "firm": true}

// readName reads a name that begins at the first piece, after an article or "the company": "Acme", "Bank of America",
// "Müller & Co. KG", "St. Brendan's Hospital". It tells how many pieces it took.
func readName(ps []piece) (string, int) {
	i := 0
	for i < len(ps) && i < 4 && ps[i].trail == "" && articles[bareWord(ps[i].text)] && (!capital(ps[i].text) || bareWord(ps[i].text) == "firma") {
		i++
	}
	if i < len(ps) { // "l'Ordine", "d'Orange"
		if k := strings.IndexAny(ps[i].text, "'’"); k == 1 && strings.ContainsRune("ldLD", rune(ps[i].text[0])) {
			ps[i].text = strings.TrimLeft(ps[i].text[k:], "'’")
			ps[i].sort = vocab.of(ps[i].text)
		}
	}
	first := i
	last := -1
	org := false
	for ; i < len(ps) && i < first+10; i++ {
		p := &ps[i]
		w := bareWord(p.text)
		if p.bare() {
			break
		}
		if i > first && strings.ContainsAny(p.lead, "([\"“„«") {
			break
		}
		if joins[w] && i > first && (!capital(p.text) || w == "a" && i+1 < len(ps) && capital(ps[i+1].text)) {
			if purpose[w] && (!institution(ps[i-1].text) && !(i == first+1 && genericOrg(ps[first].text)) || articles[bareWord(ps[min(i+1, len(ps)-1)].text)]) {
				break
			}
			if shyJoins[w] && !purpose[w] && !org && w != "a" && !(w == "und" || w == "y" || w == "e" || w == "et" || w == "i" || w == "la" || w == "le" || w == "da" || w == "do") || p.trail != "" {
				break
			}
			next := i + 1
			for next < len(ps) && next < i+3 && joins[bareWord(ps[next].text)] && !capital(ps[next].text) {
				next++
			}
			if next >= len(ps) || !capital(ps[next].text) || ps[next].sort&(wordNever|wordDept) != 0 && ps[next].sort&wordOrg == 0 || ps[next].lead != "" {
				break
			}
			continue
		}
		if !capital(p.text) && !(p.sort&wordLegal != 0 && legalEnd(p)) {
			if i == first && i+1 < len(ps) && p.trail == "" && legalEnd(&ps[i+1]) && p.sort&wordNever == 0 {
				continue // "kraftwerk24 GmbH"
			}
			if i == first && i+1 < len(ps) && p.lead+p.trail == "" && p.sort&wordOrg != 0 && p.sort&(wordNever|wordArea|wordLegal|wordDept) == 0 && !anyHouse[w] && capital(ps[i+1].text) && ps[i+1].sort&wordNever == 0 {
				org = true
				continue // "gemeente Amersfoort"
			}
			if org && i == first+1 && p.trail == "" && i+2 < len(ps) && joins[bareWord(ps[i+1].text)] && capital(ps[i+2].text) && p.sort&wordNever == 0 {
				continue // "Centre hospitalier de Lorient"
			}
			break
		}
		if i > first && p.sort&wordNever != 0 && p.sort&(wordLegal|wordOrg) == 0 && !(articles[w] && p.trail == "" && i+1 < len(ps) && capital(ps[i+1].text) && ps[i+1].sort&wordNever == 0) {
			break
		}
		last = i
		org = org || p.sort&wordOrg != 0
		if cut, ok := possessive(p.text); ok {
			if i+1 < len(ps) && !p.closes() && !ps[i+1].bare() {
				q := &ps[i+1]
				if capital(q.text) && q.sort&(wordTitle|wordLevel|wordDept|wordNever) == 0 && orgFollows(ps[i+1:]) {
					continue
				}
				if q.sort&wordNever == 0 {
					return joinPieces(ps[first:i], cut), i + 1
				}
			}
			break
		}
		if legalEnd(p) {
			if i+1 < len(ps) && (ps[i+1].sort&wordLegal != 0 && legalEnd(&ps[i+1]) || ps[i+1].text == "&") && !strings.ContainsAny(p.trail, ";:!?)") {
				continue
			}
			break
		}
		if p.closes() {
			if p.trail == "," && i+1 < len(ps) && legalEnd(&ps[i+1]) {
				continue
			}
			if p.trail == "." && (len(p.text) <= 1 || shortForms[w]) && i+1 < len(ps) && capital(ps[i+1].text) {
				continue
			}
			break
		}
	}
	if last < first || last < 0 {
		return "", 0
	}
	return joinPieces(ps[first:last+1], ""), last + 1
}

// nameAfter reads the name that stands behind word i of a passage.
func (p *passage) nameAfter(i int) string {
	if i+1 < len(p.ws) && p.ws[i+1].brk >= breakLine {
		return ""
	}
	at := p.to(i)
	for at < len(p.f.orig) && strings.IndexByte(", :", p.f.orig[at]) >= 0 { // "our client, Acme"
		at++
	}
	name, _ := readName(ahead(p.f.orig, at, 14))
	return name
}

// orgFollows reports whether a word of an organisation stands in the capitalised words that follow.
func orgFollows(ps []piece) bool {
	for i := range ps {
		if !capital(ps[i].text) && !joins[bareWord(ps[i].text)] {
			return false
		}
		if ps[i].sort&wordOrg != 0 {
			return true
		}
		if ps[i].closes() {
			return false
		}
	}
	return false
}

// shortForms are written with a full stop inside of names.
var shortForms = map[string]bool{"st": true, "mt": true, "ft": true, "dr": true, "sta": true, "ste": true, "gebr": true, "fa": true, "bros": true, "co": true, "dept": true, "univ": true, "inst": true, "sp": true, "prof": true, "ges": true, "nat": true}

func possessive(w string) (string, bool) {
	for _, s := range []string{"'s", "’s", "´s", "s'", "s’"} {
		if t := strings.TrimSuffix(w, s); t != w && len(t) > 1 {
			if s[0] == 's' {
				t += "s"
			}
			return t, true
		}
	}
	return w, false
}

// readNameBack reads a name that ends at the last piece: "the Acme Recruiting Team", "Greystone Utilities has".
func readNameBack(ps []piece) string {
	end := len(ps)
	for end > 0 && ps[end-1].sort&wordDept != 0 && ps[end-1].sort&wordOrg == 0 && !ps[end-1].closes() {
		end--
	}
	if end == 0 || strings.ContainsAny(ps[end-1].trail, ",.!?;:") && !legalEnd(&ps[end-1]) { // "Congratulations Laura! We"
		return ""
	}
	i := end
	for i > 0 {
		p := &ps[i-1]
		if i < end && p.closes() && !(p.trail == "." && (shortForms[bareWord(p.text)] || len(p.text) == 1)) && !(p.trail == "," && legalEnd(&ps[i])) || p.bare() {
			break
		}
		w := bareWord(p.text)
		if capital(p.text) && !(p.sort&wordNever != 0 && p.sort&wordOrg == 0) || p.sort&wordLegal != 0 && legalEnd(p) {
			i--
			continue
		}
		if joins[w] && i < end && i > 1 && capital(ps[i-2].text) && ps[i-2].sort&wordNever == 0 && !ps[i-2].closes() && w != "the" && w != "a" {
			i--
			continue
		}
		break
	}
	if i == end {
		return ""
	}
	last := ps[end-1]
	if cut, ok := possessive(last.text); ok {
		return joinPieces(ps[i:end-1], cut)
	}
	return joinPieces(ps[i:end], "")
}

// cleanName takes departments off the end and articles off the begin of a name, and gives nothing where no name is left
// that a company could have.
func cleanName(n string) string {
	if len(n) > 120 {
		return ""
	}
	n = strings.Join(strings.Fields(strings.Trim(n, " \t\n\"'`“”„«».,;:!?()[]<>|-–—*_#•·/")), " ")
	if len(n) > 80 || len(n) < 2 || mostlyDigits(n) {
		return ""
	}
	if strings.IndexFunc(n, ideograph) >= 0 {
		return cjkName(n)
	}
	ps := cutPieces(n, 14)
	if len(ps) > 0 {
		ps[0].text = elided(ps[0].text)
	}
	for len(ps) > 1 && (bareWord(ps[0].text) == "the" && (ps[len(ps)-1].sort&wordDept != 0 || !capital(ps[0].text)) || bareWord(ps[0].text) == "team" && len(ps) <= 4) {
		ps = ps[1:]
	}
	for len(ps) > 2 && ps[0].sort&wordDept != 0 && ps[0].sort&wordOrg == 0 && joins[bareWord(ps[1].text)] && !capital(ps[1].text) { // "RH da Acme"
		ps = ps[2:]
	}
	full := ps
	for len(ps) > 0 && ps[len(ps)-1].sort&wordDept != 0 && (ps[len(ps)-1].sort&wordOrg == 0 || len(ps) > 1 && ps[len(ps)-1].sort&wordOrg != 0 && bareWord(ps[len(ps)-1].text) == "&") {
		ps = ps[:len(ps)-1]
	}
	for len(ps) > 1 && (ps[len(ps)-1].bare() || ps[len(ps)-1].text == "&" || joins[bareWord(ps[len(ps)-1].text)] && !capital(ps[len(ps)-1].text)) {
		ps = ps[:len(ps)-1]
	}
	if len(ps) == 0 {
		return ""
	}
	if len(full) > len(ps) && full[len(full)-1].sort&wordLegal != 0 {
		ps = full
	}
	ps = cutRole(ps)
	if len(ps) == 0 || len(ps) > 10 {
		return ""
	}
	var all wordSort
	plain, caps := 0, 0
	for i := range ps {
		s := ps[i].sort
		all |= s
		if s&(wordNever|wordDept|wordArea|wordLevel|wordTitle|wordTool) != 0 && s&wordLegal == 0 || s&wordNoun != 0 && s&wordOrg == 0 || s&(wordLegal|wordOrg) != 0 && len(ps) == 1 && (s&wordOrg != 0 && s&wordLegal != 0 || legalForms[bareWord(ps[i].text)]) || joins[bareWord(ps[i].text)] || articles[bareWord(ps[i].text)] {
			plain++
		}
		if capital(ps[i].text) {
			caps++
		}
	}
	if caps == 0 && !(len(ps) > 1 && all&wordLegal != 0) || len(ps) == 1 && (articles[bareWord(ps[0].text)] || legalForms[bareWord(ps[0].text)]) || plain == len(ps) && all&wordLegal == 0 {
		return ""
	}
	first := ps[0].sort
	if first&wordNever != 0 && first&(wordOrg|wordLegal) == 0 && !acronym(ps) && !(softFirst[bareWord(ps[0].text)] && len(ps) > 1 && ps[1].sort&(wordNever|wordDept|wordArea|wordTitle) == 0) {
		return ""
	}
	if len(ps) == 1 && (first&wordTool != 0 || first&wordOrg != 0 && all&wordLegal == 0 && !mixedCase(ps[0].text) && genericOrg(ps[0].text)) {
		return ""
	}
	name := strings.Trim(joinPieces(ps, ""), " ,;:!?-–—|")
	if last := ps[len(ps)-1]; last.sort&wordLegal != 0 && !strings.HasSuffix(name, ".") && (strings.Contains(last.text, ".") || len(last.text) == 1) {
		name += "." // "S.r.l.", "e. V."
	}
	return name
}

// mostlyDigits reports whether a text is a number with letters rather than a name with a digit: "GS-0560-11".
func mostlyDigits(s string) bool {
	digits, letters := 0, 0
	for _, r := range s {
		switch {
		case isDigit(r):
			digits++
		case unicode.IsLetter(r):
			letters++
		}
	}
	return digits > 2 && digits > letters
}

// acronym reports whether a name begins with letters that only look like a small word: "AT Freight".
func acronym(ps []piece) bool {
	return len(ps) > 1 && len(ps[0].text) > 1 && ps[0].text == strings.ToUpper(ps[0].text) && ps[1].text != strings.ToUpper(ps[1].text) && capital(ps[1].text) && ps[1].sort&wordNever == 0
}

// genericOrg reports whether a word alone says what an organisation is and not which one: "Hospital", but not "Bundesbank".
func genericOrg(w string) bool { return vocab.whole.sort(bareWord(w))&wordOrg != 0 }

func mixedCase(w string) bool {
	return len(w) > 1 && strings.IndexFunc(w[1:], unicode.IsUpper) >= 0 && strings.IndexFunc(w, unicode.IsLower) >= 0
}

// softFirst are adjectives that names begin with as often as sentences do.
var softFirst = map[string]bool{"best": true, "good": true, "great": true, "first": true, "general": true, "all": true, "one": true, "next": true, "open": true, "new": true, "second": true, "every": true, "happy": true, "light": true, "the": true, "la": true, "le": true, "el": true, "il": true, "de": true, "das": true, "die": true, "der": true, "os": true, "wir": true, "mind": true, "future": true, "case": true, "point": true, "touch": true, "view": true, "visit": true, "look": true, "person": true, "order": true, "sun": true, "mon": true, "april": true, "june": true}

// cutRole ends a name where the title of a position begins: "Amazon Software Development Engineer".
func cutRole(ps []piece) []piece {
	last := &ps[len(ps)-1]
	if last.sort&wordTitle == 0 || last.sort&(wordOrg|wordLegal) != 0 {
		return ps
	}
	for i := range ps {
		if ps[i].sort&(wordArea|wordLevel) != 0 && ps[i].sort&(wordTitle|wordOrg) == 0 {
			return ps[:i]
		}
	}
	return ps[:0] // "Respiratory Therapist": what stands right before the noun is its own
}

// roleLike reports whether a name is the title of a position rather than a company's.
func roleLike(name string) bool {
	ps := cutPieces(name, 14)
	if len(ps) == 0 {
		return false
	}
	for i := range ps {
		if ps[i].sort&wordLegal != 0 && bareWord(ps[i].text) != "the" {
			return false
		}
	}
	last := ps[len(ps)-1].sort
	return last&wordTitle != 0 && last&wordOrg == 0 || len(ps) > 1 && romance(ps[:1]) && ps[0].sort&wordOrg == 0
}

// orgLike reports whether a word of the name says that an organisation bears it.
func orgLike(name string) bool {
	for i, p := range cutPieces(name, 12) {
		if p.sort&wordOrg != 0 || p.text == "&" || p.sort&wordLegal != 0 && (i > 0 || strings.ToLower(p.text) != "the") {
			return true
		}
	}
	return strings.ContainsAny(name, "&0123456789") || cjkName(name) != ""
}

var personTitle = pattern(`(?i)^(?:\pL\.(?: |$)|mr|mrs|ms|miss|dr|prof|herr|frau|mag|mme|mlle|sig|sra?|srta|dott|ing|dhr|mevr|pani|pan)\b\.?`)

// personLike reports whether a name is a person's: it begins with a given name or a title, and no word says otherwise.
func personLike(name string) bool {
	ps := cutPieces(name, 8)
	if len(ps) == 0 || len(ps) > 5 || orgLike(name) || areaLike(name) {
		return false
	}
	return personTitle.MatchString(name) && len(ps) > 1 || ps[0].sort&wordGiven != 0 || len(ps) > 1 && strings.HasSuffix(ps[0].trail, ",") && ps[1].sort&wordGiven != 0
}
