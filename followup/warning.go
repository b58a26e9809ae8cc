package followup

import "slices"

// Warning is a mark that scams have and honest mail seldom has (domain.md 4.7, reliability.md 5), in words for people. It
// decides nothing: honest people do odd things, and a scammer who avoids all marks is not honest for that.
type Warning string

// The warnings.
const (
	WarnFreeMail  Warning = "it speaks for an employer from a free mail address"
	WarnDiverted  Warning = "answers to it would go to another domain than it came from"
	WarnPay       Warning = "it asks you for a fee or a payment, which employers do not"
	WarnCheque    Warning = "it sends a cheque or has you buy equipment first, a known way to take your money"
	WarnCards     Warning = "it asks for gift cards, which employers do not"
	WarnBank      Warning = "it asks for bank or card details"
	WarnMessenger Warning = "it moves the interview to a messenger"
	WarnPapers    Warning = "it asks for identity papers or numbers by mail"
	WarnUnasked   Warning = "followup knows of no application or interview of yours there"
	WarnStranger  Warning = "it comes from a domain that this employer has not written from before"
)

// Warn adds a warning once.
func (s *Signal) Warn(w Warning) {
	if !slices.Contains(s.Warnings, w) {
		s.Warnings = append(s.Warnings, w)
	}
}
