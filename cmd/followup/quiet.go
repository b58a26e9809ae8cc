package main

import "github.com/spf13/cobra"

func (f *face) quietCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "quiet [HOW-LONG|off]",
		Short: "hear nothing for a while",
		Long:  `Quiet stops notifications, save the one that a mailbox is not watched. Drafts are still written.`,
		Example: `  followup quiet 24h
  followup quiet off`,
		Args: f.between(0, "how long"),
		RunE: unbuilt("W6"),
	}
}
