package classify

import (
	"fmt"
	"strings"

	"followup/followup"
	"followup/mailwatch"
)

// Explanation shows how a decision came.
type Explanation struct {
	Signal    followup.Signal `json:"signal"`
	Languages []string        `json:"languages,omitempty"`
	Sender    string          `json:"sender,omitempty"` // what the table of senders knows of the address
	Job       float64         `json:"job"`              // how sure it is that the mail is about an application; 1 suffices
	Parts     []ExplainedPart `json:"parts,omitempty"`
	Unread    []UnreadPart    `json:"unread,omitempty"` // what decides nothing, wherever it comes from
	Weights   []Weight        `json:"weights,omitempty"`
	Employers []Guess         `json:"employers,omitempty"` // best first
	Times     []ExplainedTime `json:"times,omitempty"`
}

// ExplainedPart is one part of the mail with its sentences.
type ExplainedPart struct {
	Part      followup.TextPart   `json:"part"`
	Sentences []ExplainedSentence `json:"sentences,omitempty"`
}

// UnreadPart is a part in which no phrase counts.
type UnreadPart struct {
	Part  followup.TextPart `json:"part"`
	Lines int               `json:"lines"`
}

// ExplainedSentence is a sentence with the cues that were found in it; there may be none.
type ExplainedSentence struct {
	Text   string         `json:"text"`
	Cues   []ExplainedCue `json:"cues,omitempty"`
	Sounds string         `json:"sounds,omitempty"` // what it is most like, if that is clear, and by which words
}

// ExplainedCue is a phrase, where it stands (bytes of the part's text), what its scope makes of it and what it counts for.
type ExplainedCue struct {
	Family   string  `json:"family"`
	Strength string  `json:"strength"`
	Cue      string  `json:"cue"`
	Text     string  `json:"text"`
	From     int     `json:"from"`
	To       int     `json:"to"`
	Scope    string  `json:"scope"`
	Counts   string  `json:"counts,omitempty"` // the verdict it counts for; empty if it was rejected
	Rejected string  `json:"rejected,omitempty"`
	Weight   float64 `json:"weight"`
	Added    float64 `json:"added"` // to the sum; 0 where a heavier phrase that shares words with it counts already
}

// Weight is what was added up for one verdict.
type Weight struct {
	Verdict string  `json:"verdict"`
	Score   float64 `json:"score"`
	Phrases int     `json:"phrases"`
}

// Guess is a name that was considered for the employer.
type Guess struct {
	Name   string  `json:"name"`
	Source string  `json:"source"`
	Rank   float64 `json:"rank"`
}

// ExplainedTime is a date or time in the words and what became of it.
type ExplainedTime struct {
	Text  string `json:"text"`
	Read  string `json:"read"`
	Doubt string `json:"doubt,omitempty"`
}

var strengthNames = [...]string{"weak", "medium", "strong"}

// Explain reads a message as Read does and shows how the decision came.
func (r *Reader) Explain(m *mailwatch.Message) Explanation {
	g := r.open(m)
	defer g.close()
	x := Explanation{Signal: g.read()}
	if g.from.row.class != classOther {
		x.Sender = strings.TrimSpace(string(g.from.row.class) + " " + g.from.row.name)
	}
	if m.Report != nil { // a delivery report is known by its form: no word of it was read
		return x
	}
	x.Unread = g.explainUnread()
	for _, l := range g.langs {
		x.Languages = append(x.Languages, l.code)
	}
	x.Job = g.jobScore()
	for _, p := range []*passage{&g.subject, &g.body, &g.event} {
		if e := g.explainPart(p); len(e.Sentences) > 0 {
			x.Parts = append(x.Parts, e)
		}
	}
	for v := range g.tally {
		if s := g.tally[v]; s.n > 0 {
			x.Weights = append(x.Weights, Weight{Verdict: verdict(v).String(), Score: s.score, Phrases: s.n})
		}
	}
	for _, e := range g.guesses {
		x.Employers = append(x.Employers, Guess{e.name, e.source, e.rank})
	}
	x.Times = g.explainTimes(x.Signal.Language)
	return x
}

func (g *reading) explainPart(p *passage) ExplainedPart {
	e := ExplainedPart{Part: p.part}
	if p.f == nil {
		return e
	}
	for first := 0; first < len(p.ws); {
		last := first
		for last+1 < len(p.ws) && p.ws[last+1].brk < breakLine {
			last++
		}
		end := int(p.ws[last].end)
		for end < len(p.f.text) && strings.IndexByte(".!?)", p.f.text[end]) >= 0 {
			end++
		}
		x := ExplainedSentence{Text: strings.Join(strings.Fields(p.f.original(int(p.ws[first].start), end)), " ")}
		for at := first; at <= last; at++ {
			for i := range g.finds {
				if f := &g.finds[i]; f.passage == p && f.hit.first == at {
					x.Cues = append(x.Cues, explainCue(f))
				}
			}
		}
		if p == &g.subject || p == &g.body {
			x.Sounds = g.explainSound(p, first, last)
		}
		e.Sentences = append(e.Sentences, x)
		first = last + 1
	}
	return e
}

// explainSound says what the words first to last are like, where that is clear and something would follow from it.
func (g *reading) explainSound(p *passage, first, last int) string {
	like := g.like(p, first, last)
	c := like.likeliest()
	if c >= likeNeutral || like[c] < 0.5 {
		return ""
	}
	return fmt.Sprintf("sounds like those that %s, %.0f %% sure, by: %s", likeWords[c], 100*like[c], g.sounds(p, first, last, c, 3))
}

// anyScope is the scope of phrases that count whatever stands around them.
const anyScope = "of no matter"

func explainCue(f *finding) ExplainedCue {
	p := f.passage
	from, to := int(p.ws[f.hit.first].start), int(p.ws[f.hit.last].end)
	c := ExplainedCue{
		Family: string(f.hit.cue.family), Strength: strengthNames[f.hit.cue.strength], Cue: f.hit.cue.text, Text: p.f.original(from, to),
		From: int(p.f.back[from]), To: int(p.f.back[min(to, len(p.f.back)-1)]), Scope: f.standing.String(), Rejected: f.rejected, Weight: f.weight, Added: f.added,
	}
	if f.why != "" {
		c.Scope += ": " + f.why
	}
	if _, ok := loose[f.hit.cue.family]; ok {
		c.Scope = anyScope
	}
	if f.speaks != vNone {
		c.Counts = f.speaks.String()
	}
	return c
}

// explainUnread counts the lines of what decides nothing.
func (g *reading) explainUnread() (out []UnreadPart) {
	t := &g.m.Text
	for _, u := range []struct {
		part followup.TextPart
		text string
	}{{followup.InQuoted, t.Quoted}, {followup.InSignature, t.Signature}, {followup.InFooter, t.Footer}} {
		if text := strings.TrimSpace(u.text); text != "" {
			out = append(out, UnreadPart{u.part, strings.Count(text, "\n") + 1})
		}
	}
	return out
}

func (g *reading) explainTimes(language string) []ExplainedTime {
	var out []ExplainedTime
	if g.subject.f == nil {
		return nil
	}
	l := locale{now: g.now, country: g.country(), language: language}
	for _, p := range []*passage{&g.subject, &g.body} {
		for _, m := range g.moments(p) {
			t := ExplainedTime{Text: p.f.original(m.from, m.to)}
			r, ok := l.resolve(m)
			switch {
			case !ok:
				t.Read = "a time without a day"
			case r.doubt != "":
				t.Doubt = r.doubt
			case r.dateOnly:
				t.Read = r.start.Format("2006-01-02")
			case r.floating:
				t.Read = r.start.Format("2006-01-02 15:04") + ", zone unknown"
			default:
				t.Read = r.start.Format("2006-01-02 15:04 -0700") + " " + r.zone
			}
			if m.deadline {
				t.Read += ", a deadline"
			}
			if m.previous {
				t.Read += ", no longer holds"
			}
			out = append(out, t)
		}
	}
	return out
}

// String is the explanation for a terminal.
func (x Explanation) String() string {
	var b strings.Builder
	s := x.Signal
	fmt.Fprintf(&b, "%s %.2f: %s\n", s.Kind, s.Confidence, s.Reason)
	fmt.Fprintf(&b, "languages %s, job context %.1f, sender %s\n", strings.Join(x.Languages, " "), x.Job, x.Sender)
	for _, p := range x.Parts {
		fmt.Fprintf(&b, "%s\n", p.Part)
		for _, st := range p.Sentences {
			fmt.Fprintf(&b, "  %q\n", st.Text)
			for _, c := range st.Cues {
				verdict := c.Counts
				if verdict == "" {
					verdict = "nothing (" + c.Rejected + ")"
				}
				fmt.Fprintf(&b, "    %s %s %q, %s: counts for %s %.2f\n", c.Strength, c.Family, c.Text, c.Scope, verdict, c.Weight)
			}
		}
	}
	for _, w := range x.Weights {
		fmt.Fprintf(&b, "weight %s %.2f from %d\n", w.Verdict, w.Score, w.Phrases)
	}
	for _, e := range x.Employers {
		fmt.Fprintf(&b, "employer %q from %s %.2f\n", e.Name, e.Source, e.Rank)
	}
	for _, t := range x.Times {
		fmt.Fprintf(&b, "time %q: %s%s\n", t.Text, t.Read, t.Doubt)
	}
	return b.String()
}
