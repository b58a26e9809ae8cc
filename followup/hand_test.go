package followup

import (
	"strings"
	"testing"
	"time"
)

// hand applies an act by hand with an ID of its own.
func (s *story) hand(ev Event, now time.Time) *story {
	s.t.Helper()
	ev.At, ev.Seen = now, now
	ev.ID = ActID(ev.Kind, now, s.app.ID, mustJSON(ev))
	return s.event(ev)
}

func (s *story) said(words string) *story {
	s.t.Helper()
	if !strings.Contains(string(s.why), words) {
		s.t.Fatalf("because %q, want %q in it", s.why, words)
	}
	return s
}

func word[T any](v T) *T { return &v }

// birchwood is an application that no mail tells of.
func birchwood(t *testing.T) *story {
	t.Helper()
	return begin(t).hand(Event{
		Kind: EventAdded, Account: "home", To: me, Details: &Details{Employer: word("Birchwood"), Role: word("Engineer")},
	}, at(1, 9, 0)).said("entered")
}

func TestAddedByHand(t *testing.T) {
	t.Parallel()
	s := birchwood(t).stage(StageApplied)
	if s.app.Turn != TurnTheirs || !s.app.TurnSince.Equal(at(1, 9, 0)) || len(s.app.Acts) != 1 {
		t.Errorf("%s", dump(t, s.app))
	}
	s.hand(Event{Kind: EventArranged, Meeting: &Interview{Start: at(3, 14, 0), People: []Person{{Name: "Jane", Addr: "jane@birchwood.example"}}}}, at(2, 9, 0))
	s.stage(StageScheduled).tick(at(3, 16, 0)).stage(StageInterviewed)
	n := s.only(ThankYou)
	if n.From != me || n.Account != "home" || n.To.Addr != "jane@birchwood.example" {
		t.Errorf("a letter without any mail goes from %+v of %q to %+v", n.From, n.Account, n.To)
	}
	begin(t).hand(Event{Kind: EventAdded, Details: &Details{Role: word("Engineer")}}, at(1, 9, 0)).said("say who the employer is").stage(StageNew)
	begin(t).hand(Event{Kind: EventAdded, Details: &Details{Employer: word("Acme"), Zone: word("Mars")}}, at(1, 9, 0)).said("time zone").stage(StageNew)
}

// A mail that was written before and is read later opens the application when all is told anew: what the user said stays.
func TestAddedBeforeAnOlderMail(t *testing.T) {
	t.Parallel()
	s := birchwood(t)
	s.hand(Event{Kind: EventDescribed, Details: &Details{Country: word("DE")}}, at(2, 9, 0))
	sig := mail("ack", ApplicationAck, at(0, 9, 0), robo)
	ev := Event{Kind: EventApplied, At: at(0, 9, 0), Seen: at(3, 9, 0), Signal: &sig}
	if !Late(s.app, ev) {
		t.Fatal("the mail is not told in its place")
	}
	told := s.p.Replay(append(s.journal, ev), s.app.Notes)
	if told.Employer != "Birchwood" || told.Country != "DE" || told.LastIn.Key != "ack" || len(told.Acts) != 2 {
		t.Errorf("%s", dump(t, told))
	}
}

func TestFactsByHand(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		d    Details
		why  string
		ok   func(Application) bool
	}{
		{"an employer, and mails may go on to call it as before", Details{Employer: word("Birchwood Labs")}, "as you say: employer",
			func(a Application) bool { return a.Employer == "Birchwood Labs" && len(a.Names) == 1 }},
		{"a country with a region", Details{Country: word("DE-BY")}, "country", func(a Application) bool { return a.Country == "DE-BY" }},
		{"a country in words", Details{Country: word("Germany")}, "two capital letters", nil},
		{"a zone", Details{Zone: word("America/New_York")}, "time zone", func(a Application) bool { return policy().ZoneFor(a).String() == "America/New_York" }},
		{"a zone that is none", Details{Zone: word("Nowhere")}, "is not known", nil},
		{"a domain", Details{Domain: word("Birchwood.example")}, "domain", func(a Application) bool { return len(a.Domains) == 1 && a.Domains[0] == "birchwood.example" }},
		{"a domain of everybody", Details{Domain: word("gmail.com")}, "many write from", nil},
		{"an address for a domain", Details{Domain: word("jane@birchwood.example")}, "a domain looks like", nil},
		{"a language", Details{Language: word("de")}, "language", func(a Application) bool { return a.Language == "de" }},
		{"a language in words", Details{Language: word("German")}, "two small letters", nil},
		{"a sector that nobody knows", Details{Sector: word("toys")}, "sector is not known", nil},
		{"no employer", Details{Employer: word(" ")}, "needs a name", nil},
		{"liked", Details{Liked: word(true)}, "like it", func(a Application) bool { return a.Liked }},
		{"applied earlier", Details{Applied: word(at(-5, 9, 0))}, "applied", func(a Application) bool {
			return a.Opened.Equal(at(-5, 9, 0)) && a.TurnSince.Equal(at(-5, 9, 0))
		}},
		{"applied tomorrow", Details{Applied: word(at(3, 9, 0))}, "lies ahead", nil},
		{"on hold until", Details{HoldUntil: word(at(20, 9, 0))}, "on hold", func(a Application) bool { return a.OnHold.Equal(at(2, 9, 0)) && a.HoldUntil.Equal(at(20, 9, 0)) }},
		{"what is known already", Details{Role: word("Engineer")}, "it is as you say already", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			before := birchwood(t)
			s := birchwood(t).hand(Event{Kind: EventDescribed, Details: &c.d}, at(2, 9, 0)).said(c.why)
			if c.ok == nil {
				s.app.Last = before.app.Last
				if mustJSON(s.app) != mustJSON(before.app) {
					t.Errorf("refused, but changed:\n%s", parted(mustJSON(before.app), mustJSON(s.app)))
				}
				return
			}
			if !c.ok(s.app) || len(s.app.Acts) != 2 {
				t.Errorf("%s", dump(t, s.app))
			}
		})
	}
}

// The user's word about an interview wins over what was read before, and what is read later asks.
func TestArrangedByHand(t *testing.T) {
	t.Parallel()
	arrange := func(name string, iv Interview) Event {
		return Event{Kind: EventArranged, Interview: name, Meeting: &iv}
	}
	start := at(10, 14, 0)
	for _, c := range []struct {
		name  string
		do    func(*story)
		why   string
		stage Stage
		sum   string
	}{
		{"added", func(s *story) { s.hand(arrange("", Interview{Start: start}), at(2, 9, 0)) }, "an interview is set", StageScheduled, "round(set)"},
		{"added twice", func(s *story) {
			s.hand(arrange("", Interview{Start: start}), at(2, 9, 0)).hand(arrange("", Interview{Start: start}), at(2, 10, 0))
		}, "known", StageScheduled, "round(set)"},
		{"another a week later never moves the first", func(s *story) {
			s.hand(arrange("", Interview{Start: start}), at(2, 9, 0)).hand(arrange("", Interview{Start: start.AddDate(0, 0, 7)}), at(2, 10, 0))
		}, "an interview is set", StageScheduled, "round(set), round(set)"},
		{"one that is over", func(s *story) { s.hand(arrange("", Interview{Start: at(1, 14, 0)}), at(2, 9, 0)) }, "over is recorded", StageInterviewed, "round(over)"},
		{"moved", func(s *story) {
			s.hand(arrange("", Interview{Start: start}), at(2, 9, 0)).hand(arrange(start.Format(time.RFC3339), Interview{Start: at(11, 9, 0)}), at(3, 9, 0))
		}, "moved", StageScheduled, "round(set)"},
		{"called off", func(s *story) {
			s.hand(arrange("", Interview{Start: start}), at(2, 9, 0)).hand(arrange(start.Format(time.RFC3339), Interview{Standing: Cancelled}), at(3, 9, 0))
		}, "is off", StageInvited, "round(cancelled)"},
		{"called off after it seemed to be over", func(s *story) {
			s.hand(arrange("", Interview{Start: start}), at(2, 9, 0)).tick(at(10, 16, 0))
			s.hand(arrange(start.Format(time.RFC3339), Interview{Standing: Cancelled}), at(11, 9, 0))
		}, "is off", StageInvited, "round(cancelled)"},
		{"one that nobody knows", func(s *story) { s.hand(arrange("2026-01-01T00:00:00Z", Interview{Start: start}), at(2, 9, 0)) }, "no such interview", StageApplied, ""},
		{"a calendar's time, moved by phone, and its old entry read once more", func(s *story) {
			s.read(confirm("c", at(2, 9, 0), meeting("u1", start, jane)))
			s.hand(arrange("u1", Interview{Start: at(11, 9, 0)}), at(3, 9, 0))
			old := meeting("u1", start, jane)
			old.Stamp = at(2, 9, 0)
			s.read(confirm("again", at(4, 9, 0), old))
		}, "already counted", StageScheduled, "round(set)"},
		{"another time in a mail afterwards asks", func(s *story) {
			s.hand(arrange("", Interview{Start: start}), at(2, 9, 0)).read(confirm("c", at(3, 9, 0), meeting("u1", at(12, 9, 0), jane)))
		}, "another time than you did", StageScheduled, "asks, round(set)"},
		{"the same time in a mail afterwards is the same", func(s *story) {
			s.hand(arrange("", Interview{Start: start}), at(2, 9, 0)).read(confirm("c", at(3, 9, 0), meeting("u1", start, jane)))
		}, "already counted", StageScheduled, "round(set)"},
		{"after the end", func(s *story) {
			s.hand(Event{Kind: EventClose, Close: OutcomeWithdrawn}, at(2, 9, 0)).hand(arrange("", Interview{Start: start}), at(3, 9, 0))
		}, "reopen it first", StageClosed, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := birchwood(t)
			c.do(s)
			s.said(c.why).stage(c.stage)
			if got := sum(s.app); !strings.Contains(got, c.sum) {
				t.Errorf("%s, want %s", got, c.sum)
			}
			if strings.Contains(c.name, "moved") && !s.app.Rounds[0].Interviews[0].Start.Equal(at(11, 9, 0)) {
				t.Errorf("%s", dump(t, s.app.Rounds))
			}
		})
	}
}

func TestPersonByHand(t *testing.T) {
	t.Parallel()
	add := func(who Person) Event { return Event{Kind: EventMet, Person: &who} }
	s := birchwood(t).hand(add(Person{Name: "Jane Doe"}), at(2, 9, 0)).said("noted")
	s.hand(add(Person{Name: "Jane Doe", Addr: "Jane@Birchwood.example", Part: PartHiringManager}), at(2, 10, 0))
	if len(s.app.People) != 1 || s.app.People[0].Addr != "jane@birchwood.example" || s.app.People[0].Part != PartHiringManager || s.app.People[0].Known != "user" {
		t.Fatalf("the name and the address are one person: %s", dump(t, s.app.People))
	}
	s.hand(add(Person{Name: "Jane Doe", Title: "Head of data"}), at(2, 11, 0))
	if len(s.app.People) != 1 || s.app.People[0].Title != "Head of data" {
		t.Fatalf("%s", dump(t, s.app.People))
	}
	for why, who := range map[string]Person{
		"say who it is": {}, "no mail address": {Addr: "jane"}, "nobody reads": {Addr: "no-reply@birchwood.example"},
	} {
		s.hand(add(who), at(2, 12, 0)).said(why)
	}
	s.p.Me = []string{me.Addr}
	s.hand(add(Person{Addr: me.Addr}), at(2, 12, 0)).said("your own address")

	// Whoever was met is thanked, also when the user remembers the name later.
	s.hand(Event{Kind: EventArranged, Meeting: &Interview{Start: at(3, 14, 0)}}, at(3, 9, 0)).tick(at(3, 16, 0))
	otto := Person{Name: "Otto Kern", Addr: "otto@birchwood.example"}
	s.hand(Event{Kind: EventMet, Person: &otto, Interview: at(3, 14, 0).Format(time.RFC3339)}, at(3, 17, 0)).tick(at(3, 17, 5))
	found := false
	for _, n := range s.app.Notes {
		found = found || n.Kind == ThankYou && n.To.Addr == "otto@birchwood.example" && n.Status == Proposed
	}
	if !found {
		t.Errorf("no thank-you: %s", dump(t, s.app.Notes))
	}
}

// A promise by hand moves the clock as one in a mail does.
func TestPromiseByHand(t *testing.T) {
	t.Parallel()
	s := birchwood(t).hand(Event{Kind: EventTold, Promise: &Promise{Deadline: at(20, 18, 0), Quote: "in two weeks or so"}}, at(2, 9, 0)).said("promised by 21 March")
	pr := s.app.Promises[0]
	if pr.Source != FromUser || pr.Act == "" || pr.Kind != PromiseDate || pr.Standing != PromiseOpen {
		t.Errorf("%+v", pr)
	}
	for _, d := range s.p.Next(s.app) {
		if d.Kind == DueSilence && d.At.Before(at(20, 18, 0)) {
			t.Errorf("a question on %s, before the promised day", d.At)
		}
	}
	s.hand(Event{Kind: EventTold, Promise: &Promise{Deadline: at(1, 18, 0)}}, at(2, 9, 0)).said("before they said so")
	s.hand(Event{Kind: EventTold, Promise: &Promise{}}, at(2, 9, 0)).said("say what they promised")
}

func TestRemarks(t *testing.T) {
	t.Parallel()
	s := birchwood(t).hand(Event{Kind: EventRemarked, Remark: "  ask about the team "}, at(2, 9, 0)).said("kept")
	s.hand(Event{Kind: EventRemarked, Remark: " "}, at(2, 9, 0)).said("nothing to keep")
	s.hand(Event{Kind: EventRemarked, Remark: strings.Repeat("ä", 3000)}, at(2, 9, 1))
	if len(s.app.Remarks) != 2 || s.app.Remarks[0].Text != "ask about the team" || len([]rune(s.app.Remarks[1].Text)) != remarkMax {
		t.Errorf("%d remarks", len(s.app.Remarks))
	}
}

func TestReopened(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		do    func(*story)
		stage Stage
	}{
		{"before any interview", func(*story) {}, StageApplied},
		{"after one", func(s *story) {
			s.hand(Event{Kind: EventArranged, Meeting: &Interview{Start: at(1, 8, 0)}}, at(1, 10, 0))
		}, StageInterviewed},
		{"with one ahead", func(s *story) {
			s.hand(Event{Kind: EventArranged, Meeting: &Interview{Start: at(9, 8, 0)}}, at(1, 10, 0))
		}, StageScheduled},
		{"with an offer in writing", func(s *story) {
			offer := mail("offer", Offer, at(1, 12, 0), jane)
			offer.Detail = DetailWritten
			s.read(offer)
		}, StageOffered},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := birchwood(t)
			c.do(s)
			s.hand(Event{Kind: EventReopened}, at(2, 8, 0)).said("not closed")
			s.hand(Event{Kind: EventClose, Close: OutcomeRejected}, at(2, 9, 0)).stage(StageClosed)
			s.hand(Event{Kind: EventReopened}, at(2, 10, 0)).said("your turn").stage(c.stage)
			if s.app.Outcome != OutcomeOpen || s.app.ClosedByUser || !s.app.Closed.IsZero() || s.app.Turn != TurnOurs {
				t.Errorf("%s", dump(t, s.app))
			}
		})
	}
}

// What is put away is due for nothing, and news from them brings it back.
func TestArchived(t *testing.T) {
	t.Parallel()
	s := begin(t).read(mail("ack", ApplicationAck, at(1, 9, 0), jane)).tick(at(16, 9, 0))
	n := s.only(Nudge)
	s.hand(Event{Kind: EventArchived}, at(16, 10, 0)).said("put away")
	if got := s.noteID(n.ID).Status; got != Withdrawn || len(s.p.Next(s.app)) != 0 {
		t.Errorf("the draft is %s, %d things are due", got, len(s.p.Next(s.app)))
	}
	s.hand(Event{Kind: EventArchived}, at(16, 11, 0)).said("already")
	s.read(mail("invite", InterviewInvite, at(17, 9, 0), jane)).stage(StageInvited)
	if !s.app.Archived.IsZero() {
		t.Error("an invitation lies where nobody looks")
	}
	s.hand(Event{Kind: EventUnarchived}, at(17, 10, 0)).said("not put away")
	s.hand(Event{Kind: EventArchived}, at(17, 11, 0)).hand(Event{Kind: EventUnarchived}, at(17, 12, 0)).said("shown again")
	unsure := mail("perhaps", Offer, at(18, 9, 0), jane)
	unsure.Confidence = 0.7
	s.hand(Event{Kind: EventArchived}, at(17, 13, 0)).read(unsure)
	if !s.app.Archived.IsZero() || len(s.app.Doubts) != 1 {
		t.Error("a question lies where nobody looks")
	}
}
