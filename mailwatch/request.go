package mailwatch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"

	"github.com/emersion/go-imap/v2"
)

// What requests end with when they cannot be served.
var (
	ErrOffline  = errors.New("the mailbox cannot be reached")
	ErrScanning = errors.New("the mailbox has not been read completely yet")
	ErrNoSent   = errors.New("the account has no folder for sent mail")
	ErrNotFound = errors.New("no such message in the mailbox")
)

// request is something that the owner of the connection does for another goroutine, between two commands.
type request struct {
	ctx  context.Context
	do   func(context.Context, *session) error
	done chan error // capacity 1
}

// ask has the owner do something. If ctx ends meanwhile, it may still be done.
func (w *Watcher) ask(ctx context.Context, do func(context.Context, *session) error) error {
	r := &request{ctx: ctx, do: do, done: make(chan error, 1)}
	w.mu.Lock()
	stopped := w.status.Phase == PhaseStopped
	if !stopped {
		w.queue = append(w.queue, r)
	}
	w.mu.Unlock()
	if stopped {
		return ErrOffline
	}
	select {
	case w.kick <- struct{}{}:
	default:
	}
	select {
	case err := <-r.done:
		return err
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

func (w *Watcher) next() *request {
	w.mu.Lock()
	defer w.mu.Unlock()
	for len(w.queue) > 0 {
		r := w.queue[0]
		w.queue = w.queue[1:]
		if r.ctx.Err() == nil {
			return r
		}
	}
	return nil
}

// serve does what was asked for. Open becomes false if another folder may be open afterwards.
func (w *Watcher) serve(ctx context.Context, s *session, open *bool) error {
	for r := w.next(); r != nil; r = w.next() {
		*open = false
		err := r.do(ctx, s)
		r.done <- err
		if !s.alive() {
			return fmt.Errorf("serve a request: %w", s.explain(ErrLost))
		}
		if errors.Is(err, errHandler) {
			return err
		}
	}
	return nil
}

// answer ends all waiting requests with an error.
func (w *Watcher) answer(err error) {
	for r := w.next(); r != nil; r = w.next() {
		r.done <- err
	}
}

// Refresh reads INBOX, Sent and the other watched folders completely and returns when all that was found is stored. While
// old mail is still being read it returns ErrScanning: nobody may take an unfinished picture for a whole one.
func (w *Watcher) Refresh(ctx context.Context) error {
	return w.ask(ctx, func(ctx context.Context, s *session) error {
		began := w.opts.Now()
		if err := w.reconcileAll(ctx, s, true); err != nil {
			return err
		}
		for _, f := range w.watch {
			if w.cursors[f.name].Scan.Open() {
				return fmt.Errorf("%w: %s", ErrScanning, f.name)
			}
		}
		if sent, ok := byRole(w.watch, RoleSent); !ok || w.faulty[sent.name] {
			return ErrNoSent
		}
		w.settle(began)
		return nil
	})
}

// Find looks for a message of ours by its Message-ID, also where the server has given it another one, in Sent, All, Archive
// and INBOX, and returns the first folder that has it.
func (w *Watcher) Find(ctx context.Context, messageID string) (folder string, found bool, err error) {
	err = w.ask(ctx, func(ctx context.Context, s *session) error {
		var err error
		folder, _, err = w.find(ctx, s, messageID, RoleSent, RoleAll, RoleArchive, RoleInbox)
		found = folder != ""
		return err
	})
	if err != nil {
		return "", false, err
	}
	return folder, found, nil
}

// Fetch returns the bytes of a message, at most 4 MiB of them, wherever it lies but among the drafts.
func (w *Watcher) Fetch(ctx context.Context, messageID string) ([]byte, error) {
	var raw []byte
	err := w.ask(ctx, func(ctx context.Context, s *session) (err error) {
		raw, err = w.fetchAnywhere(ctx, s, messageID)
		return err
	})
	if err != nil {
		return nil, err
	}
	return raw, nil
}

// File sees to it that a copy of a letter lies in Sent and returns that folder's name. It looks first, and appends only what
// is missing: many servers file a copy themselves. Wait as long as they may take before calling it.
func (w *Watcher) File(ctx context.Context, raw []byte, messageID string, date time.Time) (folder string, err error) {
	raw = bytes.Clone(raw)
	err = w.ask(ctx, func(ctx context.Context, s *session) error {
		sent, ok := byRole(w.watch, RoleSent)
		if !ok {
			return ErrNoSent
		}
		name, _, err := w.find(ctx, s, messageID, RoleSent)
		if err != nil {
			return err
		}
		if name == "" {
			if err := s.append(ctx, sent.name, raw, date); err != nil {
				return err
			}
		}
		folder = sent.name
		return nil
	})
	if err != nil {
		return "", err
	}
	return folder, nil
}

// find looks for a Message-ID in the folders with these roles, in this order, and leaves the folder open in which it is.
func (w *Watcher) find(ctx context.Context, s *session, messageID string, roles ...Role) (folder string, uid uint32, err error) {
	criteria, err := byMessageID(messageID)
	if err != nil {
		return "", 0, err
	}
	for _, role := range roles {
		for _, f := range w.withRole(role) {
			if uid, err := s.findIn(ctx, f, criteria); err != nil || uid != 0 {
				return f, uid, err
			}
		}
	}
	return "", 0, nil
}

// byMessageID searches for a Message-ID, also where the server has given the message another one.
func byMessageID(messageID string) (*imap.SearchCriteria, error) {
	id := strings.TrimSuffix(strings.TrimPrefix(messageID, "<"), ">")
	if id == "" || len(id) > 900 || strings.ContainsFunc(id, unicode.IsControl) {
		return nil, fmt.Errorf("search: %q is no Message-ID", id)
	}
	header := func(key string) imap.SearchCriteria {
		return imap.SearchCriteria{Header: []imap.SearchCriteriaHeaderField{{Key: key, Value: id}}}
	}
	return &imap.SearchCriteria{
		Or: [][2]imap.SearchCriteria{{header("Message-ID"), header("X-Microsoft-Original-Message-ID")}},
	}, nil
}

// findIn opens a folder and returns the newest message in it that fits, 0 for none.
func (s *session) findIn(ctx context.Context, folder string, criteria *imap.SearchCriteria) (uint32, error) {
	box, err := s.examine(ctx, folder)
	if err != nil {
		return 0, err
	}
	set, err := s.search(ctx, box.NumMessages, criteria)
	if err != nil {
		return 0, err
	}
	_, last := span(set, 0)
	return last, nil
}

// withRole names the folders with a role: the watched ones first, since the user may have overruled the server there.
func (w *Watcher) withRole(role Role) []string {
	var names []string
	for _, f := range w.watch {
		if f.role == role {
			names = append(names, f.name)
		}
	}
	if f, ok := byRole(w.folders, role); ok && len(names) == 0 && role != RoleOther {
		names = append(names, f.name)
	}
	return names
}

// append puts a letter into a folder as one that was read. It is the only command of this package that writes.
func (s *session) append(ctx context.Context, folder string, raw []byte, date time.Time) error {
	return s.do(ctx, "append to "+folder, outsideBytes, func() error {
		cmd := s.client.Append(folder, int64(len(raw)), &imap.AppendOptions{Flags: []imap.Flag{imap.FlagSeen}, Time: date})
		_, writeErr := cmd.Write(raw)
		closeErr := cmd.Close()
		if _, err := cmd.Wait(); err != nil {
			return err
		}
		return errors.Join(writeErr, closeErr)
	})
}
