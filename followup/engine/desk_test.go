package engine_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"followup/followup"
	"followup/followup/engine"
	"followup/followup/store"
	"followup/templates"
)

// monday is a Monday morning in Dublin, far from every free day.
var dublin = mustZone("Europe/Dublin")
var monday = time.Date(2026, time.March, 2, 9, 0, 0, 0, dublin)

func mustZone(name string) *time.Location {
	z, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return z
}

// tester is what testing.TB and rapid.T have in common.
type tester interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
	Context() context.Context
}

// bench is one engine over a real store, with a post office that does as the test says.
type bench struct {
	t    tester
	path string
	key  []byte

	mu      sync.Mutex
	now     time.Time
	notices []engine.Notice

	*engine.Engine
	store   *store.Store
	office  *office
	options func(*engine.Options) // changes what open opens with
}

func newBench(t testing.TB) *bench {
	t.Helper()
	b := benchIn(t, t.TempDir())
	t.Cleanup(func() { b.store.Close() })
	return b
}

// benchIn is newBench in a folder; the caller closes the store.
func benchIn(t tester, folder string) *bench {
	t.Helper()
	b := &bench{
		t: t, path: filepath.Join(folder, "data", "followup.db"), key: bytes.Repeat([]byte("k"), 32), now: monday,
		office: &office{sent: map[string][]byte{}},
	}
	b.office.clock = b.clock
	b.open()
	return b
}

func (b *bench) clock() time.Time {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.now
}

// at moves the clock; the mailbox is read at that time as well.
func (b *bench) at(t time.Time) {
	b.mu.Lock()
	b.now = t
	b.mu.Unlock()
	b.Reconciled("home", t)
}

// open opens the store and the engine, as a start of the daemon does.
func (b *bench) open() {
	b.t.Helper()
	st, err := store.Open(b.path, store.Options{Now: b.clock})
	if err != nil {
		b.t.Fatal(err)
	}
	b.store = st
	policy := followup.DefaultPolicy(dublin)
	policy.Me = []string{"robin@ashby.example"}
	o := engine.Options{
		Store: st, Policy: policy, Letters: templates.Builtin(), Key: b.key, Me: engine.Me{Name: "Robin Ashby"},
		Now: b.clock, Notify: func(n engine.Notice) {
			b.mu.Lock()
			b.notices = append(b.notices, n)
			b.mu.Unlock()
		},
		Accounts: []engine.Account{{
			Name: "home", User: followup.Address{Name: "Robin Ashby", Addr: "robin@ashby.example"},
			Addresses: []string{"robin@ashby.example"}, Mailbox: b.office, Submitter: b.office, FileAfter: time.Millisecond,
		}},
	}
	if b.options != nil {
		b.options(&o)
	}
	b.Engine, err = engine.New(o)
	if err != nil {
		b.t.Fatal(err)
	}
	b.office.engine = b.Engine
}

// crash abandons the engine as kill -9 does and starts again on the same file.
func (b *bench) crash() {
	b.t.Helper()
	if err := b.store.Close(); err != nil {
		b.t.Fatal(err)
	}
	b.open()
}

// office is the mail server's side of both ports.
type office struct {
	account   string // the account it serves; empty: "home"
	fileFails error  // no copy can be laid into Sent
	clock     func() time.Time
	engine    *engine.Engine
	down      error             // the mailbox cannot be read
	sent      map[string][]byte // Message-ID -> copy in Sent
	mails     map[string][]byte // Message-ID -> what else lies in the mailbox
	accepted  [][]byte
	letter    []byte                                                               // being submitted
	script    func(phase func(followup.Phase) error, accept func()) engine.Outcome // nil: all goes well
	onRead    func()                                                               // runs while the mailbox is read
}

func (o *office) Refresh(context.Context) error {
	if o.down != nil {
		return o.down
	}
	if o.onRead != nil {
		o.onRead()
	}
	account := o.account
	if account == "" {
		account = "home"
	}
	o.engine.Reconciled(account, o.clock())
	return nil
}

func (o *office) Find(_ context.Context, id string) (string, bool, error) {
	_, ok := o.sent[id]
	return "Sent", ok, o.down
}

func (o *office) Fetch(_ context.Context, id string) ([]byte, error) {
	if raw, ok := o.mails[id]; ok || o.down != nil {
		return raw, o.down
	}
	return nil, engine.ErrNotFound
}

func (o *office) File(_ context.Context, letter []byte, id string, _ time.Time) (string, error) {
	if err := errors.Join(o.down, o.fileFails); err != nil {
		return "", err
	}
	if _, ok := o.sent[id]; !ok {
		o.sent[id] = letter
	}
	return "Sent", nil
}

func (o *office) Clean(l engine.Letter) engine.Letter {
	l.From.Name, l.To.Name = strings.Join(strings.Fields(l.From.Name), " "), strings.Join(strings.Fields(l.To.Name), " ")
	l.To.Addr, l.Subject, l.Text = strings.TrimSpace(l.To.Addr), strings.Join(strings.Fields(l.Subject), " "), strings.TrimSpace(l.Text)
	return l
}

func (o *office) Render(l engine.Letter) ([]byte, error) {
	return fmt.Appendf(nil, "Message-ID: <%s>\r\nTo: %s\r\nSubject: %s\r\nDate: %s\r\n\r\n%s", l.MessageID, l.To.Addr, l.Subject, l.Date, l.Text), nil
}

func (o *office) Submit(_ context.Context, _, _ string, letter []byte, phase func(followup.Phase) error) engine.Outcome {
	o.letter = letter
	accept := func() { o.accepted = append(o.accepted, letter) }
	if o.script != nil {
		return o.script(phase, accept)
	}
	for _, p := range []followup.Phase{followup.PhaseData, followup.PhaseDot} {
		if err := phase(p); err != nil {
			return engine.Outcome{Kind: followup.OutcomeStopped, Reply: err.Error()}
		}
	}
	accept()
	return engine.Outcome{Kind: followup.OutcomeAccepted, Code: 250, Reply: "queued"}
}

// mail makes a signal as the classifier would, of a mail from Maya that arrived at t.
func mail(t time.Time, kind followup.SignalKind, change ...func(*followup.Signal)) followup.Signal {
	id := fmt.Sprintf("%s-%d@birchwood.example", kind, t.Unix())
	maya := followup.Address{Name: "Maya Lindqvist", Addr: "maya@birchwood.example"}
	s := followup.Signal{
		Kind: kind, Confidence: 0.95, Reason: "as the test says", Employer: "Birchwood Analytics", Domain: "birchwood.example",
		Role: "Data Engineer", JobContext: true, Language: "en",
		Evidence: []followup.Evidence{{Part: followup.InOwn, Cue: "cue", Text: "The sentence."}},
		Person:   followup.Person{Name: maya.Name, Addr: maya.Addr, Known: "sender", Wrote: t},
		Mail: followup.Mail{
			Key: fmt.Sprintf("%x", sha256.Sum256([]byte(id))), ID: id, From: maya, ReplyTo: maya,
			To:      []followup.Address{{Addr: "robin@ashby.example"}},
			Subject: "Data Engineer role", Date: t, Received: t, Excerpt: "The sentence.",
		},
	}
	for _, c := range change {
		c(&s)
	}
	return s
}

// interview sets a start on a confirmation.
func interview(start time.Time, people ...followup.Person) func(*followup.Signal) {
	return func(s *followup.Signal) {
		s.Interviews = []followup.Interview{{
			UID: "u1@birchwood.example", Start: start, End: start.Add(45 * time.Minute), Zone: "Europe/Dublin", Source: followup.FromCalendar,
			People: people, Stamp: s.Mail.Received,
		}}
	}
}

// read hands signals over as the watcher does.
func (b *bench) read(sigs ...followup.Signal) {
	b.t.Helper()
	err := b.Observe(b.t.Context(), engine.Batch{Account: "home", Folder: "INBOX", Cursor: store.Cursor{UIDValidity: 1, UID: 1}, Signals: sigs})
	if err != nil {
		b.t.Fatal(err)
	}
	b.Reconciled("home", b.clock())
}

// tick fires what is due.
func (b *bench) tick() {
	b.t.Helper()
	if _, err := b.Tick(); err != nil {
		b.t.Fatal(err)
	}
}

// send lets the outbox look.
func (b *bench) send() error {
	_, err := b.Outbox(b.t.Context())
	return err
}

// notes lists all notes of all applications.
func (b *bench) notes() []followup.Note {
	b.t.Helper()
	var out []followup.Note
	err := b.store.View(func(tx *store.Tx) error {
		return tx.Applications(func(a followup.Application) error { out = append(out, a.Notes...); return nil })
	})
	if err != nil {
		b.t.Fatal(err)
	}
	return out
}

// only returns the one note there is.
func (b *bench) only() followup.Note {
	b.t.Helper()
	all := b.notes()
	if len(all) != 1 {
		b.t.Fatalf("there are %d notes, want one: %+v", len(all), all)
	}
	return all[0]
}

// draft brings a thank-you to Maya onto the desk and returns it.
func (b *bench) draft() followup.Note {
	b.t.Helper()
	b.read(mail(monday, followup.ApplicationAck))
	start := monday.Add(25 * time.Hour)
	b.at(monday.Add(time.Hour))
	b.read(mail(monday.Add(time.Hour), followup.InterviewConfirm, interview(start)))
	b.at(start.Add(2 * time.Hour))
	b.tick()
	return b.only()
}

// approve says yes to the words as they stand and moves the clock to when the letter may leave.
func (b *bench) approve(n followup.Note) followup.Note {
	b.t.Helper()
	card, err := b.Approve(b.t.Context(), engine.ApproveRequest{Note: n.ID, Fingerprint: n.Fingerprint, By: "test"})
	if err != nil {
		b.t.Fatal(err)
	}
	b.at(card.Note.SendAt.Add(time.Second))
	return *card.Note
}

func TestApprovedLetterLeavesOnce(t *testing.T) {
	b := newBench(t)
	n := b.draft()
	if n.Status != followup.Proposed || n.Kind != followup.ThankYou || !strings.Contains(n.Text, "Data Engineer") {
		t.Fatalf("draft = %+v", n)
	}
	yes := b.approve(n)
	if wait := yes.SendAt.Sub(yes.Approved); wait < time.Minute {
		t.Errorf("it may leave %s after the yes, want a minute at least", wait)
	}
	for range 3 {
		if err := b.send(); err != nil {
			t.Fatal(err)
		}
		b.at(b.clock().Add(time.Hour))
	}
	got := b.only()
	if got.Status != followup.Sent || got.Filed != "Sent" || len(b.office.accepted) != 1 || len(b.office.sent) != 1 {
		t.Errorf("status %s, filed %q, accepted %d, copies %d", got.Status, got.Filed, len(b.office.accepted), len(b.office.sent))
	}
	if !bytes.Contains(b.office.accepted[0], []byte(n.Text)) {
		t.Error("other words left than were approved")
	}
}

func TestNothingLeavesWithoutTheRightYes(t *testing.T) {
	b := newBench(t)
	n := b.draft()
	ctx := t.Context()
	if _, err := b.Approve(ctx, engine.ApproveRequest{Note: n.ID, Fingerprint: "other words"}); !errors.Is(err, engine.ErrChanged) {
		t.Errorf("approve other words: %v", err)
	}
	card, err := b.Edit(ctx, engine.EditRequest{Note: n.ID, Fingerprint: n.Fingerprint, Subject: n.Subject, Text: n.Text + "\nP.S. More."})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.Approve(ctx, engine.ApproveRequest{Note: n.ID, Fingerprint: n.Fingerprint}); !errors.Is(err, engine.ErrChanged) {
		t.Errorf("approve the words before the edit: %v", err)
	}
	b.approve(*card.Note)
	if _, err := b.Undo(ctx, n.ID); err != nil {
		t.Errorf("undo: %v", err)
	}
	if err := b.send(); err != nil || len(b.office.accepted) != 0 {
		t.Errorf("after undo: err %v, accepted %d", err, len(b.office.accepted))
	}
}

func TestSendingWaitsForTheMailbox(t *testing.T) {
	b := newBench(t)
	yes := b.approve(b.draft())
	b.office.down = errors.New("no route")
	b.at(yes.SendAt.Add(time.Hour)) // Reconciled is younger than a minute: but reading it right now failed
	if err := b.send(); err != nil {
		t.Fatal(err)
	}
	if got := b.only(); len(b.office.accepted) != 0 || got.Status != followup.Approved || got.Hold != followup.HoldUnreconciled {
		t.Errorf("accepted %d, status %s, hold %q", len(b.office.accepted), got.Status, got.Hold)
	}
	b.office.down = nil
	b.at(b.clock().Add(time.Minute))
	if err := b.send(); err != nil || len(b.office.accepted) != 1 {
		t.Errorf("after the mailbox came back: err %v, accepted %d", err, len(b.office.accepted))
	}
}

func TestNewMailStopsAnApprovedLetter(t *testing.T) {
	b := newBench(t)
	b.approve(b.draft())
	b.office.onRead = func() { // arrives between the yes and the claim
		b.read(mail(b.clock().Add(-time.Second), followup.Rejection))
	}
	if err := b.send(); err != nil {
		t.Fatal(err)
	}
	for _, n := range b.notes() {
		if n.Kind == followup.ThankYou && n.Status != followup.Withdrawn && n.Status != followup.Proposed {
			t.Errorf("the thank-you is %s", n.Status)
		}
	}
	if len(b.office.accepted) != 0 {
		t.Error("a letter left although a rejection had arrived")
	}
}

func TestPauseHoldsEverything(t *testing.T) {
	b := newBench(t)
	b.approve(b.draft())
	if _, err := b.Pause(t.Context(), "a day off"); err != nil {
		t.Fatal(err)
	}
	if err := b.send(); err != nil || len(b.office.accepted) != 0 || b.only().Hold != followup.HoldStopped {
		t.Errorf("paused: err %v, accepted %d, hold %q", err, len(b.office.accepted), b.only().Hold)
	}
	st, err := b.Resume(t.Context())
	if err != nil || st.Paused {
		t.Fatalf("resume: %+v, %v", st, err)
	}
	if err := b.send(); err != nil || len(b.office.accepted) != 1 {
		t.Errorf("resumed: err %v, accepted %d", err, len(b.office.accepted))
	}
}

func TestPauseCountsUpToTheDot(t *testing.T) {
	b := newBench(t)
	b.approve(b.draft())
	b.office.script = func(phase func(followup.Phase) error, accept func()) engine.Outcome {
		if err := phase(followup.PhaseData); err != nil {
			t.Error(err)
		}
		if _, err := b.Pause(context.Background(), "stop"); err != nil {
			t.Error(err)
		}
		if err := phase(followup.PhaseDot); err != nil {
			return engine.Outcome{Kind: followup.OutcomeStopped, Reply: err.Error()}
		}
		accept()
		return engine.Outcome{Kind: followup.OutcomeAccepted}
	}
	if err := b.send(); err != nil {
		t.Fatal(err)
	}
	if got := b.only(); len(b.office.accepted) != 0 || got.Status == followup.Sent || got.Status == followup.Unsure {
		t.Errorf("accepted %d, status %s", len(b.office.accepted), got.Status)
	}
}

// TestCrashMatrix walks the rows of reliability.md section 2: where the process dies, what the file says then, what a
// restart makes of it, and that nothing is ever accepted twice without a person's second yes.
func TestCrashMatrix(t *testing.T) {
	dies := func() engine.Outcome { runtime.Goexit(); return engine.Outcome{} }
	rows := []struct {
		name     string
		script   func(phase func(followup.Phase) error, accept func()) engine.Outcome
		after    followup.NoteStatus // right after the restart
		accepted int                 // after everything has run again
		end      followup.NoteStatus
	}{
		{"dies before connecting: tried again", func(func(followup.Phase) error, func()) engine.Outcome { return dies() },
			followup.Approved, 1, followup.Sent},
		{"dies after RCPT, in the body: tried again", func(phase func(followup.Phase) error, _ func()) engine.Outcome {
			_ = phase(followup.PhaseData)
			return dies()
		}, followup.Approved, 1, followup.Sent},
		{"dies with the dot recorded and not sent: a person is asked", func(phase func(followup.Phase) error, _ func()) engine.Outcome {
			_, _ = phase(followup.PhaseData), phase(followup.PhaseDot)
			return dies()
		}, followup.Unsure, 0, followup.Unsure},
		{"dies with the dot sent and no answer read: a person is asked", func(phase func(followup.Phase) error, accept func()) engine.Outcome {
			_, _ = phase(followup.PhaseData), phase(followup.PhaseDot)
			accept()
			return dies()
		}, followup.Unsure, 1, followup.Unsure},
		{"the connection is refused: tried again", func(func(followup.Phase) error, func()) engine.Outcome {
			return engine.Outcome{Kind: followup.OutcomeDeferred, Reply: "connection refused"}
		}, followup.Approved, 1, followup.Sent},
		{"the recipient is refused for good: failed", func(func(followup.Phase) error, func()) engine.Outcome {
			return engine.Outcome{Kind: followup.OutcomeRefused, Code: 550, Reply: "no such user"}
		}, followup.Failed, 0, followup.Failed},
		{"451 after the dot: tried again", func(phase func(followup.Phase) error, _ func()) engine.Outcome {
			_, _ = phase(followup.PhaseData), phase(followup.PhaseDot)
			return engine.Outcome{Kind: followup.OutcomeDeferred, Code: 451, Reply: "later"}
		}, followup.Approved, 1, followup.Sent},
		{"554 after the dot: failed", func(phase func(followup.Phase) error, _ func()) engine.Outcome {
			_, _ = phase(followup.PhaseData), phase(followup.PhaseDot)
			return engine.Outcome{Kind: followup.OutcomeRefused, Code: 554, Reply: "no"}
		}, followup.Failed, 0, followup.Failed},
		{"the line drops after the dot: a person is asked", func(phase func(followup.Phase) error, accept func()) engine.Outcome {
			_, _ = phase(followup.PhaseData), phase(followup.PhaseDot)
			accept()
			return engine.Outcome{Kind: followup.OutcomeLost, Reply: "EOF"}
		}, followup.Unsure, 1, followup.Unsure},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			b := newBench(t)
			b.approve(b.draft())
			b.office.script = row.script
			done := make(chan struct{})
			go func() {
				defer close(done)
				_ = b.send()
			}()
			<-done
			b.crash()
			if got := b.only().Status; got != row.after {
				t.Errorf("after the restart it is %s, want %s", got, row.after)
			}
			b.office.script = nil
			for range 8 { // an hour later, and later: whatever runs by itself has run
				b.at(b.clock().Add(20 * time.Minute))
				if err := b.send(); err != nil {
					t.Fatal(err)
				}
				b.tick()
			}
			if got := b.only(); got.Status != row.end || len(b.office.accepted) != row.accepted {
				t.Errorf("in the end it is %s and was accepted %d times, want %s and %d", got.Status, len(b.office.accepted), row.end, row.accepted)
			}
		})
	}
}

func TestUnsureIsSettledByItsOwnCopy(t *testing.T) {
	b := newBench(t)
	yes := b.approve(b.draft())
	b.office.script = func(phase func(followup.Phase) error, accept func()) engine.Outcome {
		_, _ = phase(followup.PhaseData), phase(followup.PhaseDot)
		accept()
		b.office.sent[yes.MessageID] = []byte("filed by the server") // as Gmail does
		return engine.Outcome{Kind: followup.OutcomeLost, Reply: "EOF"}
	}
	for range 3 {
		if err := b.send(); err != nil {
			t.Fatal(err)
		}
		b.at(b.clock().Add(time.Minute))
	}
	if got := b.only(); got.Status != followup.Sent || len(b.office.accepted) != 1 {
		t.Errorf("status %s, accepted %d", got.Status, len(b.office.accepted))
	}
}

func TestUnsureAndThePersonSaysItDidNotLeave(t *testing.T) {
	b := newBench(t)
	b.approve(b.draft())
	b.office.script = func(phase func(followup.Phase) error, _ func()) engine.Outcome {
		_, _ = phase(followup.PhaseData), phase(followup.PhaseDot)
		return engine.Outcome{Kind: followup.OutcomeLost, Reply: "EOF"}
	}
	if err := b.send(); err != nil {
		t.Fatal(err)
	}
	card, err := b.Resolve(t.Context(), engine.ResolveRequest{Note: b.only().ID, Left: false})
	if err != nil || card.Note.Status != followup.Proposed {
		t.Fatalf("resolve: %v, %+v", err, card.Note)
	}
	b.office.script = nil
	if err := b.send(); err != nil || len(b.office.accepted) != 0 {
		t.Fatal("it left without a second yes")
	}
	second := b.approve(*card.Note)
	if err := b.send(); err != nil || len(b.office.accepted) != 1 {
		t.Fatalf("after the second yes: %v, accepted %d", err, len(b.office.accepted))
	}
	if !bytes.Contains(b.office.accepted[0], []byte(second.MessageID)) {
		t.Error("the second try has another Message-ID")
	}
}

func TestAlreadyInSentIsNotSentAgain(t *testing.T) {
	b := newBench(t)
	yes := b.approve(b.draft())
	b.office.sent[yes.MessageID] = []byte("from a life before the backup")
	if err := b.send(); err != nil {
		t.Fatal(err)
	}
	if got := b.only(); got.Status != followup.Sent || len(b.office.accepted) != 0 {
		t.Errorf("status %s, accepted %d", got.Status, len(b.office.accepted))
	}
}

func TestMailIsCountedOnce(t *testing.T) {
	b := newBench(t)
	ack := mail(monday, followup.ApplicationAck)
	twin := ack
	twin.Mail.Folder = "Archive"
	b.read(ack)
	b.read(ack, twin)
	b.crash()
	b.read(twin)
	l, err := b.List(t.Context(), engine.Query{})
	if err != nil || len(l.Rows) != 1 {
		t.Fatalf("rows = %+v, %v", l.Rows, err)
	}
	story, err := b.Explain(t.Context(), l.Rows[0].App)
	if err != nil || len(story.Entries) != 1 {
		t.Errorf("the story has %d entries, want one: %v", len(story.Entries), err)
	}
}

func TestOldMailIsToldNotActedOn(t *testing.T) {
	b := newBench(t)
	long := monday.AddDate(0, 0, -20)
	b.read(
		mail(long.Add(-time.Hour), followup.ApplicationAck),
		mail(long, followup.InterviewConfirm, interview(long.Add(24*time.Hour))),
	)
	b.at(monday.Add(time.Hour))
	b.tick()
	if n := b.notes(); len(n) != 0 {
		t.Errorf("old mail proposed %+v", n)
	}
	l, err := b.List(t.Context(), engine.Query{})
	if err != nil || len(l.Rows) != 1 {
		t.Fatalf("rows = %+v, %v", l.Rows, err)
	}
	if _, err := b.Draft(t.Context(), l.Rows[0].App); err != nil {
		t.Errorf("draft on request: %v", err)
	}
}

func TestDoubtWaitsForTheUser(t *testing.T) {
	b := newBench(t)
	b.read(mail(monday, followup.ApplicationAck))
	b.at(monday.Add(time.Hour))
	unsure := mail(monday.Add(time.Hour), followup.Rejection, func(s *followup.Signal) { s.Confidence = 0.6 })
	b.read(unsure)
	l, err := b.List(t.Context(), engine.Query{Lane: engine.LaneConfirm})
	if err != nil || len(l.Rows) != 1 {
		t.Fatalf("rows = %+v, %v", l.Rows, err)
	}
	card, err := b.Correct(t.Context(), engine.CorrectRequest{Mail: l.Rows[0].ID})
	if err != nil || card.Application.Stage != followup.StageClosed || len(card.Application.Doubts) != 0 {
		t.Errorf("after the yes: %+v, %v", card.Application, err)
	}
}

func TestNotJobMailLeavesNothing(t *testing.T) {
	b := newBench(t)
	b.read(mail(monday, followup.Offer, func(s *followup.Signal) { s.Confidence = 0.6 }))
	l, err := b.List(t.Context(), engine.Query{Lane: engine.LaneConfirm})
	if err != nil || len(l.Rows) != 1 {
		t.Fatalf("rows = %+v, %v", l.Rows, err)
	}
	if _, err := b.Correct(t.Context(), engine.CorrectRequest{Mail: l.Rows[0].ID, Kind: followup.Other}); err != nil {
		t.Fatal(err)
	}
	if l, err = b.List(t.Context(), engine.Query{}); err != nil || len(l.Rows) != 0 {
		t.Errorf("rows = %+v, %v", l.Rows, err)
	}
}

func TestLateMailTakesItsPlace(t *testing.T) {
	order := func(sigs ...followup.Signal) followup.Application {
		b := newBench(t)
		b.at(monday.AddDate(0, 0, 1))
		for _, s := range sigs {
			b.read(s)
		}
		var app followup.Application
		err := b.store.View(func(tx *store.Tx) error {
			return tx.Applications(func(a followup.Application) error { app = a; return nil })
		})
		if err != nil {
			t.Fatal(err)
		}
		return app
	}
	// Read from the account's beginning on, so that nothing counts as older than followup itself.
	ack := mail(monday.AddDate(0, 0, 1).Add(time.Second), followup.ApplicationAck)
	no := mail(monday.AddDate(0, 0, 1).Add(time.Minute), followup.Rejection)
	a, b := order(ack, no), order(no, ack)
	if a.Stage != followup.StageClosed || b.Stage != a.Stage || b.Outcome != a.Outcome {
		t.Errorf("in order: %s %s; out of order: %s %s", a.Stage, a.Outcome, b.Stage, b.Outcome)
	}
}

func TestDerivedRowsEqualARebuild(t *testing.T) {
	b := newBench(t)
	b.approve(b.draft())
	if err := b.send(); err != nil {
		t.Fatal(err)
	}
	if err := b.CheckDerived(); err != nil {
		t.Error(err)
	}
}
