package main

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"followup/followup"
	"followup/mailwatch"
	"followup/mailwatch/classify"
)

// heardOf reads a letter of a day, after an interview on Thursday, 26 February 2026, from its bytes to what time asks for.
func heardOf(t *testing.T, said time.Time, words string) (followup.Policy, followup.Application) {
	t.Helper()
	reader, err := classify.New(classify.Options{Zone: time.UTC, Self: []string{linkSelf}})
	if err != nil {
		t.Fatal(err)
	}
	p := followup.DefaultPolicy(time.UTC)
	p.Me = []string{linkSelf}
	nora := followup.Address{Name: "Nora Beck", Addr: "nora@larkspur.example"}
	met := time.Date(2026, time.February, 26, 10, 0, 0, 0, time.UTC)
	booked := followup.Signal{
		Kind: followup.InterviewConfirm, Confidence: 1, Employer: "Larkspur", Domain: "larkspur.example", Person: followup.Person{Name: nora.Name, Addr: nora.Addr, Part: followup.PartRecruiter},
		Mail:       followup.Mail{Key: "k", ID: "k@larkspur.example", From: nora, ReplyTo: nora, To: []followup.Address{{Addr: linkSelf}}, Date: met.AddDate(0, 0, -7), Received: met.AddDate(0, 0, -7)},
		Interviews: []followup.Interview{{Start: met, End: met.Add(time.Hour), Source: followup.FromProse}},
	}
	app := followup.Application{ID: "a1"}
	app, _, _ = p.Step(app, followup.Event{Kind: followup.EventScheduled, At: booked.Mail.Received, Seen: booked.Mail.Received, Signal: &booked}, booked.Mail.Received)

	received := said.Add(40 * time.Second) // a mail takes its time
	m, err := mailwatch.Parse(fmt.Appendf(nil, "From: Nora Beck <nora@larkspur.example>\nTo: Robin <%s>\nMessage-ID: <w@larkspur.example>\n"+
		"Subject: Your interview for Data Engineer\nDate: %s\nContent-Type: text/plain; charset=utf-8\n\n%s\n",
		linkSelf, said.Format("Mon, 02 Jan 2006 15:04:05 -0700"), words), received, mailwatch.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	sig := reader.Read(m).InConversation()
	kinds, why := p.Admit(app, sig)
	switch {
	case len(kinds) == 0:
		t.Fatalf("%q enters nothing: %s", words, why)
	case kinds[0] == followup.EventDoubted: // the user says that it is as it looks
		kinds = []followup.EventKind{followup.EventResolved}
	}
	for _, kind := range kinds {
		app, _, _ = p.Step(app, followup.Event{Kind: kind, At: sig.Mail.Received, Seen: received, Signal: &sig}, received)
	}
	return p, app
}

// nudgeDay is the day on which a question is due, and "never" where none is.
func nudgeDay(p followup.Policy, app followup.Application) string {
	for _, d := range p.Next(app) {
		if d.Kind == followup.DueSilence {
			return d.At.Format("01-02")
		}
	}
	return "never"
}

// TestPromiseTable holds every row of domain.md 1.3 from the words of a mail to the day of the question: the deadline that
// they mean, and as many business days more as the slack, a quarter of the time promised within two and five. Unless the
// row says another day, the words are said on Wednesday, 4 March 2026, at nine.
func TestPromiseTable(t *testing.T) {
	t.Parallel()
	day := func(d, h int) time.Time { return time.Date(2026, time.March, d, h, 0, 0, 0, time.UTC) }
	wednesday := day(4, 9)
	for _, c := range []struct {
		words    string // a time, or a whole sentence
		said     time.Time
		kind     followup.PromiseKind
		deadline string
		nudge    string
	}{
		{"today", wednesday, followup.PromiseDate, "03-04", "03-06"},
		{"by the end of the day", wednesday, followup.PromiseDate, "03-04", "03-06"},
		{"today", day(4, 18), followup.PromiseDate, "03-05", "03-09"}, // said after five: the next day
		{"tomorrow", wednesday, followup.PromiseDate, "03-05", "03-09"},
		{"in a day or two", wednesday, followup.PromiseDate, "03-06", "03-10"},
		{"within 48 hours", wednesday, followup.PromiseDate, "03-06", "03-10"},
		{"in the next couple of days", wednesday, followup.PromiseDate, "03-09", "03-11"},
		{"in the next couple of days", day(6, 16), followup.PromiseDate, "03-11", "03-13"}, // Vik's Friday
		{"in the next few days", wednesday, followup.PromiseDate, "03-10", "03-12"},
		{"this week", wednesday, followup.PromiseDate, "03-06", "03-10"},
		{"by the end of the week", day(7, 9), followup.PromiseDate, "03-13", "03-17"}, // on a Saturday: the coming Friday
		{"by Friday", wednesday, followup.PromiseDate, "03-06", "03-10"},
		{"by the weekend", wednesday, followup.PromiseDate, "03-06", "03-10"},
		{"early next week", wednesday, followup.PromiseDate, "03-10", "03-12"},
		{"on Monday", wednesday, followup.PromiseDate, "03-09", "03-11"},
		{"by Wednesday", wednesday, followup.PromiseDate, "03-11", "03-13"}, // strictly after
		{"next Friday", wednesday, followup.PromiseDate, "03-13", "03-17"},
		{"by mid-week", day(2, 9), followup.PromiseDate, "03-04", "03-06"},
		{"mid next week", wednesday, followup.PromiseDate, "03-11", "03-13"},
		{"next week", wednesday, followup.PromiseDate, "03-13", "03-17"},
		{"by the end of next week", wednesday, followup.PromiseDate, "03-13", "03-17"},
		{"in the week of the 9th", wednesday, followup.PromiseDate, "03-13", "03-17"},
		{"within a week", wednesday, followup.PromiseDate, "03-11", "03-13"},
		{"within 5 business days", wednesday, followup.PromiseDate, "03-11", "03-13"},
		{"within two weeks", wednesday, followup.PromiseDate, "03-18", "03-23"},
		{"in two to three weeks", wednesday, followup.PromiseDate, "03-25", "03-31"},
		{"within a month", wednesday, followup.PromiseDate, "04-02", "04-09"},
		{"by the end of the month", day(20, 9), followup.PromiseDate, "03-31", "04-02"},
		{"by the end of the month", day(30, 9), followup.PromiseDate, "04-30", "05-07"}, // its last three days: the next one's
		{"by March 13", wednesday, followup.PromiseDate, "03-13", "03-17"},
		{"by the 20th", wednesday, followup.PromiseDate, "03-20", "03-25"},
		{"next month", wednesday, followup.PromiseDate, "04-03", "04-10"},
		{"We will let you know after we finish interviews on 10 March.", wednesday, followup.PromiseDate, "03-17", "03-20"},
		{"Once Priya is back on 10 March we will get back to you.", wednesday, followup.PromiseDate, "03-13", "03-17"},
		{"We will be in touch soon.", wednesday, followup.PromiseVague, "", "03-13"},
		{"We will get back to you as soon as possible.", wednesday, followup.PromiseVague, "", "03-13"},
		{"If we decide to move forward, you will hear from us within two weeks.", wednesday, followup.PromiseIfPositive, "03-18", "03-23"},
		{"If you have not heard from us by 20 March, please assume that you were not selected.", wednesday, followup.PromiseSilence, "03-20", "never"},
		{"Only shortlisted candidates will be contacted.", wednesday, followup.PromiseSilence, "", "never"},
		{"Feel free to check in if you haven't heard from me by 13 March.", wednesday, followup.PromiseInvitation, "03-13", "03-16"},
		{"Please do not contact us about the state of your application.", wednesday, followup.PromiseNoContact, "", "never"},
		{"We are still deciding.", wednesday, "", "", "03-13"},
	} {
		text := c.words
		if c.words[0] >= 'a' {
			text = fmt.Sprintf("We will get back to you %s.", c.words)
		}
		t.Run(c.said.Format("Mon 2 ")+c.words, func(t *testing.T) {
			t.Parallel()
			p, app := heardOf(t, c.said, "Thank you for the interview. "+text)
			kind, deadline, quote := followup.PromiseKind(""), "", ""
			if n := len(app.Promises); n > 0 {
				kind, quote = app.Promises[n-1].Kind, app.Promises[n-1].Quote
				if by := app.Promises[n-1].Deadline; !by.IsZero() {
					deadline = by.Format("01-02")
				}
			}
			if kind != c.kind || deadline != c.deadline {
				t.Errorf("%s by %q, want %s by %q", kind, deadline, c.kind, c.deadline)
			}
			if got := nudgeDay(p, app); got != c.nudge {
				t.Errorf("a question on %s, want %s", got, c.nudge)
			}
			if c.kind != "" && quote != text {
				t.Errorf("the quote is %q", quote)
			}
		})
	}
}

// TestPromiseRows holds what explain says of promises: their words, the day, and how it turned out.
func TestPromiseRows(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, time.March, 9, 9, 0, 0, 0, time.UTC)
	day := func(d int) time.Time { return time.Date(2026, time.March, d, 18, 0, 0, 0, time.UTC) }
	rows := promiseWords(followup.Application{Promises: []followup.Promise{
		{Kind: followup.PromiseDate, Said: day(2), Deadline: day(6), Quote: "You will hear from us by\nFriday.", Standing: followup.PromiseBroken, Ended: day(8)},
		{Kind: followup.PromiseDate, Said: day(8), Deadline: day(13), Source: followup.FromUser, Quote: "end of the week", Standing: followup.PromiseOpen},
		{Kind: followup.PromiseVague, Said: day(8)},
	}}, now)
	want := []string{
		"2 Mar  “You will hear from us by Friday.”: by Fri 6 Mar, broken on Sun 8 Mar",
		"8 Mar  “end of the week” (as you told it): by Fri 13 Mar",
		"8 Mar  vague",
	}
	if !slices.Equal(rows, want) {
		t.Errorf("%q, want %q", rows, want)
	}
}
