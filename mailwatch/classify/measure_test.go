package classify

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"
	"time"

	"followup/followup"
)

// label is what a person said of a mail of the measuring set.
type label struct {
	File     string  `json:"file"`
	Kind     string  `json:"kind"`
	Lang     string  `json:"lang"`
	Employer *string `json:"employer"`
	Role     *string `json:"role"`
	Start    *string `json:"start"`
}

func kindFamily(k string) string {
	switch {
	case strings.HasPrefix(k, "interview_"):
		return "interview"
	case k == "update":
		return "other"
	}
	return k
}

// TestMeasure reads mail that nobody here wrote and prints how well it is understood. It fails only for what must never
// happen. FOLLOWUP_MAIL names the folder; FOLLOWUP_MISSES=1 prints the misses, 2 also those of employer and role;
// FOLLOWUP_HALF=0 or 1 takes every second mail only.
func TestMeasure(t *testing.T) {
	dir := os.Getenv("FOLLOWUP_MAIL")
	if dir == "" {
		t.Skip("FOLLOWUP_MAIL is not set: accuracy on foreign mail is not measured")
	}
	r, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Run("job", func(t *testing.T) { measureJob(t, r, filepath.Join(dir, "job")) })
	t.Run("general", func(t *testing.T) { measureGeneral(t, r, filepath.Join(dir, "general.mbox")) })
}

func measureJob(t *testing.T, r *Reader, dir string) {
	raw, err := os.ReadFile(filepath.Join(dir, "labels.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	var labels []label
	for line := range strings.Lines(string(raw)) {
		var l label
		if err := json.Unmarshal([]byte(line), &l); err != nil {
			t.Fatal(err)
		}
		labels = append(labels, l)
	}
	sort.Slice(labels, func(i, j int) bool {
		return labels[i].Kind < labels[j].Kind || labels[i].Kind == labels[j].Kind && labels[i].File < labels[j].File
	})
	sc := newScore()
	misses := os.Getenv("FOLLOWUP_MISSES")
	for i, l := range labels {
		if half := os.Getenv("FOLLOWUP_HALF"); half != "" && fmt.Sprint(i%2) != half {
			continue
		}
		mail, err := os.ReadFile(filepath.Join(dir, l.File))
		if err != nil {
			t.Fatal(err)
		}
		s := r.Read(parseMail(t, mail))
		miss := !sc.add(l.Kind, l.Lang, s)
		facts := ""
		if l.Employer != nil && !sc.fact("employer", employerAgrees(s.Employer, *l.Employer), s.Employer == "") {
			facts += fmt.Sprintf(" EMPLOYER %q want %q", s.Employer, *l.Employer)
		}
		if l.Role != nil && !sc.fact("role", roleAgrees(s.Role, *l.Role), s.Role == "") {
			facts += fmt.Sprintf(" ROLE %q want %q", s.Role, *l.Role)
		}
		if l.Start != nil {
			ivs := append(s.Interviews, s.Options...)
			if right, comparable := startAgrees(ivs, *l.Start); !comparable || !sc.fact("start", right, len(ivs) == 0) {
				facts += fmt.Sprintf(" START %q:", *l.Start)
				for _, iv := range ivs {
					facts += " " + iv.Start.Format("2006-01-02T15:04Z07:00") + "/" + iv.Zone
				}
			}
		} else if kindFamily(l.Kind) == "interview" && len(s.Interviews) > 0 {
			facts += " START unasked " + s.Interviews[0].Start.Format("2006-01-02T15:04Z07:00")
		}
		if miss && misses != "" || misses == "2" && facts != "" {
			t.Logf("%s %s want %s got %s %.2f (%s) %s%s", l.File, l.Lang, l.Kind, s.Kind, s.Confidence, s.Reason, cues(s), facts)
		}
	}
	sc.print(t)
}

func cues(s followup.Signal) string {
	var out []string
	for _, e := range s.Evidence {
		out = append(out, clip(e.Cue, 60)+" | "+clip(e.Text, 140))
	}
	return strings.Join(out, " ## ")
}

func employerAgrees(got, want string) bool {
	g, w := nameKey(got), nameKey(want)
	return g != "" && (g == w || strings.HasPrefix(g, w) || strings.HasPrefix(w, g))
}

// startAgrees compares the first interview with a start of the form "2026-03-12T10:30 Europe/Berlin"; without a zone only
// the wall clock counts. Starts written in another form are shown and not counted.
func startAgrees(ivs []followup.Interview, want string) (right, comparable bool) {
	wall, zone, _ := strings.Cut(want, " ")
	loc := time.UTC
	if zone != "" {
		var err error
		if loc, err = time.LoadLocation(zone); err != nil {
			return false, false
		}
	}
	at, err := time.ParseInLocation("2006-01-02T15:04", wall, loc)
	if err != nil {
		return false, false
	}
	if len(ivs) == 0 {
		return false, true
	}
	if got := ivs[0].Start; zone != "" && !ivs[0].Floating {
		return got.Equal(at), true
	} else {
		return zone == "" && got.Format("2006-01-02T15:04") == wall, true
	}
}

func roleAgrees(got, want string) bool {
	g, w := nameKey(got), nameKey(want)
	return g != "" && (g == w || strings.Contains(w, g) && len(g)*2 > len(w) || strings.Contains(g, w))
}

// score counts how often a reader was right.
type score struct {
	tp, fp, fn                         map[string]int
	langRight, langAll                 map[string]int
	facts                              map[string][3]int // right, empty, all
	n, right, jobs, asked, of4, right4 int
	bins                               [6]bin // by tenths of confidence, from below 0.5 to 0.9 and above
	swaps                              []string
}

// bin counts the mails that were given about the same confidence.
type bin struct{ n, right int }

var binNames = [6]string{"below 0.5", "0.5 to 0.6", "0.6 to 0.7", "0.7 to 0.8", "0.8 to 0.9", "0.9 and above"}

// binOf is where a confidence is counted.
func binOf(confidence float64) int { return min(max(int(confidence*10+1e-9)-4, 0), 5) }

// sure counts what is acted on without a question.
func (c *score) sure() bin { return c.bins[5] }

func newScore() *score {
	return &score{tp: map[string]int{}, fp: map[string]int{}, fn: map[string]int{}, langRight: map[string]int{}, langAll: map[string]int{}, facts: map[string][3]int{}}
}

// add counts a message and reports whether its kind is right, the one of the four interview kinds included.
func (c *score) add(kind, lang string, s followup.Signal) bool {
	want, got := kindFamily(kind), kindFamily(string(s.Kind))
	c.n++
	ok := want == got
	if want != "other" {
		c.jobs++
		if s.Confidence < 0.9 && s.Kind != followup.Other {
			c.asked++
		}
	}
	b := &c.bins[binOf(s.Confidence)]
	b.n++
	c.langAll[lang]++
	if !ok {
		c.fp[got]++
		c.fn[want]++
		if s.Confidence >= 0.9 && (want == "rejection" && (got == "offer" || got == "interview") || got == "rejection" && (want == "offer" || want == "interview")) {
			c.swaps = append(c.swaps, kind+" as "+string(s.Kind)+": "+cues(s))
		}
		return false
	}
	c.langRight[lang]++
	c.tp[want]++
	c.right++
	b.right++
	if want == "interview" {
		c.of4++
		if string(s.Kind) != kind {
			return false
		}
		c.right4++
	}
	return true
}

func (c *score) fact(name string, right, empty bool) bool {
	f := c.facts[name]
	f[2]++
	if right {
		f[0]++
	} else if empty {
		f[1]++
	}
	c.facts[name] = f
	return right
}

func (c *score) print(t *testing.T) {
	t.Helper()
	for _, k := range []string{"rejection", "interview", "application_ack", "assessment", "offer", "recruiter_outreach", "other"} {
		p, r, f := prf(c.tp[k], c.fp[k], c.fn[k])
		t.Logf("%-20s precision %.3f recall %.3f F1 %.3f (%d right, %d wrong, %d missed)", k, p, r, f, c.tp[k], c.fp[k], c.fn[k])
	}
	t.Logf("right %d of %d; the right one of four %d of %d; asked %d of %d job mails", c.right, c.n, c.right4, c.of4, c.asked, c.jobs)
	for i, b := range c.bins {
		t.Logf("confidence %-13s %d of %d right", binNames[i], b.right, b.n)
	}
	var ls []string
	for l := range c.langAll {
		ls = append(ls, fmt.Sprintf("%s %d/%d", l, c.langRight[l], c.langAll[l]))
	}
	sort.Strings(ls)
	t.Logf("by language: %s", strings.Join(ls, ", "))
	for k, f := range c.facts {
		t.Logf("%s: %d of %d right, %d left empty", k, f[0], f[2], f[1])
	}
	for _, s := range c.swaps {
		t.Logf("SWAP %s", s)
	}
}

func prf(tp, fp, fn int) (p, r, f float64) {
	if tp == 0 {
		return 0, 0, 0
	}
	p, r = float64(tp)/float64(tp+fp), float64(tp)/float64(tp+fn)
	return p, r, 2 * p * r / (p + r)
}

func measureGeneral(t *testing.T, r *Reader, path string) {
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Skipf("no ordinary mail there: %v", err)
	}
	n := 0
	counts := map[followup.SignalKind]int{}
	for _, mail := range splitMbox(raw) {
		n++
		m := parseMail(t, mail)
		s := r.Read(m)
		counts[s.Kind]++
		switch kindFamily(string(s.Kind)) {
		case "interview", "rejection", "offer":
			t.Errorf("ordinary mail %d %q became %s at %.2f: %s", n, m.Subject, s.Kind, s.Confidence, cues(s))
		case "other":
		default:
			if os.Getenv("FOLLOWUP_MISSES") != "" {
				t.Logf("ordinary mail %d %q became %s at %.2f: %s", n, m.Subject, s.Kind, s.Confidence, cues(s))
			}
		}
	}
	t.Logf("%d ordinary mails: %v", n, counts)
}

func splitMbox(raw []byte) [][]byte {
	var all [][]byte
	start := 0
	for i := 0; i < len(raw); {
		j := bytes.Index(raw[i:], []byte("\nFrom "))
		if j < 0 {
			break
		}
		i += j + 1
		if i >= 2 && raw[i-2] == '\n' || bytes.HasSuffix(raw[:i-1], []byte("\r\n")) {
			all = append(all, raw[start:i])
			start = i
		}
		i++
	}
	all = append(all, raw[start:])
	for k, m := range all {
		if bytes.HasPrefix(m, []byte("From ")) {
			all[k] = m[bytes.IndexByte(m, '\n')+1:]
		}
	}
	return all
}
