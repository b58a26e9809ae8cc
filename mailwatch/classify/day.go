package classify

import "time"

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
			if d := s.at(j); j-i-k <= 3 && d.kind == 'n' && len(d.text) <= 2 && d.num >= 1 && d.num <= 31 && !s.short(i) && s.dayStands(j+1) && !(s.is(j-1, "o") && s.lang != "pt") {
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

// namedDay reports whether lexeme i, or the one before its comma, is the name of a day or "am".
func (s *whenScan) namedDay(i int) bool {
	if s.is(i, ",", ".") {
		i--
	}
	text := s.at(i).text
	_, day := names.weekday[text]
	_, short := names.short[text]
	return day || short || text == "am"
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
		if s.is(j, ".") || s.is(j, "the") || s.is(j, "-") && !s.at(j).space {
			j++
		}
		d := s.at(j)
		if d.kind != 'n' || d.num < 1 || d.num > 31 || s.is(j+1, ":") && s.at(j+2).kind == 'n' && !s.at(j+2).space || len(d.text) > 2 {
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
				case sep == "." && b.num <= 12 && s.lang != "en" && s.is(i+3, "um", ",", "ab", "o", "godz", "alle", "om", "as", "a") && s.namedDay(i-1):
					// "Mittwoch, 4.3 um 16 Uhr"
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
		if k := i + 2; s.is(i+1, "st", "nd", "rd", "th") && s.is(i-1, "the") && (s.is(i-2, "on") && s.at(k).kind != 'w' || s.is(k, "at", "@") && s.at(k+1).kind == 'n') {
			m.day = l.num // "on the 4th", "the 12th at 10am": the month is the next that fits
			return m, 2
		}
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
		if l.text == "do" && !s.maybe("de", "nl") { // a Thursday there, "until" in Polish, and what one can do
			return 0, 0
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
