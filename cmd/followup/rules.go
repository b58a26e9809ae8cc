package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"followup/followup"
	"followup/followup/engine"
	"followup/mailwatch"
	"followup/mailwatch/classify"
)

// ruleFlags say how much a change of the rules asks and does.
type ruleFlags struct {
	yes     bool // do not ask
	fromNow bool // leave the past alone
}

func (o *ruleFlags) add(c *cobra.Command) {
	c.Flags().BoolVar(&o.yes, "yes", false, "do not ask")
	c.Flags().BoolVar(&o.fromNow, "from-now", false, "leave mail that was read before as it is")
}

func (f *face) rulesCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "rules",
		Short: "list, add, test and take away your own rules about mail",
		Long: `Rules lists what you have told followup about mail for good. They stand in the file rules.txt of the data folder, one
a line, and you may change them there with an editor: a change counts at once. A line that cannot be used is named with
the reason, and the others hold.

  sender ADDRESS is KIND       mail from this address, or from this domain and below it
  phrase "WORDS" is KIND       mail that says this in its subject or in the writer's own words
  employer "NAME" is "NAME"    the name as followup reads it, and the name that it shall be

KIND is not-job or one of the kinds of "followup help correct". The last rule that fits a mail decides. Two things go
before a rule: the time in a calendar entry, and a sender who fails the check of your provider; then you are asked.`,
		Example: `  followup rules
  followup rules add sender news@acme.example is not-job
  followup rules add phrase "we went with somebody else" is rejection
  followup rules test letter.eml
  followup rules remove 2`,
		Args: f.exactly(),
		RunE: func(*cobra.Command, []string) error { return f.listRules(asJSON) },
	}
	c.Flags().BoolVar(&asJSON, "json", false, "for programs")
	c.AddCommand(f.rulesAddCommand(), f.rulesRemoveCommand(), f.rulesTestCommand())
	return c
}

// rulesNow is where the rules stand, what stands there, and what of it can be used.
type rulesNow struct {
	path, text string
	rules      []classify.Rule
	bad        []classify.BadRule
}

func (f *face) loadRules() (r rulesNow, err error) {
	cfg, err := f.load()
	if err != nil && f.data == "" {
		return r, err
	}
	if f.data != "" {
		cfg.Data = f.env.expand(f.data)
	}
	r.path = cfg.rulesFile()
	if r.text, err = readRules(r.path); err != nil {
		return r, err
	}
	r.rules, r.bad = classify.ParseRules(r.text)
	return r, nil
}

func (f *face) listRules(asJSON bool) error {
	r, err := f.loadRules()
	if err != nil {
		return err
	}
	if asJSON {
		return f.out.json(struct {
			File  string             `json:"file"`
			Rules []classify.Rule    `json:"rules"`
			Bad   []classify.BadRule `json:"bad,omitempty"`
		}{r.path, append([]classify.Rule{}, r.rules...), r.bad})
	}
	var rows [][]string
	for _, x := range r.rules {
		rows = append(rows, []string{fmt.Sprint(x.Number), x.String()})
	}
	f.out.table("  ", rows, func(_, column int) style { return []style{dim, ""}[column] })
	for _, b := range r.bad {
		f.out.line("%s", styled{amber, fmt.Sprintf("Line %d cannot be used: %s", b.Line, b.Why)})
		f.out.line("  %s", b.Text)
		f.out.line("  %s", styled{dim, b.Hint})
	}
	if len(r.rules)+len(r.bad) == 0 {
		f.out.line("There are no rules of your own. \"followup help rules\" says how to make one.")
		return nil
	}
	f.out.line("%s", styled{dim, "They stand in " + r.path + "; the last one that fits a mail decides."})
	return nil
}

func (f *face) rulesAddCommand() *cobra.Command {
	var o ruleFlags
	c := &cobra.Command{
		Use:   "add RULE",
		Short: "add a rule, after showing what it would change",
		Long: `Add writes a rule below the others. Before it does, it shows which mail of the past the rule would make something else
of, and asks. Of old mail followup knows the sender, the subject, the beginning and the sentences that decided. Mail
about which you spoke yourself stays as you said. "followup help rules" shows what a rule looks like.`,
		Example: `  followup rules add sender news@acme.example is not-job
  followup rules add phrase "we went with somebody else" is rejection
  followup rules add employer "Acme Recruiting GmbH" is "Acme" --from-now`,
		Args: f.words("the rule"),
		RunE: f.onDesk(func(ctx context.Context, desk engine.Desk, args []string) error {
			rule, err := classify.ParseRule(ruleLine(args))
			if err != nil {
				return &usageError{err.Error()}
			}
			return f.addRule(ctx, desk, rule, o)
		}),
	}
	o.add(c)
	return c
}

// words wants at least one argument.
func (f *face) words(name string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		f.command = cmd.CommandPath()
		if len(args) == 0 {
			return usagef("%s: say %s", spoken(cmd), name)
		}
		return nil
	}
}

// ruleLine puts a rule together again that a shell has taken apart.
func ruleLine(args []string) string {
	if len(args) == 1 {
		return args[0]
	}
	args = slices.Clone(args)
	for i, a := range args {
		if strings.ContainsAny(a, " \t") && !strings.ContainsAny(a, "\"“”„") {
			args[i] = `"` + a + `"`
		}
	}
	return strings.Join(args, " ")
}

// addRule shows what a rule would change, asks, writes it, and then changes that.
func (f *face) addRule(ctx context.Context, desk engine.Desk, rule classify.Rule, o ruleFlags) error {
	now, err := f.loadRules()
	if err != nil {
		return err
	}
	for _, r := range now.rules {
		if r.String() == rule.String() {
			return nothing(fmt.Sprintf("That is your rule %d already.", r.Number))
		}
	}
	rule.Number = len(now.rules) + 1
	f.out.line("%s", styled{bold, capital(rule.Words()) + "."})
	var change []engine.Kept
	if !o.fromNow {
		mails, err := desk.Mails(ctx)
		if err != nil {
			return err
		}
		change = f.showChange(rule, mails)
	}
	question := "Add this rule?"
	if len(change) > 0 {
		question = "Add this rule, and change " + plural(len(change), "mail", "mails") + " of the past?"
	}
	if err := f.sure(question, o.yes, "No rule was made."); err != nil {
		return err
	}
	if err := writeRules(now.path, withRule(now.text, rule)); err != nil {
		return err
	}
	f.out.line("It is your rule %d, and counts from now on. \"followup rules remove %d\" takes it away.", rule.Number, rule.Number)
	return f.correctAll(ctx, desk, change, func(k engine.Kept) engine.CorrectRequest {
		return engine.CorrectRequest{Mail: k.Signal.Mail.Key, Kind: rule.Kind, Employer: rule.Name, Rule: rule.Reason()}
	})
}

// showChange lists what a rule would make something else of, and returns it.
func (f *face) showChange(rule classify.Rule, mails []engine.Kept) (change []engine.Kept) {
	spoken := 0
	for _, k := range mails {
		switch {
		case !rule.Changes(k.Signal):
		case k.Spoken:
			spoken++
		default:
			change = append(change, k)
		}
	}
	switch len(change) {
	case 0:
		f.out.line("It would change nothing of the past.")
	default:
		f.out.line("It would also change %s of the past:", plural(len(change), "mail", "mails"))
		f.printChange(change, func(s followup.Signal) string {
			if rule.What == classify.RuleEmployer {
				return s.Employer + " → " + rule.Name
			}
			return kindTitle(s.Kind) + " → " + ruleTitle(rule.Kind)
		})
	}
	if spoken > 0 {
		f.out.line("%s, about which you spoke yourself, would stay as you said.", capital(plural(spoken, "mail", "mails")))
	}
	return change
}

// mostChanges is how many mails are listed one by one.
const mostChanges = 40

func (f *face) printChange(change []engine.Kept, becomes func(followup.Signal) string) {
	now := f.now().In(f.zone())
	slices.SortStableFunc(change, func(a, b engine.Kept) int { return b.Signal.Mail.Received.Compare(a.Signal.Mail.Received) })
	var table [][]string
	for _, k := range change[:min(len(change), mostChanges)] {
		s := k.Signal
		table = append(table, []string{when(s.Mail.Received, now), or(s.Mail.From.Name, s.Mail.From.Addr), fit(s.Mail.Subject, 60), becomes(s)})
	}
	f.out.table("  ", table, func(_, column int) style { return []style{dim, "", "", bold}[column] })
	if n := len(change) - mostChanges; n > 0 {
		f.out.line("  and %d more", n)
	}
}

// ruleTitle is a kind as a rule says it.
func ruleTitle(k followup.SignalKind) string {
	if k == followup.Other {
		return "not about a job"
	}
	return kindTitle(k)
}

// sure asks before something is changed; a script says --yes.
func (f *face) sure(question string, yes bool, no string) error {
	if yes {
		return nil
	}
	if !f.canAsk() {
		return usagef("this asks a person; a script gives --yes")
	}
	good, err := f.confirm(question)
	if err == nil && !good {
		err = nothing(no)
	}
	return err
}

// correctAll corrects mails one after the other. What the rules of an application refuse stays as it is, and is named.
func (f *face) correctAll(ctx context.Context, desk engine.Desk, mails []engine.Kept, say func(engine.Kept) engine.CorrectRequest) error {
	if len(mails) == 0 {
		return nil
	}
	slices.SortStableFunc(mails, func(a, b engine.Kept) int { return a.Signal.Mail.Received.Compare(b.Signal.Mail.Received) })
	done := 0
	for _, k := range mails {
		_, err := desk.Correct(ctx, say(k))
		var refusal *engine.Refusal
		switch {
		case err == nil:
			done++
		case errors.As(err, &refusal), errors.Is(err, engine.ErrNotFound), errors.Is(err, engine.ErrAmbiguous):
			f.out.line("%q stays as it is: %s.", fit(mailwatch.CleanLine(k.Signal.Mail.Subject), 60), err)
		default:
			return err
		}
	}
	f.out.line("%s changed.", plural(done, "mail", "mails"))
	return nil
}

func (f *face) rulesRemoveCommand() *cobra.Command {
	var o ruleFlags
	c := &cobra.Command{
		Use:   "remove NUMBER",
		Short: "take a rule away, and what it did as well",
		Long: `Remove takes a rule out of the file. Mail that is what it is because of the rule becomes again what followup would have
taken it for, after showing you the list; --from-now leaves it. What an employer rule renamed keeps its name.`,
		Example: `  followup rules remove 2
  followup rules remove 2 --from-now --yes`,
		Args: f.exactly("the number of the rule, as \"followup rules\" shows it"),
		RunE: f.onDesk(func(ctx context.Context, desk engine.Desk, args []string) error {
			now, err := f.loadRules()
			if err != nil {
				return err
			}
			n, err := strconv.Atoi(args[0])
			if err != nil || n < 1 || n > len(now.rules) {
				return usagef("there is no rule %s: \"followup rules\" shows the numbers", args[0])
			}
			rule := now.rules[n-1]
			f.out.line("%s", styled{bold, rule.String()})
			var back []engine.Kept
			if !o.fromNow {
				if back, err = ruledBy(ctx, desk, rule); err != nil {
					return err
				}
			}
			question := "Take this rule away?"
			if len(back) > 0 {
				f.out.line("This changes back %s of the past:", plural(len(back), "mail", "mails"))
				f.printChange(back, func(s followup.Signal) string { return ruleTitle(s.Kind) + " → " + kindTitle(s.Was) })
				question = "Take this rule away, and change them?"
			}
			if err := f.sure(question, o.yes, "Nothing was changed."); err != nil {
				return err
			}
			if err := writeRules(now.path, withoutLine(now.text, rule.Line)); err != nil {
				return err
			}
			f.out.line("The rule is gone.")
			return f.correctAll(ctx, desk, back, func(k engine.Kept) engine.CorrectRequest {
				return engine.CorrectRequest{Mail: k.Signal.Mail.Key, Kind: k.Signal.Was, Rule: fmt.Sprintf("your rule %d was taken away", n)}
			})
		}),
	}
	o.add(c)
	return c
}

// ruledBy are the mails that are what they are because of a rule.
func ruledBy(ctx context.Context, desk engine.Desk, rule classify.Rule) (out []engine.Kept, err error) {
	mails, err := desk.Mails(ctx)
	for _, k := range mails {
		s := k.Signal
		if !k.Spoken && s.Was != "" && s.Was != s.Kind && strings.HasSuffix(s.Rule, ": "+rule.Words()) {
			out = append(out, k)
		}
	}
	return out, err
}
