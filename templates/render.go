package templates

import (
	"bytes"
	"errors"
	"fmt"
	"hash/fnv"
	"regexp"
	"strings"
	"text/template"
	"unicode"
)

// The caps of a letter: bytes of output, characters of one value, names of others met.
const (
	maxOutput = 16 << 10
	maxValue  = 600
	maxOthers = 12
)

// Letter is a rendered letter. Subject opens a new thread; a reply keeps the subject of the mail it answers. Text has
// "\n" line ends, one blank line at most between paragraphs and none at its end. Source says which template it is.
type Letter struct {
	Subject string
	Text    string
	Source  string
}

// ErrNoTemplate reports a kind of letter that nobody wrote a template for.
var ErrNoTemplate = errors.New("no template")

var errTooLong = errors.New("the letter is longer than 16 KiB")

// Render writes a letter. A language without this kind falls back to English, a tone without it to warm. A template of
// the user's that fails on these facts gives way to the next that serves, so that a letter can always be drafted.
func (s *Set) Render(lang, kind, tone string, d NoteData) (Letter, error) {
	err := fmt.Errorf("%w for %s", ErrNoTemplate, kind)
	for _, c := range s.candidates(lang, kind, tone) {
		subject, text, e := execute(c.tmpl, d)
		if e == nil {
			return Letter{Subject: subject, Text: text, Source: c.origin}, nil
		}
		err = fmt.Errorf("render %s: %w", c.origin, e)
	}
	return Letter{}, err
}

func execute(t *template.Template, d NoteData) (subject, text string, err error) {
	var out limited
	if err := t.Execute(&out, clean(d)); err != nil {
		return "", "", err
	}
	return split(out.String())
}

// variants is how many ways a template may have to say the same.
const variants = 4

// variant chooses among them. Siblings are numbered by whoever drafts them; without a number what the person said
// decides, so that the same facts give the same letter.
func variant(d NoteData) int {
	if d.Variant > 0 {
		return (d.Variant-1)%variants + 1
	}
	h := fnv.New32a()
	h.Write([]byte(d.Topic))
	return int(h.Sum32()>>8)%variants + 1
}

// limited is a buffer that refuses more than maxOutput.
type limited struct{ bytes.Buffer }

func (l *limited) Write(p []byte) (int, error) {
	if l.Len()+len(p) > maxOutput {
		return 0, errTooLong
	}
	return l.Buffer.Write(p)
}

// split takes the subject line off and tidies the white space that conditions leave behind: space around a line and more
// than one blank line.
func split(s string) (subject, text string, err error) {
	first, rest, _ := strings.Cut(s, "\n")
	subject, ok := strings.CutPrefix(first, "Subject:")
	subject = strings.Join(strings.Fields(subject), " ")
	if !ok || subject == "" {
		return "", "", errors.New("the letter does not begin with a subject")
	}
	lines := strings.Split(rest, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimSpace(line)
	}
	text = blankLines.ReplaceAllString(strings.Trim(strings.Join(lines, "\n"), "\n"), "\n\n")
	if text == "" {
		return "", "", errors.New("the letter says nothing")
	}
	return subject, text, nil
}

var blankLines = regexp.MustCompile(`\n{3,}`)

// clean returns the facts with every text in one clean line.
func clean(d NoteData) NoteData {
	for _, s := range []*string{
		&d.Greeting, &d.Person, &d.Employer, &d.Role, &d.InterviewDay, &d.InterviewDate, &d.Round, &d.Topic, &d.Liked,
		&d.Repair, &d.NewPoint, &d.Promised, &d.PromisedDate, &d.Applied, &d.Salutation, &d.Zones, &d.OldDate,
		&d.OfferDate, &d.NewDate, &d.Reason, &d.MetWhen, &d.WhyNow, &d.Words, &d.Me, &d.Phone, &d.Link,
	} {
		*s = oneLine(*s)
	}
	d.OthersMet, d.SlotLines = lines(d.OthersMet), lines(d.SlotLines)
	d.Variant = variant(d)
	return d
}

// lines cleans each of a few texts and leaves out the empty ones.
func lines(texts []string) []string {
	var out []string
	for _, s := range texts {
		if s = oneLine(s); s != "" && len(out) < maxOthers {
			out = append(out, s)
		}
	}
	return out
}

// oneLine removes control, bidi and other invisible characters, makes runs of white space one space and cuts after
// maxValue characters.
func oneLine(s string) string {
	if len(s) > 64*maxValue {
		s = s[:64*maxValue]
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case r == '\u200c' || r == '\u200d': // joiners that some scripts need
			return r
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > maxValue {
		s = strings.TrimSpace(string(r[:maxValue-1])) + "…"
	}
	return s
}
