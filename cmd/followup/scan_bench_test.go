package main

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"followup/followup"
	"followup/followup/engine"
	"followup/followup/submit"
	"followup/mailwatch"
	"followup/templates"
)

// BenchmarkFirstScan reads a whole mailbox for the first time: fetch, parse, classify, decide, store. FOLLOWUP_IMAP names
// a server on this machine without TLS ("127.0.0.1:10143"); the user is u1, the password pass.
func BenchmarkFirstScan(b *testing.B) {
	addr := os.Getenv("FOLLOWUP_IMAP")
	if addr == "" {
		b.Skip("SKIPPED: FOLLOWUP_IMAP names no server")
	}
	password := func(context.Context) (string, error) { return "pass", nil }
	for b.Loop() {
		done := make(chan struct{}, 1)
		w := wiring{
			Store: filepath.Join(b.TempDir(), "data", "followup.db"), Key: make([]byte, 32), Me: engine.Me{Name: "U One"},
			Policy: followup.DefaultPolicy(time.UTC), Letters: templates.Builtin(), Now: time.Now, Log: slog.New(slog.DiscardHandler),
			Accounts: []wiredAccount{{
				User: followup.Address{Name: "U One", Addr: "u1@mail.example"}, Addresses: []string{"u1@mail.example"},
				In:  mailwatch.Account{Name: "bench", Addr: addr, TLS: mailwatch.NoTLS, Username: "u1", Password: password},
				Out: submit.Server{Host: "127.0.0.1", Port: 25, TLS: submit.TLSNone},
			}},
		}
		d, err := open(w)
		if err != nil {
			b.Fatal(err)
		}
		ctx, cancel := context.WithCancel(b.Context())
		go func() {
			again := time.NewTicker(50 * time.Millisecond)
			defer again.Stop()
			for d.watchers[0].Refresh(ctx) != nil && ctx.Err() == nil {
				<-again.C
			}
			done <- struct{}{}
		}()
		stopped := make(chan error, 1)
		go func() { stopped <- d.run(ctx) }()
		<-done
		cancel()
		<-stopped
		if err := d.close(); err != nil {
			b.Fatal(err)
		}
	}
}
