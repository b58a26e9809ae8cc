package followup

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// duesLater tells when a graceful close or a letter to stay in touch is due.
func (p Policy) duesLater(a *Application, add func(Due)) {
	if a.Before {
		return
	}
	if s := p.closing(a, false); s.blocked == "" && !a.rested() {
		add(Due{Kind: DueClose, At: s.at, Why: s.why, Round: a.currentRound(), Person: s.who.Key(), Acts: true})
	}
	if s := p.staying(a); s.blocked == "" && a.openOf(StayInTouch) == nil {
		add(Due{Kind: DueStay, At: s.at, Why: s.why, Round: a.currentRound(), Person: s.who.Key(), Acts: true})
	}
}

// stayApart is the fewest calendar days between two letters to stay in touch.
const stayApart = 30

// staying is what the facts say about staying in touch after an end: StayDays after it, where the user likes the place and
// a person is known, and StayMax unanswered at most (domain.md 1.1).
func (p Policy) staying(app *Application) silence {
	block := func(why Reason) silence { return silence{blocked: why} }
	end := app.Closed
	switch {
	case app.Stage == StageClosed && app.Outcome != OutcomeRejected && app.Outcome != OutcomeWithdrawn && app.Outcome != OutcomeNoAnswer:
		return block("it did not end in a way after which one stays in touch")
	case app.Stage != StageClosed:
		if end = p.quietAt(app).at; end.IsZero() || app.Turn != TurnTheirs || !app.met() || !app.OnHold.IsZero() {
			return block("it has not ended")
		}
		if app.Stage == StageOffered || app.Stage == StageScheduled || app.openTask() != nil {
			return block("it has not ended")
		}
	}
	switch {
	case end.IsZero():
		return block("it is not known when it ended")
	case !app.Liked:
		return block("a letter is drafted where you like the place")
	case app.NoContact:
		return block("they asked not to be written to")
	case app.unanswered() >= p.UnansweredMax:
		return block("too many letters in a row went unanswered")
	}
	had, unanswered, last := app.stays()
	if had >= len(p.StayDays) || unanswered >= p.StayMax {
		return block("enough letters to stay in touch were written")
	}
	at := p.daysOn(app, end, p.StayDays[had])
	if !last.IsZero() {
		at = latest(at, p.daysOn(app, last, stayApart))
	}
	if !app.LastOut.Received.IsZero() { // what she wrote herself keeps the contact as well
		at = latest(at, app.LastOut.Received.AddDate(0, 0, stayApart))
	}
	at = latest(at, app.QuietUntil)
	if !app.StayUntil.IsZero() && at.After(app.StayUntil) {
		return block("you did not want to stay in touch for so long")
	}
	who, ok := p.friend(app)
	if !ok {
		return block("no person is known who could be written to")
	}
	return silence{who: who, at: at, why: Reason(strconv.Itoa(p.StayDays[had]) + " days have passed: a short hello keeps you in mind")}
}

// daysOn returns the time n calendar days on, where they are: a record that is read back knows no zone of its times.
func (p Policy) daysOn(app *Application, t time.Time, n int) time.Time {
	return t.In(p.ZoneFor(*app)).AddDate(0, 0, n).UTC()
}

// stays counts the letters to stay in touch that were drafted, those that went unanswered, and tells when the last one
// ended. One that a guard ended does not count.
func (a *Application) stays() (had, unanswered int, last time.Time) {
	for _, n := range a.Notes {
		if n.Kind != StayInTouch || strings.HasPrefix(string(n.EndedWhy), notDrafted) {
			continue
		}
		had++
		last = latest(last, n.Proposed, n.Sent)
		if n.Status == Sent && n.Sent.After(a.LastHuman.Received) {
			unanswered++
		}
	}
	return had, unanswered, last
}

// friend returns whom to stay in touch with: somebody who was met and wrote, else who wrote, else who was met. Never an
// address of a tracking system: it has gone stale.
func (p Policy) friend(app *Application) (Person, bool) {
	var met []string
	for _, r := range app.Rounds {
		people, _ := p.interviewers(app, &r)
		for _, who := range people {
			met = append(met, who.Key())
		}
	}
	best, rank := Person{}, 0
	consider := func(who Person) {
		who = app.known(who)
		if who.Relay || !p.reachable(app, who) || who.Part == PartReferee || who.Part == PartAgency {
			return
		}
		n := 0
		if !who.Wrote.IsZero() {
			n += 2
		}
		if slices.Contains(met, who.Key()) || len(who.Met) > 0 {
			n += 2
		}
		if n > 0 && n >= 2 && who.Part == PartHiringManager {
			n++
		}
		if n > rank {
			best, rank = who, n
		}
	}
	for _, who := range everybody(app) {
		consider(who)
	}
	return best, rank > 0
}

func (s *step) proposeStay(due silence) Reason {
	had, _, _ := s.app.stays()
	n := Note{
		Kind: StayInTouch, Round: s.app.currentRound(), Variant: strconv.Itoa(had + 1), NotBefore: due.at, Why: due.why, WhyNow: s.ev.Words,
		Expires: s.p.AddBusinessDays(s.now, laterDays, s.p.WhereFor(*s.app)),
	}
	if !s.propose(n, due.who) {
		return Reason(orElse(string(s.barred), "such a letter is drafted already"))
	}
	return due.why + ": a letter is drafted, say in it why you write now"
}

// fireStay drafts the letter to stay in touch, which ends its due.
func (s *step) fireStay(Due) Reason {
	s.ev.Words = "" // a tick has none
	return s.proposeStay(s.p.staying(s.app))
}

// wantStay drafts a letter to stay in touch on request, or takes the user's reason for the one that is drafted. By her own
// hand it may come earlier, but not within stayApart days of the end.
func wantStay(s *step) Reason {
	app := s.app
	if n := app.openOf(StayInTouch); n != nil {
		switch {
		case s.ev.Words == "" || s.ev.Words == n.WhyNow:
			return "such a letter is drafted already"
		case n.Status != Proposed:
			return "it is approved already: take your yes back first"
		case n.Edited:
			return "your own words stay: say in them why you write now"
		}
		n.WhyNow = s.ev.Words
		s.again(n)
		return "the letter says why you write now"
	}
	liked := *app
	liked.Liked = true // she asks for it
	due := s.p.staying(&liked)
	if due.blocked != "" {
		return "not drafted: " + due.blocked
	}
	early := app.Closed
	if app.Stage != StageClosed {
		early = s.p.quietAt(app).at
	}
	if at := s.p.daysOn(app, early, stayApart); at.After(s.now) {
		return Reason("not drafted: it ended only a short while ago, so not before " + at.In(s.p.Zone).Format("2 January"))
	}
	due.at, due.why = time.Time{}, "on your request"
	return s.proposeStay(due)
}

// misfitStay says why such a letter has no place.
func misfitStay(p Policy, app *Application, n Note, _ time.Time) Reason {
	switch {
	case app.NoContact:
		return "they asked not to be written to"
	case app.LastHuman.Received.After(n.Proposed):
		return "they wrote since"
	case app.anySet() || app.Stage == StageOffered:
		return "it goes on"
	case app.Stage == StageClosed && app.Outcome == OutcomeTaken:
		return "you work there now"
	case app.unanswered() >= p.UnansweredMax:
		return "too many letters in a row went unanswered"
	}
	return ""
}
