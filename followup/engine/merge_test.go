package engine_test

import (
	"strings"
	"testing"
	"time"

	"followup/followup"
	"followup/followup/engine"
)

// twoLives are two applications with interviews, letters that left and drafts, of which one was lived at Birchwood and one
// at Acme, mail after mail in turn.
func twoLives(t *testing.T) (b *bench, acme, birchwood string) {
	t.Helper()
	b = newBench(t)
	first, second := at("acme.example", monday.Add(-3*time.Hour), followup.ApplicationAck), at("birchwood.example", monday.Add(-2*time.Hour), followup.ApplicationAck)
	b.read(first, second)
	for i, domain := range []string{"birchwood.example", "acme.example"} {
		sig := at(domain, monday.Add(time.Duration(i)*time.Minute), followup.InterviewConfirm)
		start := monday.Add(time.Duration(2+22*i) * time.Hour)
		interview(start, followup.Person{Name: "Jo Reed", Addr: "jo@" + domain, Part: followup.PartInterviewer})(&sig)
		sig.Interviews[0].UID = "u@" + domain
		b.at(sig.Mail.Received)
		b.read(sig)
	}
	acme, birchwood = b.where(first), b.where(second)
	b.at(monday.Add(4 * time.Hour))
	b.tick()
	var n followup.Note
	for _, x := range b.app(birchwood).Notes {
		n = x
	}
	n = b.approve(n)
	b.at(later(n.SendAt, b.clock()).Add(time.Second))
	if err := b.send(); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Remark(t.Context(), engine.RemarkRequest{App: birchwood, Text: "ask about the team"}); err != nil {
		t.Fatal(err)
	}
	b.at(monday.Add(26 * time.Hour))
	b.tick()
	return b, acme, birchwood
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// Merging tells two lives as one; splitting gives both back as they were.
func TestMergeSplit(t *testing.T) {
	t.Parallel()
	b, acme, birchwood := twoLives(t)
	before, other := asJSON(b.app(acme)), asJSON(b.app(birchwood))
	if !strings.Contains(other, `"status":"sent"`) || !strings.Contains(before, `"status":"proposed"`) {
		t.Fatalf("not the lives that this test is about:\n%s\n%s", before, other)
	}
	b.at(monday.Add(27 * time.Hour))
	card, err := b.Merge(t.Context(), engine.MergeRequest{Into: acme, From: birchwood})
	if err != nil || card.Act == "" {
		t.Fatalf("%v, act %q", err, card.Act)
	}
	app := b.app(acme)
	if len(app.Rounds) != 2 || len(app.Notes) != 2 || len(app.Remarks) != 1 {
		t.Errorf("%d rounds, %d letters, %d notes", len(app.Rounds), len(app.Notes), len(app.Remarks))
	}
	for _, n := range app.Notes {
		if n.Status != followup.Sent && n.Status != followup.Proposed {
			t.Errorf("a letter is %s", n.Status)
		}
	}
	if _, err := b.Show(t.Context(), birchwood); err != engine.ErrNotFound {
		t.Errorf("the other is still there: %v", err)
	}
	if err := b.CheckDerived(); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Split(t.Context(), engine.ActRequest{App: acme}); err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]string{acme: before, birchwood: other} {
		if got := asJSON(b.app(id)); got != want {
			t.Errorf("not as it was:\n%s\n%s", want, got)
		}
	}
	if _, err := b.Split(t.Context(), engine.ActRequest{App: acme}); refusedWith(err) != "nothing was merged into it" {
		t.Errorf("twice: %v", err)
	}
	if err := b.CheckDerived(); err != nil {
		t.Fatal(err)
	}
	// The mail counts where it did, and taking the split back merges again.
	ack := at("birchwood.example", monday.Add(-2*time.Hour), followup.ApplicationAck)
	b.read(ack)
	if got := b.where(ack); got != birchwood {
		t.Errorf("its mail counts for %s", got)
	}
}

// What came after the merge goes where it belongs: a mail in a thread, a yes to a letter.
func TestSplitAfterMoreWasLived(t *testing.T) {
	t.Parallel()
	b, acme, birchwood := twoLives(t)
	b.at(monday.Add(27 * time.Hour))
	card, err := b.Merge(t.Context(), engine.MergeRequest{Into: birchwood, From: acme})
	if err != nil {
		t.Fatal(err)
	}
	b.at(monday.Add(29 * time.Hour))
	answer := at("acme.example", monday.Add(28*time.Hour), followup.Update)
	answer.Mail.InReplyTo = []string{at("acme.example", monday.Add(-3*time.Hour), followup.ApplicationAck).Mail.ID}
	b.read(answer)
	if got := b.where(answer); got != birchwood {
		t.Fatalf("the answer counts for %s", got)
	}
	var n followup.Note
	for _, x := range b.app(birchwood).Notes {
		if x.Status == followup.Proposed {
			n = x
		}
	}
	edited, err := b.Edit(t.Context(), engine.EditRequest{Note: n.ID, Fingerprint: n.Fingerprint, Subject: n.Subject, Text: `Hi Jo,

It was good to see the workshop yesterday, and how your team plans a week around the harbour. The story of the missing crane
will stay with me. I look forward to what comes next.

Best wishes,
Robin Ashby`})
	if err != nil {
		t.Fatal(err)
	}
	n = b.approve(*edited.Note)
	b.at(later(n.SendAt, b.clock()).Add(time.Minute))
	if err := b.send(); err != nil {
		t.Fatal(err)
	}
	if _, err := b.UndoAct(t.Context(), engine.ActRequest{Act: card.Act}); err != nil {
		t.Fatal(err)
	}
	if got := b.where(answer); got != acme {
		t.Errorf("the answer counts for %s", got)
	}
	app := b.app(acme)
	if app.LastIn.Key != answer.Mail.Key || len(app.Notes) != 1 || app.Notes[0].Status != followup.Sent {
		t.Errorf("%s", asJSON(app))
	}
	if got := b.app(birchwood); len(got.Notes) != 1 || len(got.Rounds) != 1 {
		t.Errorf("%s", asJSON(got))
	}
	if err := b.CheckDerived(); err != nil {
		t.Error(err)
	}
}

func TestMergeIsRefused(t *testing.T) {
	t.Parallel()
	b, acme, _ := twoLives(t)
	if _, err := b.Merge(t.Context(), engine.MergeRequest{Into: acme, From: acme}); refusedWith(err) != "that is one application already" {
		t.Errorf("with itself: %v", err)
	}
	if _, err := b.Merge(t.Context(), engine.MergeRequest{Into: acme, From: "nothing"}); err != engine.ErrNotFound {
		t.Errorf("with nothing: %v", err)
	}
}

// A merge of what was merged before comes apart in either order.
func TestMergeOfMerged(t *testing.T) {
	t.Parallel()
	for _, outer := range []bool{true, false} {
		b, acme, birchwood := twoLives(t)
		third := b.add(followup.Details{Employer: word("Cedar")}).Application.ID
		want := map[string]string{}
		for _, id := range []string{acme, birchwood, third} {
			want[id] = asJSON(b.app(id))
		}
		b.at(b.clock().Add(time.Minute))
		inner, err := b.Merge(t.Context(), engine.MergeRequest{Into: birchwood, From: third})
		if err != nil {
			t.Fatal(err)
		}
		b.at(b.clock().Add(time.Minute))
		last, err := b.Merge(t.Context(), engine.MergeRequest{Into: acme, From: birchwood})
		if err != nil {
			t.Fatal(err)
		}
		order := []string{inner.Act, last.Act}
		if outer {
			order = []string{last.Act, inner.Act}
		}
		for _, act := range order {
			b.at(b.clock().Add(time.Minute))
			if _, err := b.UndoAct(t.Context(), engine.ActRequest{Act: act}); err != nil {
				t.Fatalf("outer first %v: %v", outer, err)
			}
		}
		for id, was := range want {
			if got := asJSON(b.app(id)); got != was {
				t.Errorf("outer first %v: not as it was:\n%s\n%s", outer, was, got)
			}
		}
		if err := b.CheckDerived(); err != nil {
			t.Error(err)
		}
	}
}
