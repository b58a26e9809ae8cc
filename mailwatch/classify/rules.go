package classify

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"followup/followup"
	"followup/mailwatch"

	"golang.org/x/net/publicsuffix"
)

// RuleKind is what a rule of the user's looks at.
type RuleKind string

// The kinds of rule.
const (
	RuleSender   RuleKind = "sender"   // an address or a domain says what its mail is
	RulePhrase   RuleKind = "phrase"   // words in the subject or the sender's own text say what the mail is
	RuleEmployer RuleKind = "employer" // a name that is read stands for another
)

// Rule is one line of the user's own. A mail that it fits is what the rule says, with two bounds: the time of a calendar
// part goes before it, and a mail whose sender fails the check of the provider is asked about all the same.
type Rule struct {
	Number int                 `json:"number"` // its place among the rules that can be used, from 1
	Line   int                 `json:"line"`   // in the file, from 1
	What   RuleKind            `json:"what"`
	Match  string              `json:"match"`          // the address, the domain, the words, the name as read
	Kind   followup.SignalKind `json:"kind,omitempty"` // of sender and phrase; Other: not about a job
	Name   string              `json:"name,omitempty"` // of employer: the name that it shall be

	words [][]byte // of a phrase, folded
}

// BadRule is a line that cannot be used, and what would make it good. The other lines hold without it.
type BadRule struct {
	Line int    `json:"line"`
	Text string `json:"text"`
	Why  string `json:"why"`
	Hint string `json:"hint,omitempty"`
}

// Error names the line.
func (b BadRule) Error() string { return fmt.Sprintf("line %d: %s", b.Line, b.Why) }

// notJob is how a rule says Other.
const notJob = "not-job"

// ruleKinds are the words for the kinds in a reason. Their names are those of the file.
var ruleKinds = []struct {
	kind  followup.SignalKind
	words string
}{

	{followup.Rejection, "a rejection"}, {followup.Offer, "an offer"}, {followup.InterviewCancel, "an interview being cancelled"},
	{followup.InterviewReschedule, "an interview being moved"}, {followup.InterviewConfirm, "an interview being confirmed"},
	{followup.InterviewInvite, "an invitation to an interview"}, {followup.Assessment, "an assessment"},
	{followup.Update, "news about an application"}, {followup.ApplicationAck, "a receipt for an application"},
	{followup.RecruiterOutreach, "a recruiter writing for the first time"}, {followup.Other, "not about a job"},
}

// ParseRules reads a file of rules: one a line, # begins a comment. A line that cannot be used is told and left aside, so
// that a slip in an editor does not stop the watch.
func ParseRules(text string) (rules []Rule, bad []BadRule) {
	n := 0
	for line := range strings.Lines(strings.TrimPrefix(text, "\uFEFF")) {
		n++
		line = uncomment(strings.TrimRight(line, "\r\n"))
		if line == "" {
			continue
		}
		r, err := ParseRule(line)
		if err != nil {
			b := BadRule{Line: n, Text: line, Why: err.Error()}
			if h := (ruleError{}); errors.As(err, &h) {
				b.Why, b.Hint = h.why, h.hint
			}
			bad = append(bad, b)
			continue
		}
		r.Line, r.Number = n, len(rules)+1
		rules = append(rules, r)
	}
	return rules, bad
}

// uncomment takes a comment off a line.
func uncomment(line string) string {
	quoted := false
	for i, c := range line {
		switch {
		case strings.ContainsRune("\"“”", c):
			quoted = !quoted
		case c == '#' && !quoted && (i == 0 || line[i-1] == ' ' || line[i-1] == '\t'):
			return strings.TrimSpace(line[:i])
		}
	}
	return strings.TrimSpace(line)
}

// ruleError is why a line is no rule, and what would make it one.
type ruleError struct{ why, hint string }

func (e ruleError) Error() string {
	if e.hint == "" {
		return e.why
	}
	return e.why + "; " + e.hint
}

// The shapes of a line, for hints.
const (
	shapes      = `a rule is: sender ADDRESS is KIND, phrase "WORDS" is KIND, or employer "NAME" is "NAME"`
	phraseWants = "a phrase has at least two words and eight letters, so that it does not fit mail that it does not mean"
)

// ParseRule reads one rule.
func ParseRule(line string) (Rule, error) {
	what, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
	r := Rule{What: RuleKind(strings.ToLower(what))}
	if r.What != RuleSender && r.What != RulePhrase && r.What != RuleEmployer {
		return r, ruleError{fmt.Sprintf("%q is no kind of rule", what), shapes}
	}
	var after string
	r.Match, after = operand(rest)
	r.Match = tidy(r.Match)
	is, said, _ := strings.Cut(strings.TrimSpace(after), " ")
	if is != "is" || r.Match == "" || strings.TrimSpace(said) == "" {
		return r, ruleError{"the line is not complete", shapes}
	}
	said, after = operand(said)
	if after = strings.TrimSpace(after); after != "" {
		return r, ruleError{fmt.Sprintf("%q stands behind the rule", after), "put names and phrases of several words in quotation marks"}
	}
	if r.What == RuleEmployer {
		r.Name = tidy(said)
		if nameKey(r.Match) == "" || nameKey(r.Name) == "" || len(r.Name) > 100 {
			return r, ruleError{"that is no name of an employer", shapes}
		}
		return r, nil
	}
	if err := r.setKind(said); err != nil {
		return r, err
	}
	if r.What == RuleSender {
		return r, r.setSender()
	}
	return r, r.setPhrase()
}

// operand cuts the first word or quoted words off a text; words without quotes end before "is".
func operand(s string) (value, rest string) {
	s = strings.TrimSpace(s)
	for _, q := range [...][2]string{{`"`, `"`}, {"“", "”"}, {"„", "“"}} {
		if inner, ok := strings.CutPrefix(s, q[0]); ok {
			if value, rest, ok := strings.Cut(inner, q[1]); ok {
				return strings.TrimSpace(value), rest
			}
			return "", ""
		}
	}
	if value, rest, ok := strings.Cut(s, " is "); ok {
		return strings.TrimSpace(value), "is " + rest
	}
	return s, ""
}

// tidy makes one clean line without quotation marks, so that it can stand between some.
func tidy(s string) string {
	s = strings.Map(func(c rune) rune {
		if strings.ContainsRune("\"“”„", c) {
			return -1
		}
		return c
	}, mailwatch.CleanLine(s))
	return strings.Join(strings.Fields(s), " ")
}

func (r *Rule) setKind(word string) error {
	name := strings.ReplaceAll(strings.ToLower(word), "-", "_")
	if name == "not_job" {
		r.Kind = followup.Other
		return nil
	}
	var names []string
	for _, k := range ruleKinds {
		if k.kind == followup.Other {
			continue
		}
		if string(k.kind) == name {
			r.Kind = k.kind
			return nil
		}
		names = append(names, string(k.kind))
	}
	return ruleError{fmt.Sprintf("%q is no kind of mail", word), "say " + notJob + " or one of " + strings.Join(names, ", ")}
}

// setSender checks an address or a domain. A domain from which many write says nothing about any of them.
func (r *Rule) setSender() error {
	r.Match = strings.ToLower(strings.Trim(r.Match, "<>"))
	local, domain, whole := strings.Cut(strings.TrimPrefix(r.Match, "@"), "@")
	if !whole {
		local, domain = "", local
		r.Match = domain
	}
	if whole && local == "" || !strings.Contains(domain, ".") || strings.ContainsAny(r.Match, " ,;\"/") {
		return ruleError{fmt.Sprintf("%q is neither an address nor a domain", r.Match), "write jane@acme.example or acme.example"}
	}
	if suffix, _ := publicsuffix.PublicSuffix(domain); suffix == domain {
		return ruleError{fmt.Sprintf("%q is a domain under which everybody can have one", domain), "name a domain below it"}
	}
	if row := senders.of("x@" + domain); !whole && (row.class != classOther && row.class != classAlert) {
		return ruleError{fmt.Sprintf("many different people and companies write from %s", domain), "name the whole address, or use a phrase rule"}
	}
	return nil
}

func (r *Rule) setPhrase() error {
	letters := 0
	for _, w := range words(fold(r.Match, 1<<10), nil) {
		r.words = append(r.words, bytes.Clone(w.txt))
		letters += len(w.txt)
	}
	if len(r.words) < 2 || letters < 8 || len(r.words) > 40 {
		return ruleError{"the phrase is too short, or too long to be found", phraseWants}
	}
	return nil
}

// String is the rule as its line in the file.
func (r Rule) String() string {
	kind := string(r.Kind)
	if r.Kind == followup.Other {
		kind = notJob
	}
	switch r.What {
	case RuleEmployer:
		return `employer "` + r.Match + `" is "` + r.Name + `"`
	case RulePhrase:
		return `phrase "` + r.Match + `" is ` + kind
	}
	return fmt.Sprintf("sender %s is %s", r.Match, kind)
}

// Words say what a rule means in a sentence.
func (r Rule) Words() string {
	what := "mail from " + r.Match
	switch r.What {
	case RuleEmployer:
		return fmt.Sprintf("the employer read as “%s” is %s", r.Match, r.Name)
	case RulePhrase:
		what = fmt.Sprintf("mail that says “%s”", r.Match)
	}
	for _, k := range ruleKinds {
		if k.kind == r.Kind {
			return what + " is " + k.words
		}
	}
	return what + " is " + string(r.Kind)
}

// Reason names the rule where it decided.
func (r Rule) Reason() string { return fmt.Sprintf("your rule %d: %s", r.Number, r.Words()) }
