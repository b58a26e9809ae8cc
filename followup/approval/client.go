package approval

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"time"

	"followup/followup/engine"
)

// ErrNoDaemon means that nobody answers on the socket: no daemon runs.
var ErrNoDaemon = errors.New("no daemon answers")

// Client is the desk of a running daemon. It is safe for several callers at a time. Errors are those of engine.Desk;
// where the connection broke after the request had left, the act may have happened: ask again to see.
type Client struct {
	http *http.Client
}

var _ engine.Desk = (*Client)(nil)

// Dial asks whether a daemon answers on the socket at path and returns its desk, or ErrNoDaemon.
func Dial(path string) (*Client, error) {
	c, err := net.DialTimeout("unix", path, 2*time.Second)
	if errors.Is(err, fs.ErrNotExist) || err != nil && refused(err) {
		return nil, ErrNoDaemon
	}
	if err != nil {
		return nil, fmt.Errorf("reach the daemon: %w", err)
	}
	c.Close()
	return &Client{&http.Client{
		Transport: &http.Transport{
			DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
				var d net.Dialer
				return d.DialContext(ctx, "unix", path)
			},
			Proxy:                 nil,
			ResponseHeaderTimeout: 6 * time.Minute, // longer than the daemon takes to give up
			IdleConnTimeout:       30 * time.Second,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}, nil
}

// Stop closes the connections that wait for the next request. A client can be used again after it.
func (c *Client) Stop() { c.http.CloseIdleConnections() }

// Status returns the freshness line; Daemon is true.
func (c *Client) Status(ctx context.Context) (engine.Status, error) {
	s, err := call[engine.Status](ctx, c, "status", nil)
	s.Daemon = err == nil
	return s, err
}

// List returns the queue.
func (c *Client) List(ctx context.Context, q engine.Query) (engine.List, error) {
	return call[engine.List](ctx, c, "list", q)
}

// Show returns a note, an application or a doubt.
func (c *Client) Show(ctx context.Context, id string) (engine.Card, error) {
	return call[engine.Card](ctx, c, "show", id)
}

// Explain tells an application from its journal.
func (c *Client) Explain(ctx context.Context, id string) (engine.Story, error) {
	return call[engine.Story](ctx, c, "explain", id)
}

// Approve says yes to exactly the words of r.Fingerprint.
func (c *Client) Approve(ctx context.Context, r engine.ApproveRequest) (engine.Card, error) {
	return call[engine.Card](ctx, c, "approve", r)
}

// Edit replaces the words of a note.
func (c *Client) Edit(ctx context.Context, r engine.EditRequest) (engine.Card, error) {
	return call[engine.Card](ctx, c, "edit", r)
}

// Dismiss lets a note go.
func (c *Client) Dismiss(ctx context.Context, r engine.DismissRequest) (engine.Card, error) {
	return call[engine.Card](ctx, c, "dismiss", r)
}

// Snooze hides a note until a time.
func (c *Client) Snooze(ctx context.Context, r engine.SnoozeRequest) (engine.Card, error) {
	return call[engine.Card](ctx, c, "snooze", r)
}

// Undo takes a yes back.
func (c *Client) Undo(ctx context.Context, note string) (engine.Card, error) {
	return call[engine.Card](ctx, c, "undo", note)
}

// Retry brings a failed note back to approval.
func (c *Client) Retry(ctx context.Context, note string) (engine.Card, error) {
	return call[engine.Card](ctx, c, "retry", note)
}

// Resolve answers an unsure note.
func (c *Client) Resolve(ctx context.Context, r engine.ResolveRequest) (engine.Card, error) {
	return call[engine.Card](ctx, c, "resolve", r)
}

// Unhold lifts a hold that asks.
func (c *Client) Unhold(ctx context.Context, note string) (engine.Card, error) {
	return call[engine.Card](ctx, c, "unhold", note)
}

// Draft drafts what was only told.
func (c *Client) Draft(ctx context.Context, app string) (engine.Card, error) {
	return call[engine.Card](ctx, c, "draft", app)
}

// Held says whether an interview took place.
func (c *Client) Held(ctx context.Context, r engine.HeldRequest) (engine.Card, error) {
	return call[engine.Card](ctx, c, "held", r)
}

// Close ends an application in the user's own words.
func (c *Client) Close(ctx context.Context, r engine.CloseRequest) (engine.Card, error) {
	return call[engine.Card](ctx, c, "close", r)
}

// Correct says what a mail is, or where it belongs.
func (c *Client) Correct(ctx context.Context, r engine.CorrectRequest) (engine.Card, error) {
	return call[engine.Card](ctx, c, "correct", r)
}

// Mails returns every mail that the store remembers, with what it counts as now.
func (c *Client) Mails(ctx context.Context) ([]engine.Kept, error) {
	return call[[]engine.Kept](ctx, c, "mails", nil)
}

// Pause stops all sending.
func (c *Client) Pause(ctx context.Context, why string) (engine.Status, error) {
	s, err := call[engine.Status](ctx, c, "pause", why)
	s.Daemon = err == nil
	return s, err
}

// Resume lets letters leave again.
func (c *Client) Resume(ctx context.Context) (engine.Status, error) {
	s, err := call[engine.Status](ctx, c, "resume", nil)
	s.Daemon = err == nil
	return s, err
}

// Backup writes a copy of the store. The daemon writes it, so path must be absolute.
func (c *Client) Backup(ctx context.Context, path string) error {
	_, err := call[struct{}](ctx, c, "backup", path)
	return err
}

// call sends one act and reads its answer.
func call[A any](ctx context.Context, c *Client, act string, request any) (result A, err error) {
	body, err := json.Marshal(request)
	if err != nil {
		return result, fmt.Errorf("encode %s: %w", act, err)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://followup"+prefix+act, bytes.NewReader(body))
	if err != nil {
		return result, err
	}
	r.Header.Set("Content-Type", contentType)
	response, err := c.http.Do(r)
	if err != nil {
		if ctx.Err() != nil {
			return result, ctx.Err()
		}
		if refused(err) || errors.Is(err, fs.ErrNotExist) {
			return result, ErrNoDaemon
		}
		return result, fmt.Errorf("ask the daemon to %s: %w", act, err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer))
	if err != nil {
		return result, fmt.Errorf("read the daemon's answer to %s: %w", act, err)
	}
	var a answer
	if err := json.Unmarshal(text, &a); err != nil || a.Version != Version {
		return result, fmt.Errorf("the daemon does not know %q as this program does (HTTP %d): it is of another version; "+
			"restart it", act, response.StatusCode)
	}
	if a.Error != nil {
		return result, a.Error.err()
	}
	if len(a.Result) == 0 {
		return result, nil
	}
	if err := json.Unmarshal(a.Result, &result); err != nil {
		return result, fmt.Errorf("read the daemon's answer to %s: %w", act, err)
	}
	return result, nil
}
