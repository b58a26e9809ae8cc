package main

import (
	"context"

	"github.com/spf13/cobra"

	"followup/followup/engine"
)

func (f *face) mergeCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "merge INTO FROM",
		Short: "make one application of two",
		Long: `Merge tells what was lived in the second application as part of the first, as if every mail had always belonged there.
"followup split" parts them again.`,
		Example: `  followup merge 3f2a 9c41`,
		Args:    f.exactly(appID, "the other application"),
		RunE: f.onDesk(func(ctx context.Context, desk engine.Desk, args []string) error {
			return f.acted(desk.Merge(ctx, engine.MergeRequest{Into: args[0], From: args[1]}))
		}),
	}
}

func (f *face) splitCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "split ID",
		Short:   "part again what was merged",
		Long:    `Split takes the newest merge of an application back: both are as they were, with what came since in its place.`,
		Example: `  followup split 3f2a`,
		Args:    f.exactly(appID),
		RunE: f.onDesk(func(ctx context.Context, desk engine.Desk, args []string) error {
			return f.acted(desk.Split(ctx, engine.ActRequest{App: args[0]}))
		}),
	}
}
