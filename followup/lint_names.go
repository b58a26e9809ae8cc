package followup

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// greetings begin the first line of a letter in the seven languages; what follows is a name.
var greetings = regexp.MustCompile(`(?i)^\s*(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|hallo|liebe[rs]?|sehr geehrte[rs]?|guten (?:tag|morgen|abend)|moin|bonjour|bonsoir|chère?|cher|hola|buen[oa]s (?:días|tardes)|estimad[oa]|querid[oa]|apreciad[oa]|olá|bom dia|boa tarde|prezad[oa]|car[oa]|beste|geachte|dag|goede(?:morgen|middag|ndag)|ciao|salve|buongiorno|buonasera|gentile|egregi[oa])\b[ \t]*([^\n,!:;.–—-]*)`)

// nobodys are words after a greeting that name nobody, and titles that stand before a name.
var nobodys = strings.Fields(`all team hiring everyone everybody there sir madam sirs recruiting recruitment talent people hr both folks
together colleagues damen herren und and zusammen liebes an das madame monsieur messieurs mesdames et à tous toutes l équipe equipe équipo
equipo todos señor señora senhor senhora sra sr srta heer mevrouw dhr mw team signor signora dott dottor dottoressa gentili
mr mrs ms miss mx dr prof professor herr frau doctor from of the at der die y e en i a o de da do la le el di del van von den ten ter`)

// lintNames says where a letter names an employer or a person that it should not, or spells a name as nobody does.
func (p Policy) lintNames(app *Application, n Note, e Elsewhere, block, warn func(code, words string)) {
	words := n.Text
	if n.Answers == "" { // the subject of a reply is theirs
		words = n.Subject + "\n" + words
	}
	for _, name := range e.Names {
		if said := otherEmployer(app, n, name, words); said != "" {
			block("other-employer", fmt.Sprintf("another employer's name stands in it: %q", said))
			break
		}
	}
	greeted := p.lintGreeting(app, n, block, warn)
	if said, right := p.misspelt(app, n, words, greeted); said != "" {
		block("name-spelt", fmt.Sprintf("%q is spelt %q in their mails", said, right))
	}
}

// otherEmployer returns the name of another employer as a text has it, or "". Only whole words with the capitals of the
// name count, so that an employer called Target does not forbid a target.
func otherEmployer(app *Application, n Note, name, text string) string {
	for _, own := range append(app.names(), app.Agency) {
		if own != "" && likeNames(own, name) != unlike {
			return ""
		}
	}
	short := displayName(name)
	mine := strings.Join(append([]string{app.Role, n.To.Name, n.From.Name, app.LastHuman.Subject}, app.names()...), " ")
	if len([]rune(short)) < 2 || strings.ToLower(short) == short && !strings.Contains(short, ".") || calendarWord(short) || hasWord(mine, short) {
		return ""
	}
	for _, try := range []string{strings.TrimSpace(name), short} {
		if hasWord(text, try) {
			return try
		}
	}
	return ""
}

// displayName is an employer's name without its legal form.
func displayName(name string) string {
	words := strings.Fields(name)
	for len(words) > 1 && slices.Contains(legal, strings.ReplaceAll(strings.ToLower(strings.Trim(words[len(words)-1], ".,&")), ".", "")) {
		words = words[:len(words)-1]
	}
	return strings.Trim(strings.Join(words, " "), " ,.&")
}

// hasWord reports whether a text has a name in these capitals, as whole words.
func hasWord(text, name string) bool {
	for from := 0; name != ""; {
		i := strings.Index(text[from:], name)
		if i < 0 {
			return false
		}
		before, after := []rune(text[:from+i]), []rune(text[from+i+len(name):])
		if (len(before) == 0 || notLetter(before[len(before)-1])) && (len(after) == 0 || notLetter(after[0]) || after[0] == '\'') {
			return true
		}
		from += i + len(name)
	}
	return false
}

// lintGreeting holds the first line against the recipient and returns the words of a name that it greets.
func (p Policy) lintGreeting(app *Application, n Note, block, warn func(code, words string)) []string {
	first, _, _ := strings.Cut(strings.TrimLeft(n.Text, " \t\n"), "\n")
	m := greetings.FindStringSubmatch(first)
	if m == nil {
		return nil
	}
	var greeted []string
	for _, w := range strings.FieldsFunc(m[1], func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' }) {
		if slices.Contains(nobodys, strings.ToLower(w)) || !unicode.IsUpper([]rune(w)[0]) {
			continue
		}
		greeted = append(greeted, w)
	}
	names := p.namesOf(app, n)
	if len(greeted) == 0 || len(names) == 0 || len(greeted) > 4 {
		return greeted
	}
	for _, w := range greeted {
		if slices.ContainsFunc(names, func(t string) bool { return sameWord(w, t) || misspells(w, t, true) != "" }) {
			return greeted // right, or lint says how it is spelt
		}
	}
	who := strings.Join(greeted, " ")
	words := fmt.Sprintf("it greets %s and goes to %s", who, orElse(n.To.Name, n.To.Addr))
	for _, other := range everybody(app) {
		if lower(other.Addr) == lower(n.To.Addr) && other.Addr != "" {
			continue
		}
		if slices.ContainsFunc(nameTokens(other.Name), func(t string) bool { return sameWord(greeted[0], t) }) {
			block("greeting", words)
			return greeted
		}
	}
	warn("greeting", words)
	return greeted
}

// everybody returns the people of an application and of its interviews.
func everybody(app *Application) []Person {
	out := slices.Clone(app.People)
	for _, r := range app.Rounds {
		for _, iv := range r.Interviews {
			out = append(out, iv.People...)
		}
	}
	return out
}

// namesOf returns the words of all names that the recipient of a note goes by.
func (p Policy) namesOf(app *Application, n Note) []string {
	names := nameTokens(n.To.Name)
	for _, who := range everybody(app) {
		if who.Addr == "" || lower(who.Addr) != lower(n.To.Addr) {
			continue
		}
		names = append(names, nameTokens(who.Name)...)
		for _, s := range who.Spelt {
			names = append(names, nameTokens(s)...)
		}
	}
	return names
}

// nameTokens are the words of a person's name; none where it is no person's.
func nameTokens(name string) []string {
	if strings.ContainsAny(name, "@|/") {
		return nil
	}
	return strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' && r != '-' })
}

func sameWord(a, b string) bool {
	return straight(strings.ToLower(possessive(a))) == straight(strings.ToLower(b))
}

// possessive takes "'s" off.
func possessive(w string) string {
	return strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "’s")
}

// misspells returns the name that a word was meant to be where it is one slip of the pen away from it. In a greeting a word
// can hardly be anything else; elsewhere it must be long.
func misspells(word, name string, greeting bool) string {
	w, t := straight(strings.ToLower(possessive(word))), straight(strings.ToLower(name))
	least := 5
	if greeting {
		least = 3
	}
	if w == t || len([]rune(t)) < least || len([]rune(w)) < least || calendarWord(word) {
		return ""
	}
	if oneEdit(w, t) || strings.Map(plain, w) == strings.Map(plain, t) {
		return name
	}
	return ""
}

// misspelt looks for a name of the recipient or of the employer that is spelt as their mails never do.
func (p Policy) misspelt(app *Application, n Note, text string, greeted []string) (said, right string) {
	names := p.namesOf(app, n)
	right1 := func(w string, list []string, greeting bool) string {
		if slices.ContainsFunc(list, func(t string) bool { return sameWord(w, t) }) {
			return ""
		}
		for _, t := range list {
			if r := misspells(w, t, greeting); r != "" {
				return r
			}
		}
		return ""
	}
	for _, w := range greeted {
		if r := right1(w, names, true); r != "" && !p.names(app, n, w) {
			return w, r
		}
	}
	for _, name := range app.names() {
		names = append(names, nameTokens(displayName(name))...)
	}
	names = slices.DeleteFunc(names, func(t string) bool { return !unicode.IsUpper([]rune(t)[0]) })
	start := true
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;:()\"“”„«»/", r) }) {
		bare := strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) })
		if bare != "" && !start && unicode.IsUpper([]rune(bare)[0]) && !strings.ContainsAny(w, "@.") {
			if r := right1(bare, names, false); r != "" && !p.names(app, n, bare) {
				return bare, r
			}
		}
		start = strings.HasSuffix(w, ".") || strings.HasSuffix(w, "!") || strings.HasSuffix(w, "?")
	}
	return "", ""
}

// names reports whether a word is part of a name that the application knows, whoever's.
func (p Policy) names(app *Application, n Note, word string) bool {
	known := append(nameTokens(n.From.Name), nameTokens(app.Role)...)
	for _, name := range append(app.names(), app.Agency) {
		known = append(known, nameTokens(name)...)
	}
	for _, who := range everybody(app) {
		known = append(known, nameTokens(who.Name)...)
	}
	return slices.ContainsFunc(known, func(t string) bool { return sameWord(word, t) })
}
