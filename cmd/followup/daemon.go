package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"followup/followup/approval"
	"followup/followup/engine"
	"followup/followup/store"
)

func (f *face) runCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "run",
		Short: "watch the mailboxes and send what you approved",
		Long: `Run is the daemon: it watches the mailboxes of the config, keeps the clock on silence, drafts letters and sends the
ones that you approved. Leave it running; the other commands talk to it. Ctrl-C stops it, and nothing is lost.

The first start reads back as far as the config says. It can be interrupted and goes on where it was.`,
		Example: `  followup run
  followup run --config ~/jobs.toml`,
		Args: f.exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := f.load()
			if err != nil {
				return err
			}
			return f.daemon(cmd.Context(), cfg)
		},
	}
}

// daemon runs until ctx ends. A stop that takes too long ends all the same: everything that counts is on disk.
func (f *face) daemon(ctx context.Context, cfg Config) error {
	log := logger(cfg.Log, os.Stderr)
	watching, stopWatching := context.WithCancel(ctx)
	defer stopWatching()
	var shown sync.WaitGroup
	ended := make(chan error, 1)
	go func() {
		ended <- runDaemon(ctx, cfg, f.env, log, func() {
			log.Info("followup is running", "version", version(), "accounts", len(cfg.Accounts), "data", cfg.Data)
			if f.errs.width > 0 {
				f.errs.line("Leave this running. In another terminal \"followup list\" shows what waits for you; Ctrl-C stops it here.")
				shown.Go(func() { f.showScan(watching, cfg) })
			}
		})
	}()
	var err error
	select {
	case err = <-ended:
	case <-ctx.Done():
		select {
		case err = <-ended:
		case <-time.After(stopWithin):
			return fmt.Errorf("stop: it took longer than %v; everything that counts is on disk", stopWithin)
		}
	}
	stopWatching()
	shown.Wait()
	switch {
	case errors.Is(err, context.Canceled):
		return nil
	case errors.Is(err, store.ErrLocked):
		return hinted{err, "followup may be running already: \"followup status\" tells"}
	}
	return err
}

// showScan shows on one line how far the first scan of the mailboxes is, until they are read.
func (f *face) showScan(ctx context.Context, cfg Config) {
	client, err := approval.Dial(cfg.socketFile())
	if err != nil {
		return
	}
	defer client.Stop()
	line := progress{w: f.errs}
	defer line.clear()
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		st, err := client.Status(ctx)
		if err != nil {
			return
		}
		var at []string
		read := true
		for _, a := range st.Accounts {
			if a.ScanDone < a.ScanOf {
				at = append(at, fmt.Sprintf("%s: %s of %s read, %d found", a.Name, thousands(a.ScanDone), thousands(a.ScanOf), a.ScanFound))
			}
			read = read && a.ScanDone >= a.ScanOf && !a.Reconciled.IsZero()
		}
		line.show(strings.Join(at, "; "))
		if read {
			return
		}
	}
}

// progress is one line on a terminal that is written over.
type progress struct {
	w    *printer
	long int
}

// show writes the line; on no terminal it does nothing.
func (p *progress) show(words string) {
	if p.w.width == 0 || words == "" && p.long == 0 {
		return
	}
	words = fit(spaced(words), p.w.width-1)
	fmt.Fprintf(p.w, "\r%s", pad(words, p.long))
	p.long = columns(words)
}

// clear takes the line away.
func (p *progress) clear() {
	if p.long > 0 {
		fmt.Fprintf(p.w, "\r%s\r", pad("", p.long))
		p.long = 0
	}
}

func (f *face) demoCommand() *cobra.Command {
	var script, year bool
	var seed int64
	c := &cobra.Command{
		Use:   "demo",
		Short: "see three weeks of a job search in about a minute",
		Long: `Demo starts a mail server of its own in memory, with the same parts as "run" around it. Letters arrive, days pass in
seconds, and you decide about the drafts. It needs no config and no network, and it leaves nothing behind.

With --script it decides by itself, checks its own claims against the two servers, and ends with 0 only if all hold.`,
		Example: `  followup demo
  followup demo --script`,
		Args: f.exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if year {
				good, err := runYear(cmd.Context(), f.out, seed)
				if err == nil && !good {
					err = errors.New("a letter left against a guard")
				}
				return err
			}
			good, err := runDemo(cmd.Context(), f.in, f.out, script)
			if err == nil && !good {
				err = errors.New("some of the checks do not hold")
			}
			return err
		},
	}
	c.Flags().BoolVar(&script, "script", false, "decide by itself and check every claim")
	c.Flags().BoolVar(&year, "year", false, "a year at random, with every letter checked against the guards")
	c.Flags().Int64Var(&seed, "seed", 1, "the `number` that the year is made from")
	return c
}

func (f *face) pauseCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "pause [WHY]",
		Short: "stop all sending",
		Long: `Pause stops every letter, also those that you approved, until "followup resume". Mailboxes are still watched and drafts
still written. A file named STOP in the data folder does the same, for when nothing else answers.`,
		Example: `  followup pause
  followup pause "on holiday until Monday"`,
		Args: f.between(0, "why"),
		RunE: f.onDesk(func(ctx context.Context, desk engine.Desk, args []string) error {
			why := ""
			if len(args) > 0 {
				why = args[0]
			}
			if _, err := desk.Pause(ctx, why); err != nil {
				return err
			}
			f.out.line("Sending is paused. \"followup resume\" lets letters leave again.")
			return nil
		}),
	}
}

func (f *face) resumeCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "resume",
		Short:   "let letters leave again",
		Long:    `Resume ends a pause, and says after a restore or a refused login that sending may go on.`,
		Example: `  followup resume`,
		Args:    f.exactly(),
		RunE: f.onDesk(func(ctx context.Context, desk engine.Desk, _ []string) error {
			st, err := desk.Resume(ctx)
			if err != nil {
				return err
			}
			if st.Paused {
				cfg, _ := f.load() // it was good a moment ago, or --data says where
				return hinted{fmt.Errorf("sending is still paused: %s", or(st.PausedBy, "a file named STOP lies in the data folder")),
					"take away " + filepath.Join(or(cfg.Data, f.env.expand(f.data)), "STOP")}
			}
			f.out.line("Letters that you approved leave again.")
			return nil
		}),
	}
}
