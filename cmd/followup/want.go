package main

import "github.com/spf13/cobra"

func (f *face) wantCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "want ID KIND",
		Short: "have a letter of a kind drafted",
		Long: `Want drafts a letter: a withdrawal, a note about another offer, an answer to a recruiter, a friendly close and others. The
guards still hold, and it leaves only after your yes.`,
		Example: `  followup want 3f2a withdrawal
  followup want 3f2a rejection-response`,
		Args: f.exactly(appID, "the kind of letter"),
		RunE: unbuilt("W3"),
	}
}
