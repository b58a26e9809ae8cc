package main

import (
	"context"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"followup/followup"
	"followup/followup/engine"
)

// roundKinds are the kinds of interview that a person can name.
var roundKinds = map[string]followup.RoundKind{
	"screen": followup.RoundScreen, "manager": followup.RoundManager, "technical": followup.RoundTechnical, "onsite": followup.RoundOnsite,
	"final": followup.RoundFinal, "video": followup.RoundVideo, "informal": followup.RoundInformal, "panel": followup.RoundPanel,
	"case": followup.RoundCase, "trial": followup.RoundTrial, "call": followup.RoundCall,
}

func roundKind(word string) (followup.RoundKind, error) {
	kind, ok := roundKinds[word]
	if !ok && word != "" {
		return "", usagef("%q is no kind of interview: %s", word, strings.Join(sortedNames(roundKinds), ", "))
	}
	return kind, nil
}

// whichInterview names the flag that tells several interviews apart.
const whichInterview = "which `one`, by its start or calendar UID, if there are several"

func (f *face) interviewCommand() *cobra.Command {
	c := &cobra.Command{
		Use: "interview", Short: "enter, move or cancel an interview by hand",
		Long: `Interview keeps the interviews that no mail tells of: agreed on the phone, moved in a portal, called off. Your word wins over
what was read before; a mail that names another time later asks you first.`,
		Example: `  followup interview add 3f2a "2026-12-01 14:00"`,
		Args:    f.exactly(),
		RunE: func(*cobra.Command, []string) error {
			return usagef("say what to do: interview add, interview move or interview cancel")
		},
	}
	c.AddCommand(f.interviewAdd(), f.interviewMove(), f.interviewCancel())
	return c
}

func (f *face) interviewAdd() *cobra.Command {
	var length time.Duration
	var place, kind, zone string
	var with []string
	c := &cobra.Command{
		Use:   "add ID WHEN",
		Short: "enter an interview",
		Long: `Add enters an interview. WHEN is a day with a time ("2026-12-01 14:00", "monday 14:00", "yesterday 10:00"), in your time zone,
or in theirs with --zone. One that is over is recorded as well, and a thank-you may follow.`,
		Example: `  followup interview add 3f2a "2026-12-01 14:00" --with "Jane Doe <jane@acme.example>"
  followup interview add 3f2a "monday 9:30" --for 45m --kind screen --place "by phone"`,
		Args: f.between(2, appID, "when", "the time of day"),
		RunE: f.onDesk(func(ctx context.Context, desk engine.Desk, args []string) error {
			kind, err := roundKind(kind)
			if err != nil {
				return err
			}
			iv, err := f.meeting(strings.Join(args[1:], " "), zone, length, place, with)
			if err != nil {
				return err
			}
			return f.acted(desk.Arrange(ctx, engine.ArrangeRequest{App: args[0], Meeting: iv, Kind: kind}))
		}),
	}
	c.Flags().DurationVar(&length, "for", 0, "how `long` it takes, such as 45m")
	c.Flags().StringVar(&zone, "zone", "", "their time `zone`, if WHEN is meant there, such as Europe/Berlin")
	c.Flags().StringVar(&place, "place", "", "`where` it is, or by what means")
	c.Flags().StringVar(&kind, "kind", "", "the `kind` of interview: "+strings.Join(sortedNames(roundKinds), ", "))
	c.Flags().StringArrayVar(&with, "with", nil, "`who` will be there: a name, or \"Name <address>\"; may be repeated")
	return c
}

func (f *face) interviewMove() *cobra.Command {
	var interview, zone string
	c := &cobra.Command{
		Use: "move ID WHEN", Short: "move an interview",
		Long:    `Move gives an interview another time. What you told nobody of is still for you to tell: move writes no letter.`,
		Example: `  followup interview move 3f2a "2026-12-02 14:00"`,
		Args:    f.between(2, appID, "when", "the time of day"),
		RunE: f.onDesk(func(ctx context.Context, desk engine.Desk, args []string) error {
			iv, err := f.meeting(strings.Join(args[1:], " "), zone, 0, "", nil)
			if err != nil {
				return err
			}
			name, err := f.oneInterview(ctx, desk, args[0], interview)
			if err != nil {
				return err
			}
			return f.acted(desk.Arrange(ctx, engine.ArrangeRequest{App: args[0], Interview: name, Meeting: iv}))
		}),
	}
	c.Flags().StringVar(&interview, "interview", "", whichInterview)
	c.Flags().StringVar(&zone, "zone", "", "their time `zone`, if WHEN is meant there, such as Europe/Berlin")
	return c
}

func (f *face) interviewCancel() *cobra.Command {
	var interview string
	c := &cobra.Command{
		Use: "cancel ID", Short: "cancel an interview",
		Long:    `Cancel says that an interview is off. What you told nobody of is still for you to tell: cancel writes no letter.`,
		Example: `  followup interview cancel 3f2a`,
		Args:    f.exactly(appID),
		RunE: f.onDesk(func(ctx context.Context, desk engine.Desk, args []string) error {
			name, err := f.oneInterview(ctx, desk, args[0], interview)
			if err != nil {
				return err
			}
			return f.acted(desk.Arrange(ctx, engine.ArrangeRequest{App: args[0], Interview: name, Cancel: true}))
		}),
	}
	c.Flags().StringVar(&interview, "interview", "", whichInterview)
	return c
}

// oneInterview returns the name of the interview that is meant: the one that was given, or the only one that is set.
func (f *face) oneInterview(ctx context.Context, desk engine.Desk, app, given string) (string, error) {
	if given != "" {
		return given, nil
	}
	card, err := desk.Show(ctx, app)
	if err != nil {
		return "", err
	}
	var names []string
	for _, r := range card.Application.Rounds {
		for _, iv := range r.Interviews {
			if iv.Standing == followup.Set || iv.Standing == followup.Moved {
				names = append(names, iv.Name())
			}
		}
	}
	switch len(names) {
	case 0:
		return "", &engine.Refusal{Reason: "no interview is set there"}
	case 1:
		return names[0], nil
	}
	return "", usagef("several interviews are set: say --interview with one of %s", strings.Join(names, ", "))
}

// meeting reads an interview by hand. Their zone is only what the user says of it: her own tells nothing of them.
func (f *face) meeting(at, zone string, length time.Duration, place string, with []string) (*followup.Interview, error) {
	there := f.zone()
	if zone != "" {
		var err error
		if there, err = time.LoadLocation(zone); err != nil || zone == "Local" {
			return nil, usagef("%q is no time zone: write it like Europe/Berlin", zone)
		}
	}
	start, err := parseMoment(at, f.now(), there)
	if err != nil {
		return nil, &usageError{err.Error()}
	}
	iv := &followup.Interview{Start: start.UTC(), Zone: zone, Place: place}
	if length > 0 {
		iv.End = iv.Start.Add(length)
	}
	for _, w := range with {
		who, err := personOf(w)
		if err != nil {
			return nil, err
		}
		iv.People = append(iv.People, *who)
	}
	return iv, nil
}
