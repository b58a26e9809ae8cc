package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"followup/followup/engine"
)

func (f *face) statusCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:     "status",
		Aliases: []string{"today", "morning"},
		Short:   "the one screen for a morning",
		Long: `Status shows what this day asks for, in this order: letters to approve, mail to confirm, what waits for you, today's
interviews, interviews that want a word from you, what is waited for with the next date and why, promises whose date has
passed, and when mail was last checked.`,
		Example: `  followup status
  followup status --json`,
		Args: f.exactly(),
		RunE: f.onDesk(func(ctx context.Context, desk engine.Desk, _ []string) error {
			m, err := desk.Today(ctx)
			if err != nil {
				return err
			}
			if asJSON {
				return f.out.json(m)
			}
			f.printMorning(m)
			return nil
		}),
	}
	c.Flags().BoolVar(&asJSON, "json", false, "for programs")
	return c
}

// mostWaiting is how many of the waits the screen has room for.
const mostWaiting = 10

// printMorning shows a day in the order of what asks for something first. What is empty is left out; where nothing asks,
// one sentence says so and what comes next.
func (f *face) printMorning(m engine.Morning) {
	now := f.localNow(m.Status)
	parts := []struct {
		title string
		rows  []engine.Row
		lane  engine.Lane // counts them all; empty: the rows are all there are
		next  string      // the command that goes on from there
	}{
		{"To approve", m.Approve, engine.LaneApprove, "followup approve ID"},
		{"To confirm", m.Confirm, engine.LaneConfirm, "followup show ID"},
		{"Your turn", m.YourTurn, engine.LaneYourTurn, "followup show ID"},
		{"Interviews today", m.Interviews, "", "followup show ID"},
		{"Interviews that want a word", m.Debriefs, "", "followup debrief ID"},
		{"Waiting", m.Waiting[:min(len(m.Waiting), mostWaiting)], engine.LaneWaiting, ""},
		{"Promises whose date has passed", m.Overdue, "", ""},
	}
	if len(m.Approve)+len(m.Confirm)+len(m.YourTurn)+len(m.Interviews)+len(m.Debriefs) == 0 {
		f.out.line("%s %s", styled{bold, "Nothing waits for you now."}, f.ahead(m, now))
	}
	for _, part := range parts {
		if len(part.rows) == 0 {
			continue
		}
		count, more := len(part.rows), 0
		if part.lane != "" {
			count = m.Status.Counts[part.lane]
			more = count - len(part.rows)
		}
		if part.next != "" {
			f.out.line("%s (%d): %s", styled{bold, part.title}, count, part.next)
		} else {
			f.out.line("%s (%d)", styled{bold, part.title}, count)
		}
		f.printRows(part.rows, now)
		if more > 0 {
			f.out.line("  and %d more: followup list --lane %s", more, strings.ReplaceAll(string(part.lane), " ", "-"))
		}
	}
	f.out.line("")
	for _, words := range freshness(m.Status, now) {
		f.out.line("%s", words)
	}
	if m.Status.Quiet.After(now) {
		f.out.line("It is quiet until %s. \"followup quiet off\" ends that.", when(m.Status.Quiet, now))
	}
}

// printRows shows rows abreast, or one below the other where the terminal has no room for that.
func (f *face) printRows(rows []engine.Row, now time.Time) {
	var table [][]string
	for _, r := range rows {
		table = append(table, []string{short(r.ID), placeOf(r), r.What, hour(r.When, now), string(r.Why)})
	}
	if !f.out.fits("  ", table) {
		f.stack(rows, now)
		return
	}
	f.out.table("  ", table, func(_, column int) style { return []style{dim, bold, "", "", dim}[column] })
}

// ahead tells the truth of an empty morning: how much is waited for, and the next thing.
func (f *face) ahead(m engine.Morning, now time.Time) string {
	var words []string
	total := 0
	for _, n := range m.Status.Counts {
		total += n
	}
	waiting := m.Status.Counts[engine.LaneWaiting]
	switch {
	case total == 0 && !read(m.Status):
		return "No mail has been read yet: applications appear once it has been."
	case total == 0:
		return "There are no applications yet: they appear when their mail does, or with \"followup add\"."
	case waiting == 0:
		words = append(words, "Nothing is waited for.")
	default:
		words = append(words, fmt.Sprintf("%d waiting.", waiting))
	}
	if n := m.Status.Counts[engine.LaneLater]; n > 0 {
		words = append(words, fmt.Sprintf("%d put off.", n))
	}
	if r := m.Next; r != nil {
		next := fmt.Sprintf("Next: %s, %s", or(r.Employer, "somebody"), hour(r.When, now))
		if r.What != "" && r.Lane != engine.LaneWaiting {
			next += ", " + r.What
		} else if r.Why != "" {
			next += " (" + string(r.Why) + ")"
		}
		words = append(words, next+".")
	}
	return strings.Join(words, " ")
}

// read reports whether every mailbox was read to its end at least once.
func read(st engine.Status) bool {
	for _, a := range st.Accounts {
		if a.Reconciled.IsZero() {
			return false
		}
	}
	return len(st.Accounts) > 0
}
