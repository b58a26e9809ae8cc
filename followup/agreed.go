package followup

import (
	"slices"
	"time"
)

// proposed returns the times that were proposed for an interview and are not set yet: by them in the newest question for
// the user's availability, and by the user in letters that left since then.
func (a *Application) proposed() (times []Interview, accepted *Interview) {
	var asked time.Time
	for _, t := range a.Tasks {
		if t.Kind == TaskAvailability && !t.Asked.Before(asked) {
			asked, times = t.Asked, slices.Clone(t.Options)
		}
	}
	for _, n := range a.Notes {
		if n.Status != Sent || n.Sent.Before(asked) {
			continue
		}
		switch {
		case n.Kind == ScheduleAccept && len(n.Slots) == 1:
			accepted = &n.Slots[0]
			times = append(times, n.Slots...)
		case n.Kind == ScheduleProposal || n.Kind == RescheduleRequest:
			times = append(times, n.Slots...)
		}
	}
	return times, accepted
}

// chosen reports whether an interview that they confirm in words stands at a time that was only proposed before.
func (s *step) chosen(iv Interview) bool {
	times, _ := s.app.proposed()
	return iv.Source != FromCalendar && slices.ContainsFunc(times, func(o Interview) bool { return o.Start.Equal(iv.Start) })
}

// agreed returns the time that a yes without a time means: the one that the user accepted, else the only one that was
// proposed and is still ahead. It is nil where it may be any of several: an interview at a wrong hour is an interview missed.
func (s *step) agreed() *Interview {
	times, accepted := s.app.proposed()
	if accepted != nil {
		times = []Interview{*accepted}
	}
	var only *Interview
	for i := range times {
		switch iv := &times[i]; {
		case !iv.Start.After(s.at) || only != nil && only.Start.Equal(iv.Start):
		case only != nil:
			return nil
		default:
			only = iv
		}
	}
	if only == nil {
		return nil
	}
	iv := cloneInterviews([]Interview{*only})[0]
	iv.Source, iv.Standing = FromProse, ""
	return &iv
}
