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

// rounds are the kinds of interview by the flag that language files give them, the most telling first.
var rounds = []struct {
	flag string
	kind followup.RoundKind
}{
	{"video", followup.RoundVideo}, {"final", followup.RoundFinal}, {"onsite", followup.RoundOnsite}, {"technical", followup.RoundTechnical},
	{"manager", followup.RoundManager}, {"screen", followup.RoundScreen}, {"informal", followup.RoundInformal},
}

// round tells the kind of the interview and whether it is a further one.
func (g *reading) round(s *followup.Signal) {
	switch s.Kind {
	case followup.InterviewInvite, followup.InterviewConfirm, followup.InterviewReschedule, followup.InterviewCancel, followup.Assessment:
	default:
		return
	}
	for _, r := range rounds {
		if s.RoundKind == followup.RoundUnknown && g.said("round", r.flag) {
			s.RoundKind = r.kind
		}
	}
	s.Further = g.said("further", "")
}

// said reports whether a phrase of a family, with a flag, stands in the subject or the own words.
func (g *reading) said(f family, flag string) bool {
	for _, p := range []*passage{&g.subject, &g.body} {
		for _, h := range p.hits {
			if h.cue.family == f && (flag == "" || h.cue.flags[flag]) {
				return true
			}
		}
	}
	return false
}
