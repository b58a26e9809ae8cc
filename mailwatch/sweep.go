package mailwatch

import (
	"context"
	"time"

	"github.com/emersion/go-imap/v2"
)

const (
	sweepBack    = 14 * 24 * time.Hour // how far back a sweep looks
	sweepDomains = 20                  // domains a SEARCH
	sweepMost    = 500                 // messages a sweep; what is more comes next time
)

// sweep looks into All or Archive for mail of known employers that a filter of the user's moved away before it was seen.
// What it finds may have been handed over from another folder: the key of a message says so.
func (w *Watcher) sweep(ctx context.Context, s *session) error {
	if w.opts.KnownDomains == nil || time.Since(w.sweptAt) < w.opts.SweepEvery {
		return nil
	}
	f, ok := byRole(w.folders, RoleAll)
	if !ok {
		f, ok = byRole(w.folders, RoleArchive)
	}
	for _, other := range w.watch {
		ok = ok && other.name != f.name
	}
	domains := w.opts.KnownDomains()
	w.sweptAt = time.Now()
	if !ok || len(domains) == 0 {
		return nil
	}
	box, err := s.examine(ctx, f.name)
	if err != nil {
		return err
	}
	if box.UIDValidity != w.sweptIn {
		w.sweptIn, w.swept = box.UIDValidity, map[uint32]bool{}
	}
	for len(domains) > 0 {
		n := min(len(domains), sweepDomains)
		criteria := fromAny(domains[:n])
		criteria.Since = w.opts.Now().Add(-sweepBack)
		domains = domains[n:]
		found, err := s.search(ctx, box.NumMessages, criteria)
		if err != nil {
			return err
		}
		if err := w.sweepFound(ctx, s, f, box.UIDValidity, found); err != nil {
			return err
		}
	}
	return nil
}

func (w *Watcher) sweepFound(ctx context.Context, s *session, f folder, validity uint32, found imap.UIDSet) error {
	n := 0
	for r := range ranges(found, 0) {
		for uid := r.start; n < sweepMost; uid++ {
			if !w.swept[uid] {
				n++
				m, poison, err := w.single(ctx, s, f, validity, uid)
				if err != nil {
					return err
				}
				b := Batch{Account: w.opts.Name, Folder: f.name, Role: f.role, Sweep: true, Poison: poison}
				if m != nil {
					b.Messages = []*Message{m}
				}
				if m != nil || poison != nil {
					if err := w.hand(ctx, b); err != nil {
						return err
					}
				}
				w.swept[uid] = true
			}
			if uid == r.stop {
				break
			}
		}
	}
	return nil
}

// fromAny matches mail from any of the domains.
func fromAny(domains []string) *imap.SearchCriteria {
	from := func(domain string) imap.SearchCriteria {
		return imap.SearchCriteria{Header: []imap.SearchCriteriaHeaderField{{Key: "From", Value: "@" + domain}}}
	}
	all := from(domains[0])
	for _, domain := range domains[1:] {
		all = imap.SearchCriteria{Or: [][2]imap.SearchCriteria{{all, from(domain)}}}
	}
	return &all
}
