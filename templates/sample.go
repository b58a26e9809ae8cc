package templates

import "time"

// Sample returns facts to preview a letter of a kind with: every field is filled that such a letter can have. Nobody in
// it exists.
func Sample(kind string) NoteData { return SampleIn(fallbackLang, kind) }

// SampleIn is Sample with what the user and the calendar would say in another language.
func SampleIn(lang, kind string) NoteData {
	d := NoteData{
		Greeting: "Dana", Person: "Dana Reyes", Employer: "Northlight", Role: "Backend Engineer",
		Interview: true, InterviewTime: time.Date(2026, time.March, 3, 14, 0, 0, 0, time.UTC), Round: "first",
		KeepMe: true,
		Me:     "Mira Novak", Phone: "+44 20 7946 0018", Link: "https://mira.example/work",
	}
	switch kind {
	case "thank-you":
		d.OthersMet = []string{"Ana Flores", "Raj Patel"}
	case "stay-in-touch":
		d.WhyNow, d.MetWhen, d.Kind2 = "the paper that we talked about came out this week", "in March", "1"
	case "check-in":
		d.PromisedDate = "Monday, 20 April"
	case "schedule-accept", "reschedule-answer":
		d.SlotLines = []string{"Tuesday, 10 March, 14:00–15:00 Berlin time (13:00–14:00 London time)"}
		d.OldDate, d.Zones = "Monday, 9 March", "Berlin and London"
	case "schedule-proposal", "reschedule-request":
		d.SlotLines = []string{
			"Tuesday, 10 March, 14:00–15:00 Berlin time", "Wednesday, 11 March, 10:00–11:00 Berlin time",
			"Thursday, 12 March, 11:00–12:00 Berlin time",
		}
		d.OldDate, d.Zones = "Monday, 9 March", "Berlin"
	case "cancel-answer":
		d.OldDate = "Monday, 9 March"
	case "withdrawal":
		d.Reason = "the role is further from my field than I had thought"
	case "deadline-note", "extension-request", "offer-thanks":
		d.OfferDate, d.NewDate, d.FirstChoice = "Friday, 13 March", "Friday, 20 March", true
	case "recruiter-answer":
		d.Answer = "yes"
	case "answer":
		d.Words = "I could begin in May"
	case "nudge":
		d.Promised, d.Waiting = "You will hear from us by the end of next week.", 7
	}
	d.speak(lang, kind)
	return d
}
