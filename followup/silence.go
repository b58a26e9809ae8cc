package followup

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
)

// silence is what the facts say about asking: whom, from when on, and why. blocked tells why nobody is asked at all.
type silence struct {
	at      time.Time
	who     Person
	why     Reason
	quote   string // their words that moved the clock
	blocked Reason
}

// patience returns the business days of silence after a round where no date was promised: more after a final round,
// fewer after a screen, and more in a sector that takes its time; of the two the longer counts (domain.md 1.2).
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
	scale := 1.0
	if f, ok := p.Scale[kind]; ok {
		scale = f
	}
	if f, ok := p.Sector[app.sector()]; ok {
		scale = max(scale, f)
	}
	return max(1, int(math.Round(float64(p.NudgeDays)*scale)))
}

// sector returns the sector of the employer: by hand, or from a domain that only governments, universities and the
// British health service have.
func (a *Application) sector() string {
	if a.Sector != "" {
		return a.Sector
	}
	for _, d := range a.Domains {
		d = "." + lower(d) + "."
		for _, of := range []string{".gov.", ".gob.", ".gouv.", ".gv.at.", ".bund.de.", ".edu.", ".ac.", ".nhs.uk."} {
			if strings.Contains(d, of) && !strings.HasPrefix(d, of) {
				return "government"
			}
		}
	}
	return ""
}

// silentByHand is silent for a question that the user asked for herself: where they asked not to be written to, one is
// possible once three times the time that they named has passed (domain.md 1.3).
func (p Policy) silentByHand(app *Application, now time.Time) silence {
	if !app.NoContact || app.ContactAfter.IsZero() || now.Before(app.ContactAfter) || app.askedSince(app.ContactAfter) {
		return p.silent(app)
	}
	free := *app
	free.NoContact = false
	return p.silent(&free)
}

// askedSince reports whether a question of ours left after t.
func (a *Application) askedSince(t time.Time) bool {
	return slices.ContainsFunc(a.Notes, func(n Note) bool { return n.Kind == Nudge && n.Status == Sent && n.Sent.After(t) })
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
	return p.silenceTo(app, who, promise).inReach(app)
}

// inReach leaves nobody to ask where the only address is a tracking system's that has gone stale by then: guard 5 would end
// the letter whenever it is drafted.
func (s silence) inReach(app *Application) silence {
	mail, ok := app.mailWith(s.who.Addr)
	if s.blocked == "" && s.who.Relay && ok && s.at.Sub(mail.Received) >= relayDays*24*time.Hour {
		return silence{blocked: "the only address known is a tracking system's, and it will be too old to reach anybody"}
	}
	return s
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
		at := p.pastPromise(promise, where)
		if app.lastWord(*promise) || at.After(s.at) {
			s.at, s.quote = at, promise.Quote
			s.why = Reason(fmt.Sprintf("they promised an answer by %s, and %d business days more have passed",
				promise.Deadline.In(where.Zone).Format("2 January"), slack))
			if promise.Kind == PromiseInvitation {
				s.why = Reason("they said that you may ask if you have heard nothing by " + promise.Deadline.In(where.Zone).Format("2 January"))
			}
		}
	}
	for _, pr := range app.Promises {
		if pr.Kind == PromiseUsual && pr.open() && pr.Deadline.After(s.at) {
			s.at, s.quote, s.why = pr.Deadline, pr.Quote, "it has taken as long as they said that it usually takes"
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

// lastWord reports whether a promise is the last that was heard of them: nobody of theirs wrote and no interview ended
// since, and what the user wrote since came before its date and so did not ask for it. Then it alone sets the clock.
func (a *Application) lastWord(pr Promise) bool {
	heard := latest(a.LastHuman.Received, a.lastEnd())
	return !pr.Said.Add(sameDay).Before(heard) && !a.TurnSince.After(latest(pr.Deadline, heard))
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
