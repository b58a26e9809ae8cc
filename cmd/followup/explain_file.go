package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"followup/followup"
	"followup/mailwatch"
	"followup/mailwatch/classify"
)

// fileReader reads mail files as the daemon would: with the rules of the user's own and what the config tells of her,
// where there is a config.
func (f *face) fileReader() (*classify.Reader, error) {
	cfg, err := f.load()
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	o := cfg.readerOptions(f.zone())
	if err == nil {
		text, err := readRules(cfg.rulesFile())
		if err != nil {
			return nil, err
		}
		o.Rules, _ = classify.ParseRules(text)
	}
	return classify.New(o)
}

// oneMail reads the mail of a file. Of a file that holds several, nth says which, counted from 1; 0 is not to have said.
func oneMail(path string, nth int) (mailFile, error) {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return mailFile{}, hinted{fmt.Errorf("%s is a folder, and this is about one mail", path), `"followup scan" reads folders`}
	}
	var found mailFile
	n := 0
	for m := range mailFiles([]string{path}) {
		if n++; n == max(nth, 1) {
			found = m
		}
	}
	switch {
	case n == 0:
		return found, fmt.Errorf("there is no mail in %s", path)
	case nth > n:
		return found, usagef("%s holds %s", path, plural(n, "mail", "mails"))
	case n > 1 && nth == 0:
		return found, hinted{fmt.Errorf("%s holds %d mails, and this is about one", path, n),
			`say which with --nth, such as --nth 3; "followup scan --all" lists them in this order`}
	}
	return found, found.Err
}

// explainFile shows how one mail file is read.
func (f *face) explainFile(path string, nth int, asJSON bool) error {
	mail, err := oneMail(path, nth)
	if err != nil {
		return err
	}
	reader, err := f.fileReader()
	if err != nil {
		return err
	}
	msg, err := mail.parse()
	if err != nil {
		return err
	}
	x := reader.Explain(msg)
	if asJSON {
		return f.out.json(x)
	}
	f.printSignal(x.Signal)
	f.printReading(x)
	f.printSums(x)
	f.printEmployers(x)
	f.printTimes(x)
	if len(msg.Faults) > 0 {
		f.out.line("")
		f.out.line("Odd about this mail: %s.", tooMuch.Replace(strings.Join(msg.Faults, "; ")))
	}
	return nil
}

// tooMuch says what a cap is to who reads it.
var tooMuch = strings.NewReplacer("cut at the cap", "longer than is read", "beyond the cap left out", "more than are read")

// printSignal tells what a mail was taken for, and the facts that were read from it.
func (f *face) printSignal(s followup.Signal) {
	now := f.now().In(f.zone())
	f.out.line("%s  %.0f %% sure", styled{bold, capital(kindWord(s.Kind))}, s.Confidence*100)
	f.out.line("%s.", capital(string(s.Reason)))
	var rows [][]string
	add := func(what, words string) {
		if words != "" {
			rows = append(rows, []string{what, words})
		}
	}
	add("from", full(s.Mail.From))
	add("subject", s.Mail.Subject)
	add("detail", strings.ReplaceAll(string(s.Detail), "_", " "))
	add("employer", s.Employer)
	add("agency", s.Agency)
	add("role", s.Role)
	add("reference", s.Requisition)
	if s.Person.Name+s.Person.Addr != "" {
		add("person", personWords(s.Person))
	}
	for _, p := range s.People {
		add("named", personWords(p))
	}
	nobody := "nobody: a robot wrote this"
	if s.Mail.From.Addr == "" {
		nobody = "nobody: it names no sender"
	}
	add("answers go to", or(full(s.Mail.ReplyTo), nobody))
	for _, v := range s.Interviews {
		add("interview", interviewWords(v, s.RoundKind, now)+sourceWords(v))
	}
	for _, v := range s.Options {
		add("proposed", interviewWords(v, s.RoundKind, now))
	}
	if !s.Deadline.IsZero() {
		add("your date", hour(s.Deadline, now))
	}
	if p := s.Promise; p != nil {
		add("they promise", p.Quote)
	}
	add("sender", or(string(s.Distrust), trustWords(s)))
	for _, w := range s.Warnings {
		add("careful", string(w))
	}
	for _, words := range evidenceWords(s.Evidence) {
		add("because", words)
	}
	f.out.table("  ", rows, func(_, column int) style { return []style{dim, ""}[column] })
}

func sourceWords(v followup.Interview) string {
	if v.Source == followup.FromCalendar {
		return " (from the calendar entry)"
	}
	return " (from the words)"
}

// partWords name the parts of a mail for people.
var partWords = map[followup.TextPart]string{
	followup.InSubject: "In the subject", followup.InOwn: "In the writer's own words", followup.InCalendar: "In the calendar entry",
	followup.InQuoted: "older mail that is quoted", followup.InSignature: "the signature", followup.InFooter: "the footer",
}

// countWords say what a phrase counts for, where the name of its verdict alone would not.
var countWords = map[string]string{
	"rejection": "a no", "closed": "a position that is gone", "offer": "an offer", "rescinded": "an offer taken back", "cancel": "an interview called off",
	"reschedule": "an interview being moved", "confirm": "an interview with its time", "invite": "an invitation", "receipt": "a receipt",
	"outreach": "a recruiter writing first", "update": "no decision yet", "hint": "a hint of a no", "portal": "look into their portal",
	"soft no": "regret, as around a no", "closing": "good wishes, as after a no", "on file": "keeping the papers, as after a no",
	"reason": "a reason, as for a no", "preamble": "a careful beginning, as before a no", "job context": "being about a job",
	"foreign context": "being about something else", "commerce": "a purchase", "away": "out of office", "no offer": "no offer of a job",
	"code": "a one-time code", "after an interview": "an interview that was",
}

func counts(verdict string) string { return or(countWords[verdict], verdict) }

// printReading shows the parts with their sentences, and under each the phrases that were found and what became of them.
func (f *face) printReading(x classify.Explanation) {
	for _, p := range x.Parts {
		f.out.line("")
		f.out.line("%s", styled{bold, or(partWords[p.Part], string(p.Part))})
		for _, s := range p.Sentences {
			look := style(dim)
			if len(s.Cues) > 0 {
				look = ""
			}
			f.out.hung("   ", "  %s", styled{look, "“" + fit(mailwatch.CleanLine(s.Text), 400) + "”"})
			said := map[string]bool{}
			for _, c := range s.Cues {
				if words := cueWords(c); telling(c) && !said[words] { // one phrase can stand in several lists
					f.out.hung("        ", "      %s", words)
					said[words] = true
				}
			}
			if s.Sounds != "" {
				f.out.hung("        ", "      %s", soundWords(mailwatch.CleanLine(s.Sounds)))
			}
		}
	}
	var unread []string
	for _, u := range x.Unread {
		unread = append(unread, fmt.Sprintf("%s (%s)", partWords[u.Part], plural(u.Lines, "line", "lines")))
	}
	if len(unread) > 0 {
		f.out.line("")
		f.out.line("Nothing in these decides: %s.", strings.Join(unread, ", "))
	}
}

// soundWords say what a sentence is like. The reading writes every number as #.
func soundWords(s string) string {
	like, by, _ := strings.Cut(s, ", by: ")
	var marks []string
	for _, m := range strings.Split(by, ", ") {
		if m = strings.ReplaceAll(m, "#", "a number"); !slices.Contains(marks, m) {
			marks = append(marks, m)
		}
	}
	return like + ", by: " + strings.Join(marks, ", ")
}

// telling leaves out what a reader has nothing of: a phrase within another that counts already, and one that would only
// count if it were negated. The JSON has them all.
func telling(c classify.ExplainedCue) bool {
	if c.Counts != "" {
		return c.Added > 0
	}
	return c.Rejected != "says nothing unless negated" && c.Rejected != "not a verdict"
}

// rejectedWords say why a phrase does not count, where the reading's own words are short.
var rejectedWords = map[string]string{
	"a meeting without its time": "no day and hour stand with it", "cited": "it stands between quotation marks",
}

// cueWords say what a phrase was found to be, what the words around it made of it and what it counts for, or why it does
// not.
func cueWords(c classify.ExplainedCue) string {
	standing, why, _ := strings.Cut(c.Scope, ": ")
	around := or(why, standing) // "negated by not" says that it is negated
	if word, ok := strings.CutPrefix(around, "negated by "); ok {
		around = "negated by “" + word + "”"
	}
	rejected := or(rejectedWords[c.Rejected], c.Rejected)
	if c.Rejected == c.Scope || c.Rejected == why {
		rejected = ""
	}
	if standing == "decided" || standing == "of no matter" {
		around = ""
	}
	words := "“" + strings.Join(strings.Fields(mailwatch.CleanLine(c.Text)), " ") + "” "
	switch {
	case c.Counts != "" && around == "":
		return words + fmt.Sprintf("counts %.2f for %s", c.Added, counts(c.Counts))
	case c.Counts != "":
		return words + fmt.Sprintf("counts %.2f for %s (%s)", c.Added, counts(c.Counts), around)
	case rejected == "":
		return words + "does not count: " + or(around, "it says nothing by itself")
	case around == "":
		return words + "does not count: " + rejected
	}
	return words + fmt.Sprintf("does not count: %s (%s)", rejected, around)
}

// senderWords are the kinds of sender that are known by their address.
var senderWords = map[string]string{
	"ats": "a service through which employers write to applicants", "assessment": "a service for tests", "scheduler": "a service that books times",
	"board": "a job board", "alert": "a sender of alerts", "webmail": "a mail provider for everybody",
}

// printSums shows what was added up, the heaviest first as it was weighed.
func (f *face) printSums(x classify.Explanation) {
	f.out.line("")
	f.out.line("%s", styled{bold, "What it adds up to"})
	var rows [][]string
	for _, w := range x.Weights {
		rows = append(rows, []string{counts(w.Verdict), fmt.Sprintf("%.2f", w.Score), plural(w.Phrases, "phrase", "phrases")})
	}
	about := "it is taken to be about a job"
	if x.Job < 1 {
		about = "1 is needed, but for plain words in a short mail"
	}
	rows = append(rows, []string{"about a job in all", fmt.Sprintf("%.2f", x.Job), about})
	f.out.table("  ", rows, func(_, column int) style { return []style{"", bold, dim}[column] })
	if len(x.Languages) > 0 {
		f.out.line("  Read as: %s.", strings.Join(x.Languages, ", "))
	}
	if x.Sender != "" {
		kind, name, _ := strings.Cut(x.Sender, " ")
		f.out.line("  The sender is known: %s.", strings.TrimSuffix(or(senderWords[kind], kind)+", "+name, ", "))
	}
	if r := x.Signal.Rule; r != "" {
		f.out.line("  %s. Without it: %s.", capital(r), kindWord(x.Signal.Was))
	}
}

// printEmployers shows the names that were considered and where each stands.
func (f *face) printEmployers(x classify.Explanation) {
	if len(x.Employers) == 0 {
		return
	}
	f.out.line("")
	f.out.line("%s", styled{bold, "Names considered for the employer"})
	var rows [][]string
	seen := map[string]bool{}
	for _, e := range x.Employers { // a name that stands in several places is told once for each kind of place
		if seen[e.Name+e.Source] {
			continue
		}
		chosen := ""
		if e.Name == x.Signal.Employer && !seen[e.Name] {
			chosen = "taken"
		}
		seen[e.Name], seen[e.Name+e.Source] = true, true
		rows = append(rows, []string{e.Name, "from the " + e.Source, fmt.Sprintf("%.2f", e.Rank), chosen})
	}
	f.out.table("  ", rows, func(_, column int) style { return []style{"", dim, dim, bold}[column] })
}

// printTimes shows the times in the words, how each was read, and what is doubtful about it.
func (f *face) printTimes(x classify.Explanation) {
	if len(x.Times) == 0 {
		return
	}
	f.out.line("")
	f.out.line("%s", styled{bold, "Times in the words"})
	var rows [][]string
	for _, t := range x.Times {
		read := t.Read
		if t.Doubt != "" {
			read = "in doubt: " + t.Doubt
		}
		rows = append(rows, []string{"“" + mailwatch.CleanLine(t.Text) + "”", read})
	}
	f.out.table("  ", rows, nil)
}
