package classify

import (
	"slices"
	"strings"

	"followup/followup"
)

var requisitions = pattern(`(?i)\b(?:JR|REQ|R|Job ?ID|Job Number|Requisition|Req(?:uisition)? ?ID|Job Req|Referenz(?:nummer)?|Ref(?:erence)?|Kennziffer|ID)[-_ #:.]{0,3}(\d{4,12})\b|\b((?:JR|REQ|R)[-_]?\d{4,10})\b`)

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
func hasNumber(s string) bool { return digitsInRow(s[:min(len(s), 4000)], 4) }

// titles collects what the position may be called.
type titles struct {
	employer string
	best     string
	rank     float64
	seen     map[string]float64
}

// add enters a title. Where the same one stands twice it counts for more.
func (c *titles) add(t string, rank float64, sure bool) {
	t = cleanRole(t, c.employer)
	if t == "" {
		return
	}
	ps := cutPieces(t, 16)
	switch {
	case titleHead(ps):
		rank += 1
	case strings.IndexFunc(t, ideograph) >= 0:
	case !sure || !capital(ps[0].text) || !titleShaped(ps):
		return
	}
	k := nameKey(t)
	if old, ok := c.seen[k]; ok {
		rank = max(rank, old) + 0.3
	}
	c.seen[k] = rank
	if rank > c.rank {
		c.best, c.rank = t, rank
	}
}

// role finds the title of the position: behind phrases such as "applying for the", before "position", in the subject, on a
// line that is labelled, or where a gender mark ends it.
func (g *reading) role(s *followup.Signal) {
	s.Requisition = requisition(g.m.Subject, g.ownText(), g.m.Text.Quoted)
	c := titles{employer: s.Employer, seen: map[string]float64{}}
	for _, p := range []*passage{&g.body, &g.subject} {
		g.rolePhrases(&c, p)
	}
	g.subjectRole(&c)
	lines := strings.Split(clip(g.ownText(), 6000), "\n")
	under := false
	for i, line := range lines {
		line = strings.TrimSpace(line)
		under = under || i > 2 && len(line) < 50 && closing.MatchString(line)
		var label []string
		if len(line) < 140 && strings.ContainsAny(line, ":：-") {
			label = labelled.FindStringSubmatch(line)
		}
		if label != nil {
			c.add(lineTitle(label[1]), 2, true)
		} else if !under && len(line) > 2 && len(line) < 70 && i < 40 {
			next := ""
			if i+1 < len(lines) {
				next = strings.TrimSpace(lines[i+1])
			}
			if before := lines[max(0, i-1)]; i > 0 && standsAlone(line) && announces(lines[:i]) && before != line {
				c.add(lineTitle(line), 1.2, true)
			}
			g.lone(&c, line, next)
		}
	}
	for _, at := range genderMarks(clip(g.ownText(), 6000), 3) {
		if t := titleBack(behind(g.ownText(), at, 9), true); t != "" {
			c.add(t, 1.4, true)
		}
	}
	if t := cjkRole(g.m.Subject + "\n" + g.ownText()); t != "" {
		c.add(t, 1.6, true)
	}
	s.Role = c.best
}

// rolePhrases reads the titles that stand behind or before the phrases of the language files.
func (g *reading) rolePhrases(c *titles, p *passage) {
	tries := 0
	for _, h := range p.hits {
		if h.cue.family != "role" {
			continue
		}
		if tries++; tries > 60 {
			break
		}
		text := p.f.orig
		sure := h.cue.flags["sure"]
		if h.cue.flags["before"] {
			if t := titleBack(behind(text, p.from(h.first), 14), sure); t != "" {
				c.add(t, 1.3, sure)
			}
			continue
		}
		if h.last+1 >= len(p.ws) || p.ws[h.last+1].brk >= breakParagraph {
			continue
		}
		at := p.to(h.last)
		if strings.HasPrefix(strings.TrimLeft(text[at:], " "), ".") {
			continue
		}
		r := readTitle(ahead(text, at, 22), g.small())
		t, end := r.text, r.end
		rank := 0.5
		if h.cue.strength == weak {
			if ps := cutPieces(t, 16); !titleHead(ps) || !capital(ps[0].text) || staffs(ps) {
				continue
			}
			rank = 0.2
		}
		switch end {
		case endNoun, endQuote:
			rank, sure = 1.7, true
		case endEmployer:
			rank = 1.0
			sure = sure || strings.Contains(t, " ") && allCapital(t) // "for Cabin Crew at Acme"
		}
		if h.cue.flags["sure"] {
			rank += 0.8
		}
		if !sure && !strings.Contains(t, " ") && !capital(t) {
			continue // "to the manager"
		}
		c.add(t, rank+0.05*float64(min(h.last-h.first, 6)), sure)
	}
}

// staffs reports whether a title is that of somebody who hires rather than of a position to be filled.
func staffs(ps []piece) bool {
	return slices.ContainsFunc(ps, func(p piece) bool { return staff[bareWord(p.text)] || strings.HasPrefix(bareWord(p.text), "recruit") })
}

var staff = map[string]bool{"hr": true, "people": true, "talent": true, "hiring": true, "staffing": true, "sourcer": true, "human": true, "rh": true, "rrhh": true, "acquisition": true, "personalreferent": true, "personalreferentin": true, "personalleiter": true, "personalleiterin": true}

// small reports whether the language of the mail writes a title's later words in lower case.
func (g *reading) small() bool {
	switch g.language() {
	case "fr", "es", "it", "pt", "pl":
		return true
	}
	return false
}

// labelled is a line that names the position: "Position: Data Engineer".
var labelled = pattern(`(?i)^\W*(?:(?:applied |open |job |desired )?(?:position|role)(?: applied for| title)?|job title|title|job|vacancy|opening|post|designation|project|applied position|stelle|position als|funktion|poste|intitulé du poste|offre|puesto|cargo|vacante|plaza|vaga|função|functie|vacature|posizione|ruolo|stanowisko|oferta|職種|応募職種|募集職種|ポジション|职位|岗位|应聘职位|应聘岗位|what|was|thema|anlass|subject|sujet|re|betreff|betr|objet|asunto|oggetto|onderwerp|dotyczy)(?: applied for)?\s*[:：-]\s*(.{3,90})$`)

// gendered is the mark that ends a German, French or Dutch title: "(m/w/d)", "H/F".
var gendered = pattern(`\((?:[mwfdxi]\s?[/|,]\s?){1,3}[mwfdxi](?:\s?/\s?[dxi])?\)|\((?:all genders|gn|a)\)|\bH/F\b|\bF/H\b|\(H/F\)|\(F/H\)|\(m/v/?x?\)|\(k/m\)`).having("(/")

// genderMarks tells where the first of these marks stand. The expression is tried only where one can begin.
func genderMarks(text string, most int) (at []int) {
	for i := 0; i < len(text) && len(at) < most; i++ {
		switch c := text[i]; {
		case c == '(', (c == 'H' || c == 'F') && i+2 < len(text) && text[i+1] == '/':
		default:
			continue
		}
		from := max(0, i-1) // what stands before tells where a word begins
		if m := gendered.FindStringIndex(clip(text[from:], 48)); m != nil && from+m[0] == i {
			at = append(at, i)
			i = from + m[1] - 1
		}
	}
	return at
}

// lineTitle takes the title from the value of a labelled line.
func lineTitle(v string) string {
	parts := splitTitle(v)
	for _, p := range parts {
		if ps := cutPieces(p, 14); titleHead(ps) {
			first, last := trimMail(ps)
			return joinTitle(ps[first:last])
		}
	}
	if len(parts) > 0 {
		return parts[0]
	}
	return v
}

// lone takes a title that stands alone on a line, as mails of job boards write it, above the company's or not.
func (g *reading) lone(c *titles, line, next string) {
	if !standsAlone(line) {
		return
	}
	rank := 0.1
	if c.employer != "" && strings.HasPrefix(nameKey(next), nameKey(c.employer)) {
		rank = 0.8
	}
	parts := splitTitle(line)
	if len(parts) > 1 && personLike(parts[0]) {
		return // "Shreya Patel - Engineering Manager"
	}
	for _, p := range parts {
		ps := cutPieces(p, 12)
		if titleHead(ps) && allCapital(p) && !personLike(p) && !staffs(ps) && ps[0].sort&wordNever == 0 && (len(ps) > 1 || rank > 0.5) {
			c.add(p, rank, false)
		}
	}
}

// announces reports whether the last line with words announces a title: "Thank you for your application for:".
func announces(lines []string) bool {
	for i := len(lines) - 1; i >= 0; i-- {
		if l := strings.TrimSpace(lines[i]); l != "" {
			return len(l) < 90 && strings.HasSuffix(l, ":") && titleAhead.MatchString(l)
		}
	}
	return false
}

var titleAhead = pattern(`(?i)\b(?:appl(?:ied|ying|ication)|role|position|job|vacancy|post|opening|stelle|position|bewerbung|poste|candidature|puesto|vacante|vaga|functie|vacature|posizione|stanowisko)\b[^.]{0,24}:$`)

// standsAlone reports whether a line is an entry and no sentence.
func standsAlone(line string) bool {
	return line != "" && len(line) < 70 && !strings.ContainsAny(line[len(line)-1:], ".!?:,;") && len(strings.Fields(line)) <= 9
}

var titleParts = pattern(`\s+[-–—|•·]+\s+|\s*\|\s*|\s+@\s+|\s+at\s+|\s*[:：]\s+|\s//\s`)

func splitTitle(s string) []string { return titleParts.Split(s, 8) }

// trimMail leaves out the words of such mail at both ends: "Interview Data Engineer".
func trimMail(ps []piece) (first, last int) {
	last = len(ps)
	for last > 0 && ps[last-1].sort&(wordNever|wordDept|wordTool) != 0 && ps[last-1].sort&(wordTitle|wordLevel|wordArea) == 0 {
		last--
	}
	for first < last && (ps[first].sort&(wordNever|wordTool|wordNoun) != 0 && !(ps[first].sort&wordArea != 0 && first+1 < last && ps[first+1].sort&wordTitle != 0) || joins[bareWord(ps[first].text)] || !capital(ps[first].text) && ps[first].sort&(wordTitle|wordArea|wordLevel) == 0) {
		first++
	}
	return first, last
}

// subjectRole takes the piece of the subject that is a title.
func (g *reading) subjectRole(c *titles) {
	s := bareSubject(g.m.Subject)
	if s == "" {
		return
	}
	if rest, ok := strings.CutPrefix(s, "Indeed Application: "); ok {
		c.add(rest, 1.5, true)
	}
	parts := splitTitle(strings.Trim(s, "!. "))
	for i, p := range parts {
		if c.employer != "" {
			p = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(p), c.employer))
			p = strings.TrimSpace(strings.TrimPrefix(p, c.employer))
		}
		ps := cutPieces(p, 18)
		first, last := trimMail(ps)
		if first == last || last-first > 9 {
			continue
		}
		t := readTitle(ps[first:last], g.small()).text
		if tp := cutPieces(t, 16); !titleHead(tp) {
			continue
		}
		if len(parts) > 1 && i+1 < len(parts) && gendered.MatchString(p) && !gendered.MatchString(parts[i+1]) {
			// "Product Owner (d/m/w) - KI": what is behind the mark belongs to it, too
			if q := cutPieces(parts[i+1], 8); len(q) > 0 && q[0].sort&wordNever == 0 && nameKey(parts[i+1]) != nameKey(c.employer) {
				t += " - " + strings.TrimSpace(parts[i+1])
			}
		}
		c.add(t, 0.6, false)
	}
}
