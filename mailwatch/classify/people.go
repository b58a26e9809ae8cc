package classify

import (
	"regexp"
	"strings"

	"followup/followup"
)

var jobTitles = regexp.MustCompile(`(?i)\b(?:recruit\w*|talent|sourcer|human resources|hr|people|hiring|engineer\w*|director|manager|lead|head|founder|ceo|cto|vp|officer|coordinator|partner|consultant|personal\w*|leiter\w*|referent\w*|assistent\w*|specialist)\b`)

var greeting = regexp.MustCompile(`(?i)^\W*(?:best|regards|kind|warm|thanks|thank you|cheers|sincerely|cordially|yours|mit freundlichen|freundliche|beste|viele|herzliche|liebe|lg|mfg|cordialement|bien|saludos|un saludo|atenciosamente|abraços|met vriendelijke|groet|cordiali|distinti|pozdrawiam|z poważaniem)\b[\p{L} ,!.]{0,30}$`)

// signer reads the name under the closing line, with a title below it, if it looks like a person's.
func signer(own, signature string) (name, jobTitle string) {
	ls := strings.Split(strings.TrimSpace(own), "\n")
	if len(ls) > 16 {
		ls = ls[len(ls)-16:]
	}
	ls = append(ls, strings.Split(strings.TrimSpace(signature), "\n")...)
	after := false
	for i, l := range ls {
		l = strings.TrimSpace(l)
		switch {
		case l == "":
		case greeting.MatchString(l):
			after = true
		case after || i >= len(ls)-3:
			n := strings.Trim(l, " ,.-–—*_")
			if a, b, ok := strings.Cut(n, ","); ok && jobTitles.MatchString(b) {
				n, jobTitle = a, strings.TrimSpace(b)
			}
			if f := strings.Fields(n); len(f) >= 1 && len(f) <= 4 && personName(n) {
				if jobTitle == "" {
					for _, m := range ls[i+1:] {
						if m = strings.TrimSpace(m); m != "" {
							if len(m) < 60 && jobTitles.MatchString(m) {
								jobTitle = m
							}
							break
						}
					}
				}
				return n, jobTitle
			}
			if after {
				return "", ""
			}
		}
	}
	return "", ""
}

// personName reports whether a line is a name: capitalised words, no digits, no word of a team or company.
func personName(n string) bool {
	for i, w := range strings.Fields(n) {
		r := []rune(w)
		if len(r) == 0 || !isUpper(r[0]) || strings.ContainsAny(w, "0123456789@:/&|") {
			return false
		}
		switch l := strings.ToLower(strings.Trim(w, ".,")); {
		case legalForms[l], l == "team", l == "recruiting", l == "hiring", l == "talent", l == "hr", l == "people", l == "careers", l == "human", l == "department", l == "recruitment",
			l == "your", l == "please", l == "thank", l == "thanks", l == "hi", l == "hello", l == "dear", l == "we", l == "date", l == "time", l == "zoom", l == "interview", l == "if", l == "this":
			return false
		case i == 0 && notName[l]:
			return false
		}
	}
	return true
}

func isUpper(r rune) bool {
	return strings.ToUpper(string(r)) == string(r) && strings.ToLower(string(r)) != string(r)
}

var meetWith = regexp.MustCompile(`(?:[Mm]eet(?:ing)?(?: with)?|[Ss]peak(?:ing)?(?: with| to)|[Ii]nterviewers?:?|with|mit|avec|con|com|met)\s+((?:Dr\.? |Mr\.? |Ms\.? |Mrs\.? |Herrn? |Frau )?\p{Lu}[\p{L}'’-]+ \p{Lu}[\p{L}'’-]+)(?:\s*(?:\(([^)\n]{3,60})\)|,\s+(?:our |the )?([\p{L} ]{3,50}?(?:Manager|Engineer|Director|Lead|Recruiter|Designer|Officer|Head|CTO|CEO|Founder|Partner)[\p{L} ]{0,20})))?`)

// interviewers are the people whom the words say will be met.
func interviewers(text, employer string) []followup.Person {
	var out []followup.Person
	seen := map[string]bool{}
	for _, m := range meetWith.FindAllStringSubmatch(clip(text, 6000), 8) {
		name := m[1]
		if seen[name] || employer != "" && strings.Contains(nameKey(name), nameKey(employer)) || !personName(name) || roleLike(name) || employer != "" && strings.HasPrefix(nameKey(employer), nameKey(name)) {
			continue
		}
		t := strings.TrimSpace(m[2] + m[3])
		if t == "" && !strings.HasPrefix(strings.ToLower(m[0]), "meet") && !strings.HasPrefix(strings.ToLower(m[0]), "speak") && !strings.HasPrefix(strings.ToLower(m[0]), "interviewer") {
			continue // "with" alone may stand before a company
		}
		seen[name] = true
		out = append(out, followup.Person{Name: name, Title: t, Part: followup.PartInterviewer, Known: "prose"})
	}
	return out
}

var rounds = []struct {
	kind followup.RoundKind
	re   *regexp.Regexp
}{
	{followup.RoundVideo, regexp.MustCompile(`(?i)one[- ]way|on[- ]demand video|pre[- ]recorded|hirevue|zeitversetzt`)},
	{followup.RoundFinal, regexp.MustCompile(`(?i)final (?:round|interview|stage)|last round|letzte runde|最終面接|entretien final`)},
	{followup.RoundOnsite, regexp.MustCompile(`(?i)on[- ]?site (?:interview|visit|loop)|panel interview|superday|assessment cent|interview loop|at our (?:office|offices)`)},
	{followup.RoundTechnical, regexp.MustCompile(`(?i)technical (?:interview|screen|round)|coding interview|system design|live coding|pair programming|fachgespräch|entretien technique|entrevista técnica|colloquio tecnico`)},
	{followup.RoundManager, regexp.MustCompile(`(?i)hiring manager|head of|(?:engineering|department|team) (?:manager|lead)`)},
	{followup.RoundScreen, regexp.MustCompile(`(?i)phone (?:screen|interview)|telephon|telefon|recruiter (?:call|screen)|screening|intro(?:ductory)? call|initial (?:call|conversation)|erstgespräch|quick (?:call|chat)|entretien téléphonique`)},
	{followup.RoundInformal, regexp.MustCompile(`(?i)coffee|informal|casual|カジュアル面談`)},
}

var further = regexp.MustCompile(`(?i)\b(?:second|2nd|third|3rd|final|next|another|follow[- ]?up|last|zweite[sn]?|nächste[nr]?|deuxième|seconde?|dernier|segunda|última|próxima|siguiente|tweede|volgende|secondo|prossimo|drugi\w*|kolejn\w*) (?:round|interview|stage|conversation|chat|step|runde|gespräch|zweitgespräch|entretien|étape|entrevista|etapa|fase|ronde|gesprek|colloquio|step|etap\w*|rozmow\w*)|round (?:2|3|4|two|three)|二次面接|最終面接|二次選考|复试|zweitgespräch|bring you back`)

// round tells the kind of the interview and whether it is a further one.
func (g *reading) round(s *followup.Signal) {
	switch s.Kind {
	case followup.InterviewInvite, followup.InterviewConfirm, followup.InterviewReschedule, followup.InterviewCancel, followup.Assessment:
	default:
		return
	}
	text := g.m.Subject + "\n" + clip(g.ownText(), 4000)
	for _, r := range rounds {
		if r.re.MatchString(text) {
			s.RoundKind = r.kind
			break
		}
	}
	s.Further = further.MatchString(text)
}
