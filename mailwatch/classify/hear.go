package classify

import (
	"bytes"
	"strings"

	"followup/followup"
)

// heard is a sentence and what it is like.
type heard struct {
	passage     *passage
	first, last int // words
	p           likenesses
}

// maxHeard caps the sentences that are listened to; a letter says what it means in its first ones.
const maxHeard = 60

// hear tells what the sentences of the subject and the own words are like.
func (g *reading) hear() []heard {
	if g.listened {
		return g.heard
	}
	g.listened, g.heard = true, g.heard[:0]
	for _, p := range []*passage{&g.subject, &g.body} {
		for first := 0; first < len(p.ws) && len(g.heard) < maxHeard; {
			last, letters := first, 0
			for last+1 < len(p.ws) && p.ws[last+1].brk < breakLine {
				last++
			}
			for i := first; i <= last; i++ {
				switch t := p.ws[i].txt; {
				case bytes.Equal(t, linkText):
					letters -= 2
				case len(t) > 1 && (t[0] < '0' || t[0] > '9') || t[0] >= 0xE3:
					letters++
				}
			}
			if letters < 2 { // a number, a name, a list of links
				first = last + 1
				continue
			}
			g.heard = append(g.heard, heard{p, first, last, g.like(p, first, last)})
			first = last + 1
		}
	}
	return g.heard
}

// loudest gives the sentence that is most like c, and how much. What stands under a condition says nothing, and a no is said by
// somebody to somebody.
func (g *reading) loudest(c likeness) (best *heard, p float32) {
	hs := g.hear()
	for i := range hs {
		if hs[i].p[c] > p && !hs[i].supposed() && (c != likeReject || g.language() != "en" || hs[i].between()) {
			best, p = &hs[i], hs[i].p[c]
		}
	}
	return best, p
}

// kindOf is the kind of a mail whose decisive sentence is like c.
var kindOf = map[likeness]followup.SignalKind{
	likeReject: followup.Rejection, likeInvite: followup.InterviewInvite, likeConfirm: followup.InterviewConfirm, likeResched: followup.InterviewReschedule,
	likeCancel: followup.InterviewCancel, likeAck: followup.ApplicationAck, likeOffer: followup.Offer, likeAssess: followup.Assessment,
	likeOutreach: followup.RecruiterOutreach, likeUpdate: followup.Update,
}

// How alike a sentence must be before it is believed, and a mail before it counts as one of another world. Read off the
// distributions over mails that the sentences were not learned from.
const (
	likeEnough = 0.70 // to ask about a mail in which the grammar found nothing
	likeOver   = 0.80 // to be asked about instead of what the grammar was in doubt of
	likeFaint  = 0.65 // the same for kinds from which nothing follows
	likeRather = 0.40 // to take news for a receipt, where it sounds more like one: nothing follows from either
	likeSurely = 0.90 // to contradict a receipt or an update, and to act where the mail is plainly about an application
	elsewhere  = 0.35 // the mean over its sentences from which a mail is of another world
	doubtful   = 0.44 // the same, where something in it is said to an applicant
)

// nothingSure is how sure it is that a mail decides nothing: less where it is about a job, or where some sentence of a few lines
// sounds as if it did decide. Nothing waits for an answer because of it; it keeps what a confidence means true.
func (g *reading) nothingSure(s *followup.Signal, conf float64) float64 {
	if s.Detail != followup.NoDetail && s.Detail != followup.DetailHuman || conf < 0.9 || g.own || g.m.ListID != "" {
		return conf
	}
	if g.jobScore() >= 0.7 {
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

// consult listens to the sentences where the grammar found nothing that decides, where it was in doubt, and where it found a
// phrase in a mail of another world.
func (g *reading) consult(s *followup.Signal, k followup.SignalKind, conf float64, why string) (followup.SignalKind, float64, string) {
	alert := k == followup.Other && s.Detail == followup.DetailAlert
	if k == followup.Other && s.Detail != followup.NoDetail && s.Detail != followup.DetailHuman && !alert || g.own || g.m.ListID != "" || g.tally.score(vDraft) >= 1 {
		return k, conf, why
	}
	if decides(k) && g.another(s) {
		s.Detail, s.Evidence = followup.DetailHuman, nil
		return followup.Other, 0.9, "its sentences are not those of a letter to an applicant"
	}
	if decides(k) && !g.borneOut(k) {
		if h, c, p := g.decisive(); h != nil && kindOf[c] != k && g.believes(c, p) {
			s.Detail, s.Evidence = followup.NoDetail, []followup.Evidence{g.heardEvidence(h, c)}
			return kindOf[c], heardOnly, "a sentence that is like those that " + likeWords[c]
		}
		s.Detail = followup.DetailHuman
		return followup.Other, 0.6, "a phrase that says so, in a sentence that does not"
	}
	if decides(k) && conf >= 0.9 && g.contradicts(k) {
		return k, opposed, why + ", but it does not sound like it"
	}
	if !g.listens() {
		return k, conf, why
	}
	h, c, p := g.decisive()
	if h == nil || !g.believes(c, p) {
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
		if conf >= 0.5 && conf < 0.9 && conf != opposed && p >= likeSurely && g.plainly(c) {
			return k, 0.9, why + ", and it sounds like it"
		}
		return k, conf, why
	}
	if g.stands(s, k, conf, h, c, p) {
		return k, conf, why
	}
	s.Detail, s.Evidence = followup.NoDetail, []followup.Evidence{g.heardEvidence(h, c)}
	conf = heardOnly
	if p >= likeSurely && k == followup.Other && g.plainly(c) {
		conf = 0.9
	}
	return kindOf[c], conf, "a sentence that is like those that " + likeWords[c]
}

// heardOnly is how sure a kind is for which one sentence speaks and no phrase: it is asked about.
const heardOnly = 0.6

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

// plainly reports whether a mail is about a job and nothing in it sounds like a kind that decides otherwise than c.
func (g *reading) plainly(c likeness) bool {
	if g.jobScore() < 1 || g.ordinary() >= doubtful {
		return false
	}
	for o, k := range kindOf {
		if _, p := g.loudest(o); o != c && decides(k) && !(meets(k) && meets(kindOf[c])) && p >= 0.5 {
			return false
		}
	}
	return true
}

// meets reports whether a kind is one of the four about interviews.
func meets(k followup.SignalKind) bool {
	switch k {
	case followup.InterviewInvite, followup.InterviewConfirm, followup.InterviewReschedule, followup.InterviewCancel:
		return true
	}
	return false
}

// decides reports whether a kind is one that a letter can follow from.
func decides(k followup.SignalKind) bool {
	switch k {
	case followup.Rejection, followup.Offer:
		return true
	}
	return meets(k)
}

// ordinary is how much the sentences of a mail are like those of another world, each by its length.
func (g *reading) ordinary() float32 {
	sum, n := float32(0), float32(0)
	for _, h := range g.hear() {
		w := float32(min(h.last-h.first+1, 30))
		sum += h.p[likeOrdinary] * w
		n += w
	}
	if n == 0 {
		return 0
	}
	return sum / n
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

// decisive is the sentence that says most clearly what the mail is for. A no goes before all else, as in the grammar; thanks and
// promises stand in letters of all kinds and come last.
func (g *reading) decisive() (best *heard, c likeness, p float32) {
	for _, group := range []struct {
		enough float32
		like   []likeness
	}{
		{likeEnough, []likeness{likeReject}},
		{likeEnough, []likeness{likeCancel, likeResched, likeConfirm, likeInvite}},
		{likeEnough, []likeness{likeOffer, likeAssess}},
		{likeFaint, []likeness{likeOutreach}},
		{likeFaint, []likeness{likeUpdate, likeAck}},
	} {
		best, p = nil, 0
		for _, x := range group.like {
			if h, q := g.loudest(x); h != nil && q > p {
				best, c, p = h, x, q
			}
		}
		if p >= group.enough {
			return best, c, p
		}
	}
	return nil, 0, 0
}

// between reports whether an English sentence has a person in it: the reader, the writer, or a candidate.
func (h *heard) between() bool {
	for i := h.first; i <= h.last; i++ {
		if h.passage.marks[i]&(markYou|markGeneric) != 0 {
			return true
		}
		switch string(h.passage.ws[i].txt) {
		case "we", "our", "us", "i", "they", "team", "candidate", "applicant", "application", "candidacy", "position", "role", "job", "vacancy", "selected", "shortlisted":
			return true
		}
	}
	return false
}

// ofMeeting reports whether any phrase of the mail is one of meetings, whatever became of it, or something is said to an applicant.
func (g *reading) ofMeeting() bool {
	if g.tally.score(vToYou) >= 0.5 {
		return true
	}
	for i := range g.finds {
		switch f := &g.finds[i]; f.hit.cue.family {
		case "meet", "confirm", "invite", "set", "resched", "cancel", "advance":
			if f.passage == &g.body || f.passage == &g.subject {
				return true
			}
		}
	}
	return false
}

// ahead reports whether the own words name a day and an hour that are not past.
func (g *reading) ahead() bool {
	l := locale{now: g.now, country: g.country(), language: g.language()}
	for _, m := range g.moments(&g.body) {
		if !m.hasDate() || !m.hasTime() {
			continue
		}
		if r, ok := l.resolve(m); ok && (r.doubt != "" || r.dateOnly || r.start.After(g.now)) {
			return true
		}
	}
	return false
}

// addressed reports whether a sentence speaks to the reader.
func (h *heard) addressed() bool {
	for i := h.first; i <= h.last; i++ {
		if h.passage.marks[i]&markYou != 0 {
			return true
		}
	}
	return false
}

// supposed reports whether a sentence stands under a condition, so that it decides nothing.
func (h *heard) supposed() bool {
	for i := h.first; i <= h.last; i++ {
		if h.passage.marks[i]&markCond != 0 && h.passage.marks[i]&markUserCond == 0 {
			return true
		}
	}
	return false
}

// believes reports whether the mail as a whole bears out what one sentence of it is like: the less there is about a job, the less
// may sound like another world. Meetings of all kinds are arranged in the same words, so these need more.
func (g *reading) believes(c likeness, p float32) bool {
	t := &g.tally
	job, o := g.jobScore(), g.ordinary()
	clear := p >= likeSurely && o < 0.2
	switch foreign := t.score(vForeign); {
	case t.score(vApplicant) >= 1 || g.m.Bulk && job < 2:
		return false
	case t.score(vInside) >= 1 && !(clear && c == likeReject && t.top(vToYou) >= 1):
		return false
	case foreign*1.5 >= max(0.6, job) && !(clear && foreign <= job*0.75):
		return false
	case c == likeConfirm && !g.ahead(), meets(kindOf[c]) && !g.ofMeeting():
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
	return job >= 0.3 && o < 0.3 && p >= likeSurely && (!meets(kindOf[c]) || g.language() != "en")
}

func (g *reading) heardEvidence(h *heard, c likeness) followup.Evidence {
	ws := h.passage.ws
	text := h.passage.f.original(int(ws[h.first].start), int(ws[h.last].end))
	return followup.Evidence{Part: h.passage.part, Cue: g.sounds(h.passage, h.first, h.last, c, 3), Text: clip(strings.Join(strings.Fields(text), " "), 400)}
}

// likeWords say what sentences of a likeness do.
var likeWords = [likes]string{"say no", "invite to talk", "confirm a time", "move a meeting", "call a meeting off", "acknowledge an application", "make an offer", "ask for a test", "come from a recruiter", "say that nothing is decided"}
