// Command followup is the faces of the house: a daemon that watches, commands that decide, and a demo.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"followup/followup/engine"
	"followup/mailwatch"
)

// The exit codes.
const (
	exitDone    = 0
	exitFailed  = 1
	exitUsage   = 2
	exitNothing = 3 // there was nothing to do, or the person said no
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Environ()))
}

// run runs one command line and returns the exit code. A second interrupt ends the process at once.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer, env []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)

	f := &face{in: stdin, out: newPrinter(stdout, env), errs: newPrinter(stderr, env), env: env, now: wallClock}
	root := f.root()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, new(nothing)):
		if err.Error() != "" {
			f.errs.line("%s", err)
		}
		return exitNothing
	case !f.started || errors.As(err, new(*usageError)):
		f.complain(err)
		f.errs.line("hint: %q says more", strings.TrimSpace(f.command+" --help"))
		return exitUsage
	}
	f.complain(err)
	return exitFailed
}

// face is one run of the program: where it reads and writes, and what every command is told.
type face struct {
	in        io.Reader
	out, errs *printer
	env       environment
	now       func() time.Time

	config  string // --config
	data    string // --data
	command string // the command line as far as it names a command
	started bool   // flags and arguments were good
	alone   bool   // no daemon runs: the desk is this process

	unfolded bool // the mail of a rejection is shown whole
}

// nothing is no failure: there was nothing to do. Its words may be empty.
type nothing string

func (n nothing) Error() string { return string(n) }

// usageError is a wrong argument that only the command itself can see.
type usageError struct{ words string }

func (u *usageError) Error() string { return u.words }

func usagef(format string, args ...any) error { return &usageError{fmt.Sprintf(format, args...)} }

// hinted is an error with a line about what to do.
type hinted struct {
	error
	hint string
}

func (h hinted) Unwrap() error { return h.error }

// complain prints an error, and what to do about it where that is known.
func (f *face) complain(err error) {
	if f.errs.failed != nil {
		return
	}
	words := err.Error()
	if f.started {
		words = strings.TrimPrefix(words, "followup: ")
	}
	for line := range strings.Lines(mailwatch.Clean(words)) {
		f.errs.line("followup: %s", strings.TrimRight(line, "\n"))
	}
	var h hinted
	var list *configError
	switch {
	case errors.As(err, &h):
		f.errs.line("hint: %s", h.hint)
	case errors.As(err, &list):
		f.errs.line("hint: config.example.toml explains every key")
	case errors.Is(err, engine.ErrNotFound):
		f.errs.line("hint: \"followup list\" shows the ids; a beginning of at least four characters is enough")
	case errors.Is(err, engine.ErrUnreached):
		f.errs.line("hint: \"followup check\" says what is wrong with the mailbox")
	case errors.Is(err, engine.ErrAmbiguous):
		f.errs.line("hint: give more of it")
	case errors.Is(err, engine.ErrChanged):
		f.errs.line("hint: look at it again with \"followup show\" and decide about the words it has now")
	}
}

// The groups of commands in the help.
const (
	groupSee    = "see"
	groupDecide = "decide"
	groupTell   = "tell"
	groupRun    = "run"
	groupKeep   = "keep"
)

func (f *face) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "followup",
		Short: "follow up on job applications by e-mail, with your yes to every letter",
		Long: `followup watches your mailbox, notices interviews, rejections and silence, and drafts the letters that a good
day would have you write. Nothing leaves without your yes to the exact words.

Start with "followup demo": it needs no account. Then write a config and run "followup check".`,
		Example: `  followup demo             see how it works, in about a minute
  followup check            is all well?
  followup run              watch and send
  followup list             what waits for you
  followup approve 3f2a     read a letter and say yes`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			words := fmt.Sprintf("there is no command %q", args[0])
			if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
				words += "; did you mean " + strings.Join(near, " or ") + "?"
			}
			return &usageError{words}
		},
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return cmd.Help()
		},
		PersistentPreRun: func(cmd *cobra.Command, _ []string) { f.started = true },
	}
	root.SuggestionsMinimumDistance = 2
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) { f.help(cmd) })
	root.SetHelpCommand(&cobra.Command{
		Use: "help [COMMAND]", Short: "what a command does, with examples", GroupID: groupKeep,
		RunE: func(cmd *cobra.Command, args []string) error {
			about, rest, err := root.Find(args)
			if err != nil || len(rest) > 0 {
				return usagef("there is no command %q", strings.Join(args, " "))
			}
			about.InitDefaultHelpFlag()
			return about.Help()
		},
	})
	flags := root.PersistentFlags()
	flags.StringVar(&f.config, "config", "", "read this config `file` (default "+configName+")")
	flags.StringVar(&f.data, "data", "", "keep the store in this `folder` (default: what the config says)")
	root.AddGroup(
		&cobra.Group{ID: groupSee, Title: "See what there is:"},
		&cobra.Group{ID: groupDecide, Title: "Decide about a letter:"},
		&cobra.Group{ID: groupTell, Title: "Tell followup what it cannot know:"},
		&cobra.Group{ID: groupRun, Title: "Run and check:"},
		&cobra.Group{ID: groupKeep, Title: "Keep and look after:"},
	)
	root.SetCompletionCommandGroupID(groupKeep)
	add := func(group string, commands ...*cobra.Command) {
		for _, c := range commands {
			c.GroupID = group
			root.AddCommand(c)
		}
	}
	add(groupSee, f.listCommand(), f.showCommand(), f.statusCommand(), f.explainCommand(), f.slotsCommand())
	add(groupDecide, f.approveCommand(), f.editCommand(), f.dismissCommand(), f.snoozeCommand(), f.undoCommand(),
		f.draftCommand(), f.wantCommand(), f.pickCommand(), f.retryCommand(), f.resolveCommand(), f.unholdCommand())
	add(groupTell, f.heldCommand(), f.debriefCommand(), f.answeredCommand(), f.offerCommand(), f.closeCommand(), f.reopenCommand(),
		f.correctCommand(), f.rulesCommand(), f.addCommand(), f.setCommand(), f.interviewCommand(), f.personCommand(), f.promiseCommand(),
		f.noteCommand(), f.mergeCommand(), f.splitCommand())
	add(groupRun, f.runCommand(), f.demoCommand(), f.checkCommand(), f.pauseCommand(), f.resumeCommand(), f.quietCommand(), f.scanCommand())
	add(groupKeep, f.templatesCommand(), f.backupCommand(), f.restoreCommand(), f.archiveCommand(), f.forgetCommand(), f.versionCommand())
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		if c.Name() == "completion" {
			c.Short = "make the commands complete themselves in your shell"
		}
	}
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		f.command = cmd.CommandPath()
		words, _, _ := strings.Cut(err.Error(), ": strconv.") // how Go reads numbers is of no use here
		return &usageError{words}
	})
	f.command = root.Name()
	return root
}

// spoken is a command as it is typed: "rules add".
func spoken(cmd *cobra.Command) string {
	return strings.TrimPrefix(cmd.CommandPath(), cmd.Root().Name()+" ")
}

// exactly wants that many arguments and says which.
func (f *face) exactly(names ...string) cobra.PositionalArgs {
	return f.between(len(names), names...)
}

// between wants the first least of the arguments, and at most all of them.
func (f *face) between(least int, names ...string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		f.command = cmd.CommandPath()
		switch {
		case len(args) < least:
			return usagef("%s: say %s", spoken(cmd), strings.Join(names[len(args):least], ", and "))
		case len(args) > len(names) && len(names) == 0:
			return usagef("%s takes no arguments: %q is one", spoken(cmd), args[0])
		case len(args) > len(names):
			return usagef("%s: %q is one argument too many", spoken(cmd), args[len(names)])
		}
		return nil
	}
}
