package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"followup/followup"
	"followup/followup/engine"
	"followup/mailwatch"
)

// busyTimes reads when the user is busy from her calendar file, anew each time; nil where she named none.
func busyTimes(cfg Config, env environment) func(ctx context.Context, from, to time.Time) ([]followup.Span, error) {
	if cfg.You.Calendar == "" {
		return nil
	}
	path, zone := env.expand(cfg.You.Calendar), cfg.Zone()
	return func(_ context.Context, from, to time.Time) ([]followup.Span, error) {
		raw, err := readCalendar(path)
		if err != nil {
			return nil, err
		}
		busy, err := mailwatch.Busy(raw, from, to, zone)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", path, err)
		}
		spans := make([]followup.Span, 0, len(busy))
		for _, b := range busy {
			spans = append(spans, followup.Span{From: b.From, To: b.To})
		}
		return spans, nil
	}
}

// largestCalendar is what is read of a calendar file, in bytes.
const largestCalendar = 64 << 20

// readCalendar reads a file that somebody else writes. One that is no plain file may never end, and everything would wait.
func readCalendar(path string) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("read %s: it is no plain file", path)
	case info.Size() > largestCalendar:
		return nil, fmt.Errorf("read %s: it is larger than %d MB", path, largestCalendar>>20)
	}
	return os.ReadFile(path)
}

func (f *face) answeredCommand() *cobra.Command {
	var how string
	c := &cobra.Command{
		Use:   "answered ID [TASK]",
		Short: "say that what they asked is done",
		Long: `Answered says that you did what they asked, elsewhere: on the phone, in a form, at their portal. Where they asked several
things, say which one; "followup show ID" lists them. Your own mail to them is seen without it.`,
		Example: `  followup answered 3f2a
  followup answered 3f2a t4kq --how handed-in`,
		Args: f.between(1, appID, "the task"),
		RunE: f.onDesk(func(ctx context.Context, desk engine.Desk, args []string) error {
			r := engine.AnsweredRequest{App: args[0], How: strings.ReplaceAll(how, "-", " ")}
			if len(args) > 1 {
				r.Task = args[1]
			}
			card, err := desk.Answered(ctx, r)
			if err != nil && len(args) == 1 {
				err = f.whichTask(ctx, desk, args[0], err)
			}
			return f.acted(card, err)
		}),
	}
	c.Flags().StringVar(&how, "how", followup.TaskDone, "`how` it ended: answered, handed-in, missed or dropped")
	return c
}

// whichTask adds to a refusal the tasks that may be meant.
func (f *face) whichTask(ctx context.Context, desk engine.Desk, id string, why error) error {
	card, err := desk.Show(ctx, id)
	if !errors.As(why, new(*engine.Refusal)) || err != nil || len(card.Application.OpenTasks()) < 2 {
		return why
	}
	var ids []string
	for _, t := range card.Application.OpenTasks() {
		ids = append(ids, short(t.ID)+" ("+t.Words()+")")
	}
	return hinted{why, "these are open: " + strings.Join(ids, ", ")}
}

func (f *face) slotsCommand() *cobra.Command {
	var r engine.SlotsRequest
	var draft, asJSON bool
	c := &cobra.Command{
		Use:   "slots ID",
		Short: "see free times to propose",
		Long: `Slots shows the times that they propose, and times that you could: on days of work, from nine to five on their clock and
on yours where these meet, an hour apart from what your calendar calls busy ([you] calendar in the config) and from your
interviews.`,
		Example: `  followup slots 3f2a
  followup slots 3f2a --draft     draft the letter that proposes them`,
		Args: f.exactly(appID),
		RunE: f.onDesk(func(ctx context.Context, desk engine.Desk, args []string) error {
			r.App = args[0]
			slots, err := desk.Slots(ctx, r)
			if err != nil {
				return err
			}
			if draft {
				if len(slots.Slots) == 0 {
					return nothing("there is no free time to propose")
				}
				card, err := desk.Want(ctx, engine.WantRequest{App: args[0], Kind: followup.ScheduleProposal, Slots: slots.Slots})
				return f.acted(card, err)
			}
			card, err := desk.Show(ctx, args[0])
			if err != nil {
				return err
			}
			if asJSON {
				return f.out.json(slots)
			}
			f.printSlots(card.Application, slots)
			return nil
		}),
	}
	c.Flags().IntVar(&r.Count, "count", 0, "so `many` (default 3)")
	c.Flags().BoolVar(&draft, "draft", false, "draft the letter that proposes them")
	c.Flags().BoolVar(&asJSON, "json", false, "for programs")
	return c
}

// printSlots shows their times, with the numbers that pick takes, and the user's.
func (f *face) printSlots(app followup.Application, slots engine.Slots) {
	id := short(app.ID)
	if options := optionsOf(app); len(options) > 0 {
		f.out.line("They propose:")
		for i, iv := range options {
			f.out.line("  %d  %s", i+1, interviewWords(iv, "", f.now().In(f.zone())))
		}
		f.out.line("\"followup pick %s NUMBER\" drafts your yes to one of them.", id)
	}
	if len(slots.Lines) == 0 {
		f.out.line("No free time was found in which your working day meets theirs.")
		return
	}
	f.out.line("You could propose:")
	for _, line := range slots.Lines {
		f.out.line("  %s", line)
	}
	if !slots.Busy {
		f.out.line("followup knows your interviews and no calendar of yours: look whether you are free. [you] calendar in the config names one.")
	}
	f.out.line("\"followup slots %s --draft\" drafts the letter.", id)
}

// optionsOf are the times that they proposed last and still wait about.
func optionsOf(app followup.Application) []followup.Interview {
	var options []followup.Interview
	for _, t := range app.OpenTasks() {
		if len(t.Options) > 0 {
			options = t.Options
		}
	}
	return options
}

func (f *face) pickCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "pick ID NUMBER",
		Short:   "say yes to one of their times",
		Long:    `Pick drafts the answer that takes one of the times that they proposed. "followup slots ID" numbers them.`,
		Example: `  followup pick 3f2a 2`,
		Args:    f.exactly(appID, "the number of a time"),
		RunE: f.onDesk(func(ctx context.Context, desk engine.Desk, args []string) error {
			card, err := desk.Show(ctx, args[0])
			if err != nil {
				return err
			}
			options := optionsOf(card.Application)
			if len(options) == 0 {
				return nothing("They proposed no times that are still open. \"followup slots " + short(card.Application.ID) + "\" finds some of yours.")
			}
			n, err := strconv.Atoi(args[1])
			if err != nil || n < 1 || n > len(options) {
				return usagef("%q is none of their times: say a number from 1 to %d", args[1], len(options))
			}
			card, err = desk.Pick(ctx, engine.PickRequest{App: card.Application.ID, Slot: options[n-1]})
			return f.acted(card, err)
		}),
	}
}

// taskWords are the rows of what they asked, for an application that is shown.
func taskWords(t followup.Task, now time.Time) string {
	words := t.Words()
	if t.Quote != "" {
		words += fmt.Sprintf(": %q", mailwatch.CleanLine(t.Quote))
	}
	if !t.Deadline.IsZero() {
		words += ", by " + hour(t.Deadline, now)
	}
	if t.Link != "" {
		words += ", at " + reveal(t.Link) + " (go there yourself)"
	}
	if !t.Open() {
		return words + " (" + t.How + ")"
	}
	return words + " (" + short(t.ID) + ")"
}
