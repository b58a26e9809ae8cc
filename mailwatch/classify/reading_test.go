package classify

import (
	"reflect"
	"sync"
	"testing"

	"followup/followup"
	"followup/mailwatch"
)

// TestReadingForgets holds that a reading in the room of another mail's is the same as in a room of its own, with several
// goroutines at work: nothing of one mail comes into the next, and no answer hangs on the order of anything.
func TestReadingForgets(t *testing.T) {
	t.Parallel()
	var mails []*mailwatch.Message
	var want []followup.Signal
	for i, f := range fixtures(t) {
		if slow > 1 && i%4 > 0 { // the race detector sees it all in a quarter of them
			continue
		}
		m := parseMail(t, f.mail)
		g := &reading{}
		g.reset(testReader, m)
		mails, want = append(mails, m), append(want, g.read())
	}
	shared := testReader.WithRules(nil) // with a pool of its own
	var wg sync.WaitGroup
	for _, step := range []int{1, 5, 11} { // each in an order of its own
		wg.Go(func() {
			for k := range mails {
				i := k * step % len(mails)
				if k%3 == 0 {
					shared.Glance(mails[(i+1)%len(mails)])
				}
				if k%5 == 0 {
					shared.Explain(mails[(i+2)%len(mails)])
				}
				if got := shared.Read(mails[i]); !reflect.DeepEqual(got, want[i]) {
					t.Errorf("%q read behind other mail is %+v, read alone it is %+v", mails[i].Subject, got, want[i])
					return
				}
			}
		})
	}
	wg.Wait()
}

// TestNothingToRead holds that mail without words, senders or dates is read as well.
func TestNothingToRead(t *testing.T) {
	t.Parallel()
	for _, m := range []*mailwatch.Message{
		{},
		{Subject: "?"},
		{Subject: "Re:", InReplyTo: []string{"a@b.example"}},
		{Text: mailwatch.Text{Own: "\u200b\n\n\u0308"}},
		{Text: mailwatch.Text{Own: "."}, Calendars: []mailwatch.Calendar{{Method: "REQUEST"}, {Method: "CANCEL", Events: []mailwatch.CalendarEvent{{}}}}},
		{From: []mailwatch.Address{{}}, Report: &mailwatch.Report{}},
		{From: []mailwatch.Address{{Addr: "robin@vale.example"}}, Subject: "Fwd:", Text: mailwatch.Text{Quoted: "> "}},
	} {
		s := testReader.Read(m)
		if s.Kind == "" || s.Confidence <= 0 || s.Confidence > 1 || s.Reason == "" {
			t.Errorf("%q: %q at %.2f, %q", m.Subject, s.Kind, s.Confidence, s.Reason)
		}
		testReader.Glance(m)
		_ = testReader.Explain(m).String()
		for _, k := range ruleKinds {
			testReader.ReadAs(m, k.kind)
		}
	}
	if r, err := New(Options{Languages: []string{"en", "xx"}}); err == nil {
		t.Errorf("a reader of a language without phrases: %v", r)
	}
}
