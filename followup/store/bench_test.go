package store

import (
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"followup/followup"
)

// Measured with Go 1.26 on two virtual cores and a disk that flushes in about 2 ms, ten derived entries an application:
//
//	PutApplication, a transaction each    2.5 ms (the flush)
//	1000 of them and as many seen         45 ms a transaction
//	DueBefore, none of 100,000 due        6 us
//	DueBefore, 10 of 100,000 due          32 us
//	DueBefore, all of 100,000 due         0.27 s
//	Open, 5,000 applications, all read    40 ms
//	Backup of the same, verified          74 ms

func BenchmarkPutApplication(b *testing.B) {
	s := fresh(b)
	for i := 0; b.Loop(); i++ {
		app, ix := candidacy(fmt.Sprintf("a%06d", i), noon.Add(time.Duration(i)*time.Minute))
		update(b, s, func(tx *Tx) error { return tx.PutApplication(app, ix) })
	}
}

func BenchmarkPutApplicationThousandATransaction(b *testing.B) {
	s := fresh(b)
	for n := 0; b.Loop(); n++ {
		update(b, s, func(tx *Tx) error {
			for i := range 1000 {
				app, ix := candidacy(fmt.Sprintf("a%06d", n%5*1000+i), noon.Add(time.Duration(n*1000+i)*time.Minute))
				if err := errors.Join(tx.PutApplication(app, ix), tx.MarkSeen(app.ID, app.ID, noon)); err != nil {
					return err
				}
			}
			return nil
		})
	}
}

// crowd is a store with 100,000 dues.
func crowd(b *testing.B) *Store {
	s := fresh(b)
	for n := range 50 {
		update(b, s, func(tx *Tx) error {
			for i := range 1000 {
				app, ix := candidacy(fmt.Sprintf("a%06d", n*1000+i), noon.Add(time.Duration(n*1000+i)*time.Minute))
				if err := tx.PutApplication(app, ix); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return s
}

func BenchmarkDueBefore(b *testing.B) {
	s := crowd(b)
	for _, want := range []int{0, 10, 100_000} {
		b.Run(fmt.Sprint(want, "Of100000"), func(b *testing.B) {
			at := noon.Add(time.Hour + time.Duration(want/2-1)*time.Minute)
			for b.Loop() {
				n := 0
				view(b, s, func(tx *Tx) error {
					return tx.DueBefore(at, func(string, followup.Due) error { n++; return nil })
				})
				if n != want {
					b.Fatalf("%d dues, want %d", n, want)
				}
			}
		})
	}
	b.Run("Soonest", func(b *testing.B) {
		for b.Loop() {
			view(b, s, func(tx *Tx) error {
				if _, ok := tx.SoonestDue(); !ok {
					return errors.New("no due")
				}
				return nil
			})
		}
	})
}

// BenchmarkOpen reads every page and record of 5,000 applications before it lets anyone in.
func BenchmarkOpen(b *testing.B) {
	s := fresh(b)
	fill(b, s, 5000)
	s.Close()
	for b.Loop() {
		reopen(b, s.Path()).Close()
	}
}

func BenchmarkBackup(b *testing.B) {
	s := fresh(b)
	fill(b, s, 5000)
	for b.Loop() {
		if err := s.Backup(filepath.Join(filepath.Dir(s.Path()), "copy.db")); err != nil {
			b.Fatal(err)
		}
	}
}
