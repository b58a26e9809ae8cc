package followup

import "time"

// where keeps the ties for which ok holds.
func where(ties []tie, ok func(tie) bool) []tie {
	var out []tie
	for _, t := range ties {
		if ok(t) {
			out = append(out, t)
		}
	}
	return out
}

// narrow chooses among ties that all may be meant, by one trait after another; a trait that none has tells nothing.
func (m *matcher) narrow(found []tie, why Reason) (Link, bool) {
	if len(found) == 0 {
		return Link{}, false
	}
	traits := []func(tie) bool{
		func(t tie) bool { return t.parent },
		m.lastAsked(found),
		func(t tie) bool { return t.reqSame },
		func(t tie) bool { return !t.reqNot },
		func(t tie) bool { return t.role == roleSame },
		func(t tie) bool { return t.role != roleOther },
		m.closest(found),
		func(t tie) bool { return t.emp >= fitKin },
		func(t tie) bool { return t.emp == fitSame },
		func(t tie) bool { return t.subject },
		tie.open,
	}
	if m.sig.Kind != Rejection && m.sig.Kind != Offer { // who wrote does not say which of two roles a no is about
		traits = append(traits, func(t tie) bool { return t.person }, func(t tie) bool { return t.named || t.time },
			func(t tie) bool { return t.mention }, m.fitsStage, func(t tie) bool { return m.sig.Mail.Received.Sub(t.Last) <= appliesAnew })
	}
	for _, trait := range traits {
		if len(found) == 1 {
			break
		}
		if kept := where(found, trait); len(kept) > 0 {
			found = kept
		}
	}
	if len(found) > 1 && m.oneRole(found) {
		found = found[len(found)-1:] // applied again: the newer one
	}
	if len(found) == 1 {
		return Link{App: found[0].ID, Why: why}, true
	}
	return ask(found, "more than one application may be meant"), true
}

// lastAsked keeps the application in which somebody last wrote under the subject that the user's own mail answers.
func (m *matcher) lastAsked(found []tie) func(tie) bool {
	var last time.Time
	own := m.sig.Detail.Own()
	asked := func(t tie) bool {
		return own && t.subject && subjectKey(t.LastHuman.Subject) == subjectKey(m.sig.Mail.Subject) && !t.LastHuman.Received.After(m.sig.Mail.Received)
	}
	for _, t := range where(found, asked) {
		last = latest(last, t.LastHuman.Received)
	}
	return func(t tie) bool { return asked(t) && t.LastHuman.Received.Equal(last) }
}

func ask(found []tie, why Reason) Link {
	l := Link{Why: why}
	for _, t := range found {
		l.Ask = append(l.Ask, t.ID)
	}
	return l
}

// closest keeps those whose title shares most with the mail's.
func (m *matcher) closest(found []tie) func(tie) bool {
	best := 0.0
	for _, t := range found {
		if t.role == roleLike {
			best = max(best, t.share)
		}
	}
	return func(t tie) bool { return t.role == roleSame || t.role == roleLike && t.share >= best }
}

// oneRole reports whether all are for one role at one employer: one after the other, the older closed or long silent.
func (m *matcher) oneRole(found []tie) bool {
	for _, t := range found[1:] {
		role, _ := fitRoles(found[0].Role, t.Role)
		if role != roleSame || likeNames(found[0].Employer, t.Employer) != alike || found[0].Requisition != t.Requisition {
			return false
		}
	}
	return true
}

// fitsStage reports whether a mail about an interview has one to be about.
func (m *matcher) fitsStage(t tie) bool {
	switch m.sig.Kind {
	case InterviewConfirm:
		return t.Stage == StageInvited || t.Stage == StageScheduled
	case InterviewReschedule, InterviewCancel:
		return t.anySet() || t.Stage == StageInvited
	case Offer:
		return t.Stage != StageApplied
	}
	return false
}
