package mailwatch

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"time"

	"github.com/emersion/go-imap/v2"
)

const (
	chunkUIDs = 100 // messages a FETCH
	manyLive  = 50  // more new mail than this at once is read in bulk
)

// reconcileAll reads the live mail of every watched folder. A folder other than INBOX that cannot be opened is a visible
// fault and stops neither the others nor the watch.
func (w *Watcher) reconcileAll(ctx context.Context, s *session, deep bool) error {
	for i, f := range w.watch {
		err := w.reconcile(ctx, s, f, deep)
		var no *imap.Error
		w.faulty[f.name] = i > 0 && s.alive() && errors.As(err, &no) && !errors.Is(err, errThrottled)
		if w.faulty[f.name] {
			w.log.Debug("folder cannot be read", "err", err)
			w.note(err)
		} else if err != nil {
			return err
		}
	}
	w.liveAt = time.Now()
	return nil
}

// reconcile opens a folder and reads what came since the cursor. It is the one way in which live mail is found: IDLE, polls
// and requests only say when.
func (w *Watcher) reconcile(ctx context.Context, s *session, f folder, deep bool) error {
	select {
	case <-s.wake: // what the server said before now, this reconcile sees
	default:
	}
	box, err := s.examine(ctx, f.name)
	if err != nil {
		return err
	}
	cur, err := w.cursor(ctx, s, f, box)
	if err != nil {
		return err
	}
	next := uint32(box.UIDNext)
	if deep || next == 0 || next != w.uidNext[f.name] {
		if err := w.live(ctx, s, f, box, cur); err != nil {
			return err
		}
		w.uidNext[f.name] = next
	}
	w.checked(f, box.NumMessages)
	return nil
}

// cursor returns how far a folder was read, and starts it afresh where that means nothing any more: UIDVALIDITY changed, or
// the next UID is one that was given before.
func (w *Watcher) cursor(ctx context.Context, s *session, f folder, box *imap.SelectData) (Cursor, error) {
	cur, known := w.cursors[f.name]
	if !known && w.opts.Cursor != nil {
		var err error
		if cur, known, err = w.opts.Cursor(ctx, f.name); err != nil {
			return Cursor{}, fmt.Errorf("%w: read cursor of %s: %w", errHandler, f.name, err)
		}
	}
	next, validity := uint32(box.UIDNext), max(box.UIDValidity, 1) // a server that has none must keep its numbers
	switch {
	case !known || cur.UIDValidity == 0:
		var since time.Time
		if w.opts.Lookback > 0 {
			since = w.opts.Now().Add(-w.opts.Lookback)
		}
		cur = Cursor{Scan: Scan{Kind: ScanFirst, Since: since}}
	case cur.UIDValidity != validity, next != 0 && (next <= cur.UID || next < w.uidNext[f.name]):
		w.log.Info("folder renumbered, reading it again", "uidvalidity", validity)
		cur = Cursor{Scan: Scan{Kind: ScanReset, Since: w.opts.Now().AddDate(0, 0, -w.opts.RescanDays)}}
		delete(w.suspects, f.name)
	default:
		w.cursors[f.name] = cur
		return cur, nil
	}
	if next == 0 && box.NumMessages > 0 {
		all, err := s.search(ctx, box.NumMessages, &imap.SearchCriteria{})
		if err != nil {
			return Cursor{}, err
		}
		for r := range ranges(all, 0) {
			next = max(next, r.stop+1)
		}
	}
	last := max(next, 1) - 1
	cur.UIDValidity, cur.UID, cur.Scan.Until = validity, last, last
	w.cursors[f.name] = cur
	w.uidNext[f.name] = next
	return cur, nil
}

// live hands over what lies above the cursor, one message a batch.
func (w *Watcher) live(ctx context.Context, s *session, f folder, box *imap.SelectData, cur Cursor) error {
	if box.NumMessages == 0 {
		return nil
	}
	above := imap.UIDSet{{Start: imap.UID(cur.UID + 1), Stop: 0}}
	if cur.UID == 1<<32-1 {
		return nil
	}
	found, err := s.search(ctx, box.NumMessages, &imap.SearchCriteria{UID: []imap.UIDSet{above}})
	if err != nil {
		return err
	}
	if n, last := span(found, cur.UID); n > manyLive && !cur.Scan.Open() {
		cur.Scan = Scan{Kind: ScanCatchUp, UID: cur.UID, Until: last}
		cur.UID = last
		w.cursors[f.name] = cur
		return nil
	}
	for r := range ranges(found, cur.UID) {
		for uid := r.start; ; uid++ {
			m, poison, err := w.single(ctx, s, f, cur.UIDValidity, uid)
			if err != nil {
				return err
			}
			cur.UID = uid
			b := Batch{Account: w.opts.Name, Folder: f.name, Role: f.role, Cursor: cur, Poison: poison}
			if m != nil {
				b.Messages = []*Message{m}
			}
			if m != nil || poison != nil {
				if err := w.hand(ctx, b); err != nil {
					return err
				}
			}
			w.cursors[f.name] = cur // an expunged message moves it too, in memory
			if uid == r.stop {
				break
			}
		}
	}
	return nil
}

// hand gives a batch to the handler.
func (w *Watcher) hand(ctx context.Context, b Batch) error {
	if err := w.opts.Handler(ctx, b); err != nil {
		return fmt.Errorf("%w: %w", errHandler, err)
	}
	if len(b.Poison) > 0 {
		w.mu.Lock()
		w.status.Quarantined += len(b.Poison)
		w.mu.Unlock()
	}
	return nil
}

func (w *Watcher) checked(f folder, messages uint32) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.status.Folders[f.name] = FolderStatus{
		Role: f.role, Checked: w.opts.Now(), Messages: messages, Scan: w.cursors[f.name].Scan.Kind,
	}
}

type uidRange struct{ start, stop uint32 }

// ranges are the ranges of a set above a UID, in order. A server answers n:* with its last message even if that lies below
// n; such a one is left out. The set is not expanded.
func ranges(set imap.UIDSet, above uint32) iter.Seq[uidRange] {
	return func(yield func(uidRange) bool) {
		for _, r := range set {
			start, stop := uint32(r.Start), uint32(r.Stop)
			if stop <= above || start == 0 {
				continue
			}
			if !yield(uidRange{max(start, above+1), stop}) {
				return
			}
		}
	}
}

// span counts the UIDs of a set above one, and finds the last.
func span(set imap.UIDSet, above uint32) (n uint64, last uint32) {
	for r := range ranges(set, above) {
		n += uint64(r.stop-r.start) + 1
		last = max(last, r.stop)
	}
	return n, last
}

// badMessage says whether an error may be the fault of the message that was being read rather than of the line.
func badMessage(err error) bool {
	var no *imap.Error
	return errors.Is(err, ErrMalformed) || errors.Is(err, ErrTooBig) || errors.Is(err, ErrNesting) || errors.Is(err, errTorn) ||
		errors.As(err, &no) && !errors.Is(err, errThrottled)
}
