package classify

import (
	"slices"
	"strings"
)

// weighed are the sums that the decision looks at.
type weighed struct {
	no, offer, invite, confirm, cancel, resched, assess, ack, outreach, update, post, job, foreign, noise float64
	noFrom                                                                                                verdict
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
	choice := (w.confirm > 0.5 || t.score(vSet) >= 0.9) && g.choice() // else it changes nothing
	if choice {
		w.confirm = min(w.confirm, 0.9)
		if w.invite >= 0.5 && w.confirm > w.invite {
			w.invite = 0.95 // "Tuesday or Wednesday: which suits you?"
		}
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
	if g.alone() {
		w.invite, w.confirm = min(w.invite, 0.9), min(w.confirm, 0.9)
	}
	w.update = min(1.2, t.score(vUpdate)+t.score(vStill)+t.score(vHold)+t.score(vHint))
	return w
}

// alone reports whether the interview is one that the reader records alone: nobody meets her, so that it is a test.
func (g *reading) alone() bool {
	return slices.ContainsFunc(g.finds, func(f finding) bool { return f.speaks == vAssess && f.hit.cue.flags["alone"] })
}

// rescinds reports whether an offer is taken back.
func (g *reading) rescinds() bool {
	return slices.ContainsFunc(g.finds, func(f finding) bool { return f.speaks == vReject && f.hit.cue.flags["rescind"] })
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
