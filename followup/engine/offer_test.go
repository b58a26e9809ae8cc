package engine_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"followup/followup"
	"followup/followup/engine"
	"followup/followup/store"
)

// firm makes a mail of another employer of mail's.
func firm(name string) func(*followup.Signal) {
	domain := strings.ToLower(name) + ".example"
	return func(s *followup.Signal) {
		who := followup.Address{Name: "Kim " + name, Addr: "kim@" + domain}
		s.Employer, s.Domain, s.Person.Name, s.Person.Addr = name, domain, who.Name, who.Addr
		s.Mail.From, s.Mail.ReplyTo = who, who
		s.Mail.ID = name + s.Mail.ID
		s.Mail.Key = name + s.Mail.Key
		for i := range s.Interviews {
			s.Interviews[i].UID = name + s.Interviews[i].UID
		}
	}
}

// appAt returns the application at an employer.
func (b *bench) appAt(employer string) (found followup.Application) {
	b.t.Helper()
	err := b.store.View(func(tx *store.Tx) error {
		return tx.Applications(func(a followup.Application) error {
			if a.Employer == employer {
				found = a
			}
			return nil
		})
	})
	if err != nil || found.ID == "" {
		b.t.Fatalf("no application at %s: %v", employer, err)
	}
	return found
}

// open returns the open letters of a kind at an employer.
func (b *bench) openAt(employer string, kind followup.NoteKind) (out []followup.Note) {
	b.t.Helper()
	for _, n := range b.appAt(employer).Notes {
		if n.Kind == kind && n.Status.Open() {
			out = append(out, n)
		}
	}
	return out
}

// interviewedAt brings an application at each employer to the evening after its interview.
func (b *bench) interviewedAt(employers ...string) {
	b.t.Helper()
	b.read(mail(monday.Add(-time.Hour), followup.ApplicationAck, firm("Nobody")))
	b.at(monday)
	start := monday.Add(25 * time.Hour)
	for _, name := range employers {
		b.read(mail(monday, followup.InterviewConfirm, interview(start), firm(name)))
	}
	b.at(start.Add(6 * time.Hour))
	b.tick()
}

// Two offers, and three applications that go on: what is only said changes nothing elsewhere, a written one with a date is told
// to who can decide, one that is gone takes its letters back, and one that is accepted and in writing lets the others go. All of
// it as drafts.
func TestOfferSpread(t *testing.T) {
	ctx := context.Background()
	b := newBench(t)
	b.interviewedAt("Alder", "Birch", "Cedar", "Dogwood", "Elm")
	names := []string{"Alder", "Birch", "Cedar", "Dogwood", "Elm"}
	count := func(kind followup.NoteKind) string {
		var parts []string
		for _, name := range names {
			parts = append(parts, fmt.Sprint(len(b.openAt(name, kind))))
		}
		return strings.Join(parts, " ")
	}
	friday, monday2 := monday.AddDate(0, 0, 11), monday.AddDate(0, 0, 14)
	told := func(app string, o followup.Terms) engine.Card {
		t.Helper()
		card, err := b.OfferTold(ctx, engine.OfferRequest{App: b.appAt(app).ID, Offer: o})
		if err != nil {
			t.Fatal(err)
		}
		return card
	}
	closeAs := func(app string, how followup.Outcome) {
		t.Helper()
		if _, err := b.Close(ctx, engine.CloseRequest{App: b.appAt(app).ID, Outcome: how}); err != nil {
			t.Fatal(err)
		}
	}
	// By word, with a date.
	told("Alder", followup.Terms{Deadline: friday})
	if got := count(followup.DeadlineNote); got != "0 0 0 0 0" {
		t.Fatalf("after an offer by word notes about it are drafted: %s", got)
	}
	// In writing, by mail: those who interviewed are told, on the day it came; who offers is not.
	b.at(b.clock().Add(time.Hour))
	b.read(mail(b.clock(), followup.Offer, firm("Alder"), func(s *followup.Signal) { s.Detail, s.Deadline = followup.DetailWritten, friday }))
	if got := count(followup.DeadlineNote); got != "0 1 1 1 1" {
		t.Fatalf("after an offer in writing: %s", got)
	}
	note := b.openAt("Birch", followup.DeadlineNote)[0]
	if strings.Contains(note.Subject+note.Text, "Alder") || note.Text == "" || note.Status != followup.Proposed {
		t.Errorf("the note is %s and says\n%s", note.Status, note.Text)
	}
	// They give more time: the letters speak of the new date.
	told("Alder", followup.Terms{Deadline: monday2})
	if got := b.openAt("Birch", followup.DeadlineNote); len(got) != 1 || !got[0].Expires.Equal(monday2) {
		t.Errorf("after the date moved: %+v", got)
	}
	// A second offer, with a nearer date: one letter to each speaks of that, and none goes to who made it.
	card := told("Birch", followup.Terms{Written: true, Deadline: friday})
	if got := count(followup.DeadlineNote); got != "0 0 1 1 1" || b.openAt("Cedar", followup.DeadlineNote)[0].Offer != b.appAt("Birch").ID || !strings.Contains(string(card.Reason), "drafted for 3 other applications") {
		t.Errorf("after the second offer: %s, %s", got, card.Reason)
	}
	// It is taken back: its letters end, and the first is the nearest again.
	closeAs("Birch", followup.OutcomeRescinded)
	if got := count(followup.DeadlineNote); got != "0 0 1 1 1" || b.openAt("Cedar", followup.DeadlineNote)[0].Offer != b.appAt("Alder").ID {
		t.Errorf("after the second was taken back: %s", got)
	}
	// The letter leaves only while the offer stands.
	cedar := b.openAt("Cedar", followup.DeadlineNote)[0]
	closeAs("Alder", followup.OutcomeDeclined)
	if _, err := b.Approve(ctx, engine.ApproveRequest{Note: cedar.ID, Fingerprint: cedar.Fingerprint}); err == nil || count(followup.DeadlineNote) != "0 0 0 0 0" {
		t.Errorf("the offer is declined, and the letter about it: %v, %s", err, count(followup.DeadlineNote))
	}
	// Accepted by word: nobody is let go, and the others' clocks run on.
	told("Cedar", followup.Terms{})
	before := b.appAt("Dogwood")
	closeAs("Cedar", followup.OutcomeTaken)
	if got := count(followup.Withdrawal); got != "0 0 0 0 0" || b.appAt("Dogwood").Turn != before.Turn || !b.appAt("Dogwood").TurnSince.Equal(before.TurnSince) {
		t.Errorf("accepted by word, and withdrawals are drafted: %s", got)
	}
	b.at(b.clock().AddDate(0, 0, 16))
	b.tick()
	if len(b.openAt("Dogwood", followup.Nudge)) != 1 {
		t.Error("accepted by word, and the others' clocks stand still")
	}
	// The paper comes: polite withdrawals, as drafts.
	card = told("Cedar", followup.Terms{Written: true})
	if got := count(followup.Withdrawal); got != "0 0 0 1 1" || !strings.Contains(string(card.Reason), "a withdrawal is drafted for 2 other applications") {
		t.Fatalf("after the paper came: %s, %s", got, card.Reason)
	}
	dogwood := b.openAt("Dogwood", followup.Withdrawal)[0]
	if dogwood.Status != followup.Proposed || b.appAt("Dogwood").Stage == followup.StageClosed || strings.Contains(dogwood.Text, "Cedar") {
		t.Errorf("the withdrawal is %s, the application %s:\n%s", dogwood.Status, b.appAt("Dogwood").Stage, dogwood.Text)
	}
	// Told once more nothing is drafted twice.
	told("Cedar", followup.Terms{Checked: map[string]string{"pay": "yes"}})
	if got := count(followup.Withdrawal); got != "0 0 0 1 1" {
		t.Errorf("told once more: %s", got)
	}
	// They take it back, after one of the withdrawals was approved: nobody is let go any more.
	if _, err := b.Approve(ctx, engine.ApproveRequest{Note: dogwood.ID, Fingerprint: dogwood.Fingerprint}); err != nil {
		t.Fatal(err)
	}
	closeAs("Cedar", followup.OutcomeRescinded)
	if got := count(followup.Withdrawal); got != "0 0 0 0 0" || b.appAt("Dogwood").Stage == followup.StageClosed {
		t.Errorf("the offer was taken back, and the withdrawals for it: %s", got)
	}
	if err := b.CheckDerived(); err != nil {
		t.Error(err)
	}
}

// No offer's application or employer is named in the journal of another.
func TestOfferStaysAtHome(t *testing.T) {
	b := newBench(t)
	b.interviewedAt("Alder", "Birch")
	if _, err := b.OfferTold(t.Context(), engine.OfferRequest{App: b.appAt("Alder").ID, Offer: followup.Terms{Written: true, Deadline: monday.AddDate(0, 0, 11)}}); err != nil {
		t.Fatal(err)
	}
	story, err := b.Explain(t.Context(), b.appAt("Birch").ID)
	if err != nil {
		t.Fatal(err)
	}
	if text := fmt.Sprintf("%+v", story.Entries); strings.Contains(strings.ToLower(text), "alder") {
		t.Error("the journal of Birch names Alder")
	}
}

// Who asks for times is answered by a draft with times of the user's, outside her calendar and her other interviews.
func TestTimesFromTheCalendar(t *testing.T) {
	b := newBench(t)
	var busy []followup.Span
	var broken error
	b.options = func(o *engine.Options) {
		o.Busy = func(context.Context, time.Time, time.Time) ([]followup.Span, error) { return busy, broken }
	}
	if err := b.store.Close(); err != nil {
		t.Fatal(err)
	}
	b.open()
	// Tuesday is full; on Wednesday at nine there is an interview elsewhere.
	tuesday := monday.AddDate(0, 0, 1)
	busy = []followup.Span{{From: tuesday, To: tuesday.Add(12 * time.Hour)}}
	b.read(mail(monday.Add(-time.Hour), followup.ApplicationAck, firm("Nobody")))
	b.read(mail(monday, followup.InterviewConfirm, interview(monday.AddDate(0, 0, 2)), firm("Alder")))
	b.read(mail(monday, followup.InterviewInvite, firm("Birch")))
	b.tick()
	n := b.openAt("Birch", followup.ScheduleProposal)
	if len(n) != 1 || len(n[0].Slots) != 3 {
		t.Fatalf("drafted %+v", n)
	}
	for _, iv := range n[0].Slots {
		if iv.Start.Before(monday.AddDate(0, 0, 2).Add(time.Hour + 45*time.Minute)) {
			t.Errorf("it proposes %v", iv.Start.In(dublin))
		}
	}
	slots, err := b.Slots(t.Context(), engine.SlotsRequest{App: b.appAt("Birch").ID})
	if err != nil || !slots.Busy || len(slots.Lines) != 3 || !strings.HasSuffix(slots.Lines[0], "(Dublin time)") {
		t.Errorf("slots %+v, %v", slots, err)
	}
	// They propose two times: the first is taken by the calendar, the second suits.
	at := func(day, hour int) followup.Interview {
		start := monday.AddDate(0, 0, day).Add(time.Duration(hour-9) * time.Hour)
		return followup.Interview{Start: start, End: start.Add(time.Hour), Zone: "Europe/Dublin"}
	}
	b.at(monday.Add(time.Hour))
	b.read(mail(monday.Add(time.Hour), followup.InterviewInvite, firm("Birch"), func(s *followup.Signal) {
		s.Options = []followup.Interview{at(1, 11), at(3, 14)}
	}))
	b.tick()
	if n := b.openAt("Birch", followup.ScheduleAccept); len(n) != 1 || !n[0].Slots[0].Start.Equal(at(3, 14).Start) || len(b.openAt("Birch", followup.ScheduleProposal)) != 0 {
		t.Errorf("accepted %+v", n)
	}
	if _, err := b.Pick(t.Context(), engine.PickRequest{App: b.appAt("Birch").ID, Slot: at(1, 11)}); err != nil {
		t.Error(err)
	}
	if n := b.openAt("Birch", followup.ScheduleAccept); len(n) != 1 || !n[0].Slots[0].Start.Equal(at(1, 11).Start) {
		t.Errorf("picked %+v", n)
	}
	if _, err := b.Answered(t.Context(), engine.AnsweredRequest{App: b.appAt("Birch").ID}); err != nil || len(b.openAt("Birch", followup.ScheduleAccept)) != 0 {
		t.Errorf("answered by phone: %v", err)
	}
	var no *engine.Refusal
	if _, err := b.Answered(t.Context(), engine.AnsweredRequest{App: b.appAt("Birch").ID}); !errors.As(err, &no) {
		t.Errorf("answered again: %v", err)
	}
	// A calendar that cannot be read drafts nothing, and says so where the user asks.
	broken = errors.New("no such file")
	b.read(mail(monday.Add(time.Hour), followup.InterviewInvite, firm("Cedar")))
	b.tick()
	if _, err := b.Slots(t.Context(), engine.SlotsRequest{App: b.appAt("Cedar").ID}); !errors.As(err, &no) || len(b.appAt("Cedar").Notes) != 0 {
		t.Errorf("slots: %v, %d notes", err, len(b.appAt("Cedar").Notes))
	}
}

// An offer that is forgotten takes its letters back: nobody is to be pressed with a date that no record holds.
func TestForgottenOfferIsNotSpokenOf(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.interviewedAt("Alder", "Birch")
	_, err := b.OfferTold(t.Context(), engine.OfferRequest{App: b.appAt("Alder").ID, Offer: followup.Terms{Written: true, Deadline: monday.AddDate(0, 0, 11)}})
	if err != nil || len(b.openAt("Birch", followup.DeadlineNote)) != 1 {
		t.Fatalf("no note is drafted: %v", err)
	}
	if _, err := b.Forget(t.Context(), engine.ForgetRequest{Employer: "Alder", Confirm: "Alder"}); err != nil {
		t.Fatal(err)
	}
	if open := b.openAt("Birch", followup.DeadlineNote); len(open) != 0 {
		t.Errorf("the note is still there: %+v", open)
	}
	if err := b.CheckDerived(); err != nil {
		t.Error(err)
	}
}
