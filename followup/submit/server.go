package submit

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"strconv"
	"strings"
	"time"
)

// Mode says how the connection is protected.
type Mode string

// The modes. Implicit TLS is the default (RFC 8314); STARTTLS is always mandatory, there is no fallback to clear text.
const (
	TLSImplicit Mode = "implicit"
	TLSStart    Mode = "starttls"
	TLSNone     Mode = "none" // loopback only
)

// Server says where and how to submit.
type Server struct {
	Host     string
	Port     int                                   // 0: 465, or 587 with STARTTLS
	TLS      Mode                                  // "": implicit
	Username string                                // "": no AUTH
	Password func(context.Context) (string, error) // asked once a connection, never kept
	CA       *x509.CertPool                        // nil: the system's
	Auth     string                                // "": the first of plain, login, scram-sha-256, cram-md5 that the server offers
	HELO     string                                // "": "localhost", never the name of this machine
	Timeouts Timeouts
}

// Timeouts bound the steps of a submission. A zero field takes its default.
type Timeouts struct {
	Dial    time.Duration // connect and TLS: 30 s
	Command time.Duration // one command and its answer: 5 min (RFC 5321 4.5.3.2)
	Body    time.Duration // the bytes of the letter: 3 min
	Dot     time.Duration // the answer to the final dot: 10 min (RFC 5321 4.5.3.2.6)
	Quit    time.Duration // the farewell, which decides nothing: 5 s
}

// Client submits letters to one server. It holds no connection between letters and may be used by one goroutine after
// the other.
type Client struct {
	server  Server
	tls     *tls.Config
	dial    func(ctx context.Context, network, addr string) (net.Conn, error)
	timeout Timeouts
}

// New checks the settings and returns a client. It does not connect.
func New(s Server) (*Client, error) {
	if s.Host == "" {
		return nil, errors.New("submission server: no host")
	}
	if strings.ContainsAny(s.Host+s.HELO+s.Username, "\r\n\x00") {
		return nil, errors.New("submission server: a control character in host, user name or helo")
	}
	switch s.TLS {
	case "", TLSImplicit:
		s.TLS = TLSImplicit
	case TLSStart:
	case TLSNone:
		if !loopback(s.Host) {
			return nil, fmt.Errorf("submission server %s: tls = none is for loopback only", s.Host)
		}
	default:
		return nil, fmt.Errorf("submission server %s: unknown tls mode %q (implicit, starttls or none)", s.Host, s.TLS)
	}
	if s.Port == 0 {
		s.Port = 465
		if s.TLS == TLSStart {
			s.Port = 587
		}
	}
	if s.Port < 1 || s.Port > 65535 {
		return nil, fmt.Errorf("submission server %s: port %d is out of range", s.Host, s.Port)
	}
	if s.HELO == "" {
		s.HELO = "localhost"
	}
	s.Auth = strings.ToLower(s.Auth)
	if s.Auth != "" && mechanisms[s.Auth] == nil {
		return nil, fmt.Errorf("submission server %s: unknown auth %q (plain, login, scram-sha-256 or cram-md5)", s.Host, s.Auth)
	}
	if s.Username != "" && s.Password == nil {
		return nil, fmt.Errorf("submission server %s: a user name but no password", s.Host)
	}
	return &Client{
		server:  s,
		tls:     &tls.Config{ServerName: s.Host, RootCAs: s.CA, MinVersion: tls.VersionTLS12},
		dial:    (&net.Dialer{KeepAlive: 30 * time.Second}).DialContext,
		timeout: s.Timeouts.withDefaults(),
	}, nil
}

func (t Timeouts) withDefaults() Timeouts {
	or := func(d *time.Duration, def time.Duration) {
		if *d <= 0 {
			*d = def
		}
	}
	or(&t.Dial, 30*time.Second)
	or(&t.Command, 5*time.Minute)
	or(&t.Body, 3*time.Minute)
	or(&t.Dot, 10*time.Minute)
	or(&t.Quit, 5*time.Second)
	return t
}

// loopback reports whether the host names this machine without asking a resolver.
func loopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip := net.ParseIP(strings.Trim(host, "[]"))
	return ip != nil && ip.IsLoopback()
}

func (s Server) address() string {
	return net.JoinHostPort(strings.Trim(s.Host, "[]"), strconv.Itoa(s.Port))
}
