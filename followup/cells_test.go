package followup

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
)

// stageWorlds returns a natural application at each stage, with an approved letter wherever one can be.
func stageWorlds(t *testing.T) map[Stage]*story {
	t.Helper()
	out := map[Stage]*story{}
	out[StageNew] = begin(t)

	s := begin(t).read(mail("ack", ApplicationAck, at(1, 9, 0), jane))
	approveOnly(s.tick(at(16, 9, 0)), Nudge, at(16, 9, 1))
	out[StageApplied] = s

	s = begin(t).read(mail("ack", ApplicationAck, at(1, 9, 0), robo)).read(mail("invite", InterviewInvite, at(2, 9, 0), jane))
	s.read(ownMail("times", at(2, 10, 0), jane))
	approveOnly(s.tick(at(16, 9, 0)), Nudge, at(16, 9, 1))
	out[StageInvited] = s

	s = begin(t)
	interviewedOnce(s)
	s.read(confirm("second", at(10, 9, 0), meeting("u9", at(23, 14, 0), otto)))
	approveOnly(s, ThankYou, at(10, 9, 30))
	out[StageScheduled] = s

	s = begin(t)
	interviewedOnce(s)
	approveOnly(s, ThankYou, at(10, 9, 30))
	out[StageInterviewed] = s

	s = begin(t)
	interviewedOnce(s)
	s.read(mail("offer", Offer, at(10, 9, 0), jane))
	approveOnly(s, ThankYou, at(10, 9, 30))
	out[StageOffered] = s

	s = begin(t)
	interviewedOnce(s)
	s.read(mail("no", Rejection, at(16, 9, 0), jane))
	approveOnly(s, RejectionResponse, at(16, 9, 30))
	out[StageClosed] = s
	for stage, s := range out {
		s.stage(stage)
	}
	return out
}

func approveOnly(s *story, kind NoteKind, now time.Time) {
	s.t.Helper()
	s.compose(now)
	n := s.only(kind)
	s.approve(n, now)
	if got := s.noteID(n.ID).Status; got != Approved {
		s.t.Fatalf("%s is %s: %s", kind, got, s.why)
	}
}

// sum says in one line where an application stands.
func sum(a Application) string {
	stage := orElse(string(a.Stage), "new")
	if a.Outcome != OutcomeOpen {
		stage += "/" + string(a.Outcome)
	}
	parts := []string{stage}
	if a.Turn != "" {
		parts = append(parts, "turn "+string(a.Turn))
	}
	if len(a.Doubts) > 0 {
		parts = append(parts, "asks")
	}
	for _, r := range a.Rounds {
		var ivs []string
		for _, iv := range r.Interviews {
			word := string(iv.Standing)
			if iv.Standing == Set && !iv.CancelledAt.IsZero() {
				word = "cancel pending"
			}
			ivs = append(ivs, word)
		}
		parts = append(parts, "round("+strings.Join(ivs, " ")+")")
	}
	for _, n := range a.Notes {
		parts = append(parts, string(n.Kind)+" "+string(n.Status))
	}
	return strings.Join(parts, ", ")
}

// What each cell of the first table does to an application that really stands at that stage: a line a cell, with the
// reason. The file is read by people; -update writes it.
func TestApplicationCells(t *testing.T) {
	t.Parallel()
	worlds := stageWorlds(t)
	now := at(16, 11, 0)
	threaded := func(sig Signal) Signal {
		sig.Mail.InReplyTo = []string{"confirm@acme.example"}
		return sig
	}
	question := mail("x", Update, now, jane)
	question.Detail = DetailQuestion
	promise := mail("x", Update, now, jane)
	promise.Promise = &Promise{Kind: PromiseDate, Said: now, Deadline: at(20, 18, 0), By: promise.Person}
	gone := mail("x", Other, now, jane)
	gone.Detail, gone.AwayUntil = DetailAway, at(20, 0, 0)
	withdraws := ownMail("x", now, jane)
	withdraws.Detail = DetailOwnWithdraw
	further := mail("x", InterviewInvite, now, jane)
	further.Further = true
	next := meeting("u5", at(26, 14, 0), otto)
	employer := "Birchwood"
	var b strings.Builder
	for _, c := range []struct {
		name string
		kind EventKind
		sig  *Signal
		ev   Event
	}{
		{name: "an acknowledgement", kind: EventApplied, sig: ptr(mail("x", ApplicationAck, now, robo))},
		{name: "an invitation in a new thread", kind: EventInvited, sig: ptr(mail("x", InterviewInvite, now, jane))},
		{name: "an invitation in the same thread", kind: EventInvited, sig: ptr(threaded(mail("x", InterviewInvite, now, jane)))},
		{name: "an invitation to a further round", kind: EventInvited, sig: &further},
		{name: "a calendar entry", kind: EventScheduled, sig: ptr(threaded(confirm("x", now, next)))},
		{name: "a confirmation without a time", kind: EventScheduled, sig: ptr(confirm("x", now))},
		{name: "a new time", kind: EventMoved, sig: ptr(reschedule("x", now, time.Time{}, meeting("", at(24, 9, 0))))},
		{name: "a move without a time", kind: EventMoved, sig: ptr(reschedule("x", now, time.Time{}))},
		{name: "a cancel", kind: EventCancelled, sig: ptr(cancelOf("x", now))},
		{name: "a rejection", kind: EventRejected, sig: ptr(mail("x", Rejection, now, jane))},
		{name: "a rejection by a robot", kind: EventRejected, sig: ptr(mail("x", Rejection, now, robo))},
		{name: "an offer", kind: EventOffered, sig: ptr(mail("x", Offer, now, jane))},
		{name: "an offer taken back", kind: EventRescinded, sig: ptr(mail("x", Rejection, now, jane))},
		{name: "a promise", kind: EventPromised, sig: &promise},
		{name: "a question", kind: EventAsked, sig: &question},
		{name: "other mail", kind: EventWrote, sig: ptr(mail("x", Update, now, jane))},
		{name: "an automatic reply", kind: EventAway, sig: &gone},
		{name: "the user's own mail", kind: EventOwn, sig: ptr(ownMail("x", now, jane))},
		{name: "the user's own withdrawal", kind: EventOwn, sig: &withdraws},
		{name: "a mail that is not sure", kind: EventDoubted, sig: ptr(mail("x", Rejection, now, jane))},
		{name: "a rejection that the user confirmed", kind: EventResolved, sig: ptr(mail("x", Rejection, now, jane))},
		{name: "an offer that the user confirmed", kind: EventResolved, sig: ptr(mail("x", Offer, now, jane))},
		{name: "an invitation that the user confirmed", kind: EventResolved, sig: ptr(mail("x", InterviewInvite, now, jane))},
		{name: "a doubt that means nothing", kind: EventResolved, ev: Event{Key: "x"}},
		{name: "time", kind: EventTick, ev: Event{Reconciled: now}},
		{name: "it took place", kind: EventHeld},
		{name: "it did not take place", kind: EventNotHeld},
		{name: "closed by the user", kind: EventClose, ev: Event{Close: OutcomeNoAnswer}},
		{name: "draft it", kind: EventDraft},
		{name: "a recruiter who wrote first", kind: EventOutreach, sig: ptr(mail("x", RecruiterOutreach, now, jane))},
		{name: "added by hand", kind: EventAdded, ev: Event{Details: &Details{Employer: &employer}}},
		{name: "facts by hand", kind: EventDescribed, ev: Event{Details: &Details{Employer: &employer}}},
		{name: "an interview by hand", kind: EventArranged, ev: Event{ID: "e1", Meeting: &next}},
		{name: "a person by hand", kind: EventMet, ev: Event{ID: "e1", Person: &Person{Name: "Kim Li"}}},
		{name: "a promise by hand", kind: EventTold, ev: Event{ID: "e1", Promise: &Promise{Kind: PromiseDate, Said: now, Deadline: at(20, 18, 0)}}},
		{name: "a remark", kind: EventRemarked, ev: Event{ID: "e1", Remark: "ask about the team"}},
		{name: "a debrief", kind: EventDebriefed, ev: Event{ID: "e1", Debrief: &Debrief{At: now, LikedMe: "the parser"}}},
		{name: "it is answered", kind: EventAnswered, ev: Event{ID: "e1"}},
		{name: "a question is wanted", kind: EventWants, ev: Event{Want: Nudge}},
		{name: "a withdrawal is wanted", kind: EventWants, ev: Event{Want: Withdrawal}},
		{name: "an offer by hand", kind: EventOfferTold, ev: Event{ID: "e1", Offer: &Terms{Written: true, Came: now}}},
		{name: "opened again", kind: EventReopened, ev: Event{ID: "e1"}},
		{name: "put away", kind: EventArchived, ev: Event{ID: "e1"}},
		{name: "brought back", kind: EventUnarchived, ev: Event{ID: "e1"}},
		{name: "joined", kind: EventJoined, ev: Event{ID: "e1"}},
		{name: "parted", kind: EventParted, ev: Event{ID: "e1"}},
		{name: "undone", kind: EventUndone, ev: Event{Undo: "e1"}},
		{name: "a correction", kind: EventCorrect, sig: ptr(mail("x", Rejection, now, jane))},
	} {
		fmt.Fprintf(&b, "%s (%s)\n", c.name, c.kind)
		for _, stage := range stages {
			ev := c.ev
			ev.Kind, ev.At, ev.Seen, ev.Signal = c.kind, now, now, c.sig
			after, _, why := stepChecked(t, policy(), worlds[stage].app, ev)
			fmt.Fprintf(&b, "  %s: %s\n    because %s\n", orElse(string(stage), "new"), sum(after), why)
		}
	}
	golden(t, "testdata/application-cells.txt", b.String())
}

// What each cell of the second table does to a note that really stands so.
func TestNoteCells(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	now := at(10, 9, 0)
	for _, r := range noteTable {
		fmt.Fprintf(&b, "%s\n", r.event)
		for _, status := range statuses {
			s := begin(t)
			interviewedOnce(s)
			n := s.only(ThankYou)
			if status == Claimed {
				bring(s, n, Approved)
				s.claim(n, at(9, 17, 30))
			} else {
				bring(s, n, status)
			}
			n = s.noteID(n.ID)
			ev := Event{
				Kind: r.event, At: now, Seen: now, Note: n.ID, Fingerprint: n.Fingerprint, Text: "New words.", Subject: "New", By: "cli",
				MessageID: "id@home.example", Bytes: "b", AnyHour: true, Gate: &Gate{Reconciled: now}, Phase: PhaseDot, Outcome: OutcomeAccepted,
				Words: "Sent", Until: at(12, 9, 0),
			}
			after, effects, why := stepChecked(t, s.p, s.app, ev)
			got, _ := after.Note(n.ID)
			fmt.Fprintf(&b, "  %s: %s", status, got.Status)
			for _, e := range effects {
				fmt.Fprintf(&b, " [%s]", e.Kind)
			}
			fmt.Fprintf(&b, "\n    because %s\n", why)
		}
	}
	golden(t, "testdata/note-cells.txt", b.String())
}

func ptr(s Signal) *Signal { return &s }

func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal([]byte(got), want) {
		t.Errorf("%s and the rules have parted:\n%s", path, parted(string(want), got))
	}
}
