package classify

import (
	"regexp"
	"strings"
	"time"

	"followup/followup"
	"followup/mailwatch"
)

// maxSaid caps what a person tells of the employer's words.
const maxSaid = 1 << 10

// PromiseIn reads what a person tells of an employer's words about next steps ("they will let me know by Friday", or only
// "in the next couple of days") as the employer's own, said then in the zone of said. country tells the order of day and
// month, empty for unknown. The promise quotes the words as they were told; ok is false where none of them is about an
// answer (domain.md 1.3).
func (r *Reader) PromiseIn(words string, said time.Time, country string) (pr followup.Promise, ok bool) {
	words = strings.Join(strings.Fields(clip(words, maxSaid)), " ")
	if words == "" || said.IsZero() {
		return pr, false
	}
	theirs := asSaid(words)
	const verb = "We will let you know "
	for i, text := range []string{theirs, verb + theirs, verb + "in " + theirs, words} {
		pr, ok = r.promiseOf(text, said, country, i > 0)
		if ok {
			pr.Said, pr.Quote, pr.Source = said, clip(words, 200), followup.FromUser
			return pr, true
		}
	}
	return pr, false
}

// promiseOf reads a sentence of the employer's. Where only a time stands in it, dated says whether that is enough.
func (r *Reader) promiseOf(text string, said time.Time, country string, dated bool) (followup.Promise, bool) {
	m := &mailwatch.Message{Date: said, Received: said}
	m.Text.Own = text
	g := r.open(m)
	defer g.close()
	if country, _, _ = strings.Cut(country, "-"); len(country) == 2 {
		g.from.domain = "employer." + strings.ToLower(country) // a country is read off an address
	}
	g.scan()
	var s followup.Signal
	s.Language = g.language()
	g.promise(&s)
	if s.Promise != nil {
		return *s.Promise, true
	}
	if !dated || len(g.body.ws) == 0 {
		return followup.Promise{}, false
	}
	at, ok := g.deadlineIn(0, len(g.body.ws)-1, s.Language)
	return followup.Promise{Kind: followup.PromiseDate, Deadline: at, Standing: followup.PromiseOpen}, ok
}

// told turns a report into the words that are reported, in English. In other languages the verb is found as it is, or the
// time alone counts.
var told = []struct {
	as    *regexp.Regexp
	words string
}{
	{regexp.MustCompile(`(?i)\b(?:he|she|they|[A-Z][a-z]+) (?:said|told me|mentioned|promised)(?: that)?,? ?`), ""},
	{regexp.MustCompile(`(?i)\b(?:they|he|she)(?:['’]ll|['’]d| will| would)\b`), "we will"},
	{regexp.MustCompile(`(?i)\b(?:they|he|she)\b`), "we"},
	{regexp.MustCompile(`(?i)\bi(?:['’]ll|['’]d| will| would| should)\b`), "you will"},
	{regexp.MustCompile(`(?i)\b(?:i|me)\b`), "you"},
	{regexp.MustCompile(`(?i)\bmy\b`), "your"},
	{regexp.MustCompile(`(?i)\b(?:it['’]?s|it is|that['’]?s|that is|it means|that means|means|it will be)(?: a)? no\b`), "consider your application unsuccessful"},
}

func asSaid(words string) string {
	for _, t := range told {
		words = t.as.ReplaceAllString(words, t.words)
	}
	return strings.TrimSpace(words)
}
