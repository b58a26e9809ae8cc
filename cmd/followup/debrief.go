package main

import (
	"time"

	"github.com/spf13/cobra"

	"followup/followup"
)

// hearing is how the engine reads words about next steps: as the employer's, said at the end of the interview.
func hearing(wiring) func(words string, said time.Time, w followup.Where) (followup.Promise, bool) {
	return nil // not built yet (W2)
}

func (f *face) debriefCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "debrief [ID]",
		Short:   "say how an interview went",
		Long:    `Debrief asks how an interview went. Every question may be left with Enter; what you say goes into your letters.`,
		Example: `  followup debrief 3f2a`,
		Args:    f.between(0, appID),
		RunE:    unbuilt("W2"),
	}
}
