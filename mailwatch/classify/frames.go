package classify

import (
	"strings"

	"followup/followup"
)

// phrases takes the names that stand behind "the position at" and before "Recruiting Team" and the like.
func (n *naming) phrases(p *passage, weight float64) {
	for _, h := range p.hits {
		if h.cue.family == "role" {
			n.behindTitle(p, h, weight)
			continue
		}
		if h.cue.family != "employer" {
			continue
		}
		text := p.f.orig
		w, source := weight, "text"
		if p.part == followup.InSubject {
			source = "subject phrase"
			if shouted(text) {
				w = enough / 2
			}
		}
		switch {
		case h.cue.flags["client"]:
			w, source = byClient, "client"
		case h.cue.strength == weak:
			w = byHint
		}
		if h.cue.flags["before"] {
			n.inFront(p, h, source, w)
		} else {
			n.after(p, h, source, w)
		}
	}
	if g := n.g; p == &g.body {
		for _, c := range cjkNames(g.m.Subject + "\n" + g.ownText() + "\n" + g.m.Text.Signature) {
			n.add(c, "text", byProse)
		}
	}
}

// inFront takes the name that ends where a phrase begins: "Acme has invited".
func (n *naming) inFront(p *passage, h hit, source string, weight float64) {
	before := p.f.orig[:p.from(h.first)]
	name := readNameBack(behind(before, len(before), 9))
	if name == "" {
		return
	}
	switch i := strings.LastIndex(before, name); {
	case i < 0:
	case h.cue.strength == weak && !linkVerbs[string(p.ws[h.first].txt)] && plainName(name) && opensSentence(before[:i]):
		weight = enough / 2 // "Lovely application": the capital is that of the sentence
	case n.g.language() == "de" && plainName(name) && !orgLike(name) && endsInArticle(before[:i]):
		return // "das Gremium"
	}
	n.add(name, source, weight-0.2)
}

// after takes the name that begins where a phrase ends: "position at Acme".
func (n *naming) after(p *passage, h hit, source string, weight float64) {
	if h.last+1 < len(p.ws) && p.ws[h.last+1].brk >= breakLine {
		return // as in nameAfter
	}
	at := p.to(h.last)
	if w := p.f.orig[p.from(h.last):at]; capital(w) && (articles[bareWord(w)] || vocab.of(w)&wordOrg != 0) {
		at = p.from(h.last) // the phrase ends in a word of the name: "bij De Zwaan"
	}
	ps := ahead(p.f.orig, at, 14)
	name, used := readName(ps)
	if name == "" {
		return
	}
	if leadsToTitle[string(p.ws[h.last].txt)] {
		if house := houseBehind(ps[used:]); house != "" {
			name = house
		} else if titleHead(ps[:used]) && !orgLike(name) { // "interview for Cyber Operations Engineer"
			return
		}
	}
	if placeLike(name) {
		weight -= 2.2
	}
	if n.g.language() == "pl" { // the name is declined there: who spells it otherwise spells it better
		weight -= 0.8
	}
	if n.g.language() == "de" && used == 1 && plainName(name) && !orgLike(name) { // each noun has a capital there
		if weight -= 1; h.cue.strength == weak {
			weight = enough - 0.3
		}
	}
	n.add(name, source, weight)
}

// leadsToTitle are words behind which a title stands as often as a company.
var leadsToTitle = map[string]bool{"for": true, "from": true, "as": true, "als": true, "come": true}

// houseBehind reads the company that follows a title or a part of it: "Ward 7" "at Greystone Hospital".
func houseBehind(ps []piece) string {
	if len(ps) > 0 && ps[0].trail == "" && strings.IndexFunc(ps[0].text, isDigit) == 0 {
		ps = ps[1:]
	}
	if len(ps) < 2 || ps[0].trail != "" || !houseWords[ps[0].text] {
		return ""
	}
	name, _ := readName(ps[1:])
	return cleanName(name)
}

var houseWords = map[string]bool{"at": true, "bei": true, "chez": true, "bij": true, "presso": true}

// linkVerbs follow a name at the head of a sentence: "Acme is a bank".
var linkVerbs = map[string]bool{"is": true, "are": true, "here": true}

// plainName reports whether a name is a single word that is written as any word at the head of a sentence.
func plainName(name string) bool {
	return !strings.Contains(name, " ") && !mixedCase(name) && name != strings.ToUpper(name)
}

// opensSentence reports whether a sentence begins behind a text.
func opensSentence(before string) bool {
	before = strings.TrimRight(before, " \t\"'(*•-")
	return before == "" || strings.ContainsAny(before[len(before)-1:], ".!?:\n\r")
}

// endsInArticle reports whether the last word of a text is an article.
func endsInArticle(text string) bool {
	f := strings.Fields(text[max(0, len(text)-24):])
	return len(f) > 0 && articles[bareWord(f[len(f)-1])]
}

// placeLike reports whether a name ends as that of a street or a building does.
func placeLike(name string) bool {
	f := strings.Fields(name)
	return len(f) > 1 && places[bareWord(f[len(f)-1])]
}

var places = map[string]bool{"house": true, "street": true, "road": true, "lane": true, "avenue": true, "square": true, "plaza": true, "tower": true, "towers": true, "building": true, "hall": true, "campus": true, "gate": true, "yard": true, "fairgrounds": true, "drive": true, "way": true, "boulevard": true, "quay": true, "terrace": true, "floor": true, "room": true, "parkway": true}

// behindTitle takes the name that ends a title: "for Cabin Crew at Acme". After "in" or "with" it may be a place or a person.
func (n *naming) behindTitle(p *passage, h hit, weight float64) {
	if h.cue.flags["before"] || h.cue.strength == weak || h.last+1 >= len(p.ws) || p.ws[h.last+1].brk >= breakParagraph {
		return
	}
	r := readTitle(ahead(p.f.orig, p.to(h.last), 22), n.g.small())
	if r.end != endEmployer || !titleHead(cutPieces(r.text, 16)) {
		return
	}
	name, used := readName(r.rest)
	if used == 0 {
		return
	}
	w := enough - 0.3
	if orgLike(name) {
		w = weight - 0.5
	}
	n.add(name, "text", w)
}

// mentions takes names with a word of an organisation from anywhere in the own words, for want of better ones.
func (n *naming) mentions() {
	for _, o := range n.guesses {
		if o.rank >= byLine {
			return
		}
	}
	n.named(clip(n.g.ownText(), 5000), false)
	n.named(clip(n.g.m.Text.Footer, 600), true) // "Acme Ltd. Registered in England"
}

// named takes the names of a text that have a word of an organisation or, where legal is set, a legal form.
func (n *naming) named(text string, legal bool) {
	for line := range strings.Lines(text) {
		n.namedIn(cutPieces(line, 700), legal)
	}
}

func (n *naming) namedIn(ps []piece, legal bool) {
	for i := 0; i < len(ps); i++ {
		if !capital(ps[i].text) || ps[i].sort&wordNever != 0 && ps[i].sort&wordOrg == 0 {
			continue
		}
		name, used := readName(ps[i:])
		if used == 0 {
			continue
		}
		if c := cleanName(name); strings.Contains(c, " ") && orgLike(c) && ownWord(c) && !placeLike(c) && strings.IndexFunc(c, isDigit) < 0 {
			weight := byMention
			if lp := cutPieces(c, 12); legalEnd(&lp[len(lp)-1]) {
				weight = byLine - 0.3
			} else if legal {
				continue
			}
			n.add(c, "mention", weight)
		}
		i += used - 1
	}
}

// ownWord reports whether a name has a word of its own, and no title in it: "Education Centre" is any.
func ownWord(name string) bool {
	ps := cutPieces(name, 12)
	own := ps[0].sort&wordOrg != 0 && len(ps) > 2 && joins[ps[1].text] && !chamber.MatchString(name) // "Ministry of Public Works"
	for _, p := range ps {
		if p.sort&wordTitle != 0 && p.sort&wordOrg == 0 {
			return false
		}
		own = own || p.sort&(wordOrg|wordArea|wordDept|wordLevel|wordNever|wordLegal) == 0 && !joins[bareWord(p.text)]
	}
	return own
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }
