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
			dues = append(dues, p.rest(a, d))
		}
	}
	if a.Stage != StageClosed {
		for i := range a.Rounds {
			p.dueInRound(a, &a.Rounds[i], add)
		}
		p.dueByUser(a, add)
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
	return k == DueSilence || k == DueCheckIn || k == DueClose || k == DueStay
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
	return p.firing(app, now, reconciled, nil)
}

// firing is firesAt without the dues that fired already.
func (p Policy) firing(app Application, now, reconciled time.Time, done map[Due]bool) (Due, bool) {
	for _, d := range p.Next(app) {
		if !d.Acts || done[d] || d.At.After(now) || d.At.After(reconciled) {
			continue
		}
		if d.Kind.asks() && now.Sub(reconciled) > p.ReconcileToFire {
			continue
		}
		return d, true
	}
	return Due{}, false
}
