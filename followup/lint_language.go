package followup

import "strings"

// languageNames are the languages that lint tells apart, in words.
var languageNames = map[string]string{
	"en": "English", "de": "German", "fr": "French", "es": "Spanish", "pt": "Portuguese", "nl": "Dutch", "it": "Italian",
}

// tells are small words that one language has and the six others have not, or seldom.
var tells = map[string][]string{
	"en": strings.Fields("the and of you for that with your have this would was are from about thank thanks been will our we my"),
	"de": strings.Fields("und der das ich nicht sie mit für auf dem den ein eine ist zu von haben wir ihnen ihre ihr vielen dank auch noch gerne über mich uns"),
	"fr": strings.Fields("et le les des vous je pour dans est une avec votre nous merci mon sur pas plus cette bien ce ai avoir été notre cordialement"),
	"es": strings.Fields("y el los las por para con una del gracias usted mi nos muy su sobre como pero hemos puesto saludos ha estoy he"),
	"pt": strings.Fields("os uma com não por muito obrigado obrigada você seu sua minha meu nos foi mais ao pela pelo sobre vaga tempo eu são"),
	"nl": strings.Fields("het een van ik niet voor met op dat te zijn aan graag bedankt uw je wij ons heb ook nog over mijn naar deze"),
	"it": strings.Fields("di il che per non sono una con grazie mi la lei suo della del anche ho questo molto cordiali saluti nel ci è gli colloquio"),
}

// telling says of a word which languages it tells of.
var telling = func() map[string][]string {
	out := map[string][]string{}
	for lang, words := range tells {
		for _, w := range words {
			out[w] = append(out[w], lang)
		}
	}
	return out
}()

// languageOf guesses the language of a text by its small words; empty where it is too short or between two. It wants five
// of them and half as many again as the next language has.
func languageOf(text string) string {
	count := map[string]int{}
	for _, w := range strings.FieldsFunc(strings.ToLower(text), notLetter) {
		for _, lang := range telling[w] {
			count[lang]++
		}
	}
	best, next := "", 0
	for lang := range languageNames {
		switch n := count[lang]; {
		case best == "" || n > count[best] || n == count[best] && lang < best:
			if best != "" {
				next = max(next, count[best])
			}
			best = lang
		default:
			next = max(next, n)
		}
	}
	if count[best] < 5 || 2*count[best] < 3*next {
		return ""
	}
	return best
}

// theirLanguage is the language that they write in: by hand, else that of their newest mail by a person; empty: not known.
func (a *Application) theirLanguage() string {
	if a.Language != "" {
		return a.Language
	}
	return languageOf(a.LastHuman.Excerpt)
}

// lintLanguage says where a letter is in a language that nobody expects. One that falls back to English for want of a
// letter in theirs is for the user to judge.
func (p Policy) lintLanguage(app *Application, n Note, block, warn func(code, words string)) {
	is, theirs := languageOf(withoutQuotes(n.Text)), app.theirLanguage()
	name := func(lang string) string { return orElse(languageNames[lang], lang) }
	chosen := orElse(n.Language, "en")
	if p.Language != "auto" && p.Language != "" && theirs == "" {
		chosen = orElse(n.Language, p.Language)
	}
	switch {
	case is == "" || is == theirs:
	case is != chosen && theirs != "":
		block("wrong-language", "the letter is in "+name(is)+", and they write in "+name(theirs))
	case is != chosen:
		block("wrong-language", "the letter is in "+name(is)+", and this one is to be in "+name(chosen))
	case theirs != "" && p.Language == "auto":
		warn("their-language", "the letter is in "+name(is)+", and they write in "+name(theirs))
	}
}

// withoutQuotes leaves out lines that quote a mail.
func withoutQuotes(text string) string {
	var keep []string
	for _, line := range strings.Split(text, "\n") {
		if !strings.HasPrefix(line, ">") {
			keep = append(keep, line)
		}
	}
	return strings.Join(keep, "\n")
}
