package main

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"followup/followup"
	"followup/followup/engine"
)

func (f *face) wantCommand() *cobra.Command {
	var r engine.WantRequest
	c := &cobra.Command{
		Use:   "want ID KIND",
		Short: "have a letter of a kind drafted",
		Long: `Want drafts a letter: a withdrawal, a note about another offer's date, an answer to a recruiter, a friendly close and
others. The guards still hold, and it leaves only after your yes.

A withdrawal is drafted once you have typed the word withdraw. An answer to a rejection asks for feedback only with
--variant feedback. A letter to stay in touch needs your own reason to write now, in one sentence.`,
		Example: `  followup want 3f2a rejection-response --variant feedback
  followup want 3f2a stay-in-touch --words "the paper we talked about is out"
  followup want 3f2a withdrawal
  followup want 3f2a deadline-note --offer 77c0`,
		Args: f.exactly(appID, "the kind of letter"),
		RunE: f.onDesk(func(ctx context.Context, desk engine.Desk, args []string) error {
			r.App, r.Kind = args[0], followup.NoteKind(args[1])
			if !slices.Contains(followup.NoteKinds, r.Kind) || r.Kind == followup.ThankYou {
				return usagef("%q is no letter that can be asked for: %s", args[1], strings.Join(wanted(), ", "))
			}
			if err := f.askWant(&r); err != nil {
				return err
			}
			card, err := desk.Want(ctx, r)
			if err != nil {
				return err
			}
			f.printDone(card)
			if card.Act != "" {
				f.out.line("\"followup undo %s\" takes it back.", short(card.Act))
			}
			return nil
		}),
	}
	c.Flags().StringVar(&r.Variant, "variant", "", "a `variant`: feedback, yes, no, later")
	c.Flags().StringVar(&r.Words, "words", "", "what it should say, or why you write now, in your own `words`")
	c.Flags().StringVar(&r.Offer, "offer", "", "for a note about a deadline: the `ID` of the application that has the offer")
	c.Flags().StringVar(&r.Typed, "typed", "", "for a withdrawal in a script: the `word` withdraw")
	return c
}

// wanted are the kinds of letter that can be asked for.
func wanted() []string {
	var out []string
	for _, k := range followup.NoteKinds {
		if k != followup.ThankYou {
			out = append(out, string(k))
		}
	}
	return out
}

// askWant asks for what a letter of that kind needs and nobody gave yet.
func (f *face) askWant(r *engine.WantRequest) (err error) {
	switch {
	case r.Kind == followup.Withdrawal && r.Typed == "" && !f.interactive():
		return usagef("a withdrawal asks a person; a script gives --typed withdraw")
	case !f.interactive():
	case r.Kind == followup.Withdrawal && r.Typed == "":
		r.Typed, err = f.ask("This drafts a letter that ends it. Type withdraw to have it: ")
	case r.Kind == followup.StayInTouch && r.Words == "":
		r.Words, err = f.ask("Why do you write now? One sentence (news, something finished, thanks for advice): ")
	}
	return err
}
