package followup

import (
	"regexp"
	"strings"
	"unicode"
)

// voice returns language, tone and form of address for a letter to who, as their last mail has them (domain.md 5). The
// user's word wins: a language, a form or a tone that she chose stays. An empty language is for the policy to choose.
func (p Policy) voice(app *Application, who Person) (language string, tone Tone, form Form) {
	if app.Language != "" || p.Language == "auto" {
		language = app.theirLanguage()
	}
	tone, form = p.Tone, who.Form
	known := app.person(who.Key())
	if form == FormUnknown && known != nil {
		form = known.Form
	}
	mail, wrote := app.wroteLast(who)
	if form == FormUnknown && wrote {
		form = formOf(mail.Excerpt, orElse(language, app.theirLanguage()))
	}
	if form == FormUnknown {
		form = app.Form
	}
	if wrote && p.Tone == Warm { // the default: another one is the user's own choice
		tone = toneOf(mail)
	}
	return language, tone, form
}

// wroteLast returns the newest mail that the person wrote, else the newest that any person of theirs did.
func (a *Application) wroteLast(who Person) (Mail, bool) {
	for _, m := range []Mail{a.LastHuman, a.LastIn} {
		if m.Excerpt != "" && who.Addr != "" && (lower(m.From.Addr) == lower(who.Addr) || lower(m.ReplyTo.Addr) == lower(who.Addr)) {
			return m, true
		}
	}
	return a.LastHuman, a.LastHuman.Excerpt != ""
}

// stiff is how a mail begins that wants a formal answer.
var stiff = regexp.MustCompile(`(?i)^\s*(?:dear (?:mr|ms|mrs|mx|dr|prof)\b|sehr geehrte|(?:cher |chère )?(?:monsieur|madame)\b|estimad[oa] (?:sr|sra|señor|señora)\b|prezad[oa] (?:sr|sra|senhor|senhora)\b|geachte|gentile|egregi[oa])`)

// briefBelow is the number of words below which a mail counts as brief.
const briefBelow = 40

// toneOf tells how a mail speaks: formal where it greets formally, warm where its writer signs with a first name, brief
// where it is short; else warm.
func toneOf(m Mail) Tone {
	words := len(strings.Fields(m.Excerpt))
	signed := signedAs(m)
	switch {
	case stiff.MatchString(m.Excerpt):
		return Formal
	case signed != "" && !strings.Contains(signed, " "):
		return Warm
	case words > 0 && words < briefBelow && signed != "":
		return Brief
	}
	return Warm
}

// signedAs returns the name under a mail as its writer signs it: "Liz". It is a part of the display name or stands alone
// after words of farewell; empty where there is none.
func signedAs(m Mail) string {
	lines := strings.Split(strings.TrimSpace(m.Excerpt), "\n")
	for i := len(lines) - 1; i > 0 && i >= len(lines)-4; i-- {
		line := strings.Trim(lines[i], " \t,.-–—")
		words := strings.Fields(line)
		if len(words) == 0 || len(words) > 3 || !isName(words) {
			continue
		}
		before := strings.ToLower(strings.Trim(lastFull(lines[:i]), " \t,.!-–—"))
		if farewell.MatchString(before) || strings.Contains(strings.ToLower(m.From.Name), strings.ToLower(line)) {
			return line
		}
	}
	return ""
}

var farewell = regexp.MustCompile(`(?:regards|wishes|best|thanks|thank you|sincerely|cheers|yours|grüße|grüßen|gruß|grüsse|cordialement|bien à vous|saludos|saludo|atentamente|abraço|atenciosamente|cumprimentos|groeten|groet|saluti)$`)

func lastFull(lines []string) string {
	for i := len(lines) - 1; i >= 0; i-- {
		if strings.TrimSpace(lines[i]) != "" {
			return lines[i]
		}
	}
	return ""
}

func isName(words []string) bool {
	for _, w := range words {
		for i, r := range w {
			if i == 0 && !unicode.IsUpper(r) || !unicode.IsLetter(r) && r != '-' && r != '\'' && r != '’' && r != '.' {
				return false
			}
		}
	}
	return true
}

// forms are the words of address in languages that have two: familiar first. Capitals tell Sie from sie and Lei from lei.
var forms = map[string][2]*regexp.Regexp{
	"de": {
		regexp.MustCompile(`(?:^|[^\pL])(?:[Dd]u|[Dd]ich|[Dd]ir|[Dd]ein(?:e[mnrs]?)?)(?:$|[^\pL])`),
		regexp.MustCompile(`[^.!?\s][ \t\n]+(?:Sie|Ihnen|Ihr(?:e[mnrs]?)?)(?:$|[^\pL])|(?:^|[^\pL])(?:Ihnen|Sehr geehrte)`),
	},
	"fr": {
		regexp.MustCompile(`(?i)(?:^|[^\pL])(?:tu|toi|te|t'as|ton|ta|tes)(?:$|[^\pL])`),
		regexp.MustCompile(`(?i)(?:^|[^\pL])(?:vous|votre|vos)(?:$|[^\pL])`),
	},
	"es": {
		regexp.MustCompile(`(?i)(?:^|[^\pL])(?:tú|tu|tus|ti|contigo|te)(?:$|[^\pL])`),
		regexp.MustCompile(`(?i)(?:^|[^\pL])(?:usted|ustedes|le agradecemos|su candidatura|estimad[oa])(?:$|[^\pL])`),
	},
	"pt": {
		regexp.MustCompile(`(?i)(?:^|[^\pL])(?:você|tu|teu|tua|contigo)(?:$|[^\pL])`),
		regexp.MustCompile(`(?i)(?:^|[^\pL])(?:o senhor|a senhora|v\. ?ex|prezad[oa])(?:$|[^\pL])`),
	},
	"nl": {
		regexp.MustCompile(`(?i)(?:^|[^\pL])(?:je|jij|jou|jouw|jullie)(?:$|[^\pL])`),
		regexp.MustCompile(`(?i)(?:^|[^\pL])(?:u|uw|geachte)(?:$|[^\pL])`),
	},
	"it": {
		regexp.MustCompile(`(?i)(?:^|[^\pL])(?:tu|ti|te|tuo|tua|tuoi|tue|ciao)(?:$|[^\pL])`),
		regexp.MustCompile(`(?:^|[^\pL])(?:Lei|La ringrazi\pL+|Suo|Sua|Suoi|Le scriv\pL+|[Gg]entile|[Ee]gregi[oa])(?:$|[^\pL])`),
	},
}

// formOf tells how a mail addresses the user: the form that its words have more of; unknown where they have as many of
// both, or none.
func formOf(text, lang string) Form {
	re, ok := forms[lang]
	if !ok {
		return FormUnknown
	}
	familiar, polite := len(re[0].FindAllStringIndex(text, -1)), len(re[1].FindAllStringIndex(text, -1))
	switch {
	case familiar > polite:
		return FormFamiliar
	case polite > familiar:
		return FormPolite
	}
	return FormUnknown
}
