package main

import (
	"context"
	"fmt"
	"log/slog"
	"regexp"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"followup/followup"
	"followup/followup/engine"
	"followup/followup/store"
	"followup/mailwatch"
	"followup/mailwatch/classify"
)

// dayMark stands in a mail of a script for a day seen from today: "{{in 7}}" is "Tuesday 1 December 2026".
var dayMark = regexp.MustCompile(`\{\{in (-?\d+)\}\}`)

// receive reads mails into the store in the folder d as the daemon would, one after the other, each so many hours ago, and
// lets time pass until now:
//
//	receive CONFIG MAIL HOURS [MAIL HOURS...]
func receive(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 || len(args)%2 == 0 {
		ts.Fatalf("usage: receive CONFIG MAIL HOURS [MAIL HOURS...]")
	}
	env := environment{"HOME=" + ts.Getenv("HOME"), "MAIL_PASSWORD=" + canary}
	cfg, err := loadConfig(ts.MkAbs(args[0]), env)
	ts.Check(err)
	cfg.Data = ts.MkAbs("d")
	w, err := configured(cfg, env, slog.New(slog.DiscardHandler))
	ts.Check(err)
	now := time.Now()
	clock := now.AddDate(0, 0, -90)                                         // the mailbox was looked at before any of these came: they are no history
	w.Now, w.Uptime, w.Alone = func() time.Time { return clock }, nil, true // the clock of a script jumps
	d, err := open(w)
	ts.Check(err)
	defer func() { ts.Check(d.close()) }()
	account := cfg.Accounts[0]
	reader, err := classify.New(classify.Options{Self: account.Addresses, Zone: cfg.Zone()})
	ts.Check(err)
	batch := engine.Batch{Account: account.Name, Folder: "INBOX", Cursor: store.Cursor{UIDValidity: 1}}
	ts.Check(d.engine.Observe(context.Background(), batch))
	for i := 1; i < len(args); i += 2 {
		var hours float64
		_, err := fmt.Sscan(args[i+1], &hours)
		ts.Check(err)
		clock = now.Add(-time.Duration(hours * float64(time.Hour)))
		body := dayMark.ReplaceAllStringFunc(ts.ReadFile(args[i]), func(mark string) string {
			n := 0
			_, err := fmt.Sscanf(mark, "{{in %d}}", &n)
			ts.Check(err)
			return now.AddDate(0, 0, n).Format("Monday 2 January 2006")
		})
		raw := []byte(strings.ReplaceAll("Date: "+clock.Format(time.RFC1123Z)+"\n"+body, "\n", "\r\n"))
		m, err := mailwatch.Parse(raw, clock, mailwatch.DefaultLimits())
		ts.Check(err)
		m.Account, m.Folder, m.Key = account.Name, "INBOX", mailwatch.Key(account.Name, m, raw)
		sig := reader.Read(m)
		ts.Logf("%s: %s %s, %.2f, %s", args[i], sig.Kind, sig.Detail, sig.Confidence, sig.Reason)
		batch.Signals = []followup.Signal{sig}
		ts.Check(d.engine.Observe(context.Background(), batch))
		d.engine.Reconciled(account.Name, clock)
		_, err = d.engine.Tick()
		ts.Check(err)
	}
	clock = now
	d.engine.Reconciled(account.Name, clock)
	_, err = d.engine.Tick()
	ts.Check(err)
}
