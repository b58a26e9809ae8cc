package templates

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// counts are words between greeting and closing (domain 5): at least and at most whatever is known, and around what a
// letter with all its facts takes.
type counts struct{ least, most, fullLeast, fullMost int }

// normal are those of warm and formal letters, brief those of brief ones.
var (
	normal = map[string]counts{
		"thank-you": {16, 180, 80, 130}, "rejection-response": {28, 130, 60, 100}, "nudge": {24, 110, 50, 90},
		"graceful-close": {30, 90, 50, 70}, "stay-in-touch": {30, 120, 60, 90}, "check-in": {25, 90, 45, 70},
		"schedule-accept": {17, 70, 30, 50}, "schedule-proposal": {20, 70, 30, 70}, "reschedule-request": {20, 80, 45, 80},
		"reschedule-answer": {15, 50, 25, 40}, "cancel-answer": {20, 70, 35, 50}, "withdrawal": {28, 90, 50, 70},
		"deadline-note": {50, 130, 70, 100}, "extension-request": {40, 100, 60, 80}, "offer-thanks": {25, 80, 40, 60},
		"recruiter-answer": {25, 90, 40, 60}, "answer": {8, 60, 15, 40},
	}
	curt = map[string]counts{
		"thank-you": {11, 100, 40, 70}, "rejection-response": {20, 90, 35, 60}, "nudge": {14, 70, 35, 60},
		"graceful-close": {20, 50, 25, 50}, "stay-in-touch": {20, 60, 30, 60}, "check-in": {12, 50, 25, 45},
		"schedule-accept": {12, 50, 20, 35}, "schedule-proposal": {12, 55, 20, 50}, "reschedule-request": {15, 70, 30, 55},
		"reschedule-answer": {12, 45, 15, 35}, "cancel-answer": {15, 45, 20, 40}, "withdrawal": {18, 60, 30, 50},
		"deadline-note": {30, 80, 40, 70}, "extension-request": {20, 60, 35, 55}, "offer-thanks": {18, 50, 25, 40},
		"recruiter-answer": {15, 60, 22, 45}, "answer": {4, 40, 8, 25},
	}
)

func countsOf(lang, kind, tone string) counts {
	c := normal[kind]
	if tone == "brief" {
		c = curt[kind]
	}
	if lang != "en" { // the same takes a few words more with articles, and fewer where verbs hold the person
		c.least -= 4
		c.fullLeast -= 10
		c.fullMost += 10
	}
	return c
}

// sentences of a text. A point after a day of the month ends none.
func sentences(text string) []string {
	return sentenceEnd.Split(dayPoint.ReplaceAllString(strings.ReplaceAll(text, "\n", " "), "$1 $2"), -1)
}

var dayPoint = regexp.MustCompile(`(\d)\. (\p{Lu})`)

// dangling is what an empty field leaves behind in a badly joined sentence.
func dangling(lang string) []string {
	bad := []string{"  ", " \n", "\n ", "\n\n\n", "role role", "Stelle Stelle", "poste poste", "puesto puesto", "vaga vaga"}
	for _, mark := range []string{".", ",", ";", ":", "?"} {
		bad = append(bad, "\n"+mark, ".."+mark, ","+mark, ";"+mark, ":"+mark, "?"+mark, mark+".")
		if lang != "fr" || mark == "." || mark == "," { // French sets a space before the tall marks
			bad = append(bad, " "+mark)
		}
		for _, word := range strings.Fields(smallWords[lang]) {
			bad = append(bad, " "+word+mark)
		}
	}
	return bad
}

// found returns the first of some words that stands in a text.
func found(text string, words []string) (string, bool) {
	for _, w := range words {
		if strings.Contains(text, w) {
			return w, true
		}
	}
	return "", false
}

// TestEveryCombination renders every letter for every combination of known and unknown facts and holds each of them to
// what a careful writer would check.
func TestEveryCombination(t *testing.T) {
	t.Parallel()
	set := Builtin()
	letters(func(lang, kind, tone string) {
		t.Run(lang+" "+kind+" "+tone, func(t *testing.T) {
			t.Parallel()
			seen := map[string]bool{} // many facts change nothing in many letters
			combinations(lang, kind, tone, func(d NoteData, full bool) {
				l, err := set.Render(lang, kind, tone, d)
				if err != nil {
					t.Fatalf("%+v: %v", d, err)
				}
				again := fmt.Sprint(l.Text, d.Me == "", d.KeepMe)
				if seen[again] {
					return
				}
				seen[again] = true
				if wrong := inspect(lang, kind, tone, l, d, full); wrong != "" {
					t.Errorf("%s\nfacts %+v\nSubject: %s\n\n%s", wrong, d, l.Subject, l.Text)
					t.FailNow()
				}
			})
		})
	})
}

// facts that may be missing in a letter of a kind, and those that may be different.
func unknowns(lang, kind string) []func(d *NoteData) {
	all := []func(d *NoteData){
		func(d *NoteData) { d.Greeting, d.Me, d.Phone, d.Salutation = "", "", "", "" }, // no sentence looks at them
		func(d *NoteData) { d.Employer = "" },
		func(d *NoteData) { d.Role = "" },
		func(d *NoteData) { d.Interview, d.InterviewDay, d.InterviewDate = false, "", "" },
		func(d *NoteData) { d.KeepMe = false },
	}
	add := func(f ...func(d *NoteData)) { all = append(all, f...) }
	if lang != "en" {
		add(func(d *NoteData) { d.Form, d.Salutation, d.Greeting = "familiar", "", "Dana" })
	}
	switch kind {
	case "thank-you":
		add(func(d *NoteData) { d.Topic = "" }, func(d *NoteData) { d.OthersMet = nil }, func(d *NoteData) { d.Liked = "" },
			func(d *NoteData) { d.NewPoint = "" }, func(d *NoteData) { d.Repair, d.Kind2 = repairIn[lang], "recovery" },
			func(d *NoteData) { d.Belated = true },
			func(d *NoteData) {
				switch {
				case d.Kind2 == "":
					d.PassOn, d.Topic = true, ""
				default:
					d.Kind2, d.KeepMe = "not-interested", false
				}
			})
	case "rejection-response":
		add(func(d *NoteData) { d.Topic = "" }, func(d *NoteData) { d.OthersMet = []string{"Ana Flores", "Raj Patel"} },
			func(d *NoteData) { d.NoHire = true }, func(d *NoteData) { d.Feedback = true })
	case "nudge":
		add(func(d *NoteData) { d.Topic = "" }, func(d *NoteData) { d.NewPoint = "" }, func(d *NoteData) { d.Second = true },
			func(d *NoteData) { d.PromisedDate = "" }, func(d *NoteData) { d.Applied = "" }, func(d *NoteData) { d.InterviewDate = "" })
	case "stay-in-touch":
		add(func(d *NoteData) { d.Kind2 = "2" }, func(d *NoteData) { d.MetWhen = "" })
	case "schedule-accept", "schedule-proposal", "reschedule-answer":
		add(func(d *NoteData) { d.SlotLines = nil })
	case "reschedule-request":
		add(func(d *NoteData) { d.SlotLines = nil }, func(d *NoteData) { d.OldDate = "" }, func(d *NoteData) { d.Kind2 = "they missed" },
			func(d *NoteData) { d.Kind2 = "I missed" }, func(d *NoteData) { d.Reason = "I have to be at a hearing that day" })
	default:
		add(func(d *NoteData) { d.OldDate, d.OfferDate = "", "" }, func(d *NoteData) { d.NewDate, d.PromisedDate = "", "" },
			func(d *NoteData) { d.Reason = "" }, func(d *NoteData) { d.FirstChoice = false },
			func(d *NoteData) { d.Answer = "no" }, func(d *NoteData) { d.Answer = "later" })
	}
	return all
}

// combinations calls f with every subset of the facts that this kind of letter looks at, in four variants each.
func combinations(lang, kind, tone string, f func(d NoteData, full bool)) {
	all := unknowns(lang, kind)
	ways := 1
	if kind == "thank-you" {
		ways = variants
	}
	for bits := range 1 << len(all) {
		for v := range ways {
			if lang != "en" && v != bits%ways { // one way a subset: seven languages take their time
				continue
			}
			d := SampleIn(lang, kind)
			d.Variant = v + 1
			if lang != "en" && tone == "formal" {
				d.Form, d.Salutation, d.Greeting = "polite", salutationIn[lang][v%2], "Reyes"
			}
			for i, without := range all {
				if bits&(1<<i) != 0 {
					without(&d)
				}
			}
			f(d, bits == 0)
		}
	}
}

// asks are the kinds that ask one thing; others ask nothing.
func asks(kind string, d NoteData) (least, most int) {
	switch kind {
	case "nudge", "check-in", "deadline-note", "extension-request", "offer-thanks":
		return 1, 1
	case "recruiter-answer":
		if d.Answer == "yes" {
			return 1, 1
		}
		return 0, 0
	case "reschedule-request":
		return 0, 1
	}
	return 0, 0
}

var sentenceEnd = regexp.MustCompile(`[.?](?:\s+|$)`)

// inspect returns what is wrong with a letter, or nothing.
func inspect(lang, kind, tone string, l Letter, d NoteData, full bool) string {
	body, ok := bodyOf(l.Text)
	if !ok {
		return "greeting or closing is missing"
	}
	r := countsOf(lang, kind, tone)
	words := len(strings.Fields(body))
	low := strings.ToLower(l.Subject + "\n" + l.Text)
	least, most := asks(kind, d)
	switch n := strings.Count(l.Text, "?"); {
	case words < r.least || words > r.most:
		return fmt.Sprintf("%d words, want %d to %d", words, r.least, r.most)
	case full && (words < r.fullLeast || words > r.fullMost):
		return fmt.Sprintf("%d words with everything known, want %d to %d", words, r.fullLeast, r.fullMost)
	case len([]rune(l.Subject)) > 60:
		return "the subject is longer than 60 characters"
	case n < least || n > most:
		return fmt.Sprintf("%d questions, want %d to %d", n, least, most)
	case tone == "formal" && lang == "en" && strings.ContainsAny(l.Text, "'’"):
		return "a contraction in a formal letter"
	case lang == "es" && strings.Count(l.Text, "¿") != n:
		return "a Spanish question has two marks"
	case lang == "fr" && n > 0 && !strings.Contains(l.Text, "\u00a0?"):
		return "a French question mark has a narrow place before it"
	}
	looked := low
	if kind == "recruiter-answer" { // the one letter that may ask what is paid
		looked = strings.ReplaceAll(low, "salary", "")
	}
	if w, ok := found(looked, append(forbidden[lang], broken...)); ok {
		return fmt.Sprintf("forbidden: %q", w)
	}
	if w, ok := found(low, regrets); ok && lang == "en" && (kind != "reschedule-request" || strings.Count(low, w) > 1) {
		return fmt.Sprintf("a regret too much: %q", w)
	}
	if w, ok := found(l.Subject+"\n"+l.Text, dangling(lang)); ok {
		return fmt.Sprintf("dangling: %q", w)
	}
	var open []string
	switch {
	case kind == "stay-in-touch" && d.WhyNow == "":
		open = append(open, "[why you write now]")
	case kind == "answer" && d.Words == "":
		open = append(open, "[your answer]")
	}
	if d.Me == "" {
		open = append(open, "[your name]")
	}
	if got := Placeholders(l.Text); !slices.Equal(got, open) {
		return fmt.Sprintf("placeholders %q", got)
	}
	for i, para := range strings.Split(body, "\n\n") {
		lines := strings.Split(para, "\n")
		if strings.HasPrefix(para, "- ") { // a list of times
			if slices.ContainsFunc(lines, func(s string) bool { return !strings.HasPrefix(s, "- ") }) {
				return fmt.Sprintf("a list that is none: %q", para)
			}
			continue
		}
		if len(lines) > 1 || !strings.ContainsAny(para[len(para)-1:], ".?:]") || !begins(lang, i, []rune(para)[0]) {
			return fmt.Sprintf("a paragraph that is none: %q", para)
		}
	}
	all := sentences(strings.TrimSpace(body))
	own := 0
	for _, s := range all {
		if strings.HasPrefix(s, "I ") || strings.HasPrefix(s, "Ich ") || strings.HasPrefix(s, "ich ") || strings.HasPrefix(s, "Ik ") {
			own++
		}
	}
	if n := len(all) - 1; n >= 5 && own*10 > n*4 {
		return fmt.Sprintf("%d of %d sentences begin with I", own, n)
	}
	return facts(lang, l, d, kind)
}

// begins reports whether a paragraph may begin so: after the comma of the greeting German and Italian go on with a small letter.
func begins(lang string, paragraph int, r rune) bool {
	small := paragraph == 0 && (lang == "de" || lang == "it")
	if lang == "it" && small { // but for a polite La or Le
		return unicode.IsLetter(r)
	}
	return unicode.IsUpper(r) != small && unicode.IsLetter(r) || r == '¿'
}

// thanksIn and mindIn are how a language thanks and asks to be kept in mind.
var (
	thanksIn = map[string]string{
		"en": "thank", "de": "dank", "fr": "merci|remerci", "es": "gracias|agradec|agradezco|agradecim", "pt": "obrigad|agrade",
		"nl": "dank", "it": "grazie|ringrazi",
	}
	mindIn = map[string]string{
		"en": "kept in mind", "de": "an mich denk|an mich zu denken|an mich denkst|in Erinnerung", "fr": "penser à moi|pensiez à moi|penses à moi|pensez à moi",
		"es": "en cuenta", "pt": "lembrar|lembrasse|lembrado", "nl": "aan mij denk|aan mij te denken|aan mij wilt denken", "it": "in considerazione|tenere presente|ricord",
	}
)

func says(text, any string) bool {
	return slices.ContainsFunc(strings.Split(any, "|"), func(s string) bool { return strings.Contains(text, s) })
}

// facts checks that what is known is said where it must be, and that it is said once.
func facts(lang string, l Letter, d NoteData, kind string) string {
	for _, must := range []string{d.Greeting, d.Employer, d.Role, d.Me, d.Phone, d.Link} {
		if !strings.Contains(l.Text, must) {
			return fmt.Sprintf("%q is known and not said", must)
		}
	}
	for _, s := range []string{d.Topic, d.Liked, strings.TrimSuffix(d.Repair, "."), d.NewPoint, d.Reason, d.WhyNow, d.Words} {
		if s != "" && strings.Count(l.Text, s) > 1 {
			return fmt.Sprintf("%q is said twice", s)
		}
	}
	for _, s := range d.SlotLines {
		if strings.Count(l.Text, s) != 1 {
			return fmt.Sprintf("the time %q must be said once", s)
		}
	}
	low := strings.ToLower(l.Text)
	switch kind {
	case "thank-you":
		plain := !d.PassOn && d.Kind2 != "not-interested"
		if d.Topic != "" && !d.PassOn && !strings.Contains(l.Text, d.Topic) {
			return "the topic is not said"
		}
		if d.Repair != "" && plain && !strings.Contains(l.Text, d.Repair) {
			return "the completed answer is not said"
		}
		liked, repair := strings.Index(l.Text, d.Liked), strings.Index(l.Text, d.Repair)
		if d.Liked != "" && d.Repair != "" && liked > repair {
			return "what they liked must come before the completed answer"
		}
		for _, name := range d.OthersMet {
			if !strings.Contains(l.Text, name) {
				return name + " is not thanked"
			}
		}
	case "rejection-response":
		if d.KeepMe != says(l.Text, mindIn[lang]) {
			return "kept in mind: only, and always, if the user likes the place"
		}
	case "withdrawal":
		if i := strings.Index(low, "withdraw"); i < 0 || strings.Count(l.Text[:i], ". ") > 1 {
			return "the withdrawal must be in the first two sentences"
		}
	case "deadline-note":
		if !strings.Contains(l.Text, d.OfferDate) || d.FirstChoice != strings.Contains(low, "first choice") {
			return "the date, and the first choice if it is one, must be said"
		}
	case "cancel-answer":
		if !says(low, "interest") {
			return "it must say that the user is still interested"
		}
	case "extension-request":
		if !strings.Contains(l.Text, d.NewDate) {
			return "the date that is asked for must be said"
		}
	case "offer-thanks":
		if !strings.Contains(low, "in writing") || strings.Contains(low, "accept") {
			return "it asks for the offer in writing and accepts nothing"
		}
	}
	if slices.Contains(first, kind) && kind != "nudge" && !says(low, thanksIn[lang]) {
		return "no thanks"
	}
	return ""
}

var closing = regexp.MustCompile(`^(Best wishes,|Kind regards,|Best,|Viele Grüße|Mit freundlichen Grüßen|Bien à toi,|Bien cordialement,|Cordialement,|` +
	`Un saludo,|Un cordial saludo,|Um abraço,|Cordialmente,|Atenciosamente,|Hartelijke groet,|Met vriendelijke groet,|Un caro saluto,|` +
	`Cordiali saluti,)\n\S`)

// bodyOf cuts greeting, closing and signature off.
func bodyOf(text string) (string, bool) {
	greeting, rest, ok := strings.Cut(text, "\n\n")
	if !ok || !strings.HasSuffix(greeting, ",") && !strings.HasSuffix(greeting, ":") || strings.Contains(greeting, "\n") {
		return "", false
	}
	i := strings.LastIndex(rest, "\n\n")
	if i < 0 || !closing.MatchString(rest[i+2:]) {
		return "", false
	}
	return rest[:i], true
}
