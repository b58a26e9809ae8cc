package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"followup/followup"
	"followup/followup/engine"
	"followup/mailwatch/classify"
)

// correction is what a person says of a mail, and whether it shall hold for others as well.
type correction struct {
	engine.CorrectRequest
	always bool
	phrase string
	rules  ruleFlags
}

func (f *face) correctCommand() *cobra.Command {
	var r correction
	c := &cobra.Command{
		Use:   "correct MAIL KIND|yes|not-job",
		Short: "say what a mail is, or where it belongs",
		Long: `Correct answers a question of followup, or corrects it. MAIL is the id that "followup list" shows under "to confirm" or
with --set-aside, or the Message-ID of any mail in your mailbox: one that was missed is fetched from there. "yes" says
that it is what followup took it for; "not-job" that it has nothing to do with a job; a KIND says what it is. What
followup had done because of the old reading is undone as far as it has not left.

The kinds are:

` + kindList() + `
With --always it becomes a rule for all mail of that sender, with --phrase for all mail that says the same. You are shown
first what else that would change. "followup rules" lists the rules and takes them away again.`,
		Example: `  followup correct 7be1 yes
  followup correct 7be1 rejection
  followup correct 7be1 not-job --always     nor is any other mail of that sender
  followup correct 7be1 rejection --phrase "we went with somebody else"
  followup correct 7be1 yes --app 3f2a       it belongs to this application
  followup correct 7be1 offer --app new      it is another application
  followup correct 7be1 yes --employer Acme  the employer's name
  followup correct '<20261124.1@mail.acme.example>' interview_invite`,
		Args: f.exactly("a mail", "what it is: yes, not-job or a kind"),
		RunE: f.onDesk(func(ctx context.Context, desk engine.Desk, args []string) error {
			var err error
			if r.Kind, err = correctedKind(args[1]); err != nil {
				return err
			}
			r.Mail = strings.Trim(args[0], "<> ")
			return f.correct(ctx, desk, r)
		}),
	}
	c.Flags().StringVar(&r.App, "app", "", "it belongs to the application of this `ID`, or \"new\"")
	c.Flags().StringVar(&r.Employer, "employer", "", "the `name` of the employer, where it was read wrongly")
	c.Flags().BoolVar(&r.always, "always", false, "make it a rule for all mail of that sender (with --employer: for that name)")
	c.Flags().StringVar(&r.phrase, "phrase", "", "make it a rule for all mail that says these `words`")
	r.rules.add(c)
	return c
}

// kindList is one line for each kind, with what it means.
func kindList() string {
	var b strings.Builder
	for _, name := range kindNames() {
		fmt.Fprintf(&b, "  %s  %s\n", pad(name, 20), kindWord(followup.SignalKind(name)))
	}
	return b.String()
}

// correct corrects a mail and, where that is wanted, makes a rule of it.
func (f *face) correct(ctx context.Context, desk engine.Desk, r correction) error {
	wanted := r.always || r.phrase != "" || f.interactive() // a rule may come of it
	var before engine.Kept
	var known bool
	var err error
	if wanted {
		if before, known, err = remembered(ctx, desk, r.Mail); err != nil {
			return err
		}
	}
	if known { // what cannot become a rule is said before anything is changed
		if _, err := r.make(before.Signal); err != nil {
			return err
		}
	}
	card, err := desk.Correct(ctx, r.CorrectRequest)
	if errors.Is(err, engine.ErrNotFound) && !strings.Contains(r.Mail, "@") { // of a second thought, an id that was shown before
		if r.Mail, err = wholeKey(ctx, desk, r.Mail); err == nil {
			card, err = desk.Correct(ctx, r.CorrectRequest)
		}
	}
	switch {
	case errors.Is(err, engine.ErrNotFound) && strings.Contains(r.Mail, "@"):
		return hinted{errors.New("no mailbox of yours has a mail with that Message-ID"),
			"your mail program shows it among the headers, in the source of the mail; it must be whole"}
	case err != nil:
		return err
	}
	f.printTold(card)
	if !wanted {
		return nil
	}
	if !known {
		if before, known, err = remembered(ctx, desk, r.Mail); err != nil || !known {
			return err
		}
	}
	rules, err := r.make(before.Signal)
	if err != nil {
		return err
	}
	if len(rules) == 0 {
		return f.offerRule(ctx, desk, before.Signal, r)
	}
	for _, rule := range rules {
		if err := f.addRuleAsWell(ctx, desk, rule, r.rules); err != nil {
			return err
		}
	}
	return nil
}

// addRuleAsWell adds a rule after something else was done: that none came of it is no answer to the whole.
func (f *face) addRuleAsWell(ctx context.Context, desk engine.Desk, rule classify.Rule, o ruleFlags) error {
	f.out.line("")
	err := f.addRule(ctx, desk, rule, o)
	var n nothing
	if errors.As(err, &n) {
		f.out.line("%s", string(n))
		return nil
	}
	return err
}

// remembered finds a mail that the store knows, by its Message-ID or a beginning of its key.
func remembered(ctx context.Context, desk engine.Desk, mail string) (engine.Kept, bool, error) {
	mails, err := desk.Mails(ctx)
	for _, k := range mails {
		if m := k.Signal.Mail; m.ID == mail || len(mail) >= 4 && strings.HasPrefix(m.Key, strings.ToLower(mail)) {
			return k, true, nil
		}
	}
	return engine.Kept{}, false, err
}

// wholeKey is the key of a mail that was counted, of which a person gives the beginning.
func wholeKey(ctx context.Context, desk engine.Desk, begin string) (string, error) {
	mails, err := desk.Mails(ctx)
	if err != nil {
		return "", err
	}
	found := ""
	for _, k := range mails {
		switch key := k.Signal.Mail.Key; {
		case len(begin) < 4 || !strings.HasPrefix(key, strings.ToLower(begin)) || key == found:
		case found != "":
			return "", engine.ErrAmbiguous
		default:
			found = key
		}
	}
	if found == "" {
		return "", hinted{engine.ErrNotFound, "\"followup list\" and \"followup list --set-aside\" show the ids; the Message-ID of the mail will do as well"}
	}
	return found, nil
}

// make turns a correction into the rules that it asks for; none is fine.
func (r correction) make(s followup.Signal) ([]classify.Rule, error) {
	kind := r.Kind
	if kind == "" {
		kind = s.Kind
	}
	name := strings.ReplaceAll(string(kind), "_", "-")
	if kind == followup.Other {
		name = "not-job"
	}
	var lines []string
	if r.phrase != "" {
		lines = append(lines, `phrase "`+strings.ReplaceAll(r.phrase, `"`, "")+`" is `+name)
	}
	if r.always && r.Employer != "" && s.Employer != "" {
		lines = append(lines, `employer "`+s.Employer+`" is "`+r.Employer+`"`)
	}
	if r.always && r.phrase == "" && (r.Employer == "" || r.Kind != "") {
		switch {
		case s.Mail.From.Addr == "":
			return nil, usagef("that mail names no sender: say --phrase WORDS")
		case classify.ManyWriteFrom(s.Mail.From.Addr):
			return nil, usagef("many employers write from %s, so a rule for it would hit all of them: say --phrase WORDS", s.Mail.From.Addr)
		}
		lines = append(lines, "sender "+s.Mail.From.Addr+" is "+name)
	}
	var rules []classify.Rule
	for _, l := range lines {
		rule, err := classify.ParseRule(l)
		if err != nil {
			return nil, &usageError{err.Error()}
		}
		rules = append(rules, rule)
	}
	return rules, nil
}

// offerRule asks a person at a terminal whether the word that she gave holds for all mail of that sender.
func (f *face) offerRule(ctx context.Context, desk engine.Desk, s followup.Signal, r correction) error {
	if !f.interactive() || r.Kind == "" || r.Kind == s.Kind || r.rules.yes || s.Mail.From.Addr == "" || classify.ManyWriteFrom(s.Mail.From.Addr) {
		return nil
	}
	r.always, r.Employer = true, ""
	rules, err := r.make(s)
	if err != nil || len(rules) != 1 {
		return nil // no rule can be made of it, and nobody asked for one
	}
	is := "is " + kindWord(r.Kind)
	if r.Kind == followup.Other {
		is = "is not about a job"
	}
	yes, err := f.confirm("Make it a rule that all mail from " + reveal(s.Mail.From.Addr) + " " + is + "?")
	if err != nil || !yes {
		return err
	}
	return f.addRuleAsWell(ctx, desk, rules[0], r.rules)
}

// printTold says what a correction led to.
func (f *face) printTold(c engine.Card) {
	if c.Application.ID == "" { // it belongs to none
		f.out.line("%s.", capital(string(c.Reason)))
		return
	}
	if a := c.Application; a.Stage == followup.StageNew && len(a.Doubts) == 0 && len(a.Notes) == 0 {
		f.out.line("%s. No mail is left that makes it an application, so there is none.", capital(string(c.Reason)))
		return
	}
	_ = f.acted(c, nil)
}
