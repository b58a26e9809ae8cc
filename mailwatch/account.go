package mailwatch

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
)

// Mode says how a connection is protected.
type Mode string

// The modes. STARTTLS is mandatory where it is chosen; there is no falling back to plain text, and plain text is for
// loopback only.
const (
	ImplicitTLS Mode = "implicit"
	STARTTLS    Mode = "starttls"
	NoTLS       Mode = "none"
)

// Account is a mailbox and the way to it.
type Account struct {
	Name     string // what the account is called in batches and states
	Addr     string // host:port
	TLS      Mode   // ImplicitTLS if empty
	CA       *x509.CertPool
	Username string
	Password func(context.Context) (string, error) // asked at every login

	Folders []string // watched besides INBOX and Sent, by name
	Sent    string   // the folder of sent mail, where the server does not mark it or marks the wrong one
	Junk    bool     // look at Junk as well
}

func (a Account) validate() error {
	host, _, err := net.SplitHostPort(a.Addr)
	if err != nil {
		return fmt.Errorf("read address of account %s: %w", a.Name, err)
	}
	switch a.TLS {
	case "", ImplicitTLS, STARTTLS:
	case NoTLS:
		if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
			return fmt.Errorf("account %s: a connection to %s without TLS would show the password; only loopback may", a.Name, host)
		}
	default:
		return fmt.Errorf("account %s: unknown TLS mode %q", a.Name, a.TLS)
	}
	if a.Username == "" {
		return fmt.Errorf("account %s: no user name", a.Name)
	}
	if a.Password == nil {
		return errors.New("account " + a.Name + ": no password")
	}
	return nil
}
