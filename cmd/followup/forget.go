package main

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"followup/followup/engine"
	"followup/mailwatch/classify"
)

func (f *face) forgetCommand() *cobra.Command {
	var confirm string
	c := &cobra.Command{
		Use:   "forget ID|EMPLOYER",
		Short: "remove an application, or all of an employer, from every file",
		Long: `Forget removes all that followup keeps of an application: mails, letters, people, notes, debriefs, and the rules of your own that
name the employer. With the name of an employer it removes all applications there. The store is written anew, and older
copies of it in the data folder are deleted, because they hold the same. Backups that lie elsewhere are yours to delete.

It cannot be taken back, so it asks you to type the name of the employer. Your mailbox is not touched, and the mail that was
forgotten is not read anew.`,
		Example: `  followup forget 3f2a
  followup forget "Birchwood"
  followup forget 3f2a --confirm "Birchwood"    for scripts`,
		Args: f.exactly("the ID of an application or the name of an employer"),
		RunE: f.onDesk(func(ctx context.Context, desk engine.Desk, args []string) error {
			return f.forget(ctx, desk, args[0], confirm)
		}),
	}
	c.Flags().StringVar(&confirm, "confirm", "", "the `name` of the employer; nothing is asked")
	return c
}

func (f *face) forget(ctx context.Context, desk engine.Desk, what, confirm string) error {
	if confirm == "" && !f.canAsk() {
		return usagef("forget asks a person; a script gives --confirm with the name of the employer")
	}
	r := engine.ForgetRequest{App: what, Look: true}
	would, err := desk.Forget(ctx, r)
	if errors.Is(err, engine.ErrNotFound) {
		r.App, r.Employer = "", what
		would, err = desk.Forget(ctx, r)
	}
	if err != nil {
		return err
	}
	cfg, err := f.load()
	if err != nil && f.data == "" {
		return err
	}
	if cfg.Data == "" {
		cfg.Data = f.env.expand(f.data)
	}
	text, err := readRules(cfg.rulesFile())
	if err != nil {
		return err
	}
	kept, dropped := rulesWithout(text, would.Names)
	if confirm == "" {
		f.printForgetting(would, dropped)
		if confirm, err = f.ask("Type the name of the employer to have it forgotten: "); err != nil {
			return err
		}
		if confirm == "" {
			return nothing("Nothing was removed.")
		}
	}
	r.Look, r.Confirm = false, confirm
	done, err := desk.Forget(ctx, r)
	if err != nil {
		return err
	}
	if dropped > 0 { // after the name was typed rightly; what stops here leaves rules, which "followup rules" lists
		if err := writeRules(cfg.rulesFile(), kept); err != nil {
			return err
		}
	}
	f.out.line("Forgotten: %s, %s and %s of ours.", count(done.Applications, "application"), count(done.Mails, "mail"), count(done.Letters, "letter"))
	for i, file := range done.Files {
		if i == 0 {
			f.out.line("Written anew: %s", file)
			continue
		}
		f.out.line("Deleted: %s", file)
	}
	if dropped > 0 {
		f.out.line("Taken out of your rules: %s", count(dropped, "line"))
	}
	return nil
}

// printForgetting says what would go.
func (f *face) printForgetting(would engine.Forgotten, rules int) {
	f.out.line("%s", styled{bold, would.Employer})
	f.out.line("This removes %s, %s and %s of ours for good.", count(would.Applications, "application"), count(would.Mails, "mail"), count(would.Letters, "letter"))
	for _, file := range would.Files {
		f.out.line("This older copy of the store holds the same and is deleted: %s", file)
	}
	if rules > 0 {
		f.out.line("%s of your rules go as well.", capital(count(rules, "line")))
	}
	f.out.line("Your mailbox is not touched. There is no way back.")
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// rulesWithout is a text of rules without the lines that bear one of the names, and how many those were. The lines that
// every file begins with stay: they name nobody.
func rulesWithout(text string, names []string) (string, int) {
	var out strings.Builder
	dropped := 0
	for line := range strings.Lines(text) {
		if !strings.Contains(rulesHead, strings.TrimRight(line, "\r\n")+"\n") && bears(line, names) {
			dropped++
			continue
		}
		out.WriteString(line)
	}
	return out.String(), dropped
}

// bears reports whether a line names one of them: as words of their own, in any case, or as the employer of a rule.
func bears(line string, names []string) bool {
	rule, err := classify.ParseRule(line)
	for _, name := range names {
		if name = strings.TrimSpace(name); name == "" {
			continue
		}
		if err == nil && (strings.EqualFold(rule.Match, name) || strings.EqualFold(rule.Name, name)) {
			return true
		}
		word, bad := regexp.Compile(`(?i)(^|[^\p{L}\p{N}])` + regexp.QuoteMeta(name) + `($|[^\p{L}\p{N}])`)
		if bad == nil && word.MatchString(line) {
			return true
		}
	}
	return false
}
