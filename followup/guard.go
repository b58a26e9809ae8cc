package followup

import (
	"fmt"
	"slices"
	"time"
)

// asking is one letter before the guards: what is known of it and of the world, and when they are asked.
type asking struct {
	p    Policy
	app  *Application
	n    Note
	gate *Gate // nil: the world is not known
	now  time.Time
	when moment
	by   EventKind  // at the proposal: what drafts it; empty: not known
	lint *[]Finding // of these words; nil: not asked yet
}

// moment is when the guards are asked.
type moment int

const (
	atProposal moment = iota // its words may not be written yet, and may still be edited
	atApproval
	atClaim    // and before the last byte
	atDeferral // it could not be delivered and is kept for another try; of the world nothing is known
)

// guard is one of the seventeen things that never happen (domain.md 1.7). Nothing lifts one, neither an hour set aside
// nor a typed reason. stands says why it stands against the letter, or "".
type guard struct {
	n      int
	words  string
	stands func(asking) Reason
}

// oneDayApart is the guard that delays a letter and ends none.
const oneDayApart = 16

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
	if a.settled() {
		found := a.p.lint(a.app, a.n, Elsewhere{Now: a.now})
		a.lint = &found
	}
	for _, g := range guards {
		if why := g.stands(a); why != "" {
			return g.n, why
		}
	}
	return 0, ""
}

// guarded asks the guards about a note of the step.
func (s *step) guarded(n Note, when moment) Reason {
	_, why := s.guardedBy(n, when)
	return why
}

func (s *step) guardedBy(n Note, when moment) (int, Reason) {
	return asking{p: s.p, app: s.app, n: n, gate: s.ev.Gate, now: s.now, when: when, by: s.ev.Kind}.guarded()
}

// wanted reports whether the user asked for this letter herself, as far as the moment tells.
func (a asking) wanted() bool {
	return a.when != atProposal || a.by == "" || a.by == EventWants || a.by == EventDraft || a.by == EventComposed
}

// settled reports whether the words are the ones that would leave.
func (a asking) settled() bool { return a.when == atApproval || a.when == atClaim }

func (a asking) asksAboutStatus() bool {
	return a.n.Kind == Nudge || a.n.Kind == GracefulClose || a.n.Kind == CheckIn
}

func (a asking) afterTheEnd() Reason {
	if a.asksAboutStatus() && (a.app.Stage == StageClosed || a.app.Stage == StageOffered) {
		return "nothing is waited for at this stage"
	}
	return ""
}

func (a asking) aroundAnInterview() Reason {
	switch end := a.app.lastEnd(); {
	case !a.asksAboutStatus():
	case a.app.anySet():
		return "an interview is ahead"
	case !end.IsZero() && a.p.AddBusinessDays(end, 2, a.p.WhereFor(*a.app)).After(a.now):
		return "an interview ended less than two business days ago"
	}
	return ""
}

func (a asking) beforeThePromise() Reason {
	if a.n.Kind.Class() != Asking {
		return ""
	}
	if a.app.NoContact && (a.app.ContactAfter.IsZero() || a.now.Before(a.app.ContactAfter) || !a.wanted()) {
		return "they asked not to be written to"
	}
	if a.n.Kind == GracefulClose && a.p.pastPromise(a.app.promise(), a.p.WhereFor(*a.app)).After(a.now) {
		return "they named a date, and it is not past"
	}
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

func (a asking) nobodyReads() Reason {
	who := a.app.person(lower(a.n.To.Addr))
	switch {
	case a.n.To.Addr == "": // lint says so
	case unanswerable(a.n.To.Addr) || who != nil && who.Robot:
		return Reason("nobody reads what is sent to " + a.n.To.Addr)
	case who != nil && who.Dead:
		return "the address bounced"
	case a.gate != nil && a.gate.DeadAddress:
		return "the address bounced before"
	case who != nil && who.Relay && a.stale():
		return "this address is a tracking system's, and it is too old to reach anybody"
	}
	return ""
}

// stale reports whether a tracking system's token address has outlived its days.
func (a asking) stale() bool {
	mail, ok := a.app.mailWith(a.n.To.Addr)
	return ok && a.now.Sub(mail.Received) >= relayDays*24*time.Hour
}

// alike compares with the other letters of the application and, by the gate, with those of the employer's others.
func (a asking) alike() Reason {
	if why := a.blocks("alike"); why != "" || !a.settled() || a.gate == nil {
		return why
	}
	for _, o := range a.gate.SameEmployer {
		if o.Left && o.Note != a.n.ID && lower(o.To) != lower(a.n.To.Addr) && o.Likeness > a.p.Similarity {
			return Reason(fmt.Sprintf("too much like another letter to this employer (%d%%): people compare notes", percent(o.Likeness)))
		}
	}
	return ""
}

func percent(share float64) int { return int(share*100 + 0.5) }

func (a asking) bluff() Reason {
	switch {
	case a.n.Kind != DeadlineNote || a.gate == nil && !a.settled():
	case a.app.Stage == StageClosed:
		return "it is closed: nobody there is to be hurried"
	case a.gate == nil || a.gate.Offer == nil || !a.gate.Offer.Written || a.gate.Offer.Deadline.IsZero():
		return "there is no written offer with a date to speak of"
	case a.gate.Offer.SameEmployer:
		return "it would go to who made the offer"
	case !a.gate.Offer.Deadline.After(a.now):
		return "the date of the offer has passed"
	}
	return ""
}

func (a asking) argues() Reason  { return a.blocks("arguing", "pressing", "pay") }
func (a asking) guessed() Reason { return a.blocks("unknown-address", "typed-address") }

// unanswered stands against what asks while they wait for an answer, and against a thank-you for a talk that came before
// their question.
func (a asking) unanswered() Reason {
	const first = "they asked something: answer that first"
	task := a.app.openTask()
	ours := a.app.Turn == TurnOurs && a.app.Stage != StageOffered // an offer is hers to answer, and no question
	switch {
	case a.app.Stage == StageClosed:
	case a.n.Kind.Class() == Asking && (ours || task != nil):
		return first
	case a.n.Kind == ThankYou && a.settled():
		if r, ok := a.app.Round(a.n.Round); ok && (ours && a.app.TurnSince.After(r.end()) || task != nil && task.Asked.After(r.end())) {
			return first
		}
	}
	return ""
}

// openTask returns the oldest thing they asked that is not done, or nil.
func (a *Application) openTask(kinds ...TaskKind) *Task {
	var oldest *Task
	for i := range a.Tasks {
		t := &a.Tasks[i]
		if t.Done.IsZero() && (len(kinds) == 0 || slices.Contains(kinds, t.Kind)) && (oldest == nil || t.Asked.Before(oldest.Asked)) {
			oldest = t
		}
	}
	return oldest
}

// ownReplyFirst stands while a time that they asked for is not named a business day later. What answers them, what ends
// it and the answer to a rejection may leave.
func (a asking) ownReplyFirst() Reason {
	switch a.n.Kind {
	case Withdrawal, RejectionResponse, RecruiterAnswer, CancelAnswer, OfferThanks, ExtensionRequest:
		return ""
	case ThankYou:
		if !a.settled() {
			return "" // the draft waits
		}
	}
	if a.n.Kind.Class() == Scheduling || a.app.Stage == StageClosed || a.app.Stage == StageOffered {
		return ""
	}
	var since time.Time
	if t := a.app.openTask(TaskAvailability); t != nil {
		since = t.Asked
	} else if a.app.Stage == StageInvited && a.app.Turn == TurnOurs {
		since = a.app.TurnSince
	}
	where := a.p.WhereFor(*a.app)
	if since.IsZero() || a.p.AddBusinessDays(since, a.p.ReplyDays, where).After(a.now) {
		return ""
	}
	return Reason("they wait for your own answer since " + since.In(where.Zone).Format("2 January") + ": that comes first")
}

// byItself stands against a withdrawal that nobody asked for, and against one that nobody said yes to.
func (a asking) byItself() Reason {
	switch {
	case a.n.Kind != Withdrawal:
	case !a.wanted():
		return "only you withdraw: it is drafted when you ask for it"
	case a.n.Offer != "" && (a.gate != nil || a.settled()) && !a.gate.settled():
		return "the offer that you accepted does not stand any more"
	case a.when == atClaim && a.n.ApprovedBy == "":
		return "only you withdraw: nobody said yes to it"
	}
	return ""
}

func (a asking) falseReply() Reason { return a.blocks("false-reply") }

// obeys never stands: no word of a mail is followed, which TestGuard15MailGivesNoOrders holds.
func (a asking) obeys() Reason { return "" }

// tooSoon says until when the person has a letter already. It is a delay, not a no: a draft and an approval wait for it
// by soonest, and the claim holds the letter.
func (a asking) tooSoon() Reason {
	if a.when != atClaim || !a.soonest().After(a.now) {
		return ""
	}
	return "this person was written to less than a day ago"
}

// soonest returns from when on another letter may go to this person; zero: at any time.
func (a asking) soonest() time.Time {
	if a.gate == nil || a.gate.LastRecipient.IsZero() || a.n.Kind == RejectionResponse || a.n.Kind.Class() == Scheduling {
		return time.Time{}
	}
	return a.gate.LastRecipient.Add(a.p.BetweenPerson)
}

// Counts reports whether a letter of that kind counts among the few that one employer gets in a month: thank-yous and
// letters about a time do not, since they expect no answer (domain 1.7, 17).
func (k NoteKind) Counts() bool { return k != ThankYou && k.Class() != Scheduling }

func (a asking) tooMany() Reason {
	if a.n.Kind.Counts() && a.gate != nil && a.gate.DomainMonth >= a.p.DomainMonth {
		return "enough letters went to this employer in the last 30 days"
	}
	return ""
}

// blocks returns the words of the first finding with one of the codes that stands in the way of these words. A draft is
// only marked: it may still be edited.
func (a asking) blocks(codes ...string) Reason {
	if !a.settled() {
		return ""
	}
	found := a.lint
	if found == nil {
		fresh := a.p.lint(a.app, a.n, Elsewhere{Now: a.now})
		found = &fresh
	}
	for _, f := range *found {
		if slices.Contains(codes, f.Code) && f.stands(a.n) {
			return Reason(f.Words)
		}
	}
	return ""
}
