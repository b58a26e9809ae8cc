package engine

import (
	"slices"
	"time"

	"followup/followup"
	"followup/templates"
)

// extension is how many business days more are asked for to think an offer over (domain 5: three to seven).
const extension = 5

// noteData gathers what a letter in a language may say. Days are civil days of the recipient's zone, an interview's of
// the interview's own. What is not known stays empty.
func (c *change) noteData(app followup.Application, n followup.Note, lang string) (templates.NoteData, error) {
	where := c.Policy.WhereFor(app)
	zone := where.Zone
	tone, who := c.tone(n), honored(app, n)
	name, salutation := address(n.To.Name, who, lang, tone, n.Form)
	d := templates.NoteData{
		Greeting: name, Salutation: salutation, Person: n.To.Name, Employer: app.Employer, Role: app.Role,
		KeepMe: app.Liked, Interested: app.Liked, Second: n.Ordinal > 0, Form: string(n.Form), Kind2: n.Variant, WhyNow: n.WhyNow,
		Feedback:    n.Variant == followup.VariantFeedback || app.WantsFeedback,
		FirstChoice: n.Variant == variantFirstChoice,
		Me:          orElse(c.Me.Name, n.From.Name), Phone: c.Me.Phone, Link: c.Me.Link,
		Waiting: c.Policy.BusinessDaysBetween(app.TurnSince, c.now, where),
	}
	for _, o := range app.Notes { // the letters of one panel are worded differently
		if o.Kind == n.Kind && o.Round == n.Round {
			d.Variant++
		}
		if o.ID == n.ID {
			break
		}
	}
	if !app.Opened.IsZero() && !app.Lead { // a recruiter's first mail is no application of hers
		d.Applied = templates.DayMonth(lang, app.Opened.In(zone))
	}
	if n.Kind == followup.RecruiterAnswer {
		d.Answer = orElse(n.Variant, followup.VariantYes)
	}
	c.words(&d, n)
	c.told(app, n, &d)
	c.meeting(&d, app, n, lang)
	c.slots(&d, n, lang, zone)
	if p, ok := promised(app); ok && n.Kind != followup.CheckIn && p.Deadline.After(d.InterviewTime) { // else of an earlier round
		d.Promised, d.PromisedDate = p.Quote, templates.Date(lang, p.Deadline.In(zone))
	}
	if n.Kind == followup.CheckIn && !app.HoldUntil.IsZero() {
		d.PromisedDate = templates.Date(lang, app.HoldUntil.In(zone))
	}
	if err := c.offer(&d, app, n, lang, where); err != nil {
		return d, err
	}
	var err error
	d.NoHire, err = c.noHire(app)
	return d, err
}

// variantFirstChoice is the deadline note of a user who said that this place is her first choice.
const variantFirstChoice = "first choice"

// words puts what the user wants said where a letter of that kind says it.
func (c *change) words(d *templates.NoteData, n followup.Note) {
	switch n.Kind {
	case followup.ThankYou, followup.Nudge:
		d.NewPoint = n.Words
	case followup.Withdrawal, followup.RescheduleRequest:
		d.Reason = n.Words
	case followup.StayInTouch:
		d.WhyNow = orElse(n.WhyNow, n.Words)
	case followup.Answer:
		d.Words = n.Words
	}
}

// meeting tells of the interview a note is about, and what the user said of it afterwards.
func (c *change) meeting(d *templates.NoteData, app followup.Application, n followup.Note, lang string) {
	switch n.Kind {
	case followup.RescheduleRequest, followup.RescheduleAnswer, followup.CancelAnswer:
		if iv, ok := missed(app, n); ok {
			d.OldDate = templates.Date(lang, iv.Start.In(zoneOf(iv, c.Policy.WhereFor(app).Zone)))
			if n.Kind == followup.RescheduleRequest && iv.NoShow == followup.NoShowMe {
				d.Kind2 = "I missed"
			}
			if n.Kind == followup.RescheduleRequest && iv.NoShow == followup.NoShowThey {
				d.Kind2 = followup.VariantTheyMissed
			}
		}
	}
	iv, ok := interviewOf(app, n, c.now)
	if !ok {
		return
	}
	at := iv.Start.In(zoneOf(iv, c.Policy.WhereFor(app).Zone))
	d.Interview, d.InterviewTime = true, at
	d.InterviewDay, d.InterviewDate = templates.Weekday(lang, at), templates.Date(lang, at)
	d.MetWhen = templates.InMonth(lang, at)
	end := iv.End
	if end.IsZero() {
		end = iv.Start
	}
	d.Belated = n.Kind == followup.ThankYou && (n.Belated || c.now.After(end.Add(c.Policy.ThankYouMax)))
	for i, r := range app.Rounds {
		if slices.ContainsFunc(r.Interviews, func(o followup.Interview) bool { return o.Start.Equal(iv.Start) && o.UID == iv.UID }) {
			d.Round = templates.Ordinal(lang, i+1)
		}
	}
}

// slots writes the times of a note for who reads it, and for the user where her clock shows another hour.
func (c *change) slots(d *templates.NoteData, n followup.Note, lang string, zone *time.Location) {
	for _, iv := range n.Slots {
		theirs, mine := zoneOf(iv, zone), c.Policy.Zone
		if iv.Floating { // a time where they are: hers cannot be told
			theirs, mine = time.UTC, time.UTC
		}
		d.SlotLines = append(d.SlotLines, templates.Slot(lang, iv.Start, iv.End, theirs, mine))
		if a, b := templates.PlaceOf(iv.Start.In(theirs)), templates.PlaceOf(iv.Start.In(mine)); a != b {
			d.Zones = templates.Join(lang, a, b)
		}
	}
}

// offer tells the date by which an offer wants its answer: this employer's, or, in a deadline note, the other's. Of the
// other only the date is ever taken.
func (c *change) offer(d *templates.NoteData, app followup.Application, n followup.Note, lang string, where followup.Where) error {
	var terms *followup.Terms
	switch n.Kind {
	case followup.DeadlineNote:
		other, ok, err := c.tx.Application(n.Offer)
		if err != nil || !ok || n.Offer == "" {
			return err
		}
		terms = other.Offer
	case followup.ExtensionRequest, followup.OfferThanks:
		terms = app.Offer
	}
	if terms == nil || terms.Deadline.IsZero() {
		return nil
	}
	d.OfferDate = templates.Date(lang, terms.Deadline.In(where.Zone))
	if n.Kind == followup.ExtensionRequest {
		until := c.Policy.AddBusinessDays(terms.Deadline, extension, where)
		if len(n.Slots) > 0 {
			until = n.Slots[0].Start
		}
		d.NewDate = templates.Date(lang, until.In(where.Zone))
	}
	return nil
}

// promised is the date for an answer that stands or passed without one: of several the latest, since in doubt theirs is
// the later reading. One that they kept or replaced is no matter any more.
func promised(app followup.Application) (followup.Promise, bool) {
	var best followup.Promise
	for _, p := range app.Promises {
		if p.Kind == followup.PromiseDate && p.Standing != followup.PromiseKept && p.Standing != followup.PromiseMoved &&
			p.Deadline.After(best.Deadline) {
			best = p
		}
	}
	return best, !best.Deadline.IsZero()
}

// interviewOf returns the interview a note is about: the one it names, else the last of its round, else the last of
// all that took place. One that lies ahead is none yet.
func interviewOf(app followup.Application, n followup.Note, now time.Time) (followup.Interview, bool) {
	var best followup.Interview
	ok := false
	for _, r := range app.Rounds {
		for _, iv := range r.Interviews {
			took := iv.Standing == followup.Over || iv.Standing == followup.Held || iv.Standing == followup.Set && !iv.Start.After(now)
			switch {
			case iv.Start.IsZero() || !took:
				continue
			case n.Interview != "" && (n.Interview == iv.UID || n.Interview == iv.Start.UTC().Format(time.RFC3339)):
				return iv, true
			case n.Round != "" && r.ID != n.Round:
				continue
			}
			if !ok || iv.Start.After(best.Start) {
				best, ok = iv, true
			}
		}
	}
	return best, ok
}

// missed is the interview that does not take place as it was set: the one the note names, else the newest.
func missed(app followup.Application, n followup.Note) (best followup.Interview, ok bool) {
	for _, r := range app.Rounds {
		for _, iv := range r.Interviews {
			if iv.Start.IsZero() {
				continue
			}
			if n.Interview != "" && (n.Interview == iv.UID || n.Interview == iv.Start.UTC().Format(time.RFC3339)) {
				return iv, true
			}
			if !ok || iv.Start.After(best.Start) {
				best, ok = iv, true
			}
		}
	}
	return best, ok
}

func zoneOf(iv followup.Interview, fallback *time.Location) *time.Location {
	if iv.Floating {
		return time.UTC
	}
	if z, err := time.LoadLocation(iv.Zone); err == nil && iv.Zone != "" {
		return z
	}
	return fallback
}
