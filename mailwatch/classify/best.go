package classify

import (
	"strings"

	"followup/followup"
)

// candidate is a kind that the mail could be, with what speaks for it.
type candidate struct {
	kind  followup.SignalKind
	score float64
	v     verdict
	why   string
}

// best weighs the kinds below a no and an offer against each other. The factors say which of two goes first where their phrases
// weigh the same: what calls off before what moves, what has its time before what asks for one, these before a receipt; and a
// test, whose letters invite and thank as others do, before all of them unless a time is confirmed.
func (g *reading) best(w weighed) candidate {
	t := &g.tally
	var best candidate
	consider := func(k followup.SignalKind, score float64, v verdict, why string, open bool) {
		if open && score > best.score+1e-9 {
			best = candidate{k, score, v, why}
		}
	}
	if w.ack > 0 && w.invite >= 0.5 && w.invite < 0.9 && t[vAck].best != nil && g.thanksOnly() && (g.asks(t[vInvite].best) || t.n(vInvite) > 1) {
		w.invite, w.ack = 0.95, 0 // "thanks for applying" is mere courtesy before a question
	}
	if t.top(vInvite) >= 1 && !g.eventSubject() && g.onlyNamed() {
		w.confirm = min(w.confirm, 0.9) // "we invite you to an interview on Thursday at ten" still asks
	}
	confirmed := t.top(vConfirm) >= 0.9 || g.eventSubject() || t.score(vSet) >= 0.9 || w.confirm >= 1.4 && g.timed()
	if w.cancel > 0 && w.resched >= 0.9 {
		// Both: the word that comes first tells what the mail is for; "cancel/reschedule" moves it.
		c, r := t[vCancel].best, t[vResched].best
		if c != nil && r != nil && !g.anotherTime(r) && !(c.passage == r.passage && abs(c.hit.first-r.hit.first) <= 2) && (c.passage == &g.subject && r.passage != &g.subject || c.passage == r.passage && c.hit.first < r.hit.first) {
			w.resched = 0
		} else {
			w.cancel = 0
		}
	}
	if inv := t[vInvite].best; w.cancel >= 0.9 && inv != nil && g.asks(inv) && t.n(vCancel) == 1 && g.later(inv, t[vCancel].best) {
		// "We cannot go ahead today. Could you do Tuesday?" moves it.
		consider(followup.InterviewReschedule, 1.3, vCancel, "called off, and another time asked for", g.open(vCancel, w))
	}
	consider(followup.InterviewCancel, w.cancel*1.2, vCancel, "the interview is called off", g.open(vCancel, w))
	consider(followup.InterviewReschedule, w.resched*1.15, vResched, "the interview moves", g.open(vResched, w))
	consider(followup.InterviewConfirm, w.confirm*1.02, pick(t, vConfirm, vSet), "the interview has its time", confirmed && g.open(vConfirm, w) && (w.post == 0 || t.top(vConfirm) >= 0.9 && g.timed()))
	consider(followup.InterviewInvite, w.invite, pick(t, vInvite, vSet), "an invitation to talk", g.open(vInvite, w))
	if w.confirm >= 1 && !confirmed && w.job >= 1 && w.post == 0 {
		consider(followup.InterviewConfirm, 0.8, vConfirm, "details of a meeting", g.open(vConfirm, w))
	}
	consider(followup.Assessment, w.assess*1.65, vAssess, "a test to take", w.assess >= 0.9 && g.open(vAssess, w) && t.top(vConfirm) < 0.9)
	consider(followup.Assessment, w.assess*1.05, vAssess, "a test to take", t.top(vConfirm) < 0.9 && g.open(vAssess, w))
	if t.score(vTested) >= 1 && w.assess <= 1 && w.invite < 0.95 && w.confirm < 0.95 { // else it was the step before
		consider(followup.Assessment, 1.06, vTested, "a finished test", g.open(vTested, w))
	}
	if w.outreach >= 0.9 && w.job > 0 {
		o := w.outreach * 0.85
		if w.outreach >= 1.4 {
			o = 1.52
		}
		consider(followup.RecruiterOutreach, o, vOutreach, "a recruiter writes first", w.ack < 1 && !g.replies() && g.open(vOutreach, w))
	}
	if w.ack >= 0.45 {
		a := w.ack * 0.9
		if w.ack >= 0.9 && w.invite < 0.9 && w.confirm < 0.9 {
			a = 1.03
		}
		consider(followup.ApplicationAck, a, vAck, "the application arrived", g.open(vAck, w))
	}
	firm, courtesy := g.updates()
	if w.update >= 0.5 && (w.job >= 0.6 || firm && w.job >= 0.3 && !g.m.Bulk && g.m.ListID == "" && !g.from.robot && w.foreign == 0) {
		u := 0.6
		if w.update >= 1 && (w.post > 0 || w.ack < 0.9) {
			u = 0.97
		}
		switch {
		case courtesy && best.score >= 0.5:
			u = 0.5
		case firm && g.thanksOnly() && max(w.confirm, w.invite, w.resched) < 0.9:
			u = 1.05
		}
		consider(followup.Update, u, pick(t, vUpdate, vStill, vHint), "no decision yet", true)
	}
	if t.score(vHold) > 0 && best.score < 1.1 && w.job >= 0.5 {
		consider(followup.Update, 1.1, vHold, "on hold", g.open(vHold, w))
	}
	return best
}

// onlyNamed reports whether the day of an interview is named but nothing says that it is agreed.
func (g *reading) onlyNamed() bool {
	for i := range g.finds {
		if f := &g.finds[i]; (f.speaks == vConfirm || f.speaks == vSet) && f.weight >= 1 && !f.hit.cue.flags["bare"] {
			return false
		}
	}
	return true
}

// anotherTime reports whether the sentence that moves a meeting names the day and hour it moves to: then it is no mere cancellation,
// however it begins.
func (g *reading) anotherTime(f *finding) bool {
	if f.passage != &g.body {
		return false
	}
	_, first, last := f.passage.sentence(f.hit)
	l := locale{now: g.now, country: g.country(), language: g.language()}
	for _, m := range g.moments(f.passage) {
		if m.previous || !m.hasDate() || !m.hasTime() || m.from < int(f.passage.ws[first].start) || m.from > int(f.passage.ws[last].end) {
			continue
		}
		if r, ok := l.resolve(m); ok && (r.doubt != "" || r.start.After(g.now)) {
			return true
		}
	}
	return false
}

// updates tells whether something plainly says that nothing is decided yet, and whether all is mere thanks for patience.
func (g *reading) updates() (firm, courtesy bool) {
	courtesy = true
	for i := range g.finds {
		if f := &g.finds[i]; f.speaks == vUpdate || f.speaks == vStill || f.speaks == vHold || f.speaks == vHint {
			firm = firm || f.hit.cue.flags["firm"] && f.standing != supposed
			courtesy = courtesy && f.hit.cue.flags["courtesy"]
		}
	}
	return firm, courtesy
}

// thanksOnly reports whether all that speaks for a receipt are thanks.
func (g *reading) thanksOnly() bool {
	for i := range g.finds {
		if f := &g.finds[i]; f.speaks == vAck && f.hit.cue.strength == strong && f.passage == &g.body && !courtesy(f.hit.cue.text) {
			return false
		}
	}
	return true
}

// courtesy reports whether a receipt's phrase is one of thanks.
func courtesy(cue string) bool {
	for _, p := range []string{"{thank", "{danke", "{merci", "{gracias", "{obrigado", "{bedankt", "{grazie", "{dzi"} {
		if strings.HasPrefix(cue, p) {
			return true
		}
	}
	return false
}

// asks reports whether the sentence of a phrase is a question.
func (g *reading) asks(f *finding) bool {
	_, _, last := f.passage.sentence(f.hit)
	return f.passage.asked(last)
}

// pick gives the first verdict that was found.
func pick(t *tally, vs ...verdict) verdict {
	for _, v := range vs {
		if t[v].best != nil {
			return v
		}
	}
	return vs[0]
}

// confidence says how sure a kind is by the weight of what speaks for it.
func (g *reading) confidence(c candidate, w weighed) float64 {
	conf := 0.6
	switch {
	case c.score >= 1:
		conf = 0.95
	case c.score >= 0.9:
		conf = 0.92
	case c.score >= 0.75:
		conf = 0.8
	}
	if x := g.tally[c.v]; x.n > 0 && !x.body && len(g.body.ws) > 30 {
		conf = min(conf, 0.85)
	}
	return conf
}
