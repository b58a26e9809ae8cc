package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"followup/followup"
	"followup/followup/engine"
	"followup/mailwatch/mailtest"
)

// tally is what a month or the year had.
type tally struct {
	mails, opened, noes, offers          int
	letters                              map[followup.NoteKind]int
	debriefs, answers, words, edits, let int
	refusals                             int
	remarkable                           []string
}

// hear counts what happened.
func (y *year) hear(n engine.Notice) {
	t := &y.month
	switch n.Event {
	case followup.EventApplied:
		if n.App.Opened.Equal(n.At) {
			t.opened++
		}
	case followup.EventRejected:
		t.noes++
	case followup.EventOffered:
		t.offers++
	case followup.EventBounced:
		if n.Reason != "" && !slices.ContainsFunc(t.remarkable, func(s string) bool { return strings.Contains(s, "came back") }) {
			t.remarkable = append(t.remarkable, "a letter to "+n.App.Employer+" came back: that address is not written to any more")
		}
	case followup.EventOutcome, followup.EventFound, followup.EventResolve:
		note, ok := n.App.Note(n.Note)
		switch {
		case !ok || n.Reason == "":
		case note.Status == followup.Sent && (note.Sent.Equal(n.At) || n.Event != followup.EventFound):
			if t.letters == nil {
				t.letters = map[followup.NoteKind]int{}
			}
			t.letters[note.Kind]++
			if n.Event != followup.EventOutcome {
				t.remarkable = append(t.remarkable, "its copy was found: the letter to "+n.App.Employer+" had left, and did not leave again")
			}
		case note.Status == followup.Unsure:
			t.remarkable = append(t.remarkable, "the line broke after the last word of a letter to "+n.App.Employer)
		case note.Status == followup.Approved && len(note.Attempts) > 0:
			t.remarkable = append(t.remarkable, "the server put a letter to "+n.App.Employer+" off; it left later, once")
		}
	}
}

// person looks at the day as Kevin does: he reads, says yes to most, makes some his own, and lets some go.
func (y *year) person(early bool) error {
	m, err := y.Today(y.ctx)
	if err != nil {
		return err
	}
	for _, r := range m.Debriefs {
		if err := y.no(y.debrief(r)); err != nil {
			return err
		}
	}
	for _, r := range m.Confirm {
		if err := y.no(y.answer(r)); err != nil {
			return err
		}
	}
	for _, r := range m.YourTurn {
		if err := y.no(y.turn(r)); err != nil {
			return err
		}
	}
	if !early {
		return nil
	}
	if len(m.Debriefs)+len(m.Confirm)+len(m.YourTurn) > 0 { // what he said may have changed the drafts
		if m, err = y.Today(y.ctx); err != nil {
			return err
		}
	}
	for _, r := range m.Approve {
		if err := y.no(y.decide(r)); err != nil {
			return err
		}
	}
	return nil
}

// no counts the refusals: the rules say no to people, too.
func (y *year) no(err error) error {
	var no *engine.Refusal
	if errors.As(err, &no) || errors.Is(err, engine.ErrNotFound) || errors.Is(err, engine.ErrChanged) {
		y.month.refusals++
		return nil
	}
	return err
}

// answer says of a mail that followup was not sure about that it is what it seems to be, and whose it is.
func (y *year) answer(r engine.Row) error {
	card, err := y.Show(y.ctx, r.ID)
	if err != nil || card.Doubt == nil {
		return err
	}
	y.month.answers++
	q := engine.CorrectRequest{Mail: r.ID, App: "new"}
	_, domain, _ := strings.Cut(card.Doubt.Signal.Mail.From.Addr, "@")
	if f := y.firms[domain]; f != nil {
		l, err := y.List(y.ctx, engine.Query{Text: f.name})
		if err != nil {
			return err
		}
		if len(l.Rows) > 0 {
			q.App = l.Rows[0].App
		}
	}
	_, err = y.Correct(y.ctx, q)
	return err
}

// debrief says how an interview went, most times.
func (y *year) debrief(r engine.Row) error {
	card, err := y.Show(y.ctx, r.App)
	if err != nil {
		return err
	}
	if y.chance(20) {
		_, err := y.SkipDebrief(y.ctx, engine.SkipRequest{App: r.App})
		return err
	}
	y.month.debriefs++
	like := 3 + y.rng.IntN(8)
	d := followup.Debrief{At: y.now, Like: &like}
	if iv, _, ok := card.Application.LastTalk("", y.now); ok {
		for _, p := range iv.People {
			d.People = append(d.People, followup.Said{Person: p.Key(), Name: p.Name, Topic: pickOf(y, topics) + " and " + pickOf(y, topics), Thank: true})
		}
	}
	if y.chance(30) {
		d.NextSteps = "We will get back to you within a week."
	}
	if y.chance(15) {
		d.Repair = "A hash join needs the smaller side in memory."
	}
	_, err = y.Debrief(y.ctx, engine.DebriefRequest{App: r.App, Held: true, Debrief: d})
	return err
}

// turn does what an employer waits for: an answer from the phone, or a decision about an offer.
func (y *year) turn(r engine.Row) error {
	if y.answered[r.App+string(r.Stage)] || y.now.Sub(r.When) < 20*time.Hour {
		return nil
	}
	y.answered[r.App+string(r.Stage)] = true
	card, err := y.Show(y.ctx, r.App)
	if err != nil {
		return err
	}
	app := card.Application
	if app.Stage == followup.StageOffered {
		outcome := followup.OutcomeDeclined
		if y.now.After(y.begins.AddDate(0, 0, 300)) {
			outcome = followup.OutcomeTaken
		}
		_, err := y.Close(y.ctx, engine.CloseRequest{App: app.ID, Outcome: outcome})
		return err
	}
	to := app.LastHuman.From
	if to.Addr == "" {
		return nil
	}
	y.month.words++
	y.own = append(y.own, arrival{at: y.now.Add(10 * time.Minute), mail: mailtest.Sample{
		ID: fmt.Sprintf("own-%d@marsh.example", y.now.Unix()+int64(y.rng.IntN(3000))), From: "Kevin Marsh <" + yearMe + ">", To: full(to), Subject: "Re: " + app.LastHuman.Subject,
		InReplyTo: app.LastHuman.ID, Text: "Hi,\n\nTuesday and Wednesday from ten would both work well for me.\n\nBest,\nKevin\n",
	}})
	return nil
}

// decide reads a letter and says yes, makes it his own first, puts it off, or lets it go.
func (y *year) decide(r engine.Row) error {
	card, err := y.Show(y.ctx, r.ID)
	if err != nil || card.Note == nil {
		return err
	}
	n := *card.Note
	switch n.Status {
	case followup.Unsure: // the copy is looked for by itself
		return nil
	case followup.Failed:
		_, err := y.Dismiss(y.ctx, engine.DismissRequest{Note: n.ID, Fingerprint: n.Fingerprint, Why: "it came back"})
		return err
	}
	blocked := false
	for _, f := range card.Findings {
		blocked = blocked || f.Blocks
	}
	if !blocked && y.chance(8) {
		y.month.let++
		_, err := y.Dismiss(y.ctx, engine.DismissRequest{Note: n.ID, Fingerprint: n.Fingerprint})
		return err
	}
	if blocked || y.chance(15) {
		y.month.edits++
		if card, err = y.Edit(y.ctx, engine.EditRequest{Note: n.ID, Fingerprint: n.Fingerprint, Subject: n.Subject, Text: y.reword(n)}); err != nil {
			return err
		}
		n = *card.Note
	}
	for _, f := range card.Findings {
		if f.Overrulable {
			if card, err = y.Overrule(y.ctx, engine.OverruleRequest{Note: n.ID, Fingerprint: n.Fingerprint, Code: f.Code, Reason: "I know them and mean it"}); err != nil {
				return err
			}
			n = *card.Note
		}
	}
	_, err = y.Approve(y.ctx, engine.ApproveRequest{Note: n.ID, Fingerprint: n.Fingerprint, By: "demo", AnyHour: y.chance(10)})
	if err != nil && y.now.Sub(n.Proposed) > 72*time.Hour { // he does not look at it for ever
		_, err = y.Dismiss(y.ctx, engine.DismissRequest{Note: n.ID, Fingerprint: n.Fingerprint})
	}
	return err
}

// reword fills what a letter left open and adds a thought of the day.
func (y *year) reword(n followup.Note) string {
	var out []string
	for line := range strings.SplitSeq(n.Text, "\n") {
		for strings.Contains(line, "[") && strings.Contains(line, "]") {
			before, rest, _ := strings.Cut(line, "[")
			_, after, _ := strings.Cut(rest, "]")
			line = before + pickOf(y, topics) + after
		}
		out = append(out, line)
	}
	thought := fmt.Sprintf("I kept thinking about %s, %s and %s since.", pickOf(y, topics), pickOf(y, topics), pickOf(y, topics))
	last := max(len(out)-2, 0)
	return strings.Join(append(append(out[:last:last], thought, ""), out[last:]...), "\n")
}

// tellMonth tells a month and begins the next.
func (y *year) tellMonth() {
	t := y.month
	parts := t.counts()
	if len(parts) == 0 {
		parts = []string{"a quiet month"}
	}
	y.out.line("%s  %s", pad(y.now.Format("January"), 9), strings.Join(parts, ", "))
	for _, r := range t.remarkable {
		y.out.line("           %s", r)
	}
	s := &y.total
	s.mails, s.opened, s.noes, s.offers, s.debriefs, s.answers = s.mails+t.mails, s.opened+t.opened, s.noes+t.noes, s.offers+t.offers, s.debriefs+t.debriefs, s.answers+t.answers
	s.words, s.edits, s.let, s.refusals = s.words+t.words, s.edits+t.edits, s.let+t.let, s.refusals+t.refusals
	if s.letters == nil {
		s.letters = map[followup.NoteKind]int{}
	}
	for k, n := range t.letters {
		s.letters[k] += n
	}
	y.month = tally{}
}

// yearNames are the letters of the year, one and several.
var yearNames = map[followup.NoteKind][2]string{
	followup.ThankYou: {"thank-you", "thank-yous"}, followup.RejectionResponse: {"answer to a no", "answers to a no"},
	followup.Nudge: {"friendly question", "friendly questions"}, followup.StayInTouch: {"hello a good while later", "hellos a good while later"},
	followup.DeadlineNote: {"note of another offer's date", "notes of another offer's date"},
}

// counts says what there was, and leaves out what there was not.
func (t tally) counts() (parts []string) {
	add := func(n int, one, many string) {
		if n > 0 {
			parts = append(parts, plural(n, one, many))
		}
	}
	add(t.opened, "application", "applications")
	add(t.mails, "mail read", "mails read")
	add(t.noes, "no", "noes")
	add(t.offers, "offer", "offers")
	add(t.debriefs, "interview told", "interviews told")
	add(t.answers, "question answered", "questions answered")
	if sent := t.sent(); len(sent) > 0 {
		parts = append(parts, "sent: "+strings.Join(sent, ", "))
	}
	return parts
}

// sent names the letters that left, by kind.
func (t tally) sent() (parts []string) {
	for _, k := range followup.NoteKinds {
		if n := t.letters[k]; n > 0 {
			name, ok := yearNames[k]
			if !ok {
				name = [2]string{string(k), string(k)}
			}
			parts = append(parts, plural(n, name[0], name[1]))
		}
	}
	return parts
}

// tellYear tells what the whole year had.
func (y *year) tellYear(apps, held, steps int, took time.Duration) {
	t := y.total
	letters := 0
	for _, n := range t.letters {
		letters += n
	}
	y.out.line("")
	y.out.line("The year: %d applications, %d interviews, %d mails, %d noes, %d offers; %d events in %.1f s.", apps, held, t.mails, t.noes, t.offers, steps, took.Seconds())
	y.out.line("%d letters left: %s.", letters, strings.Join(t.sent(), ", "))
	y.out.line("Kevin reworded %d drafts, let %d go and wrote %d times from his phone. The rules refused %d of his wishes.", t.edits, t.let, t.words, t.refusals)
}
