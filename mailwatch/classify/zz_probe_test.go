package classify

import (
	"os"
	"strings"
	"testing"
)

func TestProbe(t *testing.T) {
	p := os.Getenv("PROBE")
	if p == "" {
		t.Skip()
	}
	raw, _ := os.ReadFile(p)
	r, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	n, ok := 0, 0
	for _, l := range strings.Split(string(raw), "\n") {
		kind, text, found := strings.Cut(l, "|")
		if !found {
			continue
		}
		kind = strings.TrimSpace(kind)
		sub, body, f2 := strings.Cut(text, "||")
		if !f2 {
			sub, body = "", text
		}
		body = strings.ReplaceAll(body, "\\n", "\n")
		mail := "From: Unknown Sender <unknown@sender.invalid>\nTo: Candidate <candidate@example.com>\nSubject: " + strings.TrimSpace(sub) + "\nDate: Mon, 02 Mar 2026 09:00:00 +0000\nMessage-ID: <x@y.invalid>\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n" + strings.TrimSpace(body) + "\n"
		s := r.Read(parseMail(t, []byte(mail)))
		n++
		if kindFamily(string(s.Kind)) == kindFamily(kind) && (kindFamily(kind) != "interview" || string(s.Kind) == kind) && s.Confidence >= 0.9 {
			ok++
			continue
		}
		t.Logf("want %s got %s %.2f %s: %s", kind, s.Kind, s.Confidence, s.Reason, text)
	}
	t.Logf("%d of %d", ok, n)
}
