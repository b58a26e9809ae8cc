package followup

import (
	"crypto/sha256"
	"time"
)

// ZoneFor returns the zone in which the recipients of app live as far as anybody knows: that of the newest interview,
// else the offset of their newest mail's Date, else the user's own.
func (p Policy) ZoneFor(app Application) *time.Location {
	for i := len(app.Rounds) - 1; i >= 0; i-- {
		for j := len(app.Rounds[i].Interviews) - 1; j >= 0; j-- {
			if loc := location(app.Rounds[i].Interviews[j].Zone); loc != nil && loc.String() != "UTC" { // a program's clock
				return loc
			}
		}
	}
	for _, m := range []Mail{app.LastHuman, app.LastIn} {
		if !m.Date.IsZero() {
			name, offset := m.Date.Zone()
			if name == "UTC" && offset == 0 {
				continue // a server's clock, not a person's
			}
			return time.FixedZone("", offset)
		}
	}
	return place(p.Zone)
}

// hours is a span of the day in minutes since midnight.
type hours struct{ from, to int }

// sendingHours returns when a letter of that kind may leave on that day, and whether it may at all (domain.md 1.6).
// Mondays and Fridays are second choice for a nudge: tight is false there.
func (p Policy) sendingHours(kind NoteKind, day time.Time) (h hours, tight, ok bool) {
	if p.Calendar.Free(day, "") || frozen(day) {
		return hours{}, false, false
	}
	if kind != Nudge {
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

// frozen reports whether nobody is written to on that day: 20 December to 2 January.
func frozen(day time.Time) bool {
	m, d := day.Month(), day.Day()
	return m == time.December && d >= 20 || m == time.January && d <= 2
}

// NextWindow returns the first instant from t on at which a letter of that kind may leave, in loc. A nudge takes a
// Monday or a Friday only where waiting for the middle of the week would cost more than two business days.
func (p Policy) NextWindow(kind NoteKind, t time.Time, loc *time.Location) time.Time {
	p = p.usable()
	first, found := p.window(kind, t, loc, false)
	if !found {
		return t
	}
	best, found := p.window(kind, t, loc, true)
	if !found || p.BusinessDaysBetween(t, best, loc) > 2 {
		return first
	}
	return best
}

func (p Policy) window(kind NoteKind, t time.Time, loc *time.Location, wantTight bool) (time.Time, bool) {
	local := t.In(place(loc))
	for i := 0; i <= 60; i++ {
		day := civil(local.Year(), local.Month(), local.Day()+i, 12, 0, 0, local.Location())
		h, tight, ok := p.sendingHours(kind, day)
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
func (p Policy) inWindow(kind NoteKind, t time.Time, loc *time.Location) bool {
	at, ok := p.usable().window(kind, t, loc, false)
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
	if anyHour {
		return at
	}
	open := p.NextWindow(n.Kind, at, p.ZoneFor(app))
	if open.Equal(at) {
		return at
	}
	return open.Add(jitter(n.ID))
}
