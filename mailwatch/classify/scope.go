package classify

import (
	"bytes"
	"strings"

	"followup/followup"
)

// The marks that scope phrases leave on words.
const (
	markNeg uint32 = 1 << iota
	markNotNeg
	markCond
	markUserCond
	markUntil
	markModal
	markContrast
	markConj
	markSubject
	markGeneric
	markLimiter
	markYou
	markOtherRole
	markAnd
	markNotCond
	markTheirs
	markDefines
	markEnded
	markKinds = iota // their number
)

var marks = map[family]uint32{
	"neg": markNeg, "notneg": markNotNeg, "cond": markCond, "usercond": markUserCond, "until": markUntil, "modal": markModal,
	"contrast": markContrast, "conj": markConj, "subject": markSubject, "generic": markGeneric, "limiter": markLimiter,
	"you": markYou, "otherrole": markOtherRole, "and": markAnd, "notcond": markNotCond, "theirs": markTheirs, "defines": markDefines | markCond, "ended": markEnded,
}

// passage is one part of a mail, cut into words, clauses and sentences, with the phrases that were found in it.
type passage struct {
	part    followup.TextPart
	f       *folded
	room    folded // what f points to, used again for the next mail
	ws      []word
	marks   []uint32
	clause  []int32 // by word: its clause
	clauses []clause
	hits    []hit // all but the scope phrases
	moments []moment
	scanned bool
}

// read folds the text of a passage and cuts it into words.
func (p *passage) read(text string, limit int) {
	p.f = p.room.fold(text, limit)
	p.ws = words(p.f, p.ws)
}

// emptied is a passage with nothing in it but room for the next.
func (p *passage) emptied() passage {
	p.room.orig = ""
	return passage{room: p.room, ws: p.ws[:0], marks: p.marks[:0], clause: p.clause[:0], clauses: p.clauses[:0], hits: p.hits[:0]}
}

// clause is a stretch of a sentence with one verb, near enough.
type clause struct {
	first, last int // words
	sentence    int32
	marks       uint32
	cond        bool // it begins with a condition
	contrast    bool // it begins with a contrast
}

// standing is what the words around a phrase make of it.
type standing uint8

const (
	decided  standing = iota
	denied            // negated
	supposed          // under a condition, or merely possible
	general           // about candidates as such, not about the reader
	blocked           // negated only until something happens
	limited           // negated only for a day or a week
)

var standingNames = [...]string{"decided", "negated", "conditional or possible", "about candidates in general", "only until something happens", "only for now"}

func (s standing) String() string { return standingNames[s] }

// cut marks the words and cuts the passage into clauses; where commas is set (German, Polish) each comma ends one. It takes
// the scope phrases out of the hits.
func (p *passage) cut(hits []hit, commas bool) {
	n := len(p.ws)
	p.marks = append(p.marks[:0], make([]uint32, n)...)
	p.clause = append(p.clause[:0], make([]int32, n)...)
	p.hits, p.clauses, p.scanned = p.hits[:0], p.clauses[:0], false
	for _, h := range hits {
		m := h.cue.mark
		if m == 0 {
			p.hits = append(p.hits, h)
			continue
		}
		if h.first > 0 && p.ws[h.first].brk < breakLine && h.cue.flags["first"] {
			continue // "nor should it": a condition only where a sentence begins with it
		}
		last := h.first
		if m == markNotNeg || m == markNotCond {
			last = h.last
		}
		for i := h.first; i <= last; i++ {
			p.marks[i] |= m
		}
	}
	for i, m := range p.marks { // "even if" is no condition
		if m&markNotCond != 0 {
			p.marks[i] = m&^markCond | markContrast
		}
	}
	sentence := int32(-1)
	inCond, legend := false, false
	for i := range p.ws {
		w, m := &p.ws[i], p.marks[i]
		begins := false
		switch {
		case w.brk >= breakLine:
			sentence++
			begins, inCond = true, false
			legend = i > 0 && p.marks[i-1]&markDefines != 0 || legend && p.entry(i)
			if legend && p.entry(i) {
				m |= markCond
			}
		case w.brk == breakClause:
			begins, inCond = true, false
		case m&(markContrast|markConj|markCond) != 0:
			begins, inCond = true, false
		case w.brk == breakComma && (inCond || commas || m&markSubject != 0 || m&markAnd != 0 && i+1 < n && p.marks[i+1]&markSubject != 0):
			begins, inCond = true, false
		case m&markAnd != 0 && i+1 < n && (p.marks[i+1]&markSubject != 0 || finite[string(p.ws[i+1].txt)]):
			begins = true
		}
		if begins || i == 0 {
			p.clauses = append(p.clauses, clause{first: i, sentence: sentence, cond: m&markCond != 0, contrast: m&markContrast != 0})
		}
		if m&markCond != 0 {
			inCond = true
		}
		c := &p.clauses[len(p.clauses)-1]
		c.last = i
		c.marks |= m
		p.clause[i] = int32(len(p.clauses) - 1)
	}
}

// finite are the verbs with which a clause goes on behind an "and": "we decided against a test and would like to hire you".
var finite = map[string]bool{"would": true, "will": true, "shall": true}

// entry reports whether the word at i begins an entry of a list that explains words: "Inactive: the position is closed".
func (p *passage) entry(i int) bool {
	for j := i + 1; j < len(p.ws) && j <= i+3; j++ {
		if p.ws[j].brk == breakClause {
			return true
		}
		if p.ws[j].brk >= breakLine {
			return false
		}
	}
	return false
}

// trait is how negation works on the phrases of a family.
type trait uint8

const (
	// isPolar: families that say no when they are negated, so that a negation inside of the phrase counts, too.
	isPolar trait = 1 << iota
	// isAffirming: they say yes or name a meeting. A negation between their words takes that back ("our choice did not fall on
	// you"), unless the phrase itself is written with it.
	isAffirming
	// isRefusing: they say no by themselves. A comma ends the negation of something else before them ("it is not to be, we took
	// somebody else").
	isRefusing
	// isEnding: they end something: "your application was not rejected", "the interview has not been cancelled" end nothing.
	isEnding
)

var traits = map[family]trait{
	"progress": isPolar, "select": isPolar, "advance": isPolar, "offerneg": isPolar, "rejectneg": isPolar, "closedneg": isPolar,
	"offer": isAffirming, "invite": isAffirming, "confirm": isAffirming, "set": isAffirming,
	"reject": isRefusing | isEnding, "closed": isRefusing, "cancel": isEnding,
}

// notEnded gives the negation inside a phrase that stands before its word of ending, below zero where none does.
func (p *passage) notEnded(h hit) int {
	not := -1
	for i := h.first; i <= h.last; i++ {
		switch {
		case p.negates(i):
			not = i
		case not >= 0 && p.marks[i]&markEnded != 0:
			return not
		}
	}
	return -1
}

// negates reports whether the word at i is a negation that counts.
func (p *passage) negates(i int) bool {
	return p.marks[i]&markNeg != 0 && p.marks[i]&markNotNeg == 0
}

// relatives begin a clause about somebody of the clause before.
var relatives = map[string]bool{"who": true, "whom": true, "die": true, "der": true, "denen": true, "welche": true, "qui": true, "que": true, "che": true, "ktorych": true, "ktorzy": true, "ktore": true}

// relative reports whether a clause says who is meant in a negated clause right before it: "you are not among those who are
// invited to an interview".
func (p *passage) relative(ci int) bool {
	c := &p.clauses[ci]
	if ci == 0 || p.clauses[ci-1].sentence != c.sentence || !relatives[string(p.ws[c.first].txt)] {
		return false
	}
	for i := p.clauses[ci-1].first; i < c.first; i++ {
		if p.negates(i) {
			return true
		}
	}
	return false
}

// standing decides what the words around a phrase make of it, and says why in a few words.
func (p *passage) standing(h hit, around bool) (standing, string) {
	ci := int(p.clause[h.first])
	c := &p.clauses[ci]
	negation := -1
	traits := h.cue.traits
	if traits&(isPolar|isAffirming) != 0 {
		for i := h.first; i <= h.last; i++ {
			if p.negates(i) && (traits&isPolar != 0 || !strings.Contains(h.cue.text, string(p.ws[i].txt))) {
				negation = i
				break
			}
		}
	}
	if negation < 0 && traits&isEnding != 0 {
		negation = p.notEnded(h)
	}
	for i := h.first - 1; i >= c.first; i-- {
		if traits&isRefusing != 0 && p.ws[i+1].brk >= breakComma {
			break
		}
		if p.negates(i) {
			negation = i
			break
		}
	}
	if negation < 0 && traits&isAffirming != 0 && p.relative(ci) {
		return denied, "about those who are meant by a no"
	}
	if around && negation < 0 {
		for i := h.last + 1; i <= p.clauses[p.clause[h.last]].last; i++ {
			if p.negates(i) {
				negation = i
				break
			}
		}
	}
	if c.cond {
		return supposed, "inside a condition"
	}
	if why := p.governed(ci, negation >= 0); why != "" {
		return supposed, why
	}
	for i := h.first - 1; i >= c.first && i >= h.first-7; i-- {
		if p.marks[i]&markModal == 0 {
			continue
		}
		if negation >= 0 && string(p.ws[i].txt) != "may" && string(p.ws[i].txt) != "might" {
			continue
		}
		if i+1 < len(p.marks) && p.marks[i+1]&markSubject != 0 { // "could we ...": a question, not a possibility
			continue
		}
		return supposed, "only possible: " + string(p.ws[i].txt)
	}
	if c.first > 0 && ci > 0 && p.clauses[ci-1].sentence == c.sentence && p.generic(c.first-1) && c.marks&markYou == 0 {
		return general, "about " + string(p.ws[c.first-1].txt) + " in general"
	}
	if negation >= 0 {
		for j := ci; j < len(p.clauses) && p.clauses[j].sentence == c.sentence; j++ {
			if p.clauses[j].marks&markUntil != 0 {
				return blocked, "negated until something happens"
			}
		}
		for i := h.first; i <= c.last; i++ {
			if p.marks[i]&markLimiter != 0 {
				return limited, "negated for a time only"
			}
		}
		return denied, "negated by " + string(p.ws[negation].txt)
	}
	if c.marks&markYou == 0 {
		for i := h.first - 1; i >= c.first; i-- {
			if p.generic(i) {
				return general, "about " + string(p.ws[i].txt) + " in general"
			}
		}
	}
	return decided, ""
}

// asksFirst reports whether what a phrase is withheld until is the reader's to do: "unless you send us your availability".
func (p *passage) asksFirst(h hit) bool {
	s := p.clauses[p.clause[h.first]].sentence
	for i := h.first; i < len(p.ws) && p.clauses[p.clause[i]].sentence == s; i++ {
		if p.marks[i]&markUntil == 0 {
			continue
		}
		for j := i + 1; j < len(p.ws) && j <= i+3; j++ {
			if p.marks[j]&markYou != 0 {
				return true
			}
		}
	}
	return false
}

// generic reports whether the word at i makes its clause one about candidates as such: as its subject, not as what
// someone thought about ("after discussing all of the candidates").
func (p *passage) generic(i int) bool {
	if p.marks[i]&markGeneric == 0 {
		return false
	}
	for j := i - 1; j >= 0 && j >= i-3; j-- {
		if p.clause[j] != p.clause[i] {
			break
		}
		switch string(p.ws[j].txt) {
		case "of", "with", "among", "between", "from", "about":
			return false
		}
	}
	return true
}

// governed tells whether a condition elsewhere in the sentence rules a clause: one before it, unless it only asks for
// the reader's convenience or a contrast stands between; or one right behind it.
func (p *passage) governed(ci int, negated bool) string {
	s := p.clauses[ci].sentence
	for j := ci - 1; j >= 0 && p.clauses[j].sentence == s; j-- {
		if p.clauses[j+1].contrast {
			break
		}
		if p.clauses[j].cond {
			if p.clauses[j].marks&(markUserCond|markTheirs) == markUserCond {
				break
			}
			return "follows from a condition"
		}
	}
	if ci+1 < len(p.clauses) && p.clauses[ci+1].sentence == s && p.marks[p.clauses[ci+1].first]&markDefines != 0 {
		return "its meaning is explained"
	}
	if !negated && ci+1 < len(p.clauses) && p.clauses[ci+1].sentence == s && p.clauses[ci+1].cond && p.clauses[ci+1].marks&(markUserCond|markTheirs) != markUserCond {
		return "a condition follows"
	}
	return ""
}

// maxSentence is how many words of a sentence are looked at on either side of a phrase.
const maxSentence = 150

// sentence gives the whole sentence a phrase stands in, as the sender wrote it.
func (p *passage) sentence(h hit) (text string, first, last int) {
	first, last = h.first, h.last
	for first > 0 && p.ws[first].brk < breakLine && first > h.first-maxSentence {
		first--
	}
	for last+1 < len(p.ws) && p.ws[last+1].brk < breakLine && last < h.last+maxSentence {
		last++
	}
	end := int(p.ws[last].end)
	for end < len(p.f.text) && (p.f.text[end] == '.' || p.f.text[end] == '!' || p.f.text[end] == '?' || p.f.text[end] == ')') {
		end++
	}
	return p.f.original(int(p.ws[first].start), end), first, last
}

// asked reports whether the sentence that ends with a word is a question.
func (p *passage) asked(last int) bool {
	if last+1 < len(p.ws) {
		return p.ws[last+1].question
	}
	return bytes.HasPrefix(p.f.text[p.ws[last].end:], []byte("?"))
}
