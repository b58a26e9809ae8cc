package followup

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// Two lives at random, told as one and parted again, are as they were; merged, nothing that left is told away.
func TestMergeSplitAtRandom(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		now := at(1, 8, 0)
		lives := []*walker{{t: t, p: policy()}, {t: t, p: policy(), mails: 1000}}
		var events []Event
		for range rapid.IntRange(2, 24).Draw(t, "steps") {
			nth := rapid.IntRange(0, 1).Draw(t, "whose")
			w := lives[nth]
			had := len(w.journal)
			w.now = latest(w.now, now)
			if rapid.IntRange(0, 3).Draw(t, "hand") == 0 {
				w.now = w.now.Add(time.Duration(rapid.IntRange(1, 3000).Draw(t, "minutes")) * time.Minute)
				w.apply(drawHand(w))
				w.compose()
			} else {
				w.act()
			}
			now = w.now
			for _, ev := range w.journal[had:] {
				if nth == 1 {
					ev.Of = "b"
				}
				events = append(events, ev)
			}
		}
		notes := slices.Concat(lives[0].app.Notes, lives[1].app.Notes)
		joined := Event{Kind: EventJoined, ID: "e0", Key: "b", At: now, Seen: now}
		events = append(events, joined)
		told := policy().Replay(events, notes)
		toldAsLived(t, Application{Notes: notes}, told)
		checkSilence(t, policy(), told)

		var journals [2][]Event
		for i, theirs := range policy().Parts(events, joined) {
			ev := events[i]
			if theirs != (ev.Of == "b") {
				t.Fatalf("event %d, lived in %q, goes to the wrong one: %+v", i, ev.Of, ev)
			}
			ev.Of = ""
			nth := 0
			if theirs {
				nth = 1
			}
			journals[nth] = append(journals[nth], ev)
		}
		journals[0] = append(journals[0], Event{Kind: EventParted, Undo: "e0", Key: "b", At: now, Seen: now})
		for nth, w := range lives {
			mine := slices.DeleteFunc(slices.Clone(told.Notes), func(n Note) bool { _, ok := w.app.Note(n.ID); return !ok })
			again := w.p.Replay(journals[nth], mine)
			toldAsLived(t, Application{Notes: mine}, again)
			if !w.spoken && withoutYes(again, w.app) != withoutYes(w.app, w.app) {
				t.Fatalf("life %d is not as it was:\n%s", nth, parted(withoutYes(w.app, w.app), withoutYes(again, w.app)))
			}
		}
	})
}
