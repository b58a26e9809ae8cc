package classify

// clock reads a time or a range of times at lexeme i.
func (s *whenScan) clock(i int) (moment, int) {
	m := blank()
	a, sure, half, n := s.oneTime(i)
	if n == 0 {
		return m, 0
	}
	j := i + n
	if s.is(j, "-", "to", "until", "till", "bis", "a", "ate", "tot", "alle", "and", "al", "do", "~", "〜", "～", "から", "und", "et", "y", "–", "as", "en", "e", "i", "至", "到") || s.is(j, "か") && s.is(j+1, "ら") {
		k := j + 1
		if s.is(j, "か") {
			k++
		}
		for s.is(k, "las", "at", "les", "um", "as", "ore", "le", "godz", ".", "下", "上", "午", "後", "前") && k-j < 4 {
			k++
		}
		from := i - 1
		for s.is(from, "godz", ".", "godziny", "ore", "les", "las", "le") {
			from--
		}
		// From the hour to the hour, with nothing else to say so: "dalle 9 alle 11", "Friday from 8-12".
		hours := s.is(from, "dalle", "das") && s.is(j, "alle", "as") || s.is(from, "from") && s.dayBefore(from)
		if b, sureB, halfB, nb := s.oneTime(k); nb > 0 && (sure || sureB || hours) {
			word := s.is(j, "and", "und", "et", "y", "a", "do", "as", "en", "e", "i", "al")
			if !word || s.is(from, "between", "zwischen", "entre", "de", "das", "tra", "od", "from", "von", "dalle", "van", "tussen", "miedzy", "fra") || s.is(j, "a", "as") && sure && sureB {
				if half == 0 && halfB != 0 && a < 12*60 { // 2-3pm, 11-1pm
					if c := apply(a, halfB); c <= b {
						a = c
					}
				}
				m.start, m.end = a, b
				if m.end < m.start && halfB == 0 && m.start < 12*60 {
					m.end += 12 * 60
				}
				if m.end <= m.start || m.end > 24*60 {
					m.end = -1
				}
				return m, k + nb - i
			}
		}
	}
	if !sure {
		return m, 0
	}
	m.start = a
	return m, n
}

func apply(minutes, half int) int {
	h := minutes / 60 % 12
	if half == 2 {
		h += 12
	}
	return h*60 + minutes%60
}

// oneTime reads a single time: minutes, whether it can only be a time, 1 for am or 2 for pm, and the lexemes taken.
func (s *whenScan) oneTime(i int) (minutes int, sure bool, half, n int) {
	l := s.at(i)
	if l.kind == 'p' {
		return s.ideographic(i)
	}
	if m, n := s.spoken(i); n > 0 {
		return m, true, 0, n
	}
	if l.kind == 'w' {
		if s.is(i, noonWords...) {
			return 12 * 60, true, 2, 1
		}
		return 0, false, 0, 0
	}
	if l.kind == 'n' && len(l.text) == 4 && l.num%100 < 60 && l.num < 2400 && s.is(i+1, "hrs", "hours", "uhr") {
		return l.num/100*60 + l.num%100, true, 0, 2
	}
	if l.kind == 'n' && len(l.text) == 4 && l.num%100%5 == 0 && l.num%100 < 60 && l.num >= 700 && l.num < 1900 && s.is(i-1, "at") && s.dayBefore(i-1) &&
		(s.at(i+1).kind != 'w' || s.is(i+1, "for", "with", "in", "on", "to", "and", "if", "please") || zones[s.at(i+1).text].name != "") {
		return l.num/100*60 + l.num%100, true, 0, 1 // "Thursday at 1430", but not "Thursday at 1430 Elm Street"
	}
	if l.kind != 'n' || len(l.text) > 2 || l.num > 24 {
		return 0, false, 0, 0
	}
	if p := s.at(i - 1); !l.space && (p.text == "/" || p.text == "." || p.text == "$" || p.text == "+" || p.text == "#") {
		return 0, false, 0, 0
	}
	h, min, j := l.num, 0, i+1
	switch {
	case s.is(j, ":", "：") && s.at(j+1).kind == 'n' && len(s.at(j+1).text) == 2 && s.at(j+1).num < 60:
		min, sure = s.at(j+1).num, true
		j += 2
		if s.is(j, ":") && s.at(j+1).kind == 'n' && len(s.at(j+1).text) == 2 {
			j += 2
		}
		if s.is(j, "h", "hs") {
			j++
		}
	case s.is(j, "h", "hrs", "hs", "u", "uur") && s.at(j+1).kind == 'n' && len(s.at(j+1).text) == 2 && s.at(j+1).num < 60 && !s.at(j+1).space:
		min, sure = s.at(j+1).num, true
		j += 2
	case s.is(j, "h") && s.at(j).space && s.at(j+1).kind == 'n' && s.at(j+1).space && len(s.at(j+1).text) == 2 && s.at(j+1).num < 60: // 14 h 30
		min, sure = s.at(j+1).num, true
		j += 2
	case s.is(j, "h", "hs", "u") && !s.is(i-1, "within", "in", "dans", "sous", "en", "binnen"):
		sure = !s.at(j).space || s.is(i-1, "a", "as", "las", "le")
		if !sure {
			return 0, false, 0, 0
		}
		j++
	case s.is(j, "時"):
		sure = true
		j++
		if s.at(j).kind == 'n' && s.is(j+1, "分") {
			min = s.at(j).num
			j += 2
		} else if s.is(j, "半") {
			min = 30
			j++
		}
	case s.is(j, "点", "點", "时"):
		sure = true
		j++
		if s.at(j).kind == 'n' && s.at(j).num < 60 {
			min = s.at(j).num
			j++
			if s.is(j, "分") {
				j++
			}
		} else if s.is(j, "半") {
			min = 30
			j++
		}
	case s.is(j, ".") && s.at(j+1).kind == 'n' && len(s.at(j+1).text) == 2 && s.at(j+1).num < 60 && !s.at(j+1).space:
		k := j + 2
		if s.is(k, "uhr", "am", "pm", "h", "uur", "hrs") || s.is(k, "a", "p") && s.is(k+1, ".") || s.is(i-1, "um", "kl", "at", "ore", "alle", "om", "ab", "godz", "godzinie", "gegen", "as", "las", "o") || s.is(i-2, "kl", "godz") || s.is(i-1, ":") && (s.is(i-2, "time", "start") || s.is(i-4, "time")) || s.besideDay(i, k) {
			min, sure = s.at(j+1).num, true
			j = k
		} else if s.is(k, "-", "bis", "tot", "to", "do", "alle", "a") && s.at(k+1).kind == 'n' && s.is(k+2, ".") { // "van 10.00 tot 10.45 uur": the second tells
			min, j = s.at(j+1).num, k
		} else {
			return 0, false, 0, 0
		}
	}
	if s.is(j, "uhr", "uur", "hrs", "hours", "horas", "heures", "ore", "heure") && (sure || s.is(j, "uhr", "uur", "hrs") || s.is(i-1, "alle", "as", "las", "a", "at", "ore", "vers", "de", "des") || s.is(i-1, ",") && names.month[s.at(i-2).text] != 0) {
		sure = true
		j++
		if s.is(j-1, "uhr", "heures") && s.at(j).kind == 'n' && len(s.at(j).text) == 2 && min == 0 && s.at(j).num < 60 && !s.is(j+1, ".", ":") {
			min = s.at(j).num
			j++
		}
	}
	if !sure && (s.hourStands(i, j) || h > 0 && h <= 12 && s.is(j, "tomorrow", "today", "tonight") && s.leadsToHour(i-1)) {
		sure = true
	}
	if m, n := s.quarters(j); n > 0 && (sure || s.is(i-1, "las", "as", "alle", "la")) {
		min, sure = min+m, true
		if j += n; min < 0 {
			h, min = h-1, min+60
		}
	}
	if p, n := s.dayPart(j); n > 0 && (sure || s.is(i-1, "las", "as", "alle", "la", "a")) {
		sure, half = true, p
		j += n
		if h > 12 || h == 0 {
			half = 0
		}
	}
	switch {
	case half != 0:
	case s.is(j, "am", "pm"):
		if !(s.is(j, "am") && !sure && s.at(j).space && s.weekdayAfter(j+1)) { // "bis 3 am Montag" is no time
			half = 1
			if s.is(j, "pm") {
				half = 2
			}
			j++
			sure = true
		}
	case s.is(j, "a", "p") && s.is(j+1, ".") && s.is(j+2, "m"):
		half = 1
		if s.is(j, "p") {
			half = 2
		}
		j += 3
		if s.is(j, ".") {
			j++
		}
		sure = true
	case s.is(j, "a", "p") && !s.at(j).space && !s.is(j+1, ".") && j > i+1: // "10:30a"; "10a" is a house or a room
		half = 1
		if s.is(j, "p") {
			half = 2
		}
		j++
		sure = true
	case s.is(j, "o") && s.is(j+1, "'") && s.is(j+2, "clock"):
		sure = true
		j += 3
		if h < 8 {
			h += 12
		}
	}
	if !sure && half == 0 && s.is(i-1, "at", "@") && h <= 12 && h > 0 && len(l.text) <= 2 && (s.dayBefore(i-1) || s.is(j, "on") && s.weekdayAfter(j+1)) && !s.is(j, "%", "/", "-", "+", ",", "$", "years", "minutes", "hours", "people") {
		sure = true // "Tuesday at 2"
	}
	if half == 0 && sure && h >= 1 && h <= 6 && len(l.text) == 1 && !s.is(j-1, "uhr", "h", "uur", "hrs", "時", "点") && !s.is(i-1, "午", "前", "上") {
		h += 12 // nobody is interviewed before seven in the morning
	}
	if half != 0 {
		if h == 0 || h > 12 {
			if h > 12 && half == 2 && h < 24 { // 14:30 pm
				half = 0
			} else {
				return 0, false, 0, 0
			}
		} else {
			h = apply(h*60, half) / 60
		}
	}
	if h > 23 {
		return 0, false, 0, 0
	}
	if h < 12 && s.afternoon(i) {
		h += 12
	}
	return h*60 + min, sure, half, j - i
}

// leadsToHour reports whether lexeme i leads to an hour: "at 11 tomorrow", "we are on for 11 tomorrow", but not "a table for 6 tonight".
func (s *whenScan) leadsToHour(i int) bool {
	return s.is(i, "at", "@", "until") || s.is(i, "for") && s.is(i-1, "on", "you", "in", "down", "up", "set", "fixed", "booked", "scheduled", "confirmed")
}

// dayBefore reports whether a day's name or a date stands right before lexeme i.
func (s *whenScan) dayBefore(i int) bool {
	l := s.at(i - 1)
	if l.kind == 'w' {
		_, day := names.weekday[l.text]
		return day || s.is(i-1, todayWords...) || s.is(i-1, tomorrowWords...) || s.is(i-1, "th", "st", "nd", "rd") || names.month[l.text] != 0 ||
			l.text == "week" && s.is(i-2, "next") // "Thursday next week"
	}
	return l.kind == 'n' && (names.month[s.at(i-2).text] != 0 || s.is(i-2, "/") && s.at(i-3).kind == 'n')
}

// besideDay reports whether a day stands right before lexeme i, be it with a comma, or behind lexeme k: "11th March, 12.15".
func (s *whenScan) besideDay(i, k int) bool {
	if !s.maybe("en") {
		return false // elsewhere it is as likely a date
	}
	if s.is(i-1, ",", "-") {
		i--
	}
	if l := s.at(i - 1); l.kind == 'n' && len(l.text) == 4 && names.month[s.at(i-2).text] != 0 {
		return true
	}
	return s.dayBefore(i) || s.is(k, "on") && (s.weekdayAfter(k+1) || s.at(k+1).kind == 'n') || s.is(k, "tomorrow", "today")
}

func (s *whenScan) weekdayAfter(i int) bool {
	_, n := s.weekday(i, false)
	return n > 0
}
