package classify

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestLikeDump(t *testing.T) {
	dir := os.Getenv("FOLLOWUP_MAIL")
	if dir == "" {
		t.Skip()
	}
	raw, _ := os.ReadFile(filepath.Join(dir, "job", "labels.jsonl"))
	r, _ := New(Options{})
	for line := range strings.Lines(string(raw)) {
		var l label
		json.Unmarshal([]byte(line), &l)
		mail, _ := os.ReadFile(filepath.Join(dir, "job", l.File))
		g := &reading{}
		m := parseMail(t, mail)
		g.reset(r, m)
		s := g.read()
		if g.subject.f == nil {
			continue
		}
		o := g.opinion()
		ok := "ok"
		if kindFamily(string(s.Kind)) != kindFamily(l.Kind) {
			ok = "MISS"
		}
		agree := "agree"
		if kindFamily(string(kindOf[o.like])) != kindFamily(l.Kind) && !(l.Kind == "other" && o.like >= likeNeutral) {
			agree = "AGAINST"
		}
		t.Logf("%s %s %s want %s got %s %.2f job %.1f like %s %.2f ord %.2f", ok, agree, l.File, l.Kind, s.Kind, s.Confidence, g.jobScore(), o.like, o.p, o.ordinary)
	}
}
