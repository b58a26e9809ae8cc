package submit

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"sync/atomic"

	"github.com/wneessen/go-mail/smtp"
)

// maxReplies caps what a server may say in one session. go-mail's reader has no limit of its own.
const maxReplies = 1 << 20

// session is one connection, up to and including AUTH. The TCP connection is kept apart from go-mail's client so that
// it can be cut: a QUIT, RSET or any other command after a failure inside DATA would end the letter with a dot and have
// half of it delivered.
type session struct {
	*smtp.Client
	raw     *wire
	timeout Timeouts
	auth    string // the mechanism that was used
}

// wire is the TCP connection. It counts what the server says and can be cut.
type wire struct {
	net.Conn
	read atomic.Int64
	done atomic.Bool
}

func (w *wire) Read(p []byte) (int, error) {
	if w.read.Load() > maxReplies {
		return 0, errors.New("the server says more than a session needs")
	}
	n, err := w.Conn.Read(p)
	w.read.Add(int64(n))
	return n, err
}

// cut ends the connection at once and throws away what is still unsent. The server sees a reset, never a dot.
func (w *wire) cut() {
	if w.done.Swap(true) {
		return
	}
	if tcp, ok := w.Conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = w.Conn.Close()
}

// stepError is a failure before DATA, with the step that failed.
type stepError struct {
	step string
	err  error
}

func (e *stepError) Error() string { return e.step + ": " + e.err.Error() }
func (e *stepError) Unwrap() error { return e.err }

// errAuth marks failures that a retry cannot cure: a wrong password must not be tried again, or the account is locked.
var errAuth = errors.New("authentication failed")

// open connects, protects the connection and logs in. On an error the connection is cut. Until the caller lets go of
// ctx by stop, a cancelled ctx cuts the connection.
func (c *Client) open(ctx context.Context) (s *session, stop func() bool, err error) {
	dialing, cancel := context.WithTimeout(ctx, c.timeout.Dial)
	defer cancel()
	conn, err := c.dial(dialing, "tcp", c.server.address())
	if err != nil {
		return nil, nil, &stepError{"connect", err}
	}
	raw := &wire{Conn: conn}
	stop = context.AfterFunc(ctx, raw.cut)
	s, err = c.greet(ctx, dialing, raw)
	if err != nil {
		raw.cut()
		stop()
		if ctx.Err() != nil {
			err = fmt.Errorf("%w: %w", ctx.Err(), err)
		}
		return nil, nil, err
	}
	return s, stop, nil
}

func (c *Client) greet(ctx, dialing context.Context, raw *wire) (*session, error) {
	var conn net.Conn = raw
	if c.server.TLS == TLSImplicit {
		protected := tls.Client(raw, c.tls)
		if err := protected.HandshakeContext(dialing); err != nil {
			return nil, &stepError{"TLS", err}
		}
		conn = protected
	}
	s := &session{raw: raw, timeout: c.timeout}
	if err := s.patience(); err != nil {
		return nil, &stepError{"greeting", err}
	}
	var err error
	if s.Client, err = smtp.NewClient(conn, strings.Trim(c.server.Host, "[]")); err != nil {
		return nil, &stepError{"greeting", err}
	}
	s.SkipSMTPUTF8(true)
	if err := s.Hello(c.server.HELO); err != nil {
		return nil, &stepError{"EHLO", err}
	}
	if c.server.TLS == TLSStart {
		if ok, _ := s.Extension("STARTTLS"); !ok {
			return nil, &stepError{"STARTTLS", errors.New("the server does not offer it, and without it nothing is sent")}
		}
		_ = s.patience()
		if err := s.StartTLS(c.tls); err != nil {
			return nil, &stepError{"STARTTLS", err}
		}
	}
	if err := s.login(ctx, c.server); err != nil {
		return nil, err
	}
	return s, nil
}

// patience gives the next command its time.
func (s *session) patience() error { return s.raw.SetDeadline(deadline(s.timeout.Command)) }

// flush sends what is buffered, so that a write error shows before the dot and not with it.
func (s *session) flush() error { return s.Text.W.Flush() }

// early reports whether the server has answered before it was asked: its next answer would not be about the dot.
func (s *session) early() bool { return s.Text.R.Buffered() > 0 }

// quit says goodbye after a letter was settled, or after a look. It decides nothing.
func (s *session) quit() {
	_ = s.raw.SetDeadline(deadline(s.timeout.Quit))
	_ = s.Quit()
	s.raw.cut()
}

// body writes the letter without its final dot.
func (s *session) body(w io.Writer, letter []byte) error {
	if err := s.raw.SetDeadline(deadline(s.timeout.Body)); err != nil {
		return err
	}
	if _, err := w.Write(letter); err != nil {
		return err
	}
	return s.flush()
}
