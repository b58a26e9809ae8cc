package followup

import (
	"slices"
	"time"
)

func newScheduled(s *step) Reason {
	if len(s.timed()) == 0 && s.sig.Kind == InterviewConfirm && !s.confirmed {
		return s.doubt(noTime)
	}
	if len(s.timed()) == 0 {
		return newInvited(s)
	}
	s.open(StageInvited)
	return scheduled(s)
}

const noTime Reason = "an interview is confirmed, but its time is not in the mail"

// untimed takes a confirmation or a move that names no time: while an interview is set it may be about that one, else
// a confirmation without a time would be an interview missed.
func (s *step) untimed() Reason {
	switch {
	case s.app.Stage == StageScheduled:
		return "no time is in it: nothing changed"
	case s.sig.Kind == InterviewConfirm && s.agreed() != nil:
		s.sig.Interviews = []Interview{*s.agreed()}
		return scheduled(s) + ": they said yes to the time that was proposed"
	case s.sig.Kind == InterviewConfirm:
		why := s.doubt(noTime)
		if !s.confirmed {
			return why
		}
	case s.app.Stage == StageInvited:
		return "no time is in it: nothing changed"
	}
	return invited(s)
}

// scheduled adds or merges the interviews of the mail by their identity.
func scheduled(s *step) Reason {
	app := s.app
	if len(s.timed()) == 0 {
		return s.untimed()
	}
	before := app.anySet()
	changed, asks := s.mergeAll()
	if asks != "" {
		return s.doubt(asks)
	}
	s.withdraw("an interview is set", ofKind(Nudge))
	if changed {
		s.closePromises()
	}
	if app.Stage == StageApplied {
		app.Stage = StageInvited
	}
	s.restand()
	if app.Stage == StageScheduled && !before {
		s.turn(TurnTheirs, s.at)
	}
	if !changed {
		return "already counted"
	}
	s.advance(s.at)
	return "scheduled"
}

func newMoved(s *step) Reason {
	if len(s.timed()) > 0 {
		return newScheduled(s)
	}
	return newInvited(s)
}

// moved changes the start of an interview, or takes its time away.
func moved(s *step) Reason {
	app := s.app
	if app.Stage == StageApplied || app.Stage == StageInvited && s.meant() == nil {
		return scheduled(s)
	}
	old := s.meant()
	times := s.timed()
	if len(times) > 0 {
		if found := s.byUID(times[0].UID, times[0].RecurrenceID); found != nil {
			return scheduled(s) // the calendar says which one and where to
		}
	}
	if old == nil && s.confirmed && len(times) > 0 {
		return scheduled(s)
	}
	if old == nil {
		return s.doubt("an interview is moved, and which one is not clear")
	}
	if len(times) == 0 {
		return s.movedAway(old)
	}
	if old.Standing == Cancelled {
		return scheduled(s)
	}
	iv := times[0]
	iv.From = s.sig.Mail.ID
	if iv.UID != "" && old.UID != "" && iv.UID != old.UID {
		s.replace(old, iv)
	} else {
		s.details(old, iv)
		s.moveTo(old, iv)
	}
	if len(times) > 1 {
		s.mergeAll()
	}
	s.withdraw("an interview is set", ofKind(Nudge))
	s.closePromises()
	s.restand()
	if app.Stage == StageScheduled {
		s.turn(TurnTheirs, s.at)
	}
	s.advance(s.at)
	return "moved to a new time"
}

// replace puts another interview into the place of the one that it takes over from.
func (s *step) replace(old *Interview, iv Interview) {
	if took(*old) {
		s.unhold(old, "it was moved: the interview did not take place")
	}
	start := old.Start
	old.Standing, old.ReplacedBy, old.CancelledAt = Cancelled, iv.Start, time.Time{}
	if s.byUID(iv.UID, iv.RecurrenceID) != nil {
		return
	}
	iv.Standing, iv.People = Set, slices.Clone(iv.People)
	for i := range s.app.Rounds {
		if slices.ContainsFunc(s.app.Rounds[i].Interviews, func(o Interview) bool { return o.Start.Equal(start) && o.Standing == Cancelled }) {
			s.join(&s.app.Rounds[i], iv)
			return
		}
	}
}

// movedAway takes an interview's time away: no new one is known yet.
func (s *step) movedAway(old *Interview) Reason {
	if old.Standing == Cancelled {
		return "the interview was cancelled or replaced before"
	}
	if took(*old) {
		s.unhold(old, "it was moved: the interview did not take place")
	}
	old.Standing, old.CancelledAt = Moved, time.Time{}
	whose := TurnTheirs
	if s.sig.Detail == DetailAvailability || s.sig.Detail == DetailQuestion || len(s.sig.Options) > 0 {
		whose = TurnOurs
	}
	s.restand()
	if s.app.Stage == StageInvited {
		s.turn(whose, s.at)
	}
	return "moved: no new time is known yet"
}

func movedRecord(s *step) Reason {
	if len(s.timed()) > 0 && s.meant() == nil {
		return talk(s)
	}
	why := moved(s)
	s.app.Stage = StageOffered
	return why + " (the offer stands)"
}

func movedAfterClose(s *step) Reason {
	if !s.confirmed {
		return s.doubt("an interview is moved although it is closed")
	}
	return reopen(s)
}

// cancelledInvited returns the move to them: what they asked about is off.
func cancelledInvited(s *step) Reason {
	s.withdraw("they wrote", ofKind(Nudge))
	s.turn(TurnTheirs, s.at)
	return "cancelled before a time was set: their turn"
}

// cancelled marks the interview; the cancel counts when no new time came within the settle time.
func cancelled(s *step) Reason {
	old := s.meant()
	switch {
	case old == nil:
		return s.doubt("an interview is cancelled, and which one is not clear")
	case old.Standing == Cancelled || !old.ReplacedBy.IsZero():
		return "the interview was cancelled or replaced before: nothing changed"
	}
	for _, iv := range s.sig.Interviews {
		if iv.UID != "" && iv.UID == old.UID && iv.RecurrenceID == old.RecurrenceID {
			if iv.Sequence < old.Sequence {
				return "an older version of the calendar entry: ignored"
			}
			old.Sequence, old.Stamp = iv.Sequence, latest(old.Stamp, iv.Stamp)
		}
	}
	if took(*old) || old.Standing == Moved {
		s.unhold(old, "it was cancelled: the interview did not take place")
		old.Standing, old.CancelledAt = Cancelled, s.at
		s.restand()
		if s.app.Stage == StageInvited {
			s.turn(TurnTheirs, s.at)
		}
		return "cancelled: that interview did not take place"
	}
	if old.CancelledAt.IsZero() {
		old.CancelledAt = s.at
	}
	if next := s.successor(old); next != nil {
		old.Standing, old.ReplacedBy = Cancelled, next.Start
		s.restand()
		return "cancelled: the new invitation takes its place"
	}
	return "cancelled, unless a new time comes within the settle time"
}

// cancelledRecord records a cancel after an offer or the end: the stage stays.
func cancelledRecord(s *step) Reason {
	if old := s.meant(); old != nil && old.Standing == Set {
		old.Standing, old.CancelledAt = Cancelled, s.at
	}
	return "recorded: an interview is off"
}
