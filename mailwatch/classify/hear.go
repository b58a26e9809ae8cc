package classify

import (
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
				if t := p.ws[i].txt; len(t) > 1 && (t[0] < '0' || t[0] > '9') || t[0] >= 0xE3 {
					letters++
				}
			}
			if letters < 2 { // a number, a name
				first = last + 1
				continue
			}
			g.heard = append(g.heard, heard{p, first, last, g.like(p, first, last)})
			first = last + 1
		}
	}
	return g.heard
}

// loudest gives the sentence that is most like c, and how much.
func (g *reading) loudest(c likeness) (best *heard, p float32) {
	hs := g.hear()
	for i := range hs {
		if hs[i].p[c] > p {
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

// How alike a sentence must be before it is believed.
const (
	likeEnough  = 0.80 // to ask about a mail in which the grammar found nothing
	likeSurely  = 0.95 // to contradict a receipt or an update, and to act where the mail is plainly about an application
	anotherTale = 0.75 // how much like another world a whole mail must be before its phrases count for nothing
)

// consult listens to the sentences where the grammar found nothing that decides, and holds back what it found in a mail of
// another world.
func (g *reading) consult(s *followup.Signal, k followup.SignalKind, conf float64, why string) (followup.SignalKind, float64, string) {
	switch {
	case s.Detail != followup.NoDetail && s.Detail != followup.DetailHuman && k == followup.Other, g.own, g.m.ListID != "":
		return k, conf, why
	case decides(k):
		if g.another() {
			s.Detail, s.Evidence = followup.DetailHuman, nil
			return followup.Other, 0.9, "its sentences are not those of a letter to an applicant"
		}
		return k, conf, why
	}
	if !g.opens() {
		return k, conf, why
	}
	h, c, p := g.decisive()
	if h == nil || kindOf[c] == k {
		return k, conf, why
	}
	if k != followup.Other && (p < likeSurely || !decides(kindOf[c])) {
		return k, conf, why
	}
	s.Detail, s.Evidence = followup.NoDetail, []followup.Evidence{g.heardEvidence(h, c)}
	conf = 0.6
	if p >= likeSurely && k == followup.Other && g.jobScore() >= 1 {
		conf = 0.9
	}
	return kindOf[c], conf, "a sentence that is like those that " + likeWords[c]
}

// decides reports whether a kind is one that a letter can follow from.
func decides(k followup.SignalKind) bool {
	switch k {
	case followup.Rejection, followup.Offer, followup.InterviewInvite, followup.InterviewConfirm, followup.InterviewReschedule, followup.InterviewCancel:
		return true
	}
	return false
}

// another reports whether a mail as a whole is like those of another world, and no sentence of it is plainly a letter's.
func (g *reading) another() bool {
	if g.from.row.class == classATS || g.jobScore() >= 2.5 && g.tally.top(vToYou) >= 1 {
		return false
	}
	sum, n, most := float32(0), float32(0), float32(0)
	for _, h := range g.hear() {
		if h.last-h.first < 2 {
			continue
		}
		w := float32(min(h.last-h.first, 30))
		sum += h.p[likeOrdinary] * w
		n += w
		for c := range likeNeutral {
			most = max(most, h.p[c])
		}
	}
	return n > 0 && sum/n > anotherTale && most < 0.5
}

// decisive is the sentence that says most clearly what the mail is for. A no goes before all else, as in the grammar; thanks and
// promises stand in letters of all kinds and come last.
func (g *reading) decisive() (best *heard, c likeness, p float32) {
	for _, group := range [][]likeness{{likeReject}, {likeOffer, likeCancel, likeResched, likeConfirm, likeInvite, likeAssess}, {likeOutreach}, {likeUpdate, likeAck}} {
		for _, x := range group {
			if h, q := g.loudest(x); h != nil && q > p && !h.supposed() {
				best, c, p = h, x, q
			}
		}
		if p >= likeEnough {
			return best, c, p
		}
	}
	return nil, 0, 0
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

// opens reports whether the mail is enough about a job for its sentences to be believed.
func (g *reading) opens() bool {
	foreign := g.tally.score(vForeign)
	job := g.jobScore()
	if g.tally.score(vInside) >= 1 || g.tally.score(vApplicant) >= 1 || g.m.Bulk && job < 2 {
		return false
	}
	return job >= 0.5 && foreign*1.5 < max(1, job)
}

func (g *reading) heardEvidence(h *heard, c likeness) followup.Evidence {
	ws := h.passage.ws
	text := h.passage.f.original(int(ws[h.first].start), int(ws[h.last].end))
	return followup.Evidence{Part: h.passage.part, Cue: g.sounds(h.passage, h.first, h.last, c, 3), Text: clip(strings.Join(strings.Fields(text), " "), 400)}
}

// likeWords say what sentences of a likeness do.
var likeWords = [likes]string{"say no", "invite to talk", "confirm a time", "move a meeting", "call a meeting off", "acknowledge an application", "make an offer", "ask for a test", "come from a recruiter", "say that nothing is decided"}
