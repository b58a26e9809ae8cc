package followup

import (
	"slices"
	"time"
)

// gap is the longest break between two interviews of one round on one day.
const gap = 3 * time.Hour

// timed returns the interviews of the signal that have a start.
func (s *step) timed() []Interview {
	var out []Interview
	for _, iv := range s.sig.Interviews {
		if !iv.Start.IsZero() {
			out = append(out, iv)
		}
	}
	return out
}

// mergeAll takes every interview of the mail into its place. Interviews of one mail are never the same as one another.
func (s *step) mergeAll() (changed bool, asks Reason) {
	var taken []*Interview
	for nth, iv := range s.timed() {
		iv.Standing, iv.From = Set, s.sig.Mail.ID
		iv.People = slices.Clone(iv.People)
		if len(iv.People) == 0 || len(s.timed()) == 1 {
			iv.People = together(iv.People, s.interviewersNamed())
		}
		iv.Confirmed = s.chosen(iv)
		if s.confirmed && iv.Source == FromProse {
			iv.Source = FromUser
		}
		if s.sig.RoundKind == RoundVideo {
			iv.NoThanks = true
		}
		c, ask := s.merge(iv, taken)
		if ask != "" {
			asks = ask
			continue
		}
		changed = changed || c
		taken = nil // pointers into the rounds may have moved
		for _, other := range s.timed()[:nth+1] {
			if p := s.named(other.UID, other.RecurrenceID, other.Start); p != nil {
				taken = append(taken, p)
			}
		}
	}
	return changed, asks
}

// interviewersNamed returns the people whom the mail names as interviewers, outside any calendar.
func (s *step) interviewersNamed() []Person {
	var out []Person
	for _, who := range s.sig.People {
		if who.Part == PartInterviewer || who.Part == PartHiringManager {
			out = append(out, who)
		}
	}
	return out
}

// merge takes one interview into its place: the same one by UID, the same one told in other words, or another one.
func (s *step) merge(iv Interview, taken []*Interview) (changed bool, ask Reason) {
	if iv.UID != "" {
		if old := s.byUID(iv.UID, iv.RecurrenceID); old != nil {
			return s.update(old, iv), ""
		}
	}
	old, ask := s.same(iv, taken)
	switch {
	case ask != "":
		return false, ask
	case old != nil && iv.Source != FromCalendar && iv.Source != FromUser && old.Source != FromProse && old.Source != "":
		s.details(old, iv) // the calendar's facts win over prose
		return false, ""
	case old != nil:
		return s.update(old, iv), ""
	}
	if !finish(iv).After(s.at) && !s.confirmed {
		if s.app.Stage == StageInterviewed {
			return false, ""
		}
		return false, "the time it names is past"
	}
	s.add(iv)
	return true, ""
}

// byUID returns the interview with that identity of RFC 5545.
func (s *step) byUID(uid, recurrence string) *Interview {
	for i := range s.app.Rounds {
		for j := range s.app.Rounds[i].Interviews {
			if iv := &s.app.Rounds[i].Interviews[j]; uid != "" && iv.UID == uid && iv.RecurrenceID == recurrence {
				return iv
			}
		}
	}
	return nil
}

// same returns the interview that iv tells once more where one of the two has no UID: with the same start, or at the
// same hours, or within 14 days. It asks where the calendar and prose disagree, or where two may be meant.
func (s *step) same(iv Interview, taken []*Interview) (*Interview, Reason) {
	var exact, overlap, near []*Interview
	for i := range s.app.Rounds {
		for j := range s.app.Rounds[i].Interviews {
			old := &s.app.Rounds[i].Interviews[j]
			if old.UID != "" && iv.UID != "" || slices.Contains(taken, old) {
				continue
			}
			if old.Standing != Set && old.Standing != Moved {
				if old.Start.Equal(iv.Start) && took(*old) {
					exact = append(exact, old)
				}
				continue
			}
			diff := iv.Start.Sub(old.Start)
			switch {
			case old.Standing == Set && diff == 0:
				exact = append(exact, old)
			case old.Standing == Set && iv.Start.Before(finish(*old)) && old.Start.Before(finish(iv)):
				overlap = append(overlap, old)
			case diff.Abs() <= settleByMail:
				near = append(near, old)
			}
		}
	}
	switch {
	case len(exact) > 0:
		return exact[0], ""
	case len(overlap) > 0:
		return overlap[0], ""
	case len(near) == 0 || s.sig.Further:
		return nil, ""
	case len(near) > 1 && s.confirmed:
		return nil, "" // better one too many than one missed
	case len(near) > 1:
		return nil, "it may be any of the interviews that are set"
	case near[0].Standing == Set && near[0].Source == FromCalendar && iv.Source != FromCalendar && s.confirmed:
		return nil, ""
	case near[0].Standing == Set && near[0].Source == FromCalendar && iv.Source != FromCalendar:
		return nil, "the mail names another time than the calendar"
	case near[0].Standing == Set && near[0].Act != "" && iv.Source != FromUser && s.confirmed:
		return nil, ""
	case near[0].Standing == Set && near[0].Act != "" && iv.Source != FromUser:
		return nil, "the mail names another time than you did"
	}
	return near[0], ""
}

// update takes newer facts about the same interview. An older SEQUENCE, or the same with an older DTSTAMP, is ignored
// (RFC 5546 2.1.5); the same start means that only details changed.
func (s *step) update(old *Interview, iv Interview) (changed bool) {
	if iv.UID != "" && old.UID == iv.UID {
		if iv.Sequence < old.Sequence || iv.Sequence == old.Sequence && iv.Stamp.Before(old.Stamp) {
			return false
		}
		if old.Standing == Cancelled && !old.ReplacedBy.IsZero() && iv.Sequence == old.Sequence {
			return false
		}
		if !old.CancelledAt.IsZero() && iv.Sequence == old.Sequence && iv.Stamp.Equal(old.Stamp) {
			return false // the invitation itself, read once more
		}
	}
	s.details(old, iv)
	if old.Start.Equal(iv.Start) && took(*old) {
		return false
	}
	changed = !old.Start.Equal(iv.Start) || old.Standing != Set || !old.CancelledAt.IsZero()
	s.moveTo(old, iv)
	return changed
}

// moveTo gives an interview its new time; a thank-you for the old one is void.
func (s *step) moveTo(old *Interview, iv Interview) {
	if took(*old) && !old.Start.Equal(iv.Start) {
		s.unhold(old, "it was moved: the interview did not take place")
	}
	stated := !iv.End.IsZero() && !iv.Estimated
	if stated || old.End.IsZero() || !old.Start.Equal(iv.Start) {
		old.End, old.Estimated = iv.End, iv.Estimated
	}
	old.Start, old.Floating = iv.Start, iv.Floating
	if iv.Zone != "" {
		old.Zone = iv.Zone
	}
	if old.NoShow != NoShowUnknown {
		s.withdraw("a new time is set", anotherTime(interviewName(*old)))
	}
	old.Standing, old.NoShow, old.CancelledAt, old.From = Set, NoShowUnknown, time.Time{}, iv.From
	for i := range s.app.Rounds {
		if r := &s.app.Rounds[i]; r.set() {
			r.Done = false
		}
	}
}

// details takes what the newer mail knows besides the time.
func (s *step) details(old *Interview, iv Interview) {
	if iv.UID != "" && old.UID == "" {
		old.UID, old.RecurrenceID = iv.UID, iv.RecurrenceID
	}
	if iv.UID != "" && old.UID == iv.UID {
		old.Sequence, old.Stamp = max(old.Sequence, iv.Sequence), latest(old.Stamp, iv.Stamp)
	}
	if iv.Source == FromCalendar || iv.Source == FromUser || old.Source == "" {
		old.Source = iv.Source
	}
	if iv.Place != "" {
		old.Place = iv.Place
	}
	if iv.Title != "" {
		old.Title = iv.Title
	}
	old.NoThanks = old.NoThanks || iv.NoThanks
	old.Confirmed = old.Confirmed || iv.Confirmed && old.Start.Equal(iv.Start)
	old.People = together(old.People, iv.People)
}

// together returns people with those of more who are not among them.
func together(people, more []Person) []Person {
	for _, who := range more {
		if !slices.ContainsFunc(people, func(p Person) bool {
			return p.Key() == who.Key() || (p.Addr == "" || who.Addr == "") && lower(p.Name) == lower(who.Name)
		}) {
			people = append(people, who)
		}
	}
	return people
}

// add puts another interview into the round of the same day, into the round that waits for a time, or into a new one.
// One whose cancel was read within the settle time is replaced by it.
func (s *step) add(iv Interview) {
	app := s.app
	for i := range app.Rounds {
		for j := range app.Rounds[i].Interviews {
			old := &app.Rounds[i].Interviews[j]
			if old.Standing == Set && !old.CancelledAt.IsZero() && s.at.Sub(old.CancelledAt) <= s.p.CancelSettle {
				old.Standing, old.ReplacedBy = Cancelled, iv.Start
				s.join(&app.Rounds[i], iv)
				return
			}
		}
	}
	for i := range app.Rounds {
		if app.Rounds[i].near(iv) {
			s.join(&app.Rounds[i], iv)
			return
		}
	}
	if n := len(app.Rounds); n > 0 {
		last := &app.Rounds[n-1]
		if !last.set() && !last.took() {
			s.join(last, iv)
			return
		}
	}
	s.join(s.newRound(), iv)
}

// newRound opens a round that this mail names; a mail may open several.
func (s *step) newRound() *Round {
	for nth := 0; ; nth++ {
		id := roundID(s.sig.Mail.Key, nth)
		if _, taken := s.app.Round(id); !taken {
			s.app.Rounds = append(s.app.Rounds, Round{ID: id, Kind: s.sig.RoundKind, Opened: s.at})
			return &s.app.Rounds[len(s.app.Rounds)-1]
		}
	}
}

func (s *step) join(r *Round, iv Interview) {
	if r.Kind == RoundUnknown {
		r.Kind = s.sig.RoundKind
	}
	r.Interviews = append(r.Interviews, iv)
	r.Done = false
}

// near reports whether iv lies on the day of the round's interviews, with a break under three hours.
func (r Round) near(iv Interview) bool {
	loc := place(location(iv.Zone))
	for _, old := range r.Interviews {
		if old.Standing != Set && !took(old) {
			continue
		}
		y1, m1, d1 := old.Start.In(loc).Date()
		y2, m2, d2 := iv.Start.In(loc).Date()
		if y1 != y2 || m1 != m2 || d1 != d2 {
			continue
		}
		if iv.Start.Sub(finish(old)) < gap && old.Start.Sub(finish(iv)) < gap {
			return true
		}
	}
	return false
}

// named returns the interview with that UID, or else the one with that start.
func (s *step) named(uid, recurrence string, start time.Time) *Interview {
	if iv := s.byUID(uid, recurrence); iv != nil {
		return iv
	}
	if start.IsZero() {
		return nil
	}
	var found *Interview
	for i := range s.app.Rounds {
		for j := range s.app.Rounds[i].Interviews {
			iv := &s.app.Rounds[i].Interviews[j]
			if iv.Start.Equal(start) && (found == nil || iv.Standing == Set) {
				found = iv
			}
		}
	}
	return found
}
