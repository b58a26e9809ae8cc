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

func (f *face) showCommand() *cobra.Command {
	var asJSON, text bool
	c := &cobra.Command{
		Use:   "show ID",
		Short: "a letter, an application or a question, whole",
		Long: `Show prints everything about one thing: a letter with all its words, an application with its people and interviews,
or a mail that followup is not sure about, with the sentences that made it wonder. The mail of a rejection is folded
until you ask for it.`,
		Example: `  followup show 3f2a
  followup show 3f2a --text
  followup show 3f2a --json`,
		Args: f.exactly("the ID that \"followup list\" shows"),
		RunE: f.onDesk(func(ctx context.Context, desk engine.Desk, args []string) error {
			card, err := desk.Show(ctx, args[0])
			if err != nil {
				return err
			}
			if asJSON {
				return f.out.json(card)
			}
			if card.Doubt == nil && strings.HasPrefix(card.Application.ID, args[0]) { // not the letter that waits in it
				card.Note, card.IfNothing = nil, ""
			}
			if text {
				f.unfolded = true
			}
			f.printCard(card)
			return nil
		}),
	}
	c.Flags().BoolVar(&asJSON, "json", false, "for programs")
	c.Flags().BoolVar(&text, "text", false, "the mail of a rejection as well")
	return c
}

// printCard shows one thing as a person needs it to decide.
func (f *face) printCard(c engine.Card) {
	now := f.now().In(f.zone())
	switch {
	case c.Doubt != nil:
		f.printDoubt(c, now)
	case c.Note != nil:
		f.printLetter(c, now)
	default:
		f.printApplication(c, now)
	}
	f.printAfterNo(c, now)
}

// printLetter shows a letter whole: nothing that a yes covers is left out.
func (f *face) printLetter(c engine.Card, now time.Time) {
	n := c.Note
	f.out.line("%s  %s", styled{bold, placeOfApp(c.Application)}, styled{dim, n.ID})
	f.out.line("%s", standingOf(c.Application, c.Labels))
	if n.Why != "" {
		f.out.line("Why now: %s", n.Why)
	}
	if n.Quote != "" {
		f.out.line("They had written: “%s”", mailwatch.CleanLine(n.Quote))
	}
	if a := c.Answers; a != nil {
		f.out.line("")
		trust := ""
		switch {
		case c.Distrust != "":
			trust = " (sender not believed: " + string(c.Distrust) + ")"
		case !c.Verified:
			trust = " (sender not verified)"
		}
		if c.AfterNo != nil && !f.unfolded {
			f.out.line("It answers a mail of %s, %s%s. It is a no. Read it when you are ready: followup show %s --text",
				who(a.From), when(a.Age(), now), trust, short(n.ID))
		} else {
			f.out.line("It answers this mail of %s, %s%s:", who(a.From), when(a.Age(), now), trust)
			f.out.line("  %s %s", styled{dim, "│"}, styled{bold, a.Subject})
			f.quote("  ", a.Excerpt, 12)
		}
	} else if n.Answers == "" {
		f.out.line("It begins a new thread.")
	}
	f.out.line("")
	f.out.line("%s %s", styled{dim, "From:   "}, reveal(full(n.From)))
	f.out.line("%s %s", styled{dim, "To:     "}, reveal(full(n.To)))
	f.out.line("%s %s", styled{dim, "Subject:"}, reveal(n.Subject))
	f.out.line("")
	f.out.body("  ", n.Text)
	f.out.line("")
	for _, finding := range c.Findings {
		if finding.Blocks {
			f.out.line("%s %s", styled{amber, "to mend:"}, finding.Words)
		} else {
			f.out.line("note: %s", finding.Words)
		}
	}
	if n.Kind == followup.ThankYou && n.Status == followup.Proposed && !n.Edited && !c.Application.Debriefed(n.Round) {
		f.out.line("note: it can say more once you tell how it went: \"followup debrief %s\"", short(c.Application.ID))
	}
	f.printWarnings(c.Warnings)
	if n.NewMail {
		f.out.line("%s", styled{amber, "A mail of theirs came in since this was drafted."})
	}
	if own := strings.HasPrefix(string(n.Back), "you "); n.Status == followup.Proposed && n.Back != "" && !own {
		f.out.line("Your earlier yes does not count any more: %s.", n.Back)
	}
	f.out.line("%s", statusWords(*n, now))
	if c.IfNothing != "" {
		f.out.line("If you do nothing: %s", c.IfNothing)
	}
}

// printAfterNo shows what stands beside a rejection.
func (f *face) printAfterNo(c engine.Card, now time.Time) {
	if c.AfterNo == nil {
		return
	}
	f.out.line("")
	for _, words := range afterNo(*c.AfterNo, now) {
		f.out.line("%s", words)
	}
	if slices.Contains(c.Labels, "runner-up") {
		f.out.line("%s", runnerUp)
	}
}

// statusWord is where a letter stands, in a word.
func statusWord(s followup.NoteStatus) string {
	switch s {
	case followup.Proposed:
		return "draft"
	case followup.Approved:
		return "waits to leave"
	case followup.Claimed:
		return "leaving"
	}
	return string(s)
}

// dueWords says what time will ask for and when, each once.
func dueWords(dues []followup.Due, between string, now time.Time) (lines []string) {
	for _, d := range dues {
		if d.Kind == followup.DueDebrief && !d.At.After(now) { // it was asked, and nothing more comes of it
			continue
		}
		at := when(d.At, now)
		if d.Kind == followup.DueInterview || d.Kind == followup.DueDeadline || d.Kind == followup.DueYourTurn {
			at = hour(d.At, now)
		}
		if words := at + between + string(d.Why); !slices.Contains(lines, words) {
			lines = append(lines, words)
		}
	}
	return lines
}

// statusWords says where a letter stands.
func statusWords(n followup.Note, now time.Time) string {
	switch n.Status {
	case followup.Proposed:
		if n.Snoozed.After(now) {
			return "A draft, put off until " + when(n.Snoozed, now) + "."
		}
		if n.NotBefore.After(now) {
			return "A draft. It would not leave before " + when(n.NotBefore, now) + "."
		}
		return "A draft. It would leave a moment after your yes, in the next sending hours."
	case followup.Approved:
		words := "You said yes " + when(n.Approved, now) + ". It leaves " + when(n.SendAt, now) + "."
		if n.SendAt.Sub(n.Approved) > time.Hour && n.SendAt.After(n.NotBefore.Add(time.Minute)) {
			words = strings.TrimSuffix(words, ".") + ", in their sending hours."
		}
		if n.Hold != followup.NoHold {
			words = "You said yes " + when(n.Approved, now) + ". It waits: " + string(n.Hold) + "."
		}
		return words
	case followup.Claimed:
		return "It is leaving now."
	case followup.Unsure:
		return "Nobody knows whether it left: the line broke after the last word. Look into your sent mail, then say " +
			"\"followup resolve " + short(n.ID) + " left\" or \"not-left\"."
	case followup.Failed:
		reply := ""
		if k := len(n.Attempts); k > 0 {
			reply = ": " + n.Attempts[k-1].Reply
		}
		return "It could not be delivered" + reply + ". \"followup edit\" mends it, \"followup retry\" offers it again as it is."
	case followup.Sent:
		words := "Sent " + when(n.Sent, now) + ", Message-ID <" + n.MessageID + ">."
		if n.Bounced {
			words += " It came back: the address does not work."
		}
		return words
	}
	words := capital(string(n.Status))
	if n.EndedWhy != "" {
		words += ": " + string(n.EndedWhy)
	}
	return words + "."
}

func (f *face) printDoubt(c engine.Card, now time.Time) {
	s := c.Doubt.Signal
	f.out.line("%s  %s", styled{bold, "Is this " + kindWord(s.Kind) + "?"}, styled{dim, short(c.Doubt.Key)})
	f.out.line("%s.", capital(string(c.Doubt.Why)))
	f.out.line("")
	f.out.line("%s %s (%s)", styled{dim, "From:   "}, full(s.Mail.From), trustWords(s))
	f.out.line("%s %s", styled{dim, "Date:   "}, when(s.Mail.Age(), now))
	f.out.line("%s %s", styled{dim, "Subject:"}, s.Mail.Subject)
	f.quote("", s.Mail.Excerpt, 20)
	f.out.line("")
	for _, words := range evidenceWords(s.Evidence) {
		f.out.line("What made it wonder: %s", words)
	}
	f.printWarnings(s.Warnings)
	for _, v := range s.Interviews {
		f.out.line("The interview it names: %s", interviewWords(v, s.RoundKind, now))
	}
	f.out.line("It may concern %s. Until you answer, nothing is sent there.", placeOfApp(c.Application))
	id := short(c.Doubt.Key)
	f.out.table("  ", [][]string{
		{"followup correct " + id + " yes", "it is " + kindWord(s.Kind)},
		{"followup correct " + id + " not-job", "it has nothing to do with a job"},
		{"followup correct " + id + " KIND", "it is something else: \"followup help correct\" lists the kinds"},
	}, nil)
}

func (f *face) printApplication(c engine.Card, now time.Time) {
	a := c.Application
	f.out.line("%s  %s", styled{bold, placeOfApp(a)}, styled{dim, a.ID})
	f.out.line("%s", standingOf(a, c.Labels))
	var rows [][]string
	add := func(what, words string) {
		if words != "" {
			rows = append(rows, []string{what, words})
		}
	}
	add("opened", when(a.Opened, now))
	add("last mail", when(a.Last, now))
	add("reference", a.Requisition)
	add("agency", a.Agency)
	if !a.Deadline.IsZero() {
		add("your date", hour(a.Deadline, now)+" "+a.DeadlineFor)
	}
	if a.Offer != nil {
		add("offer", strings.Join(offerWords(a.Offer, now), ", "))
	}
	for _, t := range a.Tasks {
		add("asked", taskWords(t, now))
	}
	for i, r := range a.Rounds {
		for _, v := range r.Interviews {
			add(fmt.Sprintf("round %d", i+1), interviewWords(v, r.Kind, now))
		}
	}
	for _, p := range a.Promises {
		words := fmt.Sprintf("%q", mailwatch.CleanLine(p.Quote))
		if !p.Deadline.IsZero() {
			words += ", so by " + when(p.Deadline, now)
		}
		add("they said", words+" ("+string(p.Standing)+")")
	}
	for _, p := range a.People {
		add("person", personWords(p))
	}
	for _, n := range a.Notes {
		add("letter", fmt.Sprintf("%s to %s: %s  %s", n.Kind, or(n.To.Name, n.To.Addr), statusWord(n.Status), short(n.ID)))
	}
	for _, r := range a.Remarks {
		add("your note", when(r.At, now)+": "+r.Text)
	}
	for _, act := range a.Acts {
		add("you said", when(act.At, now)+": "+act.Words+"  "+short(act.ID))
	}
	for _, d := range a.Doubts {
		add("question", fmt.Sprintf("is this %s?  %s", kindWord(d.Signal.Kind), short(d.Key)))
	}
	for _, w := range c.Warnings {
		add("careful", "in a mail: "+string(w))
	}
	for _, words := range dueWords(c.Dues, ": ", now) {
		add("next", words)
	}
	for _, words := range moves(c, now) {
		add("you can", words)
	}
	f.out.table("  ", rows, func(_, column int) style { return []style{dim, ""}[column] })
	if c.IfNothing != "" {
		f.out.line("If you do nothing: %s", c.IfNothing)
	}
}

// moves are the commands that fit where an application stands.
func moves(c engine.Card, now time.Time) (lines []string) {
	a, id := c.Application, short(c.Application.ID)
	if a.Stage == followup.StageClosed {
		return nil
	}
	add := func(ok bool, command, words string) {
		if ok {
			lines = append(lines, fmt.Sprintf("\"followup %s\": %s", command, words))
		}
	}
	var times, other bool
	for _, t := range a.OpenTasks() {
		times = times || t.Kind == followup.TaskAvailability || len(t.Options) > 0
		other = other || t.Kind != followup.TaskAvailability
	}
	add(slices.ContainsFunc(c.Dues, func(d followup.Due) bool { return d.Kind == followup.DueDebrief && !d.At.After(now) }),
		"debrief "+id, "say how the interview went")
	add(times, "slots "+id, "times to say yes to, or to propose")
	add(times || other, "answered "+id, "you have done it elsewhere")
	add(a.Offer != nil && a.Stage == followup.StageOffered, "offer "+id, "what to look at in the offer")
	return lines
}

// printWarnings says which marks of a scam a mail has; they change nothing else.
func (f *face) printWarnings(warnings []followup.Warning) {
	for _, w := range warnings {
		f.out.line("%s %s.", styled{amber, "Careful:"}, w)
	}
}

// quote shows the beginning of a mail of theirs behind a line.
func (f *face) quote(indent, text string, most int) {
	text = strings.TrimSpace(mailwatch.Clean(text))
	if text == "" {
		return
	}
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if i == most {
			f.out.line("%s%s …", indent, styled{dim, "│"})
			return
		}
		f.out.hung(indent+"│ ", "%s%s %s", indent, styled{dim, "│"}, strings.TrimRight(line, " \t"))
	}
}
