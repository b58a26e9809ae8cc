package mailwatch

import "strings"

// cutZones sorts lines into what the sender wrote and what he quoted, then cuts signature and footer off his words. When
// in doubt a line is his own: a verdict that is read twice does no harm, one that is not read does.
func cutZones(lines []line) Text {
	markQuotes(lines)
	var t Text
	var quoted []string
	for i := 0; i < len(lines); {
		j := i
		for j < len(lines) && (lines[j].quote == hardQuote) == (lines[i].quote == hardQuote) {
			j++
		}
		if lines[i].quote == hardQuote {
			for _, l := range lines[i:j] {
				quoted = append(quoted, l.text)
			}
			quoted = append(quoted, "")
		} else {
			own, signature, footer := cutEnd(lines[i:j])
			t.Own = joinText(t.Own, own)
			t.Signature = joinText(t.Signature, signature)
			t.Footer = joinText(t.Footer, footer)
		}
		i = j
	}
	t.Quoted = paragraphs(quoted)
	return t
}

// paragraphs joins lines; runs of empty ones become a single one.
func paragraphs(lines []string) string {
	var b strings.Builder
	empty := false
	for _, l := range lines {
		if strings.TrimSpace(l) == "" {
			empty = b.Len() > 0
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
			if empty {
				b.WriteByte('\n')
			}
		}
		empty = false
		b.WriteString(l)
	}
	return b.String()
}

// markQuotes finds the lines that introduce a quotation and marks these and what they introduce.
func markQuotes(lines []line) {
	for i := 0; i < len(lines); i++ {
		if lines[i].quote == hardQuote || lines[i].text == "" {
			continue
		}
		if separator(lines[i].text) || headerBlock(lines[i:]) {
			n := quotedHead(lines[i:])
			if n == 0 {
				markAll(lines[i-aboveNotes(lines, i):])
				return
			}
			markAll(lines[i : i+n])
			i += n - 1
			continue
		}
		n := attribution(lines[i:])
		if n == 0 {
			continue
		}
		next := i + n
		for next < len(lines) && lines[next].text == "" {
			next++
		}
		switch {
		case next == len(lines):
			// Nothing follows: an empty quotation, if it is one.
		case lines[next].quote == plainLine:
			if anyHard(lines[next:]) && !strings.Contains(lines[i+n-1].text, "@") {
				continue // A sentence that happens to end like one: the true quotation comes later.
			}
			markAll(lines[i:])
			return
		case lines[next].quote == softQuote:
			for k := next; k < len(lines) && (lines[k].quote == softQuote || lines[k].text == ""); k++ {
				lines[k].quote = hardQuote
			}
		}
		markAll(lines[i:next])
		i = next - 1
	}
}

// quotedHead says how many lines stand above a quotation whose lines carry marks of their own: then what has none is an
// answer. It is 0 if the quotation has no marks and goes on to the end.
func quotedHead(lines []line) int {
	for i := 1; i < len(lines) && i < 16; i++ {
		switch l := lines[i]; {
		case l.quote == hardQuote:
			return i
		case l.text == "" || headerName(l.text) != "" || strings.HasPrefix(l.text, " ") || strings.HasPrefix(l.text, "\t"):
		case i > 1 && headerName(lines[i-1].text) != "" && strings.Contains(l.text, "@"):
		default:
			return 0
		}
	}
	return 0
}

func markAll(lines []line) {
	for i := range lines {
		lines[i].quote = hardQuote
	}
}

func anyHard(lines []line) bool {
	for _, l := range lines {
		if l.quote == hardQuote {
			return true
		}
	}
	return false
}

// wrote are the words with which mail programs end the line above a quotation, by the word that the line begins with.
var wrote = []struct{ first, last string }{
	{"On ", "wrote:"}, {"On ", "writes:"}, {"Am ", "schrieb"}, {"Le ", "a écrit"}, {"El ", "escribió"}, {"Em ", "escreveu"},
	{"Op ", "schreef"}, {"Il ", "ha scritto"}, {"A ", "escreveu"}, {"Den ", "skrev"},
}

// attribution says how many lines, up to four, make an "On such a day, Jane wrote:".
func attribution(lines []line) int {
	first := strings.TrimLeft(lines[0].text, " \t")
	for _, w := range wrote {
		if !strings.HasPrefix(first, w.first) {
			continue
		}
		length := 0
		for n := 0; n < len(lines) && n < 4 && lines[n].text != ""; n++ {
			text := strings.TrimRight(lines[n].text, " \t")
			if length += len(text); length > 400 {
				return 0
			}
			if strings.HasSuffix(text, ":") && (strings.Contains(text, w.last) || n > 0 && strings.Contains(lines[n-1].text, w.last)) && dated(lines[:n+1]) {
				return n + 1
			}
		}
	}
	// "Jane Doe <jane@example.com> wrote:" and "2026-03-02 14:00 GMT+01:00 Jane <jane@example.com>:".
	text := strings.TrimRight(first, " \t")
	if len(text) > 300 || !strings.HasSuffix(text, ":") {
		return 0
	}
	if strings.HasSuffix(text, ">:") && strings.Contains(text, "@") && text[0] >= '0' && text[0] <= '9' {
		return 1
	}
	for _, w := range []string{"wrote:", "writes:", "schrieb:", "a écrit :", "a écrit:", "escribió:", "escreveu:", "schreef:", "ha scritto:"} {
		if strings.HasSuffix(text, w) && len(lines) > 1 && nextQuoted(lines[1:]) {
			return 1
		}
	}
	return 0
}

// dated asks of an attribution that it names a day or an address; "On Monday you wrote:" is a sentence.
func dated(lines []line) bool {
	digits := 0
	for _, l := range lines {
		if strings.Contains(l.text, "@") {
			return true
		}
		for i := 0; i < len(l.text); i++ {
			if l.text[i] >= '0' && l.text[i] <= '9' {
				digits++
			}
		}
	}
	return digits >= 3
}

func nextQuoted(lines []line) bool {
	for _, l := range lines {
		if l.text != "" {
			return l.quote != plainLine
		}
	}
	return false
}

// separators stand between dashes above the message that is answered or forwarded.
var separators = []string{
	"original message", "forwarded message", "original appointment", "ursprüngliche nachricht", "originalnachricht", "weitergeleitete nachricht",
	"ursprünglicher termin", "message d'origine", "message original", "message transféré", "message initial", "mensaje original",
	"mensaje reenviado", "mensagem original", "mensagem encaminhada", "oorspronkelijk bericht", "doorgestuurd bericht",
	"messaggio originale", "messaggio inoltrato", "forwarded by",
}

// begins are whole lines that do the same without dashes.
var begins = []string{
	"begin forwarded message:", "anfang der weitergeleiteten nachricht:", "anfang der weitergeleiteten e-mail:",
	"début du message transféré :", "début du message réexpédié :", "inicio del mensaje reenviado:",
	"início da mensagem encaminhada:", "begin doorgestuurd bericht:", "inizio messaggio inoltrato:",
}

// separator says that the line begins a quoted message to the end of the mail.
func separator(text string) bool {
	t := strings.TrimSpace(text)
	if len(t) > 120 || len(t) < 8 {
		return false
	}
	switch {
	case strings.HasPrefix(t, "--"), strings.HasPrefix(t, "__"), strings.HasPrefix(t, "=="):
		low := strings.ReplaceAll(strings.ToLower(t), "’", "'")
		for _, s := range separators {
			if strings.Contains(low, s) {
				return true
			}
		}
	case strings.HasSuffix(t, ":"):
		low := strings.ToLower(t)
		for _, s := range begins {
			if low == s {
				return true
			}
		}
	}
	return false
}

// headerNames are the fields that Outlook and others copy above a quotation, in their languages.
var headerNames = map[string]string{
	"from": "from", "von": "from", "de": "from", "van": "from", "da": "from", "expéditeur": "from", "remitente": "from",
	"sent": "date", "date": "date", "gesendet": "date", "datum": "date", "envoyé": "date", "envoyé le": "date", "enviado": "date",
	"enviado el": "date", "enviada em": "date", "enviado em": "date", "fecha": "date", "data": "date", "verzonden": "date", "inviato": "date",
	"to": "to", "an": "to", "à": "to", "para": "to", "aan": "to", "a": "to",
	"subject": "subject", "betreff": "subject", "objet": "subject", "asunto": "subject", "assunto": "subject", "onderwerp": "subject", "oggetto": "subject",
}

// headerBlock says that lines begin with From:, Sent: and Subject: of a quoted message. A table of facts about an
// interview may have a Date, but not all three.
func headerBlock(lines []line) bool {
	switch headerName(lines[0].text) {
	case "from":
	case "to":
		return notesBlock(lines)
	default:
		return false
	}
	seen := make(map[string]bool, 4)
	for i, others := 0, 0; i < len(lines) && i < 14 && others < 4; i++ {
		switch name := headerName(lines[i].text); {
		case name != "":
			seen[name] = true
		case lines[i].text != "":
			others++
		}
	}
	return seen["date"] && seen["subject"]
}

// notesBlock says that lines are the To:, cc: and Subject: that Lotus Notes copies above a quotation; the sender and the date
// stand on lines of their own above them, without names.
func notesBlock(lines []line) bool {
	cc := false
	for i := 1; i < len(lines) && i < 12 && lines[i].text != ""; i++ {
		name, _, ok := strings.Cut(clip(strings.TrimSpace(lines[i].text), 12), ":")
		cc = cc || ok && strings.EqualFold(strings.TrimSpace(name), "cc")
		if headerName(lines[i].text) == "subject" {
			return cc
		}
	}
	return false
}

// aboveNotes says how many lines above a block of Lotus Notes at i are the sender's name and the date that belong to it.
func aboveNotes(lines []line, i int) int {
	if headerName(lines[i].text) != "to" || i == 0 {
		return 0
	}
	digits := 0
	for _, c := range lines[i-1].text {
		if c >= '0' && c <= '9' {
			digits++
		}
	}
	switch {
	case digits < 6 || len(lines[i-1].text) > 60:
		return 0
	case i > 1 && lines[i-2].text != "" && strings.Contains(lines[i-2].text, "@") && len(lines[i-2].text) < 60:
		return 2
	}
	return 1
}

func headerName(text string) string {
	t := strings.TrimLeft(text, " \t*")
	name, _, ok := strings.Cut(clip(t, 40), ":")
	if !ok || len(name) > 16 {
		return ""
	}
	return headerNames[strings.ToLower(strings.Trim(name, " *\u00a0"))]
}
