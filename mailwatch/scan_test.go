package mailwatch

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"followup/mailwatch/mailtest"
)

func fill(t *testing.T, o *mailtest.Office, mailbox string, n int) {
	t.Helper()
	for i := range n {
		deliver(t, o, mailbox, fmt.Sprint("m", i))
	}
}

// once fails unless each of the first n messages was handed over exactly once.
func (d *diary) once(t *testing.T, n int) {
	t.Helper()
	seen := map[string]int{}
	for _, id := range d.ids() {
		seen[id[strings.Index(id, ":")+1:]]++
	}
	for i := range n {
		if id := fmt.Sprintf("m%d@acme.example", i); seen[id] != 1 {
			t.Errorf("%s was handed over %d times", id, seen[id])
		}
	}
}

func TestFirstScanIsInterruptedAndGoesOn(t *testing.T) {
	t.Parallel()
	const n = 5300
	o := office(t, mailtest.Options{})
	fill(t, o, "INBOX", n)
	d := newDiary()
	var progress []Progress
	opts := d.options(o)
	opts.Progress = func(p Progress) { progress = append(progress, p) }
	_, stop := run(t, opts)
	d.until(t, "some of it", func() bool { return len(d.ids()) > 1000 })
	stop()
	partly := len(d.ids())
	if partly >= n || d.rounds != 0 {
		t.Fatalf("%d messages, %d reconciles: not interrupted", partly, d.rounds)
	}
	deliver(t, o, "INBOX", "live")
	_, stop = run(t, opts)
	d.until(t, "the rest", d.reconciled(1))
	stop()
	d.once(t, n)
	first, last := progress[0], progress[len(progress)-1]
	for _, p := range progress {
		if p.Folder == "INBOX" {
			last = p
		}
	}
	if first.Of != n || first.Done != 0 || last.Of != n || last.Done != n {
		t.Errorf("progress from %+v to %+v", first, last)
	}
	complete, firsts := 0, 0
	for _, b := range d.batches {
		if b.Folder != "INBOX" {
			continue
		}
		if b.Complete {
			complete++
		}
		if b.First {
			firsts += len(b.Messages)
		}
		if len(b.Messages) > batchSize+chunkUIDs {
			t.Errorf("a batch of %d messages", len(b.Messages))
		}
	}
	if complete != 1 || firsts != n || d.count("live@acme.example") != 1 {
		t.Errorf("%d complete batches, %d messages of the first scan, live mail %d times", complete, firsts, d.count("live@acme.example"))
	}
}

func TestLookback(t *testing.T) {
	t.Parallel()
	o := office(t, mailtest.Options{})
	now := time.Now()
	for i, age := range []int{400, 90, 59, 10, 0} {
		if err := o.Deliver("INBOX", mailOf(fmt.Sprint("m", i)), now.AddDate(0, 0, -age)); err != nil {
			t.Fatal(err)
		}
	}
	d := newDiary()
	opts := d.options(o)
	opts.Lookback = 60 * 24 * time.Hour
	run(t, opts)
	d.until(t, "the first reconcile", d.reconciled(1))
	want := []string{"INBOX:m2@acme.example", "INBOX:m3@acme.example", "INBOX:m4@acme.example"}
	if got := d.ids(); !slices.Equal(got, want) {
		t.Errorf("handed over %q, want %q", got, want)
	}
}

func TestMuchNewMailIsReadInBulk(t *testing.T) {
	t.Parallel()
	o := office(t, mailtest.Options{})
	d := newDiary()
	_, stop := run(t, d.options(o))
	d.until(t, "the first reconcile", d.reconciled(1))
	stop()
	fill(t, o, "INBOX", 300)
	run(t, d.options(o))
	d.until(t, "the second run's reconcile", d.reconciled(2))
	d.once(t, 300)
	if n := len(d.batches); n > 10 {
		t.Errorf("%d batches", n)
	}
	for _, b := range d.batches {
		if b.First && len(b.Messages) > 0 {
			t.Error("new mail was taken for a first scan")
		}
	}
}

// A server may send the data of the next FETCH before it ends the one before; who reads them in turn waits for ever.
func TestPipelinedFetchDoesNotDeadlock(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var held []string
		f := scripted(t, func(p *peer, tag, command string) bool {
			if p.box != "INBOX" || !strings.HasPrefix(command, "UID FETCH") {
				return false
			}
			// All data first, all ends at last.
			for i, uid := range p.matching(strings.Fields(command)[2]) {
				p.fetch(i+1, uid, command)
			}
			if held = append(held, tag); len(held) == inFlight {
				for _, tag := range held {
					p.say("%s OK done", tag)
				}
				held = nil
			}
			return true
		})
		for i := range inFlight * chunkUIDs {
			f.put("INBOX", mailOf(fmt.Sprint("m", i)))
		}
		d := newDiary()
		d.limit = time.Hour
		run(t, f.options(d))
		d.until(t, "the first reconcile", d.reconciled(1))
		d.once(t, inFlight*chunkUIDs)
	})
}

// The bad one among hundreds is found, and all others are read.
func TestOneBadMessageAmongHundreds(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		f := scripted(t, func(p *peer, _, command string) bool {
			if p.box == "INBOX" && strings.HasPrefix(command, "UID FETCH") &&
				slices.Contains(p.matching(strings.Fields(command)[2]), 777) {
				p.say("* 1 FETCH (UID 777 X-ODD 1)")
				return true
			}
			return false
		})
		for i := range 1000 {
			f.put("INBOX", mailOf(fmt.Sprint("m", i)))
		}
		d := newDiary()
		d.limit = time.Hour
		run(t, f.options(d))
		d.until(t, "the first reconcile", d.reconciled(1))
		if p := d.poison(); len(p) != 1 || p[0].UID != 777 {
			t.Fatalf("poison %+v", p)
		}
		f.change("INBOX", func(b *fakeBox) { delete(b.mails, 777) })
		if got := len(d.ids()); got != 999 || d.count("m776@acme.example") != 0 {
			t.Errorf("%d messages handed over", got)
		}
		if n := f.connections(); n > 4 {
			t.Errorf("%d connections", n)
		}
	})
}

func TestScanStopsAtTheDaysBytes(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		f := scripted(t, nil)
		const n = 2*scanStretch + 50
		for i := range n {
			f.put("INBOX", mailOf(fmt.Sprint("m", i)))
		}
		d := newDiary()
		d.limit = 100 * time.Hour
		opts := f.options(d)
		opts.DailyBytes = 50_000
		run(t, opts)
		d.until(t, "the pause", func() bool { return slices.Contains(d.phases(), PhasePaused) })
		if got := len(d.ids()); got == 0 || got >= n {
			t.Errorf("%d messages on the first day", got)
		}
		if d.rounds != 0 {
			t.Error("an unfinished picture was called complete")
		}
		f.put("INBOX", mailOf("live"))
		d.until(t, "live mail meanwhile", func() bool { return d.count("live@acme.example") == 1 })
		d.until(t, "the end some days later", d.reconciled(1))
		d.once(t, n)
	})
}

func TestContextHookFetchesMore(t *testing.T) {
	t.Parallel()
	o := office(t, mailtest.Options{})
	long := append(mailOf("long"), strings.Repeat("Nothing of interest stands in this line.\r\n", 2000)...)
	long = append(long, "The interview is on Tuesday.\r\n"...)
	for range 2 {
		if err := o.Deliver("INBOX", long, time.Time{}); err != nil {
			t.Fatal(err)
		}
	}
	d := newDiary()
	opts := d.options(o)
	var mu sync.Mutex
	asked := 0
	opts.JobContext = func(m *Message) Interest {
		mu.Lock()
		defer mu.Unlock()
		asked++
		if strings.Contains(m.Text.Own, "on Tuesday") {
			return Enough
		}
		return WantWhole
	}
	run(t, opts)
	d.until(t, "the first reconcile", d.reconciled(1))
	if d.count("long@acme.example") != 2 || asked == 0 {
		t.Fatalf("handed over %q, hook asked %d times", d.ids(), asked)
	}
	for _, b := range d.batches {
		for _, m := range b.Messages {
			if !strings.Contains(m.Text.Own, "on Tuesday") {
				t.Errorf("the end of the message was not read: %d bytes of text", len(m.Text.Own))
			}
		}
	}
}

// The same mail in two folders, read as parts in one and whole in the other, has one key.
func TestSameMailInTwoFolders(t *testing.T) {
	t.Parallel()
	o := office(t, mailtest.Options{Mailboxes: []string{"Jobs"}})
	mixed := []byte("From: Lena <lena@acme.example>\r\nTo: me@example.org\r\nSubject: Interview\r\nMessage-ID: <x@acme.example>\r\n" +
		"Date: Mon, 23 Nov 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b1\r\n\r\n" +
		"--b1\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nDear Jo, see you =E2=80=93 soon.\r\n" +
		"--b1\r\nContent-Type: text/html\r\n\r\n<p>Dear Jo, see you soon.</p>\r\n--b1--\r\n")
	for _, raw := range [][]byte{mailOf("plain"), mixed} {
		if err := o.Deliver("INBOX", raw, time.Time{}); err != nil {
			t.Fatal(err)
		}
	}
	d := newDiary()
	opts := d.options(o)
	opts.Folders = []string{"Jobs"}
	w, _ := run(t, opts)
	d.until(t, "the first reconcile", d.reconciled(1))
	for _, raw := range [][]byte{mailOf("plain"), mixed} {
		if err := o.Deliver("Jobs", raw, time.Time{}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	keys := map[string][]string{}
	for _, b := range d.batches {
		for _, m := range b.Messages {
			keys[m.ID] = append(keys[m.ID], m.Key)
		}
	}
	for id, k := range keys {
		if len(k) != 2 || k[0] != k[1] || k[0] == "" {
			t.Errorf("%s has the keys %q", id, k)
		}
	}
}

func TestSweep(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		o := office(t, mailtest.Options{InMemory: true, Archive: true, Now: time.Now})
		deliver(t, o, "Archive", "moved")
		if err := o.Deliver("Archive", []byte("From: x@other.example\r\nMessage-ID: <no@other.example>\r\n\r\nhi\r\n"), time.Time{}); err != nil {
			t.Fatal(err)
		}
		d := newDiary()
		d.limit = 10 * time.Hour
		opts := d.options(o)
		opts.KnownDomains = func() []string { return []string{"first.example", "acme.example", "last.example"} }
		run(t, opts)
		d.until(t, "what a filter moved", func() bool { return d.count("moved@acme.example") == 1 })
		began := time.Now()
		deliver(t, o, "Archive", "later")
		d.until(t, "what it moved later", func() bool { return d.count("later@acme.example") == 1 })
		within(t, "it", began, 0, 6*time.Hour+3*time.Minute)
		<-time.After(7 * time.Hour)
		if d.count("moved@acme.example") != 1 || d.count("no@other.example") != 0 {
			t.Errorf("handed over %q", d.ids())
		}
		for _, b := range d.batches {
			if b.Folder == "Archive" && (!b.Sweep || b.Cursor != (Cursor{})) {
				t.Errorf("a sweep's batch: %+v", b)
			}
		}
	})
}

// A hook of the watcher's must not be able to stop it from ending.
func TestRunEndsInTheMiddleOfAScan(t *testing.T) {
	t.Parallel()
	o := office(t, mailtest.Options{})
	fill(t, o, "INBOX", 1000)
	d := newDiary()
	opts := d.options(o)
	begun := make(chan struct{})
	opts.Handler = func(ctx context.Context, b Batch) error {
		select {
		case begun <- struct{}{}:
		case <-ctx.Done():
		}
		return ctx.Err()
	}
	_, stop := run(t, opts)
	<-begun
	stop()
	if len(d.ids()) != 0 {
		t.Errorf("handed over %q", d.ids())
	}
}
