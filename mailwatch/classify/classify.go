package classify

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"followup/followup"
	"followup/mailwatch"
)

// Options tell the reader whose mail it reads.
type Options struct {
	Self      []string       // the user's own addresses
	Zone      *time.Location // the user's zone: tells apart zone abbreviations, never invents a zone
	Authserv  string         // the authserv-id of the user's provider (RFC 8601), "*.example.org" for any below; only its results are believed
	Country   string         // ISO 3166-1 of the user, for the order of day and month where nothing else tells
	Languages []string       // ISO 639-1 codes to read; empty means all
	Rules     []Rule         // the user's own, the last that fits decides (see ParseRules)
}

// Reader reads messages. It may be used by several goroutines at once.
type Reader struct {
	opts    Options
	self    map[string]bool
	langs   []*lexicon
	stopped wordTable // frequent words: a bit for each language
	pool    sync.Pool
}

// New reads the language files.
func New(o Options) (*Reader, error) {
	all, err := lexicons()
	if err != nil {
		return nil, err
	}
	if len(all) > maxLanguages {
		return nil, fmt.Errorf("%d languages are more than %d", len(all), maxLanguages)
	}
	for _, code := range o.Languages {
		if !slices.ContainsFunc(all, func(l *lexicon) bool { return l.code == code }) {
			return nil, fmt.Errorf("there are no phrases for the language %q", code)
		}
	}
	r := &Reader{opts: o, self: map[string]bool{}}
	for _, a := range o.Self {
		r.self[strings.ToLower(strings.TrimSpace(a))] = true
	}
	for _, l := range all {
		if len(o.Languages) > 0 && !slices.Contains(o.Languages, l.code) {
			continue
		}
		for _, w := range l.stops {
			r.stopped.put(w, r.stopped.find(hashOf([]byte(w)), []byte(w))|1<<len(r.langs))
		}
		r.langs = append(r.langs, l)
	}
	return r, nil
}

// Read tells what a message means.
func (r *Reader) Read(m *mailwatch.Message) followup.Signal {
	g := r.open(m)
	defer g.close()
	return g.read()
}

// Glance reads a message of which only a part may be here. Where it is about a job it says so and leaves the facts to Read,
// which is to see the whole; else its signal is that of Read.
func (r *Reader) Glance(m *mailwatch.Message) (s followup.Signal, job bool) {
	g := r.open(m)
	defer g.close()
	g.glance = len(r.opts.Rules) == 0 // a rule can say that it is about none
	s = g.read()
	return s, s.JobContext || s.Kind != followup.Other
}

// maxOwn caps how much of the own words is read; the verdict can stand far down, behind thanks and praise.
const maxOwn = 48 << 10

// reading is the work on one message. It is used again for the next.
type reading struct {
	r         *Reader
	m         *mailwatch.Message
	from      sender
	own       bool       // the user wrote it
	forward   forward    // the mail inside, where she forwarded it to herself
	glance    bool       // only asked whether it is about a job
	known     bool       // read as a mail whose thread is known to be about an application
	reSubject bool       // the subject is that of an older mail
	langs     []*lexicon // at least one, once scanned; the first names the language of the mail
	subject   passage
	body      passage
	context   passage // signature and quoted mail: they can show that it is about a job
	event     passage // title and description of a calendar event
	finds     []finding
	tally     tally
	scratch   scratch
	hits      []hit
	when      whenScan
	heard     []heard // what the sentences are like, once listened
	listened  bool
	job       float64  // the job score, below zero until it is known
	guesses   []guess  // employers considered, best first
	signed    *signed  // who signs, once it was read
	doubts    []string // what contradicts itself in the times
	now       time.Time
}

// open gives the work on a message, in the room of an earlier one where there is any.
func (r *Reader) open(m *mailwatch.Message) *reading {
	g, ok := r.pool.Get().(*reading)
	if !ok {
		g = &reading{}
	}
	g.reset(r, m)
	return g
}

// close gives the room back, with no mail in it.
func (g *reading) close() {
	r := g.r
	g.reset(r, &mailwatch.Message{})
	r.pool.Put(g)
}

// reset forgets the last message but for the room that it took: whatever is not named here is empty again.
func (g *reading) reset(r *Reader, m *mailwatch.Message) {
	*g = reading{
		r: r, m: m, langs: g.langs[:0], finds: g.finds[:0], hits: g.hits[:0], heard: g.heard[:0], scratch: g.scratch, when: g.when, job: -1,
		subject: g.subject.emptied(), body: g.body.emptied(), event: g.event.emptied(), context: g.context.emptied(),
	}
	if len(m.From) > 0 {
		g.from = readSender(m.From[0])
	}
	g.own = r.self[g.from.addr] || g.from.addr != "" && m.Role == mailwatch.RoleSent
	g.reSubject = isReply(m.Subject)
	g.unwrap()
	g.now = m.Date
	if g.now.IsZero() {
		g.now = m.Received
	}
}

func (g *reading) read() followup.Signal {
	s := followup.Signal{Kind: followup.Other, Mail: g.mail()}
	if done := g.structural(&s); done {
		return s
	}
	g.scan()
	g.judge(&s)
	g.byRule(&s)
	return s
}

// language is the code of the language that the mail is written in.
func (g *reading) language() string { return g.langs[0].code }

// ownText is what the sender says now. A forwarded mail without a word above it speaks through its quote.
func (g *reading) ownText() string {
	t := g.m.Text.Own
	if g.forward.text != "" {
		return g.forward.text
	}
	if q := g.m.Text.Quoted; len(strings.TrimSpace(t)) < 3 && forwarded(g.m.Subject) && q != "" {
		return t + "\n\n" + q
	}
	return t
}

// subjectText is the subject without the mark of a forwarded mail, which can be a word of its own: a "WG" is also a shared flat.
func (g *reading) subjectText() string {
	if _, after, ok := strings.Cut(g.m.Subject, ":"); ok && forwarded(g.m.Subject) {
		return strings.TrimSpace(after)
	}
	return g.m.Subject
}

// isReply reports whether a subject begins with one of the marks of an answer.
func isReply(subject string) bool {
	s := prefixed(subject)
	for _, p := range []string{"re:", "aw:", "antw:", "sv:", "res:", "ref:", "odp:", "r:", "回复:", "回复：", "答复:", "re："} {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

// prefixed is a subject in lower case, with its first colon next to the word before: some write "Re :".
func prefixed(subject string) string {
	s := strings.ToLower(strings.TrimSpace(clip(subject, 200)))
	if before, after, ok := strings.Cut(s, ":"); ok {
		s = strings.TrimRight(before, " \u00a0") + ":" + after
	}
	return s
}

func forwarded(subject string) bool {
	s := prefixed(subject)
	for _, p := range []string{"fwd:", "fw:", "wg:", "tr:", "rv:", "enc:", "doorst:", "i:", "pd:"} {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

// scan finds all phrases in the subject and the own words and decides their scope.
func (g *reading) scan() {
	g.subject.part, g.body.part = followup.InSubject, followup.InOwn
	g.subject.read(g.subjectText(), 1<<10)
	g.body.read(g.ownText(), maxOwn)
	g.langs = g.r.languages(g.langs, g.subject.ws, g.body.ws)
	g.event.part, g.context.part = followup.InCalendar, followup.InOwn
	g.event.read(g.eventText(), 4<<10)
	g.context.read(g.m.Text.Signature+"\n\n"+clip(g.m.Text.Quoted, 2<<10), 3<<10)
	for _, p := range []*passage{&g.subject, &g.body, &g.event, &g.context} {
		g.hits = g.hits[:0]
		around, commas := false, false
		for _, l := range g.langs {
			g.hits = l.phrases().match(p.ws, &g.scratch, g.hits)
			around, commas = around || l.around, commas || l.commas
		}
		p.cut(g.hits, commas)
		for _, h := range p.hits {
			switch h.cue.family {
			case "employer", "role", "when", "round", "further", "client", "scam", "notscam", "fraudnote":
				continue // names, times and marks, read where they are asked for
			}
			st, why := p.standing(h, around)
			g.finds = append(g.finds, finding{hit: h, passage: p, standing: st, why: why})
		}
	}
}

// eventText is what a calendar event says of itself: it can show that it is about a job.
func (g *reading) eventText() string {
	for _, c := range g.m.Calendars {
		if len(c.Events) > 0 {
			return c.Events[0].Summary + "\n\n" + clip(c.Events[0].Description, 3<<10)
		}
	}
	return ""
}
