package followup

import (
	"slices"
	"strings"
)

// own is a mail that the user wrote herself. It ends, moves and withdraws what it answers, and nothing else.
func own(s *step) Reason {
	app, m := s.app, s.sig.Mail
	switch s.sig.Detail {
	case DetailOwnCalYes:
		return s.ownYes()
	case DetailOwnCalNo:
		return s.ownNo()
	}
	if !s.toThem() {
		return "recorded: it went to nobody of theirs"
	}
	s.withdraw("you asked yourself", unasked)
	s.wroteTo()
	s.thankedBy(m)
	s.answerTasks()
	why := Reason("you wrote")
	if app.Stage != StageScheduled || app.Turn == TurnOurs {
		why = s.handOver(why)
	}
	switch s.sig.Detail {
	case DetailOwnWithdraw, DetailOwnDecline:
		return s.ownEnd()
	case DetailOwnAccept:
		if app.Stage == StageOffered {
			return s.ownEnd()
		}
	}
	return why
}

// unasked names the letters that are drafted because nobody said more: whoever of theirs the user writes to, she has said
// it herself. What they asked for is answered to who asked.
func unasked(n *Note) bool {
	return intoSilence(n) || n.Kind == CancelAnswer || n.Kind == ScheduleProposal && n.Task == ""
}

// forwards begin the subject of a mail that hands another one on.
var forwards = []string{"fwd:", "fw:", "wg:", "tr:", "rv:", "enc:", "doorst:", "i:", "pd:"}

// toThem reports whether a mail of the user went to somebody of this application: a person known here, an address of the
// employer's, or whoever she answers in its thread. What she forwards to a friend says nothing to them.
func (s *step) toThem() bool {
	app, m := s.app, s.sig.Mail
	for _, to := range m.To {
		addr := lower(to.Addr)
		if addr == "" || s.p.mine(addr) {
			continue
		}
		who := app.person(addr)
		if who != nil && who.Part != PartReferee || app.LastHuman.on(addr) || app.LastIn.on(addr) ||
			slices.ContainsFunc(app.Domains, func(d string) bool { return within(addr, d) }) {
			return true
		}
	}
	forward := slices.ContainsFunc(forwards, func(f string) bool { return strings.HasPrefix(lower(m.Subject), f) })
	return !forward && (len(m.To) == 0 || app.knows(m.InReplyTo...))
}

// wroteTo ends the drafts to the people whom the user wrote to herself. A letter that says more than a few words could, a
// withdrawal or about an offer, only needs a new yes: her mail may have been about something else.
func (s *step) wroteTo() {
	const why = "you wrote to this person yourself"
	m := s.sig.Mail
	addressed := func(n *Note) bool {
		return slices.ContainsFunc(m.To, func(a Address) bool { return a.Addr != "" && lower(a.Addr) == lower(n.To.Addr) })
	}
	weighty := func(n *Note) bool {
		return n.Kind == Withdrawal || n.Kind == DeadlineNote || n.Kind == ExtensionRequest
	}
	s.withdraw(why, func(n *Note) bool { return addressed(n) && !weighty(n) })
	for i := range s.app.Notes {
		n := &s.app.Notes[i]
		if !addressed(n) || !weighty(n) {
			continue
		}
		switch n.Status {
		case Approved:
			s.back(n, why+": read it again")
		case Claimed:
			n.Back = why + ": read it again"
		}
	}
}

// answerTasks ends what this mail answers: what was asked in the mail that it replies to, or by a person whom it goes to, or
// by a program, whose letters are answered to people. An assessment, and a form, is not done by a mail.
func (s *step) answerTasks() {
	app, m := s.app, s.sig.Mail
	for i := range app.Tasks {
		t := &app.Tasks[i]
		if !t.Open() || t.Asked.After(s.at) || t.Kind == TaskAssessment || t.Kind == TaskForm {
			continue
		}
		reply := t.Thread != "" && (slices.Contains(m.InReplyTo, t.Thread) || slices.Contains(m.References, t.Thread))
		asker := m.on(t.By.Addr) && lower(m.From.Addr) != lower(t.By.Addr)
		if reply || asker || !s.p.reachable(app, app.known(t.By)) {
			s.endTask(t, TaskDone, "you answered it yourself")
			app.Answered = m
		}
	}
}

// ownYes is the user's yes to a calendar entry: the time that they asked about is settled.
func (s *step) ownYes() Reason {
	iv := s.meant()
	if iv == nil {
		return "recorded: you accepted a calendar entry"
	}
	if iv.Standing == Set {
		iv.Confirmed = true
	}
	s.settleTasks(TaskDone, "you accepted the calendar entry", TaskAvailability)
	s.withdraw("you accepted the calendar entry", func(n *Note) bool {
		return n.Kind == RescheduleAnswer && n.Interview == interviewName(*iv)
	})
	return "you accepted the calendar entry"
}

// ownNo is the user's no to a calendar entry: whether the interview is off is asked.
func (s *step) ownNo() Reason {
	iv := s.meant()
	switch {
	case iv == nil || iv.Standing != Set:
		return "recorded: you declined a calendar entry"
	case !s.confirmed:
		return s.doubt("you declined the calendar entry: is the interview off?")
	}
	iv.Standing, iv.CancelledAt = Cancelled, s.at
	s.restand()
	if s.app.Stage == StageInvited {
		s.turn(TurnTheirs, s.at)
	}
	return "the interview is off: you declined it"
}

// thankedBy counts the people to whom the user wrote within the days of a thank-you as thanked.
func (s *step) thankedBy(m Mail) {
	for i := range s.app.Rounds {
		r := &s.app.Rounds[i]
		end := r.end()
		if !r.took() || s.at.Before(end) || s.p.BusinessDaysBetween(end, s.at, s.p.WhereFor(*s.app)) > s.p.ThankYouDays {
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
	if outcome == OutcomeOpen && s.app.Stage == StageOffered {
		outcome = map[Detail]Outcome{DetailOwnAccept: OutcomeTaken, DetailOwnDecline: OutcomeDeclined}[s.sig.Detail]
		if outcome == OutcomeOpen {
			return "close it yourself: you accepted or declined"
		}
	}
	if outcome == OutcomeOpen {
		outcome = OutcomeWithdrawn
	}
	s.withdraw("you ended it", every)
	s.close(outcome, true)
	return Reason("closed in your own words: " + string(outcome))
}

func ownWhenClosed(s *step) Reason {
	m := s.sig.Mail
	s.withdraw("you wrote to this person yourself", func(n *Note) bool {
		return m.on(n.To.Addr) || n.Kind == RejectionResponse && n.Answers != "" && slices.Contains(m.InReplyTo, n.Answers)
	})
	return "recorded"
}
