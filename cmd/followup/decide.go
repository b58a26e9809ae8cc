package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"followup/followup"
	"followup/followup/engine"
)

// noteID is how the commands about letters name their argument.
const noteID = "the ID of a letter, as \"followup list\" shows it"

func (f *face) approveCommand() *cobra.Command {
	var fingerprint string
	var anyHour bool
	var overrule []string
	c := &cobra.Command{
		Use:   "approve ID",
		Short: "read a whole letter and say yes to it",
		Long: `Approve shows the whole letter: whom it goes to, the subject, every word, the mail it answers, and what followup
noticed in it. Then it asks. Your yes is for exactly these words: if anything changes, you are asked again. The letter
leaves a moment later, in the next sending hours; until then "followup undo" takes the yes back.

What would embarrass you or reach the wrong person must be mended. Anything else that was noticed passes once you have
typed why.

There is no way to approve several letters at once. A script gives the fingerprint that "followup show --json" printed,
and the yes is for the words that have it.`,
		Example: `  followup approve 3f2a
  followup approve 3f2a --now                    also outside the sending hours
  followup approve 3f2a --fingerprint 9c41...    for scripts
  followup approve 3f2a --fingerprint 9c41... --overrule "length=she asked for detail"`,
		Args: f.exactly(noteID),
		RunE: f.onDesk(func(ctx context.Context, desk engine.Desk, args []string) error {
			id := args[0]
			if fingerprint == "" {
				card, err := f.askToSend(ctx, desk, id)
				if err != nil {
					return err
				}
				id, fingerprint = card.Note.ID, card.Note.Fingerprint
			}
			if err := f.overrule(ctx, desk, id, fingerprint, overrule); err != nil {
				return err
			}
			card, err := desk.Approve(ctx, engine.ApproveRequest{Note: id, Fingerprint: fingerprint, By: "cli", AnyHour: anyHour})
			if err != nil {
				return err
			}
			f.printDone(card)
			return nil
		}),
	}
	c.Flags().StringVar(&fingerprint, "fingerprint", "", "the `fingerprint` of the words you have read; nothing is shown or asked")
	c.Flags().StringArrayVar(&overrule, "overrule", nil, "let a `code=reason` pass that \"followup show --json\" printed; may be repeated")
	c.Flags().BoolVar(&anyHour, "now", false, "leave the sending hours aside; every other guard stays")
	return c
}

// askToSend shows a letter whole and asks for a yes to it.
func (f *face) askToSend(ctx context.Context, desk engine.Desk, id string) (engine.Card, error) {
	if !f.canAsk() {
		return engine.Card{}, usagef("approve asks a person; a script gives --fingerprint")
	}
	card, err := f.letter(ctx, desk, id)
	if err != nil {
		return card, err
	}
	n := card.Note
	f.printLetter(card, f.now().In(f.zone()))
	if n.Status == followup.Approved {
		return card, nothing("You have said yes already.")
	}
	if n.Status != followup.Proposed {
		return card, &engine.Refusal{Reason: followup.Reason("it is " + string(n.Status) + ": there is nothing to approve")}
	}
	for _, finding := range card.Findings {
		switch early := strings.HasPrefix(finding.Code, "guard-") || finding.Code == "not-over" || finding.Code == "replied"; {
		case finding.Blocks && early: // no other words help
			return card, &engine.Refusal{Reason: "it cannot leave now: " + followup.Reason(finding.Words)}
		case finding.Blocks:
			return card, hinted{&engine.Refusal{Reason: "it cannot leave like this: " + followup.Reason(finding.Words)},
				"followup edit " + short(n.ID)}
		}
	}
	f.out.line("")
	if card, err = f.askReasons(ctx, desk, card); err != nil {
		return card, err
	}
	yes, err := f.confirm("Send this to " + reveal(full(n.To)) + "?")
	if err == nil && !yes {
		err = nothing("Nothing was sent. It stays a draft.")
	}
	return card, err
}

// askReasons asks, for each thing that was noticed and may pass, why it may.
func (f *face) askReasons(ctx context.Context, desk engine.Desk, card engine.Card) (engine.Card, error) {
	for _, finding := range card.Findings {
		n := card.Note
		if !finding.Overrulable || slices.ContainsFunc(n.Overruled, func(o followup.Overrule) bool { return o.Code == finding.Code }) {
			continue
		}
		why, err := f.ask(capital(finding.Words) + ".\nWhy may it leave all the same? (Enter to stop) ")
		if err != nil {
			return card, err
		}
		if why == "" {
			return card, nothing("Nothing was sent. It stays a draft.")
		}
		r := engine.OverruleRequest{Note: n.ID, Fingerprint: n.Fingerprint, Code: finding.Code, Reason: why}
		if card, err = desk.Overrule(ctx, r); err != nil {
			return card, err
		}
	}
	return card, nil
}

// overrule takes the reasons that a script gives, each as code=reason.
func (f *face) overrule(ctx context.Context, desk engine.Desk, id, fingerprint string, reasons []string) error {
	for _, given := range reasons {
		code, why, ok := strings.Cut(given, "=")
		if !ok || code == "" || why == "" {
			return usagef("%q is not code=reason", given)
		}
		if _, err := desk.Overrule(ctx, engine.OverruleRequest{Note: id, Fingerprint: fingerprint, Code: code, Reason: why}); err != nil {
			return err
		}
	}
	return nil
}

// letter shows a note by its id, or the open note of an application.
func (f *face) letter(ctx context.Context, desk engine.Desk, id string) (engine.Card, error) {
	card, err := desk.Show(ctx, id)
	if err == nil && card.Note == nil {
		err = &engine.Refusal{Reason: "there is no letter under that id"}
	}
	return card, err
}

// canAsk reports whether there is somebody to ask: a terminal, or what a test put in its place.
func (f *face) canAsk() bool {
	in, ok := f.in.(*os.File)
	return !ok || isTerminal(in)
}

// confirm asks a question to which only y and yes are a yes.
func (f *face) confirm(question string) (bool, error) {
	answer, err := f.ask(question + " [y/N] ")
	answer = strings.ToLower(answer)
	return answer == "y" || answer == "yes", err
}

// ask reads one line. Where nobody answers, the answer is empty.
func (f *face) ask(question string) (string, error) {
	fmt.Fprint(f.out, question)
	line, err := readLine(f.in)
	if errors.Is(err, io.EOF) {
		if line == "" {
			fmt.Fprintln(f.out)
		}
		err = nil
	}
	return strings.TrimSpace(line), err
}

// readLine reads up to the end of a line and nothing beyond it, so that the next question finds its answer.
func readLine(in io.Reader) (string, error) {
	var line []byte
	for b := make([]byte, 1); ; {
		n, err := in.Read(b)
		if n == 1 && b[0] == '\n' {
			return string(line), nil
		}
		line = append(line, b[:n]...)
		if err != nil {
			return string(line), err
		}
	}
}

// printDone says what an act led to.
func (f *face) printDone(c engine.Card) {
	now := f.now().In(f.zone())
	n := c.Note
	if c.Reason != "" && (n == nil || n.Status != followup.Approved && !n.Snoozed.After(now)) { // where it stands says the same of these
		f.out.line("%s.", capital(string(c.Reason)))
	}
	if n == nil {
		return
	}
	f.out.line("%s", statusWords(*n, now))
	if n.Status == followup.Approved {
		f.out.line("Until then \"followup undo %s\" takes your yes back.", short(n.ID))
		if f.alone {
			f.out.line("%s", styled{amber, "followup is not running: nothing leaves until \"followup run\" is started."})
		}
	}
}

// onNote is a command that does one thing to one letter. idle says why there is nothing to do for it, or nothing.
func (f *face) onNote(use, short, long, example string, idle func(followup.Note) string,
	do func(engine.Desk, context.Context, string) (engine.Card, error)) *cobra.Command {
	return &cobra.Command{
		Use: use, Short: short, Long: long, Example: example, Args: f.exactly(noteID),
		RunE: f.onDesk(func(ctx context.Context, desk engine.Desk, args []string) error {
			if card, err := desk.Show(ctx, args[0]); err == nil && card.Note != nil && idle(*card.Note) != "" {
				return nothing(idle(*card.Note))
			}
			card, err := do(desk, ctx, args[0])
			if err == nil {
				f.printDone(card)
			}
			return err
		}),
	}
}

func (f *face) undoCommand() *cobra.Command {
	return f.orAct(f.onNote("undo ID", "take a yes back while the letter has not left",
		`Undo takes your yes back. The letter becomes a draft again. Once it is leaving, it is too late, and undo says so. With the
ID of something that you entered by hand, which begins with "e", it takes that back, as long as no letter came of it.`,
		"  followup undo 3f2a\n  followup undo e4k2m7", func(n followup.Note) string {
			if n.Status == followup.Proposed {
				return "It is a draft: there is no yes to take back."
			}
			return ""
		}, func(desk engine.Desk, ctx context.Context, id string) (engine.Card, error) {
			return desk.Undo(ctx, id)
		}))
}

func (f *face) retryCommand() *cobra.Command {
	return f.onNote("retry ID", "offer a letter again that could not be delivered",
		`Retry makes a draft of a letter that a server refused, with the same words. It needs a new yes. If the words or the
address are to blame, "followup edit" mends them.`,
		"  followup retry 3f2a", func(n followup.Note) string {
			if n.Status == followup.Proposed || n.Status == followup.Approved {
				return "It was not refused: there is nothing to offer again."
			}
			return ""
		}, engine.Desk.Retry)
}

func (f *face) unholdCommand() *cobra.Command {
	return f.onNote("unhold ID", "let a letter go that waits for your word",
		`After the store was brought back from a backup, or when the clock of this machine jumped, approved letters wait until
you say that they may leave. Look into your sent mail first.`,
		"  followup unhold 3f2a", func(n followup.Note) string {
			if n.Hold != followup.HoldRestored && n.Hold != followup.HoldClock && n.Hold != followup.HoldAhead {
				return "It does not wait for your word."
			}
			return ""
		}, engine.Desk.Unhold)
}

func (f *face) draftCommand() *cobra.Command {
	c := f.onNote("draft ID", "draft a letter about something from before followup began",
		`What happened before followup began is told and leads to no letter by itself. Draft writes the one that is due, for
you to read and approve.`,
		"  followup draft 3f2a", func(followup.Note) string { return "" }, engine.Desk.Draft)
	c.Args = f.exactly(appID)
	return c
}

func (f *face) dismissCommand() *cobra.Command {
	var why string
	c := &cobra.Command{
		Use:   "dismiss ID",
		Short: "let a draft go",
		Long:  `Dismiss puts a draft away unsent. You may say why, for your own records; nobody else sees it.`,
		Example: `  followup dismiss 3f2a
  followup dismiss 3f2a --why "I thanked her by phone"`,
		Args: f.exactly(noteID),
		RunE: f.onDesk(func(ctx context.Context, desk engine.Desk, args []string) error {
			card, err := f.letter(ctx, desk, args[0])
			if err != nil {
				return err
			}
			if why == "" && f.interactive() {
				f.out.line("%s to %s: %s", card.Note.Kind, full(card.Note.To), card.Note.Subject)
				if why, err = f.ask("Why? (Enter for no reason) "); err != nil {
					return err
				}
			}
			card, err = desk.Dismiss(ctx, engine.DismissRequest{Note: card.Note.ID, Fingerprint: card.Note.Fingerprint, Why: why})
			if err == nil {
				f.printDone(card)
			}
			return err
		}),
	}
	c.Flags().StringVar(&why, "why", "", "your `reason`")
	return c
}

func (f *face) snoozeCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "snooze ID WHEN",
		Short: "put a draft off",
		Long: `Snooze hides a draft until a time. WHEN is a length of time (3h, 2d, 1w), a day (tomorrow, monday, "next week",
2026-12-01; days begin at nine in the morning) or a day with a time ("monday 14:00", "2026-12-01 14:00").`,
		Example: `  followup snooze 3f2a 3h
  followup snooze 3f2a tomorrow
  followup snooze 3f2a 2026-12-01`,
		Args: f.between(2, noteID, "when, such as 3h or tomorrow", "a time of day"),
		RunE: f.onDesk(func(ctx context.Context, desk engine.Desk, args []string) error {
			until, err := parseWhen(strings.Join(args[1:], " "), f.now(), f.zone())
			if err != nil {
				return &usageError{err.Error()}
			}
			card, err := desk.Snooze(ctx, engine.SnoozeRequest{Note: args[0], Until: until})
			if err == nil {
				f.printDone(card)
			}
			return err
		}),
	}
}

func (f *face) resolveCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "resolve ID left|not-left",
		Short: "say whether an unsure letter left",
		Long: `When the line breaks after the last word of a letter, nobody knows whether it left, and followup never sends it again
by itself. Look into your sent mail or ask the person, then say what you know. If it did not leave, it becomes a draft
again and needs a new yes.`,
		Example: `  followup resolve 3f2a left
  followup resolve 3f2a not-left`,
		Args: f.exactly(noteID, "left or not-left"),
		RunE: f.onDesk(func(ctx context.Context, desk engine.Desk, args []string) error {
			if args[1] != "left" && args[1] != "not-left" {
				return usagef("%q is neither left nor not-left", args[1])
			}
			if card, err := desk.Show(ctx, args[0]); err == nil && card.Note != nil && card.Note.Status != followup.Unsure {
				return nothing("There is no doubt about this letter. " + statusWords(*card.Note, f.now().In(f.zone())))
			}
			card, err := desk.Resolve(ctx, engine.ResolveRequest{Note: args[0], Left: args[1] == "left"})
			if err == nil {
				f.printDone(card)
			}
			return err
		}),
	}
}
