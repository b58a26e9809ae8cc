package followup

import (
	"regexp"
	"strings"
)

func init() {
	lintWords["it"] = phrases{
		pressing: []string{
			"volevo solo sapere se ci sono novità", "la disturbo di nuovo", "ti disturbo di nuovo", "come promesso",
			"come mi aveva promesso", "come mi avevi promesso", "mi aveva detto che", "mi avevi detto che", "aveva promesso",
			"avevi promesso", "sto ancora aspettando", "ancora nessuna risposta", "non ho ancora ricevuto risposta",
			"ultimatum", "ultimo sollecito", "ultima occasione", "ultima possibilità", "la supplico", "ti supplico",
			"dato che non ha risposto", "dato che non hai risposto", "aspetto ancora", "aspetto da giorni",
			"aspetto da settimane", "so che è molto occupato", "so che è molto occupata", "so che sei molto occupato",
			"so che sei molto occupata", "è urgente", "risposta urgente", "disperato", "disperata",
		},
		arguing: []string{
			"riconsiderare", "riconsideri", "ripensarci", "cambiare idea", "ingiusto", "ingiusta", "pretendo", "esigo",
			"mi merito", "ha commesso un errore", "avete commesso un errore", "non sono d'accordo con la decisione",
			"perché non sono stato scelto", "perché non sono stata scelta", "perché mi avete scartato",
			"perché mi avete scartata",
		},
		flattering: []string{
			"la migliore azienda", "l'azienda dei miei sogni", "il lavoro dei miei sogni", "candidato ideale",
			"candidata ideale", "candidato perfetto", "candidata perfetta", "assolutamente straordinario",
			"assolutamente straordinaria", "profondamente colpito", "profondamente colpita",
		},
		complaining: []string{
			"il vostro processo è lento", "il vostro processo è troppo lungo", "poco professionale", "ci avete messo troppo tempo", "ci ha messo troppo tempo", "state impiegando troppo tempo", "mai visto niente del genere", "male organizzato",
			"male organizzata",
		},
		others: []string{
			"altri candidati", "altre candidate", "meglio degli altri", "migliore degli altri", "si dice in giro",
			"voci di corridoio",
		},
		private: []string{
			"la mia malattia", "la mia salute", "la mia famiglia ha bisogno", "difficoltà economiche", "ho bisogno dei soldi",
			"ho bisogno di questo lavoro", "il mio divorzio", "i miei debiti",
		},
		legal: []string{
			"azioni legali", "vie legali", "discriminazione", "discriminato", "discriminata", "il mio avvocato",
			"la mia avvocata", "in tribunale",
		},
		pay: regexp.MustCompile(`(?i)\b(?:stipendio|stipendi|retribuzione|retribuzioni|(?:il|un|mio|del|di|sul) compenso|bonus)\b|[$€£]\s?\d|\d\s?(?:€|euro\b)`),
		common: strings.Fields(`a ad agli ai al alla alle anche che chi ci come con da dal dalla dei del della delle di e ed era gli
ha hai ho i il in io la le lei lo loro ma me mi mia mio molto ne nei nel nella noi non nostro o per
perché più quando questa questo se si sono su sua suo sul sulla te ti tra tu tua tuo un una è`),
	}
}
