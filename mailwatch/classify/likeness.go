package classify

import (
	_ "embed"
	"math"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// The likeness of a sentence is the second opinion beside the grammar of cues: how much its words are like those of the
// sentences in testdata/sentences that say no, invite, acknowledge and so on, or nothing of the kind. It is a linear model
// (multinomial logistic regression) over words, pairs of words, beginnings of words and what the grammar found. It finds what no
// phrase of a language file says, which is asked about unless the whole mail bears it out, and it holds back phrases in mails of
// another world (see consult).
type likeness uint8

// What a sentence can be like. The order is that of the weights.
const (
	likeReject likeness = iota
	likeInvite
	likeConfirm
	likeResched
	likeCancel
	likeAck
	likeOffer
	likeAssess
	likeOutreach
	likeUpdate
	likeNeutral  // stands in letters to applicants and decides nothing
	likeOrdinary // another world, or another mouth
	likes        // their number
)

var likenessNames = [likes]string{"reject", "invite", "confirm", "resched", "cancel", "ack", "offer", "assess", "outreach", "update", "neutral", "ordinary"}

func (l likeness) String() string { return likenessNames[l] }

// weightsFile holds the features that stand in at least two sentences: their hashes in rising order, four bytes each, then for each
// of them one signed byte a likeness, in steps of weightStep. Last come the four bytes of the checksum of the sentences, by which a
// test tells whether it was learned from those that are there now. It is made from testdata/sentences by
// "go test -run TestLikeness -update".
//
//go:embed data/likeness.bin
var weightsFile string

const (
	// weightStep is what one step of a stored weight is worth: a signed byte then holds weights up to 4, and few are larger.
	weightStep = 1.0 / 32
	// sumSize is the length of the checksum at the end of the file.
	sumSize = 4
	// maxLikeWords caps the words of a sentence that are looked at; what is longer is no sentence.
	maxLikeWords = 80
)

// weightTable finds the weights of a feature.
type weightTable struct {
	data  string
	n     int
	begin [1<<14 + 1]int32 // by the first bits of a hash: where they begin, so that a few are compared
}

func newWeightTable(data string) *weightTable {
	t := &weightTable{data: data, n: len(data) / (4 + int(likes))}
	at := 0
	for b := range t.begin {
		for at < t.n && int(t.hash(at)>>18) < b {
			at++
		}
		t.begin[b] = int32(at)
	}
	return t
}

func (t *weightTable) hash(i int) uint32 {
	d := t.data[4*i : 4*i+4]
	return uint32(d[0]) | uint32(d[1])<<8 | uint32(d[2])<<16 | uint32(d[3])<<24
}

// row gives the weights of a feature, or nothing if no two sentences had it.
func (t *weightTable) row(hash uint32) string {
	for i, end := int(t.begin[hash>>18]), int(t.begin[hash>>18+1]); i < end; i++ {
		if t.hash(i) == hash {
			at := 4*t.n + i*int(likes)
			return t.data[at : at+int(likes)]
		}
	}
	return ""
}

var weightsOf = sync.OnceValue(func() *weightTable { return newWeightTable(weightsFile[:len(weightsFile)-sumSize]) })

// features calls give with the hash and the words of each feature of a stretch of words: the words, their pairs and beginnings,
// and what the grammar found there, with its scope.
func (g *reading) features(p *passage, first, last int, give func(hash uint32, kind byte, a, b []byte)) {
	question := p.asked(last)
	last = min(last, first+maxLikeWords-1)
	one := func(kind byte, a, b []byte) { give(featureHash(kind, a, b), kind, a, b) }
	var before, beforeThat []byte
	var marks uint32
	for i := first; i <= last; i++ {
		t := p.ws[i].txt
		if t[0] >= '0' && t[0] <= '9' {
			t = number
		}
		one('w', t, nil)
		if len(t) > 6 && t[0] < utf8.RuneSelf {
			one('p', t[:5], nil)
		}
		if i == first {
			one('^', t, nil)
		} else {
			one('b', before, t)
		}
		if i > first+1 {
			one('s', beforeThat, t)
		}
		beforeThat, before = before, t
		marks |= p.marks[i]
		question = question || i > first && p.ws[i].question
	}
	for b := range markKinds {
		if marks&(1<<b) != 0 {
			one('m', []byte{byte('a' + b)}, nil)
		}
	}
	if question {
		one('?', nil, nil)
	}
	seen := [verdicts]bool{}
	for i := range g.finds {
		f := &g.finds[i]
		if f.passage != p || f.hit.first < first || f.hit.last > last {
			continue
		}
		if v := f.speaks; v != vNone && !seen[v] {
			seen[v] = true
			one('v', []byte(v.String()), []byte(strengthNames[f.hit.cue.strength]))
		}
		one('f', []byte(f.hit.cue.family), []byte{byte('0' + f.standing)})
	}
}

var number = []byte("#")

// featureHash hashes a feature (FNV-1a).
func featureHash(kind byte, a, b []byte) uint32 {
	h := uint32(2166136261)
	h = (h ^ uint32(kind)) * 16777619
	for _, c := range a {
		h = (h ^ uint32(c)) * 16777619
	}
	h = (h ^ 0x20) * 16777619
	for _, c := range b {
		h = (h ^ uint32(c)) * 16777619
	}
	h ^= h >> 15 // the first bits of FNV are the weaker ones
	h *= 0x85ebca6b
	return h ^ h>>13
}

// likenesses are the probabilities of one sentence.
type likenesses [likes]float32

// like tells what a stretch of words is like.
func (g *reading) like(p *passage, first, last int) likenesses {
	var sum [likes]int32
	n, weights := 0, weightsOf()
	g.features(p, first, last, func(hash uint32, _ byte, _, _ []byte) {
		for c, w := range []byte(weights.row(hash)) {
			sum[c] += int32(int8(w))
		}
		n++
	})
	var z [likes]float64
	scale := weightStep / math.Sqrt(float64(max(n, 1)))
	for c := range z {
		z[c] = float64(sum[c]) * scale
	}
	return softmax(z)
}

func softmax(z [likes]float64) (p likenesses) {
	top := slices.Max(z[:])
	total := 0.0
	for c := range z {
		z[c] = math.Exp(z[c] - top)
		total += z[c]
	}
	for c := range z {
		p[c] = float32(z[c] / total)
	}
	return p
}

// likeliest names the likeness with the highest probability.
func (p likenesses) likeliest() likeness {
	best := likeness(0)
	for c := range p {
		if p[c] > p[best] {
			best = likeness(c)
		}
	}
	return best
}

// sounds are the words of a sentence that speak most for a likeness, for Explain.
func (g *reading) sounds(p *passage, first, last int, c likeness, most int) string {
	type part struct {
		text   string
		weight int8
	}
	var parts []part
	weights := weightsOf()
	g.features(p, first, last, func(hash uint32, kind byte, a, t []byte) {
		row := weights.row(hash)
		if row == "" {
			return
		}
		w := int8(row[c])
		if w <= 0 || kind != 'w' && kind != 'b' && kind != 's' {
			return
		}
		text := string(a)
		switch kind {
		case 'b':
			text += " " + string(t)
		case 's':
			text += " ... " + string(t)
		}
		parts = append(parts, part{text, w})
	})
	slices.SortStableFunc(parts, func(a, b part) int { return int(b.weight) - int(a.weight) })
	var out []string
	for i := 0; i < len(parts) && i < most; i++ {
		out = append(out, parts[i].text)
	}
	return strings.Join(out, ", ")
}
