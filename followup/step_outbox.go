package followup

import "time"

// claim decides whether an approved note is taken to be sent now, and why not. Everything it knows of the world is in
// the gate (reliability.md 2, rule 3).
func claim(s *step) Reason {
	n, app, p := s.note, s.app, s.p
	g := s.ev.Gate
	hold := func(h Hold, words Reason) Reason {
		n.Hold = h
		if words == "" {
			words = Reason(h)
		}
		return "held: " + words
	}
	drop := func(why Reason) Reason {
		s.back(n, why)
		return "not sent: " + why
	}
	switch {
	case g == nil:
		return hold(HoldUnreconciled, "")
	case g.InSent != "":
		return s.left(g.InSent)
	case n.Hold == HoldClock:
		return hold(HoldClock, "")
	case s.now.Before(n.SendAt):
		return "its time has not come"
	case g.Restored:
		return hold(HoldRestored, "")
	case g.NoAccount:
		return hold(HoldAccount, "")
	case g.Stopped:
		return hold(HoldStopped, "")
	case g.DiskFull:
		return hold(HoldDisk, "")
	case g.ClockWrong:
		return hold(HoldClock, "")
	case g.ClockAhead:
		return hold(HoldAhead, "")
	case g.Reconciled.IsZero() || s.now.Sub(g.Reconciled) > p.ReconcileToSend:
		return hold(HoldUnreconciled, "")
	case len(app.Doubts) > 0:
		return hold(HoldDoubt, "")
	case n.ApprovedFor == "" || n.ApprovedFor != n.Fingerprint || n.Fingerprint != Fingerprint(*n):
		return drop("the words are not the ones that were approved")
	case !n.Expires.IsZero() && !s.now.Before(n.Expires):
		return drop("it is too old to be sent")
	case !p.AddBusinessDays(n.Approved, p.ApprovalDays, p.WhereFor(*app)).After(s.now):
		return drop("the approval is too old: say yes again")
	case g.DeadAddress:
		return drop("the address bounced before")
	}
	if ok, why := p.Fits(*app, *n, s.now); !ok {
		return drop(why)
	}
	for _, f := range p.lint(app, *n, Elsewhere{Now: s.now}) {
		if f.Blocks {
			return drop(Reason(f.Words))
		}
	}
	if g, why := s.guardedBy(*n, atClaim); g == oneDayApart {
		n.SendAt = s.soonest(*n)
		return hold(HoldRate, why)
	} else if why != "" {
		return drop(why)
	}
	if !n.AnyHour && !p.hurried(*app, *n, s.now) && !p.inWindow(n.Kind, s.now, p.WhereFor(*app)) {
		n.SendAt = p.NextWindow(n.Kind, s.now, p.WhereFor(*app)).Add(jitter(n.ID))
		return hold(HoldWindow, "")
	}
	if until := s.rate(g); until.After(s.now) {
		n.SendAt = until
		return hold(HoldRate, "")
	}
	n.Status, n.Hold = Claimed, NoHold
	n.Attempts = append(n.Attempts, Attempt{Began: s.now, Phase: PhaseClaimed})
	return "claimed: it is being sent"
}

// rate returns until when this letter is too close to another one; zero or past means that it may go.
func (s *step) rate(g *Gate) time.Time {
	n, p := s.note, s.p
	var until time.Time
	after := func(last time.Time, d time.Duration) {
		if !last.IsZero() {
			until = latest(until, last.Add(d))
		}
	}
	after(g.LastSent, p.BetweenNotes)
	after(g.LastEmployer, p.BetweenEmployer)
	if n.Kind.Class() == Asking {
		after(g.LastAsking, p.BetweenAsking)
	}
	if g.SentToday >= p.NotesPerDay && p.NotesPerDay > 0 {
		until = latest(until, s.now.Add(time.Hour))
	}
	return until
}

// phase records how far the submission got, never backwards. The final dot is not recorded, and so must not leave, where
// something was read since the claim that stops the letter.
func phase(s *step) Reason {
	if why := s.stops(); s.ev.Phase == PhaseDot && why != "" {
		return "stopped before the final dot: " + why
	}
	order := map[Phase]int{PhaseClaimed: 1, PhaseData: 2, PhaseDot: 3, PhaseAccepted: 4}
	a := s.attempt()
	if order[s.ev.Phase] == 0 || order[s.ev.Phase] < order[a.Phase] {
		return "an older phase: ignored"
	}
	a.Phase = s.ev.Phase
	return Reason("submission: " + string(a.Phase))
}

// stops says what was read since the claim that a letter must not leave after.
func (s *step) stops() Reason {
	n := s.note
	switch {
	case n.EndedWhy != "":
		return n.EndedWhy
	case n.Back != "":
		return n.Back
	case len(s.app.Doubts) > 0:
		return Reason(HoldDoubt)
	}
	if why := s.p.misfit(s.app, *n, s.now); why != "" || s.ev.Gate == nil {
		return why
	}
	return s.guarded(*n, atClaim)
}

// overtaken settles a claimed note that did not leave and that something read meanwhile ends, or takes the yes from.
func (s *step) overtaken() Reason {
	n := s.note
	switch {
	case n.EndedWhy != "":
		s.end(n, Withdrawn, n.EndedWhy)
		return n.EndedWhy
	case n.Back != "":
		s.back(n, n.Back)
		n.NewMail = true
		return n.Back
	}
	return ""
}

// attempt returns the note's last attempt; one is made up where a claimed note has none.
func (s *step) attempt() *Attempt {
	n := s.note
	if len(n.Attempts) == 0 {
		n.Attempts = append(n.Attempts, Attempt{Began: s.now, Phase: PhaseClaimed})
	}
	return &n.Attempts[len(n.Attempts)-1]
}

// outcome settles one submission.
func outcome(s *step) Reason {
	n, a := s.note, s.attempt()
	a.Ended, a.Outcome, a.Code, a.Reply = s.now, s.ev.Outcome, s.ev.Code, s.ev.Words
	switch s.ev.Outcome {
	case OutcomeDeferred, OutcomeRefused, OutcomeStopped:
		if why := s.overtaken(); why != "" {
			return "it did not leave: " + why
		}
	}
	switch s.ev.Outcome {
	case OutcomeAccepted:
		a.Phase = PhaseAccepted
		s.sent("")
		return "sent: the server took it"
	case OutcomeDeferred:
		return s.deferred()
	case OutcomeRefused:
		n.Status, n.Hold = Failed, NoHold
		s.tell("a letter was refused by the server")
		return "the server refused it: it was not sent"
	case OutcomeStopped:
		n.Status = Approved
		if n.Hold = HoldStopped; len(s.app.Doubts) > 0 {
			n.Hold = HoldDoubt
		}
		return "stopped before it left: nothing was sent"
	case OutcomeLost:
		n.Status, n.Hold = Unsure, NoHold
		n.Back, n.EndedWhy = "", ""
		s.tell("nobody knows whether a letter left")
		return "the line was lost after the last byte: nobody knows whether it left"
	}
	// An outcome that is not known may mean anything, so it counts as lost.
	n.Status, n.Hold, n.Back, n.EndedWhy = Unsure, NoHold, "", ""
	return "the outcome is not known: nobody knows whether it left"
}

// backoff returns how long to wait after that many attempts were deferred.
func backoff(attempts int) time.Duration {
	steps := []time.Duration{time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour, 2 * time.Hour, 4 * time.Hour}
	return steps[min(max(attempts, 1), len(steps))-1]
}

// deferred tries again later while it fits and the time for it is not over.
func (s *step) deferred() Reason {
	n := s.note
	tries, began := 0, time.Time{}
	for _, a := range n.Attempts {
		if a.Outcome == OutcomeDeferred && !a.Began.Before(n.Approved) {
			if tries++; began.IsZero() {
				began = a.Began
			}
		}
	}
	again := s.now.Add(backoff(tries))
	why := s.p.misfit(s.app, *n, s.now)
	if why == "" {
		why = s.guarded(*n, atDeferral)
	}
	switch {
	case why != "":
		n.Status = Failed
		return "not sent, and not to be tried again: " + why
	case again.Sub(began) > s.p.RetryFor:
		n.Status = Failed
		s.tell("a letter could not be sent")
		return "not sent: it was tried for too long"
	}
	n.Status, n.Hold, n.SendAt = Approved, NoHold, again
	return Reason("not sent yet: tried again at " + again.In(s.p.Zone).Format("15:04 on 2 January"))
}

// sent records that the letter left; folder is where its copy was seen, if anywhere.
func (s *step) sent(folder string) {
	n, app := s.note, s.app
	n.Status, n.Sent, n.Hold, n.Back = Sent, s.now, NoHold, ""
	n.Ended, n.EndedWhy = s.now, "sent"
	mail := Mail{
		Key: "note:" + n.ID, ID: n.MessageID, References: n.References, From: n.From, To: []Address{n.To}, Subject: n.Subject,
		Date: s.now, Received: s.now, Account: n.Account, Folder: folder,
	}
	if n.Answers != "" {
		mail.InReplyTo = []string{n.Answers}
	}
	if !mail.Received.Before(app.LastOut.Received) {
		app.LastOut = mail
	}
	app.thread(n.MessageID)
	s.turnAfterSending(n)
	s.restRound(n)
	s.effect(Effect{Kind: FileCopy, Note: n.ID})
}

// left records what was found in the mailbox: proof that the letter left.
func (s *step) left(folder string) Reason {
	s.sent(folder)
	if len(s.note.Attempts) > 0 {
		a := s.attempt()
		if a.Outcome == "" || a.Outcome == OutcomeLost {
			a.Ended = latest(a.Ended, s.now)
		}
	}
	return Reason("it lies in " + orElse(folder, "the mailbox") + " already: it was sent")
}

func found(s *step) Reason { return s.left(s.ev.Words) }

// restarted settles a note that was claimed when the program ended: before the final dot nothing was taken, from then on
// nobody knows.
func restarted(s *step) Reason {
	n, a := s.note, s.attempt()
	if a.Ended.IsZero() {
		a.Ended = s.now
	}
	if a.Phase == PhaseDot || a.Phase == PhaseAccepted {
		a.Outcome, n.Status, n.Back, n.EndedWhy = OutcomeLost, Unsure, "", ""
		s.tell("nobody knows whether a letter left")
		return "the program ended after the last byte: nobody knows whether it left"
	}
	a.Outcome = OutcomeDeferred
	if why := s.overtaken(); why != "" {
		return "the program ended before the last byte, and it did not leave: " + why
	}
	n.Status, n.SendAt = Approved, s.now
	return "the program ended before the last byte: it did not leave"
}

func filed(s *step) Reason {
	s.note.Filed = orElse(s.ev.Words, "local")
	return Reason("its copy lies in " + s.note.Filed)
}

// bounced records that the address is dead: it was sent, it did not arrive, nothing more goes there.
func bounced(s *step) Reason {
	n := s.note
	if n.Status != Sent {
		s.sent("")
	}
	n.Bounced = true
	addr := lower(n.To.Addr)
	s.app.meet(Person{Name: n.To.Name, Addr: n.To.Addr, Dead: true})
	s.withdraw("the address bounced", func(o *Note) bool { return lower(o.To.Addr) == addr })
	s.tell("a letter came back: its address is dead")
	return "it came back: nothing more goes to this address"
}

// resolveUnsure takes the user's word whether an unsure letter left.
func resolveUnsure(s *step) Reason {
	if s.ev.Left {
		s.sent("")
		return "you said that it left"
	}
	s.back(s.note, "you said that it did not leave: it needs a new yes")
	return s.note.Back
}
