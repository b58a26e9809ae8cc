package submit

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"followup/followup"
)

// post is a submission server that follows a script: it answers each step as usual unless the script says otherwise.
// It reads DATA as RFC 5321 4.1.1.4 says and keeps every letter that was complete.
type post struct {
	acts map[string]act // by verb in capitals; "greeting", "body" (the first line of a letter was read), "dot", "session"

	mu       sync.Mutex
	heard    []string // the commands, without their arguments
	complete []string // the letters whose final dot was seen
	read     int      // bytes of letters read so far, without dots that only escape
	accepted int      // how many of them were answered with, or kept for, 2xx
}

// act answers one step and reports whether the connection goes on.
type act func(p *post, c net.Conn) bool

// say answers in words.
func say(lines ...string) act {
	return func(p *post, c net.Conn) bool {
		_, err := io.WriteString(c, strings.Join(lines, "\r\n")+"\r\n")
		return err == nil
	}
}

// accept keeps the letter and then does what then says: the server has it, whatever the client hears.
func accept(then act) act {
	return func(p *post, c net.Conn) bool {
		p.mu.Lock()
		p.accepted++
		p.mu.Unlock()
		return then(p, c)
	}
}

// cut drops the line.
func cut(_ *post, c net.Conn) bool { _ = c.Close(); return false }

// stall reads on and says nothing.
func stall(_ *post, c net.Conn) bool { _, _ = io.Copy(io.Discard, c); return false }

// then does one act after the other.
func then(acts ...act) act {
	return func(p *post, c net.Conn) bool {
		for _, a := range acts {
			if !a(p, c) {
				return false
			}
		}
		return true
	}
}

// after waits. Inside a synctest bubble no real time passes.
func after(d time.Duration, a act) act {
	return func(p *post, c net.Conn) bool {
		<-time.After(d)
		return a(p, c)
	}
}

// flood talks without end.
func flood(_ *post, c net.Conn) bool {
	for {
		if _, err := io.WriteString(c, "250-"+strings.Repeat("x", 1000)+"\r\n"); err != nil {
			return false
		}
	}
}

func (p *post) act(name string, usual act) act {
	if a, ok := p.acts[name]; ok {
		return a
	}
	return usual
}

// serve holds one session.
func (p *post) serve(c net.Conn) {
	defer c.Close()
	if a, ok := p.acts["session"]; ok {
		a(p, c)
		return
	}
	if !p.act("greeting", say("220 post.example ESMTP"))(p, c) {
		return
	}
	r := bufio.NewReader(c)
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return
		}
		verb, _, _ := strings.Cut(strings.ToUpper(strings.TrimSpace(line)), " ")
		p.mu.Lock()
		p.heard = append(p.heard, verb)
		p.mu.Unlock()
		usual := say("250 2.0.0 OK")
		switch verb {
		case "EHLO":
			usual = say("250-post.example", "250-8BITMIME", "250-SIZE 1000000", "250 AUTH PLAIN LOGIN")
		case "AUTH":
			usual = say("235 2.7.0 welcome")
		case "DATA":
			usual = say("354 go on")
		case "QUIT":
			usual = then(say("221 bye"), cut)
		}
		if !p.act(verb, usual)(p, c) {
			return
		}
		_, refused := p.acts["DATA"]
		if verb == "DATA" && (!refused || p.acts["DATA go"] != nil) && !p.data(r, c) {
			return
		}
	}
}

// data reads a letter and answers its dot.
func (p *post) data(r *bufio.Reader, c net.Conn) bool {
	var letter strings.Builder
	for first := true; ; first = false {
		line, err := r.ReadString('\n')
		if err != nil {
			return false
		}
		if first {
			if a, ok := p.acts["body"]; ok && !a(p, c) {
				return false
			}
		}
		if line == ".\r\n" {
			break
		}
		line = strings.TrimPrefix(line, ".")
		letter.WriteString(line)
		p.mu.Lock()
		p.read += len(line)
		p.mu.Unlock()
	}
	p.mu.Lock()
	p.complete = append(p.complete, letter.String())
	p.mu.Unlock()
	return p.act("dot", accept(say("250 2.0.0 queued as 7F3A")))(p, c)
}

// client returns a client whose connections are pipes to the post.
func (p *post) client(t *testing.T, s Server) *Client {
	t.Helper()
	if s.Host == "" {
		s.Host, s.TLS = "localhost", TLSNone
	}
	c, err := New(s)
	if err != nil {
		t.Fatal(err)
	}
	c.dial = func(ctx context.Context, _, _ string) (net.Conn, error) {
		ours, theirs := net.Pipe()
		go p.serve(theirs)
		return ours, nil
	}
	return c
}

// letter is a letter long enough to need more than one write.
func letter(t *testing.T) []byte {
	t.Helper()
	l := plain()
	l.Text = "Hi Dana,\n\n.a line with a dot\n" + strings.Repeat("Thank you for the time on Tuesday.\n", 300)
	b, err := Render(l)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// ledger stands for the store: it records the phases, and can fail or be killed there.
type ledger struct {
	phases []followup.Phase
	fail   followup.Phase // recording this phase fails
	kill   followup.Phase // the process dies after this phase was recorded
	before followup.Phase // the process dies before this phase is recorded
	then   func()         // runs after PhaseDot was recorded
}

var errDisk = errors.New("disk full")

// killed is what a kill -9 looks like from inside: nothing after it runs but the end of the connection.
type killed struct{}

func (l *ledger) record(p followup.Phase) error {
	if p == l.before {
		panic(killed{})
	}
	if p == l.fail {
		return errDisk
	}
	l.phases = append(l.phases, p)
	if p == l.kill {
		panic(killed{})
	}
	if p == followup.PhaseDot && l.then != nil {
		l.then()
	}
	return nil
}

// submit runs one submission as the outbox does. dead reports that the process was killed on the way.
func submit(ctx context.Context, c *Client, b []byte, l *ledger) (o Outcome, dead bool) {
	defer func() {
		if r := recover(); r != nil {
			if _, ok := r.(killed); !ok {
				panic(r)
			}
			dead = true
		}
	}()
	return c.Submit(ctx, "mira@example.org", "dana.reyes@northlight.example", b, l.record), false
}

// state is what matters after a submission, for comparing.
func state(o Outcome, dead bool, l *ledger, p *post) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	kind := string(o.Kind)
	if dead {
		kind = "killed"
	}
	reached := "claimed"
	if len(l.phases) > 0 {
		reached = string(l.phases[len(l.phases)-1])
	}
	return fmt.Sprintf("%s after %s, complete %d, accepted %d", kind, reached, len(p.complete), p.accepted)
}

// promises checks what must hold in every row, whatever happens.
func promises(o Outcome, dead bool, l *ledger, p *post) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	dot := slices.Contains(l.phases, followup.PhaseDot)
	switch {
	case len(p.complete) > 0 && !dot:
		return "the server has a whole letter and the dot was never recorded"
	case len(p.complete) > 1 || p.accepted > 1:
		return "the server has the letter twice"
	case !dead && o.Kind == followup.OutcomeAccepted && p.accepted != 1:
		return "accepted, but not by the server"
	case !dead && o.Kind != followup.OutcomeAccepted && o.Kind != followup.OutcomeLost && p.accepted != 0:
		return "the server accepted it and the outcome says it may go again"
	case !dead && o.Kind == followup.OutcomeLost && !dot:
		return "lost before the dot"
	case !dead && (o.Err == nil) != (o.Kind == followup.OutcomeAccepted):
		return fmt.Sprintf("outcome %s with error %v", o.Kind, o.Err)
	case !dead && o.Kind == "":
		return "no outcome"
	}
	return ""
}
