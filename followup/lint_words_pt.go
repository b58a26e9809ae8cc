package followup

import (
	"regexp"
	"strings"
)

func init() {
	lintWords["pt"] = phrases{
		pressing: []string{
			"só queria saber se há novidades", "só passando para saber", "venho insistir", "insisto", "como prometido",
			"como prometeu", "como você me disse", "como o senhor disse", "como a senhora disse", "você me disse que me", "o senhor disse que me", "a senhora disse que me", "você prometeu",
			"continuo aguardando", "ainda aguardo", "estou esperando há", "continuo à espera", "ainda não recebi resposta",
			"ultimato", "último lembrete", "última chance", "última oportunidade", "eu imploro", "já que não respondeu",
			"é urgente", "resposta urgente", "sei que está muito ocupado", "sei que está muito ocupada", "desesperado",
			"desesperada",
		},
		arguing: []string{
			"reconsidere", "reconsiderar", "reconsiderem", "mudar de ideia", "por que não fui", "injusto", "injusta", "exijo",
			"eu mereço", "cometeu um erro", "cometeram um erro", "não concordo com a decisão", "por que me rejeitaram",
		},
		flattering: []string{
			"absolutamente incrível", "a melhor empresa", "a empresa dos meus sonhos", "o emprego dos meus sonhos",
			"candidato ideal", "candidata ideal", "candidato perfeito", "candidata perfeita", "profundamente impressionado",
			"profundamente impressionada",
		},
		complaining: []string{
			"o seu processo é lento", "o seu processo é muito lento", "o seu processo é demorado", "mal organizado", "pouco profissional", "demoraram tempo demais", "demorou tempo demais", "demoraram demasiado",
			"nunca vi nada assim",
		},
		others: []string{
			"outros candidatos", "outras candidatas", "os demais candidatos", "melhor que os outros",
			"melhor do que os outros", "dizem por aí", "boato",
		},
		private: []string{
			"minha saúde", "minha família precisa", "dificuldades financeiras", "preciso do dinheiro",
			"preciso deste emprego", "meu divórcio", "minhas dívidas", "minha doença",
		},
		legal: []string{
			"medidas legais", "ação judicial", "discriminação", "discriminado", "discriminada", "meu advogado",
			"minha advogada", "processar a empresa",
		},
		pay: regexp.MustCompile(`(?i)\b(?:salário|salários|remuneração|bônus|bónus|pretensão salarial)\b|(?:R\$|[$€£])\s?\d|\d\s?(?:€|euros?\b|reais\b)`),
		common: strings.Fields(`a ao aos as até com como da das de dela dele depois do dos e ela ele em entre era essa esse esta
este eu foi há isso já la lhe mais mas me meu minha muito na nas nem no nos não o os ou para pela
pelo por que quem se sem ser seu sua são só também te tem um uma você à às é`),
	}
}
