package engine

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"time"

	"followup/followup"
)

// errStopped ends a submission because the kill switch was thrown.
var errStopped = errors.New("sending is paused")

// searches are the times after the dot at which an unsure note is looked for in Sent, All and INBOX (reliability.md 2).
var searches = []time.Duration{0, 30 * time.Second, 2 * time.Minute, 5 * time.Minute, 15 * time.Minute}

// filedLocally is written where a copy could not be laid into Sent for a day.
const filedLocally, fileFor = "local", 24 * time.Hour

// runOutbox sends what was approved when its time has come, until ctx ends.
func (e *Engine) runOutbox(ctx context.Context) {
	for {
		next, err := e.Outbox(ctx)
		if err != nil && ctx.Err() == nil {
			e.Log.Error("outbox failed", "err", err)
		}
		if !sleep(ctx, e.kickOutbox, next.Sub(e.Now())) {
			return
		}
	}
}

// outboxAt tells when the outbox has to look at a note, and whether it has to at all.
func outboxAt(n followup.Note, fileAfter time.Duration) (time.Time, bool) {
	switch {
	case n.Status == followup.Approved:
		return n.SendAt, true
	case n.Status == followup.Unsure && len(n.Attempts) > 0:
		return n.Attempts[len(n.Attempts)-1].Ended, true
	case n.Status == followup.Sent && n.Filed == "" && n.Bytes != "":
		return n.Sent.Add(fileAfter), true
	}
	return time.Time{}, false
}

// Outbox looks at everything whose time has come, one letter at a time, and returns when to look again.
func (e *Engine) Outbox(ctx context.Context) (time.Time, error) {
	e.sending.Lock()
	defer e.sending.Unlock()
	now := e.Now()
	if err := e.compareClocks(); err != nil {
		return now.Add(maxSleep), err
	}
	if err := e.unjam(); err != nil {
		return now.Add(maxSleep), err
	}
	var failed error
	type item struct{ app, note string }
	var due []item
	err := e.view(func(c *change) error {
		return c.tx.OutboxBefore(now, func(app, note string, _ time.Time) error {
			due = append(due, item{app, note})
			return nil
		})
	})
	if err != nil {
		return now.Add(maxSleep), err
	}
	for _, it := range due {
		if e.resting(it.note, now) {
			continue
		}
		if err := e.attend(ctx, it.app, it.note); err != nil { // what is wrong with one must not keep the others waiting
			e.restUntil(it.note, e.Now().Add(e.Spin))
			failed = errors.Join(failed, fmt.Errorf("note %s: %w", it.note, err))
		}
		if e.jammed() != nil {
			return now.Add(maxSleep), failed
		}
	}
	next := now.Add(maxSleep)
	err = e.view(func(c *change) error {
		return c.tx.OutboxBefore(next, func(_, _ string, at time.Time) error {
			if at.After(now) && at.Before(next) {
				next = at
			}
			return nil
		})
	})
	for _, it := range due {
		if at := e.restOf(it.note); at.After(now) && at.Before(next) {
			next = at
		}
	}
	return next, errors.Join(failed, err)
}

func (e *Engine) resting(note string, now time.Time) bool { return now.Before(e.restOf(note)) }

func (e *Engine) restOf(note string) time.Time {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.rest[note]
}

func (e *Engine) restUntil(note string, t time.Time) {
	e.mu.Lock()
	e.rest[note] = t
	e.mu.Unlock()
}

// attend does the next thing for one note: send it, look for it, or file its copy.
func (e *Engine) attend(ctx context.Context, appID, noteID string) error {
	var app followup.Application
	if err := e.view(func(c *change) (err error) { app, err = c.load(appID); return }); err != nil {
		return err
	}
	n, ok := app.Note(noteID)
	if !ok {
		return nil
	}
	acc := e.account(n.Account)
	if acc == nil {
		e.restUntil(n.ID, e.Now().Add(time.Hour))
		return e.noteEvent(appID, followup.Event{Kind: followup.EventClaim, Note: n.ID, Gate: &followup.Gate{NoAccount: true}})
	}
	switch n.Status {
	case followup.Approved:
		return e.send(ctx, acc, app, *n)
	case followup.Unsure:
		return e.search(ctx, acc, appID, *n)
	case followup.Sent:
		return e.file(ctx, acc, appID, *n)
	}
	return nil
}

// send takes one approved note through the protocol of reliability.md section 2: read the mailbox, search for it, claim
// it, submit it phase by phase, settle.
func (e *Engine) send(ctx context.Context, acc *Account, app followup.Application, n followup.Note) error {
	e.mu.Lock()
	refused := e.authFailed[acc.Name]
	e.mu.Unlock()
	if refused { // one try: a loop of refused logins locks accounts
		e.restUntil(n.ID, e.Now().Add(e.Spin))
		return nil
	}
	read, inSent := e.look(ctx, acc, app, n)
	claimed, letter := false, []byte(nil)
	err := e.update(func(c *change) error {
		app, err := c.load(app.ID)
		if err != nil {
			return err
		}
		if now, ok := app.Note(n.ID); !ok || now.Status != followup.Approved || now.MessageID != n.MessageID {
			return nil // it changed while the mailbox was read
		}
		gate, err := c.gateFor(app, n)
		if err != nil {
			return err
		}
		gate.Reconciled, gate.InSent = read, inSent
		after, _, err := c.apply(app, followup.Event{Kind: followup.EventClaim, Note: n.ID, Gate: &gate})
		if err != nil {
			return err
		}
		now, ok := after.Note(n.ID)
		if !ok || now.Status != followup.Claimed {
			return nil
		}
		n, claimed = *now, true
		letter, err = c.letter(n)
		return err
	})
	if err != nil {
		return err
	}
	if !claimed {
		e.restUntil(n.ID, e.Now().Add(e.Spin))
		return nil
	}
	out := acc.Submitter.Submit(ctx, n.From.Addr, n.To.Addr, letter, func(p followup.Phase) error { return e.phase(app.ID, n.ID, p) })
	if out.AuthFailed {
		e.mu.Lock()
		e.authFailed[acc.Name] = true
		e.mu.Unlock()
	}
	return e.settle(app.ID, n.ID, out)
}

// look reads every mailbox in which mail of the application arrives, outside any transaction: what it finds is committed
// before it returns. Then it searches for the letter itself. read is zero where any of this failed.
func (e *Engine) look(ctx context.Context, acc *Account, app followup.Application, n followup.Note) (read time.Time, inSent string) {
	accounts := e.accountsOf(app)
	if !slices.Contains(accounts, acc) {
		accounts = append(accounts, acc)
	}
	for _, a := range accounts {
		if err := a.Mailbox.Refresh(ctx); err != nil {
			e.Log.Info("mailbox could not be read before sending", "note", n.ID, "err", err)
			return time.Time{}, ""
		}
	}
	folder, found, err := acc.Mailbox.Find(ctx, n.MessageID)
	if err != nil {
		e.Log.Info("sent mail could not be searched before sending", "note", n.ID, "err", err)
		return time.Time{}, ""
	}
	if found {
		inSent = orElse(folder, "the mailbox")
	}
	return e.lastReconciled(accounts), inSent
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// letter returns the bytes that were approved, and refuses any others.
func (c *change) letter(n followup.Note) ([]byte, error) {
	b, ok, err := c.tx.Letter(n.ID, n.Bytes)
	if err != nil {
		return nil, err
	}
	if sum := sha256.Sum256(b); !ok || hex.EncodeToString(sum[:]) != n.Bytes {
		return nil, errors.New("the stored letter is not the one that was approved: nothing was sent")
	}
	return b, nil
}

// phase records how far a submission got before the step is taken. Right before the final dot the kill switch is looked
// at once more, and the rules whether anything was read since the claim that stops the letter.
func (e *Engine) phase(appID, noteID string, p followup.Phase) error {
	return e.update(func(c *change) error {
		if p == followup.PhaseDot {
			if stopped, _, err := c.stopped(); err != nil || stopped {
				return errors.Join(err, errStopped)
			}
		}
		app, err := c.load(appID)
		if err != nil {
			return err
		}
		ev := followup.Event{Kind: followup.EventPhase, Note: noteID, Phase: p}
		if n, ok := app.Note(noteID); ok && p == followup.PhaseDot {
			gate, err := c.gateFor(app, *n)
			if err != nil {
				return err
			}
			ev.Gate = &gate
		}
		after, why, err := c.apply(app, ev)
		if err != nil {
			return err
		}
		if n, ok := after.Note(noteID); !ok || len(n.Attempts) == 0 || n.Attempts[len(n.Attempts)-1].Phase != p {
			return &Refusal{why}
		}
		return nil
	})
}

// settle records how a submission ended. If that cannot be committed (a full disk) everything stops until it can: the
// letter may have left, and only memory knows.
func (e *Engine) settle(appID, note string, out Outcome) error {
	record := func() error {
		return e.update(func(c *change) error {
			app, err := c.load(appID)
			if err != nil {
				return err
			}
			_, _, err = c.apply(app, followup.Event{
				Kind: followup.EventOutcome, Note: note, Outcome: out.Kind, Code: out.Code, Words: out.Reply,
			})
			return err
		})
	}
	err := record()
	e.mu.Lock()
	if e.jam = nil; err != nil {
		e.jam = record
	}
	e.mu.Unlock()
	return err
}

func (e *Engine) jammed() func() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.jam
}

// unjam tries again to put an outcome on disk; until it is there nothing is sent.
func (e *Engine) unjam() error {
	record := e.jammed()
	if record == nil {
		return nil
	}
	if err := record(); err != nil {
		return err
	}
	e.mu.Lock()
	e.jam = nil
	e.mu.Unlock()
	return nil
}

// search looks for an unsure note in the mailbox; found is proof that it left. Not found proves nothing: the person
// decides.
func (e *Engine) search(ctx context.Context, acc *Account, appID string, n followup.Note) error {
	e.mu.Lock()
	look := e.looks[n.ID]
	e.looks[n.ID]++
	e.mu.Unlock()
	if look >= len(searches) {
		e.restUntil(n.ID, e.Now().Add(time.Hour))
	} else {
		e.restUntil(n.ID, n.Attempts[len(n.Attempts)-1].Ended.Add(searches[min(look+1, len(searches)-1)]))
	}
	folder, found, err := acc.Mailbox.Find(ctx, n.MessageID)
	if err != nil || !found {
		return err
	}
	return e.noteEvent(appID, followup.Event{Kind: followup.EventFound, Note: n.ID, Words: folder})
}

// file sees that the copy of a sent letter lies in Sent.
func (e *Engine) file(ctx context.Context, acc *Account, appID string, n followup.Note) error {
	var letter []byte
	if err := e.view(func(c *change) (err error) { letter, err = c.letter(n); return }); err != nil {
		return err
	}
	folder, err := acc.Mailbox.File(ctx, letter, n.MessageID, n.Sent)
	if err != nil {
		if e.Now().Before(n.Sent.Add(fileFor)) {
			return err
		}
		folder = filedLocally
	}
	return e.noteEvent(appID, followup.Event{Kind: followup.EventFiled, Note: n.ID, Words: folder})
}

// noteEvent applies one event of a note in its own transaction.
func (e *Engine) noteEvent(appID string, ev followup.Event) error {
	return e.update(func(c *change) error {
		app, err := c.load(appID)
		if err != nil {
			return err
		}
		_, _, err = c.apply(app, ev)
		return err
	})
}
