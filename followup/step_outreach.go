package followup

import "time"

// newOutreach opens a lead, on the user's word: by itself a recruiter's first letter is set aside, since it is about no candidacy
// yet, and what comes of it is told by later mail.
func newOutreach(s *step) Reason {
	s.open(StageInvited)
	s.app.Lead, s.app.Reached = true, s.at
	s.turn(TurnOurs, s.at)
	return "a recruiter wrote first: a short answer is yours to give"
}

// outreach records that a recruiter wrote once more.
func outreach(s *step) Reason {
	if s.app.Lead && s.app.Stage == StageInvited && len(s.app.Rounds) == 0 {
		s.turn(TurnOurs, s.at)
		return "the recruiter wrote once more: your turn"
	}
	return "recorded: a recruiter wrote"
}

// outreachAfterClose asks whether it opens what is closed, unless the user said no to this recruiter.
func outreachAfterClose(s *step) Reason {
	if s.app.Lead || s.confirmed {
		return "recorded: it stays closed"
	}
	return s.doubt("a recruiter writes although it is closed")
}

// wantRecruiterAnswer drafts the answer to a recruiter: yes, no or later.
func wantRecruiterAnswer(s *step) Reason {
	app := s.app
	switch {
	case app.Stage == StageClosed:
		return "it is closed"
	case !app.Lead:
		return "no recruiter wrote first here"
	case s.ev.Variant != VariantYes && s.ev.Variant != VariantNo && s.ev.Variant != VariantLater:
		return "say yes, no or later"
	}
	var t *Task
	for _, open := range app.OpenTasks() {
		if open.Kind == TaskQuestion {
			t = app.Task(open.ID)
		}
	}
	who, ok := s.p.askedBy(app, t)
	if !ok {
		return "nobody who can be reached is known"
	}
	n := Note{Kind: RecruiterAnswer, Variant: s.ev.Variant, Words: s.ev.Words, Why: "a recruiter waits for a word from you"}
	if t != nil {
		n.Task, n.Quote = t.ID, t.Quote
	}
	s.withdraw("you gave another answer", ofKind(RecruiterAnswer))
	if !s.propose(n, who) {
		return "such a letter is drafted already"
	}
	s.acted("asked for an answer to the recruiter: " + s.ev.Variant)
	return "drafted: a short answer to the recruiter"
}

// misfitRecruiterAnswer says why an answer to a recruiter has no place.
func misfitRecruiterAnswer(p Policy, app *Application, n Note, now time.Time) Reason {
	return misfitAnswer(p, app, n, now)
}

// leadAfterSending ends a lead to which the user said no, or not now. A later letter of theirs is only recorded.
func (s *step) leadAfterSending(n *Note) {
	if n.Kind == RecruiterAnswer && n.Variant != VariantYes && s.app.Lead && s.app.Stage == StageInvited && len(s.app.Rounds) == 0 {
		s.close(OutcomeWithdrawn, true)
	}
}
