package engine

import (
	"strings"

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
		wanted := c.language(app, n)
		lang := c.Letters.Language(wanted, string(n.Kind))
		data, err := c.noteData(app, n, lang)
		if err != nil {
			return app, err
		}
		letter, err := c.render(app, n, lang, data)
		if err != nil { // a letter without words cannot leave; a mail that is not counted is lost
			c.Log.Error("letter could not be written", "note", n.ID, "err", err)
			continue
		}
		subject, err := c.subject(app, n, letter.Subject)
		if err != nil {
			return app, err
		}
		ev := followup.Event{
			Kind: followup.EventComposed, At: c.now, Seen: c.now, Note: n.ID, Details: &followup.Details{Language: &lang},
		}
		ev.To, ev.Subject, ev.Text = c.clean(n, n.To, subject, letter.Text)
		n.Text = ev.Text
		gate, err := c.gateFor(app, n)
		if err != nil {
			return app, err
		}
		ev.Gate = &gate
		if !strings.HasPrefix(strings.ToLower(wanted), lang) {
			ev.Words = "it is written in " + templates.LanguageName(lang) + ": there is no such letter in " + templates.LanguageName(wanted)
		}
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

// language is that of the note, else the one of their last mail or the one that the user always writes in.
func (c *change) language(app followup.Application, n followup.Note) string {
	switch {
	case n.Language != "":
		return n.Language
	case c.Policy.Language != "auto" && c.Policy.Language != "":
		return c.Policy.Language
	}
	return orElse(app.Language, "en")
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
