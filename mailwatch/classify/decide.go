package classify

import (
	"fmt"
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

// weighed are the sums that the decision looks at.
type weighed struct {
	no, offer, invite, confirm, cancel, resched, assess, ack, outreach, update, post, job, foreign, noise float64
	noFrom                                                                                                verdict
}

// decide chooses the kind. The order is that of domain 1.1: a no beats an offer beats what concerns interviews beats tests,
// receipts and the rest; what has the shape of noise and decides nothing goes first.
func (g *reading) decide(s *followup.Signal) (followup.SignalKind, float64, string) {
	t := &g.tally
	w := g.weighed()
	if k, c, why, ok := g.noise(s, w); ok {
		return k, c, why
	}
	if w.no >= 0.9 && g.open(w.noFrom, w) {
		return g.rejection(s, w)
	}
	if w.offer >= 0.9 && g.open(vOffer, w) && w.invite < 1.5 {
		g.show(s, vOffer)
		return followup.Offer, 0.95, "an offer is made"
	}
	best := g.best(w)
	if mild := best.kind == followup.ApplicationAck || best.kind == followup.Update || best.kind == followup.RecruiterOutreach; w.no >= 0.5 && g.open(w.noFrom, w) &&
		(best.score < 0.95 || mild && w.no >= 0.65) {
		g.show(s, w.noFrom, vSoft, vClosing)
		conf := 0.6
		if t.top(vReject) >= 0.5 || t.top(vClosed) >= 0.5 {
			conf = 0.75
			if w.no >= 0.7 {
				conf = 0.9
			}
		}
		return followup.Rejection, conf, "a no, though not in plain words"
	}
	if best.score >= 0.5 {
		g.show(s, best.v)
		switch best.v {
		case vHold:
			s.Detail = followup.DetailOnHold
		case vTested:
			s.Detail = followup.DetailSubmitted
		case vHint:
			s.Detail = followup.DetailHinted
		}
		return best.kind, g.confidence(best, w), best.why
	}
	switch {
	case t.score(vPortal) > 0 && w.job >= 1:
		s.Detail = followup.DetailPortal
		g.show(s, vPortal)
		return followup.Update, 0.6, "the status stands in a portal"
	case w.noise > 0:
		s.Detail = followup.DetailAlert
		return followup.Other, 0.9, "an alert or newsletter"
	case w.job >= 1 && len(g.body.ws) > 0 && !g.from.robot:
		s.Detail = followup.DetailHuman
		return followup.Other, 0.9, "about a job, nothing decided"
	}
	return followup.Other, 0.97, fmt.Sprintf("nothing decided, job context %.1f", w.job)
}

// show adds the best phrases of some verdicts to the evidence.
func (g *reading) show(s *followup.Signal, vs ...verdict) {
	for _, v := range vs {
		if x := g.tally[v]; x.best != nil {
			s.Evidence = append(s.Evidence, g.evidence(x.best))
		}
	}
}

func (g *reading) weighed() weighed {
	t := &g.tally
	w := weighed{job: g.jobScore(), foreign: t.score(vForeign), noise: t.score(vAlert) + t.score(vNews), post: t.score(vPost)}
	w.noFrom = vReject
	if t.top(vClosed) > t.top(vReject) {
		w.noFrom = vClosed
	}
	w.no = max(t.top(vReject), t.top(vClosed))
	if w.no >= 0.45 {
		w.no += 0.15*float64(t.n(vReject)+t.n(vClosed)-1) + 0.1*min(1, t.score(vSoft)*4) + 0.05*min(2, t.score(vClosing)*4) + 0.05*min(1, t.score(vFile)*4)
	} else if n := g.unsaid(); n > 0 {
		w.no, w.noFrom = n, vSoft
		if t.score(vSoftNo) > 0 {
			w.noFrom = vSoftNo
		}
	}
	w.offer = t.top(vOffer)
	if t.n(vOffer) >= 3 && t.score(vOffer) >= 1.4 {
		w.offer = max(w.offer, 0.9)
	}
	if t.score(vOffNot) > 0 && (w.offer < 1 && t.score(vOffer) < 1.4 || w.job < 1) {
		w.offer = 0
	}
	w.invite, w.confirm = min(1.6, t.score(vInvite)), min(1.6, t.score(vConfirm))
	choice := g.choice()
	if choice {
		w.confirm = min(w.confirm, 0.9)
	}
	if t.score(vSet) >= 0.9 {
		if g.timed() && !choice {
			w.confirm++
		} else {
			w.invite++
		}
	}
	if w.invite >= 0.5 && w.invite < 0.95 && g.bookingLink() {
		w.invite += 0.5
	}
	w.cancel, w.resched = t.top(vCancel), min(1.2, t.score(vResched))
	if g.eventSubject() {
		w.confirm, w.invite = max(w.confirm, 1.2), 0
	}
	if max(w.cancel, t.top(vResched)) >= 0.9 {
		w.confirm, w.invite = min(w.confirm, 1), min(w.invite, 1)
	}
	if t.top(vResched) < 0.9 {
		w.resched = min(w.resched, 0.9)
	}
	w.assess, w.ack, w.outreach = t.top(vAssess), min(1.2, t.score(vAck)), min(1.4, t.score(vOutreach))
	w.update = min(1.2, t.score(vUpdate)+t.score(vStill)+t.score(vHold)+t.score(vHint))
	return w
}

// unsaid weighs a no that is never said in plain words: regret, a preamble, "many applicants", and good wishes for the search.
// It stays a question to the reader, as long as nothing else decides.
func (g *reading) unsaid() float64 {
	t := &g.tally
	marks := 0
	for _, v := range []verdict{vSoft, vClosing, vFile, vReason, vCareful} {
		if t.score(v) > 0 {
			marks++
		}
	}
	switch {
	case t.score(vSoftNo) > 0 && t.score(vSoft) > 0 && t.score(vClosing)+t.score(vFile) > 0 && marks >= 3:
		return 0.7
	case t.score(vSoftNo) > 0 && t.score(vClosing)+t.score(vFile) > 0, marks >= 3 && t.score(vSoft) > 0 && t.score(vClosing) > 0:
		return 0.6
	}
	return 0
}

// bookingLink reports whether the mail links to a page where times are booked.
func (g *reading) bookingLink() bool {
	for _, l := range g.m.Links {
		_, host, _ := strings.Cut(l, "://")
		host, _, _ = strings.Cut(host, "/")
		if senders.of("x@"+host).class == classScheduler && !strings.Contains(host, "zoom") {
			return true
		}
	}
	return false
}

var eventPrefixes = []string{"invitation:", "einladung:", "invitation :", "invitacion:", "convite:", "uitnodiging:", "invito:", "zaproszenie:", "new event:"}

// eventSubject reports whether the subject is that of a calendar invitation with its time: "Invitation: Interview @ Tue ...".
func (g *reading) eventSubject() bool {
	s := string(g.subject.f.text)
	for _, p := range eventPrefixes {
		if strings.HasPrefix(s, p) && strings.Contains(s, "@") {
			for _, m := range g.moments(&g.subject) {
				if m.hasDate() && m.hasTime() {
					return true
				}
			}
		}
	}
	return false
}

// choice reports whether the reader is to say which time suits: the times that are named are then offers.
func (g *reading) choice() bool {
	for i := range g.finds {
		if f := &g.finds[i]; f.speaks == vInvite && f.passage == &g.body && f.hit.cue.flags["choose"] {
			return true
		}
	}
	ms := g.moments(&g.body)
	for i := 1; i < len(ms); i++ {
		a, b := &ms[i-1], &ms[i]
		if a.hasDate() && a.hasTime() && b.hasDate() && b.hasTime() && b.from > a.to && b.from-a.to < 30 && alternative(string(g.body.f.text[a.to:b.from])) {
			return true
		}
	}
	return false
}

// alternative reports whether the words between two times let the reader choose between them.
func alternative(between string) bool {
	for _, w := range strings.Fields(between) {
		switch w {
		case "or", "oder", "bzw.", "ou", "o", "of", "lub", "albo", "oppure", "或", "または":
			return true
		}
	}
	return false
}

// timed reports whether the words name a day and an hour.
func (g *reading) timed() bool {
	for _, p := range []*passage{&g.body, &g.subject} {
		for _, m := range g.moments(p) {
			if m.hasDate() && m.hasTime() && !m.deadline {
				return true
			}
		}
	}
	return false
}

// open tells whether a verdict may count: the mail must be about a job, near the phrase that decides, and about nothing
// else that also refuses, offers and invites (loans, tryouts, flights).
func (g *reading) open(v verdict, w weighed) bool {
	x := &g.tally[v]
	if x.best == nil && (v == vConfirm || v == vInvite) {
		if x = &g.tally[vSet]; x.best == nil && v == vConfirm && g.eventSubject() {
			return w.job >= 0.5
		}
	}
	if x.best == nil {
		return false
	}
	switch g.from.row.class {
	case classATS:
		return true
	case classAssessment, classScheduler:
		return w.job > 0 || x.self
	}
	if w.foreign*1.5 >= max(1, w.job) || w.foreign*2.2 >= w.job && g.beside(x.best, vForeign, strong) {
		return false
	}
	if v == vConfirm && g.eventSubject() {
		return w.job >= 0.5
	}
	long := len(g.body.ws) > 120
	if g.m.Bulk && long && w.job < 2 || g.m.Bulk && len(g.body.ws) > 500 && g.tally.score(vAck) == 0 && !x.subject {
		return false
	}
	if v == vReject || v == vClosed { // what is said to applicants only shows what it is about
		w.job += min(0.4, 0.4*g.tally.score(vAck))
		if g.tally.top(vToYou) >= 1 {
			w.job += 0.2
		}
	}
	need := 1.0
	if n := len(g.body.ws); n <= 70 && w.foreign == 0 { // a few lines have no room for context
		need = 0.75
		if x.top >= 0.9 && (!scheduling[v] || x.self || g.jobBeside(x.best)) {
			need = 0.5
			if (v == vReject || v == vClosed) && w.no >= 1.1 || v == vInvite && w.invite >= 1.4 {
				need = 0.3
			}
		}
	}
	if !long && !g.m.Bulk && w.foreign < 0.3 && !g.beside(x.best, vForeign, weak) && !g.from.robot && need > 0.5 && (v == vConfirm || v == vInvite || scheduling[v] && (g.replies() || g.reSubject)) && x.top >= 0.9 {
		need = 0.5 // a person who names day and hour, or asks for them, among two words about work
		if x.best.hit.cue.family == "meet" && (g.replies() || g.reSubject) {
			need = 0.3
		}
	}
	if w.job >= need && (!long || g.near(x.best)) {
		return true
	}
	return x.self && (v != vOffer || w.foreign == 0) && (w.foreign < 1 && !g.beside(x.best, vForeign, weak) || w.job >= 0.6) && (len(g.body.ws) <= 80 || g.addressed(x.best) || x.n >= 2 && x.top >= 0.9)
}

// jobBeside reports whether any word about a job stands in the sentence of a phrase.
func (g *reading) jobBeside(f *finding) bool { return g.beside(f, vJob, weak) }

// beside reports whether words of a verdict and at least a strength stand in the sentence of a phrase.
func (g *reading) beside(f *finding, v verdict, least strength) bool {
	_, first, last := f.passage.sentence(f.hit)
	for i := range g.finds {
		if o := &g.finds[i]; o.speaks == v && o.hit.cue.strength >= least && o.passage == f.passage && o.hit.first >= first && o.hit.last <= last {
			return true
		}
	}
	return false
}

// near reports whether words about a job stand close to a phrase, in a text long enough to speak of other things, and
// whether it speaks to the reader.
func (g *reading) near(f *finding) bool {
	if f.passage == &g.subject {
		return true
	}
	close, weaks := false, 0
	for i := range g.finds {
		o := &g.finds[i]
		if o.speaks != vJob {
			continue
		}
		if o.hit.cue.strength == weak {
			if o.passage == f.passage && abs(o.hit.first-f.hit.first) <= 40 {
				if weaks++; weaks >= 3 {
					close = true
				}
			}
			continue
		}
		if o.passage == &g.subject && o.hit.cue.strength == strong || o.passage == f.passage && o.hit.cue.strength == strong && o.hit.first < 40 {
			close = true
			break
		}
		if o.passage == f.passage && abs(o.hit.first-f.hit.first) <= 60 && (o.hit.cue.strength == strong || o.hit.first < f.hit.first || o.hit.last > f.hit.last) {
			close = true
			break
		}
	}
	return close && (g.addressed(f) || f.hit.cue.flags["self"] && g.tally.score(vSoft)+g.tally.score(vClosing)+g.tally.score(vAck) > 0.2)
}

// addressed reports whether the words around a phrase speak to the reader.
func (g *reading) addressed(f *finding) bool {
	p := f.passage
	if p == &g.subject {
		return true
	}
	for i := max(0, f.hit.first-20); i < min(len(p.marks), f.hit.last+20); i++ {
		if p.marks[i]&markYou != 0 {
			return true
		}
	}
	if c := p.ws[f.hit.first].txt; len(c) > 2 && c[0] >= 0xE3 {
		return true // Japanese and Chinese leave the reader out
	}
	return false
}

// noise recognises what has the shape of an alert, a code, a survey, a list, or is said on the employer's or the
// applicant's side, and decides nothing for the reader.
func (g *reading) noise(s *followup.Signal, w weighed) (followup.SignalKind, float64, string, bool) {
	t := &g.tally
	other := func(d followup.Detail, conf float64, why string, v verdict) (followup.SignalKind, float64, string, bool) {
		s.Detail = d
		g.show(s, v)
		return followup.Other, conf, why, true
	}
	decides := w.no >= 0.9 || w.offer >= 0.9 || max(w.confirm, w.invite, w.cancel, w.resched) >= 1 && w.noise < 2
	switch {
	case g.from.row.class == classAlert:
		return other(followup.DetailAlert, 0.97, "a sender of alerts and digests", vAlert)
	case t.score(vCode) >= 1 && !decides && w.ack < 1.2:
		return other(followup.DetailCode, 0.95, "a one-time code or an account notice", vCode)
	case t.score(vDraft) >= 1 && !decides && t.score(vAck) < 1:
		return other(followup.NoDetail, 0.93, "an application not yet sent", vDraft)
	case g.m.ListID != "" && g.from.row.class == classOther && (w.job < 3 || w.ack < 0.5):
		return other(followup.DetailAlert, 0.95, "a mailing list", vNews)
	case w.noise >= 2 && w.no < 0.9 && w.ack < 0.9 && (!t[vConfirm].subject || w.noise >= 3):
		return other(followup.DetailAlert, 0.95, "a digest or newsletter", vAlert)
	case t.score(vAlert) >= 1 && w.no < 0.9 && w.ack < 0.9 && w.invite < 1 && w.confirm < 1:
		return other(followup.DetailAlert, 0.93, "job advertisements", vAlert)
	case w.noise >= 3 && w.ack == 0 && t.score(vSoft)+t.score(vClosing) == 0 && t.n(vReject)+t.n(vClosed) <= 1:
		return other(followup.DetailAlert, 0.9, "a newsletter that quotes a letter", vNews)
	case t.score(vSurvey) >= 0.9 && !decides && w.assess < 1:
		return other(followup.DetailSurvey, 0.93, "a survey", vSurvey)
	case t.score(vInside) >= 1 && t.score(vAck) == 0 && (t.score(vToYou) < 1 || w.no < 0.9 && t.score(vInside) >= 2):
		return other(followup.DetailHuman, 0.9, "about a candidate, not to one", vInside)
	case g.applicantSpeaks(w):
		return other(followup.DetailOwn, 0.9, "an applicant wrote it", vApplicant)
	}
	return "", 0, "", false
}

// applicantSpeaks reports whether the words are an applicant's: she speaks of her own application and says nothing that is
// said to one. On a private address less suffices.
func (g *reading) applicantSpeaks(w weighed) bool {
	t := &g.tally
	if g.from.robot || g.from.row.class == classATS || g.r.self[g.from.addr] || w.ack >= 1 {
		return false
	}
	if t.top(vApplicant) >= 1 && t.score(vToYou) < 1 {
		return true
	}
	return t.score(vApplicant) >= 0.5 && g.from.row.class == classWebmail && g.from.domain != "sender.invalid" && w.no < 0.9 && w.offer < 0.9
}

// opposed is how sure a kind is where one mail says two things.
const opposed = 0.7

// rejection settles a plain no against what else the mail says.
func (g *reading) rejection(s *followup.Signal, w weighed) (followup.SignalKind, float64, string) {
	t := &g.tally
	no := t[w.noFrom].best
	if t.top(vClosed) >= 0.9 && t.top(vReject) < 0.9 {
		s.Detail = followup.DetailClosed
	}
	if no != nil && no.hit.cue.flags["rescind"] {
		s.Detail = followup.DetailRescinded
	}
	g.show(s, w.noFrom, vSoft)
	talk := max(w.invite, w.confirm)
	switch {
	case no == nil:
		return followup.Rejection, 0.7, "a no, though not in plain words"
	case w.offer >= 0.9 && s.Detail != followup.DetailRescinded:
		return followup.Rejection, opposed, "a no and an offer in one mail"
	case w.resched >= 1 && t.n(vReject)+t.n(vClosed) == 1 && t.score(vClosing) == 0 && t[vResched].best != nil:
		g.show(s, vResched)
		return followup.InterviewReschedule, opposed, "a no and a new time in one mail"
	case talk >= 1 && w.post == 0 && t.top(vInvite) >= 1 && g.later(t[vInvite].best, no) && !g.oneSentence(t[vInvite].best, no) && t.n(vReject)+t.n(vClosed) == 1 && t.score(vClosing) == 0:
		g.show(s, vInvite)
		return followup.InterviewInvite, opposed, "a no for one thing and an invitation to another"
	case !t[w.noFrom].body && len(g.body.ws) > 25:
		return followup.Rejection, 0.85, "a no in the subject only"
	}
	return followup.Rejection, 0.96, "decided: “" + no.words() + "”"
}

// oneSentence reports whether two phrases stand in one sentence with no contrast between them: "not shortlisted for interview"
// says one thing.
func (g *reading) oneSentence(a, b *finding) bool {
	if a.passage != b.passage {
		return false
	}
	p := a.passage
	from, to := p.clause[min(a.hit.first, b.hit.first)], p.clause[max(a.hit.first, b.hit.first)]
	for c := from; c <= to; c++ {
		if p.clauses[c].sentence != p.clauses[from].sentence || c > from && p.clauses[c].contrast {
			return false
		}
	}
	return true
}

// best weighs the kinds below a no and an offer against each other.
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
	consider(followup.Assessment, w.assess*1.05, vAssess, "a test to take", g.open(vAssess, w))
	if t.score(vTested) >= 1 && w.assess <= 1 {
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
	ws := f.passage.ws
	if last+1 < len(ws) {
		return ws[last+1].question
	}
	return strings.HasPrefix(string(f.passage.f.text[ws[last].end:]), "?")
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
