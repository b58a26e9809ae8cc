package main

import (
	"context"
	"log/slog"
	"net/mail"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"followup/followup"
	"followup/followup/engine"
	"followup/mailwatch"
	"followup/mailwatch/classify"
)

// hearing is how the engine reads words about next steps: as the employer's, said at the end of the interview.
func hearing(w wiring) func(words string, said time.Time, where followup.Where) (followup.Promise, bool) {
	reader, err := classify.New(classify.Options{Zone: w.Policy.Zone, Country: w.Country})
	if err != nil { // it is embedded: the watcher could not read either
		w.Log.Error("words about next steps are not read", slog.Any("err", err))
		return nil
	}
	return func(words string, said time.Time, where followup.Where) (followup.Promise, bool) {
		return reader.PromiseIn(words, said, where.Country)
	}
}

// debriefing is what the flags of a debrief say.
type debriefing struct {
	held, interview, repairTo string
	met, topics, rates        []string
	like                      int
	likes, skip, asJSON       bool
	debrief                   followup.Debrief
}

// heldWords are the answers to "did it take place?".
var heldWords = map[string]followup.NoShow{
	"yes": "", "cancelled": followup.NoShowCancelled, "moved": followup.NoShowMoved, "they": followup.NoShowThey, "me": followup.NoShowMe,
}

func (f *face) debriefCommand() *cobra.Command {
	var d debriefing
	c := &cobra.Command{
		Use:   "debrief [ID]",
		Short: "say how an interview went",
		Long: `Debrief asks how an interview went: whom you met, one thing each talked about, what they liked, what they said about next
steps. Every question may be left with Enter, and a dot leaves all that are left. What you say goes into your letters and
moves the clock; it never decides where you stand. Without ID it is about the interview that is over and not told yet.

A script says the same with flags; then nothing is asked.`,
		Example: `  followup debrief
  followup debrief 3f2a
  followup debrief 3f2a --met "Jane Doe" --topic "Jane=how they share the on-call weeks" --like 8
  followup debrief 3f2a --next "in the next couple of days" --rate energy=good --rate specifics=cold
  followup debrief 3f2a --held they
  followup debrief 3f2a --skip`,
		Args: f.between(0, appID),
	}
	flags := c.Flags()
	flags.StringVar(&d.held, "held", "", "did it take place: the `answer` is yes, cancelled, moved, they (did not come), me (did not go)")
	flags.StringVar(&d.interview, "interview", "", "which `one`, by its start or calendar UID, if there are several")
	flags.StringArrayVar(&d.met, "met", nil, "a `person` whom you met; of those who were to be there the others were not")
	flags.StringArrayVar(&d.topics, "topic", nil, "one thing that a person talked about, as `name=topic`")
	flags.StringVar(&d.debrief.LikedMe, "liked", "", "what they seemed to like about you, in `words`")
	flags.StringVar(&d.debrief.Repair, "repair", "", "one `answer` to complete, as you would give it now")
	flags.StringVar(&d.repairTo, "repair-to", "", "the `person` who is to read it; else the first whom you thank")
	flags.IntVar(&d.like, "like", 0, "how much you like the place, a `number` from 0 to 10")
	flags.StringVar(&d.debrief.NextSteps, "next", "", "what they said about next steps, in their `words`")
	flags.StringArrayVar(&d.rates, "rate", nil, "how one thing went, as `thing=good`, so-so or cold; things: "+strings.Join(coldKeys(), ", "))
	flags.BoolVar(&d.debrief.Outside, "outside", false, "what was in the way was not in your hands")
	flags.StringArrayVar(&d.debrief.Asked, "asked", nil, "a `question` that they asked and you want to practise")
	flags.StringVar(&d.debrief.Gut, "gut", "", "your gut feeling, in `words`; it is kept and used for nothing")
	flags.BoolVar(&d.skip, "skip", false, "be asked no more about this interview")
	flags.BoolVar(&d.asJSON, "json", false, "for programs")
	c.RunE = f.onDesk(func(ctx context.Context, desk engine.Desk, args []string) error {
		spoken := false
		for _, name := range []string{"held", "met", "topic", "liked", "repair", "like", "next", "rate", "outside", "asked", "gut", "skip"} {
			spoken = spoken || flags.Changed(name)
		}
		d.likes = flags.Changed("like")
		if !spoken && !f.canAsk() {
			return usagef("debrief asks a person; a script says it with flags")
		}
		return f.debrief(ctx, desk, args, d, spoken)
	})
	return c
}

func coldKeys() (keys []string) {
	for _, it := range followup.ColdItems {
		keys = append(keys, it.Key)
	}
	return keys
}

// debrief finds the interview that is meant, takes what is said of it and shows what follows.
func (f *face) debrief(ctx context.Context, desk engine.Desk, args []string, d debriefing, spoken bool) error {
	card, err := f.talkToTell(ctx, desk, args)
	if err != nil {
		return err
	}
	app := card.Application
	iv, round, ok := app.LastTalk(d.interview, f.now())
	switch {
	case !ok && d.interview != "":
		return &engine.Refusal{Reason: "there is no such interview"}
	case !ok:
		return nothing("No interview with " + placeOfApp(app) + " is over yet.")
	case d.skip:
		card, err = desk.SkipDebrief(ctx, engine.SkipRequest{App: app.ID, Interview: iv.Name()})
		return f.debriefed(card, err, d.asJSON)
	}
	r := engine.DebriefRequest{App: app.ID, Interview: iv.Name()}
	people := app.PeopleOf(round)
	if spoken {
		err = d.request(&r, people)
	} else {
		err = f.askHow(ctx, desk, &r, app, iv, people)
	}
	if err != nil {
		return err
	}
	card, err = desk.Debrief(ctx, r)
	return f.debriefed(card, err, d.asJSON)
}

// debriefed says what a debrief led to.
func (f *face) debriefed(card engine.Card, err error, asJSON bool) error {
	switch {
	case err != nil:
		return err
	case asJSON:
		return f.out.json(card)
	}
	if err := f.acted(card, nil); err != nil {
		return err
	}
	for i, words := range card.Advice {
		if i == 0 {
			f.out.line("")
			f.out.line("These went cold more than once lately. What may help:")
		}
		f.out.line("  %s", words)
	}
	return nil
}

// talkToTell returns the application that the argument names, or the only one whose interview is over and not told yet.
func (f *face) talkToTell(ctx context.Context, desk engine.Desk, args []string) (engine.Card, error) {
	if len(args) > 0 {
		return desk.Show(ctx, args[0])
	}
	list, err := desk.List(ctx, engine.Query{})
	if err != nil {
		return engine.Card{}, err
	}
	var waiting []engine.Card
	seen := map[string]bool{}
	for _, row := range list.Rows {
		if seen[row.App] || row.Stage == followup.StageApplied || row.App == "" {
			continue
		}
		seen[row.App] = true
		card, err := desk.Show(ctx, row.App)
		if err != nil {
			return engine.Card{}, err
		}
		if slices.ContainsFunc(card.Dues, func(d followup.Due) bool { return d.Kind == followup.DueDebrief && !d.At.After(f.now()) }) {
			waiting = append(waiting, card)
		}
	}
	switch len(waiting) {
	case 0:
		return engine.Card{}, nothing("No interview waits to be told. \"followup debrief ID\" tells of one again.")
	case 1:
		return waiting[0], nil
	}
	for _, card := range waiting {
		f.out.line("  %s  %s", styled{dim, short(card.Application.ID)}, placeOfApp(card.Application))
	}
	return engine.Card{}, usagef("debrief: %d interviews wait to be told: say which", len(waiting))
}

// request fills a request from the flags.
func (d debriefing) request(r *engine.DebriefRequest, people []followup.Person) error {
	r.Debrief = d.debrief
	if d.held != "" {
		why, ok := heldWords[d.held]
		if !ok {
			return usagef("--held %s: say yes, cancelled, moved, they or me", d.held)
		}
		r.Held, r.NoShow = d.held == "yes", why
	}
	if d.likes {
		if d.like < 0 || d.like > 10 {
			return usagef("--like %d: say 0 to 10", d.like)
		}
		r.Debrief.Like = &d.like
	}
	if len(d.met) > 0 || len(d.topics) > 0 {
		names := d.met
		if len(names) == 0 {
			for _, p := range people {
				names = append(names, or(p.Name, p.Addr))
			}
		}
		r.Debrief.People = metPeople(names, people)
	}
	for _, t := range d.topics {
		name, topic, ok := strings.Cut(t, "=")
		said := saidOf(&r.Debrief, name)
		if !ok || said == nil {
			return usagef("--topic %q: write name=topic, of somebody whom you met", t)
		}
		said.Topic = strings.TrimSpace(topic)
	}
	if d.repairTo != "" {
		if len(r.Debrief.People) == 0 {
			r.Debrief.People = metPeople(nil, people)
		}
		said := saidOf(&r.Debrief, d.repairTo)
		if said == nil {
			return usagef("--repair-to %q is nobody whom you met", d.repairTo)
		}
		r.Debrief.RepairFor = said.Person
	}
	for _, rate := range d.rates {
		key, word, _ := strings.Cut(rate, "=")
		rating, ok := ratingOf(word)
		if !ok || !slices.Contains(coldKeys(), key) {
			return usagef("--rate %q: write one of %s, then =good, =so-so or =cold", rate, strings.Join(coldKeys(), ", "))
		}
		rated(&r.Debrief, key, rating)
	}
	return nil
}

func rated(d *followup.Debrief, key string, r followup.Rating) {
	if d.Ratings == nil {
		d.Ratings = map[string]followup.Rating{}
	}
	d.Ratings[key] = r
}

// ratingOf reads a rating, or its first letter.
func ratingOf(word string) (followup.Rating, bool) {
	for _, r := range []followup.Rating{followup.RatedGood, followup.RatedSoSo, followup.RatedCold} {
		if word = strings.ToLower(strings.TrimSpace(word)); word == string(r) || word == string(r)[:1] {
			return r, true
		}
	}
	return "", false
}

// metPeople is who was met: the names, found among those who were to be there where they fit, and of these the others as
// absent. No names: all who were to be there.
func metPeople(names []string, people []followup.Person) []followup.Said {
	var out []followup.Said
	met := map[string]bool{}
	for _, name := range names {
		who := personNamed(name, people)
		if (who.Name == "" && who.Addr == "") || met[who.Key()] {
			continue
		}
		met[who.Key()] = true
		out = append(out, followup.Said{Person: who.Key(), Name: who.Name, Thank: true})
	}
	for _, who := range people {
		if !met[who.Key()] {
			out = append(out, followup.Said{Person: who.Key(), Name: who.Name, Thank: len(names) == 0, Absent: len(names) > 0})
		}
	}
	return out
}

// personNamed finds a person by name, by a part of it that only one has, or by address; else it is somebody new.
func personNamed(typed string, people []followup.Person) followup.Person {
	typed = mailwatch.CleanLine(typed)
	who := followup.Person{Name: typed}
	if a, err := mail.ParseAddress(typed); err == nil && strings.Contains(typed, "@") {
		who = followup.Person{Name: a.Name, Addr: a.Address}
	}
	var part []followup.Person
	for _, p := range people {
		if who.Addr != "" && strings.EqualFold(p.Addr, who.Addr) || who.Name != "" && strings.EqualFold(p.Name, who.Name) {
			if p.Addr == "" {
				p.Addr = who.Addr
			}
			return p
		}
		for _, word := range strings.Fields(p.Name) {
			if strings.EqualFold(word, who.Name) {
				part = append(part, p)
				break
			}
		}
	}
	if len(part) == 1 {
		return part[0]
	}
	return who
}

// saidOf finds a person who was met by name or a part of it that only one has.
func saidOf(d *followup.Debrief, name string) *followup.Said {
	var people []followup.Person
	for _, s := range d.People {
		if !s.Absent {
			people = append(people, followup.Person{Name: s.Name, Addr: strings.TrimPrefix(s.Person, "name:")})
		}
	}
	who := personNamed(name, people)
	for i := range d.People {
		if s := &d.People[i]; !s.Absent && who.Addr != "" && strings.TrimPrefix(s.Person, "name:") == who.Addr {
			return s
		}
	}
	return nil
}

// likeNumber reads 0 to 10.
func likeNumber(word string) (*int, bool) {
	n, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(word), "/10"))
	return &n, err == nil && n >= 0 && n <= 10
}
