package mailwatch

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
	"github.com/emersion/go-sasl"
)

// ErrLogin says that the server refused the user name or the password.
var ErrLogin = errors.New("the server refused the login")

// errThrottled says that the server asked for patience.
var errThrottled = errors.New("the server asks to come back later")

// session is one connection to a server. One goroutine owns it: commands are sent one at a time, except FETCH in a scan.
type session struct {
	client *imapclient.Client
	guard  *guard
	caps   imap.CapSet
	wake   chan struct{} // the server said that the open folder has more messages
}

// openSession connects and logs in.
func openSession(ctx context.Context, a Account, dial func(context.Context) (net.Conn, error), tell func(string)) (*session, error) {
	password, err := a.Password(ctx)
	if err != nil {
		return nil, fmt.Errorf("get password: %w", err)
	}
	g, err := connect(ctx, a, dial, tell)
	if err != nil {
		return nil, err
	}
	s := &session{guard: g, wake: make(chan struct{}, 1)}
	s.client = imapclient.New(g, &imapclient.Options{
		// The handler runs on the goroutine that reads; a command in it would wait for itself.
		UnilateralDataHandler: &imapclient.UnilateralDataHandler{Mailbox: func(d *imapclient.UnilateralDataMailbox) {
			if d.NumMessages != nil {
				s.nudge()
			}
		}},
	})
	if err := s.login(ctx, a.Username, password); err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

// askCaps learns what the server can do. The client gives up after 30 s and says nothing.
func (s *session) askCaps() error {
	if s.caps = s.client.Caps(); s.caps == nil && s.alive() {
		s.guard.fail(ErrSilent)
	}
	if s.caps == nil {
		return ErrLost
	}
	return nil
}

func (s *session) nudge() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

func (s *session) login(ctx context.Context, username, password string) error {
	err := s.do(ctx, "greet", outsideBytes, func() error {
		if err := s.client.WaitGreeting(); err != nil {
			return err
		}
		return s.askCaps()
	})
	if err != nil {
		return err
	}
	if s.client.State() != imap.ConnStateNotAuthenticated {
		return errors.New("log in: the server took us for somebody before we said a word")
	}
	err = s.do(ctx, "log in", outsideBytes, func() error {
		if s.caps.Has("AUTH=PLAIN") {
			return s.client.Authenticate(sasl.NewPlainClient("", username, password))
		}
		if s.caps.Has(imap.CapLoginDisabled) {
			return errors.New("the server offers no login with a password")
		}
		return s.client.Login(username, password).Wait()
	})
	if err != nil {
		var no *imap.Error
		switch {
		case !errors.As(err, &no) || errors.Is(err, errThrottled):
			return err
		case no.Code == imap.ResponseCodeServerBug:
			return fmt.Errorf("%w: %w", errThrottled, err)
		}
		return fmt.Errorf("%w: %w", ErrLogin, err)
	}
	return s.do(ctx, "ask for capabilities", outsideBytes, func() error {
		return s.askCaps()
	})
}

// do runs one command. The end of ctx closes the connection: an IMAP command cannot be taken back.
func (s *session) do(ctx context.Context, what string, outside int64, f func() error) error {
	s.guard.begin(commandSilence, outside)
	defer s.guard.done()
	stop := context.AfterFunc(ctx, func() { s.guard.fail(context.Cause(ctx)) })
	defer stop()
	err := f()
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", what, s.explain(err))
}

// explain finds the cause of an error. The client wraps errors of the connection as text and blames stale ones, so only
// its answers NO and BAD are believed; for all else the guard knows why the connection ended.
func (s *session) explain(err error) error {
	var no *imap.Error
	if errors.As(err, &no) {
		if throttled(string(no.Code), no.Text) {
			return fmt.Errorf("%w: %w", errThrottled, no)
		}
		return no
	}
	bye, cause := s.guard.failure()
	switch {
	case cause == nil && s.client.State() == imap.ConnStateLogout:
		return fmt.Errorf("%w: %w", ErrMalformed, err) // the client hung up, because it could not read on
	case cause == nil:
		return err
	case !errors.Is(cause, ErrLost):
		return cause
	case throttled("", bye):
		return fmt.Errorf("%w: %s", errThrottled, bye)
	case bye != "":
		return fmt.Errorf("%w: the server said: %s", ErrLost, bye)
	}
	return fmt.Errorf("%w: %w", ErrLost, err)
}

// throttled tells a server that is busy or limits us from one that refuses us (RFC 5530, and what servers really say).
func throttled(code, text string) bool {
	switch strings.ToUpper(code) {
	case "UNAVAILABLE", "LIMIT", "THROTTLED", "INUSE":
		return true
	}
	text = strings.ToLower(text)
	for _, sign := range []string{
		"[unavailable]", "[limit]", "[throttled]", "[inuse]", "too many simultaneous", "maximum number of connections",
		"authenticated but not connected", "try again later", "temporarily",
	} {
		if strings.Contains(text, sign) {
			return true
		}
	}
	return false
}

// close ends the connection at once. It closes the connection below the client, whose own Close waits for unread mail.
func (s *session) close() {
	s.guard.fail(net.ErrClosed)
	<-s.client.Closed()
}

// examine opens a folder for reading only.
func (s *session) examine(ctx context.Context, folder string) (*imap.SelectData, error) {
	var data *imap.SelectData
	err := s.do(ctx, "open folder "+folder, outsideBytes, func() error {
		var err error
		data, err = s.client.Select(folder, &imap.SelectOptions{ReadOnly: true}).Wait()
		return err
	})
	if err != nil {
		return nil, err
	}
	return data, nil
}

// search returns the UIDs in the open folder, of so many messages, that match. The set may be large; it is never expanded
// (a server could answer 1:4294967295).
func (s *session) search(ctx context.Context, messages uint32, criteria *imap.SearchCriteria) (imap.UIDSet, error) {
	var opts *imap.SearchOptions
	if s.caps.Has(imap.CapESearch) || s.caps.Has(imap.CapIMAP4rev2) {
		opts = &imap.SearchOptions{ReturnAll: true}
	}
	// Where the server lists every number, an honest answer may be large: eleven bytes a message.
	outside := max(outsideBytes, min(11*int64(messages), replyBytes))
	var set imap.UIDSet
	err := s.do(ctx, "search", outside, func() error {
		data, err := s.client.UIDSearch(criteria, opts).Wait()
		if err != nil {
			return err
		}
		var ok bool
		if set, ok = data.All.(imap.UIDSet); data.All != nil && !ok || set.Dynamic() {
			return errTorn // numbers that are not UIDs must not look like an empty answer
		}
		return nil
	})
	return set, err
}

// idle waits until the folder has news, or limit has passed, or stop is readable, and says whether there was news. It
// re-issues nothing itself: a long IDLE is several short ones.
func (s *session) idle(ctx context.Context, limit time.Duration, stop <-chan struct{}) (news bool, err error) {
	s.guard.begin(commandSilence, outsideBytes)
	defer s.guard.done()
	cancel := context.AfterFunc(ctx, func() { s.guard.fail(context.Cause(ctx)) })
	defer cancel()
	cmd, err := s.client.Idle()
	if err != nil {
		return false, fmt.Errorf("idle: %w", s.explain(err))
	}
	s.guard.wait(limit + idleGrace)
	timer := time.NewTimer(limit)
	defer timer.Stop()
	select {
	case <-s.wake:
		news = true
	case <-timer.C:
	case <-stop:
	case <-s.client.Closed():
	}
	s.guard.wait(doneSilence)
	err = cmd.Close()
	if err == nil {
		err = cmd.Wait()
	}
	if err != nil {
		return news, fmt.Errorf("idle: %w", s.explain(err))
	}
	return news, nil
}

// alive says whether the connection can still be used.
func (s *session) alive() bool {
	_, cause := s.guard.failure()
	return cause == nil && s.client.State() != imap.ConnStateLogout
}
