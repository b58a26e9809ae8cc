package followup

import (
	"regexp"
	"strings"
)

func init() {
	lintWords["es"] = phrases{
		pressing: []string{
			"solo quería saber si hay novedades", "le escribo nuevamente para insistir", "insisto", "como prometió",
			"como prometiste", "como me dijo", "como me dijiste", "me dijo que me", "me dijiste que me", "me dijo que tendría", "me dijiste que tendría", "usted prometió", "prometiste", "sigo esperando",
			"llevo esperando", "todavía no he recibido respuesta", "aún no he recibido respuesta", "ultimátum",
			"último recordatorio", "última oportunidad", "se lo ruego", "te lo ruego", "ya que no respondió",
			"ya que no respondiste", "como me prometieron", "es urgente", "respuesta urgente", "desesperado", "desesperada",
			"sé que está muy ocupado", "sé que está muy ocupada", "sé que estás muy ocupado", "sé que estás muy ocupada",
		},
		arguing: []string{
			"reconsidere", "reconsideres", "reconsiderar", "reconsideren", "cambiar de opinión", "por qué no fui", "injusto",
			"injusta", "exijo", "merezco", "ha cometido un error", "habéis cometido un error",
			"no estoy de acuerdo con la decisión", "por qué me rechazaron", "por qué no me eligieron",
			"por qué no me habéis elegido",
		},
		flattering: []string{
			"absolutamente increíble", "la mejor empresa", "la empresa de mis sueños", "el trabajo de mis sueños",
			"candidato ideal", "candidata ideal", "candidato perfecto", "candidata perfecta", "profundamente impresionado",
			"profundamente impresionada",
		},
		complaining: []string{
			"su proceso es lento", "su proceso es muy lento", "su proceso es demasiado largo", "mal organizado", "poco profesional", "han tardado demasiado", "ha tardado demasiado", "tardan demasiado", "nunca había visto algo así",
		},
		others: []string{
			"otros candidatos", "otras candidatas", "los demás candidatos", "mejor que los demás", "se dice por ahí", "rumor",
		},
		private: []string{
			"mi enfermedad", "mi salud", "mi familia necesita", "problemas económicos", "necesito el dinero",
			"necesito este trabajo", "mi divorcio", "mis deudas",
		},
		legal: []string{
			"discriminación", "discriminado", "discriminada", "discriminatorio", "mi abogado", "mi abogada",
			"una demanda judicial", "acciones legales",
		},
		pay: regexp.MustCompile(`(?i)\b(?:salario|salarios|sueldo|sueldos|remuneración|retribución|bonus)\b|[$€£]\s?\d|\d\s?(?:€|euros?\b)`),
		common: strings.Fields(`a al algo como con cuando de del desde donde el ella en era es esa ese esta este esto fue ha hasta
hay he la las le les lo los me mi mis muy más ni no nos o para pero por porque que qué se si sin
sobre son su sus también te tiene tu tus un una usted y ya yo`),
	}
}
