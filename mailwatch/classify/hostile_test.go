package classify

import (
	"math/rand/v2"
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
		{"one quotation mark after the other", strings.Repeat("\" you were rejected ", 4000)},
		{"silence clauses", strings.Repeat("if you do not hear from us please assume you were not selected ", 2000)},
		{"buttons", strings.Repeat("reschedule cancel ", 5000)},
		{"meetings", strings.Repeat("see you on tuesday 12 march at 3pm and ", 3000)},
		{"offers to others", strings.Repeat("we extend an offer to Susan and ", 3000)},
		{"conditions", strings.Repeat("if we, ", 8000) + "unfortunately you were rejected"},
		{"all languages", strings.Repeat("leider nicht malheureusement pas lamentablemente wir laden Sie ein entretien sollicitatie rozmowa 面接 unfortunately ", 1000)},
		{"figures", strings.Repeat("12/03 ", 9000)},
		{"apostrophes", strings.Repeat("a'", 24000)},
		{"dots", "interview " + strings.Repeat("a.", 24000)},
		{"brackets", strings.Repeat("(m/w/d) H/F (", 4000)},
		{"company after company", strings.Repeat("The Acme Recruiting Team at Acme GmbH on behalf of Foo Inc\n\n", 1000)},
		{"capitals", strings.Repeat("At Acme With Acme From Acme Role At ", 5000)},
	} {
		m := &mailwatch.Message{Subject: "Your interview " + clip(c.text, 1000), Text: mailwatch.Text{Own: c.text, Quoted: c.text, Signature: c.text, Footer: c.text}, From: []mailwatch.Address{{Addr: "hr@acme.example"}}}
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

// TestGarbage holds that what is no text at all is read to its end: an attachment that a server takes for words, and every
// sign after an apostrophe.
func TestGarbage(t *testing.T) {
	read := func(text string) {
		t.Helper()
		defer func() {
			if v := recover(); v != nil {
				t.Errorf("%v: %q", v, clip(text, 200))
			}
		}()
		testReader.Read(&mailwatch.Message{Subject: clip(text, 100), Text: mailwatch.Text{Own: text}, From: []mailwatch.Address{{Addr: "hr@acme.example"}}})
	}
	for r := rune(1); r < 0x250; r++ {
		read("i'" + string(r) + " d’" + string(r) + string(r) + "’s l" + string(r) + "'")
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		junk := make([]rune, 600)
		for i := range junk {
			junk[i] = []rune{rune(random.IntN(0x100)), rune(random.IntN(0x2100)), []rune(" '’.-(@")[random.IntN(7)]}[random.IntN(3)]
		}
		read(string(junk))
	}
}
