package classify

import (
	"regexp"
	"strings"

	"followup/followup"
)

var requisitions = regexp.MustCompile(`(?i)\b(?:JR|REQ|R|Job ?ID|Job Number|Requisition|Req(?:uisition)? ?ID|Job Req|Referenz(?:nummer)?|Ref(?:erence)?|Kennziffer|ID)[-_ #:.]{0,3}(\d{4,12})\b|\b((?:JR|REQ|R)[-_]?\d{4,10})\b`)

// requisition finds the number of a posting.
func requisition(texts ...string) string {
	for _, t := range texts {
		if !hasNumber(t) {
			continue
		}
		if m := requisitions.FindStringSubmatch(clip(t, 4000)); m != nil {
			if m[2] != "" {
				return m[2]
			}
			return m[1]
		}
	}
	return ""
}

// hasNumber reports whether a text has four digits in a row.
func hasNumber(s string) bool {
	n := 0
	for i := range min(len(s), 4000) {
		if s[i] < '0' || s[i] > '9' {
			n = 0
		} else if n++; n == 4 {
			return true
		}
	}
	return false
}

// roleWords are the nouns that a role's title ends in or contains, folded.
var roleWords = regexp.MustCompile(`(?i)\b(?:engineer|engineering|developer|programmer|manager|analyst|scientist|designer|consultant|intern|internship|specialist|coordinator|director|assistant|associate|architect|administrator|officer|lead|representative|researcher|technician|nurse|teacher|accountant|writer|editor|recruiter|executive|advisor|adviser|strategist|planner|operator|driver|clerk|cashier|agent|partner|owner|head|vp|president|tester|marketer|trainee|apprentice|fellow|lecturer|professor|attorney|counsel|paralegal|buyer|controller|auditor|supervisor|technologist|sre|devops|qa|data science|entwickler|entwicklerin|softwareentwickler|leiter|teamleiter|referent|sachbearbeiter|berater|ingenieur|werkstudent|praktikant|praktikum|leitung|ingénieur|développeur|chef de|responsable|stage|alternance|desarrollador|ingeniero|analista|gerente|técnico|desenvolvedor|engenheiro|ontwikkelaar|medewerker|adviseur|sviluppatore|ingegnere|impiegato|programista|inżynier|specjalista|kierownik|stack|software|product|project|sales|marketing)\w*`)

var roleEnd = regexp.MustCompile(`(?i)\s+(?:position|role|job|opening|vacancy|opportunity|posting|post|requisition|internship position|team|stelle|poste|puesto|vaga|functie|posizione|at|with|here|in our|on our|within|you|and|which|that|has|have|is|was|we|by|from|has been|via|but|please|interview|bei|chez|en|na|bij|presso|hat|haben|ist|wurde|interessieren|beworben|erhalten)\b`)

var roleTail = regexp.MustCompile(`(?i)^\s*(?:position|role|job|opening|vacancy|opportunity|posting|post|requisition|internship|stelle|poste|puesto|vaga|functie|posizione|team)\b`)

// role finds the title of the position: in the text behind phrases such as "applying for the", in the subject, or where a
// title stands alone on a line.
func (g *reading) role(s *followup.Signal) {
	s.Requisition = requisition(g.m.Subject, g.ownText(), g.m.Text.Quoted)
	best, rank := "", 0.0
	consider := func(title string, r float64) {
		if t := cleanRole(title, s.Employer); t != "" {
			if roleWords.MatchString(t) {
				r += 1
			}
			if r > rank {
				best, rank = t, r
			}
		}
	}
	tries := 0
	for _, p := range []*passage{&g.body, &g.subject} {
		for _, h := range p.hits {
			if h.cue.family != "role" {
				continue
			}
			if tries++; tries > 40 {
				break
			}
			t, tail := p.titleAfter(h.last)
			r := 0.4
			if tail {
				r = 1.5
			} else if !roleWords.MatchString(t) {
				continue
			}
			if h.cue.flags["sure"] {
				r += 0.8
			}
			r += 0.1 * float64(min(h.last-h.first, 4))
			if t != "" {
				consider(t, r)
			}
		}
	}
	subject := g.m.Subject
	for isReply(subject) || forwarded(subject) {
		_, subject, _ = strings.Cut(subject, ":")
		subject = strings.TrimSpace(subject)
	}
	for _, t := range append(subjectTitles(subject), subject) {
		if s.Employer != "" {
			t = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(strings.Trim(t, "!.")), s.Employer))
		}
		if t = strings.Trim(t, " -–—|:"); roleWords.MatchString(t) && len(strings.Fields(t)) <= 8 && !subjectWords.MatchString(t) {
			consider(t, 0.6)
		}
	}
	if rest, ok := strings.CutPrefix(subject, "Indeed Application: "); ok {
		consider(rest, 1.5)
	}
	for line := range strings.Lines(clip(g.ownText(), 6000)) {
		if m := labelled.FindStringSubmatch(strings.TrimSpace(line)); m != nil {
			consider(m[1], 1.4)
		}
	}
	s.Role = best
}

// titleAfter reads what could be a title behind word i, to the word that ends it; tail tells that "position" or the like
// follows.
func (p *passage) titleAfter(i int) (string, bool) {
	if i+1 >= len(p.ws) || p.ws[i+1].brk >= breakSentence && p.ws[i+1].brk != breakClause {
		return "", false
	}
	from := int(p.ws[i+1].start)
	for from > 0 && (p.f.text[from-1] == '(' || p.f.text[from-1] == '"' || p.f.text[from-1] == '.') {
		from--
		if p.f.text[from] != '.' {
			break
		}
	}
	to := from
	for j := i + 1; j < len(p.ws) && j < i+20; j++ {
		if j > i+1 && p.ws[j].brk >= breakLine {
			break
		}
		to = int(p.ws[j].end)
	}
	for to < len(p.f.text) && (p.f.text[to] == ')' || p.f.text[to] == '"') {
		to++
	}
	raw := strings.Join(strings.Fields(p.f.original(from, to)), " ")
	if len(raw) == 0 {
		return "", false
	}
	if raw[0] == '"' || strings.HasPrefix(raw, "“") || strings.HasPrefix(raw, "„") {
		body := strings.TrimLeft(raw, `"“„`)
		if k := strings.IndexAny(body, `"”“`); k > 2 {
			return body[:k], true
		}
	}
	tail := false
	if loc := roleEnd.FindStringIndex(raw); loc != nil {
		tail = roleTail.MatchString(raw[loc[0]:]) && !strings.HasPrefix(strings.ToLower(strings.TrimSpace(raw[loc[0]:])), "team")
		raw = raw[:loc[0]]
	}
	return raw, tail
}

// subjectWords tell a subject from a title.
var subjectWords = regexp.MustCompile(`(?i)\b(?:application|applying|interview|invitation|update|thank|thanks|offer|your|next|assessment|reminder|test|confirm\w*|resched\w*|cancel\w*|bewerbung|einladung|absage|candidature|candidatura|entretien|entrevista|colloquio|sollicitatie|opportunity|decision|outcome)\b`)

// labelled is a line that names the position: "Position: Data Engineer".
var labelled = regexp.MustCompile(`(?i)^\W*(?:position|role|job title|title|job|vacancy|opening|project|applied position|stelle|poste|puesto|vaga|functie|posizione|stanowisko|職種|职位|岗位)\s*[:：-]\s*(.{3,80})$`)

var titleShapes = []*regexp.Regexp{
	regexp.MustCompile(`(?i)(?:application|applying|candidacy|interview|offer|bewerbung|candidature|candidatura|sollicitatie)(?: \w+)?(?: for| as| als| to| :|:|-|–| um| auf)(?: the| die| our)? (.+)$`),
	regexp.MustCompile(`(?:\s[-–—|]\s|: )([^|–—:]{4,70}?)(?:\s+(?:at|@|bei|chez)\s.*)?$`),
	regexp.MustCompile(`^(?:[Rr]e: )?([^|–—:]{4,70}?)(?:\s[-–—|]\s|:|\sat\s)`),
}

func subjectTitles(s string) []string {
	var out []string
	for _, re := range titleShapes {
		if m := re.FindStringSubmatch(s); m != nil {
			out = append(out, m[1])
		}
	}
	return out
}

var roleJunk = regexp.MustCompile(`(?i)\s*(?:\((?:m|w|f|d|h|x|all genders|gn|remote|us|ref|id|job|req)[^)]*\)|\[[^\]]*\]|(?:,? ?(?:ref|job ?id|req|id|jr|r)[-#:. ]*\d{3,}).*)$`)
var roleLead = regexp.MustCompile(`(?i)^(?:the |our |an? |position (?:of |as )?(?:an? )?|role (?:of |as )?|open |following |für die |auf die |für |auf |zur |role: |position: |vacancy |post of |stelle (?:als )?|die |den |der |als |position |job )+`)

func cleanRole(t, employer string) string {
	t = strings.Trim(strings.Join(strings.Fields(t), " "), " \t\"'“”„.,;:!?|–—-*")
	t = roleLead.ReplaceAllString(t, "")
	if i := strings.Index(t, ". "); i > 3 {
		t = t[:i]
	}
	t = roleJunk.ReplaceAllString(t, "")
	t = trailing.ReplaceAllString(strings.Trim(t, " \"'“”„.,;:!?|–—-*("), "")
	n := len(strings.Fields(t))
	if n == 0 || n > 14 || len(t) < 3 || len(t) > 110 {
		return ""
	}
	low := strings.ToLower(t)
	switch low {
	case "die", "der", "das", "den", "dem", "the", "our", "le", "la", "el", "il", "de", "het", "position", "role", "job", "opening", "opportunity", "team", "interview", "internship", "application", "this", "following", "us", "you", "next steps", "time", "company":
		return ""
	}
	if employer != "" && nameKey(t) == nameKey(employer) {
		return ""
	}
	if f := strings.Fields(low); notRole[f[0]] || strings.Contains(low, "http") || strings.Contains(low, "@") {
		return ""
	}
	return t
}

var trailing = regexp.MustCompile(`(?i)\s+(?:at|@|with|bei|in|for|to|the|and|of|chez|en|na|bij|presso)$`)

var notRole = map[string]bool{
	"us": true, "you": true, "your": true, "we": true, "this": true, "that": true, "it": true, "interview": true, "joining": true, "working": true, "next": true,
	"time": true, "any": true, "other": true, "another": true, "future": true, "moment": true, "thank": true, "thanks": true, "unfortunately": true, "meet": true,
	"progress": true, "proceed": true, "applying": true, "apply": true, "interest": true, "hi": true, "dear": true, "further": true, "consideration": true, "such": true, "one": true, "these": true, "all": true,
	"discuss": true, "schedule": true, "learn": true, "available": true, "open": false, "best": true, "more": true, "not": true, "same": true, "current": false, "uns": true, "ihre": true, "deine": true, "unser": true, "unserem": true,
}
