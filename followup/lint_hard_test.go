package followup

import (
	"strings"
	"testing"
	"time"
)

// Every hard stop before a yes, by its code, and what is near it and passes.
func TestLintHard(t *testing.T) {
	t.Parallel()
	const body = "I have thought about how your team shares the weeks on call, and it made me want to do this work even more than before."
	now := at(10, 10, 0)
	type set struct {
		app *Application
		n   *Note
		e   *Elsewhere
	}
	add := func(words string) func(set) { return func(s set) { s.n.Text += "\n\n" + words } }
	kind := func(k NoteKind, words string) func(set) {
		return func(s set) { s.n.Kind = k; s.n.Proposed = s.app.LastHuman.Received; s.n.Text += "\n\n" + words }
	}
	elsewhere := func(words string, names ...string) func(set) {
		return func(s set) { s.e.Names = names; s.n.Text += "\n\n" + words }
	}
	hello := func(line string) func(set) { return func(s set) { s.n.Text = line + "\n\n" + body } }
	theirs := func(excerpt string, then func(set)) func(set) {
		return func(s set) { s.app.LastHuman.Excerpt = excerpt; then(s) }
	}
	const german = "Sehr geehrte Frau Berg,\n\nvielen Dank für das Gespräch. Wir melden uns bei Ihnen, sobald wir die Unterlagen gelesen haben, und freuen uns auf Sie."
	const deutsch = "Guten Tag Jane Doe,\n\nvielen Dank für das Gespräch. Ich habe mich sehr über die Einblicke in den Alltag gefreut und möchte gerne bei Ihnen arbeiten."
	for _, c := range []struct {
		name   string
		change func(set)
		code   string // empty: nothing stands in the way
	}{
		{"A letter as it should be.", add(""), ""},
		{"A placeholder.", add("[your name]"), "placeholder"},

		{"Another employer's name.", elsewhere("I would love to work for Birchwood.", "Birchwood Ltd"), "other-employer"},
		{"Another employer's name with its legal form.", elsewhere("Best wishes to Birchwood Ltd!", "Birchwood Ltd"), "other-employer"},
		{"Another employer's name in the genitive.", elsewhere("It is like Birchwood's.", "Birchwood"), "other-employer"},
		{"A word that is a name elsewhere.", elsewhere("We hit the target.", "Target"), ""},
		{"The own employer, spelt otherwise elsewhere.", elsewhere("I liked Acme.", "ACME GmbH"), ""},
		{"A name inside another word.", elsewhere("Birchwoodland is nice.", "Birchwood"), ""},
		{"An employer that is called like a month.", elsewhere("See you in March.", "March"), ""},

		{"A recipient's name misspelt in the greeting.", hello("Dear Jnae,"), "name-spelt"},
		{"A surname misspelt in the greeting.", hello("Dear Ms Doee,"), "name-spelt"},
		{"The employer misspelt.", func(s set) { s.app.Employer = "Northlight"; s.n.Text += " I like what Nortlight does." }, "name-spelt"},
		{"The employer as it is spelt.", func(s set) { s.app.Employer = "Northlight"; s.n.Text += " I like what Northlight's team does." }, ""},
		{"A short name as they sign it.", func(s set) { s.app.person(jane.Addr).Spelt = []string{"Janey"}; hello("Hi Janey,")(s) }, ""},
		{"Another person is greeted.", func(s set) { s.app.meet(Person{Name: otto.Name, Addr: otto.Addr}); hello("Hi Otto,")(s) }, "greeting"},
		{"A name that nobody has.", hello("Hi Bartholomew,"), "greeting"},
		{"The first name.", hello("Hi Jane,"), ""},
		{"The full name.", hello("Dear Jane Doe,"), ""},
		{"Nobody by name.", hello("Dear hiring team,"), ""},
		{"Nobody by name in German.", hello("Sehr geehrte Damen und Herren,"), ""},

		{"A list.", func(s set) { s.n.To = Address{Addr: "all@lists.acme.example"} }, "nobody-reads"},
		{"The interview is not over.", func(s set) { s.e.Now = at(9, 14, 30) }, "not-over"},
		{"They wrote since a question was drafted.", func(s set) { s.n.Kind = Nudge; s.n.Proposed = s.app.LastHuman.Received.Add(-time.Hour) }, "replied"},

		{"A letter in German where they write English.", theirs("We look forward to seeing you, and thank you for the time that you have taken with us.", func(s set) { s.n.Text = deutsch }), "wrong-language"},
		{"A letter in German where they write German.", theirs(german, func(s set) { s.n.Text, s.n.Language = deutsch, "de" }), ""},
		{"A letter in a language that nobody chose.", func(s set) { s.n.Text = deutsch }, "wrong-language"},

		{"A weekday that the date has not.", add("I am free on Tuesday, 4 March."), "date"},
		{"A weekday that the date has.", add("I am free on Wednesday, 4 March."), ""},
		{"The same the American way.", add("I am free on Tuesday, March 4th."), "date"},
		{"A date that does not exist.", add("I am free on 31 February."), "date"},
		{"In German.", func(s set) { s.n.Text, s.n.Language = deutsch+" Am Dienstag, den 4. März, habe ich Zeit.", "de" }, "date"},
		{"In French.", add("mardi 4 mars"), "date"},
		{"With a year in which it is right.", add("It was on Tuesday, 4 March 2025."), ""},
		{"A day of the talk that is another one.", add("Thank you for talking with me on Friday."), "day"},
		{"The day of the talk.", add("Thank you for talking with me on Tuesday."), ""},
		{"Today, a day later.", add("It was good to talk with you today."), "day"},
		{"Yesterday, a day later.", add("It was good to talk with you yesterday."), ""},

		{"Just checking in.", add("I am just checking in."), "pressing"},
		{"Touch base.", add("I wanted to touch base."), "pressing"},
		{"Circling back.", add("I am circling back to this."), "pressing"},
		{"As promised.", add("You wrote as promised."), "pressing"},
		{"I know you are busy but.", add("I know you’re busy but I wonder."), "pressing"},
		{"Desperate.", add("I am desperate for news."), "pressing"},
		{"Why.", kind(RejectionResponse, "Please explain why I failed."), "arguing"},
		{"Flattery.", add("Your amazing, visionary company is a dream."), "flattery"},
		{"One word of praise.", add("It was an outstanding talk."), ""},
		{"An emoji.", add("Thank you 🙏"), "emoji"},
		{"An emoji where they use some.", theirs("See you soon 😀", add("Thank you 🙏")), ""},
		{"Pay.", add("What is the salary?"), "pay"},
		{"A complaint.", add("It was a waste of my time."), "complaining"},
		{"Other candidates.", add("I am stronger than other candidates."), "others"},
		{"Health.", add("My burnout is over."), "private"},
		{"A threat.", add("I will talk to my lawyer."), "legal"},
		{"A word inside another.", add("We discussed touch baseball, and the asaph stone."), ""},
		{"An offer accepted by accident.", kind(OfferThanks, "I am happy to join you."), "accepts"},
		{"The same words to others.", add("I look forward to starting the exercise."), ""},

		{"A reply to nothing.", func(s set) { s.n.Answers, s.n.Subject = "", "Re: Engineer" }, "false-reply"},
		{"An answer that nobody wrote.", kind(Answer, "Here it is."), "unedited"},
		{"An address to which no mail was.", func(s set) { s.n.To, s.n.Edited = otto, true; hello("Hi Otto,")(s) }, "typed-address"},
		{"An answer that goes elsewhere.", func(s set) {
			s.app.LastHuman.From, s.app.LastHuman.ReplyTo = jane, Address{Addr: "jane@elsewhere.example"}
			s.n.To = s.app.LastHuman.ReplyTo
		}, "reply-elsewhere"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := begin(t)
			interviewedOnce(s)
			n := s.only(ThankYou)
			n.Text = "Hi Jane,\n\n" + body + "\n\nBest wishes,\nAda Berg"
			e := Elsewhere{Now: now}
			c.change(set{&s.app, &n, &e})
			var codes []string
			for _, f := range s.p.LintWith(s.app, n, e) {
				if f.stands(n) {
					codes = append(codes, f.Code)
				}
				if f.Words == "" || strings.Contains(f.Words, "  ") {
					t.Errorf("%s in words: %q", f.Code, f.Words)
				}
			}
			if got := strings.Join(codes, " "); got != c.code {
				t.Errorf("%q stands in the way, want %q: %+v", got, c.code, s.p.LintWith(s.app, n, e))
			}
		})
	}
}

// Languages are told apart by their small words, and short texts are not guessed.
func TestLanguageOf(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Thank you for the time that you took with me, and for the answers.":                                           "en",
		"Vielen Dank für das Gespräch, ich habe mich sehr gefreut und möchte gerne mit Ihnen arbeiten.":                "de",
		"Merci pour votre temps, je vous remercie pour cette rencontre et les échanges avec votre équipe.":             "fr",
		"Muchas gracias por su tiempo y por la conversación sobre el puesto, que me ha gustado mucho. Los saludos.":    "es",
		"Muito obrigado pelo seu tempo e pela conversa sobre a vaga, que foi muito boa. Não tenho mais perguntas.":     "pt",
		"Hartelijk dank voor het gesprek van vandaag, ik heb er met plezier aan gedacht en wil graag bij u werken.":    "nl",
		"Grazie per il colloquio di ieri, mi ha fatto molto piacere e sono molto contento di questo. Cordiali saluti.": "it",
		"OK": "", "Backend Engineer": "", "": "",
	} {
		if got := languageOf(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// Tone and form of address follow their last mail; the user's own choice wins.
func TestVoice(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name     string
		excerpt  string
		change   func(*Policy, *Application)
		language string
		tone     Tone
		form     Form
	}{
		{name: "A first name under it is warm.", excerpt: "Hi Ada,\nthank you for the time that you have taken. Talk soon.\n\nBest,\nJane", tone: Warm},
		{name: "Dear Ms is formal.", excerpt: "Dear Ms Berg,\nthank you for your application.\n\nKind regards,\nJane Doe", tone: Formal},
		{name: "A short mail with a full name is brief.", excerpt: "Tuesday at two works.\n\nRegards,\nJane Doe", tone: Brief},
		{name: "The user's own choice stays.", excerpt: "Dear Ms Berg,\nthank you.\n\nRegards,\nJane Doe", tone: Brief, change: func(p *Policy, _ *Application) { p.Tone = Brief }},
		{name: "German and Sie.", excerpt: "Sehr geehrte Frau Berg,\nvielen Dank für das Gespräch. Wir freuen uns auf Sie und melden uns bei Ihnen.\n\nMit freundlichen Grüßen\nJane Doe",
			change: func(p *Policy, _ *Application) { p.Language = "auto" }, language: "de", tone: Formal, form: FormPolite},
		{name: "German and du.", excerpt: "Hallo Ada,\nvielen Dank, dass du dir Zeit genommen hast. Wir melden uns bei dir, und ich freue mich auf dich.\n\nViele Grüße\nJane",
			change: func(p *Policy, _ *Application) { p.Language = "auto" }, language: "de", tone: Warm, form: FormFamiliar},
		{name: "French and vous.", excerpt: "Bonjour Ada,\nmerci pour votre temps, nous vous répondrons dans la semaine avec les résultats et je vous souhaite une bonne journée.\n\nCordialement,\nJane",
			change: func(p *Policy, _ *Application) { p.Language = "auto" }, language: "fr", tone: Warm, form: FormPolite},
		{name: "A language by hand wins.", excerpt: "Bonjour Ada,\nmerci pour votre temps, nous vous répondrons dans la semaine avec les résultats.\n\nCordialement,\nJane",
			change: func(_ *Policy, app *Application) { app.Language = "en" }, language: "en", tone: Warm},
		{name: "A form by hand wins.", excerpt: "Hallo Ada,\nvielen Dank, dass du dir Zeit genommen hast. Wir melden uns bei dir und ich freue mich.\n\nJane",
			change: func(_ *Policy, app *Application) { app.person(jane.Addr).Form = FormPolite }, tone: Warm, form: FormPolite},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := begin(t)
			s.p.Language = "en"
			interviewedOnce(s)
			s.app.LastHuman.Excerpt = c.excerpt
			if c.change != nil {
				c.change(&s.p, &s.app)
			}
			language, tone, form := s.p.voice(&s.app, Person{Name: jane.Name, Addr: jane.Addr})
			if language != c.language || tone != c.tone || form != c.form {
				t.Errorf("%q %q %q, want %q %q %q", language, tone, form, c.language, c.tone, c.form)
			}
		})
	}
}

// FuzzLint: no words of a user or of a stranger make lint fail.
func FuzzLint(f *testing.F) {
	f.Add("Hi Jane,\n\nThank you for Tuesday, 31 March.", "Re: Engineer", "Birchwood Ltd", "Best,\nJane")
	f.Add("Dear \xff,", "", "Á", "\n\n")
	f.Add("Dear İ’s", "İ", "ß GmbH", "ſ")
	f.Fuzz(func(t *testing.T, text, subject, name, excerpt string) {
		app := Application{Employer: "Acme", LastHuman: Mail{Excerpt: excerpt, From: jane}, People: []Person{{Name: name, Addr: jane.Addr}}}
		n := Note{Kind: ThankYou, From: me, To: jane, Subject: subject, Text: text, Proposed: at(9, 15, 0)}
		for _, f := range policy().LintWith(app, n, Elsewhere{Names: []string{name}, Now: at(9, 16, 0)}) {
			if f.Code == "" || f.Words == "" {
				t.Errorf("a finding says nothing: %+v", f)
			}
		}
		policy().voice(&app, app.People[0])
	})
}
