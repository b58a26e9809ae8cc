package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"followup/followup"
	"followup/followup/engine"
	"followup/followup/submit"
	"followup/mailwatch/mailtest"
)

// TestEndToEnd drives the built binary as a user does: Dovecot over TLS on one side, a submission server with TLS and
// AUTH on the other, the commands over the daemon's socket, and a restart between all steps. Only the clock is driven.
func TestEndToEnd(t *testing.T) {
	if testing.Short() {
		t.Skip("the end-to-end test is not short")
	}
	h := newHousehold(t)
	t.Cleanup(h.stop)
	h.start()

	// An invitation with a calendar part is delivered: the interview stands in the list.
	start := h.clock().Add(26 * time.Hour).Truncate(time.Hour)
	h.deliver(mailtest.Sample{
		ID: "confirm@birchwood.example", From: demoMaya, Subject: "Interview for the Data Engineer role",
		Text: "Hi Robin,\n\nthank you for applying to the Data Engineer role at Birchwood Analytics. Your interview is confirmed for " +
			start.Format("Monday, 2 January") + " at " + start.Format("15:04") + ". The invitation is attached.\n\nBest,\nMaya\n",
		Calendar: &mailtest.Invite{
			Method: "REQUEST", UID: "e2e@birchwood.example", Start: start, Length: 45 * time.Minute, Summary: "Interview",
			Organizer: "maya.lindqvist@birchwood.example", People: []string{demoMaya, demoMe}, Stamp: h.clock(),
		},
	})
	row := h.await("the interview stands in the list", func(r engine.Row) bool { return r.Stage == followup.StageScheduled })
	app := row.App
	flags := h.flags()
	h.restart()

	// It is over: the draft appears, and a person says yes to its words.
	h.moveTo(start.Add(80 * time.Minute))
	thanks := h.await("a thank-you is drafted", drafted(followup.ThankYou))
	h.restart()
	first := h.approve(thanks.ID)
	h.restart()
	h.moveTo(first.SendAt.Add(time.Second))
	first = h.delivered(first, "confirm@birchwood.example")
	h.restart()

	// Silence brings a question, once.
	h.moveTo(first.Sent.Add(15 * 24 * time.Hour))
	nudge := h.await("a nudge is drafted", drafted(followup.Nudge))
	h.restart()
	second := h.approve(nudge.ID)
	h.moveTo(second.SendAt.Add(time.Second))
	second = h.delivered(second, "confirm@birchwood.example")
	h.restart()

	// More silence brings another; before anybody says yes to it, they write a no.
	h.moveTo(second.Sent.Add(16 * 24 * time.Hour))
	open := h.await("a second nudge is drafted", drafted(followup.Nudge))
	h.restart()
	h.deliver(mailtest.Sample{
		ID: "no@birchwood.example", From: demoMaya, Subject: "Re: Interview for the Data Engineer role", InReplyTo: second.MessageID,
		References: []string{"confirm@birchwood.example"},
		Text: "Hi Robin,\n\nthank you for your patience and for taking the time to interview with us. We have decided to move forward " +
			"with another candidate for the Data Engineer role.\n\nAll the best,\nMaya\n",
	})
	h.until("the rejection is counted", func() bool { return h.card(app).Application.Outcome == followup.OutcomeRejected })
	h.restart()
	if n := h.card(open.ID).Note; n.Status != followup.Withdrawn {
		t.Errorf("the open nudge is %s after the rejection, want withdrawn", n.Status)
	}
	h.moveTo(h.clock().Add(3 * time.Hour))
	answer := h.await("a rejection response is drafted", drafted(followup.RejectionResponse))
	h.restart()
	third := h.approve(answer.ID)
	h.moveTo(third.SendAt.Add(time.Second))
	h.delivered(third, "no@birchwood.example")
	h.restart()

	if got := len(h.office.Accepted()); got != 3 {
		t.Errorf("%d letters left, want 3", got)
	}
	if got := h.copies(); got != 3 {
		t.Errorf("%d copies lie in Sent, want 3", got)
	}
	if after := h.flags(); !strings.HasPrefix(after, flags) {
		t.Errorf("flags in INBOX were %q and are %q", flags, after)
	}
	h.secretsStayHidden()
}

// drafted wants a row that asks for a yes to a note of that kind.
func drafted(kind followup.NoteKind) func(engine.Row) bool {
	return func(r engine.Row) bool {
		return r.Lane == engine.LaneApprove && r.Status == followup.Proposed && kindOf(r) == kind
	}
}

// kindOf reads the kind of a note from its row.
func kindOf(r engine.Row) followup.NoteKind {
	switch {
	case strings.HasPrefix(r.What, "Thank you"):
		return followup.ThankYou
	case strings.HasPrefix(r.What, "Answer to the rejection"):
		return followup.RejectionResponse
	}
	return followup.Nudge
}

// household is a person's machine with followup on it, and the two servers.
type household struct {
	t       *testing.T
	dir     string
	binary  string
	config  string
	maildir string
	zone    *time.Location
	offset  time.Duration
	office  *mailtest.Office
	daemon  *exec.Cmd
	exited  chan error
	log     *os.File
}

const householdPassword = "correct horse battery staple canary"

func newHousehold(t *testing.T) *household {
	t.Helper()
	needDovecot(t)
	h := &household{t: t, dir: t.TempDir()}
	zone, err := time.LoadLocation(demoZone)
	if err != nil {
		t.Fatal(err)
	}
	h.zone = zone
	h.offset = time.Until(demoStart(time.Now().AddDate(0, 0, -60), zone)).Round(time.Second)
	h.binary = filepath.Join(h.dir, "followup")
	if out, err := exec.Command("go", "build", "-tags", "drivenclock", "-o", h.binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	h.office, err = mailtest.Start(mailtest.Options{
		User: "robin@ashby.example", Password: householdPassword, Security: mailtest.Implicit, RequireAuth: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.office.Close() })
	imap := h.startDovecot()
	host, port := splitPort(h.office.SMTPAddr())
	h.write("password", householdPassword+"\n")
	h.write("ca.pem", string(h.office.CAPEM())+h.read("cert.pem"))
	h.write("clock", h.offset.String())
	h.config = h.write("config.toml", fmt.Sprintf(`data = %q
[you]
name = "Robin Ashby"
zone = %q
[[account]]
name = "home"
address = "robin@ashby.example"
password_file = %q
ca_file = %q
sent_copy = "append"
imap = { host = "127.0.0.1", port = %d, username = "robin" }
smtp = { host = %q, port = %d }
`, filepath.Join(h.dir, "data"), demoZone, filepath.Join(h.dir, "password"), filepath.Join(h.dir, "ca.pem"), imap, host, port))
	h.log, err = os.Create(filepath.Join(h.dir, "daemon.log"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		h.log.Close()
		if t.Failed() {
			t.Logf("daemon:\n%s", tail(h.read("daemon.log"), 6000))
		}
	})
	return h
}

func tail(s string, n int) string { return s[max(0, len(s)-n):] }

func (h *household) write(name, text string) string {
	h.t.Helper()
	path := filepath.Join(h.dir, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		h.t.Fatal(err)
	}
	return path
}

func (h *household) read(name string) string {
	h.t.Helper()
	b, err := os.ReadFile(filepath.Join(h.dir, name))
	if err != nil {
		h.t.Fatal(err)
	}
	return string(b)
}

// clock is the household's time.
func (h *household) clock() time.Time { return time.Now().Add(h.offset).In(h.zone) }

// moveTo lets time pass until t.
func (h *household) moveTo(t time.Time) {
	h.t.Helper()
	if t.Before(h.clock()) {
		return
	}
	h.offset = time.Until(t)
	h.write("clock", h.offset.String())
}

// start starts the daemon and waits until it has read the mailbox.
func (h *household) start() {
	h.t.Helper()
	h.daemon = exec.Command(h.binary, "run", "--config", h.config)
	h.daemon.Env = append(os.Environ(), "FOLLOWUP_CLOCK="+filepath.Join(h.dir, "clock"))
	h.daemon.Stdout, h.daemon.Stderr = h.log, h.log
	if err := h.daemon.Start(); err != nil {
		h.t.Fatal(err)
	}
	h.exited = make(chan error, 1)
	go func(c *exec.Cmd, done chan<- error) { done <- c.Wait() }(h.daemon, h.exited)
	h.until("the daemon has read the mailbox", func() bool {
		var st engine.Status
		out, err := h.try("status", "--json")
		return err == nil && json.Unmarshal(out, &st) == nil && st.Daemon && len(st.Accounts) == 1 && !st.Accounts[0].Reconciled.IsZero()
	})
}

func (h *household) stop() {
	if h.daemon == nil {
		return
	}
	_ = h.daemon.Process.Signal(syscall.SIGTERM)
	select {
	case err := <-h.exited:
		if err != nil {
			h.t.Errorf("the daemon ended with %v", err)
		}
	case <-time.After(20 * time.Second):
		h.t.Error("the daemon did not stop within 20 s")
		_ = h.daemon.Process.Kill()
		<-h.exited
	}
	h.daemon = nil
}

func (h *household) restart() {
	h.t.Helper()
	h.stop()
	h.start()
}

// try runs a command of followup as a person would.
func (h *household) try(args ...string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, h.binary, append(args, "--config", h.config)...)
	cmd.Env = append(os.Environ(), "FOLLOWUP_CLOCK="+filepath.Join(h.dir, "clock"))
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	if err != nil {
		err = fmt.Errorf("followup %s: %w: %s", strings.Join(args, " "), err, errs.String())
	}
	return out.Bytes(), err
}

func (h *household) json(into any, args ...string) {
	h.t.Helper()
	out, err := h.try(append(args, "--json")...)
	if err != nil {
		h.t.Fatal(err)
	}
	if err := json.Unmarshal(out, into); err != nil {
		h.t.Fatalf("followup %v printed no JSON: %v\n%s", args, err, out)
	}
}

func (h *household) card(id string) (c engine.Card) {
	h.t.Helper()
	h.json(&c, "show", id)
	return c
}

// until waits for something to become true.
func (h *household) until(what string, ok func() bool) {
	h.t.Helper()
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	limit := time.After(90 * time.Second)
	for !ok() {
		select {
		case <-tick.C:
		case err := <-h.exited:
			h.exited <- err
			h.t.Fatalf("waiting until %s: the daemon ended: %v", what, err)
		case <-limit:
			out, _ := h.try("list")
			h.t.Fatalf("after 90 s it still does not hold that %s; the list:\n%s", what, out)
		}
	}
}

// await waits for a row of the list.
func (h *household) await(what string, want func(engine.Row) bool) (row engine.Row) {
	h.t.Helper()
	h.until(what, func() bool {
		var l engine.List
		h.json(&l, "list")
		i := slices.IndexFunc(l.Rows, want)
		if i >= 0 {
			row = l.Rows[i]
		}
		return i >= 0
	})
	return row
}

// approve says yes to a draft as a script does: to the fingerprint of the words that show printed.
func (h *household) approve(id string) followup.Note {
	h.t.Helper()
	c := h.card(id)
	if _, err := h.try("approve", id, "--fingerprint", c.Note.Fingerprint); err != nil {
		h.t.Fatal(err)
	}
	n := h.card(id).Note
	if n.Status != followup.Approved || n.SendAt.Before(h.clock()) {
		h.t.Fatalf("after the yes it is %s, to leave at %s", n.Status, n.SendAt)
	}
	return *n
}

// delivered waits until an approved letter has arrived and its copy lies in Sent, and holds it against the words of the
// yes.
func (h *household) delivered(n followup.Note, answers string) followup.Note {
	h.t.Helper()
	h.until("the letter is sent and its copy filed", func() bool {
		c := h.card(n.ID)
		return c.Note.Status == followup.Sent && c.Note.Filed != ""
	})
	var got []submit.Letter
	for _, a := range h.office.Accepted() {
		if l, err := submit.Decode(a.Bytes); err == nil && l.MessageID == n.MessageID {
			got = append(got, l)
		}
	}
	if len(got) != 1 {
		h.t.Fatalf("the letter was accepted %d times", len(got))
	}
	l := got[0]
	if l.InReplyTo != answers || !slices.Contains(l.References, answers) || l.Subject != n.Subject || strings.TrimSpace(l.Text) != strings.TrimSpace(n.Text) {
		h.t.Errorf("the letter that arrived is not the approved one, or not in the thread: %+v", l)
	}
	return *h.card(n.ID).Note
}

// deliver lays a letter into the Maildir as a delivery agent does.
func (h *household) deliver(s mailtest.Sample) {
	h.t.Helper()
	s.To, s.Date = demoMe, h.clock()
	name := fmt.Sprintf("%d.%s.home", time.Now().UnixNano(), s.ID)
	tmp := filepath.Join(h.maildir, "tmp", name)
	if err := os.WriteFile(tmp, s.Bytes(), 0o644); err != nil {
		h.t.Fatal(err)
	}
	if err := os.Chtimes(tmp, s.Date, s.Date); err != nil { // Dovecot takes INTERNALDATE from it
		h.t.Fatal(err)
	}
	h.own(tmp)
	if err := os.Rename(tmp, filepath.Join(h.maildir, "new", name)); err != nil {
		h.t.Fatal(err)
	}
}

// flags lists the messages of INBOX with the flags that Dovecot keeps in their names.
func (h *household) flags() string {
	h.t.Helper()
	var all []string
	for _, sub := range []string{"new", "cur"} {
		entries, err := os.ReadDir(filepath.Join(h.maildir, sub))
		if err != nil {
			h.t.Fatal(err)
		}
		for _, e := range entries {
			name, flags, _ := strings.Cut(e.Name(), ":")
			all = append(all, name[strings.Index(name, ".")+1:]+"="+strings.TrimPrefix(flags, "2,"))
		}
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}

func (h *household) copies() int {
	n := 0
	for _, sub := range []string{"new", "cur"} {
		entries, _ := os.ReadDir(filepath.Join(h.maildir, ".Sent", sub))
		n += len(entries)
	}
	return n
}

// secretsStayHidden looks for the password in everything that was written.
func (h *household) secretsStayHidden() {
	h.t.Helper()
	err := filepath.WalkDir(h.dir, func(path string, d os.DirEntry, err error) error {
		name := filepath.Base(path)
		if err != nil || d.IsDir() || name == "password" || name == "passwd" || !d.Type().IsRegular() {
			return nil
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return nil // a file of the servers that is gone by now
		}
		if bytes.Contains(b, []byte(householdPassword)) {
			h.t.Errorf("the password stands in %s", name)
		}
		if name == "daemon.log" && (bytes.Contains(b, []byte("birchwood")) || bytes.Contains(b, []byte("maya")) || bytes.Contains(b, []byte("@ashby"))) {
			h.t.Error("the log names people, employers or addresses")
		}
		return nil
	})
	if err != nil {
		h.t.Error(err)
	}
}

// needDovecot skips on a machine without Dovecot, and fails in CI.
func needDovecot(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("dovecot"); err == nil && runtime.GOOS == "linux" {
		return
	}
	const words = "Dovecot is not installed (Debian: apt-get install dovecot-imapd): the end-to-end test against a real IMAP server does not run"
	if os.Getenv("CI") != "" {
		t.Fatal(words)
	}
	t.Skip("SKIPPED, LOUDLY: " + words)
}

// mailUser is who owns the mail: Dovecot refuses to serve root's.
func mailUser(t *testing.T) (uid, gid int) {
	if os.Getuid() != 0 {
		return os.Getuid(), os.Getgid()
	}
	u, err := user.Lookup("nobody")
	if err != nil {
		t.Fatal(err)
	}
	uid, _ = strconv.Atoi(u.Uid)
	gid, _ = strconv.Atoi(u.Gid)
	return uid, gid
}

func (h *household) own(path string) {
	h.t.Helper()
	uid, gid := mailUser(h.t)
	if err := os.Chown(path, uid, gid); err != nil {
		h.t.Fatal(err)
	}
}

// startDovecot starts a private Dovecot with TLS and returns its port.
func (h *household) startDovecot() int {
	h.t.Helper()
	home := h.t.TempDir()
	for d := home; len(d) > len(os.TempDir()); d = filepath.Dir(d) { // the mail user must be able to walk there
		if err := os.Chmod(d, 0o755); err != nil {
			h.t.Fatal(err)
		}
	}
	h.maildir = filepath.Join(home, "Maildir")
	for _, sub := range []string{"", "cur", "new", "tmp"} {
		dir := filepath.Join(h.maildir, sub)
		if err := os.MkdirAll(dir, 0o700); err != nil {
			h.t.Fatal(err)
		}
		h.own(dir)
	}
	h.own(home)
	key, cert := filepath.Join(h.dir, "key.pem"), filepath.Join(h.dir, "cert.pem")
	if err := writeCertificate(key, cert); err != nil {
		h.t.Fatal(err)
	}
	port := freePort(h.t)
	uid, gid := mailUser(h.t)
	passwd := h.write("passwd", fmt.Sprintf("robin:{PLAIN}%s:%d:%d::%s\n", householdPassword, uid, gid, home))
	for path, mode := range map[string]os.FileMode{h.dir: 0o755, passwd: 0o644} { // Dovecot reads it as a user of its own
		if err := os.Chmod(path, mode); err != nil {
			h.t.Fatal(err)
		}
	}
	base := filepath.Join(h.dir, "dovecot")
	who := ""
	if os.Getuid() != 0 {
		me, err := user.Current()
		if err != nil {
			h.t.Fatal(err)
		}
		who = fmt.Sprintf("default_internal_user = %[1]s\ndefault_internal_group = %[1]s\ndefault_login_user = %[1]s\n", me.Username)
	}
	conf := h.write("dovecot.conf", fmt.Sprintf(`base_dir = %[1]s
state_dir = %[1]s
log_path = %[2]s
protocols = imap
listen = 127.0.0.1
ssl = required
ssl_cert = <%[3]s
ssl_key = <%[4]s
mail_location = maildir:~/Maildir
first_valid_uid = 1
auth_mechanisms = plain login
%[5]spassdb {
  driver = passwd-file
  args = %[6]s
}
userdb {
  driver = passwd-file
  args = %[6]s
}
service imap-login {
  chroot =
  inet_listener imap {
    port = 0
  }
  inet_listener imaps {
    port = %[7]d
    ssl = yes
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
namespace inbox {
  inbox = yes
  separator = /
  mailbox Sent {
    special_use = \Sent
    auto = subscribe
  }
}
`, base, filepath.Join(h.dir, "dovecot.log"), cert, key, who, filepath.Join(h.dir, "passwd"), port))
	if err := os.MkdirAll(base, 0o755); err != nil {
		h.t.Fatal(err)
	}
	server := exec.Command("dovecot", "-F", "-c", conf) // no pipes: it would keep them
	if err := server.Start(); err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(func() {
		_ = server.Process.Signal(syscall.SIGTERM)
		_ = server.Wait()
	})
	h.exited = make(chan error, 1)
	h.until("Dovecot listens", func() bool {
		c, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port))
		if err == nil {
			c.Close()
		}
		return err == nil
	})
	return port
}

func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}
