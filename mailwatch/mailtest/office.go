package mailtest

import (
	"bytes"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"sync"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"
	"github.com/emersion/go-smtp"
)

// Security says how the servers protect their connections.
type Security string

// The kinds of security. The empty one is Plain.
const (
	Plain    Security = "none"
	Implicit Security = "implicit"
	StartTLS Security = "starttls"
)

// Options configure an Office; the zero value is a plain one for me@example.org with the password "secret".
type Options struct {
	User, Password string

	Security    Security
	CertName    string // a further name in the certificate, beside 127.0.0.1 and localhost
	WrongName   bool   // the certificate does not name 127.0.0.1 and localhost
	CertExpired bool

	RequireAuth bool // SMTP refuses MAIL before AUTH
	SavesSent   bool // the SMTP server files its own copy in Sent, as Gmail and Exchange do
	RewritesID  bool // it replaces the Message-ID and keeps ours in X-Microsoft-Original-Message-ID

	Junk, All, Archive bool     // folders with these special uses besides INBOX, Sent and Drafts
	Mailboxes          []string // further folders
	NoSpecialUse       bool     // the server does not know SPECIAL-USE: folders have names only

	SlowFor  time.Duration    // how long a slow recipient takes; 20 s if zero
	Now      func() time.Time // for INTERNALDATE and Accepted.At; time.Now if nil
	Accepted func(Accepted)   // is told of every accepted letter, on the server's goroutine
	InMemory bool             // no sockets: the servers are reached by DialIMAP and DialSMTP only (for testing/synctest)
}

// Office is a running post office.
type Office struct {
	opts     Options
	cert     *certificate
	epoch    uint32
	mem      *imapmemserver.Server
	user     *imapmemserver.User
	imap     *imapserver.Server
	back     *imapserver.Server // serves own
	smtp     *smtp.Server
	imapLine *line
	smtpLine *line
	own      *line // the office's own way in, never cut or frozen
	done     chan struct{}
	serving  sync.WaitGroup

	mu       sync.Mutex
	password string
	refusal  *imap.Error
	logins   int
	boxes    []box
	accepted []Accepted
	tried    map[string]bool
}

type box struct {
	name string
	attr imap.MailboxAttr
}

// Message is a message as it lies in a mailbox.
type Message struct {
	UID   uint32
	Flags []string // lower case
	Date  time.Time
	Raw   []byte
}

// Start opens a post office on free loopback ports.
func Start(opts Options) (*Office, error) {
	if opts.User == "" {
		opts.User = "me@example.org"
	}
	if opts.Password == "" {
		opts.Password = "secret"
	}
	if opts.Security == "" {
		opts.Security = Plain
	}
	if opts.Now == nil {
		opts.Now = time.Now
	}
	if opts.SlowFor == 0 {
		opts.SlowFor = 20 * time.Second
	}
	cert, err := newCertificate(opts)
	if err != nil {
		return nil, fmt.Errorf("make certificate: %w", err)
	}
	o := &Office{
		opts: opts, cert: cert, password: opts.Password, done: make(chan struct{}), tried: map[string]bool{},
		// A new office has new UIDVALIDITYs, as a mailbox made anew must (RFC 9051 2.3.1.1).
		epoch: uint32(time.Now().Unix()),
	}
	o.mem = imapmemserver.New()
	o.user = imapmemserver.NewUser(opts.User, opts.Password)
	o.mem.AddUser(o.user)
	if err := o.openBoxes(); err != nil {
		return nil, err
	}
	if o.imapLine, err = newLine(opts.InMemory); err != nil {
		return nil, fmt.Errorf("listen for IMAP: %w", err)
	}
	if o.smtpLine, err = newLine(opts.InMemory); err != nil {
		o.imapLine.Close()
		return nil, fmt.Errorf("listen for SMTP: %w", err)
	}
	o.own, _ = newLine(true)
	o.imap, o.back = o.newIMAP(false), o.newIMAP(true)
	o.smtp = o.newSMTP()
	for _, serve := range []func(){
		func() { _ = o.imap.Serve(o.imapLine.secured(opts.Security, cert)) },
		func() { _ = o.back.Serve(o.own) },
		func() { _ = o.smtp.Serve(o.smtpLine.secured(opts.Security, cert)) },
	} {
		o.serving.Go(serve)
	}
	return o, nil
}

func (o *Office) openBoxes() error {
	names := []box{{"INBOX", ""}, {"Sent", imap.MailboxAttrSent}, {"Drafts", imap.MailboxAttrDrafts}}
	if o.opts.Junk {
		names = append(names, box{"Junk", imap.MailboxAttrJunk})
	}
	if o.opts.All {
		names = append(names, box{"All Mail", imap.MailboxAttrAll})
	}
	if o.opts.Archive {
		names = append(names, box{"Archive", imap.MailboxAttrArchive})
	}
	for _, name := range o.opts.Mailboxes {
		names = append(names, box{name, ""})
	}
	for _, b := range names {
		if err := o.user.Create(b.name, nil); err != nil {
			return fmt.Errorf("create mailbox %s: %w", b.name, err)
		}
	}
	o.boxes = names
	return nil
}

// Close stops both servers and cuts every connection.
func (o *Office) Close() error {
	close(o.done)
	lines := []*line{o.imapLine, o.smtpLine, o.own}
	for _, l := range lines {
		l.thaw()
		l.Close()
	}
	// The servers may be closed only when their Serve has returned: they race with it otherwise.
	o.serving.Wait()
	err := errors.Join(o.imap.Close(), o.back.Close(), o.smtp.Close())
	for _, l := range lines {
		l.cut()
		l.open.Wait()
	}
	return err
}

// IMAPAddr is host:port of the IMAP server, "pipe" if it is in memory only.
func (o *Office) IMAPAddr() string { return o.imapLine.Addr().String() }

// SMTPAddr is host:port of the SMTP server.
func (o *Office) SMTPAddr() string { return o.smtpLine.Addr().String() }

// User is the name to log in with, to both servers; letters to it land in INBOX.
func (o *Office) User() string { return o.opts.User }

// Password is the password that both servers accept now.
func (o *Office) Password() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.password
}

// CA trusts the office's certificate.
func (o *Office) CA() *x509.CertPool { return o.cert.pool }

// CAPEM is the certificate of the office's authority, for a file.
func (o *Office) CAPEM() []byte { return bytes.Clone(o.cert.pem) }

// DialIMAP connects to the IMAP server through memory. Where Security is Implicit, the caller speaks TLS.
func (o *Office) DialIMAP(ctx context.Context) (net.Conn, error) { return o.imapLine.dial(ctx) }

// DialSMTP connects to the SMTP server through memory.
func (o *Office) DialSMTP(ctx context.Context) (net.Conn, error) { return o.smtpLine.dial(ctx) }

// SetPassword changes the password, as a user does who revokes one.
func (o *Office) SetPassword(password string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.password = password
}

// RefuseLogins makes every IMAP login fail with a NO of this code and text; an empty text ends it.
func (o *Office) RefuseLogins(code, text string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.refusal = nil
	if text != "" {
		o.refusal = &imap.Error{Type: imap.StatusResponseTypeNo, Code: imap.ResponseCode(code), Text: text}
	}
}

// Logins counts the IMAP logins that were tried.
func (o *Office) Logins() int {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.logins
}

// KillConnections cuts every open connection to the IMAP server.
func (o *Office) KillConnections() { o.imapLine.cut() }

// Down cuts every connection and accepts no new one until Up, like a server that was killed.
func (o *Office) Down() {
	o.imapLine.refuse(true)
	o.smtpLine.refuse(true)
	o.imapLine.cut()
	o.smtpLine.cut()
}

// Up ends Down.
func (o *Office) Up() {
	o.imapLine.refuse(false)
	o.smtpLine.refuse(false)
}

// Freeze makes the IMAP server fall silent: connections stay open and nothing comes out of them until Thaw.
func (o *Office) Freeze() { o.imapLine.freeze() }

// Thaw ends Freeze.
func (o *Office) Thaw() { o.imapLine.thaw() }

// Deliver puts a message into a mailbox. A zero internalDate is now. Lone line feeds become CRLF.
func (o *Office) Deliver(mailbox string, raw []byte, internalDate time.Time) error {
	return o.put(mailbox, raw, internalDate)
}

func (o *Office) put(mailbox string, raw []byte, date time.Time, flags ...imap.Flag) error {
	if date.IsZero() {
		date = o.opts.Now()
	}
	if !bytes.Contains(raw, []byte("\r\n")) {
		raw = bytes.ReplaceAll(raw, []byte("\n"), []byte("\r\n"))
	}
	_, err := o.user.Append(mailbox, newLiteral(raw), &imap.AppendOptions{Time: date, Flags: flags})
	if err != nil {
		return fmt.Errorf("deliver to %s: %w", mailbox, err)
	}
	return nil
}

type literal struct {
	*bytes.Reader
}

func newLiteral(raw []byte) literal { return literal{bytes.NewReader(bytes.Clone(raw))} }

func (l literal) Size() int64 { return l.Reader.Size() }
