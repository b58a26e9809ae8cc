package mailwatch

import "strings"

// verdicts are the words that must never be lost in a signature or in small print.
var verdicts = newWordSet(
	"unfortunately", "regret", "not be moving", "not to move", "not be able", "not selected", "not been selected", "unsuccessful",
	"other candidates", "another candidate", "been filled", "not to proceed", "not proceed", "move forward", "moving forward",
	"pleased to", "delighted to", "congratulations", "invite you", "reschedul", "cancel your", "decided to", "decided not",
	"leider", "bedauern", "absage", "einladen", "malheureusement", "regrettons", "pas retenu", "lamentamos", "desafortunadamente", "lamentablemente",
	"infelizmente", "helaas", "purtroppo", "spiacenti",
)

func (p *paragraph) verdict() bool { return verdicts.in(p.text()) }

// strongPrint is said nowhere but in small print. weakPrint may also be said in a letter; jobWords then keep it there.
var (
	strongPrint = newWordSet(
		"unsubscribe", "opt out of", "opt-out", "email preferences", "communication preferences", "notification settings", "manage your notification",
		"manage preferences", "you are receiving this", "you're receiving this", "you received this", "this email was sent to", "this message was sent to",
		"equal opportunity employer", "all qualified applicants", "equal employment opportunity", "equal opportunities employer", "without regard to race", "affirmative action",
		"intended recipient", "intended only for", "intended solely", "intended for the", "strictly prohibited", "in error, please", "received this email in error", "received this message in error",
		"all rights reserved", "sent from my", "get outlook for", "sent via ", "view this email in", "view in browser", "view online",
		"registered office", "registered in england", "company number", "registergericht", "amtsgericht", "handelsregister", "geschäftsführer:", "ust-id",
		"vertrauliche informationen", "abbestellen", "von meinem iphone", "diese e-mail enthält", "diese nachricht wurde an",
		"se désabonner", "désinscrire", "désabonnement", "ce message et toutes les pièces", "envoyé de mon", "destiné exclusivement",
		"darse de baja", "cancelar la suscripción", "cancelar suscripción", "aviso legal", "destinatario", "enviado desde mi",
		"descadastrar", "cancelar inscrição", "cancelar a inscrição", "enviado do meu", "destinatário",
		"uitschrijven", "afmelden", "uitsluitend bestemd", "verzonden vanaf mijn", "annulla iscrizione", "annulla l'iscrizione", "disiscriv",
		"esclusivamente al destinatario", "inviato da ", "consider the environment before printing", "scanned for viruses", "avast.com", "mailing list", "subscription information",
	)
	weakPrint = newWordSet(
		"confidential", "privileged", "privacy policy", "privacy notice", "privacy statement", "© 2", "©2", "(c) 20", "(c) 19", "copyright ©", "copyright (c)", "copyright 20", "copyright 19", "do not reply", "not monitored",
		"unmonitored", "no-reply", "noreply", "automatically generated", "automated message", "automated email", "auto-generated", "automatically sent", "powered by",
		"terms of service", "terms of use", "disclaimer", "reasonable accommodation", "data protection", "gdpr",
		"datenschutz", "vertraulich", "antworten sie nicht", "automatisch erstellt", "automatisch generiert", "impressum",
		"confidentiel", "ne pas répondre", "politique de confidentialité", "rgpd", "confidencial", "no responder", "no responda", "política de privacidad",
		"não responda", "política de privacidade", "lgpd", "niet beantwoorden", "vertrouwelijk", "privacyverklaring", "non rispondere",
		"riservat", "informativa privacy", "informativa sulla privacy",
	)
	jobWords = newWordSet(
		"appl", "interview", "candidat", "position", "resume", "résumé", " role", "career", "recruit", "hiring", "thank you for", "we will", "we'll",
		"bewerb", "gespräch", "stelle", "entretien", "poste", "entrevista", "vacante", "puesto", "vaga", "sollicit", "gesprek", "colloquio", "posizione",
	)
)

// printHead is how much of a paragraph is searched for the words of small print: notices begin with what they are.
const printHead = 300

// smallPrint says that a paragraph is a notice of law, list or machine.
func (p *paragraph) smallPrint() bool {
	if !p.judged {
		p.judged, p.isPrint = true, printed(p.text()) && !p.verdict()
	}
	return p.isPrint
}

func printed(text string) bool {
	head := clip(text, printHead)
	if i := strongPrint.index(head); i >= 0 {
		return i < 60 || !jobWords.in(head[:i])
	}
	return weakPrint.in(head) && !jobWords.in(text)
}

// cutPrint separates the lines of a paragraph that are small print from those above, for mails whose every sentence stands
// in a line of its own. Lines that were only wrapped stay together.
func (p *paragraph) cutPrint() (above paragraph, ok bool) {
	if len(p.lines) == 1 {
		return paragraph{}, p.smallPrint()
	}
	at := -1
	for i, l := range p.lines {
		if strongPrint.in(l) || weakPrint.in(l) {
			at = i
			break
		}
	}
	if at < 0 {
		return paragraph{}, p.smallPrint()
	}
	for at > 0 && len(p.lines[at-1]) >= wrapped && !sentenceEnd(p.lines[at-1]) {
		at--
	}
	below := paragraph{lines: p.lines[at:]}
	return paragraph{lines: p.lines[:at:at]}, below.smallPrint()
}

// wrapped is the least length of a line that a program broke.
const wrapped = 50

func sentenceEnd(l string) bool {
	t := strings.TrimRight(l, " \"')*_")
	return t != "" && strings.IndexByte(".!?:", t[len(t)-1]) >= 0
}
