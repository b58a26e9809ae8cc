package followup

import (
	"slices"
	"strings"
	"time"
)

// fired bounds how many dues one tick fires; firing what is due ends long before.
const fired = 200

// tick fires what is due, soonest first, each once. It asks Next anew after each, since one may settle another. One that a
// guard keeps from ending is left for the next tick, so that it does not stand before the others.
func tick(s *step) Reason {
	if len(s.app.Doubts) > 0 {
		return "nothing fires while a mail waits for your answer"
	}
	var whys []string
	done := map[Due]bool{}
	for range fired {
		d, ok := s.p.firing(*s.app, s.now, s.ev.Reconciled, done)
		if !ok {
			break
		}
		done[d] = true
		whys = append(whys, string(s.fire(d)))
	}
	if len(whys) == 0 {
		return "nothing is due"
	}
	return Reason(strings.Join(whys, "; "))
}

// fire does what one due asks for. Each case ends its own due.
func (s *step) fire(d Due) Reason {
	app := s.app
	switch d.Kind {
	case DueSettle:
		s.advance(d.At)
		return "the cancel counts: no new time came"
	case DueRoundOver:
		r, _ := app.Round(d.Round)
		return s.roundOver(r)
	case DueSilence:
		due := s.p.silent(app)
		if s.nudge(due) {
			return due.why + ": a question is drafted"
		}
		return due.why
	case DueExpire:
		return s.expire(d)
	case DueBelated:
		n, _ := app.Note(d.Note)
		n.Belated = true
		if !n.Edited {
			n.Subject, n.Text, n.Fingerprint = "", "", ""
			s.effect(Effect{Kind: Compose, Note: n.ID})
		}
		return d.Why
	case DueReply:
		return s.fireReply(d)
	case DueNoDate:
		return s.fireNoDate(d)
	case DueAfterCancel:
		return s.fireAfterCancel(d)
	case DueInWriting:
		return s.fireInWriting(d)
	case DueCheckIn:
		return s.fireCheckIn(d)
	case DueClose:
		return s.fireClose(d)
	case DueStay:
		return s.fireStay(d)
	}
	return d.Why
}

// roundOver drafts the thank-yous of a round, once.
func (s *step) roundOver(r *Round) Reason {
	s.advance(s.now)
	r.Done = true
	if why := s.noThanks(r); why != "" {
		return why
	}
	switch n := s.thanks(r); n {
	case 0:
		return "interview over: nobody to thank can be reached"
	case 1:
		return "interview over: a thank-you is drafted"
	}
	return "interview over: the thank-yous are drafted"
}

// tooLate reports whether an interview that ended then is too old for a thank-you.
func (s *step) tooLate(end time.Time) bool {
	where := s.p.WhereFor(*s.app)
	if s.app.Before && s.p.BusinessDaysBetween(end, s.now, where) >= s.p.ThankYouDays {
		return true
	}
	return !s.now.Before(s.p.AddBusinessDays(end, s.p.ThankYouDays, where))
}

// nudge proposes the question that the silence asks for.
func (s *step) nudge(due silence) bool {
	if due.blocked != "" {
		return false
	}
	return s.propose(Note{Kind: Nudge, Round: s.app.currentRound(), NotBefore: due.at, Why: due.why, Quote: due.quote}, due.who)
}

// expire ends a draft that is too old; an approval that is too old needs a new yes.
func (s *step) expire(d Due) Reason {
	i := slices.IndexFunc(s.app.Notes, func(n Note) bool { return n.ID == d.Note })
	n := &s.app.Notes[i]
	if n.Status == Approved && (n.Expires.IsZero() || n.Expires.After(d.At)) {
		s.back(n, "the approval is too old: say yes again")
		return n.Back
	}
	s.end(n, Withdrawn, "too old to be sent")
	return "a draft is too old to be sent: withdrawn"
}
