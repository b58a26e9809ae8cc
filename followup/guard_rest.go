package followup

import "strings"

// notDrafted begins the reason of a draft that a guard ended before anybody saw it.
const notDrafted = "not drafted: "

// redrafts says which letter a due drafts that comes back by itself.
var redrafts = map[DueKind]NoteKind{
	DueSilence: Nudge, DueCheckIn: CheckIn, DueClose: GracefulClose, DueStay: StayInTouch, DueInWriting: OfferThanks,
	DueAfterCancel: CancelAnswer,
}

// rest puts a due off whose letter a guard of the world ended a short while ago: it is drafted again no sooner than a
// second question would be, else every tick would draft it and end it.
func (p Policy) rest(a *Application, d Due) Due {
	kind, ok := redrafts[d.Kind]
	if !ok || !d.Acts {
		return d
	}
	for _, n := range a.Notes {
		if n.Kind == kind && n.Status == Withdrawn && strings.HasPrefix(string(n.EndedWhy), notDrafted) {
			d.At = latest(d.At, p.AddBusinessDays(n.Ended, max(1, p.NudgeAgainDays), p.WhereFor(*a)))
		}
	}
	return d
}
