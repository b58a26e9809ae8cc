package main

import (
	"time"

	"followup/mailwatch/mailtest"
)

// beat is one moment of the demo's story: a time, and the mail that arrives then. A beat without mail lets time pass.
type beat struct {
	at     time.Time
	say    string // what the narrator says before it; without mail, before the time that leads to it
	folder string // "" is INBOX
	mail   *mailtest.Sample
}

// The cast of the story. All names are made up; the domains cannot exist (RFC 2606).
const (
	demoMe     = "Robin Ashby <robin@ashby.example>"
	demoMaya   = "Maya Lindqvist <maya.lindqvist@birchwood.example>"
	demoTomas  = "Tomás Herrera <tomas.herrera@birchwood.example>"
	demoInes   = "Ines Duarte <droponce@northlight.example>" // her server drops the line after the final dot
	demoZone   = "Europe/Dublin"
	demoLength = 19 // days the story takes
)

// demoStart returns a Monday morning from which the whole story keeps clear of the days on which nothing is sent
// (20 December to 2 January), the newest one that is not in the future.
func demoStart(now time.Time, zone *time.Location) time.Time {
	d := now.In(zone)
	start := time.Date(d.Year(), d.Month(), d.Day(), 9, 0, 0, 0, zone)
	for start.After(now) || start.Weekday() != time.Monday || inFreeze(start) || inFreeze(start.AddDate(0, 0, demoLength)) {
		start = start.AddDate(0, 0, -1)
	}
	return start
}

func inFreeze(t time.Time) bool {
	return t.Month() == time.December && t.Day() >= 19 || t.Month() == time.January && t.Day() <= 3
}

// demoStory tells three applications: one with an invitation, a confirmation, a new time, two thank-yous, a silence and
// a no; one that a robot turns down; one whose mail server leaves us unsure.
func demoStory(start time.Time) []beat {
	at := func(day, hour, minute int) time.Time {
		return time.Date(start.Year(), start.Month(), start.Day()+day, hour, minute, 0, 0, start.Location())
	}
	interview := func(seq int, begin, stamp time.Time) *mailtest.Invite {
		return &mailtest.Invite{
			Method: "REQUEST", UID: "interview-4711@birchwood.example", Sequence: seq, Start: begin, Length: 45 * time.Minute,
			Summary: "Interview: Robin Ashby, Data Engineer", Location: "Video call", Organizer: "maya.lindqvist@birchwood.example",
			People: []string{demoMaya, demoTomas, demoMe}, Stamp: stamp,
		}
	}
	day := func(t time.Time) string { return t.Format("Monday, 2 January") }
	story := []beat{
		{at: at(0, 9, 20), say: "Robin applied to Birchwood Analytics last night.", mail: &mailtest.Sample{
			ID: "ack-1@us.greenhouse-mail.example", From: "Birchwood Analytics <no-reply@us.greenhouse-mail.io>", To: demoMe,
			Subject: "Thank you for applying to Birchwood Analytics",
			Text: "Hi Robin,\n\nThank you for applying for the Data Engineer position at Birchwood Analytics. We have received your " +
				"application and our team will review it. If your background fits, we will contact you about next steps.\n\n" +
				"Birchwood Analytics Recruiting\n\nPlease do not reply to this message.\n",
			Headers: []string{"Auto-Submitted: auto-generated"},
		}},
		{at: at(0, 9, 45), say: "Mail that has nothing to do with it arrives too.", mail: &mailtest.Sample{
			ID: "dinner@friend.example", From: "Jo Park <jo@friend.example>", To: demoMe, Subject: "Thursday?",
			Text: "Hey Robin,\n\nunfortunately I can't make Wednesday, the sitter cancelled. Dinner on Thursday at 7 instead?\n\nJo\n",
		}},
		{at: at(0, 10, 30), mail: &mailtest.Sample{
			ID: "digest-88@alerts.example", From: "Job Alerts <alerts@jobboard.example>", To: demoMe,
			Subject: "12 new jobs for \"data engineer\" in Dublin",
			Text: "New jobs matching your search\n\nData Engineer - Foxglove\nAnalytics Engineer - Tern & Co\nand 10 more\n\n" +
				"Tip of the week: how to ace your interview.\n\nUnsubscribe from these alerts\n",
			Headers: []string{"List-Unsubscribe: <https://jobboard.example/u>", "Precedence: bulk"},
		}},
		{at: at(1, 11, 5), say: "A person writes.", mail: &mailtest.Sample{
			ID: "invite-1@birchwood.example", From: demoMaya, To: demoMe, Subject: "Interview for the Data Engineer role",
			Text: "Hi Robin,\n\nthank you for your application for the Data Engineer role at Birchwood Analytics. We would like to " +
				"invite you to an interview with me and Tomás Herrera from the data team.\n\nCould you send me your availability for " +
				"this week?\n\nBest,\nMaya\n\n-- \nMaya Lindqvist\nTalent Partner, Birchwood Analytics\n",
		}},
		{at: at(1, 12, 10), say: "Robin answers from the phone.", folder: "Sent", mail: &mailtest.Sample{
			ID: "own-1@ashby.example", From: demoMe, To: demoMaya, Subject: "Re: Interview for the Data Engineer role",
			InReplyTo: "invite-1@birchwood.example",
			Text:      "Hi Maya,\n\nThursday or Friday would both work well for me.\n\nBest,\nRobin\n",
		}},
		{at: at(1, 15, 30), say: "A time is set.", mail: &mailtest.Sample{
			ID: "confirm-1@birchwood.example", From: demoMaya, To: demoMe, Subject: "Re: Interview for the Data Engineer role",
			InReplyTo: "own-1@ashby.example", References: []string{"invite-1@birchwood.example"},
			Text: "Hi Robin,\n\nyour interview is confirmed for " + day(at(3, 14, 0)) + " at 14:00. You will be meeting Tomás and me; " +
				"the invitation is attached.\n\nBest,\nMaya\n",
			Calendar: interview(0, at(3, 14, 0), at(1, 15, 30)),
		}},
		{at: at(2, 10, 0), say: "Another application, at Harbour & Pine.", mail: &mailtest.Sample{
			ID: "ack-2@hire.lever.example", From: "Harbour & Pine <no-reply@hire.lever.co>", To: demoMe,
			Subject: "Thanks for applying to Harbour & Pine!",
			Text: "Hi Robin,\n\nThanks for applying to the Analytics Engineer role at Harbour & Pine. We received your application and " +
				"will be in touch if there is a match.\n\nThe Harbour & Pine Hiring Team\n",
		}},
		{at: at(2, 16, 40), say: "The interview moves.", mail: &mailtest.Sample{
			ID: "move-1@birchwood.example", From: demoMaya, To: demoMe, Subject: "Re: Interview for the Data Engineer role",
			InReplyTo: "confirm-1@birchwood.example", References: []string{"invite-1@birchwood.example", "own-1@ashby.example"},
			Text: "Hi Robin,\n\nunfortunately something has come up on Thursday and we need to reschedule our interview. Could we do " +
				day(at(4, 10, 0)) + " at 10:00 instead? I have sent an updated invitation.\n\nSorry for the trouble,\nMaya\n",
			Calendar: interview(1, at(4, 10, 0), at(2, 16, 40)),
		}},
		{at: at(4, 11, 20), say: "The interview takes place."},
		{at: at(4, 12, 30)},
		{at: at(4, 15, 0), say: "A robot writes.", mail: &mailtest.Sample{
			ID: "no-2@hire.lever.example", From: "Harbour & Pine <no-reply@hire.lever.co>", To: demoMe,
			Subject: "Update on your application to Harbour & Pine",
			Text: "Hi Robin,\n\nThank you for your interest in the Analytics Engineer role at Harbour & Pine. After careful " +
				"consideration we have decided to move forward with other candidates.\n\nWe wish you the best in your search.\n\n" +
				"The Harbour & Pine Hiring Team\n\nThis mailbox is not monitored.\n",
		}},
		{at: at(7, 10, 0), say: "A new week. Northlight Software has set a time.", mail: &mailtest.Sample{
			ID: "confirm-3@northlight.example", From: demoInes, To: demoMe,
			Subject: "Interview confirmation: Platform Engineer at Northlight Software",
			Text: "Hello Robin,\n\nthis is to confirm your interview for the Platform Engineer position at Northlight Software on " +
				day(at(9, 15, 0)) + " from 15:00 to 15:45 (Dublin time). I will call you on video.\n\nKind regards,\nInes Duarte\n" +
				"Engineering Manager, Northlight Software\n",
		}},
		{at: at(9, 16, 20), say: "The talk with Northlight Software takes place."},
		{at: at(9, 16, 45)},
		{at: at(15, 10, 50), say: "A week of silence at Birchwood Analytics."},
		{at: at(16, 12, 0)},
		{at: at(17, 14, 0), say: "Birchwood Analytics answers.", mail: &mailtest.Sample{
			ID: "no-1@birchwood.example", From: demoMaya, To: demoMe, Subject: "Re: Interview for the Data Engineer role",
			InReplyTo: "move-1@birchwood.example", References: []string{"invite-1@birchwood.example", "own-1@ashby.example"},
			Text: "Hi Robin,\n\nthank you for taking the time to interview with us. We enjoyed meeting you, and it was a difficult " +
				"decision. We have decided to offer the Data Engineer position to another candidate.\n\nI wish you all the best.\n\n" +
				"Maya\n",
		}},
		{at: at(17, 16, 20), say: "Two hours to breathe."},
		{at: at(18, 12, 0)},
	}
	return story
}
