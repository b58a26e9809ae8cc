package followup

import (
	"strings"
	"testing"
	"time"
)

// asking returns a mail of theirs that asks something.
func askMail(key string, kind SignalKind, detail Detail, received time.Time, from Address) Signal {
	sig := mail(key, kind, received, from)
	sig.Detail = detail
	return sig
}

// todo says in one line what is open and what is done.
func todo(a Application) string {
	var parts []string
	for _, t := range a.Tasks {
		parts = append(parts, string(t.Kind)+" "+orElse(t.How, "open"))
	}
	return strings.Join(parts, ", ")
}

func TestTasks(t *testing.T) {
	t.Parallel()
	assessment := func(key string, day int, deadline time.Time, link string) Signal {
		sig := askMail(key, Assessment, NoDetail, at(day, 10, 0), robo)
		sig.Deadline, sig.Link = deadline, link
		return sig
	}
	question := func(key string, day int, from Address) Signal {
		return askMail(key, Update, DetailQuestion, at(day, 11, 0), from)
	}
	for _, c := range []struct {
		name string
		tell func(s *story)
		todo string
		turn Turn
	}{
		{"a question is a task", func(s *story) { s.read(question("q", 2, jane)) }, "question open", TurnOurs},
		{"asked once more it is the same task", func(s *story) { s.read(question("q", 2, jane)).read(question("q2", 3, jane)) }, "question open", TurnOurs},
		{"two people asking are two tasks", func(s *story) { s.read(question("q", 2, jane)).read(question("q2", 3, otto)) }, "question open, question open", TurnOurs},
		{"an invitation asks for times", func(s *story) { s.read(mail("i", InterviewInvite, at(2, 9, 0), jane)) }, "availability open", TurnOurs},
		{"a one-way video is an assessment", func(s *story) {
			sig := mail("i", InterviewInvite, at(2, 9, 0), jane)
			sig.RoundKind = RoundVideo
			s.read(sig)
		}, "assessment open", TurnOurs},
		{"a form of a robot is a form", func(s *story) {
			sig := question("q", 2, robo)
			sig.Link = "https://acme.example/form"
			s.read(sig)
		}, "form open", TurnOurs},
		{"two assessments at once", func(s *story) {
			s.read(assessment("x", 2, at(9, 18, 0), "https://a.example")).read(assessment("y", 3, at(5, 18, 0), "https://b.example"))
		}, "assessment open, assessment open", TurnOurs},
		{"the user's own mail answers the question and not the assessment", func(s *story) {
			s.read(assessment("x", 2, at(9, 18, 0), "")).read(question("q", 2, jane)).read(ownMail("o", at(3, 9, 0), jane))
		}, "assessment open, question answered", TurnOurs},
		{"her mail to Jane does not answer Otto", func(s *story) {
			s.read(question("q", 2, jane)).read(question("q2", 2, otto)).read(ownMail("o", at(3, 9, 0), jane))
		}, "question answered, question open", TurnOurs},
		{"a question of a robot is answered by writing to a person", func(s *story) {
			s.read(question("q", 2, robo)).read(mail("w", Update, at(2, 12, 0), jane)).read(ownMail("o", at(3, 9, 0), jane))
		}, "question answered", TurnTheirs},
		{"other mail of theirs does not make a question vanish", func(s *story) {
			s.read(question("q", 2, jane)).read(mail("w", Update, at(3, 12, 0), jane))
		}, "question open", TurnOurs},
		{"the receipt closes the assessment", func(s *story) {
			s.read(assessment("x", 2, at(9, 18, 0), "")).read(askMail("r", Assessment, DetailSubmitted, at(4, 9, 0), robo))
		}, "assessment handed in", TurnTheirs},
		{"a receipt that may be for either closes none", func(s *story) {
			s.read(assessment("x", 2, at(9, 18, 0), "https://a.example")).read(assessment("y", 3, at(5, 18, 0), "https://b.example"))
			s.read(askMail("r", Assessment, DetailSubmitted, at(4, 9, 0), robo))
		}, "assessment open, assessment open", TurnOurs},
		{"a time that is set answers what they asked", func(s *story) {
			s.read(mail("i", InterviewInvite, at(2, 9, 0), jane)).read(confirm("c", at(3, 9, 0), meeting("", at(9, 14, 0), jane)))
		}, "availability answered", TurnTheirs},
		{"an assessment stays open while an interview is ahead, and after it", func(s *story) {
			s.read(assessment("x", 2, at(20, 18, 0), "")).read(confirm("c", at(3, 9, 0), meeting("", at(9, 14, 0), jane))).tick(at(9, 16, 0))
		}, "assessment open", TurnOurs},
		{"called off before a time was set", func(s *story) {
			s.read(mail("i", InterviewInvite, at(2, 9, 0), jane)).read(mail("c", InterviewCancel, at(3, 9, 0), jane))
		}, "availability dropped", TurnTheirs},
		{"a rejection ends everything", func(s *story) {
			s.read(question("q", 2, jane)).read(mail("no", Rejection, at(4, 9, 0), jane))
		}, "question dropped", ""},
		{"an offer drops times and tests, not questions", func(s *story) {
			s.read(assessment("x", 2, at(9, 18, 0), "")).read(question("q", 2, jane)).read(mail("yes", Offer, at(4, 9, 0), jane))
		}, "assessment dropped, question open", TurnOurs},
		{"the user says that it is answered", func(s *story) {
			s.read(question("q", 2, jane)).event(Event{Kind: EventAnswered, At: at(3, 9, 0), Seen: at(3, 9, 0), ID: "e1"})
		}, "question answered", TurnTheirs},
		{"of two she says which one", func(s *story) {
			s.read(question("q", 2, jane)).read(assessment("x", 2, at(9, 18, 0), ""))
			s.event(Event{Kind: EventAnswered, At: at(3, 9, 0), Seen: at(3, 9, 0), ID: "e1"})
			if s.why != "they asked several things: say which one" {
				t.Errorf("reason %q", s.why)
			}
			s.event(Event{Kind: EventAnswered, At: at(3, 9, 0), Seen: at(3, 9, 0), ID: "e2", Task: &Task{ID: taskID("x"), How: TaskMissed}})
		}, "question open, assessment missed", TurnOurs},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := begin(t).read(mail("ack", ApplicationAck, at(1, 9, 0), robo))
			c.tell(s)
			if got := todo(s.app); got != c.todo || s.app.Turn != c.turn {
				t.Errorf("%s, turn %s; want %s, turn %s; last reason %q", got, s.app.Turn, c.todo, c.turn, s.why)
			}
		})
	}
}

// The deadline that rows and old records know is the next one of all tasks, and goes with the last of them.
func TestDeadlineOfTasks(t *testing.T) {
	t.Parallel()
	s := begin(t).read(mail("ack", ApplicationAck, at(1, 9, 0), robo))
	late, soon := askMail("x", Assessment, NoDetail, at(2, 10, 0), robo), askMail("q", Update, DetailQuestion, at(2, 11, 0), jane)
	late.Deadline, soon.Deadline = at(20, 18, 0), at(9, 18, 0)
	s.read(late).read(soon)
	if !s.app.Deadline.Equal(at(9, 18, 0)) || s.app.DeadlineFor != "their question" {
		t.Errorf("deadline %v for %s", s.app.Deadline, s.app.DeadlineFor)
	}
	s.read(ownMail("o", at(3, 9, 0), jane))
	if !s.app.Deadline.Equal(at(20, 18, 0)) || s.app.DeadlineFor != "the assessment" {
		t.Errorf("then deadline %v for %s", s.app.Deadline, s.app.DeadlineFor)
	}
	s.event(Event{Kind: EventAnswered, At: at(4, 9, 0), Seen: at(4, 9, 0), Task: &Task{How: TaskHanded}})
	if !s.app.Deadline.IsZero() || s.app.DeadlineFor != "" {
		t.Errorf("at last deadline %v for %s", s.app.Deadline, s.app.DeadlineFor)
	}
	// A date from before there were tasks is not lost when the first task comes.
	old := begin(t)
	old.app = Application{ID: "a1", Stage: StageApplied, Turn: TurnOurs, TurnSince: at(2, 9, 0), Deadline: at(5, 18, 0), DeadlineFor: "the assessment"}
	old.read(soon)
	if got := todo(old.app); got != "assessment open, question open" || !old.app.Deadline.Equal(at(5, 18, 0)) {
		t.Errorf("%s, deadline %v", got, old.app.Deadline)
	}
}

func TestReminders(t *testing.T) {
	t.Parallel()
	ask := func(kind SignalKind, detail Detail, received, deadline time.Time) Application {
		sig := askMail("x", kind, detail, received, jane)
		sig.Deadline = deadline
		return begin(t).read(mail("ack", ApplicationAck, at(1, 9, 0), robo)).read(sig).app
	}
	for _, c := range []struct {
		name string
		app  Application
		want []time.Time
	}{
		{"an assessment of a week: half, 48 hours, 24 hours", ask(Assessment, NoDetail, at(2, 10, 0), at(10, 10, 0)), []time.Time{at(6, 10, 0), at(8, 10, 0), at(9, 10, 0)}},
		{"an assessment of 72 hours", ask(Assessment, NoDetail, at(2, 10, 0), at(5, 10, 0)), []time.Time{at(3, 10, 0), at(3, 22, 0), at(4, 10, 0)}},
		{"an assessment of a day: half of it", ask(Assessment, NoDetail, at(2, 10, 0), at(3, 10, 0)), []time.Time{at(2, 22, 0)}},
		{"an assessment without a date: 5 business days", ask(Assessment, NoDetail, at(2, 10, 0), time.Time{}), []time.Time{at(9, 10, 0)}},
		{"an invitation: 4 hours of work, then a business day", ask(InterviewInvite, NoDetail, at(2, 10, 0), time.Time{}), []time.Time{at(2, 14, 0), at(3, 10, 0)}},
		{"an invitation in the evening: the hours of the next day", ask(InterviewInvite, NoDetail, at(2, 15, 0), time.Time{}), []time.Time{at(3, 11, 0), at(3, 15, 0)}},
		{"an invitation on a Friday night", ask(InterviewInvite, NoDetail, at(5, 20, 0), time.Time{}), []time.Time{at(8, 13, 0), at(8, 20, 0)}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []time.Time
			for _, d := range policy().Next(c.app) {
				if d.Task != "" && !d.Acts {
					got = append(got, d.At)
				}
			}
			if mustJSON(got) != mustJSON(c.want) {
				t.Errorf("reminded at %v, want %v", got, c.want)
			}
		})
	}
	s := begin(t).read(confirm("c", at(1, 9, 0), meeting("", at(4, 14, 0), jane)))
	var got []time.Time
	for _, d := range policy().Next(s.app) {
		if d.Kind == DueReminder && d.Level == 1 {
			got = append(got, d.At)
		}
	}
	if mustJSON(got) != mustJSON([]time.Time{at(3, 14, 0), at(4, 13, 0)}) {
		t.Errorf("reminded of the interview at %v", got)
	}
}

// After an assessment was handed in they are asked after seven business days, not after the ten of an application.
func TestAfterHandingIn(t *testing.T) {
	t.Parallel()
	s := begin(t).read(mail("w", ApplicationAck, at(1, 9, 0), jane)).read(askMail("x", Assessment, NoDetail, at(2, 10, 0), jane))
	s.read(askMail("r", Assessment, DetailSubmitted, at(3, 10, 0), robo))
	if got := policy().silent(&s.app); !got.at.Equal(at(12, 10, 0)) {
		t.Errorf("asked at %v: %s%s", got.at, got.why, got.blocked)
	}
}

// What they ask for is drafted once: a time of theirs that suits, else times of the user's; never twice, and nothing where
// her times are not known or a page is to be clicked.
func TestTimesAreDrafted(t *testing.T) {
	t.Parallel()
	slots := []Interview{{Start: at(9, 10, 0), End: at(9, 11, 0)}, {Start: at(10, 14, 0), End: at(10, 15, 0)}}
	invite := func(change func(*Signal)) *story {
		sig := mail("i", InterviewInvite, at(2, 9, 0), jane)
		if change != nil {
			change(&sig)
		}
		return begin(t).read(mail("ack", ApplicationAck, at(1, 9, 0), robo)).read(sig)
	}
	tick := func(s *story, ev Event) *story {
		ev.Kind, ev.At, ev.Seen, ev.Reconciled = EventTick, at(2, 9, 5), at(2, 9, 5), at(2, 9, 5)
		return s.event(ev)
	}
	s := tick(invite(nil), Event{Slots: slots})
	if n := s.only(ScheduleProposal); len(n.Slots) != 2 || n.Task != s.app.Tasks[0].ID || n.To.Addr != jane.Addr {
		t.Errorf("proposed %+v", n)
	}
	if tick(s, Event{Slots: slots}); s.count(ScheduleProposal, Proposed) != 1 {
		t.Error("drafted twice")
	}
	s = tick(invite(func(sig *Signal) { sig.Options = slots }), Event{Slots: slots, Slot: &slots[1]})
	if n := s.only(ScheduleAccept); len(n.Slots) != 1 || !n.Slots[0].Start.Equal(at(10, 14, 0)) {
		t.Errorf("accepted %+v", n.Slots)
	}
	// Another time is picked: the draft gives way. The letter answers the task.
	s.event(Event{Kind: EventWants, At: at(2, 10, 0), Seen: at(2, 10, 0), ID: "e1", Want: ScheduleAccept, Slot: &slots[0]})
	n := s.only(ScheduleAccept)
	if !n.Slots[0].Start.Equal(at(9, 10, 0)) || s.count(ScheduleAccept, Withdrawn) != 1 {
		t.Errorf("picked %+v", n.Slots)
	}
	s.send(n, at(2, 11, 0))
	if todo(s.app) != "availability answered" || s.app.Turn != TurnTheirs {
		t.Errorf("%s, turn %s", todo(s.app), s.app.Turn)
	}
	for name, s := range map[string]*story{
		"her times are not known": tick(invite(nil), Event{}),
		"a page is to be clicked": tick(invite(func(sig *Signal) { sig.Link = "https://calendly.com/acme" }), Event{Slots: slots}),
		"nobody can be reached": tick(invite(func(sig *Signal) {
			sig.Mail.From, sig.Mail.ReplyTo, sig.Person = robo, Address{}, Person{Addr: robo.Addr, Robot: true}
		}), Event{Slots: slots}),
	} {
		if len(s.app.Notes) > 0 {
			t.Errorf("%s, and %s was drafted", name, s.app.Notes[0].Kind)
		}
	}
	// A proposal whose first time is past does not leave any more; a set time ends it.
	s = tick(invite(nil), Event{Slots: slots})
	n = s.only(ScheduleProposal)
	if ok, _ := s.p.Fits(s.app, n, at(9, 10, 0)); ok {
		t.Error("a time in it is past and it fits")
	}
	if s.read(confirm("c", at(3, 9, 0), meeting("", at(9, 14, 0), jane))); s.noteID(n.ID).Status != Withdrawn {
		t.Errorf("a time is set and the proposal is %s", s.noteID(n.ID).Status)
	}
}

// A move without a new time, and a cancel, ask for a letter after three business days of silence, once.
func TestBroken(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		mail Signal
		kind NoteKind
	}{
		{"moved without a time", reschedule("m", at(4, 10, 0), time.Time{}), ScheduleProposal},
		{"called off", cancelOf("m", at(4, 10, 0)), CancelAnswer},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := begin(t).read(confirm("c", at(2, 9, 0), meeting("u1", at(12, 14, 0), jane))).read(c.mail)
			if s.tick(at(9, 9, 59)); len(s.app.Notes) != 0 {
				t.Fatalf("%s before its time", s.app.Notes[0].Kind)
			}
			s.tick(at(9, 10, 0))
			n := s.only(c.kind)
			s.send(n, at(9, 10, 1)).tick(at(16, 9, 0))
			if got := s.count(c.kind, Sent); got != 1 || len(s.app.Notes) != 1 {
				t.Errorf("%d letters, %d were sent", len(s.app.Notes), got)
			}
			s = begin(t).read(confirm("c", at(2, 9, 0), meeting("u1", at(12, 14, 0), jane))).read(c.mail)
			s.tick(at(9, 10, 0)).read(confirm("n", at(9, 11, 0), meeting("u2", at(13, 14, 0), jane)))
			if ok, _ := s.p.Fits(s.app, s.app.Notes[0], at(9, 11, 0)); ok {
				t.Error("a new time is set and it fits")
			}
		})
	}
}

// Where a person moves an interview in words a short yes is drafted, for the time that stands and no other.
func TestMoveIsAnswered(t *testing.T) {
	t.Parallel()
	set := func() *story { return begin(t).read(confirm("c", at(2, 9, 0), meeting("", at(9, 14, 0), jane))) }
	s := set().read(reschedule("m", at(3, 9, 0), at(9, 14, 0), meeting("", at(10, 14, 0), jane)))
	n := s.only(RescheduleAnswer)
	if !n.Slots[0].Start.Equal(at(10, 14, 0)) || n.To.Addr != jane.Addr {
		t.Errorf("answered %+v", n)
	}
	s.read(reschedule("m2", at(4, 9, 0), at(10, 14, 0), meeting("", at(11, 15, 0), jane)))
	if n = s.only(RescheduleAnswer); !n.Slots[0].Start.Equal(at(11, 15, 0)) {
		t.Errorf("then answered %+v", n.Slots)
	}
	// The user asks for another time herself: three of hers, to who arranged it.
	s.event(Event{Kind: EventWants, At: at(4, 10, 0), Seen: at(4, 10, 0), Want: RescheduleRequest, Slots: []Interview{{Start: at(12, 9, 0)}}})
	if n = s.only(RescheduleRequest); n.Interview != interviewName(meeting("", at(11, 15, 0))) {
		t.Errorf("asked for %s: %s", n.Interview, s.why)
	}
	if s = set().read(reschedule("m", at(3, 9, 0), at(9, 14, 0), meeting("u1", at(10, 14, 0), jane))); len(s.app.Notes) > 0 {
		t.Error("a calendar entry is answered by a click, and a letter was drafted")
	}
}
