package followup

import (
	"fmt"
	"testing"
	"time"
)

// lateJournal is a journal of n events of which every mail was read late, after a letter had left.
func lateJournal(t testing.TB, n int) (Policy, []Event) {
	t.Helper()
	s := &story{t: t, p: policy(), app: Application{ID: "a1", Account: "home"}}
	interviewedOnce(s)
	s.send(s.only(ThankYou), at(9, 16, 0))
	journal := s.journal
	for i := 0; len(journal) < n; i++ {
		sig := mail(fmt.Sprintf("late%d", i), Update, at(9, 15, 0).Add(-time.Duration(i)*time.Minute), jane)
		seen := at(10, 9, 0).Add(time.Duration(i) * time.Minute)
		journal = append(journal, Event{Kind: EventWrote, At: sig.Mail.Received, Seen: seen, Signal: &sig})
	}
	return s.p, journal
}

func BenchmarkReplay(b *testing.B) {
	p, journal := lateJournal(b, 500)
	notes := lived(p, journal).Notes
	for b.Loop() {
		p.Replay(journal, notes)
	}
}
