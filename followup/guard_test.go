package followup

import (
	"strings"
	"testing"
	"time"
)

// silentStory is one whose silence fires on at(18, 15, 0): an interview on Tuesday at(9), seven business days ago.
func silentStory(t *testing.T) *story {
	t.Helper()
	s := begin(t)
	interviewedOnce(s)
	s.send(s.only(ThankYou), at(9, 16, 0))
	return s
}

// The hard guards of domain.md 1.7 against a question.
func TestNudgeGuards(t *testing.T) {
	t.Parallel()
	due := at(18, 15, 0)
	promise := func(kind PromiseKind, said, by time.Time) Signal {
		sig := mail("p", Update, said, jane)
		sig.Promise = &Promise{Kind: kind, Said: said, Deadline: by, By: sig.Person}
		return sig
	}
	detail := func(sig Signal, d Detail) Signal {
		sig.Detail, sig.AwayUntil = d, at(25, 0, 0)
		return sig
	}
	for _, c := range []struct {
		name string
		read []Signal
		now  time.Time
		want int
	}{
		{"Seven business days after the interview a question is drafted.", nil, due, 1},
		{"A minute earlier it is not.", nil, due.Add(-time.Minute), 0},
		{"None after a rejection.", []Signal{mail("x", Rejection, at(11, 9, 0), jane)}, due, 0},
		{"None while an interview is ahead.", []Signal{confirm("x", at(11, 9, 0), meeting("u7", at(30, 9, 0)))}, due, 0},
		{"None before the promised day and its slack.", []Signal{promise(PromiseDate, at(10, 9, 0), at(19, 18, 0))}, at(23, 17, 0), 0},
		{"One after the promised day and its slack.", []Signal{promise(PromiseDate, at(10, 9, 0), at(19, 18, 0))}, at(23, 18, 0), 1},
		{"An early promise is asked about early.", []Signal{promise(PromiseDate, at(10, 9, 0), at(11, 18, 0))}, at(15, 17, 59), 0},
		{"An early promise is asked about after its slack.", []Signal{promise(PromiseDate, at(10, 9, 0), at(11, 18, 0))}, at(15, 18, 0), 1},
		{"None where no word means no.", []Signal{promise(PromiseSilence, at(10, 9, 0), at(12, 18, 0))}, at(60, 9, 0), 0},
		{"None where they asked not to be written to.", []Signal{promise(PromiseNoContact, at(10, 9, 0), time.Time{})}, at(60, 9, 0), 0},
		{"The business day after the date where they invited the question.", []Signal{promise(PromiseInvitation, at(10, 9, 0), at(12, 18, 0))}, at(15, 18, 0), 1},
		{"None while they asked something that is not answered.", []Signal{detail(mail("x", Update, at(11, 9, 0), jane), DetailQuestion)}, at(60, 9, 0), 0},
		{"None while it is on hold.", []Signal{detail(mail("x", Update, at(11, 9, 0), jane), DetailOnHold)}, at(60, 9, 0), 0},
		{"None before they are back for two business days.", []Signal{detail(mail("x", Other, at(11, 9, 0), jane), DetailAway)}, at(25, 9, 0), 0},
		{"One when they have been back for two business days.", []Signal{detail(mail("x", Other, at(11, 9, 0), jane), DetailAway)}, at(29, 9, 0), 1},
		{"New mail of theirs starts the clock anew.", []Signal{mail("x", Update, at(12, 9, 0), jane)}, due, 0},
		{"The user's own question starts it anew too.", []Signal{ownMail("x", at(12, 9, 0), jane)}, due, 0},
		{"A doubt stops everything.", []Signal{func() Signal { m := mail("x", Rejection, at(12, 9, 0), jane); m.Confidence = 0.6; return m }()}, due, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := silentStory(t)
			for _, m := range c.read {
				s.read(m)
			}
			s.tick(c.now)
			if got := s.count(Nudge, Proposed); got != c.want {
				t.Errorf("%d questions, want %d; last reason %q", got, c.want, s.why)
			}
		})
	}
}

// Two questions a round and no more; a second one a week after the first.
func TestNudgeCap(t *testing.T) {
	t.Parallel()
	s := silentStory(t)
	s.tick(at(18, 15, 0))
	first := s.only(Nudge)
	s.send(first, at(18, 16, 0))
	s.tick(at(27, 9, 0))
	if s.count(Nudge, Proposed) != 0 {
		t.Fatal("a second question after less than a week")
	}
	s.tick(at(29, 17, 0))
	second := s.only(Nudge)
	if second.Ordinal != 1 || second.ID == first.ID {
		t.Errorf("the second question is %+v", second)
	}
	s.send(second, at(30, 9, 0))
	s.tick(at(90, 9, 0))
	if s.count(Nudge, Proposed) != 0 {
		t.Error("a third question")
	}
	labels := strings.Join(s.p.Labels(s.app, at(90, 9, 0)), ", ")
	if labels != "waiting, gone quiet" {
		t.Errorf("labels %q", labels)
	}
	// They write after all: they are reachable again, and the counter of the round stays.
	s.read(mail("late", Update, at(90, 10, 0), jane))
	if got := strings.Join(s.p.Labels(s.app, at(91, 9, 0)), ", "); got != "waiting" {
		t.Errorf("labels %q after they wrote", got)
	}
}

// No thank-you for what did not take place, for a one-way video, to robots, or a second time.
func TestThankYouGuards(t *testing.T) {
	t.Parallel()
	tue := at(9, 14, 0)
	video := confirm("c", at(3, 9, 0), meeting("u1", tue, jane))
	video.RoundKind = RoundVideo
	nameless := meeting("u1", tue)
	nameless.People = []Person{{Name: "Kim Li"}, {Name: "Bo Ek"}}
	floating := meeting("u1", tue, jane)
	floating.Floating, floating.Zone = true, ""
	for _, c := range []struct {
		name  string
		after []Signal
		first Signal
		now   time.Time
		want  int
		to    string
	}{
		{name: "One to each person met.", first: confirm("c", at(3, 9, 0), meeting("u1", tue, jane, otto)), now: tue.Add(time.Hour), want: 2},
		{name: "None for a one-way video.", first: video, now: tue.Add(time.Hour)},
		{name: "Where nobody's address is known, one to who arranged it.", first: confirm("c", at(3, 9, 0), nameless), now: tue.Add(time.Hour), want: 1, to: jane.Addr},
		{name: "None to a robot.", first: confirm("c", at(3, 9, 0), meeting("u1", tue, Address{Name: "Bot", Addr: "no-reply@acme.example"}, otto)), now: tue.Add(time.Hour), want: 1, to: otto.Addr},
		{name: "None to oneself.", first: confirm("c", at(3, 9, 0), meeting("u1", tue, me, otto)), now: tue.Add(time.Hour), want: 1, to: otto.Addr},
		{name: "None where the zone is not known, before it is over in every zone.", first: confirm("c", at(3, 9, 0), floating), now: tue.Add(14 * time.Hour)},
		{name: "One where the zone is not known, once it is over in every zone.", first: confirm("c", at(3, 9, 0), floating), now: tue.Add(15 * time.Hour), want: 1},
		{name: "None after five business days.", first: confirm("c", at(3, 9, 0), meeting("u1", tue, jane)), now: at(16, 15, 0)},
		{name: "Just within five business days.", first: confirm("c", at(3, 9, 0), meeting("u1", tue, jane)), now: at(16, 14, 59), want: 1},
		{name: "None after a rejection came first.", first: confirm("c", at(3, 9, 0), meeting("u1", tue, jane)),
			after: []Signal{mail("no", Rejection, tue.Add(2*time.Hour), jane)}, now: tue.Add(3 * time.Hour)},
		{name: "None to whom the user thanked herself.", first: confirm("c", at(3, 9, 0), meeting("u1", tue, jane, otto)),
			after: []Signal{ownMail("thanks", tue.Add(90*time.Minute), jane)}, now: tue.Add(2 * time.Hour), want: 1, to: otto.Addr},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := applied(t).read(mail("invite", InterviewInvite, at(2, 9, 0), jane)).read(c.first)
			for _, m := range c.after {
				s.read(m)
			}
			s.tick(c.now)
			s.tick(c.now.Add(time.Second))
			if got := s.count(ThankYou, Proposed); got != c.want {
				t.Fatalf("%d thank-yous, want %d; last reason %q", got, c.want, s.why)
			}
			if c.to != "" && s.only(ThankYou).To.Addr != c.to {
				t.Errorf("it goes to %s, want %s", s.only(ThankYou).To.Addr, c.to)
			}
		})
	}
}

// A response goes to people, once, and only while the rejection is fresh.
func TestResponseGuards(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		sig  Signal
		met  bool
		seen time.Time
		want int
	}{
		{"A person who wrote is answered.", mail("no", Rejection, at(16, 9, 0), jane), false, at(16, 9, 5), 1},
		{"A robot's form mail before any interview is not.", mail("no", Rejection, at(16, 9, 0), robo), false, at(16, 9, 5), 0},
		{"A robot's mail after an interview is answered to the person who wrote before.", mail("no", Rejection, at(16, 9, 0), robo), true, at(16, 9, 5), 1},
		{"One read two business days later is answered.", mail("no", Rejection, at(16, 9, 0), jane), true, at(18, 8, 0), 1},
		{"One read three business days later is not.", mail("no", Rejection, at(16, 9, 0), jane), true, at(19, 10, 0), 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := begin(t)
			if c.met {
				interviewedOnce(s)
			} else {
				s.read(mail("ack", ApplicationAck, at(1, 9, 0), robo))
			}
			s.readAt(c.sig, c.seen).stage(StageClosed)
			if got := s.count(RejectionResponse, Proposed); got != c.want {
				t.Errorf("%d responses, want %d: %s", got, c.want, s.why)
			}
		})
	}
}

// What happened before followup began is told, and drafted on request only.
func TestOldMailIsTold(t *testing.T) {
	t.Parallel()
	now := at(40, 9, 0)
	old := func(s *story, sig Signal) {
		kinds, _ := s.p.Admit(s.app, sig)
		for _, k := range kinds {
			s.event(Event{Kind: k, At: sig.Mail.Received, Seen: now, Signal: &sig, Before: true})
		}
	}
	s := begin(t)
	old(s, mail("ack", ApplicationAck, at(1, 9, 0), jane))
	old(s, confirm("c", at(3, 9, 0), meeting("u1", at(9, 14, 0), jane)))
	s.tick(now).tick(now.Add(time.Hour))
	if len(s.app.Notes) != 0 {
		t.Fatalf("%s was drafted by itself: %s", s.app.Notes[0].Kind, s.why)
	}
	told := 0
	for _, d := range s.p.Next(s.app) {
		if d.Kind == DueBefore && !d.Acts {
			told++
		}
	}
	if told != 1 {
		t.Errorf("%d dues are told, want one", told)
	}
	s.user(EventDraft, now.Add(2*time.Hour))
	if n := s.only(Nudge); n.To.Addr != jane.Addr {
		t.Errorf("the draft goes to %s", n.To.Addr)
	}

	// Two are offered: a fresh interview and a fresh rejection.
	s = begin(t)
	old(s, mail("ack", ApplicationAck, at(1, 9, 0), jane))
	old(s, confirm("c", at(30, 9, 0), meeting("u1", at(38, 14, 0), jane)))
	s.tick(now)
	if s.count(ThankYou, Proposed) != 1 {
		t.Errorf("a fresh interview is not offered: %s", s.why)
	}
	s = begin(t)
	old(s, mail("ack", ApplicationAck, at(1, 9, 0), jane))
	old(s, mail("no", Rejection, at(39, 9, 0), jane))
	if s.count(RejectionResponse, Proposed) != 1 {
		t.Errorf("a fresh rejection is not offered: %s", s.why)
	}
	s = begin(t)
	old(s, mail("ack", ApplicationAck, at(1, 9, 0), jane))
	old(s, mail("no", Rejection, at(30, 9, 0), jane))
	if s.count(RejectionResponse, Proposed) != 0 {
		t.Error("an old rejection was answered by itself")
	}
	s.user(EventDraft, now)
	s.only(RejectionResponse)

	// New mail ends it: from then on the clock acts.
	s = begin(t)
	old(s, mail("ack", ApplicationAck, at(1, 9, 0), jane))
	s.read(mail("live", Update, at(41, 9, 0), jane))
	s.tick(at(60, 9, 0))
	s.only(Nudge)
}

// A letter never stays approved when its ground is gone, and a yes is never older than the mail.
func TestNewMailDropsTheYes(t *testing.T) {
	t.Parallel()
	s := silentStory(t)
	s.tick(at(18, 15, 0))
	s.compose(at(18, 15, 0))
	n := s.only(Nudge)
	s.approve(n, at(18, 16, 0))
	s.read(mail("x", Update, at(18, 16, 0).Add(20*time.Second), jane))
	if got := s.noteID(n.ID).Status; got != Withdrawn {
		t.Errorf("the question is %s after they wrote", got)
	}
}
