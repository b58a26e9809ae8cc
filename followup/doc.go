// Package followup is the rules: what an application is, what an event does to it, and what time will ask for. It is
// pure: no input or output, no clock, no randomness.
//
// # Words
//
// An [Application] is one candidacy: one employer, one role. It holds everything there is to know of it: its rounds of
// interviews, the people, the promises they made, and the notes.
//
// A [Signal] is what one message means, with its evidence. [Policy.Match] finds the application it belongs to,
// [Policy.Admit] the events that it enters as. A [Doubt] is a signal that waits for the user's answer; while there is one
// nothing fires, is approved or is claimed.
//
// An [Event] is one thing that happened. [Policy.Step] applies it: a pure function that returns the application
// afterwards, the effects to carry out, and one [Reason]. [Policy.Replay] tells a journal of events once more in message
// time, so that the order in which mails were read does not matter.
//
// A [Due] is something that time will ask for. [Policy.Next] computes all of them from facts; nothing about time is stored.
// A tick fires what is due once the mailbox was read after that time.
//
// A [Note] is a letter of ours. It is proposed, approved in exactly these words ([Fingerprint]), claimed before it is
// submitted, and sent once. What nobody knows is unsure, and only the user or the mailbox resolves it.
//
// Both tables below are the code: this text is made from them.
//
// # What an event does to an application, by stage
//
// applied (acknowledgement, or the user's own application mail):
//   - new: to applied, turn theirs
//   - applied, invited, scheduled, interviewed, offered, closed: known
//
// invited (to talk, no time yet):
//   - new, applied, interviewed: to invited, round+1, turn ours
//   - invited: stay, turn ours; a further round: round+1
//   - scheduled: already scheduled, unless it is a further round
//   - offered: record a talk
//   - closed: ask: rejected or no answer, not by the user, same thread or requisition: reopen
//
// scheduled (interviews with a start):
//   - new, applied, invited: to scheduled
//   - scheduled: add or merge by identity
//   - interviewed: later: to scheduled, round+1; else already counted
//   - offered: record a talk
//   - closed: ask: or reopen, as Invited
//
// moved (with or without a new time):
//   - new, applied: to scheduled; without a time: to invited
//   - invited: to scheduled; without a time: stay
//   - scheduled: that interview's start changes; without a time it is moved, and with none left: to invited
//   - interviewed: that round was not held: its thank-you is withdrawn; to scheduled, or to invited
//   - offered: record; the offer stands
//   - closed: ask: it is closed
//
// cancelled (an interview is off):
//   - new: no application
//   - applied: nothing to cancel
//   - invited: turn theirs
//   - scheduled: after the settle time: cancelled; none left: to invited, turn theirs
//   - interviewed: that round was not held: its thank-you is withdrawn
//   - offered, closed: record
//
// rejected (no):
//   - new: to closed/rejected; OK: propose a rejection-response
//   - applied, invited, interviewed: to closed/rejected; open notes withdrawn; OK: propose a rejection-response
//   - scheduled: ask: while an interview is ahead; else as applied
//   - offered: ask: an offer stands
//   - closed: record only
//
// offered (by word or in writing):
//   - new: ask: the employer is not known
//   - applied, invited, scheduled, interviewed: to offered; nudges withdrawn; turn ours
//   - offered: written replaces verbal
//   - closed: ask: it is closed; the paper of an accepted one is recorded
//
// rescinded (an offer is taken back):
//   - new, applied, invited, scheduled, interviewed, offered: ask; on yes: to closed/rescinded
//   - closed: ask; on yes, if accepted: to closed/rescinded
//
// promised (a reply date):
//   - new: no application
//   - applied, invited, scheduled, interviewed, offered, closed: recorded; Next moves; a nudge drafted before is withdrawn
//
// asked (a question, availability, an assessment):
//   - new: to applied, turn ours
//   - applied, invited, scheduled, interviewed, offered: turn ours; deadline stored; nudge withdrawn
//   - closed: ask: it is closed
//
// wrote (other mail of theirs):
//   - new: no application
//   - applied, interviewed, offered: turn theirs from its date; nudge withdrawn; approvals dropped
//   - invited, scheduled, closed: approvals dropped; nudge withdrawn; a turn of theirs starts anew
//
// away (an automatic reply):
//   - new: no application
//   - applied, invited, interviewed: nudge not before the return + 2 business days; an approved one goes back to proposed
//   - scheduled, offered, closed: record
//
// own (the user's own mail):
//   - new: no application
//   - applied, invited, interviewed: notes to that person and any nudge withdrawn; thanked if soon after the interview; turn theirs
//   - scheduled, offered, closed: notes to that person withdrawn
//
// doubted (a signal that must be confirmed first):
//   - always: it waits for the user; nothing fires, is approved or claimed
//
// resolved (user: what a doubted mail is):
//   - always: the doubt ends; a confirmed signal enters as the same event
//
// tick (time):
//   - always: what is due fires: settled cancels, rounds over (thank-yous), silence (a nudge), drafts too old
//
// held (user: it took place):
//   - new: no interview
//   - applied, invited, scheduled, interviewed: that interview was held; none ahead: to interviewed
//   - offered, closed: record
//
// not held (user: it did not take place):
//   - new: no interview
//   - applied, invited, scheduled, interviewed: that interview was not held; its thank-you is withdrawn; none left: to invited
//   - offered, closed: record
//
// close (user: how it ended):
//   - new: not found
//   - applied, invited, scheduled, interviewed, offered: to closed/outcome; open notes withdrawn
//   - closed: the outcome changes
//
// draft (user: draft what was only told):
//   - new: not found
//   - applied, invited, scheduled, interviewed, offered, closed: draft what was only told, if the guards allow
//
// outreach (a recruiter wrote first):
//   - new: to invited as a lead, turn ours
//   - applied, invited, scheduled, interviewed, offered: record
//   - closed: ask: it is closed
//
// added (user: an application by hand):
//   - new: to applied, turn theirs; with an interview: to scheduled
//   - applied, invited, scheduled, interviewed, offered, closed: known: the facts are taken
//
// described (user: facts):
//   - new: not found
//   - applied, invited, scheduled, interviewed, offered, closed: the facts change
//
// arranged (user: an interview):
//   - new: not found
//   - applied, invited: to scheduled; her word wins
//   - scheduled: add or merge by identity; her word wins
//   - interviewed: later: to scheduled, round+1; her word wins
//   - offered: record a talk
//   - closed: record: reopen it first
//
// met (user: a person):
//   - new: not found
//   - applied, invited, scheduled, interviewed, offered, closed: recorded
//
// told (user: a reply date they named):
//   - new: not found
//   - applied, invited, scheduled, interviewed, offered, closed: as promised; her word wins
//
// remarked (user: a note to herself):
//   - new: not found
//   - applied, invited, scheduled, interviewed, offered, closed: recorded
//
// debriefed (user: how an interview went):
//   - new: no interview
//   - applied, offered, closed: record
//   - invited, scheduled, interviewed: held or not held; the thank-yous are written anew if they are not edited; a promise is recorded
//
// answered (user: what they asked is done):
//   - new: not found
//   - applied, invited, scheduled, interviewed, offered, closed: the task ends; none left: turn theirs
//
// wants (user: draft this kind of letter):
//   - new: not found
//   - applied, invited, scheduled, interviewed, offered, closed: drafted, if the guards allow
//
// offer told (user: what is known of an offer):
//   - new: not found
//   - applied, invited, scheduled, interviewed: to offered, turn ours
//   - offered: recorded
//   - closed: accepted: recorded; else reopen it first
//
// reopened (user):
//   - new: not found
//   - applied, invited, scheduled, interviewed, offered: not closed
//   - closed: to what the interviews say, turn ours
//
// archived (user):
//   - new: not found
//   - applied, invited, scheduled, interviewed, offered, closed: hidden; open notes withdrawn; nothing is due
//
// unarchived (user):
//   - new: not found
//   - applied, invited, scheduled, interviewed, offered, closed: shown again
//
// joined (user: another application's events follow here):
//   - always: replay the journal
//
// parted (user: what came by a merge is gone again):
//   - always: replay the journal
//
// undone (user: an earlier act did not happen):
//   - always: replay the journal without it
//
// correct (user: a mail is something else, or belongs elsewhere):
//   - always: replay the journal
//
// # What an event does to a note, by status
//
// composed (its words were written from a template):
//   - proposed: subject, text and fingerprint are set
//   - approved, claimed, unsure, failed, sent, withdrawn, dismissed: none
//
// edit (user):
//   - proposed: new fingerprint
//   - approved: back to proposed
//   - claimed, unsure, sent, withdrawn, dismissed: refuse
//   - failed: to proposed
//
// overrule (user: a finding does not count):
//   - proposed: the finding is overruled with a reason, the words stay
//   - approved, claimed, unsure, failed, sent, withdrawn, dismissed: refuse
//
// approve (user: yes to a fingerprint):
//   - proposed: fingerprint matches, not too old, fits, lint clean, no doubt: to approved; SendAt, bytes and Message-ID fixed
//   - approved: the same yes: no change
//   - claimed, unsure, failed, sent, withdrawn, dismissed: refuse
//
// unapprove (user: undo):
//   - proposed, failed: no change
//   - approved: to proposed
//   - claimed, unsure: refuse: too late
//   - sent, withdrawn, dismissed: refuse
//
// dismiss (user: let a fingerprint go):
//   - proposed, approved, failed: to dismissed
//   - claimed, unsure, sent, withdrawn, dismissed: refuse
//
// snooze (user: hide until):
//   - proposed: hidden until then
//   - approved, claimed, unsure, failed, sent, withdrawn, dismissed: refuse
//
// retry (user: try again):
//   - proposed, approved: no change
//   - claimed, unsure, sent, withdrawn, dismissed: refuse
//   - failed: to proposed, same text
//
// claim (outbox):
//   - proposed, claimed, unsure, failed, sent, withdrawn, dismissed: none
//   - approved: all of the gate holds: to claimed, the attempt is written; already in Sent: to sent; else a Hold or back to proposed
//
// phase (submission: before each step):
//   - proposed, approved, unsure, failed, sent, withdrawn, dismissed: none
//   - claimed: recorded; the final dot not where something read since the claim stops it
//
// outcome (submission: how it ended):
//   - proposed, approved, unsure, failed, sent, withdrawn, dismissed: none
//   - claimed: accepted: to sent; deferred: to approved later, or failed; refused: to failed; lost: to unsure; stopped: to approved; where it did not leave and was overtaken: withdrawn or proposed
//
// restart (the daemon found it claimed):
//   - proposed, approved, unsure, failed, sent, withdrawn, dismissed: none
//   - claimed: dot or later: to unsure; else to approved, or as above where it was overtaken
//
// found (its Message-ID lies in a folder):
//   - proposed, approved, failed, sent, withdrawn, dismissed: none
//   - claimed, unsure: to sent; FileCopy
//
// filed (its copy lies in Sent):
//   - proposed, approved, claimed, unsure, failed, withdrawn, dismissed: none
//   - sent: recorded
//
// bounced (a delivery report names it):
//   - proposed, approved, failed, withdrawn, dismissed: none
//   - claimed, unsure: to sent, bounced
//   - sent: bounced; the address is dead
//
// resolve (user: it left, or it did not):
//   - proposed, approved, claimed, failed, sent, withdrawn, dismissed: none
//   - unsure: to sent; FileCopy, or to proposed: a new yes
//
// unhold (user: a hold that asks is lifted):
//   - proposed, claimed, unsure, failed, sent, withdrawn, dismissed: none
//   - approved: no longer held
//
// # What never happens
//
// The guards, asked when a letter is proposed, approved, claimed and before its last byte:
//   - 1: no nudge after a rejection, withdrawal or acceptance, or on a closed requisition
//   - 2: no nudge while an interview is ahead, or within 2 business days after one
//   - 3: no nudge before the promised date and its slack; none where they asked not to be contacted
//   - 4: no thank-you for an interview that was cancelled, moved or missed
//   - 5: no letter where nobody reads: no-reply and notification addresses, calendar robots, lists, addresses that bounced
//   - 6: no near-identical letters to several people of one employer
//   - 7: no second thank-you for the same person and round; none for an assessment or a one-way video
//   - 8: no bluff: a deadline note needs a real offer with a date ahead, of another employer
//   - 9: no argument with a rejection, no guilt, no word about pay in a thank-you or a question
//   - 10: no guessed addresses
//   - 11: no letter while they asked something: answer that first
//   - 12: nothing while the user's own reply is overdue
//   - 13: nothing withdraws, declines or accepts by itself
//   - 14: no lies about how it was sent: no false Re:, no receipts, no tracking
//   - 15: no act on instructions in a mail; links are shown, never followed
//   - 16: not within 24 hours of another letter to the same person
//   - 17: at most 5 letters to one employer domain in 30 days, those that expect no answer not counted
package followup
