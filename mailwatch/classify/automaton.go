package classify

import (
	"errors"
	"math"
	"slices"
)

// automaton finds all phrases of a language in one pass over the words of a text (a Glushkov automaton). Its parts lie in
// a few arrays without pointers, so that they are small and the garbage collector passes them by.
type automaton struct {
	cues   []cue
	vocab  vocabulary
	states []state
	edges  []edge   // of all states, one after the other
	sets   wordSets // the words that lead into the states

	// By word: the phrases of that word alone, and the states that longer ones begin in: those that may leave words out behind
	// it, and those that go on with the very next word.
	single     rows[int32]
	open, next rows[beginning]
	pairs      pairSet // the words that a phrase of the latter begins with
}

// state is one place in a phrase: it is entered by one of its words.
type state struct {
	mask   uint64 // the bloom of all words that lead on from here
	accept int32  // the cue that is complete here, or -1
	edges  uint32 // where its edges begin
	n      uint16 // how many there are
	set    uint16
	gap    uint8 // the widest gap to a next state
}

// edge leads to a next state over at most gap words in between.
type edge struct {
	bloom uint64 // of the words that lead into it
	to    int32
	gap   uint8
}

// beginning is a state that a phrase begins in, with what tells at a glance whether the next word can go on from it.
type beginning struct {
	mask  uint64
	state int32
	gap   uint8
}

// rows are lists, one for each number, in one array.
type rows[T any] struct {
	at  []uint32
	all []T
}

func (r *rows[T]) of(i uint16) []T { return r.all[r.at[i]:r.at[i+1]] }

// rowsOf sorts items into rows 0 to n by their keys. Items of a row stay in order.
func rowsOf[T any](n int, keys []uint16, items []T) rows[T] {
	r := rows[T]{at: make([]uint32, n+2), all: make([]T, len(items))}
	for _, k := range keys {
		r.at[k+1]++
	}
	for i := range r.at[1:] {
		r.at[i+1] += r.at[i]
	}
	place := slices.Clone(r.at)
	for i, k := range keys {
		r.all[place[k]] = items[i]
		place[k]++
	}
	return r
}

// pairSet tells that most pairs of words are not in it: a bloom filter, as few as the phrases of a language need.
type pairSet []uint64

// pairBits is the binary logarithm of the size of a pairSet: English has some 5,600 pairs, so that it answers most others with no, and stays near the processor.
const pairBits = 16

func (p pairSet) place(first, second uint16) (int, uint64) {
	h := (uint32(first)<<16 | uint32(second)) * 0x9E3779B1 >> (32 - pairBits)
	return int(h >> 6), 1 << (h & 63)
}

func (p pairSet) add(first, second uint16) {
	i, b := p.place(first, second)
	p[i] |= b
}

// maybe reports whether one of the numbers of a word may follow first.
func (p pairSet) maybe(first uint16, w *seen) bool {
	for _, id := range w.ids[:w.n] {
		if i, b := p.place(first, id); p[i]&b != 0 {
			return true
		}
	}
	return false
}

// wordSets are sets of words, sorted. Equal ones are one.
type wordSets struct {
	at    []uint32
	words []uint16
}

// has reports whether a word is in a set.
func (s *wordSets) has(set uint16, id uint16) bool {
	list := s.words[s.at[set]:s.at[set+1]]
	if len(list) <= 8 {
		return slices.Contains(list, id)
	}
	_, ok := slices.BinarySearch(list, id)
	return ok
}

func bit(id uint16) uint64 { return 1 << (id & 63) }

// builder makes an automaton of parsed patterns. What it alone needs is dropped at the end.
type builder struct {
	a        automaton
	next     [][]edge // by state
	starts   []int32  // states that a phrase begins in, with the words that lead there
	words    []uint16
	numbers  map[string]uint16 // of words
	setOf    map[string]uint16 // numbers of sets, by their words
	setBloom []uint64
	key      []byte
}

func newBuilder() *builder {
	b := &builder{numbers: map[string]uint16{}, setOf: map[string]uint16{}, setBloom: make([]uint64, 1)}
	b.a.sets.at = make([]uint32, 2) // set 0 is none
	return b
}

// end is a state at the border of a piece of the automaton, with the words that may stand outside of it.
type end struct {
	p   int32
	gap int
}

// fragment is a piece of the automaton: where it begins, where it ends, and whether it may be left out.
type fragment struct {
	first, last []end
	empty       bool
	gap         int // words that may stand in its place, for a fragment that may be left out
}

var errEmpty = errors.New("the phrase can be empty")

func (b *builder) add(nd *node, c cue) error {
	f := b.build(nd)
	if f.empty {
		return errEmpty
	}
	b.a.cues = append(b.a.cues, c)
	for _, e := range f.last {
		b.a.states[e.p].accept = int32(len(b.a.cues) - 1)
	}
	for _, e := range f.first {
		set := b.a.states[e.p].set
		for _, w := range b.a.sets.words[b.a.sets.at[set]:b.a.sets.at[set+1]] {
			b.words, b.starts = append(b.words, w), append(b.starts, e.p)
		}
	}
	return nil
}

func (b *builder) build(nd *node) fragment {
	switch {
	case nd.gap > 0:
		return fragment{empty: true, gap: nd.gap}
	case len(nd.words) > 0:
		if nd.set == 0 {
			nd.set = b.set(nd.words)
		}
		b.a.states = append(b.a.states, state{accept: -1, set: nd.set})
		b.next = append(b.next, nil)
		p := []end{{p: int32(len(b.a.states) - 1)}}
		return fragment{first: p, last: p}
	case len(nd.alt) > 0:
		var f fragment
		for _, a := range nd.alt {
			g := b.build(a)
			f.first, f.last = append(f.first, g.first...), append(f.last, g.last...)
			f.empty, f.gap = f.empty || g.empty, max(f.gap, g.gap)
		}
		return f
	}
	f := fragment{empty: true}
	for _, s := range nd.seq {
		g := b.build(s)
		for _, e := range f.last {
			for _, q := range g.first {
				b.next[e.p] = append(b.next[e.p], edge{to: q.p, gap: uint8(min(e.gap+q.gap, 60))})
			}
		}
		if f.empty {
			for _, q := range g.first {
				f.first = append(f.first, end{q.p, q.gap + f.gap})
			}
		}
		last := slices.Clone(g.last)
		if g.empty {
			for _, e := range f.last {
				last = append(last, end{e.p, e.gap + g.gap})
			}
		}
		f.last = last
		if f.empty = f.empty && g.empty; f.empty {
			f.gap += g.gap
		}
	}
	f.empty = f.empty || nd.opt
	return f
}

// set gives a set of words its number.
func (b *builder) set(words []string) uint16 {
	ids := make([]uint16, len(words))
	for i, w := range words {
		id, ok := b.numbers[w]
		if !ok {
			id = uint16(len(b.numbers) + 1)
			b.numbers[w] = id
			b.a.vocab.add(w, id)
		}
		ids[i] = id
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	b.key = b.key[:0]
	var bloom uint64
	for _, id := range ids {
		b.key = append(b.key, byte(id), byte(id>>8))
		bloom |= bit(id)
	}
	if n, ok := b.setOf[string(b.key)]; ok {
		return n
	}
	n := uint16(len(b.setBloom))
	b.setOf[string(b.key)] = n
	b.setBloom = append(b.setBloom, bloom)
	b.a.sets.words = append(b.a.sets.words, ids...)
	b.a.sets.at = append(b.a.sets.at, uint32(len(b.a.sets.words)))
	return n
}

// finish packs the automaton.
func (b *builder) finish() (*automaton, error) {
	a := new(automaton) // of its own, so that it does not keep the builder
	*a = b.a
	if len(b.numbers) >= math.MaxUint16 || len(b.setBloom) >= math.MaxUint16 {
		return nil, errors.New("too many words")
	}
	for i := range a.states {
		s := &a.states[i]
		if len(b.next[i]) > math.MaxUint16 {
			return nil, errors.New("a choice is too wide")
		}
		s.edges, s.n = uint32(len(a.edges)), uint16(len(b.next[i]))
		a.edges = append(a.edges, b.next[i]...)
		for k := range b.next[i] {
			e := &a.edges[int(s.edges)+k]
			e.bloom = b.setBloom[a.states[e.to].set]
			s.mask |= e.bloom
			s.gap = max(s.gap, e.gap)
		}
	}
	var singleWords, openWords, nextWords []uint16
	var single []int32
	var open, next []beginning
	a.pairs = make(pairSet, 1<<(pairBits-6))
	for i, p := range b.starts {
		s, word := &a.states[p], b.words[i]
		if s.accept >= 0 {
			singleWords, single = append(singleWords, word), append(single, s.accept)
		}
		switch {
		case s.gap > 0:
			openWords, open = append(openWords, word), append(open, beginning{s.mask, p, s.gap})
		case s.n > 0:
			nextWords, next = append(nextWords, word), append(next, beginning{s.mask, p, 0})
			for _, e := range a.edges[s.edges : s.edges+uint32(s.n)] {
				set := a.states[e.to].set
				for _, second := range a.sets.words[a.sets.at[set]:a.sets.at[set+1]] {
					a.pairs.add(word, second)
				}
			}
		}
	}
	a.single = rowsOf(len(b.numbers), singleWords, single)
	a.open = rowsOf(len(b.numbers), openWords, open)
	a.next = rowsOf(len(b.numbers), nextWords, next)
	a.cues, a.states, a.edges = slices.Clip(slices.Clone(a.cues)), slices.Clone(a.states), slices.Clone(a.edges)
	a.sets.words, a.sets.at = slices.Clone(a.sets.words), slices.Clone(a.sets.at)
	return a, nil
}
