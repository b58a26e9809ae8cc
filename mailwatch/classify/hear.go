package classify

import "followup/followup"

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
			last := first
			for last+1 < len(p.ws) && p.ws[last+1].brk < breakLine {
				last++
			}
			g.heard = append(g.heard, heard{p, first, last, like(p.ws[first : last+1])})
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

// opinion is what the sentences of a mail suggest where the grammar found nothing, or found a phrase in another world.
type opinion struct {
	like     likeness
	p        float32 // of the sentence that is most like it
	sentence *heard
	ordinary float32 // the mean over the sentences of being like another world
}

// opinion weighs the sentences. A no beats all else, as in the grammar; then what is heard most clearly.
func (g *reading) opinion() opinion {
	o := opinion{like: likeNeutral}
	hs := g.hear()
	n := float32(0)
	for i := range hs {
		if hs[i].last-hs[i].first >= 2 {
			o.ordinary += hs[i].p[likeOrdinary]
			n++
		}
	}
	if n > 0 {
		o.ordinary /= n
	}
	for c := range likeNeutral {
		h, p := g.loudest(c)
		if c == likeAck || c == likeUpdate { // thanks and promises stand in letters of all kinds
			p *= 0.9
		}
		if p > o.p && !(o.like == likeReject && o.p > 0.8) {
			o.like, o.p, o.sentence = c, p, h
		}
	}
	return o
}
