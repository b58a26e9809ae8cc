package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"followup/followup"
	"followup/followup/engine"
	"followup/mailwatch/mailtest"
)

// village is a house with a post office, and a daemon where one is started.
type village struct {
	house
	t      *testing.T
	office *mailtest.Office
	stop   func()
}

func newVillage(t *testing.T) *village {
	t.Helper()
	office, err := mailtest.Start(mailtest.Options{
		User: "ada@example.org", Password: canary, Security: mailtest.Implicit, RequireAuth: true, Mailboxes: []string{"Old mail"},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { office.Close() })
	pem := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(pem, office.CAPEM(), 0o600); err != nil {
		t.Fatal(err)
	}
	in, inPort, _ := net.SplitHostPort(office.IMAPAddr())
	out, outPort, _ := net.SplitHostPort(office.SMTPAddr())
	account := fmt.Sprintf("name = \"home\"\naddress = \"ada@example.org\"\npassword_env = \"MAIL_PASSWORD\"\nca_file = %q\n"+
		"imap = { host = %q, port = %s }\nsmtp = { host = %q, port = %s }\n", pem, in, inPort, out, outPort)
	return &village{house: newHouse(t, nil, account), t: t, office: office, stop: func() {}}
}

// start starts the daemon and waits until commands reach it.
func (v *village) start() {
	v.t.Helper()
	cfg, err := loadConfig(v.config, v.env)
	if err != nil {
		v.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ready, done := make(chan struct{}), make(chan error, 1)
	go func() {
		done <- runDaemon(ctx, cfg, v.env, slog.New(slog.DiscardHandler), func() { close(ready) })
	}()
	v.stop = func() {
		v.stop = func() {}
		cancel()
		if err := <-done; err != nil && ctx.Err() == nil {
			v.t.Error(err)
		}
	}
	v.t.Cleanup(func() { v.stop() })
	select {
	case <-ready:
	case err := <-done:
		v.t.Fatal(err)
	}
}

// deliver lays a mail into a folder. Its name is part of its Message-ID.
func (v *village) deliver(folder, name, from, subject, text string) (id string) {
	v.t.Helper()
	id = name + "@mail.example"
	at := time.Now().Add(-time.Hour).Truncate(time.Second)
	raw := mailtest.Sample{ID: id, From: from, To: "Ada <ada@example.org>", Subject: subject, Date: at, Text: text}.Bytes()
	if err := v.office.Deliver(folder, raw, at); err != nil {
		v.t.Fatal(err)
	}
	return id
}

// say runs a command that must end with 0.
func (v *village) say(typed string, args ...string) string {
	v.t.Helper()
	code, out, errs := v.do(typed, args...)
	if code != exitDone {
		v.t.Fatalf("followup %s: exit %d\n%s%s", strings.Join(args, " "), code, out, errs)
	}
	return out
}

// rows waits until a list has that many rows.
func (v *village) rows(n int, args ...string) []engine.Row {
	v.t.Helper()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	limit := time.After(30 * time.Second)
	for {
		var l engine.List
		if err := json.Unmarshal([]byte(v.say("", append([]string{"list", "--json"}, args...)...)), &l); err != nil {
			v.t.Fatal(err)
		}
		if len(l.Rows) == n {
			return l.Rows
		}
		select {
		case <-tick.C:
		case <-limit:
			v.t.Fatalf("list %v has %d rows, want %d: %+v", args, len(l.Rows), n, l.Rows)
		}
	}
}

const (
	thanks = "Hi Ada,\n\nthank you for applying for the Data Engineer position at Birchwood. We have received your application.\n\nMaya\n"
	shop   = "Dear customer,\n\nthank you for applying for our bonus card. We have received your application for the position of a gold member.\n\nOak Shop\n"
	poem   = "Ada,\n\nthe road you hoped to walk with us ends at this gate.\n\nMaya\n"
)

// TestMissedMail adopts a mail that nobody watched, with the daemon and without it.
func TestMissedMail(t *testing.T) {
	t.Parallel()
	for _, daemon := range []bool{true, false} {
		v := newVillage(t)
		v.deliver("INBOX", "ack", "Maya Lind <maya@birchwood.example>", "Your application at Birchwood", thanks)
		lost := v.deliver("Old mail", "lost", "Maya Lind <maya@birchwood.example>", "Birchwood", poem)
		v.start()
		app := v.rows(1)[0]
		if !daemon {
			v.stop()
		}
		out := v.say("", "correct", "<"+lost+">", "rejection", "--app", app.App[:6])
		if !strings.Contains(out, "Closed: rejected") {
			t.Errorf("daemon %v: %s", daemon, out)
		}
		for _, c := range []struct{ id, want, hint string }{
			{"never@mail.example", "no mailbox of yours has a mail with that Message-ID", "it must be whole"},
			{"zzzz", "nothing has that id", "followup list"},
		} {
			if code, _, errs := v.do("", "correct", c.id, "offer"); code != exitFailed || !strings.Contains(errs, c.want) || !strings.Contains(errs, c.hint) {
				t.Errorf("daemon %v, %s: exit %d, %s", daemon, c.id, code, errs)
			}
		}
	}
}

// TestMailboxOutOfReach: where the mailbox cannot be asked, that is what is said.
func TestMailboxOutOfReach(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil, "name = \"home\"\naddress = \"ada@example.org\"\npassword_env = \"MAIL_PASSWORD\"\n"+
		"imap = { host = \"127.0.0.1\", port = 1 }\nsmtp = { host = \"127.0.0.1\", port = 1 }\n")
	code, _, errs := h.do("", "correct", "lost@mail.example", "rejection")
	if code != exitFailed || !strings.Contains(errs, "a mailbox could not be asked for that mail: home: the mailbox cannot be reached") || !strings.Contains(errs, "followup check") {
		t.Errorf("exit %d, %s", code, errs)
	}
}

// TestAlways makes a rule of a correction, sees it obeyed by the running daemon at once, and takes it away again.
func TestAlways(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	first := v.deliver("INBOX", "one", "Oak Shop <news@oak.example>", "Your application for the gold card", shop)
	v.deliver("INBOX", "two", "Oak Shop <news@oak.example>", "Your application for the silver card", shop)
	v.deliver("INBOX", "ack", "Maya Lind <maya@birchwood.example>", "Your application at Birchwood", thanks)
	v.start()
	v.rows(2) // the shop's two are one application

	out := v.say("n\n", "correct", first, "not-job", "--always")
	for _, want := range []string{"Mail from news@oak.example is not about a job.", "It would also change 1 mail of the past", "silver card", "application ack → not about a job", "No rule was made."} {
		if !strings.Contains(out, want) {
			t.Errorf("before the rule, %q is not said:\n%s", want, out)
		}
	}
	file := filepath.Join(v.dir, "d", "rules.txt")
	if _, err := os.Stat(file); err == nil {
		t.Error("a no wrote the rule")
	}
	v.rows(2)

	out = v.say("y\n", "rules", "add", "sender", "news@oak.example", "is", "not-job")
	if !strings.Contains(out, "It is your rule 1") || !strings.Contains(out, "1 mail changed.") {
		t.Errorf("the rule is added: %s", out)
	}
	if info, err := os.Stat(file); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	v.rows(1)
	v.rows(2, "--set-aside")

	v.deliver("INBOX", "three", "Oak Shop <news@oak.example>", "Your application for the bronze card", shop)
	rows := v.rows(3, "--set-aside")
	if !strings.Contains(fmt.Sprint(rows), "your rule 1: mail from news@oak.example is not about a job") {
		t.Errorf("new mail is set aside by the rule: %+v", rows)
	}
	if code, _, errs := v.do("", "rules", "add", "sender", "news@oak.example", "is", "not-job"); code != exitNothing || !strings.Contains(errs, "rule 1 already") {
		t.Errorf("twice the same rule: exit %d, %s", code, errs)
	}

	out = v.say("y\n", "rules", "remove", "1") // the first was her own word, and stays
	if !strings.Contains(out, "changes back 2 mails") || !strings.Contains(out, "2 mails changed.") {
		t.Errorf("the rule is removed: %s", out)
	}
	v.rows(2)
	out = v.say("", "rules", "add", "sender oak.example is not-job", "--yes")
	if !strings.Contains(out, "change 2 mails of the past") || !strings.Contains(out, "1 mail, about which you spoke yourself, would stay") && !strings.Contains(out, "2 mails changed.") {
		t.Errorf("another rule for the same mails: %s", out)
	}
	v.rows(1)
	v.say("", "rules", "remove", "1", "--yes")
	v.rows(2)
	if text, err := os.ReadFile(file); err != nil || strings.Contains(string(text), "\nsender") || !strings.Contains(string(text), "# Rules of your own") {
		t.Errorf("the file after the removal: %s, %v", text, err)
	}
}

// TestRulesOfEveryKind: a phrase and the name of an employer.
func TestRulesOfEveryKind(t *testing.T) {
	t.Parallel()
	v := newVillage(t)
	v.deliver("INBOX", "ack", "Maya Lind <maya@birchwood.example>", "Your application at Birchwood", thanks)
	lost := v.deliver("INBOX", "lost", "Maya Lind <maya@birchwood.example>", "Birchwood", poem)
	v.start()
	row := v.rows(1)[0]
	out := v.say("y\n", "correct", "ack@mail.example", "yes", "--employer", "Birchwood Analytics", "--always")
	if !strings.Contains(out, "the employer read as “"+row.Employer+"” is Birchwood Analytics") && !strings.Contains(out, "The employer read as") {
		t.Errorf("an employer rule: %s", out)
	}
	if row = v.rows(1)[0]; row.Employer != "Birchwood Analytics" {
		t.Errorf("the employer is %q", row.Employer)
	}
	out = v.say("y\n", "correct", lost, "rejection", "--phrase", "ends at this gate", "--app", row.App)
	if !strings.Contains(out, "It is your rule 2") {
		t.Errorf("a phrase rule: %s", out)
	}
	v.deliver("INBOX", "next", "Tom <tom@elm.example>", "Elm", "Ada,\n\nyour way to Elm ends at this gate.\n\nTom\n")
	limit := time.After(30 * time.Second)
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for !strings.Contains(v.say("", "list", "--all"), "Elm") {
		select {
		case <-tick.C:
		case <-limit:
			t.Fatalf("the phrase is not obeyed:\n%s", v.say("", "list", "--all"))
		}
	}
	if list := v.say("", "rules"); !regexp.MustCompile(`(?s)1 +employer ".*2 +phrase "ends at this gate" is rejection`).MatchString(list) {
		t.Errorf("the rules:\n%s", list)
	}
}

func TestRulebookReadsAgain(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "rules.txt")
	var log bytes.Buffer
	b := &rulebook{path: path, log: slog.New(slog.NewTextHandler(&log, nil))}
	count := func() int {
		rules, _ := b.current()
		return len(rules)
	}
	if n := count(); n != 0 {
		t.Errorf("without a file there are %d rules", n)
	}
	write := func(text string) {
		if err := writeRules(path, text); err != nil {
			t.Fatal(err)
		}
	}
	write("sender a@acme.example is offer\nsender secret nonsense\n")
	if n := count(); n != 1 || strings.Contains(log.String(), "nonsense") || !strings.Contains(log.String(), "line=2") {
		t.Errorf("%d rules, the log says %s", n, log.String())
	}
	_, before := b.current()
	if _, again := b.current(); again != before {
		t.Error("an unchanged file is read again")
	}
	write("sender a@acme.example is offer\nsender b@acme.example is offer\n")
	if n := count(); n != 2 {
		t.Errorf("%d rules after an edit", n)
	}
	if runtime.GOOS != "windows" {
		if err := os.Chmod(path, 0o666); err != nil {
			t.Fatal(err)
		}
		if n := count(); n != 2 || !strings.Contains(log.String(), "other users") {
			t.Errorf("%d rules from a file that others may write; the log says %s", n, log.String())
		}
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if n := count(); n != 0 {
		t.Errorf("%d rules after the file is gone", n)
	}
}

func TestCorrectionIntoRules(t *testing.T) {
	t.Parallel()
	from := func(addr string) followup.Signal {
		return followup.Signal{Kind: followup.Update, Employer: "Birch", Mail: followup.Mail{From: followup.Address{Addr: addr}}}
	}
	for name, c := range map[string]struct {
		r    correction
		s    followup.Signal
		want string
		bad  string
	}{
		"nothing asked":      {correction{}, from("a@b.example"), "", ""},
		"the sender":         {correction{always: true}, from("a@b.example"), "sender a@b.example is update", ""},
		"a phrase":           {correction{always: true, phrase: `the "end" is near`}, from("a@b.example"), `phrase "the end is near" is update`, ""},
		"the employer":       {correction{always: true, CorrectRequest: engine.CorrectRequest{Employer: "Birchwood"}}, from("a@b.example"), `employer "Birch" is "Birchwood"`, ""},
		"both":               {correction{always: true, CorrectRequest: engine.CorrectRequest{Employer: "Oak", Kind: followup.Other}}, from("a@b.example"), `employer "Birch" is "Oak", sender a@b.example is not-job`, ""},
		"a shared address":   {correction{always: true}, from("no-reply@us.greenhouse-mail.io"), "", "many employers write from"},
		"a phrase too short": {correction{phrase: "no"}, from("a@b.example"), "", "too short"},
		"no sender":          {correction{always: true}, from(""), "", "names no sender"},
	} {
		rules, err := c.r.make(c.s)
		var got []string
		for _, r := range rules {
			got = append(got, r.String())
		}
		if strings.Join(got, ", ") != c.want || (err != nil) != (c.bad != "") || err != nil && !strings.Contains(err.Error(), c.bad) {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}
