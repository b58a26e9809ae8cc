package engine_test

import (
	"encoding/json"
	"testing"
	"time"

	"followup/followup"
	"followup/followup/engine"
)

func (b *bench) app(id string) followup.Application {
	b.t.Helper()
	card, err := b.Show(b.t.Context(), id)
	if err != nil {
		b.t.Fatal(err)
	}
	return card.Application
}

func asJSON(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// An act is taken back by its ID alone, and the taking back as well.
func TestUndoAct(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	id := b.add(followup.Details{}).Application.ID
	before := asJSON(b.app(id))
	b.at(monday.Add(time.Hour))
	card, err := b.Arrange(t.Context(), engine.ArrangeRequest{App: id, Meeting: &followup.Interview{Start: monday.AddDate(0, 0, 3)}})
	if err != nil {
		t.Fatal(err)
	}
	set := asJSON(b.app(id))
	undone, err := b.UndoAct(t.Context(), engine.ActRequest{Act: card.Act[:8]})
	if err != nil || undone.Reason != "taken back: an interview by hand" {
		t.Fatalf("%v, %q", err, undone.Reason)
	}
	if got := asJSON(b.app(id)); got != before {
		t.Errorf("not as it was:\n%s\n%s", before, got)
	}
	if _, err := b.UndoAct(t.Context(), engine.ActRequest{Act: card.Act}); refusedWith(err) != "it is taken back already" {
		t.Errorf("twice: %v", err)
	}
	if _, err := b.UndoAct(t.Context(), engine.ActRequest{Act: undone.Act}); err != nil {
		t.Fatal(err)
	}
	if got := asJSON(b.app(id)); got != set {
		t.Errorf("not as it was:\n%s\n%s", set, got)
	}
	if _, err := b.UndoAct(t.Context(), engine.ActRequest{Act: "e234567"}); err != engine.ErrNotFound {
		t.Errorf("an act that there is not: %v", err)
	}
	if err := b.CheckDerived(); err != nil {
		t.Error(err)
	}
}

// What was entered by hand and taken back leaves nothing.
func TestUndoOfAnAddedApplication(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	card := b.add(followup.Details{})
	if _, err := b.UndoAct(t.Context(), engine.ActRequest{Act: card.Act}); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Show(t.Context(), card.Application.ID); err != engine.ErrNotFound {
		t.Errorf("it is still there: %v", err)
	}
}

// A mail that a person moved to another application comes home when she takes that back, also where it had opened the one
// that it left.
func TestUndoOfAMovedMail(t *testing.T) {
	t.Parallel()
	for name, first := range map[string][]followup.Signal{
		"it opened the one that it left": nil,
		"another mail stays there":       {at("acme.example", monday.Add(-2*time.Hour), followup.ApplicationAck)},
	} {
		b := newBench(t)
		b.read(first...)
		moved := at("acme.example", monday.Add(-time.Hour), followup.InterviewInvite)
		b.read(moved)
		b.read(at("birchwood.example", monday.Add(-30*time.Minute), followup.ApplicationAck))
		old, other := b.where(moved), b.where(at("birchwood.example", monday.Add(-30*time.Minute), followup.ApplicationAck))
		before, beforeOther := asJSON(b.app(old)), asJSON(b.app(other))
		b.at(monday.Add(time.Minute))
		card, err := b.Correct(t.Context(), engine.CorrectRequest{Mail: moved.Mail.ID, App: other})
		if err != nil || card.Application.ID != other || card.Act == "" {
			t.Fatalf("%s: %v, %q", name, err, card.Act)
		}
		if got := b.where(moved); got != other {
			t.Fatalf("%s: it counts for %s", name, got)
		}
		if l, err := b.List(t.Context(), engine.Query{Lane: engine.LaneWaiting}); err != nil || first == nil && len(l.Rows) > 0 && l.Rows[0].App == old {
			t.Errorf("%s: an empty application is listed: %v %+v", name, err, l.Rows)
		}
		b.store.Close()
		b.open() // also where one of them is empty now, and stands in no index
		if _, err := b.UndoAct(t.Context(), engine.ActRequest{Act: card.Act}); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if got := b.where(moved); got != old {
			t.Errorf("%s: it counts for %s, not %s", name, got, old)
		}
		if got := asJSON(b.app(old)); got != before {
			t.Errorf("%s: the one that it left is not as it was:\n%s\n%s", name, before, got)
		}
		if got := asJSON(b.app(other)); got != beforeOther {
			t.Errorf("%s: the other is not as it was:\n%s\n%s", name, beforeOther, got)
		}
		b.read(moved)
		if got := b.where(moved); got != old {
			t.Errorf("%s: read once more it counts for %s", name, got)
		}
		if err := b.CheckDerived(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The answer to a question can be taken back: it is asked again.
func TestUndoOfAnAnswer(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.read(at("acme.example", monday.Add(-2*time.Hour), followup.ApplicationAck))
	no := at("acme.example", monday.Add(-time.Hour), followup.Rejection)
	no.Confidence = 0.7
	b.read(no)
	id := b.where(no)
	before := asJSON(b.app(id))
	for name, kind := range map[string]followup.SignalKind{"yes": "", "not about a job": followup.Other} {
		card, err := b.Correct(t.Context(), engine.CorrectRequest{Mail: no.Mail.Key, Kind: kind})
		if err != nil || card.Act == "" || len(card.Application.Doubts) != 0 {
			t.Fatalf("%s: %v, act %q", name, err, card.Act)
		}
		if _, err := b.UndoAct(t.Context(), engine.ActRequest{Act: card.Act}); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if got := asJSON(b.app(id)); got != before {
			t.Errorf("%s: not as it was:\n%s\n%s", name, before, got)
		}
		if l, err := b.List(t.Context(), engine.Query{SetAside: true}); err != nil || len(l.Rows) != 0 {
			t.Errorf("%s: it lies aside: %v %+v", name, err, l.Rows)
		}
		b.at(b.clock().Add(time.Minute))
	}
}

// at is a mail of an employer that writes from a domain of its own.
func at(domain string, received time.Time, kind followup.SignalKind) followup.Signal {
	return mail(received, kind, func(s *followup.Signal) {
		s.Employer, s.Domain = domain[:len(domain)-len(".example")], domain
		s.Mail.ID = received.Format("150405") + "@" + domain
		s.Mail.Key = "k" + received.Format("150405") + domain
		s.Mail.From.Addr, s.Mail.ReplyTo.Addr, s.Person.Addr = "jo@"+domain, "jo@"+domain, "jo@"+domain
		s.Mail.InReplyTo, s.Mail.References = nil, nil
	})
}

// where is the application for which a mail counts.
func (b *bench) where(sig followup.Signal) string {
	b.t.Helper()
	kept, err := b.Mails(b.t.Context())
	if err != nil {
		b.t.Fatal(err)
	}
	for _, k := range kept {
		if k.Signal.Mail.Key == sig.Mail.Key {
			return k.App
		}
	}
	b.t.Fatalf("nobody remembers %s", sig.Mail.Key)
	return ""
}
