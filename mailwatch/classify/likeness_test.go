package classify

import (
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"followup/mailwatch"
)

var update = flag.Bool("update", false, "learn the weights of likeness anew and write them")

// lesson is one sentence of testdata/sentences with what it is like.
type lesson struct {
	lang, text string
	class      likeness
	feats      []uint32
}

func lessons(t testing.TB) []lesson {
	t.Helper()
	paths, err := filepath.Glob("testdata/sentences/*.txt")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no sentences: %v", err)
	}
	seen := map[string]bool{}
	var all []lesson
	for _, path := range paths {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for line := range strings.Lines(string(raw)) {
			n++
			line = strings.TrimSpace(line)
			if line == "" || strings.HasPrefix(line, "# ") {
				continue
			}
			head, text, ok := strings.Cut(line, "|")
			f := strings.Fields(head)
			if !ok || len(f) != 2 || slices.Index(likenessNames[:], f[1]) < 0 {
				t.Fatalf("%s:%d: %q is not \"language class | sentence\"", path, n, line)
			}
			l := lesson{lang: f[0], text: strings.TrimSpace(text), class: likeness(slices.Index(likenessNames[:], f[1]))}
			if seen[l.text] {
				continue
			}
			seen[l.text] = true
			g := listen(l.text)
			if len(g.body.ws) > 0 {
				g.features(&g.body, 0, len(g.body.ws)-1, func(b uint32, _ byte, _, _ []byte) { l.feats = append(l.feats, b) })
				all = append(all, l)
			}
		}
	}
	return all
}

// listen reads a sentence as if it were all that a mail says.
func listen(text string) *reading {
	g := &reading{}
	g.reset(testReader, &mailwatch.Message{Text: mailwatch.Text{Own: text}})
	g.scan()
	g.weighAll()
	return g
}

func (l lesson) heardAs() likeness {
	var sum [likes]int32
	for _, b := range l.feats {
		for c := range sum {
			sum[c] += int32(int8(weightsFile[b*uint32(likes)+uint32(c)]))
		}
	}
	return likeness(slices.Index(sum[:], slices.Max(sum[:])))
}

// learn fits the weights by stochastic gradient descent with a step of its own for each weight (AdaGrad).
func learn(all []lesson, rounds int) []float32 {
	w := make([]float32, buckets*int(likes))
	g := make([]float32, buckets*int(likes))
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	rng := rand.New(rand.NewPCG(1, 2))
	rate, decay := float32(tuneRate), float32(tuneDecay)
	for range rounds {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, k := range order {
			l := all[k]
			scale := 1 / math.Sqrt(float64(len(l.feats)))
			var z [likes]float64
			for _, b := range l.feats {
				for c := range z {
					z[c] += float64(w[int(b)*int(likes)+c]) * scale
				}
			}
			p := softmax(z)
			for c := range z {
				d := p[c]
				if c == int(l.class) {
					d--
				}
				if d > -0.003 && d < 0.003 {
					continue
				}
				d *= float32(scale)
				for _, b := range l.feats {
					i := int(b)*int(likes) + c
					grad := d + decay*w[i]
					g[i] += grad * grad
					w[i] -= rate * grad / (float32(math.Sqrt(float64(g[i]))) + 1e-6)
				}
			}
		}
	}
	return w
}

var tuneRate, tuneDecay, tuneRounds = 0.35, 2e-5, 12

func packed(w []float32) []byte {
	out := make([]byte, len(w))
	for i, x := range w {
		out[i] = byte(int8(max(-127, min(127, math.Round(float64(x)/weightStep)))))
	}
	return out
}

// TestLikeness learns from four fifths of the sentences and tells how well it hears the rest; with -update it writes the weights.
func TestLikeness(t *testing.T) {
	all := lessons(t)
	const folds = 5
	var right, total int
	confusion := [likes][likes]int{}
	perLang := map[string][2]int{}
	for f := range folds {
		if testing.Short() && f > 0 {
			break
		}
		var train, test []lesson
		for i, l := range all {
			if i%folds == f {
				test = append(test, l)
			} else {
				train = append(train, l)
			}
		}
		saved := weightsFile
		weightsFile = string(packed(learn(train, tuneRounds)))
		for _, l := range test {
			got := l.heardAs()
			confusion[l.class][got]++
			pl := perLang[l.lang]
			pl[1]++
			total++
			if got == l.class {
				right++
				pl[0]++
			}
			perLang[l.lang] = pl
		}
		weightsFile = saved
	}
	t.Logf("%d sentences; %d of %d unheard ones told right (%.3f); by language %v", len(all), right, total, float64(right)/float64(total), perLang)
	for c := range confusion {
		tp, fn, fp := confusion[c][c], 0, 0
		for o := range confusion {
			if o != c {
				fn += confusion[c][o]
				fp += confusion[o][c]
			}
		}
		p, r, f1 := prf(tp, fp, fn)
		t.Logf("%-9s precision %.3f recall %.3f F1 %.3f  %s", likeness(c), p, r, f1, fmt.Sprint(confusion[c]))
	}
	if *update {
		if err := os.WriteFile("data/likeness.bin", packed(learn(all, tuneRounds)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
