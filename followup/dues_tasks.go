package followup

// dueByUser tells what the user owes.
func (p Policy) dueByUser(a *Application, add func(Due)) {
	if !a.Deadline.IsZero() {
		add(Due{Kind: DueDeadline, At: a.Deadline, Why: Reason("your own deadline: " + orElse(a.DeadlineFor, "an answer"))})
	}
	if a.Turn == TurnOurs && a.Stage != StageNew && a.Stage != StageOffered {
		add(Due{Kind: DueYourTurn, At: p.AddBusinessDays(a.TurnSince, 1, p.WhereFor(*a)), Why: "they wait for your answer"})
	}
}

// duesOfTasks tells when tasks, invitations, interviews and moves without a date ask for something.
func (p Policy) duesOfTasks(*Application, func(Due)) {} // not built yet (W4)

// fireNoDate does what the due asks for, and ends it.
func (s *step) fireNoDate(d Due) Reason { return d.Why + ": not built yet (W4)" }

// fireAfterCancel does what the due asks for, and ends it.
func (s *step) fireAfterCancel(d Due) Reason { return d.Why + ": not built yet (W4)" }

// fireSubmitted does what the due asks for, and ends it.
func (s *step) fireSubmitted(d Due) Reason { return d.Why + ": not built yet (W4)" }
