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
		Long: `Want drafts a letter of one of these kinds, where it has its place. It leaves only after your yes.

  answer              to what they asked
  recruiter-answer    to a recruiter who wrote first; --variant yes, no or later
  schedule-accept     yes to the time that they propose
  schedule-proposal   times that suit you
  reschedule-request  ask for another time
  reschedule-answer   to their wish for another time
  cancel-answer       to an interview that they called off
  nudge               a friendly question after a silence
  check-in            a question after a pause
  graceful-close      the last word after two questions
  rejection-response  to a no; --variant feedback asks what you could do better
  stay-in-touch       long after a no, with your own reason to write
  offer-thanks        thanks for an offer by word, and a question for the paper
  extension-request   more time to decide about an offer
  deadline-note       tell them of the date of another offer
  withdrawal          you withdraw

A thank-you is drafted by itself once an interview is over; "followup held ID" says that it took place. A withdrawal is
drafted once you have typed the word withdraw, and a letter to stay in touch needs your reason to write now, in a sentence.`,
		Example: `  followup want 3f2a rejection-response --variant feedback
  followup want 3f2a stay-in-touch --words "the paper we talked about is out"
  followup want 3f2a withdrawal
  followup want 3f2a deadline-note --offer 77c0`,
		Args: f.exactly(appID, "the kind of letter, such as withdrawal"),
		RunE: f.onDesk(func(ctx context.Context, desk engine.Desk, args []string) error {
			r.App, r.Kind = args[0], followup.NoteKind(args[1])
			if !slices.Contains(followup.NoteKinds, r.Kind) || r.Kind == followup.ThankYou {
				return usagef("%q is no letter that can be asked for: %s", args[1], strings.Join(wanted(), ", "))
			}
			if of := variants[r.Kind]; r.Variant != "" && !slices.Contains(of, r.Variant) {
				if len(of) == 0 {
					return usagef("a %s has no variants", r.Kind)
				}
				return usagef("--variant of a %s is %s", r.Kind, strings.Join(of, ", "))
			}
			if err := f.askWant(&r); err != nil {
				return err
			}
			card, err := desk.Want(ctx, r)
			if err = f.told(card, err); err == nil && card.Act != "" {
				f.out.line("\"followup undo %s\" takes it back.", short(card.Act))
			}
			return err
		}),
	}
	c.Flags().StringVar(&r.Variant, "variant", "", "a `variant`: feedback, yes, no, later")
	c.Flags().StringVar(&r.Words, "words", "", "what it should say, or why you write now, in your own `words`")
	c.Flags().StringVar(&r.Offer, "offer", "", "for a note about a deadline: the `ID` of the application that has the offer")
	c.Flags().StringVar(&r.Typed, "typed", "", "for a withdrawal in a script: the `word` withdraw")
	return c
}

// variants are those of each kind that a person may name.
var variants = map[followup.NoteKind][]string{
	followup.RejectionResponse: {followup.VariantFeedback},
	followup.RecruiterAnswer:   {followup.VariantYes, followup.VariantNo, followup.VariantLater},
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
