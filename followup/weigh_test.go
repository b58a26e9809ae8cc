package followup

import (
	"slices"
	"strings"
	"testing"
)

// TestWeigh: what only an application tells of a sender.
func TestWeigh(t *testing.T) {
	t.Parallel()
	app := Application{Stage: StageApplied, Employer: "Northwind", Domains: []string{"northwind.com"}}
	agency := app
	agency.Agency = "Harbor Staffing"
	sig := func(kind SignalKind, domain string) Signal {
		return Signal{Kind: kind, Employer: "Northwind", Domain: domain}
	}
	for _, tt := range []struct {
		name  string
		app   Application
		sig   Signal
		why   string // of distrust
		warns []Warning
	}{
		{"The domain it wrote from.", app, sig(Offer, "northwind.com"), "", nil},
		{"Another country.", app, sig(Offer, "northwind.de"), "", nil},
		{"A sister.", app, sig(Offer, "northwind-group.com"), "", nil},
		{"A tracking system's.", app, sig(Offer, "greenhouse.io"), "", nil},
		{"No domain of its own.", app, sig(Offer, ""), "", nil},
		{"One letter changed.", app, sig(InterviewInvite, "northwlnd.com"), "look like", nil},
		{"One letter left out.", app, sig(InterviewInvite, "northwin.com"), "one letter", nil},
		{"Another ending near com.", app, sig(Update, "northwind.co"), "another ending", nil},
		{"Words around it.", app, sig(Offer, "northwind-careers.net"), "adds words", nil},
		{"A domain with nothing in common makes an offer.", app, sig(Offer, "quickpost.example"), "", []Warning{WarnStranger}},
		{"A domain with nothing in common invites.", app, sig(InterviewInvite, "quickpost.example"), "", nil},
		{"An offer nobody applied for.", Application{}, sig(Offer, "northwind.com"), "", []Warning{WarnUnasked}},
		{"An invitation without an application.", Application{}, sig(InterviewInvite, "northwind.com"), "", nil},
		{"The agency speaks.", agency, Signal{Kind: Offer, Employer: "Harbor Staffing", Domain: "harborstaffing.example"}, "", nil},
		{"The user's own mail.", Application{}, Signal{Kind: Offer, Detail: DetailOwn}, "", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := Policy{}.Weigh(tt.app, tt.sig)
			if (tt.why == "") != (got.Trust != TrustFailed) || !strings.Contains(string(got.Distrust), tt.why) {
				t.Errorf("trust %q, %q; want %q", got.Trust, got.Distrust, tt.why)
			}
			warns := got.Warnings
			if tt.why != "" { // a look-alike may be warned of besides
				warns = slices.DeleteFunc(warns, func(w Warning) bool { return w == WarnStranger })
			}
			if !slices.Equal(warns, tt.warns) {
				t.Errorf("warnings %q, want %q", got.Warnings, tt.warns)
			}
		})
	}
}

// TestDistrusted: a mail whose sender is not believed is asked about with the reason, teaches nothing of the employer, and
// leaves its mark on the person once the user says that it is real.
func TestDistrusted(t *testing.T) {
	t.Parallel()
	s := begin(t)
	sig := mail("x", Offer, at(2, 9, 0), Address{Name: "Jane Doe", Addr: "jane@acrne.example"})
	sig.Domain, sig.Trust, sig.Distrust = "acrne.example", TrustFailed, "it came from acrne.example: it is written with letters that look like those of acme.example"
	if kinds, why := s.p.Admit(s.app, sig); !slices.Equal(kinds, []EventKind{EventDoubted}) || why != sig.Distrust {
		t.Errorf("admitted as %v: %s", kinds, why)
	}
	s.read(sig)
	if len(s.app.Domains) != 0 {
		t.Errorf("learned %q", s.app.Domains)
	}
	s.event(Event{Kind: EventResolved, Key: sig.Mail.Key, At: at(2, 9, 0), Seen: at(2, 10, 0), Signal: &sig})
	if who := s.app.person("jane@acrne.example"); who == nil || !who.Suspect || s.app.Stage != StageOffered {
		t.Errorf("%s: stage %q, person %+v", s.why, s.app.Stage, who)
	}
}

// TestAgency: what an agency writes belongs to the application that goes through it, whether it names its client or not, and
// its domain is not the employer's.
func TestAgency(t *testing.T) {
	t.Parallel()
	reed := Address{Name: "Jonas Reed", Addr: "jonas@harbor.example"}
	first := mail("x", InterviewInvite, at(1, 9, 0), reed)
	first.Employer, first.Domain = "Harbor Staffing", "harbor.example"
	named := mail("y", Rejection, at(2, 9, 0), reed)
	named.Employer, named.Agency, named.Domain = "Northwind", "Harbor Staffing", ""
	s := begin(t)
	s.read(first)
	if l := s.p.Match(named, []Application{s.app}); l.App != s.app.ID {
		t.Fatalf("the mail that names the client: %+v", l)
	}
	s.read(named)
	if s.app.Employer != "Northwind" || s.app.Agency != "Harbor Staffing" || len(s.app.Domains) != 0 {
		t.Errorf("employer %q, agency %q, domains %q", s.app.Employer, s.app.Agency, s.app.Domains)
	}
	again := mail("z", InterviewInvite, at(3, 9, 0), reed)
	again.Employer, again.Domain = "Harbor Staffing", "harbor.example"
	open := s.app
	open.Stage = StageInvited
	if l := s.p.Match(again, []Application{open}); l.App != open.ID {
		t.Errorf("the mail that names only the agency: %+v", l)
	}
	other := named
	other.Employer, other.Mail.Key, other.Mail.ID = "Southsea", "o", "o@harbor.example"
	if l := s.p.Match(other, []Application{open}); l.App != "" {
		t.Errorf("another client: %+v", l)
	}
}
