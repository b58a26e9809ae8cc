package followup

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// When a thank-you leaves after a yes, on the recipient's clock: on the same day before half past four, else between 8:30
// and 9:00 on the next business day, never within half an hour after the end, and always before it is too old.
func TestThankYouWindow(t *testing.T) {
	t.Parallel()
	warsaw := location("Europe/Warsaw")
	on := func(month time.Month, day, hour, minute int) time.Time {
		return time.Date(2026, month, day, hour, minute, 0, 0, warsaw)
	}
	for _, c := range []struct {
		name     string
		end, yes time.Time
		from, to time.Time
	}{
		{"In the afternoon, an hour after the end.", on(3, 10, 14, 0), on(3, 10, 15, 0), on(3, 10, 15, 1), on(3, 10, 15, 1)},
		{"Right after the end it waits half an hour.", on(3, 10, 14, 0), on(3, 10, 14, 5), on(3, 10, 14, 30), on(3, 10, 14, 30)},
		{"A minute before half past four.", on(3, 10, 14, 0), on(3, 10, 16, 28), on(3, 10, 16, 29), on(3, 10, 16, 29)},
		{"At half past four it waits for the morning.", on(3, 10, 14, 0), on(3, 10, 16, 29), on(3, 11, 8, 30), on(3, 11, 9, 0)},
		{"In the evening too.", on(3, 10, 17, 30), on(3, 10, 22, 0), on(3, 11, 8, 30), on(3, 11, 9, 0)},
		{"At night it waits for the same morning.", on(3, 10, 17, 30), on(3, 11, 2, 0), on(3, 11, 8, 30), on(3, 11, 9, 0)},
		{"At noon of the next day it leaves at once.", on(3, 10, 14, 0), on(3, 11, 12, 0), on(3, 11, 12, 1), on(3, 11, 12, 1)},
		{"On Friday evening it waits for Monday.", on(3, 13, 16, 0), on(3, 13, 18, 0), on(3, 16, 8, 30), on(3, 16, 9, 0)},
		{"On Saturday at noon too.", on(3, 13, 16, 0), on(3, 14, 12, 0), on(3, 16, 8, 30), on(3, 16, 9, 0)},
		{"Over the change of the clocks it is half past eight all the same.", on(3, 27, 16, 0), on(3, 27, 19, 0), on(3, 30, 8, 30), on(3, 30, 9, 0)},
		{"Before the quiet days of the year it waits for their end, if it is not too old by then.", on(12, 18, 15, 0), on(12, 18, 17, 0), on(12, 18, 17, 1), on(12, 18, 17, 1)},
		{"On its last afternoon it leaves while it can.", on(3, 10, 17, 0), on(3, 17, 16, 45), on(3, 17, 16, 46), on(3, 17, 16, 46)},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := policy()
			iv := meeting("u1", c.end.Add(-time.Hour), jane)
			iv.Zone, iv.Standing = "Europe/Warsaw", Over
			app := Application{Stage: StageInterviewed, Rounds: []Round{{ID: "r", Interviews: []Interview{iv}}}}
			n := Note{ID: "n1", Kind: ThankYou, Round: "r", Interview: "u1", NotBefore: c.end.Add(p.ThankYouAfter), Expires: p.AddBusinessDays(c.end, p.ThankYouDays, p.WhereFor(app))}
			got := p.sendAt(app, n, c.yes, false).In(warsaw)
			if got.Before(c.from) || got.After(c.to) {
				t.Errorf("it leaves at %v, want %v to %v", got, c.from, c.to)
			}
			if at := p.sendAt(app, n, c.yes, true); !at.Equal(latest(c.yes.Add(p.Undo), n.NotBefore)) {
				t.Errorf("at any hour it leaves at %v", at)
			}
		})
	}
}

// A thank-you turns to the belated text after two days and is never sent after five business days.
func TestThankYouEnds(t *testing.T) {
	t.Parallel()
	s := talked(t)
	n := s.app.Notes[0]
	if s.tick(at(11, 14, 59)); s.noteID(n.ID).Belated {
		t.Error("it is belated before two days")
	}
	if s.tick(at(11, 15, 0)); !s.noteID(n.ID).Belated || s.noteID(n.ID).Text != "" {
		t.Error("it is not written anew as belated")
	}
	if s.tick(at(16, 14, 59)); s.noteID(n.ID).Status != Proposed {
		t.Errorf("before five business days it is %s", s.noteID(n.ID).Status)
	}
	if s.tick(at(16, 15, 0)); s.noteID(n.ID).Status != Withdrawn {
		t.Errorf("after five business days it is %s", s.noteID(n.ID).Status)
	}
	if s.user(EventDraft, at(16, 16, 0)); s.count(ThankYou, Proposed) != 0 {
		t.Error("it is drafted once more")
	}
	if s.tell(at(16, 17, 0), Event{Debrief: &Debrief{LikedMe: "the parser"}}); s.count(ThankYou, Proposed) != 0 {
		t.Error("a debrief drafts it once more")
	}
}

// What she would have thanked for goes into the question where no thank-you left, and is not said twice where one did.
func TestTopicAfterTheThankYou(t *testing.T) {
	t.Parallel()
	for _, sent := range []bool{false, true} {
		s := talked(t).tell(at(9, 15, 30), Event{Debrief: &Debrief{People: []Said{{Person: jane.Addr, Topic: "the on-call weeks", Thank: true}}}})
		if sent {
			s.send(s.app.Notes[0], at(9, 16, 0))
		}
		s.tick(at(25, 9, 0))
		if got := s.p.Told(s.app, s.only(Nudge)).Topic; (got == "") != sent {
			t.Errorf("sent %v, topic %q", sent, got)
		}
	}
}

// One letter of a round completes an answer: that of the person concerned, else the first; what they liked goes with it.
func TestRecovery(t *testing.T) {
	t.Parallel()
	variants := func(s *story) string {
		var out []string
		for _, n := range s.app.Notes {
			if n.Kind == ThankYou && n.Status != Withdrawn {
				told := s.p.Told(s.app, n)
				out = append(out, strings.Fields(n.To.Name)[0]+":"+n.Variant+":"+told.Liked+":"+told.Repair)
			}
		}
		return strings.Join(out, " ")
	}
	for _, c := range []struct {
		name string
		d    Debrief
		want string
	}{
		{"Nothing to repair: what they liked goes into the first.", Debrief{LikedMe: "L"}, "Jane::L: Otto:::"},
		{"The first letter completes the answer.", Debrief{LikedMe: "L", Repair: "R"}, "Jane:recovery:L:R Otto:::"},
		{"Whom she names reads it.", Debrief{LikedMe: "L", Repair: "R", RepairFor: otto.Addr}, "Jane::: Otto:recovery:L:R"},
		{"Who was not there does not.", Debrief{Repair: "R", RepairFor: otto.Addr, People: []Said{{Person: otto.Addr, Absent: true}}}, "Jane:recovery::R"},
		{"A place that she does not like.", Debrief{Like: likeOf(3)}, "Jane:not-interested:: Otto:not-interested::"},
		{"And an answer to complete.", Debrief{Like: likeOf(0), Repair: "R"}, "Jane:recovery::R Otto:not-interested::"},
		{"Four of ten is no dislike.", Debrief{Like: likeOf(4)}, "Jane::: Otto:::"},
	} {
		s := talked(t).tell(at(9, 15, 30), Event{Debrief: &c.d})
		if got := variants(s); got != c.want {
			t.Errorf("%s got %q, want %q", c.name, got, c.want)
		}
	}
	// Said before the drafts come, it is the same.
	s := begin(t).read(mail("ack", ApplicationAck, at(1, 9, 0), robo)).read(mail("invite", InterviewInvite, at(2, 9, 0), jane))
	s.read(confirm("confirm", at(3, 9, 0), meeting("u1", at(9, 14, 0), jane, otto)))
	s.tell(at(9, 14, 50), Event{Held: true, Debrief: &Debrief{Repair: "R"}})
	s.tick(at(9, 15, 0))
	if got := variants(s); got != "Jane:recovery::R Otto:::" {
		t.Errorf("told on the way out: %q, %s", got, s.why)
	}
	// Once the first has left without it, the answer goes into the next that is open.
	s = talked(t)
	s.send(s.app.Notes[0], at(9, 16, 0))
	s.tell(at(9, 17, 0), Event{Debrief: &Debrief{Repair: "R"}})
	if got := variants(s); got != "Jane::: Otto:recovery::R" {
		t.Errorf("after the first has left: %q", got)
	}
	// And once it has left it goes into no other.
	s.compose(at(9, 17, 1)).send(s.app.Notes[1], at(10, 9, 0))
	s.tell(at(10, 10, 0), Event{Debrief: &Debrief{People: []Said{{Person: "kim@acme.example", Name: "Kim Li", Thank: true}}}})
	if got := variants(s); got != "Jane::: Otto:recovery::R Kim:::" {
		t.Errorf("after it has left: %q", got)
	}
}

// Each person gets the own topic and nobody another's.
func TestPanelTopics(t *testing.T) {
	t.Parallel()
	s := talked(t).tell(at(9, 15, 30), Event{Debrief: &Debrief{People: []Said{
		{Person: jane.Addr, Topic: "the on-call weeks", Thank: true}, {Name: "Otto Kern", Topic: "late events", Thank: true},
	}}})
	for i, want := range []string{"the on-call weeks", "late events"} {
		if got := s.p.Told(s.app, s.app.Notes[i]).Topic; got != want {
			t.Errorf("%s: %q, want %q", s.app.Notes[i].To.Name, got, want)
		}
		if s.app.Notes[i].Text != "" {
			t.Error("it is not written anew")
		}
	}
	if n := len(slices.DeleteFunc(slices.Clone(s.effects), func(e Effect) bool { return e.Kind != Compose })); n < 4 {
		t.Errorf("%d letters are to be written, want both a second time", n)
	}
}

// Whoever was met and has no address is thanked through who arranged it, person by person.
func TestPassOn(t *testing.T) {
	t.Parallel()
	kim, bo := Person{Name: "Kim Li"}, Person{Name: "Bo Ek"}
	for _, c := range []struct {
		name   string
		people []Person
		want   string // recipient, variant and whom they are asked to thank
	}{
		{name: "All have addresses.", people: []Person{{Name: otto.Name, Addr: otto.Addr}}, want: "otto@acme.example::"},
		{name: "One has none.", people: []Person{{Name: otto.Name, Addr: otto.Addr}, kim}, want: "otto@acme.example:: jane@acme.example:pass-on:Kim Li"},
		{name: "None has one.", people: []Person{kim, bo}, want: "jane@acme.example:pass-on:Kim Li,Bo Ek"},
		{name: "Who arranged it was there: the own letter passes it on.", people: []Person{{Name: jane.Name, Addr: jane.Addr}, kim}, want: "jane@acme.example::Kim Li"},
		{name: "Nobody is known: a letter to who arranged it, with nobody to name.", want: "jane@acme.example::"},
		{name: "A robot is nobody.", people: []Person{{Name: "Bot", Addr: "no-reply@acme.example"}, {Name: otto.Name, Addr: otto.Addr}}, want: "otto@acme.example::"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			iv := meeting("u1", at(9, 14, 0))
			iv.People = c.people
			s := begin(t).read(mail("ack", ApplicationAck, at(1, 9, 0), robo)).read(mail("invite", InterviewInvite, at(2, 9, 0), jane))
			s.read(confirm("confirm", at(3, 9, 0), iv)).tick(at(9, 15, 0))
			if got := passed(s); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
	// The address turns up: the letter to be passed on is not needed any more.
	iv := meeting("u1", at(9, 14, 0))
	iv.People = []Person{kim}
	s := begin(t).read(mail("ack", ApplicationAck, at(1, 9, 0), robo)).read(mail("invite", InterviewInvite, at(2, 9, 0), jane))
	s.read(confirm("confirm", at(3, 9, 0), iv)).tick(at(9, 15, 0)).compose(at(9, 15, 1))
	s.tell(at(9, 16, 0), Event{Debrief: &Debrief{People: []Said{{Person: "kim@acme.example", Name: "Kim Li", Thank: true}}}})
	if got := passed(s); got != "kim@acme.example::" {
		t.Errorf("with an address: %q, %s", got, s.why)
	}
}

func passed(s *story) string {
	var out []string
	for _, n := range s.app.Notes {
		if n.Kind == ThankYou && n.Status == Proposed {
			out = append(out, n.To.Addr+":"+n.Variant+":"+strings.Join(s.p.Told(s.app, n).PassOn, ","))
		}
	}
	return strings.Join(out, " ")
}
