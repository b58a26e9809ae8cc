package mailwatch

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// fake is an IMAP server that does what a hook tells it, and the ordinary thing where the hook declines. Unlike a real one
// it can be made to lie.
type fake struct {
	hook func(p *peer, tag, command string) (handled bool) // runs on the connection's goroutine

	mu       sync.Mutex
	boxes    map[string]*fakeBox
	commands []string
	conns    int
	peers    map[*peer]struct{}
	serving  sync.WaitGroup
}

type fakeBox struct {
	validity uint32
	next     uint32
	mails    map[uint32][]byte
}

// peer is one connection to a fake.
type peer struct {
	net.Conn
	f   *fake
	r   *bufio.Reader
	n   int // which connection this is, from 1
	box string
}

func newFake(hook func(p *peer, tag, command string) bool) *fake {
	f := &fake{hook: hook, boxes: map[string]*fakeBox{}, peers: map[*peer]struct{}{}}
	for _, name := range []string{"INBOX", "Sent"} {
		f.boxes[name] = &fakeBox{validity: 7, next: 1, mails: map[uint32][]byte{}}
	}
	return f
}

// put adds a message under the next UID.
func (f *fake) put(box string, raw []byte) uint32 {
	f.mu.Lock()
	defer f.mu.Unlock()
	b := f.boxes[box]
	uid := b.next
	b.mails[uid] = raw
	b.next++
	return uid
}

func (f *fake) change(box string, do func(*fakeBox)) {
	f.mu.Lock()
	defer f.mu.Unlock()
	do(f.boxes[box])
}

func (f *fake) dial(context.Context) (net.Conn, error) {
	ours, theirs := net.Pipe()
	f.mu.Lock()
	f.conns++
	p := &peer{Conn: theirs, f: f, r: bufio.NewReader(theirs), n: f.conns}
	f.peers[p] = struct{}{}
	f.mu.Unlock()
	f.serving.Go(func() {
		defer theirs.Close()
		p.serve()
	})
	return ours, nil
}

func (f *fake) close() {
	f.mu.Lock()
	for p := range f.peers {
		p.Close()
	}
	f.mu.Unlock()
	f.serving.Wait()
}

// connections is how often somebody connected.
func (f *fake) connections() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.conns
}

// sent are the commands that came, without their tags.
func (f *fake) sent(prefix string) []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	var out []string
	for _, c := range f.commands {
		if strings.HasPrefix(c, prefix) {
			out = append(out, c)
		}
	}
	return out
}

// options connect a watcher to the fake.
func (f *fake) options(d *diary) Options {
	return d.into(Options{
		Dial: f.dial,
		Account: Account{
			Name: "test", Addr: "localhost:143", TLS: NoTLS, Username: "me",
			Password: func(context.Context) (string, error) { return "secret", nil },
		},
	})
}

func scripted(t *testing.T, hook func(p *peer, tag, command string) bool) *fake {
	t.Helper()
	f := newFake(hook)
	t.Cleanup(f.close)
	return f
}

func (p *peer) say(format string, args ...any) { fmt.Fprintf(p, format+"\r\n", args...) }

func (p *peer) serve() {
	p.say("* OK hello")
	for {
		line, err := p.r.ReadString('\n')
		if err != nil {
			return
		}
		tag, command, _ := strings.Cut(strings.TrimRight(line, "\r\n"), " ")
		p.f.mu.Lock()
		p.f.commands = append(p.f.commands, command)
		p.f.mu.Unlock()
		if p.f.hook != nil && p.f.hook(p, tag, command) {
			continue
		}
		if !p.ordinary(tag, command) {
			return
		}
	}
}

// ordinary answers as an honest server would.
func (p *peer) ordinary(tag, command string) bool {
	words := strings.Fields(command)
	verb := strings.ToUpper(words[0])
	if verb == "UID" {
		verb += " " + strings.ToUpper(words[1])
	}
	switch verb {
	case "CAPABILITY":
		p.say("* CAPABILITY IMAP4rev1 IDLE SPECIAL-USE LIST-EXTENDED")
	case "LIST":
		p.say(`* LIST () "/" INBOX`)
		p.say(`* LIST (\Sent) "/" Sent`)
	case "EXAMINE":
		p.box = strings.Trim(words[1], `"`)
		p.f.mu.Lock()
		b := p.f.boxes[p.box]
		n, validity, next := len(b.mails), b.validity, b.next
		p.f.mu.Unlock()
		p.say("* %d EXISTS", n)
		p.say("* OK [UIDVALIDITY %d] ok", validity)
		p.say("* OK [UIDNEXT %d] ok", next)
	case "UID SEARCH":
		var hits strings.Builder
		for _, uid := range p.uids(command) {
			fmt.Fprintf(&hits, " %d", uid)
		}
		p.say("* SEARCH%s", hits.String())
	case "UID FETCH":
		for i, uid := range p.matching(words[2]) {
			p.fetch(i+1, uid, command)
		}
	case "IDLE":
		p.say("+ idling")
		if _, err := p.r.ReadString('\n'); err != nil {
			return false
		}
	}
	p.say("%s OK done", tag)
	return true
}

// uids are what a SEARCH for UID a:b finds; other criteria match everything.
func (p *peer) uids(command string) []uint32 {
	_, set, found := strings.Cut(command, " UID ")
	set, _, _ = strings.Cut(set, " ")
	if !found || strings.HasPrefix(command, "UID SEARCH OR") {
		set = "1:*"
	}
	return p.matching(set)
}

func (p *peer) matching(set string) []uint32 {
	p.f.mu.Lock()
	defer p.f.mu.Unlock()
	var all, hits []uint32
	for uid := range p.f.boxes[p.box].mails {
		all = append(all, uid)
	}
	slices.Sort(all)
	for _, uid := range all {
		for _, r := range strings.Split(set, ",") {
			from, to, ranged := strings.Cut(r, ":")
			low, _ := strconv.Atoi(from)
			high, _ := strconv.Atoi(to)
			if !ranged {
				high = low
			} else if to == "*" {
				high = int(all[len(all)-1])
				low = min(low, high) // n:* always has the last message
			}
			if int(uid) >= low && int(uid) <= high {
				hits = append(hits, uid)
				break
			}
		}
	}
	return hits
}

const someDate = `"23-Nov-2026 10:00:00 +0000"`

func (p *peer) fetch(seq int, uid uint32, command string) {
	p.f.mu.Lock()
	raw := p.f.boxes[p.box].mails[uid]
	p.f.mu.Unlock()
	head, body, _ := strings.Cut(string(raw), "\r\n\r\n")
	out := fmt.Sprintf("* %d FETCH (UID %d", seq, uid)
	if strings.Contains(command, "INTERNALDATE") {
		out += fmt.Sprintf(" FLAGS () INTERNALDATE %s RFC822.SIZE %d", someDate, len(raw))
	}
	literal := func(name, text string) { out += fmt.Sprintf(" %s<0> {%d}\r\n%s", name, len(text), text) }
	switch {
	case strings.Contains(command, "[HEADER]"):
		literal("BODY[HEADER]", head+"\r\n\r\n")
		literal("BODY[1]", body)
	case strings.Contains(command, "[]"):
		literal("BODY[]", string(raw))
	}
	p.say("%s)", out)
}

// swallow reads and forgets until the other side goes away, like a server that has died behind its socket.
func (p *peer) swallow() {
	for {
		if _, err := p.r.ReadByte(); err != nil {
			return
		}
	}
}

// session opens a session to the fake.
func (f *fake) session(t *testing.T) (*session, *[]string) {
	t.Helper()
	var mu sync.Mutex
	var told []string
	s, err := openSession(t.Context(), f.options(newDiary()).Account, f.dial, func(text string) {
		mu.Lock()
		defer mu.Unlock()
		told = append(told, text)
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.close)
	return s, &told
}

// within fails unless d has passed since began, and no more than some seconds above.
func within(t *testing.T, what string, began time.Time, least, most time.Duration) {
	t.Helper()
	if took := time.Since(began); took < least || took > most {
		t.Errorf("%s took %v, want %v to %v", what, took, least, most)
	}
}

// newPipe is a connection whose other end says nothing.
func newPipe() (dial func(context.Context) (net.Conn, error), theirs net.Conn) {
	ours, theirs := net.Pipe()
	return func(context.Context) (net.Conn, error) { return ours, nil }, theirs
}
