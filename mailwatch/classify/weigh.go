package classify

import (
	"bytes"
	"cmp"
	"slices"
	"time"

	"followup/followup"
)

// wordless is how many words a mail has at most whose subject says all.
const wordless = 5

// weighAll weighs all phrases and adds them up. Phrases of one verdict that share words count once.
func (g *reading) weighAll() {
	for i := range g.finds {
		weigh(&g.finds[i])
	}
	g.hush()
	g.labels()
	g.mentions()
	g.named()
	g.date()
	var killers []int
	for i := range g.finds {
		if kills[g.finds[i].speaks] != nil {
			killers = append(killers, i)
		}
	}
	for i := range g.finds { // thanks for an interview that was are no invitation to one
		f := &g.finds[i]
		for _, j := range killers {
			o := &g.finds[j]
			if o.passage != f.passage || o.hit.first > f.hit.last || f.hit.first > o.hit.last {
				continue
			}
			if o.speaks == vResched && f.hit.cue.family != "regretno" {
				continue
			}
			if o.speaks == vCancel && f.hit.cue.family != "progress" && f.hit.cue.family != "regretno" && (f.speaks != vClosed || f.hit.first <= o.hit.first && f.ofPosition()) {
				continue // "the interview does not go ahead" is no word about the reader, "the interview for the position is off" none about the position
			}
			if slices.Contains(kills[o.speaks], f.speaks) {
				f.speaks, f.rejected = vNone, "part of: "+o.speaks.String()
				break
			}
		}
	}
	g.beneath()
	slices.SortStableFunc(g.finds, func(a, b finding) int { return cmp.Compare(b.weight, a.weight) })
	for i := range g.finds {
		f := &g.finds[i]
		if f.speaks == vNone {
			continue
		}
		if f.hit.cue.flags["bare"] && f.speaks == vPortal && (len(g.body.ws) > wordless || !g.from.robot) {
			f.speaks, f.rejected = vNone, "the mail says more than its subject"
			continue
		}
		if (f.passage == &g.event || f.passage == &g.context) && f.speaks != vJob && f.speaks != vForeign {
			f.speaks, f.rejected = vNone, "calendar text gives context only"
			continue
		}
		s := &g.tally[f.speaks]
		overlap := false
		for j := range i {
			o := &g.finds[j]
			if o.speaks == f.speaks && o.passage == f.passage && o.hit.first <= f.hit.last && f.hit.first <= o.hit.last {
				overlap = true
				break
			}
		}
		w := f.weight
		if f.passage.part == followup.InSubject {
			w *= 0.9
			if g.reSubject { // the subject of an older mail
				w *= 0.5
			}
			s.subject = true
		} else {
			s.body = true
		}
		s.self = s.self || f.hit.cue.flags["self"] && (!scheduling[f.speaks] || g.onJob(f))
		if s.best == nil || w > s.top {
			s.best, s.top = f, max(s.top, w)
		}
		if overlap {
			continue
		}
		s.n++
		s.score += w
		f.added = w
	}
}

// weights are what a phrase is worth. The bounds of the decision are read off them: 0.9 is one strong phrase, be it only in the
// subject, where it counts nine tenths; 0.45 is one in the subject of an older mail, which counts half of that; 0.5 is a medium
// one; what lies above 1 takes more than one phrase.
var weights = map[strength]float64{strong: 1, medium: 0.5, weak: 0.25}

// simple are the families that count as they stand when decided.
var simple = map[family]verdict{
	"offer": vOffer, "cancel": vCancel, "resched": vResched, "confirm": vConfirm, "invite": vInvite, "reject": vReject, "regretno": vReject, "closed": vClosed,
	"assess": vAssess, "set": vSet,
}

// loose are the families that count whatever their scope.
var loose = map[family]verdict{
	"ack": vAck, "outreach": vOutreach, "update": vUpdate, "still": vStill, "hold": vHold, "hint": vHint, "portal": vPortal, "post": vPost, "softneg": vSoft, "softno": vSoftNo,
	"closing": vClosing, "onfile": vFile, "reason": vReason, "careful": vCareful, "job": vJob, "foreign": vForeign, "alert": vAlert, "newsletter": vNews,
	"survey": vSurvey, "code": vCode, "draft": vDraft, "commerce": vCommerce, "away": vAway, "withdraw": vWithdraw, "offernot": vOffNot,
	"assessdone": vTested, "task": vTask, "inside": vInside, "applicant": vApplicant, "toyou": vToYou, "notinvite": vNotInvite, "notresched": vNotResched, "label": vLabel, "notassess": vNotAssess, "disclaim": vDisclaim, "meet": vMeet,
}

// weigh says what a phrase counts for in its scope.
func weigh(f *finding) {
	c := f.hit.cue
	f.weight = weights[c.strength]
	drop := func(why string) { f.speaks, f.rejected = vNone, why }
	if v, ok := loose[c.family]; ok {
		f.speaks = v
		return
	}
	st := f.standing
	switch c.family {
	case "progress", "select", "offerneg", "rejectneg", "closedneg", "advance":
		switch {
		case st == limited && c.family == "progress":
			f.speaks = vUpdate // it goes on, only not today
			return
		case st == denied:
			f.speaks = vReject
			if c.family == "closedneg" {
				f.speaks = vClosed
			}
			return
		case st != decided:
			drop(f.why)
		case c.family == "select":
			f.speaks, f.weight = vInvite, 0.5
		case c.family == "advance":
			f.speaks = vInvite
		default:
			drop("says nothing unless negated")
		}
		return
	}
	v := simple[c.family]
	switch {
	case v == vNone:
		drop("not a verdict")
	case st == decided:
		f.speaks = v
	case st == denied && c.family == "offer" && c.strength == strong:
		f.speaks = vReject
	case st == denied && c.family == "invite" && c.flags["flip"]:
		f.speaks = vReject
	case st == blocked && v == vAssess, st == blocked && v == vInvite && f.passage.asksFirst(f.hit):
		f.speaks = v
	default:
		drop(f.why)
	}
}

// hush drops what a silence clause says: "if you hear nothing, take it that you were not selected" decides nothing yet.
func (g *reading) hush() {
	for _, h := range g.body.hits {
		if h.cue.family != "silence" {
			continue
		}
		_, first, last := g.body.sentence(h)
		for i := range g.finds {
			f := &g.finds[i]
			if (f.speaks == vReject || f.speaks == vClosed) && f.passage == &g.body && f.hit.first >= first && f.hit.last <= last {
				f.speaks, f.rejected = vNone, "part of a silence clause"
			}
		}
	}
}

// labels drops what is only the name of a link: "Reschedule: https://..." moves nothing.
func (g *reading) labels() {
	for i := range g.finds {
		f := &g.finds[i]
		if f.speaks != vCancel && f.speaks != vResched {
			continue
		}
		_, first, last := f.passage.sentence(f.hit)
		if last-first < 6 && slices.ContainsFunc(f.passage.ws[first:last+1], func(w word) bool { return bytes.Equal(w.txt, linkText) }) {
			f.speaks, f.rejected = vNone, "the name of a link"
		}
		if last-first < 8 && f.hit.first-first <= 1 && f.passage.asked(last) && needs[string(f.passage.ws[first].txt)] {
			f.speaks, f.rejected = vNone, "asks whether the reader wants it" // "Need to change the time?"
		}
		if f.passage == &g.body && last-first < 7 && g.buttons(first, last) {
			f.speaks, f.rejected = vNone, "the name of a button"
		}
	}
}

// needs are the words with which a heading asks what the reader may want.
var needs = map[string]bool{"need": true, "want": true, "wish": true, "unable": true, "cant": true, "cannot": true}

// buttons reports whether words of the body offer to move and to call off side by side and say who does it to whom by no word:
// "Reschedule | Cancel".
func (g *reading) buttons(first, last int) bool {
	moves, cancels := false, false
	for i := range g.finds {
		f := &g.finds[i]
		if f.passage == &g.body && f.hit.first >= first && f.hit.last <= last {
			moves = moves || f.hit.cue.family == "resched"
			cancels = cancels || f.hit.cue.family == "cancel"
		}
	}
	for i := first; i <= last; i++ {
		if g.body.marks[i]&(markSubject|markYou) != 0 {
			return false
		}
	}
	return moves && cancels
}

// mentions drops what is said about somebody else or only cited: words between quotation marks, an offer made to a third
// person, an application that is hers or theirs.
func (g *reading) mentions() {
	for i := range g.finds {
		f := &g.finds[i]
		switch f.speaks {
		case vReject, vClosed, vOffer, vAck, vInvite, vConfirm, vOutreach:
		default:
			continue
		}
		switch p := f.passage; {
		case p != &g.body:
		case p.cited(f.hit):
			f.speaks, f.rejected = vNone, "cited"
		case p.theirs(f.hit):
			f.speaks, f.rejected = vNone, "about somebody else"
		case (f.speaks == vOffer || f.hit.cue.family == "offerneg") && p.toAnother(f.hit):
			f.speaks, f.rejected = vNone, "made to somebody else"
		}
	}
}

// named drops the marks of other worlds that are part of a position's name: "the Scholarships Officer position" awards none.
func (g *reading) named() {
	for i := range g.finds {
		f := &g.finds[i]
		if f.speaks != vForeign || f.passage == &g.context {
			continue
		}
		p := f.passage
		for j := f.hit.last + 1; j < len(p.ws) && j <= f.hit.last+3 && p.clause[j] == p.clause[f.hit.last]; j++ {
			if linkWords[string(p.ws[j].txt)] {
				break
			}
			if postWords[string(p.ws[j].txt)] {
				f.speaks, f.rejected = vNone, "part of a position's name"
				break
			}
		}
	}
}

// linkWords end a name: what stands behind them is said of something else.
var linkWords = map[string]bool{"for": true, "of": true, "in": true, "at": true, "to": true, "as": true, "is": true, "was": true, "has": true, "and": true, "or": true, "the": true,
	"a": true, "an": true, "your": true, "our": true, "this": true, "with": true, "de": true, "la": true, "le": true, "el": true, "al": true, "di": true, "per": true, "pour": true,
	"para": true, "na": true, "do": true, "da": true, "una": true, "un": true, "une": true, "due": true}

// date lets a meeting with the reader that has its day and hour confirm, or invite where it is asked. Without them "see you" and
// "your call" say nothing.
func (g *reading) date() {
	l := locale{now: g.now, country: g.country(), language: "en"}
	for i := range g.finds {
		f := &g.finds[i]
		if f.speaks != vMeet {
			continue
		}
		f.speaks, f.rejected = vNone, "a meeting without its time"
		if f.passage != &g.body && f.passage != &g.subject || f.standing == denied || f.standing == general {
			continue
		}
		_, first, last := f.passage.sentence(f.hit)
		from, to := int(f.passage.ws[first].start), int(f.passage.ws[last].end)
		if g.movedWithin(f.passage, first, last) {
			continue // what is moved or called off is not confirmed by the same sentence
		}
		if f.passage.ws[f.hit.first].brk >= breakLine && last-first < 12 { // an entry: its time may stand on the next line
			to += 60
		}
		if !g.timedNear(f.passage, from, to) {
			continue
		}
		for _, m := range g.moments(f.passage) {
			if !m.hasDate() || !m.hasTime() || m.deadline || m.to < from || m.from > to {
				continue
			}
			if r, ok := l.resolve(m); !ok || r.doubt == "" && r.start.Before(g.now.Add(-14*time.Hour)) {
				continue
			}
			f.speaks, f.weight, f.rejected = vConfirm, 1, ""
			if f.standing == supposed || g.asks(f) {
				f.speaks = vInvite
			}
			break
		}
	}
}

// movedWithin reports whether words first to last of a passage move or call off a meeting.
func (g *reading) movedWithin(p *passage, first, last int) bool {
	return slices.ContainsFunc(g.finds, func(f finding) bool {
		return (f.speaks == vCancel && f.weight >= 1 || f.speaks == vResched) && f.passage == p && f.hit.first >= first && f.hit.last <= last
	})
}

// kills says which verdicts a phrase takes the ground from where they share words.
var kills = [verdicts][]verdict{
	vPost:       {vInvite, vConfirm, vSet},
	vOffNot:     {vOffer},
	vCancel:     {vReject, vClosed},
	vResched:    {vReject},
	vTested:     {vAssess},
	vStill:      {vAck, vInvite, vConfirm},
	vNotInvite:  {vInvite},
	vNotResched: {vResched},
	vLabel:      {vResched, vCancel},
	vNotAssess:  {vAssess},
	vDisclaim:   {vOffer, vReject, vClosed, vAck},
}

// ofPosition reports whether a phrase begins with the position it is about.
func (f *finding) ofPosition() bool {
	switch string(f.passage.ws[f.hit.first].txt) {
	case "position", "role", "opening", "vacancy", "job", "opportunity", "requisition", "post", "posting":
		return true
	}
	return false
}

// scheduling are the verdicts whose phrases fit any meeting: they show job context only where a word of it stands in them.
var scheduling = [verdicts]bool{vInvite: true, vConfirm: true, vResched: true, vCancel: true}

// onJob reports whether a word about a job stands inside a phrase.
func (g *reading) onJob(f *finding) bool {
	for i := range g.finds {
		if o := &g.finds[i]; o.speaks == vJob && o.hit.cue.strength != weak && o.passage == f.passage && o.hit.first <= f.hit.last && f.hit.first <= o.hit.last {
			return true
		}
	}
	return false
}

// A letter says what it is about in its first words; what stands far below them is the sender's boilerplate.
const (
	opening = 90 // words
	letter  = 40 // words below the last of the opening's verdicts
)

// beneath leaves out the marks of newsletters and of other worlds that stand far below a verdict about a job.
func (g *reading) beneath() {
	last := -1
	for i := range g.finds {
		f := &g.finds[i]
		switch f.speaks {
		case vReject, vClosed, vOffer, vInvite, vConfirm, vResched, vCancel, vAck:
			if f.passage == &g.body && f.hit.cue.strength == strong && f.hit.first < opening && g.beside(f, vJob, medium) {
				last = max(last, f.hit.last)
			}
		}
	}
	if last < 0 {
		return
	}
	for i := range g.finds {
		f := &g.finds[i]
		if f.passage != &g.body || f.hit.first <= last+letter {
			continue
		}
		switch f.speaks {
		case vForeign, vAlert, vNews, vCommerce, vOffNot:
			f.speaks, f.rejected = vNone, "far below the letter's own words"
		}
	}
}
