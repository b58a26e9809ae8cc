package followup

// applicationRows is the first table: what an event does to an application at each stage, in the order new, applied,
// invited, scheduled, interviewed, offered, closed.
func applicationRows() []row {
	isKnown := cell{"known", known}
	none := cell{"no application", noApplication}
	record := func(words string, do func(*step) Reason) cell { return cell{words, do} }
	talks := record("record a talk", talk)
	asks := func(words string, do func(*step) Reason) cell { return cell{"ask: " + words, do} }
	turnsOurs := cell{"turn ours; deadline stored; nudge withdrawn", asked}
	restart := cell{"turn theirs from its date; nudge withdrawn; approvals dropped", wrote}
	drop := cell{"approvals dropped; nudge withdrawn; a turn of theirs starts anew", wroteOnly}
	move := cell{"that interview's start changes; without a time it is moved, and with none left: to invited", moved}
	promise := cell{"recorded; Next moves; a nudge drafted before is withdrawn", promised}
	reject := cell{"to closed/rejected; open notes withdrawn; OK: propose a rejection-response", rejected}
	takeBack := cell{"ask; on yes: to closed/rescinded", rescinded}
	patience := cell{"nudge not before the return + 2 business days; an approved one goes back to proposed", away}
	noted := cell{"record", awayOnly}
	ours := cell{"notes to that person and any nudge withdrawn; thanked if soon after the interview; turn theirs", own}
	ends := cell{"to closed/outcome; open notes withdrawn", closed}
	held := cell{"that interview was held; none ahead: to interviewed", held}
	missed := cell{"that interview was not held; its thank-you is withdrawn; none left: to invited", notHeld}
	fires := cell{"what is due fires: settled cancels, rounds over (thank-yous), silence (a nudge), drafts too old", tick}
	answers := cell{"the doubt ends; a confirmed signal enters as the same event", resolved}
	draft := cell{"draft what was only told, if the guards allow", drafted}
	const n = 7
	hand := func(words string, do func(*step) Reason) []cell { // of an application that must exist
		cells := all(n, cell{words, do})
		cells[0] = cell{"not found", notFound}
		return cells
	}
	return []row{
		{EventApplied, "acknowledgement, or the user's own application mail", []cell{
			{"to applied, turn theirs", newApplied}, isKnown, isKnown, isKnown, isKnown, isKnown, isKnown,
		}},
		{EventInvited, "to talk, no time yet", []cell{
			{"to invited, round+1, turn ours", newInvited}, {"to invited, round+1, turn ours", invited},
			{"stay, turn ours; a further round: round+1", invited}, {"already scheduled, unless it is a further round", invitedWhileScheduled},
			{"to invited, round+1, turn ours", invited}, talks,
			asks("rejected or no answer, not by the user, same thread or requisition: reopen", reopen),
		}},
		{EventScheduled, "interviews with a start", []cell{
			{"to scheduled", newScheduled}, {"to scheduled", scheduled}, {"to scheduled", scheduled}, {"add or merge by identity", scheduled},
			{"later: to scheduled, round+1; else already counted", scheduled}, talks, asks("or reopen, as Invited", reopen),
		}},
		{EventMoved, "with or without a new time", []cell{
			{"to scheduled; without a time: to invited", newMoved}, {"to scheduled; without a time: to invited", moved},
			{"to scheduled; without a time: stay", moved}, move,
			{"that round was not held: its thank-you is withdrawn; to scheduled, or to invited", moved},
			{"record; the offer stands", movedRecord}, asks("it is closed", movedAfterClose),
		}},
		{EventCancelled, "an interview is off", []cell{
			none, {"nothing to cancel", stay("there is nothing to cancel")}, {"turn theirs", cancelledInvited},
			{"after the settle time: cancelled; none left: to invited, turn theirs", cancelled},
			{"that round was not held: its thank-you is withdrawn", cancelled}, {"record", cancelledRecord}, {"record", cancelledRecord},
		}},
		{EventRejected, "no", []cell{
			{"to closed/rejected; OK: propose a rejection-response", newRejected}, reject, reject,
			asks("while an interview is ahead; else as applied", rejectedWhileScheduled), reject, asks("an offer stands", rejectedAfterOffer),
			{"record only", stay("recorded: it is closed already")},
		}},
		{EventOffered, "by word or in writing", []cell{
			asks("the employer is not known", newOffered), {"to offered; nudges withdrawn; turn ours", offered},
			{"to offered; nudges withdrawn; turn ours", offered}, {"to offered; nudges withdrawn; turn ours", offered},
			{"to offered; nudges withdrawn; turn ours", offered}, {"written replaces verbal", offered}, asks("it is closed; the paper of an accepted one is recorded", offeredAfterClose),
		}},
		{EventRescinded, "an offer is taken back", []cell{takeBack, takeBack, takeBack, takeBack, takeBack, takeBack,
			{"ask; on yes, if accepted: to closed/rescinded", rescinded}}},
		{EventPromised, "a reply date", []cell{none, promise, promise, promise, promise, promise, promise}},
		{EventAsked, "a question, availability, an assessment", []cell{
			{"to applied, turn ours", newAsked}, turnsOurs, turnsOurs, turnsOurs, turnsOurs, turnsOurs, asks("it is closed", askedAfterClose),
		}},
		{EventWrote, "other mail of theirs", []cell{none, restart, drop, drop, restart, restart, drop}},
		{EventAway, "an automatic reply", []cell{none, patience, patience, noted, patience, noted, noted}},
		{EventOwn, "the user's own mail", []cell{none, ours, ours, {"notes to that person withdrawn", own}, ours,
			{"notes to that person withdrawn", own}, {"notes to that person withdrawn", ownWhenClosed}}},
		{EventDoubted, "a signal that must be confirmed first", all(7, cell{"it waits for the user; nothing fires, is approved or claimed", doubted})},
		{EventResolved, "user: what a doubted mail is", all(7, answers)},
		{EventTick, "time", []cell{fires, fires, fires, fires, fires, fires, fires}},
		{EventHeld, "user: it took place", []cell{{"no interview", held.do}, held, held, held, held, {"record", held.do}, {"record", held.do}}},
		{EventNotHeld, "user: it did not take place", []cell{{"no interview", missed.do}, missed, missed, missed, missed,
			{"record", missed.do}, {"record", missed.do}}},
		{EventClose, "user: how it ended", []cell{{"not found", notFound}, ends, ends, ends, ends, ends, {"the outcome changes", outcomeChanged}}},
		{EventDraft, "user: draft what was only told", []cell{{"not found", notFound}, draft, draft, draft, draft, draft, draft}},
		{EventOutreach, "a recruiter wrote first", []cell{
			{"to invited as a lead, turn ours", newOutreach}, {"record", outreach}, {"record", outreach}, {"record", outreach},
			{"record", outreach}, {"record", outreach}, asks("it is closed", outreachAfterClose),
		}},
		{EventAdded, "user: an application by hand", append([]cell{{"to applied, turn theirs; with an interview: to scheduled", added}},
			all(n-1, cell{"known: the facts are taken", addedToKnown})...)},
		{EventDescribed, "user: facts", hand("the facts change", described)},
		{EventArranged, "user: an interview", []cell{{"not found", notFound}, {"to scheduled; her word wins", arranged},
			{"to scheduled; her word wins", arranged}, {"add or merge by identity; her word wins", arranged},
			{"later: to scheduled, round+1; her word wins", arranged}, {"record a talk", arranged}, {"record: reopen it first", arrangedAfterClose}}},
		{EventMet, "user: a person", hand("recorded", metByHand)},
		{EventTold, "user: a reply date they named", hand("as promised; her word wins", toldByHand)},
		{EventRemarked, "user: a note to herself", hand("recorded", remarked)},
		{EventDebriefed, "user: how an interview went", []cell{{"no interview", notFound}, {"record", debriefed},
			{"held or not held; the thank-yous are written anew if they are not edited; a promise is recorded", debriefed},
			{"held or not held; the thank-yous are written anew if they are not edited; a promise is recorded", debriefed},
			{"held or not held; the thank-yous are written anew if they are not edited; a promise is recorded", debriefed},
			{"record", debriefed}, {"record", debriefed}}},
		{EventAnswered, "user: what they asked is done", hand("the task ends; none left: turn theirs", answered)},
		{EventWants, "user: draft this kind of letter", hand("drafted, if the guards allow", wants)},
		{EventOfferTold, "user: what is known of an offer", []cell{{"not found", notFound}, {"to offered, turn ours", offerTold},
			{"to offered, turn ours", offerTold}, {"to offered, turn ours", offerTold}, {"to offered, turn ours", offerTold},
			{"recorded", offerTold}, {"accepted: recorded; else reopen it first", offerTold}}},
		{EventReopened, "user", []cell{{"not found", notFound}, {"not closed", notClosed}, {"not closed", notClosed}, {"not closed", notClosed},
			{"not closed", notClosed}, {"not closed", notClosed}, {"to what the interviews say, turn ours", reopened}}},
		{EventArchived, "user", hand("hidden; open notes withdrawn; nothing is due", archived)},
		{EventUnarchived, "user", hand("shown again", unarchived)},
		{EventJoined, "user: another application's events follow here", all(n, cell{"replay the journal", joined})},
		{EventParted, "user: what came by a merge is gone again", all(n, cell{"replay the journal", partedAgain})},
		{EventUndone, "user: an earlier act did not happen", all(n, cell{"replay the journal without it", undone})},
		{EventCorrect, "user: a mail is something else, or belongs elsewhere", all(7, cell{"replay the journal", corrected})},
	}
}
