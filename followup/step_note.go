package followup

import (
	"strings"
	"time"
)

// refuse is the cell function for what cannot be done in that status.
func refuse(words Reason) func(*step) Reason { return func(*step) Reason { return words } }

// composed sets the words that were written from a template.
func composed(s *step) Reason {
	n := s.note
	if n.Edited {
		return "your own words stay"
	}
	n.Subject, n.Text, n.Overruled = s.ev.Subject, s.ev.Text, nil
	if d := s.ev.Details; d != nil && d.Language != nil { // the one that there is a letter in
		n.Language = *d.Language
	}
	if said := Reason(s.ev.Words); said != "" && !strings.Contains(string(n.Why), string(said)) {
		n.Why += "; " + said
	}
	if s.ev.To.Addr != "" {
		s.address(s.ev.To)
	}
	n.Fingerprint = Fingerprint(*n)
	if s.ev.Gate == nil {
		return "the words are written"
	}
	if why := s.guarded(*n, atProposal); why != "" { // the world forbids it
		if s.ev.Gate.DeadAddress {
			s.app.meet(Person{Name: n.To.Name, Addr: n.To.Addr, Dead: true})
		}
		s.end(n, Withdrawn, notDrafted+why)
		return n.EndedWhy
	}
	n.NotBefore = latest(n.NotBefore, s.soonest(*n))
	return "the words are written"
}

// address sets the recipient; a letter to somebody who was not on the mail begins a new thread.
func (s *step) address(to Address) {
	n := s.note
	if lower(to.Addr) == lower(n.To.Addr) {
		if to.Name != "" {
			n.To.Name = to.Name
		}
		return
	}
	n.To = to
	n.Answers, n.References = answers(s.app, to.Addr)
	n.From, n.Account = s.p.from(s.app, to.Addr)
}

// edit takes the user's words. Whatever was approved before is not approved any more.
func edit(s *step) Reason {
	n := s.note
	if s.ev.Fingerprint != "" && s.ev.Fingerprint != n.Fingerprint {
		return "the words changed since you saw them: read them again"
	}
	was := n.Status
	if was != Proposed {
		s.back(n, "the words were changed")
	}
	if s.ev.To.Addr != "" {
		s.address(s.ev.To)
	}
	n.Subject, n.Text, n.Edited, n.Overruled = s.ev.Subject, s.ev.Text, true, nil
	n.Fingerprint = Fingerprint(*n)
	if was == Approved {
		return "edited: the new words need a new yes"
	}
	return "edited"
}

// soonest returns from when on another letter may go to the person of a note, as far as the gate tells.
func (s *step) soonest(n Note) time.Time {
	return asking{p: s.p, app: s.app, n: n, gate: s.ev.Gate, now: s.now}.soonest()
}

// approve takes a yes to exactly these words.
func approve(s *step) Reason {
	n, app := s.note, *s.app
	switch {
	case n.Fingerprint == "" || n.Text == "":
		return "not approved: its words are not written yet"
	case s.ev.Fingerprint != n.Fingerprint || n.Fingerprint != Fingerprint(*n):
		return "not approved: the words are not the ones that you saw"
	case len(app.Doubts) > 0:
		return "not approved: a mail waits for your answer"
	case s.ev.MessageID == "":
		return "not approved: it has no Message-ID"
	case !n.Expires.IsZero() && !s.now.Before(n.Expires):
		return "not approved: it is too old to be sent"
	}
	if ok, why := s.p.Fits(app, *n, s.now); !ok {
		return "not approved: " + why
	}
	if why := s.guarded(*n, atApproval); why != "" {
		return "not approved: " + why
	}
	for _, f := range s.p.lint(&app, *n, Elsewhere{Now: s.now}) {
		if f.stands(*n) {
			return Reason("not approved: " + f.Words)
		}
	}
	later := *n
	later.NotBefore = latest(n.NotBefore, s.soonest(*n))
	at, until := s.p.sendAt(app, later, s.now, s.ev.AnyHour), s.p.AddBusinessDays(s.now, s.p.ApprovalDays, s.p.WhereFor(app))
	if !at.Before(until) || !n.Expires.IsZero() && !at.Before(n.Expires) {
		return Reason("not approved: in the sending hours it could leave on " + at.In(s.p.Zone).Format("2 January") + " only, and by then it is too old")
	}
	n.Status, n.Approved, n.ApprovedBy, n.ApprovedFor = Approved, s.now, s.ev.By, n.Fingerprint
	n.MessageID, n.Bytes, n.AnyHour = s.ev.MessageID, s.ev.Bytes, s.ev.AnyHour
	n.SendAt = at
	s.app.thread(n.MessageID) // so that its copy and its bounce are known as ours, whatever becomes of it
	n.Hold, n.NewMail, n.Back, n.Snoozed = NoHold, false, "", time.Time{}
	if n.Kind == ThankYou {
		s.confirmHeld(n)
	}
	s.effect(Effect{Kind: Kick, Note: n.ID})
	return Reason("approved: it leaves at " + n.SendAt.In(s.p.Zone).Format("15:04 on 2 January"))
}

// confirmHeld takes the approval of a thank-you as the user's word that the interview took place.
func (s *step) confirmHeld(n *Note) {
	r, ok := s.app.Round(n.Round)
	if !ok {
		return
	}
	for j := range r.Interviews {
		if iv := &r.Interviews[j]; iv.Standing == Over && iv.called(n.Interview) {
			iv.Standing = Held
		}
	}
}

// approveAgain takes the same yes a second time.
func approveAgain(s *step) Reason {
	if s.ev.Fingerprint != s.note.ApprovedFor {
		return "other words are approved"
	}
	return "approved already"
}

func unapprove(s *step) Reason {
	s.back(s.note, "you took your yes back")
	return s.note.Back
}

func dismiss(s *step) Reason {
	if s.ev.Fingerprint != s.note.Fingerprint {
		return "the words changed since you saw them: read them again"
	}
	why := Reason("you let it go")
	if s.ev.Words != "" {
		why = Reason("you let it go: " + s.ev.Words)
	}
	s.end(s.note, Dismissed, why)
	s.restRound(s.note)
	return why
}

func snooze(s *step) Reason {
	if n := s.note; !n.Expires.IsZero() && !s.ev.Until.Before(n.Expires) {
		return Reason("not hidden: it is too old to be sent from " + n.Expires.In(s.p.Zone).Format("15:04 on 2 January"))
	}
	s.note.Snoozed = s.ev.Until
	return Reason("hidden until " + s.ev.Until.In(s.p.Zone).Format("15:04 on 2 January"))
}

func retry(s *step) Reason {
	s.back(s.note, "to be tried again: it needs a new yes")
	return s.note.Back
}

func unhold(s *step) Reason {
	if s.note.Hold == NoHold {
		return "nothing holds it"
	}
	was := s.note.Hold
	s.note.Hold = NoHold
	s.effect(Effect{Kind: Kick, Note: s.note.ID})
	return Reason("no longer held: " + string(was))
}
