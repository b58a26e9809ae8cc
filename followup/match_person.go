package followup

import (
	"slices"
	"strings"
	"time"
)

// byPerson links a mail that names no employer, or only its sender's own, by who wrote it.
func (m *matcher) byPerson() (Link, bool) {
	found := where(m.ties, func(t tie) bool {
		return t.person && !t.reqNot && t.role != roleOther && (!t.foreign || t.subject || m.sig.Kind == Other)
	})
	if l, ok := m.narrow(found, "same person"); ok {
		return l, true
	}
	if m.sig.Kind == Other && !m.sig.JobContext && m.sig.Detail != DetailAway && namedSender(m.sig.Mail.From) {
		// A colleague writes without a word about a job: only while something is going on there, or to make it go on.
		return m.narrow(where(m.ties, func(t tie) bool {
			lively := t.open() && t.Stage != StageApplied && m.sig.Mail.Received.Sub(t.Last) <= 14*24*time.Hour
			return (lively || m.sig.Known != nil && t.open()) && t.houseOf(m.sig.Mail.From.Addr)
		}), "somebody of this employer")
	}
	return Link{}, false
}

// namedSender reports whether an address bears its owner's name.
func namedSender(a Address) bool {
	local, _, _ := strings.Cut(lower(a.Addr), "@")
	w := whoWords(a.Name)
	return personal(a.Addr) && len(w) >= 2 && len(w) <= 4 && slices.ContainsFunc(w, func(w string) bool { return len(w) > 2 && strings.Contains(local, w) })
}

// byLooseTies: a booking page or a calendar names people and times, an answer that lost its thread has its subject.
func (m *matcher) byLooseTies() (Link, bool) {
	if m.sig.Kind == Other && !m.sig.JobContext && !scheduler(m.sig.Mail) {
		return m.narrow(where(m.ties, func(t tie) bool { return t.subject && t.open() && human(m.sig) && len(t.Subjects) > 0 && m.known(t) }), "same subject")
	}
	fits := where(m.ties, func(t tie) bool {
		return !t.reqNot && t.role != roleOther && (!t.foreign || t.subject || scheduler(m.sig.Mail))
	})
	for _, by := range []struct {
		why Reason
		ok  func(tie) bool
	}{
		{"same subject", func(t tie) bool { return t.subject && (!t.foreign || t.role >= roleLike) }},
		{"it names a person of this application", func(t tie) bool {
			return t.named && (!t.foreign || scheduler(m.sig.Mail)) && (t.open() || m.sig.Mail.Received.Sub(t.Closed) < stillWarm)
		}},
		{"the time of an interview of this application", func(t tie) bool { return t.time && scheduler(m.sig.Mail) }},
		{"it names this employer", func(t tie) bool {
			return t.mention && (m.sig.Employer == "" || scheduler(m.sig.Mail) || t.role == roleSame && m.sig.Kind != ApplicationAck)
		}},
	} {
		if found := where(fits, by.ok); len(found) > 0 && (m.sig.Kind != Other || m.sig.JobContext) {
			return m.narrow(found, by.why)
		}
	}
	// A robot that names the role and no employer: certain only from the system that wrote before.
	alone := where(fits, func(t tie) bool { return t.emp == fitUnsaid && t.role == roleSame && !human(m.sig) })
	if m.sig.Kind == Offer { // from a parent company, or a firm that writes contracts: after an interview it is likely that one
		if met := where(m.ties, func(t tie) bool {
			return t.role == roleSame && !t.reqNot && (t.Stage == StageScheduled || t.Stage == StageInterviewed)
		}); len(met) > 0 {
			return ask(met, "more than one application may be meant, or a new one: somebody else makes an offer for this role"), true
		}
	}
	if len(alone) == 0 || !m.opens() || m.sig.Kind == ApplicationAck {
		return Link{}, false
	}
	if system := where(alone, func(t tie) bool { return hostOf(t.LastIn.From.Addr) == hostOf(m.sig.Mail.From.Addr) }); len(system) == 1 && len(alone) == 1 {
		return m.narrow(system, "the same role, from the same system")
	}
	return ask(alone, "more than one application may be meant: it names a role and no employer"), true
}

// known reports whether some of the people of the application are on the mail.
func (m *matcher) known(t tie) bool {
	return slices.ContainsFunc(m.sig.Mail.To, func(a Address) bool { return personal(a.Addr) && t.contacted(a.Addr) })
}

// own links the user's own mail by its thread, by a person she wrote to, or by the employer's domain. It never opens an
// application unless it is the application itself, and never asks.
func (m *matcher) own() Link {
	to := func(t tie, ok func(string) bool) bool {
		return slices.ContainsFunc(m.sig.Mail.To, func(x Address) bool { return ok(lower(x.Addr)) })
	}
	for i := range m.ties {
		t := &m.ties[i]
		t.person = to(*t, func(addr string) bool { return personal(addr) && t.contacted(addr) })
		t.emp = fitUnsaid
		if to(*t, func(addr string) bool { return t.houseOf(addr) && (!public(addr) || t.contacted(addr)) }) {
			t.emp = fitDesk
		}
		if plausible(t.Role) && mentions(m.sig.Mail, t.Role) {
			t.role = roleSame
		}
	}
	recent := func(t tie) bool { return t.open() || m.sig.Mail.Received.Sub(t.Closed) < stillWarm }
	for _, try := range []struct {
		why Reason
		ok  func(tie) bool
	}{
		{"same thread", func(t tie) bool { return t.thread }},
		{"same subject", func(t tie) bool { return t.subject && (t.person || t.emp == fitDesk || m.toHerself()) }},
		{"written to a person of this employer", func(t tie) bool { return t.person && t.emp == fitDesk && recent(t) }},
		{"written to a person of this application", func(t tie) bool { return t.person && recent(t) }},
		{"written to this employer", func(t tie) bool { return t.emp == fitDesk && recent(t) }},
	} {
		l, ok := m.narrow(where(m.ties, try.ok), try.why)
		if ok && len(l.Ask) > 0 {
			return Link{Why: "your own mail, and more than one application may be meant"}
		}
		if ok {
			return l
		}
	}
	if m.sig.Kind == ApplicationAck && (m.sig.Employer != "" || m.sig.Domain != "") {
		return Link{New: true, Why: "your own application"}
	}
	return Link{Why: "your own mail to somebody else"}
}

// toHerself reports whether the user passed a mail on to herself.
func (m *matcher) toHerself() bool {
	return !slices.ContainsFunc(m.sig.Mail.To, func(a Address) bool { return lower(a.Addr) != lower(m.sig.Mail.From.Addr) })
}

// within reports whether the address lies in the domain or below it.
func within(addr, domain string) bool {
	_, host, ok := strings.Cut(addr, "@")
	return ok && domain != "" && (host == domain || strings.HasSuffix(host, "."+domain))
}
