package main

import (
	"github.com/spf13/cobra"

	"followup/mailwatch/classify"
)

func (f *face) rulesTestCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "test FILE...",
		Short: "see what your rules make of mail files",
		Long: `Test reads mail files, mbox files and folders, and shows what each mail is without your rules and with them. It speaks
to nobody and changes nothing.`,
		Example: `  followup rules test letter.eml`,
		Args:    f.words("a mail file"),
		RunE:    func(_ *cobra.Command, args []string) error { return f.testRules(args) },
	}
}

func (f *face) testRules(paths []string) error {
	now, err := f.loadRules()
	if err != nil {
		return err
	}
	cfg, _ := f.load()
	plain, err := classify.New(cfg.readerOptions(f.zone()))
	if err != nil {
		return err
	}
	ruled, read, failed := plain.WithRules(now.rules), 0, 0
	for m := range mailFiles(paths) {
		msg, err := m.parse()
		if err != nil { // one bad file among many is named, as in a scan
			f.errs.line("followup: %s", err)
			failed++
			continue
		}
		read++
		before, after := plain.Read(msg), ruled.Read(msg)
		f.out.line("%s  %s", styled{bold, or(after.Mail.Subject, "no subject")}, styled{dim, m.Path})
		f.out.line("  without your rules: %s, %.0f %%", kindWord(before.Kind), before.Confidence*100)
		switch {
		case after.Rule == "" && after.Employer == before.Employer:
			f.out.line("  no rule of yours decides about it")
		default:
			f.out.line("  with them: %s, %.0f %%: %s", kindWord(after.Kind), after.Confidence*100, string(after.Reason))
		}
	}
	return anyRead(read, failed)
}
