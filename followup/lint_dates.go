package followup

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Weekdays from Sunday on, and months, as seven languages write them; a bar parts spellings.
var (
	weekdayWords = [][]string{
		strings.Fields("sunday monday tuesday wednesday thursday friday saturday"),
		strings.Fields("sonntag montag dienstag mittwoch donnerstag freitag samstag|sonnabend"),
		strings.Fields("dimanche lundi mardi mercredi jeudi vendredi samedi"),
		strings.Fields("domingo lunes martes miércoles|miercoles jueves viernes sábado|sabado"),
		strings.Fields("domingo segunda-feira terça-feira|terca-feira quarta-feira quinta-feira sexta-feira sábado"),
		strings.Fields("zondag maandag dinsdag woensdag donderdag vrijdag zaterdag"),
		strings.Fields("domenica lunedì martedì mercoledì giovedì venerdì sabato"),
	}
	monthWords = [][]string{
		strings.Fields("january|jan february|feb march|mar april|apr may june|jun july|jul august|aug september|sept|sep october|oct november|nov december|dec"),
		strings.Fields("januar|jänner februar märz april mai juni juli august september oktober november dezember"),
		strings.Fields("janvier février|fevrier mars avril mai juin juillet août|aout septembre octobre novembre décembre|decembre"),
		strings.Fields("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"),
		strings.Fields("janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"),
		strings.Fields("januari februari maart april mei juni juli augustus september oktober november december"),
		strings.Fields("gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"),
	}
	weekdayOf, monthOf = map[string]int{}, map[string]int{}
	dayFirst, monthFirst,
	weekdayAlone *regexp.Regexp
)

func init() {
	fill := func(lists [][]string, into map[string]int) string {
		var all []string
		for _, list := range lists {
			for i, spellings := range list {
				for _, w := range strings.Split(spellings, "|") {
					if _, known := into[w]; !known {
						all = append(all, w)
					}
					into[w] = i
				}
			}
		}
		slices.SortFunc(all, func(a, b string) int { return len(b) - len(a) }) // the longer spelling first
		return strings.Join(all, "|")
	}
	days, months := fill(weekdayWords, weekdayOf), fill(monthWords, monthOf)
	const edge = `(?:^|[^\pL\d])`
	dayFirst = regexp.MustCompile(`(?i)` + edge + `(?:(` + days + `)[,.]?\s+(?:the|den|dem|le|el|il|dia|día|op|de)?\s*)?(\d{1,2})(?:st|nd|rd|th|er|º|°|\.)?\s+(?:of\s+|de\s+)?(` + months + `)(?:\.?,?\s+(?:de\s+)?(\d{4}))?(?:$|[^\pL\d])`)
	monthFirst = regexp.MustCompile(`(?i)` + edge + `(?:(` + days + `)[,.]?\s+)?(` + months + `)\.?\s+(?:the\s+)?(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(\d{4}))?(?:$|[^\pL\d])`)
	weekdayAlone = regexp.MustCompile(`(?i)` + edge + `(?:` + talkWords + `)[^.\n?!]{0,60}\s(?:on|am|le|el|na|no|op|di)\s+(` + days + `)(?:[.!?\n]|,?\s+\pL|$)`)
}

// calendarWord reports whether a word is the name of a weekday or of a month.
func calendarWord(w string) bool {
	_, day := weekdayOf[strings.ToLower(w)]
	_, month := monthOf[strings.ToLower(w)]
	return day || month
}

// lintDates says where a date in a letter is none, or contradicts the calendar, today or the interview.
func (p Policy) lintDates(app *Application, n Note, now time.Time, block, warn func(code, words string)) {
	zone := p.ZoneFor(*app)
	text := n.Text
	if n.Answers == "" {
		text = n.Subject + "\n" + text
	}
	for _, m := range dayFirst.FindAllStringSubmatch(text, -1) {
		if why := badDate(m[1], m[2], m[3], m[4], now.In(zone)); why != "" {
			block("date", why)
			return
		}
	}
	for _, m := range monthFirst.FindAllStringSubmatch(text, -1) {
		if why := badDate(m[1], m[3], m[2], m[4], now.In(zone)); why != "" {
			block("date", why)
			return
		}
	}
	if iv, ok := app.interviewOf(n); ok && n.Kind == ThankYou && !iv.Floating {
		p.lintTalkedOn(app, n, iv, now, warn)
	}
}

// badDate says what is wrong with a date, or "". A date without a year is the one nearest to now.
func badDate(weekday, day, month, year string, now time.Time) string {
	m, d := time.Month(monthOf[strings.ToLower(month)]+1), 0
	d, _ = strconv.Atoi(day)
	near := func(y int) time.Time { return time.Date(y, m, d, 12, 0, 0, 0, now.Location()) }
	best := near(now.Year())
	if y, err := strconv.Atoi(year); err == nil {
		best = near(y)
	} else {
		for _, other := range []time.Time{near(now.Year() - 1), near(now.Year() + 1)} {
			if other.Sub(now).Abs() < best.Sub(now).Abs() {
				best = other
			}
		}
	}
	said := strings.TrimSpace(day + " " + month + " " + year)
	leap := m == time.February && d == 29
	if d == 0 || best.Day() != d && !(leap && year == "") {
		return fmt.Sprintf("there is no %q in the calendar", said)
	}
	if want, ok := weekdayOf[strings.ToLower(weekday)]; ok && best.Day() == d && int(best.Weekday()) != want {
		return fmt.Sprintf("%q is a %s", weekday+", "+said, best.Weekday())
	}
	return ""
}

// talkWords are words of a talk that took place.
const talkWords = `talk|talked|talking|speak|speaking|spoke|meet|met|meeting|conversation|interview|time|gespräch|entretien|entrevista|conversa|gesprek|colloquio`

// spokeToday matches a sentence in which a talk took place on a day that is named by its distance.
var spokeToday = regexp.MustCompile(`(?i)\b(?:` + talkWords + `)\b[^.\n?!]{0,60}\b(today|yesterday|this morning|this afternoon)\b`)

// lintTalkedOn holds what a thank-you says about the day of the talk against the interview, on the day on which it leaves.
func (p Policy) lintTalkedOn(app *Application, n Note, iv Interview, now time.Time, warn func(code, words string)) {
	zone := p.ZoneFor(*app)
	if loc := location(iv.Zone); loc != nil {
		zone = loc
	}
	day := iv.Start.In(zone)
	if m := spokeToday.FindStringSubmatch(n.Text); m != nil {
		leaves := p.sendAt(*app, n, now, n.AnyHour).In(zone)
		days := 0
		if strings.EqualFold(m[1], "yesterday") {
			days = 1
		}
		y, mo, d := leaves.Date()
		if was := time.Date(y, mo, d-days, 12, 0, 0, 0, zone); was.Format(time.DateOnly) != day.Format(time.DateOnly) {
			warn("day", fmt.Sprintf("it says %q and leaves on %s: you talked on %s", m[1], leaves.Format("Monday, 2 January"), day.Format("Monday, 2 January")))
		}
	}
	named, right := "", false
	for _, m := range weekdayAlone.FindAllStringSubmatch(n.Text, -1) {
		named, right = m[1], right || weekdayOf[strings.ToLower(m[1])] == int(day.Weekday())
	}
	if named != "" && !right {
		warn("day", fmt.Sprintf("it says %q: you talked on %s", named, day.Format("Monday, 2 January")))
	}
}

// interviewOf returns the interview that a note names.
func (a *Application) interviewOf(n Note) (Interview, bool) {
	for _, r := range a.Rounds {
		for _, iv := range r.Interviews {
			if n.Interview != "" && interviewName(iv) == n.Interview {
				return iv, true
			}
		}
	}
	return Interview{}, false
}
