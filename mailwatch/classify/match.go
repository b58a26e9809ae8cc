package classify

import (
	"math"
	"slices"
)

// hit is one phrase found in a text: the words first to last of it.
type hit struct {
	cue         *cue
	first, last int
}

// thread is a phrase half read: the state it is in, the word it begins with and the word it came to. It sleeps until the
// next word that may lead on; mask is the bloom of these words, expire the last place where they may stand.
type thread struct {
	mask           uint64
	state          int32
	start, at      int32
	awake, expires int32
}

// scratch is the room that matching needs, used again and again.
type scratch struct {
	now, next []thread
	seen      []seen
}

const (
	maxHits    = 1500 // phrases that are looked at in one passage and language
	maxThreads = 4096 // phrases that can be half read at one word
)

// match finds all phrases of a language in one pass over the words. A phrase does not run across the end of a sentence or entry.
// Of one line of the language file only the longest of the hits that begin at one word is kept.
//
// All words are looked up first: so a phrase that cannot go on is not even begun.
func (a *automaton) match(ws []word, room *scratch, hits []hit) []hit {
	now, next := room.now[:0], room.next[:0]
	limit := len(hits) + maxHits
	room.seen = slices.Grow(room.seen[:0], len(ws))[:len(ws)]
	text := room.seen
	for i := range ws {
		a.vocab.look(&ws[i], &text[i])
	}
	last := int32(-1)            // word of the sentence
	wake := int32(math.MaxInt32) // the next word that any thread waits for
	for i := range int32(len(text)) {
		if len(hits) > limit {
			break // nobody writes so many phrases; what follows is an attack or a dictionary
		}
		if i > last {
			for last = i; int(last)+1 < len(ws) && ws[last+1].brk < breakLine; {
				last++
			}
			now, wake = now[:0], math.MaxInt32
		}
		word := &text[i]
		if word.n == 0 {
			continue // nobody waits for it
		}
		if i >= wake {
			next, wake = next[:0], math.MaxInt32
			for k := range now {
				th := &now[k]
				if th.awake > i {
					next, wake = append(next, *th), min(wake, th.awake)
					continue
				}
				if j := upcoming(text, th.mask, i+1, th.expires); j > 0 {
					th.awake = j
					next, wake = append(next, *th), min(wake, j)
				}
				s := &a.states[th.state]
				skipped := i - th.at - 1
				for _, e := range a.edges[s.edges : s.edges+uint32(s.n)] {
					if e.bloom&word.bloom == 0 || skipped > int32(e.gap) {
						continue
					}
					q := &a.states[e.to]
					if !a.takes(q, word) {
						continue
					}
					if q.accept >= 0 {
						hits = addHit(hits, hit{cue: &a.cues[q.accept], first: int(th.start), last: int(i)})
					}
					if q.n > 0 && len(next) < maxThreads {
						expires := min(last, i+1+int32(q.gap))
						if j := upcoming(text, q.mask, i+1, expires); j > 0 {
							next, wake = append(next, thread{q.mask, e.to, th.start, i, j, expires}), min(wake, j)
						}
					}
				}
			}
			now, next = next, now
		}
		for _, id := range word.ids[:word.n] {
			for _, c := range a.single.of(id) {
				hits = addHit(hits, hit{cue: &a.cues[c], first: int(i), last: int(i)})
			}
			if i == last {
				continue
			}
			for _, o := range a.open.of(id) {
				expires := min(last, i+1+int32(o.gap))
				if j := upcoming(text, o.mask, i+1, expires); j > 0 && len(now) < maxThreads {
					now, wake = append(now, thread{o.mask, o.state, i, i, j, expires}), min(wake, j)
				}
			}
			if !a.pairs.maybe(id, &text[i+1]) {
				continue
			}
			for _, o := range a.next.of(id) {
				if text[i+1].bloom&o.mask != 0 && len(now) < maxThreads {
					now, wake = append(now, thread{o.mask, o.state, i, i, i + 1, i + 1}), i+1
				}
			}
		}
	}
	room.now, room.next = now, next
	return hits
}

// upcoming is the first of the words from i to last that may be one of those that mask stands for; 0 if there is none.
func upcoming(text []seen, mask uint64, i, last int32) int32 {
	for ; i <= last; i++ {
		if text[i].bloom&mask != 0 {
			return i
		}
	}
	return 0
}

// takes reports whether one of a word's numbers leads into a state.
func (a *automaton) takes(q *state, w *seen) bool {
	for _, id := range w.ids[:w.n] {
		if a.sets.has(q.set, id) {
			return true
		}
	}
	return false
}

// addHit keeps the longest hit of a cue that begins at one word.
func addHit(hits []hit, h hit) []hit {
	for i := len(hits) - 1; i >= 0 && i >= len(hits)-24; i-- {
		o := &hits[i]
		if o.last < h.first {
			break // What was found before has no hit that begins here.
		}
		if o.cue == h.cue && o.first == h.first {
			if h.last > o.last {
				o.last = h.last
			}
			return hits
		}
	}
	return append(hits, h)
}
