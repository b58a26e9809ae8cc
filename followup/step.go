package followup

import (
	"slices"
	"strings"
	"time"
)

// step is one event on its way through a copy of an application.
type step struct {
	p         Policy
	app       *Application
	note      *Note // the note that the event is about, if it is about one
	ev        Event
	sig       Signal
	at        time.Time // message time, never later than now
	now       time.Time
	confirmed bool // the user said what the mail is: nothing is asked again
	effects   []Effect
	barred    Reason                 // the guard that stood against the last proposal, if one did
	enter     func(EventKind) Reason // enters another event in this one's place
}

// Step applies one event and returns the application afterwards, what is to be done next and why. It never changes its
// input, knows every event at every stage and in every status, and always gives a reason. The same input gives the same
// output; now is the only time it knows besides those in app and ev.
func (p Policy) Step(app Application, ev Event, now time.Time) (Application, []Effect, Reason) {
	after := clone(app)
	s := &step{p: p.usable(), app: &after, ev: ev, now: now, at: ev.At}
	if s.now.IsZero() {
		s.now = latest(ev.Seen, ev.At, app.Last, app.TurnSince, app.Opened)
	}
	if s.at.IsZero() || s.at.After(s.now) {
		s.at = s.now
	}
	if ev.Signal != nil {
		s.sig = *ev.Signal
	}
	s.enter = s.cell
	var why Reason
	if isNoteEvent(ev.Kind) {
		why = s.noteCell()
	} else {
		why = s.cell(ev.Kind)
	}
	s.sweep()
	s.mirror()
	return after, s.effects, why
}

// cell finds the cell of the first table and enters it.
func (s *step) cell(kind EventKind) Reason {
	if fromMail(kind) && s.ev.Signal == nil {
		return "the event carries no mail: nothing changed"
	}
	if kind != EventTick && kind != EventDoubted && kind != EventCorrect {
		s.advance(s.at)
	}
	row := applicationRow(kind)
	col := slices.Index(stages, s.app.Stage)
	if row == nil || col < 0 {
		return "the event or the stage is unknown: nothing changed"
	}
	if fromMail(kind) && s.app.Stage != StageNew {
		s.receive(kind)
	}
	if theirs(kind) {
		s.news()
	}
	s.unearth(kind)
	doubts := len(s.app.Doubts)
	why := row.cells[col].do(s)
	s.listed(kind, stages[col])
	if theirs(kind) && len(s.app.Doubts) == doubts {
		s.judge(kind)
	}
	if worldly(kind) && s.app.Stage != StageNew {
		s.app.Last = latest(s.app.Last, s.at)
	}
	return why
}

// noteCell finds the cell of the second table and enters it.
func (s *step) noteCell() Reason {
	n, ok := s.app.Note(s.ev.Note)
	if !ok {
		return "there is no such note"
	}
	s.note = n
	row := noteRow(s.ev.Kind)
	col := slices.Index(statuses, n.Status)
	if row == nil || col < 0 {
		return "the event or the status is unknown: nothing changed"
	}
	return row.cells[col].do(s)
}

// fromMail reports whether an event of that kind is what a mail means.
func fromMail(kind EventKind) bool {
	switch kind {
	case EventApplied, EventInvited, EventScheduled, EventMoved, EventCancelled, EventRejected, EventOffered, EventRescinded,
		EventPromised, EventAsked, EventWrote, EventAway, EventOwn, EventDoubted, EventOutreach:
		return true
	}
	return false
}

// theirs reports whether an event of that kind is news from the employer: a yes given before it was read is void.
func theirs(kind EventKind) bool {
	return fromMail(kind) && kind != EventApplied && kind != EventOwn && kind != EventDoubted && kind != EventAway
}

// worldly reports whether an event of that kind is a fact about the world, which has its place in message time.
func worldly(kind EventKind) bool {
	switch kind {
	case EventHeld, EventNotHeld, EventClose, EventAdded, EventDescribed, EventMet, EventArranged, EventTold, EventDebriefed, EventAnswered, EventOfferTold, EventReopened:
		return true
	}
	return fromMail(kind) && kind != EventDoubted
}

func (s *step) effect(e Effect) { s.effects = append(s.effects, e) }

func (s *step) tell(words string) { s.effect(Effect{Kind: Tell, Words: words}) }

// stay is the cell function for what changes nothing but what receive already recorded.
func stay(words Reason) func(*step) Reason { return func(*step) Reason { return words } }

// turn sets whose move it is and since when.
func (s *step) turn(whose Turn, since time.Time) {
	s.app.Turn, s.app.TurnSince = whose, since
}

// withdraw ends every open note that which names. One that is on its way is stopped before the final dot, if that is
// still to come, and ends once it is known that it did not leave.
func (s *step) withdraw(why Reason, which func(*Note) bool) {
	for i := range s.app.Notes {
		note := &s.app.Notes[i]
		switch {
		case !which(note):
		case note.Status == Proposed || note.Status == Approved || note.Status == Failed:
			s.end(note, Withdrawn, why)
		case note.Status == Claimed && note.EndedWhy == "":
			note.EndedWhy = why
		}
	}
}

func every(*Note) bool                      { return true }
func ofKind(kind NoteKind) func(*Note) bool { return func(n *Note) bool { return n.Kind == kind } }
func ofRound(round string) func(*Note) bool { return func(n *Note) bool { return n.Round == round } }
func both(a, b func(*Note) bool) func(*Note) bool {
	return func(n *Note) bool { return a(n) && b(n) }
}

// end closes a note.
func (s *step) end(n *Note, status NoteStatus, why Reason) {
	n.Status, n.Ended, n.EndedWhy, n.Hold = status, s.now, why, NoHold
}

// back takes a yes back: the note needs a new one.
func (s *step) back(n *Note, why Reason) {
	n.Status, n.Back = Proposed, why
	n.Approved, n.ApprovedBy, n.ApprovedFor, n.SendAt = time.Time{}, "", "", time.Time{}
	n.MessageID, n.Bytes, n.AnyHour, n.Hold = "", "", false, NoHold
	n.Ended, n.EndedWhy = time.Time{}, ""
}

const newsCame Reason = "new mail came since the approval: read it and say yes again"

// news marks open drafts and takes back every yes that was given before this mail was read. A letter on its way is
// stopped before the final dot, if that is still to come.
func (s *step) news() {
	for i := range s.app.Notes {
		n := &s.app.Notes[i]
		switch n.Status {
		case Approved:
			s.back(n, newsCame)
		case Claimed:
			n.Back = newsCame
		case Proposed:
		default:
			continue
		}
		n.NewMail = true
	}
}

// sweep holds, after every step, that nothing stays approved that does not fit, and that no question stays drafted that
// an answer has overtaken.
func (s *step) sweep() {
	for i := range s.app.Notes {
		n := &s.app.Notes[i]
		if n.Status == Proposed && intoSilence(n) && len(s.app.Doubts) == 0 && s.app.LastHuman.Received.After(n.Proposed) {
			s.end(n, Withdrawn, "they wrote")
		}
		if n.Status != Approved {
			continue
		}
		if len(s.app.Doubts) > 0 && n.Hold == NoHold {
			n.Hold = HoldDoubt
		}
		if ok, why := s.p.Fits(*s.app, *n, s.now); !ok {
			s.back(n, why)
		}
	}
}

// doubt lays the mail before the user instead of acting on it.
func (s *step) doubt(why Reason) Reason {
	if s.confirmed {
		return "recorded; nothing else changed: " + why
	}
	for _, d := range s.app.Doubts {
		if d.Key == s.sig.Mail.Key {
			return "it waits for your answer already: " + d.Why
		}
	}
	if s.app.Stage == StageNew {
		s.describe() // so that later mails of the thread find the same place
		s.app.thread(s.sig.Mail.ID)
	}
	s.app.Doubts = append(s.app.Doubts, Doubt{Key: s.sig.Mail.Key, Signal: s.sig, Why: why, Since: s.at})
	slices.SortStableFunc(s.app.Doubts, func(a, b Doubt) int {
		if c := a.Since.Compare(b.Since); c != 0 {
			return c
		}
		return strings.Compare(a.Key, b.Key)
	})
	s.tell("a mail waits for your answer: " + string(why))
	return "asked: " + why
}
