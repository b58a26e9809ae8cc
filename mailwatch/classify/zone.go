package classify

import (
	"strings"
	"time"
)

// zoneWords announce a zone in other languages: "heure de Paris", "Zeitzone: Europe/Berlin", "czas warszawski".
var zoneWords = map[string]bool{
	"zeitzone": true, "timezone": true, "heure": true, "hora": true, "horario": true, "tijd": true, "tijdzone": true, "ora": true,
	"czas": true, "czasu": true, "fuso": true, "huso": true, "fuseau": true, "strefa": true, "zona": true,
}

// zoneJoints may stand between such a word and the name of the zone.
var zoneJoints = map[string]bool{
	"de": true, "del": true, "di": true, "do": true, "da": true, "d": true, "l": true, "la": true, "van": true, "horaire": true, "horario": true,
	"oficial": true, "local": true, "czasowa": true, "oraria": true, "fuso": true, ":": true, "'": true, "/": true,
}

// zoneAfter reads a zone behind a time and gives the lexemes taken.
func (s *whenScan) zoneAfter(m *moment, i int) int {
	j := i
	for s.is(j, "(", "（", ",", "[", "-") && j-i < 2 {
		j++
	}
	if s.is(j, "local") {
		j++
	}
	announced := false
	if zoneWords[s.at(j).text] {
		announced = true
		for j++; zoneJoints[s.at(j).text] && j-i < 8; j++ {
		}
	} else if s.is(j, "time") && s.is(j+1, "zone") {
		announced = true
		for j += 2; s.is(j, ":"); j++ {
		}
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
	if z, k := s.region(j); k > 0 {
		m.zone = z
		return j + k - i
	}
	if announced { // the names of places may have two or three words
		for n := 3; n > 0; n-- {
			name := l.text
			for k := 1; k < n; k++ {
				name += " " + s.at(j+k).text
			}
			if _, ok := zones[name]; ok {
				m.zone = "~" + name
				n += j - i
				if s.is(i+n, "/") {
					if z, k := s.region(i + n + 1); k > 0 {
						m.zone, n = z, n+1+k
					}
				}
				return n
			}
		}
		return 0
	}
	if s.is(j, "us") && s.is(j+1, "pacific", "eastern", "central", "mountain") {
		j++
		l = s.at(j)
	}
	name := l.text
	if s.is(j-1, "(") && s.is(j+1, ",") && isZone(name) {
	} else if s.is(j+1, "time", "zeit", "tijd", "standard", "daylight") || s.is(j+1, "/") && len(name) <= 4 {
	} else if len(name) > 4 && !(s.is(j-1, "(") && s.is(j+1, ")")) && name != "eastern" && name != "pacific" && name != "central" && name != "mountain" {
		return 0
	}
	if !isZone(name) {
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
	n := j + 1 - i
	if s.is(j+1, "standard", "daylight") {
		n++
	}
	return n
}

// region reads America/New_York, Europe/Berlin at lexeme j.
func (s *whenScan) region(j int) (string, int) {
	if s.at(j).kind != 'w' || !s.is(j+1, "/") || s.at(j+2).kind != 'w' {
		return "", 0
	}
	k := j + 3
	for s.is(k, "_", "/") && s.at(k+1).kind == 'w' {
		k += 2
	}
	n := s.orig.original(s.at(j).start, s.at(k-1).end)
	if loc, err := time.LoadLocation(n); err != nil || loc == nil {
		return "", 0
	}
	return n, k - j
}

// zoneBefore reads a zone that Japanese and Chinese write before a time: "日本時間14時", "北京时间下午2点".
func (s *whenScan) zoneBefore(m *moment) {
	before := string(s.t[max(0, m.from-48):m.from])
	for _, p := range []string{"午前", "午後", "上午", "下午", "晚上", "早上", " ", ":", "("} {
		before = strings.TrimSuffix(before, p)
	}
	for _, name := range []string{"日本時間", "北京时间", "北京時間", "台北時間", "台灣時間", "香港時間", "香港时间"} {
		if strings.HasSuffix(before, name) {
			m.zone = "~" + name
		}
	}
}

var plainWord = map[string]bool{"ist": true, "et": true, "est": true, "cat": true, "eat": true, "art": true, "pet": true, "west": true, "wet": true, "wat": true, "pt": true, "mt": true, "ct": true, "gst": true, "uk": false}

// isZone reports whether a word names a zone.
func isZone(name string) bool {
	_, ok := zones[name]
	return ok
}
