package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"followup/followup"
	"followup/followup/engine"
	"followup/followup/store"
	"followup/followup/submit"
	"followup/mailwatch"
	"followup/mailwatch/classify"
	"followup/templates"
)

// wiring is what a daemon is made of. The demo and the tests fill it by hand, run fills it from the configuration.
type wiring struct {
	Store    string // path of the bbolt file
	Key      []byte // the install key
	Me       engine.Me
	Policy   followup.Policy
	Letters  *templates.Set
	Accounts []wiredAccount
	Country  string
	Now      func() time.Time
	Uptime   func() time.Duration // runs while the machine sleeps; nil: jumps of the clock are not noticed
	Stopped  func() bool
	FreeDisk func() (uint64, bool)
	Notify   func(engine.Notice)
	Busy     func(ctx context.Context, from, to time.Time) ([]followup.Span, error) // the user's calendar; nil: none
	Tell     func(followup.Alert)                                                   // shows a notification; nil: none
	TellMost int                                                                    // of them a day
	Log      *slog.Logger
	Rules    *rulebook // the user's own; nil: none
	Alone    bool      // no watcher will run: a mail that is asked for is fetched over a connection of its own
}

// wiredAccount is one mailbox with the way in and the way out.
type wiredAccount struct {
	User      followup.Address
	Addresses []string
	In        mailwatch.Account
	Out       submit.Server
	Lookback  time.Duration // 0: all
	Authserv  string
	SentCopy  string        // "auto", "append", "server"
	FileAfter time.Duration // 0: the engine's default
}

// daemon is everything that runs: the store, the engine, a watcher for each account.
type daemon struct {
	store    *store.Store
	engine   *engine.Engine
	watchers []*mailwatch.Watcher
	log      *slog.Logger

	mu       sync.Mutex
	progress map[string]mailwatch.Progress
}

// open opens the store and wires the parts. Nothing is contacted before run.
func open(w wiring) (*daemon, error) {
	st, err := store.Open(w.Store, store.Options{Now: w.Now})
	if err != nil {
		return nil, err
	}
	d := &daemon{store: st, log: w.Log, progress: map[string]mailwatch.Progress{}}
	var self []string
	for _, a := range w.Accounts {
		self = append(self, a.Addresses...)
	}
	w.Policy.Me = self
	o := engine.Options{
		Store: st, Policy: w.Policy, Letters: w.Letters, Key: w.Key, Me: w.Me, Now: w.Now, Uptime: w.Uptime, Stopped: w.Stopped,
		FreeDisk: w.FreeDisk, Notify: w.Notify, States: d.states, Busy: w.Busy, Tell: w.Tell, TellMost: w.TellMost, Hear: hearing(w), Version: version(), Log: w.Log,
	}
	for i, a := range w.Accounts {
		out, err := submit.New(a.Out)
		if err != nil {
			return nil, errors.Join(err, st.Close())
		}
		reader, err := classify.New(classify.Options{Self: self, Zone: w.Policy.Zone, Authserv: a.Authserv, Country: w.Country})
		if err != nil {
			return nil, errors.Join(err, st.Close())
		}
		ruled := &ruledReader{base: reader, book: w.Rules}
		watcher, err := mailwatch.New(d.watch(a, ruled, w, w.Log.With("account", i+1)))
		if err != nil {
			return nil, errors.Join(err, st.Close())
		}
		d.watchers = append(d.watchers, watcher)
		o.Accounts = append(o.Accounts, a.account(mailbox{watcher, a.In, w.Alone}, ruled, out))
	}
	if d.engine, err = engine.New(o); err != nil {
		return nil, errors.Join(err, st.Close())
	}
	return d, nil
}

// account puts the ports of one account together.
func (a wiredAccount) account(box mailbox, reader *ruledReader, out *submit.Client) engine.Account {
	acc := engine.Account{
		Name: a.In.Name, User: a.User, Addresses: a.Addresses, Mailbox: box, Submitter: submitter{out}, FileAfter: a.FileAfter,
		Read: func(raw []byte, as followup.SignalKind) (followup.Signal, error) {
			return readFetched(reader, a.In.Name, raw, as)
		},
	}
	switch a.SentCopy {
	case "append":
		acc.FileAfter = time.Millisecond
	case "server":
		acc.Mailbox = serverFiles{box}
	}
	return acc
}

// mailbox fits a watcher to the engine's port.
type mailbox struct {
	*mailwatch.Watcher
	account mailwatch.Account
	alone   bool
}

// Fetch returns the bytes of a message of the mailbox, also where nobody watches it.
func (m mailbox) Fetch(ctx context.Context, messageID string) (raw []byte, err error) {
	if m.alone {
		raw, err = mailwatch.FetchOnce(ctx, m.account, messageID)
	} else {
		raw, err = m.Watcher.Fetch(ctx, messageID)
	}
	if errors.Is(err, mailwatch.ErrNotFound) {
		return nil, engine.ErrNotFound
	}
	return raw, err
}

// readFetched reads a message that was fetched by itself as the watcher would have read it, so that it has the same key.
func readFetched(reader *ruledReader, account string, raw []byte, as followup.SignalKind) (followup.Signal, error) {
	m, err := mailwatch.Parse(raw, time.Time{}, mailwatch.DefaultLimits())
	if err != nil {
		return followup.Signal{}, err
	}
	m.Account, m.Key = account, mailwatch.Key(account, m, raw)
	return reader.ReadAs(m, as), nil
}

// serverFiles is the mailbox of an account whose server keeps the copy in Sent by itself, as the user says.
type serverFiles struct{ mailbox }

// File leaves the copy to the server.
func (serverFiles) File(context.Context, []byte, string, time.Time) (string, error) {
	return "kept by the server", nil
}

// watch says how the watcher of one account meets the engine.
func (d *daemon) watch(a wiredAccount, reader *ruledReader, w wiring, log *slog.Logger) mailwatch.Options {
	// A scan asks of every mail whether all of it is wanted, on several goroutines. Where what was fetched suffices, what
	// it was read as is kept until its batch comes, so that nothing is read twice.
	var read sync.Map // *mailwatch.Message -> followup.Signal
	// The start and the first scan need several times the memory of the watch that follows, which allocates so little that the
	// collector would not come by for a long time.
	var rest sync.Once
	return mailwatch.Options{
		Account: a.In, Lookback: a.Lookback, Now: w.Now, Log: log,
		Handler: func(ctx context.Context, b mailwatch.Batch) error {
			cursor, err := toStore(b.Cursor)
			if err != nil {
				return err
			}
			out := engine.Batch{Account: b.Account, Folder: b.Folder, Cursor: cursor}
			for _, m := range b.Messages {
				if sig, ok := read.LoadAndDelete(m); ok {
					out.Signals = append(out.Signals, sig.(followup.Signal))
				} else if sig, err := guarded(func() followup.Signal { return reader.Read(m) }); err != nil {
					out.Poison = append(out.Poison, engine.Poison{UIDValidity: m.UIDValidity, UID: m.UID, Why: err.Error()})
				} else {
					out.Signals = append(out.Signals, sig)
				}
			}
			if b.Complete { // what a broken connection left behind
				read.Clear()
			}
			for _, p := range b.Poison {
				out.Poison = append(out.Poison, engine.Poison{UIDValidity: p.UIDValidity, UID: p.UID, Why: p.Err})
			}
			return d.engine.Observe(ctx, out)
		},
		JobContext: func(m *mailwatch.Message) mailwatch.Interest {
			var job bool
			sig, err := guarded(func() (sig followup.Signal) { sig, job = reader.Glance(m); return sig })
			if err != nil || job || len(m.Calendars) > 0 {
				return mailwatch.WantWhole
			}
			read.Store(m, sig)
			return mailwatch.Enough
		},
		Cursor: func(_ context.Context, folder string) (mailwatch.Cursor, bool, error) {
			kept, ok, err := d.engine.Cursor(a.In.Name, folder)
			if err != nil || !ok {
				return mailwatch.Cursor{}, false, err
			}
			c, err := fromStore(kept)
			return c, true, err
		},
		State: func(s mailwatch.State) {
			switch hint := hints[s.Phase]; s.Phase {
			case mailwatch.PhaseNeedsLogin, mailwatch.PhaseCertificate, mailwatch.PhaseBlocked:
				w.Log.Warn("a mailbox is not watched", "state", s.Phase, "hint", hint)
			case mailwatch.PhaseOffline:
				w.Log.Warn("a mailbox cannot be reached; \"followup status\" says why")
			case mailwatch.PhaseWatching:
				w.Log.Info("a mailbox is watched")
			}
		},
		Reconciled: func(account string, began, _ time.Time) {
			d.engine.Reconciled(account, began)
			rest.Do(debug.FreeOSMemory)
		},
		Progress: func(p mailwatch.Progress) {
			d.mu.Lock()
			d.progress[a.In.Name] = p
			d.mu.Unlock()
		},
		KnownDomains: func() []string { // a sweep that knows no domain looks for nothing; the next one tries again
			domains, err := d.engine.Domains()
			if err != nil {
				d.log.Error("read the domains of employers", "err", err)
			}
			return domains
		},
	}
}

// run watches, keeps time and sends until ctx ends.
func (d *daemon) run(ctx context.Context) error {
	var wg sync.WaitGroup
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	part := func(what string, run func(context.Context) error) {
		wg.Go(func() {
			if err := run(ctx); err != nil && ctx.Err() == nil {
				cancel(fmt.Errorf("%s: %w", what, err))
			}
		})
	}
	part("engine", d.engine.Run)
	for _, w := range d.watchers {
		part("watch", w.Run)
	}
	wg.Wait()
	if err := context.Cause(ctx); !errors.Is(err, context.Canceled) {
		return err
	}
	return nil
}

// close closes the store; run must have returned.
func (d *daemon) close() error { return d.store.Close() }

// submitter fits the SMTP client to the engine's port.
type submitter struct{ client *submit.Client }

func (s submitter) Render(l engine.Letter) ([]byte, error) { return submit.Render(submit.Letter(l)) }

func (s submitter) Clean(l engine.Letter) engine.Letter {
	return engine.Letter(submit.Clean(submit.Letter(l)))
}

func (s submitter) Submit(ctx context.Context, from, to string, letter []byte, phase func(followup.Phase) error) engine.Outcome {
	o := s.client.Submit(ctx, from, to, letter, phase)
	return engine.Outcome{Kind: o.Kind, Code: o.Code, Reply: o.Reply, AuthFailed: o.AuthFailed}
}

// toStore and fromStore carry a watcher's cursor through the store, which keeps an open scan without knowing it.
func toStore(c mailwatch.Cursor) (store.Cursor, error) {
	out := store.Cursor{UIDValidity: c.UIDValidity, UID: c.UID, FirstScanDone: !c.Scan.Open()}
	if !c.Scan.Open() {
		return out, nil
	}
	var err error
	out.Extra, err = json.Marshal(c.Scan)
	return out, err
}

func fromStore(c store.Cursor) (mailwatch.Cursor, error) {
	out := mailwatch.Cursor{UIDValidity: c.UIDValidity, UID: c.UID}
	if len(c.Extra) == 0 {
		return out, nil
	}
	return out, json.Unmarshal(c.Extra, &out.Scan)
}
