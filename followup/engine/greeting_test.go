package engine

import (
	"testing"
	"time"

	"followup/followup"
	"followup/templates"
)

// How a person is addressed in each language, tone and form. Nothing is guessed from a first name.
func TestAddress(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		display, lang    string
		tone             followup.Tone
		form             followup.Form
		name, salutation string
	}{
		{"Jane Doe", "en", followup.Warm, "", "Jane", ""},
		{"Jane Doe", "en", followup.Formal, "", "Jane Doe", ""},
		{"Doe, Jane", "en", followup.Warm, "", "Jane", ""},
		{"Ms Jane Doe", "en", followup.Formal, "", "Doe", "Ms"},
		{"Dr. Jane Doe", "en", followup.Formal, "", "Dr. Jane Doe", ""},
		{"Jane Doe", "de", followup.Warm, followup.FormFamiliar, "Jane", ""},
		{"Jane Doe", "de", followup.Warm, followup.FormPolite, "Jane Doe", ""},
		{"Jane Doe", "de", followup.Warm, "", "Jane Doe", ""},
		{"Frau Dr. Jane van der Doe", "de", followup.Formal, followup.FormPolite, "Dr. van der Doe", "Frau"},
		{"Herr Max Doe", "de", followup.Warm, followup.FormPolite, "Doe", "Herr"},
		{"Madame Jeanne Doe", "fr", followup.Formal, followup.FormPolite, "Doe", "Madame"},
		{"Jeanne Doe", "fr", followup.Warm, followup.FormPolite, "Jeanne", ""},
		{"Frau Prof. Dr. Jane Doe", "de", followup.Formal, followup.FormPolite, "Prof. Dr. Doe", "Frau"},
		{"Frau Jane Doe", "de", followup.Warm, followup.FormFamiliar, "Jane", ""},
		{"DOE Jeanne", "fr", followup.Warm, followup.FormPolite, "Jeanne", ""},
		{"Dhr. Jan van der Doe", "nl", followup.Formal, followup.FormPolite, "Van der Doe", "heer"},
		{"Mr John Doe", "en", followup.Warm, "", "Doe", "Mr"},
		{"Sra. Ana Doe", "es", followup.Formal, "", "Doe", "señora"},
		{"Acme Recruiting Team", "en", followup.Warm, "", "", ""},
		{"jobs@acme.example", "de", followup.Formal, "", "", ""},
		{"", "en", followup.Warm, "", "", ""},
	} {
		name, salutation := address(c.display, honor{}, c.lang, c.tone, c.form)
		if name != c.name || salutation != c.salutation {
			t.Errorf("%q %s %s %s: %q %q, want %q %q", c.display, c.lang, c.tone, c.form, salutation, name, c.salutation, c.name)
		}
	}
}

// Days and times are told on the reader's clock and in the reader's language, hers beside it where it shows another.
func TestDaysAreTheirs(t *testing.T) {
	t.Parallel()
	zone := func(name string) *time.Location {
		z, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		return z
	}
	berlin, london, tokyo := zone("Europe/Berlin"), zone("Europe/London"), zone("Asia/Tokyo")
	deadline := time.Date(2026, time.March, 13, 23, 30, 0, 0, london) // the 14th in Berlin
	policy := followup.DefaultPolicy(london)
	app := followup.Application{
		Zone: "Europe/Berlin", Opened: time.Date(2026, time.February, 8, 23, 30, 0, 0, london), TurnSince: deadline, Liked: true,
		Promises: []followup.Promise{
			{Kind: followup.PromiseDate, Deadline: deadline.AddDate(0, 0, 20), Standing: followup.PromiseMoved},
			{Kind: followup.PromiseDate, Deadline: deadline, Quote: "You will hear from us.", Standing: followup.PromiseBroken},
		},
	}
	start := time.Date(2026, time.March, 17, 13, 0, 0, 0, time.UTC)
	c := &change{Engine: &Engine{Options: Options{Policy: policy, Letters: templates.Builtin()}}, now: deadline.AddDate(0, 0, 5)}
	for lang, want := range map[string][2]string{
		"en": {"Saturday, 14 March", "9 February"}, "de": {"Samstag, 14. März", "9. Februar"}, "fr": {"samedi 14 mars", "9 février"},
		"es": {"sábado 14 de marzo", "9 de febrero"}, "pt": {"sábado, 14 de março", "9 de fevereiro"}, "nl": {"zaterdag 14 maart", "9 februari"},
		"it": {"sabato 14 marzo", "9 febbraio"},
	} {
		d, err := c.noteData(app, followup.Note{ID: "n", Kind: followup.Nudge, Slots: []followup.Interview{{Start: start, End: start.Add(time.Hour)}}}, lang)
		if err != nil || d.PromisedDate != want[0] || d.Applied != want[1] || d.Promised != "You will hear from us." {
			t.Errorf("%s: %q, applied %q, promised %q, %v", lang, d.PromisedDate, d.Applied, d.Promised, err)
		}
		if lang == "en" && (len(d.SlotLines) != 1 || d.SlotLines[0] != "Tuesday, 17 March, 14:00–15:00 Berlin time (13:00–14:00 London time)" || d.Zones != "Berlin and London") {
			t.Errorf("slots %q, zones %q", d.SlotLines, d.Zones)
		}
	}
	late := time.Date(2026, time.March, 29, 16, 30, 0, 0, time.UTC) // the day on which clocks change in Europe; past midnight in Tokyo
	if got, want := templates.Slot("en", late, late.Add(time.Hour), berlin, tokyo), "Sunday, 29 March, 18:30–19:30 Berlin time (Monday 01:30–02:30 Tokyo time)"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := templates.Slot("de", late, time.Time{}, berlin, berlin), "Sonntag, 29. März, 18:30"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// A talk that lies ahead is none that the two had: a letter that asks or thanks does not speak of it.
func TestNoTalkThatLiesAhead(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, time.March, 10, 9, 0, 0, 0, time.UTC)
	c := &change{Engine: &Engine{Options: Options{Policy: followup.DefaultPolicy(time.UTC), Letters: templates.Builtin()}}, now: now}
	talk := func(start time.Time, standing followup.Standing) followup.Interview {
		return followup.Interview{UID: start.String(), Start: start, End: start.Add(time.Hour), Standing: standing}
	}
	held, ahead := talk(now.AddDate(0, 0, -8), followup.Held), talk(now.AddDate(0, 0, 5), followup.Set)
	for _, x := range []struct {
		interviews []followup.Interview
		date       string
	}{
		{[]followup.Interview{ahead}, ""},
		{[]followup.Interview{held, ahead}, "Monday, 2 March"},
		{[]followup.Interview{talk(now.Add(-2*time.Hour), followup.Set)}, "Tuesday, 10 March"},
	} {
		app := followup.Application{Rounds: []followup.Round{{ID: "r", Interviews: x.interviews}}}
		d, err := c.noteData(app, followup.Note{ID: "n", Kind: followup.Nudge}, "en")
		if err != nil || d.InterviewDate != x.date || d.Interview != (x.date != "") {
			t.Errorf("%d interviews: %q, want %q, %v", len(x.interviews), d.InterviewDate, x.date, err)
		}
	}
	lead, err := c.noteData(followup.Application{Lead: true, Opened: now.AddDate(0, 0, -9)}, followup.Note{ID: "n", Kind: followup.Nudge}, "en")
	if err != nil || lead.Applied != "" {
		t.Errorf("nobody applied on the day a recruiter wrote: %q, %v", lead.Applied, err)
	}
}
