package engine

import (
	"context"
	"fmt"
	"strings"
	"time"

	"followup/followup"
)

const (
	busyAhead   = 30 * 24 * time.Hour // how far the user's calendar is asked about
	calendarFor = 10 * time.Second    // how long reading it may take
)

// busy returns when the user is busy: by her calendar, where she named one, and by every interview that is set.
func (e *Engine) busy(ctx context.Context) (spans []followup.Span, known bool, err error) {
	err = e.view(func(c *change) error {
		spans, known, err = c.busy(ctx)
		return err
	})
	return spans, known, err
}

func (c *change) busy(ctx context.Context) (spans []followup.Span, known bool, err error) {
	if c.Busy != nil {
		ctx, stop := context.WithTimeout(ctx, calendarFor)
		defer stop()
		if spans, err = c.Busy(ctx, c.now, c.now.Add(busyAhead)); err != nil {
			return nil, false, err
		}
	}
	err = c.tx.Applications(func(app followup.Application) error {
		for _, r := range app.Rounds {
			for _, iv := range r.Interviews {
				if iv.Standing == followup.Set {
					spans = append(spans, iv.Span())
				}
			}
		}
		return nil
	})
	return spans, c.Busy != nil, err
}

// wishes adds to a wish for a letter what the rules cannot know: the user's free times where it proposes some, and the offer
// that a note about a date speaks of, the nearest if she names none.
func (c *change) wishes(app followup.Application, ev *followup.Event) error {
	switch ev.Want {
	case followup.ScheduleProposal, followup.RescheduleRequest:
		if ev.Slot != nil || len(ev.Slots) > 0 || c.Busy == nil {
			return nil
		}
		busy, _, err := c.busy(context.Background())
		if err != nil {
			return &Refusal{followup.Reason("your calendar could not be read: " + err.Error())}
		}
		ev.Slots = c.Policy.Slots(app, busy, c.now, slotsWanted)
	case followup.DeadlineNote:
		if ev.OfferOf == "" {
			var nearest time.Time
			err := c.eachOther(app, func(o followup.Application) error {
				if o.Binding(c.now) && (nearest.IsZero() || o.Offer.Deadline.Before(nearest)) {
					nearest, ev.OfferOf = o.Offer.Deadline, o.ID
				}
				return nil
			})
			if err != nil || ev.OfferOf == "" {
				return err
			}
		}
		fact, err := c.factFor(app, ev.OfferOf)
		ev.Gate = &followup.Gate{Offer: fact}
		return err
	}
	return nil
}

// timesFor adds to a tick what it needs to answer who asks for times: the one of theirs that suits the user, and times of
// hers. Without a calendar nothing is drafted by itself: nobody knows what suits her.
func (e *Engine) timesFor(app followup.Application, ev *followup.Event) {
	task := e.Policy.AsksForTimes(app)
	if task == nil || e.Busy == nil {
		return
	}
	busy, _, err := e.busy(context.Background())
	if err != nil {
		e.Log.Warn("the calendar could not be read, so no times are drafted", "app", app.ID, "err", err)
		return
	}
	if iv, ok := followup.FreeOption(task.Options, busy, ev.At); ok {
		ev.Slot = &iv
		return
	}
	ev.Slots = e.Policy.Slots(app, busy, ev.At, slotsWanted)
}

// slotLines say times in words for a letter, on their clock and on the user's where these differ.
func slotLines(slots []followup.Interview, theirs, mine *time.Location) []string {
	var out []string
	for _, iv := range slots {
		zone := zoneOf(iv, theirs)
		from, to := iv.Start.In(zone), iv.End.In(zone)
		words := from.Format("Monday, 2 January, 15:04")
		if to.After(from) {
			words += to.Format(" to 15:04")
		}
		here, there := iv.Start.In(mine), from
		_, a := here.Zone()
		_, b := there.Zone()
		switch {
		case iv.Floating:
		case a == b:
			words += cityTime(" (%s)", zone)
		default:
			clock := here.Format("15:04")
			if here.Day() != there.Day() {
				clock = here.Format("Monday, 15:04")
			}
			words += cityTime(" %s", zone) + " (" + clock + cityTime(" %s", mine) + ")"
		}
		out = append(out, words)
	}
	return out
}

// cityTime names a clock by the city of its zone: "London time". A zone without a city is named by its offset.
func cityTime(format string, zone *time.Location) string {
	name := zone.String()
	switch i := strings.LastIndexByte(name, '/'); {
	case name == "UTC":
		return fmt.Sprintf(format, "UTC")
	case i < 0 || strings.HasPrefix(name, "Etc/"):
		return ""
	default:
		return fmt.Sprintf(format, strings.ReplaceAll(name[i+1:], "_", " ")+" time")
	}
}
