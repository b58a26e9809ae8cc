package followup

import "time"

// Calendar knows business days. Implementations take an employer's country; an unknown country counts weekends and the
// user's own free days only.
type Calendar interface {
	// Free reports whether the civil day of t, in t's own location, is no business day in country.
	Free(t time.Time, country string) bool
	// Knows reports whether the public holidays of country are known; else weekends and the user's own days count only.
	Knows(country string) bool
}

// Weekends is the Calendar that knows Saturday and Sunday only.
type Weekends struct{}

// Free reports whether t falls on a Saturday or Sunday.
func (Weekends) Free(t time.Time, _ string) bool {
	d := t.Weekday()
	return d == time.Saturday || d == time.Sunday
}

// Knows is false: no country's holidays are known.
func (Weekends) Knows(string) bool { return false }

// Policy is the user's durations and guards. The zero value is not usable: take DefaultPolicy and change it.
// Business-day counts are whole days (Mon-Fri less the calendar's free days).
type Policy struct {
	Act float64 // confidence from which a signal acts by itself
	Ask float64 // confidence from which a signal waits to be confirmed; below it, it is set aside

	Undo         time.Duration // between yes and the first possible claim
	ApprovalDays int           // business days an approval stays good

	ThankYouAfter  time.Duration // not before the end of the interview plus this
	ThankYouDue    time.Duration // shown as due this long after the end
	ThankYouMax    time.Duration // from here on the belated text is used
	ThankYouDays   int           // business days after which none is proposed or sent any more
	NudgeDays      int           // business days of silence where no date was promised
	AppliedDays    int           // the same before any interview was spoken of
	NudgeAgainDays int           // business days between two nudges
	NudgeMax       int           // nudges a round
	SlackMin       int           // business days added to a promised date, at least
	SlackMax       int           // and at most
	QuietDays      int           // business days after the last letter until "gone quiet"

	QuietPromiseDays   int // the same after a promised date
	QuietInterviewDays int // the same after an interview

	DormantDays     int           // business days after which an unanswered application is dormant
	ResponseAfter   time.Duration // cool-off before a rejection response is shown for approval
	ResponseDays    int           // business days after which none is proposed any more
	CancelSettle    time.Duration // a cancel counts after this, unless a new time comes first
	UnansweredMax   int           // unanswered nudges and later notes in a row, then a hard stop
	DomainMonth     int           // notes to one employer domain in 30 days
	Similarity      float64       // notes to one employer may not be more alike than this
	NotesPerDay     int
	BetweenNotes    time.Duration // between any two letters
	BetweenEmployer time.Duration // between two letters to one employer
	BetweenAsking   time.Duration // between two nudges to one person
	BetweenPerson   time.Duration // between two letters to one person, the rejection response excepted
	ReconcileToSend time.Duration // the mailbox must have been read this recently to send
	ReconcileToFire time.Duration // and this recently for a silence to fire
	RetryFor        time.Duration // a letter that was deferred is tried again this long
	Tone            Tone
	Me              []string       // the user's own addresses, "local@domain"
	Zone            *time.Location // the user's own
	Calendar        Calendar

	Away       []Span                // the user travels: nothing of hers is due then; letters still leave
	Free       []Day                 // the user's own free days, for everybody
	Freeze     []YearSpan            // nobody is written to
	FreezeAsk  map[string][]YearSpan // by country: nothing is asked there
	Language   string                // of letters: ISO 639-1, or "auto" for that of their last mail
	LiveTarget int                   // fewer live applications than this: apply to or ask one more

	CloseOn         bool                  // graceful closes also where the user does not say that she likes the place
	CloseDays       int                   // business days after the last nudge
	StayDays        []int                 // calendar days after the end
	StayMax         int                   // unanswered letters to stay in touch
	HoldDays        int                   // business days on hold until one check-in
	RepliesAfter    time.Duration         // working time until an invitation reminds
	ReplyDays       int                   // business days until it does so more strongly
	LeadDays        int                   // business days to answer a recruiter who wrote first
	NoDateDays      int                   // business days without a new date after a move
	AfterCancelDays int                   // business days after a cancel
	InWritingDays   int                   // business days after an offer by word
	OfferDays       int                   // business days before an offer's deadline
	TaskDays        int                   // business days for a task without a deadline
	DebriefAfter    time.Duration         // after the end of an interview
	ThankBy         time.Duration         // wall time of the recipient until which a thank-you leaves on the same day
	Scale           map[RoundKind]float64 // patience after a round, times NudgeDays
	Sector          map[string]float64    // patience by Application.Sector, times NudgeDays
}

// DefaultPolicy returns the defaults of domain.md 8.1, in zone.
func DefaultPolicy(zone *time.Location) Policy {
	return Policy{
		Act: 0.9, Ask: 0.5,
		Undo: time.Minute, ApprovalDays: 5,
		ThankYouAfter: 30 * time.Minute, ThankYouDue: 24 * time.Hour, ThankYouMax: 48 * time.Hour, ThankYouDays: 5,
		NudgeDays: 7, AppliedDays: 10, NudgeAgainDays: 7, NudgeMax: 2, SlackMin: 2, SlackMax: 5, QuietDays: 10, DormantDays: 30,
		QuietPromiseDays: 15, QuietInterviewDays: 20,
		ResponseAfter: 2 * time.Hour, ResponseDays: 2,
		CancelSettle: 30 * time.Minute, UnansweredMax: 3, DomainMonth: 5, Similarity: 0.6,
		NotesPerDay: 10, BetweenNotes: time.Minute, BetweenEmployer: 10 * time.Minute, BetweenAsking: 72 * time.Hour,
		BetweenPerson: 24 * time.Hour, ReconcileToSend: time.Minute, ReconcileToFire: 30 * time.Minute,
		RetryFor: 24 * time.Hour, Tone: Warm, Zone: zone, Calendar: Weekends{},

		Freeze: []YearSpan{{YearDay{time.December, 20}, YearDay{time.January, 2}}},
		FreezeAsk: map[string][]YearSpan{
			"FR": {{YearDay{time.August, 1}, YearDay{time.August, 20}}}, "IT": {{YearDay{time.August, 1}, YearDay{time.August, 20}}},
			"ES": {{YearDay{time.August, 1}, YearDay{time.August, 20}}},
		},
		Language: "auto", LiveTarget: 3, CloseDays: 10, StayDays: []int{60, 180}, StayMax: 2, HoldDays: 20, RepliesAfter: 4 * time.Hour, ReplyDays: 1,
		LeadDays: 2, NoDateDays: 3, AfterCancelDays: 3, InWritingDays: 3, OfferDays: 3, TaskDays: 5, DebriefAfter: 15 * time.Minute,
		ThankBy: 16*time.Hour + 30*time.Minute,
		Scale:   map[RoundKind]float64{RoundScreen: 0.75, RoundOnsite: 1.3, RoundFinal: 1.3},
		Sector:  map[string]float64{"government": 2, "aerospace": 1.4, "energy": 1.4, "pharma": 1.4},
	}
}
