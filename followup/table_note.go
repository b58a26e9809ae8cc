package followup

// noteRows is the second table: what an event does to a note in each status, in the order proposed, approved, claimed,
// unsure, failed, sent, withdrawn, dismissed.
func noteRows() []row {
	const n = 8
	none := cell{"none", refuse("nothing changed: the note is not at that point")}
	ended := cell{"refuse", refuse("this letter has left already, or was put away")}
	onWay := cell{"refuse", refuse("it is on its way: nothing can be changed any more")}
	ask := cell{"refuse", refuse("say first whether it left: followup resolve")}
	fail := cell{"refuse", refuse("it could not be delivered: offer it again first, with followup retry")}
	same := cell{"no change", refuse("nothing changed")}
	with := func(base cell, at map[int]cell) []cell {
		cells := all(n, base)
		for i, c := range at {
			cells[i] = c
		}
		return cells
	}
	// The columns.
	const proposed, approved, claimed, unsure, failed, sent = 0, 1, 2, 3, 4, 5
	return []row{
		{EventComposed, "its words were written from a template", with(none, map[int]cell{proposed: {"subject, text and fingerprint are set", composed}})},
		{EventEdit, "user", with(ended, map[int]cell{
			proposed: {"new fingerprint", edit}, approved: {"back to proposed", edit}, claimed: onWay, unsure: ask, failed: {"to proposed", edit},
		})},
		{EventOverrule, "user: a finding does not count", with(ended, map[int]cell{
			proposed: {"the finding is overruled with a reason, the words stay", overrule}, approved: {"refuse", refuse("you said yes to it: take that back first, with followup undo")},
			claimed: onWay, unsure: ask, failed: fail,
		})},
		{EventApprove, "user: yes to a fingerprint", with(ended, map[int]cell{
			proposed: {"fingerprint matches, not too old, fits, lint clean, no doubt: to approved; SendAt, bytes and Message-ID fixed", approve},
			approved: {"the same yes: no change", approveAgain}, claimed: onWay, unsure: ask, failed: fail,
		})},
		{EventUnapprove, "user: undo", with(ended, map[int]cell{
			proposed: same, approved: {"to proposed", unapprove}, claimed: {"refuse: too late", refuse("too late: it is on its way")},
			unsure: {"refuse: too late", refuse("too late: it may have left")}, failed: same,
		})},
		{EventDismiss, "user: let a fingerprint go", with(ended, map[int]cell{
			proposed: {"to dismissed", dismiss}, approved: {"to dismissed", dismiss}, claimed: onWay, unsure: ask, failed: {"to dismissed", dismiss},
		})},
		{EventSnooze, "user: hide until", with(ended, map[int]cell{
			proposed: {"hidden until then", snooze}, approved: {"refuse", refuse("you said yes to it: take that back first, with followup undo")}, claimed: onWay, unsure: ask, failed: fail,
		})},
		{EventRetry, "user: try again", with(ended, map[int]cell{
			proposed: same, approved: same, claimed: onWay, unsure: ask, failed: {"to proposed, same text", retry},
		})},
		{EventClaim, "outbox", with(none, map[int]cell{
			approved: {"all of the gate holds: to claimed, the attempt is written; already in Sent: to sent; else a Hold or back to proposed", claim},
		})},
		{EventPhase, "submission: before each step", with(none, map[int]cell{claimed: {"recorded; the final dot not where something read since the claim stops it", phase}})},
		{EventOutcome, "submission: how it ended", with(none, map[int]cell{
			claimed: {"accepted: to sent; deferred: to approved later, or failed; refused: to failed; lost: to unsure; stopped: to approved; where it did not leave and was overtaken: withdrawn or proposed", outcome},
		})},
		{EventRestart, "the daemon found it claimed", with(none, map[int]cell{claimed: {"dot or later: to unsure; else to approved, or as above where it was overtaken", restarted}})},
		{EventFound, "its Message-ID lies in a folder", with(none, map[int]cell{
			claimed: {"to sent; FileCopy", found}, unsure: {"to sent; FileCopy", found},
		})},
		{EventFiled, "its copy lies in Sent", with(none, map[int]cell{sent: {"recorded", filed}})},
		{EventBounced, "a delivery report names it", with(none, map[int]cell{
			claimed: {"to sent, bounced", bounced}, unsure: {"to sent, bounced", bounced}, sent: {"bounced; the address is dead", bounced},
		})},
		{EventResolve, "user: it left, or it did not", with(none, map[int]cell{unsure: {"to sent; FileCopy, or to proposed: a new yes", resolveUnsure}})},
		{EventUnhold, "user: a hold that asks is lifted", with(none, map[int]cell{approved: {"no longer held", unhold}})},
	}
}
