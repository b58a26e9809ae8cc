package main

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"followup/followup"
	"followup/followup/engine"
)

// appID is how the commands about applications name their argument.
const appID = "the ID of an application, as \"followup list\" shows it"

func (f *face) heldCommand() *cobra.Command {
	var interview, why string
	c := &cobra.Command{
		Use:   "held ID [yes|no]",
		Short: "say whether an interview took place",
		Long: `Held says that an interview took place, or with "no" that it did not. Without your word followup takes an interview
that is over for one that took place, and asks nothing; a thank-you that you approve says so as well.

With "no", --why says the reason: "they" where nobody came, "me" where you did not go, "cancelled" or "moved". Where
somebody missed it, a letter about another time is drafted.`,
		Example: `  followup held 3f2a
  followup held 3f2a no --why they
  followup held 3f2a no --interview 2026-12-01T14:00:00Z`,
		Args: f.between(1, appID, "yes or no"),
		RunE: f.onDesk(func(ctx context.Context, desk engine.Desk, args []string) error {
			held := len(args) == 1 || args[1] == "yes"
			if !held && args[1] != "no" {
				return usagef("%q is neither yes nor no", args[1])
			}
			noShow, known := heldWords[why]
			if why != "" && (held || !known || noShow == followup.NoShowUnknown) {
				return usagef("--why goes with no: they, me, cancelled or moved")
			}
			card, err := desk.Held(ctx, engine.HeldRequest{App: args[0], Interview: interview, Held: held, NoShow: noShow})
			return f.acted(card, err)
		}),
	}
	c.Flags().StringVar(&interview, "interview", "", "which `one`, by its start or calendar UID, if there are several")
	c.Flags().StringVar(&why, "why", "", "with no: they, me, cancelled or moved")
	return c
}

// outcomes are the ways in which a person can end an application.
var outcomes = map[string]followup.Outcome{
	"rejected": followup.OutcomeRejected, "accepted": followup.OutcomeTaken, "declined": followup.OutcomeDeclined,
	"withdrawn": followup.OutcomeWithdrawn, "rescinded": followup.OutcomeRescinded, "no-answer": followup.OutcomeNoAnswer,
}

func (f *face) closeCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "close ID OUTCOME",
		Short: "end an application in your own words",
		Long: `Close ends an application and puts away the drafts that belong to it. OUTCOME is one of: rejected, accepted, declined,
withdrawn, rescinded, no-answer. A mail can reopen it only after asking you.`,
		Example: `  followup close 3f2a withdrawn
  followup close 3f2a no-answer`,
		Args:      f.exactly(appID, "how it ended"),
		ValidArgs: sortedNames(outcomes),
		RunE: f.onDesk(func(ctx context.Context, desk engine.Desk, args []string) error {
			outcome, ok := outcomes[strings.ReplaceAll(args[1], " ", "-")]
			if !ok {
				return usagef("%q is no outcome: %s", args[1], strings.Join(sortedNames(outcomes), ", "))
			}
			card, err := desk.Close(ctx, engine.CloseRequest{App: args[0], Outcome: outcome})
			return f.acted(card, err)
		}),
	}
}

func sortedNames[V any](m map[string]V) []string {
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func correctedKind(word string) (followup.SignalKind, error) {
	switch word {
	case "yes":
		return "", nil
	case "not-job", "other":
		return followup.Other, nil
	}
	kind := strings.NewReplacer("-", "_", " ", "_").Replace(word) // "scan" shows them with spaces
	if !slices.Contains(kindNames(), kind) {
		return "", usagef("%q is no kind of mail: say yes, not-job or one of %s", word, strings.Join(kindNames(), ", "))
	}
	return followup.SignalKind(kind), nil
}

// told says what a word of the person led to for an application.
func (f *face) told(c engine.Card, err error) error {
	if err != nil {
		return err
	}
	if c.Reason != "" {
		f.out.line("%s.", capital(string(c.Reason)))
	}
	f.out.line("%s  %s", styled{bold, placeOfApp(c.Application)}, styled{dim, c.Application.ID})
	f.out.line("%s", standingOf(c.Application, c.Labels))
	if n := c.Note; n != nil && n.Status == followup.Proposed {
		f.out.line("A draft waits: %s to %s  %s", n.Kind, full(n.To), styled{dim, short(n.ID)})
		f.out.line("\"followup approve %s\" shows it whole and asks.", short(n.ID))
	}
	return nil
}
