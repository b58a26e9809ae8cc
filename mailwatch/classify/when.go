package classify

import (
	"slices"
	"sort"
	"strings"
	"time"
	"unicode/utf8"
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
		if m.weekday >= 0 && m.day == 0 && s.nextWeek(i, i+n) {
			m.next = true
		}
		if m.hasTime() {
			if z := s.zoneAfter(&m, i+n); z > 0 {
				n += z
			} else if s.at(i-1).kind == 'p' {
				s.zoneBefore(&m)
			}
		} else if k := len(items) - 1; k >= 0 && items[k].hasTime() && items[k].zone == "" && !items[k].fixed && items[k].line == line && s.is(i+n, "(") {
			// "3:00pm - 3:20pm, Tuesday, March 3, 2026 (UK, Ireland, Lisbon Time)"
			n += s.zoneAfter(&items[k], i+n)
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
	for w := range names.hour {
		add(w)
	}
	add(todayWords...)
	add(tomorrowWords...)
	add(afterTomorrowWords...)
	add(noonWords...)
	add("morgen", "half", "quarter", "halb", "viertel", "dreiviertel", "kwart", "kwadrans", "wpol", "za")
	return m
}()

var (
	todayWords         = []string{"today", "heute", "hoy", "hoje", "vandaag", "oggi", "dzisiaj", "dzis", "tonight"}
	tomorrowWords      = []string{"tomorrow", "demain", "manana", "amanha", "domani", "jutro", "jutrzejsza", "jutrzejszej"}
	afterTomorrowWords = []string{"ubermorgen", "übermorgen", "uebermorgen", "overmorgen", "dopodomani", "pojutrze"}
	noonWords          = []string{"noon", "midday", "midi", "mediodia", "mezzogiorno", "poludnie"}
)

// beginsWhen reports whether a date or time can begin with a lexeme: with a number, or one of a few words.
func beginsWhen(l *lexeme) bool {
	switch l.kind {
	case 'n':
		return true
	case 'w':
		return whenShapes[l.text[0]]&(1<<min(len(l.text), 63)) != 0 && whenWords[l.text]
	case 'p':
		return l.text[0] >= utf8.RuneSelf && hanWhen[l.text]
	}
	return false
}

// whenShapes are the lengths of these words by their first bytes: one look tells that most words are none of them.
var whenShapes = func() (shapes [256]uint64) {
	for w := range whenWords {
		shapes[w[0]] |= 1 << min(len(w), 63)
	}
	return shapes
}()

// hanWhen are the signs that a date or time in Japanese or Chinese can begin with, other than figures.
var hanWhen = map[string]bool{
	"今": true, "明": true, "后": true, "後": true, "周": true, "週": true, "星": true, "礼": true, "禮": true, "月": true, "火": true, "水": true, "木": true, "金": true, "土": true, "日": true,
	"一": true, "二": true, "两": true, "兩": true, "三": true, "四": true, "五": true, "六": true, "七": true, "八": true, "九": true, "十": true,
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
	if hourNear(p.f.text, from, to) {
		return true
	}
	first := sort.Search(len(p.ws), func(i int) bool { return int(p.ws[i].end) > from })
	for i := first; i < len(p.ws) && int(p.ws[i].start) < to; i++ {
		if hourWords[string(p.ws[i].txt)] {
			return true
		}
	}
	return false
}

// hourNear reports whether a figure that can be an hour stands in a stretch: up to 24, or four figures before "hrs" or "Uhr".
func hourNear(t []byte, from, to int) bool {
	digit := func(i int) bool { return i >= 0 && i < len(t) && t[i] >= '0' && t[i] <= '9' }
	for from > 0 && digit(from) && digit(from-1) {
		from--
	}
	for i := from; i < to; i++ {
		if !digit(i) {
			continue
		}
		n, j := 0, i
		for ; digit(j); j++ {
			n = min(10*n+int(t[j]-'0'), 1e6)
		}
		switch j - i {
		case 1, 2:
			if n <= 24 {
				return true
			}
		case 4:
			k := j
			for k < len(t) && (t[k] == ' ' || t[k] == '\n') {
				k++
			}
			if k < len(t) && (t[k] == 'h' || t[k] == 'u') {
				return true
			}
		}
		i = j
	}
	return false
}

var hourWords = func() map[string]bool {
	m := map[string]bool{"half": true, "quarter": true, "clock": true, "halb": true, "viertel": true, "kwart": true, "kwadrans": true, "点": true, "點": true}
	for w := range names.hour {
		m[w] = true
	}
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
	case 'p':
		return s.hanDay(i)
	case 'w':
		if w, k := s.weekday(i, false); k > 0 {
			j := i + k
			for s.is(j, ",", ".", "-", "(") || s.is(j, "the", "den", "der", "le", "el", "dia", "dem", "il", "de", "o", "dnia", "op", "am") {
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
			if d := s.at(j); j-i-k <= 3 && d.kind == 'n' && len(d.text) <= 2 && d.num >= 1 && d.num <= 31 && !s.short(i) && s.dayStands(j+1) {
				m.weekday, m.day = w, d.num // "jeudi 12 à 10h", "quinta, dia 12"
				return m, j + 1 - i
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
		case s.is(i, "manana") && s.is(i-1, "la"): // the morning
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

// dayStands reports whether the number before lexeme j can be the day of a month: nothing makes it an hour or a date of its own.
func (s *whenScan) dayStands(j int) bool {
	switch {
	case s.is(j, ":", "h", "u", "uhr", "uur", "am", "pm", "a", "heures", "horas", "ore", "hs", "hrs", "/", "-", "時", "点", "%"):
		return s.is(j, "a") && (s.is(j+1, "las") || s.at(j+1).kind == 'n') // "jeudi 12 à 10h"
	case s.is(j, "."):
		return s.at(j+1).kind != 'n'
	}
	return true
}

// hanDay reads 明天, 下周三, 来週の水曜日.
func (s *whenScan) hanDay(i int) (moment, int) {
	m := blank()
	day := func(n, k int) (moment, int) {
		m.hasRel, m.relative = true, n
		return m, k
	}
	switch {
	case s.is(i, "今") && s.is(i+1, "天", "日", "晚"):
		return day(0, 2)
	case s.is(i, "明") && s.is(i+1, "後") && s.is(i+2, "日"):
		return day(2, 3)
	case s.is(i, "明") && s.is(i+1, "天", "日", "晚"):
		return day(1, 2)
	case s.is(i, "后", "後") && s.is(i+1, "天"):
		return day(2, 2)
	}
	if w, k := s.weekday(i, false); k > 0 {
		m.weekday = w
		j := i - 1
		if s.is(j, "の") {
			j--
		}
		m.next = s.is(i-1, "下") || s.is(j, "週") && s.is(j-1, "来")
		return m, k
	}
	return m, 0
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
				if sep == "年" && s.is(i+5, "日", "号", "號") {
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
	if s.is(i+1, "日", "号", "號") && !s.at(i+1).space && !s.is(i-1, "月") && !s.is(i+2, "間", "以", "前", "後", "目", "程", "ほ", "内") {
		m.day = l.num // "13日10時": the month is the next that fits
		return m, 2
	}
	if s.is(i+1, "月") && s.at(i+2).kind == 'n' && s.is(i+3, "日", "号", "號") && l.num <= 12 {
		m.month, m.day = time.Month(l.num), s.at(i+2).num
		return m, 4
	}
	// 12.03.2026, 12/03/2026, 3/12, 12.03.
	if m, n := s.spacedDate(i); n > 0 {
		return m, n
	}
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

// spacedDate reads "12. 3. 2026" and "12. 3. um 14 Uhr".
func (s *whenScan) spacedDate(i int) (moment, int) {
	m := blank()
	b := s.at(i + 2)
	if !s.is(i+1, ".") || s.at(i+1).space || b.kind != 'n' || !b.space || b.num < 1 || b.num > 12 || len(b.text) > 2 || !s.is(i+3, ".") || s.at(i+3).space {
		return m, 0
	}
	m.day, m.month = s.at(i).num, time.Month(b.num)
	if y := s.at(i + 4); y.kind == 'n' && len(y.text) == 4 && y.num > 1990 && y.num < 2100 {
		m.year = y.num
		return m, 5
	}
	if s.is(i+4, "um", ",", "ab") {
		return m, 4
	}
	return m, 0
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
	if k := 1; s.is(i, "周", "週") || s.is(i, "星") && s.is(i+1, "期") || s.is(i, "礼", "禮") && s.is(i+1, "拜") {
		if !s.is(i, "周", "週") {
			k = 2
		}
		for w, c := range []string{"日", "一", "二", "三", "四", "五", "六"} {
			if s.is(i+k, c) {
				return w, k + 1
			}
		}
		if s.is(i+k, "天") {
			return 0, k + 1
		}
	}
	if beside && s.is(i-1, "(", "（", "、", ",", "・") || s.is(i+1, "曜") {
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

// maxBefore is how many lexemes before a date are looked at, so that lists of figures do not make each look at all before it.
const maxBefore = 40

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
			if n <= 2 && !(s.at(j-1).kind == 'n' || s.is(j-1, "h", "horas", "as")) && !s.is(i-2, "od") {
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
