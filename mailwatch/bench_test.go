package mailwatch

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"followup/mailwatch/mailtest"
)

// BenchmarkFirstScan reads a whole mailbox: of the server that MAILWATCH_BENCH names ("host:port user password", loopback,
// without TLS), else of 5,000 messages in memory. Run it with -benchtime 1x. It parses every message and keeps none.
func BenchmarkFirstScan(b *testing.B) {
	account := Account{Name: "bench", TLS: NoTLS}
	password := "secret"
	if where := strings.Fields(os.Getenv("MAILWATCH_BENCH")); len(where) == 3 {
		account.Addr, account.Username, password = where[0], where[1], where[2]
	} else {
		o, err := mailtest.Start(mailtest.Options{})
		if err != nil {
			b.Fatal(err)
		}
		defer o.Close()
		for i := range 5000 {
			if err := o.Deliver("INBOX", mailOf(fmt.Sprint("m", i)), time.Time{}); err != nil {
				b.Fatal(err)
			}
		}
		account.Addr, account.Username = o.IMAPAddr(), o.User()
	}
	account.Password = func(context.Context) (string, error) { return password, nil }
	for b.Loop() {
		var messages, calendars atomic.Int64
		ctx, cancel := context.WithCancel(b.Context())
		var last Progress
		w, err := New(Options{
			Account: account, DailyBytes: -1,
			Handler: func(_ context.Context, batch Batch) error {
				messages.Add(int64(len(batch.Messages)))
				for _, m := range batch.Messages {
					calendars.Add(int64(len(m.Calendars)))
				}
				return nil
			},
			Progress:   func(p Progress) { last = p },
			Reconciled: func(string, time.Time, time.Time) { cancel() },
		})
		if err != nil {
			b.Fatal(err)
		}
		began := time.Now()
		if err := w.Run(ctx); err != nil {
			b.Fatal(err)
		}
		took := time.Since(began)
		b.ReportMetric(float64(messages.Load())/took.Seconds(), "msg/s")
		b.ReportMetric(float64(messages.Load()), "msgs")
		b.ReportMetric(float64(calendars.Load()), "calendars")
		b.ReportMetric(float64(last.Bytes)/1e6, "MB-received")
		b.ReportMetric(peakMB(), "MB-peak-RSS")
	}
}

// peakMB is the most memory that the process ever had, as Linux tells it; 0 elsewhere.
func peakMB() float64 {
	text, _ := os.ReadFile("/proc/self/status")
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			kb, _ := strconv.ParseFloat(strings.Fields(rest)[0], 64)
			return kb / 1000
		}
	}
	return 0
}
