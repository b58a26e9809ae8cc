package classify

import (
	"slices"
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
	lang string // of the mail, empty where nobody knows
}

func scanWhen(f *folded) []moment { return new(whenScan).scan(f) }

// maybe reports whether the text may be in one of some languages.
func (s *whenScan) maybe(langs ...string) bool { return s.lang == "" || slices.Contains(langs, s.lang) }

// maxWhen caps how much of a text is read for dates.
const maxWhen = 24 << 10

// scan reads one text.
func (s *whenScan) scan(f *folded) []moment { return s.stretch(f, 0, min(len(f.text), maxWhen)) }

// stretch reads what stands between two bytes of a text; the room for its lexemes is used again for the next.
func (s *whenScan) stretch(f *folded, from, to int) []moment {
	s.t, s.orig = f.text[:to], f
	s.x = lex(f, from, to, s.x[:0])
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

func blank() moment { return moment{weekday: -1, start: -1, end: -1} }
