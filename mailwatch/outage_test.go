package mailwatch

import (
	"context"
	"errors"
	"net"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"followup/mailwatch/mailtest"
)

// A day without a network: few words about it, few attempts, and all is well again soon after.
func TestDayLongOutage(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		o := office(t, mailtest.Options{InMemory: true})
		d := newDiary()
		d.limit = time.Hour
		attempts := 0
		opts := d.options(o)
		opts.Dial = func(ctx context.Context) (net.Conn, error) {
			attempts++
			return o.DialIMAP(ctx)
		}
		w, _ := run(t, opts)
		d.until(t, "the first reconcile", d.reconciled(1))
		before := len(d.phases())
		o.Down()
		<-time.After(24 * time.Hour)
		if n := len(d.phases()) - before; n > 1 {
			t.Errorf("%d notices in one outage: %q", n, d.phases())
		}
		if attempts < 24 || attempts > 24*5 {
			t.Errorf("%d attempts in a day", attempts)
		}
		if err := w.Refresh(t.Context()); !errors.Is(err, ErrOffline) {
			t.Errorf("Refresh in an outage: %v", err)
		}
		o.Up()
		began := time.Now()
		deliver(t, o, "INBOX", "after")
		d.until(t, "the mail after the outage", func() bool { return d.count("after@acme.example") == 1 })
		within(t, "it", began, 0, 20*time.Minute)
		d.until(t, "all to be well", func() bool { p := d.phases(); return p[len(p)-1] == PhaseWatching })
	})
}

// Servers hang up now and then. That is no news.
func TestOneLostConnectionIsNoNews(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		o := office(t, mailtest.Options{InMemory: true})
		d := newDiary()
		d.limit = time.Hour
		run(t, d.options(o))
		d.until(t, "the first reconcile", d.reconciled(1))
		for range 5 {
			<-time.After(9 * time.Minute)
			n := o.Logins()
			o.KillConnections()
			d.until(t, "the next reconcile", func() bool { return o.Logins() > n })
			<-time.After(time.Minute)
		}
		want := []Phase{PhaseConnecting, PhaseScanning, PhaseWatching}
		if got := d.phases(); !slices.Equal(got, want) {
			t.Errorf("phases %q, want %q", got, want)
		}
	})
}

func TestSilentServerIsLeft(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		o := office(t, mailtest.Options{InMemory: true})
		d := newDiary()
		d.limit = time.Hour
		run(t, d.options(o))
		d.until(t, "the first reconcile", d.reconciled(1))
		began := time.Now()
		o.Freeze()
		deliver(t, o, "INBOX", "a") // its push is lost
		d.until(t, "news of it", func() bool { return slices.Contains(d.phases(), PhaseOffline) })
		within(t, "noticing", began, time.Minute, 2*time.Minute+75*time.Second+90*time.Second)
		o.Thaw()
		d.until(t, "the mail", func() bool { return d.count("a@acme.example") == 1 })
	})
}

func TestClockJump(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		o := office(t, mailtest.Options{InMemory: true})
		d := newDiary()
		d.limit = time.Hour
		jump := make(chan time.Duration, 1)
		var offset time.Duration
		opts := d.options(o)
		opts.Wall = func() time.Time {
			select {
			case by := <-jump:
				offset += by
			default:
			}
			return time.Now().Add(offset)
		}
		run(t, opts)
		d.until(t, "the first reconcile", d.reconciled(1))
		<-time.After(time.Minute)
		if o.Logins() != 1 {
			t.Fatalf("%d logins while the clock went well", o.Logins())
		}
		for i, by := range []time.Duration{8 * time.Hour, -2 * time.Hour} {
			began := time.Now()
			jump <- by
			d.until(t, "a reconcile on a new connection", func() bool { return o.Logins() == i+2 && d.reconciled(i+2)() })
			within(t, "it", began, 0, 31*time.Second)
			<-time.After(time.Minute)
		}
		if slices.Contains(d.phases(), PhaseOffline) {
			t.Errorf("phases %q: waking up is no outage", d.phases())
		}
	})
}

func TestWrongPassword(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		o := office(t, mailtest.Options{InMemory: true})
		o.SetPassword("changed")
		d := newDiary()
		d.limit = time.Hour
		password := "secret"
		opts := d.options(o)
		opts.Password = func(context.Context) (string, error) { return password, nil }
		w, _ := run(t, opts)
		d.until(t, "the state", func() bool { return slices.Contains(d.phases(), PhaseNeedsLogin) })
		for range 40 {
			<-time.After(15 * time.Minute)
			if err := w.Refresh(t.Context()); !errors.Is(err, ErrLogin) || !errors.Is(err, ErrOffline) {
				t.Fatalf("Refresh: %v", err)
			}
		}
		if o.Logins() != 1 {
			t.Errorf("%d logins with a wrong password in ten hours, want 1", o.Logins())
		}
		password = "changed"
		w.Retry()
		d.until(t, "the first reconcile", d.reconciled(1))
		if o.Logins() != 2 {
			t.Errorf("%d logins, want 2", o.Logins())
		}
	})
}

func TestPatienceIsAskedFor(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ code, text string }{
		{"UNAVAILABLE", "backend down"},
		{"LIMIT", "too much"},
		{"SERVERBUG", "internal error"},
		{"", "User is authenticated but not connected."},
		{"", "Too many simultaneous connections. (Failure)"},
	} {
		synctest.Test(t, func(t *testing.T) {
			o := office(t, mailtest.Options{InMemory: true})
			o.RefuseLogins(row.code, row.text)
			d := newDiary()
			d.limit = time.Hour
			run(t, d.options(o))
			d.until(t, "the state", func() bool { return slices.Contains(d.phases(), PhaseThrottled) })
			<-time.After(4*time.Minute + 50*time.Second)
			if o.Logins() != 1 {
				t.Errorf("[%s] %s: %d logins within five minutes", row.code, row.text, o.Logins())
			}
			o.RefuseLogins("", "")
			d.until(t, "the first reconcile", d.reconciled(1))
		})
	}
}

func TestHandlerThatCannotStore(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		o := office(t, mailtest.Options{InMemory: true})
		deliver(t, o, "INBOX", "a", "b")
		d := newDiary()
		d.limit = time.Hour
		d.fail = errors.New("disk full")
		run(t, d.options(o))
		d.until(t, "the state", func() bool { return slices.Contains(d.phases(), PhaseBlocked) })
		if len(d.ids()) != 0 || d.rounds != 0 {
			t.Errorf("handed over %q, %d reconciles", d.ids(), d.rounds)
		}
		d.change(func() { d.fail = nil })
		d.until(t, "the first reconcile", d.reconciled(1))
		if d.count("a@acme.example") != 1 || d.count("b@acme.example") != 1 {
			t.Errorf("handed over %q", d.ids())
		}
	})
}

func TestServerThatEndsIDLE(t *testing.T) {
	t.Parallel()
	for _, after := range []time.Duration{4 * time.Minute, 9 * time.Minute, 28 * time.Minute} {
		synctest.Test(t, func(t *testing.T) {
			f := scripted(t, nil)
			opened := map[*peer]time.Time{}
			f.hook = func(p *peer, _, command string) bool {
				if opened[p].IsZero() {
					opened[p] = time.Now()
				}
				if time.Since(opened[p]) > after {
					p.say("* BYE Autologout")
					p.Close()
				}
				return false
			}
			d := newDiary()
			d.limit = time.Hour
			run(t, f.options(d))
			d.until(t, "the first reconcile", d.reconciled(1))
			<-time.After(2 * time.Hour)
			if slices.Contains(d.phases(), PhaseOffline) && after > 5*time.Minute {
				t.Errorf("%v: phases %q", after, d.phases())
			}
			f.put("INBOX", mailOf("a"))
			began := time.Now()
			d.until(t, "mail", func() bool { return d.count("a@acme.example") == 1 })
			within(t, "it", began, 0, 5*time.Minute)
		})
	}
}

func TestStatusTellsTheAlert(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		f := scripted(t, func(p *peer, _, command string) bool {
			if strings.HasPrefix(command, "LIST") {
				p.say("* OK [ALERT] maintenance at noon")
			}
			return false
		})
		d := newDiary()
		d.limit = time.Hour
		w, _ := run(t, f.options(d))
		d.until(t, "the first reconcile", d.reconciled(1))
		st := w.Status()
		if st.Alert != "[ALERT] maintenance at noon" || st.Phase != PhaseWatching || st.Folders["Sent"].Role != RoleSent ||
			st.Reconciled.IsZero() || !slices.Contains(st.Capabilities, "IDLE") {
			t.Errorf("status %+v", st)
		}
	})
}
