package engine

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"followup/followup"
)

// fetchWithin is how long the mailboxes get to hand out a mail that a person waits for; readAgainWithin, one without which
// the correction can do.
const (
	fetchWithin     = time.Minute
	readAgainWithin = 15 * time.Second
)

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
			return app, "", errSayKind
		case sig.Detail.Own():
			return app, "", &Refusal{"you wrote it yourself: what you wrote is not what they say"}
		}
		return c.adopt(sig, r, "")
	})
}

// timed are the kinds of mail whose times matter, and which are read only where a mail is taken for one of them.
var timed = []followup.SignalKind{
	followup.InterviewInvite, followup.InterviewConfirm, followup.InterviewReschedule, followup.InterviewCancel, followup.Offer, followup.Assessment,
}

// readAgain gets a mail that the store knows as something without times once more, because the person says that it is
// about an interview. Where the mailbox cannot be reached, what is stored has to do.
func (e *Engine) readAgain(ctx context.Context, r CorrectRequest) *followup.Signal {
	if r.Rule != "" || !slices.Contains(timed, r.Kind) {
		return nil
	}
	var sig followup.Signal
	err := e.view(func(c *change) (err error) {
		sig, err = c.stored(r.Mail)
		return err
	})
	if err != nil || sig.Kind == r.Kind || sig.Mail.ID == "" || len(sig.Interviews)+len(sig.Options) > 0 {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, readAgainWithin)
	defer cancel()
	again, err := e.fetched(ctx, sig.Mail.ID, r.Kind)
	if err != nil {
		e.Log.Debug("a corrected mail could not be read again", "err", err) // it may name the account
		return nil
	}
	return &again
}

// stored is a mail as the store has it: doubted, set aside or counted.
func (c *change) stored(mail string) (followup.Signal, error) {
	hits, err := c.doubts(mail)
	if err != nil {
		return followup.Signal{}, err
	}
	if len(hits) > 0 {
		for _, d := range hits[0].Doubts {
			if hasID(d.Key, mail) || d.Signal.Mail.ID == mail {
				return d.Signal, nil
			}
		}
	}
	if aside, err := c.setAside(mail); aside != nil || err != nil {
		return *cmp.Or(aside, &followup.Signal{}), err
	}
	_, sig, err := c.counted(mail)
	return sig, err
}

// setAside finds a mail among those that were set aside, nil if it is none of them.
func (c *change) setAside(mail string) (*followup.Signal, error) {
	var aside *followup.Signal
	err := c.tx.Aside(0, func(s followup.Signal) error {
		if aside == nil && (hasID(s.Mail.Key, mail) || s.Mail.ID == mail) {
			aside = &s
		}
		return nil
	})
	return aside, err
}
