package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"followup/followup/engine"
)

func (f *face) statusCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "status",
		Short: "is everything watched, and when was mail last checked",
		Long: `Status says whether followup runs, how each mailbox is doing and when each folder was last read, whether sending is
paused, and what time will ask for next.`,
		Example: `  followup status
  followup status --json`,
		Args: f.exactly(),
		RunE: f.onDesk(func(ctx context.Context, desk engine.Desk, _ []string) error {
			st, err := desk.Status(ctx)
			if err != nil {
				return err
			}
			if asJSON {
				return f.out.json(st)
			}
			f.printStatus(st)
			return nil
		}),
	}
	c.Flags().BoolVar(&asJSON, "json", false, "for programs")
	return c
}

func (f *face) printStatus(st engine.Status) {
	now := f.localNow(st)
	for _, words := range freshness(st, now) {
		f.out.line("%s", words)
	}
	for _, a := range st.Accounts {
		if !st.Daemon {
			break
		}
		var rows [][]string
		for _, folder := range a.Folders {
			rows = append(rows, []string{folder.Name, folder.Role, "read " + ago(folder.Last, now)})
		}
		f.out.table("  ", rows, nil)
	}
	var counts []string
	for _, lane := range engine.Lanes {
		if n := st.Counts[lane]; n > 0 {
			counts = append(counts, fmt.Sprintf("%s %d", lane, n))
		}
	}
	if len(counts) == 0 {
		counts = []string{"no applications yet"}
	}
	f.out.line("%s.", capital(strings.Join(counts, ", ")))
	if r := st.Next; r != nil {
		f.out.line("Next: %s, %s: %s", or(r.Employer, "somebody"), rowWhen(*r, now), or(string(r.Why), r.What))
	}
}
