package mailwatch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/emersion/go-imap/v2"
)

// suspects are the messages of a folder that were being read when a connection died. They are read alone from then on, so
// that one message cannot stop the watch: after two faults of its own (or six lost lines) it is left behind and shown.
type suspects struct {
	uids    map[uint32]bool
	strikes map[uint32]int
}

// Some lost lines may be chance; a reply that cannot be read, twice, is not.
const (
	faultStrike = 3
	lostStrike  = 1
	maxStrikes  = 6
)

func (w *Watcher) suspect(f folder, uid uint32, strike int) int {
	sus := w.suspects[f.name]
	if sus == nil {
		sus = &suspects{uids: map[uint32]bool{}, strikes: map[uint32]int{}}
		w.suspects[f.name] = sus
	}
	sus.uids[uid] = true
	sus.strikes[uid] += strike
	return sus.strikes[uid]
}

func (w *Watcher) clear(f folder, uid uint32) {
	if sus := w.suspects[f.name]; sus != nil {
		delete(sus.uids, uid)
		delete(sus.strikes, uid)
		if len(sus.uids) == 0 {
			delete(w.suspects, f.name)
		}
	}
}

func (w *Watcher) isSuspect(f folder, uid uint32) bool {
	sus := w.suspects[f.name]
	return sus != nil && sus.uids[uid]
}

func (w *Watcher) strikes(f folder, uid uint32) int {
	if sus := w.suspects[f.name]; sus != nil {
		return sus.strikes[uid]
	}
	return 0
}

// single reads one message of the open folder, alone. Neither message nor poison means that it is gone.
func (w *Watcher) single(ctx context.Context, s *session, f folder, validity, uid uint32) (*Message, []Poison, error) {
	for {
		strikes := w.strikes(f, uid)
		if strikes >= maxStrikes {
			w.clear(f, uid)
			why := "the server's answer for it could not be read"
			return nil, []Poison{{UIDValidity: validity, UID: uid, Err: why}}, nil
		}
		// At a fault the second try asks for less: often it is the date or the size that the server has wrong.
		got, err := w.fetchOne(ctx, s, uid, wholeBytes, strikes >= faultStrike)
		switch {
		case err == nil && got != nil:
			m, poison := w.readWhole(ctx, s, f, validity, got)
			w.clear(f, uid)
			return m, poison, nil
		case err == nil:
			w.clear(f, uid)
			return nil, nil, nil
		case badMessage(err):
			w.suspect(f, uid, faultStrike)
		case errors.Is(err, ErrLost) || errors.Is(err, ErrSilent):
			w.suspect(f, uid, lostStrike)
		}
		if !s.alive() || !badMessage(err) {
			return nil, nil, err
		}
	}
}

// fetchOne fetches the beginning of one message; nil means that it is gone. Bare leaves out date and size.
func (w *Watcher) fetchOne(ctx context.Context, s *session, uid uint32, size int64, bare bool) (*fetched, error) {
	set := imap.UIDSetNum(imap.UID(uid))
	ask := wantWhole(size)
	ask.bare = bare
	for range 2 {
		var got *fetched
		if err := s.fetch(ctx, set, ask, func(f *fetched) { got = f }); err != nil {
			return nil, err
		}
		if got != nil && got.complete(bare) {
			return got, nil
		}
		// Gone, or a change of flags came in its place: ask whether it is there at all.
		there, err := s.search(ctx, 1, &imap.SearchCriteria{UID: []imap.UIDSet{set}})
		if err != nil {
			return nil, err
		}
		if !there.Contains(imap.UID(uid)) {
			return nil, nil
		}
	}
	return nil, fmt.Errorf("%w: the server does not hand the message out", errTorn)
}

// readWhole parses a message that was fetched by itself, and fetches more of it where a calendar lies behind the cut.
func (w *Watcher) readWhole(ctx context.Context, s *session, f folder, validity uint32, got *fetched) (*Message, []Poison) {
	m, err := w.parseWhole(f, validity, got)
	if err == nil && int64(len(got.body[0])) >= wholeBytes && got.size > wholeBytes &&
		(announcesCalendar(got.body[0]) || w.interest(m) == WantCalendar) {
		if more, moreErr := w.fetchOne(ctx, s, got.uid, calendarBytes, false); moreErr == nil && more != nil {
			if whole, parseErr := w.parseWhole(f, validity, more); parseErr == nil {
				return whole, nil
			}
		}
	}
	if err != nil {
		return nil, []Poison{{UIDValidity: validity, UID: got.uid, Err: err.Error()}}
	}
	return m, nil
}

func (w *Watcher) interest(m *Message) Interest {
	if w.opts.JobContext == nil {
		return Enough
	}
	return w.opts.JobContext(m)
}

func (w *Watcher) parseWhole(f folder, validity uint32, got *fetched) (m *Message, err error) {
	defer func() {
		if v := recover(); v != nil {
			m, err = nil, fmt.Errorf("parse message: %v", v)
		}
	}()
	if m, err = Parse(got.body[0], got.date, w.opts.Limits); err != nil {
		return nil, fmt.Errorf("parse message: %w", err)
	}
	m.Key = Key(w.opts.Name, m, got.body[0])
	m.Truncated = m.Truncated || got.size > int64(len(got.body[0]))
	w.label(m, f, validity, got)
	return m, nil
}

func (w *Watcher) label(m *Message, f folder, validity uint32, got *fetched) {
	m.Account, m.Folder, m.Role = w.opts.Name, f.name, f.role
	m.UIDValidity, m.UID = validity, got.uid
	m.Size = got.size
	if m.Size == 0 && len(got.body) == 1 {
		m.Size = int64(len(got.body[0]))
	}
	if m.Received.IsZero() {
		m.Received = w.opts.Now().UTC().Truncate(time.Second)
	}
}

func announcesCalendar(raw []byte) bool {
	raw = bytes.ToLower(raw)
	return bytes.Contains(raw, []byte("text/calendar")) || bytes.Contains(raw, []byte(".ics"))
}
