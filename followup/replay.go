package followup

import (
	"slices"
	"time"
)

// When is the event's place in message time: the order in which a replay tells events. What happened to a note keeps the
// order in which it was lived: a server's clock may date our own copy before the claim that it is proof of.
func (ev Event) When() time.Time {
	if isNoteEvent(ev.Kind) && !ev.Seen.IsZero() {
		return ev.Seen
	}
	if ev.Signal != nil && !ev.Signal.Mail.Received.IsZero() && (ev.Kind == EventResolved || ev.Kind == EventCorrect) {
		return ev.Signal.Mail.Received
	}
	return ev.At
}

// Late reports whether an event has to be told in its place: it is older than what the application knows, or changes what
// an earlier mail or act meant.
func Late(app Application, ev Event) bool {
	switch ev.Kind {
	case EventCorrect, EventUndone, EventJoined, EventParted:
		return true
	}
	return ev.Signal != nil && ev.Kind != EventDoubted && ev.At.Before(app.Last)
}

// Replay tells the journal once more, in message time, so that the order in which mails were read does not matter. What
// the user said of a mail takes the place of what was read from it. notes are the application's after the last event, as
// they were lived: a letter that was ever claimed keeps its facts, since it may have left whatever would be proposed
// today, one that was held is not claimed by the telling, and a draft that no longer arises is withdrawn.
func (p Policy) Replay(events []Event, notes []Note) Application {
	told := p.corrected(standing(events))
	slices.SortStableFunc(told, func(a, b Event) int { return a.When().Compare(b.When()) })
	var app Application
	forced := map[string]bool{}
	for _, ev := range told {
		if ev.Kind == EventPhase {
			continue // how far a letter got is a fact of its attempt, whatever was read later
		}
		n := claimedThen(notes, ev)
		if n != nil {
			forced[n.ID] = force(&app, *n, ev) || forced[n.ID]
			if ev.Gate.InSent == "" {
				continue
			}
		}
		after, _, _ := p.Step(app, ev, ev.Seen)
		if now, ok := after.Note(ev.Note); ok && n == nil && ev.Kind == EventClaim && now.Status == Claimed {
			continue // it was held when it was lived: nobody sends it now, and nobody would settle it
		}
		app = after
	}
	for i := range app.Notes {
		if n := &app.Notes[i]; forced[n.ID] && (n.Status == Proposed || n.Status == Approved || n.Status == Failed) {
			n.Status, n.Hold, n.Ended, n.EndedWhy = Withdrawn, NoHold, lastSeen(events), noPlace(events)
		}
	}
	settleNotes(&app, events, notes)
	return app
}

// corrected leaves out what was read from a mail about which the user spoke later, and enters her word as its event.
func (p Policy) corrected(events []Event) []Event {
	spoken := map[string]int{}
	for i, ev := range events {
		if ev.Kind == EventCorrect || ev.Kind == EventResolved {
			spoken[spokenKey(ev)] = i
		}
	}
	var out []Event
	for i, ev := range events {
		key := spokenKey(ev)
		if fromMail(ev.Kind) && ev.Signal != nil {
			key = ev.Signal.Mail.Key
		}
		if at, ok := spoken[key]; ok && key != "" && (fromMail(ev.Kind) || ev.Kind == EventCorrect || ev.Kind == EventResolved) {
			if at > i {
				continue
			}
			if ev.Kind == EventCorrect {
				ev.Kind = EventResolved
			}
		}
		out = append(out, ev)
	}
	return out
}

func spokenKey(ev Event) string {
	if ev.Key == "" && ev.Signal != nil {
		return ev.Signal.Mail.Key
	}
	return ev.Key
}

// claimedThen returns the note if that claim was one that took it, or found it sent already.
func claimedThen(notes []Note, ev Event) *Note {
	if ev.Kind != EventClaim || ev.Gate == nil {
		return nil
	}
	i := slices.IndexFunc(notes, func(n Note) bool { return n.ID == ev.Note })
	if i < 0 {
		return nil
	}
	n := &notes[i]
	if _, took := n.attemptOf(ev); took || ev.Gate.InSent != "" && n.Status == Sent {
		return n
	}
	return nil
}

// attemptOf returns the attempt that a claim began, if it began one.
func (n *Note) attemptOf(claim Event) (Attempt, bool) {
	for _, a := range n.Attempts {
		if a.Began.Equal(claim.Seen) {
			return a, true
		}
	}
	return Attempt{}, false
}

// inRound gives a note that was lived its round in the history that is told: a mail that was read later may have opened the
// round before.
func inRound(app *Application, n *Note) {
	if _, ok := app.Round(n.Round); ok {
		return
	}
	n.Round = app.currentRound()
	for _, r := range app.Rounds {
		if slices.ContainsFunc(r.Interviews, func(iv Interview) bool { return n.Interview != "" && interviewName(iv) == n.Interview }) {
			n.Round = r.ID
		}
	}
}

// twin reports whether a draft that is told is the letter that was lived, under another round's name. An application has one
// answer to a rejection, whatever its round is called and whoever it went to.
func twin(told, lived Note) bool {
	if told.Kind == RejectionResponse && lived.Kind == RejectionResponse {
		return told.ID != lived.ID && told.Status == Proposed
	}
	return told.ID != lived.ID && told.Kind == lived.Kind && told.Round == lived.Round && told.Status == Proposed &&
		(told.Person == lived.Person || lower(told.To.Addr) == lower(lived.To.Addr))
}

// force lets a claim succeed that did succeed, with the words that were claimed, whatever would be proposed today: what
// may have left is never told away.
//
// It reports whether nothing that is told proposes that letter: should it not have left, it has no place any more.
func force(app *Application, lived Note, ev Event) bool {
	inRound(app, &lived)
	before := len(app.Notes)
	app.Notes = slices.DeleteFunc(app.Notes, func(n Note) bool { return twin(n, lived) })
	n, ok := app.Note(lived.ID)
	alone := !ok && len(app.Notes) == before
	if !ok {
		copied := lived
		copied.Attempts = nil
		for _, a := range lived.Attempts {
			if a.Began.Before(ev.Seen) {
				copied.Attempts = append(copied.Attempts, a)
			}
		}
		copied.Sent, copied.Filed, copied.Bounced = time.Time{}, "", false
		app.Notes = append(app.Notes, copied)
		n = &app.Notes[len(app.Notes)-1]
	}
	n.From, n.To, n.Subject, n.Text = lived.From, lived.To, lived.Subject, lived.Text
	n.Answers, n.References, n.Fingerprint = lived.Answers, slices.Clone(lived.References), lived.Fingerprint
	n.takeYes(lived)
	n.Hold, n.NewMail, n.Back, n.Ended, n.EndedWhy = NoHold, false, "", time.Time{}, ""
	app.thread(n.MessageID)
	n.Status = Approved
	if ev.Gate.InSent == "" {
		n.Status = Claimed
		took, _ := lived.attemptOf(ev)
		n.Attempts = append(n.Attempts, Attempt{Began: ev.Seen, Phase: took.Phase})
	}
	return alone
}

// takeYes gives a note that is told the yes that was lived: an earlier one, taken back by a mail that is told no more,
// stood for other bytes and another time.
func (n *Note) takeYes(lived Note) {
	n.Approved, n.ApprovedBy, n.ApprovedFor, n.SendAt = lived.Approved, lived.ApprovedBy, lived.ApprovedFor, lived.SendAt
	n.MessageID, n.Bytes, n.AnyHour = lived.MessageID, lived.Bytes, lived.AnyHour
}

// settleNotes brings the notes that were lived and those that were told together: what may have left stays, what was let
// go stays so, what somebody saw and what no longer arises is withdrawn, and a yes given before a mail was read is void.
func settleNotes(app *Application, events []Event, notes []Note) {
	s := &step{app: app}
	for _, lived := range notes {
		if _, ok := app.Note(lived.ID); ok {
			continue
		}
		inRound(app, &lived)
		told := slices.IndexFunc(app.Notes, func(n Note) bool { return twin(n, lived) })
		seen := slices.ContainsFunc(events, func(ev Event) bool { return ev.Note == lived.ID })
		switch {
		case lived.Status == Claimed || lived.Status == Unsure || lived.Status == Sent || len(lived.Attempts) > 0:
		case !seen:
			continue // nobody ever saw it
		case told >= 0 && lived.Status != Withdrawn: // the words that somebody saw, or let go, take the place of new ones
			app.Notes = slices.Delete(app.Notes, told, told+1)
			if lived.Status.Open() && lived.Status != Proposed { // of a draft there is no yes to take back
				s.back(&lived, "told anew: it needs a new yes")
			}
		case lived.Status == Proposed && !lived.Edited && takesBack(events):
			continue // a draft that nobody decided about goes with what it came of
		case lived.Status.Open():
			lived.Status, lived.Hold = Withdrawn, NoHold
			lived.Ended, lived.EndedWhy = lastSeen(events), noPlace(events)
		}
		lived.References, lived.Attempts = slices.Clone(lived.References), slices.Clone(lived.Attempts)
		app.Notes = append(app.Notes, lived)
	}
	for i := range app.Notes {
		n := &app.Notes[i]
		at := slices.IndexFunc(notes, func(l Note) bool { return l.ID == n.ID })
		if at < 0 {
			if n.Status == Approved { // nobody knows any more whether it left
				s.back(n, "told anew: it needs a new yes")
			}
			continue
		}
		switch was := notes[at]; {
		case n.Status == Approved && (was.Status != Approved || n.Fingerprint != was.Fingerprint):
			s.back(n, Reason(orElse(string(was.Back), "told anew: it needs a new yes")))
			n.NewMail = was.NewMail
		case n.Status == Approved:
			n.takeYes(was)
			if was.Hold == HoldClock { // only a person lifts it
				n.Hold = HoldClock
			}
		case n.Status == Claimed && was.Status == Claimed: // what was read on its way still stops it
			n.Back, n.NewMail, n.EndedWhy = was.Back, was.NewMail, was.EndedWhy
		case n.Status == Proposed && was.Status == Dismissed:
			s.end(n, Dismissed, was.EndedWhy)
			n.Ended = was.Ended
		}
	}
}

// takesBack reports whether the newest event takes something back.
func takesBack(events []Event) bool {
	kind := events[len(events)-1].Kind
	return kind == EventUndone || kind == EventParted
}

// noPlace says why a draft does not arise any more.
func noPlace(events []Event) Reason {
	switch events[len(events)-1].Kind {
	case EventUndone:
		return "you took back what it came of"
	case EventJoined, EventParted:
		return "it has no place since you merged or split"
	}
	return "a mail that was read later leaves no place for it"
}

func lastSeen(events []Event) time.Time {
	var t time.Time
	for _, ev := range events {
		t = latest(t, ev.Seen)
	}
	return t
}
