package classify

import (
	"regexp"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"followup/followup"
)

// guess is a name with the source it comes from.
type guess struct {
	name, source string
	rank         float64 // higher is better
}

var tenants = []*regexp.Regexp{
	regexp.MustCompile(`^([a-z0-9-]+)(?:\+(?:autoreply|email).*)?@(?:talent\.)?icims\.(?:com|eu)$`),
	regexp.MustCompile(`^([a-z0-9_-]+)@myworkday\.com$`),
	regexp.MustCompile(`@([a-z0-9-]+)\.(?:teamtailor-mail|breezy-mail|comeet-notifications|recruitee|freshteam)\.com$`),
	regexp.MustCompile(`\.([a-z0-9-]+)@recruitee-mailbox\.com$`),
	regexp.MustCompile(`^([a-z0-9]+)@(?:successfactors)\.(?:com|eu)$`),
}

var linkTenants = regexp.MustCompile(`(?i)(?:(?:job-)?boards(?:\.eu)?\.greenhouse\.io|jobs(?:\.eu)?\.lever\.co|jobs\.ashbyhq\.com|jobs\.smartrecruiters\.com|apply\.workable\.com)/([a-z0-9-]+)|//([a-z0-9-]+)\.(?:wd\d+\.myworkdayjobs\.com|jobs\.personio\.(?:de|com)|recruitee\.com|breezy\.hr|bamboohr\.com|applytojob\.com|icims\.com)`)

// tenantHosts are pieces of the hosts in linkTenants: a link without any of them is not worth the expression.
var tenantHosts = []string{
	"greenhouse", "lever", "ashbyhq", "smartrecruiters", "workable", "myworkdayjobs", "personio", "recruitee", "breezy", "bamboohr", "applytojob", "icims",
}

// tenantLink reports whether a link may lead to a tenant of a tracking system.
func tenantLink(l string) bool {
	l = strings.ToLower(l)
	return slices.ContainsFunc(tenantHosts, func(h string) bool { return strings.Contains(l, h) })
}

var genericLocal = map[string]bool{
	"noreply": true, "no-reply": true, "careers": true, "career": true, "jobs": true, "notification": true, "notifications": true, "system": true, "interviews": true,
	"support": true, "recruiting": true, "hr": true, "talent": true, "web": true, "donotreply": true, "do-not-reply": true, "workday": true, "mail": true,
	"info": true, "candidate": true, "embed": true, "api": true, "www": true, "app": true, "apply": true, "job": true, "otp": true, "reply": true,
}

// The words around a company's name in a display name.
var nameSuffix = regexp.MustCompile(`(?i)[\s,|–—-]*\b(?:university recruiting|campus recruiting|talent acquisition(?: team)?|recruiting team|recruitment team|hiring team|hiring|recruiting|recruitment|recruiter|careers?(?: team)?|talent(?: team)?|jobs|people(?: team| ops| operations| & culture)?|hr(?: team| department)?|human resources|team|workday(?: notifications?)?|notifications?|no[- ]?reply|do not reply|via .*|@ icims|personalabteilung|bewerbermanagement|karriere|bewerbung|recrutement|rh|ressources humaines|recursos humanos|seleccion|selección|selezione|risorse umane|werving|採用担当|採用チーム|採用|人事部|人事|招聘团队|招聘|talents?|application|applications|support|staffing|interviews?|assessments?|admin|mailer)\b\.?$`)
var namePrefix = regexp.MustCompile(`(?i)^(?:the |hiring[- ]team (?:von|at|of) |recruiting (?:von |at )?|personalabteilung (?:von |der )?|recrutement |rh |risorse umane |recursos humanos |careers (?:at )?|jobs (?:at |von )?|talent (?:at )?|hr |team )`)

var personTitle = regexp.MustCompile(`(?i)^(?:mr|mrs|ms|dr|herr|frau|mag)\b\.?`)

// notName are words that a company's name does not consist of.
var notName = map[string]bool{}

func init() {
	for _, w := range strings.Fields(`us you your our this that the a an it we i me my be is are was to for of at in on with and or but as by from more
		work working joining join team role position job opportunity company application interview unknown sender recruiter recruiting recruitment hiring hr human resources
		talent careers career jobs notification notifications noreply reply no-reply support system candidate candidates applicant applying interest next steps step update status
		today tomorrow monday tuesday wednesday thursday friday thank thanks hi hello dear all any other others another new time times please best regards
		technical screening phone video onsite final first second third round software engineer developer manager analyst designer engineering here there these those
		re fwd fw aw wg reminder urgent canceled cancelled updated update invitation invite confirmed confirmation rescheduled reschedule important information action required request event project following original
		mitarbeit zusammenarbeit tätigkeit unternehmen position stelle absage einladung bewerbung gespräch herrn herr frau kollegen uns kunde kunden kundin team
		consideration future person order addition case touch line mind fact general particular response reply view light calendar meet
		auto automatic vacancy conditional unconditional graduate graduates physician department committee secretariat appointment appointments panel sun mon tue wed thu fri sat saturday sunday
		january february april june july august september october november december jan feb mar apr jun jul aug sep oct nov dec
		uns unser unsere unserem unserer ihnen ihre ihrer der die das dem den wir sie du dir dein deine deiner bei einer einem eine nous vous notre votre le la les
		nosotros su sus el los las nuestro nuestra o os as um uma nossa nosso il lo gli una un ons onze jullie een het de`) {
		notName[w] = true
	}
}

// employer finds the company: the tenant of a tracking system, the display name, the subject, the text, the signature, the
// domain. A vendor of tracking systems is never the company.
func (g *reading) employer(s *followup.Signal) {
	var all []guess
	add := func(name, source string, rank float64) {
		name = cleanName(name)
		if name != "" && source != "signature" && roleLike(name) {
			return
		}
		if name == "" || senders.vendors[nameKey(name)] || g.candidate(name) {
			if senders.vendors[nameKey(name)] && g.vendorItself(name) {
				all = append(all, guess{name, source, rank - 1})
			}
			return
		}
		all = append(all, guess{name, source, rank})
	}
	if !g.own {
		for _, re := range tenants {
			if m := re.FindStringSubmatch(g.from.addr); m != nil && !genericLocal[m[1]] {
				add(title(m[1]), "tenant", 3)
			}
		}
	}
	if n := g.displayName(); n != "" {
		add(n, "display name", 5)
	}
	for _, p := range []*passage{&g.subject, &g.body} {
		rank := 4.0
		if p.part == followup.InOwn {
			rank = 4.2
		}
		for _, f := range p.hits {
			if f.cue.family == "employer" {
				if n := p.nameAfter(f.last); n != "" {
					add(n, "text", rank-0.02*float64(min(f.first, 40))/40)
				}
			}
		}
	}
	for _, n := range subjectNames(g.m.Subject) {
		add(n, "subject", 3.5)
	}
	for _, n := range signatureNames(g.ownText(), g.m.Text.Signature) {
		add(n, "signature", 3.2)
	}
	for _, l := range g.m.Links[:min(len(g.m.Links), 60)] {
		if !tenantLink(l) {
			continue
		}
		if m := linkTenants.FindStringSubmatch(l); m != nil {
			for _, t := range m[1:] {
				if t != "" && !genericLocal[strings.ToLower(t)] {
					add(title(t), "link", 2.5)
				}
			}
		}
	}
	domain := ""
	if !g.own && g.from.row.class == classOther && g.from.registrable != "" {
		domain = g.from.registrable
		label, _, _ := strings.Cut(domain, ".")
		if !placeholder[domain] {
			add(title(trimDomain(label)), "domain", 2)
		}
	}
	s.Domain = domain
	if len(all) == 0 {
		return
	}
	// The same name from several sources wins; the fullest spelling of the best rank is taken.
	for i := range all {
		k := nameKey(all[i].name)
		seen := map[string]bool{all[i].source: true}
		for j := range all {
			if o := nameKey(all[j].name); j != i && !seen[all[j].source] && (o == k || len(k) > 3 && strings.HasPrefix(o, k) || len(o) > 3 && strings.HasPrefix(k, o)) {
				seen[all[j].source] = true
				all[i].rank += 1
			} else if o == k && j < i {
				all[i].rank += 0.1
			}
		}
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].rank > all[j].rank })
	g.guesses = all
	s.Employer = all[0].name
}

var placeholder = map[string]bool{"company.com": true, "example.com": true, "example.org": true, "domain.com": true, "email.com": true, "mail.com": true, "test.com": true}

// vendorItself reports whether a vendor writes for itself: one can apply at Workday, too.
func (g *reading) vendorItself(name string) bool {
	k := nameKey(name)
	if c := g.from.row.class; nameKey(g.from.row.name) == k || c != classOther && c != classWebmail {
		return false
	}
	return strings.Contains(nameKey(g.m.Subject), k) || g.from.registrable != "" && strings.HasPrefix(g.from.registrable, k)
}

// roleLike reports whether a name is the title of a position rather than a company's.
func roleLike(name string) bool {
	f := strings.Fields(strings.ReplaceAll(name, "/", " "))
	for _, w := range f {
		if legalForms[strings.Trim(strings.ToLower(w), ".,")] && strings.ToLower(w) != "the" {
			return false
		}
	}
	last := strings.ToLower(strings.Trim(f[len(f)-1], ".,)("))
	return titleEnd[last] || len(f) > 1 && titleEnd[strings.ToLower(f[0])] && titleEnd[last]
}

// titleEnd are words a position's title ends in and a company's name hardly does.
var titleEnd = map[string]bool{}

func init() {
	for _, w := range strings.Fields(`engineer developer programmer manager analyst scientist designer consultant intern internship specialist coordinator director assistant
		associate architect administrator officer lead representative researcher technician nurse teacher accountant writer editor recruiter executive advisor adviser
		strategist planner operator driver clerk cashier agent owner tester marketer trainee apprentice fellow lecturer professor attorney paralegal buyer controller auditor
		supervisor sre devops qa entwickler entwicklerin leiter leiterin referent sachbearbeiter berater ingenieur werkstudent praktikant barista chemist librarian
		i ii iii iv`) {
		titleEnd[w] = true
	}
}

// candidate reports whether a name is the reader's own.
func (g *reading) candidate(name string) bool {
	k := nameKey(name)
	for _, a := range g.m.To {
		if a.Name != "" && nameKey(a.Name) == k {
			return true
		}
	}
	return false
}

var viaName = regexp.MustCompile(`(?i)^(.+?) (?:via|through|über|par|por) .+$`)
var atName = regexp.MustCompile(`(?i)^(.+?)\s*(?:\bat\b|\bfrom\b|@|\bvon\b|\bbei\b|\|| – | - |,|\()\s*(.+?)\)?$`)

// displayName gives the company in the sender's display name.
func (g *reading) displayName() string {
	n := strings.Trim(strings.TrimSpace(g.from.name), `"' `)
	if n == "" || g.own {
		return ""
	}
	if i := strings.IndexByte(n, '@'); i > 0 && !strings.Contains(n, " ") {
		return ""
	}
	if m := viaName.FindStringSubmatch(n); m != nil {
		n = m[1]
		if g.from.row.class == classBoard {
			return ""
		}
	}
	stripped := nameSuffix.ReplaceAllString(n, "")
	for i := 0; i < 2 && stripped != n; i++ {
		if t := nameSuffix.ReplaceAllString(stripped, ""); t != stripped {
			stripped = t
		}
	}
	pre := namePrefix.ReplaceAllString(stripped, "")
	if pre != n && pre != "" {
		if m := atName.FindStringSubmatch(pre); m != nil && len(strings.Fields(m[1])) <= 3 && looksPerson(m[1], g.from.local) {
			return m[2]
		}
		return pre
	}
	if g.looksLastFirst(n) && !g.companyLike(n) {
		return ""
	}
	if m := atName.FindStringSubmatch(n); m != nil {
		if looksPerson(m[1], g.from.local) || len(strings.Fields(m[1])) == 1 {
			return m[2]
		}
	}
	if looksPerson(n, g.from.local) && !g.companyLike(n) {
		return ""
	}
	return n
}

func (g *reading) looksLastFirst(n string) bool {
	a, b, ok := strings.Cut(n, ",")
	return ok && len(strings.Fields(a)) <= 2 && len(strings.Fields(b)) <= 3
}

// companyLike reports whether a display name is a company's although it looks like a person's: the legal form, the domain
// or the text says so.
func (g *reading) companyLike(n string) bool {
	for _, w := range strings.Fields(strings.ToLower(n)) {
		if legalForms[strings.Trim(w, ".,")] && w != "the" {
			return true
		}
		switch strings.Trim(w, ".,") {
		case "systems", "solutions", "labs", "software", "technologies", "technology", "bank", "university", "health", "media", "networks", "consulting", "partners",
			"capital", "studios", "digital", "services", "international", "industries", "energy", "institute", "foundation", "agency", "agentur", "stadtwerke", "engineering", "ai", "games", "robotics", "pharma", "motors", "airlines":
			return true
		}
	}
	if k := nameKey(n); g.from.registrable != "" && strings.HasPrefix(strings.ReplaceAll(g.from.registrable, "-", ""), k) {
		return true
	}
	k := nameKey(n)
	return strings.Contains(nameKey(g.m.Subject), k) || strings.Contains(nameKey(clip(g.m.Text.Own, 1500)), k) && g.from.robot
}

// looksPerson reports whether a display name is a person's: two or three capitalised words, or in the local part.
func looksPerson(n, local string) bool {
	if personTitle.MatchString(n) {
		return true
	}
	f := strings.Fields(strings.ReplaceAll(n, ",", " "))
	if len(f) == 0 || len(f) > 4 {
		return false
	}
	for _, w := range f {
		r, _ := utf8.DecodeRuneInString(w)
		if !unicode.IsUpper(r) || strings.ContainsAny(w, "0123456789&") {
			return false
		}
	}
	l := nameKey(local)
	for _, w := range f {
		if k := nameKey(w); len(k) > 2 && strings.Contains(l, k) {
			return true
		}
	}
	return len(f) >= 2 && len(f) <= 3
}

var nameStop = map[string]bool{
	"for": true, "as": true, "role": true, "position": true, "we": true, "you": true, "your": true, "has": true, "have": true, "is": true, "are": true,
	"was": true, "were": true, "will": true, "would": true, "on": true, "in": true, "at": true, "to": true, "and": true, "but": true, "we're": true, "our": true,
	"this": true, "that": true, "team": true, "careers": true, "recruiting": true, "with": true, "from": true, "about": true, "by": true, "or": true, "application": true,
	"if": true, "a": true, "an": true, "so": true, "please": true, "regarding": true, "scheduled": true, "confirmed": true, "hiring": true, "since": true, "via": true,
	"und": true, "für": true, "als": true, "sowie": true, "haben": true, "ist": true, "wurde": true, "pour": true, "et": true, "para": true, "y": true, "e": true, "voor": true, "en": true, "per": true,
	"opportunity": true, "opportunities": true, "job": true, "internship": true, "interview": true, "it": true, "thank": true, "thanks": true, "unfortunately": true, "not": true, "here": true, "today": true, "because": true, "while": true, "where": true, "which": true, "who": true, "using": true, "through": true,
}

// nameAfter reads a capitalised name behind word i: "Acme", "Bank of America", "Müller & Co. KG".
func (p *passage) nameAfter(i int) string {
	j := i + 1
	if j >= len(p.ws) || p.ws[j].brk >= breakClause {
		return ""
	}
	if string(p.ws[j].txt) == "the" || string(p.ws[j].txt) == "der" || string(p.ws[j].txt) == "la" || string(p.ws[j].txt) == "die" {
		j++
	}
	first := j
	last := -1
	for ; j < len(p.ws) && j < first+8; j++ {
		w := &p.ws[j]
		if j > first && w.brk >= breakComma {
			if w.brk == breakComma && legalForms[string(w.txt)] {
				last = j
			}
			break
		}
		o := p.f.original(int(w.start), int(w.end))
		r, _ := utf8.DecodeRuneInString(o)
		capital := unicode.IsUpper(r) || unicode.IsDigit(r) || ideograph(r)
		t := string(w.txt)
		if t == "s" && p.f.text[w.start] == '\'' {
			break
		}
		if nameStop[t] && !(capital && j == first) {
			if (t == "of" || t == "and" || t == "for" && instituteOf(p, j) || t == "de" || t == "und" || t == "et" || t == "y") && j > first && j+1 < len(p.ws) && p.ws[j+1].brk == breakNone {
				n := p.f.original(int(p.ws[j+1].start), int(p.ws[j+1].end))
				if r, _ := utf8.DecodeRuneInString(n); unicode.IsUpper(r) && !notName[string(p.ws[j+1].txt)] {
					continue
				}
			}
			break
		}
		if !capital {
			if (t == "of" || t == "de" || t == "von" || t == "du" || t == "der" || t == "di" || t == "van") && j > first {
				continue
			}
			break
		}
		last = j
		if ideograph(r) && j-first >= 1 {
			continue
		}
	}
	if last < first {
		return ""
	}
	end := int(p.ws[last].end)
	name := p.f.original(int(p.ws[first].start), end)
	if end < len(p.f.text) && p.f.text[end] == '.' && (legalForms[string(p.ws[last].txt)] || end+1 < len(p.f.text) && isLetter(p.f.text[end+1])) {
		for end < len(p.f.text) && (p.f.text[end] == '.' || isWordByte(p.f.text[end])) {
			end++
		}
		name = strings.TrimRight(p.f.original(int(p.ws[first].start), end), ".")
	}
	return name
}

// instituteOf reports whether the word before j asks for "for": "Institute for AI".
func instituteOf(p *passage, j int) bool {
	switch string(p.ws[j-1].txt) {
	case "institute", "center", "centre", "foundation", "society", "council", "school", "association", "agency", "office", "fund", "campaign":
		return true
	}
	return false
}

var subjectShapes = []*regexp.Regexp{
	regexp.MustCompile(`^(?:re: |fwd: )?([A-Z][\w&.' ]{1,30}?) *(?:\||:|–|—| - | / ) `),
	regexp.MustCompile(`(?:–|—| - |\|| @ ) *([A-Z][\w&.' ]{1,30})[!.]?$`),
	regexp.MustCompile(`(?i)^(?:re: |fwd: )?your ([A-Z][\w&.'-]*(?: [A-Z][\w&.'-]*){0,3}) application`),
	regexp.MustCompile(`^([A-Z][\w&.'-]*(?: [A-Z][\w&.'-]*){0,2}) (?:[Aa]pplication|[Ii]nterview|[Cc]areers|[Rr]ecruiting)`),
	regexp.MustCompile(`^(?:Reminder: )?([A-Z][\w&.'-]*(?: [A-Z&][\w&.'-]*){0,3}) (?:invites|invited|has invited|is inviting|is waiting|would like|wants)\b`),
	regexp.MustCompile(`^(?:[Tt]hank you from|[Nn]ews from) ([A-Z][\w&.' ]{1,30})!?$`),
	regexp.MustCompile(`^([A-Z][\w&.'-]*(?: [A-Z][\w&.'-]*){0,2})!?$`),
	regexp.MustCompile(`(?: at | @ | with | bei | chez | en | na | bij | presso )([A-Z][\w&.'-]*(?: (?:[A-Z&][\w&.'-]*|of|de)){0,4})`),
	regexp.MustCompile(` - ([A-Z][\w&.'-]*(?: [A-Z&][\w&.'-]*){0,3}) - `),
}

func subjectNames(s string) []string {
	var out []string
	for isReply(s) || forwarded(s) {
		_, s, _ = strings.Cut(s, ":")
		s = strings.TrimSpace(s)
	}
	for _, re := range subjectShapes {
		if m := re.FindStringSubmatch(s); m != nil {
			out = append(out, m[1])
		}
	}
	return out
}

var signs = regexp.MustCompile(`(?i)^\W*(?:the )?(.+?)(?:'s)? (?:university |campus )?(?:recruiting|recruitment|hiring|talent(?: acquisition)?|people|careers?|hr|engineering|team)(?: & culture| operations)?(?: team)?[.,!]?$`)

// signatureNames reads "The Acme Recruiting Team" and "Acme GmbH" in the last lines.
func signatureNames(own, signature string) []string {
	var lines []string
	for _, t := range []string{own, signature} {
		ls := strings.Split(strings.TrimSpace(t), "\n")
		if len(ls) > 14 {
			ls = ls[len(ls)-14:]
		}
		lines = append(lines, ls...)
	}
	var out []string
	for _, l := range lines {
		l = strings.TrimSpace(l)
		if l == "" || len(l) > 60 {
			continue
		}
		if m := signs.FindStringSubmatch(l); m != nil && len(strings.Fields(m[1])) <= 4 {
			out = append(out, strings.TrimPrefix(m[1], "The "))
			continue
		}
		f := strings.Fields(l)
		if n := len(f); n >= 2 && n <= 7 && legalForms[strings.Trim(strings.ToLower(f[n-1]), ".,")] && strings.ToLower(f[n-1]) != "group" {
			out = append(out, l)
		}
	}
	return out
}

var spaces = regexp.MustCompile(`\s+`)

func cleanName(n string) string {
	if label, rest, ok := strings.Cut(n, ":"); ok && (strings.EqualFold(strings.TrimSpace(label), "company") || strings.EqualFold(strings.TrimSpace(label), "employer")) {
		n = rest
	}
	n = spaces.ReplaceAllString(strings.Trim(n, " \t\n\"'`“”.,;:!?()[]<>|-–—*_"), " ")
	if len(n) > 60 || len(n) < 2 {
		return ""
	}
	keep := n
	for {
		m := nameSuffix.ReplaceAllString(n, "")
		if m == n || m == "" {
			break
		}
		n = m
	}
	f := strings.Fields(strings.ToLower(n))
	stop := 0
	for _, w := range f {
		if notName[strings.Trim(w, ".,'")] {
			stop++
		}
	}
	if n := len(f); n > 1 && legalForms[strings.Trim(f[n-1], ".,")] {
		return strings.Trim(strings.Join(strings.Fields(keep), " "), " ,;:!?-–—|")
	}
	for i, w := range f { // "Thursday's"
		if i == 0 && notName[strings.TrimSuffix(strings.Trim(w, ".,"), "'s")] && len(f) == 1 {
			return ""
		}
	}
	if stop == len(f) || len(f) > 0 && notName[f[0]] && f[0] != "the" && f[0] != "department" && f[0] != "all" && f[0] != "best" && f[0] != "new" && f[0] != "first" {
		return ""
	}
	switch strings.ToLower(n) {
	case "google meet", "microsoft teams", "zoom", "teams", "google calendar", "linkedin", "indeed", "glassdoor", "skype", "webex", "docusign":
		return ""
	case "confidential", "stealth", "undisclosed", "company", "unknown sender", "sender", "stealth startup":
		return ""
	}
	return strings.Trim(n, " .,;:!?-–—|")
}

func title(s string) string {
	if s == "" {
		return s
	}
	s = strings.NewReplacer("-", " ", "_", " ").Replace(s)
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

func trimDomain(l string) string {
	for _, s := range []string{"hq", "careers", "jobs", "talent", "inc"} {
		if t := strings.TrimSuffix(l, s); t != l && len(t) > 2 {
			return t
		}
	}
	return l
}
