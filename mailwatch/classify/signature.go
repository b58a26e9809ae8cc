package classify

import (
	"strings"
	"unicode/utf8"
)

// maxSignature is how many of the last lines are looked at for who signs.
const maxSignature = 16

// contact are lines of a signature that name nobody: telephone, address, links, the small print.
var contact contactLine

type contactLine struct{}

var contactBegin = pattern(`(?i)^\W*(?:tel|phone|fax|mobil|t:|m:|e:|p:|ps|p\.s)\b`)

var contactWords = []string{"http:", "https:", "www.", "unsubscribe", "confidential", "passcode", "password", "meeting id", "_____", "all rights", "do not reply", "bitte antworten"}

// MatchString reports whether a line is one of them. Lines are many and long, so it looks for its words without an expression.
func (contactLine) MatchString(l string) bool {
	if strings.Contains(l, "©") || digitsInRow(l, 3) {
		return true
	}
	if i := strings.IndexByte(l, '@'); i > 0 && i+1 < len(l) && l[i-1] != ' ' && l[i+1] != ' ' {
		return true
	}
	low := strings.ToLower(l)
	for _, w := range contactWords {
		if strings.Contains(low, w) {
			return true
		}
	}
	return hasWord(low, "any") || contactBegin.MatchString(l)
}

// hasWord reports whether an ASCII word stands in a text with no letter or digit beside it.
func hasWord(text, word string) bool {
	for at := 0; ; {
		i := strings.Index(text[at:], word)
		if i < 0 {
			return false
		}
		i += at
		at = i + len(word)
		if (i == 0 || !asciiWord(text[i-1])) && (at == len(text) || !asciiWord(text[at])) {
			return true
		}
	}
}

func asciiWord(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_'
}

// digitsInRow reports whether a text has so many digits in a row.
func digitsInRow(s string, most int) bool {
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			n = 0
		} else if n++; n == most {
			return true
		}
	}
	return false
}

// signLines are the last lines of a mail and those of its signature.
func signLines(own, signature string) []string {
	lines := strings.Split(strings.TrimSpace(own), "\n")
	lines = lines[max(0, len(lines)-maxSignature):]
	if signature = strings.TrimSpace(signature); signature != "" {
		more := strings.Split(signature, "\n")
		lines = append(append([]string{}, lines...), more[:min(len(more), 12)]...)
	}
	for i := range lines {
		if l := strings.TrimSpace(lines[i]); len(l) > 240 { // the end of a long one may be signed
			for l = l[len(l)-240:]; !utf8.RuneStart(l[0]); {
				l = l[1:]
			}
			lines[i] = l
		} else {
			lines[i] = l
		}
	}
	return lines
}

// andTeam parts a person from the team: "Hannah & the Acme hiring team".
var andTeam = pattern(`(?i)^.{2,40}?(?:&|\band\b|\bund\b|\bet\b|\by\b|\be\b|\ben\b|\bi\b) (?:the|das|dein|ihr|euer|l['’]|el|o|il|het|all|everyone|alle)\b ?`)

// ofTeam are the words before a company's name in a line that signs for all: "Your friends at Acme", "El equipo de Acme".
var ofTeam = pattern(`(?i)^(?:(?:from )?(?:the|your|das|dein|deine|ihr|ihre|euer|eure|l['’]|el|o|il|het|de|la|a|le|los|as|os)\s*)?(?:(?:whole |entire |gesamte |ganze )?(?:team|equipe|équipe|equipo|time|zespół|friends|folks|people|everyone|all of us|service|direction|recruiting|hiring|crew|gang|all))?\s*(?:recrutement|rh|selección|talento|rekrutacji|recruiting|hiring|hr|people)?\s*\b(?:at|from|von|bei|vom|der|de|du|di|da|do|van|bij|chez|w|des)\b\s+|^(?:the|your|das|dein|ihr|euer)\s+`)

// signature takes names from the last lines: "The Acme Recruiting Team", "Acme GmbH", "Lisa at Acme", a line of its own under
// the person's.
func (n *naming) signature() {
	lines := signLines(n.g.ownText(), n.g.m.Text.Signature)
	under, since, last := false, 0, len(lines)-1
	for last > 0 && (lines[last] == "" || contact.MatchString(lines[last])) {
		last--
	}
	for i, l := range lines {
		switch {
		case l == "":
			continue
		case closing.MatchString(l) || i < last && len(l) < 40 && strings.HasSuffix(l, ",") && i >= last-6 && len(strings.Fields(l)) <= 5:
			under, since = true, 0
			if _, rest, ok := strings.Cut(l, ","); ok && len(strings.Fields(rest)) > 0 && len(l) < 70 {
				n.signLine(rest, 0, "")
			}
			continue
		case len(l) > 75:
			if i >= last-1 {
				n.signLine(lastWords(l), 0, "")
			}
			under = false
			continue
		}
		next := ""
		for _, m := range lines[i+1:] {
			if m != "" {
				next = m
				break
			}
		}
		if !under && i >= last-3 && nameAbove(lines[:i]) { // a hasty writer signs without a greeting
			under, since = true, 1
		}
		switch {
		case under && (!contact.MatchString(l) || strings.ContainsAny(l, "|·•")):
			n.signLine(l, since, next)
			since++
		case !contact.MatchString(l) && n.teamLine(l):
		case i >= last-2 && len(l) < 75:
			if w := lastWords(l); w != l {
				n.signLine(w, 0, "")
			} else if len(strings.Fields(l)) <= 7 && (!strings.ContainsAny(l[len(l)-1:], ".!?:") || endsLegal(l)) {
				n.signLine(l, 0, next)
			}
		}
	}
}

// nameAbove reports whether the last of the lines is a person's name that stands at the head of a block: "Marcus".
func nameAbove(lines []string) bool {
	k := len(lines) - 1
	if k < 2 || lines[k] == "" || lines[k-1] != "" {
		return false
	}
	l := strings.Trim(lines[k], " ,.!-–—*_~")
	return len(strings.Fields(l)) <= 3 && personName(l) && !orgLike(l) && !titleLine(l) && stripDept(l) == l
}

// beginsClosing reports whether a line begins with closing words: "Thanks, Mo".
func beginsClosing(l string) bool {
	before, _, ok := strings.Cut(l, ",")
	return ok && closing.MatchString(before)
}

// endsLegal reports whether a line ends in a legal form: "Acme Pvt. Ltd."
func endsLegal(l string) bool {
	ps := cutPieces(l, 12)
	return len(ps) > 1 && legalEnd(&ps[len(ps)-1])
}

var sentenceEnd = pattern(`[\pL)]{3,}[.!?)]+\s+`).unless(endsInside)

// endsInside reports whether a sentence ends in a line before the line does.
func endsInside(l string) bool {
	for i := 3; i+1 < len(l); i++ {
		switch l[i] {
		case '.', '!', '?', ')':
			if c := l[i+1]; c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\n' {
				return true
			}
		}
	}
	return false
}

// lastWords are the words behind the last sentence of a line, in which a hasty writer signs.
func lastWords(l string) string {
	all := sentenceEnd.FindAllStringIndex(l, -1)
	if len(all) == 0 {
		return l
	}
	w := l[all[len(all)-1][1]:]
	if len(strings.Fields(w)) > 14 || strings.ContainsAny(w[len(w)-1:], ".!?") && !orgLike(w) && !beginsClosing(w) { // "Ask for Donatella."
		return ""
	}
	return w
}

// teamLine takes "The Acme Recruiting Team" and reports whether the line is one of the kind.
func (n *naming) teamLine(l string) bool {
	if len(strings.Fields(l)) > 9 || strings.HasSuffix(l, ":") || strings.HasSuffix(l, "?") {
		return false
	}
	l = andTeam.ReplaceAllString(strings.Trim(l, " .,!-–—*_•·"), "the ")
	if at := ofTeam.FindStringIndex(l); at != nil {
		l = l[at[1]:]
	}
	name := stripDept(l)
	if name == "" || name == l && !strings.HasSuffix(strings.ToLower(l), "team") {
		return false
	}
	if cut, ok := possessive(name); ok {
		name = cut
	}
	if i := strings.IndexAny(name, ",|–—"); i > 1 {
		name = name[:i]
	}
	if !allCapital(name) || strings.Contains(name, "/") && !orgLike(name) { // "Certificated/Classified Personnel"
		return false
	}
	if !commonWords(name) { // "Área de Personas"
		n.add(name, "signature", byTeam)
	}
	return true
}

// allCapital reports whether every word of a name is capitalised, but for those that join.
func allCapital(name string) bool {
	for i, p := range cutPieces(name, 12) {
		if !capital(p.text) && !p.bare() && !(i > 0 && (joins[bareWord(p.text)] || p.sort&(wordLegal|wordDept) != 0)) {
			return false
		}
	}
	return name != ""
}

// signLine takes the company from one line under the closing words; since tells how many lines stood there before.
func (n *naming) signLine(l string, since int, next string) {
	l = strings.Trim(l, " .!-–—*_~•·")
	if l == "" || contact.MatchString(l) && !strings.ContainsAny(l, "|·•") {
		return
	}
	if n.teamLine(l) {
		return
	}
	if at := ofTeam.FindStringIndex(l); at != nil && at[0] == 0 {
		if name, used := readName(cutPieces(l[at[1]:], 10)); used > 0 {
			n.add(name, "signature", byLine)
			return
		}
	}
	ps := cutPieces(l, 12)
	if k := len(ps); k >= 2 && k <= 8 && legalEnd(&ps[k-1]) && allCapital(l) {
		n.add(l, "signature", byLegal)
		return
	}
	parts := nameParts.Split(l, -1)
	for len(parts) > 1 && (closing.MatchString(parts[0]) || commonWords(parts[0]) && !titleLine(parts[0]) && stripDept(parts[0]) != "") { // "Best, Isla"
		parts = parts[1:]
	}
	if strings.Contains(l, ": ") && !closing.MatchString(parts[0]) {
		return // "Contact person: Sneha"
	}
	person := false
	for i, p := range parts {
		p = strings.Trim(p, " .,-–—*_()")
		if k := strings.IndexByte(p, ')'); k > 0 { // "Milo (he/him)"
			p = strings.TrimSpace(p[:k])
		}
		f := len(strings.Fields(p))
		if f == 0 || f > 8 || !allCapital(p) || p == strings.ToLower(p) || closing.MatchString(p) || contact.MatchString(p) {
			continue
		}
		if personLike(p) || !orgLike(p) && i == 0 && f <= 3 && (len(parts) > 1 && titleLine(parts[1]) || since == 0 && len(parts) > 1 && f == 1 || since <= 1 && (jobTitles.MatchString(next) || roleLike(next))) && personName(p) && stripDept(p) == p {
			person = true
			continue
		}
		if roleLike(p) || stripDept(p) == "" || titleLine(p) || strings.Contains(p, "/") && !orgLike(p) {
			continue
		}
		weight := byLine
		switch {
		case chamber.MatchString(p): // a part of an organisation that stands on a line of its own
			weight = byMention
		case orgLike(p):
			weight += 0.4
		case person || i > 0 || areaLike(p):
		case since == 0 && f == 3:
			weight = byMention
		case since == 0 && f < 3: // alone under the closing words: a person as likely as a company
			weight = enough / 2
		}
		before := len(n.guesses)
		if p = stripDept(p); commonWords(p) { // "Regional Operations"
			weight = enough / 2
		}
		n.add(p, "signature", weight)
		if len(n.guesses) > before && weight >= enough {
			return // what follows is a town or a street
		}
	}
}

// areaLike reports whether a name has the name of a trade in it, as companies' have and persons' have not: "Helvetia Data".
func areaLike(name string) bool {
	ps := cutPieces(name, 8)
	return len(ps) > 1 && ps[len(ps)-1].sort&wordArea != 0
}

var chamber = pattern(`(?i)^(?:department|dept\.?|faculty|division|office|school|college|institute?|fachbereich|lehrstuhl|fakultät|abteilung|département|faculté|departamento|facultad|faculdade|dipartimento|facoltà|afdeling|faculteit|wydział|katedra) (?:of|for|de|des|für|di|voor|van|\p{Lu})`)

// titleLine reports whether a line is what somebody is, not where: "Head of People", "Personalreferentin".
func titleLine(l string) bool {
	ps := cutPieces(l, 10)
	for i := range ps {
		if ps[i].sort&wordTitle != 0 && ps[i].sort&wordOrg == 0 || ps[i].sort&wordLevel != 0 && i == 0 && len(ps) > 1 && ps[i].sort&wordArea != 0 {
			return true
		}
	}
	return false
}
