package followup

import "time"

// offerTold takes what the user knows of an offer.
func offerTold(*step) Reason { return "not built yet (W4)" }

// wantWithdrawal drafts a withdrawal on request.
func wantWithdrawal(*step) Reason { return "not built yet (W4)" }

// wantDeadlineNote drafts a note about another offer's date on request.
func wantDeadlineNote(*step) Reason { return "not built yet (W4)" }

// wantExtension drafts a request for more time on request.
func wantExtension(*step) Reason { return "not built yet (W4)" }

// wantOfferThanks drafts the thanks for an offer on request.
func wantOfferThanks(*step) Reason { return "not built yet (W4)" }

// misfitWithdrawal says why such a letter has no place.
func misfitWithdrawal(Policy, *Application, Note, time.Time) Reason { return "not built yet (W4)" }

// misfitDeadlineNote says why such a letter has no place.
func misfitDeadlineNote(Policy, *Application, Note, time.Time) Reason { return "not built yet (W4)" }

// misfitExtension says why such a letter has no place.
func misfitExtension(Policy, *Application, Note, time.Time) Reason { return "not built yet (W4)" }

// misfitOfferThanks says why such a letter has no place.
func misfitOfferThanks(Policy, *Application, Note, time.Time) Reason { return "not built yet (W4)" }
