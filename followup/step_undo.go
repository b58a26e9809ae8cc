package followup

import "slices"

// joined notes that another application's events follow here; they are told with the rest of the journal.
func joined(s *step) Reason {
	s.acted("another application joined to this one")
	return "joined: what was lived there is told here"
}

// partedAgain is a replay, which only the journal can do.
func partedAgain(*step) Reason {
	return "parted: what came by the merge is told in its own place again"
}

// undone is a replay too: all is told anew without the act.
func undone(s *step) Reason {
	for _, act := range s.app.Acts {
		if act.ID == s.ev.Undo {
			return Reason("taken back: " + act.Words)
		}
	}
	return "taken back"
}

// TakenBack returns the IDs of the acts that the user took back. Taking back may be taken back as well.
func TakenBack(events []Event) map[string]bool {
	gone := map[string]bool{}
	for i := len(events) - 1; i >= 0; i-- {
		ev := events[i]
		if (ev.Kind == EventUndone || ev.Kind == EventParted) && ev.Undo != "" && !gone[ev.ID] {
			gone[ev.Undo] = true
		}
	}
	return gone
}

// standing leaves out the acts that the user took back, and the taking back itself. With a debrief go the words that were
// written from it.
func standing(events []Event) []Event {
	gone := TakenBack(events)
	written := map[int]bool{}
	for i, ev := range events {
		if ev.Kind != EventUndone || gone[ev.ID] {
			continue
		}
		from := slices.IndexFunc(events, func(o Event) bool { return o.Kind == EventDebriefed && o.ID == ev.Undo && o.ID != "" })
		for j := from + 1; from >= 0 && j < i; j++ {
			written[j] = events[j].Kind == EventComposed || written[j]
		}
	}
	var out []Event
	for i, ev := range events {
		if ev.Kind != EventUndone && ev.Kind != EventParted && (ev.ID == "" || !gone[ev.ID]) && !written[i] {
			out = append(out, ev)
		}
	}
	return out
}

// Undoable tells why an act by hand cannot be taken back; empty means that it can. events are the whole journal of app.
// An act stands in the way of its undo where a later one rests on it, or where a letter that came of it left or may have.
func (p Policy) Undoable(events []Event, app Application, act string) Reason {
	i := slices.IndexFunc(events, func(ev Event) bool { return ev.ID == act && act != "" })
	if i < 0 {
		return "there is no such act"
	}
	gone := TakenBack(events)
	if gone[act] {
		return "it is taken back already"
	}
	if word := events[i]; word.Kind == EventCorrect || word.Kind == EventResolved {
		for _, ev := range events[i+1:] {
			if (ev.Kind == EventCorrect || ev.Kind == EventResolved) && spokenKey(ev) == spokenKey(word) && ev.ID != act && !gone[ev.ID] {
				return "you spoke of that mail again since: take that back first"
			}
		}
	}
	without := append(slices.Clone(events), Event{Kind: EventUndone, Undo: act, At: app.Last, Seen: lastSeen(events)})
	with, told := p.Replay(events, app.Notes), p.Replay(without, app.Notes)
	for _, later := range slices.Backward(with.Acts) {
		if later.ID != act && !slices.ContainsFunc(told.Acts, func(a Act) bool { return a.ID == later.ID }) {
			return Reason("take back first what rests on it: " + later.Words + " (" + later.ID + ")")
		}
	}
	for j, n := range app.Notes {
		if !n.mayHaveLeft() || len(n.Attempts) > 0 && n.Attempts[0].Began.Before(events[i].Seen) {
			continue
		}
		others := slices.Delete(slices.Clone(app.Notes), j, j+1)
		one, two := p.Replay(events, others), p.Replay(without, others)
		_, came := one.Note(n.ID)
		if _, still := two.Note(n.ID); came && !still {
			if n.Status == Claimed {
				return "a letter that came of it is on its way"
			}
			return "a letter that came of it has left, or may have"
		}
	}
	return ""
}

// mayHaveLeft reports whether a note has left, may have, or is on its way.
func (n Note) mayHaveLeft() bool {
	return n.Status == Claimed || n.Status == Unsure || n.Status == Sent
}
