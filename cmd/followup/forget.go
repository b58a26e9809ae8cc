package main

import "github.com/spf13/cobra"

func (f *face) forgetCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "forget ID",
		Short: "remove an application from every file",
		Long: `Forget removes all that followup keeps of an application: mails, letters, notes and rules, in the store and in the copies of
it in the data folder. It asks you to type the name of the employer. Your mailbox is not touched.`,
		Example: `  followup forget 3f2a`,
		Args:    f.exactly(appID),
		RunE:    unbuilt("W5"),
	}
}
