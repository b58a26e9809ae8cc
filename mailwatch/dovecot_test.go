//go:build unix

package mailwatch

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// dovecot is a real server of our own: its folder, its port and its process.
type dovecot struct {
	dir  string
	port int
	mail string // the Maildir
}

// startDovecot starts a private Dovecot, as root or as anybody. Without Dovecot the test is skipped, loudly; where CI is
// set it fails instead.
func startDovecot(t *testing.T) *dovecot {
	t.Helper()
	path := dovecotPath()
	if path == "" {
		if os.Getenv("CI") != "" {
			t.Fatal("Dovecot is not installed, and CI must not do without it")
		}
		t.Skip("SKIPPED: DOVECOT IS NOT INSTALLED (Debian: dovecot-imapd); nothing was tested against a real server")
	}
	if testing.Short() {
		t.Skip("SKIPPED: -short")
	}
	dir, err := os.MkdirTemp("", "dove") // short: sockets have short names only
	if err != nil {
		t.Fatal(err)
	}
	d := &dovecot{dir: dir, port: freePort(t), mail: filepath.Join(dir, "home", "Maildir")}
	d.configure(t)
	t.Cleanup(func() {
		d.stop(t)
		if t.Failed() {
			log, _ := os.ReadFile(filepath.Join(dir, "log"))
			t.Logf("Dovecot says:\n%s", log)
		}
		os.RemoveAll(dir)
	})
	d.start(t)
	return d
}

func dovecotPath() string {
	for _, path := range []string{"dovecot", "/usr/sbin/dovecot", "/usr/local/sbin/dovecot", "/opt/homebrew/sbin/dovecot"} {
		if found, err := exec.LookPath(path); err == nil {
			return found
		}
	}
	return ""
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

func (d *dovecot) configure(t *testing.T) {
	t.Helper()
	me, err := user.Current()
	if err != nil {
		t.Fatal(err)
	}
	owner, internal := me, ""
	if me.Uid == "0" {
		// Dovecot does not open mail as root.
		if owner, err = user.Lookup("nobody"); err != nil {
			t.Fatal(err)
		}
	} else {
		group, err := user.LookupGroupId(me.Gid)
		if err != nil {
			t.Fatal(err)
		}
		internal = fmt.Sprintf("default_internal_user=%s\ndefault_internal_group=%s\ndefault_login_user=%s\n", me.Username, group.Name, me.Username)
	}
	uid, _ := strconv.Atoi(owner.Uid)
	gid, _ := strconv.Atoi(owner.Gid)
	conf := fmt.Sprintf(`%[5]sbase_dir=%[1]s/run
state_dir=%[1]s/state
log_path=%[1]s/log
protocols=imap
listen=127.0.0.1
ssl=no
disable_plaintext_auth=no
first_valid_uid=1
mail_location=maildir:~/Maildir
passdb {
  driver=passwd-file
  args=scheme=PLAIN username_format=%%u %[1]s/passwd
}
userdb {
  driver=static
  args=uid=%[2]d gid=%[3]d home=%[1]s/home
}
namespace inbox {
  inbox=yes
  separator=/
  mailbox Sent {
    special_use=\Sent
    auto=subscribe
  }
  mailbox Junk {
    special_use=\Junk
    auto=subscribe
  }
}
service imap-login {
  chroot=
  inet_listener imap {
    port=%[4]d
  }
  inet_listener imaps {
    port=0
  }
}
service anvil {
  chroot=
}
service stats {
  chroot=
}
`, d.dir, uid, gid, d.port, internal)
	for _, sub := range []string{"run", "state", "home", "home/Maildir", "home/Maildir/new", "home/Maildir/cur", "home/Maildir/tmp"} {
		if err := os.MkdirAll(filepath.Join(d.dir, sub), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range map[string]string{"conf": conf, "passwd": "me@example.org:{PLAIN}secret\n"} {
		if err := os.WriteFile(filepath.Join(d.dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(d.dir, 0o755); err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir(filepath.Join(d.dir, "home"), func(path string, _ os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return os.Lchown(path, uid, gid)
	})
	if err != nil && me.Uid == "0" {
		t.Fatal(err)
	}
}

// start starts the server and waits for its port. Its output goes to a file: a daemon keeps the pipe of its starter open.
func (d *dovecot) start(t *testing.T) {
	t.Helper()
	out, err := os.Create(filepath.Join(d.dir, "out"))
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	cmd := exec.Command(dovecotPath(), "-c", filepath.Join(d.dir, "conf"))
	cmd.Stdout, cmd.Stderr = out, out
	if err := cmd.Run(); err != nil {
		text, _ := os.ReadFile(out.Name())
		t.Fatalf("start Dovecot: %v\n%s", err, text)
	}
	deadline := time.Now().Add(15 * time.Second)
	for {
		c, err := net.Dial("tcp", d.addr())
		if err == nil {
			defer c.Close()
			if _, err = bufio.NewReader(c).ReadString('\n'); err == nil {
				return
			}
		}
		if time.Now().After(deadline) {
			t.Fatalf("Dovecot does not answer: %v", err)
		}
		<-time.After(10 * time.Millisecond)
	}
}

func (d *dovecot) addr() string { return fmt.Sprint("127.0.0.1:", d.port) }

func (d *dovecot) master() int {
	text, err := os.ReadFile(filepath.Join(d.dir, "run", "master.pid"))
	if err != nil {
		return 0
	}
	pid, _ := strconv.Atoi(strings.TrimSpace(string(text)))
	return pid
}

// family are the processes of this server: the master and its children.
func (d *dovecot) family(t *testing.T) []int {
	t.Helper()
	master := d.master()
	all := []int{master}
	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, path := range stats {
		text, err := os.ReadFile(path)
		if err != nil {
			continue
		}
		// "pid (name) state ppid": the name may hold anything.
		fields := strings.Fields(string(text[strings.LastIndexByte(string(text), ')')+1:]))
		if parent, _ := strconv.Atoi(fields[1]); parent == master && master != 0 {
			pid, _ := strconv.Atoi(filepath.Base(filepath.Dir(path)))
			all = append(all, pid)
		}
	}
	return all
}

// signal signals all processes of this server. The master is stopped first, so that it makes no child that nobody counts.
func (d *dovecot) signal(t *testing.T, sig syscall.Signal) {
	t.Helper()
	if master := d.master(); master > 0 {
		_ = syscall.Kill(master, syscall.SIGSTOP)
	}
	for _, pid := range d.family(t) {
		if pid > 0 {
			_ = syscall.Kill(pid, sig)
		}
	}
}

// stop ends the server and waits for the end.
func (d *dovecot) stop(t *testing.T) {
	t.Helper()
	pid := d.master()
	if pid == 0 {
		return
	}
	family := d.family(t)
	d.signal(t, syscall.SIGCONT)
	_ = syscall.Kill(pid, syscall.SIGTERM)
	deadline := time.Now().Add(5 * time.Second)
	for slices.ContainsFunc(family, alivePID) {
		if time.Now().After(deadline) {
			for _, pid := range family {
				_ = syscall.Kill(pid, syscall.SIGKILL)
			}
		}
		<-time.After(10 * time.Millisecond)
	}
	os.Remove(filepath.Join(d.dir, "run", "master.pid"))
}

// alivePID says whether a process runs. One that is dead and was not buried by its parent does not.
func alivePID(pid int) bool {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err == nil && strings.HasPrefix(string(text[strings.LastIndexByte(string(text), ')')+1:]), " Z") {
		return false
	}
	return syscall.Kill(pid, 0) == nil
}

var delivered atomic.Int64

// deliver puts a mail into a Maildir as a delivery agent does. Folder is empty for INBOX.
func (d *dovecot) deliver(t *testing.T, folder, id string) {
	t.Helper()
	dir := d.mail
	if folder != "" {
		dir = filepath.Join(d.mail, "."+folder)
	}
	name := fmt.Sprintf("%d.M%06dP%d.test", time.Now().Unix(), delivered.Add(1), os.Getpid())
	tmp := filepath.Join(dir, "tmp", name)
	if err := os.WriteFile(tmp, mailOf(id), 0o644); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(d.mail); err == nil {
		st := info.Sys().(*syscall.Stat_t)
		_ = os.Chown(tmp, int(st.Uid), int(st.Gid))
	}
	if err := os.Rename(tmp, filepath.Join(dir, "new", name)); err != nil {
		t.Fatal(err)
	}
}

func (d *dovecot) options(di *diary) Options {
	opts := di.into(Options{Account: Account{
		Name: "real", Addr: d.addr(), TLS: NoTLS, Username: "me@example.org", Junk: true,
		Password: func(context.Context) (string, error) { return "secret", nil },
	}})
	opts.RetryMin = 100 * time.Millisecond
	return opts
}

// flags asks the server for the flags of every message, by UID.
func (d *dovecot) flags(t *testing.T, folder string) map[uint32]string {
	t.Helper()
	c, err := net.Dial("tcp", d.addr())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	fmt.Fprintf(c, "a LOGIN me@example.org secret\r\nb EXAMINE %s\r\nc UID FETCH 1:* (FLAGS)\r\nd LOGOUT\r\n", folder)
	all := map[uint32]string{}
	for lines := bufio.NewScanner(c); lines.Scan(); {
		// "* 1 FETCH (UID 5 FLAGS (\Seen))"
		_, rest, ok := strings.Cut(lines.Text(), " FETCH (UID ")
		if !ok {
			continue
		}
		uid, flags, _ := strings.Cut(rest, " ")
		n, err := strconv.ParseUint(uid, 10, 32)
		if err != nil {
			t.Fatal(err)
		}
		all[uint32(n)] = strings.ReplaceAll(flags, `\Recent`, "") // whoever opens a folder first gets that one
	}
	return all
}

// set changes a flag as the user's mail program does.
func (d *dovecot) set(t *testing.T, folder, uids, flag string) {
	t.Helper()
	c, err := net.Dial("tcp", d.addr())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	fmt.Fprintf(c, "a LOGIN me@example.org secret\r\nb SELECT %s\r\nc UID STORE %s +FLAGS (%s)\r\nd LOGOUT\r\n", folder, uids, flag)
	for lines := bufio.NewScanner(c); lines.Scan(); {
		if strings.HasPrefix(lines.Text(), "c ") && !strings.HasPrefix(lines.Text(), "c OK") {
			t.Fatal(lines.Text())
		}
	}
}

func TestDovecotMailboxIsLeftAsItWas(t *testing.T) {
	t.Parallel()
	dv := startDovecot(t)
	for i := range 30 {
		dv.deliver(t, "", fmt.Sprint("m", i))
	}
	dv.set(t, "INBOX", "1:5", `\Seen`)
	dv.set(t, "INBOX", "3,7", `\Flagged \Answered`)
	before := dv.flags(t, "INBOX")
	if len(before) != 30 {
		t.Fatalf("%d messages before", len(before))
	}
	d := newDiary()
	w, stop := run(t, dv.options(d))
	d.until(t, "the first reconcile", d.reconciled(1))
	d.once(t, 30)
	dv.deliver(t, "", "live")
	d.until(t, "live mail by IDLE", func() bool { return d.count("live@acme.example") == 1 })
	if _, found, err := w.Find(t.Context(), "live@acme.example"); err != nil || !found {
		t.Errorf("Find: %v, %v", found, err)
	}
	if raw, err := w.Fetch(t.Context(), "m3@acme.example"); err != nil || !strings.Contains(string(raw), "this is m3") {
		t.Errorf("Fetch: %v", err)
	}
	// The same mail in another folder has the same key.
	dv.deliver(t, "Junk", "live")
	for range 2 {
		if folder, err := w.File(t.Context(), mailOf("thanks"), "thanks@acme.example", time.Now()); err != nil || folder != "Sent" {
			t.Fatalf("File: %q, %v", folder, err)
		}
	}
	if err := w.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	stop()
	if d.count("live@acme.example") != 2 || d.count("thanks@acme.example") != 1 {
		t.Errorf("handed over %q", d.ids())
	}
	keys := map[string]bool{}
	for _, b := range d.batches {
		for _, m := range b.Messages {
			if m.ID == "live@acme.example" {
				keys[m.Key] = true
			}
		}
	}
	if len(keys) != 1 {
		t.Errorf("one mail in two folders has the keys %v", keys)
	}
	after := dv.flags(t, "INBOX")
	for uid, flags := range before {
		if after[uid] != flags {
			t.Errorf("message %d had the flags %s and has %s", uid, flags, after[uid])
		}
	}
	if len(after) != 31 || strings.Contains(after[31], `\`) {
		t.Errorf("%d messages after, the new one with %s", len(after), after[31])
	}
	if sent := dv.flags(t, "Sent"); len(sent) != 1 || !strings.Contains(sent[1], `\Seen`) {
		t.Errorf("Sent holds %v", sent)
	}
}

func TestDovecotRenumbersAFolder(t *testing.T) {
	t.Parallel()
	dv := startDovecot(t)
	for i := range 20 {
		dv.deliver(t, "", fmt.Sprint("m", i))
	}
	d := newDiary()
	run(t, dv.options(d))
	d.until(t, "the first reconcile", d.reconciled(1))
	was := d.cursors["INBOX"].UIDValidity
	dv.stop(t)
	old, _ := filepath.Glob(filepath.Join(dv.mail, "dovecot*"))
	for _, path := range old {
		os.Remove(path)
	}
	// Dovecot takes the time in seconds for a new UIDVALIDITY.
	for time.Now().Unix() <= int64(was) {
		<-time.After(50 * time.Millisecond)
	}
	dv.start(t)
	dv.deliver(t, "", "after")
	d.until(t, "the mail after the change", func() bool { return d.count("after@acme.example") == 1 })
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.cursors["INBOX"].UIDValidity == was {
		t.Fatal("UIDVALIDITY did not change: nothing was tested")
	}
	keys, again := map[string]int{}, 0
	for _, b := range d.batches {
		for _, m := range b.Messages {
			if keys[m.Key]++; keys[m.Key] == 2 {
				if again++; !b.Reset {
					t.Errorf("%s came again in a batch that does not say so", m.ID)
				}
			}
		}
	}
	if len(keys) != 21 || again != 20 && again != 21 {
		t.Errorf("%d mails, %d of them again", len(keys), again)
	}
}

func TestDovecotIsKilledAndComesBack(t *testing.T) {
	t.Parallel()
	dv := startDovecot(t)
	dv.deliver(t, "", "a")
	d := newDiary()
	w, _ := run(t, dv.options(d))
	d.until(t, "the first reconcile", d.reconciled(1))
	for i := range 3 {
		dv.signal(t, syscall.SIGKILL)
		dv.stop(t)
		d.until(t, "news of it", func() bool {
			if w.Status().Phase == PhaseOffline {
				return true
			}
			go func() { <-time.After(20 * time.Millisecond); d.change(func() {}) }()
			return false
		})
		id := fmt.Sprint("b", i)
		dv.deliver(t, "", id)
		dv.start(t)
		d.until(t, "mail that came meanwhile", func() bool { return d.count(id+"@acme.example") == 1 })
	}
	if d.count("a@acme.example") != 1 {
		t.Errorf("handed over %q", d.ids())
	}
}

// A server that stops like a laptop asleep holds the connection open and says nothing. The pause is shortened here: the
// full one is tested with a clock of our own.
func TestDovecotStopsAndGoesOn(t *testing.T) {
	t.Parallel()
	dv := startDovecot(t)
	d := newDiary()
	w, _ := run(t, dv.options(d))
	d.until(t, "the first reconcile", d.reconciled(1))
	dv.signal(t, syscall.SIGSTOP)
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	if err := w.Refresh(ctx); err == nil {
		t.Error("a stopped server was refreshed")
	}
	dv.deliver(t, "", "asleep")
	dv.signal(t, syscall.SIGCONT)
	d.until(t, "the mail", func() bool { return d.count("asleep@acme.example") == 1 })
}
