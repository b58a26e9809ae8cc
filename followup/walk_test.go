package followup

import (
	"flag"
	"fmt"
	"os"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// FOLLOWUP_CHECKS is how many random lives each property tries, for a run that has to be quick (.ci/mutation.sh).
func init() {
	if n := os.Getenv("FOLLOWUP_CHECKS"); n != "" {
		if err := flag.Set("rapid.checks", n); err != nil {
			panic(err)
		}
	}
}

// walker makes up a life: mails of several people, the user's acts, the outbox and time itself.
type walker struct {
	t       *rapid.T
	p       Policy
	app     Application
	now     time.Time
	journal []Event
	mails   int
	spoken  bool // the user answered a doubt, or a mail was read late: told anew, it need not be what was lived
}

func (w *walker) apply(ev Event) {
	ev.Seen = w.now
	if ev.At.IsZero() {
		ev.At = w.now
	}
	late := Late(w.app, ev)
	w.app, _, _ = stepChecked(w.t, w.p, w.app, ev)
	w.journal = append(w.journal, ev)
	if late {
		told := w.p.Replay(w.journal, w.app.Notes)
		toldAsLived(w.t, w.app, told)
		w.app = told
	}
}

// toldAsLived holds that telling the journal once more changes nothing about what left, or may have, and gives no yes.
func toldAsLived(t failer, lived, told Application) {
	t.Helper()
	gone := func(s NoteStatus) bool { return s == Sent || s == Unsure || s == Claimed }
	for _, n := range lived.Notes {
		again, ok := told.Note(n.ID)
		if gone(n.Status) && (!ok || again.Status != n.Status || again.Text != n.Text || mustJSON(again.Attempts) != mustJSON(n.Attempts)) {
			t.Fatalf("a %s letter was told away: %+v, was %+v", n.Status, again, n)
		}
		if ok && again.Status != n.Status && (gone(again.Status) || again.Status == Approved) {
			t.Fatalf("a replay made of a %s note a %s one: %+v", n.Status, again.Status, again)
		}
	}
	for _, n := range told.Notes {
		if _, ok := lived.Note(n.ID); !ok && n.Status != Proposed && n.Status != Withdrawn {
			t.Fatalf("a note that nobody saw is told as %s", n.Status)
		}
	}
}

// mail draws a mail of theirs or the user's own.
func (w *walker) mail(received time.Time) Signal {
	w.mails++
	key := fmt.Sprintf("m%d", w.mails)
	from := rapid.SampledFrom([]Address{jane, otto, robo}).Draw(w.t, "from")
	if rapid.IntRange(0, 7).Draw(w.t, "own") == 0 {
		return ownMail(key, received, rapid.SampledFrom([]Address{jane, otto}).Draw(w.t, "to"))
	}
	kind := rapid.SampledFrom([]SignalKind{
		Rejection, Offer, InterviewCancel, InterviewReschedule, InterviewConfirm, InterviewConfirm, InterviewInvite, InterviewInvite,
		Assessment, Update, Update, ApplicationAck,
	}).Draw(w.t, "kind")
	sig := mail(key, kind, received, from)
	sig.Detail = rapid.SampledFrom([]Detail{NoDetail, NoDetail, NoDetail, DetailOnHold, DetailQuestion, DetailAway, DetailHinted}).Draw(w.t, "detail")
	if sig.Detail == DetailAway {
		sig.AwayUntil = received.AddDate(0, 0, rapid.IntRange(1, 20).Draw(w.t, "away"))
	}
	if rapid.IntRange(0, 5).Draw(w.t, "unsure") == 0 {
		sig.Confidence = 0.7
	}
	if kind == InterviewConfirm || kind == InterviewReschedule || kind == InterviewCancel {
		for range rapid.IntRange(0, 2).Draw(w.t, "interviews") {
			uid := rapid.SampledFrom([]string{"", "u1", "u2", "u3"}).Draw(w.t, "uid")
			start := received.Truncate(time.Hour).Add(time.Duration(rapid.IntRange(-10, 200).Draw(w.t, "start")) * time.Hour)
			iv := meeting(uid, start, rapid.SampledFrom([]Address{jane, otto, {Name: "Kim Li"}}).Draw(w.t, "who"))
			iv.Stamp = received
			iv.Sequence = rapid.IntRange(0, 3).Draw(w.t, "sequence")
			sig.Interviews = append(sig.Interviews, iv)
		}
		sig.Further = rapid.Bool().Draw(w.t, "further")
	}
	if rapid.IntRange(0, 5).Draw(w.t, "promise") == 0 {
		sig.Promise = &Promise{
			Kind: rapid.SampledFrom([]PromiseKind{PromiseDate, PromiseDate, PromiseVague, PromiseInvitation}).Draw(w.t, "promise kind"),
			Said: received, Deadline: received.AddDate(0, 0, rapid.IntRange(1, 20).Draw(w.t, "by")), By: sig.Person,
		}
	}
	return sig
}

func (w *walker) read(sig Signal) {
	kinds, _ := w.p.Admit(w.app, sig)
	for _, k := range kinds {
		w.apply(Event{Kind: k, At: sig.Mail.Received, Signal: &sig})
	}
}

func (w *walker) compose() {
	for _, n := range w.app.Notes {
		if n.Status == Proposed && n.Text == "" {
			w.apply(Event{Kind: EventComposed, Note: n.ID, Subject: "Engineer", Text: wordsOf(n)})
		}
	}
}

// act draws one thing that happens.
func (w *walker) act() {
	w.now = w.now.Add(time.Duration(rapid.IntRange(1, 60*50).Draw(w.t, "minutes")) * time.Minute)
	defer w.compose()
	draw := rapid.IntRange(0, 9).Draw(w.t, "act")
	switch {
	case draw <= 2:
		w.read(w.mail(w.now))
	case draw == 3: // it was written before, and is read only now
		w.spoken = true
		w.read(w.mail(w.now.Add(-time.Duration(rapid.IntRange(0, 100).Draw(w.t, "late")) * time.Hour)))
	case draw <= 5:
		w.apply(Event{Kind: EventTick, Reconciled: w.now})
	case draw == 6 && len(w.app.Doubts) > 0:
		w.spoken = true
		ev := Event{Kind: EventResolved, Key: w.app.Doubts[0].Key}
		if rapid.Bool().Draw(w.t, "yes") {
			sig := w.app.Doubts[0].Signal
			ev.Signal = &sig
		}
		w.apply(ev)
	case draw == 6:
		kind := rapid.SampledFrom([]EventKind{EventHeld, EventNotHeld, EventClose, EventDraft}).Draw(w.t, "user")
		w.apply(Event{Kind: kind, Close: OutcomeNoAnswer})
	default:
		w.noteAct()
	}
}

// noteAct draws one thing that happens to a note, often the thing that brings it on its way.
func (w *walker) noteAct() {
	if len(w.app.Notes) == 0 {
		return
	}
	n := rapid.SampledFrom(w.app.Notes).Draw(w.t, "note")
	kind := map[NoteStatus]EventKind{
		Proposed: EventApprove, Approved: EventClaim, Claimed: EventOutcome, Unsure: EventResolve, Failed: EventRetry, Sent: EventFiled,
		Withdrawn: EventApprove, Dismissed: EventApprove,
	}[n.Status]
	if rapid.IntRange(0, 3).Draw(w.t, "any") == 0 {
		kind = rapid.SampledFrom(everyEvent).Draw(w.t, "event")
		if !isNoteEvent(kind) {
			return
		}
	}
	if kind == EventClaim && w.now.Before(n.SendAt) {
		w.now = n.SendAt
	}
	ev := Event{
		Kind: kind, Note: n.ID, Fingerprint: n.Fingerprint, By: "cli", MessageID: MessageID([]byte("k"), n, "home.example"), Bytes: "b",
		AnyHour: rapid.Bool().Draw(w.t, "any hour"), Left: rapid.Bool().Draw(w.t, "left"), Subject: "Mine", Words: "Sent",
		Text:    wordsOf(n) + " My own.",
		Outcome: rapid.SampledFrom([]OutcomeKind{OutcomeAccepted, OutcomeAccepted, OutcomeDeferred, OutcomeRefused, OutcomeLost, OutcomeStopped}).Draw(w.t, "outcome"),
		Phase:   rapid.SampledFrom([]Phase{PhaseData, PhaseDot}).Draw(w.t, "phase"),
		Gate:    &Gate{Reconciled: w.now},
	}
	if rapid.IntRange(0, 5).Draw(w.t, "gate") == 0 {
		ev.Gate = rapid.SampledFrom([]*Gate{
			nil, {}, {Reconciled: w.now, Stopped: true}, {Reconciled: w.now, DiskFull: true}, {Reconciled: w.now, ClockWrong: true},
			{Reconciled: w.now, InSent: "Sent"}, {Reconciled: w.now, LastSent: w.now}, {Reconciled: w.now, DeadAddress: true},
		}).Draw(w.t, "a gate")
	}
	w.apply(ev)
}

// A life at random never breaks what must hold of every step, a note is accepted at most once over its whole life, and
// telling the journal once more ends in the same application.
func TestWalk(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w := &walker{t: t, p: policy(), now: at(1, 8, 0)}
		for range rapid.IntRange(5, 40).Draw(t, "steps") {
			w.act()
		}
		told := w.p.Replay(w.journal, w.app.Notes)
		toldAsLived(t, w.app, told)
		if !w.spoken && mustJSON(told) != mustJSON(w.app) {
			t.Fatalf("a replay in order differs:\n%s", parted(mustJSON(told), mustJSON(w.app)))
		}
	})
}

// Any order of arrival of the same mails ends in the same application.
func TestOrderOfArrival(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w := &walker{t: t, p: policy(), now: at(1, 8, 0)}
		var mails []Signal
		for range rapid.IntRange(2, 9).Draw(t, "mails") {
			w.now = w.now.Add(time.Duration(rapid.IntRange(1, 60*72).Draw(t, "minutes")) * time.Minute)
			mails = append(mails, w.mail(w.now))
		}
		seen := w.now.Add(time.Hour)
		ack := mail("ack", ApplicationAck, at(1, 7, 0), robo)
		var want string
		for range 3 {
			got := mustJSON(observe(w.p, append([]Signal{ack}, mails...), seen))
			if want == "" {
				want = got
			}
			if got != want {
				t.Fatalf("another order, another application:\n%s", parted(want, got))
			}
			mails = rapid.Permutation(mails).Draw(t, "order")
		}
	})
}

// observe reads mails as the engine does: each by a step, and told anew where it is older than what is known.
func observe(p Policy, mails []Signal, seen time.Time) Application {
	var app Application
	var journal []Event
	for i := range mails {
		kinds, _ := p.Admit(app, mails[i])
		for _, k := range kinds {
			ev := Event{Kind: k, At: mails[i].Mail.Received, Seen: seen, Signal: &mails[i]}
			journal = append(journal, ev)
			late := Late(app, ev)
			if app, _, _ = p.Step(app, ev, seen); late {
				app = p.Replay(journal, app.Notes)
			}
		}
	}
	return app
}
