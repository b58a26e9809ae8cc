package followup

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
)

// Finding is something that lint noticed in a draft. One that blocks must be mended before a yes; one that can be
// overruled lets it pass with a reason that the user types; any other is only shown.
type Finding struct {
	Code        string `json:"code,omitempty"` // stable: what Overrule names
	Words       string `json:"words"`
	Blocks      bool   `json:"blocks,omitempty"`
	Overrulable bool   `json:"overrulable,omitempty"`
}

// stands reports whether the finding is in the way of a yes to the note.
func (f Finding) stands(n Note) bool {
	return f.Blocks || f.Overrulable && !slices.ContainsFunc(n.Overruled, func(o Overrule) bool { return o.Code == f.Code })
}

// Elsewhere is what lint knows besides the application. It is asked when a person looks or says yes and is never
// journalled.
type Elsewhere struct {
	Names []string  // the employers' names of all other live applications
	Now   time.Time // when the letter is looked at; zero: when it was drafted
}

// replyMark is how subjects of answers and of forwarded mails begin.
var replyMark = regexp.MustCompile(`(?i)^\s*(?:re|aw|sv|vs|antw|rif|ref|res|fw|fwd|wg|tr|rv|enc|doorst)\s*(?:\[\d+\])?\s*:`)

// mayTalkOfPay reports whether pay has a place in a letter of that kind: where they asked, or where it is the question.
func mayTalkOfPay(k NoteKind) bool {
	return k == RejectionResponse || k == RecruiterAnswer || k == Answer
}

// Lint returns what is wrong with a draft. What blocks would embarrass the user or reach the wrong person.
func (p Policy) Lint(app Application, n Note) []Finding { return p.LintWith(app, n, Elsewhere{}) }

// LintWith is Lint with what is known besides the application.
func (p Policy) LintWith(app Application, n Note, e Elsewhere) []Finding {
	return p.usable().lint(&app, n, e)
}

// Likeness is how alike two letters are in the words that carry content, 0 to 1. Names, employer and role do not count.
func Likeness(a Application, m Note, b Application, n Note) float64 {
	return similarity(contentWords(m.Text, a, m), contentWords(n.Text, b, n))
}

// placeholder matches what a template or a person left unfilled.
var placeholder = regexp.MustCompile(`\{\{|\}\}|\{[A-Za-z_ |]{2,40}\}|\[[A-Z][A-Za-z _/'-]{1,40}\]|\[[a-z][^\[\]\n]*\s[^\[\]\n]{1,60}\]|<[A-Za-z_ ]{2,40}>|<no value>|%!|\b(?:TODO|XXX+|TBD)\b|_{3,}`)

func (p Policy) lint(app *Application, n Note, e Elsewhere) []Finding {
	var out []Finding
	block := func(code, words string) { out = append(out, Finding{Code: code, Words: words, Blocks: true}) }
	remark := func(code, words string) { out = append(out, Finding{Code: code, Words: words}) }
	warn := func(code, words string) { out = append(out, Finding{Code: code, Words: words, Overrulable: true}) }
	out = append(out, p.lintRecipient(app, n)...)
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
	if n.Answers == "" && replyMark.MatchString(n.Subject) {
		block("false-reply", "the subject says that it answers or forwards a mail, and it begins a new thread: take that off")
	}
	if n.Answers == "" { // the subject of a reply is the employer's, brackets and all
		words = n.Subject + "\n" + words
	}
	if m := placeholder.FindString(words); m != "" {
		block("placeholder", fmt.Sprintf("a placeholder is not filled: %q", m))
	}
	now := e.Now
	if now.IsZero() {
		now = n.Proposed
	}
	lintPhrases(app, n, block, warn)
	lintShape(n, warn, remark)
	p.lintNames(app, n, e, block, warn)
	if !now.IsZero() {
		p.lintDates(app, n, now, block, warn)
		lintTime(app, n, now, block)
	}
	p.lintLanguage(app, n, block, warn)
	if n.Kind == Answer && !n.Edited {
		block("unedited", "only you can answer this: write it in your own words")
	}
	p.lintSiblings(*app, n, block, remark)
	return out
}

// lintTime says where a letter comes too early or too late for what happened.
func lintTime(app *Application, n Note, now time.Time, block func(code, words string)) {
	if iv, ok := app.interviewOf(n); ok && n.Kind == ThankYou && finish(iv).After(now) {
		block("not-over", "the interview is not over yet")
	}
	if n.Kind.Class() == Asking && app.LastHuman.Received.After(n.Proposed) {
		block("replied", "they wrote since this was drafted: read that first")
	}
}

// lintSiblings compares the letter with the others of the application: recipients compare notes.
func (p Policy) lintSiblings(app Application, n Note, block, remark func(code, words string)) {
	mine := contentWords(n.Text, app, n)
	for _, o := range app.Notes {
		if o.ID == n.ID || o.Text == "" || o.Kind != n.Kind && lower(o.To.Addr) == lower(n.To.Addr) || o.Status == Withdrawn || o.Status == Dismissed || o.Status == Failed {
			continue
		}
		left := o.Status == Sent || o.Status == Claimed || o.Status == Unsure || o.Status == Approved
		if alike := similarity(mine, contentWords(o.Text, app, o)); len(mine) > 0 && alike > p.Similarity {
			words := fmt.Sprintf("too much like the letter to %s (%d%%): people compare notes", orElse(o.To.Name, o.To.Addr), int(alike*100+0.5))
			if n.Kind == ThankYou {
				words += "; what is one thing that " + orElse(n.To.Name, n.To.Addr) + " talked about?"
			}
			switch same := lower(o.To.Addr) == lower(n.To.Addr); {
			case left && (!same || n.Kind == Nudge) || n.after(o, &app):
				block("alike", words)
			default: // it went to the same person before, or the other one may still be changed
				remark("alike", words)
			}
		}
	}
}

// contentWords returns the words that carry content, each once. Names of the people and the employer do not count.
func contentWords(text string, app Application, n Note) map[string]bool {
	skip := strings.ToLower(strings.Join([]string{n.To.Name, n.From.Name, app.Employer, app.Role}, " "))
	names := strings.FieldsFunc(skip, notLetter)
	small := slices.Concat(lintWords["en"].common, lintWords[n.Language].common)
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

// straight writes typographic apostrophes as typewriters do, so that a phrase is found either way.
func straight(s string) string { return strings.NewReplacer("’", "'", "‘", "'").Replace(s) }
