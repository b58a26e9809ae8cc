package followup

import (
	"slices"
	"time"
)

// receive records what every mail says, whatever it means: who wrote, in which thread, about which role. Doing it twice
// for one mail changes nothing more.
func (s *step) receive(kind EventKind) {
	app, m := s.app, s.sig.Mail
	if kind == EventDoubted {
		return
	}
	if s.ev.Before {
		if app.Began.IsZero() && app.Opened.IsZero() || app.Before {
			app.Before, app.Began = true, latest(app.Began, s.ev.Seen)
		}
	} else if kind != EventApplied {
		app.Before = false
	}
	if app.Opened.IsZero() || s.at.Before(app.Opened) {
		app.Opened = s.at
	}
	if kind != EventOwn {
		s.describe()
	}
	app.thread(m.ID)
	if kind == EventOwn {
		if !m.Received.Before(app.LastOut.Received) {
			app.LastOut = m
		}
		return
	}
	if !m.Received.Before(app.LastIn.Received) {
		app.LastIn = m
	}
	for _, who := range s.sig.People {
		app.meet(who)
	}
	who := sender(s.sig)
	if human(s.sig) {
		who.Wrote = s.at
		if !m.Received.Before(app.LastHuman.Received) {
			app.LastHuman = m
		}
	} else {
		who.Robot = who.Robot || unanswerable(who.Addr)
	}
	app.meet(who)
}

// describe fills what the mail says of employer and role where nothing is known yet.
func (s *step) describe() {
	app := s.app
	for _, f := range []struct {
		field *string
		value string
	}{
		{&app.Account, s.sig.Mail.Account}, {&app.Employer, s.sig.Employer}, {&app.Role, s.sig.Role},
		{&app.Requisition, s.sig.Requisition}, {&app.Agency, s.sig.Agency},
	} {
		if *f.field == "" {
			*f.field = f.value
		}
	}
	if d := lower(s.sig.Domain); d != "" && !shared(d) && !slices.Contains(app.Domains, d) {
		app.Domains = append(app.Domains, d)
	}
}

// thread remembers a Message-ID that belongs here.
func (a *Application) thread(id string) {
	if id == "" || slices.Contains(a.Threads, id) {
		return
	}
	a.Threads = append(a.Threads, id)
	if len(a.Threads) > threadsKept {
		a.Threads = slices.Clone(a.Threads[len(a.Threads)-threadsKept:])
	}
}

// open enters a mail that begins an application.
func (s *step) open(stage Stage) {
	s.app.Stage = stage
	s.receive(s.ev.Kind)
}

func newApplied(s *step) Reason {
	s.open(StageApplied)
	s.turn(TurnTheirs, s.at)
	return "applied: their turn"
}

func known(s *step) Reason { return "the application is known already" }

func noApplication(s *step) Reason { return "there is no application that this could be about" }

func newInvited(s *step) Reason {
	s.open(StageInvited)
	return invited(s)
}

// invited opens a round, or stays in the one that waits for a time.
func invited(s *step) Reason {
	app := s.app
	s.withdraw("they invited you", ofKind(Nudge))
	s.closePromises()
	id := roundID(s.sig.Mail.Key, 0)
	if _, ok := app.Round(id); ok {
		return "the invitation is known already"
	}
	if n := len(app.Rounds); app.Stage == StageInvited && !s.sig.Further && n > 0 && !app.Rounds[n-1].took() {
		s.turn(TurnOurs, s.at)
		return "invited once more: the same round"
	}
	app.Rounds = append(app.Rounds, Round{ID: id, Kind: s.sig.RoundKind, Opened: s.at})
	app.Stage = StageInvited
	s.turn(TurnOurs, s.at)
	s.restand()
	return "invited: your turn to answer"
}

func invitedWhileScheduled(s *step) Reason {
	if !s.sig.Further {
		return "already scheduled"
	}
	return invited(s)
}

// talk records an interview, or the invitation to one, after an offer: the stage stays.
func talk(s *step) Reason {
	if len(s.sig.Interviews) > 0 {
		s.mergeAll()
	}
	return "a talk is recorded: the offer stands"
}

// reopen takes an invitation after a rejection as the same candidacy if thread or requisition say so; it never overrules
// the user.
func reopen(s *step) Reason {
	app := s.app
	same := app.knows(s.sig.Mail.InReplyTo...) || app.knows(s.sig.Mail.References...) ||
		s.sig.Requisition != "" && s.sig.Requisition == app.Requisition
	again := app.Outcome == OutcomeRejected || app.Outcome == OutcomeNoAnswer
	if !s.confirmed && (app.ClosedByUser || !same || !again) {
		return s.doubt("it would reopen what is closed")
	}
	s.withdraw("they opened it again", every)
	app.Stage, app.Outcome, app.Closed, app.ClosedByUser = StageInvited, OutcomeOpen, time.Time{}, false
	if id := roundID(s.sig.Mail.Key, 0); s.ev.Kind != EventScheduled {
		if _, ok := app.Round(id); !ok {
			app.Rounds = append(app.Rounds, Round{ID: id, Kind: s.sig.RoundKind, Opened: s.at})
		}
	}
	s.turn(TurnOurs, s.at)
	if len(s.timed()) > 0 {
		s.mergeAll()
		s.turn(TurnTheirs, s.at)
	}
	s.restand()
	return "they opened it again"
}

func newRejected(s *step) Reason {
	s.open(StageApplied)
	return rejected(s)
}

// rejected closes the candidacy; everything open is withdrawn and one answer may be proposed.
func rejected(s *step) Reason {
	s.withdraw("they said no", func(n *Note) bool { return n.Kind != RejectionResponse })
	s.close(OutcomeRejected, false)
	return Reason("they said no: " + s.respond(false))
}

// rejectedWhileScheduled asks while an interview is ahead: a stray form letter must not cost an interview.
func rejectedWhileScheduled(s *step) Reason {
	if !s.confirmed && s.app.ahead(s.at) {
		return s.doubt("a rejection while an interview stands ahead")
	}
	return rejected(s)
}

func rejectedAfterOffer(s *step) Reason {
	if !s.confirmed {
		return s.doubt("a rejection after an offer")
	}
	return rejected(s)
}

// close ends the candidacy.
func (s *step) close(outcome Outcome, byUser bool) {
	app := s.app
	app.Stage, app.Outcome, app.Closed, app.ClosedByUser = StageClosed, outcome, s.at, byUser
	app.Turn, app.TurnSince, app.Deadline, app.DeadlineFor = "", time.Time{}, time.Time{}, ""
	s.closePromises()
}

// closePromises settles what they promised: they have spoken.
func (s *step) closePromises() {
	for i := range s.app.Promises {
		pr := &s.app.Promises[i]
		if pr.Standing != "" && pr.Standing != PromiseOpen {
			continue
		}
		if pr.Said.After(s.at) || pr.Kind == PromiseNoContact {
			continue
		}
		pr.Standing = PromiseKept
		if !pr.Deadline.IsZero() && s.at.After(pr.Deadline) {
			pr.Standing = PromiseBroken
		}
	}
}

func newOffered(s *step) Reason {
	if !s.confirmed {
		return s.doubt("an offer from an employer that is not known")
	}
	s.open(StageApplied)
	return offered(s)
}

func offered(s *step) Reason {
	app := s.app
	s.withdraw("they made an offer", ofKind(Nudge))
	s.closePromises()
	app.Stage = StageOffered
	app.Written = app.Written || s.sig.Detail == DetailWritten
	s.turn(TurnOurs, s.at)
	if !s.sig.Deadline.IsZero() {
		app.Deadline, app.DeadlineFor = s.sig.Deadline, "the answer to their offer"
	}
	if app.Written {
		return "an offer in writing"
	}
	return "an offer by word: ask for it in writing"
}

func offeredAfterClose(s *step) Reason {
	if !s.confirmed {
		return s.doubt("an offer after it was closed")
	}
	s.app.Outcome, s.app.Closed, s.app.ClosedByUser = OutcomeOpen, time.Time{}, false
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

// promised records a reply date; Next moves with it.
func promised(s *step) Reason {
	if s.sig.Promise == nil {
		return "no date was promised"
	}
	app, pr := s.app, *s.sig.Promise
	if pr.Standing == "" {
		pr.Standing = PromiseOpen
	}
	if pr.Said.IsZero() {
		pr.Said = s.at
	}
	if slices.ContainsFunc(app.Promises, func(o Promise) bool {
		return o.Kind == pr.Kind && o.Said.Equal(pr.Said) && o.Deadline.Equal(pr.Deadline) && o.Quote == pr.Quote
	}) {
		return "the promise is known already"
	}
	for i := range app.Promises {
		old := &app.Promises[i]
		if (old.Standing == PromiseOpen || old.Standing == "") && !old.Deadline.IsZero() && pr.Kind != PromiseVague {
			old.Standing = PromiseMoved
			if pr.Said.After(old.Deadline) {
				old.Standing = PromiseBroken
			}
		}
	}
	app.Promises = append(app.Promises, pr)
	if pr.Kind == PromiseNoContact {
		app.NoContact = true
		s.withdraw("they asked not to be written to", ofKind(Nudge))
		return "they asked not to be written to"
	}
	if app.Stage != StageClosed {
		s.withdraw("they named a date", ofKind(Nudge))
	}
	if pr.Deadline.IsZero() {
		return "recorded: they named no date"
	}
	return Reason("recorded: an answer is promised by " + pr.Deadline.In(s.p.ZoneFor(*app)).Format("2 January"))
}

func newAsked(s *step) Reason {
	s.open(StageApplied)
	return asked(s)
}

// asked makes it the user's turn.
func asked(s *step) Reason {
	app := s.app
	s.withdraw("they asked something: answer that first", ofKind(Nudge))
	s.turn(TurnOurs, s.at)
	if !s.sig.Deadline.IsZero() {
		app.Deadline, app.DeadlineFor = s.sig.Deadline, "their question"
		if s.sig.Kind == Assessment {
			app.DeadlineFor = "the assessment"
		}
	}
	return "they asked something: your turn"
}

func askedAfterClose(s *step) Reason {
	if !s.confirmed {
		return s.doubt("they ask something although it is closed")
	}
	return "recorded: it stays closed"
}

// wrote restarts the silence: a person wrote and nothing is decided.
func wrote(s *step) Reason {
	s.withdraw("they wrote", ofKind(Nudge))
	s.turn(TurnTheirs, s.at)
	s.app.OnHold = time.Time{}
	if s.sig.Detail == DetailOnHold {
		s.app.OnHold = s.at
		return "they put it on hold"
	}
	if s.sig.Detail == DetailSubmitted {
		s.app.Deadline, s.app.DeadlineFor = time.Time{}, ""
		return "what they asked for was handed in: their turn"
	}
	return "they wrote: the clock starts anew"
}

func wroteOnly(s *step) Reason {
	s.withdraw("they wrote", ofKind(Nudge))
	if s.app.Stage == StageInvited && s.app.Turn == TurnTheirs {
		s.turn(TurnTheirs, s.at)
	}
	if s.sig.Detail == DetailOnHold {
		s.app.OnHold = s.at
	}
	return "they wrote: read it before a letter leaves"
}

// away moves a question behind their absence; an automatic reply is never answered.
func away(s *step) Reason {
	app := s.app
	app.AwayUntil = latest(app.AwayUntil, s.sig.AwayUntil)
	for i := range app.Notes {
		if n := &app.Notes[i]; n.Kind == Nudge && (n.Status == Approved || n.Status == Proposed) {
			if n.Status == Approved {
				s.back(n, "they are away: say yes again later")
			}
			n.NotBefore = latest(n.NotBefore, s.p.AddBusinessDays(app.AwayUntil, 2, s.p.ZoneFor(*app)))
		}
	}
	return "they are away: no question before they have been back for two business days"
}

func awayOnly(s *step) Reason {
	s.app.AwayUntil = latest(s.app.AwayUntil, s.sig.AwayUntil)
	return "recorded: they are away"
}

// own is a mail that the user wrote herself.
func own(s *step) Reason {
	app, m := s.app, s.sig.Mail
	s.withdraw("you asked yourself", ofKind(Nudge))
	s.withdraw("you wrote to this person yourself", func(n *Note) bool {
		return slices.ContainsFunc(m.To, func(a Address) bool { return a.Addr != "" && lower(a.Addr) == lower(n.To.Addr) })
	})
	s.thankedBy(m)
	if app.Stage != StageScheduled && app.Stage != StageClosed && app.Stage != StageOffered {
		s.turn(TurnTheirs, s.at)
	}
	if s.sig.Detail == DetailOwnWithdraw {
		return s.ownEnd()
	}
	return "you wrote: their turn"
}

// thankedBy counts the people to whom the user wrote within the days of a thank-you as thanked.
func (s *step) thankedBy(m Mail) {
	for i := range s.app.Rounds {
		r := &s.app.Rounds[i]
		end := r.end()
		if !r.took() || s.at.Before(end) || s.p.BusinessDaysBetween(end, s.at, s.p.ZoneFor(*s.app)) > s.p.ThankYouDays {
			continue
		}
		for _, a := range m.To {
			if key := lower(a.Addr); key != "" && !slices.Contains(r.Thanked, key) {
				r.Thanked = append(r.Thanked, key)
			}
		}
	}
}

// ownEnd asks whether the user's own words end the candidacy: only she closes it.
func (s *step) ownEnd() Reason {
	if !s.confirmed {
		return s.doubt("you wrote that you withdraw, decline or accept: is it over?")
	}
	outcome := s.ev.Close
	if outcome == OutcomeOpen {
		outcome = OutcomeWithdrawn
	}
	if s.app.Stage == StageOffered && s.ev.Close == OutcomeOpen {
		return "close it yourself: you accepted or declined"
	}
	s.withdraw("you ended it", every)
	s.close(outcome, true)
	return Reason("closed in your own words: " + string(outcome))
}

func ownWhenClosed(s *step) Reason {
	m := s.sig.Mail
	s.withdraw("you wrote to this person yourself", func(n *Note) bool { return m.on(n.To.Addr) })
	return "recorded"
}
