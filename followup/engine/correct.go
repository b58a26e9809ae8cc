package engine

import (
	"context"
	"errors"
	"slices"
	"strings"

	"followup/followup"
)

// errSayKind answers a yes to a mail that followup took for nothing.
var errSayKind = &Refusal{"it was not counted for any application: say what it is, with a kind"}

// NewApplication is what a person says for "none of these: it is another application".
const NewApplication = "new"

// Correct says what a mail is, or where it belongs: the answer to a doubt, a mail that was set aside, or a second
// thought about one that was counted. A mail that the store never kept is fetched from the mailbox.
func (e *Engine) Correct(ctx context.Context, r CorrectRequest) (Card, error) {
	r.again = e.readAgain(ctx, r)
	card, err := e.correct(func(c *change) (followup.Application, followup.Reason, error) {
		hits, err := c.doubts(r.Mail)
		switch {
		case err != nil:
			return followup.Application{}, "", err
		case len(hits) > 0:
			return c.answer(hits, r)
		}
		return c.recount(r)
	})
	if errors.Is(err, ErrNotFound) {
		return e.missed(ctx, r)
	}
	return card, err
}

// correct runs a correction in one transaction and returns the card of the application that it led to.
func (e *Engine) correct(do func(*change) (followup.Application, followup.Reason, error)) (Card, error) {
	var card Card
	err := e.update(func(c *change) error {
		after, reason, err := do(c)
		if err != nil {
			return err
		}
		if after.ID != "" {
			card, err = c.card(after, firstOpen(after), nil)
			card.Act = c.lately(after)
		}
		card.Reason = reason
		return err
	})
	return card, err
}

// lately is the ID of the act by hand of this moment, where the application stands and remembers it.
func (c *change) lately(app followup.Application) string {
	if app.Stage == followup.StageNew || !slices.ContainsFunc(app.Acts, func(a followup.Act) bool { return a.ID == c.acted }) {
		return ""
	}
	return c.acted
}

// doubts finds the applications in which a mail waits for an answer, by its key or its Message-ID.
func (c *change) doubts(mail string) ([]followup.Application, error) {
	match := func(app followup.Application) bool {
		return slices.ContainsFunc(app.Doubts, func(d followup.Doubt) bool { return hasID(d.Key, mail) || d.Signal.Mail.ID == mail })
	}
	hits, err := c.shown(mail, match)
	if err != nil || len(hits) > 0 || !strings.Contains(mail, "@") {
		return hits, err
	}
	err = c.tx.Applications(func(app followup.Application) error {
		if match(app) {
			hits = append(hits, app)
		}
		return nil
	})
	return hits, err
}

// answer enters a doubted mail where the person says it belongs, and takes it off everywhere else.
func (c *change) answer(hits []followup.Application, r CorrectRequest) (followup.Application, followup.Reason, error) {
	var d followup.Doubt
	for _, x := range hits[0].Doubts {
		if hasID(x.Key, r.Mail) || x.Signal.Mail.ID == r.Mail {
			d = x
		}
	}
	sig := r.say(d.Signal)
	target, err := c.target(hits, r, sig)
	if err != nil {
		return target, "", err
	}
	var reason followup.Reason
	act := c.wordID(hits, target, sig, d.Key)
	c.acted = act
	for _, app := range hits {
		if app.ID == target.ID {
			continue
		}
		if app, _, err = c.apply(app, followup.Event{Kind: followup.EventResolved, Key: d.Key, ID: act}); err != nil {
			return target, "", err
		}
		if err := c.dropEmpty(app); err != nil {
			return target, "", err
		}
	}
	ev := followup.Event{Kind: followup.EventResolved, Key: d.Key, At: sig.Mail.Received, ID: act}
	if sig.Kind != followup.Other {
		ev.Signal = &sig
	} else {
		ev.At, ev.Words = c.now, r.Rule
		if err := c.sayAside(d.Signal, r); err != nil {
			return target, "", err
		}
	}
	if target, reason, err = c.apply(target, ev); err != nil {
		return target, "", err
	}
	if err := c.tx.MarkSeen(d.Key, target.ID, sig.Mail.Received); err != nil {
		return target, "", err
	}
	return target, reason, c.dropEmpty(target)
}

// wordID names the answer to a question as an act that can be taken back. It cannot where an application that only held
// the question goes with it: the mail would have no place to be asked about.
func (c *change) wordID(hits []followup.Application, target followup.Application, sig followup.Signal, key string) string {
	asked := false
	for _, app := range hits {
		if app.Stage == followup.StageNew && (app.ID != target.ID || sig.Kind == followup.Other) {
			return ""
		}
		asked = asked || app.ID == target.ID
	}
	if !asked {
		return ""
	}
	return followup.ActID(followup.EventResolved, c.now, target.ID, key)
}

// say makes of a mail what the person says it is.
func (r CorrectRequest) say(sig followup.Signal) followup.Signal {
	if r.again != nil && r.again.Mail.Key == sig.Mail.Key {
		mail, was := sig.Mail, sig.Kind
		sig = *r.again
		sig.Mail, sig.Kind = mail, was
	}
	sig.Confidence, sig.Rule, sig.Was = 1, r.Rule, ""
	if r.Rule != "" {
		sig.Was = sig.Kind
	}
	if r.Kind != "" && r.Kind != sig.Kind {
		sig.Kind, sig.Detail = r.Kind, followup.NoDetail
	}
	if r.Employer != "" {
		sig.Employer = r.Employer
	}
	return sig
}

// saidNotJob is why a mail stands aside that was counted before.
const saidNotJob followup.Reason = "you said that it is not about a job"

// sayAside keeps a mail that is not about a job after all, as it was read, so that the person can change her mind.
func (c *change) sayAside(sig followup.Signal, r CorrectRequest) error {
	sig.Reason, sig.Rule, sig.Was = saidNotJob, r.Rule, ""
	if r.Rule != "" {
		sig.Reason, sig.Was = followup.Reason(r.Rule), sig.Kind
	}
	return c.tx.PutAside(sig.Mail.Key, sig)
}

// target is the application a person means: the named one, a new one, or the only one that asks.
func (c *change) target(hits []followup.Application, r CorrectRequest, sig followup.Signal) (followup.Application, error) {
	switch {
	case r.App == NewApplication:
		return c.begin(sig)
	case r.App != "":
		return c.findApp(r.App)
	case len(hits) == 1 || r.Kind == followup.Other:
		return hits[0], nil
	}
	return followup.Application{}, &Refusal{"more than one application may be meant: say which with its id, or new"}
}

// dropEmpty removes an application that only ever held a doubt.
func (c *change) dropEmpty(app followup.Application) error {
	if app.Stage == followup.StageNew && len(app.Doubts) == 0 && len(app.Notes) == 0 {
		return c.tx.DeleteApplication(app.ID)
	}
	return nil
}

// recount corrects a mail that was counted before, or adopts one that was set aside.
func (c *change) recount(r CorrectRequest) (followup.Application, followup.Reason, error) {
	aside, err := c.setAside(r.Mail)
	if err != nil {
		return followup.Application{}, "", err
	}
	if aside != nil {
		if err := c.tx.DropAside(aside.Mail.Key); err != nil {
			return followup.Application{}, "", err
		}
		if r.Kind == followup.Other {
			return followup.Application{}, "not about an application, as you say: it is off the list", nil
		}
		if r.Kind == "" && aside.Kind == followup.Other {
			return followup.Application{}, "", errSayKind
		}
		return c.adopt(*aside, r, "")
	}
	app, old, err := c.counted(r.Mail)
	if err != nil {
		return app, "", err
	}
	sig := r.say(old)
	if sig.Kind == followup.Other {
		if err := c.sayAside(old, r); err != nil {
			return app, "", err
		}
	}
	act := followup.ActID(followup.EventCorrect, c.now, app.ID, old.Mail.Key)
	c.acted = act
	ev := followup.Event{Kind: followup.EventCorrect, Key: old.Mail.Key, At: old.Mail.Received, ID: act}
	here := r.App == "" || hasID(app.ID, r.App)
	if here {
		ev.Signal = &sig
	}
	after, reason, err := c.apply(app, ev)
	if err != nil {
		return after, "", err
	}
	if here {
		return after, reason, c.dropEmpty(after)
	}
	// The one that it leaves stays, even empty and in no list: taking this back brings the mail home.
	return c.adopt(sig, r, act)
}

// adopt enters a mail into the application the person named; where she named none, into the one that it belongs to by
// all that is known of it, or into a new one.
// act names the act, where it can be taken back.
func (c *change) adopt(sig followup.Signal, r CorrectRequest, act string) (followup.Application, followup.Reason, error) {
	sig = r.say(sig)
	sig.JobContext = true
	app, err := c.begin(sig)
	if err != nil {
		return app, "", err
	}
	switch r.App {
	case NewApplication:
	case "":
		apps, err := c.candidates(sig)
		if err != nil {
			return app, "", err
		}
		link := c.Policy.Match(sig, apps)
		if len(link.Ask) > 0 {
			return app, "", &Refusal{"more than one application may be meant: say which with its id, or new"}
		}
		if link.App != "" {
			app = pick(apps, link.App)
		}
	default:
		if app, err = c.findApp(r.App); err != nil {
			return app, "", err
		}
	}
	after, reason, err := c.apply(app, followup.Event{Kind: followup.EventResolved, Key: sig.Mail.Key, Signal: &sig, At: sig.Mail.Received, ID: act})
	if err != nil {
		return after, "", err
	}
	if after.Stage == followup.StageNew {
		return after, "", &Refusal{reason}
	}
	return after, reason, c.tx.MarkSeen(sig.Mail.Key, after.ID, sig.Mail.Received)
}

// counted finds a mail in the journal of the application that it was counted for.
func (c *change) counted(mail string) (followup.Application, followup.Signal, error) {
	ids, err := c.tx.ByThread(mail)
	if err != nil {
		return followup.Application{}, followup.Signal{}, err
	}
	if id, ok, err := c.tx.Seen(mail); err != nil {
		return followup.Application{}, followup.Signal{}, err
	} else if ok {
		ids = append(ids, id)
	}
	for _, id := range ids {
		app, ok, err := c.tx.Application(id)
		if err != nil || !ok {
			continue
		}
		entries, err := c.tx.Journal(id)
		if err != nil {
			return app, followup.Signal{}, err
		}
		for _, en := range entries {
			if s := en.Event.Signal; s != nil && (s.Mail.ID == mail || s.Mail.Key == mail) {
				return app, *s, nil
			}
		}
	}
	return followup.Application{}, followup.Signal{}, ErrNotFound
}
