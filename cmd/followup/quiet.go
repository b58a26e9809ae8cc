package main

import (
	"context"

	"github.com/spf13/cobra"

	"followup/followup/engine"
)

// quietFor is how long it is quiet where nobody says how long.
const quietFor = "24h"

func (f *face) quietCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "quiet [HOW-LONG|off]",
		Short: "hear nothing for a while",
		Long: `Quiet stops notifications for 24 hours, or as long as you say. Three things are told all the same, because they cannot
wait: an interview that is near, an assessment or an offer that runs out within two days, and a mailbox that is not
watched. Mail is still read and drafts are still written.`,
		Example: `  followup quiet
  followup quiet 3d
  followup quiet off`,
		Args: f.between(0, "how long"),
		RunE: f.onDesk(func(ctx context.Context, desk engine.Desk, args []string) error {
			words := quietFor
			if len(args) > 0 {
				words = args[0]
			}
			var r engine.QuietRequest
			now := f.now().In(f.zone())
			if words != "off" {
				var err error
				if r.Until, err = parseWhen(words, now, f.zone()); err != nil {
					return &usageError{err.Error()}
				}
			}
			st, err := desk.Quiet(ctx, r)
			if err != nil {
				return err
			}
			if st.Quiet.IsZero() {
				f.out.line("You hear what there is again.")
				return nil
			}
			f.out.line("It is quiet until %s.", when(st.Quiet, now))
			return nil
		}),
	}
}
