package followup

// joined, partedAgain and undone are replays, which only the journal can do.
func joined(*step) Reason      { return "not built yet (W5)" }
func partedAgain(*step) Reason { return "not built yet (W5)" }
func undone(*step) Reason      { return "not built yet (W5)" }
