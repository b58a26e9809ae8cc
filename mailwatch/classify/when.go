package classify

import (
	"slices"
	"sort"
	"strings"
	"time"
)

// moment is a date or time that a text names.
type moment struct {
	year       int // 0 if not written
	month      time.Month
	day        int        // 0: only a time, or only a weekday
	weekday    int        // -1 if not written
	swapped    time.Month // the other reading of 03/04: its month; its day is month
	ambiguous  bool
	relative   int // days from the message, with hasRel
	hasRel     bool
	next       bool // "next Tuesday": of the next week
	start, end int  // minutes of the day, -1 if not written
	zone       string
	offset     int // seconds, with fixed
	fixed      bool
	from, to   int // folded bytes
	deadline   bool
	previous   bool
	fresh      bool // named as the new one
	line       int
}

func (m *moment) hasDate() bool { return m.day > 0 || m.weekday >= 0 || m.hasRel }
func (m *moment) hasTime() bool { return m.start >= 0 }

// whenScan finds dates and times in a folded text. It knows many ways to write them and joins a time with the date it
// belongs to: the one in the same sentence or entry, else the last one before it.
type whenScan struct {
	t    []byte
	orig *folded
	x    []lexeme
}

func scanWhen(f *folded) []moment { return new(whenScan).scan(f) }

// scan reads one text; the room for its lexemes is used again for the next.
func (s *whenScan) scan(f *folded) []moment {
	s.t, s.orig = f.text, f
	if len(s.t) > 24<<10 {
		s.t = s.t[:24<<10]
	}
	s.x = lex(f, s.t, s.x[:0])
	var items []moment
	line := 0
	for i := 0; i < len(s.x); {
		if s.x[i].kind == '\n' || s.x[i].kind == 'z' {
			line++
			if s.x[i].kind == 'z' {
				line += 2
			}
			i++
			continue
		}
		if !beginsWhen(&s.x[i]) {
			i++
			continue
		}
		m, n := s.date(i)
		if n == 0 {
			m, n = s.clock(i)
		}
		if n == 0 {
			i++
			continue
		}
		m.line = line
		m.from, m.to = s.x[i].start, s.x[i+n-1].end
		s.context(&m, i)
		if m.hasTime() {
			if z := s.zoneAfter(&m, i+n); z > 0 {
				n += z
			}
		}
		items = append(items, m)
		i += n
	}
	return s.join(items)
}

func (s *whenScan) at(i int) lexeme {
	if i < 0 || i >= len(s.x) {
		return lexeme{}
	}
	return s.x[i]
}

func (s *whenScan) is(i int, ws ...string) bool {
	if i < 0 || i >= len(s.x) {
		return false
	}
	text := s.x[i].text
	for _, w := range ws {
		if text == w {
			return true
		}
	}
	return false
}

// whenWords are the words that a date or time can begin with, so that all others are passed over at one glance.
var whenWords = func() map[string]bool {
	m := map[string]bool{}
	add := func(ws ...string) {
		for _, w := range ws {
			m[w] = true
		}
	}
	for w := range names.month {
		add(w)
	}
	for w := range names.weekday {
		add(strings.TrimSuffix(w, "-feira"), w)
	}
	for w := range names.short {
		add(w)
	}
	for w := range spokenHours {
		add(w)
	}
	add(todayWords...)
	add(tomorrowWords...)
	add(afterTomorrowWords...)
	add(noonWords...)
	add("morgen", "half", "quarter")
	return m
}()

var (
	todayWords         = []string{"today", "heute", "hoy", "hoje", "vandaag", "oggi", "dzisiaj", "tonight"}
	tomorrowWords      = []string{"tomorrow", "demain", "manana", "amanha", "domani", "jutro"}
	afterTomorrowWords = []string{"ubermorgen", "übermorgen", "overmorgen", "dopodomani"}
	noonWords          = []string{"noon", "midday", "midi", "mediodia", "meio-dia", "mezzogiorno"}
)

// beginsWhen reports whether a date or time can begin with a lexeme: with a number, or one of a few words.
func beginsWhen(l *lexeme) bool {
	return l.kind == 'n' || l.kind == 'w' && whenWords[l.text]
}

func blank() moment { return moment{weekday: -1, start: -1, end: -1} }

// around is how far from a sentence the time of its date may stand, with room for how both are written.
const around = 256

// timeNear reports whether a time of day can stand in or near a stretch of the folded text: a digit does, or one of the words
// for the hours that are written without. Only then are the dates of the passage worth reading.
func (p *passage) timeNear(from, to int) bool {
	if p.scanned {
		return true
	}
	from, to = max(0, from-around), min(len(p.f.text), to+around)
	for _, c := range p.f.text[from:to] {
		if c >= '0' && c <= '9' {
			return true
		}
	}
	first := sort.Search(len(p.ws), func(i int) bool { return int(p.ws[i].end) > from })
	for i := first; i < len(p.ws) && int(p.ws[i].start) < to; i++ {
		if hourWords[string(p.ws[i].txt)] {
			return true
		}
	}
	return false
}

var hourWords = func() map[string]bool {
	m := map[string]bool{"half": true, "quarter": true, "clock": true}
	for _, w := range noonWords {
		m[w] = true
	}
	return m
}()

// date reads a date at lexeme i and gives how many lexemes it took.
func (s *whenScan) date(i int) (moment, int) {
	m, n := s.dayDate(i)
	if n > 0 && m.weekday < 0 { // "3 March (Tuesday)", "5月1日(金)"
		j := i + n
		for s.is(j, ",", "(", "（") {
			j++
		}
		if w, k := s.weekday(j, true); k > 0 && j-i-n <= 2 {
			m.weekday = w
			n = j + k - i
			if s.is(i+n, ")", "）", ".") {
				n++
			}
			if m.year == 0 {
				if y, k := s.year(i + n); k > 0 {
					m.year, n = y, n+k
				}
			}
		}
	}
	return m, n
}

func (s *whenScan) dayDate(i int) (moment, int) {
	m := blank()
	l := s.at(i)
	switch l.kind {
	case 'w':
		if w, k := s.weekday(i, false); k > 0 {
			j := i + k
			for s.is(j, ",", ".", "-", "(") || s.is(j, "the", "den", "der", "le", "el", "dia", "dem", "il", "de", "o", "dnia", "op") {
				j++
			}
			if d, n := s.plainDate(j); n > 0 && j-i-k <= 3 && d.weekday < 0 {
				d.weekday = w
				return d, j + n - i
			}
			if d := s.at(j); j-i-k <= 3 && d.kind == 'n' && len(d.text) <= 2 && d.num >= 1 && d.num <= 31 && s.is(j+1, "st", "nd", "rd", "th") && !s.at(j+1).space {
				m.weekday, m.day = w, d.num // "Thursday the 12th": the month is the next that fits
				return m, j + 2 - i
			}
			if !s.short(i) {
				m.weekday = w
				return m, k
			}
		}
		switch {
		case s.is(i, todayWords...):
			m.hasRel = true
			return m, 1
		case s.is(i, tomorrowWords...) || l.text == "morgen" && !s.is(i-1, "guten", "am", "diesen", "goede", "jeden", "frühen"):
			m.hasRel, m.relative = true, 1
			return m, 1
		case s.is(i, afterTomorrowWords...):
			m.hasRel, m.relative = true, 2
			return m, 1
		}
	}
	return s.plainDate(i)
}

// plainDate reads a date that begins with a number or a month.
func (s *whenScan) plainDate(i int) (moment, int) {
	m := blank()
	l := s.at(i)
	if l.kind == 'w' { // March 3rd, 2026
		mon, ok := names.month[l.text]
		if !ok {
			return m, 0
		}
		j := i + 1
		if s.is(j, ".") || s.is(j, "the") {
			j++
		}
		d := s.at(j)
		if d.kind != 'n' || d.num < 1 || d.num > 31 || s.is(j+1, ":") || len(d.text) > 2 {
			return m, 0
		}
		m.month, m.day = mon, d.num
		j++
		if s.is(j, "st", "nd", "rd", "th") && !s.at(j).space {
			j++
		}
		if y, k := s.year(j); k > 0 {
			m.year, j = y, j+k
		}
		return m, j - i
	}
	if l.kind != 'n' || i > 0 && s.at(i-1).kind == 'n' && !l.space {
		return m, 0
	}
	if s.is(i-1, "+", "#", "$") && !l.space {
		return m, 0
	}
	// 2026-03-12, 2026/3/12, 2026年3月12日
	if len(l.text) == 4 && l.num > 1990 && l.num < 2100 {
		sep := s.at(i + 1).text
		b, c := s.at(i+2), s.at(i+4)
		if (sep == "-" || sep == "/" || sep == "." || sep == "年") && b.kind == 'n' && c.kind == 'n' && b.num >= 1 && b.num <= 12 && c.num >= 1 && c.num <= 31 {
			if sep == "年" && s.is(i+3, "月") || sep != "年" && s.is(i+3, sep) {
				m.year, m.month, m.day = l.num, time.Month(b.num), c.num
				n := 5
				if sep == "年" && s.is(i+5, "日") {
					n++
				}
				if s.is(i+5, "t") && s.at(i+6).kind == 'n' { // 2026-03-12T10:00
					n++
				}
				return m, n
			}
		}
		return m, 0
	}
	if len(l.text) > 2 || l.num < 1 || l.num > 31 {
		return m, 0
	}
	if s.is(i+1, "月") && s.at(i+2).kind == 'n' && s.is(i+3, "日") && l.num <= 12 {
		m.month, m.day = time.Month(l.num), s.at(i+2).num
		return m, 4
	}
	// 12.03.2026, 12/03/2026, 3/12, 12.03.
	if sep := s.at(i + 1).text; (sep == "/" || sep == "." || sep == "-") && s.at(i+2).kind == 'n' && !s.at(i+1).space && !s.at(i+2).space {
		b := s.at(i + 2)
		if len(b.text) <= 2 && b.num >= 1 && b.num <= 31 {
			n, year := 3, 0
			if s.is(i+3, sep) && s.at(i+4).kind == 'n' && !s.at(i+4).space {
				switch y := s.at(i + 4); {
				case len(y.text) == 4:
					year, n = y.num, 5
				case len(y.text) == 2 && y.num > 15 && y.num < 60:
					year, n = 2000+y.num, 5
				}
			}
			if year == 0 {
				switch {
				case sep == "." && s.is(i+3, ".") && !s.at(i+3).space: // 12.03.
					n = 4
				case sep == "/" && !(s.at(i+3).text == "/"):
				default:
					return m, 0
				}
			}
			d, mo := l.num, b.num
			switch {
			case sep == "." && mo <= 12:
			case sep == "/" || sep == "-":
				if d <= 12 && mo > 12 {
					d, mo = mo, d
				} else if d <= 12 && mo <= 12 && d != mo {
					m.ambiguous, m.swapped = true, time.Month(d)
				}
			}
			if mo > 12 || sep == "/" && year == 0 && (d > 31 || mo > 12) {
				return m, 0
			}
			m.year, m.month, m.day = year, time.Month(mo), d
			return m, n
		}
	}
	// 3 March 2026, 3. März, 12 de marzo de 2026, 1er mars
	j := i + 1
	if s.is(j, "st", "nd", "rd", "th", "er", "e", "o", "ro", "te") && !s.at(j).space {
		j++
	}
	if s.is(j, ".", "º", "ª", "-") {
		j++
	}
	for s.is(j, "of", "de", "di", "of the", "do") {
		j++
	}
	mon, ok := names.month[s.at(j).text]
	if !ok || s.at(j).kind != 'w' {
		return m, 0
	}
	m.day, m.month = l.num, mon
	j++
	if y, k := s.year(j); k > 0 {
		m.year, j = y, j+k
	}
	return m, j - i
}

// year reads "2026", ", 2026", "de 2026", "'26" at lexeme i.
func (s *whenScan) year(i int) (int, int) {
	j := i
	for s.is(j, ",", ".", "de", "del", "do", "-", "/") && j-i < 2 {
		j++
	}
	if l := s.at(j); l.kind == 'n' && len(l.text) == 4 && l.num > 1990 && l.num < 2100 {
		return l.num, j + 1 - i
	}
	return 0, 0
}

func (s *whenScan) short(i int) bool {
	_, ok := names.weekday[s.at(i).text]
	return !ok
}

// weekday reads the name of a day. Short ones that are words of their own ("so", "do", "we") count only beside a date.
func (s *whenScan) weekday(i int, beside bool) (int, int) {
	l := s.at(i)
	if l.kind == 'w' {
		if s.is(i+1, "-") && s.is(i+2, "feira") {
			if w, ok := names.weekday[l.text+"-feira"]; ok {
				return int(w), 3
			}
		}
		if w, ok := names.weekday[l.text]; ok {
			return int(w), 1
		}
		if w, ok := names.short[l.text]; ok && (beside || s.is(i+1, ",", ".") || s.at(i+1).kind == 'n' || names.month[s.at(i+1).text] != 0) {
			return int(w), 1
		}
		return 0, 0
	}
	if beside || s.is(i+1, "曜") {
		for w, c := range []string{"日", "月", "火", "水", "木", "金", "土"} {
			if l.text == c {
				n := 1
				if s.is(i+1, "曜") {
					n++
					if s.is(i+2, "日") {
						n++
					}
				}
				return w, n
			}
		}
	}
	return 0, 0
}

// allTimes reads "all times Pacific Time" and "time zone: CET": a zone for times that name none.
func (s *whenScan) allTimes() (moment, bool) {
	for i := range s.x {
		if !(s.is(i, "times") && s.is(i-1, "all") || s.is(i, "zone", "timezone") && s.is(i+1, ":")) {
			continue
		}
		j := i + 1
		for j < i+5 && s.is(j, ":", "are", "is", "in", "shown", "given", "listed", "the") {
			j++
		}
		m := blank()
		if s.zoneAfter(&m, j) > 0 {
			return m, true
		}
	}
	return moment{}, false
}

// context looks at the words before a date: a deadline, or the time that no longer holds.
func (s *whenScan) context(m *moment, i int) {
	n := 0
	for j := i - 1; j >= 0 && n < 7; j-- {
		l := s.x[j]
		if l.kind == 'z' || l.kind == 'p' && (l.text == "." || l.text == "!" || l.text == "?") && n > 0 || l.kind == '\n' && n > 0 && s.entry(j) {
			break
		}
		if l.kind != 'w' {
			continue
		}
		n++
		switch l.text {
		case "by", "before", "deadline", "due", "expires", "expire", "spätestens", "avant", "antes", "entro", "voor", "uiterlijk", "until", "till", "later", "respond", "within", "close", "closes", "frist", "fristende":
			if n <= 4 {
				m.deadline = true
			}
		case "bis":
			if n <= 2 && !(s.at(j-1).kind == 'n' || s.is(j-1, "uhr")) {
				m.deadline = true
			}
		case "originally", "previously", "previous", "initially", "ursprünglich", "urspruenglich", "bisherigen", "bisher", "statt", "anstatt", "old", "original", "initialement", "prevista", "previsto", "inicialmente", "oorspronkelijk", "alter", "alten", "geplanten", "geplante":
			m.previous = true
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

// entry reports whether the line that ends at lexeme j is an entry of its own ("Date: 12 March").
func (s *whenScan) entry(j int) bool {
	for k := j - 1; k >= 0 && s.x[k].kind != '\n' && s.x[k].kind != 'z'; k-- {
		if s.x[k].text == ":" {
			return true
		}
	}
	return false
}

// join puts times to their dates.
func (s *whenScan) join(items []moment) []moment {
	var out []moment
	used := make([]bool, len(items))
	for i := range items {
		m := items[i]
		if !m.hasTime() || m.hasDate() {
			continue
		}
		best, dist := -1, 1<<30
		for j := range items {
			d := &items[j]
			if !d.hasDate() {
				continue
			}
			var gap int
			if j < i {
				gap = m.from - d.to
			} else {
				gap = (d.from - m.to) + 20 // a date before its time is likelier
			}
			if gap < 0 || gap > 160 || abs(d.line-m.line) > 4 {
				continue
			}
			if j > i && (strings.ContainsAny(string(s.t[m.to:d.from]), "\n.;") || gap > 60) {
				continue
			}
			if gap < dist {
				best, dist = j, gap
			}
		}
		if best < 0 {
			out = append(out, m)
			continue
		}
		d := items[best]
		used[best] = true
		d.start, d.end, d.zone, d.fixed, d.offset = m.start, m.end, m.zone, m.fixed, m.offset
		d.deadline, d.previous, d.fresh = d.deadline || m.deadline, d.previous || m.previous, d.fresh || m.fresh && !d.previous
		d.from, d.to = min(d.from, m.from), max(d.to, m.to)
		out = append(out, d)
	}
	for i := range items {
		if items[i].hasDate() && !used[i] {
			out = append(out, items[i])
		}
	}
	// One zone named in the mail is meant for all of its times.
	var zone *moment
	for i := range out {
		if m := &out[i]; m.zone != "" || m.fixed {
			if zone != nil && (zone.zone != m.zone || zone.offset != m.offset) {
				return out
			}
			zone = m
		}
	}
	if zone == nil && slices.ContainsFunc(out, func(m moment) bool { return m.hasTime() }) {
		if m, ok := s.allTimes(); ok {
			zone = &m
		}
	}
	if zone != nil {
		for i := range out {
			if m := &out[i]; m.hasTime() {
				m.zone, m.fixed, m.offset = zone.zone, zone.fixed, zone.offset
			}
		}
	}
	return out
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
