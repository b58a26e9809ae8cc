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
	elsewhere := Application{ID: "elsewhere", Employer: "Birch Ltd", Role: "Analyst", Domains: []string{"birch.example"}, Stage: StageInterviewed,
		Opened: at(1, 8, 0), People: []Person{{Name: "Jane Doe", Addr: jane.Addr}}}
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
		{name: "The user's own mail belongs to the person's own house, whoever else once wrote there.", sig: ownMail("x", at5, jane), apps: []Application{elsewhere, backend}, app: "backend"},
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

func TestOrdinaryMailFromAnEmployerBelongsNowhere(t *testing.T) {
	two := []Application{
		{ID: "a", Employer: "Acme", Domains: []string{"acme.example"}, Stage: StageApplied, Role: "Engineer"},
		{ID: "b", Employer: "Acme", Domains: []string{"acme.example"}, Stage: StageApplied, Role: "Designer"},
	}
	order := Signal{
		Kind: Other, Employer: "Acme", Domain: "acme.example", Confidence: 0.95,
		Mail: Mail{Key: "k", ID: "order@acme.example", From: Address{Addr: "orders@acme.example"}},
	}
	if l := DefaultPolicy(time.UTC).Match(order, two); l.App != "" || l.New || len(l.Ask) > 0 {
		t.Errorf("a shop order was linked: %+v", l)
	}
}

func TestNamesOfEmployers(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b string
		want likeness
	}{
		{"Quillstone", "Quillstone Labs", kin}, {"Quillstone, Inc.", "quillstone", alike}, {"Larkfield", "Larkfield Health", near},
		{"Meta", "Metabase", unlike}, {"Arden Air", "Arden Dental", unlike}, {"Möbelwerk Müller", "Moebelwerk Mueller GmbH & Co. KG", alike},
		{"Marrow & Pine", "Marrow and Pine Ltd", alike}, {"Boston Consulting Group", "BCG", near}, {"QI", "QI", near}, {"QI", "QI Systems", unlike},
		{"", "Acme", unlike}, {"The Acme Company", "Acme", alike}, {"Straße", "Strasse AG", alike}, {"株式会社サンプル", "株式会社サンプル", alike},
	} {
		if got := likeNames(c.a, c.b); got != c.want || likeNames(c.b, c.a) != got {
			t.Errorf("%q and %q: %d, want %d", c.a, c.b, got, c.want)
		}
	}
	for _, c := range []struct {
		domain, name string
		want         likeness
	}{
		{"quillstone.example", "Quillstone Labs", kin}, {"larkfieldhealth.example", "Larkfield Health", alike}, {"larkfieldhealth.example", "Larkfield", unlike},
		{"marrow-pine.example", "Marrow & Pine", alike}, {"getacme.com", "Acme", kin}, {"acmehq.com", "Acme", kin}, {"metabase.com", "Meta", unlike},
		{"", "Acme", unlike},
	} {
		if got := likeLabel(c.domain, c.name); got != c.want {
			t.Errorf("%q and %q: %d, want %d", c.domain, c.name, got, c.want)
		}
	}
}

func TestTitlesOfRoles(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b string
		want roleFit
	}{
		{"Senior Software Engineer", "Software Engineer, Senior (Platform)", roleLike}, {"Sr. Software Engineer", "Senior Software Engineer", roleSame},
		{"Back-End Developer (m/w/d)", "Backend Developer", roleSame}, {"Entwicklerin", "Entwickler/in", roleSame}, {"Product Manager", "Project Manager", roleOther},
		{"Data Engineer", "Backend Engineer", roleOther}, {"Software Engineer II", "Software Engineer III", roleOther}, {"Engineer", "", roleUnknown},
		{"Energy and you", "Engineer", roleUnknown}, {"Site Reliability Engineer", "SRE", roleSame}, {"Recruiting Coordinator", "Engineer", roleUnknown},
		{"Machine Learning Engineer", "ML Engineer", roleSame}, {"Data Scientist", "Senior Data Scientist", roleLike},
	} {
		if got, _ := fitRoles(c.a, c.b); got != c.want {
			t.Errorf("%q and %q: %d, want %d", c.a, c.b, got, c.want)
		}
		if got, _ := fitRoles(c.b, c.a); got != c.want {
			t.Errorf("%q and %q: %d, want %d", c.b, c.a, got, c.want)
		}
	}
}
