package engine

import (
	"context"
	"encoding/json"
	"strings"

	"followup/followup"
)

// Add opens an application by hand. Its letters leave from the first account that is configured.
func (e *Engine) Add(_ context.Context, r AddRequest) (Card, error) {
	var card Card
	err := e.update(func(c *change) error {
		ev := followup.Event{
			Kind: followup.EventAdded, At: c.now, Details: &r.Details, Person: r.Person, Slot: r.Slot,
		}
		if r.Kind != "" {
			ev.Variant = string(r.Kind)
		}
		if applied := r.Details.Applied; applied != nil && applied.Before(c.now) {
			ev.At = *applied
		}
		if len(c.Accounts) > 0 {
			ev.Account, ev.To = c.Accounts[0].Name, c.Accounts[0].User
		}
		key := followup.ActID(ev.Kind, c.now, "", said(r))
		app := followup.Application{ID: followup.ApplicationID(key)}
		if _, taken, err := c.tx.Application(app.ID); err != nil || taken {
			return errOr(err, &Refusal{"it was entered a moment ago"})
		}
		if err := c.twin(r.Details); err != nil {
			return err
		}
		var err error
		card, err = c.byHand(app, ev, key)
		return err
	})
	return card, err
}

// said writes a request as one string, which tells two acts of one moment apart.
func said(r any) string {
	b, _ := json.Marshal(r) // plain values only
	return string(b)
}

func errOr(err, other error) error {
	if err != nil {
		return err
	}
	return other
}

// twin refuses a second application for one employer and role while the first is not closed.
func (c *change) twin(d followup.Details) error {
	if d.Employer == nil {
		return nil
	}
	role := ""
	if d.Role != nil {
		role = strings.TrimSpace(*d.Role)
	}
	would := followup.Application{Employer: *d.Employer}
	var ids []string
	for _, tie := range would.Ties() {
		more, err := c.tx.ByEmployer(tie)
		if err != nil {
			return err
		}
		ids = append(ids, more...)
	}
	apps, err := c.applications(ids)
	if err != nil {
		return err
	}
	for _, app := range apps {
		alike := followup.EmployerKey(app.Employer) == followup.EmployerKey(*d.Employer)
		if alike && app.Stage != followup.StageClosed && strings.EqualFold(app.Role, role) {
			return &Refusal{followup.Reason("there is an application at " + app.Employer + " already (" + app.ID + "): say another role if this is a second one")}
		}
	}
	return nil
}

// Describe takes facts by hand.
func (e *Engine) Describe(_ context.Context, r DescribeRequest) (Card, error) {
	return e.byHand(r.App, followup.Event{Kind: followup.EventDescribed, Details: &r.Details}, said(r.Details))
}

// Arrange takes, moves or cancels an interview by hand.
func (e *Engine) Arrange(_ context.Context, r ArrangeRequest) (Card, error) {
	ev := followup.Event{Kind: followup.EventArranged, Interview: r.Interview, Meeting: r.Meeting, Variant: string(r.Kind)}
	if r.Cancel {
		ev.Meeting = &followup.Interview{Standing: followup.Cancelled}
	}
	return e.byHand(r.App, ev, said(r))
}

// Meet takes a person by hand.
func (e *Engine) Meet(_ context.Context, r MeetRequest) (Card, error) {
	return e.byHand(r.App, followup.Event{Kind: followup.EventMet, Interview: r.Interview, Person: &r.Person}, said(r))
}

// quoteMax caps the words of a promise, in runes.
const quoteMax = 200

// Promise takes a promise by hand: its words are read as those of a mail would be, unless the day is given.
func (e *Engine) Promise(_ context.Context, r PromiseRequest) (Card, error) {
	var card Card
	err := e.update(func(c *change) error {
		app, err := c.findApp(r.App)
		if err != nil {
			return err
		}
		words := []rune(strings.TrimSpace(r.Words))
		quote := string(words[:min(len(words), quoteMax)])
		pr := followup.Promise{Kind: followup.PromiseDate, Said: c.now, Deadline: r.Deadline, Quote: quote}
		if r.Deadline.IsZero() {
			heard, ok := followup.Promise{}, false
			if c.Options.Hear != nil && len(words) > 0 {
				heard, ok = c.Options.Hear(string(words), c.now, c.Policy.WhereFor(app))
			}
			if !ok {
				return &Refusal{"no day could be read in these words: say the day as well"}
			}
			pr.Kind, pr.Deadline = heard.Kind, heard.Deadline
		}
		card, err = c.byHand(app, followup.Event{Kind: followup.EventTold, Promise: &pr}, said(r))
		return err
	})
	return card, err
}

// Remark keeps a note to herself.
func (e *Engine) Remark(_ context.Context, r RemarkRequest) (Card, error) {
	return e.byHand(r.App, followup.Event{Kind: followup.EventRemarked, Remark: r.Text}, r.Text)
}

// Reopen opens what is closed.
func (e *Engine) Reopen(_ context.Context, r ActRequest) (Card, error) {
	return e.byHand(r.App, followup.Event{Kind: followup.EventReopened}, "")
}

// Archive puts an application away, or brings it back.
func (e *Engine) Archive(_ context.Context, r ArchiveRequest) (Card, error) {
	kind := followup.EventArchived
	if r.Back {
		kind = followup.EventUnarchived
	}
	return e.byHand(r.App, followup.Event{Kind: kind}, "")
}
