package classify

import (
	"followup/followup"
)

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
	return followup.Other, 0.97, "nothing in it is about an application"
}

// show adds the best phrases of some verdicts to the evidence.
func (g *reading) show(s *followup.Signal, vs ...verdict) {
	for _, v := range vs {
		if x := g.tally[v]; x.best != nil {
			s.Evidence = append(s.Evidence, g.evidence(x.best))
		}
	}
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
	case (w.noise >= 2 || g.m.Bulk && w.noise >= 1.5 && g.from.row.class == classOther) && w.no < 0.9 && w.ack < 0.9 && (!t[vConfirm].subject || w.noise >= 3):
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
	if g.rescinds() {
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
	return followup.Rejection, 0.96, "they say no in plain words"
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
