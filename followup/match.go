package followup

import (
	"slices"
	"strings"
)

// Link says to which application a signal belongs: to App, to a new one, or to one of Ask, which only the user can tell.
type Link struct {
	App string   `json:"app,omitempty"`
	New bool     `json:"new,omitempty"`
	Ask []string `json:"ask,omitempty"`
	Why Reason   `json:"why"`
}

// Match finds the application that a signal belongs to: by thread, by the calendar's UID, by requisition, by employer and
// role, by the person. Two roles at one employer stay apart, near names are different names, and an address that many
// employers share says nothing. Where it cannot tell it asks.
func (p Policy) Match(sig Signal, candidates []Application) Link {
	candidates = slices.Clone(candidates)
	slices.SortFunc(candidates, func(a, b Application) int {
		if c := a.Opened.Compare(b.Opened); c != 0 {
			return c
		}
		return strings.Compare(a.ID, b.ID)
	})
	if sig.Detail == DetailOwn || sig.Detail == DetailOwnWithdraw || p.mine(sig.Mail.From.Addr) {
		return matchOwn(sig, candidates)
	}
	if l, ok := one(sig, keep(candidates, func(a Application) bool { return inThread(sig, a) && !otherRole(sig, a) }), "same thread"); ok {
		return l
	}
	if l, ok := one(sig, keep(candidates, func(a Application) bool { return hasUID(sig, a) && (sig.Employer == "" || sameEmployer(sig, a)) }), "same calendar entry"); ok {
		return l
	}
	if sig.Kind == Other && !sig.JobContext {
		return byPerson(sig, candidates)
	}
	same := keep(candidates, func(a Application) bool { return sameEmployer(sig, a) })
	if sig.Requisition != "" {
		if l, ok := one(sig, keep(same, func(a Application) bool { return a.Requisition == sig.Requisition }), "same requisition"); ok {
			return l
		}
	}
	if len(same) > 0 {
		return matchEmployer(sig, same)
	}
	return byPerson(sig, candidates)
}

// byPerson links a mail whose words name no employer by who wrote it. Employers send shop orders and newsletters too: what
// speaks of no job and comes from nobody who is known belongs nowhere, and nobody is asked about it.
func byPerson(sig Signal, candidates []Application) Link {
	known := keep(candidates, func(a Application) bool {
		return human(sig) && (sig.Employer == "" || sig.Kind == Other) && a.person(lower(sender(sig).Addr)) != nil && !otherRole(sig, a)
	})
	if l, ok := one(sig, known, "same person"); ok {
		return l
	}
	return fresh(sig, "the first mail of this application")
}

// fresh opens a new application where the signal is one that can begin one.
func fresh(sig Signal, why Reason) Link {
	switch sig.Kind {
	case Rejection, Offer, InterviewInvite, InterviewConfirm, InterviewReschedule, Assessment, ApplicationAck:
		return Link{New: true, Why: why}
	}
	return Link{Why: "no application that it belongs to"}
}

// one links to the only application found, or to the one of several that can be told apart.
func one(sig Signal, found []Application, why Reason) (Link, bool) {
	if len(found) > 1 && sig.Requisition != "" {
		if r := keep(found, func(a Application) bool { return a.Requisition == sig.Requisition }); len(r) > 0 {
			found = r
		}
	}
	if len(found) > 1 && roleKey(sig.Role) != "" {
		if r := keep(found, func(a Application) bool { return roleKey(a.Role) == roleKey(sig.Role) }); len(r) > 0 {
			found = r
		}
	}
	if len(found) > 1 {
		if r := keep(found, func(a Application) bool { return a.Stage != StageClosed }); len(r) > 0 {
			found = r
		}
	}
	switch len(found) {
	case 0:
		return Link{}, false
	case 1:
		return Link{App: found[0].ID, Why: why}, true
	}
	return Link{Ask: ids(found), Why: "more than one application may be meant"}, true
}

// matchEmployer chooses among the applications at one employer.
func matchEmployer(sig Signal, same []Application) Link {
	role := roleKey(sig.Role)
	fits := keep(same, func(a Application) bool { return !otherRole(sig, a) })
	if role != "" {
		if r := keep(fits, func(a Application) bool { return roleKey(a.Role) == role }); len(r) > 0 {
			return inTime(sig, r, "same employer and role")
		}
		if len(fits) == 0 {
			return fresh(sig, "another role at an employer that is known")
		}
	}
	if sig.Kind == ApplicationAck {
		if open := keep(fits, func(a Application) bool { return a.Stage != StageClosed }); len(open) == 0 {
			return inTime(sig, fits, "same employer")
		}
	}
	if open := keep(fits, func(a Application) bool { return a.Stage != StageClosed }); len(open) > 0 {
		fits = open
	} else {
		return inTime(sig, fits, "same employer")
	}
	if len(fits) == 1 {
		return Link{App: fits[0].ID, Why: "same employer"}
	}
	return Link{Ask: ids(fits), Why: "more than one application at this employer may be meant"}
}

// inTime chooses among applications for one role: the newest that was open when the mail came. One that asks for the
// role anew after it was closed begins another.
func inTime(sig Signal, found []Application, why Reason) Link {
	if len(found) == 0 {
		return fresh(sig, why)
	}
	at := sig.Mail.Received
	best := found[0]
	for _, a := range found {
		if !a.Opened.After(at) {
			best = a
		}
	}
	if sig.Kind == ApplicationAck && best.Stage == StageClosed && at.After(best.Closed) {
		return Link{New: true, Why: "applied again after it was closed"}
	}
	return Link{App: best.ID, Why: why}
}

// matchOwn links the user's own mail by its thread, by a person she wrote to, or by the employer's domain. It never opens
// an application unless it is the application itself, and never asks.
func matchOwn(sig Signal, candidates []Application) Link {
	to := func(a Application, ok func(Application, string) bool) bool {
		return slices.ContainsFunc(sig.Mail.To, func(x Address) bool { return ok(a, lower(x.Addr)) })
	}
	for _, try := range []struct {
		why Reason
		ok  func(Application) bool
	}{
		{"same thread", func(a Application) bool { return inThread(sig, a) }},
		{"written to a person of this application", func(a Application) bool {
			return to(a, func(a Application, addr string) bool { return addr != "" && a.person(addr) != nil })
		}},
		{"written to this employer", func(a Application) bool {
			return to(a, func(a Application, addr string) bool {
				return slices.ContainsFunc(a.Domains, func(d string) bool { return within(addr, d) })
			})
		}},
	} {
		found := keep(candidates, try.ok)
		if open := keep(found, func(a Application) bool { return a.Stage != StageClosed }); len(open) > 0 {
			found = open
		}
		if len(found) > 0 {
			return Link{App: found[len(found)-1].ID, Why: try.why}
		}
	}
	if sig.Kind == ApplicationAck && (sig.Employer != "" || sig.Domain != "") {
		return Link{New: true, Why: "your own application"}
	}
	return Link{Why: "your own mail to somebody else"}
}

// within reports whether the address lies in the domain or below it.
func within(addr, domain string) bool {
	_, host, ok := strings.Cut(addr, "@")
	return ok && domain != "" && (host == domain || strings.HasSuffix(host, "."+domain))
}

func inThread(sig Signal, a Application) bool {
	return a.knows(sig.Mail.InReplyTo...) || a.knows(sig.Mail.References...) || a.knows(sig.Mail.ID)
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

// sameEmployer reports whether signal and application name the same employer, or its own domain.
func sameEmployer(sig Signal, a Application) bool {
	if d := lower(sig.Domain); d != "" && !shared(d) && slices.Contains(a.Domains, d) {
		return true
	}
	k := EmployerKey(sig.Employer)
	if len(k) > 2 && k == EmployerKey(a.Employer) {
		return true
	}
	return a.throughAgency(sig)
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

// otherRole reports whether the signal names a role or requisition that is not the application's.
func otherRole(sig Signal, a Application) bool {
	if sig.Requisition != "" && a.Requisition != "" {
		return sig.Requisition != a.Requisition
	}
	s, r := roleKey(sig.Role), roleKey(a.Role)
	if s == "" || r == "" || s == r {
		return false
	}
	// "Engineer" may be short for "Backend Engineer" inside one thread, never between threads.
	return !(inThread(sig, a) && (strings.HasSuffix(r, s) || strings.HasSuffix(s, r)))
}

func keep(apps []Application, ok func(Application) bool) []Application {
	var out []Application
	for _, a := range apps {
		if ok(a) {
			out = append(out, a)
		}
	}
	return out
}

func ids(apps []Application) []string {
	out := make([]string, len(apps))
	for i, a := range apps {
		out[i] = a.ID
	}
	return out
}
