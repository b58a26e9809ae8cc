package main

import "github.com/spf13/cobra"

func (f *face) addCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "add EMPLOYER",
		Short:   "enter an application by hand",
		Long:    `Add enters an application that no mail tells of: by phone, in person, in a portal.`,
		Example: `  followup add "Birchwood"`,
		Args:    f.exactly("the name of the employer"),
		RunE:    unbuilt("W5"),
	}
}

func (f *face) setCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "set ID KEY=VALUE...",
		Short:   "say facts about an application",
		Long:    `Set says what followup cannot know: employer, role, country, zone, language, sector, and whether you like the place.`,
		Example: `  followup set 3f2a country=DE liked=yes`,
		Args:    f.between(2, appID, "a fact", "another", "another", "another", "another", "another"),
		RunE:    unbuilt("W5"),
	}
}

func (f *face) interviewCommand() *cobra.Command {
	c := &cobra.Command{
		Use: "interview", Short: "enter, move or cancel an interview by hand", Long: `Interview keeps the interviews that no mail tells of. Your word wins over calendar and prose.`,
		Example: `  followup interview add 3f2a 2026-12-01T14:00`,
		Args:    f.exactly(),
		RunE:    unbuilt("W5"),
	}
	c.AddCommand(
		&cobra.Command{Use: "add ID WHEN", Short: "enter an interview", Long: "Enter an interview.", Example: "  followup interview add 3f2a 2026-12-01T14:00", Args: f.exactly(appID, "when"), RunE: unbuilt("W5")},
		&cobra.Command{Use: "move ID WHEN", Short: "move an interview", Long: "Move an interview.", Example: "  followup interview move 3f2a 2026-12-02T14:00", Args: f.exactly(appID, "when"), RunE: unbuilt("W5")},
		&cobra.Command{Use: "cancel ID", Short: "cancel an interview", Long: "Cancel an interview.", Example: "  followup interview cancel 3f2a", Args: f.exactly(appID), RunE: unbuilt("W5")},
	)
	return c
}

func (f *face) personCommand() *cobra.Command {
	c := &cobra.Command{
		Use: "person", Short: "enter a person by hand", Long: `Person keeps the people whom no mail names.`,
		Example: `  followup person add 3f2a Jane`,
		Args:    f.exactly(),
		RunE:    unbuilt("W5"),
	}
	c.AddCommand(
		&cobra.Command{Use: "add ID NAME", Short: "enter a person", Long: "Enter a person.", Example: "  followup person add 3f2a Jane", Args: f.exactly(appID, "the name"), RunE: unbuilt("W5")},
	)
	return c
}

func (f *face) promiseCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "promise ID WORDS",
		Short:   "enter when they said that they will answer",
		Long:    `Promise keeps a reply date that they named outside of mail. Your word wins.`,
		Example: `  followup promise 3f2a "by Friday"`,
		Args:    f.exactly(appID, "what they said"),
		RunE:    unbuilt("W5"),
	}
}

func (f *face) noteCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "note ID TEXT",
		Short:   "keep a note to yourself",
		Long:    `Note keeps a line of yours with an application. It never enters a letter.`,
		Example: `  followup note 3f2a "ask about the team"`,
		Args:    f.exactly(appID, "the note"),
		RunE:    unbuilt("W5"),
	}
}

func (f *face) reopenCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "reopen ID",
		Short:   "open what is closed",
		Long:    `Reopen opens an application that was closed.`,
		Example: `  followup reopen 3f2a`,
		Args:    f.exactly(appID),
		RunE:    unbuilt("W5"),
	}
}

func (f *face) archiveCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "archive ID",
		Short:   "put an application away, or bring it back",
		Long:    `Archive hides an application: nothing of it is due and no letter is drafted.`,
		Example: `  followup archive 3f2a`,
		Args:    f.exactly(appID),
		RunE:    unbuilt("W5"),
	}
}

func (f *face) mergeCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "merge INTO FROM",
		Short:   "make one application of two",
		Long:    `Merge tells what was lived in the second application as part of the first. Split parts them again.`,
		Example: `  followup merge 3f2a 9c41`,
		Args:    f.exactly(appID, "the other application"),
		RunE:    unbuilt("W5"),
	}
}

func (f *face) splitCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "split ID",
		Short:   "part again what was merged",
		Long:    `Split takes a merge back.`,
		Example: `  followup split 3f2a`,
		Args:    f.exactly(appID),
		RunE:    unbuilt("W5"),
	}
}
