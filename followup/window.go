package followup

import (
	"crypto/sha256"
	"slices"
	"time"
)

// hours is a span of the day in minutes since midnight.
type hours struct{ from, to int }

// sendingHours returns when a letter of that kind may leave on that day, and whether it may at all (domain.md 1.6).
// Mondays and Fridays are second choice for what asks: tight is false there.
func (p Policy) sendingHours(kind NoteKind, day time.Time, country string) (h hours, tight, ok bool) {
	if p.Calendar.Free(day, country) || p.frozen(kind, day, country) {
		return hours{}, false, false
	}
	if kind.Class() != Asking {
		return hours{8 * 60, 18 * 60}, true, true
	}
	switch day.Weekday() {
	case time.Monday:
		return hours{10 * 60, 11*60 + 30}, false, true
	case time.Friday:
		return hours{8*60 + 30, 12 * 60}, false, true
	}
	return hours{8*60 + 30, 11*60 + 30}, true, true
}

// frozen reports whether letters of that kind rest on that day: all over the end of the year, and what asks while a
// country is away (domain.md 1.6).
func (p Policy) frozen(kind NoteKind, day time.Time, country string) bool {
	holds := func(s YearSpan) bool { return s.Holds(day) }
	return slices.ContainsFunc(p.Freeze, holds) || kind.Class() == Asking && slices.ContainsFunc(p.FreezeAsk[nation(country)], holds)
}

// NextWindow returns the first instant from t on at which a letter of that kind may leave, in w. What asks takes a
// Monday or a Friday only where waiting for the middle of the week would cost more than two business days.
func (p Policy) NextWindow(kind NoteKind, t time.Time, w Where) time.Time {
	p = p.usable()
	first, found := p.window(kind, t, w, false)
	if !found {
		return t
	}
	best, found := p.window(kind, t, w, true)
	if !found || p.BusinessDaysBetween(t, best, w) > 2 {
		return first
	}
	return best
}

func (p Policy) window(kind NoteKind, t time.Time, w Where, wantTight bool) (time.Time, bool) {
	local := t.In(place(w.Zone))
	for i := 0; i <= 60; i++ {
		day := civil(local.Year(), local.Month(), local.Day()+i, 12, 0, 0, local.Location())
		h, tight, ok := p.sendingHours(kind, day, w.Country)
		if !ok || wantTight && !tight {
			continue
		}
		opens := civil(day.Year(), day.Month(), day.Day(), h.from/60, h.from%60, 0, local.Location())
		closes := civil(day.Year(), day.Month(), day.Day(), h.to/60, h.to%60, 0, local.Location())
		switch {
		case !t.After(opens):
			return opens.UTC(), true
		case t.Before(closes):
			return t, true
		}
	}
	return time.Time{}, false
}

// inWindow reports whether a letter of that kind may leave at t.
func (p Policy) inWindow(kind NoteKind, t time.Time, w Where) bool {
	at, ok := p.usable().window(kind, t, w, false)
	return ok && at.Equal(t)
}

// jitter returns 3 to 17 minutes, always the same for one note: letters that leave on the full hour look like a machine's.
func jitter(note string) time.Duration {
	sum := sha256.Sum256([]byte("jitter\x00" + note))
	return 3*time.Minute + time.Duration(int(sum[0])<<8|int(sum[1]))*14*time.Minute/65536
}

// sendAt returns when an approved note leaves: not before the undo time is over, not before NotBefore, and in the
// recipient's sending hours unless the user set these aside.
func (p Policy) sendAt(app Application, n Note, now time.Time, anyHour bool) time.Time {
	at := latest(now.Add(p.Undo), n.NotBefore)
	if anyHour || p.hurried(app, n, at) {
		return at
	}
	if n.Kind == ThankYou {
		at = p.thanksAt(app, n, at)
	}
	if n.Kind == RejectionResponse {
		at = p.morningAfter(app, at)
	}
	open := p.NextWindow(n.Kind, at, p.WhereFor(app))
	if open.Equal(at) {
		return at
	}
	return open.Add(jitter(n.ID))
}

// closeBy is how close an interview must be for letters about its time to leave at any hour (domain.md 1.6).
const closeBy = 48 * time.Hour

// hurried reports whether a letter about a time must not wait for the sending hours at t: an interview that is set, or
// one of the times that it speaks of, is near.
func (p Policy) hurried(app Application, n Note, t time.Time) bool {
	if n.Kind.Class() != Scheduling {
		return false
	}
	soon := func(iv Interview) bool { return iv.Start.After(t) && iv.Start.Sub(t) < closeBy }
	return slices.ContainsFunc(n.Slots, soon) || slices.ContainsFunc(app.Rounds, func(r Round) bool {
		return slices.ContainsFunc(r.Interviews, func(iv Interview) bool { return iv.Standing == Set && soon(iv) })
	})
}
