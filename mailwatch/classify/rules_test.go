package classify

import (
	"strings"
	"testing"
	"time"

	"followup/followup"
)

func TestParseRules(t *testing.T) {
	t.Parallel()
	rules, bad := ParseRules("\uFEFF# My rules.\r\n" + `
sender News@Acme.example is not-job   # their shop
sender acme.example is update
phrase "we went with somebody else" is rejection # said by "Birch"
Phrase “a spot of #1 news” is not-job
employer "Acme Recruiting GmbH" is "Acme"
employer Birch is Birchwood Analytics
sender acme.example
sender gmail.com is not-job
sender co.uk is not-job
phrase "thanks" is update
phrase "we went with somebody else" is sad
robot x is y
sender jane@acme.example is offer today
`)
	var lines []string
	for _, r := range rules {
		lines = append(lines, r.String())
		if again, err := ParseRule(r.String()); err != nil || again.String() != r.String() {
			t.Errorf("%s is read again as %s: %v", r, again, err)
		}
	}
	want := []string{
		"sender news@acme.example is not-job", "sender acme.example is update", `phrase "we went with somebody else" is rejection`,
		`phrase "a spot of #1 news" is not-job`, `employer "Acme Recruiting GmbH" is "Acme"`, `employer "Birch" is "Birchwood Analytics"`,
	}
	if strings.Join(lines, "\n") != strings.Join(want, "\n") {
		t.Errorf("rules:\n%s\nwant:\n%s", strings.Join(lines, "\n"), strings.Join(want, "\n"))
	}
	if rules[0].Number != 1 || rules[0].Line != 3 || rules[5].Number != 6 {
		t.Errorf("numbers and lines: %+v", rules)
	}
	if len(bad) != 7 {
		t.Fatalf("%d bad lines, want 7: %v", len(bad), bad)
	}
	for i, b := range bad {
		if b.Line != 9+i || b.Why == "" || b.Hint == "" {
			t.Errorf("bad line %d: %+v", i, b)
		}
	}
}

// ruled reads a mail with rules.
func ruled(t *testing.T, mail string, lines ...string) followup.Signal {
	t.Helper()
	rules, bad := ParseRules(strings.Join(lines, "\n"))
	if len(bad) > 0 {
		t.Fatal(bad)
	}
	return testReader.WithRules(rules).Read(parseMail(t, []byte(mail)))
}

const (
	letterHead = "From: Jane Doe <jane@birch.example>\nTo: robin@vale.example\nMessage-ID: <1@birch.example>\nDate: Tue, 24 Nov 2026 10:00:00 +0000\n"
	receipt    = letterHead + "Subject: Your application\n\nHi Robin,\n\nthank you for applying for the Data Engineer position at Birch. We have received your application.\n\nJane\n"
	lunch      = letterHead + "Subject: Lunch\n\nHi Robin,\n\nlunch on Friday 4 December 2026 at 13:00 CET? We know each other from the sailing club.\n\nJane\n"
)

func TestRules(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		mail   string
		rules  []string
		kind   followup.SignalKind
		conf   float64
		reason string
	}{
		"no rule":            {receipt, nil, followup.ApplicationAck, 0, ""},
		"a rule that fits":   {receipt, []string{"sender jane@birch.example is not-job"}, followup.Other, 1, "your rule 1: mail from jane@birch.example is not about a job"},
		"a domain":           {receipt, []string{"sender birch.example is update"}, followup.Update, 1, "your rule 1: mail from birch.example"},
		"another domain":     {receipt, []string{"sender notbirch.example is update", "sender rch.example is offer"}, followup.ApplicationAck, 0, ""},
		"a phrase":           {lunch, []string{`phrase "KNOW each other from the" is rejection`}, followup.Rejection, 1, "your rule 1: mail that says"},
		"half a phrase":      {lunch, []string{`phrase "know each other from there" is rejection`}, followup.Other, 0, ""},
		"the last that fits": {receipt, []string{"sender birch.example is offer", "sender jane@birch.example is not-job", "sender x.example is offer"}, followup.Other, 1, "your rule 2"},
		"the same kind":      {receipt, []string{"sender birch.example is application_ack"}, followup.ApplicationAck, 1, "your rule 1"},
	} {
		s := ruled(t, c.mail, c.rules...)
		if s.Kind != c.kind || c.conf > 0 && s.Confidence != c.conf || !strings.HasPrefix(string(s.Reason), c.reason) {
			t.Errorf("%s: %s %.2f, %q", name, s.Kind, s.Confidence, s.Reason)
		}
		if named := s.Rule != ""; named != (c.conf > 0) {
			t.Errorf("%s: the signal names the rule %q", name, s.Rule)
		}
	}
}

func TestRulesFillTheFacts(t *testing.T) {
	t.Parallel()
	s := ruled(t, lunch, "sender birch.example is interview-confirm")
	want := time.Date(2026, 12, 4, 12, 0, 0, 0, time.UTC)
	if len(s.Interviews) != 1 || !s.Interviews[0].Start.Equal(want) {
		t.Errorf("an interview by rule has its time: %+v", s.Interviews)
	}
	s = ruled(t, receipt, `employer "BIRCH, Inc." is "Birchwood Analytics"`)
	if s.Kind != followup.ApplicationAck || s.Employer != "Birchwood Analytics" || !strings.Contains(string(s.Reason), "your rule 1: the employer read as") {
		t.Errorf("an employer by rule: %s at %q, %s", s.Kind, s.Employer, s.Reason)
	}
}

func TestRulesHaveBounds(t *testing.T) {
	t.Parallel()
	spoofed := strings.Replace(receipt, "Jane Doe <", "\"jane@other.example\" <", 1)
	if s := ruled(t, spoofed, "sender jane@birch.example is offer"); s.Kind != followup.Offer || s.Trust != followup.TrustFailed || s.Confidence >= 0.9 {
		t.Errorf("a sender that is not who it says: %s %.2f, trust %q; it must be asked about", s.Kind, s.Confidence, s.Trust)
	}
	own := strings.Replace(receipt, "jane@birch.example", "robin@vale.example", 1)
	if s := ruled(t, own, "sender robin@vale.example is offer"); s.Detail != followup.DetailOwn || s.Rule != "" {
		t.Errorf("the user's own mail: %s %s", s.Kind, s.Detail)
	}
	for _, f := range fixtures(t) {
		if f.name != "cal-request" {
			continue
		}
		plain := testReader.Read(parseMail(t, f.mail))
		_, domain, _ := strings.Cut(plain.Mail.From.Addr, "@")
		s := ruled(t, string(f.mail), "sender "+domain+" is rejection")
		if s.Kind != plain.Kind || len(s.Interviews) != 1 || !s.Interviews[0].Start.Equal(plain.Interviews[0].Start) {
			t.Errorf("a calendar part went under: %s, %+v", s.Kind, s.Interviews)
		}
	}
}

func TestRuleChanges(t *testing.T) {
	t.Parallel()
	kept := testReader.Read(parseMail(t, []byte(receipt)))
	failed := kept
	failed.Trust = followup.TrustFailed
	for _, c := range []struct {
		line string
		sig  followup.Signal
		want bool
	}{
		{"sender birch.example is rejection", kept, true},
		{"sender birch.example is application_ack", kept, false},
		{"sender birch.example is rejection", failed, false},
		{"sender birch.example is not-job", failed, true},
		{`phrase "received your application" is update`, kept, true},
		{`phrase "received our application" is update`, kept, false},
		{"employer birch is Birchwood", kept, true},
		{"employer oak is Birchwood", kept, false},
	} {
		r, err := ParseRule(c.line)
		if err != nil {
			t.Fatal(err)
		}
		if got := r.Changes(c.sig); got != c.want {
			t.Errorf("%s: %v, want %v", c.line, got, c.want)
		}
	}
}

// FuzzParseRules: whatever stands in the file, a rule that is read is read the same way again, and bad lines are named.
func FuzzParseRules(f *testing.F) {
	f.Add("sender a@b.example is not-job\nphrase \"one two three\" is offer # x\nemployer A is \"B\"\n")
	f.Add("\"\n#\nsender \x00@\xff.example is offer\nphrase “„\" is is is\nemployer \"\" is \"\"")
	f.Fuzz(func(t *testing.T, text string) {
		rules, bad := ParseRules(text)
		for _, r := range rules {
			again, err := ParseRule(r.String())
			if err != nil || again.String() != r.String() {
				t.Errorf("%q is read again as %q: %v", r, again, err)
			}
		}
		for _, b := range bad {
			if b.Why == "" || b.Line < 1 {
				t.Errorf("a bad line without a reason: %+v", b)
			}
		}
	})
}
