package followup

import (
	"testing"
	"time"
)

// A recruiter's first letter is set aside by itself, in an application of its own too; the next one to a lead is counted.
func TestOutreachIsSetAside(t *testing.T) {
	t.Parallel()
	sig := mail("x", RecruiterOutreach, at(2, 9, 0), jane)
	if d := policy().Place(sig, nil); d.Link.New || len(d.Kinds) != 0 {
		t.Errorf("it enters as %v", d.Kinds)
	}
	for _, c := range []struct {
		app  Application
		want int
	}{{Application{Stage: StageApplied}, 0}, {Application{Stage: StageInvited, Lead: true}, 1}} {
		if kinds, _ := policy().Admit(c.app, sig); len(kinds) != c.want {
			t.Errorf("lead %v: it enters as %v", c.app.Lead, kinds)
		}
	}
}

// A lead waits two business days for a short answer; a no, or not now, ends it without a question, a yes does not.
func TestRecruiterAnswer(t *testing.T) {
	t.Parallel()
	sig := mail("x", RecruiterOutreach, at(2, 9, 0), jane)
	taken := Event{Kind: EventResolved, At: at(2, 9, 0), Seen: at(2, 9, 30), Signal: &sig, Key: "x"} // what she says of a mail that was set aside
	lead := func() *story { return begin(t).event(taken) }
	s := lead().stage(StageInvited)
	if !s.app.Lead || s.app.Turn != TurnOurs || todo(s.app) != "question open" || len(s.app.Rounds) != 0 {
		t.Fatalf("lead %+v", s.app)
	}
	var got []time.Time
	for _, d := range s.p.Next(s.app) {
		if d.Task != "" {
			got = append(got, d.At)
		}
	}
	if mustJSON(got) != mustJSON([]time.Time{at(4, 9, 0)}) {
		t.Errorf("reminded at %v", got)
	}
	for variant, want := range map[string]Stage{VariantYes: StageInvited, VariantNo: StageClosed, VariantLater: StageClosed} {
		s := lead()
		s.event(Event{Kind: EventWants, At: at(2, 10, 0), Seen: at(2, 10, 0), Want: RecruiterAnswer, Variant: variant})
		n := s.only(RecruiterAnswer)
		if n.To.Addr != jane.Addr || n.Variant != variant {
			t.Errorf("note %+v", n)
		}
		s.send(n, at(2, 11, 0)).stage(want)
		if variant == VariantYes && (s.app.Turn != TurnTheirs || todo(s.app) != "question answered") {
			t.Errorf("after a yes: turn %s, %s", s.app.Turn, todo(s.app))
		}
		if s.read(mail("y", RecruiterOutreach, at(9, 9, 0), jane)); want == StageClosed && (len(s.app.Doubts) > 0 || s.app.Stage != StageClosed) {
			t.Errorf("after %s the next letter asks: %s", variant, s.why)
		}
	}
	s = lead()
	s.event(Event{Kind: EventWants, At: at(2, 10, 0), Seen: at(2, 10, 0), Want: RecruiterAnswer, Variant: "perhaps"})
	if len(s.app.Notes) != 0 || s.why != "say yes, no or later" {
		t.Errorf("perhaps: %s", s.why)
	}
	if s.read(ownMail("o", at(2, 12, 0), jane)); s.app.Turn != TurnTheirs || todo(s.app) != "question answered" {
		t.Errorf("answered by hand: turn %s, %s", s.app.Turn, todo(s.app))
	}
}
