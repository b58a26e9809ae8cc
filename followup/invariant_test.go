package followup

import (
	"reflect"
	"slices"
	"testing"
	"time"
)

// failer is what testing.T and rapid.T have in common.
type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

// stepChecked applies one event and holds what must hold of every step (house rules of the package documentation).
func stepChecked(t failer, p Policy, before Application, ev Event) (Application, []Effect, Reason) {
	t.Helper()
	was := mustJSON(before)
	after, effects, why := stepFrom(t, p, before, ev)
	if mustJSON(before) != was {
		t.Fatalf("%s changed its input", ev.Kind)
	}
	return after, effects, why
}

// stepFrom is stepChecked for a caller that watches the input itself.
func stepFrom(t failer, p Policy, before Application, ev Event) (Application, []Effect, Reason) {
	t.Helper()
	after, effects, why := p.Step(before, ev, ev.Seen)
	if why == "" {
		t.Fatalf("%s gave no reason", ev.Kind)
	}
	again, effects2, why2 := p.Step(before, ev, ev.Seen)
	if !reflect.DeepEqual(again, after) || why != why2 || !reflect.DeepEqual(effects, effects2) {
		t.Fatalf("%s: the same input gave another output", ev.Kind)
	}
	checkNotes(t, p, before, after, ev)
	checkSilence(t, p, after)
	if ev.Kind == EventTick && len(after.Doubts) == 0 {
		if d, ok := p.usable().firesAt(after, ev.Seen, ev.Reconciled); ok {
			t.Fatalf("a tick left %s due at %v unfired", d.Kind, d.At)
		}
	}
	return after, effects, why
}

func checkNotes(t failer, p Policy, before, after Application, ev Event) {
	t.Helper()
	thanked, sentNudges := map[string]bool{}, map[string]int{}
	openNudges, responses := 0, 0
	for _, n := range after.Notes {
		old, existed := before.Note(n.ID)
		accepted := 0
		for _, a := range n.Attempts {
			if a.Outcome == OutcomeAccepted {
				accepted++
			}
		}
		if accepted > 1 {
			t.Fatalf("a note was accepted %d times", accepted)
		}
		switch n.Status {
		case Claimed, Unsure, Sent:
			if n.ApprovedFor == "" || n.ApprovedFor != Fingerprint(n) {
				t.Fatalf("%s: a %s note was not approved in these words", ev.Kind, n.Status)
			}
		case Approved:
			if n.ApprovedFor != Fingerprint(n) {
				t.Fatalf("%s: other words are approved", ev.Kind)
			}
			if ok, why := p.Fits(after, n, ev.Seen); !ok {
				t.Fatalf("%s: approved and does not fit: %s", ev.Kind, why)
			}
		}
		if existed && old.Status == Sent && n.Status != Sent {
			t.Fatalf("%s: a sent note became %s", ev.Kind, n.Status)
		}
		if existed && old.Status == Unsure && n.Status != Unsure && !slices.Contains([]EventKind{EventResolve, EventFound, EventBounced}, ev.Kind) {
			t.Fatalf("%s: an unsure note became %s", ev.Kind, n.Status)
		}
		if existed && n.Status == Claimed && old.Status != Claimed && (ev.Kind != EventClaim || len(before.Doubts) > 0) {
			t.Fatalf("%s: claimed with %d doubts", ev.Kind, len(before.Doubts))
		}
		if existed && n.Status == Approved && old.Status == Proposed && (ev.Kind != EventApprove || len(before.Doubts) > 0) {
			t.Fatalf("%s: approved with %d doubts", ev.Kind, len(before.Doubts))
		}
		if !existed && n.Status != Proposed {
			t.Fatalf("%s: a note began as %s", ev.Kind, n.Status)
		}
		if unanswerable(n.To.Addr) && !n.Edited {
			t.Fatalf("%s: a letter to %s", ev.Kind, n.To.Addr)
		}
		switch {
		case n.Kind == ThankYou && n.Status != Withdrawn:
			key := n.Round + " " + n.Person
			if thanked[key] {
				t.Fatalf("%s: a second thank-you for %s", ev.Kind, key)
			}
			thanked[key] = true
		case n.Kind == RejectionResponse && n.Status != Withdrawn:
			if responses++; responses > 1 {
				t.Fatalf("%s: a second rejection response: %s", ev.Kind, mustJSON(after.Notes))
			}
		case n.Kind == Nudge && n.Status.Open():
			if openNudges++; openNudges > 1 {
				t.Fatalf("%s: a second open question", ev.Kind)
			}
		case n.Kind == Nudge && n.Status == Sent && n.Round != "":
			if sentNudges[n.Round]++; sentNudges[n.Round] > p.NudgeMax {
				t.Fatalf("%s: %d questions in one round", ev.Kind, sentNudges[n.Round])
			}
		}
	}
	for _, n := range before.Notes {
		if _, ok := after.Note(n.ID); !ok {
			t.Fatalf("%s lost a note", ev.Kind)
		}
	}
}

// checkSilence holds that a silence is due if and only if it is their turn, no interview is ahead and nudges are left
// (and somebody can be asked, and nobody asked for peace).
func checkSilence(t failer, p Policy, app Application) {
	t.Helper()
	if app.TurnSince.IsZero() {
		return // an event without any time opened it
	}
	due := slices.ContainsFunc(p.Next(app), func(d Due) bool { return d.Kind == DueSilence })
	waits := app.Turn == TurnTheirs && (app.Stage == StageApplied || app.Stage == StageInvited || app.Stage == StageInterviewed)
	ahead, openNudge, sent, inRow := false, false, 0, 0
	for _, r := range app.Rounds {
		for _, iv := range r.Interviews {
			ahead = ahead || iv.Standing == Set
		}
	}
	for _, n := range app.Notes {
		if n.Kind == Nudge {
			openNudge = openNudge || n.Status.Open()
			if n.Status == Sent && n.Round == app.currentRound() {
				sent++
			}
		}
		if k := n.Kind; (k == Nudge || k == GracefulClose || k == StayInTouch) && n.Status == Sent && n.Sent.After(app.LastHuman.Received) {
			inRow++
		}
	}
	peace := app.NoContact || !app.OnHold.IsZero() || app.Before
	limit := p.NudgeMax
	for _, pr := range app.Promises {
		if pr.Standing == PromiseOpen && (pr.Kind == PromiseSilence || pr.Kind == PromiseIfPositive || pr.Kind == PromiseNoContact) {
			return // these promises change the limit and are tested on their own
		}
	}
	somebody := false
	for _, who := range app.People {
		somebody = somebody || p.usable().reachable(&app, who) && !who.Relay && (!who.Wrote.IsZero() || who.Part == PartRecruiter)
	}
	want := waits && app.Archived.IsZero() && !ahead && !openNudge && sent < limit && inRow < p.UnansweredMax && !peace
	if due && !want {
		t.Fatalf("a silence is due: waits %v, ahead %v, open %v, sent %d, peace %v", waits, ahead, openNudge, sent, peace)
	}
	if want && somebody && !due {
		s := p.usable().silent(&app)
		t.Fatalf("no silence is due: %s", s.blocked)
	}
}

// worlds returns an application at each stage with a note in each status, built by steps alone.
func worlds(t *testing.T) map[Stage]map[NoteStatus]*story {
	t.Helper()
	out := map[Stage]map[NoteStatus]*story{}
	for _, stage := range stages {
		out[stage] = map[NoteStatus]*story{}
		for _, status := range append([]NoteStatus{""}, statuses...) {
			s := begin(t)
			if stage == StageNew {
				out[stage][status] = s
				continue
			}
			interviewedOnce(s)
			if status != "" {
				bring(s, s.only(ThankYou), status)
			}
			now := at(11, 10, 0)
			switch stage {
			case StageApplied:
				s.app.Stage = StageApplied // only ever before a round; the cells must not mind
			case StageInvited:
				s.readAt(func() Signal { m := mail("again", InterviewInvite, now, jane); m.Further = true; return m }(), now)
			case StageScheduled:
				s.readAt(confirm("second", now, meeting("u9", at(20, 14, 0), otto)), now)
			case StageOffered:
				s.readAt(mail("offer", Offer, now, jane), now)
			case StageClosed:
				s.readAt(mail("no", Rejection, now, jane), now)
			}
			s.stage(stage)
			out[stage][status] = s
		}
	}
	return out
}

// interviewedOnce brings a story to the afternoon after a first interview.
func interviewedOnce(s *story) {
	s.t.Helper()
	s.read(mail("ack", ApplicationAck, at(1, 9, 0), robo))
	s.read(mail("invite", InterviewInvite, at(2, 9, 0), jane))
	s.read(confirm("confirm", at(3, 9, 0), meeting("u1", at(9, 14, 0), jane)))
	s.tick(at(9, 15, 0)).stage(StageInterviewed)
	s.compose(at(9, 15, 1))
}

// bring takes a note to a status.
func bring(s *story, n Note, status NoteStatus) {
	s.t.Helper()
	now := at(9, 16, 0)
	ev := func(kind EventKind) Event {
		now = now.Add(time.Minute)
		return Event{Kind: kind, At: now, Seen: now, Note: n.ID, Fingerprint: n.Fingerprint}
	}
	switch status {
	case Proposed:
		return
	case Dismissed:
		s.event(ev(EventDismiss))
	case Withdrawn:
		s.read(ownMail("own thanks", now, n.To))
	default:
		s.approve(n, now)
		if status == Approved {
			break
		}
		now = now.Add(time.Hour)
		s.claim(n, now)
		switch status {
		case Unsure:
			s.outcome(n, OutcomeLost, now)
		case Failed:
			s.outcome(n, OutcomeRefused, now)
		case Sent:
			s.outcome(n, OutcomeAccepted, now)
		}
	}
	if got := s.noteID(n.ID).Status; got != status {
		s.t.Fatalf("the note is %s, want %s: %s", got, status, s.why)
	}
}

// Every event at every stage, with and without a note in every status, and for every kind of mail: no pair is left to
// chance, none panics, and every step holds the invariants.
func TestEveryPair(t *testing.T) {
	t.Parallel()
	p := policy()
	cells, noteCells := map[[2]string]bool{}, map[[2]string]bool{}
	now := at(12, 11, 0)
	for stage, byStatus := range worlds(t) {
		for status, s := range byStatus {
			note := ""
			if len(s.app.Notes) > 0 {
				note = s.app.Notes[0].ID
				status = s.app.Notes[0].Status
			}
			was := mustJSON(s.app)
			for _, kind := range everyEvent {
				if !isNoteEvent(kind) && (status == Withdrawn || status == Dismissed || status == Failed || status == Unsure) {
					continue // to an application these are as good as no note, or as a claimed one
				}
				for i, ev := range variants(kind, now, note, s.app) {
					stepFrom(t, p, s.app, ev)
					if i%16 == 0 && mustJSON(s.app) != was {
						t.Fatalf("%s changed its input", kind)
					}
					if isNoteEvent(kind) {
						noteCells[[2]string{string(kind), string(status)}] = true
					} else {
						cells[[2]string{string(kind), string(stage)}] = true
					}
				}
			}
		}
	}
	for _, r := range applicationTable {
		for _, stage := range stages {
			if !cells[[2]string{string(r.event), string(stage)}] {
				t.Errorf("%s was never tried at %q", r.event, stage)
			}
		}
	}
	for _, r := range noteTable {
		for _, status := range statuses {
			if !noteCells[[2]string{string(r.event), string(status)}] {
				t.Errorf("%s was never tried on a %s note", r.event, status)
			}
		}
	}
}

// variants returns an event in the shapes that its cells tell apart, poor and hostile ones among them.
func variants(kind EventKind, now time.Time, note string, app Application) []Event {
	base := Event{Kind: kind, At: now, Seen: now, Note: note, Reconciled: now}
	out := []Event{base, {Kind: kind}, {Kind: kind, At: now, Seen: now, Note: "no such note", Key: "no such mail"}}
	if isNoteEvent(kind) {
		fp := ""
		if n, ok := app.Note(note); ok {
			fp = n.Fingerprint
		}
		for _, outcome := range []OutcomeKind{OutcomeAccepted, OutcomeDeferred, OutcomeRefused, OutcomeLost, OutcomeStopped, "nonsense"} {
			for _, ph := range []Phase{PhaseData, PhaseDot, PhaseAccepted, "nonsense"} {
				ev := base
				ev.Fingerprint, ev.MessageID, ev.Bytes, ev.By, ev.AnyHour = fp, "id@home.example", "bytes", "cli", true
				ev.Outcome, ev.Phase, ev.Left = outcome, ph, ph == PhaseDot
				ev.Gate = &Gate{Reconciled: now}
				ev.Subject, ev.Text, ev.To = "Hello", "Some words of the user that nobody wrote before her, and a few more to make it long enough.", otto
				out = append(out, ev)
			}
		}
		return out
	}
	employer, country, iv := "Birchwood", "DE", meeting("", now.AddDate(0, 0, 6), otto)
	for _, want := range append([]NoteKind{"", "nonsense"}, NoteKinds...) {
		ev := base
		ev.ID, ev.Undo, ev.Of, ev.Want, ev.Remark = "e1", "e0", "a2", want, "some words"
		ev.Person, ev.Meeting, ev.Slot = &Person{Name: "Kim Li"}, &iv, &iv
		ev.Debrief = &Debrief{At: now, LikedMe: "the parser", People: []Said{{Person: jane.Addr, Topic: "the parser", Thank: true}}}
		ev.Promise = &Promise{Kind: PromiseDate, Said: now, Deadline: now.AddDate(0, 0, 7)}
		ev.Offer = &Terms{Written: true, Came: now, Deadline: now.AddDate(0, 0, 7)}
		ev.Task = &Task{ID: "t1", Kind: TaskQuestion, Asked: now}
		ev.Details = &Details{Employer: &employer, Country: &country}
		ev.NoShow = NoShowThey
		out = append(out, ev)
	}
	var sigs []Signal
	for _, from := range []Address{jane, robo} {
		for _, sk := range []SignalKind{
			Rejection, Offer, InterviewCancel, InterviewReschedule, InterviewConfirm, InterviewInvite, Assessment, Update, ApplicationAck, Other,
		} {
			sigs = append(sigs, mail("x", sk, now, from))
		}
	}
	for _, d := range []Detail{DetailOwnWithdraw, DetailOnHold, DetailSubmitted, DetailAvailability, DetailHuman, DetailAway, DetailRescinded} {
		sig := mail("x", Update, now, jane)
		if d == DetailRescinded {
			sig.Kind = Rejection
		}
		sig.Detail, sig.AwayUntil, sig.Deadline = d, now.AddDate(0, 0, 5), now.AddDate(0, 0, 3)
		sigs = append(sigs, sig)
	}
	for _, iv := range []Interview{
		meeting("u1", at(9, 14, 0), jane), newer(meeting("u1", at(22, 14, 0)), 3), meeting("", at(20, 14, 0)), meeting("u7", at(25, 9, 0), otto),
		{}, {Start: now.AddDate(0, 0, 3), Floating: true}, {UID: "u1"},
	} {
		sigs = append(sigs, with(mail("x", InterviewConfirm, now, jane), iv), reschedule("x", now, at(9, 14, 0), iv), with(mail("x", InterviewCancel, now, jane), iv))
	}
	for _, pk := range []PromiseKind{PromiseDate, PromiseVague, PromiseIfPositive, PromiseSilence, PromiseInvitation, PromiseNoContact} {
		sig := mail("x", Update, now, jane)
		sig.Promise = &Promise{Kind: pk, Said: now, Deadline: now.AddDate(0, 0, 7), By: sig.Person}
		sigs = append(sigs, sig)
	}
	sigs = append(sigs, ownMail("x", now, jane), ownMail("x", now, otto), Signal{})
	for i := range sigs {
		ev := base
		ev.Signal, ev.Key, ev.Close = &sigs[i], "x", OutcomeNoAnswer
		ev.Before = i%3 == 0
		out = append(out, ev)
	}
	return out
}
