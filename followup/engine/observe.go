package engine

import (
	"context"
	"slices"
	"strings"

	"followup/followup"
	"followup/followup/store"
)

// began is what the store keeps of an account: when followup first looked at it. Facts from before that are told, not
// acted on.
type began struct {
	At int64 `json:"at"` // Unix nanoseconds
}

// Observe takes one batch: the effect of its mails and the cursor that says they were read are one transaction, so a
// crash anywhere reads them again and `seen` makes that nothing.
func (e *Engine) Observe(_ context.Context, b Batch) error {
	slices.SortStableFunc(b.Signals, func(x, y followup.Signal) int { return x.Mail.Received.Compare(y.Mail.Received) })
	return e.update(func(c *change) error {
		if err := c.raiseClock(); err != nil {
			return err
		}
		if err := c.confirmClock(b.Signals); err != nil {
			return err
		}
		var since began
		known, err := c.tx.Account(b.Account, &since)
		if err != nil {
			return err
		}
		if !known {
			since = began{At: c.now.UnixNano()}
			if err := c.tx.PutAccount(b.Account, since); err != nil {
				return err
			}
		}
		for i := range b.Signals {
			if err := c.observe(b.Account, b.Signals[i], since); err != nil {
				return err
			}
		}
		for _, p := range b.Poison {
			if err := c.tx.PutPoison(b.Account, b.Folder, p.UIDValidity, p.UID, p.Why); err != nil {
				return err
			}
		}
		if b.Cursor.UIDValidity == 0 { // a sweep: nothing to keep
			return nil
		}
		b.Cursor.Updated = c.now
		return c.tx.PutCursor(b.Account, b.Folder, b.Cursor)
	})
}

// observe takes one signal through: our own letter seen again, a bounce, or mail that belongs somewhere.
func (c *change) observe(account string, sig followup.Signal, since began) error {
	sig.Mail.Account = account
	if sig.Mail.Received.After(c.now) {
		sig.Mail.Received = c.now // events never lie in the future
	}
	if gone, err := c.forgot(sig.Mail); gone || err != nil {
		return err
	}
	c.addressUs(account, &sig)
	if done, err := c.found(sig); done || err != nil {
		return err
	}
	if done, err := c.bounced(sig); done || err != nil {
		return err
	}
	if _, seen, err := c.tx.Seen(sig.Mail.Key); seen || err != nil {
		return err
	}
	apps, err := c.candidates(sig)
	if err != nil {
		return err
	}
	d := c.Policy.Place(sig, apps)
	sig = d.Sig
	switch {
	case len(d.Kinds) == 0:
		return c.aside(sig, d.Why) // it would change nothing, wherever it belongs
	case len(d.Link.Ask) > 0:
		return c.doubt(sig, apps, d.Link)
	}
	app := d.App
	if d.Link.New {
		if app, err = c.begin(sig); err != nil {
			return err
		}
	}
	for _, kind := range d.Kinds {
		ev := followup.Event{Kind: kind, At: sig.Mail.Received, Seen: c.now, Signal: &sig, Before: sig.Mail.Age().UnixNano() < since.At}
		if kind == followup.EventDoubted {
			ev.Words = string(d.Why)
		}
		if app, _, err = c.apply(app, ev); err != nil {
			return err
		}
	}
	return c.tx.MarkSeen(sig.Mail.Key, app.ID, sig.Mail.Received)
}

// begin is a new application that a mail opens. The mail may have opened another one before, which goes on without it and
// is never written over: the letters that left would be forgotten.
func (c *change) begin(sig followup.Signal) (followup.Application, error) {
	for key := sig.Mail.Key; ; key += "\x00again" {
		id := followup.ApplicationID(key)
		if _, taken, err := c.tx.Application(id); err != nil || !taken {
			return followup.Application{ID: id, Account: sig.Mail.Account}, err
		}
	}
}

// aside keeps what was not counted but has a trace of a job in it, so that a person can find and adopt it.
func (c *change) aside(sig followup.Signal, why followup.Reason) error {
	if !sig.JobContext {
		return nil
	}
	if sig.Rule != "" {
		why = followup.Reason(sig.Rule)
	}
	sig.Reason = why
	return c.tx.PutAside(sig.Mail.Key, sig)
}

// addressUs puts the user's own address first among the recipients, so that an answer goes from the address they wrote
// to; a mail that names none of them (a blind copy) counts as written to the main address.
func (c *change) addressUs(account string, sig *followup.Signal) {
	acc := c.account(account)
	if acc == nil || sig.Detail.Own() {
		return
	}
	us := acc.User
	for _, to := range sig.Mail.To {
		if slices.ContainsFunc(acc.Addresses, func(a string) bool { return strings.EqualFold(a, to.Addr) }) {
			us.Addr = to.Addr
			break
		}
	}
	rest := slices.DeleteFunc(slices.Clone(sig.Mail.To), func(a followup.Address) bool { return strings.EqualFold(a.Addr, us.Addr) })
	sig.Mail.To = append([]followup.Address{us}, rest...)
}

// found recognises one of our own letters by its Message-ID: it is not the user's mail but proof that it left.
func (c *change) found(sig followup.Signal) (bool, error) {
	app, note, ok, err := c.byMessageID(sig.Mail.ID)
	if err != nil || !ok {
		return false, err
	}
	if note.Filed != "" && note.Status == followup.Sent {
		return true, nil
	}
	_, _, err = c.apply(app, followup.Event{Kind: followup.EventFound, Note: note.ID, At: sig.Mail.Received, Words: sig.Mail.Folder})
	return true, err
}

// bounced recognises a delivery status notification about one of our letters.
func (c *change) bounced(sig followup.Signal) (bool, error) {
	if sig.Detail != followup.DetailBounce {
		return false, nil
	}
	app, note, ok, err := c.byMessageID(sig.Bounced)
	if err != nil || !ok || note.Bounced {
		return true, err
	}
	dead := map[string]int64{}
	if _, err := c.tx.Meta("dead", &dead); err != nil {
		return true, err
	}
	dead[strings.ToLower(note.To.Addr)] = c.now.Unix()
	if err := c.tx.PutMeta("dead", dead); err != nil {
		return true, err
	}
	_, _, err = c.apply(app, followup.Event{Kind: followup.EventBounced, Note: note.ID, Words: string(sig.Reason)})
	return true, err
}

// byMessageID finds the note of ours that carries a Message-ID.
func (c *change) byMessageID(id string) (followup.Application, followup.Note, bool, error) {
	if id == "" {
		return followup.Application{}, followup.Note{}, false, nil
	}
	ids, err := c.tx.ByThread(id)
	if err != nil {
		return followup.Application{}, followup.Note{}, false, err
	}
	for _, appID := range ids {
		app, ok, err := c.tx.Application(appID)
		if err != nil {
			return app, followup.Note{}, false, err
		}
		if !ok {
			continue
		}
		for _, n := range app.Notes {
			if n.MessageID == id {
				return app, n, true, nil
			}
		}
	}
	return followup.Application{}, followup.Note{}, false, nil
}

// candidates loads the applications that a signal may belong to: by thread, and by whatever else ties it to one.
func (c *change) candidates(sig followup.Signal) ([]followup.Application, error) {
	ids, err := c.tx.ByThread(append(append([]string{sig.Mail.ID}, sig.Mail.InReplyTo...), sig.Mail.References...)...)
	if err != nil {
		return nil, err
	}
	for _, tie := range sig.Ties() {
		more, err := c.tx.ByEmployer(tie)
		if err != nil {
			return nil, err
		}
		ids = append(ids, more...)
	}
	return c.applications(ids)
}

// applications loads each of these once, in the order of their ids.
func (c *change) applications(ids []string) ([]followup.Application, error) {
	slices.Sort(ids)
	var apps []followup.Application
	for _, id := range slices.Compact(ids) {
		app, ok, err := c.tx.Application(id)
		if err != nil {
			return nil, err
		}
		if ok {
			apps = append(apps, app)
		}
	}
	return apps, nil
}

// doubt lays a signal before the user in every application that it may concern.
func (c *change) doubt(sig followup.Signal, apps []followup.Application, link followup.Link) error {
	for _, id := range link.Ask {
		ev := followup.Event{Kind: followup.EventDoubted, At: sig.Mail.Received, Signal: &sig, Words: string(link.Why)}
		if _, _, err := c.apply(pick(apps, id), ev); err != nil {
			return err
		}
	}
	return c.tx.MarkSeen(sig.Mail.Key, link.Ask[0], sig.Mail.Received)
}

func pick(apps []followup.Application, id string) followup.Application {
	i := slices.IndexFunc(apps, func(a followup.Application) bool { return a.ID == id })
	if i < 0 {
		return followup.Application{}
	}
	return apps[i]
}

func domainOf(addr string) string {
	_, d, _ := strings.Cut(addr, "@")
	return strings.ToLower(d)
}

// Cursor returns how far a folder was read, and whether it ever was.
func (e *Engine) Cursor(account, folder string) (cur store.Cursor, ok bool, err error) {
	err = e.view(func(c *change) error {
		cur, ok, err = c.tx.Cursor(account, folder)
		return err
	})
	return cur, ok, err
}
