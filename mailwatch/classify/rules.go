package classify

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
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

// fromSender reports whether a sender rule means an address.
func (r Rule) fromSender(addr string) bool {
	addr = strings.ToLower(addr)
	if strings.Contains(r.Match, "@") {
		return addr == r.Match
	}
	_, domain, _ := strings.Cut(addr, "@")
	return domain == r.Match || strings.HasSuffix(domain, "."+r.Match)
}

// said reports whether a phrase stands in a passage, word by word.
func (r Rule) said(ws []word) bool {
	for i := 0; i+len(r.words) <= len(ws); i++ {
		if j := 0; bytes.Equal(ws[i].txt, r.words[0]) {
			for j < len(r.words) && bytes.Equal(ws[i+j].txt, r.words[j]) {
				j++
			}
			if j == len(r.words) {
				return true
			}
		}
	}
	return false
}

// Fits reports whether the rule means a mail of which only the facts are kept: its sender, its sentences, its employer.
func (r Rule) Fits(s followup.Signal) bool {
	switch r.What {
	case RuleSender:
		return r.fromSender(s.Mail.From.Addr)
	case RuleEmployer:
		return s.Employer != "" && s.Employer != r.Name && nameKey(s.Employer) == nameKey(r.Match)
	}
	texts := []string{s.Mail.Subject, s.Mail.Excerpt}
	for _, e := range s.Evidence {
		if e.Part == followup.InOwn {
			texts = append(texts, e.Text)
		}
	}
	return slices.ContainsFunc(texts, func(t string) bool { return r.said(words(fold(t, maxOwn), nil)) })
}

// Changes reports whether the rule would make another thing of a mail that was read before. What the user wrote herself,
// what failed the check of its sender, what lay in Junk and what carries its time in a calendar part stays as it is.
func (r Rule) Changes(s followup.Signal) bool {
	switch {
	case s.Detail == followup.DetailOwn, s.Detail == followup.DetailOwnWithdraw, s.Detail == followup.DetailBounce, !r.Fits(s):
		return false
	case r.What == RuleEmployer:
		return true
	case s.Kind == r.Kind:
		return false
	case r.Kind == followup.Other:
		return true
	case s.Trust == followup.TrustFailed, s.Mail.Junk, s.Detail == followup.DetailAway, s.Detail == followup.DetailCalReply:
		return false
	}
	return !slices.ContainsFunc(s.Interviews, func(v followup.Interview) bool { return v.Source == followup.FromCalendar })
}

// ManyWriteFrom reports whether an address is one that writes for many employers, so that it says nothing about a mail.
func ManyWriteFrom(addr string) bool {
	switch senders.of(addr).class {
	case classATS, classAssessment, classScheduler, classBoard:
		return true
	}
	return false
}

// WithRules returns a reader like r that goes by other rules.
func (r *Reader) WithRules(rules []Rule) *Reader {
	n := &Reader{opts: r.opts, self: r.self, langs: r.langs, stopped: r.stopped}
	n.opts.Rules = rules
	return n
}

// ReadAs reads a message of which the user has said what it is: its facts are read for that kind. An empty kind reads as
// Read does.
func (r *Reader) ReadAs(m *mailwatch.Message, kind followup.SignalKind) followup.Signal {
	g := r.open(m)
	defer g.close()
	s := g.read()
	if kind != "" && kind != s.Kind && m.Report == nil {
		g.readAs(&s, kind, "as you say")
	}
	return s
}

// byRule lets the last of the user's rules that fits decide, and gives the employer the name that the user wants. The
// user's own mail and delivery reports are what they are.
func (g *reading) byRule(s *followup.Signal) {
	if len(g.r.opts.Rules) == 0 || g.own || g.m.Report != nil {
		return
	}
	for _, r := range slices.Backward(g.r.opts.Rules) {
		if r.What != RuleEmployer && g.fits(r) {
			g.obey(s, r)
			break
		}
	}
	for _, r := range slices.Backward(g.r.opts.Rules) {
		if r.What == RuleEmployer && r.Fits(*s) {
			s.Employer = r.Name
			s.Reason += followup.Reason("; " + r.Reason())
			break
		}
	}
}

func (g *reading) fits(r Rule) bool {
	if r.What == RuleSender {
		return r.fromSender(g.from.addr)
	}
	return r.said(g.subject.ws) || r.said(g.body.ws)
}

// obey makes of a mail what a rule says.
func (g *reading) obey(s *followup.Signal, r Rule) {
	why, was := followup.Reason(r.Reason()), s.Kind
	timed := slices.ContainsFunc(g.m.Calendars, func(c mailwatch.Calendar) bool {
		return slices.ContainsFunc(c.Events, func(e mailwatch.CalendarEvent) bool { return !e.AllDay && !e.Start.IsZero() })
	})
	switch {
	case r.Kind == followup.Other:
		trace := s.JobContext || s.Kind != followup.Other
		s.Kind, s.Detail, s.Confidence, s.JobContext, s.Reason = followup.Other, followup.NoDetail, 1, trace, why
	case timed || s.Detail == followup.DetailAway || s.Detail == followup.DetailCalReply:
		return
	case r.Kind == s.Kind:
		s.Confidence, s.Reason = 1, why
		g.believe(s)
	default:
		g.readAs(s, r.Kind, why)
	}
	s.Rule, s.Was = r.Reason(), was
}

// readAs reads the facts of a mail for the kind that the user says it is.
func (g *reading) readAs(s *followup.Signal, kind followup.SignalKind, why followup.Reason) {
	*s = followup.Signal{Kind: kind, Confidence: 1, Reason: why, Mail: s.Mail, Language: s.Language, Evidence: s.Evidence, JobContext: true}
	g.guesses, g.doubts = nil, nil
	g.facts(s)
	if s.Mail.ReplyTo.Addr != "" && kind != followup.Other && g.asksForSilence() {
		s.Mail.ReplyTo = followup.Address{}
		s.Person.Addr, s.Person.Robot = g.from.addr, true
	}
}
