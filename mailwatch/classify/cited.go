package classify

// maxCited is how many bytes a citation within a sentence has at most; what is longer is a letter, or a stray mark.
const maxCited = 240

// cited reports whether a phrase stands between quotation marks of its paragraph.
func (p *passage) cited(h hit) bool {
	t := p.f.text
	from, to := int(p.ws[h.first].start), int(p.ws[h.last].end)
	marks, open := 0, -1
	for i := from - 1; i >= 0 && i > from-2000; i-- {
		if t[i] == '\n' && i > 0 && t[i-1] == '\n' {
			break
		}
		if t[i] == '"' {
			if marks++; open < 0 {
				open = i
			}
		}
	}
	if marks%2 == 0 || from-open > maxCited {
		return false
	}
	for i := to; i < len(t) && i < open+2*maxCited; i++ {
		if t[i] == '"' {
			return true
		}
		if t[i] == '\n' && i+1 < len(t) && t[i+1] == '\n' {
			break
		}
	}
	return false
}

// theirs reports whether what a phrase begins with belongs to a third person or to the writer: "her application was rejected".
func (p *passage) theirs(h hit) bool {
	if h.first == 0 || p.ws[h.first].brk >= breakClause {
		return false
	}
	switch string(p.ws[h.first].txt) {
	case "application", "candidacy", "resume", "cv", "interview", "offer":
	default:
		return false
	}
	for i := h.first - 1; i >= 0 && i >= h.first-2 && p.clause[i] == p.clause[h.first]; i-- {
		switch string(p.ws[i].txt) {
		case "her", "his", "their", "my", "s":
			return true
		}
	}
	return false
}

// toAnother reports whether an offer goes to a person that is named: "extend an offer to Susan".
func (p *passage) toAnother(h hit) bool {
	for i := h.last; i <= h.last+1 && i+1 < len(p.ws); i++ {
		if string(p.ws[i].txt) != "to" || p.ws[i+1].brk >= breakClause {
			continue
		}
		w := p.ws[i+1]
		o := p.f.original(int(w.start), int(w.end))
		return o != "" && o[0] >= 'A' && o[0] <= 'Z' && p.marks[i+1]&markYou == 0 && !p.shouts()
	}
	return false
}

// shouts reports whether a passage is written in capitals, which then say nothing.
func (p *passage) shouts() bool {
	upper, lower := 0, 0
	for _, c := range []byte(clip(p.f.original(0, min(len(p.f.text), 400)), 400)) {
		switch {
		case c >= 'A' && c <= 'Z':
			upper++
		case c >= 'a' && c <= 'z':
			lower++
		}
	}
	return upper > lower
}
