package main

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/spf13/cobra"

	"followup/followup"
	"followup/templates"
)

// templateFlags choose one letter.
type templateFlags struct{ folder, tone, lang string }

func (f *face) templatesCommand() *cobra.Command {
	var o templateFlags
	c := &cobra.Command{
		Use:   "templates",
		Short: "see the letters, and the ones you wrote yourself",
		Long: `Templates lists the letters that drafts are made from: every kind in English, warm, formal and brief, and thank-yous,
answers to a no and questions in German, French, Spanish, Portuguese, Dutch and Italian, warm and formal, with the form
of address that they use. Where a language has no letter of a kind, the draft is in English and says so.

A file notes/<language>/<kind>.<tone>.tmpl in the folder that the config calls templates takes the place of the built-in
letter of that name, or adds one; one that cannot be used is named with its line and the reason, and the built-in letter
stands.`,
		Example: `  followup templates
  followup templates show nudge --tone formal > notes/en/nudge.formal.tmpl
  followup templates preview thank-you`,
		Args: f.exactly(),
		RunE: func(*cobra.Command, []string) error { return f.listTemplates(o) },
	}
	c.PersistentFlags().StringVar(&o.folder, "folder", "", "your own letters are in this `folder` (default: what the config says)")
	one := func(use, short, long, example string, do func(set *templates.Set, lang, kind, tone string) error) *cobra.Command {
		sub := &cobra.Command{
			Use: use, Short: short, Long: long, Example: example,
			Args:      f.exactly("the kind of letter: thank-you, rejection-response, nudge or another that the list has"),
			ValidArgs: templates.Kinds(),
			RunE: func(_ *cobra.Command, args []string) error {
				set, _, err := f.letters(o)
				if err != nil {
					return err
				}
				kind, tone := args[0], o.tone
				if k, t, ok := strings.Cut(kind, "."); ok { // as the list names the file
					kind, tone = k, strings.TrimSuffix(t, ".tmpl")
				}
				err = do(set, o.lang, kind, tone)
				if errors.Is(err, templates.ErrNoTemplate) {
					return hinted{fmt.Errorf("there is no letter %s.%s in %q", kind, tone, o.lang), "\"followup templates\" lists them"}
				}
				return err
			},
		}
		sub.Flags().StringVar(&o.tone, "tone", string(followup.Warm), "warm, formal or brief")
		sub.Flags().StringVar(&o.lang, "lang", "en", "language of the letter")
		return sub
	}
	c.AddCommand(
		&cobra.Command{
			Use: "list", Short: "list the letters", Long: "List names every letter and where it comes from.",
			Example: "  followup templates list", Args: f.exactly(),
			RunE: func(*cobra.Command, []string) error { return f.listTemplates(o) },
		},
		one("show KIND", "print the source of a letter",
			"Show prints a letter as it is written, to begin one of your own with.",
			"  followup templates show nudge --tone formal",
			func(set *templates.Set, lang, kind, tone string) error {
				text, _, ok := set.Source(lang, kind, tone)
				if !ok {
					return templates.ErrNoTemplate
				}
				f.out.body("", strings.TrimSuffix(text, "\n"))
				return nil
			}),
		one("preview KIND", "see a letter with sample facts",
			"Preview fills a letter with the facts of people who do not exist.",
			"  followup templates preview thank-you --tone brief",
			func(set *templates.Set, lang, kind, tone string) error {
				written := set.Language(lang, kind)
				letter, err := set.Render(written, kind, tone, templates.SampleIn(written, kind))
				if err != nil {
					return err
				}
				if written != lang {
					f.errs.line("followup: there is no %s letter of this kind: it is written in %s", templates.LanguageName(lang), templates.LanguageName(written))
				}
				f.out.line("%s %s", styled{dim, "Subject:"}, letter.Subject)
				f.out.line("")
				f.out.body("", letter.Text)
				return nil
			}),
	)
	return c
}

// letters loads the letters in use. Without a config the built-in ones are.
func (f *face) letters(o templateFlags) (*templates.Set, []templates.Problem, error) {
	folder := o.folder
	if folder == "" {
		cfg, err := f.load()
		if err != nil && (f.config != "" || !errors.Is(err, fs.ErrNotExist)) {
			return nil, nil, err
		}
		folder = cfg.Templates
	}
	set, problems := templates.Load(f.env.expand(folder))
	for _, p := range problems {
		f.errs.line("followup: %s; the built-in letter is used", p)
	}
	return set, problems, nil
}

func (f *face) listTemplates(o templateFlags) error {
	set, problems, err := f.letters(o)
	if err != nil {
		return err
	}
	rows := [][]string{{"language", "kind", "tone", "from"}}
	for _, i := range set.List() {
		rows = append(rows, []string{i.Lang, i.Kind, i.Tone, i.Origin})
	}
	f.out.table("", rows, func(row, _ int) style {
		if row == 0 {
			return bold
		}
		return ""
	})
	if len(problems) > 0 {
		return fmt.Errorf("%s of yours cannot be used", plural(len(problems), "letter", "letters"))
	}
	return nil
}
