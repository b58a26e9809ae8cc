package followup

import (
	"regexp"
	"strings"
)

func init() {
	lintWords["de"] = phrases{
		pressing: []string{
			"ich wollte nur kurz nachfragen", "wollte nur mal nachhaken", "ich hake noch einmal nach", "wie versprochen",
			"wie von ihnen zugesagt", "wie von dir zugesagt", "sie hatten mir gesagt", "du hattest mir gesagt",
			"sie haben versprochen", "du hast versprochen", "ich warte seit", "ich warte immer noch", "warte noch immer",
			"immer noch keine antwort", "bisher keine antwort", "ich weiß, dass sie viel zu tun haben, aber",
			"ich weiß, dass du viel zu tun hast, aber", "ultimatum", "letzte erinnerung", "letzte mahnung",
			"letzte gelegenheit", "da sie nicht geantwortet haben", "da du nicht geantwortet hast", "verzweifelt",
			"ich flehe", "bitte dringend", "dringend eine antwort", "umgehend eine antwort",
		},
		arguing: []string{
			"überdenken sie", "überdenke bitte", "ihre entscheidung zu überdenken", "die entscheidung zu überdenken",
			"ihre meinung zu ändern", "unfair", "ungerecht", "nicht nachvollziehbar", "ich verlange", "ich fordere",
			"ich habe es verdient", "einen fehler gemacht", "nicht einverstanden mit", "warum wurde ich nicht",
			"warum haben sie mich nicht", "warum habt ihr mich nicht", "weshalb wurde ich nicht",
		},
		flattering: []string{
			"absolut fantastisch", "das beste unternehmen", "mein traumjob", "mein traumunternehmen", "zutiefst beeindruckt",
			"überwältigt von", "einzigartige firma", "perfekte kandidatin", "perfekter kandidat",
		},
		complaining: []string{
			"ihr prozess ist zu lang", "ihr prozess ist schlecht", "ihr prozess ist chaotisch", "der prozess war chaotisch", "schlecht organisiert", "unprofessionell",
			"viel zu lange gedauert", "so etwas habe ich noch nie erlebt",
		},
		others: []string{
			"andere bewerber", "andere kandidaten", "die anderen bewerber", "besser als die anderen",
			"man erzählt sich", "böse zungen", "gerücht",
		},
		private: []string{
			"meine krankheit", "meine gesundheit", "meine familie braucht", "finanzielle not", "ich brauche das geld",
			"ich brauche den job", "meine scheidung", "meine schulden",
		},
		legal: []string{
			"verklagen", "rechtliche schritte", "gleichbehandlungsgesetz", "diskriminiert", "diskriminierung",
			"diskriminierend", "meinen anwalt", "mein anwalt", "vor das arbeitsgericht",
		},
		pay: regexp.MustCompile(`(?i)\b(?:gehalt|gehaltsvorstellung\w*|gehälter|vergütung|lohn|löhne|bonus|jahresgehalt|bezahlung)\b|[$€£]\s?\d|\d\s?(?:€|euro\b)`),
		common: strings.Fields(`aber als am an auch auf aus bei bin bis das dass dem den der des die dir du ein eine einem einen
einer er es für haben hat ich ihnen ihr ihre im in ist kann mein mich mir mit nach nicht noch oder
sehr sich sie sind so um und uns unser von war was wenn wie wir zu zum zur über`),
	}
}
