package approval

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"followup/followup"
	"followup/followup/engine"
)

// recorder is a desk that writes down what it was asked and answers what it was told to. It stands for the engine on
// the far side of the socket: what this package promises is that nothing changes on the way.
type recorder struct {
	act     string
	request any
	answers answers
	err     error
}

// answers is one of everything that a desk returns.
type answers struct {
	status engine.Status
	list   engine.List
	card   engine.Card
	story  engine.Story
	mails  []engine.Kept

	morning   engine.Morning
	heard     engine.Heard
	slots     engine.Slots
	forgotten engine.Forgotten
}

func record[A any](r *recorder, act string, request any, result A) (A, error) {
	r.act, r.request = act, request
	if r.err != nil {
		var none A
		return none, r.err
	}
	return result, nil
}

func (r *recorder) Status(context.Context) (engine.Status, error) {
	return record(r, "status", nil, r.answers.status)
}
func (r *recorder) List(_ context.Context, q engine.Query) (engine.List, error) {
	return record(r, "list", q, r.answers.list)
}
func (r *recorder) Show(_ context.Context, id string) (engine.Card, error) {
	return record(r, "show", id, r.answers.card)
}
func (r *recorder) Explain(_ context.Context, id string) (engine.Story, error) {
	return record(r, "explain", id, r.answers.story)
}
func (r *recorder) Approve(_ context.Context, q engine.ApproveRequest) (engine.Card, error) {
	return record(r, "approve", q, r.answers.card)
}
func (r *recorder) Edit(_ context.Context, q engine.EditRequest) (engine.Card, error) {
	return record(r, "edit", q, r.answers.card)
}
func (r *recorder) Dismiss(_ context.Context, q engine.DismissRequest) (engine.Card, error) {
	return record(r, "dismiss", q, r.answers.card)
}
func (r *recorder) Snooze(_ context.Context, q engine.SnoozeRequest) (engine.Card, error) {
	return record(r, "snooze", q, r.answers.card)
}
func (r *recorder) Undo(_ context.Context, id string) (engine.Card, error) {
	return record(r, "undo", id, r.answers.card)
}
func (r *recorder) Retry(_ context.Context, id string) (engine.Card, error) {
	return record(r, "retry", id, r.answers.card)
}
func (r *recorder) Resolve(_ context.Context, q engine.ResolveRequest) (engine.Card, error) {
	return record(r, "resolve", q, r.answers.card)
}
func (r *recorder) Unhold(_ context.Context, id string) (engine.Card, error) {
	return record(r, "unhold", id, r.answers.card)
}
func (r *recorder) Draft(_ context.Context, id string) (engine.Card, error) {
	return record(r, "draft", id, r.answers.card)
}
func (r *recorder) Held(_ context.Context, q engine.HeldRequest) (engine.Card, error) {
	return record(r, "held", q, r.answers.card)
}
func (r *recorder) Close(_ context.Context, q engine.CloseRequest) (engine.Card, error) {
	return record(r, "close", q, r.answers.card)
}
func (r *recorder) Correct(_ context.Context, q engine.CorrectRequest) (engine.Card, error) {
	return record(r, "correct", q, r.answers.card)
}
func (r *recorder) Mails(context.Context) ([]engine.Kept, error) {
	return record(r, "mails", nil, r.answers.mails)
}
func (r *recorder) Pause(_ context.Context, why string) (engine.Status, error) {
	return record(r, "pause", why, r.answers.status)
}
func (r *recorder) Resume(context.Context) (engine.Status, error) {
	return record(r, "resume", nil, r.answers.status)
}
func (r *recorder) Backup(_ context.Context, path string) error {
	_, err := record(r, "backup", path, struct{}{})
	return err
}

// TestDesk asks the same of a desk in this process and of the same desk over the socket.
func TestDesk(t *testing.T) {
	t.Parallel()
	direct := &recorder{answers: sample()}
	t.Run("in process", func(t *testing.T) { conform(t, direct, direct) })

	remote := &recorder{answers: sample()}
	client := serve(t, remote)
	t.Run("over the socket", func(t *testing.T) { conform(t, client, remote) })
}

// conform holds the promise of engine.Desk: requests arrive whole, answers come back whole, errors keep their words and
// what they are.
func conform(t *testing.T, desk engine.Desk, behind *recorder) {
	ctx, at := t.Context(), time.Date(2026, 12, 1, 9, 30, 0, 0, time.UTC)
	words := "Dear Jane,\r\n\tline\u2028two \x00 <script> \xff"
	one := behind.answers
	calls := []deskCall{
		{"status", nil, one.status, func() (any, error) { return desk.Status(ctx) }},
		{"list", engine.Query{Lane: engine.LaneDone, Text: "acme", Limit: 3}, one.list, func() (any, error) {
			return desk.List(ctx, engine.Query{Lane: engine.LaneDone, Text: "acme", Limit: 3})
		}},
		{"show", "abcd", one.card, func() (any, error) { return desk.Show(ctx, "abcd") }},
		{"explain", "abcd", one.story, func() (any, error) { return desk.Explain(ctx, "abcd") }},
		{"approve", engine.ApproveRequest{Note: "n", Fingerprint: "f", By: "cli", AnyHour: true}, one.card, func() (any, error) {
			return desk.Approve(ctx, engine.ApproveRequest{Note: "n", Fingerprint: "f", By: "cli", AnyHour: true})
		}},
		{"edit", edited(words), one.card, func() (any, error) { return desk.Edit(ctx, edited(words)) }},
		{"dismiss", engine.DismissRequest{Note: "n", Fingerprint: "f", Why: "späť"}, one.card, func() (any, error) {
			return desk.Dismiss(ctx, engine.DismissRequest{Note: "n", Fingerprint: "f", Why: "späť"})
		}},
		{"snooze", engine.SnoozeRequest{Note: "n", Until: at}, one.card, func() (any, error) {
			return desk.Snooze(ctx, engine.SnoozeRequest{Note: "n", Until: at})
		}},
		{"undo", "n", one.card, func() (any, error) { return desk.Undo(ctx, "n") }},
		{"retry", "n", one.card, func() (any, error) { return desk.Retry(ctx, "n") }},
		{"resolve", engine.ResolveRequest{Note: "n", Left: true}, one.card, func() (any, error) {
			return desk.Resolve(ctx, engine.ResolveRequest{Note: "n", Left: true})
		}},
		{"unhold", "n", one.card, func() (any, error) { return desk.Unhold(ctx, "n") }},
		{"draft", "a", one.card, func() (any, error) { return desk.Draft(ctx, "a") }},
		{"held", engine.HeldRequest{App: "a", Interview: "u@x", Held: true}, one.card, func() (any, error) {
			return desk.Held(ctx, engine.HeldRequest{App: "a", Interview: "u@x", Held: true})
		}},
		{"close", engine.CloseRequest{App: "a", Outcome: followup.OutcomeWithdrawn}, one.card, func() (any, error) {
			return desk.Close(ctx, engine.CloseRequest{App: "a", Outcome: followup.OutcomeWithdrawn})
		}},
		{"correct", engine.CorrectRequest{Mail: "m", Kind: followup.Rejection, App: "new"}, one.card, func() (any, error) {
			return desk.Correct(ctx, engine.CorrectRequest{Mail: "m", Kind: followup.Rejection, App: "new"})
		}},
		{"mails", nil, one.mails, func() (any, error) { return desk.Mails(ctx) }},
		{"pause", "on holiday", one.status, func() (any, error) { return desk.Pause(ctx, "on holiday") }},
		{"resume", nil, one.status, func() (any, error) { return desk.Resume(ctx) }},
		{"backup", "/srv/b.db", nil, func() (any, error) { return nil, desk.Backup(ctx, "/srv/b.db") }},
	}
	calls = append(calls, lifeCalls(ctx, desk, at, one)...)
	if methods := reflect.TypeFor[engine.Desk]().NumMethod(); len(calls) != methods || len(acts) != methods {
		t.Fatalf("the desk has %d methods, this test calls %d and the wire knows %d", methods, len(calls), len(acts))
	}
	for _, c := range calls {
		behind.err = nil
		got, err := c.call()
		if err != nil {
			t.Errorf("%s: %v", c.act, err)
		}
		if behind.act != c.act || !reflect.DeepEqual(behind.request, c.request) {
			t.Errorf("%s: the desk was asked to %s %#v, want %#v", c.act, behind.act, behind.request, c.request)
		}
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: answered\n%#v\nwant\n%#v", c.act, got, c.want)
		}
		for _, e := range []struct {
			err  error
			same func(error) bool
		}{
			{engine.ErrNotFound, is(engine.ErrNotFound)},
			{fmt.Errorf("show %q: %w", "x", engine.ErrAmbiguous), is(engine.ErrAmbiguous)},
			{fmt.Errorf("approve: %w", engine.ErrChanged), is(engine.ErrChanged)},
			{fmt.Errorf("%w for that mail: no route", engine.ErrUnreached), is(engine.ErrUnreached)},
			{&engine.Refusal{Reason: "it has left already"}, refusal("it has left already")},
			{fmt.Errorf("note n: %w", &engine.Refusal{Reason: "too late"}), refusal("too late")},
			{errors.New("write the store: disk full"), func(err error) bool { return !is(engine.ErrNotFound)(err) }},
		} {
			behind.err = e.err
			_, err := c.call()
			if err == nil || err.Error() != e.err.Error() || !e.same(err) {
				t.Errorf("%s: error %#v, want %#v", c.act, err, e.err)
			}
		}
	}
}

// deskCall is one call of a desk: what must arrive on the far side and what must come back.
type deskCall struct {
	act     string
	request any
	want    any
	call    func() (any, error)
}

func edited(words string) engine.EditRequest {
	// JSON carries text, not bytes: what is no UTF-8 never gets this far, because the command line cleans it.
	valid := string([]rune(words[:len(words)-1]))
	return engine.EditRequest{Note: "n", Fingerprint: "f", To: followup.Address{Name: "J", Addr: "j@x.example"},
		Subject: "Thank you", Text: valid}
}

func is(want error) func(error) bool { return func(err error) bool { return errors.Is(err, want) } }

func refusal(why followup.Reason) func(error) bool {
	return func(err error) bool {
		var r *engine.Refusal
		return errors.As(err, &r) && r.Reason == why
	}
}

func sample() answers {
	at := time.Date(2026, 11, 27, 14, 45, 0, 123456789, time.UTC)
	app := followup.Application{
		ID: "a1b2c3", Employer: "Acme <b>", Role: "Engineer", Stage: followup.StageInterviewed, Turn: followup.TurnTheirs,
		TurnSince: at, People: []followup.Person{{Name: "Jane Doe", Addr: "jane@acme.example"}},
	}
	row := engine.Row{ID: "n1", App: "a1b2c3", Lane: engine.LaneApprove, What: "Thank you to Jane Doe", When: at}
	return answers{
		status: engine.Status{Version: "v1", Now: at, Counts: map[engine.Lane]int{engine.LaneApprove: 2}, Next: &row, Daemon: true,
			Accounts: []engine.AccountStatus{{Name: "me", State: "watching", Reconciled: at,
				Folders: []engine.FolderStatus{{Name: "INBOX", Role: "inbox", Last: at}}}}},
		list: engine.List{Rows: []engine.Row{row}, Counts: map[engine.Lane]int{engine.LaneApprove: 1}, Next: &row},
		card: engine.Card{Application: app, Note: &followup.Note{ID: "n1", Kind: followup.ThankYou, Text: "Dear Jane,\n\nthanks.",
			Fingerprint: "f00d", SendAt: at}, Answers: &followup.Mail{Key: "k", Received: at}, Verified: true,
			Findings: []followup.Finding{{Words: "no name", Blocks: true}}, Reason: "drafted"},
		story: engine.Story{Application: app, Entries: []engine.StoryEntry{{At: at, Seen: at,
			Event: followup.Event{Kind: followup.EventRejected, At: at, Seen: at}, Reason: "they said no"}}},
		mails:   []engine.Kept{{App: "a1b2c3", Signal: followup.Signal{Kind: followup.Rejection, Rule: "your rule 1: x", Mail: followup.Mail{Key: "k", Received: at}}}},
		morning: engine.Morning{Status: engine.Status{Now: at, Counts: map[engine.Lane]int{}, Daemon: true}, Approve: []engine.Row{}, Debriefs: []engine.Row{row}, Live: 2},
		heard:   engine.Heard{Promise: &followup.Promise{Kind: followup.PromiseDate, Deadline: at}, Nudge: at},
		slots:   engine.Slots{Slots: []followup.Interview{{Start: at}}, Lines: []string{"Tuesday, 14:00"}, Busy: true},

		forgotten: engine.Forgotten{Applications: 1, Mails: 7, Files: []string{"followup.db"}},
	}
}

// serve puts a desk behind a socket and returns a client of it.
func serve(t *testing.T, desk engine.Desk) *Client {
	t.Helper()
	path := filepath.Join(folder(t), "followup.sock")
	l, err := Listen(path)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- Serve(ctx, l, desk, slog.New(slog.DiscardHandler)) }()
	client, err := Dial(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		client.Stop()
		cancel()
		if err := <-done; err != nil {
			t.Errorf("serve: %v", err)
		}
		if _, err := Dial(path); !errors.Is(err, ErrNoDaemon) {
			t.Errorf("after the daemon stopped, dial: %v, want ErrNoDaemon", err)
		}
	})
	return client
}
