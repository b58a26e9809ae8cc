package followup

import (
	"strings"
	"testing"
	"time"
)

// askAt asks the guards about a note at a moment, with a world in which nothing else is wrong.
func askAt(s *story, n Note, when moment, now time.Time) (int, Reason) {
	return asking{p: s.p, app: &s.app, n: n, gate: &Gate{Reconciled: now}, now: now, when: when}.guarded()
}

// guardedEverywhere holds that a guard stands against a note at the proposal, the yes and the claim, whatever hour the user
// chose, and that the events themselves let nothing through.
func guardedEverywhere(t *testing.T, s *story, n Note, now time.Time, want int) {
	t.Helper()
	n.AnyHour = true
	for _, when := range []moment{atProposal, atApproval, atClaim} {
		if got, why := askAt(s, n, when, now); got != want {
			t.Errorf("at moment %d guard %d stands, want %d: %s", when, got, want, why)
		}
	}
	refusedByEvents(t, s, n, now)
}

// refusedByEvents holds that neither a yes nor a claim gets a note through.
func refusedByEvents(t *testing.T, s *story, n Note, now time.Time) {
	t.Helper()
	app := clone(s.app)
	at, _ := app.Note(n.ID)
	for _, status := range []NoteStatus{Proposed, Approved} {
		*at = n
		at.Status = status
		ev := Event{
			Kind: EventApprove, At: now, Seen: now, Note: n.ID, Fingerprint: n.Fingerprint, By: "cli", MessageID: "m@home.example", Bytes: "b",
			AnyHour: true, Gate: &Gate{Reconciled: now},
		}
		if status == Approved {
			at.Approved, at.ApprovedFor, at.SendAt, at.Expires = now, n.Fingerprint, now, time.Time{}
			ev.Kind = EventClaim
		}
		after, _, why := s.p.Step(app, ev, now)
		if got, _ := after.Note(n.ID); got.Status == Claimed || status == Proposed && got.Status == Approved {
			t.Errorf("%s makes it %s: %s", ev.Kind, got.Status, why)
		}
	}
}

// allowedEverywhere holds that no guard stands against a note, and that a yes gets it through.
func allowedEverywhere(t *testing.T, s *story, n Note, now time.Time) {
	t.Helper()
	for _, when := range []moment{atProposal, atApproval, atClaim} {
		if got, why := askAt(s, n, when, now); got != 0 {
			t.Errorf("at moment %d guard %d stands: %s", when, got, why)
		}
	}
	if s.approve(n, now); s.noteID(n.ID).Status != Approved {
		t.Errorf("not approved: %s", s.why)
	}
	then := latest(now.Add(s.p.Undo), s.noteID(n.ID).SendAt)
	if s.claim(n, then); s.noteID(n.ID).Status != Claimed {
		t.Errorf("not claimed: %s", s.why)
	}
}

func TestGuard04NoThanksForWhatWasNotHeld(t *testing.T) {
	t.Parallel()
	now := at(9, 16, 0)
	cancel := with(mail("x", InterviewCancel, at(9, 13, 0), jane), Interview{UID: "u1", Start: at(9, 14, 0)})
	for name, happens := range map[string]func(*story, time.Time){
		"It was cancelled.": func(s *story, when time.Time) { c := cancel; c.Mail.Received = when; s.read(c) },
		"It was moved.": func(s *story, when time.Time) {
			s.read(reschedule("x", when, at(9, 14, 0)))
		},
		"It did not take place.":           func(s *story, when time.Time) { s.event(Event{Kind: EventNotHeld, At: when, Seen: when}) },
		"They did not come, she says.":     func(s *story, when time.Time) { s.tell(when, Event{NoShow: NoShowThey}) },
		"She did not go, she says.":        func(s *story, when time.Time) { s.tell(when, Event{NoShow: NoShowMe}) },
		"It was moved, she says.":          func(s *story, when time.Time) { s.tell(when, Event{NoShow: NoShowMoved}) },
		"It had been cancelled, she says.": func(s *story, when time.Time) { s.tell(when, Event{NoShow: NoShowCancelled}) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			// Before it would have ended, or a moment after: nothing is drafted.
			s := begin(t).read(mail("ack", ApplicationAck, at(1, 9, 0), robo)).read(mail("invite", InterviewInvite, at(2, 9, 0), jane))
			s.read(confirm("confirm", at(3, 9, 0), meeting("u1", at(9, 14, 0), jane, otto)))
			happens(s, at(9, 14, 55))
			if s.tick(at(9, 15, 30)); s.count(ThankYou, Proposed) != 0 {
				t.Errorf("it is thanked for: %s", s.why)
			}
			// After the draft, and after the yes.
			for _, approved := range []bool{false, true} {
				s := talked(t)
				n := s.app.Notes[0]
				if approved {
					s.approve(n, at(9, 15, 40))
				}
				happens(s, at(9, 15, 50))
				if got := s.noteID(n.ID); got.Status != Withdrawn {
					t.Errorf("approved %v, the draft is %s: %s", approved, got.Status, s.why)
				}
			}
			// And should a draft survive by whatever way, the guard stands.
			s = talked(t)
			n := s.app.Notes[0]
			happens(s, at(9, 15, 50))
			guardedEverywhere(t, s, n, now, 4)
		})
	}
	t.Run("It is not over yet.", func(t *testing.T) {
		t.Parallel()
		s := talked(t)
		s.app.Rounds[0].Interviews[0].End = at(9, 18, 0) // it took longer, and nobody knew
		guardedEverywhere(t, s, s.app.Notes[0], now, 4)
		if n, _ := askAt(s, s.app.Notes[0], atClaim, at(9, 18, 29)); n != 4 {
			t.Errorf("within half an hour of the end guard %d stands", n)
		}
		if n, why := askAt(s, s.app.Notes[0], atClaim, at(9, 18, 30)); n != 0 {
			t.Errorf("half an hour after the end: %s", why)
		}
	})
	t.Run("Of two talks with one person, one did not take place: thanks for the other.", func(t *testing.T) {
		t.Parallel()
		s := begin(t).read(mail("ack", ApplicationAck, at(1, 9, 0), robo)).read(mail("invite", InterviewInvite, at(2, 9, 0), jane))
		s.read(confirm("confirm", at(3, 9, 0), meeting("u1", at(9, 10, 0), jane), meeting("u2", at(9, 12, 0), jane)))
		s.tick(at(9, 13, 0)).compose(at(9, 13, 1))
		if n := s.only(ThankYou); n.Interview != "u1" {
			t.Fatalf("one letter, about %s", n.Interview)
		}
		s.event(Event{Kind: EventNotHeld, At: at(9, 13, 30), Seen: at(9, 13, 30), Interview: "u1"})
		s.tick(at(9, 13, 31)).compose(at(9, 13, 32))
		n := s.only(ThankYou)
		if n.Interview != "u2" || n.Ordinal != 1 {
			t.Errorf("the letter is about %s, ordinal %d: %s", n.Interview, n.Ordinal, s.why)
		}
		allowedEverywhere(t, s, n, now)
	})
	t.Run("A yes says that it took place.", func(t *testing.T) {
		t.Parallel()
		s := talked(t)
		allowedEverywhere(t, s, s.app.Notes[0], now)
		if got := s.app.Rounds[0].Interviews[0].Standing; got != Held {
			t.Errorf("it is %s", got)
		}
	})
}

func TestGuard06PanelsCompareNotes(t *testing.T) {
	t.Parallel()
	now := at(9, 16, 0)
	words := func(s *story, texts ...string) {
		for i, text := range texts {
			n := &s.app.Notes[i]
			n.Text = text
			n.Fingerprint = Fingerprint(*n)
		}
	}
	const one = "Thank you for the talk about sharding the billing tables by tenant and about how the on-call weeks are shared in spring."
	const other = "It was good to hear how new colleagues learn your deployment tools, and which dashboards everybody reads before lunch."
	t.Run("The same words to two people: the second waits.", func(t *testing.T) {
		t.Parallel()
		s := talked(t)
		words(s, one, one)
		if n, _ := askAt(s, s.app.Notes[1], atApproval, now); n != 6 {
			t.Errorf("at the yes guard %d stands", n)
		}
		if n, _ := askAt(s, s.app.Notes[1], atClaim, now); n != 6 {
			t.Errorf("at the claim guard %d stands", n)
		}
		refusedByEvents(t, s, s.app.Notes[1], now)
		// At the proposal it is held with a question and not ended: the user may say what sets it apart.
		held := ""
		for _, f := range s.p.Lint(s.app, s.app.Notes[1]) {
			if f.Blocks && f.Code == "alike" {
				held = f.Words
			}
		}
		if !strings.Contains(held, "one thing that Otto Kern talked about?") {
			t.Errorf("held with %q", held)
		}
		if o, alike := s.p.Alike(s.app, s.app.Notes[1]); !alike || o.ID != s.app.Notes[0].ID {
			t.Error("a composer is not told")
		}
		// The first may leave, and then the second waits still.
		allowedEverywhere(t, s, s.app.Notes[0], now)
		refusedByEvents(t, s, s.app.Notes[1], at(9, 16, 30))
	})
	t.Run("Half the words are the same.", func(t *testing.T) {
		t.Parallel()
		s := talked(t)
		words(s, one, other)
		allowedEverywhere(t, s, s.app.Notes[1], now)
	})
	t.Run("The first was let go.", func(t *testing.T) {
		t.Parallel()
		s := talked(t)
		words(s, one, one)
		n := s.app.Notes[0]
		s.event(Event{Kind: EventDismiss, At: now, Seen: now, Note: n.ID, Fingerprint: n.Fingerprint})
		allowedEverywhere(t, s, s.app.Notes[1], now)
	})
	t.Run("In another application of theirs.", func(t *testing.T) {
		t.Parallel()
		s := talked(t)
		n := s.app.Notes[0]
		for _, c := range []struct {
			gate Gate
			want int
		}{
			{Gate{SameEmployer: []Sibling{{To: "kim@acme.example", Note: "n0", Likeness: 0.61, Left: true}}}, 6},
			{Gate{SameEmployer: []Sibling{{To: "kim@acme.example", Note: "n0", Likeness: 0.6, Left: true}}}, 0},
		} {
			for _, when := range []moment{atApproval, atClaim} {
				got, why := asking{p: s.p, app: &s.app, n: n, gate: &c.gate, now: now, when: when}.guarded()
				if got != c.want {
					t.Errorf("%+v: guard %d stands, want %d: %s", c.gate.SameEmployer, got, c.want, why)
				}
			}
		}
	})
}

func TestGuard07OneThankYou(t *testing.T) {
	t.Parallel()
	now := at(9, 16, 0)
	t.Run("Time and the user ask again: no second draft.", func(t *testing.T) {
		t.Parallel()
		s := talked(t)
		s.tick(at(9, 17, 0)).user(EventDraft, at(9, 17, 1)).user(EventHeld, at(9, 17, 2)).tick(at(9, 17, 3))
		s.tell(at(9, 17, 4), Event{Held: true, Debrief: &Debrief{LikedMe: "the parser"}})
		if got := s.count(ThankYou, Proposed); got != 2 {
			t.Errorf("%d drafts, want two", got)
		}
	})
	t.Run("A second one, by whatever way it came.", func(t *testing.T) {
		t.Parallel()
		for _, to := range []Address{jane, {Name: "Jane Doe", Addr: "j.doe@acme.example"}} { // one person under two addresses
			for _, status := range []NoteStatus{Sent, Approved, Claimed, Unsure} {
				s := talked(t)
				s.app.meet(Person{Name: to.Name, Addr: to.Addr, Known: "sender"})
				s.app.Notes[0].Status = status
				second := s.app.Notes[1]
				second.To, second.Person = to, lower(to.Addr)
				second.Text = "It was good to hear how new colleagues learn your deployment tools, and which dashboards everybody reads before lunch."
				second.Fingerprint = Fingerprint(second)
				s.app.Notes[1] = second
				guardedEverywhere(t, s, second, now, 7)
			}
		}
	})
	t.Run("One person under two addresses gets one draft.", func(t *testing.T) {
		t.Parallel()
		s := begin(t).read(mail("ack", ApplicationAck, at(1, 9, 0), robo)).read(mail("invite", InterviewInvite, at(2, 9, 0), jane))
		s.read(confirm("confirm", at(3, 9, 0), meeting("u1", at(9, 14, 0), jane, Address{Name: "Jane Doe", Addr: "j.doe@acme.example"})))
		s.tick(at(9, 15, 0))
		if n := s.only(ThankYou); n.To.Addr != jane.Addr {
			t.Errorf("to %s", n.To.Addr)
		}
	})
	t.Run("Two who share a first name get two.", func(t *testing.T) {
		t.Parallel()
		s := begin(t).read(mail("ack", ApplicationAck, at(1, 9, 0), robo)).read(mail("invite", InterviewInvite, at(2, 9, 0), jane))
		s.read(confirm("confirm", at(3, 9, 0), meeting("u1", at(9, 14, 0), Address{Name: "Jane", Addr: "jane@acme.example"}, Address{Name: "Jane", Addr: "jane2@acme.example"})))
		if s.tick(at(9, 15, 0)); s.count(ThankYou, Proposed) != 2 {
			t.Errorf("%d drafts", s.count(ThankYou, Proposed))
		}
	})
	t.Run("She thanked this person herself.", func(t *testing.T) {
		t.Parallel()
		s := talked(t)
		n := s.app.Notes[0]
		s.read(ownMail("thanks", at(9, 15, 30), jane))
		if s.noteID(n.ID).Status != Withdrawn || s.count(ThankYou, Proposed) != 1 {
			t.Errorf("the draft is %s: %s", s.noteID(n.ID).Status, s.why)
		}
		guardedEverywhere(t, s, n, now, 7)
		s.tell(at(9, 15, 50), Event{Held: true, Debrief: &Debrief{People: []Said{{Person: jane.Addr, Topic: "x", Thank: true}}}})
		if s.count(ThankYou, Proposed) != 1 {
			t.Error("a debrief drafts it once more")
		}
	})
	for name, change := range map[string]func(*Round){
		"A one-way video.": func(r *Round) { r.Kind = RoundVideo },
		"An assessment.":   func(r *Round) { r.Interviews[0].NoThanks = true },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := talked(t)
			change(&s.app.Rounds[0])
			guardedEverywhere(t, s, s.app.Notes[0], now, 7)
			bare := talked(t)
			bare.app.Notes, bare.app.Rounds[0].Done = nil, false
			change(&bare.app.Rounds[0])
			bare.tick(at(9, 16, 0)).user(EventDraft, at(9, 16, 1))
			bare.tell(at(9, 16, 2), Event{Held: true, Debrief: &Debrief{LikedMe: "the parser"}})
			if len(bare.app.Notes) != 0 {
				t.Errorf("%d letters: %s", len(bare.app.Notes), bare.why)
			}
		})
	}
	t.Run("The next round is another talk.", func(t *testing.T) {
		t.Parallel()
		s := talked(t)
		s.send(s.app.Notes[0], now)
		s.event(Event{Kind: EventDismiss, At: now, Seen: now, Note: s.app.Notes[1].ID, Fingerprint: s.app.Notes[1].Fingerprint})
		s.read(confirm("second", at(12, 9, 0), meeting("u9", at(16, 14, 0), jane))).tick(at(16, 15, 0))
		n := s.only(ThankYou)
		s.event(Event{Kind: EventComposed, At: at(16, 15, 1), Seen: at(16, 15, 1), Note: n.ID, Subject: "Engineer",
			Text: "A second time thanks: what you showed me of the warehouse robots, their sensors and the night shift was worth the trip."})
		allowedEverywhere(t, s, s.noteID(n.ID), at(16, 16, 0))
	})
}
