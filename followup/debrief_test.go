package followup

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// talked is a story on the afternoon of an interview of jane and otto, over at at(9, 15, 0), with its two drafts.
func talked(t *testing.T) *story {
	t.Helper()
	s := begin(t).read(mail("ack", ApplicationAck, at(1, 9, 0), robo)).read(mail("invite", InterviewInvite, at(2, 9, 0), jane))
	s.read(confirm("confirm", at(3, 9, 0), meeting("u1", at(9, 14, 0), jane, otto)))
	return s.tick(at(9, 15, 0)).stage(StageInterviewed).compose(at(9, 15, 1))
}

// tell enters a debrief of the newest interview.
func (s *story) tell(now time.Time, ev Event) *story {
	s.t.Helper()
	ev.Kind, ev.At, ev.Seen, ev.ID = EventDebriefed, now, now, ActID(EventDebriefed, now, "a1", "")
	return s.event(ev)
}

func likeOf(n int) *int { return &n }

// What each answer of a debrief does, told after the thank-yous were drafted.
func TestDebrief(t *testing.T) {
	t.Parallel()
	now := at(9, 15, 20)
	for _, c := range []struct {
		name string
		ev   Event
		want func(s *story) bool
	}{
		{"It took place.", Event{Held: true}, func(s *story) bool { return s.app.Rounds[0].Interviews[0].Standing == Held }},
		{"Nobody came: no thank-you.", Event{NoShow: NoShowThey}, func(s *story) bool {
			iv := s.app.Rounds[0].Interviews[0]
			return iv.Standing == NotHeld && iv.NoShow == NoShowThey && s.count(ThankYou, Withdrawn) == 2
		}},
		{"It was cancelled: no thank-you.", Event{NoShow: NoShowCancelled}, func(s *story) bool { return s.count(ThankYou, Proposed) == 0 }},
		{"Who was not there gets no letter.", Event{Debrief: &Debrief{People: []Said{
			{Person: jane.Addr, Thank: true}, {Person: otto.Addr, Absent: true},
		}}}, func(s *story) bool {
			otto := s.app.person(otto.Addr)
			return s.only(ThankYou).To.Addr == jane.Addr && len(s.app.person(jane.Addr).Met) == 1 && (otto == nil || len(otto.Met) == 0)
		}},
		{"Somebody else was there: one letter more.", Event{Debrief: &Debrief{People: []Said{
			{Person: "kim@acme.example", Name: "Kim Li", Topic: "the on-call weeks", Thank: true},
		}}}, func(s *story) bool {
			return s.count(ThankYou, Proposed) == 3 && s.app.person("kim@acme.example").Known == "user"
		}},
		{"A name without an address: no letter to it.", Event{Debrief: &Debrief{People: []Said{{Name: "Kim Li"}}}}, func(s *story) bool {
			return s.count(ThankYou, Proposed) == 2 && s.app.person("name:kim li").Part == PartOther
		}},
		{"Eight of ten: the place is liked.", Event{Debrief: &Debrief{Like: likeOf(8)}}, func(s *story) bool { return s.app.Liked }},
		{"Six of ten: it is not said to be liked.", Event{Debrief: &Debrief{Like: likeOf(6)}}, func(s *story) bool { return !s.app.Liked }},
		{"Eleven of ten is nothing.", Event{Debrief: &Debrief{Like: likeOf(11), Gut: "good"}}, func(s *story) bool {
			d := s.app.Rounds[0].Interviews[0].Debrief
			return d.Like == nil && d.Gut == "good"
		}},
		{"Ratings that nobody knows are left out.", Event{Debrief: &Debrief{Ratings: map[string]Rating{"energy": RatedCold, "luck": RatedCold, "dress": "?"}}}, func(s *story) bool {
			return mustJSON(s.app.Rounds[0].Interviews[0].Debrief.Ratings) == `{"energy":"cold"}`
		}},
		{"The questions end.", Event{Debrief: &Debrief{Skipped: true}}, func(s *story) bool { return !slices.ContainsFunc(s.p.Next(s.app), isDebrief) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := talked(t).tell(now, c.ev)
			if !c.want(s) {
				t.Errorf("%s\n%s", s.why, dump(t, s.app.Rounds))
			}
			if len(s.app.Acts) != 1 {
				t.Errorf("%d acts to take back, want one", len(s.app.Acts))
			}
			told := s.p.Replay(s.journal, s.app.Notes)
			told.ID = s.app.ID
			if mustJSON(told) != mustJSON(s.app) {
				t.Errorf("told anew it is another application:\n%s", parted(mustJSON(told), mustJSON(s.app)))
			}
		})
	}
}

// Her last word on whether it took place counts.
func TestDebriefChangesHerMind(t *testing.T) {
	t.Parallel()
	s := talked(t).tell(at(9, 15, 20), Event{NoShow: NoShowThey}).tell(at(9, 15, 40), Event{Held: true, Debrief: &Debrief{LikedMe: "the parser"}})
	if iv := s.app.Rounds[0].Interviews[0]; iv.Standing != Held || iv.NoShow != NoShowUnknown || s.count(ThankYou, Proposed) != 2 {
		t.Errorf("%s, no-show %q, %d thank-yous: %s", iv.Standing, iv.NoShow, s.count(ThankYou, Proposed), s.why)
	}
}

func isDebrief(d Due) bool { return d.Kind == DueDebrief }

// Every answer may be left out, and what is left out changes nothing.
func TestDebriefIsAllOptional(t *testing.T) {
	t.Parallel()
	s := talked(t)
	want := s.app
	want.Last = at(9, 16, 0)
	if s.tell(at(9, 16, 0), Event{}); mustJSON(s.app) != mustJSON(want) {
		t.Errorf("nothing was said and it changed: %s\n%s", s.why, parted(mustJSON(want), mustJSON(s.app)))
	}
	s.tell(at(9, 16, 1), Event{Debrief: &Debrief{LikedMe: "the parser", Ratings: map[string]Rating{"energy": RatedGood}, People: []Said{{Person: jane.Addr, Topic: "on call", Thank: true}}}})
	s.tell(at(9, 16, 2), Event{Debrief: &Debrief{Repair: "We ran it twice.", Ratings: map[string]Rating{"dress": RatedCold}, People: []Said{{Person: jane.Addr, Thank: true}}}})
	d := *s.app.Rounds[0].Interviews[0].Debrief
	if d.LikedMe != "the parser" || d.Repair != "We ran it twice." || len(d.Ratings) != 2 || d.People[0].Topic != "on call" {
		t.Errorf("what was said before is gone: %s", dump(t, d))
	}
	if s.app.Stage != StageInterviewed || s.app.Turn != TurnTheirs {
		t.Errorf("it moved the stage to %s, turn %s", s.app.Stage, s.app.Turn)
	}
}

// What they said about next steps moves the clock, as their words, said at the end of the talk.
func TestDebriefPromise(t *testing.T) {
	t.Parallel()
	// Vik was told on a Friday: "in the next couple of days". That is Wednesday, and a question is due two business days on.
	s := begin(t).read(mail("ack", ApplicationAck, at(1, 9, 0), robo)).read(mail("invite", InterviewInvite, at(2, 9, 0), jane))
	s.read(confirm("confirm", at(3, 9, 0), meeting("u1", at(5, 14, 0), jane))).tick(at(5, 15, 0)).compose(at(5, 15, 1))
	pr := &Promise{Kind: PromiseDate, Deadline: at(10, 18, 0), Quote: "in the next couple of days"}
	s.tell(at(5, 16, 0), Event{Debrief: &Debrief{NextSteps: pr.Quote}, Promise: pr})
	if got := s.app.Promises[0]; got.Source != FromUser || !got.Said.Equal(at(5, 15, 0)) || got.Round != s.app.Rounds[0].ID || got.Act == "" {
		t.Errorf("%+v", got)
	}
	if due := dueOf(s, DueSilence); !due.At.Equal(at(12, 18, 0)) {
		t.Errorf("a question is due at %v: %s", due.At, due.Why)
	}
	// She corrects what she heard: only the later words stand.
	later := &Promise{Kind: PromiseDate, Deadline: at(20, 18, 0), Quote: "end of the week after"}
	s.tell(at(5, 17, 0), Event{Debrief: &Debrief{NextSteps: later.Quote}, Promise: later})
	if len(s.app.Promises) != 1 || !s.app.Promises[0].Deadline.Equal(at(20, 18, 0)) {
		t.Errorf("%s", dump(t, s.app.Promises))
	}
	// What they write later goes before what they said, also where she tells it only then.
	m := mail("p", Update, at(9, 9, 0), jane)
	m.Promise = &Promise{Kind: PromiseDate, Said: at(9, 9, 0), Deadline: at(12, 18, 0), By: m.Person}
	s.read(m)
	s.tell(at(9, 10, 0), Event{Debrief: &Debrief{NextSteps: pr.Quote}, Promise: pr})
	if open := s.app.promise(); open == nil || !open.Deadline.Equal(at(12, 18, 0)) {
		t.Errorf("the promise that counts is %+v", open)
	}
}

func dueOf(s *story, kind DueKind) Due {
	s.t.Helper()
	for _, d := range s.p.Next(s.app) {
		if d.Kind == kind {
			return d
		}
	}
	s.t.Fatalf("no %s is due", kind)
	return Due{}
}

// A debrief is asked for soon after the end, three hours later and on the next morning, once for a round, until something
// is said.
func TestDebriefIsAskedFor(t *testing.T) {
	t.Parallel()
	s := talked(t)
	var got []time.Time
	for _, d := range s.p.Next(s.app) {
		if d.Kind == DueDebrief {
			got = append(got, d.At)
		}
	}
	if want := []time.Time{at(9, 15, 15), at(9, 18, 0), at(10, 8, 0)}; !slices.EqualFunc(got, want, time.Time.Equal) {
		t.Errorf("asked at %v, want %v", got, want)
	}
	if d := dueOf(s, DueThanks); !d.At.Equal(at(10, 15, 0)) {
		t.Errorf("the thank-you should have left at %v", d.At)
	}
	for name, end := range map[string]func(*story){
		"Something was said.":   func(s *story) { s.tell(at(9, 16, 0), Event{Debrief: &Debrief{Gut: "fine"}}) },
		"It is closed.":         func(s *story) { s.read(mail("no", Rejection, at(10, 9, 0), jane)) },
		"It did not happen.":    func(s *story) { s.user(EventNotHeld, at(9, 16, 0)) },
		"One more comes today.": func(s *story) { s.read(confirm("c2", at(9, 15, 5), meeting("u2", at(9, 16, 0), otto))) },
	} {
		s := talked(t)
		if end(s); slices.ContainsFunc(s.p.Next(s.app), isDebrief) {
			t.Errorf("%s It is asked for all the same.", name)
		}
	}
}

// What went cold twice in the last five talks has advice; once has none, and what was not in her hands does not count.
func TestAdvice(t *testing.T) {
	t.Parallel()
	talk := func(day int, outside bool, cold ...string) Debrief {
		d := Debrief{At: at(day, 10, 0), Outside: outside, Ratings: map[string]Rating{"dress": RatedGood}}
		for _, key := range cold {
			d.Ratings[key] = RatedCold
		}
		return d
	}
	keys := func(ds ...Debrief) string {
		var out []string
		for _, it := range Advice(ds) {
			out = append(out, it.Key)
		}
		return strings.Join(out, " ")
	}
	for _, c := range []struct {
		name  string
		talks []Debrief
		want  string
	}{
		{"Once.", []Debrief{talk(1, false, "energy")}, ""},
		{"Twice, in the order of the list.", []Debrief{talk(1, false, "specifics", "energy"), talk(2, false, "energy", "specifics")}, "energy specifics"},
		{"Twice, but once it was not in her hands.", []Debrief{talk(1, true, "energy"), talk(2, false, "energy")}, ""},
		{"Twice, but the first is six talks ago.", []Debrief{talk(1, false, "energy"), talk(2, false), talk(3, false), talk(4, false), talk(5, false), talk(6, false, "energy")}, ""},
		{"What has no advice.", []Debrief{talk(1, false, "authentic"), talk(2, false, "authentic")}, ""},
	} {
		if got := keys(c.talks...); got != c.want {
			t.Errorf("%s advice on %q, want %q", c.name, got, c.want)
		}
	}
	if len(ColdItems) != 10 {
		t.Errorf("%d things, the article has ten", len(ColdItems))
	}
}

// A debrief that is taken back was never told: the drafts have their first words again, and what it drafted is gone.
func TestDebriefIsUndone(t *testing.T) {
	t.Parallel()
	now := at(9, 15, 20)
	for name, ev := range map[string]Event{
		"topics":   {Held: true, Debrief: &Debrief{Like: likeOf(9), People: []Said{{Person: jane.Addr, Topic: "on call", Thank: true}, {Name: "Kim Li", Person: "kim@acme.example", Thank: true}}}},
		"a repair": {Debrief: &Debrief{Repair: "R", LikedMe: "L"}},
		"nobody":   {NoShow: NoShowThey},
		"a date":   {Debrief: &Debrief{NextSteps: "by Friday"}, Promise: &Promise{Kind: PromiseDate, Deadline: at(12, 18, 0), Quote: "by Friday"}},
		"no more":  {Debrief: &Debrief{Skipped: true}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := talked(t)
			before := mustJSON(s.app)
			s.tell(now, ev)
			act := s.lastAct()
			for _, n := range s.app.Notes { // written anew, with other words
				if n.Status == Proposed && n.Text == "" {
					s.event(Event{Kind: EventComposed, At: now, Seen: now, Note: n.ID, Subject: "Engineer", Text: "Other words about " + n.ID + ", written from what she said of it."})
				}
			}
			if mustJSON(s.app) == before {
				t.Fatalf("it did nothing: %s", s.why)
			}
			if s.undo(act, at(9, 15, 30)); !strings.HasPrefix(string(s.why), "taken back: how the interview on 10 March went") {
				t.Errorf("%s", s.why)
			}
			if got := mustJSON(s.app); got != before {
				t.Errorf("not as it was:\n%s", parted(before, got))
			}
		})
	}
}

// An interview that prose set and a calendar named later is the same one: what was said of it stays.
func TestDebriefBeforeTheCalendar(t *testing.T) {
	t.Parallel()
	s := begin(t).read(mail("ack", ApplicationAck, at(1, 9, 0), robo)).read(mail("invite", InterviewInvite, at(2, 9, 0), jane))
	s.read(confirm("confirm", at(3, 9, 0), meeting("", at(9, 14, 0), jane))).tick(at(9, 15, 0)).compose(at(9, 15, 1))
	name := s.app.Rounds[0].Interviews[0].Name()
	s.tell(at(9, 15, 20), Event{Interview: name, Debrief: &Debrief{LikedMe: "the parser"}})
	s.compose(at(9, 15, 21))
	s.approve(s.only(ThankYou), at(9, 15, 30))
	late := confirm("calendar", at(4, 9, 0), meeting("u1", at(9, 14, 0), jane)) // read only now
	s.journal = append(s.journal, Event{Kind: EventScheduled, At: at(4, 9, 0), Seen: at(9, 16, 0), Signal: &late})
	app := s.p.Replay(s.journal, s.app.Notes)
	iv := app.Rounds[0].Interviews[0]
	if iv.UID != "u1" || iv.Debrief == nil || iv.Debrief.LikedMe != "the parser" {
		t.Errorf("%s", dump(t, iv))
	}
	for _, n := range app.Notes {
		if ok, why := s.p.Fits(app, n, at(9, 16, 0)); n.Kind == ThankYou && n.Status.Open() && !ok {
			t.Errorf("the thank-you has no place any more: %s", why)
		}
	}
}
