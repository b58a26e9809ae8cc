package classify

import (
	"maps"
	"slices"
	"strings"

	"followup/followup"
)

// guess is a name with the source it comes from.
type guess struct {
	name, source string
	rank         float64 // higher is better
	key          string  // of the name
}

// How much one source proves. A name that several sources give counts for more than any of them; one that stands alone
// must reach enough.
const (
	byClient    = 5.0 // "on behalf of Acme": whoever writes, writes for them
	byDisplay   = 4.0
	bySubject   = 3.7
	byProse     = 3.5
	byTeam      = 3.4 // "The Acme Recruiting Team" as a signature
	byLegal     = 3.1
	byTenant    = 2.6
	byLine      = 2.5 // a line of the signature
	byLink      = 2.2
	byDomain    = 1.9
	byHint      = 1.7 // a phrase that people stand behind as well as companies
	byPiece     = 1.6 // a piece of the subject
	byMention   = 1.2 // merely named, with a word of an organisation
	enough      = 1.1
	agreement   = 0.6 // what a further source adds, of its own weight
	perMention  = 0.15
	maxMentions = 5
)

// naming collects who the employer may be.
type naming struct {
	g       *reading
	guesses []guess
	persons map[string]bool // keys of the names of people in this mail
}

// employer finds the company: each place of the mail gives names with what they prove, names of one company are taken
// together, and the best proven one wins. A vendor of tracking systems is never the company.
func (g *reading) employer(s *followup.Signal) {
	n := naming{g: g, persons: g.persons()}
	n.sender()
	n.phrases(&g.subject, bySubject)
	n.phrases(&g.body, byProse)
	n.subject()
	n.signature()
	n.links()
	s.Domain = n.domain()
	n.entry()
	n.mentions()
	best := n.weigh()
	if best == nil || s.Kind == followup.Other && best.rank < 1.3 {
		return
	}
	s.Employer = best.name
}

// add enters a name unless it is none: a vendor's, a person's, a title.
func (n *naming) add(name, source string, weight float64) {
	name = cleanName(name)
	if name == "" {
		return
	}
	if n.vendor(name) {
		if !n.g.vendorItself(name) {
			return
		}
		weight--
	}
	if source != "signature" && roleLike(name) || n.persons[nameKey(name)] || source != "display name" && personLike(name) && !(source == "text" && len(name) > 2 && name[1] == '.') {
		return
	}
	n.guesses = append(n.guesses, guess{name, source, weight, nameKey(name)})
}

// vendor reports whether a name is that of a tracking system or the like, alone or among words of departments.
func (n *naming) vendor(name string) bool {
	if senders.vendors[nameKey(name)] {
		return true
	}
	f := strings.Fields(name)
	if len(f) < 2 || !senders.vendors[nameKey(f[0])] {
		return false
	}
	for _, w := range f[1:] {
		if vocab.of(w)&(wordDept|wordArea|wordTool|wordNever|wordLegal) == 0 && !senders.vendors[nameKey(w)] {
			return false
		}
	}
	return true
}

// vendorItself reports whether a vendor writes for itself: one can apply at Workday, too.
func (g *reading) vendorItself(name string) bool {
	k := nameKey(name)
	if c := g.from.row.class; nameKey(g.from.row.name) == k || c != classOther && c != classWebmail {
		return false
	}
	return strings.Contains(nameKey(g.m.Subject), k) || g.from.registrable != "" && strings.HasPrefix(g.from.registrable, k)
}

// labelledEmployer is a line that names the company: "Company: Acme".
var labelledEmployer = pattern(`(?i)^\W*(?:(?:hiring )?(?:company(?: name)?|employer|organi[sz]ation|agency|department)|unternehmen|firma|arbeitgeber|entreprise|société|empresa|azienda|società|bedrijf|werkgever|pracodawca|会社名|企業名|公司名称|公司)\s*[:：]\s*(.{2,60})$`).having(":：")

// entry takes the company from the line under a title that stands alone, as mails of job boards write it.
func (n *naming) entry() {
	lines := strings.Split(clip(n.g.ownText(), 3000), "\n")
	lines = lines[:min(len(lines), 40)]
	for i := range lines {
		if m := labelledEmployer.FindStringSubmatch(lines[i]); m != nil {
			n.add(m[1], "entry", byProse)
		}
	}
	if name, rest, ok := strings.Cut(lines[0], ": "); ok && strings.Contains(" "+rest, " you") && len(strings.Fields(name)) <= 4 && allCapital(name) && !commonWords(name) && !titleHead(cutPieces(name, 8)) {
		n.add(name, "entry", byHint) // a short message: "Acme: your interview is tomorrow"
	}
	if first := strings.TrimSpace(lines[0]); standsAlone(first) { // the title of an event: "Phone screen - Diego (Acme)"
		if m := inBrackets.FindStringSubmatch(first); m != nil && allCapital(m[1]) && !commonWords(m[1]) && !titleHead(cutPieces(m[1], 8)) {
			n.add(m[1], "entry", byHint)
		}
	}
	for i := 0; i < min(len(lines)-3, 3); i++ { // a letterhead
		l := strings.TrimSpace(lines[i])
		if greetings.MatchString(l+"\n") || strings.HasSuffix(l, ",") || len(l) > 60 {
			break
		}
		if standsAlone(l) && allCapital(l) && !strings.ContainsAny(l, ":/") && !titleHead(cutPieces(l, 12)) && !contact.MatchString(l) && (orgLike(l) || l == strings.ToUpper(l) && strings.Contains(l, " ")) {
			n.add(stripDept(l), "entry", byLine)
			break
		}
	}
	for i := 1; i < min(len(lines)-3, 30); i++ { // the last lines are the signature
		title, below := strings.TrimSpace(lines[i-1]), strings.TrimSpace(lines[i])
		if !standsAlone(title) || !standsAlone(below) || contact.MatchString(below) {
			continue
		}
		name := nameParts.Split(below, 2)[0]
		if ps := cutPieces(title, 12); (titleHead(ps) || announces(lines[:i-1])) && allCapital(title[:len(joinPieces(ps[:1], ""))]) && allCapital(name) && !titleHead(cutPieces(name, 12)) {
			n.add(name, "entry", byLine)
		}
	}
}

// links takes the tenant from the addresses of job pages, and the company's own site as a witness.
func (n *naming) links() {
	for _, l := range n.g.m.Links[:min(len(n.g.m.Links), 60)] {
		if !tenantLink(l) {
			continue
		}
		if m := linkTenants.FindStringSubmatch(l); m != nil {
			for _, t := range m[1:] {
				if t != "" && !genericLocal[strings.ToLower(t)] {
					n.add(title(t), "link", byLink)
				}
			}
		}
	}
}

// weigh joins the names of one company and gives the best proven, in its best spelling.
func (n *naming) weigh() *guess {
	all := n.guesses
	text := n.g.m.Subject + "\n" + clip(n.g.ownText(), 6000)
	for i := range all {
		a := &all[i]
		best := map[string]float64{a.source: 0}
		for j := range all {
			if b := &all[j]; i != j && b.source != a.source && (sameKey(a.key, b.key) || b.source == "domain" && abbreviates(b.name, a.name) || a.source == "domain" && abbreviates(a.name, b.name)) {
				best[b.source] = max(best[b.source], baseWeight(b))
			}
		}
		switch {
		case a.source == "domain" && len(best) > 1: // somebody spells it better
			a.rank -= byDomain
		case a.source == "display name" && !strings.Contains(nameKey(text), a.key): // who carries the mail, perhaps
			if a.rank -= 1.3; slices.ContainsFunc(all, func(b guess) bool { return b.source == "text" && b.rank >= byProse && !sameKey(a.key, b.key) }) {
				a.rank -= 0.4
			}
		}
		sum := 0.0
		for _, source := range slices.Sorted(maps.Keys(best)) { // in order, so that the last digits of the sum are always the same
			sum += best[source]
		}
		a.rank += agreement*sum + perMention*float64(min(strings.Count(text, a.name), maxMentions))
	}
	slices.SortStableFunc(all, func(a, b guess) int {
		switch {
		case a.rank > b.rank:
			return -1
		case a.rank < b.rank:
			return 1
		}
		return 0
	})
	n.g.guesses = all
	if len(all) == 0 || all[0].rank < enough {
		return nil
	}
	return &all[0]
}

// baseWeight is what a source alone proves.
func baseWeight(e *guess) float64 {
	switch e.source {
	case "client":
		return byClient
	case "display name":
		return byDisplay
	case "text", "subject phrase":
		return byProse
	case "signature":
		return byLine
	case "tenant":
		return byTenant
	case "link":
		return byLink
	case "domain":
		return byDomain
	case "entry":
		return byLine
	}
	return byMention
}

// sameName reports whether two names may be one company's: one is the other, or begins it.
func sameName(a, b string) bool {
	return sameKey(nameKey(a), nameKey(b))
}

func sameKey(k, o string) bool {
	if k == "" || o == "" {
		return false
	}
	return k == o || len(k) > 2 && strings.HasPrefix(o, k) || len(o) > 2 && strings.HasPrefix(k, o)
}

// abbreviates reports whether the label of a domain stands for a name: a word of it or more, or its first letters.
func abbreviates(label, name string) bool {
	l, k := nameKey(label), nameKey(name)
	if len(l) > 3 && strings.Contains(k, l) {
		return true
	}
	initials := ""
	for i, w := range strings.Fields(name) {
		f := nameKey(w)
		if f == "" || joins[f] {
			continue
		}
		if i == 0 && len(f) > 4 && strings.HasPrefix(l, f) {
			return true
		}
		initials += f[:1]
	}
	return len(initials) > 2 && strings.HasPrefix(l, initials)
}

// persons are the names of people whom the mail speaks to or from, and their parts.
func (g *reading) persons() map[string]bool {
	m := map[string]bool{}
	enter := func(name string) {
		if name == "" || orgLike(name) {
			return
		}
		m[nameKey(name)] = true
		for _, w := range strings.Fields(name) {
			if k := nameKey(w); len(k) > 1 {
				m[k] = true
			}
		}
	}
	for _, a := range g.m.To {
		enter(a.Name)
	}
	enter(greeted(g.ownText()))
	if n := g.from.name; strings.Contains(n, " ") && personName(n) && stripDept(n) == n && g.person1(n) && !g.companyLike(n) {
		m[nameKey(n)] = true
	}
	if name, _ := g.signer(); personLike(name) {
		m[nameKey(name)] = true
	}
	return m
}
