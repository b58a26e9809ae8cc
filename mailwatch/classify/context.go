package classify

import "strings"

// maxBefore is how many lexemes before a date are looked at, so that lists of figures do not make each look at all before it.
const maxBefore = 40

// farewells are the words for "until" with which one also takes leave until one meets.
var farewells = map[string]bool{"bis": true, "ate": true, "hasta": true}

// context looks at the words before a date: a deadline, or the time that no longer holds.
func (s *whenScan) context(m *moment, i int) {
	n := 0
	for j := i - 1; j >= 0 && j > i-maxBefore && n < 7; j-- {
		l := s.x[j]
		if l.kind == 'z' || l.kind == 'p' && (l.text == "." || l.text == "!" || l.text == "?") && n > 0 || l.kind == '\n' && n > 0 && s.entry(j) {
			break
		}
		if l.kind != 'w' {
			continue
		}
		n++
		if farewells[l.text] && s.is(j-1, "dann", "also", "entonces", "entao", "então", "pues") {
			continue // "dann bis Donnerstag": a goodbye, no deadline
		}
		switch l.text {
		case "by", "before", "deadline", "due", "expires", "expire", "spätestens", "avant", "antes", "entro", "uiterlijk", "until", "till", "later", "respond", "within", "close", "closes", "frist", "fristende", "tardar", "najpozniej", "limite", "plazo", "prazo", "scadenza", "hasta":
			if n <= 4 {
				m.deadline = true
			}
		case "voor": // "vóór" is before, "voor" mostly for
			if n <= 2 && (strings.ContainsAny(s.orig.original(l.start, l.end), "óÓ") || s.is(j-1, "graag", "uiterlijk", "reactie", "antwoord", "nog", "in", "terug")) {
				m.deadline = true
			}
		case "ate", "do", "przed": // "até sexta", "do piątku"
			if n <= 2 && !(s.at(j-1).kind == 'n' || s.is(j-1, "h", "horas", "as")) && !s.is(i-2, "od") && (l.text != "do" || s.maybe("pl")) {
				m.deadline = m.deadline || l.text != "do" || n == 1 && m.hasDate()
			}
		case "bis":
			if n <= 2 && !(s.at(j-1).kind == 'n' || s.is(j-1, "uhr")) {
				m.deadline = true
			}
		case "originally", "previously", "previous", "initially", "ursprünglich", "urspruenglich", "bisherigen", "bisher", "statt", "anstatt", "old", "original", "initialement", "prevista", "previsto", "inicialmente", "oorspronkelijk", "oorspronkelijke", "alter", "alten", "geplanten", "geplante", "prevue", "prevu", "originalmente", "programada", "inicial", "anterior", "geplande", "originariamente", "inizialmente", "pierwotnie", "planowane", "planowana", "zaplanowane", "zaplanowana", "原定", "zamiast", "anziche":
			m.previous = true
		case "du", "vom", "del", "di", "van", "z", "de", "da": // "l'entretien du mardi au jeudi": from one day to the other
			if n == 1 && m.hasDate() && s.movesOn(i) {
				m.previous, m.fresh = true, false
				return
			}
		case "lieu", "lugar", "vez", "plaats", "posto", "invece": // "au lieu du mardi"
			if n <= 2 {
				m.previous, m.fresh = true, false
				return
			}
		case "scheduled", "booked", "planned", "arranged", "set":
			if s.is(j-1, "was", "were", "had") || s.is(j-1, "been") && s.is(j-2, "had") || s.is(j-2, "was", "had") {
				m.previous = true // for a meeting that moves; elsewhere it is the time all the same
			}
		case "of", "than": // "instead of Tuesday", "rather than at 11"
			if n <= 3 && s.is(j-1, "instead", "rather", "earlier", "later") {
				m.previous, m.fresh = true, false
				return
			}
		case "instead":
			if n == 1 {
				m.fresh = true
			}
		case "was":
			if n == 1 && (s.is(j-1, "(") || s.is(j+1, ":")) {
				m.previous, m.fresh = true, false
				return
			}
		case "from":
			if n == 1 && m.hasDate() { // "from 15:00 to 15:45" is a range, "from Tuesday to Friday" a move
				m.previous, m.fresh = true, false
				return
			}
		case "new", "neuer", "neue", "neuen", "nouvelle", "nouveau", "nueva", "nuevo", "nova", "novo", "nuova", "nuovo", "nieuwe", "nieuw", "nowy", "nowa", "updated", "revised", "rescheduled", "moved":
			m.fresh = true
		case "to", "auf", "au", "naar", "para", "al", "na":
			if n <= 2 {
				m.fresh = true
			}
		case "next", "nächsten", "nächste", "nächster", "naechsten", "kommenden", "prochain", "proximo", "proxima", "volgende", "prossimo":
			if n == 1 && m.weekday >= 0 && m.day == 0 {
				m.next = l.text == "next" || strings.HasPrefix(l.text, "n")
			}
		}
	}
}

// movesOn reports whether behind the date at lexeme i another follows that it moves to: "vom Dienstag auf Donnerstag".
func (s *whenScan) movesOn(i int) bool {
	for j := i + 1; j < i+12 && j < len(s.x); j++ {
		if k := s.x[j].kind; k == 'z' || s.is(j, "!", "?", "bis", "-") {
			return false
		}
		if s.is(j, "auf", "au", "al", "para", "naar", "na", "a") {
			k := j + 1
			for s.is(k, "den", "le", "el", "il", "o", "dia") {
				k++
			}
			if _, n := s.dayDate(k); n > 0 {
				return true
			}
		}
	}
	return false
}

// nextWeek reports whether "nächste Woche", "la semaine prochaine", "semana que vem" stands beside lexemes i to j.
func (s *whenScan) nextWeek(i, j int) bool {
	for k := max(0, i-4); k < j+5 && k < len(s.x); k++ {
		if k < i && s.is(k, ".", "!", "?") || k >= j && s.is(k, ".", "!", "?", ",") {
			if k >= j {
				return false
			}
			continue
		}
		if !s.is(k, "week", "woche", "semaine", "semana", "settimana", "tygodniu") {
			continue
		}
		if s.is(k-1, nextWords...) || s.is(k+1, nextWords...) || s.is(k+1, "que") && s.is(k+2, "vem", "viene") {
			return true
		}
	}
	return false
}

var nextWords = []string{"next", "nächste", "nächster", "nächsten", "naechste", "kommende", "kommender", "kommenden", "volgende", "komende", "prochaine", "proxima", "prossima", "przyszlym", "entrante"}

// entry reports whether the line that ends at lexeme j is an entry of its own ("Date: 12 March").
func (s *whenScan) entry(j int) bool {
	for k := j - 1; k >= 0 && s.x[k].kind != '\n' && s.x[k].kind != 'z'; k-- {
		if s.x[k].text == ":" {
			return true
		}
	}
	return false
}
