package followup

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// wordRange is the fewest and the most words that a letter of a kind reads well with (domain.md 5).
var wordRange = map[NoteKind][2]int{
	ThankYou: {15, 180}, RejectionResponse: {15, 130}, Nudge: {15, 110}, GracefulClose: {15, 90}, StayInTouch: {15, 120}, CheckIn: {15, 90},
	ScheduleAccept: {8, 70}, ScheduleProposal: {8, 90}, RescheduleRequest: {10, 80}, RescheduleAnswer: {8, 50}, CancelAnswer: {10, 70},
	Withdrawal: {15, 90}, DeadlineNote: {20, 130}, ExtensionRequest: {15, 100}, OfferThanks: {12, 80}, RecruiterAnswer: {10, 90},
}

// repairRange is that of a thank-you that completes an answer.
const repairMost = 190

// phrasesFor returns the phrases that are looked for in a letter: those of its language and of English, which slips into
// letters of any.
func phrasesFor(n Note) []phrases {
	langs := []string{"en"}
	for _, lang := range []string{n.Language, languageOf(n.Text)} {
		if lang != "" && !slices.Contains(langs, lang) {
			langs = append(langs, lang)
		}
	}
	var out []phrases
	for _, lang := range langs {
		if w, ok := lintWords[lang]; ok {
			out = append(out, w)
		}
	}
	return out
}

// lintPhrases says which words have no place in a letter.
func lintPhrases(app *Application, n Note, block, warn func(code, words string)) {
	text := withoutNames(n.Text, app)
	lowered := straight(strings.ToLower(withoutQuotes(text)))
	ends := n.Kind == RejectionResponse || n.Kind == GracefulClose || n.Kind == StayInTouch
	praise := map[string]bool{}
	for _, w := range phrasesFor(n) {
		for _, c := range []struct {
			code, words string
			list        []string
			asked       bool
		}{
			{"pressing", "these words press or blame: %q", w.pressing, true},
			{"arguing", "do not argue with a rejection: %q", w.arguing, ends},
			{"complaining", "no complaint has a place in a letter: %q", w.complaining, true},
			{"others", "leave other people out of it: %q", w.others, true},
			{"private", "this is private and does not help you here: %q", w.private, true},
			{"legal", "this reads as a threat: %q", w.legal, true},
		} {
			if said := phraseIn(lowered, c.list); c.asked && said != "" {
				block(c.code, fmt.Sprintf(c.words, said))
			}
		}
		for _, f := range w.flattering {
			if phraseIn(lowered, []string{f}) != "" {
				praise[f] = true
			}
		}
		if m := payIn(w.pay, text); m != "" && !mayTalkOfPay(n.Kind) {
			block("pay", fmt.Sprintf("no word about pay in this letter: %q", m))
		}
	}
	if len(praise) > 1 {
		block("flattery", "so much praise reads as flattery: keep one word of it")
	}
	if said := phraseIn(lowered, accepting); said != "" && (n.Kind == OfferThanks || n.Kind == ExtensionRequest || n.Kind == DeadlineNote) {
		block("accepts", fmt.Sprintf("these words accept an offer: %q", said))
	}
	if e := emojiIn(n.Text); e != "" && emojiIn(app.LastHuman.Excerpt) == "" {
		block("emoji", fmt.Sprintf("they write without emoji: %q", e))
	}
}

// withoutNames leaves out what the role and the employer are called: who applies as a Compensation Analyst does not talk
// of pay by saying so.
func withoutNames(text string, app *Application) string {
	for _, name := range []string{app.Role, app.Employer} {
		if len([]rune(name)) > 2 {
			text = strings.ReplaceAll(text, name, "…")
		}
	}
	return text
}

func payIn(pay *regexp.Regexp, text string) string {
	if pay == nil {
		return ""
	}
	return strings.TrimSpace(pay.FindString(text))
}

// phraseIn returns the first phrase of a list that a text in lower case has as whole words, or "".
func phraseIn(text string, list []string) string {
	for _, phrase := range list {
		p := straight(phrase)
		for from := 0; p != ""; {
			i := strings.Index(text[from:], p)
			if i < 0 {
				break
			}
			before, after := []rune(text[:from+i]), []rune(text[from+i+len(p):])
			opens, closes := unicode.IsLetter([]rune(p)[0]), unicode.IsLetter([]rune(p)[len([]rune(p))-1])
			if (!opens || len(before) == 0 || !unicode.IsLetter(before[len(before)-1])) && (!closes || len(after) == 0 || !unicode.IsLetter(after[0])) {
				return phrase
			}
			from += i + len(p)
		}
	}
	return ""
}

// emojiIn returns the first emoji of a text, or "".
func emojiIn(text string) string {
	for _, r := range text {
		if r >= 0x1F300 && r <= 0x1FAFF || r >= 0x1F1E6 && r <= 0x1F1FF || r >= 0x2600 && r <= 0x27BF && r != 0x260E && r != 0x2709 {
			return string(r)
		}
	}
	return ""
}

// lintShape remarks on length, questions and marks.
func lintShape(n Note, warn, remark func(code, words string)) {
	count := len(strings.Fields(n.Text))
	r, ok := wordRange[n.Kind]
	if n.Variant == VariantRecovery {
		r[1] = max(r[1], repairMost)
	}
	if ok && count > 0 && (count < r[0] || count > r[1]) {
		warn("length", fmt.Sprintf("%d words: between %d and %d read best", count, r[0], r[1]))
	}
	if strings.Count(n.Text, "?") > 1 && n.Kind != ScheduleProposal && n.Kind != Answer {
		warn("questions", "more than one question")
	}
	if strings.Count(n.Text, "!") > 1 {
		warn("exclamations", "more than one exclamation mark")
	}
	if subject := len([]rune(n.Subject)); n.Answers == "" && subject > 60 {
		remark("subject-long", fmt.Sprintf("the subject has %d characters: most people see 60", subject))
	}
	if i, all := sentencesWithI(n.Text); all >= 5 && i*10 > all*6 {
		remark("i", fmt.Sprintf("%d of %d sentences begin with \"I\"", i, all))
	}
}

// sentencesWithI counts the sentences of an English letter that begin with "I", and all.
func sentencesWithI(text string) (i, all int) {
	for _, s := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(".!?\n", r) }) {
		words := strings.Fields(s)
		if len(words) < 4 {
			continue
		}
		all++
		if first := straight(words[0]); first == "I" || strings.HasPrefix(first, "I'") {
			i++
		}
	}
	return i, all
}
