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
	s.closePromises()
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

// mergeAll takes every interview of the mail into its place. Interviews of one mail are never the same as one another.
func (s *step) mergeAll() (changed bool, asks Reason) {
	var taken []*Interview
	for nth, iv := range s.timed() {
		iv.Standing, iv.From = Set, s.sig.Mail.ID
		iv.People = slices.Clone(iv.People)
		if len(iv.People) == 0 {
			iv.People = s.interviewersNamed()
		}
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
	old.Standing, old.CancelledAt, old.From = Set, time.Time{}, iv.From
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
	for _, who := range iv.People {
		if !slices.ContainsFunc(old.People, func(p Person) bool {
			return p.Key() == who.Key() || p.Addr == "" && lower(p.Name) == lower(who.Name)
		}) {
			old.People = append(old.People, who)
		}
	}
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

// meant returns the interview that a mail moves or cancels: by UID, by the start that no longer holds, or the only one
// that can be meant. Nil means none or several.
func (s *step) meant() *Interview {
	for _, iv := range s.sig.Interviews {
		if found := s.byUID(iv.UID, iv.RecurrenceID); found != nil {
			return found
		}
	}
	if found := s.named("", "", s.sig.Previous); found != nil {
		return found
	}
	if s.ev.Kind == EventCancelled || s.sig.Kind == InterviewCancel {
		for _, iv := range s.sig.Interviews {
			if found := s.named("", "", iv.Start); found != nil {
				return found
			}
			if iv.UID != "" && s.otherUID(iv.UID) {
				return nil // it names an interview that is not here
			}
		}
	}
	var open []*Interview
	for _, ok := range []func(Interview) bool{
		func(iv Interview) bool { return iv.Standing == Set || iv.Standing == Moved },
		func(iv Interview) bool { return iv.Standing == Over },
	} {
		for i := range s.app.Rounds {
			for j := range s.app.Rounds[i].Interviews {
				if iv := &s.app.Rounds[i].Interviews[j]; ok(*iv) {
					open = append(open, iv)
				}
			}
		}
		if len(open) > 0 {
			break
		}
	}
	if len(open) == 1 {
		return open[0]
	}
	return nil
}

// otherUID reports whether every interview here has a UID and none has this one.
func (s *step) otherUID(uid string) bool {
	for _, r := range s.app.Rounds {
		for _, iv := range r.Interviews {
			if iv.UID == "" || iv.UID == uid {
				return false
			}
		}
	}
	return true
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
	iv.Standing = Set
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
	case old == nil && s.anyCancelledNamed():
		return "the interview was replaced before: nothing changed"
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

// anyCancelledNamed reports whether the mail names an interview by a UID that is not here while others are.
func (s *step) anyCancelledNamed() bool {
	for _, iv := range s.sig.Interviews {
		if iv.UID != "" && s.otherUID(iv.UID) && len(s.app.Rounds) > 0 {
			return false
		}
	}
	return false
}

// successor returns the interview that was set within the settle time before this cancel: the new invitation came first.
// Its round is joined to the old one's, since it takes its place.
func (s *step) successor(old *Interview) *Interview {
	if old.UID == "" {
		return nil
	}
	var mine, theirs = -1, -1
	for i := range s.app.Rounds {
		r := &s.app.Rounds[i]
		for j := range r.Interviews {
			iv := &r.Interviews[j]
			if iv == old {
				mine = i
			} else if iv.Standing == Set && len(r.Interviews) == 1 && s.at.Sub(r.Opened) <= s.p.CancelSettle && iv.UID != "" {
				theirs = i
			}
		}
	}
	if mine < 0 || theirs < 0 || mine == theirs {
		return nil
	}
	r := &s.app.Rounds[mine]
	if len(r.Interviews) != 1 {
		return &s.app.Rounds[theirs].Interviews[0]
	}
	next := s.app.Rounds[theirs].Interviews[0]
	old.Standing, old.ReplacedBy = Cancelled, next.Start
	r.Interviews = append(r.Interviews, next)
	r.Done = false
	s.app.Rounds = slices.Delete(s.app.Rounds, theirs, theirs+1)
	return &next
}

// unhold takes back that an interview took place: its thank-yous are void.
func (s *step) unhold(old *Interview, why Reason) {
	name := interviewName(*old)
	for i := range s.app.Rounds {
		r := &s.app.Rounds[i]
		for j := range r.Interviews {
			if &r.Interviews[j] == old {
				s.withdraw(why, both(ofKind(ThankYou), both(ofRound(r.ID), func(n *Note) bool {
					return n.Interview == name || len(r.Interviews) == 1
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
			if iv.Standing == Set && !iv.CancelledAt.IsZero() && !iv.CancelledAt.Add(s.p.CancelSettle).After(t) {
				s.settle(iv)
			}
		}
	}
	for i := range app.Rounds {
		r := &app.Rounds[i]
		if end := r.end(); r.set() && !r.floating() && !end.After(t) {
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

// cancelledRecord records a cancel after an offer or the end: the stage stays.
func cancelledRecord(s *step) Reason {
	if old := s.meant(); old != nil && old.Standing == Set {
		old.Standing, old.CancelledAt = Cancelled, s.at
	}
	return "recorded: an interview is off"
}
