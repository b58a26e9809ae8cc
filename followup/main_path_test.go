package followup

import "testing"

// The whole way of one candidacy: receipt, invitation, interview, thank-you, silence, question, rejection, response.
func TestMainPath(t *testing.T) {
	t.Parallel()
	s := begin(t)
	s.read(mail("ack", ApplicationAck, at(1, 9, 0), robo)).stage(StageApplied)
	s.read(mail("invite", InterviewInvite, at(2, 9, 0), jane)).stage(StageInvited)
	if s.app.Turn != TurnOurs {
		t.Fatalf("invited, yet the turn is %q", s.app.Turn)
	}
	s.read(ownMail("yes", at(2, 10, 0), jane))
	s.read(with(mail("confirm", InterviewConfirm, at(2, 12, 0), jane), meeting("u1", at(4, 14, 0), jane, otto))).stage(StageScheduled)
	s.tick(at(4, 14, 30)).stage(StageScheduled)
	s.tick(at(4, 15, 0)).stage(StageInterviewed)
	if n := s.count(ThankYou, Proposed); n != 2 {
		t.Fatalf("%d thank-yous for two people: %s", n, s.why)
	}
	for _, n := range s.app.Notes {
		if n.From != me || n.Expires.IsZero() || !n.NotBefore.Equal(at(4, 15, 30)) {
			t.Errorf("thank-you from %v, not before %v, expires %v", n.From, n.NotBefore, n.Expires)
		}
	}
	first, second := s.app.Notes[0], s.app.Notes[1]
	if first.Answers != "confirm@acme.example" || second.Answers != "" {
		t.Errorf("answers %q and %q: only who was on the mail gets a reply", first.Answers, second.Answers)
	}
	s.send(first, at(4, 16, 0))
	s.user(EventTick, at(5, 9, 0))
	s.tick(at(13, 14, 0))
	if s.count(Nudge, Proposed) != 0 {
		t.Fatal("a question after less than seven business days")
	}
	s.tick(at(15, 15, 0))
	nudge := s.only(Nudge)
	if nudge.To.Addr != jane.Addr {
		t.Errorf("the question goes to %s", nudge.To.Addr)
	}
	s.send(nudge, at(15, 16, 0))
	s.event(Event{Kind: EventFiled, At: at(15, 17, 0), Seen: at(15, 17, 0), Note: nudge.ID, Words: "Sent"})
	s.read(mail("no", Rejection, at(17, 9, 0), jane)).stage(StageClosed)
	if s.count(ThankYou, Proposed)+s.count(Nudge, Proposed) != 0 {
		t.Error("open notes outlived the rejection")
	}
	reply := s.only(RejectionResponse)
	if !reply.NotBefore.Equal(at(17, 11, 0)) || reply.Answers != "no@acme.example" {
		t.Errorf("response not before %v, answers %q", reply.NotBefore, reply.Answers)
	}
	s.send(reply, at(17, 12, 0))
}
