package main

import (
	"context"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"followup/followup"
	"followup/followup/engine"
)

// factKeys are what "set" takes, with what each means.
var factKeys = [][]string{
	{"employer", "the name of the employer"},
	{"role", "the title of the position"},
	{"reference", "their number for the position"},
	{"agency", "the agency between you"},
	{"domain", "the domain they write from, such as acme.example"},
	{"country", "where they are: DE, or DE-BY with a region; its public holidays count"},
	{"zone", "their time zone, such as Europe/Berlin"},
	{"language", "the language of letters, such as de"},
	{"sector", "government, aerospace, energy or pharma: they take longer"},
	{"form", "familiar (du, tu) or polite (Sie, vous)"},
	{"liked", "yes or no: do you like the place?"},
	{"feedback", "yes or no: ask for feedback when you answer a rejection"},
	{"contact", "yes or no: may they be written to?"},
	{"applied", "the day on which you applied"},
	{"hold", "the day until which it is on hold, or no"},
	{"quiet", "the day until which you want to hear nothing of it, or no"},
}

func (f *face) setCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "set ID KEY=VALUE...",
		Short: "say facts about an application",
		Long: `Set says what followup cannot know, or has read wrongly. Your word wins over every mail. An empty value takes a fact back.

` + table(factKeys),
		Example: `  followup set 3f2a country=DE liked=yes
  followup set 3f2a role="Data engineer" hold=2027-01-15
  followup set 3f2a zone=`,
		Args: f.between(2, append([]string{appID, "a fact"}, make([]string, len(factKeys))...)...),
		RunE: f.onDesk(func(ctx context.Context, desk engine.Desk, args []string) error {
			var d followup.Details
			if err := f.facts(&d, args[1:]); err != nil {
				return err
			}
			return f.acted(desk.Describe(ctx, engine.DescribeRequest{App: args[0], Details: d}))
		}),
	}
}

// table is one line for each key, with what it means.
func table(rows [][]string) string {
	var b strings.Builder
	for _, r := range rows {
		b.WriteString("  " + pad(r[0], 10) + "  " + r[1] + "\n")
	}
	return b.String()
}

// facts reads key=value pairs.
func (f *face) facts(d *followup.Details, pairs []string) error {
	for _, pair := range pairs {
		key, value, ok := strings.Cut(pair, "=")
		if !ok {
			return usagef("%q is no fact: write it as key=value, such as country=DE", pair)
		}
		if err := f.fact(d, strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value)); err != nil {
			return err
		}
	}
	return nil
}

func (f *face) fact(d *followup.Details, key, value string) (err error) {
	yes := value == "yes"
	switch key {
	case "employer":
		d.Employer = &value
	case "role":
		d.Role = &value
	case "reference":
		d.Requisition = &value
	case "agency":
		d.Agency = &value
	case "domain":
		d.Domain = &value
	case "country":
		value = strings.ToUpper(value)
		if value == "UK" { // what people say; the code of the calendars is GB
			value = "GB"
		}
		d.Country = &value
	case "zone":
		d.Zone = &value
	case "language":
		d.Language = &value
	case "sector":
		d.Sector = &value
	case "form":
		var form followup.Form
		form, err = formOf(value)
		d.Form = &form
	case "liked", "feedback", "contact":
		if value != "yes" && value != "no" {
			return usagef("%s is yes or no", key)
		}
		no := !yes
		*map[string]**bool{"liked": &d.Liked, "feedback": &d.Feedback, "contact": &d.NoContact}[key] =
			map[string]*bool{"liked": &yes, "feedback": &yes, "contact": &no}[key]
	case "applied":
		at, bad := f.dayPast(value)
		d.Applied, err = &at, bad
	case "hold":
		d.HoldUntil, err = f.until(value)
	case "quiet":
		d.QuietUntil, err = f.until(value)
	default:
		return usagef("%q is no fact that can be said: %s", key, strings.Join(column(factKeys, 0), ", "))
	}
	return err
}

// until reads a day to come; "no" or nothing is the zero time, which ends it.
func (f *face) until(value string) (*time.Time, error) {
	if value == "no" || value == "" {
		return &time.Time{}, nil
	}
	at, err := f.dayAhead(value)
	return &at, err
}

func column(rows [][]string, n int) []string {
	var out []string
	for _, r := range rows {
		out = append(out, r[n])
	}
	return out
}
