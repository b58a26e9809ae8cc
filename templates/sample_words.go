package templates

import "time"

// spokenSample is what the user and her calendar would say in a language.
type spokenSample struct{ topic, liked, later, again string }

// The samples of each language: what was talked about, what was liked, what is added to a thank-you and to a nudge.
var spokenSamples = map[string]spokenSample{
	"en": {"how your team shares the on-call weeks", "my work on the billing migration",
		"the runbook format I mentioned is public, at mira.example/runbooks",
		"the runbook format we talked about is public now, at mira.example/runbooks"},
	"de": {"die Aufteilung der Bereitschaftswochen im Team", "meine Arbeit an der Umstellung der Abrechnung",
		"das erwähnte Format für Betriebshandbücher steht öffentlich unter mira.example/runbooks",
		"das besprochene Format für Betriebshandbücher steht jetzt öffentlich unter mira.example/runbooks"},
	"fr": {"la répartition des semaines d'astreinte dans l'équipe", "mon travail sur la migration de la facturation",
		"le format de procédures dont je parlais est public, sur mira.example/runbooks",
		"le format de procédures dont nous avons parlé est maintenant public, sur mira.example/runbooks"},
	"es": {"el reparto de las semanas de guardia en el equipo", "mi trabajo en la migración de la facturación",
		"el formato de procedimientos que mencioné es público, en mira.example/runbooks",
		"el formato de procedimientos del que hablamos ya es público, en mira.example/runbooks"},
	"pt": {"a divisão das semanas de prevenção entre colegas", "o meu trabalho na migração da cobrança",
		"o formato de procedimentos que mencionei é público, em mira.example/runbooks",
		"o formato de procedimentos da nossa conversa já é público, em mira.example/runbooks"},
	"nl": {"de verdeling van de piketweken in het team", "mijn werk aan de migratie van de facturatie",
		"het formaat voor draaiboeken dat ik noemde, is openbaar op mira.example/runbooks",
		"het formaat voor draaiboeken uit ons gesprek is nu openbaar op mira.example/runbooks"},
	"it": {"la divisione delle settimane di reperibilità nel gruppo", "il mio lavoro sulla migrazione della fatturazione",
		"il formato di procedure che ho citato è pubblico, su mira.example/runbooks",
		"il formato di procedure di cui abbiamo parlato ora è pubblico, su mira.example/runbooks"},
}

// speak puts the sample facts of a letter into another language.
func (d *NoteData) speak(lang, kind string) {
	s, ok := spokenSamples[lang]
	if !ok {
		return
	}
	at := d.InterviewTime
	d.InterviewDay, d.InterviewDate, d.Round = Weekday(lang, at), Date(lang, at), Ordinal(lang, 1)
	d.Applied, d.Topic = DayMonth(lang, time.Date(2026, time.February, 9, 9, 0, 0, 0, time.UTC)), s.topic
	switch kind {
	case "thank-you":
		d.Liked, d.NewPoint = s.liked, s.later
	case "nudge":
		d.PromisedDate, d.NewPoint = Date(lang, time.Date(2026, time.March, 13, 9, 0, 0, 0, time.UTC)), s.again
	}
}
