package main

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"followup/followup"
	"followup/followup/engine"
)

func (f *face) offerCommand() *cobra.Command {
	var written, verbal, signed, asJSON bool
	var deadline string
	var checked []string
	c := &cobra.Command{
		Use:   "offer ID",
		Short: "see an offer, and say what you know of it",
		Long: `Offer shows what is known of an offer: by word or in writing, its date, and what you have checked in it. The flags say more.
An offer in writing with a date has a note drafted for those of your other applications that are far enough to decide; one by
word changes nothing elsewhere. "followup close ID accepted" or "declined" is your answer; nothing here gives it.`,
		Example: `  followup offer 3f2a
  followup offer 3f2a --written --deadline 2026-12-18
  followup offer 3f2a --check pay="as agreed" --check start
  followup want 3f2a extension-request`,
		Args: f.exactly(appID),
		RunE: f.onDesk(func(ctx context.Context, desk engine.Desk, args []string) error {
			st, err := desk.Status(ctx)
			if err != nil {
				return err
			}
			now := f.localNow(st)
			r := engine.OfferRequest{App: args[0]}
			says := written || verbal || signed || deadline != "" || len(checked) > 0
			if written && verbal {
				return usagef("an offer is in writing or by word: say one of --written and --verbal")
			}
			r.Offer.Written = written
			if signed {
				r.Offer.Signed = now.UTC()
			}
			if deadline != "" {
				if r.Offer.Deadline, err = dayEnd(deadline, now); err != nil {
					return usagef("--deadline: %v", err)
				}
			}
			if r.Offer.Checked, err = checks(checked); err != nil {
				return err
			}
			var card engine.Card
			if says {
				card, err = desk.OfferTold(ctx, r)
			} else {
				card, err = desk.Show(ctx, args[0])
			}
			switch {
			case err != nil:
				return err
			case asJSON:
				return f.out.json(struct {
					App   string          `json:"app"`
					Offer *followup.Terms `json:"offer"`
				}{card.Application.ID, card.Application.Offer})
			case says:
				if err := f.acted(card, nil); err != nil {
					return err
				}
			default:
				f.out.line("%s  %s", styled{bold, placeOfApp(card.Application)}, styled{dim, card.Application.ID})
				f.out.line("%s", standingOf(card.Application, card.Labels))
			}
			f.printOffer(card.Application, now)
			return nil
		}),
	}
	c.Flags().BoolVar(&written, "written", false, "it came in writing")
	c.Flags().BoolVar(&verbal, "verbal", false, "they said it, and nothing is in writing yet")
	c.Flags().StringVar(&deadline, "deadline", "", "they want your answer by this `day`")
	c.Flags().StringArrayVar(&checked, "check", nil, "you looked at this `item`, with a word about it if you like: pay=\"as agreed\"; the items are "+strings.Join(followup.OfferItems, ", "))
	c.Flags().BoolVar(&signed, "signed", false, "you signed it")
	c.Flags().BoolVar(&asJSON, "json", false, "for programs")
	return c
}

// checks reads items and words about them.
func checks(texts []string) (map[string]string, error) {
	out := map[string]string{}
	for _, text := range texts {
		item, words, _ := strings.Cut(text, "=")
		if item = strings.ToLower(strings.TrimSpace(item)); !slices.Contains(followup.OfferItems, item) {
			return nil, usagef("%q is nothing to check in an offer: say one of %s", item, strings.Join(followup.OfferItems, ", "))
		}
		out[item] = or(strings.TrimSpace(words), "yes")
	}
	if len(out) == 0 {
		return nil, nil
	}
	return out, nil
}

// dayEnd reads a day to come as its end, or a time as it is.
func dayEnd(text string, now time.Time) (time.Time, error) {
	if d, err := time.ParseInLocation(time.DateOnly, text, now.Location()); err == nil {
		if end := d.Add(24*time.Hour - time.Minute); end.After(now) {
			y, m, day := d.Date()
			return time.Date(y, m, day, 23, 59, 0, 0, now.Location()).UTC(), nil
		}
	}
	at, err := parseWhen(text, now, now.Location())
	return at.UTC(), err
}

// offerItems say what to look for in an offer.
var offerItems = map[string]string{
	"title": "the title", "pay": "the pay", "start": "the day you start", "location": "where you work", "contract": "the kind of contract",
	"contingencies": "what it depends on: visa, checks, references", "signature": "who signs, and until when",
}

// printOffer shows what is known of an offer and what to do next.
func (f *face) printOffer(a followup.Application, now time.Time) {
	o := a.Offer
	if o == nil {
		f.out.line("No offer is known. \"followup offer %s --verbal\" or \"--written\" tells of one.", short(a.ID))
		return
	}
	id := short(a.ID)
	for _, line := range offerWords(o, now) {
		f.out.line("  %s", line)
	}
	f.out.line("Look for:")
	for _, item := range followup.OfferItems {
		mark, words := "[ ]", offerItems[item]
		if said, ok := o.Checked[item]; ok {
			mark = "[x]"
			if said != "yes" {
				words += ": " + said
			}
		}
		f.out.line("  %s %s  %s", mark, pad(item, 13), words)
	}
	switch {
	case a.Stage == followup.StageClosed && a.Outcome == followup.OutcomeTaken && !a.Settled():
		f.out.line("%s", styled{amber, "You accepted, and nothing is in writing yet. The others go on until you say \"followup offer " + id + " --written\"."})
	case a.Stage != followup.StageOffered:
	case !o.Written:
		f.out.line("Ask for it in writing: \"followup want %s offer-thanks\" drafts the letter. Until then your other applications go on.", id)
	case !o.Deadline.IsZero() && o.Extended.IsZero() && o.Deadline.After(now):
		f.out.line("If you need longer: \"followup want %s extension-request\", once.", id)
	}
}

// offerWords say what is known of an offer.
func offerWords(o *followup.Terms, now time.Time) (lines []string) {
	add := func(at time.Time, words string) {
		if !at.IsZero() {
			lines = append(lines, words+" "+when(at, now))
		}
	}
	if o.Written {
		add(o.Came, "in writing since")
	} else {
		add(o.Said, "by word, since")
	}
	if !o.Deadline.IsZero() {
		lines = append(lines, "they want your answer by "+hour(o.Deadline, now))
	}
	add(o.Extended, "you asked for more time")
	add(o.Signed, "signed")
	add(o.Accepted, "accepted")
	add(o.Declined, "declined")
	add(o.Rescinded, "taken back")
	return lines
}
