package engine_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"followup/followup"
	"followup/followup/engine"
	"followup/followup/store"
)

// journal returns the journal of an application and the application itself, as they are stored.
func (b *bench) journal(app string) string {
	b.t.Helper()
	var out strings.Builder
	err := b.store.View(func(tx *store.Tx) error {
		entries, err := tx.Journal(app)
		if err != nil {
			return err
		}
		a, _, err := tx.Application(app)
		if err != nil {
			return err
		}
		return json.NewEncoder(&out).Encode([]any{entries, a})
	})
	if err != nil {
		b.t.Fatal(err)
	}
	return out.String()
}

// at the employer Birchwood, in another role, written by somebody else.
func role(role, name, addr string) func(*followup.Signal) {
	return func(s *followup.Signal) {
		who := followup.Address{Name: name, Addr: addr}
		s.Role, s.Person.Name, s.Person.Addr, s.Mail.From, s.Mail.ReplyTo = role, name, addr, who, who
		s.Mail.ID, s.Mail.Key, s.Mail.Subject = role+s.Mail.ID, role+s.Mail.Key, role+" role"
		s.Requisition = "R-" + role
		for i := range s.Interviews {
			s.Interviews[i].UID = role + s.Interviews[i].UID
		}
	}
}

// Nothing of one application is ever written into the journal of another: no name, no address, no word of a letter or of
// an offer. Where it is forgotten, nothing of it is left elsewhere.
func TestOthersStayUnnamed(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	b := newBench(t)
	b.interviewedAt("Alder", "Birch", "Zwitscher")
	apps := map[string]string{}
	for _, name := range []string{"Alder", "Birch", "Zwitscher"} {
		apps[name] = b.appAt(name).ID
	}
	// A letter to each, one after the other, so that every gate has the others before it.
	yes := func(kind followup.NoteKind, names ...string) {
		t.Helper()
		for _, name := range names {
			n := b.openAt(name, kind)[0]
			for _, f := range b.card(n.ID).Findings {
				if f.Overrulable {
					if _, err := b.Overrule(ctx, engine.OverruleRequest{Note: n.ID, Fingerprint: n.Fingerprint, Code: f.Code, Reason: "I mean it"}); err != nil {
						t.Fatal(err)
					}
				}
			}
			b.approve(n)
			if err := b.send(); err != nil {
				t.Fatal(err)
			}
			b.tick()
		}
	}
	yes(followup.ThankYou, "Zwitscher", "Alder", "Birch")
	// An offer of theirs, in writing: the others hear of a date. It is told, changed and accepted.
	friday := b.clock().AddDate(0, 0, 10)
	b.read(mail(b.clock(), followup.Offer, firm("Zwitscher"), func(s *followup.Signal) {
		s.Detail, s.Deadline = followup.DetailWritten, friday
	}))
	if _, err := b.OfferTold(ctx, engine.OfferRequest{App: apps["Zwitscher"], Offer: followup.Terms{Deadline: friday.AddDate(0, 0, 3)}}); err != nil {
		t.Fatal(err)
	}
	n := b.openAt("Birch", followup.DeadlineNote)
	if len(n) != 1 {
		t.Fatalf("%d notes about the date", len(n))
	}
	if _, err := b.Dismiss(ctx, engine.DismissRequest{Note: n[0].ID, Fingerprint: n[0].Fingerprint}); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Want(ctx, engine.WantRequest{App: apps["Birch"], Kind: followup.DeadlineNote, Offer: apps["Zwitscher"]}); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Close(ctx, engine.CloseRequest{App: apps["Zwitscher"], Outcome: followup.OutcomeTaken}); err != nil {
		t.Fatal(err)
	}
	if len(b.openAt("Alder", followup.Withdrawal)) != 1 {
		t.Fatal("nobody is let go: the test shows nothing")
	}
	for _, name := range []string{"Alder", "Birch"} {
		if text := strings.ToLower(b.journal(apps[name])); strings.Contains(text, canary) {
			i := strings.Index(text, canary)
			t.Errorf("the journal of %s names the other: …%s…", name, text[max(0, i-80):min(len(text), i+80)])
		}
	}
	if text := b.journal(apps["Zwitscher"]); !strings.Contains(strings.ToLower(text), canary) {
		t.Error("the journal that should name it does not: the test shows nothing")
	}
}

// At one employer two letters that are too much alike are told apart by a number alone.
func TestSiblingsStayUnnamed(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.options = func(o *engine.Options) { o.Policy.Similarity = 0.1 }
	b.crash()
	start := monday.Add(25 * time.Hour)
	b.read(mail(monday, followup.InterviewConfirm, interview(start), role("Engineer", "Zwitscher Kim", "zwitscher@birchwood.example")))
	b.at(start.Add(2 * time.Hour))
	b.tick()
	first := b.approve(b.only())
	if err := b.send(); err != nil {
		t.Fatal(err)
	}
	b.read(mail(b.clock(), followup.InterviewConfirm, interview(b.clock().Add(time.Hour)), role("Engineering Manager", "Maya Lindqvist", "maya@birchwood.example")))
	b.at(b.clock().Add(3 * time.Hour))
	b.tick()
	for _, second := range b.notes() {
		if second.ID == first.ID {
			continue
		}
		app := b.card(second.ID).Application.ID
		text := b.journal(app)
		if !strings.Contains(text, "likeness") {
			t.Errorf("no sibling was seen: the test shows nothing\n%s", text)
		}
		if strings.Contains(strings.ToLower(text), canary) {
			t.Errorf("the journal names the other person:\n%s", text)
		}
		// Edited to the very words of the other, it is refused; why names nobody.
		if !second.Status.Open() {
			return
		}
		_, err := b.Edit(t.Context(), engine.EditRequest{Note: second.ID, Fingerprint: second.Fingerprint, To: second.To, Subject: second.Subject, Text: strings.ReplaceAll(first.Text, "Zwitscher", "Maya")})
		if err != nil {
			t.Fatal(err)
		}
		_, err = b.Approve(t.Context(), engine.ApproveRequest{Note: second.ID, Fingerprint: b.card(second.ID).Note.Fingerprint, By: "test"})
		if err == nil || strings.Contains(strings.ToLower(err.Error()), canary) {
			t.Errorf("the same words to two people at one employer: %v", err)
		}
		return
	}
	t.Error("no second letter")
}

// card shows a letter.
func (b *bench) card(id string) engine.Card {
	b.t.Helper()
	card, err := b.Show(b.t.Context(), id)
	if err != nil {
		b.t.Fatal(err)
	}
	return card
}

// Whom the user wrote to herself gets no other letter within a day, whichever application either belongs to (guard 16).
// It is no letter of the few that an employer gets in a month (guard 17): those are the ones that followup wrote.
func TestOwnMailCountsElsewhere(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		to   string
		held bool
	}{{"kim@birch.example", true}, {"KIM@Birch.example", true}, {"someone@birch.example", false}} {
		b := newBench(t)
		b.interviewedAt("Alder", "Birch")
		n := b.openAt("Birch", followup.ThankYou)[0]
		own := b.clock()
		b.read(mail(own, followup.Other, firm("Alder"), func(s *followup.Signal) { // in the thread with Alder, to Kim of Birch
			me := followup.Address{Addr: "robin@ashby.example"}
			s.Detail, s.Mail.From, s.Mail.ReplyTo, s.Mail.To = followup.DetailOwn, me, me, []followup.Address{{Addr: c.to}, {Addr: "kim@alder.example"}}
			s.Mail.InReplyTo = []string{"Alder" + fmt.Sprintf("%s-%d@birchwood.example", followup.InterviewConfirm, monday.Unix())}
			s.Mail.ID, s.Mail.Folder = "own@ashby.example", "Sent"
		}))
		if b.appAt("Alder").LastOut.ID != "own@ashby.example" || b.appAt("Birch").LastOut.ID != "" {
			t.Fatalf("the own mail went to %q and %q", b.appAt("Alder").LastOut.ID, b.appAt("Birch").LastOut.ID)
		}
		card, err := b.Approve(t.Context(), engine.ApproveRequest{Note: n.ID, Fingerprint: n.Fingerprint, By: "test", AnyHour: true})
		if err != nil {
			t.Fatal(err)
		}
		if held := !card.Note.SendAt.Before(own.Add(24 * time.Hour)); held != c.held {
			t.Errorf("after the user wrote to %s the letter leaves at %v", c.to, card.Note.SendAt.Sub(own))
		}
		b.at(card.Note.SendAt.Add(time.Second))
		if err := b.send(); err != nil {
			t.Fatal(err)
		}
		if len(b.office.accepted) != 1 {
			t.Errorf("%d letters left", len(b.office.accepted))
		}
	}
}
