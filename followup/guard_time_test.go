package followup

import (
	"testing"
	"time"
)

// forbidden is a world in which a question has no place: guard says which of the seventeen stands against it.
type forbidden struct {
	name  string
	world func(*Application)
	now   time.Time
	guard int // 0: it may be asked
}

// hold asks the guards about a question at its proposal, its approval and its claim, with the sending hours set aside, in
// worlds that were changed behind the back of the rules: no event withdrew what was drafted before.
func (c forbidden) hold(t *testing.T) {
	t.Helper()
	due := at(18, 15, 0)
	now := latest(c.now, due)
	allowed := c.guard == 0

	s := silentStory(t)
	c.world(&s.app)
	s.tick(now)
	if drafted := s.count(Nudge, Proposed) > 0; drafted != allowed {
		t.Errorf("at the proposal: drafted %v: %s", drafted, s.why)
	}

	s = silentStory(t).tick(due).compose(due)
	n := s.only(Nudge)
	c.world(&s.app)
	if got, why := s.p.Guard(s.app, n, nil, now); got != c.guard {
		t.Errorf("guard %d stands against it (%s), want %d", got, why, c.guard)
	}
	after, _, why := s.p.Step(s.app, Event{
		Kind: EventApprove, At: now, Seen: now, Note: n.ID, Fingerprint: n.Fingerprint, MessageID: "id@home.example", Bytes: "b", AnyHour: true,
	}, now)
	if got, _ := after.Note(n.ID); (got.Status == Approved) != allowed {
		t.Errorf("at the approval: %s: %s", got.Status, why)
	}

	s = silentStory(t).tick(due).compose(due)
	s.approve(s.only(Nudge), due)
	c.world(&s.app)
	later := now.Add(time.Hour)
	after, _, why = s.p.Step(s.app, Event{Kind: EventClaim, At: later, Seen: later, Note: n.ID, Gate: &Gate{Reconciled: later}}, later)
	if got, _ := after.Note(n.ID); (got.Status == Claimed) != allowed {
		t.Errorf("at the claim: %s: %s", got.Status, why)
	}
}

func holdAll(t *testing.T, rows []forbidden) {
	t.Helper()
	for _, c := range rows {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			c.hold(t)
		})
	}
}

func TestGuard01NoNudgeAfterTheEnd(t *testing.T) {
	t.Parallel()
	ended := func(o Outcome) func(*Application) {
		return func(a *Application) { a.Stage, a.Outcome, a.Closed = StageClosed, o, at(18, 14, 0) }
	}
	holdAll(t, []forbidden{
		{name: "None after a rejection, or on a closed requisition.", world: ended(OutcomeRejected), guard: 1},
		{name: "None after a withdrawal.", world: ended(OutcomeWithdrawn), guard: 1},
		{name: "None after an acceptance.", world: ended(OutcomeTaken), guard: 1},
		{name: "None after a refusal of theirs to go on with an offer.", world: ended(OutcomeRescinded), guard: 1},
		{name: "None while an offer stands.", world: func(a *Application) { a.Stage = StageOffered }, guard: 1},
		{name: "One while nothing is decided.", world: func(*Application) {}},
	})
}

func TestGuard02NoNudgeAroundAnInterview(t *testing.T) {
	t.Parallel()
	another := func(standing Standing, start time.Time) func(*Application) {
		return func(a *Application) {
			iv := meeting("u2", start, jane)
			iv.Standing = standing
			a.Rounds[0].Interviews = append(a.Rounds[0].Interviews, iv)
		}
	}
	holdAll(t, []forbidden{
		{name: "None while an interview is ahead.", world: another(Set, at(25, 9, 0)), guard: 2},
		{name: "None on the day after one.", world: another(Over, at(17, 9, 0)), guard: 2},
		{name: "None within two business days after one that was held, a weekend between.", world: another(Held, at(19, 20, 0)), now: at(22, 20, 0), guard: 2},
		{name: "One two business days after.", world: another(Held, at(12, 9, 0))},
		{name: "One where the interview ahead was cancelled.", world: another(Cancelled, at(25, 9, 0))},
	})
}

func TestGuard03NoNudgeBeforeThePromise(t *testing.T) {
	t.Parallel()
	word := func(kind PromiseKind, by time.Time) func(*Application) {
		return func(a *Application) {
			a.Promises = append(a.Promises, Promise{Kind: kind, Said: at(10, 9, 0), Deadline: by, Standing: PromiseOpen})
		}
	}
	peace := func(after time.Time) func(*Application) {
		return func(a *Application) { a.NoContact, a.ContactAfter = true, after }
	}
	holdAll(t, []forbidden{
		{name: "None before the day that they named.", world: word(PromiseDate, at(26, 18, 0)), guard: 3},
		{name: "None before the slack after that day is over.", world: word(PromiseDate, at(17, 18, 0)), now: at(19, 12, 0), guard: 3},
		{name: "One after the slack.", world: word(PromiseDate, at(15, 12, 0))},
		{name: "None where they asked not to be contacted.", world: peace(time.Time{}), guard: 3},
		{name: "None by itself or by hand before three times their time.", world: peace(at(30, 9, 0)), guard: 3},
		{name: "None within the time that it usually takes.", world: word(PromiseUsual, at(25, 18, 0)), guard: 3},
	})
	// After three times their time one is possible by the user's hand, and only so.
	s := silentStory(t)
	peace(at(18, 9, 0))(&s.app)
	s.tick(at(18, 15, 0))
	if s.count(Nudge, Proposed) != 0 {
		t.Fatal("a question by itself")
	}
	s.event(Event{Kind: EventWants, Want: Nudge, At: at(18, 15, 0), Seen: at(18, 15, 0)})
	s.send(s.only(Nudge), at(18, 16, 0))
	if s.count(Nudge, Sent) != 1 {
		t.Errorf("the question by hand did not leave: %s", s.why)
	}
}
