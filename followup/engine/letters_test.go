package engine_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"followup/followup"
	"followup/followup/engine"
	"followup/templates"
)

// TestLetterInTheirLanguage: a draft speaks the language that the policy asks for, with the day in it and the surname
// that goes with Sie; what was written is what lint is told.
func TestLetterInTheirLanguage(t *testing.T) {
	t.Parallel()
	for lang, want := range map[string][]string{
		"de": {"Guten Tag Maya Lindqvist,", "am Dienstag über die Stelle als Data Engineer bei Birchwood Analytics", "Viele Grüße\nRobin Ashby"},
		"fr": {"Bonjour Maya,", "de mardi au sujet du poste de Data Engineer chez Birchwood Analytics"},
		"es": {"Hola, Maya:", "del martes sobre el puesto de Data Engineer en Birchwood Analytics"},
		"pt": {"Olá, Maya,", "de terça-feira sobre a vaga de Data Engineer na Birchwood Analytics"},
		"nl": {"Beste Maya,", "op dinsdag over de functie van Data Engineer bij Birchwood Analytics"},
		"it": {"Gentile Maya,", "di martedì sulla posizione di Data Engineer presso Birchwood Analytics"},
		"en": {"Hi Maya,", "on Tuesday about the Data Engineer role at Birchwood Analytics"},
	} {
		b := newBench(t)
		b.options = func(o *engine.Options) { o.Policy.Language = lang }
		b.crash()
		n := b.draft()
		if n.Language != lang || strings.Contains(string(n.Why), "written in") {
			t.Errorf("%s: language %q, why %q", lang, n.Language, n.Why)
		}
		for _, w := range want {
			if !strings.Contains(n.Text, w) {
				t.Errorf("%s: %q is missing in\n%s", lang, w, n.Text)
			}
		}
	}
}

// TestNoSuchLetter: a language without letters is said in words, and English is written.
func TestNoSuchLetter(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.options = func(o *engine.Options) { o.Policy.Language = "sv" }
	b.crash()
	n := b.draft()
	if n.Language != "en" || !strings.Contains(n.Text, "Hi Maya,") || !strings.Contains(string(n.Why), "it is written in English: there is no such letter in sv") {
		t.Errorf("language %q, why %q\n%s", n.Language, n.Why, n.Text)
	}
}

// TestLanguageOfTheirLastMail: unless the user chose one, a letter is in the language of their last mail. Where they
// write in English, or too little to tell, every byte is as if she had chosen English.
func TestLanguageOfTheirLastMail(t *testing.T) {
	t.Parallel()
	drafted := func(lang, excerpt string, last followup.SignalKind) (*bench, followup.Note) {
		b := newBench(t)
		b.options = func(o *engine.Options) {
			if lang != "" {
				o.Policy.Language = lang
			}
		}
		b.crash()
		says := func(s *followup.Signal) { s.Mail.Excerpt = excerpt }
		start := monday.Add(25 * time.Hour)
		b.read(mail(monday, followup.ApplicationAck, says))
		b.at(monday.Add(time.Hour))
		b.read(mail(monday.Add(time.Hour), followup.InterviewConfirm, interview(start), says))
		b.at(start.Add(2 * time.Hour))
		if last != "" {
			b.read(mail(b.clock(), last, says))
		}
		b.tick()
		return b, b.notes()[0]
	}
	const english = "Hi Robin,\nthank you for the time that you have taken with us. We will be in touch.\n\nBest,\nMaya"
	const german = "Hallo Robin,\nvielen Dank für das Gespräch und die Zeit, die Sie sich genommen haben. Wir melden uns bei Ihnen.\n\nViele Grüße\nMaya"
	for _, excerpt := range []string{english, "The sentence.", ""} {
		b, got := drafted("", excerpt, "")
		_, want := drafted("en", excerpt, "")
		card, err := b.Show(t.Context(), got.ID)
		if err != nil {
			t.Fatal(err)
		}
		if got.Language != "en" || got.Subject+got.Text+string(got.Why) != want.Subject+want.Text+string(want.Why) {
			t.Errorf("%q: it is in %q, and reads\n%s\n%s\nwant\n%s\n%s", excerpt, got.Language, got.Why, got.Text, want.Why, want.Text)
		}
		for _, f := range card.Findings {
			if strings.Contains(f.Code, "language") {
				t.Errorf("%q: lint says %s", excerpt, f.Words)
			}
		}
	}
	if _, got := drafted("", german, ""); got.Language != "de" || !strings.Contains(got.Text, "Viele Grüße") || strings.Contains(string(got.Why), "written in") {
		t.Errorf("they write German: it is in %q: %s\n%s", got.Language, got.Why, got.Text)
	}
	if _, got := drafted("en", german, ""); got.Language != "en" {
		t.Errorf("the user always writes English: it is in %q", got.Language)
	}
	b, _ := drafted("", german, "")
	if _, err := b.Want(t.Context(), engine.WantRequest{App: b.theApp().ID, Kind: followup.Withdrawal, Typed: "withdraw"}); err != nil {
		t.Fatal(err)
	}
	notes := b.notes()
	got := notes[len(notes)-1]
	if got.Kind != followup.Withdrawal || got.Language != "en" || !strings.Contains(string(got.Why), "it is written in English: there is no such letter in German") {
		t.Errorf("%s in %q: %s", got.Kind, got.Language, got.Why)
	}
}

// TestEveryLetterLintsClean: no sample of any letter has a finding that blocks, whichever language it is in. A placeholder
// that is there on purpose is the one exception.
func TestEveryLetterLintsClean(t *testing.T) {
	t.Parallel()
	set := templates.Builtin()
	start := time.Date(2026, time.March, 3, 14, 0, 0, 0, time.UTC)
	dana := followup.Address{Name: "Dana Reyes", Addr: "dana@northlight.example"}
	me := followup.Address{Name: "Mira Novak", Addr: "mira@novak.example"}
	for _, l := range set.List() {
		d := templates.SampleIn(l.Lang, l.Kind)
		d.OthersMet = nil
		if l.Lang == "de" || l.Tone == "formal" {
			d.Greeting = d.Person
		}
		letter, err := set.Render(l.Lang, l.Kind, l.Tone, d)
		if err != nil {
			t.Fatal(err)
		}
		p := followup.DefaultPolicy(time.UTC)
		p.Me = []string{me.Addr}
		app := followup.Application{
			ID: "a", Employer: "Northlight", Role: "Backend Engineer", Stage: followup.StageInterviewed, Opened: start.AddDate(0, -1, 0),
			People: []followup.Person{{Name: dana.Name, Addr: dana.Addr, Known: "sender", Part: followup.PartRecruiter}},
			Rounds: []followup.Round{{ID: "r", Interviews: []followup.Interview{{
				UID: "u", Start: start, End: start.Add(time.Hour), Zone: "UTC", Standing: followup.Held, People: []followup.Person{{Name: dana.Name, Addr: dana.Addr}},
			}}}},
		}
		n := followup.Note{
			ID: "n", Kind: followup.NoteKind(l.Kind), Round: "r", Interview: "u", Person: dana.Addr, Status: followup.Proposed, Proposed: start.Add(3 * time.Hour),
			From: me, To: dana, Subject: letter.Subject, Text: letter.Text, Language: l.Lang, Tone: followup.Tone(l.Tone),
		}
		for _, f := range p.Lint(app, n) {
			known := slices.Contains([]string{"not-edited", "unedited"}, f.Code) // an answer is the user's own words
			if f.Blocks && !known {
				t.Errorf("%s %s %s: %s: %s\n%s", l.Lang, l.Kind, l.Tone, f.Code, f.Words, letter.Text)
			}
		}
	}
}
