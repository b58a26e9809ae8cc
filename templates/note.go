package templates

import "time"

// NoteData is what a letter template may use. It is the documented contract for people who write their own letters:
// every field comes from the store or from the user, is plain text in one line unless said otherwise, and is empty when
// it is not known. A template asks with {{with .Field}} and says less where a field is empty; it never invents.
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

	Topic    string // one thing this person talked about, in the user's words (a sentence part)
	Liked    string // what they seemed to like, in the user's words
	Repair   string // one answer the user wants to add, in the user's words
	NewPoint string // something worth adding, in the user's words
	KeepMe   bool   // the user likes the place and wants to be kept in mind
	Belated  bool   // the letter is later than it should be
	Second   bool   // the second question about the same silence

	Promised     string // "by Friday": their words about when they would answer, or empty
	PromisedDate string // "Friday, 6 March"
	Applied      string // "3 March": when the user applied
	Waiting      int    // business days since it became their turn

	Me    string // the user's name
	Phone string
	Link  string
}
