package classify

// hit is one phrase found in a text: the words first to last of it.
type hit struct {
	cue         *cue
	first, last int
}

// thread is a phrase half read: the state it is in, the word it begins with and the word it came to. With it goes what a
// glance needs: the bloom of the words that lead on, and the last word that may.
type thread struct {
	mask   uint64
	state  int32
	start  int32
	at     int32
	expire int32
}

const (
	maxHits    = 1500 // phrases that are looked at in one passage and language
	maxThreads = 4096 // phrases that can be half read at one word
)

// match finds all phrases of a language in one pass over the words. A phrase does not run across the end of a sentence or entry.
// Of one line of the language file only the longest of the hits that begin at one word is kept.
//
// Each word is looked up one step ahead: a phrase that cannot go on with the next word is not even begun.
func (a *automaton) match(ws []word, scratch *[2][]thread, hits []hit) []hit {
	now, next := scratch[0][:0], scratch[1][:0]
	limit := len(hits) + maxHits
	var word, ahead seen
	if len(ws) > 0 {
		a.vocab.look(&ws[0], &ahead)
	}
	for i := range ws {
		if len(hits) > limit {
			break // nobody writes so many phrases; what follows is an attack or a dictionary
		}
		word = ahead
		last := i+1 == len(ws) || ws[i+1].brk >= breakLine // of its sentence
		ahead.n, ahead.bloom = 0, 0
		if i+1 < len(ws) {
			a.vocab.look(&ws[i+1], &ahead)
		}
		next = next[:0]
		for k := range now {
			th := &now[k]
			if !last && int(th.expire) > i {
				next = append(next, *th)
			}
			if th.mask&word.bloom == 0 {
				continue
			}
			s := &a.states[th.state]
			skipped := i - int(th.at) - 1
			for _, e := range a.edges[s.edges : s.edges+uint32(s.n)] {
				if skipped > int(e.gap) {
					continue
				}
				q := &a.states[e.to]
				if q.bloom&word.bloom == 0 || !a.takes(q, &word) {
					continue
				}
				if q.accept >= 0 {
					hits = addHit(hits, hit{cue: &a.cues[q.accept], first: int(th.start), last: i})
				}
				if !last && q.n > 0 && (q.gap > 0 || q.mask&ahead.bloom != 0) && len(next) < maxThreads {
					next = append(next, thread{q.mask, e.to, th.start, int32(i), int32(i) + 1 + int32(q.gap)})
				}
			}
		}
		for _, id := range word.ids[:word.n] {
			for _, c := range a.single.of(id) {
				hits = addHit(hits, hit{cue: &a.cues[c], first: i, last: i})
			}
			if last {
				continue
			}
			for _, o := range a.open.of(id) {
				if (o.gap > 0 || o.mask&ahead.bloom != 0) && len(next) < maxThreads {
					next = append(next, thread{o.mask, o.state, int32(i), int32(i), int32(i) + 1 + int32(o.gap)})
				}
			}
		}
		now, next = next, now
	}
	scratch[0], scratch[1] = now, next
	return hits
}

// takes reports whether one of a word's numbers leads into a state.
func (a *automaton) takes(q *state, w *seen) bool {
	for _, id := range w.ids[:w.n] {
		if q.bloom&bit(id) != 0 && a.sets.has(q.set, id) {
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
