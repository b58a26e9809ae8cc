package main

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"followup/followup"
	"followup/followup/engine"
	"followup/followup/submit"
	"followup/mailwatch/mailtest"
)

// check holds the demo's claims against the two servers: what they have is the truth, not what the program believes.
func (d *demo) check(ctx context.Context) error {
	d.printf("\nChecking against the two servers:\n")
	accepted := d.office.Accepted()
	sent, err := d.office.Messages("Sent")
	if err != nil {
		return err
	}
	inbox, err := d.office.Messages("INBOX")
	if err != nil {
		return err
	}
	for _, n := range d.yes {
		d.checkLetter(n, accepted, sent, inbox)
	}
	d.hold(len(accepted) == len(d.yes), "%d letters were approved and %d left; nothing else did", len(d.yes), len(accepted))
	kinds := map[followup.NoteKind]int{}
	for _, n := range d.yes {
		kinds[n.Kind]++
	}
	d.hold(kinds[followup.ThankYou] == 3 && kinds[followup.Nudge] == 1 && kinds[followup.RejectionResponse] == 1,
		"%s, %s after silence, %s to a rejection", plural(kinds[followup.ThankYou], "thank-you", "thank-yous"),
		plural(kinds[followup.Nudge], "question", "questions"), plural(kinds[followup.RejectionResponse], "answer", "answers"))
	d.hold(!slices.ContainsFunc(accepted, func(a mailtest.Accepted) bool { return strings.Contains(strings.Join(a.To, " "), "no-reply") }),
		"no robot was written to")
	return d.checkState(ctx, inbox)
}

// checkLetter holds one approved letter against the servers.
func (d *demo) checkLetter(n followup.Note, accepted []mailtest.Accepted, sent, inbox []mailtest.Message) {
	what := fmt.Sprintf("%s to %s", n.Kind, n.To.Name)
	id := []byte("<" + n.MessageID + ">")
	var got []mailtest.Accepted
	for _, a := range accepted {
		if bytes.Contains(a.Bytes, id) {
			got = append(got, a)
		}
	}
	d.hold(len(got) == 1, "%s: accepted %s", what, plural(len(got), "time", "times"))
	if len(got) != 1 {
		return
	}
	l, err := submit.Decode(got[0].Bytes)
	d.hold(err == nil && l.Subject == n.Subject && strings.TrimSpace(l.Text) == strings.TrimSpace(n.Text) && l.To.Addr == n.To.Addr,
		"%s: the words that left are the words of the yes", what)
	waited := got[0].At.Sub(n.Approved)
	d.hold(waited > time.Minute-time.Second, "%s: it left %s after the yes", what, plural(int(waited.Round(time.Minute).Minutes()), "minute", "minutes"))
	answered := slices.ContainsFunc(inbox, func(m mailtest.Message) bool { return bytes.Contains(m.Raw, []byte("Message-ID: <"+l.InReplyTo+">")) })
	if n.Answers == "" {
		d.hold(l.InReplyTo == "" && len(l.References) == 0, "%s: was on no earlier mail, so it begins a thread of its own", what)
	} else {
		d.hold(l.InReplyTo == n.Answers && answered && slices.Contains(l.References, l.InReplyTo), "%s: threaded to the mail it answers", what)
	}
	copies := 0
	for _, m := range sent {
		if bytes.Contains(m.Raw, append([]byte("Message-ID: "), id...)) && bytes.Equal(m.Raw, got[0].Bytes) {
			copies++
		}
	}
	d.hold(copies == 1, "%s: its copy lies in Sent %s", what, plural(copies, "time", "times"))
}

// checkState holds the end of the story against what was told.
func (d *demo) checkState(ctx context.Context, inbox []mailtest.Message) error {
	untouched := !slices.ContainsFunc(inbox, func(m mailtest.Message) bool { return len(m.Flags) > 0 })
	d.hold(untouched, "no flag of the %d messages in INBOX was changed", len(inbox))
	ends := map[string]string{
		"Birchwood Analytics": "closed, rejected", "Harbour & Pine": "closed, rejected", "Northlight Software": "interviewed, their turn",
	}
	found, err := d.ends(ctx)
	if err != nil {
		return err
	}
	for _, employer := range slices.Sorted(mapKeys(ends)) {
		words := found[employer]
		if want := ends[employer]; words != want {
			words = fmt.Sprintf("%s, and not %s", or(words, "unknown"), want)
		}
		d.hold(found[employer] == ends[employer], "%s: %s", employer, words)
	}
	d.hold(len(found) == len(ends), "%d applications were found; ordinary mail and the job alert became none", len(found))
	return nil
}

// ends returns where each application stands, by employer.
func (d *demo) ends(ctx context.Context) (map[string]string, error) {
	found := map[string]string{}
	for _, q := range []engine.Query{{}, {Lane: engine.LaneDone}} {
		l, err := d.engine.List(ctx, q)
		if err != nil {
			return nil, err
		}
		for _, r := range l.Rows {
			card, err := d.engine.Show(ctx, r.App)
			if err != nil {
				return nil, err
			}
			found[r.Employer] = stageWords(card.Application)
		}
	}
	return found, nil
}

// hold prints one check and remembers it if it failed.
func (d *demo) hold(ok bool, format string, a ...any) {
	words := fmt.Sprintf(format, a...)
	mark := "ok  "
	if !ok {
		mark = "FAIL"
		d.refused = append(d.refused, words)
	}
	d.printf("  %s  %s\n", mark, words)
}
