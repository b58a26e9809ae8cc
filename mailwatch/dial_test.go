package mailwatch

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2"

	"followup/mailwatch/mailtest"
)

func accountOf(o *mailtest.Office, mode Mode) Account {
	return Account{
		Name: "test", Addr: o.IMAPAddr(), TLS: mode, CA: o.CA(), Username: o.User(),
		Password: func(context.Context) (string, error) { return o.Password(), nil },
	}
}

func TestCheck(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		security mailtest.Security
		mode     Mode
		tls      bool
	}{
		{mailtest.Plain, NoTLS, false},
		{mailtest.Implicit, ImplicitTLS, true},
		{mailtest.Implicit, "", true},
		{mailtest.StartTLS, STARTTLS, true},
	} {
		o := office(t, mailtest.Options{Security: row.security, Junk: true})
		deliver(t, o, "INBOX", "a")
		a := accountOf(o, row.mode)
		a.Folders = []string{"Nowhere"}
		got, err := Check(t.Context(), a)
		if err != nil {
			t.Errorf("%s: %v", row.security, err)
			continue
		}
		if (got.TLS != "") != row.tls || got.Messages != 1 || !slices.Equal(got.Missing, []string{"Nowhere"}) ||
			!slices.Contains(got.Folders, FoundFolder{"Sent", RoleSent, true}) || !slices.Contains(got.Folders, FoundFolder{"Junk", RoleJunk, false}) ||
			!slices.Contains(got.Capabilities, "IDLE") {
			t.Errorf("%s: %+v", row.security, got)
		}
		if o.Logins() != 1 {
			t.Errorf("%s: %d logins", row.security, o.Logins())
		}
	}
}

// TestCheckLearnsWhoChecks: most mails agree, whatever stands below.
func TestCheckLearnsWhoChecks(t *testing.T) {
	t.Parallel()
	o := office(t, mailtest.Options{Security: mailtest.Implicit})
	for i := range 3 {
		raw := fmt.Sprintf("Authentication-Results: mx.vale.example;\r\n dmarc=pass header.from=acme.example\r\nAuthentication-Results: mx%d.evil.example; dmarc=pass\r\n"+
			"From: a@acme.example\r\nSubject: %d\r\nDate: Mon, 02 Mar 2026 09:00:00 +0000\r\n\r\nHello\r\n", i, i)
		if err := o.Deliver("INBOX", []byte(raw), time.Time{}); err != nil {
			t.Fatal(err)
		}
	}
	deliver(t, o, "INBOX", "a mail that nobody checked")
	got, err := Check(t.Context(), accountOf(o, ImplicitTLS))
	if err != nil || got.Checked != (Checked{"mx.vale.example", 3, 4}) {
		t.Errorf("%+v, %v", got.Checked, err)
	}
}

func TestServersThatCannotProveThemselves(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		why  string
		opts mailtest.Options
		anon bool // the client does not know the authority
	}{
		{"an unknown authority", mailtest.Options{}, true},
		{"an expired certificate", mailtest.Options{CertExpired: true}, false},
		{"somebody else's certificate", mailtest.Options{WrongName: true}, false},
	} {
		for mode, security := range map[Mode]mailtest.Security{ImplicitTLS: mailtest.Implicit, STARTTLS: mailtest.StartTLS} {
			t.Run(fmt.Sprint(row.why, " ", mode), func(t *testing.T) {
				t.Parallel()
				how := row.opts
				how.Security = security
				o := office(t, how)
				d := newDiary()
				opts := d.into(Options{Account: accountOf(o, mode)})
				if row.anon {
					opts.CA = nil
				}
				w, _ := run(t, opts)
				d.until(t, "the state", func() bool { return slices.Contains(d.phases(), PhaseCertificate) })
				if o.Logins() != 0 {
					t.Error("the password was sent all the same")
				}
				if left := time.Until(w.Status().Retry); left < 50*time.Minute {
					t.Errorf("the next attempt is in %v", left)
				}
			})
		}
	}
}

// A server, or somebody between, that offers no TLS never gets to see the password.
func TestSTARTTLSIsMandatory(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ why, greeting, answer string }{
		{"STARTTLS is refused", "* OK hello", "S NO not today"},
		{"it is unknown", "* OK hello", "S BAD what"},
		{"PREAUTH", "* PREAUTH welcome back", "S OK"},
		{"BYE", "* BYE busy", ""},
		{"commands are slipped in behind it", "* OK hello", "S OK go\r\n* OK [ALERT] call this number\r\n* CAPABILITY AUTH=PLAIN"},
		{"an endless greeting", "* OK " + strings.Repeat("x", 10_000), ""},
	} {
		t.Run(row.why, func(t *testing.T) {
			t.Parallel()
			ours, theirs := net.Pipe()
			heard := make(chan string, 1)
			go func() {
				defer theirs.Close()
				var all strings.Builder
				defer func() { heard <- all.String() }()
				fmt.Fprintf(theirs, "%s\r\n", row.greeting)
				r := bufio.NewReader(theirs)
				line, err := r.ReadString('\n')
				all.WriteString(line)
				if err != nil {
					return
				}
				go fmt.Fprintf(theirs, "%s\r\n", row.answer) // a pipe has no buffer, and the client may be writing
				for {
					b, err := r.ReadByte()
					if err != nil {
						return
					}
					all.WriteByte(b)
				}
			}()
			a := Account{
				Name: "test", Addr: "mail.example:143", TLS: STARTTLS, Username: "me",
				Password: func(context.Context) (string, error) { return "hunter2", nil },
			}
			dial := func(context.Context) (net.Conn, error) { return ours, nil }
			_, err := openSession(t.Context(), a, dial, func(text string) { t.Errorf("told %q from before TLS", text) })
			if err == nil {
				t.Error("logged in")
			}
			ours.Close()
			if said := <-heard; strings.Contains(said, "hunter2") || strings.Contains(said, "LOGIN") {
				t.Errorf("the server heard %q", said)
			}
		})
	}
}

func TestAccountsThatAreRefused(t *testing.T) {
	t.Parallel()
	password := func(context.Context) (string, error) { return "x", nil }
	for _, row := range []struct {
		why string
		a   Account
		ok  bool
	}{
		{"plain text to another machine shows the password", Account{Addr: "mail.example:143", TLS: NoTLS, Username: "me", Password: password}, false},
		{"plain text to loopback does not", Account{Addr: "127.0.0.1:143", TLS: NoTLS, Username: "me", Password: password}, true},
		{"IPv6 loopback", Account{Addr: "[::1]:143", TLS: NoTLS, Username: "me", Password: password}, true},
		{"an unknown mode", Account{Addr: "mail.example:143", TLS: "maybe", Username: "me", Password: password}, false},
		{"no port", Account{Addr: "mail.example", Username: "me", Password: password}, false},
		{"no user", Account{Addr: "mail.example:993", Password: password}, false},
		{"no password", Account{Addr: "mail.example:993", Username: "me"}, false},
		{"the usual", Account{Addr: "mail.example:993", Username: "me", Password: password}, true},
	} {
		_, err := New(Options{Account: row.a, Handler: newDiary().handle})
		if (err == nil) != row.ok {
			t.Errorf("%s: %v", row.why, err)
		}
	}
}

func TestRolesOfFolders(t *testing.T) {
	t.Parallel()
	box := func(name string, attrs ...imap.MailboxAttr) *imap.ListData {
		return &imap.ListData{Mailbox: name, Delim: '/', Attrs: attrs}
	}
	for _, row := range []struct {
		why  string
		in   []*imap.ListData
		want []folder
	}{
		{"marked folders", []*imap.ListData{box("inbox"), box("Versendet", `\SENT`), box("Sent"), box("Spam", imap.MailboxAttrJunk)},
			[]folder{{"inbox", RoleInbox}, {"Versendet", RoleSent}, {"Sent", RoleOther}, {"Spam", RoleJunk}}},
		{"names, where nothing is marked", []*imap.ListData{box("INBOX"), box("INBOX/Sent Items"), box("Gesendet"), box("INBOX/Junk")},
			[]folder{{"INBOX", RoleInbox}, {"INBOX/Sent Items", RoleSent}, {"Gesendet", RoleOther}, {"INBOX/Junk", RoleJunk}}},
		{"Gmail", []*imap.ListData{box("INBOX"), box("[Gmail]", imap.MailboxAttrNoSelect), box("[Gmail]/All Mail", imap.MailboxAttrAll), box("[Gmail]/Sent Mail", imap.MailboxAttrSent)},
			[]folder{{"INBOX", RoleInbox}, {"[Gmail]/All Mail", RoleAll}, {"[Gmail]/Sent Mail", RoleSent}}},
		{"German names", []*imap.ListData{box("INBOX"), box("Gesendete Objekte"), box("Papierkorb")},
			[]folder{{"INBOX", RoleInbox}, {"Gesendete Objekte", RoleSent}, {"Papierkorb", RoleTrash}}},
		{"a folder that cannot be opened has no role", []*imap.ListData{box("INBOX"), box("Sent", imap.MailboxAttrNonExistent)},
			[]folder{{"INBOX", RoleInbox}}},
	} {
		if got := assignRoles(row.in); !slices.Equal(got, row.want) {
			t.Errorf("%s: %v, want %v", row.why, got, row.want)
		}
	}
	all := []folder{{"INBOX", RoleInbox}, {"Sent", RoleSent}, {"Out", RoleOther}, {"Junk", RoleJunk}}
	watch, missing := watched(all, Account{Sent: "Out", Junk: true, Folders: []string{"INBOX", "Gone"}})
	if want := []folder{{"INBOX", RoleInbox}, {"Out", RoleSent}, {"Junk", RoleJunk}}; !slices.Equal(watch, want) || !slices.Equal(missing, []string{"Gone"}) {
		t.Errorf("watched %v, missing %q", watch, missing)
	}
}

func TestPasswordThatCannotBeHad(t *testing.T) {
	t.Parallel()
	o := office(t, mailtest.Options{})
	locked := errors.New("keyring locked")
	d := newDiary()
	opts := d.options(o)
	opts.Password = func(context.Context) (string, error) { return "", locked }
	w, _ := run(t, opts)
	d.until(t, "the state", func() bool { return slices.Contains(d.phases(), PhaseOffline) })
	if o.Logins() != 0 || !strings.Contains(w.Status().Err, "keyring locked") {
		t.Errorf("%d logins, status %+v", o.Logins(), w.Status())
	}
}

// Everything this package says to a server: it reads, and asks for nothing that is parsed dangerously.
func TestOnlyReadingCommandsAreSent(t *testing.T) {
	t.Parallel()
	f := scripted(t, nil)
	f.put("INBOX", mailOf("a"))
	d := newDiary()
	w, _ := run(t, f.options(d))
	d.until(t, "the first reconcile", d.reconciled(1))
	f.put("INBOX", mailOf("b"))
	if err := w.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, _, err := w.Find(t.Context(), "x@y.example"); err != nil {
		t.Fatal(err)
	}
	allowed := []string{"CAPABILITY", "LOGIN ", "LIST ", "EXAMINE ", "UID SEARCH ", "UID FETCH ", "IDLE"}
	for _, c := range f.sent("") {
		if !slices.ContainsFunc(allowed, func(p string) bool { return strings.HasPrefix(c, p) }) {
			t.Errorf("said %q", c)
		}
		upper := strings.ToUpper(c)
		if strings.Contains(upper, "BODYSTRUCTURE") || strings.Contains(upper, "ENVELOPE") || strings.Contains(upper, "BODY[") {
			t.Errorf("said %q", c)
		}
	}
	if len(f.sent("UID FETCH")) < 2 {
		t.Errorf("said %q", f.sent(""))
	}
}
