package followup

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"
)

// at returns a time in the week of Monday, 2 March 2026, UTC: day 1 is that Monday.
func at(day, hour, minute int) time.Time {
	return time.Date(2026, time.March, 1+day, hour, minute, 0, 0, time.UTC)
}

var (
	me   = Address{Name: "Ada Berg", Addr: "ada@home.example"}
	jane = Address{Name: "Jane Doe", Addr: "jane@acme.example"}
	otto = Address{Name: "Otto Kern", Addr: "otto@acme.example"}
	robo = Address{Name: "Acme Careers", Addr: "no-reply@acme.example"}
)

func policy() Policy { return DefaultPolicy(time.UTC) }

// mail is a signal of theirs that a person wrote.
func mail(key string, kind SignalKind, received time.Time, from Address) Signal {
	sig := Signal{
		Kind: kind, Confidence: 0.95, Employer: "Acme GmbH", Domain: "acme.example", Role: "Engineer",
		Mail: Mail{
			Key: key, ID: key + "@acme.example", From: from, ReplyTo: from, To: []Address{me}, Subject: "Engineer",
			Date: received, Received: received, Account: "home",
		},
		Person: Person{Name: from.Name, Addr: from.Addr, Part: PartRecruiter},
	}
	if unanswerable(from.Addr) {
		sig.Mail.ReplyTo, sig.Person.Robot = Address{}, true
	}
	return sig
}

// ownMail is a signal of a mail that the user wrote.
func ownMail(key string, received time.Time, to Address) Signal {
	return Signal{Kind: Other, Detail: DetailOwn, Confidence: 1, Mail: Mail{
		Key: key, ID: key + "@home.example", From: me, ReplyTo: me, To: []Address{to}, Date: received, Received: received, Account: "home",
	}}
}

// meeting is an interview of one hour with one person, from a calendar if uid is not empty.
func meeting(uid string, start time.Time, who ...Address) Interview {
	iv := Interview{UID: uid, Start: start, End: start.Add(time.Hour), Zone: "UTC", Source: FromProse}
	if uid != "" {
		iv.Source, iv.Stamp = FromCalendar, start.AddDate(0, 0, -10)
	}
	for _, w := range who {
		iv.People = append(iv.People, Person{Name: w.Name, Addr: w.Addr, Part: PartInterviewer})
	}
	return iv
}

func with(sig Signal, ivs ...Interview) Signal {
	sig.Interviews = ivs
	return sig
}

// story applies events one after another and keeps the last reason and all effects.
type story struct {
	t       testing.TB
	p       Policy
	app     Application
	why     Reason
	effects []Effect
	journal []Event
}

func begin(t *testing.T) *story {
	t.Helper()
	return &story{t: t, p: policy(), app: Application{ID: "a1", Account: "home"}}
}

func (s *story) event(ev Event) *story {
	s.t.Helper()
	after, effects, why := stepChecked(s.t, s.p, s.app, ev)
	s.app, s.why = after, why
	s.effects = append(s.effects, effects...)
	s.journal = append(s.journal, ev)
	return s
}

// read enters a signal as the events that it is admitted as.
func (s *story) read(sig Signal) *story {
	s.t.Helper()
	return s.readAt(sig, sig.Mail.Received)
}

func (s *story) readAt(sig Signal, seen time.Time) *story {
	s.t.Helper()
	kinds, why := s.p.Admit(s.app, sig)
	s.why = why
	for _, k := range kinds {
		s.event(Event{Kind: k, At: sig.Mail.Received, Seen: seen, Signal: &sig})
	}
	return s
}

func (s *story) tick(now time.Time) *story {
	s.t.Helper()
	return s.event(Event{Kind: EventTick, At: now, Seen: now, Reconciled: now})
}

func (s *story) user(kind EventKind, now time.Time) *story {
	s.t.Helper()
	return s.event(Event{Kind: kind, At: now, Seen: now})
}

// compose gives every proposed note words of its own.
func (s *story) compose(now time.Time) *story {
	s.t.Helper()
	for _, n := range s.app.Notes {
		if n.Status == Proposed && n.Text == "" {
			s.event(Event{Kind: EventComposed, At: now, Seen: now, Note: n.ID, Subject: "Engineer", Text: wordsOf(n)})
		}
	}
	return s
}

// wordsOf are words that no two letters share.
func wordsOf(n Note) string {
	words := []string{"Hello, this is about what you said:"}
	for i := range 14 {
		words = append(words, fmt.Sprintf("q%s%c", n.ID[:8], 'a'+i))
	}
	return strings.Join(words, " ") + "."
}

func (s *story) approve(n Note, now time.Time) *story {
	s.t.Helper()
	key := []byte("key")
	return s.event(Event{
		Kind: EventApprove, At: now, Seen: now, Note: n.ID, Fingerprint: n.Fingerprint, By: "cli", MessageID: MessageID(key, n, "home.example"),
		Bytes: "bytes", AnyHour: true,
	})
}

func (s *story) claim(n Note, now time.Time) *story {
	s.t.Helper()
	return s.event(Event{Kind: EventClaim, At: now, Seen: now, Note: n.ID, Gate: &Gate{Reconciled: now}})
}

func (s *story) outcome(n Note, kind OutcomeKind, now time.Time) *story {
	s.t.Helper()
	return s.event(Event{Kind: EventOutcome, At: now, Seen: now, Note: n.ID, Outcome: kind, Code: 250})
}

// send takes a proposed note all the way.
func (s *story) send(n Note, now time.Time) *story {
	s.t.Helper()
	s.compose(now)
	s.approve(s.noteID(n.ID), now)
	if got := s.noteID(n.ID); got.Status != Approved {
		s.t.Fatalf("approve: %s", s.why)
	}
	then := latest(now.Add(s.p.Undo), s.noteID(n.ID).SendAt)
	s.claim(n, then)
	if got := s.noteID(n.ID); got.Status != Claimed {
		s.t.Fatalf("claim: %s", s.why)
	}
	return s.outcome(n, OutcomeAccepted, then)
}

func (s *story) noteID(id string) Note {
	s.t.Helper()
	n, ok := s.app.Note(id)
	if !ok {
		s.t.Fatalf("no note %s", id)
	}
	return *n
}

// only returns the only open note of a kind.
func (s *story) only(kind NoteKind) Note {
	s.t.Helper()
	var found []Note
	for _, n := range s.app.Notes {
		if n.Kind == kind && n.Status.Open() {
			found = append(found, n)
		}
	}
	if len(found) != 1 {
		s.t.Fatalf("%d open notes of kind %s, want one; last reason %q", len(found), kind, s.why)
	}
	return found[0]
}

func (s *story) stage(want Stage) *story {
	s.t.Helper()
	if s.app.Stage != want {
		s.t.Fatalf("stage %q, want %q; last reason %q", s.app.Stage, want, s.why)
	}
	return s
}

func (s *story) count(kind NoteKind, status NoteStatus) int {
	n := 0
	for _, note := range s.app.Notes {
		if note.Kind == kind && note.Status == status {
			n++
		}
	}
	return n
}

func mustJSON(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// parted shows where two texts part.
func parted(a, b string) string {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	from := max(0, i-120)
	return a[from:min(len(a), i+160)] + "\n" + b[from:min(len(b), i+160)]
}

func dump(t testing.TB, v any) string {
	t.Helper()
	b, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
