package main

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"os"

	"github.com/spf13/cobra"

	"followup/followup/approval"
	"followup/followup/engine"
)

// configName is where the config is looked for, as help tells it.
const configName = "~/.config/followup/config.toml"

// load reads the config that --config names, or the one at its usual place; --data goes before what it says.
func (f *face) load() (Config, error) {
	path, usual := f.config, f.config == ""
	if usual {
		path = configFile(f.env)
	}
	c, err := loadConfig(f.env.expand(path), f.env)
	if errors.Is(err, fs.ErrNotExist) {
		hint := "copy config.example.toml there and change what is yours; \"followup demo\" needs none"
		if !usual {
			hint = "is the path right?"
		}
		return c, hinted{err, hint}
	}
	if err == nil && f.data != "" {
		c.Data = f.env.expand(f.data)
	}
	return c, err
}

// withDesk gives a command the desk: the daemon's, or the store of this process where no daemon runs. With --data
// alone a running daemon is found without any config.
func (f *face) withDesk(ctx context.Context, do func(ctx context.Context, desk engine.Desk) error) error {
	cfg, err := f.load()
	if err != nil && (f.data == "" || f.config != "" || !errors.Is(err, fs.ErrNotExist)) {
		return err
	}
	if err != nil {
		cfg.Data = f.env.expand(f.data)
	}
	client, dialErr := approval.Dial(cfg.socketFile())
	switch {
	case dialErr == nil:
		defer client.Stop()
		return do(ctx, client)
	case !errors.Is(dialErr, approval.ErrNoDaemon):
		return hinted{dialErr, "is the data folder " + cfg.Data + " yours?"}
	case err != nil:
		return err
	}
	log := slog.New(slog.NewTextHandler(f.errs, &slog.HandlerOptions{Level: slog.LevelWarn}))
	desk, done, err := openDesk(ctx, cfg, f.env, log)
	if err != nil {
		return err
	}
	f.alone = true
	return errors.Join(do(ctx, desk), done())
}

// onDesk makes the body of a command that needs the desk.
func (f *face) onDesk(do func(ctx context.Context, desk engine.Desk, args []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		return f.withDesk(cmd.Context(), func(ctx context.Context, desk engine.Desk) error { return do(ctx, desk, args) })
	}
}

// interactive reports whether a person sits at both ends.
func (f *face) interactive() bool {
	in, ok := f.in.(*os.File)
	return ok && isTerminal(in) && f.out.width > 0
}
