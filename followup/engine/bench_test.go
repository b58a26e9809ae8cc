package engine_test

import (
	"fmt"
	"testing"
	"time"

	"followup/followup"
	"followup/followup/engine"
	"followup/followup/store"
)

// crowd makes n receipts of n employers, as a first scan hands them over.
func crowd(n int) []followup.Signal {
	sigs := make([]followup.Signal, n)
	for i := range sigs {
		sigs[i] = mail(monday.Add(time.Duration(i)*time.Second-100*24*time.Hour), followup.ApplicationAck, func(s *followup.Signal) {
			s.Employer, s.Domain, s.Role = fmt.Sprintf("Employer %d", i), fmt.Sprintf("employer%d.example", i), "Engineer"
			s.Mail.From.Addr = "jobs@" + s.Domain
			s.Mail.ReplyTo = s.Mail.From
			s.Person.Addr = s.Mail.From.Addr
		})
	}
	return sigs
}

// BenchmarkObserve takes a batch of 500 receipts of unknown employers into a store that has 5,000 applications.
func BenchmarkObserve(b *testing.B) {
	bench := newBench(b)
	fill := func(sigs []followup.Signal) {
		for len(sigs) > 0 {
			n := min(500, len(sigs))
			batch := engine.Batch{Account: "home", Folder: "INBOX", Cursor: store.Cursor{UIDValidity: 1}, Signals: sigs[:n]}
			if err := bench.Observe(b.Context(), batch); err != nil {
				b.Fatal(err)
			}
			sigs = sigs[n:]
		}
	}
	fill(crowd(5000))
	for i := 0; b.Loop(); i++ {
		more := crowd(5500 + 500*i)
		fill(more[len(more)-500:])
	}
	b.ReportMetric(float64(b.N)*500/b.Elapsed().Seconds(), "mails/s")
}

// BenchmarkDesk asks what a person asks, with 5,000 applications in the store.
func BenchmarkDesk(b *testing.B) {
	bench := newBench(b)
	sigs := crowd(5000)
	for i := 0; i < len(sigs); i += 500 {
		bench.read(sigs[i : i+500]...)
	}
	l, err := bench.List(b.Context(), engine.Query{})
	if err != nil || len(l.Rows) == 0 {
		b.Fatal(err)
	}
	id := l.Rows[len(l.Rows)-1].App
	for name, ask := range map[string]func() error{
		"list": func() error { _, err := bench.List(b.Context(), engine.Query{}); return err },
		"show": func() error { _, err := bench.Show(b.Context(), id); return err },
		"tick": func() error { _, err := bench.Tick(); return err },
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if err := ask(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
