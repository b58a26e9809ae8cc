package submit

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"io"
	"math/big"
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	gosmtp "github.com/emersion/go-smtp"

	"followup/followup"
)

// authority is a certificate authority of our own, with one server certificate.
type authority struct {
	pool *x509.CertPool
	cert tls.Certificate
}

func newAuthority(t *testing.T, host string, until time.Time) authority {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	ca := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test CA"}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: until.Add(-48 * time.Hour), NotAfter: until.Add(48 * time.Hour), KeyUsage: x509.KeyUsageCertSign,
	}
	leaf := &x509.Certificate{
		SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: host}, NotBefore: until.Add(-24 * time.Hour), NotAfter: until,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	if ip := net.ParseIP(host); ip != nil {
		leaf.IPAddresses = []net.IP{ip}
	} else {
		leaf.DNSNames = []string{host}
	}
	caDER, err := x509.CreateCertificate(rand.Reader, ca, ca, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	parent, err := x509.ParseCertificate(caDER)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.CreateCertificate(rand.Reader, leaf, parent, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(parent)
	return authority{pool, tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}}
}

// mailbox is a go-smtp backend. got receives each letter, or nil for one that broke off.
type mailbox struct{ got chan []byte }

type visit struct {
	box      *mailbox
	loggedIn bool
	from, to string
}

func (b *mailbox) NewSession(*gosmtp.Conn) (gosmtp.Session, error) { return &visit{box: b}, nil }

func (v *visit) AuthMechanisms() []string { return []string{sasl.Plain} }
func (v *visit) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != "mira" || password != "hunter2" {
			return gosmtp.ErrAuthFailed
		}
		v.loggedIn = true
		return nil
	}), nil
}
func (v *visit) Mail(from string, _ *gosmtp.MailOptions) error {
	if !v.loggedIn {
		return gosmtp.ErrAuthRequired
	}
	v.from = from
	return nil
}
func (v *visit) Rcpt(to string, _ *gosmtp.RcptOptions) error { v.to = to; return nil }
func (v *visit) Data(r io.Reader) error {
	b, err := io.ReadAll(r)
	if err != nil {
		v.box.got <- nil
		return err
	}
	v.box.got <- append([]byte(v.from+" "+v.to+"\r\n"), b...)
	return nil
}
func (v *visit) Reset()        {}
func (v *visit) Logout() error { return nil }

// serveSMTP starts a real submission server and returns its port.
func serveSMTP(t *testing.T, mode Mode, cert tls.Certificate, most uint16) (*mailbox, int) {
	t.Helper()
	box := &mailbox{got: make(chan []byte, 4)}
	s := gosmtp.NewServer(box)
	s.Domain, s.MaxMessageBytes = "post.example", 1<<20
	s.ReadTimeout, s.WriteTimeout = 10*time.Second, 10*time.Second
	s.ErrorLog = quiet{}
	conf := &tls.Config{Certificates: []tls.Certificate{cert}, MaxVersion: most}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	switch mode {
	case TLSImplicit:
		l = tls.NewListener(l, conf)
	case TLSStart:
		s.TLSConfig = conf
	case TLSNone:
		s.AllowInsecureAuth = true
	}
	done := make(chan struct{})
	go func() { defer close(done); _ = s.Serve(l) }()
	t.Cleanup(func() { _ = s.Close(); <-done })
	return box, port
}

type quiet struct{}

func (quiet) Printf(string, ...any) {}
func (quiet) Println(...any)        {}

func password(p string) func(context.Context) (string, error) {
	return func(context.Context) (string, error) { return p, nil }
}

// TestConversation submits over real sockets in each mode and compares the bytes.
func TestConversation(t *testing.T) {
	t.Parallel()
	b := letter(t)
	ca := newAuthority(t, "127.0.0.1", time.Now().Add(time.Hour))
	for _, mode := range []Mode{TLSImplicit, TLSStart, TLSNone} {
		box, port := serveSMTP(t, mode, ca.cert, 0)
		c, err := New(Server{Host: "127.0.0.1", Port: port, TLS: mode, Username: "mira", Password: password("hunter2"), CA: ca.pool})
		if err != nil {
			t.Fatal(err)
		}
		r, err := c.Check(t.Context())
		if err != nil || r.Auth != "plain" || (mode == TLSNone) != (r.TLS == "none") || r.Expires.IsZero() != (mode == TLSNone) {
			t.Errorf("%s: check: %+v, %v", mode, r, err)
		}
		var l ledger
		o, _ := submit(t.Context(), c, b, &l)
		if o.Kind != followup.OutcomeAccepted || o.Code != 250 || o.Err != nil {
			t.Fatalf("%s: %+v", mode, o)
		}
		want := append([]byte("mira@example.org dana.reyes@northlight.example\r\n"), b...)
		if got := <-box.got; !bytes.Equal(got, want) {
			t.Errorf("%s: the server has other bytes", mode)
		}
		o, _ = submit(t.Context(), c, b, &ledger{fail: followup.PhaseDot})
		if got := <-box.got; o.Kind != followup.OutcomeStopped || got != nil {
			t.Errorf("%s: stopped before the dot: %s, and the server has %d bytes", mode, o.Kind, len(got))
		}
		c.server.Password = password("wrong")
		if o, _ = submit(t.Context(), c, b, &ledger{}); o.Kind != followup.OutcomeDeferred || !o.AuthFailed || o.Code != 535 {
			t.Errorf("%s: wrong password: %+v", mode, o)
		}
		if _, err := c.Check(t.Context()); err == nil || !strings.Contains(err.Error(), "AUTH") {
			t.Errorf("%s: check with a wrong password: %v", mode, err)
		}
	}
}

// TestNoTrust: a certificate or a protocol that is not good enough ends it before anything is said.
func TestNoTrust(t *testing.T) {
	t.Parallel()
	b := letter(t)
	good := newAuthority(t, "127.0.0.1", time.Now().Add(time.Hour))
	other := newAuthority(t, "127.0.0.1", time.Now().Add(time.Hour))
	expired := newAuthority(t, "127.0.0.1", time.Now().Add(-time.Hour))
	named := newAuthority(t, "elsewhere.example", time.Now().Add(time.Hour))
	for _, mode := range []Mode{TLSImplicit, TLSStart} {
		for _, tc := range []struct {
			tells string
			cert  tls.Certificate
			pool  *x509.CertPool
			most  uint16
		}{
			{"unknown authority", good.cert, other.pool, 0},
			{"expired", expired.cert, expired.pool, 0},
			{"another name", named.cert, named.pool, 0},
			{"the system's authorities do not know it", good.cert, nil, 0},
			{"TLS 1.1", good.cert, good.pool, tls.VersionTLS11},
		} {
			_, port := serveSMTP(t, mode, tc.cert, tc.most)
			asked := false
			c, err := New(Server{Host: "127.0.0.1", Port: port, TLS: mode, Username: "mira", CA: tc.pool,
				Password: func(context.Context) (string, error) { asked = true; return "hunter2", nil }})
			if err != nil {
				t.Fatal(err)
			}
			var l ledger
			o, _ := submit(t.Context(), c, b, &l)
			if o.Kind != followup.OutcomeDeferred || o.AuthFailed || len(l.phases) != 0 || asked {
				t.Errorf("%s, %s: %+v, phases %v, asked for the password: %v", mode, tc.tells, o, l.phases, asked)
			}
		}
	}
}

// TestSTARTTLSStripped: a server, or somebody between, that leaves STARTTLS out hears no password and no letter.
func TestSTARTTLSStripped(t *testing.T) {
	t.Parallel()
	b := letter(t)
	for tells, acts := range map[string]map[string]act{
		"not offered":                   {},
		"offered and refused":           {"EHLO": say("250-post.example", "250-AUTH PLAIN", "250 STARTTLS"), "STARTTLS": say("454 not now")},
		"answered, and then no TLS":     {"EHLO": say("250-post.example", "250 STARTTLS"), "STARTTLS": say("220 go", "250 injected", "250-AUTH PLAIN", "250 injected")},
		"answered, and the line drops":  {"EHLO": say("250-post.example", "250 STARTTLS"), "STARTTLS": then(say("220 go"), cut)},
		"a 5xx instead of the greeting": {"greeting": say("554 no")},
	} {
		p := &post{acts: acts}
		s := Server{Host: "post.example", TLS: TLSStart, Username: "mira", Password: password("hunter2"),
			Timeouts: Timeouts{Dial: 2 * time.Second, Command: 2 * time.Second}}
		var l ledger
		o, _ := submit(t.Context(), p.client(t, s), b, &l)
		s.Username = ""
		if o, _ := submit(t.Context(), p.client(t, s), b, &l); o.Kind != followup.OutcomeDeferred {
			t.Errorf("%s, without a login: %+v", tells, o)
		}
		p.mu.Lock()
		if o.Kind != followup.OutcomeDeferred || len(l.phases) != 0 || slices.Contains(p.heard, "AUTH") || slices.Contains(p.heard, "MAIL") {
			t.Errorf("%s: %+v, heard %v", tells, o, p.heard)
		}
		p.mu.Unlock()
	}
}

// TestNew: settings that cannot be right are refused when they are read.
func TestNew(t *testing.T) {
	t.Parallel()
	for tells, s := range map[string]Server{
		"no host":                              {},
		"clear text to another machine":        {Host: "smtp.example.org", TLS: TLSNone},
		"clear text to a name like loopback":   {Host: "localhost.example.org", TLS: TLSNone},
		"clear text to an address of the LAN":  {Host: "192.168.1.1", TLS: TLSNone},
		"an unknown mode":                      {Host: "smtp.example.org", TLS: "opportunistic"},
		"an unknown mechanism":                 {Host: "smtp.example.org", Auth: "ntlm"},
		"a port that is none":                  {Host: "smtp.example.org", Port: 70000},
		"a user name without a password":       {Host: "smtp.example.org", Username: "mira"},
		"a line end in the name of the client": {Host: "smtp.example.org", HELO: "x\r\nRSET"},
	} {
		if _, err := New(s); err == nil {
			t.Errorf("%s: accepted", tells)
		}
	}
	for _, tc := range []struct {
		s    Server
		want string
	}{
		{Server{Host: "smtp.example.org"}, "smtp.example.org:465"},
		{Server{Host: "smtp.example.org", TLS: TLSStart}, "smtp.example.org:587"},
		{Server{Host: "::1", TLS: TLSNone, Port: 25}, "[::1]:25"},
		{Server{Host: "127.0.0.1", TLS: TLSNone, Port: 25}, "127.0.0.1:25"},
	} {
		c, err := New(tc.s)
		if err != nil || c.server.address() != tc.want || c.tls.MinVersion != tls.VersionTLS12 {
			t.Errorf("%+v: %v, %v", tc.s, c, err)
		}
	}
}

// TestL11Greeting: the name of this machine is not told.
func TestL11Greeting(t *testing.T) {
	t.Parallel()
	said := make(chan string, 1)
	p := &post{acts: map[string]act{"session": func(_ *post, c net.Conn) bool {
		_, _ = io.WriteString(c, "220 hi\r\n")
		b := make([]byte, 100)
		n, _ := c.Read(b)
		said <- string(b[:n])
		return false
	}}}
	_, err := p.client(t, Server{}).Check(t.Context())
	if err == nil || !errors.Is(err, io.EOF) {
		t.Errorf("the line dropped: %v", err)
	}
	if got := <-said; got != "EHLO localhost\r\n" {
		t.Errorf("said %q", got)
	}
}
