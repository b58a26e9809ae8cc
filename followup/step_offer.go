package followup

import (
	"maps"
	"slices"
	"time"
)

// terms returns the record of the offer, and opens it. What was kept of an offer before there were records goes into it.
func (s *step) terms() *Terms {
	app := s.app
	if o := app.Offer; o == nil || !o.Rescinded.IsZero() || !o.Declined.IsZero() {
		app.Offer = &Terms{}
		if o == nil && app.Stage == StageOffered {
			app.Offer.Written, app.Offer.Deadline, app.Offer.Said = app.Written, app.Deadline, app.TurnSince
		}
	}
	return app.Offer
}

// inWriting records that the document came.
func (o *Terms) inWriting(at time.Time) {
	if !o.Written {
		o.Written, o.Came = true, at
	}
}

func newOffered(s *step) Reason {
	if !s.confirmed {
		return s.doubt("an offer from an employer that is not known")
	}
	s.open(StageApplied)
	return offered(s)
}

// offered takes an offer by mail. One in writing replaces one by word; a later date replaces an earlier one.
func offered(s *step) Reason {
	o := s.terms()
	s.isOffered()
	if o.Said.IsZero() {
		o.Said = s.at
	}
	if s.sig.Detail == DetailWritten {
		o.inWriting(s.at)
	}
	if !s.sig.Deadline.IsZero() {
		o.Deadline = s.sig.Deadline
	}
	if who := s.app.known(sender(s.sig)); o.By.Addr == "" || s.p.reachable(s.app, who) {
		o.By = clonePerson(who)
	}
	if o.Written {
		return "an offer in writing"
	}
	return "an offer by word: ask for it in writing"
}

// isOffered brings an application to where an offer stands: nothing is waited for there.
func (s *step) isOffered() {
	s.withdraw("they made an offer", ofKind(Nudge))
	s.withdraw("they made an offer", ofKind(DeadlineNote))
	s.closePromises()
	s.app.Stage = StageOffered
	s.turn(TurnOurs, s.at)
}

// offeredAfterClose asks, unless it is the paper of the offer that was accepted.
func offeredAfterClose(s *step) Reason {
	app := s.app
	if o := app.Offer; app.Outcome == OutcomeTaken && o != nil && o.Rescinded.IsZero() {
		if s.sig.Detail == DetailWritten {
			o.inWriting(s.at)
			return "recorded: the offer that you accepted is in writing"
		}
		return "recorded: you accepted it"
	}
	if !s.confirmed {
		return s.doubt("an offer after it was closed")
	}
	app.Outcome, app.Closed, app.ClosedByUser = OutcomeOpen, time.Time{}, false
	s.withdraw("they made an offer after all", every)
	return offered(s)
}

// rescinded acts on the user's word alone, and only where an offer or an accepted one stands.
func rescinded(s *step) Reason {
	if !s.confirmed {
		return s.doubt("they may be taking an offer back")
	}
	if s.app.Stage == StageClosed && s.app.Outcome != OutcomeTaken {
		return "recorded: it is closed already"
	}
	if s.app.Stage == StageNew {
		s.open(StageApplied)
	}
	s.withdraw("they took the offer back", every)
	s.close(OutcomeRescinded, false)
	return "they took the offer back"
}

// offerEnds keeps with the offer how the application ended; while that is open so is the answer to the offer.
func (s *step) offerEnds() {
	o := s.app.Offer
	if o == nil || s.app.Stage != StageClosed && s.app.Stage != StageOffered {
		return
	}
	o.Accepted, o.Declined, o.Rescinded = time.Time{}, time.Time{}, time.Time{}
	switch s.app.Outcome {
	case OutcomeTaken:
		o.Accepted = s.app.Closed
	case OutcomeDeclined, OutcomeWithdrawn:
		o.Declined = s.app.Closed
	case OutcomeRescinded:
		o.Rescinded = s.app.Closed
	}
}

// offerTold takes what the user knows of an offer. It never accepts or declines one: that is closing the application.
func offerTold(s *step) Reason {
	app, told := s.app, s.ev.Offer
	if told == nil {
		return "nothing is said of the offer"
	}
	for key := range told.Checked {
		if !slices.Contains(OfferItems, key) {
			return Reason(key + " is nothing to check in an offer")
		}
	}
	if app.Stage == StageClosed && (app.Outcome != OutcomeTaken || app.Offer == nil) {
		return "it is closed: reopen it first"
	}
	o := s.terms()
	if app.Stage != StageClosed {
		first := app.Stage != StageOffered
		since := app.TurnSince
		s.isOffered()
		if !first {
			app.TurnSince = since
		}
	}
	if o.Said.IsZero() {
		o.Said = s.at
	}
	if !told.Said.IsZero() {
		o.Said = told.Said
	}
	if told.Written {
		o.inWriting(s.when(told.Came))
	}
	if !told.Deadline.IsZero() {
		o.Deadline = told.Deadline
	}
	if !told.Extended.IsZero() {
		o.Extended = told.Extended
	}
	if !told.Signed.IsZero() {
		o.Signed = told.Signed
	}
	if len(told.Checked) > 0 && o.Checked == nil {
		o.Checked = map[string]string{}
	}
	maps.Copy(o.Checked, told.Checked)
	if o.Act == "" && s.ev.ID != "" {
		o.Act = s.ev.ID
	}
	s.acted("told of the offer")
	if o.Written {
		return "recorded: an offer in writing"
	}
	return "recorded: an offer by word"
}

// when returns t, or the time of the event where t is not known.
func (s *step) when(t time.Time) time.Time {
	if t.IsZero() {
		return s.at
	}
	return t
}

// unwritten warns where an offer is accepted that nobody wrote down.
func (s *step) unwritten() Reason {
	if s.app.Outcome == OutcomeTaken && !s.app.Settled() {
		return "; nothing is in writing yet, so the others go on until it is"
	}
	return ""
}

// ByOffer stands in Event.By where a letter is drafted because an offer elsewhere came, was accepted or is gone.
const ByOffer = "offer"

// wantWithdrawal drafts a withdrawal: on the user's word, or because she accepted an offer elsewhere that is in writing. It
// is a draft, and the application goes on until it has left.
func wantWithdrawal(s *step) Reason {
	app := s.app
	n := Note{Kind: Withdrawal, Round: app.currentRound(), Why: "you want to withdraw", Words: s.ev.Words}
	if s.ev.By == ByOffer {
		n.Why, n.Offer = "you accepted an offer in writing: a polite word to the others", s.ev.OfferOf
		if !s.ev.Gate.settled() {
			const why = "the offer that you accepted does not stand any more"
			s.withdraw(why, func(n *Note) bool { return n.Kind == Withdrawal && n.Offer != "" && n.Offer == s.ev.OfferOf })
			return why
		}
	}
	who, ok := s.p.offerer(app)
	switch {
	case app.Stage == StageClosed:
		return "it is closed"
	case s.ev.By == ByOffer && (app.Before || app.NoContact || !app.Archived.IsZero()):
		return "nothing is drafted by itself here"
	case !ok:
		return "nobody who can be reached is known"
	}
	if !s.propose(n, who) {
		return "a withdrawal is drafted already"
	}
	if s.ev.By != ByOffer {
		s.acted("asked for a withdrawal")
	}
	return "drafted: a withdrawal, which leaves only after your yes"
}

// settled reports whether the offer for which a letter was drafted is accepted and in writing, as far as is known.
func (g *Gate) settled() bool { return g != nil && g.Offer != nil && g.Offer.Settled }

// wantDeadlineNote drafts the note that another offer has a date. Without such an offer, drafts that spoke of it are withdrawn.
func wantDeadlineNote(s *step) Reason {
	app, by := s.app, s.ev.By == ByOffer
	var offer *OfferFact
	if s.ev.Gate != nil && s.ev.Gate.Offer != nil && s.ev.Gate.Offer.App == s.ev.OfferOf {
		offer = s.ev.Gate.Offer
	}
	speaks := func(n *Note) bool { return n.Kind == DeadlineNote && n.Offer == s.ev.OfferOf }
	switch {
	case s.ev.OfferOf == "":
		return "there is no written offer with a date ahead to speak of"
	case offer == nil || !offer.Written || offer.Deadline.IsZero() || !offer.Deadline.After(s.now):
		s.withdraw("the offer that it speaks of does not stand any more", speaks)
		return "there is no written offer with a date ahead to speak of"
	case offer.SameEmployer:
		return "it would go to who made the offer"
	case app.Stage == StageClosed:
		return "it is closed"
	case app.Stage == StageOffered:
		return "they made an offer themselves"
	case app.NoContact:
		return "they asked not to be written to"
	case by && (app.Before || !app.Archived.IsZero() || app.EarlyFor()):
		return "it is too early there to speak of another offer"
	}
	for i := range app.Notes {
		n := &app.Notes[i]
		same := speaks(n) && n.Expires.Equal(offer.Deadline)
		switch {
		case n.Kind != DeadlineNote:
		case same && (n.Status.Open() || n.Status == Sent || n.Status == Dismissed && by):
			return "they were told of it, or the letter is drafted, or you let it go"
		case n.Status == Sent && by:
			return "they were told of an offer once"
		case n.Status.Open() && !speaks(n) && !n.Expires.After(offer.Deadline):
			return "a note about a nearer date is drafted"
		}
	}
	who, ok := s.p.contact(app, nil, false)
	if !ok {
		return "nobody who can be reached is known"
	}
	s.withdraw("another date is nearer", ofKind(DeadlineNote))
	n := Note{
		Kind: DeadlineNote, Round: app.currentRound(), Offer: s.ev.OfferOf, Expires: offer.Deadline, Variant: s.ev.Variant, Words: s.ev.Words,
		Why: "you have a written offer elsewhere: they may want to decide before " + Reason(offer.Deadline.In(s.p.Zone).Format("2 January")),
	}
	if !s.propose(n, who) {
		return "such a letter is drafted already"
	}
	if !by {
		s.acted("asked for a note about another offer")
	}
	return "drafted: a note about the date of another offer"
}

// wantExtension drafts a request for more time, once. ev.Slot is the day that the user would answer on.
func wantExtension(s *step) Reason {
	app, o := s.app, s.app.Offer
	switch {
	case app.Stage != StageOffered || o == nil || !o.open():
		return "there is no offer to ask more time for"
	case o.Deadline.IsZero():
		return "their offer names no date"
	case !o.Deadline.After(s.now):
		return "the date of the offer has passed"
	case !o.Extended.IsZero():
		return "you asked for more time before: once is enough"
	}
	who, ok := s.p.offerer(app)
	if !ok {
		return "nobody who can be reached is known"
	}
	n := Note{Kind: ExtensionRequest, Round: app.currentRound(), Why: "you want more time to decide", Expires: o.Deadline, Words: s.ev.Words}
	if s.ev.Slot != nil {
		if !s.ev.Slot.Start.After(o.Deadline) {
			return "that day is not later than the date they named"
		}
		n.Slots = []Interview{shortly(*s.ev.Slot)}
	}
	if !s.propose(n, who) {
		return "such a letter is drafted already"
	}
	s.acted("asked for a request for more time")
	return "drafted: a request for more time"
}

// wantOfferThanks drafts the thanks for an offer by word, which ask for it in writing.
func wantOfferThanks(s *step) Reason {
	if why := misfitOfferThanks(s.p, s.app, Note{}, s.now); why != "" {
		return why
	}
	who, ok := s.p.offerer(s.app)
	if !ok {
		return "nobody who can be reached is known"
	}
	if !s.propose(Note{Kind: OfferThanks, Round: s.app.currentRound(), Why: "on your request", Words: s.ev.Words}, who) {
		return "such a letter is drafted already"
	}
	s.acted("asked for thanks for the offer")
	return "drafted: thanks for the offer, which ask for it in writing"
}

// misfitWithdrawal says why a withdrawal has no place.
func misfitWithdrawal(_ Policy, app *Application, _ Note, _ time.Time) Reason {
	if app.Stage == StageClosed {
		return "it is closed"
	}
	return ""
}

// misfitDeadlineNote says why a note about another offer has no place.
func misfitDeadlineNote(_ Policy, app *Application, n Note, now time.Time) Reason {
	switch {
	case app.Stage == StageClosed:
		return "it is closed"
	case app.Stage == StageOffered:
		return "they made an offer themselves"
	case app.NoContact:
		return "they asked not to be written to"
	case !n.Expires.After(now):
		return "the date of the offer has passed"
	}
	return ""
}

// misfitExtension says why a request for more time has no place.
func misfitExtension(_ Policy, app *Application, n Note, now time.Time) Reason {
	o := app.Offer
	switch {
	case app.Stage != StageOffered || o == nil || !o.open():
		return "there is no offer to ask more time for"
	case !o.Deadline.After(now):
		return "the date of the offer has passed"
	case !o.Extended.IsZero() && n.Status != Sent:
		return "you asked for more time before: once is enough"
	}
	return ""
}

// misfitOfferThanks says why the thanks for an offer by word have no place.
func misfitOfferThanks(_ Policy, app *Application, _ Note, _ time.Time) Reason {
	switch o := app.Offer; {
	case app.Stage != StageOffered || o == nil || !o.open():
		return "there is no offer to thank for"
	case o.Written:
		return "it is in writing already"
	}
	return ""
}

// offerAfterSending keeps what a letter that left means for the offer, and ends what the user withdrew from.
func (s *step) offerAfterSending(n *Note) {
	switch {
	case n.Kind == ExtensionRequest && s.app.Offer != nil:
		s.app.Offer.Extended = s.now
	case n.Kind == Withdrawal && s.app.Stage != StageClosed:
		outcome := OutcomeWithdrawn
		if s.app.Stage == StageOffered {
			outcome = OutcomeDeclined
		}
		id := n.ID
		s.withdraw("you withdrew", func(o *Note) bool { return o.ID != id })
		s.close(outcome, true)
		s.offerEnds()
	}
}
