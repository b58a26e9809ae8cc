package main

import (
	"fmt"
	"time"

	"followup/followup/engine"
)

// afterNo says what stands beside a rejection: two facts, one move, and the way to some quiet. It counts nothing up, foresees
// nothing and cheers nobody on.
func afterNo(a engine.AfterNo, now time.Time) []string {
	lines := []string{fmt.Sprintf("Rejections in this search so far: %d. Rounds reached here: %d.", a.No, a.Rounds)}
	live := plural(a.Live, "application is", "applications are")
	switch r := a.Next; {
	case r != nil && a.Live >= a.Target:
		lines = append(lines, "Next move: "+move(*r, now))
	case r != nil:
		lines = append(lines, "Next move: "+move(*r, now), capital(live)+" alive: apply to one more, or ask one person, today.")
	case a.Live == 0:
		lines = append(lines, "Next move: apply to one, or ask one person, today.")
	case a.Live < a.Target:
		lines = append(lines, "Next move: "+live+" alive; apply to one more, or ask one person, today.")
	default:
		lines = append(lines, "Next move: "+live+" alive and none has a date; write to the one you like best, or rest today.")
	}
	if a.Recent >= 3 {
		lines = append(lines, fmt.Sprintf("%d came within a week: what can wait is told once a day until that is over.", a.Recent))
	}
	return append(lines, "You only need one yes. \"followup quiet 24h\" gives you a day without notifications.")
}

// runnerUp is said after a no that came late: a true number, and no promise (domain.md 6.5).
const runnerUp = "You got far: of 800 employers asked in 2018, 88 % had made an offer to somebody they had passed over before. " +
	"Few places are filled that way; a short hello in two months costs little."

// move names a row as the next thing to do or to wait for.
func move(r engine.Row, now time.Time) string {
	words := placeOf(r) + ", " + hour(r.When, now)
	if r.What != "" {
		words += ": " + r.What
	}
	return words + "."
}
