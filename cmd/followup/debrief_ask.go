package main

import (
	"bufio"
	"context"
	"fmt"
	"strings"

	"followup/followup"
	"followup/followup/engine"
	"followup/mailwatch"
)

// asker puts one question after another. Enter leaves one, a dot leaves all that are left.
type asker struct {
	f    *face
	in   *bufio.Reader
	over bool
}

func (a *asker) ask(question string) string {
	if a.over {
		return ""
	}
	indent := question[:len(question)-len(strings.TrimLeft(question, " "))]
	fmt.Fprint(a.f.out, indent+mailwatch.CleanLine(question)+" ")
	line, err := a.in.ReadString('\n')
	if err != nil {
		fmt.Fprintln(a.f.out)
	}
	line = strings.TrimSpace(line)
	a.over = err != nil || line == "."
	if line == "." {
		return ""
	}
	return mailwatch.CleanLine(line)
}

// choose asks until the answer is understood or left.
func choose[T any](a *asker, question, again string, read func(string) (T, bool)) (value T, ok bool) {
	for word := a.ask(question); word != ""; word = a.ask(again) {
		if value, ok = read(word); ok {
			return value, true
		}
	}
	return value, false
}

// askHow asks how an interview went (domain.md 6.1).
func (f *face) askHow(ctx context.Context, desk engine.Desk, r *engine.DebriefRequest, app followup.Application, iv followup.Interview,
	people []followup.Person) error {
	a := &asker{f: f, in: bufio.NewReader(f.in)}
	d := &r.Debrief
	f.out.line("%s  %s", styled{bold, placeOfApp(app)}, styled{dim, "the interview of " + hour(iv.Start, f.now().In(f.zone()))})
	f.out.line("Enter leaves a question, a dot all that are left.")
	f.out.line("")
	held, answered := choose(a, "Did it take place? yes, cancelled, moved, they (did not come), me (did not go):", "yes, cancelled, moved, they or me:",
		func(word string) (string, bool) {
			for full := range heldWords {
				if strings.HasPrefix(full, strings.ToLower(word)) && (word != "m" || full == "me") {
					return full, true
				}
			}
			return "", false
		})
	r.Held, r.NoShow = held == "yes", heldWords[held]
	if answered && !r.Held {
		return a.nextSteps(ctx, desk, r)
	}
	a.whom(d, people)
	d.LikedMe = a.ask("What did they seem to like about you?")
	d.Repair = a.ask("Is there one answer that you would complete? Write it as you would give it now:")
	if names := metNames(*d); d.Repair != "" && len(names) > 1 {
		if said := saidOf(d, a.ask("Who is to read that? "+strings.Join(names, ", ")+":")); said != nil {
			d.RepairFor = said.Person
		}
	}
	if like, ok := choose(a, "Do you like the place? 0 to 10:", "A number from 0 to 10:", likeNumber); ok {
		d.Like = like
	}
	if err := a.nextSteps(ctx, desk, r); err != nil {
		return err
	}
	a.cold(d)
	for q := a.ask("A question of theirs that you want to practise:"); q != ""; q = a.ask("Another:") {
		d.Asked = append(d.Asked, q)
	}
	d.Gut = a.ask("Your gut feeling; it is kept and used for nothing:")
	if d.Empty() && !r.Held {
		return nothing("Nothing was said, and nothing changed.")
	}
	return nil
}

// whom asks whom the user met and for one topic each.
func (a *asker) whom(d *followup.Debrief, people []followup.Person) {
	var names []string
	for _, p := range people {
		names = append(names, or(p.Name, p.Addr))
	}
	question := "Whom did you meet? Names with commas:"
	if len(names) > 0 {
		question = "Whom did you meet? Enter for " + strings.Join(names, ", ") + ", or all names with commas:"
	}
	typed := split(a.ask(question))
	others := split(a.ask("Anybody else, at the reception, on a tour, at lunch?"))
	if len(typed) > 0 {
		names = typed
	}
	if !a.over || len(typed)+len(others) > 0 {
		d.People = metPeople(names, people)
	}
	said := false
	for i := range d.People {
		if s := &d.People[i]; !s.Absent {
			s.Topic = a.ask("One thing that " + or(s.Name, s.Person) + " talked about:")
			said = said || s.Topic != ""
		}
	}
	for _, name := range others {
		who := personNamed(name, people)
		d.People = append(d.People, followup.Said{Person: who.Key(), Name: who.Name, Thank: who.Addr != ""})
	}
	if !said && len(typed)+len(others) == 0 {
		d.People = nil // nothing was said of anybody
	}
}

// nextSteps asks for their words, shows how they are understood and lets them be said once more.
func (a *asker) nextSteps(ctx context.Context, desk engine.Desk, r *engine.DebriefRequest) error {
	words := a.ask("What did they say about next steps, in their words?")
	for words != "" {
		r.Debrief.NextSteps = words
		heard, err := desk.Hear(ctx, engine.HearRequest{App: r.App, Interview: r.Interview, Words: words})
		if err != nil {
			return err
		}
		a.f.out.line("  = %s", a.f.heardWords(heard))
		words = a.ask("  Enter if that is right, or in other words:")
	}
	return nil
}

// heardWords says how words about next steps are understood.
func (f *face) heardWords(h engine.Heard) string {
	now := f.now().In(f.zone())
	if h.Promise == nil {
		return "no time is in it"
	}
	words := ""
	switch by := h.Promise.Deadline; {
	case h.Promise.Kind == followup.PromiseNoContact:
		return "they do not want to be written to"
	case h.Promise.Kind == followup.PromiseSilence && !by.IsZero():
		return "no word by " + by.In(now.Location()).Format("Mon 2 Jan") + " means no"
	case h.Promise.Kind == followup.PromiseSilence:
		return "no word means no"
	case by.IsZero():
		words = "an answer, without a date"
	default:
		words = "by " + by.In(now.Location()).Format("Mon 2 Jan")
	}
	if !h.Nudge.IsZero() {
		words += "; without a word a question is drafted " + h.Nudge.In(now.Location()).Format("Mon 2 Jan")
	}
	return words
}

// cold asks for the ten things, one key each.
func (a *asker) cold(d *followup.Debrief) {
	if a.over {
		return
	}
	a.f.out.line("")
	a.f.out.line("Ten things that can cool a talk: g for good, s for so-so, c for cold.")
	for _, it := range followup.ColdItems {
		if r, ok := choose(a, "  "+it.Words+":", "  g, s or c:", ratingOf); ok {
			rated(d, it.Key, r)
		}
	}
	d.Outside, _ = choose(a, "Was something in the way that was not in your hands? y or n:", "y or n:", func(word string) (bool, bool) {
		word = strings.ToLower(word)
		return strings.HasPrefix(word, "y"), strings.HasPrefix(word, "y") || strings.HasPrefix(word, "n")
	})
}

func metNames(d followup.Debrief) (names []string) {
	for _, s := range d.People {
		if !s.Absent && s.Thank {
			names = append(names, or(s.Name, s.Person))
		}
	}
	return names
}

// split cuts a list at its commas.
func split(list string) (out []string) {
	for part := range strings.SplitSeq(list, ",") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}
