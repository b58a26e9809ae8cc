package followup

import (
	"regexp"
	"strings"
)

func init() {
	lintWords["nl"] = phrases{
		pressing: []string{
			"even checken", "even informeren of er al nieuws is", "ik wilde nog even navragen", "zoals beloofd",
			"zoals u had beloofd", "zoals je had beloofd", "u had gezegd dat", "je had gezegd dat", "u heeft beloofd",
			"je hebt beloofd", "ik wacht nog steeds", "ik wacht al", "nog steeds geen antwoord", "nog steeds niets gehoord",
			"ik weet dat u het druk hebt, maar", "ik weet dat je het druk hebt, maar", "ultimatum", "laatste herinnering",
			"laatste kans", "wanhopig", "ik smeek", "omdat u niet hebt geantwoord", "omdat je niet hebt geantwoord",
			"dringend antwoord", "met spoed antwoord",
		},
		arguing: []string{
			"heroverwegen", "heroverweeg", "van gedachten veranderen", "waarom ben ik niet", "oneerlijk", "onterecht",
			"ik eis", "ik verdien", "een fout gemaakt", "niet eens met de beslissing", "niet eens met uw beslissing",
			"waarom heeft u mij niet", "waarom hebt u mij niet", "waarom heb je mij niet",
		},
		flattering: []string{
			"absoluut fantastisch", "het beste bedrijf", "mijn droombaan", "het bedrijf van mijn dromen",
			"diep onder de indruk", "de ideale kandidaat", "de perfecte kandidaat",
		},
		complaining: []string{
			"uw procedure is te lang", "uw procedure is traag", "slecht georganiseerd", "onprofessioneel", "veel te lang geduurd", "nog nooit meegemaakt",
		},
		others: []string{
			"andere kandidaten", "andere sollicitanten", "beter dan de anderen", "men zegt dat", "naar verluidt", "gerucht",
		},
		private: []string{
			"mijn ziekte", "mijn gezondheid", "mijn gezin heeft", "geldproblemen", "ik heb het geld nodig",
			"ik heb deze baan nodig", "mijn scheiding", "mijn schulden",
		},
		legal: []string{
			"aanklagen", "juridische stappen", "discriminatie", "gediscrimineerd", "mijn advocaat", "naar de rechtbank",
		},
		pay: regexp.MustCompile(`(?i)\b(?:salaris|salarissen|loon|beloning|vergoeding|bonus|salarisindicatie)\b|[$€£]\s?\d|\d\s?(?:€|euro\b)`),
		common: strings.Fields(`aan al als bij dan dat de die dit door een en er ga geen had heb hebben heeft het hij hoe hun ik in
is je jij jou jouw kan maar me meer met mij mijn na naar niet nog of om onder ons ook op over te tot
u uit uw van veel voor waar was wat we wel wij zal ze zeer zich zij zijn zo`),
	}
}
