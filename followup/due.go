package followup

import "time"

// Next returns everything that time will ask of an application, soonest first, computed from its facts. A due that Acts
// changes something when it fires; the others are only shown.
func (p Policy) Next(app Application) []Due {
	p = p.usable()
	a := &app
	var dues []Due
	add := func(d Due) {
		if !d.At.IsZero() {
			dues = append(dues, d)
		}
	}
	if a.Stage != StageClosed {
		for i := range a.Rounds {
			p.dueInRound(a, &a.Rounds[i], add)
		}
		p.dueByTurn(a, add)
	}
	if !a.Archived.IsZero() {
		return nil
	}
	p.duesOfDebrief(a, add)
	p.duesOfTasks(a, add)
	p.duesOfOffer(a, add)
	p.duesOfHold(a, add)
	p.duesLater(a, add)
	for i := range a.Notes {
		p.dueOfNote(a, &a.Notes[i], add)
	}
	if a.Stage == StageClosed && a.Outcome == OutcomeRejected && a.Before && len(a.Notes) == 0 {
		add(Due{Kind: DueBefore, At: a.Closed, Why: "they said no before followup began: a response can be drafted"})
	}
	sortDues(dues)
	return dues
}

// dueInRound tells when a round's interviews begin, when it is over and when a cancel counts.
func (p Policy) dueInRound(a *Application, r *Round, add func(Due)) {
	for _, iv := range r.Interviews {
		if iv.Standing != Set {
			continue
		}
		who := ""
		if len(iv.People) > 0 {
			who = iv.People[0].Key()
		}
		at, why := p.begins(a, iv)
		add(Due{Kind: DueInterview, At: at, Why: why, Round: r.ID, Person: who})
		if !iv.CancelledAt.IsZero() {
			add(Due{
				Kind: DueSettle, At: iv.CancelledAt.Add(p.CancelSettle), Round: r.ID, Acts: true,
				Why: "a cancel was read and no new time came",
			})
		}
	}
	end := r.end()
	switch {
	case end.IsZero() || r.Done:
	case r.set() || r.took() && a.Stage != StageOffered:
		add(Due{Kind: DueRoundOver, At: end, Round: r.ID, Acts: true, Why: "the last interview of the round ends"})
	}
}

// begins tells when an interview begins. Where the mail names no time zone it is read as a time where they are, as far as
// anybody knows that, and the reason says so: better asked about than missed.
func (p Policy) begins(a *Application, iv Interview) (time.Time, Reason) {
	if !iv.Floating {
		return iv.Start, "the interview begins"
	}
	y, m, d := iv.Start.Date()
	at := civil(y, m, d, iv.Start.Hour(), iv.Start.Minute(), iv.Start.Second(), p.ZoneFor(*a)).UTC()
	return at, Reason("the interview begins, if " + iv.Start.Format("15:04 on 2 January") + " is a time where they are: they name no time zone, so ask them")
}

// dueByTurn tells when the silence asks for a question, or what the user owes.
func (p Policy) dueByTurn(a *Application, add func(Due)) {
	where := p.WhereFor(*a)
	if !a.Deadline.IsZero() {
		add(Due{Kind: DueDeadline, At: a.Deadline, Why: Reason("your own deadline: " + orElse(a.DeadlineFor, "an answer"))})
	}
	if a.Turn == TurnOurs && a.Stage != StageNew && a.Stage != StageOffered {
		add(Due{Kind: DueYourTurn, At: p.AddBusinessDays(a.TurnSince, 1, where), Why: "they wait for your answer"})
	}
	if at := p.quietAt(a); a.Stage != StageNew && a.Stage != StageOffered {
		add(Due{Kind: DueQuiet, At: at, Why: "nobody has written for long: it counts as gone quiet"})
	}
	s := p.silent(a)
	if s.blocked != "" || a.openOf(Nudge) != nil {
		return
	}
	d := Due{Kind: DueSilence, At: s.at, Why: s.why, Round: a.currentRound(), Person: s.who.Key(), Acts: true}
	if a.Before {
		d.Kind, d.Acts, d.Why = DueBefore, false, "before followup began: "+s.why
	}
	add(d)
}

// dueOfNote tells when a draft turns old.
func (p Policy) dueOfNote(a *Application, n *Note, add func(Due)) {
	due := Due{Note: n.ID, Round: n.Round, Person: n.Person, Acts: true}
	switch n.Status {
	case Proposed, Failed:
		if !n.Expires.IsZero() {
			due.Kind, due.At, due.Why = DueExpire, n.Expires, "the draft is too old to be sent"
			add(due)
		}
	case Approved:
		due.Kind, due.At, due.Why = DueExpire, p.AddBusinessDays(n.Approved, p.ApprovalDays, p.WhereFor(*a)), "the approval is too old"
		if !n.Expires.IsZero() && n.Expires.Before(due.At) {
			due.At = n.Expires
		}
		add(due)
	}
	if n.Kind == ThankYou && n.Status == Proposed && !n.Belated {
		if at := n.NotBefore.Add(p.ThankYouMax - p.ThankYouAfter); n.Expires.IsZero() || at.Before(n.Expires) {
			due.Kind, due.At, due.Why = DueBelated, at, "the thank-you is late: the belated text is used"
			add(due)
		}
	}
}

// asks reports whether a due drafts a question into silence: it fires only where the mailbox was read a short while ago.
func (k DueKind) asks() bool {
	return k == DueSilence || k == DueCheckIn || k == DueClose || k == DueStay || k == DueSubmitted
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// firesAt returns the first due that acts and whose time has come, and whether there is one. A silence fires only where
// the mailbox was read a short while ago, so that a letter read late is never overlooked.
func (p Policy) firesAt(app Application, now, reconciled time.Time) (Due, bool) {
	for _, d := range p.Next(app) {
		if !d.Acts || d.At.After(now) || d.At.After(reconciled) {
			continue
		}
		if d.Kind.asks() && now.Sub(reconciled) > p.ReconcileToFire {
			continue
		}
		return d, true
	}
	return Due{}, false
}
