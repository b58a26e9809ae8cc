package classify

import "strings"

var subjectParts = pattern(`\s+[-–—|/:@·•+]+\s+|\s*[:：|]\s+|\s*//\s*|[!?]\s+|\s*[【】]\s*|\s+-|-\s+`)

var inBrackets = pattern(`\(([\p{Lu}][^()]{2,40})\)\s*$`)

// subject takes what is left of a piece of the subject when the words of such mail are taken off: "Acme: application update".
func (n *naming) subject() {
	s := bareSubject(n.g.m.Subject)
	if s == "" {
		return
	}
	if m := inBrackets.FindStringSubmatch(s); m != nil && !titleHead(cutPieces(m[1], 8)) && allCapital(m[1]) {
		n.add(m[1], "subject", byPiece)
	}
	if i := strings.LastIndex(s, ", "); i > 0 && titleHead(cutPieces(s[:i], 12)) && allCapital(s[i+2:]) && orgLike(s[i+2:]) { // "Head Brewer, Acme Brewery"
		n.add(s[i+2:], "subject", byPiece)
	}
	parts := subjectParts.Split(s, 12)
	styled, loud := titleCase(s), shouted(s)
	for i, part := range parts {
		ps := cutPieces(part, 16)
		first, last := 0, len(ps)
		mail := func(p *piece) bool {
			return p.bare() || p.sort&(wordNever|wordDept|wordTool) != 0 && p.sort&wordLegal == 0 || !capital(p.text)
		}
		for last > 0 && (mail(&ps[last-1]) || last > 1 && ps[last-1].sort&(wordArea|wordLevel) != 0 && mail(&ps[last-2])) {
			last--
		}
		for first < last && mail(&ps[first]) {
			first++
		}
		if first == last {
			continue
		}
		if ps[first].sort&wordNever == 0 && first > 0 && strings.ContainsAny(ps[first-1].trail, ",;") && last-first == 1 {
			continue // "..., Alex"
		}
		name, used := readName(ps[first:last])
		if used != last-first && used > 0 && !(first == 0 && ps[first].sort&wordNever == 0) {
			continue
		}
		weight := byPiece
		whole := first == 0 && last == len(ps) && len(parts) > 1 && (i == 0 || i == len(parts)-1)
		switch {
		case loud, name != "" && commonWords(name):
			weight = enough / 2
		case orgLike(name):
			weight += 0.5
		case whole && titleBeside(parts, i):
			weight += 0.6
		case whole && last-first > 1:
			weight += 0.3
		case styled, i == 0 && first == 0 && !whole && last == 1: // the first word has its capital from its place
			weight = enough / 2
		}
		if titleHead(cutPieces(name, 12)) || strings.Contains(name, "/") {
			continue
		}
		n.add(name, "subject", weight)
	}
}

// titleBeside reports whether another part of a subject is a title: "Acme - Data Engineer".
func titleBeside(parts []string, i int) bool {
	for j, p := range parts {
		if j != i && titleHead(cutPieces(p, 10)) {
			return true
		}
	}
	return false
}

// shouted reports whether a subject is in capitals throughout, so that none tells a name.
func shouted(s string) bool { return s == strings.ToUpper(s) && len(strings.Fields(s)) > 3 }

// titleCase reports whether a subject writes every word with a capital, so that a capital tells nothing.
func titleCase(s string) bool {
	caps, small := 0, 0
	for _, w := range strings.Fields(s) {
		if len(w) < 5 {
			continue
		}
		if capital(w) {
			caps++
		} else {
			small++
		}
	}
	return caps > 3 && small == 0
}

// bareSubject is a subject without the marks of answers and forwards.
func bareSubject(s string) string {
	for i := 0; i < 4 && (isReply(s) || forwarded(s)); i++ {
		_, rest, ok := strings.Cut(s, ":")
		if !ok {
			_, rest, _ = strings.Cut(s, "：")
		}
		s = strings.TrimSpace(rest)
	}
	for _, p := range []string{"Reminder:", "Invitation:", "Updated invitation:", "Canceled event:", "Cancelled:", "Canceled:", "Erinnerung:", "Einladung:", "Abgesagt:", "Rappel :", "Invitación:", "Convite:", "Uitnodiging:", "Invito:"} {
		s = strings.TrimSpace(strings.TrimPrefix(s, p))
	}
	return s
}
