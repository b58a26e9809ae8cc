package templates

// salutationIn are the two salutations of a language, as compose gives them.
var salutationIn = map[string][2]string{
	"en": {"Mr", "Ms"}, "de": {"Herr", "Frau"}, "fr": {"Monsieur", "Madame"}, "es": {"señor", "señora"}, "pt": {"senhor", "senhora"},
	"nl": {"heer", "mevrouw"}, "it": {"signor", "signora"},
}

// repairIn is one answer to complete.
var repairIn = map[string]string{
	"en": "Asked how I would split the ledger, I would begin with the read patterns and then divide by customer.",
	"de": "Auf die Frage, wie ich das Hauptbuch aufteilen würde: Ich würde mit den Lesemustern beginnen und dann nach Kunden trennen.",
	"fr": "Pour découper le grand livre, je commencerais par les habitudes de lecture, puis je séparerais par client.",
	"es": "Para dividir el libro mayor, empezaría por los patrones de lectura y después separaría por cliente.",
	"pt": "Para dividir o livro-razão, eu começaria pelos padrões de leitura e depois separaria por cliente.",
	"nl": "Voor het splitsen van het grootboek zou ik beginnen met de leespatronen en daarna per klant verdelen.",
	"it": "Per dividere il libro mastro, comincerei dai modelli di lettura e poi separerei per cliente.",
}

// panelIn are four topics and four things that were liked.
var panelIn = map[string][2][]string{
	"en": {{"how your team shares the on-call weeks", "the move away from the old ledger", "what a first month looks like", "why the reports are built at night"},
		{"my work on the billing migration", "the parser I wrote", "my notes on hand-overs", "the talk I gave on queues"}},
	"de": {{"die Aufteilung der Bereitschaftswochen", "die Ablösung des alten Hauptbuchs", "die ersten vier Wochen", "die nächtlichen Berichte"},
		{"meine Arbeit an der Umstellung der Abrechnung", "meinen Parser", "meine Notizen zu Übergaben", "meinen Vortrag über Warteschlangen"}},
	"fr": {{"la répartition des semaines d'astreinte", "l'abandon de l'ancien grand livre", "le premier mois dans l'équipe", "les rapports de nuit"},
		{"mon travail sur la migration de la facturation", "mon analyseur", "mes notes sur les passations", "ma conférence sur les files d'attente"}},
	"es": {{"el reparto de las semanas de guardia", "la salida del antiguo libro mayor", "el primer mes en el equipo", "los informes nocturnos"},
		{"mi trabajo en la migración de la facturación", "mi analizador", "mis notas sobre los traspasos", "mi charla sobre colas"}},
	"pt": {{"a divisão das semanas de plantão", "a saída do antigo livro-razão", "o primeiro mês na função", "os relatórios noturnos"},
		{"o meu trabalho na migração da faturação", "o meu analisador", "as minhas notas sobre passagens de turno", "a minha palestra sobre filas"}},
	"nl": {{"de verdeling van de piketweken", "het afscheid van het oude grootboek", "de eerste maand", "de nachtelijke rapporten"},
		{"mijn werk aan de migratie van de facturatie", "mijn parser", "mijn aantekeningen over overdrachten", "mijn lezing over wachtrijen"}},
	"it": {{"la divisione delle settimane di reperibilità", "l'uscita dal vecchio libro mastro", "il primo mese nel gruppo", "i rapporti notturni"},
		{"il mio lavoro sulla migrazione della fatturazione", "il mio parser", "i miei appunti sui passaggi di consegne", "la mia relazione sulle code"}},
}

// forbidden are words that have no place in any letter of a language (domain: pressure, blame, filler, flattery, pay).
var forbidden = map[string][]string{
	"en": {
		"checking in", "touch base", "touching base", "circle back", "circling back", "as promised", "you promised", "you told me",
		"you said", "i've been waiting", "i have been waiting", "waiting to hear", "busy", "desperate", "asap", "urgent", "any update",
		"salary", "compensation", "reconsider", "unfortunately", "disappoint", "amazing", "thrilled", "excited", "perfect fit",
		"great opportunity", "per my last", "hesitate", "just ", "honestly", "passion", "embarrass", "other candidates",
	},
	"de": {
		"wie versprochen", "wie angekündigt", "sie hatten gesagt", "nur kurz nach", "dringend", "umgehend", "leider", "enttäusch",
		"gehalt", "vergütung", "begeistert", "leidenschaft", "traumjob", "entschuldig", "warte", "andere bewerber", "würde mich freuen, von ihnen zu hören",
	},
	"fr": {
		"comme promis", "comme convenu", "vous aviez dit", "au plus vite", "urgent", "malheureusement", "déç", "salaire", "rémunération",
		"passionn", "ravi", "désolé", "excuse", "j'attends", "autres candidats", "je me permets de revenir vers vous",
	},
	"es": {
		"como prometi", "como quedamos", "me dijo", "me dijiste", "urgente", "lamentablemente", "decepcion", "salario", "sueldo",
		"apasiona", "entusiasmad", "disculp", "perdón", "esperando", "otros candidatos", "cuanto antes",
	},
	"pt": {
		"como prometido", "como combinado", "disse que", "urgente", "infelizmente", "decepcion", "desilu", "salário", "remuneração",
		"apaixon", "empolgad", "desculp", "perdão", "aguardando", "à espera", "outros candidatos", "o quanto antes",
	},
	"nl": {
		"zoals beloofd", "zoals afgesproken", "u had gezegd", "je zei", "dringend", "helaas", "teleurgesteld", "salaris", "passie",
		"enthousiast", "sorry", "excuses", "ik wacht", "andere kandidaten", "zo snel mogelijk",
	},
	"it": {
		"come promesso", "come d'accordo", "aveva detto", "mi avevi detto", "urgente", "purtroppo", "delus", "stipendio", "retribuzione",
		"appassion", "entusiast", "mi scus", "scusi", "in attesa", "altri candidati", "al più presto",
	},
}

// regrets are allowed where the user misses a meeting: once.
var regrets = []string{"apolog", "sorry"}

var broken = []string{"<no value>", "!", "%!", "{", "}", "\t", "\r"}

// small are the words that may not stand before a mark: an empty field was left behind.
var smallWords = map[string]string{
	"en": "at on about the of to for with and by a is that until", "de": "bei am die der für und um eine dem den",
	"fr": "chez le la les de du des à au pour avec et un une que dans sur", "es": "en el la los las de del para con y un una que por sobre",
	"pt": "em na no o a os as de da do para com e um uma que por sobre", "nl": "bij de het van een om als",
	"it": "in il la lo i gli le di del della per con e un una che su presso da",
}
