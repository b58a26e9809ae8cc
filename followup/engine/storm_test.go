package engine_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"followup/followup"
	"followup/followup/engine"
	"followup/followup/store"
)

// yes is what a person agreed to, as long as it stands.
type yes struct{ to, subject, text string }

// storm is a life at random over a real store, and what must be true of it whatever the order of things.
type storm struct {
	*bench
	rt     *rapid.T
	mails  []followup.Signal // read so far
	count  map[string]int    // mail key -> how often the journals count it
	stands map[string]yes    // note -> the yes that stands
	again  map[string]int    // Message-ID -> how often a person said that an unsure letter did not leave
	paused bool
	away   bool   // another goroutine runs, in which rapid can neither draw nor fail
	broken string // what failed there
	copied bool   // this server lays its own copy into Sent
	serial int
}

var employers = []struct{ name, domain string }{{"Birchwood Analytics", "birchwood.example"}, {"Cedar Works", "cedar.example"}}

// TestStorm mixes mails in any order, time, a person's acts, crashes in every phase and every way a submission can end,
// and holds after each that no letter leaves twice, unapproved or too late, and that no mail is lost or counted twice.
func TestStorm(t *testing.T) {
	t.Parallel()
	left := 0
	root := t.TempDir()
	rapid.Check(t, func(rt *rapid.T) {
		folder, err := os.MkdirTemp(root, "")
		if err != nil {
			rt.Fatal(err)
		}
		defer os.RemoveAll(folder)
		s := &storm{rt: rt, count: map[string]int{}, stands: map[string]yes{}, again: map[string]int{}}
		s.bench = benchIn(s, folder)
		defer func() { s.store.Close() }()
		s.copied = rapid.Bool().Draw(rt, "the server keeps copies")
		for _, e := range employers { // each life begins at the end of a first interview
			s.take(s.mailOf(e.domain, followup.ApplicationAck))
			s.take(s.mailOf(e.domain, followup.InterviewConfirm, interview(monday.Add(time.Hour))))
		}
		s.at(monday.Add(2 * time.Hour))
		s.tick()
		for range rapid.IntRange(10, 50).Draw(rt, "steps") {
			s.step()
			s.holds()
		}
		s.crash()
		s.holds()
		left += len(s.office.accepted)
	})
	if t.Logf("%d letters left", left); left == 0 {
		t.Error("no letter ever left: the storm proves nothing")
	}
}

func (s *storm) Helper()                  {}
func (s *storm) Context() context.Context { return s.rt.Context() }
func (s *storm) Fatal(args ...any)        { s.Fatalf("%s", fmt.Sprint(args...)) }
func (s *storm) Fatalf(format string, args ...any) {
	if s.away {
		s.broken = fmt.Sprintf(format, args...)
		runtime.Goexit()
	}
	s.rt.Fatalf(format, args...)
}

func (s *storm) int(most int, label string) int { return rapid.IntRange(0, most).Draw(s.rt, label) }

// one draws one of many by its number, which is all that a failure needs to tell.
func one[T any](s *storm, of []T, label string) T { return of[s.int(len(of)-1, label)] }

// mailOf makes a mail of somebody at that employer, received now.
func (s *storm) mailOf(domain string, kind followup.SignalKind, change ...func(*followup.Signal)) followup.Signal {
	s.serial++
	sig := mail(s.clock(), kind, change...)
	i := slices.IndexFunc(employers, func(e struct{ name, domain string }) bool { return e.domain == domain })
	sig.Employer, sig.Domain = employers[i].name, domain
	sig.Mail.ID = fmt.Sprintf("m%d@%s", s.serial, domain)
	sig.Mail.Key = "key-" + sig.Mail.ID
	who := followup.Address{Name: "Maya Lindqvist", Addr: "maya@" + domain}
	if !s.away && s.int(1, "who") == 0 {
		who.Addr = "otto@" + domain
	}
	sig.Mail.From, sig.Mail.ReplyTo = who, who
	sig.Person.Addr, sig.Person.Name = who.Addr, who.Name
	return sig
}

// confirm makes a confirmation of an interview to come, or one just over.
func (s *storm) confirm(domain string) followup.Signal {
	start := s.clock().Truncate(time.Hour).Add(time.Duration(rapid.IntRange(-2, 50).Draw(s.rt, "start")) * time.Hour)
	sig := s.mailOf(domain, followup.InterviewConfirm, interview(start))
	sig.Interviews[0].UID = fmt.Sprintf("u%d@%s", s.int(2, "uid"), domain)
	sig.Interviews[0].Floating = s.int(7, "floating") == 0
	if s.int(1, "somebody met") == 0 {
		sig.Interviews[0].People = []followup.Person{{Name: "Kim Li", Addr: "kim@" + domain, Part: followup.PartInterviewer}}
	}
	return sig
}

// anyMail draws a mail: news of theirs, sure or not, a late one, the user's own, a copy of ours, a bounce, or one read
// before.
func (s *storm) anyMail() followup.Signal {
	domain := one(s, employers, "employer").domain
	switch s.int(11, "mail") {
	case 0, 1:
		return s.mailOf(domain, followup.Rejection)
	case 2, 3:
		return s.confirm(domain)
	case 4:
		return s.own(domain)
	case 5:
		sig := one(s, s.mails, "the same mail again")
		sig.Mail.Folder = "Archive"
		return sig
	case 6:
		sig := s.mailOf(domain, followup.Other)
		sig.Detail, sig.Bounced, sig.Mail.Automatic = followup.DetailBounce, "unknown@ashby.example", true
		if n := s.left(); len(n) > 0 {
			sig.Bounced = one(s, n, "bounced").MessageID
		}
		return sig
	case 7:
		sig := s.own(domain)
		if n := s.left(); len(n) > 0 && s.copied {
			sig.Mail.ID = one(s, n, "copy").MessageID
			sig.Mail.Key, sig.Mail.Folder = "key-"+sig.Mail.ID, "Sent"
		}
		return sig
	}
	kind := rapid.SampledFrom([]followup.SignalKind{
		followup.Offer, followup.InterviewInvite, followup.InterviewReschedule, followup.InterviewCancel, followup.Update,
		followup.Update, followup.Assessment, followup.InterviewInvite, followup.Rejection,
	}).Draw(s.rt, "kind")
	sig := s.mailOf(domain, kind)
	if kind == followup.InterviewReschedule && s.int(1, "timed") == 0 {
		sig.Interviews = s.confirm(domain).Interviews
	}
	sig.Detail = map[followup.SignalKind]followup.Detail{followup.Update: followup.DetailHuman}[kind]
	switch s.int(4, "how") {
	case 0:
		sig.Confidence = 0.7
	case 1: // it was written days ago and is read only now
		sig.Mail.Received = sig.Mail.Received.Add(-time.Duration(s.int(100, "late")) * time.Hour)
		sig.Mail.Date = sig.Mail.Received
	}
	return sig
}

func (s *storm) own(domain string) followup.Signal {
	sig := s.mailOf(domain, followup.Other)
	me := followup.Address{Addr: "robin@ashby.example"}
	sig.Detail, sig.Mail.To, sig.Mail.From, sig.Mail.ReplyTo = followup.DetailOwn, []followup.Address{sig.Mail.From}, me, me
	return sig
}

// left returns the notes that a server took.
func (s *storm) left() []followup.Note {
	return slices.DeleteFunc(s.notes(), func(n followup.Note) bool {
		return n.MessageID == "" || !slices.ContainsFunc(s.office.accepted, func(b []byte) bool { return idOf(b) == n.MessageID })
	})
}

func idOf(letter []byte) string {
	id, _, _ := strings.Cut(strings.TrimPrefix(string(letter), "Message-ID: <"), ">")
	return id
}

// take reads one mail and forgets every yes that it makes void.
func (s *storm) take(sig followup.Signal) {
	_, known := s.count[sig.Mail.Key]
	before := s.apps()
	s.read(sig)
	if !known {
		s.mails = append(s.mails, sig)
		s.count[sig.Mail.Key] = s.counted()[sig.Mail.Key]
	}
	ours := slices.ContainsFunc(s.office.accepted, func(b []byte) bool { return idOf(b) == sig.Mail.ID })
	if known || ours || sig.Detail == followup.DetailBounce || sig.Kind == followup.ApplicationAck {
		if ours && s.count[sig.Mail.Key] != 0 {
			s.Fatalf("our own letter was counted as mail")
		}
		return
	}
	if s.count[sig.Mail.Key] != 1 {
		s.Fatalf("a %s %s mail was counted %d times", sig.Kind, sig.Detail, s.count[sig.Mail.Key])
	}
	for _, app := range before {
		if app.Employer != sig.Employer {
			continue
		}
		for _, n := range app.Notes {
			if sig.Confidence < 0.9 { // a doubt stops it for as long as it stands
				continue
			}
			if sig.Detail != followup.DetailOwn || n.Kind == followup.Nudge || sig.Mail.To[0].Addr == n.To.Addr {
				delete(s.stands, n.ID)
			}
		}
	}
}

func (s *storm) apps() []followup.Application {
	var out []followup.Application
	err := s.store.View(func(tx *store.Tx) error {
		return tx.Applications(func(a followup.Application) error { out = append(out, a); return nil })
	})
	if err != nil {
		s.Fatal(err)
	}
	return out
}

// counted tells how often the journals count each mail.
func (s *storm) counted() map[string]int {
	counts := map[string]int{}
	err := s.store.View(func(tx *store.Tx) error {
		return tx.Applications(func(a followup.Application) error {
			entries, err := tx.Journal(a.ID)
			for _, en := range entries {
				if ev := en.Event; ev.Signal != nil && ev.Kind != followup.EventResolved && ev.Kind != followup.EventCorrect {
					counts[ev.Signal.Mail.Key]++
				}
			}
			return err
		})
	})
	if err != nil {
		s.Fatal(err)
	}
	return counts
}

// step draws one thing that happens, and often what brings a letter on its way.
func (s *storm) step() {
	switch s.int(21, "step") {
	case 0, 1, 2:
		s.take(s.anyMail())
	case 3:
		s.at(s.clock().Add(time.Duration(rapid.IntRange(1, 200*60).Draw(s.rt, "minutes")) * time.Minute))
		s.tick()
	case 4, 5:
		s.meet()
	case 6:
		s.crash()
	case 7:
		s.pauseOrResume(!s.paused && s.int(2, "pause") == 0)
	case 8, 9:
		s.say()
	case 10, 11, 12, 13:
		s.decide()
	case 20, 21:
		s.byHand()
	case 14, 15, 16:
		s.decide()
		s.comes()
		s.post()
	default:
		s.comes()
		s.post()
	}
}

// meet lets an interview be confirmed, take place and end.
func (s *storm) meet() {
	domain := one(s, employers, "employer").domain
	start := s.clock().Truncate(time.Hour).Add(24 * time.Hour)
	sig := s.mailOf(domain, followup.InterviewConfirm, interview(start))
	sig.Interviews[0].UID = sig.Mail.ID
	s.take(sig)
	s.at(start.Add(time.Duration(s.int(30, "hours after")) * time.Hour))
	s.tick()
}

// comes makes way for the next letter, most of the time, and moves the clock to when it may leave.
func (s *storm) comes() {
	if s.paused && s.int(3, "paused") > 0 {
		s.pauseOrResume(false)
	}
	at := s.clock()
	for _, n := range s.notes() {
		if n.Status == followup.Approved && n.SendAt.After(at) {
			at = n.SendAt
			break
		}
	}
	s.at(at.Add(2 * time.Minute))
}

func (s *storm) pauseOrResume(pause bool) {
	var err error
	if s.paused = pause; pause {
		_, err = s.Pause(s.t.Context(), "the test says so")
	} else {
		_, err = s.Resume(s.t.Context())
	}
	if err != nil {
		s.Fatal(err)
	}
}

// refused passes a no of the rules and fails on anything else.
func (s *storm) refused(err error) bool {
	var no *engine.Refusal
	if err != nil && !errors.As(err, &no) {
		s.Fatal(err)
	}
	return err != nil
}

// say is what a person says about mails and applications.
func (s *storm) say() {
	ctx := s.t.Context()
	app := one(s, s.apps(), "application")
	if len(app.Doubts) == 0 && s.int(1, "nothing to say") == 0 {
		return
	}
	switch s.int(9, "say") {
	case 0:
		_, err := s.Held(ctx, engine.HeldRequest{App: app.ID, Held: rapid.Bool().Draw(s.rt, "held")})
		s.refused(err)
	case 1:
		sig := one(s, s.mails, "mail")
		if sig.Kind == followup.ApplicationAck {
			return
		}
		r := engine.CorrectRequest{Mail: sig.Mail.Key, Kind: rapid.SampledFrom([]followup.SignalKind{followup.Rejection, followup.Update, followup.Other}).Draw(s.rt, "it is")}
		if _, err := s.Correct(ctx, r); !errors.Is(err, engine.ErrNotFound) {
			s.refused(err)
		}
	case 2:
		_, err := s.Draft(ctx, app.ID)
		s.refused(err)
	default:
		s.answer(app)
	}
}

// answer says what the doubted mails of an application are.
func (s *storm) answer(app followup.Application) {
	for _, d := range app.Doubts {
		r := engine.CorrectRequest{Mail: d.Key}
		if rapid.Bool().Draw(s.rt, "it means nothing") {
			r.Kind = followup.Other
		} else {
			for _, n := range app.Notes {
				delete(s.stands, n.ID)
			}
		}
		_, err := s.Correct(s.t.Context(), r)
		s.refused(err)
	}
}

// decide is what a person does with a note: most often what brings it on its way.
func (s *storm) decide() {
	if s.int(2, "answer first") > 0 {
		for _, app := range s.apps() {
			s.answer(app)
		}
	}
	notes := s.notes()
	if s.int(5, "any note") > 0 {
		notes = slices.DeleteFunc(notes, func(n followup.Note) bool { return !n.Status.Open() || n.Status == followup.Approved })
	}
	if len(notes) == 0 {
		return
	}
	ctx := s.t.Context()
	n := one(s, notes, "note")
	if n.Text == "" {
		return // it ended before it had any words
	}
	act := s.int(29, "act")
	switch {
	case n.Status == followup.Unsure:
		leftIt := rapid.Bool().Draw(s.rt, "it left")
		if _, err := s.Resolve(ctx, engine.ResolveRequest{Note: n.ID, Left: leftIt}); !s.refused(err) && !leftIt {
			s.again[n.MessageID]++
		}
	case n.Status == followup.Failed:
		_, err := s.Retry(ctx, n.ID)
		s.refused(err)
	case act == 0:
		card, err := s.Edit(ctx, engine.EditRequest{
			Note: n.ID, Fingerprint: n.Fingerprint, Subject: "In my words", Text: fmt.Sprintf("Words of my own, number %d, that nobody else would write in this order at all.", s.serial),
			To: followup.Address{Addr: rapid.SampledFrom([]string{"", "kim@birchwood.example", "otto@cedar.example"}).Draw(s.rt, "to")},
		})
		if s.serial++; !s.refused(err) && card.Note.Status == followup.Proposed {
			delete(s.stands, n.ID)
		}
	case act == 1:
		if _, err := s.Undo(ctx, n.ID); !s.refused(err) {
			delete(s.stands, n.ID)
		}
	case act == 2:
		if _, err := s.Dismiss(ctx, engine.DismissRequest{Note: n.ID, Fingerprint: n.Fingerprint}); !s.refused(err) {
			delete(s.stands, n.ID)
		}
	case act == 3:
		_, err := s.Snooze(ctx, engine.SnoozeRequest{Note: n.ID, Until: s.clock().Add(time.Hour)})
		s.refused(err)
	case act == 4:
		if _, err := s.Approve(ctx, engine.ApproveRequest{Note: n.ID, Fingerprint: "other words"}); !errors.Is(err, engine.ErrChanged) {
			s.Fatalf("a yes to other words: %v", err)
		}
	default:
		card, err := s.Approve(ctx, engine.ApproveRequest{Note: n.ID, Fingerprint: n.Fingerprint, AnyHour: s.int(3, "hour") > 0})
		if !s.refused(err) && n.Status == followup.Proposed {
			s.stands[n.ID] = yes{card.Note.To.Addr, card.Note.Subject, card.Note.Text}
		}
	}
}

// post lets the outbox run. What the server and the line do, and what happens meanwhile, is drawn before.
func (s *storm) post() {
	where, what := one(s, []int{0, 1, 2, 3, 3}, "meanwhile, at step"), s.int(4, "meanwhile")
	news, answer := s.anyMail(), s.int(9, "answer")
	refusal := one(s, []followup.OutcomeKind{followup.OutcomeDeferred, followup.OutcomeRefused, followup.OutcomeLost}, "refusal")
	crashed, steps := false, 0
	meanwhile := func() {
		if steps++; steps != where {
			return
		}
		switch what {
		case 0, 1:
			if n := len(s.office.accepted); n > 0 && bytes.Equal(s.office.accepted[n-1], s.office.letter) { // its own copy is read before its outcome is known
				news = s.mailOf(employers[0].domain, followup.Other, func(sig *followup.Signal) { sig.Detail = followup.DetailOwn })
				news.Mail.ID = idOf(s.office.letter)
			}
			s.take(news)
		case 2:
			s.pauseOrResume(!s.paused)
		default:
			crashed = true
			runtime.Goexit()
		}
	}
	s.office.script = func(phase func(followup.Phase) error, accept func()) engine.Outcome {
		letter := s.office.letter
		meanwhile()
		if answer == 0 && refusal != followup.OutcomeLost {
			return engine.Outcome{Kind: refusal, Reply: "no"}
		}
		for _, p := range []followup.Phase{followup.PhaseData, followup.PhaseDot} {
			if err := phase(p); err != nil {
				return engine.Outcome{Kind: followup.OutcomeStopped, Reply: err.Error()}
			}
			if p == followup.PhaseData {
				meanwhile()
			}
		}
		s.mayLeave(letter)
		if answer == 1 {
			return engine.Outcome{Kind: refusal, Reply: "no"}
		}
		accept()
		if s.copied {
			s.office.sent[idOf(letter)] = letter
		}
		meanwhile()
		if answer <= 4 {
			return engine.Outcome{Kind: followup.OutcomeLost, Reply: "EOF"}
		}
		return engine.Outcome{Kind: followup.OutcomeAccepted, Code: 250}
	}
	done := make(chan struct{})
	s.away = true
	go func() {
		defer close(done)
		if err := s.send(); err != nil {
			s.Fatal(err)
		}
	}()
	<-done
	if s.away = false; s.broken != "" {
		s.Fatal(s.broken)
	}
	if crashed {
		s.crash()
	}
}

// mayLeave is asked where the final dot leaves.
func (s *storm) mayLeave(letter []byte) {
	id := idOf(letter)
	if s.paused {
		s.Fatalf("a letter left while sending was paused")
	}
	times, same := 0, 0
	for _, b := range s.office.accepted {
		if idOf(b) == id {
			times++
		}
	}
	if times > s.again[id] {
		s.Fatalf("a letter is accepted a second time")
	}
	for _, app := range s.apps() {
		for _, n := range app.Notes {
			if n.MessageID != id {
				continue
			}
			if same++; same > 1 {
				s.Fatalf("two notes have one Message-ID")
			}
			y, ok := s.stands[n.ID]
			if !ok {
				s.Fatalf("no yes stands for this %s to %s: %+v", n.Kind, n.To.Addr, n)
			}
			if !bytes.Contains(letter, fmt.Appendf(nil, "To: %s\r\nSubject: %s\r\n", y.to, y.subject)) || !bytes.HasSuffix(letter, []byte("\r\n\r\n"+y.text)) {
				s.Fatalf("other words leave than were approved: %q, want %+v", letter, y)
			}
			if len(app.Doubts) > 0 {
				s.Fatalf("a letter leaves while a mail waits for an answer")
			}
			for _, o := range app.Notes {
				twin := o.Kind == n.Kind && o.To.Addr == n.To.Addr && (n.Kind == followup.RejectionResponse || n.Kind == followup.ThankYou && o.Interview == n.Interview)
				if o.ID != n.ID && twin && (o.Status == followup.Sent || o.Status == followup.Unsure) {
					s.Fatalf("a second %s to %s leaves", n.Kind, n.To.Addr)
				}
			}
		}
	}
	if same == 0 {
		s.Fatalf("a letter leaves that no note knows")
	}
}

// holds checks what must be true at any time.
func (s *storm) holds() {
	if err := s.CheckDerived(); err != nil {
		s.Fatal(err)
	}
	counts := s.counted()
	for _, sig := range s.mails {
		if key := sig.Mail.Key; counts[key] != s.count[key] {
			s.Fatalf("mail %s is counted %d times, and was %d times", key, counts[key], s.count[key])
		}
	}
	gone := map[string]bool{}
	for _, n := range s.notes() {
		gone[n.MessageID] = gone[n.MessageID] || n.Status == followup.Sent || n.Status == followup.Unsure
		if n.Status == followup.Claimed {
			s.Fatalf("a note is claimed while nothing is sent")
		}
		if n.Status == followup.Proposed && n.Text == "" {
			s.Fatalf("a draft has no words")
		}
	}
	for _, b := range s.office.accepted {
		if id := idOf(b); !gone[id] && s.again[id] == 0 {
			s.Fatalf("a letter that the server took does not stand as one that left, or may have")
		}
	}
}
