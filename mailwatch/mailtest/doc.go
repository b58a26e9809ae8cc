// Package mailtest is a post office in memory for the demo and the tests: one IMAP server and one SMTP server on loopback,
// with one user, special-use folders and recipients that misbehave on request. Letters are accepted and written down; none
// leaves the process.
//
// Recipients misbehave by the last word of their local part (after the last ".", "+" or "_"), so that
// "lena.droponce@acme.example" still looks like a person:
//
//	drop        the letter is accepted, then the line goes dead without an answer to the final dot
//	cut         the line goes dead before the letter is accepted
//	temperror   451 after the final dot
//	permerror   550 after the final dot
//	4dd, 5dd    that code after the final dot ("452")
//	timeout     the letter is accepted and no answer ever comes
//	slow        the letter is accepted and the answer takes Options.SlowFor
//
// "once" behind a word limits it to the first letter for that address ("droponce"); "rcptto" before a code or error moves
// the refusal to the RCPT command ("rcpttopermerror").
package mailtest
