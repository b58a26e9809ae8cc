package followup

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// applied is a story in which the user applied and heard of a robot.
func applied(t *testing.T) *story {
	t.Helper()
	return begin(t).read(mail("ack", ApplicationAck, at(1, 9, 0), robo)).stage(StageApplied)
}

// confirm is the confirmation of interviews.
func confirm(key string, received time.Time, ivs ...Interview) Signal {
	return with(mail(key, InterviewConfirm, received, jane), ivs...)
}

func cancelOf(key string, received time.Time, ivs ...Interview) Signal {
	return with(mail(key, InterviewCancel, received, jane), ivs...)
}

func reschedule(key string, received time.Time, previous time.Time, ivs ...Interview) Signal {
	sig := with(mail(key, InterviewReschedule, received, jane), ivs...)
	sig.Previous = previous
	return sig
}

func newer(iv Interview, sequence int) Interview {
	iv.Sequence, iv.Stamp = sequence, iv.Stamp.Add(time.Duration(sequence)*time.Hour)
	return iv
}

// standing returns how many interviews stand so.
func (s *story) standing(want Standing) int {
	n := 0
	for _, r := range s.app.Rounds {
		for _, iv := range r.Interviews {
			if iv.Standing == want {
				n++
			}
		}
	}
	return n
}

// The cases in which calendars and prose disagree.
func TestInterviewIdentity(t *testing.T) {
	t.Parallel()
	tue := at(9, 14, 0) // Tuesday of the second week
	for _, c := range []struct {
		name          string
		mails         []Signal
		rounds, ivs   int
		set           int
		start         time.Time // of the first set interview
		stage         Stage
		doubts        int
		cancelledLeft int
	}{
		{name: "The same interview in prose and then as a calendar entry is one.",
			mails:  []Signal{confirm("m1", at(2, 9, 0), meeting("", tue)), confirm("m2", at(2, 9, 5), meeting("u1", tue))},
			rounds: 1, ivs: 1, set: 1, start: tue, stage: StageScheduled},
		{name: "The same interview as a calendar entry and then in prose is one.",
			mails:  []Signal{confirm("m1", at(2, 9, 0), meeting("u1", tue)), confirm("m2", at(2, 9, 5), meeting("", tue))},
			rounds: 1, ivs: 1, set: 1, start: tue, stage: StageScheduled},
		{name: "The same calendar entry twice is one.",
			mails:  []Signal{confirm("m1", at(2, 9, 0), meeting("u1", tue)), confirm("m2", at(2, 9, 5), meeting("u1", tue))},
			rounds: 1, ivs: 1, set: 1, start: tue, stage: StageScheduled},
		{name: "Where prose said another day, the calendar wins.",
			mails:  []Signal{confirm("m1", at(2, 9, 0), meeting("", tue)), confirm("m2", at(2, 9, 5), meeting("u1", tue.AddDate(0, 0, 1)))},
			rounds: 1, ivs: 1, set: 1, start: tue.AddDate(0, 0, 1), stage: StageScheduled},
		{name: "Prose that names another day than the calendar asks.",
			mails:  []Signal{confirm("m1", at(2, 9, 0), meeting("u1", tue)), confirm("m2", at(2, 9, 5), meeting("", tue.AddDate(0, 0, 1)))},
			rounds: 1, ivs: 1, set: 1, start: tue, stage: StageScheduled, doubts: 1},
		{name: "A panel of three slots on one day is one round of three interviews.",
			mails: []Signal{
				confirm("m1", at(2, 9, 0), meeting("u1", tue, jane)), confirm("m2", at(2, 9, 1), meeting("u2", tue.Add(time.Hour), otto)),
				confirm("m3", at(2, 9, 2), meeting("u3", tue.Add(3*time.Hour), otto)),
			}, rounds: 1, ivs: 3, set: 3, start: tue, stage: StageScheduled},
		{name: "A panel of three slots in one mail without a calendar is one round of three interviews.",
			mails: []Signal{confirm("m1", at(2, 9, 0), meeting("", tue, jane), meeting("", tue.Add(time.Hour), otto), meeting("", tue.Add(2*time.Hour)))},
			ivs:   3, rounds: 1, set: 3, start: tue, stage: StageScheduled},
		{name: "Two calendar entries on two days are two rounds.",
			mails:  []Signal{confirm("m1", at(2, 9, 0), meeting("u1", tue)), confirm("m2", at(2, 9, 1), meeting("u2", tue.AddDate(0, 0, 2)))},
			rounds: 2, ivs: 2, set: 2, start: tue, stage: StageScheduled},
		{name: "Two days named in one mail are two rounds.",
			mails:  []Signal{confirm("m1", at(2, 9, 0), meeting("", tue), meeting("", tue.AddDate(0, 0, 2)))},
			rounds: 2, ivs: 2, set: 2, start: tue, stage: StageScheduled},
		{name: "A break of three hours on one day makes another round.",
			mails:  []Signal{confirm("m1", at(2, 9, 0), meeting("u1", tue)), confirm("m2", at(2, 9, 1), meeting("u2", tue.Add(4*time.Hour)))},
			rounds: 2, ivs: 2, set: 2, start: tue, stage: StageScheduled},
		{name: "A higher SEQUENCE moves the entry.",
			mails:  []Signal{confirm("m1", at(2, 9, 0), meeting("u1", tue)), reschedule("m2", at(2, 10, 0), time.Time{}, newer(meeting("u1", tue.Add(24*time.Hour)), 1))},
			rounds: 1, ivs: 1, set: 1, start: tue.Add(24 * time.Hour), stage: StageScheduled},
		{name: "An older SEQUENCE is ignored.",
			mails: []Signal{confirm("m1", at(2, 9, 0), newer(meeting("u1", tue), 2)),
				confirm("m2", at(2, 10, 0), newer(meeting("u1", tue.Add(24*time.Hour)), 1))},
			rounds: 1, ivs: 1, set: 1, start: tue, stage: StageScheduled},
		{name: "The same SEQUENCE with an older DTSTAMP is ignored.",
			mails: []Signal{confirm("m1", at(2, 9, 0), meeting("u1", tue)), confirm("m2", at(2, 10, 0), func() Interview {
				iv := meeting("u1", tue.Add(24*time.Hour))
				iv.Stamp = iv.Stamp.AddDate(0, 0, -3)
				return iv
			}())},
			rounds: 1, ivs: 1, set: 1, start: tue, stage: StageScheduled},
		{name: "A new invitation before the cancel of the old one takes its place.",
			mails: []Signal{
				confirm("m1", at(2, 9, 0), meeting("u1", tue)), confirm("m2", at(3, 9, 0), meeting("u2", tue.AddDate(0, 0, 1))),
				cancelOf("m3", at(3, 9, 10), newer(meeting("u1", tue), 1)),
			}, rounds: 1, ivs: 2, set: 1, start: tue.AddDate(0, 0, 1), stage: StageScheduled, cancelledLeft: 1},
		{name: "A cancel and a new invitation within half an hour are a reschedule.",
			mails: []Signal{
				confirm("m1", at(2, 9, 0), meeting("u1", tue)), cancelOf("m2", at(3, 9, 0), newer(meeting("u1", tue), 1)),
				confirm("m3", at(3, 9, 20), meeting("u2", tue.AddDate(0, 0, 1))),
			}, rounds: 1, ivs: 2, set: 1, start: tue.AddDate(0, 0, 1), stage: StageScheduled, cancelledLeft: 1},
		{name: "A late cancel of what was replaced changes nothing.",
			mails: []Signal{
				confirm("m1", at(2, 9, 0), meeting("u1", tue)), cancelOf("m2", at(3, 9, 0), newer(meeting("u1", tue), 1)),
				confirm("m3", at(3, 9, 20), meeting("u2", tue.AddDate(0, 0, 1))), cancelOf("m4", at(4, 9, 0), newer(meeting("u1", tue), 1)),
			}, rounds: 1, ivs: 2, set: 1, start: tue.AddDate(0, 0, 1), stage: StageScheduled, cancelledLeft: 1},
		{name: "A new time in prose moves the only interview ahead.",
			mails:  []Signal{confirm("m1", at(2, 9, 0), meeting("u1", tue)), reschedule("m2", at(3, 9, 0), time.Time{}, meeting("", tue.AddDate(0, 0, 1)))},
			rounds: 1, ivs: 1, set: 1, start: tue.AddDate(0, 0, 1), stage: StageScheduled},
		{name: "A reschedule under another UID replaces the one that it names.",
			mails:  []Signal{confirm("m1", at(2, 9, 0), meeting("u1", tue)), reschedule("m2", at(3, 9, 0), tue, meeting("u2", tue.AddDate(0, 0, 1)))},
			rounds: 1, ivs: 2, set: 1, start: tue.AddDate(0, 0, 1), stage: StageScheduled, cancelledLeft: 1},
		{name: "A reschedule without a time leaves the application invited.",
			mails:  []Signal{confirm("m1", at(2, 9, 0), meeting("u1", tue)), reschedule("m2", at(3, 9, 0), time.Time{})},
			rounds: 1, ivs: 1, stage: StageInvited},
		{name: "A reschedule without a time that may mean two interviews asks.",
			mails: []Signal{
				confirm("m1", at(2, 9, 0), meeting("u1", tue)), confirm("m2", at(2, 9, 1), meeting("u2", tue.AddDate(0, 0, 2))),
				reschedule("m3", at(3, 9, 0), time.Time{}),
			}, rounds: 2, ivs: 2, set: 2, start: tue, stage: StageScheduled, doubts: 1},
		{name: "A cancel that may mean two interviews asks.",
			mails: []Signal{
				confirm("m1", at(2, 9, 0), meeting("u1", tue)), confirm("m2", at(2, 9, 1), meeting("u2", tue.AddDate(0, 0, 2))), cancelOf("m3", at(3, 9, 0)),
			}, rounds: 2, ivs: 2, set: 2, start: tue, stage: StageScheduled, doubts: 1},
		{name: "A cancel that names its start cancels that one.",
			mails: []Signal{
				confirm("m1", at(2, 9, 0), meeting("u1", tue)), confirm("m2", at(2, 9, 1), meeting("u2", tue.AddDate(0, 0, 2))),
				cancelOf("m3", at(3, 9, 0), meeting("", tue)),
				mail("later", Update, at(3, 10, 0), jane),
			}, rounds: 2, ivs: 2, set: 1, start: tue.AddDate(0, 0, 2), stage: StageScheduled, cancelledLeft: 1},
		{name: "A time that is past asks.",
			mails: []Signal{confirm("m1", at(10, 9, 0), meeting("u1", tue))}, stage: StageApplied, doubts: 1},
		{name: "A recurrence of the same UID is another interview.",
			mails: []Signal{confirm("m1", at(2, 9, 0), meeting("u1", tue)), confirm("m2", at(2, 9, 5), func() Interview {
				iv := meeting("u1", tue.AddDate(0, 0, 7))
				iv.RecurrenceID = "20260317T140000Z"
				return iv
			}())},
			rounds: 2, ivs: 2, set: 2, start: tue, stage: StageScheduled},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := applied(t)
			for _, m := range c.mails {
				s.read(m)
			}
			ivs := 0
			var first time.Time
			for _, r := range s.app.Rounds {
				for _, iv := range r.Interviews {
					ivs++
					if iv.Standing == Set && (first.IsZero() || iv.Start.Before(first)) {
						first = iv.Start
					}
				}
			}
			if len(s.app.Rounds) != c.rounds || ivs != c.ivs || s.standing(Set) != c.set || s.standing(Cancelled) != c.cancelledLeft {
				t.Errorf("%d rounds, %d interviews, %d set, %d cancelled; want %d, %d, %d, %d", len(s.app.Rounds), ivs, s.standing(Set),
					s.standing(Cancelled), c.rounds, c.ivs, c.set, c.cancelledLeft)
			}
			if s.app.Stage != c.stage || len(s.app.Doubts) != c.doubts {
				t.Errorf("stage %q with %d doubts, want %q with %d; last reason %q", s.app.Stage, len(s.app.Doubts), c.stage, c.doubts, s.why)
			}
			if !c.start.IsZero() && !first.Equal(c.start) {
				t.Errorf("first set interview at %v, want %v", first, c.start)
			}
			if t.Failed() {
				t.Log(dump(t, s.app.Rounds))
			}
		})
	}
}

// A panel of three slots brings one thank-you to each person met, once, when the last slot is over.
func TestPanel(t *testing.T) {
	t.Parallel()
	tue := at(9, 14, 0)
	kim := Address{Name: "Kim Li", Addr: "kim@acme.example"}
	s := applied(t).read(confirm("m1", at(2, 9, 0), meeting("u1", tue, jane), meeting("u2", tue.Add(time.Hour), otto), meeting("u3", tue.Add(2*time.Hour), kim, otto)))
	s.tick(tue.Add(2 * time.Hour)).stage(StageScheduled)
	s.tick(tue.Add(3 * time.Hour)).stage(StageInterviewed)
	s.tick(tue.Add(4 * time.Hour))
	if n := s.count(ThankYou, Proposed); n != 3 {
		t.Errorf("%d thank-yous for three people", n)
	}
}

// A cancel counts after the settle time, and a read after ten days off counts in message time.
func TestCancelSettles(t *testing.T) {
	t.Parallel()
	tue := at(9, 14, 0)
	s := applied(t).read(confirm("m1", at(2, 9, 0), meeting("u1", tue, jane)))
	s.read(cancelOf("m2", at(3, 9, 0), newer(meeting("u1", tue), 1))).stage(StageScheduled)
	s.tick(at(3, 9, 29)).stage(StageScheduled)
	s.tick(at(3, 9, 30)).stage(StageInvited)
	if s.app.Turn != TurnTheirs || s.standing(Cancelled) != 1 {
		t.Errorf("turn %q, %d cancelled", s.app.Turn, s.standing(Cancelled))
	}

	s = applied(t).read(confirm("m1", at(2, 9, 0), meeting("u1", tue, jane)))
	back := at(12, 9, 0)
	s.readAt(cancelOf("m2", at(3, 9, 0), newer(meeting("u1", tue), 1)), back)
	s.tick(back).stage(StageInvited)
	if n := s.count(ThankYou, Proposed); n != 0 {
		t.Errorf("%d thank-yous for an interview that was cancelled while nobody looked", n)
	}
}

// Nothing fires before the mailbox was read after the due time.
func TestTickWaitsForTheMailbox(t *testing.T) {
	t.Parallel()
	tue := at(9, 14, 0)
	s := applied(t).read(confirm("m1", at(2, 9, 0), meeting("u1", tue, jane)))
	now := at(12, 9, 0)
	s.event(Event{Kind: EventTick, At: now, Seen: now, Reconciled: at(9, 14, 30)}).stage(StageScheduled)
	s.event(Event{Kind: EventTick, At: now, Seen: now, Reconciled: at(9, 15, 0)}).stage(StageInterviewed)
	late := at(40, 9, 0)
	s.event(Event{Kind: EventTick, At: late, Seen: late, Reconciled: late.Add(-31 * time.Minute)})
	if s.count(Nudge, Proposed) != 0 {
		t.Error("a silence fired although the mailbox was not read in the last half hour")
	}
	s.event(Event{Kind: EventTick, At: late, Seen: late, Reconciled: late.Add(-29 * time.Minute)})
	if s.count(Nudge, Proposed) != 1 {
		t.Errorf("no question although it is due: %s", s.why)
	}
}

// A reschedule read while the thank-you of the old time waits voids it: within the undo time nothing leaves.
func TestRescheduleWithinUndo(t *testing.T) {
	t.Parallel()
	tue := at(9, 14, 0)
	for _, c := range []struct {
		name   string
		sig    Signal
		want   Stage
		status NoteStatus
	}{
		{"A new time voids the thank-you.", reschedule("m2", tue.Add(2*time.Hour), time.Time{}, newer(meeting("u1", tue.AddDate(0, 0, 2), jane), 1)), StageScheduled, Withdrawn},
		{"A reschedule without a time voids it too.", reschedule("m2", tue.Add(2*time.Hour), tue), StageInvited, Withdrawn},
		{"One that names no interview asks, since the yes said that it was held.", reschedule("m2", tue.Add(2*time.Hour), time.Time{}), StageInterviewed, Proposed},
		{"A cancel voids it too.", cancelOf("m2", tue.Add(2*time.Hour), newer(meeting("u1", tue), 1)), StageInvited, Withdrawn},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := applied(t).read(confirm("m1", at(2, 9, 0), meeting("u1", tue, jane)))
			s.tick(tue.Add(time.Hour))
			s.compose(tue.Add(time.Hour))
			n := s.only(ThankYou)
			s.approve(n, tue.Add(119*time.Minute+30*time.Second))
			if s.noteID(n.ID).Status != Approved {
				t.Fatal(s.why)
			}
			s.readAt(c.sig, tue.Add(2*time.Hour)).stage(c.want)
			if got := s.noteID(n.ID); got.Status != c.status {
				t.Errorf("the thank-you is %s, want %s", got.Status, c.status)
			}
			s.claim(n, tue.Add(3*time.Hour))
			if got := s.noteID(n.ID); got.Status != c.status || len(got.Attempts) > 0 {
				t.Errorf("the outbox took it: %s", s.why)
			}
		})
	}
}

// An interview without a time zone is announced as a time where they are, and is over, thanked for and asked about like
// any other once it is over in every zone: it is never missed in silence.
func TestNoZoneIsNeverMissed(t *testing.T) {
	t.Parallel()
	s := begin(t)
	s.p.Zone = time.FixedZone("", -5*3600)
	s.read(mail("ack", ApplicationAck, at(1, 9, 0), robo))
	floating := meeting("", at(9, 14, 0), jane)
	floating.Floating, floating.Zone = true, ""
	sig := confirm("c", at(3, 9, 0), floating)
	sig.Mail.Date = sig.Mail.Date.In(time.FixedZone("", 2*3600))
	s.read(sig).stage(StageScheduled)
	dues := s.p.Next(s.app)
	i := slices.IndexFunc(dues, func(d Due) bool { return d.Kind == DueInterview })
	if i < 0 || !dues[i].At.Equal(at(9, 12, 0)) || !strings.Contains(string(dues[i].Why), "no time zone") {
		t.Fatalf("dues %+v", dues)
	}
	s.tick(at(10, 4, 59)).stage(StageScheduled)
	s.tick(at(10, 5, 0)).stage(StageInterviewed)
	if s.app.Turn != TurnTheirs || s.count(ThankYou, Proposed) != 1 {
		t.Errorf("turn %s, %d thank-yous; %s", s.app.Turn, s.count(ThankYou, Proposed), s.why)
	}
	s.tick(at(24, 12, 0))
	if s.count(Nudge, Proposed) != 1 {
		t.Errorf("nobody is asked after the silence: %s", s.why)
	}
}
