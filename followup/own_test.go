package followup

import (
	"strings"
	"testing"
	"time"
)

// kim is a third interviewer, lena a friend, ref a referee.
var (
	kim  = Address{Name: "Kim Li", Addr: "kim@acme.example"}
	lena = Address{Name: "Lena", Addr: "lena@friends.example"}
	ref  = Address{Name: "Prof. Roth", Addr: "roth@uni.example"}
)

// What the user writes from her phone ends, moves and withdraws what it should, and nothing else.
func TestOwnMail(t *testing.T) {
	t.Parallel()
	// After a panel of three: a thank-you to each is drafted.
	panel := func(t *testing.T) *story {
		s := begin(t).read(mail("i", InterviewInvite, at(2, 9, 0), jane)).read(ownMail("o0", at(2, 10, 0), jane))
		s.read(confirm("c", at(3, 9, 0), meeting("u1", at(9, 14, 0), jane, otto, kim)))
		return s.tick(at(9, 15, 0)).compose(at(9, 15, 1))
	}
	// A question to Jane waits for a yes.
	nudged := func(t *testing.T) *story {
		s := begin(t).read(mail("w", ApplicationAck, at(1, 9, 0), jane)).tick(at(16, 9, 0)).compose(at(16, 9, 1))
		s.only(Nudge)
		return s
	}
	write := func(change func(*Signal), day int, to ...Address) Signal {
		sig := ownMail("own", at(day, 16, 0), jane)
		sig.Mail.To = to
		if change != nil {
			change(&sig)
		}
		return sig
	}
	in := func(id string) func(*Signal) {
		return func(s *Signal) { s.Mail.InReplyTo = []string{id + "@acme.example"} }
	}
	detail := func(d Detail) func(*Signal) { return func(s *Signal) { s.Detail = d } }
	answer := func(d Detail) func(*Signal) { // to the calendar entry
		return func(s *Signal) { s.Detail, s.Interviews = d, []Interview{{UID: "u1", Start: at(9, 14, 0)}} }
	}
	notes := func(a Application) string {
		var out []string
		for _, n := range a.Notes {
			if n.Status.Open() {
				out = append(out, string(n.Kind)+" "+strings.SplitN(n.To.Addr, "@", 2)[0])
			}
		}
		return strings.Join(out, ", ")
	}
	for _, c := range []struct {
		name string
		s    func(*testing.T) *story
		mail Signal
		left string // open notes afterwards
		turn Turn
		asks int
	}{
		{"thanking Otto leaves the others' drafts", panel, write(nil, 9, otto), "thank-you jane, thank-you kim", TurnTheirs, 0},
		{"thanking two at once", panel, write(nil, 9, otto, kim), "thank-you jane", TurnTheirs, 0},
		{"thanking all", panel, write(nil, 9, jane, otto, kim), "", TurnTheirs, 0},
		{"telling a friend changes nothing", panel, write(nil, 9, lena), "thank-you jane, thank-you otto, thank-you kim", TurnTheirs, 0},
		{"forwarding their mail to a friend changes nothing", panel, write(func(s *Signal) {
			in("c")(s)
			s.Mail.Subject = "Fwd: Engineer"
		}, 9, lena), "thank-you jane, thank-you otto, thank-you kim", TurnTheirs, 0},
		{"a question of hers ends ours", nudged, write(nil, 16, jane), "", TurnTheirs, 0},
		{"to somebody else of the firm as well", nudged, write(nil, 16, Address{Addr: "hr@acme.example"}), "", TurnTheirs, 0},
		{"in the thread, to an address that nobody knows", nudged, write(in("w"), 16, Address{Addr: "token-1@reply.example"}), "", TurnTheirs, 0},
		{"to a friend it stays", nudged, write(nil, 16, lena), "nudge jane", TurnTheirs, 0},
		{"to a referee it stays", func(t *testing.T) *story {
			s := nudged(t)
			s.app.People = append(s.app.People, Person{Name: ref.Name, Addr: ref.Addr, Part: PartReferee})
			return s
		}, write(nil, 16, ref), "nudge jane", TurnTheirs, 0},
		{"forwarding to a friend: it stays", nudged, write(func(s *Signal) {
			in("w")(s)
			s.Mail.Subject = "WG: Engineer"
		}, 16, lena), "nudge jane", TurnTheirs, 0},
		{"withdrawing is asked about", panel, write(detail(DetailOwnWithdraw), 9, jane), "thank-you otto, thank-you kim", TurnTheirs, 1},
		{"accepting, with no offer, is a mail like others", panel, write(detail(DetailOwnAccept), 9, jane), "thank-you otto, thank-you kim", TurnTheirs, 0},
		{"accepting an offer is asked about", func(t *testing.T) *story {
			return panel(t).read(offerMail("p", at(9, 15, 30), DetailWritten, at(20, 18, 0)))
		}, write(detail(DetailOwnAccept), 9, jane), "thank-you otto, thank-you kim", TurnOurs, 1},
		{"accepting a calendar entry settles the time", func(t *testing.T) *story {
			s := begin(t).read(mail("i", InterviewInvite, at(2, 9, 0), jane)).read(askMail("q", Update, DetailQuestion, at(2, 9, 30), otto))
			return s.read(confirm("c", at(3, 9, 0), meeting("u1", at(9, 14, 0), jane)))
		}, write(answer(DetailOwnCalYes), 3, jane), "", TurnOurs, 0},
		{"declining it is asked about", func(t *testing.T) *story {
			return begin(t).read(confirm("c", at(3, 9, 0), meeting("u1", at(9, 14, 0), jane)))
		}, write(answer(DetailOwnCalNo), 3, jane), "", TurnTheirs, 1},
		{"declining what is over is not", panel, write(answer(DetailOwnCalNo), 9, jane), "thank-you jane, thank-you otto, thank-you kim", TurnTheirs, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := c.s(t).read(c.mail)
			if got := notes(s.app); got != c.left || s.app.Turn != c.turn || len(s.app.Doubts) != c.asks {
				t.Errorf("left %q, turn %s, asks %d; want %q, %s, %d; %s", got, s.app.Turn, len(s.app.Doubts), c.left, c.turn, c.asks, s.why)
			}
		})
	}
	// Who was thanked by hand is not thanked again, whatever is drafted later.
	s := panel(t).read(write(nil, 9, otto))
	if s.user(EventDraft, at(9, 17, 0)).compose(at(9, 17, 0)); strings.Contains(notes(s.app), "otto") {
		t.Errorf("drafted again: %s", notes(s.app))
	}
}

// The user's own words act on her yes alone: an offer is taken or declined, an interview is off.
func TestOwnWordsConfirmed(t *testing.T) {
	t.Parallel()
	offered := func() *story {
		s := begin(t)
		interviewedOnce(s)
		return s.read(offerMail("p", at(10, 9, 0), DetailWritten, at(20, 18, 0)))
	}
	for _, c := range []struct {
		detail Detail
		want   Outcome
	}{{DetailOwnAccept, OutcomeTaken}, {DetailOwnDecline, OutcomeDeclined}, {DetailOwnWithdraw, OutcomeOpen}} {
		sig := ownMail("own", at(11, 9, 0), jane)
		sig.Detail = c.detail
		s := offered().read(sig)
		if s.app.Stage != StageOffered || len(s.app.Doubts) != 1 {
			t.Fatalf("%s acts by itself: %s", c.detail, s.why)
		}
		s.event(Event{Kind: EventResolved, At: at(11, 10, 0), Seen: at(11, 10, 0), Key: "own", Signal: &sig})
		if s.app.Outcome != c.want {
			t.Errorf("%s: closed as %q: %s", c.detail, s.app.Outcome, s.why)
		}
	}
	s := begin(t).read(confirm("c", at(3, 9, 0), meeting("u1", at(9, 14, 0), jane)))
	sig := ownMail("own", at(4, 9, 0), jane)
	sig.Detail, sig.Interviews = DetailOwnCalNo, []Interview{{UID: "u1", Start: at(9, 14, 0)}}
	s.read(sig).event(Event{Kind: EventResolved, At: at(4, 10, 0), Seen: at(4, 10, 0), Key: "own", Signal: &sig})
	if iv := s.app.Rounds[0].Interviews[0]; iv.Standing != Cancelled || s.app.Stage != StageInvited || s.app.Turn != TurnTheirs {
		t.Errorf("the interview is %s, stage %s, turn %s", iv.Standing, s.app.Stage, s.app.Turn)
	}
	// A yes is kept with the interview.
	s = begin(t).read(confirm("c", at(3, 9, 0), meeting("u1", at(9, 14, 0), jane)))
	sig.Detail = DetailOwnCalYes
	if s.read(sig); !s.app.Rounds[0].Interviews[0].Confirmed {
		t.Error("the yes is not kept")
	}
}

// A letter about something weighty is not thrown away because the user wrote about something else: it needs a new yes.
func TestOwnMailAndWeightyLetters(t *testing.T) {
	t.Parallel()
	s := begin(t)
	interviewedOnce(s)
	s.event(Event{Kind: EventWants, At: at(10, 9, 0), Seen: at(10, 9, 0), Want: Withdrawal}).compose(at(10, 9, 0))
	n := s.only(Withdrawal)
	s.approve(n, at(10, 9, 1)).read(ownMail("own", at(10, 9, 1).Add(30*time.Second), jane))
	if got := s.noteID(n.ID); got.Status != Proposed || got.Back == "" {
		t.Errorf("the withdrawal is %s: %s", got.Status, got.Back)
	}
	if s.count(ThankYou, Withdrawn) != 1 {
		t.Error("the thank-you to the same person stays")
	}
}
