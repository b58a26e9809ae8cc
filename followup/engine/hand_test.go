package engine_test

import (
	"errors"
	"testing"
	"time"

	"followup/followup"
	"followup/followup/engine"
)

func word[T any](v T) *T { return &v }

// add opens an application at Birchwood by hand.
func (b *bench) add(details followup.Details) engine.Card {
	b.t.Helper()
	if details.Employer == nil {
		details.Employer = word("Birchwood")
	}
	card, err := b.Add(b.t.Context(), engine.AddRequest{Details: details})
	if err != nil {
		b.t.Fatal(err)
	}
	return card
}

func refusedWith(err error) string {
	var no *engine.Refusal
	if errors.As(err, &no) {
		return string(no.Reason)
	}
	return ""
}

// An application by hand is found by the mail that comes later, and is not entered twice.
func TestAddedByHand(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	card := b.add(followup.Details{Role: word("Data engineer"), Domain: word("birchwood.example"), Applied: word(monday.AddDate(0, 0, -7))})
	app := card.Application
	if card.Act == "" || app.Account != "home" || app.From.Addr != "robin@ashby.example" || !app.Opened.Equal(monday.AddDate(0, 0, -7)) {
		t.Fatalf("act %q, %+v", card.Act, app)
	}
	if _, err := b.Add(t.Context(), engine.AddRequest{Details: followup.Details{Employer: word("birchwood GmbH"), Role: word("data Engineer")}}); refusedWith(err) == "" {
		t.Errorf("a second time: %v", err)
	}
	b.at(monday.Add(time.Hour))
	b.read(mail(monday.Add(30*time.Minute), followup.InterviewInvite, func(s *followup.Signal) {
		s.Employer, s.Domain, s.Role = "Birchwood", "birchwood.example", "Data engineer"
		s.Mail.From.Addr, s.Mail.ReplyTo.Addr, s.Person.Addr = "jo@birchwood.example", "jo@birchwood.example", "jo@birchwood.example"
	}))
	got, err := b.Show(t.Context(), app.ID)
	if err != nil || got.Application.Stage != followup.StageInvited {
		t.Errorf("the invitation went elsewhere: %v, %+v", err, got.Application)
	}
	if err := b.CheckDerived(); err != nil {
		t.Error(err)
	}
}

// A promise by hand is read as its words in a mail would be; where they name no day, the day is asked for.
func TestPromiseByHand(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.store.Close()
	b.options = func(o *engine.Options) {
		o.Hear = func(words string, said time.Time, _ followup.Where) (followup.Promise, bool) {
			return followup.Promise{Kind: followup.PromiseDate, Deadline: said.AddDate(0, 0, 4)}, words == "by Friday"
		}
	}
	b.open()
	id := b.add(followup.Details{}).Application.ID
	card, err := b.Promise(t.Context(), engine.PromiseRequest{App: id, Words: "by Friday"})
	if err != nil || len(card.Application.Promises) != 1 {
		t.Fatalf("%v %+v", err, card.Application.Promises)
	}
	pr := card.Application.Promises[0]
	if pr.Quote != "by Friday" || pr.Source != followup.FromUser || !pr.Deadline.Equal(monday.AddDate(0, 0, 4)) {
		t.Errorf("%+v", pr)
	}
	if _, err := b.Promise(t.Context(), engine.PromiseRequest{App: id, Words: "some day"}); refusedWith(err) == "" {
		t.Errorf("no day in it: %v", err)
	}
}

// Every act by hand that changes nothing is refused with its reason, and leaves no trace in the journal.
func TestIdleActsAreRefused(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	id := b.add(followup.Details{}).Application.ID
	story := func() int {
		s, err := b.Explain(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		return len(s.Entries)
	}
	before := story()
	for name, do := range map[string]func() (engine.Card, error){
		"reopen":  func() (engine.Card, error) { return b.Reopen(t.Context(), engine.ActRequest{App: id}) },
		"back":    func() (engine.Card, error) { return b.Archive(t.Context(), engine.ArchiveRequest{App: id, Back: true}) },
		"remark":  func() (engine.Card, error) { return b.Remark(t.Context(), engine.RemarkRequest{App: id}) },
		"arrange": func() (engine.Card, error) { return b.Arrange(t.Context(), engine.ArrangeRequest{App: id}) },
		"cancel": func() (engine.Card, error) {
			return b.Arrange(t.Context(), engine.ArrangeRequest{App: id, Cancel: true})
		},
		"meet":    func() (engine.Card, error) { return b.Meet(t.Context(), engine.MeetRequest{App: id}) },
		"promise": func() (engine.Card, error) { return b.Promise(t.Context(), engine.PromiseRequest{App: id}) },
		"facts":   func() (engine.Card, error) { return b.Describe(t.Context(), engine.DescribeRequest{App: id}) },
		"held":    func() (engine.Card, error) { return b.Held(t.Context(), engine.HeldRequest{App: id, Held: true}) },
	} {
		if _, err := do(); refusedWith(err) == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if after := story(); after != before {
		t.Errorf("%d entries, were %d", after, before)
	}
}
