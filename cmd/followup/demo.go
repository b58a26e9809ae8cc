package main

import (
	"bufio"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/mail"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"followup/followup"
	"followup/followup/engine"
	"followup/followup/submit"
	"followup/mailwatch"
	"followup/mailwatch/mailtest"
	"followup/templates"
)

// demo is the story run: real servers in memory, the same wiring as run, a clock that is driven by hand.
type demo struct {
	*daemon
	office *mailtest.Office
	zone   *time.Location
	out    *printer
	in     *bufio.Reader // nil: the script decides
	gone   bool          // nobody answers any more
	pause  time.Duration // between beats, for reading

	mu      sync.Mutex
	now     time.Time
	notices []engine.Notice

	yes     []followup.Note // every letter that was approved, as it stood then
	refused []string        // checks that failed
}

// runDemo plays the story. With script it decides by itself and checks its own claims; it returns whether they all hold.
func runDemo(ctx context.Context, in io.Reader, out *printer, script bool) (bool, error) {
	dir, err := os.MkdirTemp("", "followup-demo-")
	if err != nil {
		return false, fmt.Errorf("make a folder for the demo: %w", err)
	}
	defer os.RemoveAll(dir)
	zone, err := time.LoadLocation(demoZone)
	if err != nil {
		return false, err
	}
	d := &demo{zone: zone, out: out, now: demoStart(time.Now(), zone)}
	if !script {
		d.in, d.pause = bufio.NewReader(in), 3500*time.Millisecond
	}
	me, err := mail.ParseAddress(demoMe)
	if err != nil {
		return false, err
	}
	d.office, err = mailtest.Start(mailtest.Options{User: me.Address, Now: d.clock, Security: mailtest.Implicit, RequireAuth: true})
	if err != nil {
		return false, err
	}
	defer d.office.Close()
	key := make([]byte, 32)
	if _, err := rand.Read(key); err != nil {
		return false, err
	}
	d.daemon, err = open(d.wiring(dir, key, me))
	if err != nil {
		return false, err
	}
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan error, 1)
	go func() { done <- d.run(ctx) }()
	err = d.firstLook(ctx)
	if err == nil {
		err = d.play(ctx, demoStory(d.clock()))
	}
	if err == nil && script {
		err = d.check(ctx)
	} else if err == nil {
		err = d.ending(ctx)
	}
	cancel()
	err = errors.Join(err, <-done, d.close())
	return len(d.refused) == 0, err
}

// wiring fills the same form that run fills from a configuration.
func (d *demo) wiring(dir string, key []byte, me *mail.Address) wiring {
	host, port := splitPort(d.office.SMTPAddr())
	password := func(context.Context) (string, error) { return d.office.Password(), nil }
	return wiring{
		Store: filepath.Join(dir, "followup.db"), Key: key, Me: engine.Me{Name: me.Name}, Policy: followup.DefaultPolicy(d.zone),
		Letters: templates.Builtin(), Now: d.clock, Notify: d.hear, Log: slog.New(slog.DiscardHandler),
		Accounts: []wiredAccount{{
			User: followup.Address{Name: me.Name, Addr: me.Address}, Addresses: []string{me.Address}, FileAfter: time.Millisecond,
			In: mailwatch.Account{
				Name: "demo", Addr: d.office.IMAPAddr(), TLS: mailwatch.ImplicitTLS, CA: d.office.CA(), Username: d.office.User(), Password: password,
			},
			Out: submit.Server{
				Host: host, Port: port, TLS: submit.TLSImplicit, CA: d.office.CA(), Username: d.office.User(), Password: password,
			},
		}},
	}
}

func splitPort(addr string) (string, int) {
	host, p, _ := net.SplitHostPort(addr)
	port, _ := strconv.Atoi(p)
	return host, port
}

func (d *demo) clock() time.Time {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.now
}

func (d *demo) set(t time.Time) {
	d.mu.Lock()
	d.now = t
	d.mu.Unlock()
}

// hear collects what happened; settle tells it, so that the story keeps its order.
func (d *demo) hear(n engine.Notice) {
	d.mu.Lock()
	d.notices = append(d.notices, n)
	d.mu.Unlock()
}

// firstLook waits until the mailbox was read for the first time: before that nobody may take it for read.
func (d *demo) firstLook(ctx context.Context) error {
	for _, w := range d.watchers {
		err := w.Refresh(ctx)
		for errors.Is(err, mailwatch.ErrScanning) || errors.Is(err, mailwatch.ErrOffline) {
			if err = d.rest(ctx, 10*time.Millisecond); err == nil {
				err = w.Refresh(ctx)
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (d *demo) play(ctx context.Context, story []beat) error {
	d.printf("Robin is looking for a job. Three weeks pass in about a minute.\n\n")
	for _, b := range story {
		if b.say != "" && b.mail == nil { // what time brings comes below it
			d.printf("%s  %s\n", pad(b.at.Format("Mon 2 Jan"), len("Mon 16 Nov 09:20")), b.say)
		}
		if err := d.pass(ctx, b.at); err != nil {
			return err
		}
		if b.say != "" && b.mail != nil {
			d.printf("%s  %s\n", pad(b.at.Format("Mon 2 Jan 15:04"), len("Mon 16 Nov 09:20")), b.say)
		}
		if b.mail != nil {
			m := *b.mail
			m.Date = b.at
			folder := b.folder
			if folder == "" {
				folder = "INBOX"
			}
			if err := d.office.Deliver(folder, m.Bytes(), b.at); err != nil {
				return err
			}
		}
		told, err := d.settle(ctx)
		if err != nil {
			return err
		}
		if b.mail != nil && told == 0 {
			d.printf("    in    %s: %q\n          nothing about an application: left alone, and nothing of it is kept\n", sender(b.mail.From), b.mail.Subject)
		}
		if err := d.decide(ctx); err != nil {
			return err
		}
		if b.say == "" && told == 0 {
			continue
		}
		if err := d.rest(ctx, d.pause); err != nil {
			return err
		}
	}
	return nil
}

// rest gives a reader time; the script does not rest.
func (d *demo) rest(ctx context.Context, pause time.Duration) error {
	if pause == 0 {
		return ctx.Err()
	}
	t := time.NewTimer(pause)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

// pass lets time go by until t, stopping at each moment at which something is due or leaves.
func (d *demo) pass(ctx context.Context, t time.Time) error {
	for d.clock().Before(t) {
		next, err := d.next(ctx, t)
		if err != nil {
			return err
		}
		d.set(next)
		if _, err := d.settle(ctx); err != nil {
			return err
		}
		if next.Before(t) {
			if err := d.decide(ctx); err != nil {
				return err
			}
		}
	}
	return nil
}

// next is the soonest moment after now at which the list says that something is due, or t.
func (d *demo) next(ctx context.Context, t time.Time) (time.Time, error) {
	now := d.clock()
	l, err := d.engine.List(ctx, engine.Query{})
	if err != nil {
		return t, err
	}
	for _, r := range l.Rows {
		if r.When.After(now) && r.When.Before(t) {
			t = r.When
		}
	}
	return t, nil
}

// settle reads the mailbox, fires what is due and sends what may leave, as the loops do, and tells what happened. It
// returns how many things that was.
func (d *demo) settle(ctx context.Context) (int, error) {
	for range 3 { // a letter that leaves is seen in Sent, which may bring the next thing
		for _, w := range d.watchers {
			if err := w.Refresh(ctx); err != nil {
				return 0, err
			}
		}
		if _, err := d.engine.Tick(); err != nil {
			return 0, err
		}
		if _, err := d.engine.Outbox(ctx); err != nil {
			return 0, err
		}
	}
	return d.tellAll(), nil
}

// tellAll says what happened since the last time, and how much that was.
func (d *demo) tellAll() int {
	d.mu.Lock()
	heard := d.notices
	d.notices = nil
	d.mu.Unlock()
	for i, n := range heard {
		d.tell(n, i == 0 || !sameMail(heard[i-1], n), i == len(heard)-1 || !sameMail(n, heard[i+1]))
	}
	return len(heard)
}

// sameMail reports whether two things happened because of one mail.
func sameMail(a, b engine.Notice) bool {
	return a.Signal != nil && b.Signal != nil && a.Signal.Mail.ID == b.Signal.Mail.ID
}

func sender(from string) string {
	if a, err := mail.ParseAddress(from); err == nil {
		return a.Name
	}
	return from
}

// printf writes; what a terminal has no room for goes on below, behind the margin that the line has.
func (d *demo) printf(format string, a ...any) {
	for line := range strings.Lines(fmt.Sprintf(format, a...)) {
		text, end := strings.CutSuffix(line, "\n")
		hang := margin.FindString(text)
		if !strings.HasSuffix(hang, "│ ") {
			hang = pad("", columns(hang))
		}
		text = d.out.wrap(text, hang)
		if end {
			text = strings.TrimRight(text, " ") + "\n"
		}
		fmt.Fprint(d.out, text)
	}
}

// margin is what stands before the words of a line: a letter's edge, or a time or mark with room behind it.
var margin = regexp.MustCompile(`^( *│ | *\S+( \S+){0,3} {2,}| *)`)

// tell says one thing that happened. first and last are about the mail that it happened because of.
func (d *demo) tell(n engine.Notice, first, last bool) {
	reason, held := strings.CutPrefix(string(n.Reason), "held: ")
	switch {
	case n.Signal != nil:
		if first && n.Signal.Confidence < 1 { // else it is the answer to a question
			d.printf("    in    %s: %q\n          %s\n", n.Signal.Mail.From.Name, n.Signal.Mail.Subject, takenFor(*n.Signal))
		}
		if last && len(n.App.Doubts) == 0 { // else the question follows
			d.printf("    %s\n", strings.Join(d.standing(n), "\n    "))
		}
	case n.Event == followup.EventOutcome && n.Note == "": // the letter's own words are told
	case n.Event == followup.EventClaim && held:
		d.printf("    %s  %s · it waits: %s\n", d.clock().Format("Mon 15:04"), about(n), reason)
	case n.Event == followup.EventTick || n.Event == followup.EventFound || n.Event == followup.EventFiled ||
		n.Event == followup.EventOutcome:
		d.printf("    %s  %s · %s\n", d.clock().Format("Mon 15:04"), about(n), onceEach(n.Reason))
	}
}

// about names the letter or the application that something happened to.
func about(n engine.Notice) string {
	for _, note := range n.App.Notes {
		if note.ID == n.Note {
			return "Letter to " + note.To.Name
		}
	}
	return placeOfApp(n.App)
}

// takenFor says what a mail was taken for, how surely, and by which sentence.
func takenFor(s followup.Signal) string {
	if s.Detail.Own() {
		return "Robin's own mail"
	}
	words := fmt.Sprintf("taken for %s, %.0f %% sure", kindWord(s.Kind), s.Confidence*100)
	if by := evidenceWords(s.Evidence); len(by) > 0 {
		words += ": " + by[0]
	}
	return words
}

// standing tells where an application stands after a mail: why, whose turn it is, what is due when.
func (d *demo) standing(n engine.Notice) []string {
	now := stageWords(n.App)
	if n.App.Stage == followup.StageClosed {
		now += "; " + string(n.Reason)
	}
	lines := []string{fmt.Sprintf("now   %s: %s", placeOfApp(n.App), now)}
	dues := d.daemon.engine.Policy.Next(n.App)
	for _, due := range dues {
		if due.At.After(d.clock()) {
			return append(lines, fmt.Sprintf("next  %s: %s", due.At.In(d.zone).Format("Mon 2 Jan 15:04"), due.Why))
		}
	}
	return lines
}

func stageWords(a followup.Application) string {
	s := string(a.Stage)
	if a.Stage == followup.StageClosed {
		return s + ", " + string(a.Outcome)
	}
	switch a.Turn {
	case followup.TurnOurs:
		return s + ", your turn"
	case followup.TurnTheirs:
		return s + ", their turn"
	}
	return s
}
