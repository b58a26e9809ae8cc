package main

import (
	"context"
	"errors"
	"path/filepath"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"followup/followup/approval"
	"followup/followup/engine"
	"followup/followup/store"
)

func (f *face) backupCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "backup FILE",
		Short: "write a verified copy of the store",
		Long: `Backup writes a copy of the store, also while the daemon runs. The copy is checked before it gets its name, and only
you can read it. Keep the file install.key of the data folder with it: the Message-IDs of your letters come from it.`,
		Example: `  followup backup followup-2026-12-01.db`,
		Args:    f.exactly("the FILE to write"),
		RunE: f.onDesk(func(ctx context.Context, desk engine.Desk, args []string) error {
			path, err := filepath.Abs(args[0]) // the daemon has another working folder
			if err != nil {
				return err
			}
			if err := desk.Backup(ctx, path); err != nil {
				return err
			}
			f.out.line("The store is copied to %s, and the copy is sound.", path)
			return nil
		}),
	}
}

func (f *face) restoreCommand() *cobra.Command {
	var yes bool
	c := &cobra.Command{
		Use:   "restore FILE",
		Short: "bring a backup of the store back",
		Long: `Restore checks a backup and puts it in the place of the store. The store that was there is kept beside it. The daemon
must not be running. What was sent since the backup is not known to it: nothing leaves until "followup resume".`,
		Example: `  followup restore followup-2026-12-01.db`,
		Args:    f.exactly("the FILE to bring back"),
		RunE: func(cmd *cobra.Command, args []string) error {
			cfg, err := f.load()
			if err != nil {
				return err
			}
			if client, err := approval.Dial(cfg.socketFile()); err == nil {
				client.Stop()
				return hinted{errors.New("followup is running and uses the store"), "stop it first"}
			}
			from := f.env.expand(args[0])
			if _, err := store.Verify(from); err != nil {
				return err
			}
			if !yes {
				if !f.canAsk() {
					return usagef("restore asks a person; a script gives --yes")
				}
				good, err := f.confirm("Put " + spaced(args[0]) + " in the place of " + cfg.storeFile() + "?")
				if err != nil {
					return err
				}
				if !good {
					return nothing("Nothing was changed.")
				}
			}
			if err := store.Restore(from, cfg.storeFile(), f.now()); err != nil {
				return err
			}
			f.out.line("The store is back; the one before it is kept beside it. Nothing is sent until \"followup resume\".")
			return nil
		},
	}
	c.Flags().BoolVar(&yes, "yes", false, "do not ask")
	return c
}

func (f *face) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "which version this is",
		Long:    `Version prints the version, the commit it was built from, and the system it was built for.`,
		Example: `  followup version`,
		Args:    f.exactly(),
		RunE: func(*cobra.Command, []string) error {
			f.out.line("followup %s %s/%s %s", version(), runtime.GOOS, runtime.GOARCH, runtime.Version())
			return nil
		},
	}
}

// version is the version that the build carries: a tag, or the commit it was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	words, changed := info.Main.Version, ""
	if words == "" || words == "(devel)" {
		words = "development"
		for _, s := range info.Settings {
			switch {
			case s.Key == "vcs.revision" && len(s.Value) >= 12:
				words = s.Value[:12]
			case s.Key == "vcs.modified" && s.Value == "true":
				changed = "+changes"
			}
		}
	}
	return words + changed
}
