package followup

import "testing"

// Addresses that nobody reads.
func TestUnanswerable(t *testing.T) {
	t.Parallel()
	for addr, want := range map[string]bool{
		"jane@acme.example": false, "no-reply@acme.example": true, "noreply-jobs@acme.example": true, "careers.noreply@acme.example": true,
		"notifications@acme.example": true, "notification@x.example": true, "mailer-daemon@x.example": true, "bounce+12@x.example": true,
		"acme+autoreply@talent.icims.com": true, "acme+email+12-ab@talent.icims.com": false, "alerts@x.example": true, "alertina@x.example": false,
		"systems.lead@x.example": false, "system@x.example": true, "interviews@hirevue.com": true, "": true, "jane": true, "a b@x.example": true,
		"x@invalidemail.com": true, "c_4f2a@group.calendar.google.com": true, "nichtantworten@x.example": true, "autumn@x.example": false,
	} {
		if got := unanswerable(addr); got != want {
			t.Errorf("%q: %v, want %v", addr, got, want)
		}
	}
}

// What lint blocks, what it only remarks, and what it lets pass.
func TestLint(t *testing.T) {
	t.Parallel()
	body := "Thank you for the time you took on Tuesday. I enjoyed how you described the scheduler, and I look forward to hearing more about the team."
	base := func() (*story, Note) {
		s := begin(t)
		interviewedOnce(s)
		n := s.only(ThankYou)
		n.Text = body
		return s, n
	}
	for _, c := range []struct {
		name   string
		change func(*story, *Note)
		blocks bool
		warns  bool
	}{
		{"A plain letter passes.", func(*story, *Note) {}, false, false},
		{"An empty one.", func(_ *story, n *Note) { n.Text = " \n" }, true, false},
		{"No subject.", func(_ *story, n *Note) { n.Subject = "" }, true, false},
		{"A header in the subject.", func(_ *story, n *Note) { n.Subject = "Hi\r\nBcc: x@x.example" }, true, false},
		{"A template's placeholder.", func(_ *story, n *Note) { n.Text += " {{.Topic}}" }, true, false},
		{"An employer's placeholder.", func(_ *story, n *Note) { n.Text += " [Job Title]" }, true, false},
		{"A template's own reminder.", func(_ *story, n *Note) { n.Text += " [add one thing that stayed with you]" }, true, false},
		{"Brackets in the employer's subject.", func(_ *story, n *Note) { n.Answers, n.Subject = "m1@acme.example", "Re: [Job Title] Application" }, false, false},
		{"Brackets in a subject of our own.", func(_ *story, n *Note) { n.Answers, n.Subject = "", "Thank you - [Job Title]" }, true, false},
		{"A missing value.", func(_ *story, n *Note) { n.Text += " <no value>" }, true, false},
		{"Brackets in plain words pass.", func(_ *story, n *Note) { n.Text += " (see [1])" }, false, false},
		{"No recipient.", func(_ *story, n *Note) { n.To = Address{} }, true, false},
		{"A robot.", func(_ *story, n *Note) { n.To = robo }, true, false},
		{"Oneself.", func(_ *story, n *Note) { n.To = me }, true, false},
		{"An address that nobody gave.", func(_ *story, n *Note) { n.To = Address{Addr: "first.last@acme.example"} }, true, false},
		{"An address that the user typed.", func(_ *story, n *Note) { n.To, n.Edited = Address{Addr: "first.last@acme.example"}, true }, false, true},
		{"An address that bounced.", func(s *story, _ *Note) { s.app.person(jane.Addr).Dead = true }, true, false},
		{"An address from a mail that failed a check.", func(s *story, _ *Note) { s.app.person(jane.Addr).Suspect = true }, false, true},
		{"A token address outside its thread.", func(s *story, n *Note) { s.app.person(jane.Addr).Relay, n.Answers = true, "" }, true, false},
		{"Pay in a thank-you.", func(_ *story, n *Note) { n.Text += " What is the salary?" }, true, false},
		{"Pressing words.", func(_ *story, n *Note) { n.Text += " Just checking in." }, true, false},
		{"Two questions.", func(_ *story, n *Note) { n.Text += " When? How?" }, false, true},
		{"Shouting.", func(_ *story, n *Note) { n.Text += " Great! Super!" }, false, true},
		{"A few words only.", func(_ *story, n *Note) { n.Text = "Thanks." }, false, true},
		{"The same letter to a colleague who has it already.", func(s *story, n *Note) {
			other := *n
			other.ID, other.To, other.Status = "other", otto, Sent
			s.app.Notes = append(s.app.Notes, other)
		}, true, false},
		{"The same letter to a colleague who may get it.", func(s *story, n *Note) {
			other := *n
			other.ID, other.To = "other", otto
			s.app.Notes = append(s.app.Notes, other)
		}, false, true},
		{"A second one to the same person.", func(s *story, n *Note) {
			other := *n
			other.ID, other.Status, other.Text = "other", Sent, "Something quite different was said there."
			s.app.Notes = append(s.app.Notes, other)
		}, true, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s, n := base()
			c.change(s, &n)
			blocks, warns := false, false
			for _, f := range s.p.Lint(s.app, n) {
				blocks, warns = blocks || f.Blocks, warns || !f.Blocks
			}
			if blocks != c.blocks || warns != c.warns && !c.blocks {
				t.Errorf("blocks %v, warns %v: %+v", blocks, warns, s.p.Lint(s.app, n))
			}
		})
	}
	reply := Note{ID: "r", Kind: RejectionResponse, From: me, To: jane, Subject: "Re", Text: body + " Could you reconsider?"}
	s, _ := base()
	if f := s.p.Lint(s.app, reply); len(f) == 0 || !f[0].Blocks {
		t.Errorf("arguing with a rejection passes: %+v", f)
	}
}
