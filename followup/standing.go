package followup

import "time"

// unhold takes back that an interview took place: its thank-yous are void.
func (s *step) unhold(old *Interview, why Reason) {
	for i := range s.app.Rounds {
		r := &s.app.Rounds[i]
		for j := range r.Interviews {
			if &r.Interviews[j] == old {
				s.withdraw(why, both(ofKind(ThankYou), both(ofRound(r.ID), func(n *Note) bool {
					return old.called(n.Interview) || len(r.Interviews) == 1
				})))
				r.Done = false
			}
		}
	}
}

// restand sets the stage from the interviews, where the candidacy is between applying and an offer.
func (s *step) restand() {
	app := s.app
	switch app.Stage {
	case StageInvited, StageScheduled, StageInterviewed:
	default:
		return
	}
	switch n := len(app.Rounds); {
	case app.anySet():
		app.Stage = StageScheduled
	case n > 0 && app.Rounds[n-1].took():
		app.Stage = StageInterviewed
	default:
		app.Stage = StageInvited
	}
}

// advance lets the facts catch up with time t: cancels that settled count, and rounds that ended are over. It proposes
// nothing; that is for a tick.
func (s *step) advance(t time.Time) {
	app := s.app
	for i := range app.Rounds {
		for j := range app.Rounds[i].Interviews {
			iv := &app.Rounds[i].Interviews[j]
			counts := iv.CancelledAt.Add(s.p.CancelSettle)
			if end := finish(*iv); end.Before(counts) {
				counts = end // no new time can come before an hour that is over
			}
			if iv.Standing == Set && !iv.CancelledAt.IsZero() && !counts.After(t) {
				s.settle(iv)
			}
		}
	}
	for i := range app.Rounds {
		r := &app.Rounds[i]
		if end := r.end(); r.set() && !end.After(t) {
			s.over(r, end)
		}
	}
}

// settle lets a cancel count.
func (s *step) settle(iv *Interview) {
	iv.Standing = Cancelled
	was := s.app.Stage
	at := iv.CancelledAt
	s.restand()
	if was == StageScheduled && s.app.Stage == StageInvited {
		s.turn(TurnTheirs, at)
	} else if was == StageScheduled && s.app.Stage == StageInterviewed {
		s.turn(TurnTheirs, latest(at, s.app.lastEnd()))
	}
}

// over marks the set interviews of a round as over: it is their turn from the end.
func (s *step) over(r *Round, end time.Time) {
	app := s.app
	for j := range r.Interviews {
		if r.Interviews[j].Standing == Set {
			r.Interviews[j].Standing = Over
		}
	}
	if app.Stage != StageScheduled && app.Stage != StageInvited && app.Stage != StageInterviewed {
		return
	}
	app.Stage = StageInterviewed
	s.restand()
	s.turn(TurnTheirs, end)
	if app.Before && end.After(app.Began) {
		app.Before = false
	}
}
