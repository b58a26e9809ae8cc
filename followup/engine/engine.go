package engine

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"time"

	"followup/followup"
	"followup/followup/store"
	"followup/templates"
)

// Options is what an engine needs.
type Options struct {
	Store    *store.Store
	Policy   followup.Policy
	Letters  *templates.Set
	Accounts []Account
	Key      []byte // the install key: Message-IDs are derived from it
	Me       Me
	Now      func() time.Time      // the wall clock; nil: time.Now
	Uptime   func() time.Duration  // a clock that nobody sets and that runs while the machine sleeps; nil: there is none
	Stopped  func() bool           // the STOP file lies there; nil: never
	FreeDisk func() (uint64, bool) // bytes free where the store lies, and whether that is known; nil: unknown
	Notify   func(Notice)          // called after the commit, never inside it; nil: nobody
	States   func() []AccountStatus
	Busy     func(ctx context.Context, from, to time.Time) ([]followup.Span, error)             // the user's calendar; nil: not known
	Hear     func(words string, said time.Time, w followup.Where) (p followup.Promise, ok bool) // reads words about next steps; nil: nothing is understood
	Tell     func(followup.Alert)                                                               // shows a notification; nil: none
	TellMost int                                                                                // notifications a day that can wait; 0: eight
	Version  string
	Log      *slog.Logger

	Spin time.Duration // how long a held or unsure note rests before it is looked at again; default 30 s
}

// Me is how letters are signed.
type Me struct{ Name, Phone, Link string }

func (o *Options) validate() error {
	switch {
	case o.Store == nil:
		return errors.New("engine: no store")
	case o.Letters == nil:
		return errors.New("engine: no letters")
	case len(o.Key) < 16:
		return errors.New("engine: the install key is missing")
	case o.Policy.Calendar == nil || o.Policy.Zone == nil:
		return errors.New("engine: the policy has no calendar or zone")
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	wall := o.Now // without the monotonic reading, which sees no clock that is set and stands still while a machine sleeps
	o.Now = func() time.Time { return wall().Round(0) }
	if o.Stopped == nil {
		o.Stopped = func() bool { return false }
	}
	if o.FreeDisk == nil {
		o.FreeDisk = func() (uint64, bool) { return 0, false }
	}
	if o.Notify == nil {
		o.Notify = func(Notice) {}
	}
	if o.States == nil {
		o.States = func() []AccountStatus { return nil }
	}
	if o.TellMost == 0 {
		o.TellMost = 8
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Spin == 0 {
		o.Spin = 30 * time.Second
	}
	return nil
}

// Engine turns signals into notes and approvals into sent letters. It is the only writer of the store; every act is one
// transaction: load, Step, compose, journal, Put.
type Engine struct {
	Options
	accounts map[string]*Account

	kickClock  chan struct{} // size 1: the due index changed
	kickOutbox chan struct{} // size 1: the outbox changed
	sending    sync.Mutex    // one letter at a time

	mu         sync.Mutex
	reconciled map[string]time.Time // account -> end of its last complete reconcile of INBOX and Sent
	rest       map[string]time.Time // note -> not looked at before
	looks      map[string]int       // unsure note -> how often it was searched for
	jam        func() error         // records an outcome that could not be committed: nothing is sent until it is
	authFailed map[string]bool      // account -> the submission login was refused
	stale      map[string]time.Time // account -> since when it was seen not to be watched
	changed    bool                 // something was committed since alerts were looked for
	alertAt    time.Time            // when they are looked for again in any case
	brokenThen string               // the mailboxes that were not watched then, as keys of alerts
	began      time.Time

	looked time.Time     // when the clocks were compared last, by Now
	upThen time.Duration // and by Uptime
}

// New returns an engine over an open store. It settles what a crash left behind: a claimed note whose final dot may
// have left becomes unsure, one that had not comes back to approved (reliability.md 2).
func New(o Options) (*Engine, error) {
	if err := o.validate(); err != nil {
		return nil, err
	}
	e := &Engine{
		Options: o, accounts: map[string]*Account{},
		kickClock: make(chan struct{}, 1), kickOutbox: make(chan struct{}, 1),
		reconciled: map[string]time.Time{}, rest: map[string]time.Time{}, looks: map[string]int{}, authFailed: map[string]bool{},
		stale: map[string]time.Time{}, began: o.Now(), changed: true,
	}
	for i := range o.Accounts {
		if o.Accounts[i].FileAfter == 0 {
			o.Accounts[i].FileAfter = 30 * time.Second
		}
		o.Accounts[i].User = o.Accounts[i].Submitter.Clean(Letter{From: o.Accounts[i].User}).From // as it can leave
		e.accounts[o.Accounts[i].Name] = &o.Accounts[i]
	}
	e.resumeForgetting()
	if err := errors.Join(e.rederive(), e.restart()); err != nil {
		return nil, err
	}
	return e, nil
}

// Run keeps the two loops going, time and outbox, until ctx ends.
func (e *Engine) Run(ctx context.Context) error {
	var wg sync.WaitGroup
	wg.Go(func() { e.runClock(ctx) })
	wg.Go(func() { e.runOutbox(ctx) })
	wg.Wait()
	return ctx.Err()
}

// Kick makes both loops look again now; the wall clock may have moved.
func (e *Engine) Kick() {
	kick(e.kickClock)
	kick(e.kickOutbox)
}

func kick(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// Reconciled notes that INBOX and Sent of an account were read completely; a reconcile counts from its beginning,
// because what arrived while it ran may have been missed.
func (e *Engine) Reconciled(account string, began time.Time) {
	e.mu.Lock()
	if began.After(e.reconciled[account]) {
		e.reconciled[account] = began
	}
	e.mu.Unlock()
	e.Kick()
}

// lastReconciled returns the oldest of the last complete reconciles of those accounts.
func (e *Engine) lastReconciled(accounts []*Account) (oldest time.Time) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for i, a := range accounts {
		if at := e.reconciled[a.Name]; i == 0 || at.Before(oldest) {
			oldest = at
		}
	}
	return oldest
}

// account returns the account of that name, nil if it is not in the configuration any more: a letter never leaves from
// another one.
func (e *Engine) account(name string) *Account { return e.accounts[name] }

// accountsOf returns the accounts in which mail of an application arrives, as far as they are configured; where none is,
// it may arrive in any.
func (e *Engine) accountsOf(app followup.Application) []*Account {
	var out []*Account
	for _, name := range []string{app.Account, app.LastIn.Account, app.LastHuman.Account, app.LastOut.Account} {
		if a := e.account(name); a != nil && !slices.Contains(out, a) {
			out = append(out, a)
		}
	}
	if len(out) == 0 {
		for i := range e.Accounts {
			out = append(out, &e.Accounts[i])
		}
	}
	return out
}
