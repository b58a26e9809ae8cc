package main

import (
	"time"

	"followup/followup"
)

// PolicyConfig is [policy]: the user's patience and the guards against writing too much.
type PolicyConfig struct {
	Pace string  `toml:"pace"`
	Act  float64 `toml:"act"`
	Ask  float64 `toml:"ask"`

	ApprovalGood Days `toml:"approval_good"`

	ThankYouAfter   Duration `toml:"thank_you_after"`
	ThankYouDue     Duration `toml:"thank_you_due"`
	ThankYouBelated Duration `toml:"thank_you_belated"`
	ThankYouUntil   Days     `toml:"thank_you_until"`

	NudgeAfter   Days `toml:"nudge_after"`
	NudgeAgain   Days `toml:"nudge_again"`
	NudgeMax     int  `toml:"nudge_max"`
	SlackMin     Days `toml:"slack_min"`
	SlackMax     Days `toml:"slack_max"`
	QuietAfter   Days `toml:"quiet_after"`
	DormantAfter Days `toml:"dormant_after"`

	ResponseAfter Duration `toml:"response_after"`
	ResponseUntil Days     `toml:"response_until"`
	CancelSettle  Duration `toml:"cancel_settle"`

	UnansweredMax   int      `toml:"unanswered_max"`
	DomainMonth     int      `toml:"domain_month"`
	Similarity      float64  `toml:"similarity"`
	NotesPerDay     int      `toml:"notes_per_day"`
	BetweenNotes    Duration `toml:"between_notes"`
	BetweenEmployer Duration `toml:"between_employer"`
	BetweenAsking   Duration `toml:"between_asking"`
	BetweenPerson   Duration `toml:"between_person"`
	RetryFor        Duration `toml:"retry_for"`

	Freeze     []string `toml:"freeze"`
	Close      bool     `toml:"close"`
	LiveTarget int      `toml:"live_target"`
}

// defaultPolicy is followup.DefaultPolicy as the file writes it, at a pace.
func defaultPolicy(pace string) PolicyConfig {
	p := followup.DefaultPolicy(time.UTC).At(followup.Pace(pace))
	return PolicyConfig{
		Pace: string(followup.PaceDefault), Act: p.Act, Ask: p.Ask, ApprovalGood: Days{p.ApprovalDays},
		ThankYouAfter: Duration{p.ThankYouAfter}, ThankYouDue: Duration{p.ThankYouDue},
		ThankYouBelated: Duration{p.ThankYouMax}, ThankYouUntil: Days{p.ThankYouDays},
		NudgeAfter: Days{p.NudgeDays}, NudgeAgain: Days{p.NudgeAgainDays}, NudgeMax: p.NudgeMax,
		SlackMin: Days{p.SlackMin}, SlackMax: Days{p.SlackMax},
		QuietAfter: Days{p.QuietDays}, DormantAfter: Days{p.DormantDays},
		ResponseAfter: Duration{p.ResponseAfter}, ResponseUntil: Days{p.ResponseDays}, CancelSettle: Duration{p.CancelSettle},
		UnansweredMax: p.UnansweredMax, DomainMonth: p.DomainMonth, Similarity: p.Similarity, NotesPerDay: p.NotesPerDay,
		BetweenNotes: Duration{p.BetweenNotes}, BetweenEmployer: Duration{p.BetweenEmployer},
		BetweenAsking: Duration{p.BetweenAsking}, BetweenPerson: Duration{p.BetweenPerson}, RetryFor: Duration{p.RetryFor}, Freeze: []string{"12-20..01-02"}, Close: p.CloseOn, LiveTarget: p.LiveTarget,
	}
}

// policy returns the rules' own form of what the file says.
func (c Config) policy() followup.Policy {
	q, p := c.Policy, followup.DefaultPolicy(c.Zone())
	p.Act, p.Ask, p.Undo, p.ApprovalDays = q.Act, q.Ask, c.Undo.Duration, q.ApprovalGood.Business
	p.ThankYouAfter, p.ThankYouDue = q.ThankYouAfter.Duration, q.ThankYouDue.Duration
	p.ThankYouMax, p.ThankYouDays = q.ThankYouBelated.Duration, q.ThankYouUntil.Business
	p.NudgeDays, p.NudgeAgainDays, p.NudgeMax = q.NudgeAfter.Business, q.NudgeAgain.Business, q.NudgeMax
	p.SlackMin, p.SlackMax = q.SlackMin.Business, q.SlackMax.Business
	p.QuietDays, p.DormantDays = q.QuietAfter.Business, q.DormantAfter.Business
	p.ResponseAfter, p.ResponseDays = q.ResponseAfter.Duration, q.ResponseUntil.Business
	p.CancelSettle = q.CancelSettle.Duration
	p.UnansweredMax, p.DomainMonth, p.Similarity = q.UnansweredMax, q.DomainMonth, q.Similarity
	p.NotesPerDay, p.BetweenNotes, p.BetweenEmployer = q.NotesPerDay, q.BetweenNotes.Duration, q.BetweenEmployer.Duration
	p.BetweenAsking, p.BetweenPerson = q.BetweenAsking.Duration, q.BetweenPerson.Duration
	p.RetryFor, p.Tone, p.Language = q.RetryFor.Duration, followup.Tone(c.You.Tone), c.You.Language
	p.Free, _ = freeDays(c.You.Free) // validate has seen them
	p.Freeze, _ = frozenDays(q.Freeze)
	p.CloseOn, p.LiveTarget = q.Close, q.LiveTarget
	p.Calendar = calendarOf(p)
	return p
}

// validate keeps the guards: they can be drawn tighter at will, and looser only as far as no employer would mind.
func (p PolicyConfig) validate(say func(key, format string, args ...any), oneOf func(key, value string, allowed ...string)) {
	var paces []string
	for _, pace := range followup.Paces {
		paces = append(paces, string(pace))
	}
	oneOf("policy.pace", p.Pace, paces...)
	if _, err := frozenDays(p.Freeze); err != nil {
		say("policy.freeze", "%v", err)
	}
	if p.Act < 0.8 || p.Act > 1 {
		say("policy.act", "%v is outside 0.8 to 1: below it, wrong guesses would act", p.Act)
	}
	if p.Ask <= 0 || p.Ask > p.Act {
		say("policy.ask", "%v is outside 0 to act (%v)", p.Ask, p.Act)
	}
	if p.Similarity <= 0 || p.Similarity > 1 {
		say("policy.similarity", "%v is outside 0 to 1", p.Similarity)
	}
	for _, n := range []struct {
		key           string
		value, lo, hi int
	}{
		{"nudge_max", p.NudgeMax, 0, 2},
		{"unanswered_max", p.UnansweredMax, 1, 5},
		{"domain_month", p.DomainMonth, 1, 20},
		{"notes_per_day", p.NotesPerDay, 1, 50},
		{"live_target", p.LiveTarget, 0, 50},
	} {
		if n.value < n.lo || n.value > n.hi {
			say("policy."+n.key, "%d is outside %d to %d", n.value, n.lo, n.hi)
		}
	}
	for _, d := range []struct {
		key    string
		value  Days
		lo, hi int
	}{
		{"approval_good", p.ApprovalGood, 1, 20},
		{"thank_you_until", p.ThankYouUntil, 1, 20},
		{"nudge_after", p.NudgeAfter, 2, 60},
		{"nudge_again", p.NudgeAgain, 3, 60},
		{"slack_min", p.SlackMin, 0, p.SlackMax.Business},
		{"slack_max", p.SlackMax, 0, 20},
		{"quiet_after", p.QuietAfter, 1, 250},
		{"dormant_after", p.DormantAfter, 1, 250},
		{"response_until", p.ResponseUntil, 1, 20},
	} {
		if d.value.Business < d.lo || d.value.Business > d.hi {
			say("policy."+d.key, "%v is outside %dbd to %dbd", d.value, d.lo, d.hi)
		}
	}
	for _, d := range []struct {
		key    string
		value  Duration
		lo, hi time.Duration
	}{
		{"thank_you_after", p.ThankYouAfter, 0, p.ThankYouDue.Duration},
		{"thank_you_due", p.ThankYouDue, time.Hour, p.ThankYouBelated.Duration},
		{"thank_you_belated", p.ThankYouBelated, time.Hour, 7 * day},
		{"response_after", p.ResponseAfter, 0, 7 * day},
		{"cancel_settle", p.CancelSettle, 0, day},
		{"between_notes", p.BetweenNotes, 10 * time.Second, day},
		{"between_employer", p.BetweenEmployer, time.Minute, 7 * day},
		{"between_asking", p.BetweenAsking, day, 60 * day},
		{"between_person", p.BetweenPerson, time.Hour, 60 * day},
		{"retry_for", p.RetryFor, time.Minute, 5 * day},
	} {
		if d.value.Duration < d.lo || d.value.Duration > d.hi {
			say("policy."+d.key, "%v is outside %v to %v", d.value, Duration{d.lo}, Duration{d.hi})
		}
	}
}
