package templates

import "time"

// NoteData is what a letter template may use. It is the documented contract for people who write their own letters:
// every field comes from the store or from the user, is plain text in one line unless said otherwise, and is empty when
// it is not known. A template asks with {{with .Field}} and says less where a field is empty; it never invents.
//
// A template begins with a line "Subject: ..." (used where the letter opens a new thread) and an empty line. It may use
// if, with, range over .OthersMet or .SlotLines, the comparisons of text/template and seven functions: phrase fits the user's words into
// a sentence, clause fits them behind a colon, sentence makes them one, list joins names, short cuts a title for a
// subject, of puts a French "de" or "d'" before a name, at what stands before an employer: "at Acme". White space is tidied afterwards: space around lines and more than one blank line.
//
// Before a letter is rendered every text is cleaned: one line, no control or bidi characters, at most maxValue
// characters. What a stranger wrote into a name stands in the letter literally.
type NoteData struct {
	Greeting string // how the person is addressed: a first name, a full name, or empty
	Person   string // full name of the person written to
	Employer string
	Role     string

	Interview     bool      // an interview is known
	InterviewDay  string    // "Tuesday", in the interview's zone
	InterviewDate string    // "Tuesday, 3 March", in the interview's zone
	InterviewTime time.Time // the instant, for templates that want their own form
	Round         string    // "first", "second", ... or empty
	OthersMet     []string  // names of further people met, when one letter asks to pass the thanks on

	Topic    string // one thing this person talked about, a part of a sentence: "how you split the on-call rota"
	Liked    string // what they seemed to like, a part of a sentence: "my work on the billing migration"
	Repair   string // one answer the user wants to add: one or two sentences
	NewPoint string // something worth adding: one sentence
	KeepMe   bool   // the user likes the place and wants to be kept in mind
	Belated  bool   // the letter is later than it should be
	NoHire   bool   // the role was closed or frozen: nobody was chosen instead
	Second   bool   // the second question about the same silence
	Variant  int    // 1, 2, ... among the letters of one round, so that colleagues get different words; a template sees 1 to 4

	Promised     string // their own sentence about when they would answer, or empty: a letter must not hold it against them
	PromisedDate string // "Friday, 6 March"
	Applied      string // "3 March": when the user applied
	Waiting      int    // business days since it became their turn

	Form        string   // how the person is addressed where a language has two forms: "familiar", "polite" or empty
	Salutation  string   // what stands before the name in a formal letter, such as "Frau" or "señora"; empty where it is not known
	Kind2       string   // "recovery", "not-interested", "pass-on", "feedback", "they missed", "I missed", "1", "2" or empty
	PassOn      bool     // the letter goes to who arranged the interview, the thanks to those who were met
	Interested  bool     // the user likes the place well enough to say so
	Feedback    bool     // the user asks for feedback
	FirstChoice bool     // this place is the user's first choice, in her own words
	SlotLines   []string // times: "Tuesday, 3 March, 14:00–14:45 Berlin time (13:00–13:45 London time)"
	Zones       string   // "Berlin and London": the places whose clocks the times are given in, where they differ
	OldDate     string   // "Tuesday, 3 March": the date that no longer holds
	OfferDate   string   // "Friday, 13 March": when an offer, here or elsewhere, wants its answer
	NewDate     string   // "Friday, 20 March": until when the user would like to have time
	Reason      string   // the user's reason, a part of a sentence
	MetWhen     string   // "in March": when they last spoke
	WhyNow      string   // the user's own reason to write now: one sentence
	Words       string   // the answer to a question, in the user's own words
	Answer      string   // to a recruiter: "yes", "no" or "later"

	Me    string // the user's name
	Phone string
	Link  string
}
