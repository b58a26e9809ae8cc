package templates

import (
	"fmt"
	"strings"
	"time"
)

// tongue is how one language writes days, months and lists.
type tongue struct {
	name    string // of the language, in English
	days    [7]string
	months  [12]string
	date    string // %[1]s weekday, %[2]s day of the month, %[3]s month
	day     string // the same without the weekday
	in      string // %s month
	and     string
	first   string // the first day of a month, where it is no plain 1
	ordinal []string
	opening []string // words that begin a phrase with a capital only by habit
}

// tongues by ISO 639-1.
var tongues = map[string]tongue{
	"en": {
		name: "English", days: [7]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
		months: [12]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
		date:   "%[1]s, %[2]s %[3]s", day: "%[2]s %[3]s", in: "in %s", and: " and ",
		ordinal: []string{"first", "second", "third", "fourth", "fifth"},
		opening: strings.Fields("A An How It My Our That The Their These They This What When Where Whether Which Who Why You Your"),
	},
	"de": {
		name: "German", days: [7]string{"Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"},
		months: [12]string{"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"},
		date:   "%[1]s, %[2]s. %[3]s", day: "%[2]s. %[3]s", in: "im %s", and: " und ",
		ordinal: []string{"erste", "zweite", "dritte", "vierte", "fünfte"},
		opening: strings.Fields("Das Dass Der Deine Die Ein Eine Einen Euer Eure Ihr Ihre Ihren Mein Meine Meinen Ob Wann Warum Was Welche Wer Weshalb Wie Wo"),
	},
	"fr": {
		name: "French", days: [7]string{"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"},
		months: [12]string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"},
		date:   "%[1]s %[2]s %[3]s", day: "%[2]s %[3]s", in: "en %s", and: " et ", first: "1er",
		ordinal: []string{"premier", "deuxième", "troisième", "quatrième", "cinquième"},
		opening: strings.Fields("Ce Ces Cette Comment La Le Les Leur Leurs Ma Mes Mon Notre Pourquoi Quand Un Une Votre Vos"),
	},
	"es": {
		name: "Spanish", days: [7]string{"domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"},
		months: [12]string{"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"},
		date:   "%[1]s %[2]s de %[3]s", day: "%[2]s de %[3]s", in: "en %s", and: " y ",
		ordinal: []string{"primera", "segunda", "tercera", "cuarta", "quinta"},
		opening: strings.Fields("Cómo Cuándo El Esa Ese Esta Este La Las Los Mi Mis Por Que Qué Su Sus Tu Tus Un Una Vuestra Vuestro"),
	},
	"pt": {
		name: "Portuguese", days: [7]string{"domingo", "segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira", "sábado"},
		months: [12]string{"janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro", "dezembro"},
		date:   "%[1]s, %[2]s de %[3]s", day: "%[2]s de %[3]s", in: "em %s", and: " e ",
		ordinal: []string{"primeira", "segunda", "terceira", "quarta", "quinta"},
		opening: strings.Fields("A As Como Essa Esse Esta Este Meu Minha Meus Minhas O Os Por Que Quando Seu Sua Seus Suas Um Uma"),
	},
	"nl": {
		name: "Dutch", days: [7]string{"zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"},
		months: [12]string{"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"},
		date:   "%[1]s %[2]s %[3]s", day: "%[2]s %[3]s", in: "in %s", and: " en ",
		ordinal: []string{"eerste", "tweede", "derde", "vierde", "vijfde"},
		opening: strings.Fields("Dat De Deze Dit Een Het Hoe Hun Jouw Jullie Mijn Onze Uw Waarom Wanneer Wat Welke Wie"),
	},
	"it": {
		name: "Italian", days: [7]string{"domenica", "lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato"},
		months: [12]string{"gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"},
		date:   "%[1]s %[2]s %[3]s", day: "%[2]s %[3]s", in: "a %s", and: " e ", first: "1º",
		ordinal: []string{"primo", "secondo", "terzo", "quarto", "quinto"},
		opening: strings.Fields("Che Come I Il La Le Lo Gli Mia Mie Miei Mio Perché Quando Questa Questo Sua Suo Un Una Vostra Vostro"),
	},
}

// tongueOf returns the tongue of a language, English where it has none here.
func tongueOf(lang string) tongue {
	if t, ok := tongues[lang]; ok {
		return t
	}
	return tongues[fallbackLang]
}

// LanguageName is a language in English: "German". An unknown code stands for itself.
func LanguageName(lang string) string {
	if t, ok := tongues[lang]; ok {
		return t.name
	}
	return lang
}

func (t tongue) format(layout string, at time.Time) string {
	day := fmt.Sprint(at.Day())
	if at.Day() == 1 && t.first != "" {
		day = t.first
	}
	s := fmt.Sprintf(layout+"%.0[1]s%.0[2]s%.0[3]s", t.days[at.Weekday()], day, t.months[at.Month()-1])
	return strings.TrimSpace(s)
}

// Date is the civil day of an instant in its own zone: "Tuesday, 3 March".
func Date(lang string, at time.Time) string { t := tongueOf(lang); return t.format(t.date, at) }

// DayMonth is Date without the weekday: "3 March".
func DayMonth(lang string, at time.Time) string { t := tongueOf(lang); return t.format(t.day, at) }

// Weekday is the name of the day alone.
func Weekday(lang string, at time.Time) string { return tongueOf(lang).days[at.Weekday()] }

// InMonth is a month with its preposition: "in March".
func InMonth(lang string, at time.Time) string {
	t := tongueOf(lang)
	return fmt.Sprintf(t.in, t.months[at.Month()-1])
}

// Join lists names in a language: "Ana, Raj and Mei".
func Join(lang string, names ...string) string { return tongueOf(lang).list(names) }

// Ordinal is the nth of something, from 1: "first". Past the fifth it is empty.
func Ordinal(lang string, n int) string {
	if o := tongueOf(lang).ordinal; n >= 1 && n <= len(o) {
		return o[n-1]
	}
	return ""
}

// Slot writes a time to meet, as theirs and, where her clock shows another, as hers too:
// "Tuesday, 10 March, 14:00–15:00 Berlin time (13:00–14:00 London time)". end may be zero.
func Slot(lang string, start, end time.Time, theirs, mine *time.Location) string {
	same := start.In(theirs).Format("2006-01-02 15:04") == start.In(mine).Format("2006-01-02 15:04")
	at := start.In(theirs)
	s := Date(lang, at) + ", " + hours(start, end, theirs)
	if same && theirs.String() == mine.String() {
		return s
	}
	s += " " + zoneWords(lang, at)
	if same {
		return s
	}
	own := start.In(mine)
	day := ""
	if own.YearDay() != at.YearDay() {
		day = Weekday(lang, own) + " "
	}
	return s + " (" + day + hours(start, end, mine) + " " + strings.Trim(zoneWords(lang, own), "()") + ")"
}

func hours(start, end time.Time, zone *time.Location) string {
	if !end.After(start) {
		return start.In(zone).Format("15:04")
	}
	return start.In(zone).Format("15:04") + "–" + end.In(zone).Format("15:04")
}

// zoneWords names the zone of an instant by its city, or by its distance from UTC.
func zoneWords(lang string, at time.Time) string {
	name := PlaceOf(at)
	if lang == fallbackLang && !strings.HasPrefix(name, "UTC") {
		return name + " time"
	}
	return "(" + name + ")"
}

// PlaceOf names the zone of an instant: "Berlin" for Europe/Berlin, "UTC+2" where only a distance is known.
func PlaceOf(at time.Time) string {
	if _, city, ok := strings.Cut(at.Location().String(), "/"); ok {
		if i := strings.LastIndexByte(city, '/'); i >= 0 {
			city = city[i+1:]
		}
		return strings.ReplaceAll(city, "_", " ")
	}
	_, offset := at.Zone()
	switch {
	case offset == 0:
		return "UTC"
	case offset%3600 == 0:
		return fmt.Sprintf("UTC%+d", offset/3600)
	}
	d := offset
	if d < 0 {
		d = -d
	}
	return fmt.Sprintf("UTC%+d:%02d", offset/3600, d%3600/60)
}
