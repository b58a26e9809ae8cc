package classify

import (
	"strings"

	"followup/followup"
)

// agencyWords are in the names of firms that find people for others.
var agencyWords = []string{
	"recruit", "staffing", "headhunt", "executive search", "resourcing", "personalberatung", "personalvermittlung", "personaldienst", "zeitarbeit",
	"manpower", "talent partners", "talent solutions", "search partners", "search & selection", "employment agency", "consultores de rrhh",
	"cabinet de recrutement", "agence de recrutement", "uitzend", "agencja pracy", "agenzia per il lavoro", "consultoria de rh",
}

// agency tells the three parties apart where somebody writes for another: who wrote is the agency, the client is the employer
// (domain.md 1.4, 4.1), even if the client is not named. The agency's domain is not the employer's.
func (g *reading) agency(s *followup.Signal) {
	if g.testedForClient(s) {
		return
	}
	client, said := g.client()
	if !said || g.own {
		return
	}
	house := g.house(client)
	if house == "" {
		return
	}
	s.Agency, s.Employer = house, client
	s.Domain = ""
}

var forProject = pattern(`(?i)^(?:(?:re|reminder): )?your (.{2,40}?) interview for (?:the )?(.{2,40}?) (?:project|client|engagement|account)\b`)

// testedForClient: a service interviews for one firm about the project of another. Which of them employs cannot be told.
func (g *reading) testedForClient(s *followup.Signal) bool {
	m := forProject.FindStringSubmatch(g.m.Subject)
	if m == nil || g.from.row.class != classAssessment {
		return false
	}
	s.Agency, s.Employer = m[1], m[2]
	if s.Confidence >= 0.9 {
		s.Confidence, s.Reason = 0.8, s.Reason+followup.Reason(", but "+m[1]+" may be the employer, or an agency for "+m[2])
	}
	return true
}

// client is whom the sender writes for. "On behalf of X" says it only where the sender is a firm that finds people: X may
// write for itself.
func (g *reading) client() (name string, said bool) {
	for _, p := range []*passage{&g.body, &g.subject} {
		for _, h := range p.hits {
			if h.cue.family != "client" || h.cue.flags["behalf"] && !g.finder() {
				continue
			}
			if n := cleanName(p.nameAfter(h.last)); n != "" && !roleLike(n) && !g.persons()[nameKey(n)] {
				return n, true
			}
			said = said || !h.cue.flags["behalf"]
		}
	}
	return "", said && g.finder()
}

// finder reports whether the sender calls itself a firm that finds people, and is not a tracking system.
func (g *reading) finder() bool {
	who := strings.ToLower(g.from.name + " " + g.from.registrable + " " + clip(g.m.Text.Signature, 500))
	for _, w := range agencyWords {
		if strings.Contains(who, w) || strings.Contains(who, strings.ReplaceAll(w, " ", "")) {
			return true
		}
	}
	return false
}

// house is the sender's own firm: by the display name, the signature or the domain, but not the client.
func (g *reading) house(client string) string {
	key := nameKey(client)
	for _, source := range []string{"display name", "signature", "domain"} {
		for _, e := range g.guesses {
			k := nameKey(e.name)
			if e.source == source && k != key && (key == "" || !strings.HasPrefix(k, key) && !strings.HasPrefix(key, k)) {
				return whole(e.name, g.from.name, g.ownText(), g.m.Text.Signature)
			}
		}
	}
	return ""
}

// firmWords end the names of agencies; where an employer is looked for they are left out.
var firmWords = map[string]bool{
	"staffing": true, "recruitment": true, "recruiting": true, "recruiters": true, "talent": true, "search": true, "resourcing": true, "people": true,
	"personal": true, "careers": true, "partners": true, "solutions": true, "consulting": true, "group": true, "agency": true, "associates": true,
}

// whole gives a name back the words that it has where it is written out: "Harbor" is "Harbor Staffing".
func whole(name string, texts ...string) string {
	for _, text := range texts {
		_, behind, ok := strings.Cut(text, name+" ")
		if !ok {
			continue
		}
		line, _, _ := strings.Cut(behind, "\n")
		for _, w := range strings.Fields(line) {
			if !firmWords[strings.ToLower(strings.Trim(w, ".,"))] || !isUpper([]rune(w)[0]) {
				break
			}
			name += " " + strings.Trim(w, ".,")
		}
		return name
	}
	for _, text := range texts { // a line of its own, such as the last of a signature
		for line := range strings.Lines(text) {
			if line = strings.Trim(line, " \r\n\t,.-*"); len(strings.Fields(line)) <= 4 && len(line) < 60 && strings.HasPrefix(nameKey(line), nameKey(name)) && personName(strings.Fields(line)[0]) {
				return line
			}
		}
	}
	return name
}
