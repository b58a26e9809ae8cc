package engine

import (
	"strings"
	"time"
	"unicode"

	"followup/followup"
	"followup/templates"
)

// compose writes the words of every proposed note that has none yet. Every fact comes from the application or from the
// user; what is not known is left out.
func (c *change) compose(app followup.Application) (followup.Application, error) {
	for _, n := range app.Notes {
		if n.Status != followup.Proposed || n.Text != "" {
			continue
		}
		data := c.noteData(app, n)
		var err error
		if data.NoHire, err = c.noHire(app); err != nil {
			return app, err
		}
		letter, err := c.Letters.Render(language(n), string(n.Kind), string(c.tone(n)), data)
		if err != nil { // a letter without words cannot leave; a mail that is not counted is lost
			c.Log.Error("letter could not be written", "note", n.ID, "err", err)
			continue
		}
		subject, err := c.subject(app, n, letter.Subject)
		if err != nil {
			return app, err
		}
		gate, err := c.gateFor(app, n)
		if err != nil {
			return app, err
		}
		ev := followup.Event{
			Kind: followup.EventComposed, At: c.now, Seen: c.now, Note: n.ID, Gate: &gate,
		}
		ev.To, ev.Subject, ev.Text = c.clean(n, n.To, subject, letter.Text)
		var reason followup.Reason
		app, _, reason = c.Policy.Step(app, ev, c.now)
		if err := c.tx.AppendJournal(app.ID, ev, reason); err != nil {
			return app, err
		}
	}
	return app, nil
}

// clean brings a recipient and words into the form in which they can leave.
func (e *Engine) clean(n followup.Note, to followup.Address, subject, text string) (followup.Address, string, string) {
	acc := e.account(n.Account)
	if acc == nil {
		return to, subject, text
	}
	l := acc.Submitter.Clean(Letter{To: to, Subject: subject, Text: text})
	if l.To.Name == "" && to.Name != "" {
		l.To.Name = l.To.Addr // nothing of the name can be seen
	}
	return l.To, l.Subject, l.Text
}

func language(n followup.Note) string {
	if n.Language == "" {
		return "en"
	}
	return n.Language
}

func (c *change) tone(n followup.Note) followup.Tone {
	if n.Tone == "" {
		return c.Policy.Tone
	}
	return n.Tone
}

// subject keeps the subject of the mail a note answers; a new thread gets the template's own.
func (c *change) subject(app followup.Application, n followup.Note, own string) (string, error) {
	if n.Answers == "" {
		return own, nil
	}
	m, ok, err := c.mail(app, n.Answers)
	if err != nil || !ok || strings.TrimSpace(m.Subject) == "" {
		return own, err
	}
	if s := strings.TrimSpace(m.Subject); len(s) >= 3 && strings.EqualFold(s[:3], "re:") {
		return s, nil
	}
	return "Re: " + strings.TrimSpace(m.Subject), nil
}

// mail finds a mail of the application by its Message-ID, newest first.
func (c *change) mail(app followup.Application, id string) (followup.Mail, bool, error) {
	for _, m := range []followup.Mail{app.LastHuman, app.LastIn, app.LastOut} {
		if id != "" && m.ID == id {
			return m, true, nil
		}
	}
	entries, err := c.tx.Journal(app.ID)
	if err != nil {
		return followup.Mail{}, false, err
	}
	for i := len(entries) - 1; i >= 0; i-- {
		if s := entries[i].Event.Signal; s != nil && s.Mail.ID == id && id != "" {
			return s.Mail, true, nil
		}
	}
	return followup.Mail{}, false, nil
}

// noteData gathers what a letter may say.
func (c *change) noteData(app followup.Application, n followup.Note) templates.NoteData {
	d := templates.NoteData{
		Greeting: greeting(n.To.Name, c.tone(n)), Person: n.To.Name, Employer: app.Employer, Role: app.Role,
		SlotLines: slotLines(n.Slots, c.Policy.ZoneFor(app), c.Policy.Zone),
		KeepMe:    app.Liked, Second: n.Ordinal > 0, Me: c.Me.Name, Phone: c.Me.Phone, Link: c.Me.Link,
		Waiting: c.Policy.BusinessDaysBetween(app.TurnSince, c.now, followup.Where{Zone: c.Policy.Zone}),
	}
	for _, o := range app.Notes { // the letters of one panel are worded differently
		if o.Kind == n.Kind && o.Round == n.Round {
			d.Variant++
		}
		if o.ID == n.ID {
			break
		}
	}
	if d.Me == "" {
		d.Me = n.From.Name
	}
	if !app.Opened.IsZero() {
		d.Applied = app.Opened.In(c.Policy.Zone).Format("2 January")
	}
	if iv, ok := interviewOf(app, n); ok {
		at := iv.Start.In(zoneOf(iv, c.Policy.Zone))
		d.Interview, d.InterviewTime = true, at
		d.InterviewDay, d.InterviewDate = at.Format("Monday"), at.Format("Monday, 2 January")
		d.Belated = n.Kind == followup.ThankYou && c.now.After(iv.End.Add(c.Policy.ThankYouMax))
	}
	for i := len(app.Promises) - 1; i >= 0; i-- {
		if p := app.Promises[i]; p.Kind == followup.PromiseDate && !p.Deadline.IsZero() {
			d.PromisedDate = p.Deadline.In(c.Policy.Zone).Format("Monday, 2 January")
			break
		}
	}
	c.told(app, n, &d)
	return d
}

// noHire reports whether they said no because the role was closed, not because they chose somebody.
func (c *change) noHire(app followup.Application) (bool, error) {
	if app.Outcome != followup.OutcomeRejected {
		return false, nil
	}
	entries, err := c.tx.Journal(app.ID)
	for i := len(entries) - 1; i >= 0; i-- {
		if s := entries[i].Event.Signal; s != nil && s.Kind == followup.Rejection {
			return s.Detail == followup.DetailClosed, err
		}
	}
	return false, err
}

// interviewOf returns the interview a note is about: the one it names, else the last of its round, else the last of
// all that took place.
func interviewOf(app followup.Application, n followup.Note) (followup.Interview, bool) {
	var best followup.Interview
	ok := false
	for _, r := range app.Rounds {
		for _, iv := range r.Interviews {
			took := iv.Standing == followup.Over || iv.Standing == followup.Held || iv.Standing == followup.Set
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

func zoneOf(iv followup.Interview, fallback *time.Location) *time.Location {
	if iv.Floating {
		return time.UTC
	}
	if z, err := time.LoadLocation(iv.Zone); err == nil && iv.Zone != "" {
		return z
	}
	return fallback
}

// team words mark a display name that is no person: such a letter greets nobody by name.
var team = []string{
	"team", "recruit", "talent", "career", "hiring", "jobs", "people", "human", "resources", "hr", "noreply", "no-reply",
	"notification", "support", "office",
}

// greeting is how a person is addressed: the first name, or the full name in a formal letter; empty for a team.
func greeting(name string, tone followup.Tone) string {
	name = strings.TrimSpace(strings.Trim(name, `"'`))
	words := strings.Fields(name)
	if len(words) == 0 || len(words) > 4 || strings.ContainsAny(name, "@0123456789|/()") {
		return ""
	}
	for _, w := range words {
		for _, t := range team {
			if l := strings.ToLower(strings.Trim(w, ".,")); l == t || len(t) > 4 && strings.HasPrefix(l, t) {
				return ""
			}
		}
	}
	if last, first, ok := strings.Cut(name, ","); ok { // "Doe, Jane" as Exchange writes it
		name = strings.TrimSpace(first) + " " + strings.TrimSpace(last)
		words = strings.Fields(name)
	}
	if tone == followup.Formal || len(words) == 1 || !unicode.IsUpper([]rune(words[0])[0]) || strings.HasSuffix(words[0], ".") {
		return name
	}
	return words[0]
}
