package engine_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"followup/followup"
	"followup/followup/engine"
)

// at firm changes a mail to come from another employer.
func atFirm(name string) func(*followup.Signal) {
	return func(s *followup.Signal) {
		s.Employer, s.Domain = name, strings.ToLower(name)+".example"
		s.Mail.ID = fmt.Sprintf("%s-%d@%s", s.Kind, s.Mail.Received.Unix(), s.Domain)
		s.Mail.Key = "key-" + s.Mail.ID
		s.Mail.From = followup.Address{Name: "Kim Li", Addr: "kim@" + s.Domain}
		s.Mail.ReplyTo, s.Person = s.Mail.From, followup.Person{Name: "Kim Li", Addr: "kim@" + s.Domain, Known: "sender", Wrote: s.Mail.Received}
		for i := range s.Interviews {
			s.Interviews[i].UID += name
		}
	}
}

// promising puts a promise into a mail.
func promising(by time.Time) func(*followup.Signal) {
	return func(s *followup.Signal) {
		s.Promise = &followup.Promise{Kind: followup.PromiseDate, Said: s.Mail.Received, Deadline: by, Quote: "You hear from us by Wednesday.", By: s.Person}
	}
}

func (b *bench) today() engine.Morning {
	b.t.Helper()
	m, err := b.Today(b.t.Context())
	if err != nil {
		b.t.Fatal(err)
	}
	return m
}

func firms(rows []engine.Row) string {
	var out []string
	for _, r := range rows {
		out = append(out, r.Employer)
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

// A morning has each thing where it belongs, at the hour that the desk has and not at the hour of its last mail.
func TestMorning(t *testing.T) {
	b := newBench(t)
	if m := b.today(); m.Next != nil || m.Live != 0 || m.Approve == nil || m.Overdue == nil {
		t.Errorf("the morning of an empty store: %+v", m)
	}
	ack := func(firm string) followup.Signal { return mail(monday, followup.ApplicationAck, atFirm(firm)) }
	b.read(
		ack("Quiet"), ack("Late"), ack("Soon"), ack("Today"), ack("Over"), ack("Asks"), ack("Unsure"), ack("Gone"),
		mail(monday.Add(time.Minute), followup.Update, promising(monday.Add(57*time.Hour)), atFirm("Late")), // Wednesday 18:00
		mail(monday.Add(time.Minute), followup.InterviewConfirm, interview(monday.Add(8*24*time.Hour)), atFirm("Soon")),
		mail(monday.Add(time.Minute), followup.InterviewConfirm, interview(monday.Add(7*24*time.Hour+5*time.Hour)), atFirm("Today")),
		mail(monday.Add(time.Minute), followup.InterviewConfirm, interview(monday.Add(5*time.Hour)), atFirm("Over")),
		mail(monday.Add(time.Minute), followup.InterviewInvite, atFirm("Asks")),
		mail(monday.Add(time.Minute), followup.Rejection, atFirm("Unsure"), func(s *followup.Signal) { s.Confidence = 0.6 }),
		mail(monday.Add(time.Minute), followup.Rejection, atFirm("Gone")),
	)
	b.at(monday.Add(8 * time.Hour))
	b.tick()
	for _, c := range []struct {
		name                                                 string
		at                                                   time.Time
		approve, confirm, turn, interviews, waiting, overdue string
		next                                                 string
	}{
		{"the evening of the first day", monday.Add(8 * time.Hour), "Gone Over", "Unsure", "Asks", "", "Late Quiet Soon Today", "", "Quiet"},
		{"before the promised hour", monday.Add(56 * time.Hour), "Gone Over", "Unsure", "Asks", "", "Late Quiet Soon Today", "", ""},
		{"after it", monday.Add(58 * time.Hour), "Gone Over", "Unsure", "Asks", "", "Late Quiet Soon Today", "Late", ""},
		{"the day of an interview", monday.Add(7 * 24 * time.Hour), "Gone Over", "Unsure", "Asks", "Today", "Late Quiet Soon Today", "Late", "Today"},
		{"the day after it, unread", monday.Add(8*24*time.Hour - time.Hour), "Gone Over", "Unsure", "Asks", "Soon", "Late Quiet Soon Today", "Late", "Soon"},
	} {
		b.at(c.at)
		m := b.today()
		for _, part := range []struct {
			name string
			rows []engine.Row
			want string
		}{
			{"to approve", m.Approve, c.approve}, {"to confirm", m.Confirm, c.confirm}, {"your turn", m.YourTurn, c.turn},
			{"interviews", m.Interviews, c.interviews}, {"waiting", m.Waiting, c.waiting}, {"overdue", m.Overdue, c.overdue},
		} {
			if got := firms(part.rows); got != part.want {
				t.Errorf("%s: %s: %q, want %q", c.name, part.name, got, part.want)
			}
		}
		if c.next != "" && (m.Next == nil || m.Next.Employer != c.next && c.next != "Quiet") {
			t.Errorf("%s: next is %+v, want %s", c.name, m.Next, c.next)
		}
		if m.Live != 7 {
			t.Errorf("%s: %d alive, want 7", c.name, m.Live)
		}
	}
	m := b.today()
	if why := m.Overdue[0].Why; !strings.Contains(string(why), "late by 4 business days") { // Wednesday 18:00 to Tuesday morning
		t.Errorf("an overdue promise is %q", why)
	}
	if r := m.Interviews[0]; !strings.Contains(r.What, "Interview") || !r.When.Equal(monday.Add(8*24*time.Hour)) {
		t.Errorf("the interview of the day is %+v", r)
	}
}

// What stands beside a rejection: which it is, how far it went, and the one thing that is next elsewhere.
func TestAfterARejection(t *testing.T) {
	b := newBench(t)
	b.read(
		mail(monday, followup.ApplicationAck, atFirm("Alive")), mail(monday, followup.ApplicationAck, atFirm("One")), mail(monday, followup.ApplicationAck, atFirm("Two")),
		mail(monday.Add(time.Minute), followup.InterviewConfirm, interview(monday.Add(99*time.Hour)), atFirm("Alive")),
		mail(monday.Add(time.Minute), followup.InterviewConfirm, interview(monday.Add(2*time.Hour)), atFirm("Two")),
	)
	b.at(monday.Add(24 * time.Hour))
	b.tick()
	b.read(mail(monday.Add(20*time.Hour), followup.Rejection, atFirm("One")), mail(monday.Add(23*time.Hour), followup.Rejection, atFirm("Two")))
	card := func(firm string) *engine.AfterNo {
		t.Helper()
		l, err := b.List(t.Context(), engine.Query{Text: firm})
		if err != nil || len(l.Rows) == 0 {
			t.Fatal(firm, err)
		}
		c, err := b.Show(t.Context(), l.Rows[0].App)
		if err != nil {
			t.Fatal(err)
		}
		return c.AfterNo
	}
	one, two := card("One"), card("Two")
	if one == nil || one.No != 1 || one.Rounds != 0 || two == nil || two.No != 2 || two.Rounds != 1 || two.Recent != 2 {
		t.Fatalf("after the first: %+v, after the second: %+v", one, two)
	}
	if two.Live != 1 || two.Next == nil || two.Next.Employer != "Alive" || !two.Next.When.Equal(monday.Add(99*time.Hour)) {
		t.Errorf("next move: %+v of %d", two.Next, two.Live)
	}
	if card("Alive") != nil {
		t.Error("what goes on is shown as a no")
	}
}

func TestQuiet(t *testing.T) {
	b := newBench(t)
	st, err := b.Quiet(t.Context(), engine.QuietRequest{Until: monday.Add(24 * time.Hour)})
	if err != nil || !st.Quiet.Equal(monday.Add(24*time.Hour)) {
		t.Fatalf("%+v, %v", st.Quiet, err)
	}
	b.crash()
	if m := b.today(); !m.Quiet.Equal(monday.Add(24 * time.Hour)) {
		t.Errorf("after a start it is quiet until %v", m.Quiet)
	}
	b.at(monday.Add(24 * time.Hour))
	if m := b.today(); !m.Quiet.IsZero() {
		t.Errorf("quiet does not end: %v", m.Quiet)
	}
	for _, until := range []time.Time{monday, monday.AddDate(1, 0, 0)} {
		if _, err := b.Quiet(t.Context(), engine.QuietRequest{Until: until}); !errors.As(err, new(*engine.Refusal)) {
			t.Errorf("quiet until %v: %v", until, err)
		}
	}
	if _, err := b.Quiet(t.Context(), engine.QuietRequest{Until: monday.AddDate(0, 0, 9)}); err != nil {
		t.Fatal(err)
	}
	if st, err = b.Quiet(t.Context(), engine.QuietRequest{}); err != nil || !st.Quiet.IsZero() {
		t.Errorf("off: %+v, %v", st.Quiet, err)
	}
}
