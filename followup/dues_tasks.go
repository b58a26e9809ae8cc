package followup

import (
	"fmt"
	"time"
)

// dueByUser tells what the user owes.
func (p Policy) dueByUser(a *Application, add func(Due)) {
	if !a.Deadline.IsZero() {
		add(Due{Kind: DueDeadline, At: a.Deadline, Why: Reason("your own deadline: " + orElse(a.DeadlineFor, "an answer"))})
	}
	if a.Turn == TurnOurs && a.Stage != StageNew && a.Stage != StageOffered && len(a.OpenTasks()) == 0 {
		add(Due{Kind: DueYourTurn, At: p.AddBusinessDays(a.TurnSince, 1, p.WhereFor(*a)), Why: "they wait for your answer"})
	}
}

// duesOfTasks tells when tasks, invitations, interviews and moves without a date ask for something.
func (p Policy) duesOfTasks(a *Application, add func(Due)) {
	if a.Stage == StageClosed || a.Stage == StageNew {
		return
	}
	for _, t := range a.OpenTasks() {
		p.dueOfTask(a, t, add)
	}
	for _, r := range a.Rounds {
		for _, iv := range r.Interviews {
			if iv.Standing != Set || !iv.CancelledAt.IsZero() {
				continue
			}
			at, _ := p.begins(a, iv)
			add(Due{Kind: DueReminder, At: at.Add(-24 * time.Hour), Why: "an interview begins in 24 hours", Round: r.ID, Level: 1})
			add(Due{Kind: DueReminder, At: at.Add(-time.Hour), Why: "an interview begins in an hour", Round: r.ID, Level: 1})
		}
	}
	p.dueOfBreak(a, add)
}

// dueOfTask tells when a task is drafted for, and when the user is reminded of it: an assessment at half of its time, 48 and 24
// hours before its end, or after 5 business days where no end is named; an answer after 4 hours of work and after a business
// day (domain.md 1.1).
func (p Policy) dueOfTask(a *Application, t Task, add func(Due)) {
	if p.draftsTimes(a, &t) {
		add(Due{Kind: DueReply, At: t.Asked, Why: Reason(t.Words()), Task: t.ID, Person: t.By.Key(), Acts: true})
	}
	if !t.Deadline.IsZero() {
		left := t.Deadline.Sub(t.Asked)
		for _, before := range []struct {
			d     time.Duration
			words string
		}{{left / 2, "half of the time for it is over"}, {48 * time.Hour, "48 hours are left for it"}, {24 * time.Hour, "24 hours are left for it"}} {
			if left > before.d {
				add(Due{Kind: DueTask, At: t.Deadline.Add(-before.d), Why: Reason(t.Words() + ": " + before.words), Task: t.ID, Level: 1})
			}
		}
		return
	}
	where := p.WhereFor(*a)
	switch {
	case t.Kind == TaskAssessment || t.Kind == TaskForm || t.Kind == TaskDocuments || t.Kind == TaskReferences:
		add(Due{
			Kind: DueTask, At: p.AddBusinessDays(t.Asked, p.TaskDays, where), Task: t.ID, Level: 1,
			Why: Reason(fmt.Sprintf("%s for %d business days", t.Words(), p.TaskDays)),
		})
	case a.Lead && t.Asked.Equal(a.Reached):
		add(Due{Kind: DueReply, At: p.AddBusinessDays(t.Asked, p.LeadDays, where), Why: "a recruiter waits for a word from you", Task: t.ID, Level: 1})
	default:
		add(Due{Kind: DueReply, At: p.workingTime(t.Asked, p.RepliesAfter), Why: Reason(t.Words()), Task: t.ID})
		add(Due{Kind: DueYourTurn, At: p.AddBusinessDays(t.Asked, p.ReplyDays, where), Why: Reason(t.Words() + ", for a business day now"), Task: t.ID, Level: 1})
	}
}

// workingTime returns the instant at which d of working time has passed since t: from nine to five of the user's business days.
func (p Policy) workingTime(t time.Time, d time.Duration) time.Time {
	local := t.In(p.Zone)
	for i := 0; i <= farthest; i++ {
		day := civil(local.Year(), local.Month(), local.Day()+i, 12, 0, 0, p.Zone)
		if p.Calendar.Free(day, "") {
			continue
		}
		opens := civil(day.Year(), day.Month(), day.Day(), 9, 0, 0, p.Zone)
		closes := civil(day.Year(), day.Month(), day.Day(), 17, 0, 0, p.Zone)
		from := latest(t, opens)
		if !from.Before(closes) {
			continue
		}
		if left := closes.Sub(from); left >= d {
			return from.Add(d).UTC()
		} else {
			d -= left
		}
	}
	return t
}

// dueOfBreak tells when a letter is drafted because an interview was moved without a new time, or called off, and nobody has
// said more since: after 3 business days, once a round (domain.md 1.1). It is an answer and no question into silence.
func (p Policy) dueOfBreak(a *Application, add func(Due)) {
	if a.Stage != StageInvited || a.Turn != TurnTheirs || a.NoContact || a.Before || a.anySet() || len(a.Rounds) == 0 {
		return
	}
	r := a.Rounds[len(a.Rounds)-1]
	who, ok := p.contact(a, nil, true)
	if len(r.Interviews) == 0 || r.took() || !r.Mended.IsZero() || !ok {
		return
	}
	where := p.WhereFor(*a)
	due := Due{Round: r.ID, Person: who.Key(), Acts: true}
	switch iv := r.Interviews[len(r.Interviews)-1]; iv.Standing {
	case Moved:
		due.Kind, due.At = DueNoDate, p.AddBusinessDays(a.TurnSince, p.NoDateDays, where)
		due.Why = Reason(fmt.Sprintf("it was moved %d business days ago and no new time came", p.NoDateDays))
	case Cancelled:
		due.Kind, due.At = DueAfterCancel, p.AddBusinessDays(latest(a.TurnSince, iv.CancelledAt), p.AfterCancelDays, where)
		due.Why = Reason(fmt.Sprintf("it was called off %d business days ago and no word came", p.AfterCancelDays))
	}
	add(due)
}

// fireNoDate drafts that the user is glad to find a new time.
func (s *step) fireNoDate(d Due) Reason { return s.fireBreak(ScheduleProposal, d) }

// fireAfterCancel drafts the answer to a cancel.
func (s *step) fireAfterCancel(d Due) Reason { return s.fireBreak(CancelAnswer, d) }

func (s *step) fireBreak(kind NoteKind, d Due) Reason {
	who, _ := s.p.contact(s.app, nil, true)
	r, _ := s.app.Round(d.Round)
	r.Mended = s.now
	if !s.propose(Note{Kind: kind, Round: d.Round, Why: d.Why}, who) {
		return d.Why
	}
	return d.Why + ": a letter is drafted"
}

// fireReply drafts the answer to who asks for times, once: the acceptance of one of theirs that suits the user, else times of
// hers. The event of the tick carries them.
func (s *step) fireReply(d Due) Reason {
	t := s.app.Task(d.Task)
	t.Drafted = s.now
	n := Note{Kind: ScheduleProposal, Slots: s.ev.Slots, Why: "they ask when you can talk: times that suit you"}
	switch {
	case s.ev.Slot != nil:
		n.Kind, n.Slots, n.Why = ScheduleAccept, []Interview{*s.ev.Slot}, "one of the times that they propose suits you"
	case len(s.ev.Slots) == 0:
		return d.Why + ": your free times are not known, so nothing is drafted"
	}
	if !s.scheduling(n, t) {
		return d.Why
	}
	return d.Why + ": an answer is drafted"
}
