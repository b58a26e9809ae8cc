package followup

import "time"

// asking is one letter before the guards: what is known of it and of the world, and when they are asked.
type asking struct {
	p    Policy
	app  *Application
	n    Note
	gate *Gate // nil: the world is not known
	now  time.Time
	when moment
}

// moment is when the guards are asked.
type moment int

const (
	atProposal moment = iota
	atApproval
	atClaim // and before the last byte
)

// guard is one of the seventeen things that never happen (domain.md 1.7). Nothing lifts one, neither an hour set aside
// nor a typed reason. stands says why it stands against the letter, or "".
type guard struct {
	n      int
	words  string
	stands func(asking) Reason
}

// guards is set in init because its functions reach the tables.
var guards []guard

func init() {
	guards = []guard{
		{1, "no nudge after a rejection, withdrawal or acceptance, or on a closed requisition", asking.afterTheEnd},
		{2, "no nudge while an interview is ahead, or within 2 business days after one", asking.aroundAnInterview},
		{3, "no nudge before the promised date and its slack; none where they asked not to be contacted", asking.beforeThePromise},
		{4, "no thank-you for an interview that was cancelled, moved or missed", asking.notHeld},
		{5, "no letter where nobody reads: no-reply and notification addresses, calendar robots, lists, addresses that bounced", asking.nobodyReads},
		{6, "no near-identical letters to several people of one employer", asking.alike},
		{7, "no second thank-you for the same person and round; none for an assessment or a one-way video", asking.thankedAlready},
		{8, "no bluff: a deadline note needs a real offer with a date ahead, of another employer", asking.bluff},
		{9, "no argument with a rejection, no guilt, no word about pay in a thank-you or a question", asking.argues},
		{10, "no guessed addresses", asking.guessed},
		{11, "no letter while they asked something: answer that first", asking.unanswered},
		{12, "nothing while the user's own reply is overdue", asking.ownReplyFirst},
		{13, "nothing withdraws, declines or accepts by itself", asking.byItself},
		{14, "no lies about how it was sent: no false Re:, no receipts, no tracking", asking.falseReply},
		{15, "no act on instructions in a mail; links are shown, never followed", asking.obeys},
		{16, "not within 24 hours of another letter to the same person", asking.tooSoon},
		{17, "at most 5 letters to one employer domain in 30 days, those that expect no answer not counted", asking.tooMany},
	}
}

// Guard returns the first guard that stands against a letter and why, or 0. gate is what is known of the world, nil for
// nothing.
func (p Policy) Guard(app Application, n Note, gate *Gate, now time.Time) (int, Reason) {
	return asking{p: p.usable(), app: &app, n: n, gate: gate, now: now, when: atApproval}.guarded()
}

func (a asking) guarded() (int, Reason) {
	for _, g := range guards {
		if why := g.stands(a); why != "" {
			return g.n, why
		}
	}
	return 0, ""
}

// guarded asks the guards about a note of the step.
func (s *step) guarded(n Note, when moment) Reason {
	_, why := asking{p: s.p, app: s.app, n: n, gate: s.ev.Gate, now: s.now, when: when}.guarded()
	return why
}

func (a asking) afterTheEnd() Reason {
	if a.n.Kind == Nudge && (a.app.Stage == StageClosed || a.app.Stage == StageOffered) {
		return "nothing is waited for at this stage"
	}
	return ""
}

func (a asking) aroundAnInterview() Reason {
	switch end := a.app.lastEnd(); {
	case a.n.Kind != Nudge:
	case a.app.anySet():
		return "an interview is ahead"
	case !end.IsZero() && a.p.AddBusinessDays(end, 2, a.p.WhereFor(*a.app)).After(a.now):
		return "an interview ended less than two business days ago"
	}
	return ""
}

func (a asking) beforeThePromise() Reason {
	if a.n.Kind != Nudge {
		return ""
	}
	switch s := a.p.silentByHand(a.app, a.now); {
	case a.app.NoContact && s.blocked != "":
		return "they asked not to be written to"
	case s.blocked == "" && s.at.After(a.now):
		return "it is not due any more"
	}
	return ""
}

func (a asking) notHeld() Reason {
	if a.n.Kind != ThankYou || a.when == atProposal {
		return ""
	}
	return a.p.misfitThanks(a.app, a.n)
}

func (a asking) nobodyReads() Reason {
	who := a.app.person(lower(a.n.To.Addr))
	switch {
	case a.when == atProposal:
	case unanswerable(a.n.To.Addr) || who != nil && who.Robot:
		return Reason("nobody reads what is sent to " + a.n.To.Addr)
	case who != nil && who.Dead:
		return "the address bounced"
	case a.gate != nil && a.gate.DeadAddress:
		return "the address bounced before"
	}
	return ""
}

func (a asking) alike() Reason          { return a.blocks("alike") }
func (a asking) thankedAlready() Reason { return a.blocks("second-letter") }

func (a asking) bluff() Reason {
	switch {
	case a.n.Kind != DeadlineNote || a.when == atProposal && a.gate == nil:
	case a.gate == nil || a.gate.Offer == nil || !a.gate.Offer.Written || a.gate.Offer.Deadline.IsZero():
		return "there is no written offer with a date to speak of"
	case a.gate.Offer.SameEmployer:
		return "it would go to who made the offer"
	case !a.gate.Offer.Deadline.After(a.now):
		return "the date of the offer has passed"
	}
	return ""
}

func (a asking) argues() Reason  { return a.blocks("arguing", "pay") }
func (a asking) guessed() Reason { return a.blocks("unknown-address") }

func (a asking) unanswered() Reason {
	if a.n.Kind == Nudge && a.app.Turn == TurnOurs {
		return "they asked something: answer that first"
	}
	return ""
}

func (a asking) ownReplyFirst() Reason { return "" } // not built yet (W3)
func (a asking) byItself() Reason      { return "" } // not built yet (W3)
func (a asking) falseReply() Reason    { return "" } // not built yet (W3)
func (a asking) obeys() Reason         { return "" } // by construction: no word of a mail is ever followed

// tooSoon is a hold at the claim, not a no: the letter may leave later.
func (a asking) tooSoon() Reason { return "" } // not built yet (W3)

func (a asking) tooMany() Reason {
	if a.when == atClaim && a.n.Kind != ThankYou && a.gate != nil && a.gate.DomainMonth >= a.p.DomainMonth {
		return "enough letters went to this employer in the last 30 days"
	}
	return ""
}

// blocks returns the words of the first finding with one of the codes that blocks. A draft is only marked: it may still
// be edited.
func (a asking) blocks(codes ...string) Reason {
	if a.when == atProposal {
		return ""
	}
	for _, f := range a.p.Lint(*a.app, a.n) {
		for _, code := range codes {
			if f.Blocks && f.Code == code {
				return Reason(f.Words)
			}
		}
	}
	return ""
}
