package submit

import (
	"context"
	"errors"
	"net"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"followup/followup"
)

// TestCrashMatrix walks the ways in which a submission can end. want says the outcome, the last phase on record and
// what the server has. Times are the real ones; they pass inside a synctest bubble.
func TestCrashMatrix(t *testing.T) {
	t.Parallel()
	refuseConn := func(context.Context, string, string) (net.Conn, error) { return nil, errors.New("connection refused") }
	noHost := func(context.Context, string, string) (net.Conn, error) {
		return nil, &net.DNSError{Err: "no such host", Name: "localhost", IsNotFound: true}
	}
	for _, tc := range []struct {
		tells  string
		acts   map[string]act
		ledger ledger
		dial   func(context.Context, string, string) (net.Conn, error)
		user   string
		want   string
		code   int
		auth   bool
	}{
		// Before the connection stands: may go again.
		{tells: "the server refuses the connection", dial: refuseConn, want: "deferred after claimed, complete 0, accepted 0"},
		{tells: "the name is not found", dial: noHost, want: "deferred after claimed, complete 0, accepted 0"},
		{tells: "the greeting is a no", acts: map[string]act{"greeting": say("554 no service")}, want: "deferred after claimed, complete 0, accepted 0", code: 554},
		{tells: "the greeting never comes", acts: map[string]act{"greeting": stall}, want: "deferred after claimed, complete 0, accepted 0"},
		{tells: "the greeting is no SMTP", acts: map[string]act{"greeting": say("HTTP/1.1 400 Bad Request", "")}, want: "deferred after claimed, complete 0, accepted 0"},
		{tells: "EHLO and HELO are refused", acts: map[string]act{"EHLO": say("502 no"), "HELO": say("502 no")}, want: "deferred after claimed, complete 0, accepted 0", code: 502},
		{tells: "the server talks without end", acts: map[string]act{"EHLO": flood}, want: "deferred after claimed, complete 0, accepted 0"},
		{tells: "the password is wrong", user: "mira", acts: map[string]act{"AUTH": say("535 5.7.8 no")}, want: "deferred after claimed, complete 0, accepted 0", code: 535, auth: true},
		{tells: "basic authentication is switched off", user: "mira", acts: map[string]act{"AUTH": say("550 5.7.30 no")}, want: "deferred after claimed, complete 0, accepted 0", code: 550, auth: true},
		{tells: "the login cannot be checked now", user: "mira", acts: map[string]act{"AUTH": say("454 4.7.0 later")}, want: "deferred after claimed, complete 0, accepted 0", code: 454},
		{tells: "the line drops in AUTH", user: "mira", acts: map[string]act{"AUTH": cut}, want: "deferred after claimed, complete 0, accepted 0"},
		{tells: "no login is offered", user: "mira", acts: map[string]act{"EHLO": say("250 post.example")}, want: "deferred after claimed, complete 0, accepted 0"},

		// After MAIL and RCPT: 4xx may go again, 5xx not.
		{tells: "MAIL is deferred", acts: map[string]act{"MAIL": say("451 later")}, want: "deferred after claimed, complete 0, accepted 0", code: 451},
		{tells: "MAIL is refused", acts: map[string]act{"MAIL": say("553 not your address")}, want: "refused after claimed, complete 0, accepted 0", code: 553},
		{tells: "MAIL asks for a login", acts: map[string]act{"MAIL": say("530 5.7.0 log in first")}, want: "deferred after claimed, complete 0, accepted 0", code: 530, auth: true},
		{tells: "RCPT is deferred", acts: map[string]act{"RCPT": say("450 grey")}, want: "deferred after claimed, complete 0, accepted 0", code: 450},
		{tells: "RCPT is refused in several lines", acts: map[string]act{"RCPT": say("550-no such", "550 user")}, want: "refused after claimed, complete 0, accepted 0", code: 550},
		{tells: "the line drops in RCPT", acts: map[string]act{"RCPT": cut}, want: "deferred after claimed, complete 0, accepted 0"},
		{tells: "RCPT is never answered", acts: map[string]act{"RCPT": stall}, want: "deferred after claimed, complete 0, accepted 0"},
		{tells: "the process is killed before DATA is recorded", ledger: ledger{before: followup.PhaseData}, want: "killed after claimed, complete 0, accepted 0"},
		{tells: "DATA cannot be recorded", ledger: ledger{fail: followup.PhaseData}, want: "stopped after claimed, complete 0, accepted 0"},

		// Inside DATA: the line is cut, the server discards.
		{tells: "the process is killed once DATA is recorded", ledger: ledger{kill: followup.PhaseData}, want: "killed after data_open, complete 0, accepted 0"},
		{tells: "DATA is deferred", acts: map[string]act{"DATA": say("451 later")}, want: "deferred after data_open, complete 0, accepted 0", code: 451},
		{tells: "DATA is refused", acts: map[string]act{"DATA": say("554 no")}, want: "refused after data_open, complete 0, accepted 0", code: 554},
		{tells: "DATA is answered as if it were done", acts: map[string]act{"DATA": say("250 queued")}, want: "deferred after data_open, complete 0, accepted 0", code: 250},
		{tells: "the line drops in the middle of the letter", acts: map[string]act{"body": cut}, want: "deferred after data_open, complete 0, accepted 0"},
		{tells: "the server stops reading in the middle of the letter", acts: map[string]act{"body": after(time.Hour, cut)}, want: "deferred after data_open, complete 0, accepted 0"},
		{tells: "the server answers before the letter is complete", acts: map[string]act{"DATA": say("354 go on", "250 queued"), "DATA go": cut}, want: "deferred after dot, complete 0, accepted 0"},
		{tells: "the process is killed before the dot is recorded", ledger: ledger{before: followup.PhaseDot}, want: "killed after data_open, complete 0, accepted 0"},
		{tells: "the dot cannot be recorded", ledger: ledger{fail: followup.PhaseDot}, want: "stopped after data_open, complete 0, accepted 0"},

		// Dot recorded: only an answer settles it.
		{tells: "the process is killed once the dot is recorded, before it leaves", ledger: ledger{kill: followup.PhaseDot}, want: "killed after dot, complete 0, accepted 0"},
		{tells: "the server accepts", want: "accepted after dot, complete 1, accepted 1", code: 250},
		{tells: "the server accepts in several lines", acts: map[string]act{"dot": accept(say("250-thank", "250 you"))}, want: "accepted after dot, complete 1, accepted 1", code: 250},
		{tells: "the server accepts with another 2xx", acts: map[string]act{"dot": accept(say("252 probably"))}, want: "accepted after dot, complete 1, accepted 1", code: 252},
		{tells: "the server accepts and drops the line", acts: map[string]act{"dot": accept(then(say("250 ok"), cut))}, want: "accepted after dot, complete 1, accepted 1", code: 250},
		{tells: "the server accepts and never answers QUIT", acts: map[string]act{"QUIT": stall}, want: "accepted after dot, complete 1, accepted 1", code: 250},
		{tells: "the server defers after the dot", acts: map[string]act{"dot": say("451 later")}, want: "deferred after dot, complete 1, accepted 0", code: 451},
		{tells: "the server refuses after the dot", acts: map[string]act{"dot": say("554 5.7.1 spam")}, want: "refused after dot, complete 1, accepted 0", code: 554},
		{tells: "the server has it and drops the line", acts: map[string]act{"dot": accept(cut)}, want: "lost after dot, complete 1, accepted 1"},
		{tells: "the server throws it away and drops the line", acts: map[string]act{"dot": cut}, want: "lost after dot, complete 1, accepted 0"},
		{tells: "the server has it and never answers", acts: map[string]act{"dot": accept(stall)}, want: "lost after dot, complete 1, accepted 1"},
		{tells: "half an answer comes", acts: map[string]act{"dot": accept(then(func(_ *post, c net.Conn) bool { _, err := c.Write([]byte("25")); return err == nil }, cut))}, want: "lost after dot, complete 1, accepted 1"},
		{tells: "the first line of an answer comes", acts: map[string]act{"dot": accept(then(say("250-queued"), cut))}, want: "lost after dot, complete 1, accepted 1"},
		{tells: "the answer is no SMTP", acts: map[string]act{"dot": accept(say("fine"))}, want: "lost after dot, complete 1, accepted 1"},
		{tells: "the answer asks for more", acts: map[string]act{"dot": accept(say("354 go on"))}, want: "lost after dot, complete 1, accepted 1", code: 354},
		{tells: "the server talks without end after the dot", acts: map[string]act{"dot": accept(flood)}, want: "lost after dot, complete 1, accepted 1"},
		{tells: "the answer takes 9 minutes 59", acts: map[string]act{"dot": accept(after(9*time.Minute+59*time.Second, say("250 ok")))}, want: "accepted after dot, complete 1, accepted 1", code: 250},
		{tells: "the answer takes 10 minutes 1", acts: map[string]act{"dot": accept(after(10*time.Minute+time.Second, say("250 ok")))}, want: "lost after dot, complete 1, accepted 1"},
	} {
		t.Run(tc.tells, func(t *testing.T) {
			b := letter(t)
			synctest.Test(t, func(t *testing.T) {
				p := &post{acts: tc.acts}
				s := Server{Host: "localhost", TLS: TLSNone}
				if tc.user != "" {
					s.Username, s.Password = tc.user, func(context.Context) (string, error) { return "hunter2", nil }
				}
				c := p.client(t, s)
				if tc.dial != nil {
					c.dial = tc.dial
				}
				l := tc.ledger
				o, dead := submit(t.Context(), c, b, &l)
				<-time.After(2 * time.Hour) // whatever the server still does, it has done by then
				synctest.Wait()
				if got := state(o, dead, &l, p); got != tc.want {
					t.Errorf("%s, want %s (%v)", got, tc.want, o.Err)
				}
				if wrong := promises(o, dead, &l, p); wrong != "" {
					t.Error(wrong)
				}
				if o.Code != tc.code || o.AuthFailed != tc.auth {
					t.Errorf("code %d, auth failed %v; want %d, %v", o.Code, o.AuthFailed, tc.code, tc.auth)
				}
				if !dead && o.Reply == "" {
					t.Error("the outcome has no words")
				}
				if strings.ContainsAny(o.Reply, "\r\n") {
					t.Errorf("reply %q is not one line", o.Reply)
				}
				if p.accepted == 1 && p.complete[0] != string(b) {
					t.Error("the server has other bytes than were stored")
				}
			})
		})
	}
}

// TestCancel: ctx cuts the connection at every step before the dot and is ignored after it.
func TestCancel(t *testing.T) {
	t.Parallel()
	b := letter(t)
	for _, step := range []string{"greeting", "EHLO", "AUTH", "MAIL", "RCPT", "DATA", "body"} {
		synctest.Test(t, func(t *testing.T) {
			p := &post{acts: map[string]act{step: after(time.Hour, cut)}}
			c := p.client(t, Server{Host: "localhost", TLS: TLSNone, Username: "mira", Password: func(context.Context) (string, error) { return "x", nil }})
			ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
			defer cancel()
			began := time.Now()
			var l ledger
			o, _ := submit(ctx, c, b, &l)
			if took := time.Since(began); took != 10*time.Second {
				t.Errorf("%s: cancelled after 10 s, returned after %v", step, took)
			}
			<-time.After(2 * time.Hour)
			if o.Kind != followup.OutcomeDeferred || !errors.Is(o.Err, context.DeadlineExceeded) || len(p.complete) != 0 {
				t.Errorf("%s: %s, %v, complete %d", step, o.Kind, o.Err, len(p.complete))
			}
		})
	}
	synctest.Test(t, func(t *testing.T) {
		p := &post{}
		ctx, cancel := context.WithCancel(t.Context())
		l := ledger{then: cancel}
		o, _ := submit(ctx, p.client(t, Server{}), b, &l)
		synctest.Wait()
		if o.Kind != followup.OutcomeDeferred || len(p.complete) != 0 {
			t.Errorf("cancelled between the record and the dot: %s, complete %d", o.Kind, len(p.complete))
		}
	})
	synctest.Test(t, func(t *testing.T) {
		p := &post{acts: map[string]act{"dot": accept(after(5*time.Minute, say("250 ok")))}}
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		var l ledger
		o, _ := submit(ctx, p.client(t, Server{}), b, &l)
		if o.Kind != followup.OutcomeAccepted {
			t.Errorf("cancelled while the server thinks: %s, %v", o.Kind, o.Err)
		}
	})
}

// TestL8AcceptedThoughTheLineDrops: the reply decides, not the error of what comes after it.
func TestL8AcceptedThoughTheLineDrops(t *testing.T) {
	t.Parallel()
	b := letter(t)
	synctest.Test(t, func(t *testing.T) {
		p := &post{acts: map[string]act{"dot": accept(then(say("250 2.0.0 queued as 7F3A"), cut))}}
		var l ledger
		o, _ := submit(t.Context(), p.client(t, Server{}), b, &l)
		if o.Kind != followup.OutcomeAccepted || o.Err != nil || o.Reply != "2.0.0 queued as 7F3A" {
			t.Errorf("%+v", o)
		}
	})
	synctest.Test(t, func(t *testing.T) {
		p := &post{acts: map[string]act{"QUIT": stall}}
		var l ledger
		began := time.Now()
		o, _ := submit(t.Context(), p.client(t, Server{}), b, &l)
		if o.Kind != followup.OutcomeAccepted || time.Since(began) != 5*time.Second {
			t.Errorf("no answer to QUIT: %s after %v", o.Kind, time.Since(began))
		}
	})
}

// TestL9HalfALetter: what go-mail does on its own would deliver half a letter, and we do not.
func TestL9HalfALetter(t *testing.T) {
	t.Parallel()
	b := letter(t)
	synctest.Test(t, func(t *testing.T) {
		p := &post{}
		s, stop, err := p.client(t, Server{}).open(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer stop()
		if err := errors.Join(s.Mail("<mira@example.org>"), s.Rcpt("<dana@northlight.example>")); err != nil {
			t.Fatal(err)
		}
		w, err := s.Data()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(b[:len(b)/2]); err != nil {
			t.Fatal(err)
		}
		_ = s.Quit() // what a careless client does after a failure
		synctest.Wait()
		if p.accepted != 1 {
			t.Fatal("the scripted server cannot see the fault that this test is about")
		}
		s.raw.cut()
	})
	for _, l := range []ledger{{fail: followup.PhaseDot}, {before: followup.PhaseDot}, {kill: followup.PhaseDot}} {
		synctest.Test(t, func(t *testing.T) {
			p := &post{}
			_, _ = submit(t.Context(), p.client(t, Server{}), b, &l)
			synctest.Wait()
			if len(p.complete) != 0 || !slices.Equal(p.heard, []string{"EHLO", "MAIL", "RCPT", "DATA"}) {
				t.Errorf("complete %d, heard %v", len(p.complete), p.heard)
			}
		})
	}
}

// TestL10LateAnswer: the answer to the dot has ten minutes, though every other step has less.
func TestL10LateAnswer(t *testing.T) {
	t.Parallel()
	b := letter(t)
	synctest.Test(t, func(t *testing.T) {
		p := &post{acts: map[string]act{"dot": accept(after(8*time.Minute, say("250 ok")))}}
		var l ledger
		began := time.Now()
		o, _ := submit(t.Context(), p.client(t, Server{Host: "localhost", TLS: TLSNone, Timeouts: Timeouts{Command: time.Second, Body: time.Second}}), b, &l)
		if o.Kind != followup.OutcomeAccepted || time.Since(began) != 8*time.Minute {
			t.Errorf("%s after %v: %v", o.Kind, time.Since(began), o.Err)
		}
	})
}

// TestPhasesComeFirst: each phase is on record before the server hears of it.
func TestPhasesComeFirst(t *testing.T) {
	t.Parallel()
	b := letter(t)
	synctest.Test(t, func(t *testing.T) {
		p := &post{}
		var order []string
		c := p.client(t, Server{})
		o := c.Submit(t.Context(), "mira@example.org", "dana@northlight.example", b, func(ph followup.Phase) error {
			synctest.Wait() // the server has read all that was sent
			p.mu.Lock()
			defer p.mu.Unlock()
			order = append(order, string(ph)+" after "+p.heard[len(p.heard)-1])
			if ph == followup.PhaseDot && len(p.complete) != 0 {
				t.Error("the dot left before it was recorded")
			}
			if ph == followup.PhaseDot && p.read != len(b) {
				t.Errorf("the server has read %d of %d bytes when the dot is recorded", p.read, len(b))
			}
			return nil
		})
		if o.Kind != followup.OutcomeAccepted || !slices.Equal(order, []string{"data_open after RCPT", "dot after DATA"}) {
			t.Errorf("%s, %v", o.Kind, order)
		}
	})
}

// TestPasswordNotRepeated: a server that echoes the secret does not get it into the journal.
func TestPasswordNotRepeated(t *testing.T) {
	t.Parallel()
	b := letter(t)
	synctest.Test(t, func(t *testing.T) {
		p := &post{acts: map[string]act{"AUTH": say("535 hunter2 is wrong, AG1pcmEAaHVudGVyMg== too")}}
		c := p.client(t, Server{Host: "localhost", TLS: TLSNone, Username: "mira", Password: func(context.Context) (string, error) { return "hunter2", nil }})
		var l ledger
		o, _ := submit(t.Context(), c, b, &l)
		for _, s := range []string{o.Reply, o.Err.Error()} {
			if strings.Contains(s, "hunter2") || strings.Contains(s, "aHVudGVyMg") {
				t.Errorf("the password stands in %q", s)
			}
		}
		if !o.AuthFailed || slices.Contains(p.heard, "MAIL") {
			t.Errorf("auth failed %v, heard %v", o.AuthFailed, p.heard)
		}
	})
}

// TestRefusedBeforeDialing: letters and addresses that nobody should see are refused here.
func TestRefusedBeforeDialing(t *testing.T) {
	t.Parallel()
	good := letter(t)
	for tells, tc := range map[string]struct {
		from, to string
		b        []byte
	}{
		"a parameter behind the recipient": {"a@b.example", "c@d.example> NOTIFY=NEVER", good},
		"a line end in the sender":         {"a@b.example\r\nRSET", "c@d.example", good},
		"no letter":                        {"a@b.example", "c@d.example", nil},
		"a bare LF":                        {"a@b.example", "c@d.example", []byte("Subject: x\r\n\r\na\n.\nb\r\n")},
		"a bare CR":                        {"a@b.example", "c@d.example", []byte("Subject: x\r\n\r\na\r.\rb\r\n")},
		"no end of the last line":          {"a@b.example", "c@d.example", []byte("Subject: x\r\n\r\na")},
	} {
		c, err := New(Server{Host: "localhost", TLS: TLSNone})
		if err != nil {
			t.Fatal(err)
		}
		c.dial = func(context.Context, string, string) (net.Conn, error) {
			t.Errorf("%s: dialed", tells)
			return nil, errors.New("no")
		}
		o := c.Submit(t.Context(), tc.from, tc.to, tc.b, func(followup.Phase) error { t.Errorf("%s: phase", tells); return nil })
		if o.Kind != followup.OutcomeRefused || o.Err == nil {
			t.Errorf("%s: %+v", tells, o)
		}
	}
}
