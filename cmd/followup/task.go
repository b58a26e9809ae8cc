package main

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"followup/followup"
)

// busyTimes reads when the user is busy from her calendar file; nil where she named none.
func busyTimes(Config, environment) func(ctx context.Context, from, to time.Time) ([]followup.Span, error) {
	return nil // not built yet (W4)
}

func (f *face) answeredCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "answered ID [TASK]",
		Short:   "say that what they asked is done",
		Long:    `Answered says that you did what they asked, elsewhere: on the phone, in a form, at their portal.`,
		Example: `  followup answered 3f2a`,
		Args:    f.between(1, appID, "the task"),
		RunE:    unbuilt("W4"),
	}
}

func (f *face) slotsCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "slots ID",
		Short:   "see free times to propose",
		Long:    `Slots shows times to propose, in your zone and in theirs, outside what your calendar calls busy.`,
		Example: `  followup slots 3f2a`,
		Args:    f.exactly(appID),
		RunE:    unbuilt("W4"),
	}
}

func (f *face) pickCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "pick ID NUMBER",
		Short:   "say yes to one of their times",
		Long:    `Pick drafts the answer that takes one of the times that they proposed.`,
		Example: `  followup pick 3f2a 2`,
		Args:    f.exactly(appID, "the number of a time"),
		RunE:    unbuilt("W4"),
	}
}
