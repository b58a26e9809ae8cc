package classify

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

var tenants = []*expr{
	pattern(`^([a-z0-9-]+)(?:\+(?:autoreply|email).*)?@(?:talent\.)?icims\.(?:com|eu)$`),
	pattern(`^([a-z0-9_-]+)@myworkday\.com$`),
	pattern(`@([a-z0-9-]+)\.(?:teamtailor-mail|breezy-mail|comeet-notifications|recruitee|freshteam)\.com$`),
	pattern(`\.([a-z0-9-]+)@recruitee-mailbox\.com$`),
	pattern(`^([a-z0-9]+)@(?:successfactors)\.(?:com|eu)$`),
}

var linkTenants = pattern(`(?i)(?:(?:job-)?boards(?:\.eu)?\.greenhouse\.io|jobs(?:\.eu)?\.lever\.co|jobs\.ashbyhq\.com|jobs\.smartrecruiters\.com|apply\.workable\.com)/([a-z0-9-]+)|//([a-z0-9-]+)\.(?:wd\d+\.myworkdayjobs\.com|jobs\.personio\.(?:de|com)|recruitee\.com|breezy\.hr|bamboohr\.com|applytojob\.com|icims\.com)`)

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

// placeholder are the labels of domains that stand for any company.
var placeholder = map[string]bool{"company": true, "example": true, "sample": true, "domain": true, "email": true, "mail": true, "test": true, "employer": true, "firma": true, "empresa": true, "gov": true, "edu": true, "com": true, "org": true, "net": true}

// sender takes the company from the address and the display name.
func (n *naming) sender() {
	g := n.g
	if g.own {
		return
	}
	for _, re := range tenants {
		if m := re.FindStringSubmatch(g.from.addr); m != nil && !genericLocal[m[1]] {
			n.add(title(m[1]), "tenant", byTenant)
		}
	}
	name, weight := g.displayName()
	n.add(name, "display name", weight)
}

// domain gives the sender's own domain, which names the company if nobody else hosts it.
func (n *naming) domain() string {
	g := n.g
	if g.own || g.from.row.class != classOther || g.from.registrable == "" {
		return ""
	}
	d := g.from.registrable
	label, _, _ := strings.Cut(d, ".")
	if !placeholder[label] && !genericLocal[label] {
		n.add(title(trimDomain(label)), "domain", byDomain)
	}
	return d
}

var viaName = pattern(`(?i)^(.+?) (?:via|through|über|par|por) .+$`)
var nameParts = pattern(`\s+(?:at|from|@|von|bei|vom|chez|de chez|presso|bij|van|z|w|da|-|–|—|\||/|·|•)\s+|\s*[|,(/]\s*|\s*@\s*|[:：]\s*`).unless(func(s string) bool { return strings.Count(s, " ") > 1 || strings.ContainsAny(s, "|,(/@:：\t\n\f\r") })

// displayName gives the company in the sender's display name and what it proves.
func (g *reading) displayName() (string, float64) {
	n := strings.Trim(strings.TrimSpace(g.from.name), `"' `)
	if n == "" || g.own {
		return "", 0
	}
	if i := strings.IndexByte(n, '@'); i > 0 && !strings.Contains(n, " ") {
		return "", 0
	}
	if m := viaName.FindStringSubmatch(n); m != nil {
		if g.from.row.class == classBoard {
			return "", 0
		}
		n = m[1]
	}
	if c := cjkName(n); c != "" {
		return c, byDisplay
	}
	if k := nameKey(n); k != "" && k == nameKey(strings.SplitN(g.from.registrable, ".", 2)[0]) { // "Talent Harbor" at talentharbor.com
		return n, byDisplay
	}
	// The whole name, with a department that is cut off: "Acme Recruiting", "RH Metalúrgica".
	if strip := stripDept(n); strip != "" && strip != n && !nameParts.MatchString(n) {
		return strip, byDisplay
	}
	parts := slices.DeleteFunc(nameParts.Split(strings.TrimRight(n, ") "), -1), func(s string) bool { return strings.TrimSpace(s) == "" })
	if len(parts) > 1 && !(len(parts) == 2 && legalOnly(parts[1])) {
		for i, p := range parts {
			if p = strings.TrimSpace(p); i == 0 && g.person1(p) || personLike(p) || roleLike(p) {
				continue
			}
			if c := cleanName(stripDept(p)); c != "" && !senders.vendors[nameKey(c)] {
				return c, byDisplay
			}
		}
		return "", 0
	}
	switch {
	case g.looksLastFirst(n) && !g.companyLike(n):
		return "", 0
	case g.person1(n):
		if g.companyLike(n) {
			return n, byHint
		}
		return "", 0
	case looksPerson(n, "") && !orgLike(n) && !g.companyLike(n):
		if g.from.robot && !personTitle.MatchString(n) { // nobody would read an answer: hardly a person
			return n, byLine
		}
		return n, byHint
	}
	return n, byDisplay
}

func legalOnly(s string) bool {
	ps := cutPieces(s, 3)
	return len(ps) > 0 && ps[0].sort&wordLegal != 0
}

// person1 reports whether a part of a display name is a person's.
func (g *reading) person1(n string) bool {
	if orgLike(n) && !personTitle.MatchString(n) {
		return false
	}
	if personLike(n) {
		return true
	}
	f := strings.Fields(n)
	if len(f) == 0 || len(f) > 4 || roleLike(n) {
		return false
	}
	l := nameKey(g.from.local)
	for _, w := range f {
		if k := nameKey(w); len(k) > 2 && strings.Contains(l, k) && !strings.HasPrefix(nameKey(g.from.registrable), nameKey(n)) {
			return true
		}
	}
	name, jobTitle := g.signer()
	return nameKey(name) == nameKey(n) && (jobTitle != "" || len(f) == 1)
}

// deptWord reports whether a word is that of a department, or joined from such: "Recruiting", "People-Team".
func deptWord(w string, s wordSort) bool {
	if a, b, ok := strings.Cut(w, "-"); ok && s == 0 && a != "" && b != "" {
		return deptWord(a, vocab.of(a)) && deptWord(b, vocab.of(b))
	}
	return s&wordDept != 0 && s&(wordOrg|wordLegal) == 0
}

// stripDept takes the words of departments from both ends of a name: "HR Zürcher Privatbank Holm", "SNCV Recrutement". It
// gives nothing if only such words are there.
func stripDept(n string) string {
	ps := cutPieces(n, 12)
	first, last := 0, len(ps)
	dept := func(p *piece) bool {
		return p.bare() || deptWord(p.text, p.sort) || p.text == "&"
	}
	for last > 0 && dept(&ps[last-1]) {
		last--
	}
	for first < last && (dept(&ps[first]) && !(first == 0 && ps[0].text == "&") || first > 0 && joins[bareWord(ps[first].text)] && !capital(ps[first].text) || first < last && bareWord(ps[first].text) == "the" && last < len(ps)) {
		first++
	}
	if first >= last {
		return ""
	}
	if first > 0 && legalEnd(&ps[last-1]) && !joins[bareWord(ps[first-1].text)] { // "Career Acme GmbH" is the name in the register
		first = 0
	}
	if first == 0 && last == len(ps) {
		return n
	}
	return joinPieces(ps[first:last], "")
}

func (g *reading) looksLastFirst(n string) bool {
	a, b, ok := strings.Cut(n, ",")
	return ok && len(strings.Fields(a)) <= 2 && len(strings.Fields(b)) <= 3
}

// companyLike reports whether a display name is a company's although it looks like a person's: the legal form, the domain
// or the text says so.
func (g *reading) companyLike(n string) bool {
	if orgLike(n) {
		return true
	}
	k := nameKey(n)
	if g.from.registrable != "" && strings.HasPrefix(strings.ReplaceAll(g.from.registrable, "-", ""), k) {
		return true
	}
	return strings.Contains(nameKey(g.m.Subject), k) || strings.Contains(nameKey(clip(g.m.Text.Own, 1500)), k) && g.from.robot
}

// looksPerson reports whether a display name is a person's: two or three capitalised words, or in the local part.
func looksPerson(n, local string) bool {
	if personTitle.MatchString(n) {
		return true
	}
	f := strings.Fields(strings.ReplaceAll(n, ",", " "))
	if len(f) == 0 || len(f) > 4 || stripDept(n) != n {
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

// title writes a label of a domain as a name is written: its words parted and begun large, those that join names small.
func title(s string) string {
	ws := strings.FieldsFunc(s, func(r rune) bool { return r == '-' || r == '_' })
	for i, w := range ws {
		if r, n := utf8.DecodeRuneInString(w); i == 0 || !joins[w] {
			ws[i] = string(unicode.ToUpper(r)) + w[n:]
		}
	}
	return strings.Join(ws, " ")
}

func trimDomain(l string) string {
	for _, s := range []string{"hq", "careers", "jobs", "talent", "inc", "karriere", "recruiting", "-noreply"} {
		if t := strings.Trim(strings.TrimSuffix(l, s), "-"); t != l && len(t) > 2 {
			return t
		}
	}
	return l
}
