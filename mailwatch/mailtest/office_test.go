package mailtest

import (
	"bytes"
	"crypto/tls"
	"net"
	"net/smtp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const letter = "From: a@b.example\r\nTo: me@example.org\r\nMessage-ID: <one@b.example>\r\nSubject: hi\r\n\r\nhello\r\n"

func start(t *testing.T, opts Options) *Office {
	t.Helper()
	o, err := Start(opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := o.Close(); err != nil {
			t.Error(err)
		}
	})
	return o
}

func client(t *testing.T, o *Office, opts *imapclient.Options) *imapclient.Client {
	t.Helper()
	conn, err := net.Dial("tcp", o.IMAPAddr())
	if err != nil {
		t.Fatal(err)
	}
	if o.opts.Security == Implicit {
		conn = tls.Client(conn, &tls.Config{RootCAs: o.CA(), ServerName: "localhost"})
	}
	c := imapclient.New(conn, opts)
	t.Cleanup(func() { c.Close() })
	if err := c.Login(o.User(), o.Password()).Wait(); err != nil {
		t.Fatal(err)
	}
	return c
}

func TestFolders(t *testing.T) {
	t.Parallel()
	o := start(t, Options{Junk: true, All: true, Security: Implicit})
	c := client(t, o, nil)
	list, err := c.List("", "*", &imap.ListOptions{ReturnSpecialUse: true}).Collect()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, l := range list {
		name := l.Mailbox
		for _, a := range l.Attrs {
			name += string(a)
		}
		got = append(got, name)
	}
	want := []string{`All Mail\All`, `Drafts\Drafts`, "INBOX", `Junk\Junk`, `Sent\Sent`}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestDeliverIsPushedAndKept(t *testing.T) {
	t.Parallel()
	o := start(t, Options{})
	pushed := make(chan uint32, 8)
	c := client(t, o, &imapclient.Options{UnilateralDataHandler: &imapclient.UnilateralDataHandler{
		Mailbox: func(d *imapclient.UnilateralDataMailbox) {
			if d.NumMessages != nil {
				pushed <- *d.NumMessages
			}
		},
	}})
	before, err := c.Select("INBOX", &imap.SelectOptions{ReadOnly: true}).Wait()
	if err != nil {
		t.Fatal(err)
	}
	idle, err := c.Idle()
	if err != nil {
		t.Fatal(err)
	}
	date := time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)
	if err := o.Deliver("INBOX", []byte(strings.ReplaceAll(letter, "\r\n", "\n")), date); err != nil {
		t.Fatal(err)
	}
	if n := <-pushed; n != 1 {
		t.Errorf("pushed %d messages, want 1", n)
	}
	if err := idle.Close(); err != nil {
		t.Fatal(err)
	}
	if err := idle.Wait(); err != nil {
		t.Fatal(err)
	}
	got, err := o.Messages("INBOX")
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 1 || string(got[0].Raw) != letter || !got[0].Date.Equal(date) || len(got[0].Flags) != 0 {
		t.Errorf("INBOX holds %+v", got)
	}
	if o.Logins() != 1 {
		t.Errorf("%d logins counted, want 1: looking in must not count", o.Logins())
	}
	if err := o.ChangeUIDValidity("INBOX"); err != nil {
		t.Fatal(err)
	}
	<-c.Closed()
	after, err := client(t, o, nil).Select("INBOX", nil).Wait()
	if err != nil {
		t.Fatal(err)
	}
	if after.UIDValidity == before.UIDValidity || after.NumMessages != 1 {
		t.Errorf("UIDVALIDITY %d then %d with %d messages", before.UIDValidity, after.UIDValidity, after.NumMessages)
	}
	if err := o.Expunge("INBOX", got[0].UID); err != nil {
		t.Fatal(err)
	}
	if got, _ := o.Messages("INBOX"); len(got) != 0 {
		t.Errorf("after the expunge INBOX holds %+v", got)
	}
}

func TestExamineChangesNothing(t *testing.T) {
	t.Parallel()
	o := start(t, Options{})
	if err := o.Deliver("INBOX", []byte(letter), time.Time{}); err != nil {
		t.Fatal(err)
	}
	c := client(t, o, nil)
	if _, err := c.Select("INBOX", &imap.SelectOptions{ReadOnly: true}).Wait(); err != nil {
		t.Fatal(err)
	}
	all := imap.SeqSetNum(1)
	if _, err := c.Fetch(all, &imap.FetchOptions{BodySection: []*imap.FetchItemBodySection{{}}}).Collect(); err != nil {
		t.Fatal(err)
	}
	seen := &imap.StoreFlags{Op: imap.StoreFlagsAdd, Flags: []imap.Flag{imap.FlagSeen}}
	if err := c.Store(all, seen, nil).Close(); err == nil {
		t.Error("STORE after EXAMINE was obeyed")
	}
	if got, _ := o.Messages("INBOX"); len(got) != 1 || len(got[0].Flags) != 0 {
		t.Errorf("INBOX holds %+v", got)
	}
}

func TestRecipients(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		why      string
		to       string
		errors   []string // what each try in turn must say; "" is success
		accepted int
	}{
		{"an ordinary person gets every letter", "lena@acme.example", []string{"", ""}, 2},
		{"a dropped line leaves the letter accepted, the second try is answered", "lena.droponce@acme.example", []string{"EOF", ""}, 2},
		{"a line cut before the letter was accepted leaves nothing", "cutonce@acme.example", []string{"EOF", ""}, 1},
		{"a temporary error", "temperror@acme.example", []string{"451"}, 0},
		{"a permanent error", "x+permerror@acme.example", []string{"550"}, 0},
		{"a code of one's own", "452@acme.example", []string{"452"}, 0},
		{"a refusal at RCPT", "rcptto553@acme.example", []string{"553"}, 0},
		{"a refusal at RCPT only once", "rcpttotemperroronce@acme.example", []string{"451", ""}, 1},
		{"a word inside a name is no trick", "bishop@acme.example", []string{""}, 1},
	} {
		t.Run(row.why, func(t *testing.T) {
			t.Parallel()
			o := start(t, Options{RequireAuth: true})
			auth := smtp.PlainAuth("", o.User(), o.Password(), "127.0.0.1")
			for i, want := range row.errors {
				err := smtp.SendMail(o.SMTPAddr(), auth, o.User(), []string{row.to}, []byte(letter))
				if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
					t.Errorf("try %d: error %v, want %q", i+1, err, want)
				}
			}
			got := o.Accepted()
			if len(got) != row.accepted {
				t.Fatalf("%d letters accepted, want %d", len(got), row.accepted)
			}
			for _, a := range got {
				if string(a.Bytes) != letter || a.MessageID() != "one@b.example" {
					t.Errorf("accepted %q", a.Bytes)
				}
			}
		})
	}
}

func TestServerCopies(t *testing.T) {
	t.Parallel()
	o := start(t, Options{SavesSent: true, RewritesID: true})
	if err := smtp.SendMail(o.SMTPAddr(), nil, o.User(), []string{o.User()}, []byte(letter)); err != nil {
		t.Fatal(err)
	}
	for mailbox, flags := range map[string][]string{"Sent": {`\seen`}, "INBOX": nil} {
		got, err := o.Messages(mailbox)
		if err != nil || len(got) != 1 {
			t.Fatalf("%s: %v, %d messages", mailbox, err, len(got))
		}
		if !slices.Equal(got[0].Flags, flags) {
			t.Errorf("%s: flags %q, want %q", mailbox, got[0].Flags, flags)
		}
		for _, want := range []string{"X-Microsoft-Original-Message-ID: <one@b.example>\r\n", "Message-ID: <rewritten.one@exchange.example>\r\n"} {
			if !bytes.Contains(got[0].Raw, []byte(want)) {
				t.Errorf("%s: %q lacks %q", mailbox, got[0].Raw, want)
			}
		}
	}
}

func TestAuthIsRequired(t *testing.T) {
	t.Parallel()
	o := start(t, Options{RequireAuth: true, Security: StartTLS})
	c, err := smtp.Dial(o.SMTPAddr())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if err := c.Mail("x@y.example"); err == nil {
		t.Error("MAIL before AUTH was accepted")
	}
	if err := c.StartTLS(&tls.Config{RootCAs: o.CA(), ServerName: "localhost"}); err != nil {
		t.Fatal(err)
	}
	if err := c.Auth(smtp.PlainAuth("", o.User(), "wrong", "127.0.0.1")); err == nil {
		t.Error("a wrong password was accepted")
	}
}
