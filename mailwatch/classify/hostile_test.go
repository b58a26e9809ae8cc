package classify

import (
	"strings"
	"testing"
	"time"

	"followup/mailwatch"
)

// TestHostileTexts holds that no text, however made, takes out of all proportion long: 250 ms are allowed for a whole message, and a
// busy machine gets eight times as much.
func TestHostileTexts(t *testing.T) {
	for _, c := range []struct{ name, text string }{
		{"one phrase over and over", strings.Repeat("invite you to an interview for the position and ", 4000)},
		{"the beginnings of phrases", strings.Repeat("we your the to thank you for interview move like ", 4000)},
		{"dates without end", strings.Repeat("Tuesday 12/03 2pm - ", 8000)},
		{"no spaces", strings.Repeat("x", 200000)},
		{"ideographs", strings.Repeat("面接日程調整残念ながら", 8000)},
		{"breaks", strings.Repeat("if\n\n, but (unless); not ", 8000)},
		{"capitals", strings.Repeat("At Acme With Acme From Acme Role At ", 5000)},
	} {
		m := &mailwatch.Message{Subject: "Your interview", Text: mailwatch.Text{Own: c.text}, From: []mailwatch.Address{{Addr: "hr@acme.example"}}}
		testReader.Read(m) // warm
		begin := time.Now()
		testReader.Read(m)
		if took := time.Since(begin); took > 8*250*time.Millisecond*slow {
			t.Errorf("%s: %v", c.name, took)
		} else {
			t.Logf("%s: %v", c.name, took)
		}
	}
}
