package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"followup/followup"
	"followup/followup/engine"
	"followup/mailwatch"
)

func (f *face) listCommand() *cobra.Command {
	var q engine.Query
	var lane string
	var all, asJSON bool
	c := &cobra.Command{
		Use:   "list [WORDS]",
		Short: "what waits for you, and what is waited for",
		Long: `List shows what asks for a decision first, then what is waited for. With WORDS it shows only what has them in the
employer, the role or the letter, finished things included.

The lanes are: to approve (drafts), to confirm (mail that followup is not sure about), your turn (they wait for you),
waiting (for them), later (put off), done (with --all).`,
		Example: `  followup list
  followup list acme
  followup list --lane waiting
  followup list --set-aside      mail that looked like job mail and was not counted`,
		Args: f.between(0, "WORDS"),
		RunE: f.onDesk(func(ctx context.Context, desk engine.Desk, args []string) error {
			if len(args) > 0 {
				q.Text = args[0]
			}
			if lane != "" {
				q.Lane = engine.Lane(strings.ReplaceAll(strings.ToLower(lane), "-", " "))
				if !slices.Contains(engine.Lanes, q.Lane) {
					return usagef("%q is no lane: say to-approve, to-confirm, your-turn, waiting, later or done", lane)
				}
			}
			l, err := desk.List(ctx, q)
			if err == nil && all && q.Lane == "" && q.Text == "" && !q.SetAside {
				var done engine.List
				q.Lane = engine.LaneDone
				done, err = desk.List(ctx, q)
				l.Rows = append(l.Rows, done.Rows...)
			}
			if err != nil {
				return err
			}
			if asJSON {
				if l.Rows == nil {
					l.Rows = []engine.Row{}
				}
				return f.out.json(l)
			}
			st, err := desk.Status(ctx)
			if err != nil {
				return err
			}
			f.printList(l, st, q)
			return nil
		}),
	}
	c.Flags().StringVar(&lane, "lane", "", "only this `lane`")
	c.Flags().BoolVar(&all, "all", false, "finished applications as well")
	c.Flags().BoolVar(&q.SetAside, "set-aside", false, "recent mail with a trace of a job in it that was not counted, and why")
	c.Flags().BoolVar(&q.SetAside, "aside", false, "the same")
	_ = c.Flags().MarkHidden("aside") // an older name
	c.Flags().IntVar(&q.Limit, "limit", 0, "at most this `many` rows a lane (default 200)")
	c.Flags().BoolVar(&asJSON, "json", false, "for programs")
	return c
}

// printList shows the queue lane by lane. An empty queue says what is true and what comes next.
func (f *face) printList(l engine.List, st engine.Status, q engine.Query) {
	now := f.localNow(st)
	begun := false // something stands above the lanes
	switch {
	case q.SetAside:
		f.printAside(l, now)
		return
	case len(l.Rows) == 0 && (q.Text != "" || q.Lane != ""):
		f.out.line("Nothing like that. %s", f.standing(l, now))
	case !slices.ContainsFunc(l.Rows, asksFor) && q.Lane == "" && q.Text == "":
		f.out.line("%s", styled{bold, "Nothing to approve."})
		f.out.line("%s", f.standing(l, now))
		begun = true
	}
	rows := slices.Clone(l.Rows)
	slices.SortStableFunc(rows, func(a, b engine.Row) int {
		return slices.Index(engine.Lanes, a.Lane) - slices.Index(engine.Lanes, b.Lane)
	})
	lines := func(of []engine.Row) (table [][]string) {
		for _, r := range of {
			table = append(table, []string{short(r.ID), placeOf(r), r.What, rowWhen(r, now), string(r.Why)})
		}
		return table
	}
	abreast := f.out.fits("  ", lines(rows))
	for first := 0; first < len(rows); {
		last := first
		for last < len(rows) && rows[last].Lane == rows[first].Lane {
			last++
		}
		lane := rows[first].Lane
		if begun {
			f.out.line("")
		}
		begun = true
		count := fmt.Sprint(last - first)
		if n := l.Counts[lane]; n > last-first && q.Text == "" {
			count = fmt.Sprintf("%d of %d", last-first, n)
		}
		f.out.line("%s (%s)", styled{bold, capital(string(lane))}, count)
		if abreast {
			f.out.table("  ", lines(rows[first:last]), func(_, column int) style {
				return []style{dim, bold, "", "", dim}[column]
			})
		} else {
			f.stack(rows[first:last], now)
		}
		first = last
	}
	f.printFreshness(st, now)
}

// rowWhen is the time of a row: with its hour where an interview is ahead or an answer is owed.
func rowWhen(r engine.Row, now time.Time) string {
	if r.Stage == followup.StageScheduled || r.Lane == engine.LaneYourTurn {
		return hour(r.When, now)
	}
	return when(r.When, now)
}

// stack lists rows one below the other, for terminals on which they do not fit abreast: an id that is cut is none.
func (f *face) stack(rows []engine.Row, now time.Time) {
	for _, r := range rows {
		id, under := pad(short(r.ID), 10), pad("", 14)
		f.out.hung(under, "  %s  %s  %s", styled{dim, id}, styled{bold, placeOf(r)}, rowWhen(r, now))
		what := r.What
		if r.Why != "" {
			what += " · " + string(r.Why)
		}
		f.out.line("%s", under+spaced(what))
	}
}

func (f *face) printAside(l engine.List, now time.Time) {
	if len(l.Rows) == 0 {
		f.out.line("Nothing was set aside.")
		return
	}
	f.out.line("Mail with a trace of a job in it that was not counted. If one belongs here: followup correct ID KIND")
	f.out.line("Any other mail of your mailbox can be named by its Message-ID.")
	var table [][]string
	for _, r := range l.Rows {
		table = append(table, []string{short(r.ID), when(r.When, now), r.From, r.What, string(r.Why)})
	}
	if f.out.fits("  ", table) {
		f.out.table("  ", table, func(_, column int) style { return []style{dim, "", bold, "", dim}[column] })
		return
	}
	for _, r := range l.Rows { // an id that is cut is none
		under := pad("", 14)
		f.out.hung(under, "  %s  %s  %s", styled{dim, pad(short(r.ID), 10)}, styled{bold, r.From}, when(r.When, now))
		f.out.line("%s", under+spaced(r.What))
		f.out.line("%s", styled{dim, under + spaced(string(r.Why))})
	}
}

func asksFor(r engine.Row) bool {
	return r.Lane == engine.LaneApprove || r.Lane == engine.LaneConfirm || r.Lane == engine.LaneYourTurn
}

// standing is the truth of an empty queue: how much is waited for, and what comes next.
func (f *face) standing(l engine.List, now time.Time) string {
	waiting := l.Counts[engine.LaneWaiting]
	words := fmt.Sprintf("%d waiting.", waiting)
	if waiting == 0 {
		words = "Nothing is waited for."
	}
	if n := l.Counts[engine.LaneLater]; n > 0 {
		words += fmt.Sprintf(" %d put off.", n)
	}
	if r := l.Next; r != nil {
		words += fmt.Sprintf(" Next: %s, %s", or(r.Employer, "somebody"), rowWhen(*r, now))
		if r.Why != "" {
			words += fmt.Sprintf(" (%s)", r.Why)
		}
		words += "."
	}
	return words
}

// printFreshness says how fresh the picture is, and what is broken.
func (f *face) printFreshness(st engine.Status, now time.Time) {
	f.out.line("")
	for _, words := range freshness(st, now) {
		f.out.line("%s", words)
	}
}

// freshness tells in sentences whether the picture can be trusted: not watched, still scanning, paused, or read when.
func freshness(st engine.Status, now time.Time) (lines []styled) {
	say := func(s style, format string, args ...any) {
		lines = append(lines, styled{s, fmt.Sprintf(format, args...)})
	}
	if st.Restored {
		say(amber, "The store was brought back from a backup: nothing is sent until you say \"followup resume\".")
	}
	if st.Paused {
		by := "Sending is paused"
		if st.PausedBy != "" {
			by += " (" + st.PausedBy + ")"
		}
		say(amber, "%s. \"followup resume\" lets letters leave again.", by)
	}
	if !st.Daemon {
		say(amber, "followup is not running: nothing is watched and nothing leaves. \"followup run\" starts it.")
		return lines
	}
	for _, a := range st.Accounts {
		look, words := style(""), a.Name+": "+or(stateWords[mailwatch.Phase(a.State)], a.State)
		switch {
		case a.ScanOf > 0 && a.ScanDone < a.ScanOf:
			words = fmt.Sprintf("%s: still reading what lies there, %s of %s, %d found so far", a.Name, thousands(a.ScanDone), thousands(a.ScanOf), a.ScanFound)
		case a.Reconciled.IsZero():
			look, words = amber, words+", not read yet"
		default:
			words += ", mail last checked " + ago(a.Reconciled, now)
			look = dim
			if now.Sub(a.Reconciled) > 30*time.Minute {
				look = amber
			}
		}
		if a.Hint != "" {
			look, words = amber, words+" ("+a.Hint+")"
		}
		say(look, "%s.", words)
	}
	if st.Poison > 0 {
		say(amber, "%s could not be read and is kept aside.", plural(st.Poison, "message", "messages"))
	}
	return lines
}

// stateWords say how a mailbox is doing where the name of the phase alone would not.
var stateWords = map[mailwatch.Phase]string{
	mailwatch.PhaseNeedsLogin:  "cannot log in",
	mailwatch.PhaseCertificate: "the server is not trusted",
	mailwatch.PhaseThrottled:   "waiting for the server",
	mailwatch.PhasePaused:      "the first look rests",
	mailwatch.PhaseBlocked:     "mail cannot be kept",
}

// localNow is the desk's now, in the zone that the person lives in.
func (f *face) localNow(st engine.Status) time.Time {
	now := st.Now
	if now.IsZero() {
		now = f.now()
	}
	return now.In(f.zone())
}

// zone is the person's: the configured one, or this machine's.
func (f *face) zone() *time.Location {
	if c, err := f.load(); err == nil {
		return c.Zone()
	}
	return time.Local
}

// short is an id as lists show it; commands take any beginning of four characters or more.
func short(id string) string {
	if len(id) > 10 {
		return id[:10]
	}
	return id
}

// placeOf names the application of a row.
func placeOf(r engine.Row) string {
	switch {
	case r.Employer == "" && r.Role == "":
		return "unknown employer"
	case r.Role == "":
		return r.Employer
	case r.Employer == "":
		return r.Role
	}
	return r.Employer + " · " + r.Role
}

func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// thousands writes 9400 as 9,400.
func thousands(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
