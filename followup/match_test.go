package followup

import (
	"slices"
	"testing"
	"time"
)

func TestEmployerKey(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"Acme GmbH", "ACME", true}, {"Acme, Inc.", "acme inc", true}, {"The Acme Company", "Acme", true}, {"CVS Health", "cvshealth", true},
		{"Müller & Co. KG", "müller", true}, {"Prima S.p.A.", "Prima", true}, {"Novo A/S", "novo", true}, {"Group Nine", "Nine", false},
		{"Acme Labs", "Acme", false}, {"Acme Robotics", "Acme Robotics Group", true}, {"Stripe", "Stripes", false}, {"Meta", "Metal", false},
		{"", "", false}, {"GmbH", "AG", false}, {"Delta Air", "Delta", false},
	} {
		ka, kb := EmployerKey(c.a), EmployerKey(c.b)
		if (ka == kb && ka != "") != c.same {
			t.Errorf("%q (%s) and %q (%s): same should be %v", c.a, ka, c.b, kb, c.same)
		}
	}
}

// Which application a signal belongs to.
func TestMatch(t *testing.T) {
	t.Parallel()
	backend := Application{ID: "backend", Employer: "Acme GmbH", Role: "Backend Engineer", Domains: []string{"acme.example"}, Stage: StageApplied,
		Opened: at(1, 9, 0), Threads: []string{"t1@acme.example"}, People: []Person{{Name: "Jane Doe", Addr: jane.Addr}}}
	data := Application{ID: "data", Employer: "Acme", Role: "Data Engineer", Requisition: "R-2222", Domains: []string{"acme.example"}, Stage: StageInterviewed,
		Opened: at(2, 9, 0), Threads: []string{"t2@acme.example"}}
	closed := Application{ID: "closed", Employer: "Acme", Role: "Backend Engineer", Domains: []string{"acme.example"}, Stage: StageClosed,
		Outcome: OutcomeRejected, Opened: at(-60, 9, 0), Closed: at(-40, 9, 0), Threads: []string{"t0@acme.example"}}
	other := Application{ID: "other", Employer: "Acme Labs", Role: "Backend Engineer", Domains: []string{"acmelabs.example"}, Stage: StageApplied, Opened: at(1, 8, 0)}
	at5 := at(5, 9, 0)
	sig := func(kind SignalKind, change func(*Signal)) Signal {
		s := mail("x", kind, at5, jane)
		s.Role = ""
		if change != nil {
			change(&s)
		}
		return s
	}
	role := func(r string) func(*Signal) { return func(s *Signal) { s.Role = r } }
	reply := func(id string) func(*Signal) {
		return func(s *Signal) { s.Mail.InReplyTo, s.Employer, s.Domain = []string{id}, "", "" }
	}
	for _, c := range []struct {
		name string
		sig  Signal
		apps []Application
		app  string
		new  bool
		ask  int
	}{
		{name: "A reply belongs to its thread.", sig: sig(Rejection, reply("t2@acme.example")), apps: []Application{backend, data}, app: "data"},
		{name: "Employer and role.", sig: sig(Rejection, role("backend engineer (m/w/d)")), apps: []Application{backend, data}, app: "backend"},
		{name: "The requisition beats the role.", sig: sig(Rejection, func(s *Signal) { s.Role, s.Requisition = "Backend Engineer", "R-2222" }),
			apps: []Application{backend, data}, app: "data"},
		{name: "A rejection that names no role at an employer with two applications asks.", sig: sig(Rejection, nil), apps: []Application{backend, data}, ask: 2},
		{name: "With one application the employer is enough.", sig: sig(Rejection, nil), apps: []Application{backend}, app: "backend"},
		{name: "Another role is another application.", sig: sig(ApplicationAck, role("Designer")), apps: []Application{backend, data}, new: true},
		{name: "A name that is near is another employer.", sig: sig(ApplicationAck, func(s *Signal) { s.Role, s.Domain = "Backend Engineer", "" }), apps: []Application{other}, new: true},
		{name: "Applying again after a rejection is another application.", sig: sig(ApplicationAck, role("Backend Engineer")), apps: []Application{closed}, new: true},
		{name: "What comes then belongs to the newer one.", sig: sig(InterviewInvite, role("Backend Engineer")), apps: []Application{backend, closed}, app: "backend"},
		{name: "A late mail of the first time belongs to the older one.", sig: sig(Rejection, func(s *Signal) {
			s.Role, s.Mail.Received = "Backend Engineer", at(-50, 9, 0)
		}), apps: []Application{backend, closed}, app: "closed"},
		{name: "A shared domain says nothing.", sig: sig(ApplicationAck, func(s *Signal) { s.Employer, s.Domain, s.Role = "", "greenhouse-mail.io", "Backend Engineer" }),
			apps: []Application{{ID: "a", Domains: []string{"greenhouse-mail.io"}, Stage: StageApplied}}, new: true},
		{name: "A person who is known, writing anew without naming anybody.", sig: sig(Update, func(s *Signal) { s.Employer, s.Domain = "", "" }),
			apps: []Application{backend}, app: "backend"},
		{name: "News about nothing known is nothing.", sig: sig(Update, nil), apps: nil},
		{name: "The first invitation opens an application.", sig: sig(InterviewInvite, nil), apps: nil, new: true},
		{name: "A calendar entry that is known.", sig: sig(InterviewCancel, func(s *Signal) {
			s.Employer, s.Domain, s.Interviews = "", "", []Interview{{UID: "u1"}}
		}), apps: []Application{backend, {ID: "cal", Stage: StageScheduled, Rounds: []Round{{ID: "r", Interviews: []Interview{{UID: "u1"}}}}}}, app: "cal"},
		{name: "A requisition that differs leaves the thread.", sig: sig(Rejection, func(s *Signal) {
			s.Mail.InReplyTo, s.Requisition, s.Role = []string{"t2@acme.example"}, "R-9999", "Designer"
		}), apps: []Application{data}, new: true},
		{name: "The user's own mail belongs to its thread.", sig: func() Signal {
			s := ownMail("x", at5, jane)
			s.Mail.References = []string{"t1@acme.example"}
			return s
		}(), apps: []Application{backend, data}, app: "backend"},
		{name: "The user's own mail belongs to the person.", sig: ownMail("x", at5, jane), apps: []Application{data, backend}, app: "backend"},
		{name: "The user's own mail belongs to the employer.", sig: ownMail("x", at5, Address{Addr: "new@hr.acme.example"}), apps: []Application{backend}, app: "backend"},
		{name: "The user's own mail to somebody else is nothing.", sig: ownMail("x", at5, Address{Addr: "mum@home.example"}), apps: []Application{backend}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			for range 2 {
				l := policy().Match(c.sig, c.apps)
				if l.App != c.app || l.New != c.new || len(l.Ask) != c.ask || l.Why == "" {
					t.Errorf("%+v, want app %q, new %v, ask %d", l, c.app, c.new, c.ask)
				}
				c.apps = slices.Clone(c.apps)
				slices.Reverse(c.apps) // the order of the candidates decides nothing
			}
		})
	}
}

// What a signal enters as.
func TestAdmit(t *testing.T) {
	t.Parallel()
	open := Application{ID: "a", Stage: StageApplied}
	now := at(5, 9, 0)
	promise := &Promise{Kind: PromiseDate, Said: now, Deadline: now.AddDate(0, 0, 7)}
	sig := func(kind SignalKind, d Detail, change func(*Signal)) Signal {
		s := mail("x", kind, now, jane)
		s.Detail = d
		if change != nil {
			change(&s)
		}
		return s
	}
	for _, c := range []struct {
		name string
		app  Application
		sig  Signal
		want []EventKind
	}{
		{"A receipt.", open, sig(ApplicationAck, NoDetail, nil), []EventKind{EventApplied}},
		{"An invitation.", open, sig(InterviewInvite, DetailAvailability, nil), []EventKind{EventInvited}},
		{"A confirmation with a start.", open, sig(InterviewConfirm, NoDetail, func(s *Signal) { s.Interviews = []Interview{meeting("", at(9, 9, 0))} }), []EventKind{EventScheduled}},
		{"An update with a promise.", open, sig(Update, NoDetail, func(s *Signal) { s.Promise = promise }), []EventKind{EventWrote, EventPromised}},
		{"A question.", open, sig(Update, DetailQuestion, nil), []EventKind{EventAsked}},
		{"An assessment.", open, sig(Assessment, NoDetail, nil), []EventKind{EventAsked}},
		{"Its receipt.", open, sig(Assessment, DetailSubmitted, nil), []EventKind{EventWrote}},
		{"A rejection.", open, sig(Rejection, NoDetail, nil), []EventKind{EventRejected}},
		{"An offer taken back.", open, sig(Rejection, DetailRescinded, nil), []EventKind{EventRescinded}},
		{"Somebody is away.", open, sig(Other, DetailAway, nil), []EventKind{EventAway}},
		{"A person wrote.", open, sig(Other, DetailHuman, func(s *Signal) { s.Confidence = 0.2 }), []EventKind{EventWrote}},
		{"The user wrote.", open, ownMail("x", now, jane), []EventKind{EventOwn}},
		{"A hint of a no asks.", open, sig(Update, DetailHinted, nil), []EventKind{EventDoubted}},
		{"A portal asks.", open, sig(Update, DetailPortal, nil), []EventKind{EventDoubted}},
		{"Not quite sure asks.", open, sig(Rejection, NoDetail, func(s *Signal) { s.Confidence = 0.89 }), []EventKind{EventDoubted}},
		{"Just sure enough acts.", open, sig(Rejection, NoDetail, func(s *Signal) { s.Confidence = 0.9 }), []EventKind{EventRejected}},
		{"Too unsure is set aside.", open, sig(Rejection, NoDetail, func(s *Signal) { s.Confidence = 0.49 }), nil},
		{"Junk asks.", open, sig(InterviewInvite, NoDetail, func(s *Signal) { s.Mail.Junk = true }), []EventKind{EventDoubted}},
		{"Talk among the junk is nothing.", open, sig(Other, DetailHuman, func(s *Signal) { s.Mail.Junk = true }), nil},
		{"A sender that failed its check asks.", open, sig(Offer, NoDetail, func(s *Signal) { s.Trust = TrustFailed }), []EventKind{EventDoubted}},
		{"News without an application is set aside.", Application{}, sig(Update, NoDetail, nil), nil},
		{"A bounce.", open, sig(Other, DetailBounce, nil), nil},
		{"An alert.", open, sig(Other, DetailAlert, nil), nil},
		{"A survey.", open, sig(Other, DetailSurvey, nil), nil},
		{"A code.", open, sig(Other, DetailCode, nil), nil},
		{"An answer to a calendar entry.", open, sig(Other, DetailCalReply, nil), nil},
		{"A recruiter out of the blue.", open, sig(RecruiterOutreach, NoDetail, nil), nil},
		{"Anything else.", open, sig(Other, NoDetail, nil), nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, why := policy().Admit(c.app, c.sig)
			if !slices.Equal(got, c.want) || why == "" {
				t.Errorf("%v (%s), want %v", got, why, c.want)
			}
		})
	}
}

// Addresses that nobody reads.
func TestUnanswerable(t *testing.T) {
	t.Parallel()
	for addr, want := range map[string]bool{
		"jane@acme.example": false, "no-reply@acme.example": true, "noreply-jobs@acme.example": true, "careers.noreply@acme.example": true,
		"notifications@acme.example": true, "notification@x.example": true, "mailer-daemon@x.example": true, "bounce+12@x.example": true,
		"acme+autoreply@talent.icims.com": true, "acme+email+12-ab@talent.icims.com": false, "alerts@x.example": true, "alertina@x.example": false,
		"systems.lead@x.example": false, "system@x.example": true, "interviews@hirevue.com": true, "": true, "jane": true, "a b@x.example": true,
		"x@invalidemail.com": true, "nichtantworten@x.example": true, "autumn@x.example": false,
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
		{"A missing value.", func(_ *story, n *Note) { n.Text += " <no value>" }, true, false},
		{"Brackets in plain words pass.", func(_ *story, n *Note) { n.Text += " (see [1])" }, false, false},
		{"No recipient.", func(_ *story, n *Note) { n.To = Address{} }, true, false},
		{"A robot.", func(_ *story, n *Note) { n.To = robo }, true, false},
		{"Oneself.", func(_ *story, n *Note) { n.To = me }, true, false},
		{"An address that nobody gave.", func(_ *story, n *Note) { n.To = Address{Addr: "first.last@acme.example"} }, true, false},
		{"An address that the user typed.", func(_ *story, n *Note) { n.To, n.Edited = Address{Addr: "first.last@acme.example"}, true }, false, false},
		{"An address that bounced.", func(s *story, _ *Note) { s.app.person(jane.Addr).Dead = true }, true, false},
		{"A token address outside its thread.", func(s *story, n *Note) { s.app.person(jane.Addr).Relay, n.Answers = true, "" }, true, false},
		{"Pay in a thank-you.", func(_ *story, n *Note) { n.Text += " What is the salary?" }, true, false},
		{"Pressing words.", func(_ *story, n *Note) { n.Text += " Just checking in." }, false, true},
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

// A mail read late is told in its place, and a letter that left stays left.
func TestReplayLateMail(t *testing.T) {
	t.Parallel()
	s := silentStory(t)
	s.tick(at(18, 15, 0))
	n := s.only(Nudge)
	s.send(n, at(18, 16, 0))
	// A mail of theirs from before the question is read only now: the question was not due, but it left.
	late := mail("late", Update, at(17, 9, 0), jane)
	journal := append(slices.Clone(s.journal), Event{Kind: EventWrote, At: late.Mail.Received, Seen: at(19, 9, 0), Signal: &late})
	told := s.p.Replay(journal)
	got, ok := told.Note(n.ID)
	if !ok || got.Status != Sent || got.Text != s.noteID(n.ID).Text || got.MessageID == "" {
		t.Fatalf("the question that left is %+v", got)
	}
	if !told.TurnSince.Equal(at(17, 9, 0)) || told.LastOut.ID != got.MessageID {
		t.Errorf("turn since %v, last out %s", told.TurnSince, told.LastOut.ID)
	}
	// The next one waits a week from the one that left.
	after, _, _ := s.p.Step(told, Event{Kind: EventTick, At: at(29, 12, 0), Seen: at(29, 12, 0), Reconciled: at(29, 12, 0)}, at(29, 12, 0))
	for _, note := range after.Notes {
		if note.Kind == Nudge && note.Status == Proposed {
			t.Error("a second question within a week of the first")
		}
	}
}

// A draft that a late mail leaves no place for is withdrawn, and one that was approved needs a new yes.
func TestReplayWithdraws(t *testing.T) {
	t.Parallel()
	s := silentStory(t)
	s.tick(at(18, 15, 0))
	s.compose(at(18, 15, 1))
	n := s.only(Nudge)
	s.approve(n, at(18, 15, 2))
	late := mail("late", Update, at(17, 9, 0), jane)
	told := s.p.Replay(append(slices.Clone(s.journal), Event{Kind: EventWrote, At: late.Mail.Received, Seen: at(18, 15, 3), Signal: &late}))
	got, ok := told.Note(n.ID)
	if !ok || got.Status != Withdrawn {
		t.Errorf("the question is %+v", got)
	}

	s = begin(t)
	interviewedOnce(s)
	n = s.only(ThankYou)
	s.approve(n, at(9, 16, 0))
	told = s.p.Replay(append(slices.Clone(s.journal), Event{Kind: EventWrote, At: at(5, 9, 0), Seen: at(9, 16, 1), Signal: ptr(mail("late", Update, at(5, 9, 0), jane))}))
	if got, ok := told.Note(n.ID); !ok || got.Status != Proposed {
		t.Errorf("a yes that was given before the mail was read still counts: %+v", got)
	}
}

// The user's word about a mail takes the place of what was read from it.
func TestCorrect(t *testing.T) {
	t.Parallel()
	s := begin(t)
	interviewedOnce(s)
	s.read(mail("no", Rejection, at(10, 9, 0), jane)).stage(StageClosed)
	really := mail("no", Update, at(10, 9, 0), jane)
	told := s.p.Replay(append(slices.Clone(s.journal), Event{Kind: EventCorrect, Key: "no", Signal: &really, At: at(10, 9, 0), Seen: at(10, 10, 0)}))
	if told.Stage != StageInterviewed || told.Outcome != OutcomeOpen {
		t.Errorf("%s/%s after the rejection was corrected", told.Stage, told.Outcome)
	}
	for _, n := range told.Notes {
		if n.Kind == RejectionResponse && n.Status.Open() {
			t.Error("the response to what was no rejection is still open")
		}
	}
	elsewhere := s.p.Replay(append(slices.Clone(s.journal), Event{Kind: EventCorrect, Key: "no", At: at(10, 10, 0), Seen: at(10, 10, 0)}))
	if elsewhere.Stage != StageInterviewed {
		t.Errorf("%s after the rejection was moved elsewhere", elsewhere.Stage)
	}
	var none time.Time
	if !elsewhere.Closed.Equal(none) {
		t.Error("it is still closed")
	}
}
