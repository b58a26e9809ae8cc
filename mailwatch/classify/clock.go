package classify

import (
	"strings"
	"time"
)

// clock reads a time or a range of times at lexeme i.
func (s *whenScan) clock(i int) (moment, int) {
	m := blank()
	a, sure, half, n := s.oneTime(i)
	if n == 0 {
		return m, 0
	}
	j := i + n
	if s.is(j, "-", "to", "until", "till", "bis", "a", "ate", "tot", "alle", "and", "al", "do", "~", "〜", "～", "から", "und", "et", "y", "–", "as") || s.is(j, "か") && s.is(j+1, "ら") {
		k := j + 1
		if s.is(j, "か") {
			k++
		}
		if s.is(k, "las", "at", "les", "um", "as") {
			k++
		}
		if b, sureB, halfB, nb := s.oneTime(k); nb > 0 && (sure || sureB) {
			word := s.is(j, "and", "und", "et", "y", "a", "do", "as")
			if !word || s.is(i-1, "between", "zwischen", "entre", "de", "das", "tra", "od", "from", "von", "dalle", "van") {
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
	if l.kind == 'w' {
		if m, n := s.spoken(i); n > 0 {
			return m, true, 0, n
		}
		if s.is(i, noonWords...) {
			return 12 * 60, true, 2, 1
		}
		return 0, false, 0, 0
	}
	if l.kind == 'n' && len(l.text) == 4 && l.num%100 < 60 && l.num < 2400 && s.is(i+1, "hrs", "hours", "uhr") {
		return l.num/100*60 + l.num%100, true, 0, 2
	}
	if l.kind != 'n' || len(l.text) > 2 || l.num > 24 {
		return 0, false, 0, 0
	}
	if p := s.at(i - 1); !l.space && (p.text == "-" && s.at(i-2).kind == 'n' && false || p.text == "/" || p.text == "." || p.text == "$" || p.text == "+" || p.text == "#") {
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
	case s.is(j, "h", "hrs", "hs", "u", "uur") && s.at(j+1).kind == 'n' && len(s.at(j+1).text) == 2 && s.at(j+1).num < 60 && !s.at(j+1).space:
		min, sure = s.at(j+1).num, true
		j += 2
	case s.is(j, "h", "hs") && !s.is(i-1, "within", "in", "dans", "sous"):
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
	case s.is(j, "点"):
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
		if s.is(k, "uhr", "am", "pm", "h", "uur", "hrs") || s.is(k, "a", "p") && s.is(k+1, ".") || s.is(i-1, "um", "kl", "at", "ore", "alle", "om", "ab", "godz", "godzinie") || s.is(i-2, "kl", "godz") || s.is(i-1, ":") && s.is(i-2, "time", "start") {
			min, sure = s.at(j+1).num, true
			j = k
		} else {
			return 0, false, 0, 0
		}
	}
	if s.is(j, "uhr", "uur", "hrs", "hours", "horas", "heures", "ore") && (sure || s.is(j, "uhr", "uur", "hrs") || s.is(i-1, "alle", "as", "las", "a", "at", "ore")) {
		sure = true
		j++
		if s.is(j-1, "uhr") && s.at(j).kind == 'n' && len(s.at(j).text) == 2 && min == 0 && s.at(j).num < 60 && !s.is(j+1, ".", ":") {
			min = s.at(j).num
			j++
		}
	}
	switch {
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
	case s.is(j, "o") && s.is(j+1, "'") && s.is(j+2, "clock"):
		sure = true
		j += 3
		if h < 8 {
			h += 12
		}
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
	if (s.is(i-1, "午", "後") || s.is(i-1, "下", "上", "前")) && h < 12 && (s.is(i-1, "後") || s.is(i-2, "下") && s.is(i-1, "午")) {
		h += 12
	}
	return h*60 + min, sure, half, j - i
}

var spokenHours = map[string]int{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12}

// spoken reads an English time in words: "half past two", "quarter to 10", "ten o'clock". Without am or pm the hours before eight
// are those of the afternoon.
func (s *whenScan) spoken(i int) (minutes, n int) {
	hour := func(j int) int {
		if l := s.at(j); l.kind == 'n' && l.num >= 1 && l.num <= 12 && !s.is(j+1, ":") {
			return l.num
		}
		return spokenHours[s.at(j).text]
	}
	shift, j := 0, i
	switch {
	case s.is(i, "half") && s.is(i+1, "past"):
		shift, j = 30, i+2
	case s.is(i, "quarter") && s.is(i+1, "past"):
		shift, j = 15, i+2
	case s.is(i, "quarter") && s.is(i+1, "to"):
		shift, j = -15, i+2
	}
	h := hour(j)
	if h == 0 || j == i && !(s.is(j+1, "o") && s.is(j+2, "'") && s.is(j+3, "clock")) {
		return 0, 0
	}
	j++
	if s.is(j, "o") && s.is(j+1, "'") {
		j += 3
	}
	switch {
	case s.is(j, "am", "pm"):
		h = apply(h*60, map[string]int{"am": 1, "pm": 2}[s.at(j).text]) / 60
		j++
	case h < 8 && !(s.is(j, "in") && s.is(j+2, "morning")):
		h += 12
	}
	return h*60 + shift, j - i
}

func (s *whenScan) weekdayAfter(i int) bool {
	_, n := s.weekday(i, false)
	return n > 0
}

// zoneAfter reads a zone behind a time and gives the lexemes taken.
func (s *whenScan) zoneAfter(m *moment, i int) int {
	j := i
	for s.is(j, "(", ",", "[", "-") && j-i < 2 {
		j++
	}
	if s.is(j, "local") {
		j++
	}
	l := s.at(j)
	if l.kind != 'w' {
		return 0
	}
	if (l.text == "utc" || l.text == "gmt") && (s.is(j+1, "+", "-")) && s.at(j+2).kind == 'n' {
		sign, n := 1, s.at(j+2)
		if s.is(j+1, "-") {
			sign = -1
		}
		h, min, k := n.num, 0, j+3
		if len(n.text) == 4 {
			h, min = n.num/100, n.num%100
		} else if s.is(k, ":") && s.at(k+1).kind == 'n' {
			min = s.at(k + 1).num
			k += 2
		}
		if h <= 14 && min < 60 {
			m.fixed, m.offset = true, sign*(h*3600+min*60)
			return k - i
		}
		return 0
	}
	name := l.text
	if s.is(j+1, "time", "zeit", "standard", "daylight") || s.is(j+1, "/") && len(name) <= 4 {
	} else if len(name) > 4 && !(s.is(j-1, "(") && s.is(j+1, ")")) && name != "eastern" && name != "pacific" && name != "central" && name != "mountain" {
		return 0
	}
	z, ok := zones[name]
	if !ok {
		// America/New_York, Europe/Berlin
		if s.is(j+1, "/") && s.at(j+2).kind == 'w' {
			k := j + 3
			for s.is(k, "_") && s.at(k+1).kind == 'w' {
				k += 2
			}
			n := s.orig.original(l.start, s.at(k-1).end)
			if loc, err := time.LoadLocation(n); err == nil && loc != nil {
				m.zone = n
				return k - i
			}
		}
		return 0
	}
	if n := name; n == "central" || n == "mountain" {
		if o := s.orig.original(l.start, l.end); o[0] < 'A' || o[0] > 'Z' {
			return 0
		}
	}
	if plainWord[name] { // "ist", "et": a zone only in capitals
		if o := s.orig.original(l.start, l.end); o != strings.ToUpper(o) {
			return 0
		}
	}
	m.zone = "~" + name
	_ = z
	n := j + 1 - i
	if s.is(j+1, "standard", "daylight") {
		n++
	}
	return n
}

var plainWord = map[string]bool{"ist": true, "et": true, "est": true, "cat": true, "eat": true, "art": true, "pet": true, "west": true, "wet": true, "wat": true, "pt": true, "mt": true, "ct": true, "gst": true, "uk": false}
