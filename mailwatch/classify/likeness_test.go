package classify

import (
	"encoding/binary"
	"flag"
	"fmt"
	"hash/crc32"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"followup/followup"
	"followup/mailwatch"
)

var update = flag.Bool("update", false, "write what the tests compute: the weights of likeness, the table of doc.go")

// lesson is one sentence of testdata/sentences with what it is like.
type lesson struct {
	lang, text string
	file       string
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
			l := lesson{file: filepath.Base(path), lang: f[0], text: strings.TrimSpace(text), class: likeness(slices.Index(likenessNames[:], f[1]))}
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

// learn fits the weights by stochastic gradient descent with a step of its own for each weight (AdaGrad). Features of a single
// sentence are left out: they only help to learn it by heart.
func learn(all []lesson) string {
	const courses, rounds, rate, decay = 3, 12, 0.35, 2e-5
	counts := map[uint32]int{}
	for _, l := range all {
		for _, h := range slices.Compact(slices.Sorted(slices.Values(l.feats))) {
			counts[h]++
		}
	}
	var hashes []uint32
	for h, n := range counts {
		if n >= 2 {
			hashes = append(hashes, h)
		}
	}
	slices.Sort(hashes)
	index := make(map[uint32]int, len(hashes))
	for i, h := range hashes {
		index[h] = i * int(likes)
	}
	rows := make([][]int, len(all))
	for k, l := range all {
		for _, h := range l.feats {
			if i, ok := index[h]; ok {
				rows[k] = append(rows[k], i)
			}
		}
	}
	w, g := make([]float32, len(hashes)*int(likes)), make([]float32, len(hashes)*int(likes))
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	mean := make([]float32, len(w)) // over the later rounds and all courses, so that the order of the lessons weighs little
	for course := range uint64(courses) {
		clear(w)
		clear(g)
		rng := rand.New(rand.NewPCG(1, course))
		for round := range rounds {
			rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
			for _, k := range order {
				scale := 1 / math.Sqrt(float64(max(1, len(all[k].feats))))
				var z [likes]float64
				for _, i := range rows[k] {
					for c := range z {
						z[c] += float64(w[i+c]) * scale
					}
				}
				p := softmax(z)
				for c := range z {
					d := p[c]
					if c == int(all[k].class) {
						d--
					}
					if d > -0.003 && d < 0.003 {
						continue
					}
					d *= float32(scale)
					for _, i := range rows[k] {
						grad := d + decay*w[i+c]
						g[i+c] += grad * grad
						w[i+c] -= rate * grad / (float32(math.Sqrt(float64(g[i+c]))) + 1e-6)
					}
				}
			}
			if round >= rounds/2 {
				for i, x := range w {
					mean[i] += x / (courses * (rounds - rounds/2))
				}
			}
		}
	}
	var out []byte
	for _, h := range hashes {
		out = append(out, byte(h), byte(h>>8), byte(h>>16), byte(h>>24))
	}
	for _, x := range mean {
		out = append(out, byte(int8(max(-127, min(127, math.Round(float64(x)/weightStep))))))
	}
	return string(out)
}

// heardAs is what a table takes a sentence for, and how surely.
func (l lesson) heardAs(t *weightTable) (likeness, float32) {
	var z [likes]float64
	for _, h := range l.feats {
		for c, w := range []byte(t.row(h)) {
			z[c] += float64(int8(w))
		}
	}
	for c := range z {
		z[c] *= weightStep / math.Sqrt(float64(len(l.feats)))
	}
	p := softmax(z)
	return p.likeliest(), p[p.likeliest()]
}

// TestLikeness learns from four fifths of the sentences and tells how well it hears the rest; with -update it writes the weights.
func TestLikeness(t *testing.T) {
	all := lessons(t)
	const folds = 5
	var right, total, sure, sureRight int
	confusion := [likes][likes]int{}
	perLang := map[string][2]int{}
	for f := range folds {
		if slow > 1 && f > 0 { // the race detector sees it all in one fold
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
		table := newWeightTable(learn(train))
		for _, l := range test {
			got, p := l.heardAs(table)
			if p >= likeSurely {
				sure++
				if got == l.class {
					sureRight++
				}
			}
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
	}
	t.Logf("%d sentences; %d of %d unheard ones told right (%.3f); by language %v; of those surely told %d of %d", len(all), right, total, float64(right)/float64(total), perLang, sureRight, sure)
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
		file := binary.LittleEndian.AppendUint32([]byte(learn(all)), sumOf(all))
		if err := os.WriteFile("data/likeness.bin", file, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// sumOf is the checksum of sentences with what they are like.
func sumOf(all []lesson) uint32 {
	h := crc32.NewIEEE()
	for _, l := range all {
		fmt.Fprintf(h, "%s %s|%s\n", l.lang, l.class, l.text)
	}
	return h.Sum32()
}

// TestLikenessIsLearned holds that the stored weights were learned from the sentences that are there now and fit what these are
// taken apart into now. A line in a language file changes features of a few sentences, which may be; a change of words or names
// changes all of them, and then hardly one is heard as what it is.
func TestLikenessIsLearned(t *testing.T) {
	const anew = "learn them anew: go test -run TestLikeness ./mailwatch/classify -update"
	all := lessons(t)
	if stored := binary.LittleEndian.Uint32([]byte(weightsFile[len(weightsFile)-sumSize:])); !*update && stored != sumOf(all) {
		t.Errorf("the weights of data/likeness.bin were learned from other sentences than those of testdata/sentences; %s", anew)
	}
	right, known, features := 0, 0, 0
	for _, l := range all {
		if got, _ := l.heardAs(weightsOf()); got == l.class {
			right++
		}
		for _, h := range l.feats {
			features++
			if weightsOf().row(h) != "" {
				known++
			}
		}
	}
	t.Logf("%d of %d learned sentences are heard as what they are, %d of %d features have weights", right, len(all), known, features)
	if right*100 < len(all)*enoughLearned {
		t.Errorf("of %d learned sentences only %d are heard as what they are: the weights of data/likeness.bin do not fit the features of today; %s", len(all), right, anew)
	}
}

// enoughLearned is the share of the learned sentences, in percent, that must be heard as what they are.
const enoughLearned = 97

// TestUnheardFixtures reads the fixtures with weights that were learned without their sentences, which is how mail of strangers is
// read: hardly one may be taken for something else, least of those that act, and no no for a yes.
func TestUnheardFixtures(t *testing.T) { // not parallel: it changes the weights for all
	if slow > 1 {
		t.Skip("the race detector has nothing to find here")
	}
	others := slices.DeleteFunc(lessons(t), func(l lesson) bool { return l.file == "mails.txt" })
	stored := weightsOf
	defer func() { weightsOf = stored }()
	table := newWeightTable(learn(others))
	weightsOf = func() *weightTable { return table }
	sc := newScore()
	for _, f := range fixtures(t) {
		lang, _, _ := strings.Cut(f.name, "-")
		if s := testReader.Read(parseMail(t, f.mail)); f.want["trust"] != string(followup.TrustFailed) && !sc.add(f.want["kind"], lang, s) {
			t.Logf("%s is taken for %s at %.2f: %s", f.name, s.Kind, s.Confidence, s.Reason)
		}
	}
	sc.print(t)
	if sure := sc.sure(); sc.right*100 < sc.n*99 || sure.right*200 < sure.n*199 || len(sc.swaps) > 0 {
		t.Errorf("%d of %d right, of those at 0.9 and above %d of %d", sc.right, sc.n, sure.right, sure.n)
	}
}
