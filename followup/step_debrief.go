package followup

// debriefed takes what the user says of an interview.
func debriefed(*step) Reason { return "not built yet (W2)" }
