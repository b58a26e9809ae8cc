package classify

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"followup/followup"
)

// TestMeasureWarnings counts how often honest mail is warned of or not believed. FOLLOWUP_MAIL names the folder;
// FOLLOWUP_MISSES=1 prints each.
func TestMeasureWarnings(t *testing.T) {
	dir := os.Getenv("FOLLOWUP_MAIL")
	if dir == "" {
		t.Skip("FOLLOWUP_MAIL is not set: warnings on foreign mail are not measured")
	}
	r, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	var mails [][]byte
	paths, _ := filepath.Glob(filepath.Join(dir, "job", "*.eml"))
	for _, p := range paths {
		raw, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		mails = append(mails, raw)
	}
	job := len(mails)
	raw, err := os.ReadFile(filepath.Join(dir, "general.mbox"))
	if err != nil {
		t.Fatal(err)
	}
	mails = append(mails, splitMbox(raw)...)
	var warned, failed, robots, agencies [2]int
	for i, raw := range mails {
		set := 0
		if i >= job {
			set = 1
		}
		m := parseMail(t, raw)
		s := r.Read(m)
		if len(s.Warnings) > 0 {
			warned[set]++
		}
		if s.Trust == followup.TrustFailed {
			failed[set]++
		}
		if s.Agency != "" {
			agencies[set]++
		}
		if s.Mail.ReplyTo.Addr == "" {
			robots[set]++
		}
		if os.Getenv("FOLLOWUP_MISSES") != "" && (len(s.Warnings) > 0 || s.Trust == followup.TrustFailed || s.Agency != "") {
			var words []string
			for _, w := range s.Warnings {
				words = append(words, string(w))
			}
			name := "general"
			if i < job {
				name = filepath.Base(paths[i])
			}
			t.Logf("%s %s from %q <%s> %q: %s %s; agency %q employer %q", name, s.Kind, s.Mail.From.Name, s.Mail.From.Addr, m.Subject, strings.Join(words, "; "), s.Distrust, s.Agency, s.Employer)
		}
	}
	t.Logf("job: %d mails, %d warned of, %d not believed, %d through an agency, %d cannot be answered", job, warned[0], failed[0], agencies[0], robots[0])
	t.Logf("general: %d mails, %d warned of, %d not believed, %d through an agency, %d cannot be answered", len(mails)-job, warned[1], failed[1], agencies[1], robots[1])
}
