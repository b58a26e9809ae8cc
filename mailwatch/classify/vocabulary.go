package classify

import (
	"bytes"
	"iter"
	"slices"
	"strings"
)

// maxWord is the longest word that is looked up.
const maxWord = 64

// vocabulary gives the words of a language their numbers: whole words, stems ("bewerb*") and endings ("*gespräch").
type vocabulary struct {
	exact, stems wordTable
	lengths      [256]uint64 // by first byte: how long stems are
	endings      []ending    // the shortest first
	anyDigit     uint16      // "#"
}

type ending struct {
	text string
	id   uint16
}

// seen are the numbers of one word of a text.
type seen struct {
	bloom uint64
	ids   [6]uint16
	n     uint8
}

func (s *seen) add(id uint16) {
	if id != 0 && int(s.n) < len(s.ids) {
		s.ids[s.n] = id
		s.n++
		s.bloom |= bit(id)
	}
}

// add enters a word. An umlaut may also be spelt with an e (ü and ue).
func (v *vocabulary) add(w string, id uint16) {
	v.enter(w, id)
	if u := umlauts.Replace(w); u != w {
		v.enter(u, id)
	}
}

var umlauts = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue")

func (v *vocabulary) enter(w string, id uint16) {
	switch {
	case w == "#":
		v.anyDigit = id
	case strings.HasPrefix(w, "*"):
		e := ending{strings.Trim(w, "*"), id}
		at, found := slices.BinarySearchFunc(v.endings, e, func(a, b ending) int {
			if len(a.text) != len(b.text) {
				return len(a.text) - len(b.text)
			}
			return strings.Compare(a.text, b.text)
		})
		if found {
			v.endings[at] = e
			return
		}
		v.endings = slices.Insert(v.endings, at, e)
	case strings.HasSuffix(w, "*"):
		w = strings.TrimSuffix(w, "*")
		v.lengths[w[0]] |= 1 << min(len(w), maxWord-1)
		v.stems.put(w, id)
	default:
		v.exact.put(w, id)
	}
}

// look finds the numbers of a word.
func (v *vocabulary) look(w *word, out *seen) {
	out.n, out.bloom = 0, 0
	if len(w.txt) > maxWord {
		return
	}
	first := w.txt[0]
	if first >= '0' && first <= '9' {
		out.add(v.anyDigit)
	}
	if lengths := v.lengths[first]; lengths != 0 {
		h := uint32(hashStart)
		for i, c := range w.txt[:min(len(w.txt), maxWord-1)] {
			h = hashByte(h, c)
			if lengths&(1<<(i+1)) != 0 {
				out.add(v.stems.find(h, w.txt[:i+1]))
			}
		}
	}
	out.add(v.exact.find(w.hash, w.txt))
	if len(v.endings) > 0 && len(w.txt) > 5 {
		for i := range v.endings {
			if e := &v.endings[i]; bytes.HasSuffix(w.txt, []byte(e.text)) {
				out.add(e.id)
			}
		}
	}
}

// The hash of a word (FNV-1a) is made once, where the text is cut, and serves every table that the word is looked up in.
const hashStart = 2166136261

func hashByte(h uint32, c byte) uint32 { return (h ^ uint32(c)) * 16777619 }

func hashOf(w []byte) uint32 {
	h := uint32(hashStart)
	for _, c := range w {
		h = hashByte(h, c)
	}
	return h
}

// wordTable gives words their values: a hash table with open addressing and without pointers. 0 is no value.
type wordTable struct {
	slots []slot  // a power of two, at most half full
	tags  []uint8 // of the slots, 0 for a free one: they tell of most words that they are not there, and stay near the processor
	text  []byte
	n     int
}

type slot struct {
	hash, at uint32
	value    uint16
	n        uint8
}

// put enters a word of at most maxWord bytes, or gives it a new value.
func (t *wordTable) put(w string, value uint16) {
	if len(w) == 0 || len(w) > maxWord {
		return // no text has such words
	}
	if 2*(t.n+1) > len(t.slots) {
		old := t.slots
		t.slots = make([]slot, max(16, 2*len(old)))
		t.tags = make([]uint8, len(t.slots))
		for _, s := range old {
			if s.value != 0 {
				i := t.place(s.hash, t.text[s.at:s.at+uint32(s.n)])
				t.slots[i], t.tags[i] = s, tagOf(s.hash)
			}
		}
	}
	h := hashOf([]byte(w))
	i := t.place(h, []byte(w))
	s := &t.slots[i]
	t.tags[i] = tagOf(h)
	if s.value == 0 {
		*s = slot{hash: h, at: uint32(len(t.text)), n: uint8(len(w))}
		t.text = append(t.text, w...)
		t.n++
	}
	s.value = value
}

// place is the slot of a word, or the free one where it belongs.
func (t *wordTable) place(h uint32, w []byte) int {
	mask, tag := uint32(len(t.slots)-1), tagOf(h)
	for i := h & mask; ; i = (i + 1) & mask {
		switch t.tags[i] {
		case 0:
			return int(i)
		case tag:
			if s := &t.slots[i]; s.hash == h && string(t.text[s.at:s.at+uint32(s.n)]) == string(w) {
				return int(i)
			}
		}
	}
}

// tagOf is what a tag keeps of a hash: other bits than those that choose the slot.
func tagOf(h uint32) uint8 { return uint8(h>>24) | 1 }

// find gives the value of a word, 0 if it is not in the table.
func (t *wordTable) find(h uint32, w []byte) uint16 {
	if len(t.slots) == 0 {
		return 0
	}
	i := t.place(h, w)
	if t.tags[i] == 0 {
		return 0
	}
	return t.slots[i].value
}

// all gives the words of the table with their values.
func (t *wordTable) all() iter.Seq2[string, uint16] {
	return func(yield func(string, uint16) bool) {
		for _, s := range t.slots {
			if s.value != 0 && !yield(string(t.text[s.at:s.at+uint32(s.n)]), s.value) {
				return
			}
		}
	}
}
