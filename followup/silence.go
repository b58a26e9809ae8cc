package followup

import (
	"fmt"
	"slices"
	"time"
)

// silence is what the facts say about asking: whom, from when on, and why. blocked tells why nobody is asked at all.
type silence struct {
	at      time.Time
	who     Person
	why     Reason
	blocked Reason
}

// patience returns the business days of silence after a round where no date was promised: more after a final round,
// fewer after a screen (domain.md 1.2).
func (p Policy) patience(app *Application) int {
	if app.handed() {
		return p.NudgeDays // they have work to look at: as after an interview (domain.md 1.1)
	}
	if !app.met() && app.Stage == StageApplied {
		return max(p.AppliedDays, p.NudgeDays)
	}
	kind := RoundUnknown
	for _, r := range app.Rounds {
		if r.took() {
			kind = r.Kind
		}
	}
	switch kind {
	case RoundScreen:
		return max(1, p.NudgeDays*3/4)
	case RoundOnsite, RoundFinal:
		return p.NudgeDays * 13 / 10
	}
	return p.NudgeDays
}

// promise returns the newest promise that still moves the clock, or nil.
func (a *Application) promise() *Promise {
	for i := len(a.Promises) - 1; i >= 0; i-- {
		if pr := &a.Promises[i]; pr.Kind != PromiseVague && (pr.Standing == "" || pr.Standing == PromiseOpen) {
			return pr
		}
	}
	return nil
}

// silent computes when a question is due from the facts alone: it is their turn, no interview is ahead, nudges are
// left, and somebody can be asked. An open nudge does not matter here.
func (p Policy) silent(app *Application) silence {
	block := func(why Reason) silence { return silence{blocked: why} }
	switch {
	case app.Stage != StageApplied && app.Stage != StageInvited && app.Stage != StageInterviewed:
		return block("nothing is waited for at this stage")
	case app.Turn != TurnTheirs || app.TurnSince.IsZero():
		return block("it is not their turn")
	case app.anySet():
		return block("an interview is ahead")
	case app.NoContact:
		return block("they asked not to be written to")
	case !app.OnHold.IsZero():
		return block("they put it on hold")
	}
	promise, round := app.promise(), app.currentRound()
	limit := p.NudgeMax
	if promise != nil && promise.Kind == PromiseIfPositive {
		limit = min(limit, 1)
	}
	sent := app.sentOf(Nudge, round)
	switch {
	case promise != nil && promise.Kind == PromiseSilence:
		return block("they said that no word means no")
	case promise != nil && promise.Kind == PromiseNoContact:
		return block("they asked not to be written to")
	case round == "" && app.sentOf(Nudge, "") >= limit || round != "" && sent >= limit:
		return block(Reason(fmt.Sprintf("%d questions were sent in this round: no more are asked", sent)))
	case app.unanswered() >= p.UnansweredMax:
		return block("too many letters in a row went unanswered")
	}
	who, ok := p.contact(app, promise, sent > 0)
	if !ok {
		return block("nobody who can be reached is known")
	}
	if who.Relay && answerable(app, who.Addr) == "" {
		return block("the only address known works inside its own thread, which is not known")
	}
	return p.silenceTo(app, who, promise)
}

func answerable(app *Application, addr string) string {
	id, _ := answers(app, addr)
	return id
}

// silenceTo computes the time of a question to who: the later of all that asks for patience.
func (p Policy) silenceTo(app *Application, who Person, promise *Promise) silence {
	where := p.WhereFor(*app)
	days := p.patience(app)
	s := silence{who: who, at: p.AddBusinessDays(app.TurnSince, days, where)}
	s.why = Reason(fmt.Sprintf("no word for %d business days", days))
	if promise != nil && !promise.Deadline.IsZero() {
		slack := p.SlackFor(*promise, where)
		at := p.AddBusinessDays(promise.Deadline, slack, where)
		if !promise.Said.Before(app.TurnSince) || at.After(s.at) {
			s.at = at
			s.why = Reason(fmt.Sprintf("they promised an answer by %s, and %d business days more have passed",
				promise.Deadline.In(where.Zone).Format("2 January"), slack))
		}
	}
	if end := app.lastEnd(); !end.IsZero() {
		s.at = latest(s.at, p.AddBusinessDays(end, 2, where))
	}
	if !app.AwayUntil.IsZero() {
		s.at = latest(s.at, p.AddBusinessDays(app.AwayUntil, 2, where))
	}
	round := app.currentRound()
	for _, n := range app.Notes {
		if n.Kind != Nudge || n.Round != round {
			continue
		}
		var ended time.Time
		switch n.Status {
		case Sent:
			ended = n.Sent
		case Dismissed:
			ended = n.Ended
		default:
			continue
		}
		if again := p.AddBusinessDays(ended, p.NudgeAgainDays, where); again.After(s.at) {
			s.at = again
			s.why = Reason(fmt.Sprintf("no answer for %d business days after the last question", p.NudgeAgainDays))
		}
	}
	return s
}

// quietAt returns when an application counts as gone quiet: a label, never a verdict (domain.md 1.5).
func (p Policy) quietAt(app *Application) time.Time {
	if app.Turn != TurnTheirs || app.anySet() {
		return time.Time{}
	}
	where := p.WhereFor(*app)
	out := p.AddBusinessDays(app.TurnSince, p.QuietDays, where)
	if !app.LastOut.Received.IsZero() {
		out = latest(out, p.AddBusinessDays(app.LastOut.Received, p.QuietDays, where))
	}
	for _, pr := range app.Promises {
		if !pr.Deadline.IsZero() {
			out = latest(out, p.AddBusinessDays(pr.Deadline, p.QuietDays+5, where))
		}
	}
	if end := app.lastEnd(); !end.IsZero() {
		days := 2 * p.QuietDays
		if app.LastOut.Received.IsZero() {
			days = p.DormantDays
		}
		out = latest(out, p.AddBusinessDays(end, days, where))
	} else {
		out = latest(out, p.AddBusinessDays(app.TurnSince, p.DormantDays, where))
	}
	return out
}

// sortDues orders by time, then by everything else, so that the same facts give the same list.
func sortDues(dues []Due) {
	slices.SortFunc(dues, func(a, b Due) int {
		if c := a.At.Compare(b.At); c != 0 {
			return c
		}
		for _, pair := range [][2]string{{string(a.Kind), string(b.Kind)}, {a.Round, b.Round}, {a.Note, b.Note}} {
			if pair[0] != pair[1] {
				if pair[0] < pair[1] {
					return -1
				}
				return 1
			}
		}
		return 0
	})
}
