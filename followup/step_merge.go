package followup

import (
	"slices"
	"strings"
)

// Lived is the path of an event that was lived in another application, once that was merged into a further one.
func Lived(from string, of string) string {
	if of == "" {
		return from
	}
	return from + "/" + of
}

// Path returns where the events that came by a merge say that they were lived; ev is its event.
func (ev Event) Path() string {
	if ev.Of == "" {
		return ev.Key
	}
	return Lived(ev.Of, ev.Key)
}

// Within reports whether a path leads through another: whether what it names came by that merge.
func Within(of, path string) bool { return of == path || strings.HasPrefix(of, path+"/") }

// Parts tells which events of a merged journal belong to what came by one merge: those that were lived there, and later
// ones about its letters, in its threads or about its interviews. joined is the event of the merge.
func (p Policy) Parts(events []Event, joined Event) []bool {
	path := joined.Path()
	theirs := make([]bool, len(events))
	var there, here []Event
	for i, ev := range events {
		if theirs[i] = Within(ev.Of, path); theirs[i] {
			there = append(there, ev)
		} else {
			here = append(here, ev)
		}
	}
	began := slices.IndexFunc(events, func(ev Event) bool { return ev.ID == joined.ID && ev.Kind == EventJoined })
	t, h := p.belongings(there), p.belongings(here[:upTo(here, joined.ID)])
	for i := max(began, 0); i < len(events); i++ {
		ev := events[i]
		if theirs[i] || ev.ID == joined.ID || !t.claims(ev) || h.claims(ev) {
			continue
		}
		theirs[i] = true
		t.add(ev)
	}
	return theirs
}

// Merged returns the event of a merge that stands, by its ID or the newest.
func Merged(events []Event, act string) (Event, bool) {
	gone := TakenBack(events)
	for _, ev := range slices.Backward(events) {
		if ev.Kind == EventJoined && !gone[ev.ID] && (act == "" || ev.ID == act) {
			return ev, true
		}
	}
	return Event{}, false
}

// upTo returns how many events stand before the act of that ID.
func upTo(events []Event, act string) int {
	if i := slices.IndexFunc(events, func(ev Event) bool { return ev.ID == act }); i >= 0 {
		return i
	}
	return len(events)
}

// belongings are the names by which an event says what it is about.
type belongings struct{ threads, keys, notes, interviews map[string]bool }

// belongings gathers them from a journal.
func (p Policy) belongings(events []Event) belongings {
	b := belongings{map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}}
	app := p.Replay(events, nil)
	for _, n := range app.Notes {
		b.notes[n.ID] = true
	}
	for _, r := range app.Rounds {
		for _, iv := range r.Interviews {
			b.interviews[interviewName(iv)] = true
		}
	}
	for _, id := range app.Threads {
		b.threads[id] = true
	}
	for _, ev := range events {
		b.add(ev)
	}
	return b
}

func (b belongings) add(ev Event) {
	if ev.Note != "" {
		b.notes[ev.Note] = true
	}
	if ev.Key != "" {
		b.keys[ev.Key] = true
	}
	if ev.MessageID != "" {
		b.threads[ev.MessageID] = true
	}
	if ev.Signal != nil {
		b.keys[ev.Signal.Mail.Key], b.threads[ev.Signal.Mail.ID] = true, true
	}
}

// claims reports whether an event is about one of them.
func (b belongings) claims(ev Event) bool {
	switch {
	case ev.Note != "":
		return b.notes[ev.Note]
	case ev.Signal != nil:
		m := ev.Signal.Mail
		known := func(id string) bool { return id != "" && b.threads[id] }
		return b.keys[m.Key] || known(m.ID) || slices.ContainsFunc(m.InReplyTo, known) || slices.ContainsFunc(m.References, known)
	case ev.Key != "":
		return b.keys[ev.Key]
	}
	return ev.Interview != "" && b.interviews[ev.Interview]
}
