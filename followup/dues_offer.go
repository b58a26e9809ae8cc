package followup

import (
	"fmt"
	"time"
)

// duesOfOffer tells when an offer runs out, or is to be had in writing.
func (p Policy) duesOfOffer(a *Application, add func(Due)) {
	o := a.Offer
	switch {
	case o == nil:
	case a.Stage == StageClosed && a.Outcome == OutcomeTaken && !a.Settled():
		add(Due{
			Kind: DueInWriting, At: p.AddBusinessDays(a.Closed, p.InWritingDays, p.WhereFor(*a)), Level: 1,
			Why: "you accepted, and nothing is in writing yet: the others go on until it is",
		})
	case a.Stage == StageOffered && o.open():
		if !o.Deadline.IsZero() {
			why := Reason("their offer wants an answer by " + o.Deadline.In(p.Zone).Format("2 January"))
			add(Due{Kind: DueOffer, At: p.businessDaysBefore(o.Deadline, p.OfferDays), Why: why, Level: 1})
			add(Due{Kind: DueOffer, At: o.Deadline.Add(-24 * time.Hour), Why: why, Level: 1})
		}
		if _, ok := p.offerer(a); ok && !o.Written && o.Asked.IsZero() && !a.Before {
			add(Due{
				Kind: DueInWriting, At: p.AddBusinessDays(latest(o.Said, a.LastOut.Received), p.InWritingDays, p.WhereFor(*a)), Acts: true,
				Why: Reason(fmt.Sprintf("they offered by word, and nothing came in writing for %d business days", p.InWritingDays)),
			})
		}
	}
}

// businessDaysBefore returns the instant n business days before t, at the same hour, both in the user's zone.
func (p Policy) businessDaysBefore(t time.Time, n int) time.Time {
	local := t.In(p.Zone)
	for i := 1; i <= farthest; i++ {
		day := civil(local.Year(), local.Month(), local.Day()-i, local.Hour(), local.Minute(), local.Second(), p.Zone)
		if p.Calendar.Free(day, "") {
			continue
		}
		if n--; n <= 0 {
			return day.UTC()
		}
	}
	return t
}

// offerer returns whom a letter about the offer goes to: who made it, else who is written to otherwise.
func (p Policy) offerer(a *Application) (Person, bool) {
	if a.Offer != nil {
		if who := a.known(a.Offer.By); p.reachable(a, who) {
			return who, true
		}
	}
	return p.contact(a, nil, true)
}

// fireInWriting drafts the thanks for an offer by word, which ask for it in writing, once.
func (s *step) fireInWriting(d Due) Reason {
	s.app.Offer.Asked = s.now
	who, _ := s.p.offerer(s.app)
	if !s.propose(Note{Kind: OfferThanks, Round: s.app.currentRound(), Why: d.Why}, who) {
		return d.Why
	}
	return d.Why + ": a letter that asks for it is drafted"
}
