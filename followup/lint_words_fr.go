package followup

import (
	"regexp"
	"strings"
)

func init() {
	lintWords["fr"] = phrases{
		pressing: []string{
			"je me permets de revenir vers vous", "je me permets de relancer", "je reviens vers vous une nouvelle fois",
			"comme promis", "vous m'aviez dit", "tu m'avais dit", "vous aviez promis", "tu avais promis",
			"j'attends toujours", "j'attends depuis", "toujours pas de réponse", "sans réponse de votre part",
			"sans réponse de ta part", "je sais que vous êtes occupé", "je sais que tu es occupé", "ultimatum",
			"dernier rappel", "dernière chance", "je vous en supplie", "je t'en supplie", "c'est urgent",
			"une réponse urgente", "répondre au plus vite", "désespérément",
		},
		arguing: []string{
			"reconsidérer", "revoir votre décision", "revoir ta décision", "changer d'avis", "pourquoi n'ai-je pas",
			"pourquoi m'avez-vous", "pourquoi m'as-tu", "injuste", "j'exige", "je mérite", "vous avez fait une erreur",
			"tu as fait une erreur", "je conteste",
		},
		flattering: []string{
			"absolument extraordinaire", "la meilleure entreprise", "l'entreprise de mes rêves", "le poste de mes rêves",
			"candidat idéal", "candidate idéale", "candidat parfait", "candidate parfaite", "profondément impressionné",
			"profondément impressionnée",
		},
		complaining: []string{
			"votre processus est trop long", "votre processus est lent", "mal organisé", "peu professionnel", "beaucoup trop long", "je n'ai jamais vu cela",
		},
		others: []string{
			"autres candidats", "autres candidates", "meilleur que les autres", "meilleure que les autres",
			"on raconte que", "les mauvaises langues", "rumeur",
		},
		private: []string{
			"ma maladie", "ma santé", "ma famille a besoin", "difficultés financières", "j'ai besoin d'argent",
			"j'ai besoin de ce travail", "mon divorce", "mes dettes",
		},
		legal: []string{
			"discrimination", "discriminé", "discriminée", "discriminatoire", "mon avocat", "mon avocate", "des poursuites",
			"une action en justice", "aux prud'hommes",
		},
		pay: regexp.MustCompile(`(?i)\b(?:salaire|salaires|rémunération|prétentions salariales)\b|[$€£]\s?\d|\d\s?(?:€|euros?\b)`),
		common: strings.Fields(`à ai au aux avec avez avons ce ces cette chez dans de des du elle en est et eu il ils je la le les
leur lui ma mais me mes moi mon ne nos notre nous on ou par pas plus pour qu que qui sa se ses si
son sont sur te toi tu un une vos votre vous été être`),
	}
}
