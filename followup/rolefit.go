package followup

import (
	"slices"
	"strings"
	"unicode"
)

// roleFit is how two titles of positions go together.
type roleFit int

const (
	roleUnknown roleFit = iota // one of the two is not known
	roleOther
	roleLike // one says more than the other: "Senior Software Engineer", "Software Engineer, Senior (Platform)"
	roleSame
)

// fitRoles compares two titles and says how much they share, from 0 to 1.
func fitRoles(a, b string) (roleFit, float64) {
	if !plausible(a) || !plausible(b) {
		if k := roleKey(a); k != "" && k == roleKey(b) {
			return roleSame, 1
		}
		return roleUnknown, 0
	}
	x, y := roleWords(a), roleWords(b)
	if recruits(a) != recruits(b) {
		return roleUnknown, 0 // the title of who writes, not what is applied for
	}
	shared := 0
	for _, w := range x {
		if slices.Contains(y, w) {
			shared++
		}
	}
	all := len(x) + len(y) - shared
	share := float64(shared) / float64(all)
	if shared == all {
		return roleSame, 1
	}
	xl, xs := split(x)
	yl, ys := split(y)
	if len(xl) > 0 && len(yl) > 0 && !slices.Equal(xl, yl) {
		return roleOther, share
	}
	if len(xs) > 0 && len(ys) > 0 && (covers(xs, ys) || covers(ys, xs)) {
		return roleLike, share
	}
	return roleOther, share
}

// recruits reports whether a title is one of people who write to applicants.
func recruits(role string) bool {
	return slices.ContainsFunc(roleWords(role), func(w string) bool {
		return strings.HasPrefix(w, "recruit") || w == "talent" || w == "hr" || w == "hiring" || w == "recrutement"
	})
}

// covers reports whether b has every word of a.
func covers(a, b []string) bool {
	return !slices.ContainsFunc(a, func(w string) bool { return !slices.Contains(b, w) })
}

// levels are words for the height of a position.
var levels = strings.Fields("senior junior lead principal staff intern trainee student graduate entry mid head associate chief 1 2 3 4 5")

// titleOnly reports whether what was taken for an employer is one word that names a kind of work.
func titleOnly(name string) bool {
	return len(strings.Fields(name)) == 1 && len(name) > 6 && plausible(name)
}

// level reports whether a title names its height.
func level(role string) bool {
	l, _ := split(roleWords(role))
	return len(l) > 0
}

// split takes the words for the height of a position from the others.
func split(words []string) (level, rest []string) {
	for _, w := range words {
		if slices.Contains(levels, w) {
			level = append(level, w)
		} else {
			rest = append(rest, w)
		}
	}
	return level, rest
}

var roleForms = map[string]string{
	"sr": "senior", "snr": "senior", "jr": "junior", "jnr": "junior", "eng": "engineer", "engr": "engineer", "dev": "developer", "mgr": "manager",
	"ii": "2", "iii": "3", "iv": "4", "internship": "intern", "praktikant": "intern", "praktikum": "intern", "werkstudent": "student",
	"developpeuse": "developpeur", "ingenieure": "ingenieur", "cheffe": "chef", "directrice": "directeur", "redactrice": "redacteur",
	"coordinatrice": "coordinateur", "vendeuse": "vendeur", "consultante": "consultant", "assistante": "assistant", "ops": "operations",
}

var rolePhrases = strings.NewReplacer(
	"front end", "frontend", "front-end", "frontend", "back end", "backend", "back-end", "backend", "full stack", "fullstack", "full-stack", "fullstack",
	"dev ops", "devops", "site reliability engineer", "sre", "machine learning", "ml", "user experience", "ux", "quality assurance", "qa",
	"software-entwickler", "softwareentwickler", "(in)", "", "/in", "", ":in", "", "*in", "", "_in", "",
)

// roleStops are words in a title that do not tell two positions apart.
var roleStops = strings.Fields(`m w d f x h i mwd gn div all genders the a an role position job of for and und et in im our your their fur der die das den als remote hybrid
	onsite fulltime parttime full part time vollzeit teilzeit contract permanent cdi cdd months monate req jr id ref n pas ne not no has have been was is were hat haben wurde nicht`)

// roleWords are the words of a title that tell it from others, sorted.
func roleWords(role string) []string {
	role = rolePhrases.Replace(strings.Map(plain, strings.ToLower(role)))
	var out []string
	for _, w := range strings.FieldsFunc(role, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '+' && r != '#'
	}) {
		for _, end := range []string{"erin", "eurin", "orin", "istin", "tin", "eutin"} { // Entwicklerin
			if strings.HasSuffix(w, end) && len(w) > 7 {
				w = strings.TrimSuffix(w, "in")
				break
			}
		}
		if form, ok := roleForms[w]; ok {
			w = form
		}
		number := strings.Trim(w, "0123456789") == "" && len(w) > 2
		if !number && !slices.Contains(roleStops, w) && !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	slices.Sort(out)
	return out
}

// jobNouns are words, or ends of words, that a title has.
var jobNouns = strings.Fields(`engineer developer programmer manager analyst scientist designer consultant intern student specialist coordinator director
	assistant associate architect administrator officer lead representative researcher technician nurse teacher accountant writer editor recruiter
	executive advisor adviser strategist planner operator driver clerk cashier agent partner owner head tester marketer trainee apprentice fellow
	lecturer professor attorney counsel paralegal buyer controller auditor supervisor sre devops qa entwickler leiter leitung referent sachbearbeiter
	berater buchhalter verkaufer ingenieur konstrukteur techniker kaufmann kauffrau fachkraft pfleger erzieher lehrer mechaniker monteur developpeur chef charge chargee
	responsable directeur redacteur coordinateur vendeur comptable juriste scientifique cartographer scientist chemist librarian journalist copywriter
	producer artist animator pharmacist biologist physicist economist statistician translator interpreter carpenter electrician mechanic baker cook
	barista waiter host steward pilot captain machinist welder gardener archivist curator geologist surveyor actuary trader broker underwriter
	bookkeeper secretary receptionist therapist psychologist doctor physician surgeon dentist vet caretaker postdoc steward desarrollador ingeniero
	analista gerente ontwikkelaar medewerker sviluppatore ingegnere programista specjalista kierownik product design engineering internship`)

// plausible reports whether a title names a kind of work. Words that were taken for a title and name none decide nothing.
func plausible(role string) bool {
	if strings.ContainsFunc(role, func(r rune) bool { return r > 0x2e80 }) {
		return true // Chinese and Japanese titles are taken as they stand
	}
	return slices.ContainsFunc(roleWords(role), func(w string) bool {
		return slices.ContainsFunc(jobNouns, func(n string) bool { return w == n || len(n) > 4 && strings.HasSuffix(w, n) || w == n+"s" })
	})
}
