package main

import (
	"context"
	"crypto/rand"
	"crypto/x509"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"followup/followup"
	"followup/followup/approval"
	"followup/followup/engine"
	"followup/followup/submit"
	"followup/mailwatch"
	"followup/templates"
)

// runDaemon watches, keeps time, sends and answers the socket until ctx ends. ready is called once commands can talk to
// it.
func runDaemon(ctx context.Context, cfg Config, env environment, log *slog.Logger, ready func()) error {
	w, err := configured(cfg, env, log)
	if err != nil {
		return err
	}
	d, err := open(w)
	if err != nil {
		return err
	}
	l, err := approval.Listen(cfg.socketFile())
	if err != nil {
		return errors.Join(err, d.close())
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	served := make(chan error, 1)
	go func() {
		served <- approval.Serve(ctx, l, d.engine, log)
		cancel()
	}()
	go d.follow(ctx, clockMoved(ctx))
	ready()
	err = d.run(ctx)
	cancel()
	return errors.Join(err, <-served, d.close())
}

// follow reads the mailboxes and looks at everything again whenever the clock was moved by hand.
func (d *daemon) follow(ctx context.Context, moved <-chan struct{}) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-moved:
		}
		for _, w := range d.watchers {
			if err := w.Refresh(ctx); err != nil && ctx.Err() == nil {
				d.log.Warn("mailbox could not be read", "err", err)
			}
		}
		d.engine.Kick()
	}
}

// openDesk opens the store in this process, for commands given while no daemon runs. Nothing is watched or sent.
func openDesk(_ context.Context, cfg Config, env environment, log *slog.Logger) (engine.Desk, func() error, error) {
	w, err := configured(cfg, env, log)
	if err != nil {
		return nil, nil, err
	}
	w.Alone = true
	d, err := open(w)
	if err != nil {
		return nil, nil, err
	}
	return d.engine, d.close, nil
}

// configured fills the wiring from a configuration.
func configured(cfg Config, env environment, log *slog.Logger) (wiring, error) {
	letters := templates.Builtin()
	if cfg.Templates != "" {
		var problems []templates.Problem
		letters, problems = templates.Load(env.expand(cfg.Templates))
		for _, p := range problems {
			log.Warn("a letter of your own cannot be used; the built-in one is", "file", p.File, "line", p.Line, "why", p.Why)
		}
	}
	if err := os.MkdirAll(cfg.Data, 0o700); err != nil {
		return wiring{}, fmt.Errorf("make the data folder: %w", err)
	}
	key, err := installKey(cfg.keyFile())
	if err != nil {
		return wiring{}, err
	}
	w := wiring{
		Store: cfg.storeFile(), Key: key, Me: engine.Me{Name: cfg.You.Name, Phone: cfg.You.Phone, Link: cfg.You.Link},
		Policy: cfg.policy(), Letters: letters, Country: cfg.You.Country, Now: wallClock, Uptime: uptime(), Log: log,
		Rules:    &rulebook{path: cfg.rulesFile(), log: log},
		Stopped:  func() bool { _, err := os.Stat(cfg.stopFile()); return err == nil },
		FreeDisk: func() (uint64, bool) { return freeDisk(cfg.Data) },
		Busy:     busyTimes(cfg, env),
		Tell:     notifier(cfg, env, log),
		TellMost: cfg.NotifyCap,
		Notify: func(n engine.Notice) {
			log.Info("event", "app", n.App.ID, "event", n.Event, "note", n.Note, "stage", n.App.Stage)
		},
	}
	for _, m := range cfg.Accounts {
		a, err := m.wired(cfg, env)
		if err != nil {
			return wiring{}, err
		}
		w.Accounts = append(w.Accounts, a)
	}
	return w, nil
}

// wired fills the wiring of one account.
func (m Mailbox) wired(cfg Config, env environment) (wiredAccount, error) {
	pool, err := m.pool()
	if err != nil {
		return wiredAccount{}, err
	}
	password := func(ctx context.Context) (string, error) {
		s, err := m.password(ctx, env)
		return s.Reveal(), err
	}
	return wiredAccount{
		User: followup.Address{Name: cfg.You.Name, Addr: m.Address}, Addresses: m.Addresses, Lookback: cfg.Lookback.Back,
		SentCopy: m.SentCopy, Authserv: m.Authserv,
		In: mailwatch.Account{
			Name: m.Name, Addr: m.IMAP.Addr(), TLS: mailwatch.Mode(m.IMAP.TLS), CA: pool, Username: m.IMAP.Username, Password: password,
			Folders: m.Folders, Sent: m.Sent, Junk: m.Junk != "ignore",
		},
		Out: submit.Server{
			Host: m.SMTP.Host, Port: m.SMTP.Port, TLS: submit.Mode(m.SMTP.TLS), CA: pool, Username: m.SMTP.Username, Password: password,
		},
	}, nil
}

// pool reads the certificate of a self-hosted server's authority; nil means the system's own.
func (m Mailbox) pool() (*x509.CertPool, error) {
	if m.CAFile == "" {
		return nil, nil
	}
	pem, err := os.ReadFile(m.CAFile)
	if err != nil {
		return nil, fmt.Errorf("read ca_file of %s: %w", m.Name, err)
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(pem) {
		return nil, fmt.Errorf("read ca_file of %s: %s holds no certificate in PEM form", m.Name, m.CAFile)
	}
	return pool, nil
}

// installKey returns the key that Message-IDs are derived from, and makes it at the first start. It is a file of its
// own, so that a store brought back from a backup makes the same ones.
func installKey(path string) ([]byte, error) {
	key, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return newInstallKey(path)
	}
	if err != nil {
		return nil, fmt.Errorf("read the install key: %w", err)
	}
	if len(key) != 32 {
		return nil, fmt.Errorf("the install key %s is damaged: bring it back from a backup; without it letters could be sent twice", path)
	}
	return key, nil
}

func newInstallKey(path string) ([]byte, error) {
	key := make([]byte, 32)
	if _, err := rand.Read(key); err != nil {
		return nil, err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".install-key-*") // 0600
	if err != nil {
		return nil, fmt.Errorf("make the install key: %w", err)
	}
	defer os.Remove(f.Name())
	_, err = f.Write(key)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Link(f.Name(), path) // fails where another start was faster
	}
	if errors.Is(err, fs.ErrExist) {
		return installKey(path)
	}
	if err != nil {
		return nil, fmt.Errorf("make the install key: %w", err)
	}
	return key, nil
}

// hints say what a person can do about a phase; the others mend themselves.
var hints = map[mailwatch.Phase]string{
	mailwatch.PhaseNeedsLogin:  "the server refused the password: mend it, then stop followup and start it again",
	mailwatch.PhaseCertificate: "the server cannot prove who it is: check the host name, or set ca_file for a server of your own",
	mailwatch.PhaseBlocked:     "what was read cannot be stored: look at the free space of the disk",
	mailwatch.PhaseThrottled:   "the server asked for patience; followup waits and tries again by itself",
	mailwatch.PhaseOffline:     "no connection; followup tries again by itself",
	mailwatch.PhasePaused:      "the bytes of a day are used up; the first look goes on tomorrow by itself",
}

// states tells how the watchers are doing.
func (d *daemon) states() []engine.AccountStatus {
	var out []engine.AccountStatus
	for _, w := range d.watchers {
		s := w.Status()
		d.mu.Lock()
		p := d.progress[s.Account]
		d.mu.Unlock()
		a := engine.AccountStatus{Name: s.Account, State: string(s.Phase), Hint: hints[s.Phase], Reconciled: s.Reconciled}
		a.Broken = s.Phase == mailwatch.PhaseNeedsLogin || s.Phase == mailwatch.PhaseCertificate || s.Phase == mailwatch.PhaseBlocked
		if s.Phase == mailwatch.PhaseOffline && s.Err != "" {
			a.Hint = fit(mailwatch.CleanLine(s.Err), 200) + "; followup tries again by itself"
		}
		if s.Phase == mailwatch.PhaseScanning || s.Phase == mailwatch.PhasePaused {
			a.ScanDone, a.ScanOf = int(p.Done), int(p.Of)
		}
		for name, f := range s.Folders {
			a.Folders = append(a.Folders, engine.FolderStatus{Name: name, Role: string(f.Role), Last: f.Checked})
		}
		slices.SortFunc(a.Folders, func(x, y engine.FolderStatus) int { return strings.Compare(x.Name, y.Name) })
		out = append(out, a)
	}
	return out
}

// logger writes what the daemon does, without mail text, addresses or secrets.
func logger(cfg LogConfig, w *os.File) *slog.Logger {
	var level slog.Level
	if err := level.UnmarshalText([]byte(cfg.Level)); err != nil {
		level = slog.LevelInfo
	}
	o := &slog.HandlerOptions{Level: level}
	if cfg.Format == "json" {
		return slog.New(slog.NewJSONHandler(w, o))
	}
	return slog.New(slog.NewTextHandler(w, o))
}

// stopWithin is how long a stop may take before the process ends anyway.
const stopWithin = 10 * time.Second
