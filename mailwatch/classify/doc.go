// Package classify turns one mailwatch.Message into one followup.Signal: what the mail means, by which sentence, how sure
// that is, and the facts in it (employer, role, people, times, promises). It uses no language model, no clock, no network
// and no store; the same message always gives the same signal.
//
// # The way of a message
//
// A delivery report is known by its form (structural.go). Of any other mail the subject, the own words, the signature with the
// begin of the quote, and the text of a calendar event become one passage each: folded for matching (fold.go), cut into words
// (token.go), and read in the languages that their frequent words tell (language.go).
//
// The grammar of cues finds all phrases of a language's data file (lang/*.txt) in one pass of one automaton (lexicon.go,
// match.go) and judges each by the clause it stands in (scope.go): decided, negated, under a condition, about candidates in
// general, negated only until something happens, or only for now. What a phrase counts for in its scope is weighed
// (weigh.go); what is cited, said of somebody else, or but the name of a button counts for nothing. The sums (sums.go) choose a
// kind (decide.go, best.go): a no goes before an offer, an offer before what concerns interviews, these before tests, receipts
// and news. Calendar parts beat prose (structural.go), and no verdict counts in a mail that nothing shows to be about a job
// (open.go, job.go).
//
// The likeness of sentences is the second opinion (likeness.go, hear.go). A linear model over words, pairs of words and what
// the grammar found tells of each sentence how much it is like those of testdata/sentences that say no, invite, move, call
// off, acknowledge and so on, or that come from another world. It is asked only where the mail as a whole may be about a job
// (consult.go). Where the grammar found nothing, it finds a sentence, which is asked about unless the whole mail bears it out;
// where both agree, a doubt is settled; where they contradict each other, the user is asked. It puts a kind of its own before
// the grammar's only where it is sure and the grammar's decides nothing (a receipt, news), or is a no that sounds like none. A
// phrase decides nothing where no sentence of the mail is like it, or all of them sound like another world.
//
// Last come the facts (facts.go; employer.go, role.go, people.go, when.go, promise.go), whether the sender may be who it says
// (trust.go, scam.go), and the user's own rules (obey.go). Explain shows each of these steps for one mail (explain.go).
//
// # What a confidence means
//
// At 0.9 and above the signal acts, from 0.5 on it is asked about: two things in one mail, a portal, a date that contradicts
// its weekday, a sentence that is merely like a no. Over the fixtures of testdata:
//
//	confidence     mails
//	0.5 to 0.6        0 of    0 right
//	0.6 to 0.7       24 of   24 right
//	0.7 to 0.8       15 of   15 right
//	0.8 to 0.9      114 of  114 right
//	0.9 and above  1062 of 1062 right
//
// TestFixtures counts this table and holds it, and holds that of those at 0.9 and above at least 98 of 100 are right. The
// rules were written with these mails in sight and their sentences are among those that were learned from, so the table says
// what is kept, not what to expect. TestUnheardFixtures counts it with weights that know nothing of these sentences, and
// TestMeasure over mail that nobody here wrote.
//
// # How to change it
//
// A phrase: a line in the language's file; the comment of compile tells how it is written. A language: a new file, fixtures,
// and TestLanguagesAreComplete names what it lacks. A mail that was misread: a file in testdata, which is a test at once; then
//
//	go test -run TestFixtures ./mailwatch/classify -update
//
// writes the table above anew. A sentence: a line "language class | sentence" in testdata/sentences; then
//
//	go test -run TestLikeness ./mailwatch/classify -update
//
// learns the weights anew (data/likeness.bin, a few seconds) and tells how well sentences are heard that were not learned.
// The same is due when what a sentence is taken apart into changes: its features, the words, the verdicts and their names.
// TestLikenessIsLearned fails until it is done.
package classify
