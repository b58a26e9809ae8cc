package engine_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"followup/followup"
	"followup/followup/engine"
)

// missedBench is a bench whose mailbox holds mail that was never handed over. What lies there is a signal in JSON.
func missedBench(t *testing.T, sigs ...followup.Signal) *bench {
	b := newBench(t)
	b.office.mails = map[string][]byte{}
	for _, s := range sigs {
		raw, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		b.office.mails[s.Mail.ID] = raw
	}
	b.options = func(o *engine.Options) {
		o.Accounts[0].Read = func(raw []byte, as followup.SignalKind) (s followup.Signal, err error) {
			err = json.Unmarshal(raw, &s)
			if as != "" {
				s.Kind, s.Detail = as, followup.NoDetail
			}
			return s, err
		}
	}
	b.crash()
	return b
}

func noTrace(s *followup.Signal) { s.JobContext, s.Detail = false, followup.DetailCode }

func TestMissedMailIsFetchedAndAdopted(t *testing.T) {
	lost := mail(monday.Add(time.Hour), followup.Other, noTrace)
	b := missedBench(t, lost)
	b.at(monday.Add(2 * time.Hour))
	b.read(mail(monday, followup.ApplicationAck), lost) // without a trace of a job: nothing of it is kept
	card, err := b.Correct(t.Context(), engine.CorrectRequest{Mail: lost.Mail.ID, Kind: followup.Rejection})
	if err != nil || card.Application.Outcome != followup.OutcomeRejected || card.Application.Employer != "Birchwood Analytics" {
		t.Fatalf("it closes the application that it belongs to: %+v, %v", card.Application, err)
	}
	b.read(lost) // the watcher comes upon it once more
	again, err := b.Show(t.Context(), card.Application.ID)
	if err != nil || again.Application.Outcome != followup.OutcomeRejected {
		t.Errorf("read again: %+v, %v", again.Application, err)
	}
	card, err = b.Correct(t.Context(), engine.CorrectRequest{Mail: lost.Mail.ID, Kind: followup.Update})
	if err != nil || card.Application.Stage == followup.StageClosed {
		t.Errorf("a second thought: %+v, %v", card.Application, err)
	}
}

func TestMissedMailOpensAnApplication(t *testing.T) {
	lost := mail(monday, followup.Other, noTrace)
	b := missedBench(t, lost)
	card, err := b.Correct(t.Context(), engine.CorrectRequest{Mail: lost.Mail.ID, Kind: followup.InterviewInvite})
	if err != nil || card.Application.Stage != followup.StageInvited {
		t.Errorf("%+v, %v", card.Application, err)
	}
}

func TestMissedMailThatCannotBeHad(t *testing.T) {
	lost := mail(monday, followup.Other, noTrace)
	b := missedBench(t, lost)
	for name, c := range map[string]struct {
		request engine.CorrectRequest
		down    error
		want    func(error) bool
	}{
		"a beginning of a key":  {engine.CorrectRequest{Mail: "abcd", Kind: followup.Offer}, nil, is(engine.ErrNotFound)},
		"no mailbox has it":     {engine.CorrectRequest{Mail: "never@x.example", Kind: followup.Offer}, nil, is(engine.ErrNotFound)},
		"the mailbox is away":   {engine.CorrectRequest{Mail: lost.Mail.ID, Kind: followup.Offer}, errors.New("no route"), is(engine.ErrUnreached)},
		"yes to something else": {engine.CorrectRequest{Mail: lost.Mail.ID}, nil, refused("say what it is")},
		"not a job anyway":      {engine.CorrectRequest{Mail: lost.Mail.ID, Kind: followup.Other}, nil, refused("say what it is")},
		"no such application":   {engine.CorrectRequest{Mail: lost.Mail.ID, Kind: followup.Offer, App: "zzzz"}, nil, is(engine.ErrNotFound)},
	} {
		b.office.down = c.down
		if _, err := b.Correct(t.Context(), c.request); !c.want(err) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if mails, err := b.Mails(t.Context()); err != nil || len(mails) != 0 {
		t.Errorf("something is kept of it: %+v, %v", mails, err)
	}
}

func is(want error) func(error) bool { return func(err error) bool { return errors.Is(err, want) } }

func refused(words string) func(error) bool {
	return func(err error) bool {
		var r *engine.Refusal
		return errors.As(err, &r) && strings.Contains(err.Error(), words)
	}
}

func TestAsideMailGoesWhereItBelongs(t *testing.T) {
	b := newBench(t)
	b.at(monday.Add(2 * time.Hour))
	set := mail(monday.Add(time.Hour), followup.Other, func(s *followup.Signal) { s.Mail.From.Name = "Maya" })
	b.read(mail(monday, followup.ApplicationAck), set)
	l, err := b.List(t.Context(), engine.Query{SetAside: true})
	if err != nil || len(l.Rows) != 1 || l.Rows[0].From != "Maya" || l.Rows[0].Why == "" {
		t.Fatalf("set aside: %+v, %v", l.Rows, err)
	}
	if _, err := b.Correct(t.Context(), engine.CorrectRequest{Mail: l.Rows[0].ID}); !refused("say what it is")(err) {
		t.Errorf("a yes to nothing: %v", err)
	}
	card, err := b.Correct(t.Context(), engine.CorrectRequest{Mail: l.Rows[0].ID, Kind: followup.Rejection})
	if err != nil || card.Application.Outcome != followup.OutcomeRejected {
		t.Errorf("%+v, %v", card.Application, err)
	}
	all, err := b.List(t.Context(), engine.Query{Lane: engine.LaneDone})
	if err != nil || len(all.Rows) != 1 {
		t.Errorf("it opened another application: %+v, %v", all.Rows, err)
	}
}

// TestNotAJobAfterAll takes a counted mail back, and the taking back as well.
func TestNotAJobAfterAll(t *testing.T) {
	for _, rule := range []string{"", "your rule 1: mail from maya is not about a job"} {
		b := newBench(t)
		offer := mail(monday, followup.Offer)
		b.read(offer)
		card, err := b.Correct(t.Context(), engine.CorrectRequest{Mail: offer.Mail.ID, Kind: followup.Other, Rule: rule})
		if err != nil {
			t.Fatalf("%+v, %v", card, err)
		}
		mails, err := b.Mails(t.Context())
		if err != nil || len(mails) != 1 || mails[0].Spoken == (rule != "") || mails[0].Signal.Rule != rule {
			t.Fatalf("mails after a no by %q: %+v, %v", rule, mails, err)
		}
		card, err = b.Correct(t.Context(), engine.CorrectRequest{Mail: mails[0].Signal.Mail.Key})
		if err != nil || card.Application.Stage != followup.StageOffered {
			t.Errorf("a second thought: %+v, %v", card.Application, err)
		}
	}
}

func TestCorrectedEmployer(t *testing.T) {
	b := newBench(t)
	ack := mail(monday, followup.ApplicationAck)
	b.read(ack)
	card, err := b.Correct(t.Context(), engine.CorrectRequest{Mail: ack.Mail.ID, Employer: "Birchwood", Rule: "your rule 1: x"})
	if err != nil || card.Application.Employer != "Birchwood" || card.Application.Stage != followup.StageApplied {
		t.Errorf("%+v, %v", card.Application, err)
	}
	b.at(monday.Add(time.Hour))
	b.read(mail(monday.Add(time.Hour), followup.Rejection, func(s *followup.Signal) { s.Employer = "Birchwood" }))
	l, err := b.List(t.Context(), engine.Query{Text: "birch"})
	if err != nil || l.Counts[engine.LaneDone] != 1 || l.Rows[0].App != card.Application.ID {
		t.Errorf("new mail finds it under its new name: %+v, %v", l.Rows, err)
	}
}

func TestMailsTellsWhatCounts(t *testing.T) {
	b := newBench(t)
	ack := mail(monday, followup.ApplicationAck)
	b.at(monday.Add(3 * time.Hour))
	unsure := mail(monday.Add(time.Hour), followup.Rejection, func(s *followup.Signal) { s.Confidence = 0.6 })
	aside := mail(monday.Add(2*time.Hour), followup.Other)
	b.read(ack, unsure, aside)
	kinds := func() (out []string) {
		mails, err := b.Mails(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range mails {
			out = append(out, strings.Join([]string{string(m.Signal.Kind), m.Signal.Rule, map[bool]string{true: "spoken"}[m.Spoken]}, "|"))
		}
		return out
	}
	if got, want := kinds(), []string{"application_ack||", "rejection||", "other||"}; !slices.Equal(got, want) {
		t.Errorf("mails: %q, want %q", got, want)
	}
	for _, r := range []engine.CorrectRequest{
		{Mail: unsure.Mail.Key, Kind: followup.Other, Rule: "r"}, {Mail: ack.Mail.Key, Kind: followup.Offer},
	} {
		if _, err := b.Correct(t.Context(), r); err != nil {
			t.Fatal(err)
		}
	}
	if got, want := kinds(), []string{"offer||spoken", "other|r|", "other||"}; !slices.Equal(got, want) {
		t.Errorf("mails after corrections: %q, want %q", got, want)
	}
}

// TestCorrectedIntoAnInterview: what was set aside without its time gets it from the mailbox; without the mailbox the word
// of the person counts all the same.
func TestCorrectedIntoAnInterview(t *testing.T) {
	start := monday.Add(50 * time.Hour)
	lying := mail(monday, followup.Other, interview(start))
	for _, down := range []error{nil, errors.New("no route")} {
		b := missedBench(t, lying)
		known := lying
		known.Interviews = nil
		b.read(known)
		b.office.down = down
		card, err := b.Correct(t.Context(), engine.CorrectRequest{Mail: lying.Mail.Key[:8], Kind: followup.InterviewConfirm})
		if err != nil {
			t.Fatal(err)
		}
		var starts []time.Time
		for _, r := range card.Application.Rounds {
			for _, v := range r.Interviews {
				starts = append(starts, v.Start)
			}
		}
		if found := len(starts) == 1 && starts[0].Equal(start); found != (down == nil) {
			t.Errorf("mailbox %v: interviews at %v, stage %s", down, starts, card.Application.Stage)
		}
	}
}
