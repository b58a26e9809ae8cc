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
	if sig.Detail.Own() || p.mine(sig.Mail.From.Addr) {
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
		if !d.Signal.Mail.Junk && d.Signal.Trust != TrustFailed && !d.Signal.Detail.Own() {
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
