package followup

import (
	"slices"
	"time"
)

// thanks proposes one thank-you per person of a round that is over; where no address is known, one to the person who
// arranged it, with the thanks to be passed on.
func (s *step) thanks(r *Round) int {
	app, p := s.app, s.p
	people, in := p.interviewers(app, r)
	note := Note{
		Kind: ThankYou, Round: r.ID, NotBefore: r.end().Add(p.ThankYouAfter),
		Expires: p.AddBusinessDays(r.end(), p.ThankYouDays, p.WhereFor(*app)), Why: "interview over: a thank-you is due",
	}
	n, anyReached, thanked := 0, false, false
	for i, who := range people {
		if slices.Contains(r.Thanked, who.Key()) {
			thanked = true
			continue
		}
		if !p.reachable(app, who) {
			continue
		}
		anyReached = true
		note := note
		note.Interview = interviewName(in[i])
		note.NotBefore = finish(in[i]).Add(p.ThankYouAfter)
		if s.propose(note, who) {
			n++
		}
	}
	if anyReached || thanked {
		return n
	}
	i := slices.IndexFunc(r.Interviews, func(iv Interview) bool { return took(iv) && !iv.NoThanks })
	who, ok := p.contact(app, nil, true)
	if i < 0 || !ok || slices.Contains(r.Thanked, who.Key()) {
		return 0
	}
	note.Interview = interviewName(r.Interviews[i])
	if len(people) > 0 {
		note.Why = "interview over: no address of the people met is known, so the thanks go to who arranged it, to be passed on"
	}
	if s.propose(note, who) {
		n++
	}
	return n
}

// interviewName is how a note names its interview: the UID, else the start.
func interviewName(iv Interview) string {
	if iv.UID != "" {
		return iv.UID
	}
	return iv.Start.UTC().Format(time.RFC3339)
}
