package followup

import (
	"slices"
	"strings"
	"time"
)

// Link says to which application a signal belongs: to App, to a new one, or to one of Ask, which only the user can tell.
type Link struct {
	App string   `json:"app,omitempty"`
	New bool     `json:"new,omitempty"`
	Ask []string `json:"ask,omitempty"`
	Why Reason   `json:"why"`

	Nameless bool `json:"nameless,omitempty"` // New, but it may as well belong to any other: nothing in it tells
}

// Asks reports whether the user is asked: which application it is, or whether it begins one.
func (l Link) Asks() bool { return l.App == "" && (len(l.Ask) > 0 || l.New) }

// How long what is known of an application says something about a mail that has no thread.
const (
	sameBatch   = 3 * 24 * time.Hour  // two receipts of one application: of a job board and of the employer
	stillWarm   = 90 * 24 * time.Hour // after the end; later it is another approach
	appliesAnew = 45 * 24 * time.Hour // a receipt for the same role after that long is another application
)

// Match finds the application that a signal belongs to: by thread, by the calendar's UID, by requisition, by employer and
// role, by the person. Two roles at one employer stay apart, near names are different names, and an address that many
// employers share says nothing. Where it cannot tell it asks.
func (p Policy) Match(sig Signal, candidates []Application) Link {
	m := newMatcher(sig, candidates)
	if sig.Detail == DetailOwn || sig.Detail == DetailOwnWithdraw || p.mine(sig.Mail.From.Addr) {
		return m.own()
	}
	for _, try := range []func() (Link, bool){m.byThread, m.byUID, m.nothing, m.byRequisition, m.byEmployer, m.byPerson, m.byLooseTies} {
		if l, ok := try(); ok {
			return l
		}
	}
	return m.fresh("the first mail of this application")
}

// matcher is one signal among the candidates that it may belong to.
type matcher struct {
	sig  Signal
	ties []tie
}

// tie is what a signal and one application have in common.
type tie struct {
	*Application
	emp     employerFit
	foreign bool // the mail names an employer, and not this one
	role    roleFit
	share   float64 // of the words of the two titles
	raised  bool    // the mail names a level and the application none
	reqSame bool
	reqNot  bool
	thread  bool
	parent  bool // the mail answers one of its mails directly
	uid     bool
	person  bool // its sender is known there
	named   bool // it names a person who is known there
	time    bool // it names the time of an interview there
	subject bool // it answers a subject known there
	mention bool // its text has the employer's name
}

func newMatcher(sig Signal, candidates []Application) *matcher {
	sig = sound(sig)
	m := &matcher{sig: sig, ties: make([]tie, len(candidates))}
	for i := range candidates {
		m.ties[i].Application = &candidates[i]
	}
	slices.SortFunc(m.ties, func(a, b tie) int {
		if c := a.Opened.Compare(b.Opened); c != 0 {
			return c
		}
		return strings.Compare(a.ID, b.ID)
	})
	for i := range m.ties {
		m.tie(&m.ties[i])
	}
	return m
}

func (m *matcher) tie(t *tie) {
	sig, a := m.sig, t.Application
	t.thread = inThread(sig, *a)
	t.parent = a.knows(sig.Mail.InReplyTo...)
	t.uid = hasUID(sig, *a)
	t.emp, t.foreign = fitEmployer(sig, a)
	t.role, t.share = fitRoles(sig.Role, a.Role)
	if sig.Role != "" && lower(sig.Role) == lower(sig.Person.Title) {
		t.role = roleUnknown // the writer's own
	}
	t.raised = t.role == roleLike && level(sig.Role) && !level(a.Role)
	if sig.Requisition != "" && a.Requisition != "" {
		t.reqSame = sig.Requisition == a.Requisition
		t.reqNot = !t.reqSame
	}
	for _, addr := range []string{sig.Mail.From.Addr, sig.Mail.ReplyTo.Addr} {
		t.person = t.person || personal(addr) && a.contacted(addr)
	}
	if key := subjectKey(sig.Mail.Subject); key != "" && isAnswer(sig.Mail.Subject) {
		t.subject = slices.Contains(a.Subjects, key) || slices.ContainsFunc(a.waiting(), func(m Mail) bool { return subjectKey(m.Subject) == key })
	}
	t.named = m.names(a)
	t.time = m.times(a)
	t.mention = slices.ContainsFunc(a.names(), func(n string) bool {
		bare := strings.Join(nameWords(n)[0], " ") // without the legal form
		return len(bare) >= 4 && mentions(sig.Mail, bare)
	})
}

// open reports whether the application was not closed when the mail came.
func (t tie) open() bool { return t.Stage != StageClosed }

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
	own := m.sig.Detail == DetailOwn || m.sig.Detail == DetailOwnWithdraw
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

// byThread: a thread is strong, and left only where the mail names another application as plainly.
func (m *matcher) byThread() (Link, bool) {
	found := where(m.ties, func(t tie) bool { return t.thread })
	if len(found) == 0 {
		return Link{}, false
	}
	old := m.oldRole()
	here := where(found, func(t tie) bool { return !t.reqNot && (t.role != roleOther || old) })
	if len(here) > 0 {
		return m.narrow(here, "same thread")
	}
	// All of the thread are for other roles. Another one that the sender speaks of elsewhere?
	if there := where(m.ties, func(t tie) bool {
		return !t.thread && !t.reqNot && (t.role >= roleLike || t.reqSame) && (t.emp >= fitDesk || t.person)
	}); len(there) > 0 {
		return m.narrow(there, "in the thread of another, whose role it does not name")
	}
	stray := where(found, func(t tie) bool { return t.reqNot || m.sig.Kind == ApplicationAck || t.foreign && t.emp < fitNear })
	if len(stray) == len(found) && m.opens() {
		return m.fresh("another role, in a thread that is known"), true
	}
	if m.opens() && !slices.ContainsFunc(found, func(t tie) bool { return mentions(m.sig.Mail, t.Role) }) {
		return ask(found, otherRoleInThread), true
	}
	return m.narrow(found, "same thread")
}

// oldRole reports whether the mail has its role from nothing but the subject that it answers.
func (m *matcher) oldRole() bool {
	return m.sig.Role != "" && isAnswer(m.sig.Mail.Subject) && mentions(Mail{Subject: m.sig.Mail.Subject}, m.sig.Role) &&
		!mentions(Mail{Excerpt: m.sig.Mail.Excerpt}, m.sig.Role)
}

// otherRoleInThread is asked about where a thread goes on about a role that is not its own.
const otherRoleInThread Reason = "the thread is about one role and the mail about another: either may be meant"

// byUID: a calendar entry belongs to one application, unless the mail names the employer of another.
func (m *matcher) byUID() (Link, bool) {
	named := slices.ContainsFunc(m.ties, func(t tie) bool { return !t.uid && t.emp >= fitKin })
	return m.narrow(where(m.ties, func(t tie) bool { return t.uid && !(named && t.foreign) }), "same calendar entry")
}

// nothing: employers send shop orders, alerts and newsletters too, and nobody is asked about them.
func (m *matcher) nothing() (Link, bool) {
	return Link{Why: "not about an application"}, m.sig.ordinary()
}

func (m *matcher) byRequisition() (Link, bool) {
	return m.narrow(where(m.ties, func(t tie) bool {
		return t.reqSame && (t.emp >= fitDesk || len(m.sig.Requisition) >= 5 && (t.emp == fitUnsaid || t.role >= roleLike))
	}), "same requisition")
}

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

// opens reports whether a signal is one that can begin an application.
func (m *matcher) opens() bool {
	switch m.sig.Kind {
	case Rejection, Offer, InterviewInvite, InterviewConfirm, InterviewReschedule, Assessment, ApplicationAck:
		return true
	}
	return false
}

// fresh opens a new application where the signal is one that can begin one. One that a robot wrote and that names neither
// employer nor role begins nothing by itself.
func (m *matcher) fresh(why Reason) Link {
	if m.opens() {
		nameless := m.sig.Employer == "" && m.sig.Domain == "" && !plausible(m.sig.Role) && m.sig.Requisition == "" && !(human(m.sig) && personal(m.sig.Mail.From.Addr))
		return Link{New: true, Nameless: nameless, Why: why}
	}
	return Link{Why: "no application that it belongs to"}
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
		if to(*t, t.houseOf) {
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

// toHerself reports whether the user passed a mail on to herself.
func (m *matcher) toHerself() bool {
	return !slices.ContainsFunc(m.sig.Mail.To, func(a Address) bool { return lower(a.Addr) != lower(m.sig.Mail.From.Addr) })
}

// within reports whether the address lies in the domain or below it.
func within(addr, domain string) bool {
	_, host, ok := strings.Cut(addr, "@")
	return ok && domain != "" && (host == domain || strings.HasSuffix(host, "."+domain))
}

func inThread(sig Signal, a Application) bool {
	for _, m := range a.waiting() {
		if m.ID != "" && (slices.Contains(sig.Mail.InReplyTo, m.ID) || slices.Contains(sig.Mail.References, m.ID)) {
			return true
		}
	}
	return a.knows(sig.Mail.InReplyTo...) || a.knows(sig.Mail.References...) || a.knows(sig.Mail.ID)
}

// waiting are the mails about which the user was asked and has not answered. What they mean is in doubt; that what
// answers them belongs where they do is not.
func (a *Application) waiting() []Mail {
	var out []Mail
	for _, d := range a.Doubts {
		if !d.Signal.Mail.Junk && d.Signal.Trust != TrustFailed && d.Signal.Detail != DetailOwnWithdraw {
			out = append(out, d.Signal.Mail)
		}
	}
	return out
}

func hasUID(sig Signal, a Application) bool {
	for _, iv := range sig.Interviews {
		for _, r := range a.Rounds {
			if iv.UID != "" && slices.ContainsFunc(r.Interviews, func(o Interview) bool { return o.UID == iv.UID }) {
				return true
			}
		}
	}
	return false
}
