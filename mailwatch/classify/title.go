package classify

import (
	"strings"
	"unicode/utf8"
)

// How a title ended, which tells how sure it is.
type titleEnding uint8

const (
	endNone     titleEnding = iota
	endNoun                 // "position", "role": what stood before was one
	endEmployer             // "at", "bei": the company follows
	endQuote                // it stood in quotation marks
)

// titled is a title that was read, how it ended and what stands behind its end.
type titled struct {
	text string
	end  titleEnding
	rest []piece
}

// ofEmployer are the words of "of" behind which an organisation may follow a title: "Técnico del Ayuntamiento".
var ofEmployer = map[string]bool{"de": true, "del": true, "do": true, "da": true, "du": true, "des": true, "der": true, "della": true, "dello": true, "di": true, "van": true}

// titleNouns end the title that they follow: "the Data Engineer position".
var titleNouns = map[string]bool{}

// employerWords stand between a title and the company.
var employerWords = map[string]bool{}

// titleStops are words that no title has inside: verbs, pronouns, prepositions of other matters.
var titleStops = map[string]bool{}

// titleJoins may stand inside a title when a capital follows.
var titleJoins = map[string]bool{}

func init() {
	for m, words := range map[*map[string]bool]string{
		&titleNouns:    `position role job opening vacancy opportunity posting post requisition positions roles openings opportunities vacancies jobs stelle poste puesto vaga functie posizione ruolo stanowisko scheme apprenticeship traineeship`,
		&employerWords: `at with here within @ bei beim chez presso bij w en na no para`,
		&titleStops: `at with here within in on by from for to via as is was are were has have had will would can could you your we our us i my they it its this that these those which who where when what
			and-we but please if so since because while after before until not now if upon during about regarding interview application applications team based located starting has been due
			hat haben ist sind war wurde wird wurden beworben interessieren erhalten eingegangen bei beim am zum zur zu an laut sowie oder aber dass wie wir sie ihnen ihre ihr du dir dich dein deine leider danken laden ab aus vom
			a ont est sont ete nous vous votre notre chez au aux avec sur dans que qui ou mais avons avez par
			ha han es era fue ya no que con en se le te su sus tu tus nos hemos para por pero ha sido al
			foi no na nos nas em com que se sua seu foi voce nossa nosso ao aqui esta
			e-vorremmo presso con che ci si sua suo nostra nostro per nel nella abbiamo
			is bij met voor naar die dat wordt werd je jouw uw wij we heb hebben al helaas op om
			w na do dla oraz nie jest zostala zostalo ktora nas panstwa dziekujemy`,
		&titleJoins: `of and & und et y e / de du des del di da do dos das der für im la le l d in for to ds von - van i + ii`,
	} {
		for _, w := range strings.Fields(words) {
			(*m)[w] = true
		}
	}
}

// titleHead reports whether a word of the pieces is a noun that titles end or begin with.
func titleHead(ps []piece) bool {
	for i := range ps {
		if ps[i].sort&wordTitle != 0 && (ps[i].sort&wordOrg == 0 || i > 0) {
			w := bareWord(ps[i].text)
			if w == "i" || w == "ii" || w == "iii" || w == "iv" || w == "lead" && len(ps) == 1 {
				continue
			}
			return true
		}
	}
	head, area := false, false
	for i := range ps {
		head = head || ps[i].sort&wordLevel != 0
		area = area || ps[i].sort&wordArea != 0
	}
	return head && area && len(ps) > 1
}

// titleShaped reports whether pieces without a known noun may be a title all the same: no word of the mail itself, no
// name of a person, a company or a month.
func titleShaped(ps []piece) bool {
	if len(ps) > 9 {
		return false
	}
	for i := range ps {
		if s := ps[i].sort; s&(wordNever|wordTool) != 0 && s&(wordArea|wordTitle|wordLevel) == 0 && !titleJoins[bareWord(ps[i].text)] || s&wordLegal != 0 && legalEnd(&ps[i]) || i == 0 && s&(wordDept|wordGiven) != 0 && s&(wordArea|wordLevel) == 0 {
			return false
		}
	}
	return true
}

// titleArticles are the words that a phrase puts before a title.
var titleArticles = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`the our a an your any der die das den dem des ein eine einer einem einen eines einr einm einn eins unser unsere unserer unseren unserr unsern
		la le les el il lo un una une o de het een notre nuestro nuestra nosso nossa nostro nostra onze als como come of open new following vacant current above first
		second next full-time part-time ausgeschriebene ausgeschriebener ausgeschriebenen offene offener offenen position role job post stelle rolle funktion di du d to be
		for joining us as`) {
		m[w] = true
	}
	return m
}()

// titleArticle reports whether a word is one of them.
func titleArticle(w string) bool {
	var low [16]byte
	if len(w) > len(low) {
		return false
	}
	for i := range len(w) {
		if w[i] >= utf8.RuneSelf {
			return false
		}
		low[i] = lowered[w[i]]
	}
	return titleArticles[string(low[:len(w)])]
}

// readTitle reads the title that begins at the first piece and tells what ended it. Where small is set the language writes
// the words behind a title's first in lower case.
func readTitle(ps []piece, small bool) titled {
	i := 0
	for i < len(ps) && i < 5 && ps[i].lead == "" && (titleArticle(ps[i].text) || ps[i].bare()) && ps[i].sort&wordTitle == 0 {
		if capital(ps[i].text) && i+1 < len(ps) && !titleArticle(ps[i].text) || strings.ContainsAny(ps[i].trail, ".!?") {
			break
		}
		i++
	}
	for i+1 < len(ps) && (isNumber(ps[i].text) && ps[i].lead == "" || ps[i].bare()) && !months[bareWord(ps[i+1].text)] && (ps[i+1].bare() || ps[i].bare()) {
		i++ // "18834 - Test Engineer"
	}
	ps = ps[i:]
	if len(ps) == 0 {
		return titled{}
	}
	if k := strings.IndexAny(ps[0].text, "'’"); k == 1 && strings.ContainsRune("ldLD", rune(ps[0].text[0])) { // "d'Ingénieur"
		ps[0].text = strings.TrimLeft(ps[0].text[k:], "'’")
		ps[0].sort = vocab.of(ps[0].text)
	}
	if strings.ContainsAny(ps[0].lead, "\"“„«'") || strings.HasPrefix(ps[0].lead, "‘") {
		for j := range ps {
			if strings.ContainsAny(ps[j].trail, "\"”“»'") {
				return titled{strings.Trim(joinPieces(ps[:j+1], ""), ".,"), endQuote, nil}
			}
		}
	}
	upper := capital(ps[0].text) || strings.HasPrefix(ps[0].lead, "(")
	last, depth := -1, 0
	for j := range ps {
		p := &ps[j]
		w := bareWord(p.text)
		depth += strings.Count(p.lead, "(") + strings.Count(p.lead, "[")
		inside := depth > 0
		depth -= strings.Count(p.trail, ")") + strings.Count(p.trail, "]")
		if inside {
			if strings.Contains(p.trail, ".") && depth <= 0 {
				return titled{text: joinTitle(ps[:j+1])}
			}
			last = j
			continue
		}
		if depth < 0 {
			return titled{text: joinTitle(ps[:j+1])}
		}
		if j > 0 && titleNouns[w] {
			return titled{joinTitle(ps[:last+1]), endNoun, ps[j+1:]}
		}
		if j > 0 && strings.ContainsAny(p.lead, "\"“„") {
			break
		}
		if p.bare() {
			if !titleGoesOn(ps[j+1:]) && !(j > 0 && gendered.MatchString(joinTitle(ps[j-1:j])) && j+1 < len(ps) && capital(ps[j+1].text) && ps[j+1].sort&wordNever == 0) {
				break
			}
			continue
		}
		if last >= 0 && ofEmployer[w] && j+1 < len(ps) && capital(ps[j+1].text) && ps[j+1].sort&wordOrg != 0 && ps[j+1].sort&(wordArea|wordTitle|wordLevel) == 0 {
			return titled{joinTitle(ps[:last+1]), endEmployer, ps[j+1:]}
		}
		if titleStops[w] && !(capital(p.text) && p.sort&(wordTitle|wordArea|wordLevel) != 0) && !titleThrough(ps, j, upper) {
			if employerWords[w] && last >= 0 {
				return titled{joinTitle(ps[:last+1]), endEmployer, ps[j+1:]}
			}
			break
		}
		if !upper && j > 0 && determiners[w] {
			break
		}
		if upper && !capital(p.text) && !isNumber(p.text) && !titleThrough(ps, j, upper) && !(p.sort&(wordTitle|wordArea|wordLevel) != 0 && j > 0) && !lowerTail(ps, j, small) {
			break
		}
		if j > 0 && p.sort&wordNever != 0 && !titleJoins[w] && capital(p.text) && p.sort&(wordTitle|wordArea|wordLevel) == 0 && !isNumber(p.text) && !months[w] {
			break
		}
		if !titleJoins[w] || capital(p.text) {
			last = j
		}
		if p.closes() {
			if strings.ContainsAny(p.trail, ",") && titleGoesOn(ps[j+1:]) && !strings.ContainsAny(p.trail, ".;:!?") {
				continue
			}
			if strings.HasPrefix(p.trail, ".") && titleShort[w] && j+1 < len(ps) && p.lead == "" {
				last = j
				continue
			}
			if p.trail == ":" && j+1 < len(ps) && capital(ps[j+1].text) && titleGoesOn(ps[j+1:]) {
				continue
			}
			break
		}
	}
	return titled{text: joinTitle(ps[:last+1])}
}

var months = map[string]bool{"summer": true, "spring": true, "fall": true, "winter": true, "autumn": true, "may": true, "june": true, "september": true, "january": true}

func isNumber(w string) bool { return w != "" && (w[0] >= '0' && w[0] <= '9' || w[0] == '#') }

func joinTitle(ps []piece) string {
	var b strings.Builder
	for i := range ps {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(ps[i].lead)
		b.WriteString(ps[i].text)
		b.WriteString(ps[i].trail)
	}
	return strings.Trim(b.String(), " ,;:!?-–—|*_")
}

// titleThrough reports whether a joining word at j leads to more of the title: "Head of Finance", "Technik und Vertrieb",
// "Mitarbeiter im Lager".
func titleThrough(ps []piece, j int, upper bool) bool {
	w := bareWord(ps[j].text)
	if j == 0 || j+1 >= len(ps) || ps[j].trail != "" && w != "ds" || capital(ps[j].text) {
		return false
	}
	next := &ps[j+1]
	field := next.sort&(wordArea|wordTitle|wordLevel) != 0
	if next.lead != "" && next.lead != "(" {
		return false
	}
	switch w {
	case "in", "for", "to", "mit", "with", "on", "en", "em":
		return field && capital(next.text) && next.sort&wordOrg == 0 || w == "mit" && capital(next.text) && next.sort&wordNever == 0
	case "de", "di", "del", "della", "dei", "da", "do", "dos", "das", "du", "des", "d", "ds", "of", "im", "für", "der", "von", "voor", "la", "le", "van":
		return next.sort&wordNever == 0 || titleJoins[bareWord(next.text)] || field
	case "and", "&", "und", "et", "y", "e", "i", "/", "+":
		if !upper {
			return field
		}
		return capital(next.text) && next.sort&wordNever == 0 || field
	}
	return false
}

// lowerTail reports whether a word in lower case belongs to a title that began with a capital, as Romance and Slavic
// languages write: "Disegnatore meccanico", "Specjalista ds. zakupów".
func lowerTail(ps []piece, j int, small bool) bool {
	if j == 0 || ps[j].sort&wordNever != 0 || titleStops[bareWord(ps[j].text)] || len(ps[j].text) < 4 {
		return false
	}
	prev := bareWord(ps[j-1].text)
	if k := strings.IndexAny(ps[j].text, "'’"); k == 1 { // "Agent d'escale"
		return true
	}
	if titleJoins[prev] && !capital(ps[j-1].text) && prev != "and" && prev != "of" {
		return true
	}
	return (small || romance(ps[:j])) && j <= 3
}

// romance reports whether a title begins with its noun, as in Romance and Slavic languages.
func romance(ps []piece) bool {
	if len(ps) == 0 || ps[0].sort&wordTitle == 0 {
		return false
	}
	w := bareWord(ps[0].text)
	return romanceHead[w] || strings.HasSuffix(w, "ista") || strings.HasSuffix(w, "or") && len(ps) == 1 && !englishHead[w] || strings.HasSuffix(w, "ore") || strings.HasSuffix(w, "ico") || strings.HasSuffix(w, "ica") || strings.HasSuffix(w, "eur") || strings.HasSuffix(w, "ien") || strings.HasSuffix(w, "iere") || strings.HasSuffix(w, "ero") || strings.HasSuffix(w, "era") || strings.HasSuffix(w, "eiro") || strings.HasSuffix(w, "ario") || strings.HasSuffix(w, "aria") || strings.HasSuffix(w, "nte") || strings.HasSuffix(w, "ivo") || strings.HasSuffix(w, "iva") || strings.HasSuffix(w, "ato") || strings.HasSuffix(w, "dora") || strings.HasSuffix(w, "yk") || strings.HasSuffix(w, "owy") || strings.HasSuffix(w, "nik") || strings.HasSuffix(w, "wca") || strings.HasSuffix(w, "ible") || strings.HasSuffix(w, "able") || strings.HasSuffix(w, "ice") || strings.HasSuffix(w, "aire") || strings.HasSuffix(w, "trice")
}

var romanceHead = map[string]bool{"chef": true, "jefe": true, "jefa": true, "charge": true, "chargee": true, "personal": true, "juriste": true, "comptable": true, "architecte": true, "addetto": true, "addetta": true, "commesso": true, "commessa": true, "inzynier": true, "programista": true, "docente": true, "auxiliar": true, "stage": true, "ingegnere": true, "ingeniero": true, "engenheiro": true, "engenheira": true}
var englishHead = map[string]bool{"director": true, "coordinator": true, "editor": true, "administrator": true, "operator": true, "tutor": true, "instructor": true, "advisor": true, "supervisor": true, "contractor": true, "auditor": true, "inspector": true, "assessor": true, "investigator": true, "counselor": true, "counsellor": true, "educator": true, "illustrator": true, "professor": true, "surveyor": true, "translator": true, "animator": true, "curator": true}

// titleShort are written with a full stop inside of titles.
var titleShort = map[string]bool{"sr": true, "jr": true, "wiss": true, "ds": true, "asst": true, "assoc": true, "mgr": true, "eng": true, "dipl": true, "ing": true, "dr": true, "prof": true, "techn": true, "kaufm": true, "stv": true, "stellv": true, "tech": true, "exec": true, "dept": true, "no": true, "mł": true, "ml": true, "st": true, "u": true, "z": true, "spec": true, "resp": true, "kat": true, "admin": true, "ass": true}

// titleGoesOn reports whether what stands behind a comma or dash still belongs to the title: its noun follows ("Engineer,
// Staff position"), or a field of work does ("Manager, Marketing").
func titleGoesOn(ps []piece) bool {
	for j := 0; j < len(ps) && j < 12; j++ {
		p := &ps[j]
		w := bareWord(p.text)
		if titleNouns[w] && j > 0 {
			return true
		}
		if j > 0 && (w == "at" || w == "bei" || w == "@") && ps[j-1].sort&wordNever == 0 {
			return true
		}
		if p.bare() {
			continue
		}
		if !capital(p.text) && !titleJoins[w] && !isNumber(p.text) {
			break
		}
		if j == 0 && p.sort&wordNever != 0 && !months[w] || p.sort&wordLegal != 0 && legalEnd(p) || j == 0 && p.sort&wordGiven != 0 {
			return false
		}
		if strings.ContainsAny(p.trail, ".!?;") {
			break
		}
	}
	return len(ps) > 0 && ps[0].sort&(wordArea|wordLevel|wordTitle) != 0 && ps[0].sort&wordNever == 0 && (len(ps) == 1 || ps[0].closes() || ps[1].sort&(wordArea|wordTitle|wordLevel) != 0 || ps[1].text == "&" || !capital(ps[1].text))
}

// titleBack reads a title that ends at the last piece: back to an article, a verb or the begin of the sentence. While its
// noun has not been found it goes on to the next article ("the Rails Developer - Work from Home position").
func titleBack(ps []piece, sure bool) string {
	i := backTo(ps, len(ps))
	if !titleHead(ps[i:]) {
		for k := i; k > 0 && k > i-13; k-- {
			if w := bareWord(ps[k-1].text); determiners[w] && !capital(ps[k-1].text) {
				if k < i && titleHead(ps[k:i]) {
					i = k
				}
				break
			}
			if strings.ContainsAny(ps[k-1].trail, ".!?;") && !titleShort[bareWord(ps[k-1].text)] {
				break
			}
		}
	}
	for i < len(ps) && (titleJoins[bareWord(ps[i].text)] && !capital(ps[i].text) || ps[i].bare() || ps[i].sort&wordNever != 0 && ps[i].sort&(wordArea|wordLevel|wordTitle) == 0 && !isNumber(ps[i].text)) {
		i++
	}
	if i == len(ps) || len(ps)-i > 12 || !sure && !titleHead(ps[i:]) {
		return ""
	}
	return joinTitle(ps[i:])
}

var determiners = map[string]bool{"the": true, "our": true, "a": true, "an": true, "your": true, "this": true}

// backTo is where the run of words that may be a title's begins, seen from its end.
func backTo(ps []piece, i int) int {
	depth := 0
	for ; i > 0; i-- {
		p := &ps[i-1]
		w := bareWord(p.text)
		depth += strings.Count(p.trail, ")") - strings.Count(p.lead, "(")
		if depth > 0 {
			continue
		}
		if i < len(ps) && strings.ContainsAny(p.trail, ".!?;:") && !titleShort[w] {
			break
		}
		if !capital(p.text) && (backStops[w] || p.sort&wordNever != 0 && !titleJoins[w]) || titleJoins[w] && !capital(p.text) && i == len(ps) {
			break
		}
		if w == "the" || w == "our" || w == "your" || w == "this" || w == "thank" || w == "dear" {
			break
		}
	}
	return i
}

var backStops = map[string]bool{"the": true, "our": true, "a": true, "an": true, "this": true, "that": true, "your": true, "for": true, "to": true, "in": true, "about": true, "as": true, "with": true, "on": true, "any": true, "other": true, "at": true, "open": true, "new": true, "following": true, "similar": true, "available": true, "als": true, "die": true, "der": true, "zum": true, "zur": true, "unsere": true, "eine": true, "einen": true, "einem": true, "bei": true, "im": false, "le": false, "un": true, "une": true, "is": true, "was": true, "has": true, "wir": true, "sie": true, "apply": true, "applying": true, "applied": true, "stelle": true, "position": true, "poste": true}
