package classify

import (
	"bytes"
	"slices"
	"strings"

	"followup/followup"
	"followup/mailwatch"
)

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
	case s.Detail.Own(), s.Detail == followup.DetailBounce, !r.Fits(s):
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
