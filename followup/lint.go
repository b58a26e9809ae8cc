package followup

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// Finding is something that lint noticed in a draft. A finding that blocks must be mended before a yes.
type Finding struct {
	Code        string `json:"code,omitempty"` // stable: what Overrule names
	Words       string `json:"words"`
	Blocks      bool   `json:"blocks,omitempty"`
	Overrulable bool   `json:"overrulable,omitempty"` // a typed reason lets it pass
}

// Elsewhere is what lint may know of the other applications. It is asked when a person looks or says yes and is never
// journalled.
type Elsewhere struct {
	Names []string // the employers' names of all other live applications
}

// LintWith is Lint with what is known of the other applications.
func (p Policy) LintWith(app Application, n Note, _ Elsewhere) []Finding {
	return p.Lint(app, n) // not built yet (W3)
}

// Likeness is how alike two letters are in the words that carry content, 0 to 1. Names, employer and role do not count.
func Likeness(a Application, m Note, b Application, n Note) float64 {
	return similarity(contentWords(m.Text, a, m), contentWords(n.Text, b, n))
}

// placeholder matches what a template or a person left unfilled.
var placeholder = regexp.MustCompile(`\{\{|\}\}|\{[A-Za-z_ |]{2,40}\}|\[[A-Z][A-Za-z _/'-]{1,40}\]|\[[a-z][^\[\]\n]*\s[^\[\]\n]{1,60}\]|<[A-Za-z_ ]{2,40}>|<no value>|%!|\b(?:TODO|XXX+|TBD)\b|_{3,}`)

// pressing are words that press, blame or beg (domain.md 5): they cost more than they bring.
var pressing = []string{
	"just checking in", "touch base", "touching base", "as promised", "you told me", "you promised", "i've been waiting",
	"i have been waiting", "still waiting", "i know you are busy but", "i know you're busy but", "desperate", "any update???",
	"asap", "ultimatum", "final reminder", "last chance", "you said you would", "since you did not answer", "since you didn't answer",
}

// arguing are words that argue with a no.
var arguing = []string{
	"reconsider", "change your mind", "why was i", "why did you", "why i was", "unfair", "disagree with your decision", "mistake in rejecting",
	"i deserve", "i demand", "explain why",
}

// money are words about pay; they have no place in a thank-you or a question.
var money = regexp.MustCompile(`(?i)\b(?:salary|salaries|compensation|pay rise|wage|remuneration|bonus|stock options)\b|[$€£]\s?\d`)

// words ranges: the fewest and the most words a letter of that kind should have (domain.md 5).
var wordRange = map[NoteKind][2]int{ThankYou: {15, 180}, RejectionResponse: {15, 130}, Nudge: {15, 110}}

// Lint returns what is wrong with a draft. What blocks would embarrass the user or reach the wrong person.
func (p Policy) Lint(app Application, n Note) []Finding {
	var out []Finding
	block := func(code, words string) { out = append(out, Finding{Code: code, Words: words, Blocks: true}) }
	warn := func(code, words string) { out = append(out, Finding{Code: code, Words: words, Overrulable: true}) }
	for _, f := range p.lintRecipient(&app, n) {
		block(f.Code, f.Words)
	}
	if who := app.person(lower(n.To.Addr)); who != nil && who.Suspect {
		warn("suspect", "this address comes from a mail whose sender failed a check: be sure that you know who it is")
	}
	if strings.TrimSpace(n.Text) == "" {
		block("empty", "the letter is empty")
	}
	if strings.TrimSpace(n.Subject) == "" {
		block("empty-subject", "the subject is empty")
	}
	if strings.ContainsAny(n.Subject, "\r\n") {
		block("subject-lines", "the subject has more than one line")
	}
	words := n.Text
	if n.Answers == "" { // the subject of a reply is the employer's, brackets and all
		words = n.Subject + "\n" + words
	}
	if m := placeholder.FindString(words); m != "" {
		block("placeholder", fmt.Sprintf("a placeholder is not filled: %q", m))
	}
	lowered := strings.ToLower(n.Text)
	if w := firstIn(lowered, pressing); w != "" {
		warn("pressing", fmt.Sprintf("these words press or blame: %q", w))
	}
	if w := firstIn(lowered, arguing); w != "" && n.Kind == RejectionResponse {
		block("arguing", fmt.Sprintf("do not argue with a rejection: %q", w))
	}
	if m := money.FindString(n.Text); m != "" && n.Kind != RejectionResponse {
		block("pay", fmt.Sprintf("no word about pay in this letter: %q", m))
	}
	count := len(strings.Fields(n.Text))
	if r, ok := wordRange[n.Kind]; ok && count > 0 && (count < r[0] || count > r[1]) {
		warn("length", fmt.Sprintf("%d words: between %d and %d read best", count, r[0], r[1]))
	}
	if strings.Count(n.Text, "?") > 1 {
		warn("questions", "more than one question")
	}
	if strings.Count(n.Text, "!") > 1 {
		warn("exclamations", "more than one exclamation mark")
	}
	p.lintSiblings(app, n, block, warn)
	return out
}

// lintRecipient says why a letter may not go to its recipient.
func (p Policy) lintRecipient(app *Application, n Note) []Finding {
	var out []Finding
	add := func(code, words string) { out = append(out, Finding{Code: code, Words: words}) }
	addr := lower(n.To.Addr)
	who := app.person(addr)
	switch {
	case addr == "":
		return []Finding{{Code: "nobody", Words: "nobody is written to"}}
	case unanswerable(addr):
		return []Finding{{Code: "nobody-reads", Words: "nobody reads what is sent to " + addr}}
	case p.user(app, addr) || addr == lower(n.From.Addr):
		return []Finding{{Code: "own-address", Words: "that is your own address"}}
	case who != nil && who.Dead:
		return []Finding{{Code: "bounced", Words: "the address bounced: " + addr}}
	case who != nil && who.Robot:
		return []Finding{{Code: "nobody-reads", Words: "nobody reads what is sent to " + addr}}
	}
	if who == nil && !app.wroteWith(addr) && !n.Edited {
		add("unknown-address", "it is not known where this address comes from: "+addr)
	}
	if who != nil && who.Relay && n.Answers == "" {
		add("relay", "this address works only as an answer in its own thread: "+addr)
	}
	if lower(n.From.Addr) == "" {
		add("no-sender", "it is not known from which address of yours it goes")
	}
	for _, o := range app.Notes {
		same := o.Round == n.Round || n.Kind == RejectionResponse || n.Interview != "" && o.Interview == n.Interview
		if o.ID != n.ID && o.Kind == n.Kind && same && lower(o.To.Addr) == addr && n.Kind != Nudge &&
			(o.Status == Sent || o.Status == Approved || o.Status == Claimed || o.Status == Unsure) {
			add("second-letter", "this person has such a letter already")
		}
	}
	return out
}

// wroteWith reports whether the address stands on a mail or in an interview of the application.
func (a *Application) wroteWith(addr string) bool {
	if a.LastHuman.on(addr) || a.LastIn.on(addr) || a.LastOut.on(addr) {
		return true
	}
	for _, r := range a.Rounds {
		for _, iv := range r.Interviews {
			if slices.ContainsFunc(iv.People, func(p Person) bool { return lower(p.Addr) == addr }) {
				return true
			}
		}
	}
	return false
}

// lintSiblings compares the letter with the others of the application: recipients compare notes.
func (p Policy) lintSiblings(app Application, n Note, block, warn func(code, words string)) {
	mine := contentWords(n.Text, app, n)
	for _, o := range app.Notes {
		if o.ID == n.ID || o.Text == "" || o.Kind != n.Kind || o.Status == Withdrawn || o.Status == Dismissed || o.Status == Failed {
			continue
		}
		left := o.Status == Sent || o.Status == Claimed || o.Status == Unsure || o.Status == Approved
		if alike := similarity(mine, contentWords(o.Text, app, o)); len(mine) > 0 && alike > p.Similarity {
			words := fmt.Sprintf("too much like the letter to %s (%d%%): people compare notes", orElse(o.To.Name, o.To.Addr), int(alike*100+0.5))
			if left && lower(o.To.Addr) != lower(n.To.Addr) {
				block("alike", words)
			} else {
				warn("alike", words)
			}
		}
	}
}

// function words carry no content; greeting and closing may be the same in every letter.
var small = strings.Fields(`a an and are as at be been but by do for from had has have he her here his how i if in into is it its
me my no not of on or our she so that the their them then there these they this to too us was we were what when which who will with
would you your dear hello hi kind regards best sincerely thank thanks again`)

// contentWords returns the words that carry content, each once. Names of the people and the employer do not count.
func contentWords(text string, app Application, n Note) map[string]bool {
	skip := strings.ToLower(strings.Join([]string{n.To.Name, n.From.Name, app.Employer, app.Role}, " "))
	names := strings.FieldsFunc(skip, notLetter)
	out := map[string]bool{}
	for _, w := range strings.FieldsFunc(strings.ToLower(text), notLetter) {
		if len(w) > 2 && !slices.Contains(small, w) && !slices.Contains(names, w) {
			out[w] = true
		}
	}
	return out
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' }

// similarity is the share of words that two letters have in common (Jaccard), 0 to 1.
func similarity(a, b map[string]bool) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	common := 0
	for w := range a {
		if b[w] {
			common++
		}
	}
	return float64(common) / float64(len(a)+len(b)-common)
}

func firstIn(text string, list []string) string {
	for _, w := range list {
		if strings.Contains(text, w) {
			return w
		}
	}
	return ""
}
