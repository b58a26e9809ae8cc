package submit

import (
	"context"
	"crypto/tls"
	"fmt"
	"strings"
	"time"
)

// Report is what a look at the server found. No mail is sent.
type Report struct {
	Address  string    // host:port
	TLS      string    // "TLS 1.3", or "none"
	Expires  time.Time // of the server's certificate; zero without TLS
	Auth     string    // the mechanism that logged in; "" without a user name
	MaxBytes string    // the SIZE the server states (RFC 1870), or ""
}

// String says in one line what was found.
func (r Report) String() string {
	parts := []string{r.Address, "TLS " + strings.TrimPrefix(r.TLS, "TLS ")}
	if !r.Expires.IsZero() {
		parts = append(parts, "certificate until "+r.Expires.UTC().Format("2 January 2006"))
	}
	if r.Auth != "" {
		parts = append(parts, "login by "+r.Auth)
	} else {
		parts = append(parts, "no login")
	}
	return strings.Join(parts, ", ")
}

// Check connects, protects the connection, logs in and says goodbye. The error says which step failed.
func (c *Client) Check(ctx context.Context) (Report, error) {
	r := Report{Address: c.server.address(), TLS: "none"}
	s, stop, err := c.open(ctx)
	if err != nil {
		return r, fmt.Errorf("check submission server %s: %w", r.Address, err)
	}
	defer stop()
	defer s.quit()
	if state, ok := s.TLSConnectionState(); ok {
		r.TLS = tls.VersionName(state.Version)
		if len(state.PeerCertificates) > 0 {
			r.Expires = state.PeerCertificates[0].NotAfter
		}
	}
	r.Auth = s.auth
	_, r.MaxBytes = s.Extension("SIZE")
	return r, nil
}
