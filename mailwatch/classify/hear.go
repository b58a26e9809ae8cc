package classify

import (
	"bytes"
	"slices"
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
		if p == &g.subject && g.reSubject {
			continue // the sender did not write it now
		}
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

// loudest gives the sentence that is most like c, and how much. What stands under a condition says nothing, a no is said by
// somebody to somebody, and what is done because the reader asked for it is none.
func (g *reading) loudest(c likeness) (best *heard, p float32) {
	hs := g.hear()
	for i := range hs {
		if hs[i].p[c] > p && !hs[i].supposed() && (c != likeReject || !g.within(&hs[i], vWithdraw)) && (c != likeReject || g.language() != "en" || hs[i].between()) {
			best, p = &hs[i], hs[i].p[c]
		}
	}
	return best, p
}

// within reports whether a phrase of a verdict stands in a sentence.
func (g *reading) within(h *heard, v verdict) bool {
	return slices.ContainsFunc(g.finds, func(f finding) bool {
		return f.speaks == v && f.passage == h.passage && f.hit.first >= h.first && f.hit.last <= h.last
	})
}

// kindOf is the kind of a mail whose decisive sentence is like c.
var kindOf = map[likeness]followup.SignalKind{
	likeReject: followup.Rejection, likeInvite: followup.InterviewInvite, likeConfirm: followup.InterviewConfirm, likeResched: followup.InterviewReschedule,
	likeCancel: followup.InterviewCancel, likeAck: followup.ApplicationAck, likeOffer: followup.Offer, likeAssess: followup.Assessment,
	likeOutreach: followup.RecruiterOutreach, likeUpdate: followup.Update,
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
		case "we", "our", "us", "i", "they", "team", "candidate", "applicant", "application", "candidacy", "position", "role", "job", "vacancy", "selected", "shortlisted", "somebody", "someone", "person", "answer":
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

func (g *reading) heardEvidence(h *heard, c likeness) followup.Evidence {
	ws := h.passage.ws
	text := h.passage.f.original(int(ws[h.first].start), int(ws[h.last].end))
	return followup.Evidence{Part: h.passage.part, Cue: g.sounds(h.passage, h.first, h.last, c, 3), Text: clip(strings.Join(strings.Fields(text), " "), 400)}
}

// likeWords say what sentences of a likeness do.
var likeWords = [likes]string{"say no", "invite to talk", "confirm a time", "move a meeting", "call a meeting off", "acknowledge an application", "make an offer", "ask for a test", "come from a recruiter", "say that nothing is decided"}
