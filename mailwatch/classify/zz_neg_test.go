package classify

import (
	"os"
	"strings"
	"testing"
)

func TestNeg(t *testing.T) {
	p := os.Getenv("NEG")
	if p == "" {
		t.Skip()
	}
	raw, _ := os.ReadFile(p)
	r, _ := New(Options{})
	n, bad := 0, 0
	for _, l := range strings.Split(string(raw), "\x00") {
		mail := "From: Pat Doe <pat@corp.example>\nTo: Candidate <candidate@example.com>\nSubject: \nDate: Mon, 02 Mar 2026 09:00:00 +0000\nMessage-ID: <x@y.invalid>\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n" + strings.TrimSpace(l) + "\n"
		s := r.Read(parseMail(t, []byte(mail)))
		n++
		switch kindFamily(string(s.Kind)) {
		case "interview", "rejection", "offer":
			bad++
			t.Logf("%s %.2f %s: %s", s.Kind, s.Confidence, s.Reason, cues(s))
		}
	}
	t.Logf("%d of %d", bad, n)
}
