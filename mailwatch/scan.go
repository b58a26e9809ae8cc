package mailwatch

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/emersion/go-imap/v2"
)

const (
	inFlight    = 8    // FETCH commands under way at once: on a real link round trips would rule otherwise
	batchSize   = 400  // messages a transaction
	scanStretch = 5000 // messages after which requests and live mail have their turn
	groupBytes  = 8 << 20
)

// scanAll reads in bulk what is open in any folder, and says whether there was anything.
func (w *Watcher) scanAll(ctx context.Context, s *session) (scanned bool, err error) {
	for _, f := range w.watch {
		for w.cursors[f.name].Scan.Open() {
			if w.overBudget() {
				w.enter(PhasePaused, nil, w.budgetDay.Add(24*time.Hour))
				return scanned, nil
			}
			w.enter(PhaseScanning, nil, time.Time{})
			scanned = true
			if err := w.stretch(ctx, s, f); err != nil {
				return scanned, err
			}
			if err := w.serve(ctx, s, new(bool)); err != nil {
				return scanned, err
			}
			if time.Since(w.liveAt) >= w.opts.PollEvery {
				if err := w.reconcileAll(ctx, s, false); err != nil {
					return scanned, err
				}
			}
		}
	}
	return scanned, nil
}

// stretch reads the next part of a folder's scan. What it has handed over is stored, so a scan can end anywhere and go on
// from there.
func (w *Watcher) stretch(ctx context.Context, s *session, f folder) error {
	received := s.guard.bytes()
	defer func() { w.spend(s.guard.bytes() - received) }()
	box, err := s.examine(ctx, f.name)
	if err != nil {
		return err
	}
	cur, err := w.cursor(ctx, s, f, box)
	if err != nil {
		return err
	}
	var found imap.UIDSet
	if cur.Scan.UID < cur.Scan.Until {
		criteria := &imap.SearchCriteria{Since: cur.Scan.Since}
		criteria.UID = []imap.UIDSet{{{Start: imap.UID(cur.Scan.UID + 1), Stop: imap.UID(cur.Scan.Until)}}}
		if found, err = s.search(ctx, box.NumMessages, criteria); err != nil {
			return err
		}
	}
	left, _ := span(found, cur.Scan.UID)
	st := &scanState{w: w, s: s, f: f, cur: cur, of: cur.Scan.Done + uint32(min(left, 1<<31))}
	st.tell()
	if err := st.read(ctx, found); err != nil {
		return err
	}
	if left > uint64(scanStretch) {
		return st.flush(ctx, false)
	}
	return st.flush(ctx, true)
}

// scanState is a stretch under way.
type scanState struct {
	w     *Watcher
	s     *session
	f     folder
	cur   Cursor
	of    uint32
	batch Batch
}

// chunk is one FETCH of a scan: its UIDs, and what became of them.
type chunk struct {
	uids  []uint32
	alone bool // one message, read by itself because it is a suspect

	ready chan struct{}
	got   []*Message // as many as uids; nil where the message is gone or still wanted
	retry []uint32   // to be read by themselves
	err   error
}

// read fetches up to scanStretch messages, several commands at once. One goroutine reads each command: the server may send
// the next command's data before the end of the one before, and who reads in turn waits for ever.
func (st *scanState) read(ctx context.Context, found imap.UIDSet) error {
	var running []*chunk
	var readers sync.WaitGroup
	defer readers.Wait()
	finish := func(n int) error {
		for len(running) > n {
			c := running[0]
			running = running[1:]
			<-c.ready
			if err := st.take(ctx, c); err != nil {
				for _, other := range running { // they shared the connection, so they share the suspicion
					<-other.ready
					st.doubt(err, other.uids)
				}
				if !st.s.alive() {
					st.doubt(err, c.uids)
				}
				return err
			}
		}
		return nil
	}
	for c := range st.chunks(found) {
		if c.alone {
			if err := finish(0); err != nil {
				return err
			}
			if err := st.alone(ctx, c.uids[0]); err != nil {
				return err
			}
			continue
		}
		if err := finish(inFlight - 1); err != nil {
			return err
		}
		running = append(running, c)
		readers.Go(func() {
			defer close(c.ready)
			c.err = st.fetch(ctx, c)
		})
	}
	return finish(0)
}

// chunks cuts the first scanStretch messages of a set into commands, suspects apart.
func (st *scanState) chunks(found imap.UIDSet) func(yield func(*chunk) bool) {
	return func(yield func(*chunk) bool) {
		n := 0
		c := &chunk{ready: make(chan struct{})}
		flush := func() bool {
			full := c
			c = &chunk{ready: make(chan struct{})}
			return len(full.uids) == 0 || yield(full)
		}
		for r := range ranges(found, st.cur.Scan.UID) {
			for uid := r.start; n < scanStretch; uid++ {
				n++
				if st.w.isSuspect(st.f, uid) {
					if !flush() || !yield(&chunk{uids: []uint32{uid}, alone: true}) {
						return
					}
				} else if c.uids = append(c.uids, uid); len(c.uids) == chunkUIDs && !flush() {
					return
				}
				if uid == r.stop {
					break
				}
			}
		}
		flush()
	}
}

// fetch reads one chunk: header and first part of each message, then the whole of those that this does not suffice for.
func (st *scanState) fetch(ctx context.Context, c *chunk) error {
	c.got = make([]*Message, len(c.uids))
	at := make(map[uint32]int, len(c.uids))
	var set imap.UIDSet
	for i, uid := range c.uids {
		at[uid] = i
		set.AddNum(imap.UID(uid))
	}
	var mu sync.Mutex
	var more []*fetched
	seen := make([]bool, len(c.uids))
	var parsing sync.WaitGroup
	take := func(whole bool) func(*fetched) {
		return func(got *fetched) {
			i, ours := at[got.uid]
			if !ours || !got.complete(false) {
				return
			}
			seen[i] = true
			st.w.parsers <- struct{}{}
			parsing.Go(func() {
				defer func() { <-st.w.parsers }()
				m, enough := st.parse(got, whole)
				mu.Lock()
				defer mu.Unlock()
				c.got[i] = m
				switch {
				case m == nil:
					c.retry = append(c.retry, got.uid)
				case !enough:
					more = append(more, &fetched{uid: got.uid, size: got.size})
				}
			})
		}
	}
	err := st.s.fetch(ctx, set, wantParts(), take(false))
	parsing.Wait()
	if err != nil {
		return err
	}
	var missing imap.UIDSet
	for i, uid := range c.uids {
		if !seen[i] {
			missing.AddNum(imap.UID(uid))
		}
	}
	if len(missing) > 0 {
		// Gone, as a rule. But an answer can get lost behind another one, and a message must not.
		there, err := st.s.search(ctx, uint32(len(c.uids)), &imap.SearchCriteria{UID: []imap.UIDSet{missing}})
		if err != nil {
			return err
		}
		for i, uid := range c.uids {
			if !seen[i] && there.Contains(imap.UID(uid)) {
				c.retry = append(c.retry, uid)
			}
		}
	}
	for len(more) > 0 {
		var group imap.UIDSet
		var size int64
		for len(more) > 0 && (size == 0 || size+min(more[0].size, wholeBytes) <= groupBytes) {
			size += max(min(more[0].size, wholeBytes), 1)
			group.AddNum(imap.UID(more[0].uid))
			more = more[1:]
		}
		err := st.s.fetch(ctx, group, wantWhole(wholeBytes), take(true))
		parsing.Wait()
		if err != nil {
			return err
		}
	}
	return nil
}

// parse reads what was fetched of a message, and says whether that is enough. A nil message is to be read by itself.
func (st *scanState) parse(got *fetched, whole bool) (m *Message, enough bool) {
	validity := st.cur.UIDValidity
	if whole {
		m, err := st.w.parseWhole(st.f, validity, got)
		if err != nil {
			return nil, false
		}
		if m.Truncated && (announcesCalendar(got.body[0]) || st.w.interest(m) == WantCalendar) {
			return nil, false // single fetches up to 4 MiB
		}
		return m, true
	}
	m, enough, err := st.w.parseParts(st.f, validity, got)
	if err != nil {
		return nil, false
	}
	return m, enough && st.w.interest(m) == Enough
}

func (w *Watcher) parseParts(f folder, validity uint32, got *fetched) (m *Message, enough bool, err error) {
	defer func() {
		if v := recover(); v != nil {
			m, err = nil, fmt.Errorf("parse message: %v", v)
		}
	}()
	header, part := got.body[0], got.body[1]
	m, enough, err = ParseParts(header, part, len(part) >= partBytes, got.date, w.opts.Limits)
	if err != nil {
		return nil, false, fmt.Errorf("parse message: %w", err)
	}
	m.Key = KeyParts(w.opts.Name, m, header, part)
	w.label(m, f, validity, got)
	return m, enough, nil
}

// take moves a finished chunk into the batch.
func (st *scanState) take(ctx context.Context, c *chunk) error {
	if c.err != nil {
		if badMessage(c.err) && st.s.alive() {
			// The server said NO, or tore one reply, and goes on: one of these is bad. Find out which.
			c.retry, c.got = c.uids, make([]*Message, len(c.uids))
		} else {
			return c.err
		}
	}
	again := make(map[uint32]bool, len(c.retry))
	for _, uid := range c.retry {
		again[uid] = true
	}
	for i, uid := range c.uids {
		if again[uid] {
			if err := st.alone(ctx, uid); err != nil {
				return err
			}
		} else if err := st.add(ctx, uid, c.got[i], nil); err != nil {
			return err
		}
	}
	return nil
}

// alone reads one message by itself. Commands under way are none of its UID.
func (st *scanState) alone(ctx context.Context, uid uint32) error {
	m, poison, err := st.w.single(ctx, st.s, st.f, st.cur.UIDValidity, uid)
	if err != nil {
		return err
	}
	return st.add(ctx, uid, m, poison)
}

func (st *scanState) add(ctx context.Context, uid uint32, m *Message, poison []Poison) error {
	st.cur.Scan.UID = uid
	st.cur.Scan.Done++
	st.batch.Poison = append(st.batch.Poison, poison...)
	if m != nil {
		st.batch.Messages = append(st.batch.Messages, m)
	}
	if len(st.batch.Messages) >= batchSize {
		return st.flush(ctx, false)
	}
	return nil
}

// flush hands over what was read so far.
func (st *scanState) flush(ctx context.Context, complete bool) error {
	b := st.batch
	st.batch = Batch{}
	if len(b.Messages) == 0 && len(b.Poison) == 0 && !complete {
		st.w.cursors[st.f.name] = st.cur
		return nil
	}
	b.Account, b.Folder, b.Role = st.w.opts.Name, st.f.name, st.f.role
	b.First, b.Reset, b.Complete = st.cur.Scan.Kind == ScanFirst, st.cur.Scan.Kind == ScanReset, complete
	b.Cursor = st.cur
	if complete {
		b.Cursor.Scan = Scan{}
	}
	if err := st.w.hand(ctx, b); err != nil {
		return err
	}
	st.w.cursors[st.f.name] = b.Cursor
	st.tell()
	return nil
}

func (st *scanState) tell() {
	if st.w.opts.Progress != nil {
		st.w.opts.Progress(Progress{
			Account: st.w.opts.Name, Folder: st.f.name, Kind: st.cur.Scan.Kind, Done: st.cur.Scan.Done, Of: st.of,
			Bytes: st.s.guard.bytes(),
		})
	}
}

// doubt remembers what was being read when a connection died.
func (st *scanState) doubt(err error, uids []uint32) {
	if !badMessage(err) && !errors.Is(err, ErrLost) && !errors.Is(err, ErrSilent) {
		return
	}
	for _, uid := range uids {
		st.w.suspect(st.f, uid, 0)
	}
}

func (w *Watcher) overBudget() bool {
	if day := w.opts.Now().Truncate(24 * time.Hour); !day.Equal(w.budgetDay) {
		w.budgetDay, w.budget = day, 0
	}
	return w.opts.DailyBytes > 0 && w.budget >= w.opts.DailyBytes
}

func (w *Watcher) spend(n int64) { w.budget += n }
