package main

import (
	"context"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"followup/followup/engine"
)

// orAct lets a command about letters take back an act by hand as well, where the ID is that of one.
func (f *face) orAct(c *cobra.Command) *cobra.Command {
	onNote := c.RunE
	c.RunE = func(cmd *cobra.Command, args []string) error {
		if !strings.HasPrefix(args[0], "e") {
			return onNote(cmd, args)
		}
		done := false
		err := f.withDesk(cmd.Context(), func(ctx context.Context, desk engine.Desk) error {
			card, err := desk.UndoAct(ctx, engine.ActRequest{Act: args[0]})
			if errors.Is(err, engine.ErrNotFound) {
				return nil // it may be a letter, or an application, all the same
			}
			done = true
			return f.acted(card, err)
		})
		if done || err != nil {
			return err
		}
		return onNote(cmd, args)
	}
	return c
}
