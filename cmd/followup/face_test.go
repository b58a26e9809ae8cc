package main

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"followup/followup"
	"followup/followup/approval"
	"followup/followup/engine"
	"followup/mailwatch/mailtest"
)

// shelf is a desk with one letter, one question and one waiting application on it. The acts that a test is about are
// its own; all others would end the test.
type shelf struct {
	engine.Desk
	card    engine.Card
	list    engine.List
	status  engine.Status
	morning engine.Morning
	asked   []any
	err     error
	doubted engine.Card
}

func (s *shelf) Show(_ context.Context, id string) (engine.Card, error) {
	switch {
	case strings.HasPrefix(s.card.Note.ID, id), strings.HasPrefix(s.card.Application.ID, id):
		return s.card, nil
	case s.doubted.Doubt != nil && strings.HasPrefix(s.doubted.Doubt.Key, id):
		return s.doubted, nil
	}
	return engine.Card{}, engine.ErrNotFound
}
func (s *shelf) List(context.Context, engine.Query) (engine.List, error) { return s.list, nil }
func (s *shelf) Status(context.Context) (engine.Status, error)           { return s.status, nil }
func (s *shelf) Today(context.Context) (engine.Morning, error) {
	s.morning.Status = s.status
	return s.morning, nil
}

func (s *shelf) act(request any, change func(*followup.Note)) (engine.Card, error) {
	if s.err != nil {
		return engine.Card{}, s.err
	}
	s.asked = append(s.asked, request)
	after, note := s.card, *s.card.Note
	change(&note)
	after.Note = &note
	return after, nil
}

func (s *shelf) Approve(_ context.Context, r engine.ApproveRequest) (engine.Card, error) {
	return s.act(r, func(n *followup.Note) { n.Status, n.SendAt = followup.Approved, time.Now().Add(time.Minute) })
}
func (s *shelf) Edit(_ context.Context, r engine.EditRequest) (engine.Card, error) {
	return s.act(r, func(n *followup.Note) { n.Subject, n.Text = r.Subject, r.Text })
}
func (s *shelf) Dismiss(_ context.Context, r engine.DismissRequest) (engine.Card, error) {
	return s.act(r, func(n *followup.Note) { n.Status = followup.Dismissed })
}
func (s *shelf) Correct(_ context.Context, r engine.CorrectRequest) (engine.Card, error) {
	return s.act(r, func(*followup.Note) {})
}

// house is a config, a data folder and, where desk is given, a daemon with that desk.
type house struct {
	dir, config string
	env         []string
}

func newHouse(t *testing.T, desk engine.Desk, account string) house {
	t.Helper()
	dir, err := os.MkdirTemp("", "fu") // short enough for a socket
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	h := house{dir: dir, config: filepath.Join(dir, "config.toml"), env: append(os.Environ(), "MAIL_PASSWORD="+canary)}
	if account == "" {
		account = "address = \"ada@example.org\"\npassword_env = \"MAIL_PASSWORD\"\nimap.host = \"127.0.0.1\"\nsmtp.host = \"127.0.0.1\"\n"
	}
	text := fmt.Sprintf("data = %q\n[you]\nname = \"Ada Example\"\nzone = \"UTC\"\n[[account]]\n%s", filepath.Join(dir, "d"), account)
	if err := os.WriteFile(h.config, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if desk == nil {
		return h
	}
	l, err := approval.Listen(filepath.Join(dir, "d", "followup.sock"))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- approval.Serve(ctx, l, desk, slog.New(slog.DiscardHandler)) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	return h
}

// do runs a command line with somebody who types.
func (h house) do(typed string, args ...string) (code int, out, errs string) {
	var o, e bytes.Buffer
	code = run(append(args, "--config", h.config), strings.NewReader(typed), &o, &e, h.env)
	return code, o.String(), e.String()
}

func newShelf() *shelf {
	at := time.Date(2026, 11, 24, 14, 45, 0, 0, time.UTC)
	app := followup.Application{ID: "aapp1234", Employer: "Birch\x1b[2Jwood", Role: "Data Engineer", Stage: followup.StageInterviewed}
	note := &followup.Note{
		ID: "nfeedbeef0123", Kind: followup.ThankYou, Status: followup.Proposed, Why: "interview over: thank-you drafted",
		From: followup.Address{Name: "Ada Example", Addr: "ada@example.org"},
		To:   followup.Address{Name: "Maya \u202eLindqvist", Addr: "maya.lindqvist.with.a.long.name@birchwood.example"}, Subject: "Thank you",
		Text: "Hi Maya,\n\nthank you for your time.\n\nBest,\nAda", Fingerprint: strings.Repeat("ab", 32), Answers: "x@birchwood.example",
	}
	doubt := followup.Doubt{Key: "doubt1234567", Why: "a rejection while an interview stands ahead", Signal: followup.Signal{
		Kind: followup.Rejection, Evidence: []followup.Evidence{{Part: followup.InOwn, Text: "we will not go on\x07"}},
		Mail: followup.Mail{From: followup.Address{Addr: "hr@birchwood.example"}, Subject: "Your application", Received: at}},
	}
	rows := []engine.Row{
		{ID: note.ID, App: app.ID, Lane: engine.LaneApprove, Employer: app.Employer, Role: app.Role, What: "Thank you to Maya", Why: note.Why, When: at},
		{ID: doubt.Key, App: app.ID, Lane: engine.LaneConfirm, Employer: app.Employer, What: "Is this a rejection?", When: at},
		{ID: "bapp1234", App: "bapp1234", Lane: engine.LaneWaiting, Employer: "Globex", What: "Waiting for an answer", When: at.AddDate(0, 0, 3)},
	}
	return &shelf{
		card: engine.Card{Application: app, Note: note, IfNothing: "It stays a draft. It never leaves without your yes.",
			Answers: &followup.Mail{From: followup.Address{Name: "Maya"}, Subject: "Tuesday", Received: at, Excerpt: "See you\x1b]0;x\x07 then."}},
		doubted: engine.Card{Application: app, Note: note, Doubt: &doubt},
		list:    engine.List{Rows: rows, Counts: map[engine.Lane]int{engine.LaneApprove: 1, engine.LaneConfirm: 1, engine.LaneWaiting: 1}},
		status: engine.Status{Now: at.Add(time.Hour), Counts: map[engine.Lane]int{engine.LaneApprove: 1}, Accounts: []engine.AccountStatus{
			{Name: "home", State: "watching", Reconciled: at.Add(time.Hour - 40*time.Second)},
			{Name: "work", State: "scanning", ScanDone: 3210, ScanOf: 9400, ScanFound: 12},
		}},
	}
}

func TestApproveAsks(t *testing.T) {
	t.Parallel()
	desk := newShelf()
	h := newHouse(t, desk, "")
	code, out, errs := h.do("n\n", "approve", "nfee")
	if code != exitNothing || len(desk.asked) != 0 {
		t.Errorf("after a no: exit %d, asked %v, %s", code, desk.asked, errs)
	}
	for _, want := range []string{ // the whole letter, and all that a yes needs
		"Ada Example <ada@example.org>", "maya.lindqvist.with.a.long.name@birchwood.example", "<U+202E>", "Thank you", "Hi Maya,", "thank you for your time.",
		"It answers this mail of Maya", "sender not verified", "See you", "Why now: interview over", "If you do nothing: It stays a draft",
		"Send this to", "[y/N]",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("the letter is shown without %q:\n%s", want, out)
		}
	}
	if r, bad := speaks(out); bad {
		t.Errorf("the letter speaks to the terminal with %U", r)
	}
	for _, typed := range []string{"", "\n", "yep\n", "yes please\n", "N\n"} {
		if code, _, _ := h.do(typed, "approve", "nfee"); code != exitNothing || len(desk.asked) != 0 {
			t.Errorf("%q was taken for a yes", typed)
		}
	}
	code, out, errs = h.do("y\n", "approve", "nfee", "--now")
	want := engine.ApproveRequest{Note: "nfeedbeef0123", Fingerprint: desk.card.Note.Fingerprint, By: "cli", AnyHour: true}
	if code != exitDone || len(desk.asked) != 1 || desk.asked[0] != want || !strings.Contains(out, "followup undo") {
		t.Errorf("after a yes: exit %d, asked %+v, %s%s", code, desk.asked, out, errs)
	}
	code, out, _ = h.do("", "approve", "nfee", "--fingerprint", "cd")
	if last := desk.asked[len(desk.asked)-1]; code != exitDone || last != (engine.ApproveRequest{Note: "nfee", Fingerprint: "cd", By: "cli"}) || strings.Contains(out, "y/N") {
		t.Errorf("with a fingerprint: exit %d, asked %+v", code, last)
	}
}

func TestApproveRefuses(t *testing.T) {
	t.Parallel()
	desk := newShelf()
	h := newHouse(t, desk, "")
	desk.err = engine.ErrChanged
	if code, _, errs := h.do("y\n", "approve", "nfee"); code != exitFailed || !strings.Contains(errs, "the draft changed since it was shown") || !strings.Contains(errs, "hint: look at it again") {
		t.Errorf("a changed letter: exit %d, %s", code, errs)
	}
	desk.err = &engine.Refusal{Reason: "a mail that may concern this waits for your answer"}
	if code, _, errs := h.do("y\n", "approve", "nfee"); code != exitFailed || !strings.Contains(errs, "followup: a mail that may concern this waits for your answer") {
		t.Errorf("a refusal: exit %d, %s", code, errs)
	}
	desk.err = nil
	desk.card.Findings = []followup.Finding{{Words: "a placeholder is left: [NAME]", Blocks: true}}
	if code, _, errs := h.do("y\n", "approve", "nfee"); code != exitFailed || !strings.Contains(errs, "a placeholder is left") || !strings.Contains(errs, "hint: followup edit") {
		t.Errorf("a letter to mend: exit %d, %s", code, errs)
	}
	if len(desk.asked) != 0 {
		t.Errorf("the desk was asked %v", desk.asked)
	}
	desk.card.Note.Status = followup.Approved
	if code, _, _ := h.do("y\n", "approve", "nfee"); code != exitNothing {
		t.Errorf("a letter that has a yes: exit %d, want %d", code, exitNothing)
	}
	if code, _, errs := h.do("", "approve", "zzzz"); code != exitFailed || !strings.Contains(errs, "nothing has that id") {
		t.Errorf("no such letter: exit %d, %s", code, errs)
	}
}

func TestEdit(t *testing.T) { // sets variables: not parallel
	if runtime.GOOS == "windows" {
		t.Skip("the editors of this test are shell scripts")
	}
	desk := newShelf()
	desk.card.Note.To.Name = "Maya"
	h := newHouse(t, desk, "")
	t.Setenv("TMPDIR", h.dir)
	t.Setenv("VISUAL", "")
	editWith := func(script string) (int, string, string) {
		path := filepath.Join(h.dir, "editor")
		if err := os.WriteFile(path, []byte("#!/bin/sh\nset -e\n"+script+"\n"), 0o700); err != nil {
			t.Fatal(err)
		}
		t.Setenv("EDITOR", path)
		return h.do("", "edit", "nfee")
	}
	kept := func() []string {
		found, err := filepath.Glob(filepath.Join(h.dir, "followup-edit-*", "letter.txt"))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range found {
			os.RemoveAll(filepath.Dir(f))
		}
		return found
	}
	if code, _, errs := editWith(`sed -i.old 's/thank you for your time/thank you for the good talk/' "$1"; rm "$1.old"`); code != exitDone {
		t.Fatalf("edit: exit %d, %s", code, errs)
	}
	r, ok := desk.asked[0].(engine.EditRequest)
	if !ok || r.Fingerprint != desk.card.Note.Fingerprint || r.Text != "Hi Maya,\n\nthank you for the good talk.\n\nBest,\nAda" || r.To != desk.card.Note.To || r.Subject != "Thank you" {
		t.Errorf("the desk was asked %+v", desk.asked[0])
	}
	if k := kept(); len(k) != 0 {
		t.Errorf("the letter still lies in %v", k)
	}
	if code, _, _ := editWith(`test "$(stat -c %a "$1" 2>/dev/null || stat -f %Lp "$1")" = 600`); code != exitNothing || len(desk.asked) != 1 {
		t.Errorf("nothing was changed: exit %d, asked %v", code, desk.asked)
	}
	kept()
	for name, script := range map[string]string{
		"an editor that fails": `echo more >> "$1"; exit 1`,
		"a Bcc":                `printf 'To: a@b.example\nBcc: c@d.example\nSubject: x\n\nHi\n' > "$1"`,
	} {
		code, _, errs := editWith(script)
		k := kept()
		if code != exitFailed || len(k) != 1 || !strings.Contains(errs, k[0]) || len(desk.asked) != 1 {
			t.Errorf("%s: exit %d, kept %v, %s", name, code, k, errs)
		}
	}
	desk.err = &engine.Refusal{Reason: "it is leaving"}
	if code, _, errs := editWith(`echo more >> "$1"`); code != exitFailed || !strings.Contains(errs, "it is leaving") || !strings.Contains(errs, "your words are kept in") {
		t.Errorf("a refused edit: exit %d, %s", code, errs)
	}
	k := kept
	if len(k()) != 1 {
		t.Error("the words of a refused edit are gone")
	}
}

func TestListAndShow(t *testing.T) {
	t.Parallel()
	desk := newShelf()
	h := newHouse(t, desk, "")
	code, out, errs := h.do("", "list")
	if code != exitDone {
		t.Fatalf("list: exit %d, %s", code, errs)
	}
	for _, want := range []string{
		"To approve (1)", "To confirm (1)", "Waiting (1)", "nfeedbeef0", "Thank you to Maya", "Globex", "Fri 27 Nov 14:45",
		"home: watching, mail last checked 40 s ago.", "work: still reading what lies there, 3,210 of 9,400, 12 found so far.",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("the list lacks %q:\n%s", want, out)
		}
	}
	_, shown, _ := h.do("", "show", "doub")
	for _, want := range []string{"Is this a rejection?", "we will not go on", "followup correct doubt12345 yes", "not-job", "nothing is sent there"} {
		if !strings.Contains(shown, want) {
			t.Errorf("the question lacks %q:\n%s", want, shown)
		}
	}
	_, whole, _ := h.do("", "show", "aapp")
	if strings.Contains(whole, "thank you for your time") || !strings.Contains(whole, "Data Engineer  aapp1234") {
		t.Errorf("the id of an application shows %q", whole)
	}
	desk.list = engine.List{Counts: map[engine.Lane]int{engine.LaneWaiting: 7}, Next: &engine.Row{Employer: "Acme", When: desk.status.Now.AddDate(0, 0, 3), Why: `they said "this week"`}}
	_, empty, _ := h.do("", "list")
	if want := `7 waiting. Next: Acme, Fri 27 Nov 15:45 (they said "this week").`; !strings.HasPrefix(empty, "Nothing to approve.\n"+want) {
		t.Errorf("an empty list says %q", empty)
	}
	desk.status.Paused, desk.status.PausedBy = true, "the STOP file"
	_, paused, _ := h.do("", "status")
	if !strings.Contains(paused, "Sending is paused (the STOP file).") {
		t.Errorf("a paused status says %q", paused)
	}
	for _, text := range []string{out, shown, empty, paused} {
		if r, bad := speaks(text); bad {
			t.Errorf("%U is printed:\n%q", r, text)
		}
	}
	for _, args := range [][]string{{"list", "--json"}, {"show", "nfee", "--json"}, {"status", "--json"}} {
		code, out, _ := h.do("", args...)
		if r, bad := speaks(out); bad || code != exitDone || !strings.HasPrefix(out, "{") {
			t.Errorf("%v: exit %d, %U, %q", args, code, r, out)
		}
	}
}

// TestCheck looks at real servers in memory, and at what is wrong with them; the password is nowhere to be seen.
func TestCheck(t *testing.T) {
	t.Parallel()
	office, err := mailtest.Start(mailtest.Options{User: "ada@example.org", Password: canary, Security: mailtest.Implicit, RequireAuth: true})
	if err != nil {
		t.Fatal(err)
	}
	defer office.Close()
	account := func(ca, password, extra string) string {
		in, inPort, _ := net.SplitHostPort(office.IMAPAddr())
		out, outPort, _ := net.SplitHostPort(office.SMTPAddr())
		return fmt.Sprintf("address = \"ada@example.org\"\n%s\n%s\n%s\nimap = { host = %q, port = %s }\nsmtp = { host = %q, port = %s }\n",
			ca, password, extra, in, inPort, out, outPort)
	}
	pem := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(pem, office.CAPEM(), 0o600); err != nil {
		t.Fatal(err)
	}
	ca := fmt.Sprintf("ca_file = %q", pem)
	var everything strings.Builder
	for _, test := range []struct {
		name, account string
		code          int
		want          []string
	}{
		{"all is well", account(ca, `password_env = "MAIL_PASSWORD"`, ""), exitDone,
			[]string{"ok    config", "ok    store", "ok    password", "ok    imap", "TLS 1.3", "ok    folders", "sent is Sent", "ok    smtp", "no mail was sent", "All is well"}},
		{"a certificate of nobody", account("", `password_env = "MAIL_PASSWORD"`, ""), exitFailed,
			[]string{"bad   imap", "set ca_file"}},
		{"no password", account(ca, `password_env = "NO_SUCH_PASSWORD"`, ""), exitFailed,
			[]string{"bad   password", "NO_SUCH_PASSWORD gave nothing"}},
		{"the wrong password", account(ca, `password_command = "echo wrong"`, ""), exitFailed,
			[]string{"bad   imap", "bad   smtp", "app password", "2 things to mend"}},
		{"a folder that is not there", account(ca, `password_env = "MAIL_PASSWORD"`, `folders = ["Jobs"]`), exitFailed,
			[]string{"bad   folders", "there is no folder Jobs", "1 thing to mend"}},
	} {
		h := newHouse(t, nil, test.account)
		code, out, errs := h.do("", "check")
		everything.WriteString(out + errs)
		if code != test.code {
			t.Errorf("%s: exit %d, want %d:\n%s%s", test.name, code, test.code, out, errs)
		}
		for _, want := range test.want {
			if !strings.Contains(out+errs, want) {
				t.Errorf("%s: %q is not said:\n%s%s", test.name, want, out, errs)
			}
		}
	}
	for i := range 3 {
		raw := fmt.Sprintf("Authentication-Results: mx.vale.example; dmarc=pass header.from=acme.example\r\nFrom: a@acme.example\r\nSubject: %d\r\n\r\nHello\r\n", i)
		if err := office.Deliver("INBOX", []byte(raw), time.Time{}); err != nil {
			t.Fatal(err)
		}
	}
	for extra, want := range map[string][]string{
		"":                                {"note  senders", "3 of your 3 newest mails were checked by \"mx.vale.example\"", "authserv = \"mx.vale.example\"", "All is well"},
		`authserv = "mx.vale.example"`:    {"ok    senders", "what \"mx.vale.example\" says of them is believed"},
		`authserv = "mx.another.example"`: {"note  senders", "authserv = \"mx.vale.example\""},
	} {
		_, out, errs := newHouse(t, nil, account(ca, `password_env = "MAIL_PASSWORD"`, extra)).do("", "check")
		for _, words := range want {
			if !strings.Contains(strings.Join(strings.Fields(out), " "), strings.Join(strings.Fields(words), " ")) {
				t.Errorf("%q: %q is not said:\n%s%s", extra, words, out, errs)
			}
		}
	}
	if len(office.Accepted()) != 0 {
		t.Error("check sent mail")
	}
	if strings.Contains(everything.String(), canary) {
		t.Error("check prints the password")
	}
}

// TestCanary runs every command there is and looks for the password in all that was written: both streams and every
// file in the data folder.
func TestCanary(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil, "")
	var all bytes.Buffer
	for _, args := range [][]string{
		{}, {"list"}, {"list", "--json"}, {"status"}, {"status", "--json"}, {"show", "abcd"}, {"explain", "abcd"}, {"approve", "abcd"},
		{"edit", "abcd"}, {"dismiss", "abcd"}, {"snooze", "abcd", "3h"}, {"undo", "abcd"}, {"retry", "abcd"}, {"resolve", "abcd", "left"},
		{"unhold", "abcd"}, {"draft", "abcd"}, {"held", "abcd"}, {"close", "abcd", "withdrawn"}, {"correct", "abcd", "yes"}, {"rules"},
		{"rules", "add", "sender a@acme.example is offer", "--yes"}, {"rules", "test", h.config}, {"rules", "remove", "1", "--yes"},
		{"pause"}, {"resume"}, {"check"}, {"scan", h.config}, {"templates"}, {"templates", "show", "nudge"}, {"templates", "preview", "nudge"},
		{"backup", filepath.Join(h.dir, "d", "copy.db")}, {"restore", filepath.Join(h.dir, "d", "copy.db"), "--yes"}, {"version"}, {"nonsense"},
	} {
		code, out, errs := h.do("y\n", args...)
		fmt.Fprintf(&all, "%v: %d\n%s%s\n", args, code, out, errs)
	}
	err := filepath.WalkDir(h.dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		text, err := os.ReadFile(path)
		all.Write(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if all.Len() < 20000 || !strings.Contains(all.String(), engine.ErrNotFound.Error()) {
		t.Errorf("only %d bytes were looked at:\n%s", all.Len(), all.String()[:min(all.Len(), 4000)])
	}
	if i := strings.Index(all.String(), canary); i >= 0 {
		t.Errorf("the password was written: %q", all.String()[max(0, i-200):i+40])
	}
}

// TestNothingToDo: what has no sense for a letter as it stands is said, ends with 3 and asks nothing of the desk.
func TestNothingToDo(t *testing.T) {
	t.Parallel()
	desk := newShelf()
	h := newHouse(t, desk, "")
	for _, test := range []struct {
		args []string
		want string
	}{
		{[]string{"undo", "nfee"}, "no yes to take back"},
		{[]string{"retry", "nfee"}, "nothing to offer again"},
		{[]string{"unhold", "nfee"}, "does not wait for your word"},
		{[]string{"resolve", "nfee", "left"}, "no doubt about this letter"},
	} {
		if code, _, errs := h.do("", test.args...); code != exitNothing || !strings.Contains(errs, test.want) {
			t.Errorf("%v: exit %d, %s", test.args, code, errs)
		}
	}
	if len(desk.asked) > 0 {
		t.Errorf("the desk was asked %+v", desk.asked)
	}
}
