// Package engine turns signals into notes and approvals into sent letters. It owns every change of the store: load the
// application, ask the rules (followup.Policy.Step), write the words of what they propose, journal, put; one
// transaction each. It speaks to mail servers only through the ports Mailbox and Submitter.
//
// Two loops run beside the acts of a person: the clock fires what is due, and the outbox sends what was approved, looks
// for what is unsure and files copies. They meet only in the store and in two kick channels of size one.
//
// Sending follows reliability.md section 2: the mailbox is read and searched outside any transaction, the claim is
// committed before dialing, each phase before its step, and after the final dot only an answer of the server counts.
// A claimed note found at start is settled by New: unsure if the dot may have left, approved if it had not.
package engine
