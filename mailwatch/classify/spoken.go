package classify

// spoken reads a time in words, with the hour in words or figures: "half past two", "ten o'clock", "um halb drei", "kwart over
// twee", "wpół do trzeciej", "a las cinco y media". Without a part of the day the hours before eight are those of the afternoon.
func (s *whenScan) spoken(i int) (minutes, n int) {
	shift, j := 0, i
	switch {
	case s.is(i, "half", "quarter") && s.is(i+1, "past"):
		shift, j = map[string]int{"half": 30, "quarter": 15}[s.at(i).text], i+2
	case s.is(i, "quarter") && s.is(i+1, "to"):
		shift, j = -15, i+2
	case s.is(i, "viertel", "kwart", "kwadrans") && s.is(i+1, "nach", "over", "po"):
		shift, j = 15, i+2
	case s.is(i, "viertel", "kwart") && s.is(i+1, "vor", "voor"):
		shift, j = -15, i+2
	case s.is(i, "za") && s.is(i+1, "kwadrans"):
		shift, j = -15, i+2
	case s.is(i, "dreiviertel"):
		shift, j = -15, i+1
	case s.is(i, "halb"), s.is(i, "half") && (s.is(i-1, "om") || names.hour[s.at(i+1).text] > 0 && spokenEnglish[s.at(i+1).text] == 0):
		shift, j = -30, i+1
	case s.is(i, "half") && s.is(i-1, "at") && s.maybe("en"): // "at half six"
		shift, j = 30, i+1
	case s.is(i, "wpol") && s.is(i+1, "do"):
		shift, j = -30, i+2
	}
	h := s.hourWord(j)
	if h == 0 {
		return 0, 0
	}
	worded := s.at(j).kind == 'w'
	if j == i && !worded && !(s.is(j+1, "o") && s.is(j+2, "'") && s.is(j+3, "clock")) {
		return 0, 0
	}
	k := j + 1
	clock := j > i
	switch {
	case s.is(k, "o") && s.is(k+1, "'") && s.is(k+2, "clock"):
		k, clock = k+3, true
	case s.is(k, "uhr", "uur", "heures", "heure", "horas", "hora"):
		k, clock = k+1, true
	}
	if m, n := s.quarters(k); n > 0 && (clock || s.is(i-1, "las", "la", "as", "alle", "a", "all")) {
		shift, k, clock = shift+m, k+n, true
	}
	half, n := s.dayPart(k)
	if n > 0 && (clock || s.is(i-1, "las", "la", "as", "alle", "a", "um", "om", "o")) {
		k, clock = k+n, true
	}
	if !clock && !(s.is(i-1, "um", "gegen", "om", "o") && spokenEnglish[s.at(j).text] == 0 || s.is(i-1, "alle", "as", "las") && s.stops(k)) {
		return 0, 0
	}
	switch {
	case s.is(k, "am", "pm"):
		h = apply(h*60, map[string]int{"am": 1, "pm": 2}[s.at(k).text]) / 60
		k++
	case half != 0 && h <= 12:
		h = apply(h*60, half) / 60
	case h < 8 && !(s.is(k, "in") && s.is(k+2, "morning")):
		h += 12
	}
	return h*60 + shift, k - i
}

// hourWord is the hour that a lexeme names, 0 for none.
func (s *whenScan) hourWord(j int) int {
	l := s.at(j)
	if l.kind == 'n' && l.num >= 1 && l.num <= 12 && len(l.text) <= 2 && !s.is(j+1, ":") {
		return l.num
	}
	return names.hour[l.text]
}

// spokenEnglish are the hours of English, which are also counted in front of anything.
var spokenEnglish = map[string]int{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12}

// quarters reads "et demie", "y cuarto", "menos cuarto", "e mezza" behind an hour.
func (s *whenScan) quarters(j int) (minutes, n int) {
	switch {
	case s.is(j, "et", "y", "e") && s.is(j+1, "demie", "demi", "media", "meia", "mezza", "mezzo"):
		return 30, 2
	case s.is(j, "et", "y") && s.is(j+1, "quart", "cuarto"):
		return 15, 2
	case s.is(j, "e") && s.is(j+1, "un") && s.is(j+2, "quarto"):
		return 15, 3
	case s.is(j, "menos", "meno", "moins") && s.is(j+1, "cuarto", "quart"):
		return -15, 2
	case s.is(j, "moins", "meno") && s.is(j+1, "le", "un") && s.is(j+2, "quart", "quarto"):
		return -15, 3
	}
	return 0, 0
}

// dayPart reads the part of the day behind an hour: 1 before noon, 2 after it.
func (s *whenScan) dayPart(j int) (half, n int) {
	k := j
	for s.is(k, "de", "da", "del", "della", "di", "du", "la", "l", "'", "am", "in", "s", "po") && k-j < 3 {
		k++
	}
	switch l := s.at(k); l.text {
	case "vormittags", "morgens", "rano", "ochtends":
		return 1, k + 1 - j
	case "nachmittags", "abends", "wieczorem", "middags", "avonds":
		return 2, k + 1 - j
	case "vormittag", "manana", "manha", "mattina", "mattino", "matin":
		if k > j {
			return 1, k + 1 - j
		}
	case "nachmittag", "abend", "tarde", "noche", "noite", "pomeriggio", "sera", "soir", "midi", "poludniu":
		if k > j && l.text != "midi" {
			return 2, k + 1 - j
		}
	case "apres":
		if k > j && s.is(k+1, "midi") {
			return 2, k + 2 - j
		}
		if k > j && s.is(k+1, "-") && s.is(k+2, "midi") {
			return 2, k + 3 - j
		}
	}
	return 0, 0
}

// hourStands reports whether a bare number can only be an hour: "alle ore 14", "às 14,", "a las 10.", "godz. 14".
func (s *whenScan) hourStands(i, j int) bool {
	switch {
	case s.is(i-1, "ore", "godz", "godzinie", "godzina", "kl"), s.is(i-1, ".", ":") && s.is(i-2, "godz", "kl", "uhrzeit", "heure", "hora", "horario", "ora", "tijd", "tijdstip", "godzina"):
		return true
	case s.is(i-1, "alle", "as", "las", "um", "o", "gegen", "om"):
		return s.stops(j)
	}
	return false
}

// stops reports whether nothing follows at lexeme j that a number before it could count.
func (s *whenScan) stops(j int) bool {
	switch l := s.at(j); l.kind {
	case 'n':
		return false
	case 'w':
		return s.is(j, "in", "per", "presso", "en", "por", "para", "bei", "im", "via", "w", "na", "z", "nei", "nella", "con", "su", "y", "e", "und", "per", "del", "de", "pelo", "no", "bij", "op", "naar")
	case 'p':
		return l.text != ":" && l.text != "/" && l.text != "-" && l.text != "%" && !(l.text == "." && s.at(j+1).kind == 'n')
	}
	return true
}

// hanNumbers are the hours as Chinese and Japanese write them out.
var hanNumbers = map[string]int{"一": 1, "二": 2, "两": 2, "兩": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}

// ideographic reads "下午两点半", "十一点".
func (s *whenScan) ideographic(i int) (minutes int, sure bool, half, n int) {
	h, j := hanNumbers[s.at(i).text], i+1
	if h == 0 || hanNumbers[s.at(i-1).text] != 0 {
		return 0, false, 0, 0
	}
	if x := hanNumbers[s.at(j).text]; h == 10 && x > 0 && x < 3 {
		h, j = h+x, j+1
	}
	if !s.is(j, "点", "點") {
		return 0, false, 0, 0
	}
	j++
	min := 0
	switch {
	case s.is(j, "半"):
		min, j = 30, j+1
	case s.at(j).kind == 'n' && s.at(j).num < 60:
		min, j = s.at(j).num, j+1
	}
	if h < 12 && s.afternoon(i) {
		h += 12
	}
	return h*60 + min, true, 0, j - i
}

// afternoon reports whether 午後, 下午, 晚上 or "tonight at" stands before a time.
func (s *whenScan) afternoon(i int) bool {
	return s.is(i-2, "tonight") && s.is(i-1, "at", "@") || s.is(i-1, "後") && s.is(i-2, "午") || s.is(i-1, "午") && s.is(i-2, "下") || s.is(i-1, "上") && s.is(i-2, "晚")
}
