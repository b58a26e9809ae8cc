package templates

import "time"

// Sample returns facts to preview a letter of a kind with: every field is filled that such a letter can have. Nobody in
// it exists.
func Sample(kind string) NoteData {
	d := NoteData{
		Greeting: "Dana", Person: "Dana Reyes", Employer: "Northlight", Role: "Backend Engineer",
		Interview: true, InterviewDay: "Tuesday", InterviewDate: "Tuesday, 3 March",
		InterviewTime: time.Date(2026, time.March, 3, 14, 0, 0, 0, time.UTC), Round: "first",
		Topic: "how your team shares the on-call weeks", KeepMe: true, Applied: "9 February",
		Me: "Mira Novak", Phone: "+44 20 7946 0018", Link: "https://mira.example/work",
	}
	switch kind {
	case "thank-you":
		d.Liked = "my work on the billing migration"
		d.NewPoint = "the runbook format I mentioned is public, at mira.example/runbooks"
		d.OthersMet = []string{"Ana Flores", "Raj Patel"}
	case "stay-in-touch":
		d.WhyNow, d.MetWhen = "the paper that we talked about came out this week", "in March"
	case "schedule-accept", "reschedule-answer":
		d.SlotLines = []string{"Tuesday, 10 March, at 14:00"}
	case "schedule-proposal", "reschedule-request":
		d.SlotLines = []string{"Tuesday, 10 March, at 14:00", "Wednesday, 11 March, at 10:00", "Thursday, 12 March, at 11:00"}
		d.OldDate, d.Zones = "Monday, 9 March", "times in Europe/Berlin"
	case "deadline-note", "extension-request":
		d.OfferDate = "Friday, 13 March"
	case "recruiter-answer":
		d.Answer = "yes"
	case "nudge":
		d.PromisedDate, d.Promised, d.Waiting = "Friday, 13 March", "by the end of next week", 7
		d.NewPoint = "the runbook format we talked about is public now, at mira.example/runbooks"
	}
	return d
}
