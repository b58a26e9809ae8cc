package followup

import (
	"slices"
	"time"
)

// askedBy returns whom the answer to a task goes to: who asked, else who is written to otherwise.
func (p Policy) askedBy(a *Application, t *Task) (Person, bool) {
	if t != nil {
		if who := a.known(t.By); p.reachable(a, who) {
			return who, true
		}
	}
	return p.contact(a, nil, true)
}

// scheduling proposes a letter about a time; one that was drafted before for the same task gives way.
func (s *step) scheduling(n Note, t *Task) bool {
	who, ok := s.p.askedBy(s.app, t)
	if !ok {
		return false
	}
	n.Round, n.Slots = s.app.currentRound(), cloneInterviews(n.Slots)
	if t != nil {
		n.Task, n.Quote = t.ID, t.Quote
	}
	s.withdraw("another answer is drafted", func(o *Note) bool {
		return (o.Kind == ScheduleAccept || o.Kind == ScheduleProposal) && o.Round == n.Round && o.Task == n.Task
	})
	return s.propose(n, who)
}

// wantSchedule drafts a letter about a time on request.
func wantSchedule(s *step) Reason {
	app := s.app
	if app.Stage == StageClosed {
		return "it is closed"
	}
	var t *Task
	for _, open := range app.OpenTasks() {
		if open.Kind == TaskAvailability {
			t = app.Task(open.ID) // the newest
		}
	}
	slots := s.ev.Slots
	if s.ev.Slot != nil {
		slots = []Interview{*s.ev.Slot}
	}
	if slices.ContainsFunc(slots, func(iv Interview) bool { return !iv.Start.After(s.now) }) {
		return "a time in it is past"
	}
	n := Note{Kind: s.ev.Want, Slots: slots, Why: "on your request", Words: s.ev.Words, Variant: s.ev.Variant}
	switch s.ev.Want {
	case ScheduleAccept:
		if len(slots) != 1 {
			return "say which time"
		}
		n.Why = "you picked a time"
	case ScheduleProposal:
		if app.anySet() {
			return "a time is set: to move it, ask for another one"
		}
	case RescheduleRequest:
		return s.wantMove(n)
	case RescheduleAnswer:
		return s.wantMoveAnswer(n)
	}
	if !s.scheduling(n, t) {
		return "nobody who can be reached is known, or the same letter is drafted already"
	}
	s.acted("asked for a letter about a time")
	return "drafted: a letter about a time"
}

// wantMove drafts the request for another time: of the interview ahead, or of one that was not held.
func (s *step) wantMove(n Note) Reason {
	r, iv := s.app.lastWith(func(iv Interview) bool { return iv.Standing == Set || iv.Standing == Moved || iv.Standing == NotHeld })
	if iv == nil {
		return "no interview is known that could be moved"
	}
	who, ok := s.p.arranger(s.app, iv)
	if !ok {
		return "nobody who can be reached is known"
	}
	n.Round, n.Interview = r.ID, interviewName(*iv)
	if !s.propose(n, who) {
		return "such a letter is drafted already"
	}
	s.acted("asked for another time")
	return "drafted: a request for another time"
}

// wantMoveAnswer drafts the yes to a time that they moved an interview to.
func (s *step) wantMoveAnswer(n Note) Reason {
	r, iv := s.app.lastWith(func(iv Interview) bool { return iv.Standing == Set })
	if iv == nil {
		return "no interview is set"
	}
	who, ok := s.p.arranger(s.app, iv)
	if !ok {
		return "nobody who can be reached is known"
	}
	n.Round, n.Interview, n.Slots = r.ID, interviewName(*iv), []Interview{shortly(*iv)}
	if !s.propose(n, who) {
		return "such a letter is drafted already"
	}
	s.acted("asked for an answer to the new time")
	return "drafted: an answer to the new time"
}

// answerMove drafts a short yes where a person moved an interview to a new time in words. A calendar entry is answered by a
// click.
func (s *step) answerMove() {
	app := s.app
	if app.Stage != StageScheduled || app.Before || !human(s.sig) || len(s.timed()) != 1 || s.timed()[0].UID != "" || len(app.Doubts) > 0 {
		return
	}
	start := s.timed()[0].Start
	r, iv := app.lastWith(func(iv Interview) bool { return iv.Standing == Set && iv.Start.Equal(start) })
	if iv == nil || iv.Floating || !start.After(s.now) {
		return
	}
	who := app.known(sender(s.sig))
	if !s.p.reachable(app, who) {
		return
	}
	s.withdraw("they moved it once more", func(o *Note) bool { return o.Kind == RescheduleAnswer && o.Round == r.ID })
	s.propose(Note{
		Kind: RescheduleAnswer, Round: r.ID, Interview: interviewName(*iv), Slots: []Interview{shortly(*iv)}, Quote: s.quoted(),
		Why: "they moved the interview: a short yes, if the new time suits you",
	}, who)
}

// shortly is the time of an interview alone.
func shortly(iv Interview) Interview {
	return Interview{Start: iv.Start, End: iv.End, Zone: iv.Zone, Floating: iv.Floating, Estimated: iv.Estimated}
}

// arranger returns whom a letter about an interview's time goes to: who wrote last or arranged it, else one of its people.
func (p Policy) arranger(a *Application, iv *Interview) (Person, bool) {
	if who, ok := p.contact(a, nil, true); ok {
		return who, true
	}
	for _, who := range iv.People {
		if who = a.known(who); p.reachable(a, who) {
			return who, true
		}
	}
	return Person{}, false
}

// lastWith returns the interview of the newest start that ok allows, with its round, or nil.
func (a *Application) lastWith(ok func(Interview) bool) (*Round, *Interview) {
	var r *Round
	var found *Interview
	for i := range a.Rounds {
		for j := range a.Rounds[i].Interviews {
			if iv := &a.Rounds[i].Interviews[j]; ok(*iv) && (found == nil || !iv.Start.Before(found.Start)) {
				r, found = &a.Rounds[i], iv
			}
		}
	}
	return r, found
}

// wantCancelAnswer drafts the answer to a cancel on request.
func wantCancelAnswer(s *step) Reason {
	r, iv := s.app.lastWith(func(iv Interview) bool { return iv.Standing == Cancelled && iv.ReplacedBy.IsZero() })
	switch {
	case s.app.Stage == StageClosed:
		return "it is closed"
	case iv == nil:
		return "no interview is known that was called off"
	case s.app.anySet():
		return "a new time is set"
	}
	who, ok := s.p.arranger(s.app, iv)
	if !ok {
		return "nobody who can be reached is known"
	}
	if !s.propose(Note{Kind: CancelAnswer, Round: r.ID, Why: "on your request", Words: s.ev.Words}, who) {
		return "such a letter is drafted already"
	}
	s.acted("asked for an answer to a cancel")
	return "drafted: an answer to the cancel"
}

// wantAnswer drafts a skeleton of an answer on request.
func wantAnswer(s *step) Reason {
	var t *Task
	for _, open := range s.app.OpenTasks() {
		if s.ev.Task != nil && open.ID == s.ev.Task.ID || s.ev.Task == nil && open.Kind != TaskAvailability && open.Kind != TaskAssessment {
			t = s.app.Task(open.ID)
		}
	}
	if t == nil {
		return "they asked nothing that is still open"
	}
	who, ok := s.p.askedBy(s.app, t)
	if !ok {
		return "nobody who can be reached is known"
	}
	if !s.propose(Note{Kind: Answer, Round: s.app.currentRound(), Task: t.ID, Quote: t.Quote, Why: "they asked a question", Words: s.ev.Words}, who) {
		return "such a letter is drafted already"
	}
	s.acted("asked for a draft of an answer")
	return "drafted: write your answer into it"
}

// misfitSchedule says why a letter about a time has no place.
func misfitSchedule(_ Policy, app *Application, n Note, now time.Time) Reason {
	if app.Stage == StageClosed {
		return "it is closed"
	}
	if t := app.Task(n.Task); t != nil && !t.Open() {
		return "it is answered already"
	}
	if slices.ContainsFunc(n.Slots, func(iv Interview) bool { return !iv.Start.After(now) }) {
		return "a time in it is past"
	}
	switch n.Kind {
	case ScheduleAccept, ScheduleProposal:
		if app.anySet() {
			return "a time is set"
		}
	case RescheduleRequest, RescheduleAnswer:
		_, iv := app.lastWith(func(iv Interview) bool { return interviewName(iv) == n.Interview })
		switch {
		case iv == nil || iv.Standing == Cancelled || took(*iv):
			return "the interview that it speaks of does not stand any more"
		case n.Kind == RescheduleAnswer && (iv.Standing != Set || len(n.Slots) == 1 && !iv.Start.Equal(n.Slots[0].Start)):
			return "the time that it speaks of does not stand any more"
		case n.Kind == RescheduleRequest && iv.Standing != Set && app.anySet():
			return "a time is set"
		}
	}
	return ""
}

// misfitCancelAnswer says why such a letter has no place.
func misfitCancelAnswer(_ Policy, app *Application, n Note, _ time.Time) Reason {
	switch {
	case app.Stage == StageClosed:
		return "it is closed"
	case app.anySet():
		return "a new time is set"
	case n.Round != app.currentRound():
		return "it belongs to an earlier round"
	}
	return ""
}

// misfitAnswer says why such a letter has no place.
func misfitAnswer(_ Policy, app *Application, n Note, _ time.Time) Reason {
	if app.Stage == StageClosed {
		return "it is closed"
	}
	if t := app.Task(n.Task); t != nil && !t.Open() {
		return "it is answered already"
	}
	return ""
}
