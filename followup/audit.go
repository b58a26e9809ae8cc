package followup

import (
	"fmt"
	"slices"
	"time"
)

// Violation is a letter that left against one of the guards.
type Violation struct {
	Guard int // 1 to 17, as domain.md 1.7 counts them
	App   string
	Note  string
	At    time.Time // when it was taken to be sent
	Words string
}

func (v Violation) String() string {
	return fmt.Sprintf("guard %d: letter %s of %s at %s: %s", v.Guard, v.Note, v.App, v.At.UTC().Format("2006-01-02 15:04"), v.Words)
}

// Violations reads whole journals, by Application.ID and each in the order in which it was lived, and tells which letters
// left against a guard. Of the applications it takes the letters alone; all else it reads from the journals, up to the moment
// at which each letter was taken to be sent. It is written from domain.md 1.7 and shares no code with the guards, so that what
// one of the two forgets the other finds.
func Violations(p Policy, journals map[string][]Event, apps []Application) []Violation {
	a := audit{p: p.usable(), journals: journals}
	for _, app := range apps {
		a.leave(app)
	}
	slices.SortStableFunc(a.left, func(x, y leaving) int { return x.at.Compare(y.at) })
	for i := range a.left {
		a.one(&a.left[i], a.left[:i])
	}
	return a.found
}

// leaving is a letter that left, or may have, with what was known when it did.
type leaving struct {
	Note
	app   string
	at    time.Time   // the claim
	known []Event     // of its application, before the claim
	then  Application // as these events tell it
}

// audit holds the letters that left, the earliest first.
type audit struct {
	p        Policy
	journals map[string][]Event
	left     []leaving
	found    []Violation
}

// leave lives an application once more, as the engine does, and takes its letters as they leave. Found in a mailbox without a
// claim, a letter is not ours to judge.
func (a *audit) leave(app Application) {
	events := a.journals[app.ID]
	then := Application{ID: app.ID}
	for i, ev := range events {
		n, ok := app.Note(ev.Note)
		if ok && ev.Kind == EventClaim && slices.ContainsFunc(n.Attempts, func(t Attempt) bool { return out(t) && t.Began.Equal(ev.Seen) }) {
			if was, ok := then.Note(n.ID); ok { // a mail that was read later may have given its round and its interview other names
				n = was
			}
			a.left = append(a.left, leaving{Note: *n, app: app.ID, at: ev.Seen, known: events[:i], then: then})
		}
		late := Late(then, ev)
		next, _, _ := a.p.Step(then, ev, ev.Seen)
		if late {
			next = a.p.Replay(events[:i+1], next.Notes)
		}
		then = next
		then.ID = app.ID
	}
}

func out(t Attempt) bool { return t.Outcome == OutcomeAccepted || t.Outcome == OutcomeLost }

// one holds a letter against each guard in turn.
func (a *audit) one(l *leaving, earlier []leaving) {
	for i, why := range []string{
		a.afterTheEnd(l), a.nearAnInterview(l), a.tooEarly(l), a.notHeld(l), a.toNobody(l, earlier), a.copied(l, earlier), a.thankedTwice(l, earlier),
		a.bluff(l), quarrels(l), a.guessed(l), asksFirst(l), a.owesAnswer(l), a.unasked(l), falseSubject(l), a.tookOrders(l), a.tooSoon(l, earlier),
		a.tooMany(l, earlier),
	} {
		if why != "" {
			a.found = append(a.found, Violation{i + 1, l.app, l.ID, l.at, why})
		}
	}
}

// question reports whether the letter asks about an open candidacy.
func (l *leaving) question() bool { return l.Kind == Nudge || l.Kind == CheckIn }

// spoke reports whether mail is what its event says: the user did not say otherwise, then or later.
func (l *leaving) spoke(ev Event) bool {
	if ev.Signal == nil {
		return !slices.ContainsFunc(l.known, func(u Event) bool { return u.Kind == EventUndone && u.Undo == ev.ID })
	}
	return !slices.ContainsFunc(l.known, func(c Event) bool {
		return c.Kind == EventCorrect && (c.Key == ev.Signal.Mail.Key || c.Key == "" && c.Signal != nil && c.Signal.Mail.Key == ev.Signal.Mail.Key)
	})
}

// 1. No nudge after a rejection, withdrawal, acceptance, or on a closed requisition.
func (a *audit) afterTheEnd(l *leaving) string {
	if !l.question() {
		return ""
	}
	events := slices.Clone(l.known)
	slices.SortStableFunc(events, func(x, y Event) int { return x.At.Compare(y.At) })
	over := ""
	for _, ev := range events {
		switch {
		case !l.spoke(ev):
		case ev.Kind == EventRejected || ev.Kind == EventClose || ev.Kind == EventRescinded:
			over = fmt.Sprintf("%s on %s", ev.Kind, ev.At.Format("2 January"))
		case ev.Kind == EventReopened || ev.Kind == EventInvited || ev.Kind == EventScheduled || ev.Kind == EventMoved || ev.Kind == EventArranged:
			over = ""
		}
	}
	if over != "" && (l.then.Stage == StageClosed || l.then.Stage == StageOffered) {
		return "it was over: " + over
	}
	return ""
}

// 2. No nudge while an interview of that conversation is scheduled in the future, or within 2 BD after it.
func (a *audit) nearAnInterview(l *leaving) string {
	if !l.question() {
		return ""
	}
	for _, r := range l.then.Rounds {
		for _, iv := range r.Interviews {
			switch {
			case iv.Standing == Set && iv.End.After(l.at):
				return "an interview lay ahead on " + iv.Start.Format("2 January 15:04")
			case (iv.Standing == Set || iv.Standing == Over || iv.Standing == Held) && a.workdays(l, iv.End, l.at) < 2:
				return "an interview had ended on " + iv.End.Format("2 January 15:04")
			}
		}
	}
	return ""
}

// workdays counts the business days after from's day up to and with to's day, where the employer is.
func (a *audit) workdays(l *leaving, from, to time.Time) (n int) {
	where := a.p.WhereFor(l.then)
	last := to.In(where.Zone).Format(time.DateOnly)
	y, m, d := from.In(where.Zone).Date()
	for i := 1; i < 400; i++ {
		day := time.Date(y, m, d+i, 12, 0, 0, 0, where.Zone)
		if day.Format(time.DateOnly) > last {
			return n
		}
		if !a.p.Calendar.Free(day, where.Country) {
			n++
		}
	}
	return n
}

// 3. No nudge before the promised date + slack; none if the employer asked not to be contacted.
func (a *audit) tooEarly(l *leaving) string {
	if !l.question() && l.Kind != GracefulClose {
		return ""
	}
	for _, pr := range l.then.Promises {
		if pr.Standing != PromiseOpen && pr.Standing != "" || pr.Source == FromUser && pr.Said.After(l.at) {
			continue
		}
		slack := 0
		switch pr.Kind {
		case PromiseDate, PromiseIfPositive:
			slack = min(max((a.workdays(l, pr.Said, pr.Deadline)+3)/4, a.p.SlackMin), a.p.SlackMax)
		case PromiseInvitation:
		case PromiseSilence:
			return "they had said that no word means no"
		default:
			continue
		}
		if !pr.Deadline.IsZero() && (l.at.Before(pr.Deadline) || a.workdays(l, pr.Deadline, l.at) < slack) {
			return fmt.Sprintf("they had promised a word by %s, and %d business days more had not passed", pr.Deadline.Format("2 January"), slack)
		}
	}
	if l.then.NoContact && (l.then.ContactAfter.IsZero() || l.at.Before(l.then.ContactAfter)) {
		return "they had asked not to be written to"
	}
	return ""
}

// 4. No thank-you for an interview that was cancelled, moved or missed.
func (a *audit) notHeld(l *leaving) string {
	if l.Kind != ThankYou {
		return ""
	}
	for _, r := range l.then.Rounds {
		if l.Interview == "" && r.ID != l.Round { // a mail that was read later may have given the round another name
			continue
		}
		for _, iv := range r.Interviews {
			named := l.Interview == "" || iv.UID == l.Interview || iv.UID == "" && iv.Start.UTC().Format(time.RFC3339) == l.Interview
			took := iv.Standing == Over || iv.Standing == Held || iv.Standing == Set && iv.CancelledAt.IsZero() && !iv.End.After(l.at)
			if named && took && iv.Start.Before(l.at) {
				return ""
			}
		}
	}
	return "no interview of its round took place"
}
