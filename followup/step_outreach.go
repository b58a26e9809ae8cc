package followup

import "time"

// newOutreach opens a lead.
func newOutreach(*step) Reason { return "not built yet (W4)" }

// outreach records that a recruiter wrote.
func outreach(*step) Reason { return "not built yet (W4)" }

// outreachAfterClose asks whether it opens what is closed.
func outreachAfterClose(*step) Reason { return "not built yet (W4)" }

// wantRecruiterAnswer drafts the answer to a recruiter on request.
func wantRecruiterAnswer(*step) Reason { return "not built yet (W4)" }

// misfitRecruiterAnswer says why such a letter has no place.
func misfitRecruiterAnswer(Policy, *Application, Note, time.Time) Reason { return "not built yet (W4)" }
