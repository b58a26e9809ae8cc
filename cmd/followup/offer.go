package main

import "github.com/spf13/cobra"

func (f *face) offerCommand() *cobra.Command {
	c := &cobra.Command{
		Use:     "offer ID",
		Short:   "say what you know of an offer",
		Long:    `Offer keeps what you know of an offer: by word or in writing, its date, and what you have checked in it.`,
		Example: `  followup offer 3f2a --written --deadline 2026-12-18`,
		Args:    f.exactly(appID),
		RunE:    unbuilt("W4"),
	}
	c.Flags().Bool("written", false, "it came in writing")
	c.Flags().String("deadline", "", "they want your answer by this `day`")
	return c
}
