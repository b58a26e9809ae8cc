package engine

import "followup/followup"

// noteNames is how a list names the letters of each kind; the recipient follows.
var noteNames = map[followup.NoteKind]string{
	followup.ThankYou: "Thank you to ", followup.RejectionResponse: "Answer to the rejection, to ", followup.Nudge: "Friendly question to ",
	followup.GracefulClose: "Friendly close to ", followup.StayInTouch: "Staying in touch with ", followup.CheckIn: "Question after the pause to ",
	followup.ScheduleAccept: "Yes to a time, to ", followup.ScheduleProposal: "Times to propose, to ",
	followup.RescheduleRequest: "Request for another time, to ", followup.RescheduleAnswer: "Answer to the new time, to ",
	followup.CancelAnswer: "Answer to the cancel, to ", followup.Withdrawal: "Withdrawal, to ", followup.DeadlineNote: "Your other offer's date, to ",
	followup.ExtensionRequest: "Request for more time, to ", followup.OfferThanks: "Thanks for the offer, to ",
	followup.RecruiterAnswer: "Answer to the recruiter, to ", followup.Answer: "Answer to their question, to ",
}

// noteWords names a note for a list.
func noteWords(n followup.Note) string {
	to := n.To.Name
	if to == "" {
		to = n.To.Addr
	}
	if name, ok := noteNames[n.Kind]; ok {
		return name + to
	}
	return string(n.Kind) + " to " + to
}
