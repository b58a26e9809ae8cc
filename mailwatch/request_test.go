package mailwatch

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"followup/mailwatch/mailtest"
)

func TestFileAppendsOnce(t *testing.T) {
	t.Parallel()
	o := office(t, mailtest.Options{})
	d := newDiary()
	w, _ := run(t, d.options(o))
	raw := mailOf("thanks")
	date := time.Date(2026, 11, 20, 9, 30, 0, 0, time.UTC)
	for range 3 {
		folder, err := w.File(t.Context(), raw, "thanks@acme.example", date)
		if err != nil || folder != "Sent" {
			t.Fatalf("folder %q, error %v", folder, err)
		}
	}
	got, err := o.Messages("Sent")
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 1 || !bytes.Equal(got[0].Raw, raw) || !slices.Equal(got[0].Flags, []string{`\seen`}) || !got[0].Date.Equal(date) {
		t.Errorf("Sent holds %+v", got)
	}
	if err := w.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	if d.count("thanks@acme.example") != 1 {
		t.Errorf("the copy was handed over %d times", d.count("thanks@acme.example"))
	}
}

func TestFileFindsTheServersOwnCopy(t *testing.T) {
	t.Parallel()
	for _, rewritten := range []bool{false, true} {
		o := office(t, mailtest.Options{SavesSent: true, RewritesID: rewritten})
		w, _ := run(t, newDiary().options(o))
		raw := mailOf("thanks")
		if rewritten {
			raw = bytes.Replace(raw, []byte("Message-ID: <thanks@acme.example>"),
				[]byte("X-Microsoft-Original-Message-ID: <thanks@acme.example>\r\nMessage-ID: <new@exchange.example>"), 1)
		}
		if err := o.Deliver("Sent", raw, time.Time{}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.File(t.Context(), mailOf("thanks"), "<thanks@acme.example>", time.Now()); err != nil {
			t.Fatal(err)
		}
		if got, _ := o.Messages("Sent"); len(got) != 1 {
			t.Errorf("rewritten %v: Sent holds %d copies, want 1", rewritten, len(got))
		}
	}
}

func TestFindAndFetch(t *testing.T) {
	t.Parallel()
	o := office(t, mailtest.Options{All: true})
	deliver(t, o, "INBOX", "in")
	deliver(t, o, "Sent", "out")
	deliver(t, o, "All Mail", "in", "out", "moved")
	w, _ := run(t, newDiary().options(o))
	for id, want := range map[string]string{"in": "All Mail", "out": "Sent", "moved": "All Mail", "never": ""} {
		folder, found, err := w.Find(t.Context(), id+"@acme.example")
		if err != nil || folder != want || found != (want != "") {
			t.Errorf("Find %s: folder %q, found %v, error %v; want %q", id, folder, found, err, want)
		}
		raw, err := w.Fetch(t.Context(), "<"+id+"@acme.example>")
		if want == "" && !errors.Is(err, ErrNotFound) || want != "" && (err != nil || !bytes.Equal(raw, mailOf(id))) {
			t.Errorf("Fetch %s: %q, error %v", id, raw, err)
		}
	}
	for _, id := range []string{"", "<>", "a\r\nb@c", strings.Repeat("x", 1000)} {
		if _, _, err := w.Find(t.Context(), id); err == nil {
			t.Errorf("Find took %q for a Message-ID", id)
		}
	}
}

func TestFetchFindsAnyMailOfTheMailbox(t *testing.T) {
	t.Parallel()
	o := office(t, mailtest.Options{Mailboxes: []string{"Shop", "Jobs/Old"}, Junk: true})
	deliver(t, o, "Jobs/Old", "moved")
	deliver(t, o, "Junk", "junk")
	deliver(t, o, "Drafts", "draft")
	opts := newDiary().options(o)
	w, _ := run(t, opts)
	for name, fetch := range map[string]func(context.Context, string) ([]byte, error){
		"a watcher":       w.Fetch,
		"nobody watching": func(ctx context.Context, id string) ([]byte, error) { return FetchOnce(ctx, opts.Account, id) },
	} {
		for _, id := range []string{"moved", "junk"} {
			if raw, err := fetch(t.Context(), id+"@acme.example"); err != nil || !bytes.Equal(raw, mailOf(id)) {
				t.Errorf("%s, %s: %q, error %v", name, id, raw, err)
			}
		}
		for _, id := range []string{"draft", "never"} {
			if _, err := fetch(t.Context(), id+"@acme.example"); !errors.Is(err, ErrNotFound) {
				t.Errorf("%s, %s: error %v, want %v", name, id, err, ErrNotFound)
			}
		}
		if _, err := fetch(t.Context(), "a\r\nb@c"); err == nil {
			t.Errorf("%s took control characters for a Message-ID", name)
		}
	}
	opts.Account.Addr = "127.0.0.1:1"
	if _, err := FetchOnce(t.Context(), opts.Account, "moved@acme.example"); !errors.Is(err, ErrOffline) {
		t.Errorf("the server is gone: %v, want %v", err, ErrOffline)
	}
}

func TestRefreshInterruptsIDLEAndStores(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		o := office(t, mailtest.Options{InMemory: true})
		d := newDiary()
		d.limit = time.Hour
		w, _ := run(t, d.options(o))
		d.until(t, "the first reconcile", d.reconciled(1))
		<-time.After(30 * time.Second)
		deliver(t, o, "Sent", "mine")
		began := time.Now()
		if err := w.Refresh(t.Context()); err != nil {
			t.Fatal(err)
		}
		within(t, "Refresh", began, 0, time.Second)
		if d.count("mine@acme.example") != 1 || !d.reconciled(2)() {
			t.Errorf("handed over %q in %d reconciles", d.ids(), d.rounds)
		}
	})
}

func TestRefreshDuringAScan(t *testing.T) {
	t.Parallel()
	o := office(t, mailtest.Options{})
	deliver(t, o, "INBOX", "a")
	d := newDiary()
	opts := d.options(o)
	begun, released := make(chan struct{}), make(chan struct{})
	opts.Handler = func(ctx context.Context, b Batch) error {
		if b.Folder == "INBOX" {
			close(begun)
			<-released
		}
		return d.handle(ctx, b)
	}
	w, _ := run(t, opts)
	<-begun
	result := make(chan error, 1)
	go func() { result <- w.Refresh(t.Context()) }()
	d.until(t, "the request", func() bool {
		w.mu.Lock()
		defer w.mu.Unlock()
		if len(w.queue) == 0 {
			go d.change(func() {}) // look again
			return false
		}
		return true
	})
	close(released)
	if err := <-result; !errors.Is(err, ErrScanning) {
		t.Errorf("Refresh while Sent was not scanned yet: %v, want %v", err, ErrScanning)
	}
}

func TestRequestsEndWithTheirContextAndTheWatch(t *testing.T) {
	t.Parallel()
	f := scripted(t, func(p *peer, _, command string) bool {
		if strings.HasPrefix(command, "UID SEARCH OR") {
			p.swallow()
			return true
		}
		return false
	})
	d := newDiary()
	w, stop := run(t, f.options(d))
	d.until(t, "the first reconcile", d.reconciled(1))
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, _, err := w.Find(ctx, "a@b.example"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Find on a server that went silent: %v", err)
	}
	stop()
	if err := w.Refresh(t.Context()); !errors.Is(err, ErrOffline) {
		t.Errorf("Refresh after the end: %v", err)
	}
}

func TestNoSentFolderIsSaid(t *testing.T) {
	t.Parallel()
	f := scripted(t, func(p *peer, tag, command string) bool {
		if strings.HasPrefix(command, "LIST") {
			p.say(`* LIST () "/" INBOX`)
			p.say("%s OK done", tag)
			return true
		}
		return false
	})
	d := newDiary()
	w, _ := run(t, f.options(d))
	d.until(t, "the watch", func() bool { return slices.Contains(d.phases(), PhaseWatching) })
	if err := w.Refresh(t.Context()); !errors.Is(err, ErrNoSent) {
		t.Errorf("Refresh: %v", err)
	}
	if _, err := w.File(t.Context(), mailOf("a"), "a@b.example", time.Now()); !errors.Is(err, ErrNoSent) {
		t.Errorf("File: %v", err)
	}
	if d.rounds != 0 || len(w.Status().Missing) != 1 {
		t.Errorf("%d complete reconciles without Sent; missing %q", d.rounds, w.Status().Missing)
	}
}

func TestAppendRefused(t *testing.T) {
	t.Parallel()
	f := scripted(t, func(p *peer, tag, command string) bool {
		if strings.HasPrefix(command, "APPEND") {
			p.say("%s NO [OVERQUOTA] mailbox full", tag)
			return true
		}
		if strings.HasPrefix(command, "UID SEARCH OR") {
			p.say("* SEARCH")
			p.say("%s OK", tag)
			return true
		}
		return false
	})
	d := newDiary()
	w, _ := run(t, f.options(d))
	d.until(t, "the first reconcile", d.reconciled(1))
	if _, err := w.File(t.Context(), mailOf("a"), "a@b.example", time.Now()); err == nil || !strings.Contains(err.Error(), "OVERQUOTA") {
		t.Errorf("File: %v", err)
	}
}
