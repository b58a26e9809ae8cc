package followup

import (
	"testing"
	"time"
)

// offerMail is an offer, in writing with a date, or by word.
func offerMail(key string, received time.Time, detail Detail, deadline time.Time) Signal {
	sig := mail(key, Offer, received, jane)
	sig.Detail, sig.Deadline = detail, deadline
	return sig
}

func TestOffers(t *testing.T) {
	t.Parallel()
	told := func(s *story, now time.Time, o Terms) *story {
		return s.event(Event{Kind: EventOfferTold, At: now, Seen: now, ID: "e" + now.String(), Offer: &o})
	}
	closeAs := func(s *story, now time.Time, how Outcome) *story {
		return s.event(Event{Kind: EventClose, At: now, Seen: now, Close: how})
	}
	for _, c := range []struct {
		name  string
		tell  func(s *story)
		stage Stage
		want  Terms // Said, By, Checked and Act are not compared
		binds bool
	}{
		{"by word", func(s *story) { s.read(offerMail("o", at(10, 9, 0), DetailVerbal, time.Time{})) }, StageOffered, Terms{}, false},
		{"by word with a date binds nobody", func(s *story) { s.read(offerMail("o", at(10, 9, 0), DetailVerbal, at(20, 18, 0))) }, StageOffered, Terms{Deadline: at(20, 18, 0)}, false},
		{"written replaces verbal", func(s *story) {
			s.read(offerMail("o", at(10, 9, 0), DetailVerbal, time.Time{})).read(offerMail("p", at(12, 9, 0), DetailWritten, at(20, 18, 0)))
		}, StageOffered, Terms{Written: true, Came: at(12, 9, 0), Deadline: at(20, 18, 0)}, true},
		{"a talk about it later is still in writing", func(s *story) {
			s.read(offerMail("p", at(10, 9, 0), DetailWritten, at(20, 18, 0))).read(offerMail("o", at(12, 9, 0), DetailVerbal, time.Time{}))
		}, StageOffered, Terms{Written: true, Came: at(10, 9, 0), Deadline: at(20, 18, 0)}, true},
		{"another date replaces the first", func(s *story) {
			s.read(offerMail("p", at(10, 9, 0), DetailWritten, at(16, 18, 0))).read(offerMail("q", at(12, 9, 0), DetailWritten, at(20, 18, 0)))
		}, StageOffered, Terms{Written: true, Came: at(10, 9, 0), Deadline: at(20, 18, 0)}, true},
		{"told by hand", func(s *story) { told(s, at(11, 9, 0), Terms{Written: true, Deadline: at(20, 18, 0)}) }, StageOffered, Terms{Written: true, Came: at(11, 9, 0), Deadline: at(20, 18, 0)}, true},
		{"told bit by bit", func(s *story) {
			told(s, at(11, 9, 0), Terms{})
			told(s, at(12, 9, 0), Terms{Deadline: at(20, 18, 0)})
			told(s, at(13, 9, 0), Terms{Written: true})
		}, StageOffered, Terms{Written: true, Came: at(13, 9, 0), Deadline: at(20, 18, 0)}, true},
		{"accepted by the user's word alone", func(s *story) {
			closeAs(s.read(offerMail("p", at(10, 9, 0), DetailWritten, at(20, 18, 0))), at(13, 9, 0), OutcomeTaken)
		}, StageClosed, Terms{Written: true, Came: at(10, 9, 0), Deadline: at(20, 18, 0), Accepted: at(13, 9, 0)}, false},
		{"declined", func(s *story) {
			closeAs(s.read(offerMail("p", at(10, 9, 0), DetailWritten, at(20, 18, 0))), at(13, 9, 0), OutcomeDeclined)
		}, StageClosed, Terms{Written: true, Came: at(10, 9, 0), Deadline: at(20, 18, 0), Declined: at(13, 9, 0)}, false},
		{"the paper of an accepted one is recorded without asking", func(s *story) {
			closeAs(s.read(offerMail("o", at(10, 9, 0), DetailVerbal, time.Time{})), at(13, 9, 0), OutcomeTaken)
			s.read(offerMail("p", at(14, 9, 0), DetailWritten, time.Time{}))
			if len(s.app.Doubts) > 0 || !s.app.Settled() {
				t.Errorf("doubts %d, settled %v: %s", len(s.app.Doubts), s.app.Settled(), s.why)
			}
		}, StageClosed, Terms{Written: true, Came: at(14, 9, 0), Accepted: at(13, 9, 0)}, false},
		{"taken back, on the user's yes", func(s *story) {
			sig := mail("r", Rejection, at(13, 9, 0), jane)
			sig.Detail = DetailRescinded
			s.read(offerMail("p", at(10, 9, 0), DetailWritten, at(20, 18, 0))).read(sig)
			s.event(Event{Kind: EventResolved, At: at(13, 10, 0), Seen: at(13, 10, 0), Key: "r", Signal: &sig})
		}, StageClosed, Terms{Written: true, Came: at(10, 9, 0), Deadline: at(20, 18, 0), Rescinded: at(13, 9, 0)}, false},
		{"a new offer after one taken back is a new one", func(s *story) {
			closeAs(s.read(offerMail("p", at(10, 9, 0), DetailWritten, at(20, 18, 0))), at(13, 9, 0), OutcomeRescinded)
			sig := offerMail("q", at(14, 9, 0), DetailVerbal, time.Time{})
			s.event(Event{Kind: EventResolved, At: at(14, 10, 0), Seen: at(14, 10, 0), Key: "q", Signal: &sig})
		}, StageOffered, Terms{}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := begin(t)
			interviewedOnce(s)
			c.tell(s)
			s.stage(c.stage)
			if s.app.Offer == nil {
				t.Fatalf("no offer: %s", s.why)
			}
			got := *s.app.Offer
			got.Said, got.By, got.Checked, got.Act = time.Time{}, Person{}, nil, ""
			if mustJSON(got) != mustJSON(c.want) {
				t.Errorf("offer\n%s\nwant\n%s", mustJSON(got), mustJSON(c.want))
			}
			if s.app.Binding(at(14, 12, 0)) != c.binds {
				t.Errorf("binding %v", !c.binds)
			}
			if c.binds && s.app.Binding(at(20, 18, 0)) {
				t.Error("it binds after its date")
			}
		})
	}
	// What is unknown is said, and changes nothing.
	s := begin(t)
	interviewedOnce(s)
	if told(s, at(11, 9, 0), Terms{Checked: map[string]string{"colour": "blue"}}); s.app.Offer != nil {
		t.Errorf("an unknown item was taken: %s", s.why)
	}
	closeAs(s, at(12, 9, 0), OutcomeWithdrawn)
	if told(s, at(13, 9, 0), Terms{Written: true}); s.app.Offer != nil || s.why != "it is closed: reopen it first" {
		t.Errorf("told of an offer after the end: %s", s.why)
	}
}

// An offer reminds three business days before its date and a day before, and one by word has the paper asked for, once.
func TestOfferDues(t *testing.T) {
	t.Parallel()
	s := begin(t)
	interviewedOnce(s)
	s.read(offerMail("p", at(10, 9, 0), DetailWritten, at(17, 18, 0))) // a Wednesday
	var got []time.Time
	for _, d := range s.p.Next(s.app) {
		if d.Kind == DueOffer && d.Level == 1 {
			got = append(got, d.At)
		}
		if d.Kind == DueInWriting {
			t.Error("it is in writing, and the paper is asked for")
		}
	}
	if mustJSON(got) != mustJSON([]time.Time{at(12, 18, 0), at(16, 18, 0)} /* Friday, Tuesday */) {
		t.Errorf("reminded at %v", got)
	}
	s = begin(t)
	interviewedOnce(s)
	s.read(offerMail("o", at(10, 9, 0), DetailVerbal, time.Time{}))
	if s.tick(at(15, 8, 59)); s.count(OfferThanks, Proposed) != 0 {
		t.Error("asked for too early")
	}
	s.tick(at(15, 9, 0))
	n := s.only(OfferThanks)
	if ok, why := s.p.Fits(s.app, n, at(15, 9, 0)); !ok {
		t.Errorf("it does not fit: %s", why)
	}
	s.event(Event{Kind: EventDismiss, At: at(15, 10, 0), Seen: at(15, 10, 0), Note: n.ID, Fingerprint: n.Fingerprint})
	if s.tick(at(25, 9, 0)); len(s.app.Notes) != 2 { // the thank-you is the other
		t.Errorf("%d notes", len(s.app.Notes))
	}
	if s.read(offerMail("p", at(25, 10, 0), DetailWritten, time.Time{})); func() bool { ok, _ := s.p.Fits(s.app, n, at(25, 10, 0)); return ok }() {
		t.Error("it is in writing, and the letter that asks for it fits")
	}
	// Accepted by word only: the user is warned, and nothing else follows.
	s.app.Offer.Written = false
	s.event(Event{Kind: EventClose, At: at(26, 9, 0), Seen: at(26, 9, 0), Close: OutcomeTaken})
	if s.app.Settled() || len(s.why) < 60 {
		t.Errorf("settled %v: %s", s.app.Settled(), s.why)
	}
	for _, d := range s.p.Next(s.app) {
		if d.Kind == DueInWriting && (d.Acts || d.Level != 1) {
			t.Errorf("due %+v", d)
		}
	}
}

// The note about another offer's date is drafted for real ones alone, where they can decide, once, and dies with the offer.
func TestDeadlineNote(t *testing.T) {
	t.Parallel()
	now := at(10, 9, 0)
	fact := func(change func(*OfferFact)) *Gate {
		f := OfferFact{App: "other", Written: true, Deadline: at(20, 18, 0)}
		if change != nil {
			change(&f)
		}
		return &Gate{Offer: &f}
	}
	want := func(s *story, by string, g *Gate) *story {
		return s.event(Event{Kind: EventWants, At: now, Seen: now, Want: DeadlineNote, OfferOf: "other", By: by, Gate: g})
	}
	met := func() *story {
		s := begin(t)
		interviewedOnce(s)
		return s
	}
	screened := func() *story {
		s := met()
		s.app.Rounds[0].Kind = RoundScreen
		return s
	}
	for _, c := range []struct {
		name string
		s    *story
		by   string
		gate *Gate
		n    int
	}{
		{"after an interview", met(), ByOffer, fact(nil), 1},
		{"on the user's word", met(), "", fact(nil), 1},
		{"no offer is known", met(), "", nil, 0},
		{"it is not in writing", met(), "", fact(func(f *OfferFact) { f.Written = false }), 0},
		{"it has no date", met(), "", fact(func(f *OfferFact) { f.Deadline = time.Time{} }), 0},
		{"its date has passed", met(), "", fact(func(f *OfferFact) { f.Deadline = now }), 0},
		{"it is of the same employer", met(), "", fact(func(f *OfferFact) { f.SameEmployer = true }), 0},
		{"it is another offer than the one that is meant", met(), "", fact(func(f *OfferFact) { f.App = "third" }), 0},
		{"after a screen it is too early", screened(), ByOffer, fact(nil), 0},
		{"but the user may ask for it", screened(), "", fact(nil), 1},
		{"before any interview", begin(t).read(mail("w", ApplicationAck, at(1, 9, 0), jane)), ByOffer, fact(nil), 0},
		{"after a rejection", met().read(mail("no", Rejection, at(10, 8, 0), jane)), "", fact(nil), 0},
		{"they made an offer themselves", met().read(offerMail("o", at(10, 8, 0), DetailWritten, at(25, 18, 0))), "", fact(nil), 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			if want(c.s, c.by, c.gate); c.s.count(DeadlineNote, Proposed) != c.n {
				t.Errorf("%d drafts: %s", c.s.count(DeadlineNote, Proposed), c.s.why)
			}
		})
	}
	s := want(met(), ByOffer, fact(nil))
	n := s.only(DeadlineNote)
	if n.Offer != "other" || !n.Expires.Equal(at(20, 18, 0)) {
		t.Errorf("note %+v", n)
	}
	if want(s, ByOffer, fact(nil)); s.count(DeadlineNote, Proposed) != 1 {
		t.Error("drafted twice")
	}
	if want(s, ByOffer, fact(func(f *OfferFact) { f.Deadline = at(24, 18, 0) })); !s.only(DeadlineNote).Expires.Equal(at(24, 18, 0)) || s.count(DeadlineNote, Withdrawn) != 1 {
		t.Errorf("after the date moved: %s", s.why)
	}
	if want(s, ByOffer, &Gate{}); s.count(DeadlineNote, Proposed) != 0 {
		t.Errorf("the offer is gone and the note stays: %s", s.why)
	}
	if ok, _ := s.p.Fits(s.app, n, at(20, 18, 0)); ok {
		t.Error("it fits after the date of the offer")
	}
}

// A withdrawal and a request for more time leave only by the user's word, and what they say is then so.
func TestOfferLetters(t *testing.T) {
	t.Parallel()
	want := func(s *story, kind NoteKind, now time.Time, slot *Interview) *story {
		return s.event(Event{Kind: EventWants, At: now, Seen: now, ID: "e" + string(kind), Want: kind, Slot: slot})
	}
	s := begin(t)
	interviewedOnce(s)
	want(s, Withdrawal, at(10, 9, 0), nil).stage(StageInterviewed)
	s.send(s.only(Withdrawal), at(10, 9, 1)).stage(StageClosed)
	if s.app.Outcome != OutcomeWithdrawn || s.count(ThankYou, Withdrawn) != 1 {
		t.Errorf("closed as %s, thank-yous withdrawn %d", s.app.Outcome, s.count(ThankYou, Withdrawn))
	}
	s = begin(t)
	interviewedOnce(s)
	s.read(offerMail("p", at(10, 9, 0), DetailWritten, at(17, 18, 0)))
	if want(s, ExtensionRequest, at(11, 9, 0), &Interview{Start: at(16, 9, 0)}); s.count(ExtensionRequest, Proposed) != 0 {
		t.Error("a day before the date is no extension")
	}
	want(s, ExtensionRequest, at(11, 9, 0), &Interview{Start: at(22, 9, 0)})
	s.send(s.only(ExtensionRequest), at(11, 9, 1)).stage(StageOffered)
	if s.app.Offer.Extended.IsZero() || s.app.Turn != TurnOurs {
		t.Errorf("extended %v, turn %s", s.app.Offer.Extended, s.app.Turn)
	}
	if want(s, ExtensionRequest, at(12, 9, 0), nil); s.count(ExtensionRequest, Proposed) != 0 || s.why != "you asked for more time before: once is enough" {
		t.Errorf("asked twice: %s", s.why)
	}
	want(s, Withdrawal, at(12, 9, 0), nil)
	if s.send(s.only(Withdrawal), at(12, 12, 0)); s.app.Outcome != OutcomeDeclined || s.app.Offer.Declined.IsZero() {
		t.Errorf("closed as %s", s.app.Outcome)
	}
}
