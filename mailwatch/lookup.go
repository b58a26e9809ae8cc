package mailwatch

import (
	"context"
	"fmt"
	"slices"
)

// FetchOnce returns the bytes of one message over a connection of its own, for when no watcher runs. It changes nothing.
// Where the server cannot be reached or refuses the login the error is an ErrOffline.
func FetchOnce(ctx context.Context, a Account, messageID string) ([]byte, error) {
	if err := a.validate(); err != nil {
		return nil, err
	}
	s, err := openSession(ctx, a, nil, func(string) {})
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrOffline, err)
	}
	defer s.close()
	w := &Watcher{opts: Options{Account: a}}
	if w.folders, err = s.list(ctx); err != nil {
		return nil, err
	}
	w.watch, _ = watched(w.folders, a)
	return w.fetchAnywhere(ctx, s, messageID)
}

// lookup is the order in which folders are looked into for any mail of the mailbox: where it most likely lies first.
var lookup = []Role{RoleInbox, RoleAll, RoleArchive, RoleSent, RoleOther, RoleJunk}

// fetchAnywhere returns the bytes of a message, at most 4 MiB of them. Folders that nobody watches are looked into last.
func (w *Watcher) fetchAnywhere(ctx context.Context, s *session, messageID string) ([]byte, error) {
	folder, uid, err := w.find(ctx, s, messageID, lookup...)
	if err != nil {
		return nil, err
	}
	if folder == "" {
		if uid, err = w.findUnwatched(ctx, s, messageID); err != nil {
			return nil, err
		}
	}
	if uid == 0 {
		return nil, ErrNotFound
	}
	got, err := w.fetchOne(ctx, s, uid, calendarBytes, true)
	if err != nil {
		return nil, err
	}
	if got == nil {
		return nil, ErrNotFound
	}
	return got.body[0], nil
}

// findUnwatched looks into the folders that find does not. One that cannot be opened is passed by.
func (w *Watcher) findUnwatched(ctx context.Context, s *session, messageID string) (uint32, error) {
	criteria, err := byMessageID(messageID)
	if err != nil {
		return 0, err
	}
	var done []string
	for _, role := range lookup {
		done = append(done, w.withRole(role)...)
	}
	for _, f := range w.folders {
		if f.role == RoleDrafts || slices.Contains(done, f.name) {
			continue
		}
		uid, err := s.findIn(ctx, f.name, criteria)
		if err != nil && !s.alive() {
			return 0, err
		}
		if uid != 0 && err == nil {
			return uid, nil
		}
	}
	return 0, nil
}
