package engine

import (
	"errors"

	"followup/followup"
)

// Errors that callers branch on.
var (
	ErrNotFound  = errors.New("nothing has that id")
	ErrAmbiguous = errors.New("more than one thing has an id that begins like that")
	// ErrChanged means that the words are not the ones that were shown: show them again and ask again.
	ErrChanged = errors.New("the draft changed since it was shown")
)

// Refusal is a no of the rules, with the reason.
type Refusal struct{ Reason followup.Reason }

// Error returns the reason.
func (r *Refusal) Error() string { return string(r.Reason) }
