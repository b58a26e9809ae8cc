package main

import (
	"context"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"followup/followup"
	"followup/followup/engine"
)

func (f *face) addCommand() *cobra.Command {
	var role, applied, person, interview, kind string
	var facts []string
	c := &cobra.Command{
		Use:   "add EMPLOYER",
		Short: "enter an application by hand",
		Long: `Add enters an application that no mail tells of: by phone, in person, in a portal. Mail that comes later finds it by the
employer's name or domain. Other facts are said with --set, as "followup set" takes them.`,
		Example: `  followup add "Birchwood"
  followup add "Birchwood" --role "Data engineer" --applied 2026-11-12
  followup add "Birchwood" --interview "2026-12-01 14:00" --person "Jane Doe <jane@birchwood.example>"
  followup add "Birchwood" --set domain=birchwood.example --set country=DE`,
		Args: f.exactly("the name of the employer"),
		RunE: f.onDesk(func(ctx context.Context, desk engine.Desk, args []string) error {
			r := engine.AddRequest{}
			if err := f.facts(&r.Details, facts); err != nil {
				return err
			}
			r.Details.Employer = &args[0]
			if role != "" {
				r.Details.Role = &role
			}
			if applied != "" {
				at, err := f.dayPast(applied)
				if err != nil {
					return err
				}
				r.Details.Applied = &at
			}
			var err error
			if person != "" {
				if r.Person, err = personOf(person); err != nil {
					return err
				}
			}
			if interview != "" {
				if r.Slot, err = f.meeting(interview, "", 0, "", nil); err != nil {
					return err
				}
				if r.Kind, err = roundKind(kind); err != nil {
					return err
				}
				if r.Person != nil {
					r.Slot.People = []followup.Person{*r.Person}
				}
			}
			return f.acted(desk.Add(ctx, r))
		}),
	}
	c.Flags().StringVar(&role, "role", "", "the `title` of the position")
	c.Flags().StringVar(&applied, "applied", "", "the `day` on which you applied (today)")
	c.Flags().StringVar(&person, "person", "", "`who` you know there: a name, or \"Name <address>\"")
	c.Flags().StringVar(&interview, "interview", "", "`when` an interview is set")
	c.Flags().StringVar(&kind, "kind", "", "the `kind` of that interview: "+strings.Join(sortedNames(roundKinds), ", "))
	c.Flags().StringArrayVar(&facts, "set", nil, "another fact, as `key=value`")
	return c
}

func (f *face) personCommand() *cobra.Command {
	c := &cobra.Command{
		Use: "person", Short: "enter a person by hand", Long: `Person keeps the people whom no mail names, or of whom you know more than the mails say.`,
		Example: `  followup person add 3f2a "Jane Doe <jane@acme.example>"`,
		Args:    f.exactly(),
		RunE:    func(cmd *cobra.Command, _ []string) error { return usagef("say what to do: %s", "person add ID NAME") },
	}
	var part, title, interview, form string
	add := &cobra.Command{
		Use:   "add ID NAME",
		Short: "enter a person",
		Long: `Add keeps a person with an application: a name, or a name with an address ("Jane Doe <jane@acme.example>"). An address
that you give is taken as it stands; followup never guesses one. With --interview the person was there, or will be, and is
thanked for it.`,
		Example: `  followup person add 3f2a "Jane Doe <jane@acme.example>" --part "hiring manager"
  followup person add 3f2a "Kim Li" --interview 2026-12-01T14:00:00Z`,
		Args: f.exactly(appID, "the name"),
		RunE: f.onDesk(func(ctx context.Context, desk engine.Desk, args []string) error {
			who, err := personOf(args[1])
			if err != nil {
				return err
			}
			who.Title, who.Part = title, followup.Part(part)
			if part != "" && !parts[who.Part] {
				return usagef("%q is no part: recruiter, coordinator, hiring manager, interviewer, agency, referee or other", part)
			}
			if who.Form, err = formOf(form); err != nil {
				return err
			}
			return f.acted(desk.Meet(ctx, engine.MeetRequest{App: args[0], Interview: interview, Person: *who}))
		}),
	}
	add.Flags().StringVar(&part, "part", "", "what he or she `does`: recruiter, coordinator, hiring manager, interviewer, agency, referee, other")
	add.Flags().StringVar(&title, "title", "", "the `title`, as on a card")
	add.Flags().StringVar(&form, "form", "", "how you address this person: `familiar` (du, tu) or polite (Sie, vous)")
	add.Flags().StringVar(&interview, "interview", "", "met in this `one`, by its start or calendar UID")
	c.AddCommand(add)
	return c
}

func (f *face) promiseCommand() *cobra.Command {
	var by string
	c := &cobra.Command{
		Use:   "promise ID WORDS",
		Short: "enter when they said that they will answer",
		Long: `Promise keeps a reply date that they named outside of mail. Their words are read as those of a mail would be; with --by you
say the day yourself. No question is asked before that day has passed.`,
		Example: `  followup promise 3f2a "you will hear from us by Friday"
  followup promise 3f2a "in two weeks" --by 2026-12-11`,
		Args: f.exactly(appID, "what they said"),
		RunE: f.onDesk(func(ctx context.Context, desk engine.Desk, args []string) error {
			r := engine.PromiseRequest{App: args[0], Words: args[1]}
			if by != "" {
				at, err := f.dayAhead(by)
				if err != nil {
					return err
				}
				r.Deadline = at
			}
			return f.acted(desk.Promise(ctx, r))
		}),
	}
	c.Flags().StringVar(&by, "by", "", "the `day` until which they want to answer")
	return c
}

func (f *face) noteCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "note ID TEXT",
		Short:   "keep a note to yourself",
		Long:    `Note keeps a line of yours with an application. It never enters a letter.`,
		Example: `  followup note 3f2a "ask about the team"`,
		Args:    f.exactly(appID, "the note"),
		RunE: f.onDesk(func(ctx context.Context, desk engine.Desk, args []string) error {
			return f.acted(desk.Remark(ctx, engine.RemarkRequest{App: args[0], Text: args[1]}))
		}),
	}
}

func (f *face) reopenCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "reopen ID",
		Short:   "open what is closed",
		Long:    `Reopen opens an application that was closed, whoever closed it. Where it stands is what its interviews say.`,
		Example: `  followup reopen 3f2a`,
		Args:    f.exactly(appID),
		RunE: f.onDesk(func(ctx context.Context, desk engine.Desk, args []string) error {
			return f.acted(desk.Reopen(ctx, engine.ActRequest{App: args[0]}))
		}),
	}
}

func (f *face) archiveCommand() *cobra.Command {
	var back bool
	c := &cobra.Command{
		Use:   "archive ID",
		Short: "put an application away, or bring it back",
		Long: `Archive hides an application: nothing of it is due and no letter is drafted; drafts that wait are withdrawn. "followup list
--lane done" still shows it. News from them brings it back by itself.`,
		Example: `  followup archive 3f2a
  followup archive 3f2a --back`,
		Args: f.exactly(appID),
		RunE: f.onDesk(func(ctx context.Context, desk engine.Desk, args []string) error {
			return f.acted(desk.Archive(ctx, engine.ArchiveRequest{App: args[0], Back: back}))
		}),
	}
	c.Flags().BoolVar(&back, "back", false, "bring it back")
	return c
}

// acted says what an act by hand led to, and how it is taken back.
func (f *face) acted(c engine.Card, err error) error {
	if err := f.told(c, err); err != nil {
		return err
	}
	if c.Act != "" {
		f.out.line("\"followup undo %s\" takes it back.", short(c.Act))
	}
	return nil
}

// parts are the parts that a person can have.
var parts = map[followup.Part]bool{
	followup.PartRecruiter: true, followup.PartCoordinator: true, followup.PartHiringManager: true, followup.PartInterviewer: true,
	followup.PartAgency: true, followup.PartReferee: true, followup.PartOther: true,
}

// personOf reads "Jane Doe", "jane@acme.example" or "Jane Doe <jane@acme.example>".
func personOf(s string) (*followup.Person, error) {
	s = strings.Join(strings.Fields(s), " ")
	name, rest, bracket := strings.Cut(s, "<")
	switch {
	case bracket && (!strings.HasSuffix(rest, ">") || strings.Count(rest, "@") != 1):
		return nil, usagef("%q: write a name, or a name with its address: \"Jane Doe <jane@acme.example>\"", s)
	case bracket:
		return &followup.Person{Name: strings.Trim(name, ` "`), Addr: strings.TrimSuffix(rest, ">")}, nil
	case strings.Contains(s, "@"):
		return &followup.Person{Addr: s}, nil
	case s == "":
		return nil, usagef("say the name")
	}
	return &followup.Person{Name: s}, nil
}

func formOf(word string) (followup.Form, error) {
	switch form := followup.Form(word); form {
	case followup.FormUnknown, followup.FormFamiliar, followup.FormPolite:
		return form, nil
	}
	return "", usagef("%q is no form of address: familiar or polite", word)
}

// dayPast reads a day that is over, or today.
func (f *face) dayPast(s string) (time.Time, error) {
	at, err := parseDay(s, f.now(), f.zone(), 12*time.Hour)
	now := f.now()
	if err == nil && at.After(now) && civil(at.In(f.zone())) == civil(now.In(f.zone())) {
		at = now
	}
	if err == nil && at.After(now) {
		return at, usagef("%q lies ahead", s)
	}
	return at, err
}

// dayAhead reads a day to come, as its end for an office.
func (f *face) dayAhead(s string) (time.Time, error) {
	at, err := parseDay(s, f.now(), f.zone(), 18*time.Hour)
	if err == nil && !at.After(f.now()) {
		return at, usagef("%q is over", s)
	}
	return at, err
}
