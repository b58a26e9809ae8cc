package engine_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"followup/followup"
	"followup/followup/engine"
)

// lost makes a submission end after the dot without an answer.
func (b *bench) lost() {
	b.office.script = func(phase func(followup.Phase) error, _ func()) engine.Outcome {
		_, _ = phase(followup.PhaseData), phase(followup.PhaseDot)
		return engine.Outcome{Kind: followup.OutcomeLost, Reply: "EOF"}
	}
}

// TestOurOwnCopyIsProof: while a letter is unsure its copy in Sent, or a report that it came back, is proof that it left
// and no mail of the user.
func TestOurOwnCopyIsProof(t *testing.T) {
	t.Parallel()
	for _, bounced := range []bool{false, true} {
		b := newBench(t)
		yes := b.approve(b.draft())
		b.lost()
		if err := b.send(); err != nil {
			t.Fatal(err)
		}
		b.read(mail(b.clock(), followup.Other, func(s *followup.Signal) {
			if s.Detail, s.Bounced = followup.DetailBounce, yes.MessageID; !bounced {
				s.Detail, s.Mail.ID, s.Mail.Folder = followup.DetailOwn, yes.MessageID, "Sent"
				s.Mail.To, s.Mail.From = []followup.Address{yes.To}, yes.From
			}
		}))
		if n := b.only(); n.Status != followup.Sent || n.Bounced != bounced {
			t.Errorf("it is %s, bounced %v, want sent, bounced %v", n.Status, n.Bounced, bounced)
		}
	}
}

// TestVanishedAccount: a letter never leaves from another account than the one it was written for.
func TestVanishedAccount(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	n := b.draft()
	b.approve(n)
	b.options = func(o *engine.Options) { o.Accounts[0].Name = "elsewhere" }
	b.crash()
	if err := b.send(); err != nil {
		t.Fatal(err)
	}
	if got := b.only(); len(b.office.accepted) != 0 || got.Hold != followup.HoldAccount {
		t.Errorf("accepted %d, %s, held %q", len(b.office.accepted), got.Status, got.Hold)
	}
	if _, err := b.Undo(t.Context(), n.ID); err != nil {
		t.Fatal(err)
	}
	var no *engine.Refusal
	if _, err := b.Approve(t.Context(), engine.ApproveRequest{Note: n.ID, Fingerprint: n.Fingerprint}); !errors.As(err, &no) {
		t.Errorf("a yes to a letter that cannot leave: %v", err)
	}
	b.options = nil
	b.crash()
	b.approve(b.only())
	if err := b.send(); err != nil || len(b.office.accepted) != 1 {
		t.Errorf("with the account back: %v, accepted %d", err, len(b.office.accepted))
	}
}

// TestTwoAccounts: the letter leaves from the account whose address they wrote to last, and the other one is read first.
func TestTwoAccounts(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	work := &office{sent: map[string][]byte{}, clock: b.clock}
	b.options = func(o *engine.Options) {
		o.Policy.Me = append(o.Policy.Me, "robin@work.example")
		o.Accounts = append(o.Accounts, engine.Account{
			Name: "work", User: followup.Address{Name: "Robin Ashby", Addr: "robin@work.example"},
			Addresses: []string{"robin@work.example"}, Mailbox: work, Submitter: work, FileAfter: time.Millisecond,
		})
	}
	b.crash()
	work.engine, work.account = b.Engine, "work"
	b.read(mail(monday, followup.ApplicationAck))
	start := monday.Add(25 * time.Hour)
	b.at(monday.Add(time.Hour))
	err := b.Observe(t.Context(), engine.Batch{Account: "work", Folder: "INBOX", Signals: []followup.Signal{
		mail(monday.Add(time.Hour), followup.InterviewConfirm, interview(start), func(s *followup.Signal) { s.Mail.To[0].Addr = "robin@work.example" }),
	}})
	if err != nil {
		t.Fatal(err)
	}
	b.at(start.Add(2 * time.Hour))
	b.tick()
	if len(b.notes()) != 0 {
		t.Error("it fired although one of the two mailboxes was not read")
	}
	b.Reconciled("work", b.clock())
	b.tick()
	n := b.approve(b.only())
	if n.Account != "work" || n.From.Addr != "robin@work.example" {
		t.Errorf("it leaves from %s as %s", n.Account, n.From.Addr)
	}
	b.office.down = errors.New("no route")
	if err := b.send(); err != nil || len(work.accepted) != 0 {
		t.Errorf("one mailbox could not be read: %v, accepted %d", err, len(work.accepted))
	}
	b.office.down = nil
	b.at(b.clock().Add(time.Minute))
	if err := b.send(); err != nil || len(work.accepted) != 1 || len(b.office.accepted) != 0 {
		t.Errorf("%v, accepted %d and %d", err, len(work.accepted), len(b.office.accepted))
	}
}

// TestLettersFoundCountForTheRates: a letter that left without an answer keeps its distance to the next one all the same.
func TestLettersFoundCountForTheRates(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.approve(b.draft())
	b.lost()
	if err := b.send(); err != nil {
		t.Fatal(err)
	}
	b.office.script = nil
	left := b.clock()
	b.read(mail(b.clock(), followup.InterviewConfirm, interview(b.clock().Add(5*time.Hour)), func(s *followup.Signal) { s.Interviews[0].UID = "u2" }))
	b.at(b.clock().Add(6 * time.Hour))
	b.tick()
	approved := 0
	for _, n := range b.notes() {
		if n.Status != followup.Proposed {
			continue
		}
		approved++
		if yes := b.approve(n); yes.SendAt.Before(left.Add(24 * time.Hour)) {
			t.Errorf("two letters to one person: the first at %v, the second at %v", left, yes.SendAt)
		}
	}
	if approved != 1 {
		t.Errorf("%d letters were approved, want one", approved)
	}
}

// TestOneFailureStopsNoOther: a copy that cannot be filed keeps no other letter waiting.
func TestOneFailureStopsNoOther(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.approve(b.draft())
	b.office.fileFails = errors.New("over quota")
	for range 2 {
		_ = b.send()
		b.at(b.clock().Add(time.Hour))
	}
	b.read(mail(b.clock(), followup.Rejection, func(s *followup.Signal) {
		s.Employer, s.Domain, s.Role = "Cedar Works", "cedar.example", "Analyst"
		s.Person.Addr, s.Mail.From.Addr, s.Mail.ReplyTo.Addr = "otto@cedar.example", "otto@cedar.example", "otto@cedar.example"
	}))
	for _, n := range b.notes() {
		if n.Status == followup.Proposed {
			b.approve(n)
		}
	}
	if err := b.send(); err == nil || len(b.office.accepted) != 2 {
		t.Errorf("error %v, accepted %d, want the error told and both letters gone", err, len(b.office.accepted))
	}
}

// TestNamesThatCannotLeave: names with white space or controls are brought into the form in which they can leave, so that
// a letter can be approved at all; what would reach somebody else is refused.
func TestNamesThatCannotLeave(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.options = func(o *engine.Options) { o.Accounts[0].User.Name = "Robin   Ashby" }
	b.crash()
	n := b.draft()
	n.Text = strings.Replace(n.Text, "Maya", "Otto", 1) // who is greeted is who it goes to in the end
	edit := func(to followup.Address, subject string) followup.Note {
		card, err := b.Edit(t.Context(), engine.EditRequest{Note: n.ID, Fingerprint: b.only().Fingerprint, To: to, Subject: subject, Text: n.Text})
		if err != nil {
			t.Fatal(err)
		}
		return *card.Note
	}
	for _, to := range []string{"a@x.example, b@x.example", "a@x.example\r\nBcc: b@x.example", "robin@ashby.example", "no-reply@x.example", "<a@x.example>"} {
		changed := edit(followup.Address{Addr: to}, n.Subject)
		if to != "robin@ashby.example" && (changed.Answers != "" || len(changed.References) != 0) {
			t.Errorf("%q was not on the mail that it would answer", to)
		}
		if _, err := b.Approve(t.Context(), engine.ApproveRequest{Note: n.ID, Fingerprint: changed.Fingerprint}); err == nil {
			t.Errorf("a yes to %q", to)
		}
	}
	changed := edit(followup.Address{Name: "Otto\r\n Kern", Addr: " otto@birchwood.example "}, "Hello\r\nBcc: b@x.example")
	if changed.To.Name != "Otto Kern" || changed.Subject != "Hello Bcc: b@x.example" {
		t.Errorf("to %q, subject %q", changed.To.Name, changed.Subject)
	}
	stands := engine.OverruleRequest{Note: n.ID, Fingerprint: changed.Fingerprint, Code: "typed-address", Reason: "it stands on his card"}
	if _, err := b.Overrule(t.Context(), stands); err != nil {
		t.Fatal(err)
	}
	b.approve(changed)
	if err := b.send(); err != nil || len(b.office.accepted) != 1 {
		t.Errorf("%v, accepted %d", err, len(b.office.accepted))
	}
}

// TestClockThatWentBackIsAPersonsToJudge: a clock that once ran ahead does not hold letters for ever.
func TestClockThatWentBackIsAPersonsToJudge(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	n := b.approve(b.draft())
	now := b.clock()
	b.at(now.AddDate(1, 0, 0))
	b.read() // a batch without mail: the store has seen that time
	b.at(now)
	if err := b.send(); err != nil || b.only().Hold != followup.HoldClock {
		t.Fatalf("%v, held %q", err, b.only().Hold)
	}
	if _, err := b.Unhold(t.Context(), n.ID); err != nil {
		t.Fatal(err)
	}
	b.at(now.Add(time.Minute))
	if err := b.send(); err != nil || len(b.office.accepted) != 1 {
		t.Errorf("%v, accepted %d, held %q", err, len(b.office.accepted), b.only().Hold)
	}
}

// TestOneLetterAboutOneMeeting: where two applications have one calendar entry, its people are thanked once.
func TestOneLetterAboutOneMeeting(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	for _, employer := range []string{"Birchwood Analytics", "Cedar Works"} {
		there := func(s *followup.Signal) {
			s.Employer, s.Domain = employer, employer[:5]+".example"
			s.Mail.ID, s.Mail.Key = s.Mail.ID+employer, s.Mail.Key+employer
		}
		b.read(mail(monday, followup.ApplicationAck, there))
		b.read(mail(monday, followup.InterviewConfirm, interview(monday.Add(time.Hour)), there))
	}
	b.at(monday.Add(3 * time.Hour))
	b.tick()
	notes := b.notes()
	if len(notes) != 2 {
		t.Fatalf("%d drafts", len(notes))
	}
	b.approve(notes[0])
	var no *engine.Refusal
	if _, err := b.Approve(t.Context(), engine.ApproveRequest{Note: notes[1].ID, Fingerprint: notes[1].Fingerprint}); !errors.As(err, &no) {
		t.Errorf("a second yes: %v", err)
	}
	if err := b.send(); err != nil || len(b.office.accepted) != 1 {
		t.Errorf("%v, accepted %d", err, len(b.office.accepted))
	}
	sent := 0
	for _, n := range b.notes() {
		if n.Status == followup.Sent {
			sent++
		}
	}
	if sent != 1 {
		t.Errorf("%d letters stand as sent", sent)
	}
}

// TestMovedMailBringsNoSecondLetter: a mail that turns out to belong elsewhere takes its interview along, but the thanks
// for it, which have left, do not leave again.
func TestMovedMailBringsNoSecondLetter(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.approve(b.draft())
	if err := b.send(); err != nil {
		t.Fatal(err)
	}
	confirm := mail(monday.Add(time.Hour), followup.InterviewConfirm)
	card, err := b.Correct(t.Context(), engine.CorrectRequest{Mail: confirm.Mail.ID, App: engine.NewApplication})
	if err != nil || card.Application.Stage == followup.StageNew {
		t.Fatalf("%v: %+v", err, card.Application)
	}
	b.at(b.clock().Add(25 * time.Hour))
	b.tick()
	notes := slices.DeleteFunc(b.notes(), func(n followup.Note) bool { return n.Status != followup.Proposed })
	if len(notes) != 1 {
		t.Fatalf("%d drafts", len(notes))
	}
	var no *engine.Refusal
	if _, err := b.Approve(t.Context(), engine.ApproveRequest{Note: notes[0].ID, Fingerprint: notes[0].Fingerprint}); !errors.As(err, &no) {
		t.Errorf("a yes to the thanks that left: %v", err)
	}
	b.at(b.clock().Add(25 * time.Hour))
	if err := b.send(); err != nil || len(b.office.accepted) != 1 {
		t.Errorf("%v, accepted %d", err, len(b.office.accepted))
	}
	if err := b.CheckDerived(); err != nil {
		t.Error(err)
	}
}

// TestNewPolicyMovesWhatIsDue: what is due by a new policy is noticed at the next start, not at the next mail.
func TestNewPolicyMovesWhatIsDue(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.read(mail(monday, followup.ApplicationAck))
	b.options = func(o *engine.Options) { o.Policy.AppliedDays, o.Policy.NudgeDays = 3, 3 }
	b.at(monday.AddDate(0, 0, 4))
	b.crash()
	b.at(b.clock())
	if err := b.CheckDerived(); err != nil {
		t.Error(err)
	}
	b.tick()
	if n := b.only(); n.Kind != followup.Nudge {
		t.Errorf("a %s", n.Kind)
	}
}

// TestCalendarEntryIsFoundByItsUID: a cancel by a calendar server that names neither employer nor thread reaches the
// interview that it cancels.
func TestCalendarEntryIsFoundByItsUID(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.read(mail(monday, followup.ApplicationAck))
	b.at(monday.Add(time.Hour))
	start := monday.Add(48 * time.Hour)
	b.read(mail(b.clock(), followup.InterviewConfirm, interview(start)))
	b.at(monday.Add(2 * time.Hour))
	b.read(mail(b.clock(), followup.InterviewCancel, interview(start), func(s *followup.Signal) {
		s.Employer, s.Domain, s.Role = "", "", ""
		robot := followup.Address{Name: "Calendar", Addr: "no-reply@calendly.com"}
		s.Mail.From, s.Mail.ReplyTo, s.Person = robot, followup.Address{}, followup.Person{Name: "Calendar", Addr: robot.Addr, Robot: true}
	}))
	b.at(start.Add(2 * time.Hour))
	b.tick()
	if notes := b.notes(); len(notes) != 0 {
		t.Errorf("thanks for what was cancelled: %+v", notes)
	}
	if l, err := b.List(t.Context(), engine.Query{}); err != nil || len(l.Rows) != 1 {
		t.Errorf("%d rows, want one application: %v", len(l.Rows), err)
	}
}

// TestMailThatWasNone: an application that only ever was a mistake is gone with it.
func TestMailThatWasNone(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	ack := mail(monday, followup.ApplicationAck)
	b.read(ack)
	if _, err := b.Correct(t.Context(), engine.CorrectRequest{Mail: ack.Mail.ID, Kind: followup.Other}); err != nil {
		t.Fatal(err)
	}
	if l, err := b.List(t.Context(), engine.Query{}); err != nil || len(l.Rows) != 0 {
		t.Errorf("rows %+v, %v", l.Rows, err)
	}
}
