package engine_test

import (
	"strings"
	"testing"
	"time"

	"followup/followup"
	"followup/followup/engine"
)

// What no command would say is refused over the socket as well, and leaves no trace.
func TestActsAreSound(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	id := b.add(followup.Details{}).Application.ID
	ctx := t.Context()
	meeting := func(iv followup.Interview) func() (engine.Card, error) {
		return func() (engine.Card, error) { return b.Arrange(ctx, engine.ArrangeRequest{App: id, Meeting: &iv}) }
	}
	describe := func(d followup.Details) func() (engine.Card, error) {
		return func() (engine.Card, error) { return b.Describe(ctx, engine.DescribeRequest{App: id, Details: d}) }
	}
	start := monday.AddDate(0, 0, 3)
	before, err := b.Show(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	for name, act := range map[string]func() (engine.Card, error){
		"an outcome that is none": func() (engine.Card, error) { return b.Close(ctx, engine.CloseRequest{App: id, Outcome: "banana"}) },
		"a no-show that is none": func() (engine.Card, error) {
			return b.Held(ctx, engine.HeldRequest{App: id, NoShow: "banana"})
		},
		"a kind that is none": func() (engine.Card, error) {
			return b.Arrange(ctx, engine.ArrangeRequest{App: id, Meeting: &followup.Interview{Start: start}, Kind: "banana"})
		},
		"an end before the start":    meeting(followup.Interview{Start: start, End: start.Add(-time.Hour)}),
		"a year that nobody means":   meeting(followup.Interview{Start: start.AddDate(4000, 0, 0)}),
		"a zone that is none":        meeting(followup.Interview{Start: start, Zone: "Mars/Olympus"}),
		"herself as an interviewer":  meeting(followup.Interview{Start: start, People: []followup.Person{{Addr: "robin@ashby.example"}}}),
		"an address that is none":    meeting(followup.Interview{Start: start, People: []followup.Person{{Addr: "a@b@c.example"}}}),
		"a name of two lines":        describe(followup.Details{Employer: word("Birchwood\r\nBcc: x@y.example")}),
		"a role without an end":      describe(followup.Details{Role: word(strings.Repeat("long ", 100))}),
		"a role that turns the line": describe(followup.Details{Role: word("engineer\u202e")}),
		"a form that is none":        describe(followup.Details{Form: word(followup.Form("banana"))}),
		"a part that is none": func() (engine.Card, error) {
			return b.Meet(ctx, engine.MeetRequest{App: id, Person: followup.Person{Name: "Jo", Part: "banana"}})
		},
		"an offer of another age": func() (engine.Card, error) {
			return b.OfferTold(ctx, engine.OfferRequest{App: id, Offer: followup.Terms{Deadline: start.AddDate(4000, 0, 0)}})
		},
	} {
		if _, err := act(); refusedWith(err) == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if after, err := b.Show(ctx, id); err != nil || len(after.Application.Acts) != len(before.Application.Acts) {
		t.Errorf("something was taken: %v, %+v", err, after.Application.Acts)
	}
	card, err := b.Meet(ctx, engine.MeetRequest{App: id, Person: followup.Person{Name: "Jo", Addr: "jo@birchwood.example", Robot: true, Dead: true, Relay: true}})
	if err != nil || len(card.Application.People) != 1 || !card.Application.People[0].Reachable() || card.Application.People[0].Relay {
		t.Errorf("what only a mail tells was taken: %v, %+v", err, card.Application.People)
	}
}
