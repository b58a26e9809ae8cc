package engine

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"followup/followup"
)

// fetchWithin is how long the mailboxes get to hand out a mail that a person waits for.
const fetchWithin = time.Minute

// ErrUnreached means that a mail was not found, and that not every mailbox could be asked for it.
var ErrUnreached = errors.New("a mailbox could not be asked")

// fetched gets a mail that the store never kept from the mailboxes, by its Message-ID, and reads it as the watcher would
// have done. Nothing of it is stored here. ErrNotFound means that every mailbox was asked.
func (e *Engine) fetched(ctx context.Context, messageID string, as followup.SignalKind) (followup.Signal, error) {
	ctx, cancel := context.WithTimeout(ctx, fetchWithin)
	defer cancel()
	var unreached error
	for i := range e.Accounts {
		acc := &e.Accounts[i]
		if acc.Read == nil {
			continue
		}
		raw, err := acc.Mailbox.Fetch(ctx, messageID)
		if errors.Is(err, ErrNotFound) {
			continue
		}
		if err != nil {
			unreached = errors.Join(unreached, fmt.Errorf("%s: %w", acc.Name, err))
			continue
		}
		sig, err := acc.Read(raw, as)
		if err != nil {
			return sig, fmt.Errorf("read the mail: %w", err)
		}
		sig.Mail.Account = acc.Name
		return sig, nil
	}
	if unreached != nil {
		return followup.Signal{}, fmt.Errorf("%w for that mail: %w", ErrUnreached, unreached)
	}
	return followup.Signal{}, ErrNotFound
}

// missed corrects a mail that the store does not know: it is fetched and adopted as what the person says.
func (e *Engine) missed(ctx context.Context, r CorrectRequest) (Card, error) {
	if !strings.Contains(r.Mail, "@") { // a beginning of a key: no mailbox knows it
		return Card{}, ErrNotFound
	}
	sig, err := e.fetched(ctx, r.Mail, r.Kind)
	if err != nil {
		return Card{}, err
	}
	return e.correct(func(c *change) (followup.Application, followup.Reason, error) {
		if sig.Mail.Received.After(c.now) || sig.Mail.Received.IsZero() {
			sig.Mail.Received = c.now // events never lie in the future
		}
		c.addressUs(sig.Mail.Account, &sig)
		known := r
		known.Mail = sig.Mail.Key // it may be known by its key while its Message-ID is in no thread
		app, reason, err := c.recount(known)
		if !errors.Is(err, ErrNotFound) {
			return app, reason, err
		}
		switch {
		case r.Kind == followup.Other || r.Kind == "" && sig.Kind == followup.Other:
			return app, "", &Refusal{"it was not counted for any application: say what it is, with a kind"}
		case sig.Detail == followup.DetailOwn || sig.Detail == followup.DetailOwnWithdraw:
			return app, "", &Refusal{"you wrote it yourself: what you wrote is not what they say"}
		}
		return c.adopt(sig, r)
	})
}
