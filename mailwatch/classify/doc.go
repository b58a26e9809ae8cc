// Package classify turns one mailwatch.Message into one followup.Signal: what the mail means, by which sentence, how sure
// that is, and the facts in it (employer, role, people, times, promises). It uses no language model, no clock, no network
// and no store; the same message always gives the same signal.
//
// The way of a message: the parts are folded for matching (fold.go) and cut into words (token.go); the language is told by
// its frequent words; one automaton for each language finds all phrases of its data file in one pass (lexicon.go, match.go,
// lang/*.txt); each phrase is judged by the clause it stands in (scope.go): decided, negated, conditional, about others, or
// negated only until something happens; what is left is weighed (verdict.go). Calendar parts beat prose.
//
// What a confidence means, on the fixtures of testdata (TestFixtures prints and holds it; mail that nobody here wrote is
// measured by TestMeasure):
//
//	0.9 and above   acts   98 of 100 or more are right (341 of 341 when this was written)
//	0.5 to 0.9      asks   a real doubt: two things in one mail, a portal, a date that contradicts its weekday (10 of 10)
//
// A language is a data file: the comment of compile tells how it is written. To add one, write the file, give it
// fixtures, and TestLanguagesAreComplete names what it lacks.
package classify
