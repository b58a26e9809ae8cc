package followup

import (
	"slices"
	"time"
)

// byEmployer chooses among the applications at the employer that the mail names.
func (m *matcher) byEmployer() (Link, bool) {
	if m.sig.Kind == Other && !m.sig.JobContext {
		return Link{}, false // without a word about a job the person decides
	}
	all := where(m.ties, func(t tie) bool { return t.emp >= fitDesk && !t.reqNot })
	if len(all) == 0 {
		return Link{}, false
	}
	switch m.sig.Kind {
	case ApplicationAck:
		return m.receipt(all)
	case Other: // "we have your application for a credit card" comes from there, too
		if all = where(all, func(t tie) bool { return t.role >= roleLike || !public(m.sig.Mail.From.Addr) }); len(all) == 0 {
			return Link{Why: "not about an application"}, true
		}
	case RecruiterOutreach: // they write about what they look for now
		all = where(all, func(t tie) bool { return t.role >= roleLike || t.person && t.role != roleOther })
		if len(all) == 0 {
			return Link{Why: "a recruiter writes without an application"}, true
		}
	}
	if same := where(all, func(t tie) bool { return t.role == roleSame && !(t.emp == fitDesk && t.foreign && !t.person) }); len(same) > 0 {
		return m.inTime(same, "same employer and role")
	}
	if like := where(all, func(t tie) bool { return t.role == roleLike && !(t.emp == fitDesk && t.foreign && !t.person) }); len(like) > 0 {
		if level := where(like, func(t tie) bool { return !t.raised || t.person }); len(level) > 0 {
			return m.inTime(level, "same employer, and a role that fits")
		}
		return ask(like, "the titles name two levels: another application may be meant"), true
	}
	all = where(all, func(t tie) bool { return t.role == roleUnknown })
	if len(all) == 0 {
		return m.fresh("another role at an employer that is known"), true
	}
	if sure := where(all, func(t tie) bool {
		return t.emp >= fitKin || t.emp == fitNear && t.person || !t.foreign && (t.person || t.named || t.subject || t.time || t.mention)
	}); len(sure) > 0 {
		return m.inTime(sure, "same employer")
	}
	if !m.opens() {
		return Link{}, false
	}
	if !slices.ContainsFunc(all, func(t tie) bool { return !t.foreign || t.emp != fitDesk || t.person }) { // an agency, for another client
		return m.fresh("the first mail of this application"), true
	}
	return ask(all, "more than one application may be meant, or a new one: the names are only near"), true
}

// inTime chooses among applications by when they were open: what comes long after the end is a new approach.
func (m *matcher) inTime(found []tie, why Reason) (Link, bool) {
	at := m.sig.Mail.Received
	if begun := where(found, func(t tie) bool { return !t.Opened.After(at) }); len(begun) > 0 {
		found = begun
	}
	if then := where(found, func(t tie) bool { return t.Closed.IsZero() || !at.After(t.Closed) }); len(then) > 0 {
		found = then
	}
	if m.opens() && !slices.ContainsFunc(found, func(t tie) bool { return t.open() || at.Sub(t.Closed) <= stillWarm }) {
		return m.fresh("long after the end of the one before"), true
	}
	return m.narrow(found, why)
}

// receipt: an acknowledgement belongs to what it acknowledges, once. For a role that is closed, or was asked for long ago,
// it begins another application.
func (m *matcher) receipt(all []tie) (Link, bool) {
	at := m.sig.Mail.Received
	anew := func(t tie) bool {
		return !t.open() && at.After(t.Closed) || t.open() && at.Sub(t.Opened) > appliesAnew
	}
	soon := func(t tie) bool { return at.Sub(t.Opened).Abs() <= sameBatch }
	if same := where(all, func(t tie) bool {
		return t.role == roleSame && (t.emp == fitSame || t.emp >= fitDesk && soon(t) && (t.emp == fitKin || t.person || !t.foreign && t.emp == fitDesk))
	}); len(same) > 0 {
		if now := where(same, func(t tie) bool { return !anew(t) }); len(now) > 0 {
			return m.narrow(now, "same employer and role")
		}
		return m.fresh("applied again"), true
	}
	// One system does not call one role by two titles, two systems may.
	if like := where(all, func(t tie) bool {
		return t.role == roleLike && t.emp == fitSame && soon(t) && !anew(t) && !t.raised && hostOf(t.LastIn.From.Addr) != hostOf(m.sig.Mail.From.Addr)
	}); len(like) > 0 {
		return m.narrow(like, "same employer, and a role that fits")
	}
	unknown := where(all, func(t tie) bool {
		return t.role == roleUnknown && !anew(t) && (t.emp == fitSame || t.emp == fitKin && soon(t))
	})
	if len(unknown) == 0 {
		return m.fresh("another application to an employer that is known"), true
	}
	for _, t := range unknown {
		first := t.Stage == StageApplied && lower(t.LastIn.From.Addr) == lower(m.sig.Mail.From.Addr) && at.Sub(t.Opened) > 24*time.Hour
		if first && !plausible(m.sig.Role) {
			return ask(unknown, "more than one application may be meant, or a new one: a second receipt"), true
		}
	}
	return m.narrow(unknown, "same employer")
}

// throughAgency reports whether a mail that names no client comes from the agency that an application goes through, or one
// that names its client concerns an application of which only the agency was known.
func (a *Application) throughAgency(sig Signal) bool {
	house := EmployerKey(sig.Agency)
	if house == "" {
		house = EmployerKey(sig.Employer)
		return len(house) > 2 && house == EmployerKey(a.Agency)
	}
	if len(house) <= 2 {
		return false
	}
	return house == EmployerKey(a.Employer) || house == EmployerKey(a.Agency) && (sig.Employer == "" || a.Employer == "")
}
