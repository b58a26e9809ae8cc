package followup

// added opens an application by hand.
func added(*step) Reason { return "not built yet (W5)" }

// described takes facts by hand.
func described(*step) Reason { return "not built yet (W5)" }

// arranged takes an interview by hand.
func arranged(*step) Reason { return "not built yet (W5)" }

// arrangedAfterClose takes an interview of a closed application.
func arrangedAfterClose(*step) Reason { return "not built yet (W5)" }

// metByHand takes a person by hand.
func metByHand(*step) Reason { return "not built yet (W5)" }

// toldByHand takes a promise by hand.
func toldByHand(*step) Reason { return "not built yet (W5)" }

// remarked keeps a note to herself.
func remarked(*step) Reason { return "not built yet (W5)" }

// reopened opens what is closed.
func reopened(*step) Reason { return "not built yet (W5)" }

// archived puts an application away.
func archived(*step) Reason { return "not built yet (W5)" }

// unarchived brings it back.
func unarchived(*step) Reason { return "not built yet (W5)" }

func notClosed(*step) Reason { return "it is not closed" }
