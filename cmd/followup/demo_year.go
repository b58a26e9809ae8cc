package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"time"

	"followup/followup"
	"followup/followup/engine"
	"followup/followup/holidays"
	"followup/followup/store"
	"followup/followup/submit"
	"followup/mailwatch"
	"followup/mailwatch/classify"
	"followup/mailwatch/mailtest"
	"followup/templates"
)

// The year is Kevin's: 200 applications and 45 interviews, in two zones that are not his own.
const (
	yearApplications = 200
	yearInterviews   = 45
	yearMe           = "kevin@marsh.example"
)

// year is a year of a job search on a driven clock, without a server: mails are read by the classifier, letters are made by
// the engine, and the mail server is a part of this program that misbehaves three times.
type year struct {
	*engine.Engine
	out    *printer
	rng    *rand.Rand
	store  *store.Store
	reader *classify.Reader
	zone   *time.Location
	now    time.Time
	begins time.Time
	ctx    context.Context

	inbox, own []arrival // what will arrive, the soonest first
	firms      map[string]*firm
	sent       map[string][]byte // Message-ID -> copy in Sent
	letters    int               // that were handed to the server
	answered   map[string]bool   // things that the person did something about once
	month      tally
	total      tally
}

// arrival is a mail and when it arrives.
type arrival struct {
	at   time.Time
	mail mailtest.Sample
	raw  []byte // the mail as it is, where a sample cannot make it
}

// runYear plays a year of a job search from a seed and reports the letters that left against a guard; it returns whether
// there is none.
func runYear(ctx context.Context, out *printer, seed int64) (good bool, err error) {
	dir, err := os.MkdirTemp("", "followup-year-")
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	y, err := newYear(ctx, out, dir, seed)
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, y.store.Close()) }()
	out.line("A year of a job search, from seed %d: %d applications, %d interviews, employers in Berlin and New York, Kevin in London.", seed, yearApplications, yearInterviews)
	out.line("")
	began := time.Now()
	for day := range 366 {
		if err := y.day(day); err != nil {
			return false, err
		}
		if next := y.now.AddDate(0, 0, 1); next.Month() != y.now.Month() || day == 365 {
			y.tellMonth()
		}
	}
	return y.verdict(time.Since(began))
}

func newYear(ctx context.Context, out *printer, dir string, seed int64) (*year, error) {
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		return nil, err
	}
	y := &year{
		out: out, rng: rand.New(rand.NewPCG(uint64(seed), 45)), zone: zone, begins: time.Date(2026, 1, 5, 0, 0, 0, 0, zone), ctx: ctx,
		firms: map[string]*firm{}, sent: map[string][]byte{}, answered: map[string]bool{},
	}
	y.now = y.begins
	clock := func() time.Time { return y.now }
	if y.store, err = store.Open(filepath.Join(dir, "followup.db"), store.Options{Now: clock}); err != nil {
		return nil, err
	}
	if y.reader, err = classify.New(classify.Options{Self: []string{yearMe}, Zone: zone, Country: "GB"}); err != nil {
		return nil, errors.Join(err, y.store.Close())
	}
	policy := followup.DefaultPolicy(zone)
	policy.Me, policy.Calendar = []string{yearMe}, holidays.New(nil)
	sum := sha256.Sum256(fmt.Append(nil, seed))
	y.Engine, err = engine.New(engine.Options{
		Store: y.store, Policy: policy, Letters: templates.Builtin(), Key: sum[:], Me: engine.Me{Name: "Kevin Marsh"}, Now: clock, Notify: y.hear,
		Hear: func(words string, said time.Time, w followup.Where) (followup.Promise, bool) {
			return y.reader.PromiseIn(words, said, w.Country)
		},
		Log: slog.New(slog.DiscardHandler),
		Accounts: []engine.Account{{
			Name: "year", User: followup.Address{Name: "Kevin Marsh", Addr: yearMe}, Addresses: []string{yearMe}, Mailbox: y, Submitter: y, FileAfter: time.Millisecond,
		}},
	})
	if err != nil {
		return nil, errors.Join(err, y.store.Close())
	}
	y.plan()
	return y, nil
}

// day lives one day: mail comes in, time passes each hour, and the person looks in the morning and in the evening.
func (y *year) day(n int) error {
	for hour := 7; hour <= 20; hour++ {
		y.now = time.Date(y.begins.Year(), y.begins.Month(), y.begins.Day()+n, hour, 0, 0, 0, y.zone)
		if err := y.pass(); err != nil {
			return err
		}
		if hour == 9 || hour == 18 && y.now.Weekday() != time.Sunday {
			if err := y.person(hour == 9); err != nil {
				return err
			}
		}
	}
	return nil
}

// pass lets mail that has come be read, time fire what is due, and letters leave.
func (y *year) pass() error {
	if err := errors.Join(y.read("INBOX", &y.inbox), y.read("Sent", &y.own)); err != nil {
		return err
	}
	y.Reconciled("year", y.now)
	if _, err := y.Tick(); err != nil {
		return err
	}
	for range 40 { // one letter a minute at most
		next, err := y.Outbox(y.ctx)
		if err != nil || next.Sub(y.now) >= 30*time.Second {
			return err
		}
		y.now = next
		y.Reconciled("year", y.now)
	}
	return y.ctx.Err()
}

// read hands what has come to a folder to the engine, as the watcher does.
func (y *year) read(folder string, from *[]arrival) error {
	slices.SortStableFunc(*from, func(a, b arrival) int { return a.at.Compare(b.at) })
	var sigs []followup.Signal
	for len(*from) > 0 && !(*from)[0].at.After(y.now) {
		a := (*from)[0]
		*from = (*from)[1:]
		a.mail.Date = a.at
		raw := a.raw
		if raw == nil {
			raw = a.mail.Bytes()
		}
		m, err := mailwatch.Parse(raw, a.at, mailwatch.DefaultLimits())
		if err != nil {
			return err
		}
		m.Account, m.Folder, m.Key = "year", folder, mailwatch.Key("year", m, raw)
		m.Role = mailwatch.RoleInbox
		if folder == "Sent" {
			m.Role = mailwatch.RoleSent
		}
		sigs = append(sigs, y.reader.Read(m))
		y.month.mails++
	}
	if len(sigs) == 0 {
		return nil
	}
	return y.Observe(y.ctx, engine.Batch{Account: "year", Folder: folder, Signals: sigs})
}

// Refresh says that the mailbox was read.
func (y *year) Refresh(context.Context) error { y.Reconciled("year", y.now); return nil }

// Find looks for a copy in Sent.
func (y *year) Find(_ context.Context, id string) (string, bool, error) {
	_, ok := y.sent[id]
	return "Sent", ok, nil
}

// Fetch finds nothing: nobody asks for a mail once more.
func (y *year) Fetch(context.Context, string) ([]byte, error) { return nil, engine.ErrNotFound }

// File lays a copy into Sent.
func (y *year) File(_ context.Context, letter []byte, id string, _ time.Time) (string, error) {
	y.sent[id] = letter
	return "Sent", nil
}

// Clean and Render are the mail program's own.
func (y *year) Clean(l engine.Letter) engine.Letter {
	return engine.Letter(submit.Clean(submit.Letter(l)))
}

// Render returns the bytes of a letter.
func (y *year) Render(l engine.Letter) ([]byte, error) { return submit.Render(submit.Letter(l)) }

// Submit takes a letter; one is put off, one is lost after its last line, and one comes back.
func (y *year) Submit(_ context.Context, _, to string, letter []byte, phase func(followup.Phase) error) engine.Outcome {
	y.letters++
	if err := phase(followup.PhaseData); err != nil {
		return engine.Outcome{Kind: followup.OutcomeStopped, Reply: err.Error()}
	}
	if y.letters == 5 {
		return engine.Outcome{Kind: followup.OutcomeDeferred, Code: 451, Reply: "4.7.1 try again later"}
	}
	if err := phase(followup.PhaseDot); err != nil {
		return engine.Outcome{Kind: followup.OutcomeStopped, Reply: err.Error()}
	}
	id := messageID(letter)
	switch y.letters {
	case 12:
		y.sent[id] = letter // the server kept a copy before the line broke
		return engine.Outcome{Kind: followup.OutcomeLost, Reply: "the line broke after the last word"}
	case 20:
		y.bounce(to, id)
	default:
		y.reaction(to, id)
	}
	return engine.Outcome{Kind: followup.OutcomeAccepted, Code: 250, Reply: "queued"}
}

// messageID reads the Message-ID of a letter.
func messageID(letter []byte) string {
	_, rest, _ := bytes.Cut(letter, []byte("Message-ID: <"))
	id, _, _ := bytes.Cut(rest, []byte(">"))
	return string(id)
}

// verdict reads every journal and says what left, and whether anything left against a guard.
func (y *year) verdict(took time.Duration) (bool, error) {
	journals := map[string][]followup.Event{}
	var apps []followup.Application
	held := 0
	err := y.store.View(func(tx *store.Tx) error {
		return tx.Applications(func(app followup.Application) error {
			apps = append(apps, app)
			entries, err := tx.Journal(app.ID)
			for _, en := range entries {
				journals[app.ID] = append(journals[app.ID], en.Event)
			}
			for _, r := range app.Rounds {
				for _, iv := range r.Interviews {
					if iv.Standing == followup.Over || iv.Standing == followup.Held {
						held++
					}
				}
			}
			return err
		})
	})
	if err != nil {
		return false, err
	}
	steps := 0
	for _, j := range journals {
		steps += len(j)
	}
	y.tellYear(len(apps), held, steps, took)
	found := followup.Violations(y.Policy, journals, apps)
	for _, v := range found {
		y.out.line("%s", v)
	}
	if err := y.CheckDerived(); err != nil {
		return false, err
	}
	y.out.line("guard violations: %d", len(found))
	return len(found) == 0, nil
}
