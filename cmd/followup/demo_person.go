package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"followup/followup"
	"followup/followup/engine"
)

// demoTopic is what the script adds to one thank-you, as a person would.
const demoTopic = "I keep thinking about your late-arriving events; a small watermark per source might be all it takes."

// decide goes through what waits for a person: each draft is shown whole and asks for a yes to exactly these words.
func (d *demo) decide(ctx context.Context) error {
	for {
		row, ok, err := d.waiting(ctx)
		if err != nil || !ok || d.gone {
			return err
		}
		card, err := d.engine.Show(ctx, row.ID)
		if err != nil {
			return err
		}
		if row.Lane == engine.LaneConfirm {
			if err := d.confirm(ctx, row); err != nil {
				return err
			}
			continue
		}
		switch {
		case card.Note.Status == followup.Unsure:
			err = d.resolve(ctx, card)
		case d.in == nil:
			if card, err = d.debrief(ctx, card); err != nil {
				return err
			}
			d.letter(card)
			err = d.scripted(ctx, card)
		default:
			d.letter(card)
			err = d.ask(ctx, card)
		}
		if err != nil {
			return err
		}
	}
}

// confirm answers what a mail is that followup was not sure about.
func (d *demo) confirm(ctx context.Context, row engine.Row) error {
	d.printf("    ?     %s %s.\n", row.What, capital(string(row.Why)))
	answer := engine.CorrectRequest{Mail: row.ID}
	if d.in != nil {
		word, err := d.prompt("yes", "no, it has nothing to do with a job")
		if err != nil || word == "" {
			return err
		}
		if word == "n" {
			answer.Kind = followup.Other
		}
	}
	_, err := d.engine.Correct(ctx, answer)
	d.tellAll()
	return err
}

// waiting returns the next thing that asks for a decision now.
func (d *demo) waiting(ctx context.Context) (engine.Row, bool, error) {
	l, err := d.engine.List(ctx, engine.Query{})
	if err != nil {
		return engine.Row{}, false, err
	}
	for _, r := range l.Rows {
		if (r.Lane == engine.LaneApprove || r.Lane == engine.LaneConfirm) && !r.When.After(d.clock()) {
			return r, true, nil
		}
	}
	return engine.Row{}, false, nil
}

// letter shows a draft whole.
func (d *demo) letter(c engine.Card) {
	n := c.Note
	d.printf("\n    %s · %s · %s\n", d.clock().Format("Mon 15:04"), c.Application.Employer, n.Why)
	d.printf("    ┌ To: %s <%s>\n    │ Subject: %s\n    │\n", n.To.Name, n.To.Addr, n.Subject)
	for line := range strings.Lines(n.Text) {
		d.printf("    │ %s\n", strings.TrimRight(line, "\n"))
	}
	d.printf("    └\n")
	for _, f := range c.Findings {
		d.printf("    note: %s\n", f.Words)
	}
}

// scripted decides as a person would: one letter gets a sentence of its own, all get a yes to the words shown.
func (d *demo) scripted(ctx context.Context, c engine.Card) error {
	n := c.Note
	if n.Kind == followup.ThankYou && strings.HasPrefix(n.To.Name, "Tom") && !n.Edited {
		text := strings.Replace(n.Text, "\n\n", "\n\n"+demoTopic+"\n\n", 1)
		edited, err := d.engine.Edit(ctx, engine.EditRequest{Note: n.ID, Fingerprint: n.Fingerprint, Subject: n.Subject, Text: text})
		if err != nil {
			return err
		}
		d.printf("    Robin adds a sentence: “%s”\n", demoTopic)
		n = edited.Note
	}
	return d.approve(ctx, n)
}

func (d *demo) approve(ctx context.Context, n *followup.Note) error {
	card, err := d.engine.Approve(ctx, engine.ApproveRequest{Note: n.ID, Fingerprint: n.Fingerprint, By: "demo"})
	if err != nil {
		return fmt.Errorf("approve the letter to %s: %w", n.To.Name, err)
	}
	d.yes = append(d.yes, *card.Note)
	d.printf("    yes   it leaves %s; until then the yes can be taken back\n\n", card.Note.SendAt.In(d.zone).Format("Mon 15:04"))
	return nil
}

// resolve answers an unsure letter. The script looks into the evidence first, as a person would phone or wait.
func (d *demo) resolve(ctx context.Context, c engine.Card) error {
	d.printf("    ?     The mail server broke the line after the last word and never said that it took the letter to %s. "+
		"It is never sent again by itself. Did it leave?\n", c.Note.To.Name)
	left := true
	if d.in == nil {
		d.printf("    Robin asks, and learns that it arrived.\n\n")
	} else {
		word, err := d.prompt("yes, it left", "no, it did not")
		if err != nil || word == "" {
			return err
		}
		left = word != "n"
	}
	_, err := d.engine.Resolve(ctx, engine.ResolveRequest{Note: c.Note.ID, Left: left})
	return err
}

// ask lets the person at the terminal decide. What the desk refuses is said, and asked again.
func (d *demo) ask(ctx context.Context, c engine.Card) error {
	n := c.Note
	for {
		word, err := d.prompt("approve", "edit", "dismiss", "later")
		if err != nil {
			return err
		}
		switch word {
		case "":
			return nil
		case "a":
			err = d.approve(ctx, n)
		case "d":
			if _, err = d.engine.Dismiss(ctx, engine.DismissRequest{Note: n.ID, Fingerprint: n.Fingerprint}); err == nil {
				d.printf("    no    it is put away unsent\n\n")
			}
		case "l":
			until := d.clock().AddDate(0, 0, 1)
			if _, err = d.engine.Snooze(ctx, engine.SnoozeRequest{Note: n.ID, Until: until}); err == nil {
				d.printf("    later it comes back %s\n\n", until.Format("Mon 2 Jan"))
			}
		case "e":
			var changed bool
			if n, changed, err = d.edit(ctx, n); err == nil && !changed {
				d.printf("    Nothing was changed.\n")
			}
		}
		var no *engine.Refusal
		switch {
		case errors.As(err, &no):
			d.printf("    %s.\n", capital(string(no.Reason)))
		case err != nil || word != "e":
			return err
		}
	}
}

// edit opens a letter in the person's editor. What goes wrong there is said and leaves the letter as it was.
func (d *demo) edit(ctx context.Context, n *followup.Note) (*followup.Note, bool, error) {
	to, subject, text, err := editLetter(ctx, *n)
	if err != nil {
		return n, true, &engine.Refusal{Reason: followup.Reason(err.Error())}
	}
	if (words{to, subject, text}) == (words{n.To, n.Subject, strings.TrimRight(n.Text, "\n")}) {
		return n, false, nil
	}
	card, err := d.engine.Edit(ctx, engine.EditRequest{Note: n.ID, Fingerprint: n.Fingerprint, To: to, Subject: subject, Text: text})
	if err != nil {
		return n, true, err
	}
	d.letter(card)
	return card.Note, true, nil
}

// prompt asks until one of the words, or its first letter, is typed, and returns that letter. Where nobody answers any
// more it returns nothing: what waits is left to lie, and the demo goes on.
func (d *demo) prompt(words ...string) (string, error) {
	shown := make([]string, len(words))
	for i, w := range words {
		shown[i] = "[" + w[:1] + "]" + w[1:]
	}
	for !d.gone {
		d.printf("    %s: ", strings.Join(shown, "  "))
		line, err := d.in.ReadString('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return "", err
		}
		d.gone = err != nil
		typed := strings.ToLower(strings.TrimSpace(line))
		if words[0] == "approve" && (typed == "y" || typed == "yes") { // what "followup approve" asks for
			typed = "approve"
		}
		for _, w := range words {
			first, _, _ := strings.Cut(w, ",")
			if typed == w[:1] || typed == first {
				return w[:1], nil
			}
		}
		if !d.gone {
			d.printf("    Type one of the letters in brackets, then Enter.\n")
		}
	}
	d.printf("\n")
	return "", nil
}

// ending tells what became of it all.
func (d *demo) ending(ctx context.Context) error {
	ends, err := d.ends(ctx)
	if err != nil {
		return err
	}
	d.printf("\nThree weeks later\n")
	for _, employer := range slices.Sorted(mapKeys(ends)) {
		d.printf("    %s: %s\n", employer, or(ends[employer], "a question waits"))
	}
	d.printf("    %s had your yes, %s left, and nothing else did\n\n", plural(len(d.yes), "letter", "letters"),
		plural(len(d.office.Accepted()), "letter", "letters"))
	d.printf("That was the demo, and nothing of it is kept. For your own mailbox write a config, then \"followup check\".\n")
	return nil
}
