package mailwatch

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"followup/mailwatch/mailtest"
)

// diary is a handler that keeps what it is given, as a store would, and lets tests wait for it.
type diary struct {
	mu      sync.Mutex
	batches []Batch
	cursors map[string]Cursor
	states  []State
	rounds  int
	fail    error
	changed chan struct{}
	limit   time.Duration // how long until waits
}

func newDiary() *diary {
	return &diary{cursors: map[string]Cursor{}, changed: make(chan struct{}), limit: 30 * time.Second}
}

func (d *diary) change(f func()) {
	d.mu.Lock()
	defer d.mu.Unlock()
	f()
	close(d.changed)
	d.changed = make(chan struct{})
}

func (d *diary) handle(_ context.Context, b Batch) error {
	d.mu.Lock()
	fail := d.fail
	d.mu.Unlock()
	if fail != nil {
		return fail
	}
	d.change(func() {
		d.batches = append(d.batches, b)
		if b.Cursor.UIDValidity != 0 {
			d.cursors[b.Folder] = b.Cursor
		}
	})
	return nil
}

func (d *diary) cursor(_ context.Context, folder string) (Cursor, bool, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	c, ok := d.cursors[folder]
	return c, ok, nil
}

// ids are the Message-IDs handed over, each with its folder.
func (d *diary) ids() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	var ids []string
	for _, b := range d.batches {
		for _, m := range b.Messages {
			ids = append(ids, b.Folder+":"+m.ID)
		}
	}
	return ids
}

// count says how often a message was handed over.
func (d *diary) count(id string) int {
	n := 0
	for _, got := range d.ids() {
		if strings.HasSuffix(got, ":"+id) {
			n++
		}
	}
	return n
}

func (d *diary) phases() []Phase {
	d.mu.Lock()
	defer d.mu.Unlock()
	var p []Phase
	for _, st := range d.states {
		p = append(p, st.Phase)
	}
	return p
}

func (d *diary) poison() []Poison {
	d.mu.Lock()
	defer d.mu.Unlock()
	var p []Poison
	for _, b := range d.batches {
		p = append(p, b.Poison...)
	}
	return p
}

// until waits for a condition on the diary; it is asked again at every change.
func (d *diary) until(t *testing.T, what string, ok func() bool) {
	t.Helper()
	limit := time.NewTimer(d.limit)
	defer limit.Stop()
	for {
		d.mu.Lock()
		changed := d.changed
		d.mu.Unlock()
		if ok() {
			return
		}
		select {
		case <-changed:
		case <-limit.C:
			t.Fatalf("waited in vain for: %s; got %q, phases %q", what, d.ids(), d.phases())
		}
	}
}

func (d *diary) reconciled(n int) func() bool {
	return func() bool {
		d.mu.Lock()
		defer d.mu.Unlock()
		return d.rounds >= n
	}
}

// options connect a watcher to an office and a diary.
func (d *diary) options(o *mailtest.Office) Options {
	opts := Options{
		Account: Account{
			Name: "test", Addr: o.IMAPAddr(), TLS: NoTLS, Username: o.User(), Junk: true,
			Password: func(context.Context) (string, error) { return "secret", nil },
		},
	}
	if o.IMAPAddr() == "pipe" {
		opts.Addr, opts.Dial = "localhost:143", o.DialIMAP
	}
	return d.into(opts)
}

func (d *diary) into(opts Options) Options {
	opts.Handler, opts.Cursor = d.handle, d.cursor
	opts.State = func(s State) { d.change(func() { d.states = append(d.states, s) }) }
	opts.Reconciled = func(string, time.Time, time.Time) { d.change(func() { d.rounds++ }) }
	return opts
}

func office(t *testing.T, opts mailtest.Options) *mailtest.Office {
	t.Helper()
	o, err := mailtest.Start(opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := o.Close(); err != nil {
			t.Error(err)
		}
	})
	return o
}

// run starts a watcher; it ends with the test, or when stop is called.
func run(t *testing.T, opts Options) (w *Watcher, stop func()) {
	t.Helper()
	w, err := New(opts)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		if err := w.Run(ctx); err != nil {
			t.Error(err)
		}
	}()
	stop = sync.OnceFunc(func() { cancel(); <-ended })
	t.Cleanup(stop)
	return w, stop
}

func mailOf(id string) []byte {
	return fmt.Appendf(nil, "From: Lena <lena@acme.example>\r\nTo: me@example.org\r\nSubject: about %[1]s\r\nMessage-ID: <%[1]s@acme.example>\r\n"+
		"Date: Mon, 23 Nov 2026 10:00:00 +0000\r\nContent-Type: text/plain\r\n\r\nDear Jo, this is %[1]s.\r\n", id)
}

func deliver(t *testing.T, o *mailtest.Office, mailbox string, ids ...string) {
	t.Helper()
	for _, id := range ids {
		if err := o.Deliver(mailbox, mailOf(id), time.Time{}); err != nil {
			t.Fatal(err)
		}
	}
}

func TestFirstStartThenLiveMail(t *testing.T) {
	t.Parallel()
	o := office(t, mailtest.Options{Junk: true})
	deliver(t, o, "INBOX", "old1", "old2")
	deliver(t, o, "Sent", "mine")
	deliver(t, o, "Junk", "spam")
	d := newDiary()
	w, _ := run(t, d.options(o))
	d.until(t, "the first reconcile", d.reconciled(1))
	want := []string{"INBOX:old1@acme.example", "INBOX:old2@acme.example", "Sent:mine@acme.example", "Junk:spam@acme.example"}
	if got := d.ids(); !slices.Equal(got, want) {
		t.Fatalf("first scan handed over %q, want %q", got, want)
	}
	d.mu.Lock()
	for _, b := range d.batches {
		if !b.First || !b.Complete || b.Reset || b.Cursor.Scan.Open() {
			t.Errorf("batch of %s: first %v, complete %v, reset %v, cursor %+v", b.Folder, b.First, b.Complete, b.Reset, b.Cursor)
		}
	}
	d.mu.Unlock()
	deliver(t, o, "INBOX", "new1")
	d.until(t, "the live mail, by IDLE alone", func() bool { return d.count("new1@acme.example") == 1 })
	d.mu.Lock()
	last := d.batches[len(d.batches)-1]
	d.mu.Unlock()
	if last.First || len(last.Messages) != 1 || last.Role != RoleInbox || last.Cursor.UID != 3 {
		t.Errorf("live batch %+v", last)
	}
	deliver(t, o, "Sent", "mine2")
	if err := w.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	if d.count("mine2@acme.example") != 1 {
		t.Errorf("after Refresh only %q are known", d.ids())
	}
	for _, mailbox := range []string{"INBOX", "Sent", "Junk"} {
		got, err := o.Messages(mailbox)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range got {
			if len(m.Flags) != 0 {
				t.Errorf("%s: message %d has flags %q after it was watched", mailbox, m.UID, m.Flags)
			}
		}
	}
}
