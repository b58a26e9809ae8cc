package main

import (
	"context"
	"errors"
	"fmt"
	"io"
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
		if err != nil || !ok {
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
		d.letter(card)
		if card.Note.Status == followup.Unsure {
			err = d.resolve(ctx, card)
		} else if d.in == nil {
			err = d.scripted(ctx, card)
		} else {
			err = d.ask(ctx, card)
		}
		if err != nil {
			return err
		}
	}
}

// confirm answers what a mail is that followup was not sure about.
func (d *demo) confirm(ctx context.Context, row engine.Row) error {
	d.printf("    ?     %s %s\n", row.What, row.Why)
	answer := engine.CorrectRequest{Mail: row.ID}
	if d.in != nil {
		words, err := d.prompt("    [y] yes  [n] not about an application: ")
		if err != nil {
			return err
		}
		if words == "n" {
			answer.Kind = followup.Other
		}
	}
	_, err := d.engine.Correct(ctx, answer)
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
	d.printf("\n    %s · why now: %s\n", c.Application.Employer, n.Why)
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
		d.printf("    Robin adds a sentence: %s\n", clip(demoTopic, 90))
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
	d.printf("    yes   it leaves %s\n\n", card.Note.SendAt.In(d.zone).Format("Mon 2 Jan 15:04:05"))
	return nil
}

// resolve answers an unsure letter. The script looks into the evidence first, as a person would phone or wait.
func (d *demo) resolve(ctx context.Context, c engine.Card) error {
	d.printf("    unsure: the line broke after the last dot. It is never sent again by itself.\n")
	left := true
	if d.in != nil {
		answer, err := d.prompt("    Did it leave? [y] it left  [n] it did not: ")
		if err != nil {
			return err
		}
		left = !strings.HasPrefix(answer, "n")
	}
	if left {
		d.printf("    Robin learns that it arrived.\n\n")
	}
	_, err := d.engine.Resolve(ctx, engine.ResolveRequest{Note: c.Note.ID, Left: left})
	return err
}

// ask lets the person at the terminal decide.
func (d *demo) ask(ctx context.Context, c engine.Card) error {
	n := c.Note
	for {
		answer, err := d.prompt("    [a] approve  [e] edit  [d] dismiss  [l] later: ")
		if err != nil {
			return err
		}
		switch answer {
		case "a":
			return d.approve(ctx, n)
		case "d":
			_, err := d.engine.Dismiss(ctx, engine.DismissRequest{Note: n.ID, Fingerprint: n.Fingerprint})
			return err
		case "l":
			_, err := d.engine.Snooze(ctx, engine.SnoozeRequest{Note: n.ID, Until: d.clock().AddDate(0, 0, 1)})
			return err
		case "e":
			to, subject, text, err := editLetter(ctx, *n)
			if err != nil {
				d.printf("    %s\n", err)
				continue
			}
			card, err := d.engine.Edit(ctx, engine.EditRequest{Note: n.ID, Fingerprint: n.Fingerprint, To: to, Subject: subject, Text: text})
			var no *engine.Refusal
			if errors.As(err, &no) {
				d.printf("    %s\n", no.Reason)
				continue
			} else if err != nil {
				return err
			}
			n = card.Note
			d.letter(card)
		}
	}
}

// prompt reads one answer. Where nobody answers any more the demo goes on by itself.
func (d *demo) prompt(words string) (string, error) {
	d.printf("%s", words)
	line, err := d.in.ReadString('\n')
	if errors.Is(err, io.EOF) && line == "" { // nobody is there: let it all lie
		d.printf("\n")
		return "l", nil
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return "", err
	}
	if a := strings.ToLower(strings.TrimSpace(line)); a != "" {
		return a[:1], nil
	}
	return "", nil
}
