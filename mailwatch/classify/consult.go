package classify

import (
	"slices"

	"followup/followup"
)

// consult listens to the sentences where the grammar found nothing that decides, where it was in doubt, and where it found a
// phrase in a mail of another world.
func (g *reading) consult(s *followup.Signal, k followup.SignalKind, conf float64, why string) (followup.SignalKind, float64, string) {
	alert := k == followup.Other && s.Detail == followup.DetailAlert
	if k == followup.Other && s.Detail != followup.NoDetail && s.Detail != followup.DetailHuman && !alert || g.own || g.m.ListID != "" || g.tally.score(vDraft) >= 1 {
		return k, conf, why
	}
	if s.Detail == followup.DetailPortal {
		return k, conf, why // what stands there nobody can hear
	}
	if decides(k) && g.another(s) {
		s.Detail, s.Evidence = followup.DetailHuman, nil
		return followup.Other, 0.9, "its sentences are not those of a letter to an applicant"
	}
	if decides(k) && !g.borneOut(k) {
		if h, c, p := g.decisive(); h != nil && kindOf[c] != k && g.believes(h, c, p) {
			s.Detail, s.Evidence = followup.NoDetail, []followup.Evidence{g.heardEvidence(h, c)}
			return kindOf[c], heardOnly, "a sentence that is like those that " + likeWords[c]
		}
		if g.jobScore() >= 2 && g.tally.top(vToYou) >= 1 {
			return k, min(conf, heardOnly), why + ", but it does not sound like it" // said to an applicant: better asked than lost
		}
		s.Detail = followup.DetailHuman
		return followup.Other, 0.6, "a phrase that says so, in a sentence that does not"
	}
	if decides(k) && conf >= 0.9 && g.contradicts(k) {
		return k, opposed, why + ", but it does not sound like it"
	}
	if meets(k) && conf > heardOnly && g.thin() {
		return k, heardOnly, why + ", but hardly a word tells that it is about a job"
	}
	if !g.listens() {
		return k, conf, why
	}
	h, c, p := g.decisive()
	if h == nil || !g.believes(h, c, p) {
		return k, conf, why
	}
	if k == followup.Update && g.tally.score(vStill)+g.tally.score(vHold)+g.tally.score(vHint) == 0 {
		if a, p := g.loudest(likeAck); p >= likeRather {
			if _, q := g.loudest(likeUpdate); p > q {
				s.Evidence = []followup.Evidence{g.heardEvidence(a, likeAck)}
				return followup.ApplicationAck, max(conf, 0.9), "a sentence that is like those that " + likeWords[likeAck]
			}
		}
	}
	if kindOf[c] == k {
		if conf >= 0.5 && conf < 0.9 && conf != opposed && (p >= likeSurely || !decides(k) && p >= likeFaint) && g.plainly(c) {
			return k, 0.9, why + ", and it sounds like it"
		}
		return k, conf, why
	}
	if g.stands(s, k, conf, h, c, p) {
		return k, conf, why
	}
	s.Detail, s.Evidence = followup.NoDetail, []followup.Evidence{g.heardEvidence(h, c)}
	conf = heardOnly
	idle := c == likeAck || c == likeUpdate || c == likeOutreach // nothing follows from them that a question would be worth
	if (p >= likeSurely || idle) && k == followup.Other && g.plainly(c) {
		conf = 0.9
	}
	return kindOf[c], conf, "a sentence that is like those that " + likeWords[c]
}

// stands reports whether what the grammar decided stays, although a sentence is like another kind.
func (g *reading) stands(s *followup.Signal, k followup.SignalKind, conf float64, h *heard, c likeness, p float32) bool {
	other := kindOf[c]
	switch {
	case k == followup.Other && s.Detail == followup.DetailAlert: // only a no that is sure, in a short mail, is no advertisement
		return c != likeReject || p < likeSurely || g.jobScore() < 2 || len(g.body.ws) > 60
	case k == followup.Other:
		return false
	case meets(k) && meets(other): // which of the four it is, the grammar tells better
		return true
	case decides(k) && (p < likeOver || !decides(other) && p < likeSurely):
		return true
	case decides(k) && conf >= 0.9: // plain words give way only where they say no and nothing sounds like it
		_, no := g.loudest(likeReject)
		return k != followup.Rejection || no > 0.3 || c == likeAck || c == likeUpdate
	case decides(k):
		return k == followup.Rejection && !decides(other)
	case k == followup.Assessment && conf >= 0.9:
		return true
	}
	// A receipt, news or a recruiter's first letter gives way to a whole sentence that decides and, of a meeting, speaks to the reader.
	return p < likeSurely || !decides(other) || s.Detail == followup.DetailOnHold || h.last-h.first < 5 || meets(other) && !h.addressed()
}

// How alike a sentence must be before it is believed, and a mail before it counts as one of another world. Read off the
// distributions over mails that the sentences were not learned from.
const (
	likeEnough  = 0.70 // to ask about a mail in which the grammar found nothing
	likeOver    = 0.80 // to be asked about instead of what the grammar was in doubt of
	likeFaint   = 0.65 // the same for kinds from which nothing follows
	likeRather  = 0.40 // to take news for a receipt, where it sounds more like one: nothing follows from either
	likeNo      = 0.30 // for a receipt not to be sure
	likeNoRobot = 0.55 // the same, where a machine wrote it
	likeSurely  = 0.90 // to contradict a receipt or an update, and to act where the mail is plainly about an application
	elsewhere   = 0.35 // the mean over its sentences from which a mail is of another world
	doubtful    = 0.44 // the same, where something in it is said to an applicant
)

// maxShort is how many words a letter has at most that somebody may have written who names no other world.
const maxShort = 250

// heardOnly is how sure a kind is for which one sentence speaks and no phrase: it is asked about.
const heardOnly = 0.6

// listens reports whether there is enough about a job for any sentence to be believed, so that most mail need not be listened to.
func (g *reading) listens() bool {
	t, job := &g.tally, g.jobScore()
	if t.score(vApplicant) >= 1 || g.m.Bulk && job < 2 {
		return false
	}
	return job >= 0.3 || t.top(vToYou) >= 1 || max(t.top(vReject), t.top(vClosed), t.top(vOffer)) >= 0.9
}

// leastLike is how much the likeliest sentence must be like a kind for a phrase of it to count: over mails that the sentences were
// not learned from, nearly all true ones lie above and most false ones below.
var leastLike = map[followup.SignalKind]float32{
	followup.Rejection: 0.4, followup.Offer: 0.3, followup.InterviewInvite: 0.46,
	followup.InterviewConfirm: 0.27, followup.InterviewReschedule: 0.27, followup.InterviewCancel: 0.27,
}

// borneOut reports whether any sentence of the mail is like what a phrase in it decides: two witnesses are asked before a letter can
// follow. Japanese and Chinese have too few sentences to be asked.
func (g *reading) borneOut(k followup.SignalKind) bool {
	if code := g.language(); code == "ja" || code == "zh" || len(g.m.Calendars) > 0 || len(g.body.ws) < 3 {
		return true
	}
	if x := g.tally[vClosed]; k == followup.Rejection && x.best != nil && x.top >= 0.9 && x.best.ofPosition() {
		return true // that a position is filled says it, whatever surrounds it
	}
	if meets(k) && slices.ContainsFunc(g.finds, func(f finding) bool { return f.standing == blocked && f.speaks == vInvite }) {
		return true // "not until you": it sounds like a no
	}
	for c, o := range kindOf {
		if o == k || meets(o) && meets(k) {
			if _, p := g.loudest(c); p >= leastLike[k] {
				return true
			}
		}
	}
	return false
}

// contradicts reports whether a yes sounds like a no, or a no like a yes: the worst mistake there is, so that two witnesses are asked.
func (g *reading) contradicts(k followup.SignalKind) bool {
	_, no := g.loudest(likeReject)
	yes := float32(0)
	for c, o := range kindOf {
		if decides(o) && c != likeReject {
			_, p := g.loudest(c)
			yes = max(yes, p)
		}
	}
	if k == followup.Rejection {
		return no < 0.5 && yes >= 0.7
	}
	return yes < 0.6 && no >= likeSurely
}

// thin reports whether no more than one word of a mail shows that its meeting is about a job: those of customers, patients and parents
// are arranged in the same words. It is asked about then.
func (g *reading) thin() bool {
	c := g.from.row.class
	return g.jobScore() < 0.5 && len(g.m.Calendars) == 0 && (c == classOther || c == classWebmail)
}

// plainly reports whether a mail is about a job and nothing in it sounds like a kind that decides otherwise than c.
func (g *reading) plainly(c likeness) bool {
	if o := g.ordinary(); o >= doubtful || g.jobScore() < 1 && (g.jobScore() < 0.5 || o >= 0.2) {
		return false
	}
	for o, k := range kindOf {
		if _, p := g.loudest(o); o != c && decides(k) && !(meets(k) && meets(kindOf[c])) && p >= 0.5 {
			return false
		}
	}
	return true
}

// another reports whether a mail is one of another world although a phrase in it decides: what nothing in it shows to be said to an
// applicant may sound less ordinary than what does. Only English has sentences enough for such a judgement.
func (g *reading) another(s *followup.Signal) bool {
	if g.from.row.class == classATS || len(g.m.Calendars) > 0 || len(g.body.ws) < 12 || s.Language != "en" {
		return false
	}
	if g.tally.score(vToYou) < 0.5 {
		return g.ordinary() > elsewhere
	}
	return g.ordinary() > doubtful
}

// abroad reports whether a sentence itself is plainly about another world.
func (g *reading) abroad(h *heard) bool {
	for i := range g.finds {
		if f := &g.finds[i]; f.speaks == vForeign && f.hit.cue.strength == strong && f.passage == h.passage && f.hit.first >= h.first && f.hit.last <= h.last {
			return true
		}
	}
	return false
}

// believes reports whether the mail as a whole bears out what one sentence of it is like: the less there is about a job, the less
// may sound like another world. Meetings of all kinds are arranged in the same words, so these need more.
func (g *reading) believes(h *heard, c likeness, p float32) bool {
	t := &g.tally
	job, o := g.jobScore(), g.ordinary()
	clear := p >= likeSurely && o < 0.2
	foreign := t.score(vForeign)
	if t.top(vForeign) < 0.9 {
		foreign *= 0.75 // but a word of another world
	}
	switch {
	case g.abroad(h), meets(kindOf[c]) && !g.ofWork():
		return false
	case t.score(vApplicant) >= 1 || g.m.Bulk && job < 2:
		return false
	case t.score(vInside) >= 1 && !(clear && c == likeReject && t.top(vToYou) >= 1):
		return false
	case foreign*2 >= max(0.6, job) && !(clear && foreign <= job*0.5):
		return false
	case c == likeConfirm && !g.ahead(), meets(kindOf[c]) && !g.ofMeeting() && (job < 1 || p < 0.85):
		return false
	}
	switch c {
	case likeAck, likeUpdate:
		return job >= 1 && o < 0.4
	case likeReject, likeOffer:
		if job < 0.5 {
			return clear && (job >= 0.3 || t.top(vToYou) >= 1 || max(t.top(vReject), t.top(vClosed), t.top(vOffer)) >= 0.9)
		}
	}
	switch {
	case job >= 1:
		return o < 0.55
	case job >= 0.5:
		return o < 0.4
	}
	return job >= 0.3 && o < 0.3 && p >= likeSurely && (!meets(kindOf[c]) || g.language() != "en" || o < 0.12)
}

// mayRefuse reports whether a receipt or news sounds somewhere like a no: who refused is not nudged, so that it is asked about. Robots
// say no in plainer words than people, and their receipts have more to say of it.
func (g *reading) mayRefuse(s *followup.Signal, k followup.SignalKind) bool {
	if k != followup.ApplicationAck && k != followup.Update || s.Detail != followup.NoDetail {
		return false
	}
	_, no := g.loudest(likeReject)
	return no >= likeNoRobot || no >= likeNo && !g.from.robot && g.from.row.class != classATS
}

// nothingSure is how sure it is that a mail decides nothing: less where it is about a job, where some sentence of a few lines sounds
// as if it did decide, and where no word of a letter shows which other world it comes from. Nothing waits for an answer because of
// it; it keeps what a confidence means true.
func (g *reading) nothingSure(s *followup.Signal, conf float64) float64 {
	if s.Detail != followup.NoDetail && s.Detail != followup.DetailHuman || conf < 0.9 || g.own || g.m.ListID != "" {
		return conf
	}
	if g.jobScore() >= 0.7 || g.tally.top(vForeign) < 0.9 && len(g.body.ws) <= maxShort {
		return 0.8
	}
	if !g.listens() && len(g.body.ws) > 70 {
		return conf
	}
	for c, k := range kindOf {
		if _, p := g.loudest(c); decides(k) && p >= 0.5 || p >= 0.8 {
			return 0.8
		}
	}
	return conf
}
