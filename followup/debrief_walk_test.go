package followup

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

// drawDebrief draws what somebody may say of an interview, sense and nonsense.
func drawDebrief(w *walker) Event {
	ev := Event{Kind: EventDebriefed, Seen: w.now, At: w.now}
	if names := w.interviews(); len(names) > 0 && rapid.Bool().Draw(w.t, "which") {
		ev.Interview = rapid.SampledFrom(names).Draw(w.t, "interview")
	}
	switch rapid.IntRange(0, 3).Draw(w.t, "held") {
	case 0:
		ev.Held = true
	case 1:
		ev.NoShow = rapid.SampledFrom([]NoShow{NoShowThey, NoShowMe, NoShowCancelled, NoShowMoved, "nonsense"}).Draw(w.t, "why")
	}
	if rapid.IntRange(0, 4).Draw(w.t, "says") > 0 {
		d := &Debrief{
			LikedMe: rapid.SampledFrom([]string{"", "the parser"}).Draw(w.t, "liked"), Repair: rapid.SampledFrom([]string{"", "It ran twice."}).Draw(w.t, "repair"),
			RepairFor: rapid.SampledFrom([]string{"", jane.Addr, otto.Addr, "nobody"}).Draw(w.t, "to"), Skipped: rapid.Bool().Draw(w.t, "skipped"),
		}
		if rapid.Bool().Draw(w.t, "likes") {
			d.Like = likeOf(rapid.IntRange(-1, 11).Draw(w.t, "like"))
		}
		for range rapid.IntRange(0, 3).Draw(w.t, "people") {
			said := rapid.SampledFrom([]Said{{Person: jane.Addr}, {Person: otto.Addr, Name: otto.Name}, {Name: "Kim Li"}, {Person: "kim@acme.example", Name: "Kim Li"}, {Person: me.Addr}, {Person: robo.Addr}, {}}).Draw(w.t, "who")
			said.Thank, said.Absent = rapid.Bool().Draw(w.t, "thank"), rapid.IntRange(0, 3).Draw(w.t, "absent") == 0
			said.Topic = rapid.SampledFrom([]string{"", "the on-call weeks"}).Draw(w.t, "topic")
			d.People = append(d.People, said)
		}
		ev.Debrief = d
	}
	if rapid.IntRange(0, 3).Draw(w.t, "promise") == 0 {
		ev.Promise = &Promise{Kind: PromiseDate, Deadline: w.now.AddDate(0, 0, rapid.IntRange(-2, 12).Draw(w.t, "by")), Quote: "by then"}
	}
	ev.ID = ActID(ev.Kind, w.now, "a1", fmt.Sprint(len(w.journal)))
	return ev
}

// Whatever is said of interviews among mails, time and letters: a draft thanks only who was met and is to be thanked, one
// letter of a round completes an answer, and telling the journal once more ends in the same application.
func TestDebriefWalk(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w := &walker{t: t, p: policy(), now: at(1, 8, 0)}
		for range rapid.IntRange(5, 40).Draw(t, "steps") {
			if rapid.IntRange(0, 2).Draw(t, "debrief") == 0 {
				w.apply(drawDebrief(w))
				checkThanks(t, w.app)
				w.compose()
			} else {
				w.act()
			}
		}
		told := w.p.Replay(w.journal, w.app.Notes)
		toldAsLived(t, w.app, told)
		if !w.spoken && mustJSON(told) != mustJSON(w.app) {
			t.Fatalf("a replay in order differs:\n%s", parted(mustJSON(told), mustJSON(w.app)))
		}
	})
}

// checkThanks holds what must hold of the drafts of thanks right after something was said.
func checkThanks(t failer, app Application) {
	t.Helper()
	repairs := map[string]int{}
	for _, n := range app.Notes {
		if n.Kind != ThankYou || n.Status == Withdrawn || n.Status == Dismissed {
			continue
		}
		if n.Variant == VariantRecovery {
			if repairs[n.Round]++; repairs[n.Round] > 1 {
				t.Fatalf("two letters of one round complete an answer")
			}
		}
		r, ok := app.Round(n.Round)
		if !ok || n.Status != Proposed || n.Edited {
			continue
		}
		if who := (Person{Name: n.To.Name, Addr: n.To.Addr}); n.Variant != VariantPassOn && !r.thanks(who) {
			t.Fatalf("a draft to %s, who is not to be thanked", n.To.Addr)
		}
	}
}
