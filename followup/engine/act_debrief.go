package engine

import (
	"context"
	"strings"
	"time"

	"followup/followup"
)

// longestAnswer caps one answer of a debrief, in characters.
const longestAnswer = 1000

// Debrief takes what the user says of an interview. What she heard about next steps is read as a promise.
func (e *Engine) Debrief(_ context.Context, r DebriefRequest) (Card, error) {
	ev := followup.Event{Kind: followup.EventDebriefed, Interview: r.Interview, Held: r.Held, NoShow: r.NoShow}
	if d := cut(r.Debrief); !d.Empty() {
		ev.Debrief = &d
		if d.NextSteps != "" {
			pr, err := e.promiseIn(r.App, r.Interview, d.NextSteps)
			if err != nil {
				return Card{}, err
			}
			ev.Promise = pr
		}
	}
	if ev.Debrief == nil && !ev.Held && ev.NoShow == followup.NoShowUnknown {
		return Card{}, &Refusal{"nothing was said: nothing changed"}
	}
	card, err := e.byHand(r.App, ev, r.Interview)
	if err != nil || ev.Debrief == nil || len(ev.Debrief.Ratings) == 0 {
		return card, err
	}
	card.Advice, err = e.advice()
	return card, err
}

// cut bounds what is said: a journal is no diary.
func cut(d followup.Debrief) followup.Debrief {
	d.At, d.Skipped = time.Time{}, false
	for _, s := range []*string{&d.LikedMe, &d.Repair, &d.NextSteps, &d.Gut} {
		*s = shortened(*s)
	}
	d.People = append([]followup.Said(nil), d.People...)
	for i := range d.People {
		p := &d.People[i]
		p.Name, p.Topic = shortened(p.Name), shortened(p.Topic)
	}
	d.Asked = append([]string(nil), d.Asked...)
	for i := range d.Asked {
		d.Asked[i] = shortened(d.Asked[i])
	}
	return d
}

func shortened(s string) string {
	s = strings.TrimSpace(strings.ToValidUTF8(s, ""))
	if r := []rune(s); len(r) > longestAnswer {
		return strings.TrimSpace(string(r[:longestAnswer]))
	}
	return s
}

// SkipDebrief says that no debrief is wanted.
func (e *Engine) SkipDebrief(_ context.Context, r SkipRequest) (Card, error) {
	return e.byHand(r.App, followup.Event{
		Kind: followup.EventDebriefed, Interview: r.Interview, Debrief: &followup.Debrief{Skipped: true},
	}, r.Interview)
}

// Hear tells what words about next steps promise, and when a question would follow if nothing else happens.
func (e *Engine) Hear(_ context.Context, r HearRequest) (Heard, error) {
	var h Heard
	pr, err := e.promiseIn(r.App, r.Interview, r.Words)
	if err != nil || pr == nil {
		return h, err
	}
	h.Promise = pr
	err = e.view(func(c *change) error {
		app, err := c.findApp(r.App)
		if err != nil {
			return err
		}
		ev := followup.Event{Kind: followup.EventTold, At: c.now, Seen: c.now, Promise: pr}
		if iv, _, ok := app.LastTalk(r.Interview, c.now); ok {
			ev.Kind, ev.Interview = followup.EventDebriefed, iv.Name()
		}
		after, _, _ := c.Policy.Step(app, ev, c.now)
		for _, d := range c.Policy.Next(after) {
			if d.Kind == followup.DueSilence {
				h.Nudge = c.Policy.NextWindow(followup.Nudge, d.At, c.Policy.WhereFor(after))
				break
			}
		}
		return nil
	})
	return h, err
}

// promiseIn reads words as the employer's, said at the end of the interview that is meant; nil where they promise nothing.
func (e *Engine) promiseIn(id, interview, words string) (*followup.Promise, error) {
	if e.Options.Hear == nil || strings.TrimSpace(words) == "" {
		return nil, nil
	}
	var pr *followup.Promise
	err := e.view(func(c *change) error {
		app, err := c.findApp(id)
		if err != nil {
			return err
		}
		said, where := c.now, c.Policy.WhereFor(app)
		if iv, _, ok := app.LastTalk(interview, c.now); ok && !iv.End.IsZero() && iv.End.Before(said) {
			said = iv.End
		}
		if heard, ok := e.Options.Hear(words, said.In(where.Zone), where); ok {
			heard.Said, heard.Deadline = said.UTC(), heard.Deadline.UTC()
			pr = &heard
		}
		return nil
	})
	return pr, err
}

// advice looks over the debriefs of all applications for what went cold more than once.
func (e *Engine) advice() (words []string, err error) {
	var all []followup.Debrief
	err = e.view(func(c *change) error {
		return c.tx.Applications(func(app followup.Application) error {
			for _, r := range app.Rounds {
				for _, iv := range r.Interviews {
					if iv.Debrief != nil {
						all = append(all, *iv.Debrief)
					}
				}
			}
			return nil
		})
	})
	for _, it := range followup.Advice(all) {
		words = append(words, it.Words+": "+it.Helps)
	}
	return words, err
}
