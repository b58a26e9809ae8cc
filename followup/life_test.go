package followup

import (
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// counted is what the random lives went through, all together.
type counted struct {
	mu                          sync.Mutex
	lives, steps, left, replays int
	cells, notes, kinds         map[[2]string]int // (event, stage), (event, status of its note), (kind, status)
}

func (c *counted) count(m map[[2]string]int, a, b string) {
	m[[2]string{a, b}]++
}

var berlin = func() *time.Location {
	z, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		panic(err)
	}
	return z
}()

func gotOut(n Note) bool { return slices.ContainsFunc(n.Attempts, out) }

// lifer is a walker that lives everything there is: mails, acts by hand, debriefs, tasks, offers, letters on request, and a world
// that tells the truth about what left before.
type lifer struct {
	walker
	c *counted
	o []Event // the journal of another application, which may have an offer
}

// wordsLike are words of their own, or now and then those of an earlier letter: people copy.
func (l *lifer) wordsLike(n Note) string {
	if len(l.app.Notes) > 1 && rapid.IntRange(0, 7).Draw(l.t, "copied") == 0 {
		if text := l.app.Notes[0].Text; text != "" {
			return text
		}
	}
	return wordsOf(n)
}

// live applies an event as the engine does and counts it.
func (l *lifer) live(ev Event) {
	status := ""
	if n, ok := l.app.Note(ev.Note); ok {
		status = string(n.Status)
	}
	l.c.mu.Lock()
	l.c.steps++
	if isNoteEvent(ev.Kind) && status != "" {
		l.c.count(l.c.notes, string(ev.Kind), status)
	} else if !isNoteEvent(ev.Kind) {
		l.c.count(l.c.cells, string(ev.Kind), string(l.app.Stage))
	}
	if ev.Seen.IsZero() {
		ev.Seen = l.now
	}
	if Late(l.app, ev) {
		l.c.replays++
	}
	l.c.mu.Unlock()
	if ev.Kind == EventUndone && l.p.Undoable(l.journal, l.app, ev.Undo) != "" {
		return // the engine refuses it
	}
	l.apply(ev)
	for _, n := range l.app.Notes {
		if n.Status == Proposed && n.Text == "" {
			l.apply(Event{Kind: EventComposed, Note: n.ID, Subject: "Engineer", Text: l.wordsLike(n), Gate: l.gate(n)})
		}
	}
	l.c.mu.Lock()
	for _, n := range l.app.Notes {
		l.c.count(l.c.kinds, string(n.Kind), string(n.Status))
	}
	l.c.mu.Unlock()
}

// gate tells what the engine would of the letters that left and of the other application's offer.
func (l *lifer) gate(n Note) *Gate {
	g := &Gate{Reconciled: l.now}
	for _, o := range l.app.Notes {
		if o.ID == n.ID || !gotOut(o) {
			continue
		}
		for _, a := range o.Attempts {
			if !out(a) {
				continue
			}
			if a.Began.After(g.LastSent) {
				g.LastSent, g.LastEmployer = a.Began, a.Began
			}
			if lower(o.To.Addr) == lower(n.To.Addr) && a.Began.After(g.LastRecipient) {
				g.LastRecipient = a.Began
			}
			if lower(o.To.Addr) == lower(n.To.Addr) && o.Kind.Class() == Asking && a.Began.After(g.LastAsking) {
				g.LastAsking = a.Began
			}
			if o.Kind.Counts() && l.now.Sub(a.Began) < 30*24*time.Hour {
				g.DomainMonth++
			}
		}
		if lower(o.To.Addr) == lower(n.To.Addr) && o.Bounced {
			g.DeadAddress = true
		}
	}
	for _, ev := range l.journal { // what she wrote by hand
		if ev.Kind == EventOwn && slices.ContainsFunc(ev.Signal.Mail.To, func(to Address) bool { return lower(to.Addr) == lower(n.To.Addr) }) {
			g.LastRecipient = latest(g.LastRecipient, ev.Signal.Mail.Received)
		}
	}
	if n.Kind == DeadlineNote {
		if of := l.p.Replay(l.o, nil); of.Offer != nil {
			g.Offer = &OfferFact{App: "a2", Written: of.Offer.Written, Deadline: of.Offer.Deadline}
		}
	}
	return g
}

// oneAct draws one thing that happens.
func (l *lifer) oneAct() {
	minutes := rapid.IntRange(1, 60*50).Draw(l.t, "minutes")
	if rapid.IntRange(0, 15).Draw(l.t, "long") == 0 {
		minutes *= 40 // a long silence
	}
	l.now = l.now.Add(time.Duration(minutes) * time.Minute)
	switch draw := rapid.IntRange(0, 15).Draw(l.t, "act"); {
	case draw <= 3:
		l.mailed(l.now)
	case draw == 4:
		l.spoken = true
		l.mailed(l.now.Add(-time.Duration(rapid.IntRange(0, 100).Draw(l.t, "late")) * time.Hour))
	case draw <= 6:
		l.live(Event{Kind: EventTick, Reconciled: l.now})
	case draw == 7 && len(l.app.Doubts) > 0:
		l.spoken = true
		ev := Event{Kind: EventResolved, Key: l.app.Doubts[0].Key}
		if rapid.Bool().Draw(l.t, "yes") {
			sig := l.app.Doubts[0].Signal
			ev.Signal = &sig
		}
		l.live(ev)
	case draw == 7:
		ev := drawHand(&l.walker)
		if ev.Kind != EventArchived || rapid.IntRange(0, 3).Draw(l.t, "put away") == 0 { // what is put away has no life
			l.live(ev)
		}
	case draw <= 9:
		ev := l.told()
		l.live(ev)
		if ev.Kind == EventWants {
			l.sent()
		}
	case draw == 10 && len(l.app.Acts) > 0:
		l.spoken = true
		act := rapid.SampledFrom(l.app.Acts).Draw(l.t, "an act")
		l.live(Event{Kind: EventUndone, Undo: act.ID, ID: ActID(EventUndone, l.now, "a1", act.ID), At: l.now})
	case draw == 11 && l.mails > 0:
		l.spoken = true
		l.corrected()
	case draw <= 12:
		l.letter()
	default:
		l.sent()
	}
}

// begins lives the first days of half of all lives: a receipt, an interview, its end.
func (l *lifer) begins() {
	if rapid.Bool().Draw(l.t, "from nothing") {
		return
	}
	l.mails += 2
	who := rapid.SampledFrom([][]Address{{jane}, {jane, otto}}).Draw(l.t, "met")
	for _, sig := range []Signal{mail("m1", ApplicationAck, l.now, robo), confirm("m2", l.now, meeting("u1", l.now.Add(26*time.Hour), who...))} {
		kinds, _ := l.p.Admit(l.app, sig)
		for _, k := range kinds {
			l.live(Event{Kind: k, At: sig.Mail.Received, Signal: &sig})
		}
	}
	l.now = l.now.Add(time.Duration(rapid.IntRange(28, 60).Draw(l.t, "hours")) * time.Hour)
	l.live(Event{Kind: EventTick, Reconciled: l.now})
}

// sent takes a draft all the way, as far as the guards let it.
func (l *lifer) sent() {
	var open []string
	for _, n := range l.app.Notes {
		if n.Status == Proposed || n.Status == Approved {
			open = append(open, n.ID)
		}
	}
	if len(open) == 0 {
		return
	}
	id := open[len(open)-1]
	if rapid.Bool().Draw(l.t, "the oldest") {
		id = open[0]
	}
	for range 4 {
		n, _ := l.app.Note(id)
		ev := Event{Note: id, Fingerprint: n.Fingerprint, By: "cli", MessageID: MessageID([]byte("k"), *n, "home.example"), Bytes: "b", AnyHour: true, Outcome: OutcomeAccepted}
		switch n.Status {
		case Proposed:
			ev.Kind = EventApprove
			if n.Kind == Answer && !n.Edited { // its words are hers alone
				ev.Kind, ev.Subject, ev.Text = EventEdit, "Engineer", wordsOf(*n)
			}
		case Approved:
			ev.Kind = EventClaim
			if l.now.Before(n.SendAt) {
				l.now = n.SendAt
			}
		case Claimed:
			ev.Kind = EventOutcome
		default:
			return
		}
		ev.Gate = l.gate(*n)
		l.live(ev)
	}
}

// mailed reads a mail, at times one that offers or asks more than the walker's own do.
func (l *lifer) mailed(received time.Time) {
	sig := l.mail(received)
	if zone := rapid.SampledFrom([]*time.Location{time.UTC, time.FixedZone("", 7200), berlin}).Draw(l.t, "their clock"); zone != time.UTC {
		sig.Mail.Date, sig.Mail.Received = sig.Mail.Date.In(zone), sig.Mail.Received.In(zone)
	}
	switch rapid.IntRange(0, 9).Draw(l.t, "more") {
	case 0:
		sig.Kind, sig.Detail = InterviewInvite, DetailAvailability
	case 1:
		sig.Kind, sig.Detail, sig.Deadline = Offer, NoDetail, received.AddDate(0, 0, rapid.IntRange(1, 14).Draw(l.t, "answer by"))
	case 2:
		sig.Kind, sig.Deadline = Assessment, received.AddDate(0, 0, rapid.IntRange(1, 10).Draw(l.t, "hand in by"))
	case 3:
		sig.Kind = RecruiterOutreach
	case 4:
		sig.Language = rapid.SampledFrom([]string{"en", "de", "fr"}).Draw(l.t, "language")
	case 5:
		sig.Promise = &Promise{Kind: rapid.SampledFrom([]PromiseKind{PromiseSilence, PromiseNoContact, PromiseIfPositive, PromiseUsual}).Draw(l.t, "said"),
			Said: received, Deadline: received.AddDate(0, 0, 9), By: sig.Person}
	}
	kinds, _ := l.p.Admit(l.app, sig)
	for _, k := range kinds {
		l.live(Event{Kind: k, At: sig.Mail.Received, Signal: &sig})
	}
}

// told is what the user tells beside the acts by hand.
func (l *lifer) told() Event {
	ev := Event{Kind: rapid.SampledFrom([]EventKind{EventDebriefed, EventDebriefed, EventAnswered, EventOfferTold, EventWants, EventWants, EventWants, EventDraft}).Draw(l.t, "told"), At: l.now}
	ev.ID = ActID(ev.Kind, l.now, "a1", fmt.Sprint(len(l.journal)))
	in := func(days int) time.Time { return l.now.AddDate(0, 0, days) }
	switch ev.Kind {
	case EventDebriefed:
		ev.Held = rapid.IntRange(0, 4).Draw(l.t, "held") > 0
		if !ev.Held {
			ev.NoShow = rapid.SampledFrom([]NoShow{NoShowThey, NoShowMe, NoShowCancelled, NoShowMoved}).Draw(l.t, "why not")
		}
		like := rapid.IntRange(0, 10).Draw(l.t, "like")
		ev.Debrief = &Debrief{At: l.now, Like: &like, LikedMe: "the parser", Repair: rapid.SampledFrom([]string{"", "It is a hash join."}).Draw(l.t, "repair"),
			People: []Said{{Person: jane.Addr, Topic: "weeks on call", Thank: rapid.Bool().Draw(l.t, "thank")}}}
		if rapid.Bool().Draw(l.t, "next steps") {
			ev.Promise = &Promise{Kind: PromiseDate, Said: l.now, Deadline: in(rapid.IntRange(1, 15).Draw(l.t, "by")), Quote: "soon", Source: FromUser}
		}
	case EventAnswered:
		if len(l.app.Tasks) > 0 {
			task := rapid.SampledFrom(l.app.Tasks).Draw(l.t, "task")
			task.How = rapid.SampledFrom([]string{TaskDone, TaskHanded, TaskMissed, TaskDropped}).Draw(l.t, "how")
			ev.Task = &task
		}
	case EventOfferTold:
		ev.Offer = &Terms{Written: rapid.Bool().Draw(l.t, "written"), Said: l.now, Deadline: in(7)}
		if rapid.IntRange(0, 3).Draw(l.t, "take it") == 0 {
			ev.Offer = &Terms{Accepted: l.now}
		}
	case EventWants:
		ev.Want = rapid.SampledFrom(NoteKinds).Draw(l.t, "want")
		ev.Variant = rapid.SampledFrom([]string{"", VariantFeedback, VariantYes, VariantNo, VariantTheyMissed}).Draw(l.t, "variant")
		iv := meeting("", in(3).Truncate(time.Hour), jane)
		ev.Slot, ev.Slots, ev.Words, ev.OfferOf, ev.Close = &iv, []Interview{iv}, "Some words.", "a2", OutcomeWithdrawn
	case EventDraft:
		ev.ID = ""
	}
	return ev
}

// corrected says of a mail that was read that it is something else, or no mail of this place.
func (l *lifer) corrected() {
	var mails []Signal
	for _, ev := range l.journal {
		if fromMail(ev.Kind) && ev.Signal != nil {
			mails = append(mails, *ev.Signal)
		}
	}
	if len(mails) == 0 {
		return
	}
	sig := rapid.SampledFrom(mails).Draw(l.t, "a mail")
	ev := Event{Kind: EventCorrect, Key: sig.Mail.Key, At: l.now, ID: ActID(EventCorrect, l.now, "a1", sig.Mail.Key)}
	if rapid.Bool().Draw(l.t, "it is") {
		sig.Kind, sig.Confidence = rapid.SampledFrom([]SignalKind{Rejection, Update, InterviewInvite}).Draw(l.t, "something else"), 1
		ev.Signal = &sig
	}
	l.live(ev)
}

// letter brings a letter on its way in a world that tells the truth, or now and then does something else to it.
func (l *lifer) letter() {
	if len(l.app.Notes) == 0 {
		return
	}
	n := rapid.SampledFrom(l.app.Notes).Draw(l.t, "note")
	if rapid.IntRange(0, 3).Draw(l.t, "the newest") > 0 { // old ones have ended
		n = l.app.Notes[len(l.app.Notes)-1]
	}
	kind := map[NoteStatus]EventKind{
		Proposed: EventApprove, Approved: EventClaim, Claimed: EventOutcome, Unsure: EventResolve, Failed: EventRetry, Sent: EventFiled,
		Withdrawn: EventApprove, Dismissed: EventApprove,
	}[n.Status]
	if rapid.IntRange(0, 4).Draw(l.t, "any") == 0 {
		kind = rapid.SampledFrom([]EventKind{EventEdit, EventUnapprove, EventDismiss, EventSnooze, EventRetry, EventBounced, EventFound, EventOverrule, EventRestart, EventPhase, EventUnhold, EventClaim}).Draw(l.t, "event")
	}
	if kind == EventClaim && l.now.Before(n.SendAt) {
		l.now = n.SendAt
	}
	ev := Event{
		Kind: kind, Note: n.ID, Fingerprint: n.Fingerprint, By: "cli", MessageID: MessageID([]byte("k"), n, "home.example"), Bytes: "b",
		AnyHour: rapid.Bool().Draw(l.t, "any hour"), Left: rapid.Bool().Draw(l.t, "left"), Words: "Sent", Until: l.now.Add(5 * time.Hour),
		Outcome: rapid.SampledFrom([]OutcomeKind{OutcomeAccepted, OutcomeAccepted, OutcomeAccepted, OutcomeDeferred, OutcomeRefused, OutcomeLost, OutcomeStopped}).Draw(l.t, "outcome"),
		Phase:   rapid.SampledFrom([]Phase{PhaseData, PhaseDot}).Draw(l.t, "phase"), Gate: l.gate(n),
	}
	if kind == EventEdit {
		ev.Subject = rapid.SampledFrom([]string{"Engineer", "Re: Engineer"}).Draw(l.t, "subject")
		ev.Text = wordsOf(n) + rapid.SampledFrom([]string{"", " As promised, you said you would write.", " What is the salary?", " Please reconsider.", " My thanks once more."}).Draw(l.t, "words")
		ev.To = rapid.SampledFrom([]Address{{}, otto, robo, {Addr: "list@lists.example"}}).Draw(l.t, "to")
	}
	if kind == EventOverrule {
		ev.Overrule = []Overrule{{Code: rapid.SampledFrom([]string{"pressing", "alike", "questions", "typed-address", "language"}).Draw(l.t, "code"), Reason: "I know what I do"}}
		ev.Fingerprint = n.Fingerprint
	}
	switch rapid.IntRange(0, 9).Draw(l.t, "world") {
	case 0:
		ev.Gate.Stopped = true
	case 1:
		ev.Gate.Reconciled = l.now.Add(-time.Hour)
	case 2:
		ev.Gate.ClockWrong = true
	}
	l.live(ev)
}

// TestLife lives whole lives at random, holds after each step what must hold of every step, and at the end lets the audit, which
// shares no code with the guards, look for a letter that should not have left. It says what it went through.
func TestLife(t *testing.T) {
	t.Parallel()
	c := &counted{cells: map[[2]string]int{}, notes: map[[2]string]int{}, kinds: map[[2]string]int{}}
	rapid.Check(t, func(t *rapid.T) {
		l := &lifer{walker: walker{t: t, p: policy(), now: at(1, 8, 0)}, c: c}
		if rapid.Bool().Draw(t, "country") {
			l.p.Calendar = freeDays{}
		}
		offer := Terms{Written: rapid.Bool().Draw(t, "their offer is written"), Came: l.now, Deadline: l.now.AddDate(0, 0, rapid.IntRange(2, 60).Draw(t, "their date"))}
		l.o = []Event{{Kind: EventAdded, At: l.now, Seen: l.now, ID: "e1", Details: &Details{Employer: word("Other Works")}, Account: "home", To: me},
			{Kind: EventOfferTold, At: l.now, Seen: l.now, ID: "e2", Offer: &offer}}
		l.begins()
		for range rapid.IntRange(5, 60).Draw(t, "steps") {
			l.oneAct()
		}
		told := l.p.Replay(l.journal, l.app.Notes)
		toldAsLived(t, l.app, told)
		var read Application // as a store gives it back: its times know no zone
		if err := json.Unmarshal([]byte(mustJSON(l.app)), &read); err != nil {
			t.Fatal(err)
		}
		if a, b := mustJSON(l.p.Next(l.app)), mustJSON(l.p.Next(read)); a != b {
			t.Fatalf("a record that was read back is due at other times:\n%s", parted(a, b))
		}
		app := l.app
		app.ID = "a1"
		for _, v := range Violations(l.p, map[string][]Event{"a1": l.journal, "a2": l.o}, []Application{app}) {
			n, _ := l.app.Note(v.Note)
			told := ""
			for _, ev := range l.journal {
				told += fmt.Sprintf("\n%s (seen %s) %s %s %s", ev.At.Format("2 15:04"), ev.Seen.Format("2 15:04"), ev.Kind, ev.Note, ev.Interview+ev.Undo+ev.Key)
				if ev.Meeting != nil {
					told += fmt.Sprintf(" %s %s", ev.Meeting.Start.Format("2 15:04"), ev.Meeting.Standing)
				}
				if ev.Signal != nil {
					for _, iv := range ev.Signal.Interviews {
						told += fmt.Sprintf(" [%s %s]", iv.UID, iv.Start.Format("2 15:04"))
					}
					told += fmt.Sprintf(" %s %s", ev.Signal.Kind, ev.Signal.Detail)
				}
			}
			t.Fatalf("%v\n%s%s", v, mustJSON(n), told)
		}
		c.mu.Lock()
		c.lives++
		for _, n := range l.app.Notes {
			if gotOut(n) {
				c.left++
			}
		}
		c.mu.Unlock()
	})
	asked := 0
	for _, r := range applicationTable {
		for _, s := range stages {
			if c.cells[[2]string{string(r.event), string(s)}] > 0 {
				asked++
			}
		}
	}
	tried := len(c.notes)
	t.Logf("%d lives, %d steps, %d histories told anew, %d letters left", c.lives, c.steps, c.replays, c.left)
	t.Logf("(event, stage) %d of %d; (event of a note, status) %d of %d; (kind, status) %d of %d", asked, len(applicationTable)*len(stages), tried,
		len(noteTable)*len(statuses), len(c.kinds), len(NoteKinds)*len(statuses))
	for _, k := range NoteKinds {
		if c.kinds[[2]string{string(k), string(Sent)}] == 0 {
			t.Logf("no %s left", k)
		}
	}
	if c.left == 0 {
		t.Error("no letter ever left: the lives prove nothing")
	}
}

// freeDays is a calendar in which the employer has days of its own.
type freeDays struct{ Weekends }

func (freeDays) Free(t time.Time, country string) bool {
	return Weekends{}.Free(t, country) || t.Day() == 17
}
