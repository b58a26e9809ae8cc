package engine

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"followup/followup"
)

var _ Desk = (*Engine)(nil)

// act applies one event to a note and returns the card afterwards. want is what the note must be for the act to have
// worked; anything else is a refusal with the reason of the step.
func (e *Engine) act(id string, ev followup.Event, want func(n followup.Note) bool) (Card, error) {
	var card Card
	err := e.update(func(c *change) error {
		app, n, err := c.findNote(id)
		if err != nil {
			return err
		}
		ev.Note = n.ID
		after, reason, err := c.apply(app, ev)
		if err != nil {
			return err
		}
		now, ok := after.Note(n.ID)
		if !ok || !want(*now) {
			return &Refusal{reason}
		}
		card, err = c.card(after, now, nil)
		card.Reason = reason
		return err
	})
	return card, err
}

func is(s followup.NoteStatus) func(followup.Note) bool {
	return func(n followup.Note) bool { return n.Status == s }
}

// Approve takes a person's yes to exactly the words they saw. The bytes and the Message-ID are fixed here; what leaves
// later is these bytes and no others.
func (e *Engine) Approve(_ context.Context, r ApproveRequest) (Card, error) {
	var card Card
	err := e.update(func(c *change) error {
		app, n, err := c.findNote(r.Note)
		if err != nil {
			return err
		}
		if r.Fingerprint != followup.Fingerprint(n) {
			return ErrChanged
		}
		acc := c.account(n.Account)
		if acc == nil {
			return &Refusal{followup.Reason(followup.HoldAccount)}
		}
		ev := followup.Event{
			Kind: followup.EventApprove, At: c.now, Seen: c.now, Note: n.ID, Fingerprint: r.Fingerprint, By: r.By, AnyHour: r.AnyHour,
		}
		gate, err := c.gateFor(app, n)
		if err != nil {
			return err
		}
		ev.Gate = &gate
		if ev.MessageID, err = c.messageID(app.ID, n); err != nil {
			return err
		}
		elsewhere, err := c.elsewhere(app)
		if err != nil {
			return err
		}
		for _, f := range c.Policy.LintWith(app, n, elsewhere) { // what only this knows; Step asks the rest
			if f.Blocks && f.Code == "other-employer" {
				return &Refusal{followup.Reason("not approved: " + f.Words)}
			}
		}
		// Step is pure: asked once without the bytes it tells when the letter would leave, which the Date header needs.
		would, _, reason := c.Policy.Step(app, ev, c.now)
		w, ok := would.Note(n.ID)
		if !ok || w.Status != followup.Approved {
			return &Refusal{reason}
		}
		if n.Status == followup.Approved { // the same yes again
			card, err = c.card(app, &n, nil)
			card.Reason = reason
			return err
		}
		l := Letter{
			From: n.From, To: n.To, Subject: n.Subject, Text: n.Text, MessageID: ev.MessageID, InReplyTo: n.Answers,
			References: n.References, Date: w.SendAt.In(c.Policy.Zone),
		}
		if as := acc.Submitter.Clean(l); as.From != l.From || as.To != l.To || as.Subject != l.Subject || as.Text != l.Text {
			return &Refusal{"the letter holds characters that cannot be sent as they are: edit it once, then say yes to what you see"}
		}
		letter, err := acc.Submitter.Render(l)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(letter)
		ev.Bytes = hex.EncodeToString(sum[:])
		if err := c.tx.PutLetter(n.ID, ev.Bytes, letter); err != nil {
			return err
		}
		after, reason, err := c.apply(app, ev)
		if err != nil {
			return err
		}
		now, _ := after.Note(n.ID)
		card, err = c.card(after, now, nil)
		card.Reason = reason
		return err
	})
	return card, err
}

// messageID derives the Message-ID of a note. Where another note that left, or may, bears the same one it is the same
// letter, in another application or under another name: it does not leave twice. Only a question may be asked again about
// one mail, with the next ordinal; else the search in Sent would take it for the first.
func (c *change) messageID(app string, n followup.Note) (string, error) {
	for ; ; n.Ordinal++ {
		id := followup.MessageID(c.Key, n, domainOf(n.From.Addr))
		owner, other, taken, err := c.byMessageID(id)
		switch {
		case err != nil || !taken || owner.ID == app && other.ID == n.ID:
			return id, err
		case n.Kind != followup.Nudge && (gone(other.Status) || other.Status == followup.Approved || other.Status == followup.Claimed):
			return "", &Refusal{"not approved: the same letter stands in another application: let this one go"}
		}
	}
}

// Edit replaces the words of a note; an approved one needs a new yes.
func (e *Engine) Edit(_ context.Context, r EditRequest) (Card, error) {
	n, err := e.sameWords(r.Note, r.Fingerprint)
	if err != nil {
		return Card{}, err
	}
	ev := followup.Event{Kind: followup.EventEdit, Fingerprint: r.Fingerprint}
	ev.To, ev.Subject, ev.Text = e.clean(n, r.To, r.Subject, r.Text)
	return e.act(r.Note, ev, func(n followup.Note) bool {
		return n.Status == followup.Proposed && n.Subject == ev.Subject && n.Text == ev.Text
	})
}

// sameWords returns a note, or ErrChanged if it no longer has the words that a person saw.
func (e *Engine) sameWords(id, fingerprint string) (n followup.Note, err error) {
	err = e.view(func(c *change) error {
		if _, n, err = c.findNote(id); err == nil && fingerprint != followup.Fingerprint(n) {
			err = ErrChanged
		}
		return err
	})
	return n, err
}

// Dismiss lets a note go.
func (e *Engine) Dismiss(_ context.Context, r DismissRequest) (Card, error) {
	if _, err := e.sameWords(r.Note, r.Fingerprint); err != nil {
		return Card{}, err
	}
	return e.act(r.Note, followup.Event{Kind: followup.EventDismiss, Fingerprint: r.Fingerprint, Words: r.Why}, is(followup.Dismissed))
}

// Snooze hides a note until a time.
func (e *Engine) Snooze(_ context.Context, r SnoozeRequest) (Card, error) {
	return e.act(r.Note, followup.Event{Kind: followup.EventSnooze, Until: r.Until}, func(n followup.Note) bool {
		return n.Status == followup.Proposed && n.Snoozed.Equal(r.Until)
	})
}

// Undo takes a yes back while the letter has not been claimed.
func (e *Engine) Undo(_ context.Context, note string) (Card, error) {
	return e.act(note, followup.Event{Kind: followup.EventUnapprove}, is(followup.Proposed))
}

// Retry brings a failed note back to be approved once more, with the same words.
func (e *Engine) Retry(_ context.Context, note string) (Card, error) {
	return e.act(note, followup.Event{Kind: followup.EventRetry}, is(followup.Proposed))
}

// Resolve answers an unsure note. A letter that did not leave comes back to be approved once more.
func (e *Engine) Resolve(_ context.Context, r ResolveRequest) (Card, error) {
	want := is(followup.Proposed)
	if r.Left {
		want = is(followup.Sent)
	}
	return e.act(r.Note, followup.Event{Kind: followup.EventResolve, Left: r.Left}, want)
}

// Unhold lifts a hold that asks. Where the clock was in doubt it is the person's word that it is right now.
func (e *Engine) Unhold(_ context.Context, note string) (Card, error) {
	err := e.update(func(c *change) error {
		_, n, err := c.findNote(note)
		switch {
		case err != nil:
			return err
		case n.Hold == followup.HoldClock:
			return c.tx.PutMeta("clock", c.now.UnixNano())
		case n.Hold == followup.HoldAhead:
			return c.tx.PutMeta(aheadKey, int64(0))
		}
		return nil
	})
	if err != nil {
		return Card{}, err
	}
	return e.act(note, followup.Event{Kind: followup.EventUnhold}, func(n followup.Note) bool { return n.Hold == followup.NoHold })
}

// onApp applies one event to an application and returns its card; unchanged means that the rules said no.
func (e *Engine) onApp(id string, ev followup.Event) (Card, error) {
	var card Card
	err := e.update(func(c *change) error {
		app, err := c.findApp(id)
		if err != nil {
			return err
		}
		after, reason, err := c.apply(app, ev)
		if err != nil {
			return err
		}
		if same(app, after) {
			return &Refusal{reason}
		}
		card, err = c.card(after, firstOpen(after), nil)
		card.Reason = reason
		return err
	})
	return card, err
}

// Draft writes what was only told because it happened before followup began.
func (e *Engine) Draft(_ context.Context, app string) (Card, error) {
	return e.onApp(app, followup.Event{Kind: followup.EventDraft})
}

// Held says whether an interview took place.
func (e *Engine) Held(_ context.Context, r HeldRequest) (Card, error) {
	kind := followup.EventHeld
	if !r.Held {
		kind = followup.EventNotHeld
	}
	return e.byHand(r.App, followup.Event{Kind: kind, Interview: r.Interview, NoShow: r.NoShow}, r.Interview)
}

// Close ends an application in the user's own words.
func (e *Engine) Close(_ context.Context, r CloseRequest) (Card, error) {
	card, err := e.byHand(r.App, followup.Event{Kind: followup.EventClose, Close: r.Outcome}, string(r.Outcome))
	if err == nil {
		card.Reason += e.spreadWords(card.Application)
	}
	return card, err
}

// Pause throws the kill switch: nothing leaves until Resume.
func (e *Engine) Pause(ctx context.Context, why string) (Status, error) {
	err := e.update(func(c *change) error { return c.tx.PutMeta("pause", pause{At: c.now.UnixNano(), Why: why}) })
	if err != nil {
		return Status{}, err
	}
	return e.Status(ctx)
}

// Resume lifts the kill switch, and the hold of a restored store. The STOP file is the person's own to remove.
func (e *Engine) Resume(ctx context.Context) (Status, error) {
	err := e.update(func(c *change) error {
		if err := c.tx.PutMeta("pause", pause{}); err != nil {
			return err
		}
		return c.tx.PutMeta("restored", "")
	})
	if err != nil {
		return Status{}, err
	}
	e.mu.Lock()
	clear(e.authFailed)
	clear(e.rest)
	e.mu.Unlock()
	e.Kick()
	return e.Status(ctx)
}

// Backup writes a verified copy of the store.
func (e *Engine) Backup(_ context.Context, path string) error { return e.Store.Backup(path) }
