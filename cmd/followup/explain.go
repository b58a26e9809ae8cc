package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"followup/followup"
	"followup/followup/engine"
	"followup/mailwatch"
)

func (f *face) explainCommand() *cobra.Command {
	var asJSON, redact bool
	var to string
	var nth int
	c := &cobra.Command{
		Use:   "explain ID|FILE",
		Short: "the whole story of an application, or why a mail file is what it is",
		Long: `Explain tells an application from its journal: each mail, each decision and each thing that time brought, in order,
with the reason for what followup did. With a mail file it shows how that mail is read: each part and sentence, the
phrases that were found, what the words around them made of them, what each counts for or why it does not, the sums, the
names considered for the employer, and the times with their doubts. Of phrases that share words the heaviest counts. Your
own rules count there as well.

With --redact it writes the same mail for a bug report instead: names, addresses, numbers and links become others, the
same one each time, while the structure, the language, the times and the words that decide stay.`,
		Example: `  followup explain 3f2a
  followup explain letter.eml
  followup explain archive.mbox --nth 3
  followup explain letter.eml --redact -o report.eml`,
		Args: f.exactly("the ID of an application or a mail file"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if to != "" && !redact {
				return usagef("-o is for --redact: say both")
			}
			if redact {
				return f.redactFile(args[0], nth, to)
			}
			if _, err := os.Stat(args[0]); err == nil || nth > 0 || isFileName(args[0]) {
				return f.explainFile(args[0], nth, asJSON)
			}
			return f.withDesk(cmd.Context(), func(ctx context.Context, desk engine.Desk) error {
				story, err := desk.Explain(ctx, args[0])
				if err != nil {
					return err
				}
				if asJSON {
					return f.out.json(story)
				}
				f.printStory(story)
				return nil
			})
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "for programs")
	c.Flags().IntVar(&nth, "nth", 0, "of a file with several mails, the one of this `number`")
	c.Flags().BoolVar(&redact, "redact", false, "write the mail file with names, addresses, numbers and links replaced")
	c.Flags().StringVarP(&to, "output", "o", "", "write it to this new `file`, which only you can read")
	return c
}

// isFileName reports whether an argument can only mean a file: no id has such characters.
func isFileName(arg string) bool { return strings.ContainsAny(arg, `./\`) }

func (f *face) printStory(s engine.Story) {
	now := f.now().In(f.zone())
	f.out.line("%s  %s", styled{bold, placeOfApp(s.Application)}, styled{dim, s.Application.ID})
	f.out.line("%s", standingOf(s.Application, s.Labels))
	day := ""
	for _, e := range s.Entries {
		if e.Event.Kind == followup.EventComposed { // what proposed the letter says it already
			continue
		}
		at := e.At.In(now.Location())
		if d := at.Format("Mon 2 Jan 2006"); d != day {
			f.out.line("")
			f.out.line("%s", styled{bold, d})
			day = d
		}
		late := ""
		if e.Seen.Sub(e.At) > time.Hour {
			late = ", read " + when(e.Seen, now)
		}
		const under = "         " // the time
		f.out.hung(under, "  %s  %s%s", styled{dim, at.Format("15:04")}, eventWords(e.Event), styled{dim, late})
		if act := acts[e.Event.Kind]; e.Reason != "" && (act == "" || !strings.HasPrefix("you "+string(e.Reason), act) && !strings.HasPrefix(string(e.Reason), act)) {
			f.out.line(under+"%s", onceEach(e.Reason))
		}
		if sig := e.Event.Signal; sig != nil {
			for _, w := range sig.Warnings {
				f.out.line(under+"%s %s", styled{amber, "careful:"}, w)
			}
			for _, words := range evidenceWords(sig.Evidence) {
				f.out.line(under+"%s", styled{dim, words})
			}
		}
	}
	if rows := promiseWords(s.Application, now); len(rows) > 0 {
		f.out.line("")
		f.out.line("%s", styled{bold, "What they promised"})
		for _, words := range rows {
			f.out.line("  %s", words)
		}
	}
	if len(s.Dues) > 0 {
		f.out.line("")
		f.out.line("%s", styled{bold, "To come"})
		for _, words := range dueWords(s.Dues, "  ", now) {
			f.out.line("  %s", words)
		}
	}
}

// promiseWords tells what the employer said about an answer, in their words, and how it turned out.
func promiseWords(app followup.Application, now time.Time) (lines []string) {
	for _, p := range app.Promises {
		words := fmt.Sprintf("%s  “%s”", p.Said.In(now.Location()).Format("2 Jan"), fit(mailwatch.CleanLine(p.Quote), 160))
		if p.Quote == "" {
			words = p.Said.In(now.Location()).Format("2 Jan") + "  " + string(p.Kind)
		}
		if p.Source == followup.FromUser {
			words += " (as you told it)"
		}
		if !p.Deadline.IsZero() {
			words += ": by " + p.Deadline.In(now.Location()).Format("Mon 2 Jan")
		}
		switch p.Standing {
		case followup.PromiseKept, followup.PromiseMoved, followup.PromiseBroken:
			words += ", " + string(p.Standing)
			if !p.Ended.IsZero() {
				words += " on " + p.Ended.In(now.Location()).Format("Mon 2 Jan")
			}
		}
		lines = append(lines, words)
	}
	return lines
}

// onceEach leaves out what a reason says again, as it does where one moment concerned several letters.
func onceEach(r followup.Reason) string {
	var parts []string
	for _, p := range strings.Split(string(r), "; ") {
		if !slices.Contains(parts, p) {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, "; ")
}

// evidenceWords quotes the sentences that decided, each once, and says where they stand unless that is the text itself.
func evidenceWords(evidence []followup.Evidence) (lines []string) {
	for _, e := range evidence {
		words := "“" + fit(mailwatch.CleanLine(e.Text), 160) + "”"
		if e.Part != followup.InOwn {
			words += " (" + strings.ReplaceAll(string(e.Part), "_", " ") + ")"
		}
		if !slices.Contains(lines, words) {
			lines = append(lines, words)
		}
	}
	return lines
}

// acts are the words for what happened without a mail.
var acts = map[followup.EventKind]string{
	followup.EventTick: "time passed", followup.EventHeld: "you said that it took place", followup.EventNotHeld: "you said that it did not take place",
	followup.EventClose: "you ended it", followup.EventCorrect: "you corrected a mail", followup.EventResolved: "you answered a question",
	followup.EventComposed: "written", followup.EventEdit: "you edited", followup.EventApprove: "you said yes",
	followup.EventUnapprove: "you took your yes back", followup.EventDismiss: "you let it go", followup.EventSnooze: "you put it off",
	followup.EventRetry: "you offered it again", followup.EventDraft: "you asked for a draft", followup.EventClaim: "leaving",
	followup.EventPhase: "on the way", followup.EventOutcome: "the server answered", followup.EventRestart: "followup started again",
	followup.EventFound: "seen in your mailbox", followup.EventFiled: "copied", followup.EventBounced: "came back",
	followup.EventResolve: "you said what you know", followup.EventUnhold: "you let it leave",
	followup.EventDebriefed: "you told how it went", followup.EventAdded: "you entered it", followup.EventDescribed: "you said a fact about it",
	followup.EventArranged: "you said a time", followup.EventMet: "you entered a person", followup.EventTold: "you entered a promise",
	followup.EventRemarked: "you kept a note", followup.EventAnswered: "you did what they asked", followup.EventWants: "a letter was asked for",
	followup.EventOfferTold: "you told of the offer", followup.EventReopened: "you opened it again", followup.EventArchived: "you put it away",
	followup.EventUnarchived: "you brought it back", followup.EventJoined: "you merged another application into it",
	followup.EventParted: "you parted it again", followup.EventUndone: "you took an act back", followup.EventOverrule: "you let a warning pass",
}

// eventWords names an event of the journal.
func eventWords(e followup.Event) string {
	words := or(acts[e.Kind], string(e.Kind))
	if e.Kind == followup.EventOutcome && e.Outcome == followup.OutcomeLost {
		words = "no answer"
	}
	if s := e.Signal; s != nil {
		words = fmt.Sprintf("mail of %s: %q, taken for %s", or(s.Mail.From.Name, s.Mail.From.Addr), mailwatch.CleanLine(s.Mail.Subject), kindWord(s.Kind))
		if s.Detail.Own() {
			words = fmt.Sprintf("you wrote: %q", mailwatch.CleanLine(s.Mail.Subject))
		}
	}
	if e.Note != "" {
		words += " (letter " + short(e.Note) + ")"
	}
	if e.Words != "" {
		words += ": " + e.Words
	}
	return words
}
