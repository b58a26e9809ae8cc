package classify

import "slices"

// hit is one phrase found in a text: the words first to last of it.
type hit struct {
	cue         *cue
	first, last int
}

// thread is a phrase half read.
type thread struct {
	state int32
	start int32
	at    int32
}

// maxHits caps the phrases that are looked at in one passage and language.
const maxHits = 1500

// match finds all phrases of a language in one pass over the words. A phrase does not run across the end of a sentence or entry.
// Of one line of the language file only the longest of the hits that begin at one word is kept.
func (l *lexicon) match(ws []word, scratch *[2][]thread, hits []hit) []hit {
	now, next := scratch[0][:0], scratch[1][:0]
	limit := len(hits) + maxHits
	for i := range ws {
		if len(hits) > limit {
			break // nobody writes so many phrases; what follows is an attack or a dictionary
		}
		w := &ws[i]
		if w.brk >= breakLine {
			now = now[:0]
		}
		l.vocab.look(w)
		if w.n == 0 {
			if len(now) > 0 {
				now = alive(l, now, i)
			}
			continue
		}
		var bloom uint64
		for _, id := range w.ids[:w.n] {
			bloom |= 1 << (id & 63)
		}
		next = next[:0]
		for _, th := range now {
			s := &l.states[th.state]
			skipped := i - int(th.at) - 1
			if skipped > int(s.gap) {
				continue
			}
			if s.gap > 0 {
				next = append(next, th)
			}
			if s.mask&bloom == 0 {
				continue
			}
			for _, e := range s.next {
				if skipped > int(e.gap) {
					continue
				}
				q := &l.states[e.to]
				if q.bloom&bloom == 0 || !q.takes(w) {
					continue
				}
				if q.accept >= 0 {
					hits = addHit(hits, hit{cue: &l.cues[q.accept], first: int(th.start), last: i})
				}
				if len(q.next) > 0 && len(next) < 4096 {
					next = append(next, thread{state: e.to, start: th.start, at: int32(i)})
				}
			}
		}
		for _, id := range w.ids[:w.n] {
			for _, p := range l.starts[id] {
				q := &l.states[p]
				if q.accept >= 0 {
					hits = addHit(hits, hit{cue: &l.cues[q.accept], first: i, last: i})
				}
				if len(q.next) > 0 && len(next) < 4096 {
					next = append(next, thread{state: p, start: int32(i), at: int32(i)})
				}
			}
		}
		now, next = next, now
	}
	scratch[0], scratch[1] = now, next
	return hits
}

// alive drops the threads whose gaps are used up at word i.
func alive(l *lexicon, ts []thread, i int) []thread {
	out := ts[:0]
	for _, th := range ts {
		if i-int(th.at) <= int(l.states[th.state].gap) {
			out = append(out, th)
		}
	}
	return out
}

func (s *state) takes(w *word) bool {
	for _, id := range w.ids[:w.n] {
		if s.bloom&(1<<(id&63)) == 0 {
			continue
		}
		if len(s.words) <= 8 {
			if slices.Contains(s.words, id) {
				return true
			}
			continue
		}
		if _, ok := slices.BinarySearch(s.words, id); ok {
			return true
		}
	}
	return false
}

// addHit keeps the longest hit of a cue that begins at one word.
func addHit(hits []hit, h hit) []hit {
	for i := len(hits) - 1; i >= 0 && i >= len(hits)-24; i-- {
		if o := &hits[i]; o.cue == h.cue && o.first == h.first {
			if h.last > o.last {
				o.last = h.last
			}
			return hits
		}
	}
	return append(hits, h)
}
