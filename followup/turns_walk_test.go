package followup

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// turn draws what the walk of mails alone does not: tasks with dates and times, what the user does about them, offers by hand
// and letters that she asks for, and ticks that know her free times.
func (w *walker) turn() {
	w.mails++
	key := fmt.Sprintf("t%d", w.mails)
	slots := []Interview{
		{Start: w.now.Add(30 * time.Hour).Truncate(time.Hour), End: w.now.Add(31 * time.Hour).Truncate(time.Hour)},
		{Start: w.now.Add(54 * time.Hour).Truncate(time.Hour), End: w.now.Add(55 * time.Hour).Truncate(time.Hour)},
	}
	id := fmt.Sprintf("e%d", w.mails)
	switch rapid.IntRange(0, 6).Draw(w.t, "turn") {
	case 0:
		sig := mail(key, rapid.SampledFrom([]SignalKind{Assessment, Update, InterviewInvite}).Draw(w.t, "asks"), w.now, rapid.SampledFrom([]Address{jane, otto, robo}).Draw(w.t, "asker"))
		sig.Detail = rapid.SampledFrom([]Detail{NoDetail, DetailQuestion, DetailAvailability, DetailSubmitted}).Draw(w.t, "what")
		if rapid.Bool().Draw(w.t, "dated") {
			sig.Deadline = w.now.Add(time.Duration(rapid.IntRange(1, 300).Draw(w.t, "within")) * time.Hour)
		}
		if rapid.Bool().Draw(w.t, "times") {
			sig.Options = slots
		}
		w.read(sig)
	case 1:
		ev := Event{Kind: EventAnswered, ID: id, Task: &Task{How: rapid.SampledFrom(TaskEnds).Draw(w.t, "how")}}
		if len(w.app.Tasks) > 0 {
			ev.Task.ID = rapid.SampledFrom(w.app.Tasks).Draw(w.t, "task").ID
		}
		w.apply(ev)
	case 2:
		w.apply(Event{Kind: EventOfferTold, ID: id, Offer: &Terms{Written: rapid.Bool().Draw(w.t, "written"), Deadline: w.now.AddDate(0, 0, 9)}})
	case 3:
		ev := Event{
			Kind: EventWants, ID: id, Want: rapid.SampledFrom(NoteKinds).Draw(w.t, "kind"), OfferOf: "other",
			Variant: rapid.SampledFrom([]string{"", VariantYes, VariantNo}).Draw(w.t, "variant"), Gate: &Gate{Reconciled: w.now},
		}
		if rapid.Bool().Draw(w.t, "an offer elsewhere") {
			ev.Gate.Offer = &OfferFact{App: "other", Written: true, Deadline: w.now.AddDate(0, 0, 6)}
		}
		if rapid.Bool().Draw(w.t, "a slot") {
			ev.Slot = &slots[0]
		} else {
			ev.Slots = slots
		}
		w.apply(ev)
	case 4:
		ev := Event{Kind: EventTick, Reconciled: w.now, Slots: slots}
		if rapid.Bool().Draw(w.t, "one suits") {
			ev.Slot = &slots[1]
		}
		w.apply(ev)
	case 5:
		sig := ownMail(key, w.now, rapid.SampledFrom([]Address{jane, otto, lena}).Draw(w.t, "own to"))
		sig.Detail = rapid.SampledFrom([]Detail{DetailOwn, DetailOwn, DetailOwnAccept, DetailOwnDecline, DetailOwnCalYes, DetailOwnCalNo}).Draw(w.t, "own what")
		w.read(sig)
	case 6:
		w.apply(Event{Kind: EventClose, ID: id, Close: rapid.SampledFrom([]Outcome{OutcomeTaken, OutcomeDeclined, OutcomeRescinded}).Draw(w.t, "ends")})
	}
	w.compose()
}

// checkTurns holds what must hold of tasks and offers after every step.
func checkTurns(t failer, app Application) {
	t.Helper()
	open := app.OpenTasks()
	switch app.Stage {
	case StageClosed:
		if len(open) > 0 || !app.Deadline.IsZero() {
			t.Fatalf("closed, and %d tasks and a date %v stay open", len(open), app.Deadline)
		}
		if o := app.Offer; o != nil && o.open() && app.Outcome != OutcomeRejected && app.Outcome != OutcomeNoAnswer {
			t.Fatalf("closed as %s, and the offer waits for an answer", app.Outcome)
		}
	case StageApplied, StageInvited, StageScheduled, StageInterviewed:
		if len(open) > 0 && app.Turn != TurnOurs {
			t.Fatalf("their turn, and they wait for %s", open[0].Words())
		}
	case StageOffered:
		if app.Offer == nil || !app.Offer.open() || app.Written != app.Offer.Written {
			t.Fatalf("offered, and the offer is %+v", app.Offer)
		}
	}
	for _, task := range open {
		if !task.Deadline.IsZero() && app.Stage != StageClosed && (app.Deadline.IsZero() || app.Deadline.After(task.Deadline)) {
			t.Fatalf("a task wants %v, and the next date is %v", task.Deadline, app.Deadline)
		}
	}
	answers := map[string]int{}
	for _, n := range app.Notes {
		if n.Kind == DeadlineNote && n.Status.Open() && (n.Offer == "" || n.Expires.IsZero()) {
			t.Fatalf("a note about an offer that nobody made: %+v", n)
		}
		if n.Task != "" && (n.Kind == ScheduleAccept || n.Kind == ScheduleProposal) && (n.Status == Proposed || n.Status == Approved) {
			if answers[n.Task]++; answers[n.Task] > 1 {
				t.Fatalf("%d answers to one question for times are open", answers[n.Task])
			}
		}
	}
}

// A life in which they ask and offer, and the user answers in all her ways, keeps its books.
func TestWalkTurns(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w := &walker{t: t, p: policy(), now: at(1, 8, 0)}
		for range rapid.IntRange(5, 40).Draw(t, "steps") {
			if rapid.Bool().Draw(t, "a turn") {
				w.now = w.now.Add(time.Duration(rapid.IntRange(1, 60*30).Draw(t, "minutes")) * time.Minute)
				w.turn()
			} else {
				w.act()
			}
			checkTurns(t, w.app)
		}
		told := w.p.Replay(w.journal, w.app.Notes)
		toldAsLived(t, w.app, told)
		if !w.spoken && mustJSON(told) != mustJSON(w.app) {
			t.Fatalf("a replay in order differs:\n%s", parted(mustJSON(told), mustJSON(w.app)))
		}
	})
}
