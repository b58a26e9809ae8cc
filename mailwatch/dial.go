package mailwatch

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"strings"
	"time"
)

// dialLimit bounds the way to a greeting: connecting, STARTTLS and the handshake.
const dialLimit = 30 * time.Second

var errNoSTARTTLS = errors.New("the server offers no STARTTLS; refusing to log in without")

// connect dials the account's server and returns a guarded connection on which the greeting is the next thing to read.
func connect(ctx context.Context, a Account, dial func(context.Context) (net.Conn, error), tell func(string)) (*guard, error) {
	ctx, cancel := context.WithTimeout(ctx, dialLimit)
	defer cancel()
	if dial == nil {
		dial = func(ctx context.Context) (net.Conn, error) {
			d := net.Dialer{KeepAlive: 30 * time.Second}
			return d.DialContext(ctx, "tcp", a.Addr)
		}
	}
	raw, err := dial(ctx)
	if err != nil {
		return nil, fmt.Errorf("connect: %w", err)
	}
	if a.TLS == NoTLS {
		return newGuard(raw, raw, tell), nil
	}
	stop := context.AfterFunc(ctx, func() { raw.Close() })
	defer stop()
	if a.TLS == STARTTLS {
		if err := startTLS(raw); err != nil {
			raw.Close()
			return nil, fmt.Errorf("start TLS: %w", err)
		}
	}
	host, _, _ := net.SplitHostPort(a.Addr)
	secure := tls.Client(raw, &tls.Config{ServerName: host, RootCAs: a.CA, MinVersion: tls.VersionTLS12})
	if err := secure.HandshakeContext(ctx); err != nil {
		raw.Close()
		return nil, fmt.Errorf("start TLS: %w", err)
	}
	g := newGuard(secure, raw, tell)
	if a.TLS == STARTTLS {
		// The real greeting came in the clear and counts for nothing; the client wants one all the same. It carries no
		// capabilities, so that they are asked for inside TLS (RFC 9051 6.2.1).
		g.pending = []byte("* OK TLS is on\r\n")
	}
	return g, nil
}

// startTLS asks for TLS on a connection in the clear (RFC 9051 6.2.1). It reads byte by byte, so that nothing which was
// slipped in before TLS can be taken for something said inside it, and refuses PREAUTH.
func startTLS(raw net.Conn) error {
	greeting, err := clearLine(raw)
	if err != nil {
		return err
	}
	if !bytes.HasPrefix(bytes.ToUpper(greeting), []byte("* OK")) {
		return errNoSTARTTLS
	}
	if _, err := raw.Write([]byte("S STARTTLS\r\n")); err != nil {
		return err
	}
	for range 20 {
		line, err := clearLine(raw)
		if err != nil {
			return err
		}
		if word := strings.ToUpper(string(line)); strings.HasPrefix(word, "S OK") {
			return nil
		} else if !strings.HasPrefix(word, "* ") {
			return errNoSTARTTLS
		}
	}
	return errNoSTARTTLS
}

func clearLine(raw net.Conn) ([]byte, error) {
	var line []byte
	for b := make([]byte, 1); len(line) < 8<<10; {
		if _, err := raw.Read(b); err != nil {
			return nil, err
		}
		if b[0] == '\n' {
			return line, nil
		}
		line = append(line, b[0])
	}
	return nil, ErrTooBig
}
